internal import Database

/// Who is on duty for which desk, when.
struct Shift: Sendable {
    let id: ID
    let memberID: ID
    let memberName: String
    let desk: String
    let startsAt: Int64
    let endsAt: Int64
    /// At home, to be woken for what is critical.
    var isOnCall = false
    /// When its holder said yes; a line that waits for that wakes nobody.
    var acceptedAt: Int64?
    /// Who put it on the roster: nobody for a line from before that was kept, or by the operator.
    var plannedBy: ID?
    /// The emergency it belongs to; nothing where it is everyday work.
    var emergency: EmergencyTie?
}

extension Shift {
    static let columns: SQL = """
        s.id, s.member_id, p.name, s.desk, s.starts_at, s.ends_at, s.is_on_call, s.accepted_at, \(EmergencyStore.tieOfShift)
        """
    static let source: SQL = """
        shifts s JOIN memberships m ON m.network_id = s.network_id AND m.id = s.member_id JOIN persons p ON p.id = m.person_id
        """

    init(row: Row) throws {
        self.init(
            id: try row[0], memberID: try row[1], memberName: try row[2], desk: try row[3], startsAt: try row[4],
            endsAt: try row[5], isOnCall: try row[6], acceptedAt: try row[7],
            emergency: try EmergencyTie.read(row, at: 8))
    }
}

/// How much somebody carries.
struct Load: Sendable {
    let memberID: ID
    let open: Int
    let late: Int
}

extension Connection {
    /// Members who can own needs: those with a desk's role, coordinators, anchors.
    func dutyCandidates(in network: ID, now: Int64) throws -> [DutyCandidate] {
        // Whoever rests is not proposed for duty. Of a hundred thousand members few have a role: the others are not read.
        let isThere: SQL = "m.state <> 'dormant'"
        var members = try members(
            of: network, where: "\(isThere) AND (m.standing = \(Standing.steward) OR m.roles <> '')", limit: 10_000
        ).filter { member in
            member.standing == .steward
                || !member.roles.isDisjoint(with: [.intake, .verifier, .dispatcher, .coordinator])
        }
        // Where the last who led has left, somebody still answers to whoever is in need.
        if members.isEmpty, let standIn = try standIn(in: network, except: []) {
            members = try self.members(of: network, where: "\(isThere) AND m.id = \(standIn)")
        }
        let running = try query(
            """
            SELECT member_id, is_on_call FROM shifts
            WHERE network_id = \(network) AND starts_at <= \(now) AND ends_at > \(now) AND accepted_at IS NOT NULL
            """
        ) { (member: try $0[0] as ID, isOnCall: try $0[1] as Bool) }
        let onBreak = try self.onBreak(in: network, now: now)
        let onShift = Set(running.filter { !$0.isOnCall && onBreak[$0.member] == nil }.map(\.member))
        let onCall = Set(running.filter(\.isOnCall).map(\.member))
        let loads = Dictionary(
            try loads(in: network, now: now).map { ($0.memberID, $0.open) }, uniquingKeysWith: { first, _ in first })
        return members.map {
            DutyCandidate(
                member: $0, isOnShift: onShift.contains($0.id), isOnCall: onCall.contains($0.id),
                isOnBreak: onBreak[$0.id] != nil, load: loads[$0.id] ?? 0, lastGiven: 0)
        }
    }

    /// Open needs for each owner. What looks made by a machine is theirs to decide as a whole, and fills nobody's limit.
    func loads(in network: ID, now: Int64) throws -> [Load] {
        // All are counted from the index alone; only of those that wait for their first answer the rows are read.
        let floods = Dictionary(
            try loads(
                """
                SELECT n.owner_id, count(*), count(*) FILTER (WHERE n.due_at < \(now)) FROM needs n
                WHERE n.network_id = \(network) AND \(QueueSQL.isInFlood) GROUP BY n.owner_id
                """
            ).map { ($0.memberID, $0) }, uniquingKeysWith: { first, _ in first })
        return try loads(
            """
            SELECT owner_id, count(*), count(*) FILTER (WHERE due_at < \(now)) FROM needs
            WHERE network_id = \(network) AND phase < 3 GROUP BY owner_id ORDER BY owner_id
            """
        ).compactMap { load in
            guard let flood = floods[load.memberID] else { return load }
            // Between two statements some may have been answered.
            let open = load.open - flood.open, late = max(0, load.late - flood.late)
            return open > 0 ? Load(memberID: load.memberID, open: open, late: late) : nil
        }
    }

    private func loads(_ counted: SQL) throws -> [Load] {
        try query(counted) { Load(memberID: try $0[0], open: try $0[1], late: try $0[2]) }
    }

    func shifts(in network: ID, from start: Int64, to end: Int64) throws -> [Shift] {
        try query(
            """
            SELECT \(Shift.columns) FROM \(Shift.source)
            WHERE s.network_id = \(network) AND s.ends_at > \(start) AND s.starts_at < \(end)
            ORDER BY s.starts_at, s.id LIMIT 500
            """, Shift.init(row:))
    }

    func shift(_ id: ID, in network: ID) throws -> Shift? {
        try first(
            "SELECT \(Shift.columns) FROM \(Shift.source) WHERE s.network_id = \(network) AND s.id = \(id)",
            Shift.init(row:))
    }

    /// When a shift ends; nothing where there is none.
    func shiftEnd(_ id: ID, in network: ID) throws -> Int64? {
        try value("SELECT ends_at FROM shifts WHERE network_id = \(network) AND id = \(id)")
    }

    func insert(_ shift: Shift, in network: ID) throws {
        try execute(
            """
            INSERT INTO shifts (network_id, id, member_id, desk, starts_at, ends_at, is_settled, is_on_call, accepted_at,
                planned_by, emergency_id)
            VALUES (\(network), \(shift.id), \(shift.memberID), \(shift.desk), \(shift.startsAt), \(shift.endsAt), \(false),
                \(shift.isOnCall), \(shift.acceptedAt), \(shift.plannedBy), \(shift.emergency?.id))
            """)
    }

    func endShift(_ id: ID, of member: ID?, in network: ID, at now: Int64) throws -> Bool {
        let own: SQL = member.map { " AND member_id = \($0)" } ?? ""
        return try execute(
            """
            UPDATE shifts SET ends_at = \(now)
            WHERE network_id = \(network) AND id = \(id) AND starts_at < \(now) AND ends_at > \(now)\(own)
            """) == 1
    }

    func deleteShift(_ id: ID, in network: ID, notBegunBy now: Int64) throws -> Bool {
        try execute(
            "DELETE FROM shifts WHERE network_id = \(network) AND id = \(id) AND starts_at > \(now)") == 1
    }

    func isOnShift(_ member: ID, in network: ID, now: Int64) throws -> Bool {
        try value(
            """
            SELECT 1 FROM shifts WHERE network_id = \(network) AND member_id = \(member)
                AND starts_at <= \(now) AND ends_at > \(now) AND accepted_at IS NOT NULL LIMIT 1
            """, as: Int64.self) != nil
    }

    /// Open needs of an owner that wait for the desk's next act.
    func openNeeds(of owner: ID, in network: ID) throws -> [ID] {
        try query(
            "SELECT id FROM needs WHERE network_id = \(network) AND owner_id = \(owner) AND phase < 3 ORDER BY id LIMIT 500"
        ) { try $0[0] }
    }
}
