internal import Database
internal import Engine

extension MemberActs {
    func profile(of person: ID) async throws -> [ProfileEntry] {
        try await database.read { db in try db.profile(of: person, vault: vault) }
    }

    /// Changes one's own name, language and profile.
    /// - Throws: ``Refusal/invalid(_:)`` naming each field that is wrong.
    func save(
        name: String, language: String, _ texts: [ProfileField: String], _ audiences: [ProfileField: String],
        by viewer: Viewer
    ) async throws {
        guard let person = viewer.personID else { throw Refusal.signInRequired }
        let name = Clean.line(name), now = world.now()
        guard !name.isEmpty else { throw Refusal.invalid("name", SiteWords.missing) }
        guard name.count <= 80 else { throw Refusal.invalid("name", SiteWords.tooLong) }
        guard let language = Language(rawValue: language) else {
            throw Refusal.invalid("language", SiteWords.badChoice(["zh", "en"], language))
        }
        let entries = try ProfileRules.cleaned(texts, audiences)
        try await database.write { db in
            guard let key = try db.key(of: person, in: vault) else { throw Refusal.notFound }
            try db.setName(name, language: language, of: person)
            for entry in entries { try db.save(entry, of: person, key: key, vault: vault, at: now) }
            if let handle = entries.first(where: { $0.field == .handle }) {
                let key = handle.text.isEmpty ? nil : Clean.key(handle.text)
                guard try db.take(handle: key, by: person) else {
                    throw Refusal.invalid("handle", ProfileWords.takenHandle)
                }
            }
            try follow(entries, of: person, db)
        }
    }

    /// What a change of a profile does elsewhere: facts that members may know, the welcome path, the story of each network.
    private func follow(_ entries: [ProfileEntry], of person: ID, _ db: any Connection) throws {
        func open(_ field: ProfileField) -> String {
            entries.first { $0.field == field && $0.audience >= .members }?.text ?? ""
        }
        if entries.contains(where: { $0.field == .skills || $0.field == .languages }) {
            try db.setFacts(
                skills: Clean.list(open(.skills)).joined(separator: "\n"),
                languages: Clean.list(open(.languages)).joined(separator: " "), of: person)
        }
        let hasSaid = entries.contains { ($0.field == .offers || $0.field == .needs) && !$0.text.isEmpty }
        let now = world.now()
        for place in try db.memberships(of: person) where hasSaid {
            guard var arrival = try db.arrival(of: place.member, in: place.network), arrival.saidAt == nil else {
                continue
            }
            arrival.saidAt = now
            try settle(&arrival, now, db)
        }
        try recordProfileChange(of: person, db)
    }

    /// In the story of each of somebody's networks, for themselves.
    func recordProfileChange(of person: ID, _ db: any Connection) throws {
        for place in try db.memberships(of: person) {
            try db.record(
                Event(
                    .profileChanged, on: place.member, in: place.network, by: Actor(kind: .member, id: place.member),
                    at: world.now(), audience: .concerned, id: world.newID()))
        }
    }
}
