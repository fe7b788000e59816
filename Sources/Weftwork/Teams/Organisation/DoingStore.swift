internal import Database

enum DoingStore {
    static let migration = Migration(
        "2026-11-26 doings",
        [
            """
            CREATE TABLE doings (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, member_id \(.id) NOT NULL, organisation_id \(.id),
                what TEXT NOT NULL, category TEXT NOT NULL, country TEXT NOT NULL, province TEXT NOT NULL,
                city TEXT NOT NULL, district TEXT NOT NULL, area_code \(.int) NOT NULL, created_at \(.int) NOT NULL,
                until_at \(.int) NOT NULL, ended_at \(.int), PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX doings_until ON doings (network_id, until_at)",
            "CREATE INDEX doings_member ON doings (network_id, member_id)",
            """
            CREATE TABLE doing_hands (
                network_id \(.id) NOT NULL, doing_id \(.id) NOT NULL, member_id \(.id) NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, doing_id, member_id)
            ) \(.keyed)
            """,
            "CREATE INDEX doing_hands_member ON doing_hands (network_id, member_id)",
        ])

    /// That `d` is hidden from nobody.
    static let isShown: SQL = """
        NOT EXISTS (SELECT 1 FROM hidings h WHERE h.network_id = d.network_id AND h.kind = 'doing' AND h.text_id = d.id
            AND h.ended_at IS NULL)
        """

    fileprivate static let columns: SQL = """
        d.id, d.network_id, d.member_id, d.organisation_id, d.what, d.category, d.country, d.province, d.city, d.district,
        d.area_code, d.created_at, d.until_at, d.ended_at
        """
}

extension Doing {
    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        memberID = try row[2]
        organisationID = try row[3]
        what = try row[4]
        category = try row[5]
        area = AreaPath(country: try row[6], province: try row[7], city: try row[8], district: try row[9])
        areaCode = try row[10]
        createdAt = try row[11]
        until = try row[12]
        endedAt = try row[13]
    }
}

extension Connection {
    func doing(_ id: ID, in network: ID) throws -> Doing? {
        try first("SELECT \(DoingStore.columns) FROM doings d WHERE d.network_id = \(network) AND d.id = \(id)") {
            try Doing(row: $0)
        }
    }

    /// What is done now by those who take part, the newest first; what is hidden is not among it.
    func doings(in network: ID, at now: Int64, after: ID? = nil, limit: Int) throws -> [Doing] {
        let rest: SQL = after.map { "AND d.id < \($0)" as SQL } ?? .empty
        return try query(
            """
            SELECT \(DoingStore.columns) \(going(in: network, at: now)) \(rest) ORDER BY d.id DESC LIMIT \(limit)
            """
        ) { try Doing(row: $0) }
    }

    func doingCount(in network: ID, at now: Int64) throws -> Int {
        try value("SELECT count(*) \(going(in: network, at: now))") ?? 0
    }

    private func going(in network: ID, at now: Int64) -> SQL {
        """
        FROM doings d JOIN memberships m ON m.network_id = d.network_id AND m.id = d.member_id
        WHERE d.network_id = \(network) AND d.until_at > \(now) AND d.ended_at IS NULL
            AND m.state IN ('welcomed', 'active') AND \(DoingStore.isShown)
        """
    }

    /// What one member does now, hidden or not.
    func doings(of member: ID, in network: ID, at now: Int64) throws -> [Doing] {
        try query(
            """
            SELECT \(DoingStore.columns) FROM doings d WHERE d.network_id = \(network) AND d.member_id = \(member)
                AND d.until_at > \(now) AND d.ended_at IS NULL ORDER BY d.id DESC LIMIT \(DoingRules.mostAtOnce)
            """
        ) { try Doing(row: $0) }
    }

    func doingCount(of member: ID, in network: ID, at now: Int64) throws -> Int {
        try value(
            """
            SELECT count(*) FROM doings WHERE network_id = \(network) AND member_id = \(member) AND until_at > \(now)
                AND ended_at IS NULL
            """) ?? 0
    }

    func insert(_ doing: Doing) throws {
        try execute(
            """
            INSERT INTO doings (network_id, id, member_id, organisation_id, what, category, country, province, city,
                district, area_code, created_at, until_at, ended_at)
            VALUES (\(doing.networkID), \(doing.id), \(doing.memberID), \(doing.organisationID), \(doing.what),
                \(doing.category), \(doing.area.country), \(doing.area.province), \(doing.area.city),
                \(doing.area.district), \(doing.areaCode), \(doing.createdAt), \(doing.until), \(doing.endedAt))
            """)
    }

    func save(_ doing: Doing) throws {
        try execute(
            """
            UPDATE doings SET until_at = \(doing.until), ended_at = \(doing.endedAt)
            WHERE network_id = \(doing.networkID) AND id = \(doing.id)
            """)
    }

    // MARK: Hands

    /// - Returns: false where they had said so already.
    func addHand(_ member: ID, to doing: Doing, at now: Int64) throws -> Bool {
        try execute(
            """
            INSERT INTO doing_hands (network_id, doing_id, member_id, at)
            VALUES (\(doing.networkID), \(doing.id), \(member), \(now)) ON CONFLICT (network_id, doing_id, member_id)
            DO NOTHING
            """) == 1
    }

    func removeHand(_ member: ID, from doing: Doing) throws -> Bool {
        try execute(
            """
            DELETE FROM doing_hands
            WHERE network_id = \(doing.networkID) AND doing_id = \(doing.id) AND member_id = \(member)
            """) == 1
    }

    /// Who can help with each of these, the first first.
    func hands(for doings: [ID], in network: ID) throws -> [ID: [ID]] {
        guard !doings.isEmpty else { return [:] }
        let rows = try query(
            """
            SELECT h.doing_id, h.member_id FROM doing_hands h
            JOIN memberships m ON m.network_id = h.network_id AND m.id = h.member_id
            WHERE h.network_id = \(network) AND h.doing_id IN (\(list: doings))
                AND m.state IN ('welcomed', 'active', 'dormant')
            ORDER BY h.at, h.member_id LIMIT 5000
            """
        ) { (doing: try $0[0] as ID, member: try $0[1] as ID) }
        return Dictionary(grouping: rows, by: \.doing).mapValues { $0.map(\.member) }
    }

    // MARK: What time does

    /// Things that are done by members who take no part any more.
    func doingsLeftAlone() throws -> [(network: ID, doing: ID)] {
        try query(
            """
            SELECT d.network_id, d.id FROM doings d JOIN memberships m ON m.network_id = d.network_id AND m.id = d.member_id
            WHERE d.ended_at IS NULL AND m.state NOT IN ('welcomed', 'active') ORDER BY d.network_id, d.id LIMIT 200
            """
        ) { (try $0[0], try $0[1]) }
    }

    /// What ended so long ago that nobody needs to know who did it.
    func forgetDoings(at now: Int64) throws {
        let over: SQL = """
            SELECT d.id FROM doings d WHERE d.network_id = doing_hands.network_id AND d.ended_at IS NOT NULL
                AND d.ended_at < \(Retention.cutoff(.contacts, network: "d.network_id", now: now))
            """
        try execute("DELETE FROM doing_hands WHERE doing_id IN (\(over))")
        try execute(
            """
            DELETE FROM doings WHERE ended_at IS NOT NULL
                AND ended_at < \(Retention.cutoff(.contacts, network: "doings.network_id", now: now))
            """)
    }
}
