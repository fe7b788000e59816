internal import Database

extension Connection {
    /// A member's mail address, opened with their key.
    func address(of member: ID, in network: ID, vault: Vault) throws -> (
        email: String, language: Language, slug: String
    )? {
        let found = try first(
            """
            SELECT p.id, p.email_sealed, p.language, n.slug, k.wrapped FROM memberships m
            JOIN persons p ON p.id = m.person_id JOIN networks n ON n.id = m.network_id
            JOIN subject_keys k ON k.subject_id = p.id
            WHERE m.network_id = \(network) AND m.id = \(member) AND k.wrapped IS NOT NULL
            """
        ) { row in
            (
                person: try row[0] as ID, sealed: try row[1] as [UInt8], language: try row[2] as Language,
                slug: try row[3] as String, wrapped: try row[4] as [UInt8]
            )
        }
        guard let found, let key = vault.unwrap(found.wrapped, for: found.person),
            let email = vault.open(found.sealed, key: key, context: found.person.bytes)
        else { return nil }
        return (String(decoding: email, as: UTF8.self), found.language, found.slug)
    }

    /// A person's mail address, opened with their key.
    func email(of person: ID, vault: Vault) throws -> String? {
        guard let key = try key(of: person, in: vault),
            let box = try value("SELECT email_sealed FROM persons WHERE id = \(person)", as: [UInt8].self),
            let email = vault.open(box, key: key, context: person.bytes)
        else { return nil }
        return String(decoding: email, as: UTF8.self)
    }

    /// Tells an account by mail, in its language; nobody where it is forgotten.
    func tell(person: ID, _ subject: Text, _ body: Text, vault: Vault, id: ID, at now: Int64) throws {
        guard let email = try email(of: person, vault: vault), let language = try language(of: person) else { return }
        let mail = Mail(to: email, subject: subject(language), body: body(language))
        try enqueue(.mail, mail.sealed(by: vault), id: id, at: now)
    }

    /// Tells a member by mail, in their language.
    ///
    /// - Parameter body: made for the network's slug, for links.
    func tell(
        _ member: ID, in network: ID, _ subject: Text, vault: Vault, id: ID, at now: Int64, body: (String) -> Text
    ) throws {
        guard let person = try address(of: member, in: network, vault: vault) else { return }
        let mail = Mail(to: person.email, subject: subject(person.language), body: body(person.slug)(person.language))
        try enqueue(.mail, mail.sealed(by: vault), id: id, at: now, subject: member)
    }
}
