internal import Database
internal import Engine

/// How she wants to be reached, and by whom else she can be: hers to say, by her secret link.
extension NeedActs {
    static let mostContacts = 8

    func setReach(_ reach: Reach, of id: ID, by viewer: Viewer, in network: ID) async throws {
        guard Reach.channels.contains(reach.channel) else {
            throw Refusal.invalid("channel", SiteWords.badChoice(Reach.channels, reach.channel))
        }
        guard Reach.rhythms.contains(reach.askEvery) else {
            throw Refusal.invalid("askEvery", SiteWords.badChoice(Reach.rhythms.map(String.init)))
        }
        var reach = reach
        reach.hours = Clean.line(reach.hours)
        guard reach.hours.count <= 120 else { throw Refusal.invalid("hours", NeedWords.tooLong(120)) }
        try await changePrivate(id, by: viewer, in: network, field: "reach") { [reach] part throws(Refusal) in
            guard reach.channel != MessageWay.wechat.rawValue || part.wechat != nil else {
                throw .invalid("channel", WeChatWords.notLinked)
            }
            part.reach = reach
        }
    }

    /// One more person who can be called about the need, with the hours in which they answer.
    func addContact(_ contact: Contact, to id: ID, by viewer: Viewer, in network: ID) async throws {
        var contact = contact
        contact.name = String(Clean.line(contact.name).prefix(80))
        guard let phone = Contacts.phone(contact.phone) else { throw Refusal.invalid("phone", NeedWords.badPhone) }
        contact.phone = phone
        contact.hours = contact.hours.map(Clean.line)?.nilIfEmpty
        guard contact.hours?.count ?? 0 <= 120 else { throw Refusal.invalid("hours", NeedWords.tooLong(120)) }
        try await changePrivate(id, by: viewer, in: network, field: "contact") { [contact] part throws(Refusal) in
            guard part.contacts.count < NeedActs.mostContacts else { throw .invalid("phone", CallWords.tooMany) }
            if !part.contacts.contains(where: { $0.phone == contact.phone }) { part.contacts.append(contact) }
        }
    }

    /// - Parameter index: in the order in which they stand on her page.
    ///   Sent twice, the same words would name the next: a key keeps it to one.
    func removeContact(
        at index: Int, of id: ID, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws {
        try await changePrivate(
            id, by: viewer, in: network, field: "contact", details: [("removed", .number(Int64(index) + 1))],
            once: once
        ) { part throws(Refusal) in
            guard part.contacts.indices.contains(index) else { throw .notFound }
            var left = part.contacts
            left.remove(at: index)
            guard left.contains(where: \.isReachable) else { throw .invalid("phone", CallWords.lastContact) }
            part.contacts = left
        }
    }

    /// - Parameters:
    ///   - details: what else of it is recorded.
    ///   - once: the same request sent again changes nothing more.
    ///   - allows: what the need must be like for it.
    ///   - then: what follows, once it is stored.
    func changePrivate(
        _ id: ID, by viewer: Viewer, in network: ID, field: String, details: [(String, EventValue)] = [],
        once: Once? = nil,
        allows: @Sendable @escaping (Need) throws(Refusal) -> Void = { _ in },
        _ change: @Sendable @escaping (inout PrivatePart) throws(Refusal) -> Void,
        then: @Sendable @escaping (CaseDesk, Need) throws -> Void = { _, _ in }
    ) async throws {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, ties) = try desk.open(id)
            try Policy.require(.setReach, viewer, ties: ties)
            if try db.earlier(once, by: viewer, in: network) != nil { return }
            try allows(need)
            guard let before = try db.privatePart(of: need, in: vault) else { throw Refusal.notFound }
            var part = before
            try change(&part)
            guard part != before else { return try then(desk, need) }
            let isAnother = !before.contacts.isEmpty && part.contacts.first != before.contacts.first
            // Whoever was reached so far hears of it there, in case it was not they who changed it.
            if isAnother { try desk.tellRequester(.contactChanged, of: need) }
            try db.savePrivate(part, of: need, digits: digits(of: part, code: need.code), in: vault)
            try db.replaceKeys(duplicateKeys(of: need, part), of: need)
            try db.forgetWays(of: need)
            try desk.record(
                EventDraft(kind: .corrected, audience: .case, details: [("fields", .text(field))] + details), on: need)
            try db.remember(once, object: need.id, by: viewer, in: network, at: now)
            try then(desk, isAnother ? desk.voidContact(of: need) : need)
        }
    }
}
