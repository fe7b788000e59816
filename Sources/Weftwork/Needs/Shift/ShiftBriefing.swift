internal import Database
internal import Engine

/// How things stand for whoever comes on shift.
struct ShiftBriefing: Sendable {
    /// A need by name.
    struct Named: Sendable {
        let id: ID
        let title: String
        let state: Need.State
        let ownerName: String
        let createdAt: Int64
        let dueAt: Int64?
    }

    var states: [Need.State: Int] = [:]
    var late: [WaitingItem] = []
    /// What is critical and waits for the desk, the next due first.
    var critical: [Named] = []
    /// What changed within the last hours.
    var bursts: [(beganAt: Int64, endedAt: Int64?)] = []
    var floods = 0
    var reports = 0
    /// Who was or is on before the reader, the latest first.
    var before: [Shift] = []
    /// Open needs that the reader owns.
    var mine = 0
    /// The reader's own shift that runs.
    var shift: Shift?
    /// What is offered to the reader.
    var offered: [WaitingHandover] = []

    /// Whether the reader's shift has just begun.
    func isBegun(at now: Int64) -> Bool {
        shift.map { now >= $0.startsAt && now - $0.startsAt < ShiftRules.young } ?? false
    }
}

/// When a briefing is worth reading. Pure.
enum ShiftRules {
    /// The briefing looks so far back.
    static let reach = 8 * Time.hour
    /// A shift is young for so long, and nearly over for so long.
    static let young = 2 * Time.hour
    static let old = Time.hour

    static func hasBriefing(from start: Int64, to end: Int64, now: Int64) -> Bool {
        now >= start && now < end && (now - start < young || end - now <= old)
    }
}

extension NeedActs {
    func briefing(for viewer: Viewer, in network: ID) async throws -> ShiftBriefing {
        try Policy.require(.seeBriefing, viewer)
        let now = world.now(), since = now - ShiftRules.reach, counts = counts
        return try await database.read { db in
            var briefing = ShiftBriefing()
            briefing.states = try counts.states(in: network, db).filter { $0.key.isOpen }
            briefing.late = try db.lateItems(in: network, now: now)
            briefing.critical = try db.criticalAtDesk(in: network)
            briefing.bursts = try db.bursts(of: network, since: since)
            briefing.floods = try db.floodCount(in: network, since: since)
            briefing.reports = try db.reportCount(in: network, since: since)
            let shifts = try db.shifts(in: network, from: since, to: now + 1).filter { !$0.isOnCall }
            briefing.before = shifts.filter { $0.memberID != viewer.member?.id }.reversed()
            guard let member = viewer.member else { return briefing }
            briefing.shift = shifts.last { $0.memberID == member.id && $0.endsAt > now }
            briefing.mine = try db.openNeeds(of: member.id, in: network).count
            briefing.offered = try db.waitingHandovers(of: member.id, in: network)
            return briefing
        }
    }

    /// Offers everything open that one answers for to one person: what they accept is theirs from then on, the rest stays.
    ///
    /// - Returns: how many were offered.
    func handOverAll(to receiver: ID, note: String = "", by viewer: Viewer, in network: ID) async throws -> Int {
        try Policy.require(.handOverAll, viewer)
        let member = try own(viewer, network), now = world.now()
        guard receiver != member.id else { throw Refusal.invalid("to", ShiftWords.toOneself) }
        let note = String(Clean.prose(note).prefix(1000))
        let picture = try await duty.picture(of: network, now: now)
        guard picture.candidates.contains(where: { $0.member.id == receiver }) else {
            throw Refusal.invalid("to", NeedWords.unknownMember)
        }
        return try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let needs = try db.openNeeds(of: member.id, in: network)
            guard !needs.isEmpty else { throw Refusal.conflict(ShiftWords.nothing) }
            for id in needs {
                let (need, ties) = try desk.open(id)
                try Policy.require(.offerHandover, viewer, ties: ties)
                try db.withdrawHandovers(of: need)
                try db.insert(
                    Handover(
                        id: world.newID(), needID: id, fromID: member.id, toID: receiver, state: "offered", note: note,
                        at: now), in: network)
                try desk.record(
                    EventDraft(
                        kind: .handoverOffered, audience: .case, details: [("to", .text(receiver.description))]),
                    on: need)
            }
            // One message for all of it.
            try db.tell(
                receiver, in: network, ShiftWords.offeredSubject(needs.count), vault: vault, id: world.newID(), at: now
            ) { slug in
                ShiftWords.offeredBody(
                    needs.count, from: member.name, link: "\(configuration.publicURL)/n/\(slug)/briefing")
            }
            return needs.count
        }
    }

    /// Answers many hand-overs in one go.
    ///
    /// - Parameter chosen: which; all that are offered to the viewer where none is named.
    /// - Throws: ``Refusal/conflict(_:_:)`` where nothing is offered. What others have changed meanwhile is left, and said.
    func answerHandovers(
        _ chosen: [ID] = [], accepts: Bool, by viewer: Viewer, in network: ID
    ) async throws -> TriageReport {
        try Policy.require(.handOverAll, viewer)
        let member = try own(viewer, network)
        let offered = try await database.read { db in try db.handoversOffered(to: member.id, in: network) }
        let wanted = Set(chosen)
        let some = wanted.isEmpty ? offered : offered.filter { wanted.contains($0.id) }
        guard !some.isEmpty else { throw Refusal.conflict(NeedWords.handoverOver) }
        var report = TriageReport()
        for handover in some {
            do {
                _ = try await answerHandover(
                    handover.id, of: handover.need, accepts: accepts, by: viewer, in: network)
                report.done.append(handover.need)
            } catch Refusal.conflict(let words, _) {
                report.left.append((handover.need, words))
            } catch Refusal.notFound {
                report.left.append((handover.need, NeedWords.handoverOver))
            }
        }
        return report
    }
}

extension Connection {
    /// Whether a member's shift has just begun or is nearly over.
    func hasBriefing(_ member: ID, in network: ID, now: Int64) throws -> Bool {
        let running = try query(
            """
            SELECT starts_at, ends_at FROM shifts WHERE network_id = \(network) AND member_id = \(member)
                AND starts_at <= \(now) AND ends_at > \(now) AND accepted_at IS NOT NULL AND is_on_call = \(false)
            """
        ) { (start: try $0[0] as Int64, end: try $0[1] as Int64) }
        return running.contains { ShiftRules.hasBriefing(from: $0.start, to: $0.end, now: now) }
    }

    fileprivate func criticalAtDesk(in network: ID) throws -> [ShiftBriefing.Named] {
        try query(
            """
            SELECT n.id, n.title, n.state, coalesce(p.name, ''), n.created_at, n.due_at FROM needs n
            LEFT JOIN memberships m ON m.network_id = n.network_id AND m.id = n.owner_id
            LEFT JOIN persons p ON p.id = m.person_id
            WHERE n.network_id = \(network) AND n.phase = 0 AND n.urgency = \(Need.Urgency.critical)
            ORDER BY n.due_at NULLS LAST, n.id LIMIT 100
            """
        ) {
            ShiftBriefing.Named(
                id: try $0[0], title: try $0[1], state: try $0[2], ownerName: try $0[3], createdAt: try $0[4],
                dueAt: try $0[5])
        }
    }

    fileprivate func bursts(of network: ID, since moment: Int64) throws -> [(beganAt: Int64, endedAt: Int64?)] {
        try query(
            """
            SELECT began_at, ended_at FROM bursts
            WHERE network_id = \(network) AND (ended_at IS NULL OR ended_at > \(moment)) ORDER BY began_at LIMIT 20
            """
        ) { (try $0[0], try $0[1]) }
    }

    fileprivate func floodCount(in network: ID, since moment: Int64) throws -> Int {
        try value(
            """
            SELECT count(*) FROM flood_needs
            WHERE network_id = \(network) AND at > \(moment) AND cleared_at IS NULL
            """) ?? 0
    }

    fileprivate func reportCount(in network: ID, since moment: Int64) throws -> Int {
        try value("SELECT count(*) FROM call_reports WHERE network_id = \(network) AND at > \(moment)") ?? 0
    }

    fileprivate func handoversOffered(to member: ID, in network: ID) throws -> [(id: ID, need: ID)] {
        try query(
            """
            SELECT h.id, h.need_id FROM handovers h JOIN needs n ON n.network_id = h.network_id AND n.id = h.need_id
            WHERE h.network_id = \(network) AND h.to_id = \(member) AND h.state = 'offered'
            ORDER BY h.at, h.id LIMIT 500
            """
        ) { (try $0[0], try $0[1]) }
    }
}
