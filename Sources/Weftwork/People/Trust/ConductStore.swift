internal import Database

/// What somebody's conduct comes to, as it was weighed last. What was delivered stands with the needs.
struct WeighedConduct: Sendable, Equatable {
    let counted: Int
    let sides: Int
    /// Until when the deliveries suffice; 0 where they don't.
    let until: Int64
    /// Until when the chains of vouches do.
    let firmUntil: Int64
    /// Grows whenever something happens that may change it.
    let marks: Int64

    /// Until when conduct raises a standing; in the past where it doesn't.
    var end: Int64 { min(until, firmUntil) }

    static let none = WeighedConduct(counted: 0, sides: 0, until: 0, firmUntil: 0, marks: 0)
}

enum WeighingStore {
    static let migration = Migration(
        "2026-11-25 conduct weighed",
        [
            """
            CREATE TABLE conduct (
                network_id \(.id) NOT NULL, member_id \(.id) NOT NULL, counted \(.int) NOT NULL, sides \(.int) NOT NULL,
                until_at \(.int) NOT NULL, firm_until \(.int) NOT NULL, weigh_at \(.int) NOT NULL, marks \(.int) NOT NULL,
                PRIMARY KEY (network_id, member_id)
            ) \(.keyed)
            """,
            "CREATE INDEX conduct_weigh ON conduct (weigh_at)",
        ])
}

extension Connection {
    /// Somebody's conduct has changed in this transaction: it is weighed anew within seconds.
    func markConduct(of member: ID, in network: ID) throws {
        try execute(
            """
            INSERT INTO conduct (network_id, member_id, counted, sides, until_at, firm_until, weigh_at, marks)
            VALUES (\(network), \(member), 0, 0, 0, 0, 0, 1)
            ON CONFLICT (network_id, member_id) DO UPDATE SET weigh_at = 0, marks = conduct.marks + 1
            """)
    }

    /// The vouches of a network have changed: whoever's deliveries suffice may have more chains now, or fewer.
    func markConduct(in network: ID, at now: Int64) throws {
        try execute(
            """
            UPDATE conduct SET weigh_at = 0, marks = marks + 1 WHERE network_id = \(network) AND until_at > \(now)
            """)
    }

    func conductToWeigh(by now: Int64, limit: Int) throws -> [(network: ID, member: ID)] {
        try query(
            """
            SELECT network_id, member_id FROM conduct WHERE weigh_at <= \(now) ORDER BY weigh_at, network_id, member_id
            LIMIT \(limit)
            """
        ) { (try $0[0], try $0[1]) }
    }

    func conduct(of member: ID, in network: ID) throws -> WeighedConduct? {
        try first(
            """
            SELECT counted, sides, until_at, firm_until, marks FROM conduct
            WHERE network_id = \(network) AND member_id = \(member)
            """
        ) {
            WeighedConduct(
                counted: try $0[0], sides: try $0[1], until: try $0[2], firmUntil: try $0[3], marks: try $0[4])
        }
    }

    /// How many deliveries of each of some members counted when they were weighed last.
    func countedDeliveries(of members: [ID], in network: ID) throws -> [ID: Int] {
        guard !members.isEmpty else { return [:] }
        let list = members.map { "\($0)" as SQL }.joined(separator: ", ")
        let found = try query(
            "SELECT member_id, counted FROM conduct WHERE network_id = \(network) AND member_id IN (\(list))"
        ) { (try $0[0] as ID, try $0[1] as Int) }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }

    /// Keeps what was weighed; false when something happened meanwhile.
    func save(_ conduct: WeighedConduct, of member: ID, in network: ID, weighAt: Int64) throws -> Bool {
        try execute(
            """
            UPDATE conduct SET counted = \(conduct.counted), sides = \(conduct.sides), until_at = \(conduct.until),
                firm_until = \(conduct.firmUntil), weigh_at = \(weighAt)
            WHERE network_id = \(network) AND member_id = \(member) AND marks = \(conduct.marks)
            """) == 1
    }

    // MARK: Who is independent of whom

    /// Those of `others` who are not independent of a member: of their branch, or of their organisation.
    func near(_ member: ID, among others: Set<ID>, in network: ID) throws -> Set<ID> {
        let others = others.subtracting([member])
        guard !others.isEmpty else { return [member] }
        let above = try referrers(of: others.union([member]), in: network)
        let anchors = Set(try trustAnchors(of: network).map(\.memberID))
        let branch = others.filter {
            ConductRules.isSameBranch(
                member, above: above[member] ?? [], $0, above: above[$0] ?? [], anchors: anchors)
        }
        return branch.union(try colleagues(of: member, in: network).intersection(others)).union([member])
    }

    /// Through whom each came in, and they in their turn, the nearest first.
    private func referrers(of members: Set<ID>, in network: ID) throws -> [ID: [ID]] {
        let list = members.sorted().map { "\($0)" as SQL }.joined(separator: ", ")
        let lines = try query(
            """
            WITH RECURSIVE up (member_id, above_id, steps) AS (
                SELECT member_id, referrer_id, 1 FROM arrivals WHERE network_id = \(network) AND member_id IN (\(list))
                UNION ALL
                SELECT u.member_id, a.referrer_id, u.steps + 1 FROM up u
                JOIN arrivals a ON a.network_id = \(network) AND a.member_id = u.above_id
                WHERE u.steps < \(ConductRules.generations)
            )
            SELECT member_id, above_id FROM up WHERE above_id IS NOT NULL ORDER BY member_id, steps
            """
        ) { (member: try $0[0] as ID, above: try $0[1] as ID) }
        return Dictionary(grouping: lines, by: \.member).mapValues { $0.map(\.above) }
    }

    private func colleagues(of member: ID, in network: ID) throws -> Set<ID> {
        Set(
            try query(
                """
                SELECT o.id FROM memberships m
                JOIN memberships o ON o.network_id = m.network_id AND o.organisation_id = m.organisation_id
                WHERE m.network_id = \(network) AND m.id = \(member)
                """
            ) { try $0[0] as ID })
    }
}
