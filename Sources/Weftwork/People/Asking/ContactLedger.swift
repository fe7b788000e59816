internal import Database
internal import Engine

/// For what a member is asked by the product, for somebody else. What one hears of one's own things, and mentions, are none of it.
enum AskedFor: String, Sendable, CaseIterable, SQLConvertible {
    case help, offer, vouch, mentor, buddy, coSign, voice
    /// To come to the desk through a burst.
    case reserve
    /// To stand by at another's promise.
    case second
    /// To be woken at home, by whoever makes the roster.
    case onCall
    /// To take over what another keeps: a team, or a goal, a precondition, a proposal.
    case team, charge
    /// To sit in a council or in oversight.
    case seat
    /// To consent, as one of those who may decide, to how the network says that it works.
    case consent
    /// To talk with another before a neutral third.
    case talk
}

/// Every time that the product asked a member for something: one budget for all who ask, so that the willing are not worn out.
enum ContactStore {
    static let migration = Migration(
        "2026-11-26 contact budget",
        [
            """
            CREATE TABLE contact_ledger (
                network_id \(.id) NOT NULL, member_id \(.id) NOT NULL, id \(.id) NOT NULL, kind TEXT NOT NULL,
                at \(.int) NOT NULL, is_borrowed \(.bool) NOT NULL, PRIMARY KEY (network_id, member_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX contact_ledger_at ON contact_ledger (at)",
            """
            CREATE TABLE contact_limits (
                network_id \(.id) NOT NULL, per_week \(.int) NOT NULL, changed_at \(.int) NOT NULL,
                PRIMARY KEY (network_id)
            ) \(.keyed)
            """,
        ])

    /// So often somebody may be asked in seven days: as a network settles it.
    static let bounds = 1...14
    /// What is older counts for nothing; a borrowed contact holds its place for two weeks.
    static let reach = 2 * ContactBudget.week
    static let kept = 60 * Time.day
    /// What each membership `m` counts: the contacts of all memberships of the same person.
    static let ofPersons: SQL = """
        contact_ledger c JOIN memberships o ON o.network_id = c.network_id AND o.id = c.member_id
            JOIN memberships m ON m.person_id = o.person_id
        """
}

extension Connection {
    func contactBudget(of network: ID) throws -> ContactBudget {
        let perWeek = try value("SELECT per_week FROM contact_limits WHERE network_id = \(network)", as: Int.self)
        return perWeek.map { ContactBudget(perWeek: $0) } ?? ContactBudget()
    }

    func setContactsPerWeek(_ count: Int, in network: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO contact_limits (network_id, per_week, changed_at) VALUES (\(network), \(count), \(now))
            ON CONFLICT (network_id) DO UPDATE SET per_week = excluded.per_week, changed_at = excluded.changed_at
            """)
    }

    /// When a member was asked for anything in the last fourteen days, in whichever network of this node: it is one person
    /// who gets all those messages.
    func contacts(with member: ID, in network: ID, at now: Int64) throws -> [ContactBudget.Contact] {
        try query(
            """
            SELECT c.at, c.is_borrowed FROM \(ContactStore.ofPersons)
            WHERE m.network_id = \(network) AND m.id = \(member) AND c.at > \(now - ContactStore.reach) ORDER BY c.id
            """
        ) { ContactBudget.Contact(at: try $0[0], isBorrowed: try $0[1]) }
    }

    /// The same of everybody of a network who was asked.
    /// - Parameter members: only of these; nothing is everybody.
    func contacts(in network: ID, of members: [ID]? = nil, at now: Int64) throws -> [ID: [ContactBudget.Contact]] {
        let only: SQL = members.map { " AND m.id IN (\(list: $0.shaped))" } ?? ""
        let rows = try query(
            """
            SELECT m.id, c.at, c.is_borrowed FROM \(ContactStore.ofPersons)
            WHERE m.network_id = \(network) AND c.at > \(now - ContactStore.reach)\(only) ORDER BY m.id, c.id
            """
        ) {
            (member: try $0[0] as ID, contact: ContactBudget.Contact(at: try $0[1], isBorrowed: try $0[2]))
        }
        return Dictionary(grouping: rows, by: \.member).mapValues { $0.map(\.contact) }
    }

    /// Who was asked for anything since a moment.
    func membersAsked(in network: ID, after moment: Int64) throws -> Set<ID> {
        Set(
            try query(
                "SELECT DISTINCT member_id FROM contact_ledger WHERE network_id = \(network) AND at > \(moment)"
            ) { try $0[0] as ID })
    }

    /// Writes down that a member is asked for something now; false, and nothing written, where their week is full, where they pause or
    /// rest – no emergency borrows from that –, and where they hear of nothing here any more.
    ///
    /// - Parameter isEmergency: may borrow from the weeks to come.
    func takeContact(
        with member: ID, in network: ID, for kind: AskedFor, isEmergency: Bool = false, id: ID, at now: Int64
    ) throws -> Bool {
        guard try hears(member, in: network), try !isLetBe(member, in: network, at: now) else { return false }
        let budget = try contactBudget(of: network)
        let answer = budget.answer(
            try contacts(with: member, in: network, at: now), now: now, isEmergency: isEmergency)
        if case .notBefore = answer { return false }
        try execute(
            """
            INSERT INTO contact_ledger (network_id, member_id, id, kind, at, is_borrowed)
            VALUES (\(network), \(member), \(id), \(kind), \(now), \(answer == .borrow))
            """)
        return true
    }

    func forgetContacts(before moment: Int64) throws {
        try execute("DELETE FROM contact_ledger WHERE at < \(moment)")
    }
}

extension MemberActs {
    /// Asks a member for something on another's behalf: by a message while their week has room for one and they are not let be. Else
    /// nothing is sent; it stands among what waits for them, and they find it when they look.
    ///
    /// - Returns: whether it was sent.
    @discardableResult
    func ask(
        _ member: ID, for kind: AskedFor, in network: ID, _ subject: Text, _ words: Text, to path: String,
        _ db: any Connection
    ) throws -> Bool {
        guard try db.takeContact(with: member, in: network, for: kind, id: world.newID(), at: world.now()) else {
            return false
        }
        try tell(member, in: network, subject, words, to: path, db)
        return true
    }

    /// The same of many, some at a time, so that no transaction grows with the network.
    ///
    /// - Parameter owes: whether a member is still waited for; the others are passed over.
    func ask(
        each people: [ID], for kind: AskedFor, in network: ID, _ subject: Text, _ words: Text, to path: String,
        where owes: @escaping @Sendable (ID, any Connection) throws -> Bool = { _, _ in true }
    ) async throws {
        for start in stride(from: 0, to: people.count, by: 100) {
            let some = Array(people[start..<min(start + 100, people.count)])
            let waiting = try await database.read { db in try some.filter { try owes($0, db) } }
            guard !waiting.isEmpty else { continue }
            try await database.write { db in
                for member in waiting { try ask(member, for: kind, in: network, subject, words, to: path, db) }
            }
        }
    }
}
