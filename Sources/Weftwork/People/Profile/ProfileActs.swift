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
        try await save(
            ProfileDraft(name: name, language: language, texts: texts, audiences: audiences), by: viewer)
    }

    /// Changes what the draft says of one's own profile; the rest stays.
    /// - Throws: ``Refusal/invalid(_:)`` naming each field that is wrong.
    func save(_ draft: ProfileDraft, by viewer: Viewer) async throws {
        guard let person = viewer.personID else { throw Refusal.signInRequired }
        let now = world.now()
        let name = try draft.name.map { text throws(Refusal) -> String in
            let name = Clean.line(text)
            guard !name.isEmpty else { throw .invalid("name", SiteWords.missing) }
            guard name.count <= 80 else { throw .invalid("name", SiteWords.tooLong) }
            return name
        }
        let language = try draft.language.map { text throws(Refusal) -> Language in
            guard let language = Language(rawValue: text) else {
                throw .invalid("language", SiteWords.badChoice(["zh", "en"], text))
            }
            return language
        }
        let entries = try ProfileRules.cleaned(draft.texts, draft.audiences)
        try await database.write { db in
            guard let key = try db.key(of: person, in: vault) else { throw Refusal.notFound }
            let before = try db.profile(of: person, vault: vault), formerName = try db.name(of: person)
            let changes = ProfileChanges.of(
                from: before, to: entries, name: (formerName ?? "", name ?? formerName ?? ""))
            if let name { try db.setName(name, of: person) }
            if let language { try db.setLanguage(language, of: person) }
            for entry in entries { try db.save(entry, of: person, key: key, vault: vault, at: now) }
            if let handle = entries.first(where: { $0.field == .handle }) {
                let key = handle.text.isEmpty ? nil : Clean.key(handle.text)
                guard try db.take(handle: key, by: person) else {
                    throw Refusal.invalid("handle", ProfileWords.takenHandle)
                }
            }
            if let willing = draft.willing { try db.setWilling(willing, of: person) }
            try follow(entries, changes, of: person, db)
        }
    }

    /// Keeps fields of somebody's own profile within a transaction: for capabilities further down that ask for the same facts.
    func save(_ entries: [ProfileEntry], of person: ID, at now: Int64, _ db: any Connection) throws {
        guard let key = try db.key(of: person, in: vault) else { throw Refusal.notFound }
        let before = try db.profile(of: person, vault: vault), name = try db.name(of: person) ?? ""
        let changes = ProfileChanges.of(from: before, to: entries, name: (name, name))
        for entry in entries { try db.save(entry, of: person, key: key, vault: vault, at: now) }
        try follow(entries, changes, of: person, db)
    }

    /// What a change of a profile does elsewhere: facts that members may know, the welcome path, the story of each network.
    private func follow(
        _ entries: [ProfileEntry], _ changes: [(String, EventValue)], of person: ID, _ db: any Connection
    ) throws {
        try copyFacts(entries, of: person, db)
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

    /// What members may know of skills, languages and area stands with the memberships, too; fields that are not said stay.
    func copyFacts(_ entries: [ProfileEntry], of person: ID, _ db: any Connection) throws {
        func open(_ field: ProfileField) -> String? {
            entries.first { $0.field == field }.map { $0.audience >= .members ? $0.text : "" }
        }
        if let skills = open(.skills) { try db.setSkills(Clean.list(skills).joined(separator: "\n"), of: person) }
        if let languages = open(.languages) {
            try db.setLanguages(Clean.list(languages).joined(separator: " "), of: person)
        }
        if let area = open(.area) { try db.setArea(area.isEmpty ? nil : area, of: person) }
    }

    // MARK: Is it still true?

    /// So long after its last change somebody is asked whether what they need and bring is still so.
    static let stillTrue = 180 * Time.day

    /// What of one's own profile was asked about and not answered yet.
    func askedFields(of person: ID) async throws -> [ProfileField] {
        try await database.read { db in try db.askedFields(of: person) }
    }

    /// It is all still true.
    func keepProfile(by viewer: Viewer) async throws {
        guard let person = viewer.personID else { throw Refusal.signInRequired }
        let now = world.now()
        try await database.write { db in try db.keepFields(of: person, at: now) }
    }

    /// Asks people whose needs and offers have stood unchanged for half a year.
    func askWhatIsStillTrue() async throws {
        let now = world.now()
        let old = try await database.read { db in
            try db.fieldsUnchanged(ProfileField.asksAgain, since: now - MemberActs.stillTrue, limit: 200)
        }
        for person in old {
            try await database.write { db in
                // Nobody is asked about what they left empty.
                let isSaid = try db.profile(of: person, vault: vault).contains {
                    ProfileField.asksAgain.contains($0.field) && !$0.text.isEmpty
                }
                guard try db.setFieldsAsked(ProfileField.asksAgain, of: person, at: now), isSaid else { return }
                let link = "\(configuration.publicURL)/me/profile"
                try db.tell(
                    person: person, ProfileWords.stillTrue, MemberWords.mail(ProfileWords.mailStillTrue, link: link),
                    vault: vault, id: world.newID(), at: now)
            }
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
