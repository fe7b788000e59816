internal import Database

enum ProfileStore {
    static let migration = Migration(
        "2026-11-25 profiles",
        [
            """
            CREATE TABLE profile_fields (
                person_id \(.id) NOT NULL, field TEXT NOT NULL, words \(.blob) NOT NULL, audience \(.int) NOT NULL,
                changed_at \(.int) NOT NULL, PRIMARY KEY (person_id, field)
            ) \(.keyed)
            """,
            "CREATE TABLE handles (handle_key TEXT PRIMARY KEY, person_id \(.id) NOT NULL UNIQUE) \(.keyed)",
        ])

    static let freshness = Migration(
        "2026-11-25 profile freshness", ["ALTER TABLE profile_fields ADD COLUMN asked_at \(.int)"])
}

extension Connection {
    /// A person's profile, opened with their key; empty when it was destroyed.
    func profile(of person: ID, vault: Vault) throws -> [ProfileEntry] {
        guard let key = try key(of: person, in: vault) else { return [] }
        return try query("SELECT field, words, audience FROM profile_fields WHERE person_id = \(person) ORDER BY field")
        {
            row -> ProfileEntry? in
            let field: ProfileField = try row[0]
            let context = person.bytes + Array(field.rawValue.utf8)
            guard let words = vault.open(try row[1], key: key, context: context) else { return nil }
            return ProfileEntry(field: field, text: String(decoding: words, as: UTF8.self), audience: try row[2])
        }.compactMap { $0 }
    }

    func save(_ entry: ProfileEntry, of person: ID, key: [UInt8], vault: Vault, at now: Int64) throws {
        let context = person.bytes + Array(entry.field.rawValue.utf8)
        let box = vault.seal(Array(entry.text.utf8), key: key, context: context)
        try execute(
            """
            INSERT INTO profile_fields (person_id, field, words, audience, changed_at)
            VALUES (\(person), \(entry.field), \(box), \(entry.audience), \(now))
            ON CONFLICT (person_id, field) DO UPDATE SET words = excluded.words, audience = excluded.audience,
                changed_at = excluded.changed_at, asked_at = NULL
            """)
    }

    /// Takes a handle; false when another has it. Without one, gives up one's own.
    func take(handle key: String?, by person: ID) throws -> Bool {
        try execute("DELETE FROM handles WHERE person_id = \(person)")
        guard let key else { return true }
        return try execute(
            "INSERT INTO handles (handle_key, person_id) VALUES (\(key), \(person)) ON CONFLICT (handle_key) DO NOTHING"
        )
            == 1
    }

    func setName(_ name: String, of person: ID) throws {
        try execute("UPDATE persons SET name = \(name) WHERE id = \(person)")
    }

    func setLanguage(_ language: Language, of person: ID) throws {
        try execute("UPDATE persons SET language = \(language) WHERE id = \(person)")
    }

    /// What members may know of somebody's skills stands with their memberships, for lists and matching.
    func setSkills(_ skills: String, of person: ID) throws {
        try execute(
            """
            UPDATE memberships SET skills = \(skills)
            WHERE person_id = \(person) AND skills <> \(skills) AND \(ModerationStore.isShown)
            """)
    }

    func setLanguages(_ languages: String, of person: ID) throws {
        try execute(
            """
            UPDATE memberships SET languages = \(languages)
            WHERE person_id = \(person) AND languages <> \(languages) AND \(ModerationStore.isShown)
            """)
    }

    func setArea(_ area: String?, of person: ID) throws {
        try execute("UPDATE memberships SET area = \(area) WHERE person_id = \(person)")
    }

    // MARK: Is it still true?

    /// People who take part somewhere, of whom fields have not changed since a moment and who were not asked.
    func fieldsUnchanged(_ fields: [ProfileField], since moment: Int64, limit: Int) throws -> [ID] {
        let list = fields.map { "\($0)" as SQL }.joined(separator: ", ")
        return try query(
            """
            SELECT DISTINCT f.person_id FROM profile_fields f
            WHERE f.field IN (\(list)) AND f.changed_at <= \(moment) AND f.asked_at IS NULL
                AND f.person_id IN (SELECT m.person_id FROM memberships m WHERE m.state IN ('welcomed', 'active'))
            ORDER BY f.person_id LIMIT \(limit)
            """
        ) { try $0[0] }
    }

    func setFieldsAsked(_ fields: [ProfileField], of person: ID, at now: Int64) throws -> Bool {
        let list = fields.map { "\($0)" as SQL }.joined(separator: ", ")
        return try execute(
            """
            UPDATE profile_fields SET asked_at = \(now)
            WHERE person_id = \(person) AND field IN (\(list)) AND asked_at IS NULL
            """) > 0
    }

    func askedFields(of person: ID) throws -> [ProfileField] {
        try query(
            "SELECT field FROM profile_fields WHERE person_id = \(person) AND asked_at IS NOT NULL ORDER BY field"
        ) { try $0[0] }
    }

    /// What was asked about is still true: it counts as said today.
    func keepFields(of person: ID, at now: Int64) throws {
        try execute(
            """
            UPDATE profile_fields SET changed_at = \(now), asked_at = NULL
            WHERE person_id = \(person) AND asked_at IS NOT NULL
            """)
    }

    func memberships(of person: ID) throws -> [(network: ID, member: ID, slug: String)] {
        try query(
            """
            SELECT m.network_id, m.id, n.slug FROM memberships m JOIN networks n ON n.id = m.network_id
            WHERE m.person_id = \(person) ORDER BY m.created_at, m.id
            """
        ) { (try $0[0], try $0[1], try $0[2]) }
    }
}
