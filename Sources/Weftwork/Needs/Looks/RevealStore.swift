internal import Database

/// One look at a contact.
struct Reveal: Sendable {
    let memberName: String
    let purpose: String
    let at: Int64
    let isDesk: Bool
    /// By a token that lifts limits.
    var isByOperator = false
    /// For an export: the second person who approved it.
    var approvedBy: String?
}

/// What stewards are told about.
enum LookAlert: String, Sendable, SQLConvertible {
    case desk, claims, `operator`
}

enum RevealStore {
    static let migration = Migration(
        "2026-11-25 looks",
        [
            "ALTER TABLE reveals ADD COLUMN by_operator \(.bool) NOT NULL DEFAULT FALSE",
            "ALTER TABLE reveals ADD COLUMN export_id \(.id)",
            "ALTER TABLE reveals ADD COLUMN approved_by \(.id)",
            "CREATE INDEX reveals_time ON reveals (network_id, at)",
            """
            CREATE TABLE look_alerts (
                network_id \(.id) NOT NULL, member_id \(.id) NOT NULL, kind TEXT NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, member_id, kind)
            ) \(.keyed)
            """,
            """
            CREATE TABLE look_stops (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, member_id \(.id) NOT NULL, from_at \(.int) NOT NULL,
                ended_at \(.int), ended_by \(.id), PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX look_stops_open ON look_stops (network_id, member_id) WHERE ended_at IS NULL",
            "ALTER TABLE needs ADD COLUMN hidden TEXT",
            "CREATE INDEX needs_hidden ON needs (network_id, id) WHERE hidden IS NOT NULL",
        ])
}

extension Connection {
    func insertReveal(of need: Need, by member: ID, _ look: Look, at now: Int64, id: ID) throws {
        try execute(
            """
            INSERT INTO reveals (network_id, id, need_id, member_id, purpose, at, is_desk, by_operator)
            VALUES (\(need.networkID), \(id), \(need.id), \(member), \(look.purpose), \(now), \(look.isDesk),
                \(look.isByOperator))
            """)
    }

    /// Looks with a claim, or as a coordinator, by hand.
    func claimLooks(by member: ID, in network: ID, since moment: Int64) throws -> Int {
        try value(
            """
            SELECT count(*) FROM reveals WHERE network_id = \(network) AND member_id = \(member) AND at > \(moment)
                AND NOT is_desk AND NOT by_operator AND export_id IS NULL
            """) ?? 0
    }

    func deskLooks(by member: ID, in network: ID, since moment: Int64) throws -> Int {
        try value(
            """
            SELECT count(*) FROM reveals
            WHERE network_id = \(network) AND member_id = \(member) AND at > \(moment) AND is_desk
            """) ?? 0
    }

    func operatorLooks(by member: ID, in network: ID, since moment: Int64) throws -> Int {
        try value(
            """
            SELECT count(*) FROM reveals
            WHERE network_id = \(network) AND member_id = \(member) AND at > \(moment) AND by_operator
            """) ?? 0
    }

    /// How many desk looks each member had in each hour in which they had any.
    func busyHours(in network: ID, from start: Int64, to end: Int64) throws -> [Int] {
        try query(
            """
            SELECT count(*) FROM (SELECT member_id, at / 3600000 AS hour FROM reveals
                WHERE network_id = \(network) AND at > \(start) AND at <= \(end) AND is_desk) AS looks
            GROUP BY member_id, hour
            """
        ) { try $0[0] }
    }

    /// Whether it is time to tell of it again; remembers that it was told.
    func isAlertDue(
        _ kind: LookAlert, about member: ID, in network: ID, at now: Int64, every span: Int64
    ) throws -> Bool {
        try execute(
            """
            INSERT INTO look_alerts (network_id, member_id, kind, at) VALUES (\(network), \(member), \(kind), \(now))
            ON CONFLICT (network_id, member_id, kind) DO UPDATE SET at = excluded.at
                WHERE look_alerts.at <= \(now - span)
            """) == 1
    }

    private static var lookColumns: SQL { "p.name, r.purpose, r.at, r.is_desk, r.by_operator, q.name" }
    private static var lookNames: SQL {
        """
        JOIN memberships m ON m.network_id = r.network_id AND m.id = r.member_id JOIN persons p ON p.id = m.person_id
        LEFT JOIN memberships s ON s.network_id = r.network_id AND s.id = r.approved_by
        LEFT JOIN persons q ON q.id = s.person_id
        """
    }

    private static func look(_ row: Row) throws -> Reveal {
        Reveal(
            memberName: try row[0], purpose: try row[1], at: try row[2], isDesk: try row[3], isByOperator: try row[4],
            approvedBy: try row[5])
    }

    /// Who has looked at a need's contact.
    func reveals(of need: Need) throws -> [Reveal] {
        try query(
            """
            SELECT \(Self.lookColumns) FROM reveals r \(Self.lookNames)
            WHERE r.network_id = \(need.networkID) AND r.need_id = \(need.id) ORDER BY r.at DESC, r.id DESC LIMIT 200
            """, Self.look)
    }

    /// The latest looks of a network, for those who lead.
    func latestReveals(in network: ID) throws -> [(reveal: Reveal, need: ID)] {
        try query(
            """
            SELECT \(Self.lookColumns), r.need_id FROM reveals r \(Self.lookNames)
            WHERE r.network_id = \(network) ORDER BY r.at DESC, r.id DESC LIMIT 100
            """
        ) { (try Self.look($0), try $0[6]) }
    }
}
