internal import Database

extension AlignParts {
    /// The charter's line on the page of all that the network agrees on.
    mutating func addCharter(_ charter: CharterActs) {
        register { viewer, network in
            let (present, open) = try await charter.state(of: .network(network), for: viewer)
            let waits = try await charter.waits(for: viewer, in: network)
            return [AlignLine(.charter, "/charter", state: open ?? present, waits: waits)]
        }
    }
}

extension CharterActs {
    /// How it stands, in a few words: what is in force for whoever may read it, what is open for members.
    func state(of subject: CharterSubject, for viewer: Viewer) async throws -> (present: Text?, open: Text?) {
        try await database.read { db in
            let present = try db.charterInForce(of: subject).flatMap { viewer.tier <= $0.scope ? $0 : nil }
            let open = viewer.tier <= .members ? try db.charterOpen(of: subject) : nil
            func words(_ version: CharterVersion) -> Text { CharterWords.stateLine(version.number, version.state) }
            return (present.map(words), open.map(words))
        }
    }

    /// What waits for somebody at the network's own charter, the first thing.
    func waits(for viewer: Viewer, in network: ID) async throws -> Text? {
        guard let member = viewer.member, member.networkID == network else { return nil }
        let now = world.now()
        return try await database.read { db in
            try CharterActs.tasks(member, now, db).first { $0.clock.needID == network }?.words
        }
    }

    /// Vision and values as the charter in force has them, for the card of the four certainties.
    static let agreed: MechanismActs.AgreedWords = { network, viewer, db in
        guard let version = try db.charterInForce(of: .network(network)), viewer.tier <= version.scope else {
            return [:]
        }
        let clauses = try db.clauses(of: version)
        let parts: [(CharterSection, MechanismPart)] = [(.vision, .vision), (.values, .values)]
        return parts.reduce(into: [:]) { words, pair in
            let own = clauses.filter { $0.section == pair.0 }
            guard !own.isEmpty else { return }
            func list(_ language: Language) -> String {
                let lines = own.map { $0.text(language) }
                return lines.count == 1 ? lines[0] : lines.map { "- \($0)" }.joined(separator: "\n")
            }
            words[pair.1] = MechanismTexts.Saying(zh: list(.zh), en: list(.en))
        }
    }

    func hasDraft(_ subject: CharterSubject) async throws -> Bool {
        try await database.read { db in try db.charterOpen(of: subject) != nil }
    }
}
