internal import Database

enum RingStore {
    /// Whoever was woken is looked up by name, and shifts that have ended by their end, each time the clocks are looked at.
    static let lookUps = Migration(
        "2026-11-26 look-ups of the night",
        [
            "CREATE INDEX rings_member ON rings (network_id, member_id, at)",
            "CREATE INDEX shifts_left ON shifts (is_settled, ends_at, id)",
        ])
}

/// Who was woken for what, and what rings next.
extension Connection {
    func insert(_ ring: Ring) throws {
        try execute(
            """
            INSERT INTO rings (network_id, need_id, number, member_id, at, is_open)
            VALUES (\(ring.networkID), \(ring.needID), \(ring.number), \(ring.memberID), \(ring.at), \(true))
            ON CONFLICT (network_id, need_id, number) DO NOTHING
            """)
    }

    func ringsUnanswered(since moment: Int64) throws -> [Ring] {
        try query(
            """
            SELECT need_id, network_id, number, member_id, at FROM rings WHERE is_open AND at <= \(moment)
            ORDER BY at LIMIT 100
            """
        ) {
            Ring(needID: try $0[0], networkID: try $0[1], number: try $0[2], memberID: try $0[3], at: try $0[4])
        }
    }

    /// False when another node has gone on already.
    func closeRing(_ ring: Ring) throws -> Bool {
        try execute(
            """
            UPDATE rings SET is_open = \(false) WHERE network_id = \(ring.networkID) AND need_id = \(ring.needID)
                AND number = \(ring.number) AND is_open
            """) == 1
    }

    func closeRings(of need: ID, in network: ID) throws {
        try execute(
            """
            UPDATE rings SET is_open = \(false) WHERE network_id = \(network) AND need_id = \(need) AND is_open
            """)
    }

    /// Whoever was woken has taken it: while it is theirs nobody is woken for it.
    func takeRings(of need: ID, by member: ID, in network: ID, at now: Int64) throws {
        try execute(
            """
            UPDATE rings SET taken_at = \(now)
            WHERE network_id = \(network) AND need_id = \(need) AND member_id = \(member) AND taken_at IS NULL
            """)
    }

    func rings(of need: Need) throws -> [(number: Int, at: Int64, isOpen: Bool)] {
        try query(
            """
            SELECT number, at, is_open FROM rings WHERE network_id = \(need.networkID) AND need_id = \(need.id)
            ORDER BY number
            """
        ) { (number: try $0[0], at: try $0[1], isOpen: try $0[2]) }
    }

    /// When a member was woken in these days, the earliest first.
    func ringTimes(of member: ID, in network: ID, now: Int64) throws -> [Int64] {
        try query(
            """
            SELECT DISTINCT at FROM rings
            WHERE network_id = \(network) AND member_id = \(member) AND at > \(now - 2 * Time.day) ORDER BY at
            """
        ) { try $0[0] }
    }

    /// When the last shift ended.
    func emptySince(in network: ID, now: Int64) throws -> Int64 {
        try value(
            """
            SELECT max(ends_at) FROM shifts
            WHERE network_id = \(network) AND ends_at <= \(now) AND is_on_call = \(false) AND accepted_at IS NOT NULL
            """) ?? 0
    }

    /// Networks in which something critical waits for its first answer: what is fresh and critical has the rank 0.
    func networksWithCritical() throws -> [ID] {
        try query(
            """
            SELECT w.id FROM networks w WHERE EXISTS (SELECT 1 FROM needs n WHERE n.network_id = w.id AND n.phase = 0
                AND n.rank = 0 AND n.state = \(Need.State.submitted)) ORDER BY w.id
            """
        ) { try $0[0] }
    }

    /// Critical needs without an answer for which nobody is being woken, the next due first: neither what its owner was woken for and took,
    /// nor what everybody was woken for often enough since the desk is empty, nor another of a flood that rings already.
    func unseen(in network: ID, since: Int64, most: Int, now: Int64, only: ID? = nil) throws -> [ID] {
        let one: SQL = only.map { "AND n.id = \($0)" } ?? ""
        return try query(
            """
            SELECT n.id FROM needs n WHERE n.network_id = \(network) AND n.phase = 0 AND n.rank = 0
                AND n.state = \(Need.State.submitted) \(one)
                AND NOT EXISTS (SELECT 1 FROM rings r WHERE r.network_id = n.network_id AND r.need_id = n.id
                    AND (r.is_open OR r.taken_at IS NOT NULL AND r.member_id = n.owner_id))
                AND (SELECT count(*) FROM rings r WHERE r.network_id = n.network_id AND r.need_id = n.id
                    AND r.at >= \(since)) < \(most)
                AND NOT EXISTS (SELECT 1 FROM flood_needs f
                    JOIN flood_needs o ON o.network_id = f.network_id AND o.cluster = f.cluster AND o.need_id <> f.need_id
                    JOIN rings r ON r.network_id = o.network_id AND r.need_id = o.need_id
                    WHERE f.network_id = n.network_id AND f.need_id = n.id AND f.cleared_at IS NULL AND o.cleared_at IS NULL
                        AND (r.is_open OR r.at > \(now - RingRules.floodPause)))
            ORDER BY n.due_at, n.id LIMIT 100
            """
        ) { try $0[0] }
    }

    func wasRung(_ member: ID, for need: ID, in network: ID) throws -> Bool {
        try value(
            """
            SELECT 1 FROM rings WHERE network_id = \(network) AND need_id = \(need) AND member_id = \(member) LIMIT 1
            """, as: Int64.self) != nil
    }

    /// Whether this reader was woken for a need that waits for somebody to take it.
    func rings(for viewer: Viewer, need: ID, in network: ID) throws -> Bool {
        guard let member = viewer.member, try wasRung(member.id, for: need, in: network) else { return false }
        return try value(
            "SELECT 1 FROM rings WHERE network_id = \(network) AND need_id = \(need) AND is_open LIMIT 1",
            as: Int64.self) != nil
    }

    /// Needs for which somebody was woken and that nobody has taken yet.
    func ringing(_ member: ID, in network: ID) throws -> [(need: ID, title: String, at: Int64)] {
        try query(
            """
            SELECT DISTINCT r.need_id, n.title, r.at FROM rings r
            JOIN needs n ON n.network_id = r.network_id AND n.id = r.need_id
            WHERE r.network_id = \(network) AND r.member_id = \(member) AND n.state = \(Need.State.submitted)
                AND EXISTS (SELECT 1 FROM rings o WHERE o.network_id = r.network_id AND o.need_id = r.need_id AND o.is_open)
            ORDER BY r.at LIMIT 20
            """
        ) { (try $0[0], try $0[1], try $0[2]) }
    }
}
