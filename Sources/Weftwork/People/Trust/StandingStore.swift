internal import Database
internal import Engine

/// What standing rests on: places, what vouches carry, how far it was computed.
enum StandingStore {
    static let migration = Migration(
        "2026-11-24 standing",
        [
            """
            CREATE TABLE trust_heads (
                network_id \(.id) PRIMARY KEY, version \(.int) NOT NULL, roots \(.int) NOT NULL,
                computed \(.int) NOT NULL, derived_at \(.int) NOT NULL, tables TEXT NOT NULL
            ) \(.keyed)
            """,
            """
            CREATE TABLE trust_seats (
                network_id \(.id) NOT NULL, tier \(.int) NOT NULL, member_id \(.id) NOT NULL, distance \(.int) NOT NULL,
                capacity \(.int) NOT NULL, since \(.int) NOT NULL, PRIMARY KEY (network_id, tier, member_id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE trust_links (
                network_id \(.id) NOT NULL, from_id \(.id) NOT NULL, to_id \(.id) NOT NULL, vouched \(.int) NOT NULL,
                trusted \(.int) NOT NULL, steward \(.int) NOT NULL, PRIMARY KEY (network_id, from_id, to_id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE standing_falls (
                network_id \(.id) NOT NULL, member_id \(.id) NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, member_id)
            ) \(.keyed)
            """,
            "CREATE INDEX standing_falls_at ON standing_falls (at)",
        ])
}

/// How far a network's standing has been computed.
struct TrustHead: Sendable, Equatable {
    /// Grows with every vouch that is given or ends.
    let version: Int64
    /// Grows with every member who becomes or ceases to be a root.
    let roots: Int64
    let computed: Int64
    let derivedAt: Int64
    let tables: [TrustCapacity]

    /// What a young network begins with.
    static let young = [TrustCapacity](repeating: TrustCapacity(first: 64, factor: 4), count: 3)

    static func decode(_ text: String) -> [TrustCapacity] {
        let tables = text.split(separator: ";").map { part in
            TrustCapacity(byDistance: part.split(separator: " ").compactMap { Int32($0) })
        }
        return tables.count == 3 ? tables : young
    }

    static func encode(_ tables: [TrustCapacity]) -> String {
        tables.map { $0.byDistance.map(String.init).joined(separator: " ") }.joined(separator: ";")
    }
}

extension Connection {
    /// - Throws: what the store throws.
    func trustHead(of network: ID) throws -> TrustHead {
        try first(
            "SELECT version, roots, computed, derived_at, tables FROM trust_heads WHERE network_id = \(network)"
        ) {
            TrustHead(
                version: try $0[0], roots: try $0[1], computed: try $0[2], derivedAt: try $0[3],
                tables: TrustHead.decode(try $0[4]))
        } ?? TrustHead(version: 0, roots: 0, computed: 0, derivedAt: 0, tables: TrustHead.young)
    }

    /// Something that standing rests on changes in this transaction; its number.
    @discardableResult
    func changeTrust(of network: ID, roots: Bool = false) throws -> Int64 {
        let more: Int64 = roots ? 1 : 0
        return try value(
            """
            INSERT INTO trust_heads (network_id, version, roots, computed, derived_at, tables)
            VALUES (\(network), 1, \(more), 0, 0, '')
            ON CONFLICT (network_id) DO UPDATE SET version = trust_heads.version + 1,
                roots = trust_heads.roots + excluded.roots
            RETURNING version
            """) ?? 0
    }

    /// Standing is computed as far as `version`; false when another node was faster.
    func setComputed(_ network: ID, from before: Int64, to version: Int64) throws -> Bool {
        try execute(
            """
            UPDATE trust_heads SET computed = \(version) WHERE network_id = \(network) AND computed = \(before)
            """) == 1
    }

    func setTables(_ tables: [TrustCapacity], of network: ID, at now: Int64) throws {
        try execute(
            """
            UPDATE trust_heads SET tables = \(TrustHead.encode(tables)), derived_at = \(now)
            WHERE network_id = \(network)
            """)
    }

    /// Everybody who ever was a member, in the order in which they came, and whether trust begins with them.
    func trustMembers(of network: ID) throws -> [(id: ID, isAnchor: Bool, isEntered: Bool)] {
        try query(
            """
            SELECT id, is_anchor, is_entered, state FROM memberships WHERE network_id = \(network)
            ORDER BY created_at, id
            """
        ) { row in
            let state: Membership.State = try row[3]
            return (try row[0], try row[1] && state.isPresent, try row[2] && state.isPresent)
        }
    }

    /// The vouches that count between two, strongest only, as they hold now.
    func trustVouches(of network: ID) throws -> [(from: ID, to: ID, kind: Vouch.Kind)] {
        try query(
            """
            SELECT from_id, to_id, kind FROM vouches
            WHERE network_id = \(network) AND ended_at IS NULL AND kind IN ('identity', 'integrity', 'stewardship')
            """
        ) { (try $0[0], try $0[1], try $0[2]) }
    }

    /// Pairs between whom something has changed since `version`.
    func changedVouches(of network: ID, after version: Int64) throws -> [(from: ID, to: ID, changed: Int64)] {
        try query(
            """
            SELECT from_id, to_id, changed FROM vouches WHERE network_id = \(network) AND changed > \(version)
            ORDER BY changed, id
            """
        ) { (try $0[0], try $0[1], try $0[2]) }
    }

    /// For which tier the vouches of one for another count now; without the one named.
    func trustTier(from: ID, to: ID, without left: ID? = nil, in network: ID) throws -> Int {
        try query(
            """
            SELECT kind, id FROM vouches WHERE network_id = \(network) AND from_id = \(from) AND to_id = \(to)
                AND ended_at IS NULL
            """
        ) { (kind: try $0[0] as Vouch.Kind, id: try $0[1] as ID) }.filter { $0.id != left }.map(\.kind.tier).max() ?? 0
    }

    /// Networks with vouches whose capacities were derived longer ago than `moment`, or never.
    func networksToDerive(before moment: Int64) throws -> [ID] {
        try query(
            """
            SELECT network_id FROM trust_heads h WHERE derived_at < \(moment)
                AND EXISTS (SELECT 1 FROM vouches v WHERE v.network_id = h.network_id AND v.created_at < \(moment))
            LIMIT 10
            """
        ) { try $0[0] }
    }

    func vouchingPausedUntil(_ member: ID, in network: ID) throws -> Int64? {
        try value("SELECT vouching_from FROM memberships WHERE network_id = \(network) AND id = \(member)")
    }

    func trustSeats(of network: ID) throws -> [(tier: Int, member: ID, seat: TrustNetwork.Seat)] {
        try query(
            "SELECT tier, member_id, distance, capacity, since FROM trust_seats WHERE network_id = \(network)"
        ) { row in
            let (distance, capacity): (Int64, Int64) = (try row[2], try row[3])
            return (
                try row[0], try row[1],
                TrustNetwork.Seat(
                    distance: Int32(clamping: distance), capacity: Int32(clamping: capacity), since: try row[4])
            )
        }
    }

    func trustLinks(of network: ID) throws -> [(from: ID, to: ID, limits: TrustNetwork.Entry.Limits)] {
        try query(
            "SELECT from_id, to_id, vouched, trusted, steward FROM trust_links WHERE network_id = \(network)"
        ) { row in
            let limits = try (2...4).map { Int32(clamping: try row[$0] as Int64) }
            return (try row[0], try row[1], [limits[0], limits[1], limits[2]])
        }
    }

    func save(_ seat: TrustNetwork.Seat?, tier: Int, of member: ID, in network: ID) throws {
        guard let seat else {
            try execute(
                """
                DELETE FROM trust_seats WHERE network_id = \(network) AND tier = \(tier) AND member_id = \(member)
                """)
            return
        }
        try execute(
            """
            INSERT INTO trust_seats (network_id, tier, member_id, distance, capacity, since)
            VALUES (\(network), \(tier), \(member), \(Int64(seat.distance)), \(Int64(seat.capacity)), \(seat.since))
            ON CONFLICT (network_id, tier, member_id) DO UPDATE SET distance = excluded.distance,
                capacity = excluded.capacity, since = excluded.since
            """)
    }

    func save(_ limits: TrustNetwork.Entry.Limits, from: ID, to: ID, in network: ID) throws {
        guard limits[0] + limits[1] + limits[2] > 0 else {
            try execute(
                "DELETE FROM trust_links WHERE network_id = \(network) AND from_id = \(from) AND to_id = \(to)")
            return
        }
        try execute(
            """
            INSERT INTO trust_links (network_id, from_id, to_id, vouched, trusted, steward)
            VALUES (\(network), \(from), \(to), \(Int64(limits[0])), \(Int64(limits[1])), \(Int64(limits[2])))
            ON CONFLICT (network_id, from_id, to_id) DO UPDATE SET vouched = excluded.vouched,
                trusted = excluded.trusted, steward = excluded.steward
            """)
    }

    /// Forgets all that standing rests on, to store it anew.
    func forgetSeats(of network: ID) throws {
        try execute("DELETE FROM trust_seats WHERE network_id = \(network)")
        try execute("DELETE FROM trust_links WHERE network_id = \(network)")
    }

    func setStanding(_ standing: Standing, of member: ID, in network: ID) throws {
        try execute(
            "UPDATE memberships SET standing = \(standing) WHERE network_id = \(network) AND id = \(member)")
    }

    func standing(of member: ID, in network: ID) throws -> Standing {
        try value("SELECT standing FROM memberships WHERE network_id = \(network) AND id = \(member)") ?? .newcomer
    }

    // MARK: What falls with notice

    func announceFall(of member: ID, in network: ID, at moment: Int64) throws {
        try execute(
            """
            INSERT INTO standing_falls (network_id, member_id, at) VALUES (\(network), \(member), \(moment))
            ON CONFLICT (network_id, member_id) DO NOTHING
            """)
    }

    func takeBackFall(of member: ID, in network: ID) throws {
        try execute("DELETE FROM standing_falls WHERE network_id = \(network) AND member_id = \(member)")
    }

    func fall(of member: ID, in network: ID) throws -> Int64? {
        try value("SELECT at FROM standing_falls WHERE network_id = \(network) AND member_id = \(member)")
    }

    func fallsDue(by now: Int64) throws -> [(network: ID, member: ID)] {
        try query("SELECT network_id, member_id FROM standing_falls WHERE at <= \(now) ORDER BY at LIMIT 200") {
            (try $0[0], try $0[1])
        }
    }
}
