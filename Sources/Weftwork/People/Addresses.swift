internal import Database

extension Connection {
    /// How an account is reached: by mail, or by phone where it has no mail address; nobody where it is forgotten.
    func channel(of person: ID, vault: Vault) throws -> Channel? {
        try channel(.mail, of: person, vault: vault) ?? channel(.phone, of: person, vault: vault)
    }

    /// How a member is reached, in which language, and their network's slug.
    func address(of member: ID, in network: ID, vault: Vault) throws -> (
        channel: Channel, language: Language, slug: String
    )? {
        let found = try first(
            """
            SELECT p.id, p.language, n.slug FROM memberships m
            JOIN persons p ON p.id = m.person_id JOIN networks n ON n.id = m.network_id
            WHERE m.network_id = \(network) AND m.id = \(member)
            """
        ) { row in (person: try row[0] as ID, language: try row[1] as Language, slug: try row[2] as String) }
        guard let found, let channel = try channel(of: found.person, vault: vault) else { return nil }
        return (channel, found.language, found.slug)
    }

    /// A person's mail address, opened with their key; nothing for an account without one.
    func email(of person: ID, vault: Vault) throws -> String? {
        try channel(.mail, of: person, vault: vault)?.address
    }

    /// Sends a message by whichever channel it is; by phone the subject and the link alone.
    ///
    /// - Parameters:
    ///   - object: what it tells of.
    ///   - act: what it follows from, where that can be undone.
    func send(
        _ subject: String, _ body: String, to channel: Channel, vault: Vault, id: ID, at moment: Int64,
        about object: ID? = nil, act: ID? = nil
    ) throws {
        switch channel.kind {
        case .mail:
            let mail = Mail(to: channel.address, subject: subject, body: body)
            try enqueue(.mail, mail.sealed(by: vault), id: id, at: moment, subject: object, act: act)
        case .phone:
            guard let message = SMS(to: channel.address, text: brief(subject, body)) else { return }
            try enqueue(.sms, message.sealed(by: vault), id: id, at: moment, subject: object, act: act)
        }
    }

    /// What fits into a short message: the subject, and where there is more to read; without a link the beginning.
    private func brief(_ subject: String, _ body: String) -> String {
        let link = body.split(whereSeparator: \.isWhitespace).first { word in
            word.hasPrefix("https://") || word.hasPrefix("http://")
        }
        let line = body.split(whereSeparator: \.isNewline).first ?? ""
        return "\(subject) \(link ?? line.prefix(120))"
    }

    /// Sends a code by SMS, as long as it is good.
    func sendCode(
        _ text: String, to channel: Channel, vault: Vault, id: ID, at now: Int64, until: Int64
    ) throws {
        guard let message = SMS(to: channel.address, text: text, until: until) else { return }
        try enqueue(.sms, message.sealed(by: vault), id: id, at: now)
    }

    /// Tells an account, in its language; nobody where it is forgotten.
    func tell(person: ID, _ subject: Text, _ body: Text, vault: Vault, id: ID, at now: Int64) throws {
        guard let channel = try channel(of: person, vault: vault), let language = try language(of: person) else {
            return
        }
        try send(subject(language), body(language), to: channel, vault: vault, id: id, at: now)
    }

    /// Wakes a member: a short message rings at night where a mail lies unread, so both go out where both can.
    ///
    /// - Parameters:
    ///   - ids: of the two messages.
    ///   - hasGateway: short messages can be sent at all.
    func wake(
        _ member: ID, in network: ID, _ subject: Text, hasGateway: Bool, vault: Vault, ids: (ID, ID), at now: Int64,
        body: (String) -> Text
    ) throws {
        guard let person = try address(of: member, in: network, vault: vault) else { return }
        try tell(member, in: network, subject, vault: vault, id: ids.0, at: now, body: body)
        let id = try value(
            "SELECT person_id FROM memberships WHERE network_id = \(network) AND id = \(member)", as: ID.self)
        guard hasGateway, person.channel.kind != .phone, let id, let phone = try channel(.phone, of: id, vault: vault)
        else { return }
        try send(
            subject(person.language), body(person.slug)(person.language), to: phone, vault: vault, id: ids.1, at: now,
            about: member)
    }

    /// Tells a member, in their language.
    ///
    /// - Parameter body: made for the network's slug, for links.
    func tell(
        _ member: ID, in network: ID, _ subject: Text, vault: Vault, id: ID, at now: Int64, body: (String) -> Text
    ) throws {
        guard let person = try address(of: member, in: network, vault: vault) else { return }
        try send(
            subject(person.language), body(person.slug)(person.language), to: person.channel, vault: vault, id: id,
            at: now, about: member)
    }
}
