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
            let before = try db.profile(of: person, vault: vault), formerName = try db.name(of: person)
            let changes = ProfileChanges.of(
                from: before, to: entries, name: (formerName ?? "", name))
            try db.setName(name, language: language, of: person)
            for entry in entries { try db.save(entry, of: person, key: key, vault: vault, at: now) }
            if let handle = entries.first(where: { $0.field == .handle }) {
                let key = handle.text.isEmpty ? nil : Clean.key(handle.text)
                guard try db.take(handle: key, by: person) else {
                    throw Refusal.invalid("handle", ProfileWords.takenHandle)
                }
            }
            try follow(entries, changes, of: person, db)
        }
    }

    /// What a change of a profile does elsewhere: facts that members may know, the welcome path, the story of each network.
    private func follow(
        _ entries: [ProfileEntry], _ changes: [(String, EventValue)], of person: ID, _ db: any Connection
    ) throws {
        if entries.contains(where: { $0.field == .skills || $0.field == .languages }) {
            try db.setFacts(
                skills: ProfileRules.openList(entries, .skills).joined(separator: "\n"),
                languages: ProfileRules.openList(entries, .languages).joined(separator: " "), of: person)
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
        if !changes.isEmpty { try recordProfileChange(of: person, changes, db) }
    }

    /// In the story of each of somebody's networks, for themselves.
    func recordProfileChange(of person: ID, _ changes: [(String, EventValue)], _ db: any Connection) throws {
        for place in try db.memberships(of: person) {
            guard let member = try db.member(place.member, in: place.network) else { continue }
            try record(
                .profileChanged, on: place.member, in: place.network, by: Viewer(.member(member), language: .zh),
                audience: .concerned, db, changes)
        }
    }
}

/// What a change of a profile says in the log. Pure.
enum ProfileChanges {
    /// Which fields have changed, by name; what they said before and say now is sealed.
    static func of(
        from before: [ProfileEntry], to after: [ProfileEntry], name: (before: String, after: String)
    ) -> [(String, EventValue)] {
        var fields: [String] = [], values: [(String, EventValue)] = []
        if name.before != name.after {
            fields.append("name")
            values += FieldChange.sealed("name", name.before, name.after)
        }
        for entry in after {
            let known = before.first { $0.field == entry.field }
            guard known?.text ?? "" != entry.text || (known.map { $0.audience != entry.audience } ?? false) else {
                continue
            }
            fields.append(entry.field.rawValue)
            values += FieldChange.sealed(entry.field.rawValue, known?.text ?? "", entry.text)
            values += FieldChange.open("who.\(entry.field.rawValue)", known?.audience.name, entry.audience.name)
        }
        return fields.isEmpty ? [] : [("fields", .text(fields.joined(separator: " ")))] + values
    }
}
