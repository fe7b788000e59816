internal import Database
internal import Engine

/// A referral code: what a member shares carries it, so that the spread of one thing can be followed. It names nobody – a code is
/// chance, one for each thing and sharer – and only the sharer sees what came of it.
struct ShareCode: Sendable, Equatable {
    /// What was shared. People knows none of these but by its number.
    enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        /// A public need.
        case need
        /// A member's own card.
        case card
        /// The public record of a member or an organisation.
        case record
    }

    let id: ID
    let networkID: ID
    let memberID: ID
    let kind: Kind
    let objectID: ID
    let code: String
    let madeAt: Int64
}

/// How far a spread came: each step is among those before it.
struct SpreadCount: Sendable, Equatable {
    var shared = 0
    var views = 0
    var joined = 0
    var vouched = 0
    var active = 0
}

/// One thing that somebody shared, with what came of it.
struct SharedThing: Sendable {
    let code: ShareCode
    let count: SpreadCount
}

/// What was shared of one kind in a whole network.
struct SpreadLine: Sendable {
    let kind: ShareCode.Kind
    let count: SpreadCount
}

enum ShareRules {
    /// The parameter of an address that carries a code, and the cookie of the visit that keeps it.
    static let parameter = "s", cookie = "weft_share"
    /// The campaign of those who came by a code and no other.
    static let campaign = "share"
    static let length = 10
    /// So many newcomers a day a sharer is asked about.
    static let asksPerDay = 10
    /// Without letters that look alike, and without words.
    private static let letters = Array("23456789bcdfghjkmnpqrstvwxz")

    /// A code of chance; nothing where too little of the chance could be used.
    static func code(from bytes: [UInt8]) -> String? {
        let most = 256 / letters.count * letters.count
        let found = bytes.filter { Int($0) < most }.prefix(length).map { letters[Int($0) % letters.count] }
        return found.count == length ? String(found) : nil
    }

    /// What stands in an address, where it can be a code at all.
    static func cleaned(_ text: String?) -> String? {
        guard let text, text.count == length, text.allSatisfy(letters.contains) else { return nil }
        return text
    }
}

enum ShareStore {
    static let migration = Migration(
        "2026-11-26 share codes",
        [
            """
            CREATE TABLE share_codes (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, member_id \(.id) NOT NULL, kind TEXT NOT NULL,
                object_id \(.id) NOT NULL, code TEXT NOT NULL UNIQUE, made_at \(.int) NOT NULL,
                PRIMARY KEY (network_id, id), UNIQUE (network_id, member_id, kind, object_id)
            ) \(.keyed)
            """,
            "CREATE INDEX share_codes_object ON share_codes (network_id, object_id)",
            """
            CREATE TABLE share_views (
                network_id \(.id) NOT NULL, share_id \(.id) NOT NULL, day \(.int) NOT NULL, views \(.int) NOT NULL,
                PRIMARY KEY (network_id, share_id, day)
            ) \(.keyed)
            """,
            """
            CREATE TABLE share_arrivals (
                network_id \(.id) NOT NULL, member_id \(.id) NOT NULL, share_id \(.id) NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, member_id)
            ) \(.keyed)
            """,
            "CREATE INDEX share_arrivals_share ON share_arrivals (network_id, share_id)",
            """
            CREATE TABLE share_applications (
                network_id \(.id) NOT NULL, matter_id \(.id) NOT NULL, share_id \(.id) NOT NULL,
                PRIMARY KEY (network_id, matter_id)
            ) \(.keyed)
            """,
        ])
}

extension ShareCode {
    fileprivate static let columns: SQL = "c.id, c.network_id, c.member_id, c.kind, c.object_id, c.code, c.made_at"

    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        memberID = try row[2]
        kind = try row[3]
        objectID = try row[4]
        code = try row[5]
        madeAt = try row[6]
    }
}

extension Connection {
    func shareCode(_ code: String, in network: ID) throws -> ShareCode? {
        try first(
            "SELECT \(ShareCode.columns) FROM share_codes c WHERE c.network_id = \(network) AND c.code = \(code)",
            ShareCode.init(row:))
    }

    func shareCode(of member: ID, _ kind: ShareCode.Kind, _ object: ID, in network: ID) throws -> ShareCode? {
        try first(
            """
            SELECT \(ShareCode.columns) FROM share_codes c WHERE c.network_id = \(network) AND c.member_id = \(member)
                AND c.kind = \(kind) AND c.object_id = \(object)
            """, ShareCode.init(row:))
    }

    /// What a member shared, the newest first.
    func shareCodes(of member: ID, code: String? = nil, in network: ID) throws -> [ShareCode] {
        let only: SQL = code.map { " AND c.code = \($0)" } ?? ""
        return try query(
            """
            SELECT \(ShareCode.columns) FROM share_codes c
            WHERE c.network_id = \(network) AND c.member_id = \(member)\(only)
            ORDER BY c.made_at DESC, c.id DESC LIMIT 100
            """, ShareCode.init(row:))
    }

    /// Whoever shared something: members.
    func sharers(of kind: ShareCode.Kind, _ object: ID, in network: ID) throws -> [ID] {
        try query(
            """
            SELECT member_id FROM share_codes WHERE network_id = \(network) AND object_id = \(object) AND kind = \(kind)
            ORDER BY member_id
            """
        ) { try $0[0] }
    }

    /// Whether it was not there yet.
    func insert(_ code: ShareCode) throws -> Bool {
        try execute(
            """
            INSERT INTO share_codes (network_id, id, member_id, kind, object_id, code, made_at)
            VALUES (\(code.networkID), \(code.id), \(code.memberID), \(code.kind), \(code.objectID), \(code.code),
                \(code.madeAt))
            ON CONFLICT DO NOTHING
            """) == 1
    }

    func addViews(_ count: Int, of share: ID, day: Int64, in network: ID) throws {
        try execute(
            """
            INSERT INTO share_views (network_id, share_id, day, views) VALUES (\(network), \(share), \(day), \(count))
            ON CONFLICT (network_id, share_id, day) DO UPDATE SET views = share_views.views + excluded.views
            """)
    }

    func insertArrival(of member: ID, by share: ShareCode, at now: Int64) throws {
        try execute(
            """
            INSERT INTO share_arrivals (network_id, member_id, share_id, at)
            VALUES (\(share.networkID), \(member), \(share.id), \(now))
            ON CONFLICT (network_id, member_id) DO NOTHING
            """)
    }

    func setShare(_ share: ShareCode, ofApplication matter: ID) throws {
        try execute(
            """
            INSERT INTO share_applications (network_id, matter_id, share_id)
            VALUES (\(share.networkID), \(matter), \(share.id)) ON CONFLICT (network_id, matter_id) DO NOTHING
            """)
    }

    func share(ofApplication matter: ID, in network: ID) throws -> ShareCode? {
        try first(
            """
            SELECT \(ShareCode.columns) FROM share_applications a
            JOIN share_codes c ON c.network_id = a.network_id AND c.id = a.share_id
            WHERE a.network_id = \(network) AND a.matter_id = \(matter)
            """, ShareCode.init(row:))
    }

    /// How often each of a member's codes was looked at.
    func views(ofCodesOf member: ID, code: String? = nil, in network: ID) throws -> [ID: Int] {
        let only: SQL = code.map { " AND c.code = \($0)" } ?? ""
        let pairs = try query(
            """
            SELECT c.id, CAST(sum(v.views) AS BIGINT) FROM share_codes c
            JOIN share_views v ON v.network_id = c.network_id AND v.share_id = c.id
            WHERE c.network_id = \(network) AND c.member_id = \(member)\(only) GROUP BY c.id
            """
        ) { (try $0[0] as ID, try $0[1] as Int) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// Who came by codes – of one member, or of everybody –, and whether somebody vouches for them.
    func arrivals(byCodesOf member: ID?, code: String? = nil, in network: ID) throws -> [ShareArrival] {
        let own: SQL = member.map { " AND c.member_id = \($0)" } ?? ""
        let only: SQL = code.map { " AND c.code = \($0)" } ?? ""
        return try query(
            """
            SELECT a.share_id, a.member_id, c.kind, m.standing > 0 FROM share_arrivals a
            JOIN share_codes c ON c.network_id = a.network_id AND c.id = a.share_id
            JOIN memberships m ON m.network_id = a.network_id AND m.id = a.member_id
            WHERE a.network_id = \(network)\(own)\(only) ORDER BY a.at DESC, a.member_id LIMIT 5000
            """
        ) { ShareArrival(share: try $0[0], member: try $0[1], kind: try $0[2], isVouched: try $0[3]) }
    }

    /// How many came by a member's codes since.
    func arrivals(byCodesOf member: ID, in network: ID, since moment: Int64) throws -> Int {
        try value(
            """
            SELECT count(*) FROM share_codes c
            JOIN share_arrivals a ON a.network_id = c.network_id AND a.share_id = c.id
            WHERE c.network_id = \(network) AND c.member_id = \(member) AND a.at > \(moment)
            """) ?? 0
    }

    /// How much was shared in a network, and how often it was looked at, by kind.
    func sharesByKind(in network: ID) throws -> [ShareCode.Kind: SpreadCount] {
        var found: [ShareCode.Kind: SpreadCount] = [:]
        let shared = try query(
            "SELECT kind, count(*) FROM share_codes WHERE network_id = \(network) GROUP BY kind"
        ) { (try $0[0] as ShareCode.Kind, try $0[1] as Int) }
        for (kind, count) in shared { found[kind, default: SpreadCount()].shared = count }
        let views = try query(
            """
            SELECT c.kind, CAST(sum(v.views) AS BIGINT) FROM share_codes c
            JOIN share_views v ON v.network_id = c.network_id AND v.share_id = c.id
            WHERE c.network_id = \(network) GROUP BY c.kind
            """
        ) { (try $0[0] as ShareCode.Kind, try $0[1] as Int) }
        for (kind, count) in views { found[kind, default: SpreadCount()].views = count }
        return found
    }

    /// Who shared, and who came by what, is nobody's any more; the counts of a code go with it.
    func forgetShares(of person: ID) throws {
        let members: SQL = "SELECT id FROM memberships WHERE person_id = \(person)"
        let codes: SQL = "SELECT id FROM share_codes WHERE member_id IN (\(members))"
        try execute("DELETE FROM share_views WHERE share_id IN (\(codes))")
        try execute("DELETE FROM share_arrivals WHERE share_id IN (\(codes)) OR member_id IN (\(members))")
        try execute("DELETE FROM share_applications WHERE share_id IN (\(codes))")
        try execute("DELETE FROM share_codes WHERE member_id IN (\(members))")
    }

    /// By whose code somebody came is kept as long as through whom they came.
    func forgetShareArrivals(_ now: Int64) throws {
        let cutoff = Retention.cutoff(.arrivals, network: "share_arrivals.network_id", now: now)
        try execute("DELETE FROM share_arrivals WHERE at < \(cutoff)")
    }
}

/// Somebody who came by a code.
struct ShareArrival: Sendable {
    let share: ID
    let member: ID
    let kind: ShareCode.Kind
    let isVouched: Bool
}
