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
                changed_at = excluded.changed_at
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

    func setName(_ name: String, language: Language, of person: ID) throws {
        try execute("UPDATE persons SET name = \(name), language = \(language) WHERE id = \(person)")
    }

    /// What members may know of somebody's skills and languages stands with their memberships, for lists and matching.
    func setFacts(skills: String, languages: String, of person: ID) throws {
        try execute(
            """
            UPDATE memberships SET skills = \(skills), languages = \(languages)
            WHERE person_id = \(person) AND (skills <> \(skills) OR languages <> \(languages))
                AND NOT EXISTS (SELECT 1 FROM hidings h WHERE h.network_id = memberships.network_id
                    AND h.kind = 'profile' AND h.text_id = memberships.id AND h.ended_at IS NULL)
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
