internal import Database

/// One thing that waits for somebody, with its clock.
struct WaitingItem: Sendable {
    var clock: Clock
    let title: String
    let urgency: Need.Urgency
    let state: Need.State
    /// What of it, and how much, where one has promised one of several things or somebody disputes it.
    var thing = ""
    /// Their word was asked for, and without one what they promised goes back at its time.
    var isAsked = false
}

/// A hand-over that waits for its receiver's word.
struct WaitingHandover: Sendable {
    let id: ID
    let needID: ID
    let title: String
    let fromName: String
    let at: Int64
}

/// What waits for a member: their clocks, what is offered to them, and to stewards what has gone red.
struct Waiting: Sendable {
    var items: [WaitingItem]
    var handovers: [WaitingHandover]
    var red: [WaitingItem]
    /// What they were woken for and nobody has taken.
    var rung: [(need: ID, title: String, at: Int64)] = []
    /// Lines of the roster that wait for their word.
    var shifts: [Shift] = []
    /// Asked to help through a burst.
    var isReserveAsked = false
    /// Promises that wait for them as the second person, or for a second person at what they answer for.
    var seconds: [WaitingSecond] = []
    /// Their shift has just begun or is nearly over: there is a briefing to read.
    var hasBriefing = false

    var count: Int {
        items.count + handovers.count + seconds.count + rung.count + shifts.count + (isReserveAsked ? 1 : 0)
    }
}

extension NeedActs {
    func waiting(for member: Member) async throws -> Waiting {
        let now = world.now()
        return try await database.read { db in try db.waiting(for: member, now: now) }
    }
}

extension Connection {
    /// What waits for a member.
    func waiting(for member: Member, now: Int64) throws -> Waiting {
        let (id, network) = (member.id, member.networkID)
        let isLead = member.standing == .steward || member.has(.coordinator)
        return Waiting(
            items: try waitingItems(of: id, in: network), handovers: try waitingHandovers(of: id, in: network),
            red: isLead ? try redItems(in: network, except: id) : [], rung: try ringing(id, in: network),
            shifts: try shiftsToAnswer(of: id, in: network, now: now),
            isReserveAsked: try isReserveAsked(id, in: network), seconds: try waitingSeconds(of: id, in: network),
            hasBriefing: try hasBriefing(id, in: network, now: now))
    }

    /// Clocks of an owner, the next due first: of a promise the day that was named, or, once asked, when it goes back. A clock at which only the requester or nobody has to act is not theirs
    /// to see before it is nearly over.
    ///
    /// Promises go by another day than their clock's, so they are read by themselves: of either no more is read than is shown.
    func waitingItems(of member: ID, in network: ID) throws -> [WaitingItem] {
        let clocks = try query(WaitingSQL.clocks(of: member, in: network)) { try waitingItem($0) }
        let promises = try query(WaitingSQL.promises(of: member, in: network)) { row in
            var item = try waitingItem(row)
            // Until their word is asked for, what counts is the day that they have named; then when it goes back.
            item.isAsked = item.clock.stage > 0
            item.clock.dueAt = try item.isAsked ? item.clock.nextAt : row[16]
            return item
        }
        let all = (clocks + promises).sorted {
            ($0.clock.dueAt, $0.clock.objectID) < ($1.clock.dueAt, $1.clock.objectID)
        }
        return Array(all.prefix(WaitingSQL.most))
    }

    private func waitingItem(_ row: Row) throws -> WaitingItem {
        var item = WaitingItem(
            clock: try Clock(row: row), title: try row[10], urgency: try row[11], state: try row[12])
        if let thing: String = try row[13] {
            item.thing = "\(thing) \(Format.amount(try row[14], try row[15] ?? ""))"
        }
        return item
    }

    fileprivate func redItems(in network: ID, except member: ID) throws -> [WaitingItem] {
        try query(
            """
            SELECT \(Clock.columns), n.title, n.urgency, n.state FROM clocks c
            JOIN needs n ON n.network_id = c.network_id AND n.id = c.need_id
            WHERE c.network_id = \(network) AND c.stage >= \(Escalation.reassigned.rawValue) AND c.owner_id <> \(member)
                AND c.step IN ('firstAnswer', 'verify', 'publish', 'confirm', 'settle', 'call', 'report', 'permit', 'channel')
            ORDER BY c.due_at, c.object_id LIMIT 50
            """
        ) { WaitingItem(clock: try Clock(row: $0), title: try $0[10], urgency: try $0[11], state: try $0[12]) }
    }

    func waitingHandovers(of member: ID, in network: ID) throws -> [WaitingHandover] {
        try query(
            """
            SELECT h.id, h.need_id, CASE WHEN n.hidden IS NULL THEN n.title ELSE '' END, p.name, h.at FROM handovers h
            JOIN needs n ON n.network_id = h.network_id AND n.id = h.need_id
            JOIN memberships m ON m.network_id = h.network_id AND m.id = h.from_id JOIN persons p ON p.id = m.person_id
            WHERE h.network_id = \(network) AND h.to_id = \(member) AND h.state = 'offered' ORDER BY h.at LIMIT 50
            """
        ) {
            WaitingHandover(
                id: try $0[0], needID: try $0[1], title: try $0[2], fromName: try $0[3], at: try $0[4])
        }
    }
}

/// One item of the verifiers' queue.
struct QueueItem: Sendable {
    let id: ID
    let title: String
    let urgency: Need.Urgency
    let state: Need.State
    let area: AreaPath
    let createdAt: Int64
    let dueAt: Int64?
    let ownerName: String
    let voided: String
    let lockedBy: ID?
    let lockedByName: String?
    let lockedUntil: Int64?
    let maybeDouble: Bool
}

/// How much there is of a part of the queue.
struct QueueCounts: Sendable {
    /// So many items are shown at once, those that are due first.
    static let mostShown = 200

    var all = 0
    var floods = 0
}

/// Which part of the queue.
enum QueueLane: String, Sendable, CaseIterable {
    case all, unanswered, calls, checking, publish, waiting, second
}

extension NeedActs {
    func queue(_ lane: QueueLane, in network: ID) async throws -> [QueueItem] {
        let now = world.now()
        return try await database.read { db in try db.queue(lane, in: network, now: now) }
    }

    /// How much of a part of the queue waits in all, and how much of it looks made by a machine and waits in triage.
    func queueCounts(_ lane: QueueLane, in network: ID) async throws -> QueueCounts {
        try await database.read { db in
            QueueCounts(
                all: try db.count(lane.condition, in: network),
                floods: lane.hasFloods ? try db.count(QueueSQL.isInFlood, in: network) : 0)
        }
    }
}

/// What waits for a member, each read in the order of an index and no further than is shown.
enum WaitingSQL {
    /// So many are shown.
    static let most = 100

    /// Everything but promises, by their clocks. `CROSS JOIN` keeps the order in which SQLite reads them.
    static func clocks(of member: ID, in network: ID) -> SQL {
        """
        SELECT \(Clock.columns), CASE WHEN (n.hidden IS NOT NULL OR n.held LIKE '%title%') AND c.step = 'permitWait'
            THEN '' ELSE n.title END,
            n.urgency, n.state, CASE WHEN n.hidden IS NULL AND n.held = '' THEN l.item END, p.quantity, l.unit
        FROM clocks c
        CROSS JOIN needs n
        LEFT JOIN disputes d ON c.step = 'settle' AND d.network_id = c.network_id AND d.id = c.object_id
        LEFT JOIN claims p ON c.step = 'settle' AND p.network_id = c.network_id AND p.id = d.claim_id
        LEFT JOIN need_lines l ON l.network_id = p.network_id AND l.id = p.line_id
        WHERE c.network_id = \(network) AND c.owner_id = \(member) AND n.network_id = c.network_id AND n.id = c.need_id
            AND c.step <> 'promise'
            AND (c.step IN ('firstAnswer', 'verify', 'publish', 'settle', 'retry', 'call', 'report', 'permit', 'channel')
            OR (c.step = 'permitWait' AND EXISTS (SELECT 1 FROM permit_waits w
                JOIN claims k ON k.network_id = w.network_id AND k.id = w.claim_id
                WHERE w.network_id = c.network_id AND w.id = c.object_id AND k.state = \(Claim.State.open)))
            OR (c.stage > 0 AND c.step <> 'permitWait'))
        ORDER BY c.due_at, c.object_id LIMIT \(most)
        """
    }

    /// Their promises that are open, of which nobody may have many: found by who made them.
    static func promises(of member: ID, in network: ID) -> SQL {
        """
        SELECT \(Clock.columns), CASE WHEN n.hidden IS NOT NULL OR n.held LIKE '%title%' THEN '' ELSE n.title END,
            n.urgency, n.state, CASE WHEN n.hidden IS NULL AND n.held = '' THEN l.item END, p.quantity, l.unit,
            p.promised_by
        FROM claims p
        CROSS JOIN clocks c
        JOIN needs n ON n.network_id = c.network_id AND n.id = c.need_id
        LEFT JOIN need_lines l ON l.network_id = p.network_id AND l.id = p.line_id
        WHERE p.network_id = \(network) AND p.member_id = \(member) AND p.state = \(Claim.State.open)
            AND c.network_id = p.network_id AND c.object_id = p.id AND c.step = 'promise'
        ORDER BY CASE WHEN c.stage > 0 THEN c.next_at ELSE p.promised_by END, c.object_id LIMIT \(most)
        """
    }
}

enum QueueSQL {
    /// A need `n` that looks made by a machine and that nobody has answered: what a person has taken up is a need like any other.
    static let isInFlood: SQL =
        """
        (n.phase = 0 AND n.state = 'submitted' AND EXISTS (SELECT 1 FROM flood_needs f
            WHERE f.network_id = n.network_id AND f.need_id = n.id AND f.cleared_at IS NULL))
        """
    /// A need `n` in the lane of what looks made by a machine, or refused from it.
    static let cameAsFlood: SQL =
        """
        (n.state IN ('submitted', 'rejected') AND EXISTS (SELECT 1 FROM flood_needs f
            WHERE f.network_id = n.network_id AND f.need_id = n.id AND f.cleared_at IS NULL))
        """
    /// A need `n` from a hand that waits for its first answer.
    static let waitsByHand: SQL =
        """
        n.phase = 0 AND n.state = 'submitted'
        AND NOT EXISTS (SELECT 1 FROM flood_needs f
            WHERE f.network_id = n.network_id AND f.need_id = n.id AND f.cleared_at IS NULL)
        """
    /// Whether an open need that nobody has said to be another may be the same: by a contact of hers at once, by name, text
    /// and place once the sweep has compared them. `CROSS JOIN` keeps the order: begun at all needs of the network, it takes
    /// seconds in a burst.
    static let maybeDouble: SQL =
        """
        (EXISTS (SELECT 1 FROM need_keys k CROSS JOIN need_keys o CROSS JOIN needs m
            WHERE k.network_id = n.network_id AND k.need_id = n.id AND k.kind IN ('phone', 'email', 'wechat')
                AND o.network_id = k.network_id AND o.key = k.key AND o.need_id <> k.need_id
                AND m.network_id = o.network_id AND m.id = o.need_id
                AND m.phase <> 3 AND NOT EXISTS (SELECT 1 FROM distinct_pairs d WHERE d.network_id = n.network_id
                    AND d.need_id = n.id AND d.other_id = o.need_id))
        OR EXISTS (SELECT 1 FROM need_doubles b CROSS JOIN needs m
            WHERE b.network_id = n.network_id AND b.need_id = n.id AND m.network_id = b.network_id AND m.id = b.other_id
                AND m.phase <> 3
                AND NOT EXISTS (SELECT 1 FROM distinct_pairs d WHERE d.network_id = n.network_id
                    AND d.need_id = n.id AND d.other_id = b.other_id)))
        """
}

extension QueueLane {
    /// Whether what looks made by a machine would stand in it: that waits in triage, by cluster, and fills no page before people.
    fileprivate var hasFloods: Bool { self == .all || self == .unanswered }

    fileprivate var condition: SQL {
        switch self {
        case .all: "(n.phase = 0 OR (n.phase IN (1, 2) AND n.voided <> '')) AND NOT \(QueueSQL.isInFlood)"
        case .unanswered: QueueSQL.waitsByHand
        case .calls:
            """
            EXISTS (SELECT 1 FROM call_items ci WHERE ci.network_id = n.network_id AND ci.need_id = n.id
                AND ci.closed_at IS NULL)
            """
        case .checking:
            "((n.phase = 0 AND n.state IN ('acknowledged', 'verifying')) OR (n.phase IN (1, 2) AND n.voided <> ''))"
        case .publish: "n.phase = 0 AND n.state = 'verified'"
        case .second:
            """
            EXISTS (SELECT 1 FROM second_looks sl WHERE sl.network_id = n.network_id AND sl.need_id = n.id
                AND sl.answer IS NULL)
            """
        case .waiting: "n.phase = 0 AND n.state IN ('needsInformation', 'cannotReach')"
        }
    }
}

extension Connection {
    /// The desk's items, the next due first; a need joins the queue again when a verified field was changed.
    func queue(_ lane: QueueLane, in network: ID, now: Int64) throws -> [QueueItem] {
        try deskItems(
            lane.condition, by: "n.due_at NULLS LAST, n.id", in: network, most: QueueCounts.mostShown, now: now)
    }

    /// How many needs `n` of a network are such.
    func count(_ condition: SQL, in network: ID) throws -> Int {
        try value("SELECT count(*) FROM needs n WHERE n.network_id = \(network) AND \(condition)") ?? 0
    }

    /// Needs `n` of a network with what the desk must know of each.
    func deskItems(_ condition: SQL, by order: SQL, in network: ID, most: Int, now: Int64) throws -> [QueueItem] {
        try query(
            """
            SELECT n.id, n.title, n.urgency, n.state, n.country, n.province, n.city, n.district, n.created_at, n.due_at,
                coalesce(op.name, ''), n.voided, l.member_id, lp.name, l.until,
                \(QueueSQL.maybeDouble)
            FROM (SELECT n.* FROM needs n WHERE n.network_id = \(network) AND \(condition)
                ORDER BY \(order) LIMIT \(most)) n
            LEFT JOIN memberships om ON om.network_id = n.network_id AND om.id = n.owner_id
            LEFT JOIN persons op ON op.id = om.person_id
            LEFT JOIN queue_locks l ON l.network_id = n.network_id AND l.need_id = n.id AND l.until > \(now)
            LEFT JOIN memberships lm ON lm.network_id = l.network_id AND lm.id = l.member_id
            LEFT JOIN persons lp ON lp.id = lm.person_id
            ORDER BY \(order)
            """
        ) { row in
            QueueItem(
                id: try row[0], title: try row[1], urgency: try row[2], state: try row[3],
                area: AreaPath(country: try row[4], province: try row[5], city: try row[6], district: try row[7]),
                createdAt: try row[8], dueAt: try row[9], ownerName: try row[10], voided: try row[11],
                lockedBy: try row[12], lockedByName: try row[13], lockedUntil: try row[14], maybeDouble: try row[15])
        }
    }
}

extension Connection {
    /// Clocks of a network that are over, the longest first.
    func lateItems(in network: ID, now: Int64) throws -> [WaitingItem] {
        try query(
            """
            SELECT \(Clock.columns), n.title, n.urgency, n.state FROM clocks c
            JOIN needs n ON n.network_id = c.network_id AND n.id = c.need_id
            WHERE c.network_id = \(network) AND c.due_at < \(now)
                AND c.step IN ('firstAnswer', 'verify', 'publish', 'confirm', 'settle', 'promise', 'retry', 'call', 'report')
            ORDER BY c.due_at, c.object_id LIMIT 100
            """
        ) { WaitingItem(clock: try Clock(row: $0), title: try $0[10], urgency: try $0[11], state: try $0[12]) }
    }
}
