internal import Database
internal import Foundation

enum AwardStore {
    static let migration = Migration(
        "2026-11-26 points",
        [
            """
            CREATE TABLE award_rulings (
                network_id \(.id) NOT NULL, version \(.int) NOT NULL, rules TEXT NOT NULL, day_cap \(.int) NOT NULL,
                reason TEXT NOT NULL, by_id \(.id), at \(.int) NOT NULL, PRIMARY KEY (network_id, version)
            ) \(.strict)
            """,
            """
            CREATE TABLE awards (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, member_id \(.id) NOT NULL, kind TEXT NOT NULL,
                object_id \(.id) NOT NULL, round \(.int) NOT NULL, side \(.blob) NOT NULL, points \(.int) NOT NULL,
                cut TEXT NOT NULL, day \(.int) NOT NULL, at \(.int) NOT NULL, version \(.int) NOT NULL, reverses \(.id),
                by_id \(.id), reason \(.blob), PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            // The same outcome is thanked for once, and taken back once, whoever comes at the same moment.
            """
            CREATE UNIQUE INDEX awards_once ON awards (network_id, member_id, kind, object_id, round)
            WHERE reverses IS NULL
            """,
            "CREATE UNIQUE INDEX awards_reverses ON awards (network_id, reverses) WHERE reverses IS NOT NULL",
            "CREATE INDEX awards_day ON awards (network_id, member_id, day)",
            "CREATE INDEX awards_at ON awards (network_id, at)",
            // How far the events of a network were weighed.
            "CREATE TABLE award_positions (network_id \(.id) PRIMARY KEY, number \(.int) NOT NULL) \(.keyed)",
            """
            CREATE TABLE thanks_choices (
                network_id \(.id) NOT NULL, member_id \(.id) NOT NULL, on_profile \(.bool) NOT NULL,
                in_organisation \(.bool) NOT NULL, by_name \(.bool) NOT NULL, changed_at \(.int) NOT NULL,
                PRIMARY KEY (network_id, member_id)
            ) \(.keyed)
            """,
        ])
}

extension Award {
    static let columns: SQL = """
        a.id, a.network_id, a.member_id, a.kind, a.object_id, a.round, a.side, a.points, a.cut, a.day, a.at, a.version,
        a.reverses, a.by_id
        """

    init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        memberID = try row[2]
        kind = try row[3]
        objectID = try row[4]
        round = try row[5]
        side = try row[6]
        points = try row[7]
        cut = try row[8]
        day = try row[9]
        at = try row[10]
        version = try row[11]
        reversesID = try row[12]
        byID = try row[13]
    }
}

extension AwardRuling {
    fileprivate init(row: Row) throws {
        version = try row[0]
        let stored = try JSONDecoder().decode([String: [Int]].self, from: Data((try row[1] as String).utf8))
        for (name, numbers) in stored where numbers.count == 2 {
            guard let kind = AwardKind(rawValue: name) else { continue }
            rules[kind] = Rule(points: numbers[0], dayCap: numbers[1])
        }
        dayCap = try row[2]
        reason = try row[3]
        byID = try row[4]
        at = try row[5]
    }

    fileprivate var stored: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let plain = Dictionary(
            uniqueKeysWithValues: rules.map { ($0.key.rawValue, [$0.value.points, $0.value.dayCap]) })
        return (try? encoder.encode(plain)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}

extension Connection {
    // MARK: Rules

    /// All versions of the rules, the newest first; as shipped where nobody has changed them.
    func awardRulings(of network: ID) throws -> [AwardRuling] {
        try query(
            """
            SELECT version, rules, day_cap, reason, by_id, at FROM award_rulings WHERE network_id = \(network)
            ORDER BY version DESC LIMIT 100
            """, AwardRuling.init(row:))
    }

    func awardRuling(of network: ID) throws -> AwardRuling {
        try first(
            """
            SELECT version, rules, day_cap, reason, by_id, at FROM award_rulings WHERE network_id = \(network)
            ORDER BY version DESC LIMIT 1
            """, AwardRuling.init(row:)) ?? AwardRuling()
    }

    func insert(_ ruling: AwardRuling, of network: ID) throws {
        try execute(
            """
            INSERT INTO award_rulings (network_id, version, rules, day_cap, reason, by_id, at)
            VALUES (\(network), \(ruling.version), \(ruling.stored), \(ruling.dayCap), \(ruling.reason), \(ruling.byID),
                \(ruling.at))
            """)
    }

    // MARK: Ledger

    func insert(_ award: Award, reason: [UInt8]? = nil) throws {
        try execute(
            """
            INSERT INTO awards (network_id, id, member_id, kind, object_id, round, side, points, cut, day, at, version,
                reverses, by_id, reason)
            VALUES (\(award.networkID), \(award.id), \(award.memberID), \(award.kind), \(award.objectID), \(award.round),
                \(award.side), \(award.points), \(award.cut), \(award.day), \(award.at), \(award.version),
                \(award.reversesID), \(award.byID), \(reason))
            """)
    }

    func award(_ id: ID, in network: ID) throws -> Award? {
        try first(
            "SELECT \(Award.columns) FROM awards a WHERE a.network_id = \(network) AND a.id = \(id)", Award.init(row:))
    }

    /// The lines of one outcome, with what took them back.
    func awards(of member: ID, for kind: AwardKind, _ object: ID, in network: ID) throws -> [Award] {
        try query(
            """
            SELECT \(Award.columns) FROM awards a
            WHERE a.network_id = \(network) AND a.member_id = \(member) AND a.kind = \(kind) AND a.object_id = \(object)
            ORDER BY a.id
            """, Award.init(row:))
    }

    /// What stands of the day: of one kind, and of all.
    func awarded(to member: ID, on day: Int, kind: AwardKind, in network: ID) throws -> (kind: Int, all: Int) {
        try first(
            """
            SELECT CAST(coalesce(sum(CASE WHEN kind = \(kind) THEN points ELSE 0 END), 0) AS BIGINT),
                CAST(coalesce(sum(points), 0) AS BIGINT) FROM awards
            WHERE network_id = \(network) AND member_id = \(member) AND day = \(day)
            """
        ) { (try $0[0], try $0[1]) } ?? (0, 0)
    }

    /// Awards with points that stand, from the same side.
    func awardsFrom(_ side: [UInt8], to member: ID, since moment: Int64, in network: ID) throws -> Int {
        try value(
            """
            SELECT count(*) FROM awards a WHERE a.network_id = \(network) AND a.member_id = \(member) AND a.side = \(side)
                AND a.at > \(moment) AND a.points > 0 AND a.reverses IS NULL AND NOT EXISTS (
                    SELECT 1 FROM awards r WHERE r.network_id = a.network_id AND r.reverses = a.id)
            """) ?? 0
    }

    /// The sum of the ledger: nothing else says how many somebody has.
    func points(of member: ID, in network: ID) throws -> Int {
        try value(
            """
            SELECT CAST(coalesce(sum(points), 0) AS BIGINT) FROM awards
            WHERE network_id = \(network) AND member_id = \(member)
            """) ?? 0
    }

    /// How often somebody is thanked for each kind, without what was taken back.
    func awardCounts(of member: ID, in network: ID) throws -> [AwardKind: Int] {
        let rows = try query(
            """
            SELECT a.kind, count(*) FROM awards a
            WHERE a.network_id = \(network) AND a.member_id = \(member) AND a.reverses IS NULL AND NOT EXISTS (
                SELECT 1 FROM awards r WHERE r.network_id = a.network_id AND r.reverses = a.id)
            GROUP BY a.kind
            """
        ) { (try $0[0] as AwardKind, try $0[1] as Int) }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    /// The newest lines of somebody, with why one was taken back.
    func thanksLines(of member: ID, in network: ID, vault: Vault, person: ID) throws -> [OwnThanks.Line] {
        let key = try key(of: person, in: vault)
        return try query(
            """
            SELECT \(Award.columns), r.id, r.reason FROM awards a
            LEFT JOIN awards r ON r.network_id = a.network_id AND r.reverses = a.id
            WHERE a.network_id = \(network) AND a.member_id = \(member) AND a.reverses IS NULL
            ORDER BY a.id DESC LIMIT 100
            """
        ) { row in
            let reversal: ID? = try row[14], box: [UInt8]? = try row[15]
            let words = box.flatMap { box in
                key.flatMap { key in reversal.flatMap { vault.open(box, key: key, context: $0.bytes) } }
            }
            return OwnThanks.Line(
                award: try Award(row: row), isReversed: reversal != nil,
                reason: words.map { String(decoding: $0, as: UTF8.self) } ?? "")
        }
    }

    // MARK: How far

    func awardPosition(of network: ID) throws -> Int64 {
        try value("SELECT number FROM award_positions WHERE network_id = \(network)") ?? 0
    }

    func setAwardPosition(_ number: Int64, of network: ID) throws {
        try execute(
            """
            INSERT INTO award_positions (network_id, number) VALUES (\(network), \(number))
            ON CONFLICT (network_id) DO UPDATE SET number = excluded.number
            """)
    }

    /// Networks of which events were not weighed yet.
    func networksToWeigh() throws -> [ID] {
        try query(
            """
            SELECT h.network_id FROM chain_heads h LEFT JOIN award_positions p ON p.network_id = h.network_id
            WHERE h.number > coalesce(p.number, 0) ORDER BY h.network_id
            """
        ) { try $0[0] }
    }

    /// Sealed events after a number: what they are about is all that is read of them.
    func eventSteps(in network: ID, after number: Int64, limit: Int) throws -> [EventStep] {
        try query(
            """
            SELECT number, kind, object_id FROM events WHERE network_id = \(network) AND number > \(number)
            ORDER BY number LIMIT \(limit)
            """
        ) { EventStep(number: try $0[0], kind: Event.Kind(rawValue: try $0[1] as String), objectID: try $0[2]) }
    }

    /// Why points were taken back, or a badge, is kept as long as what was said in a report.
    func forgetReasonsOfThanks(_ now: Int64) throws {
        try execute(
            """
            UPDATE awards SET reason = NULL
            WHERE reason IS NOT NULL AND at < \(Retention.cutoff(.matters, network: "awards.network_id", now: now))
            """)
        try execute(
            """
            UPDATE badges SET reason = NULL WHERE reason IS NOT NULL
                AND revoked_at < \(Retention.cutoff(.matters, network: "badges.network_id", now: now))
            """)
    }

    // MARK: What is shown

    func thanksChoice(of member: ID, in network: ID) throws -> ThanksChoice {
        try first(
            """
            SELECT on_profile, in_organisation, by_name FROM thanks_choices
            WHERE network_id = \(network) AND member_id = \(member)
            """
        ) { ThanksChoice(onProfile: try $0[0], inOrganisation: try $0[1], byName: try $0[2]) } ?? ThanksChoice()
    }

    func save(_ choice: ThanksChoice, of member: ID, in network: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO thanks_choices (network_id, member_id, on_profile, in_organisation, by_name, changed_at)
            VALUES (\(network), \(member), \(choice.onProfile), \(choice.inOrganisation), \(choice.byName), \(now))
            ON CONFLICT (network_id, member_id) DO UPDATE SET on_profile = excluded.on_profile,
                in_organisation = excluded.in_organisation, by_name = excluded.by_name, changed_at = excluded.changed_at
            """)
    }
}
