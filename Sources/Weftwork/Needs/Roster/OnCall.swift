internal import Database

/// Nights: who is woken for what is critical while nobody is on shift, and in which order.
enum OnCallStore {
    static let migration = Migration(
        "2026-11-25 on call",
        [
            "ALTER TABLE shifts ADD COLUMN is_on_call \(.bool) NOT NULL DEFAULT FALSE",
            // A line of the roster that its holder has not accepted wakes nobody.
            "ALTER TABLE shifts ADD COLUMN accepted_at \(.int)",
            "UPDATE shifts SET accepted_at = starts_at",
            """
            CREATE TABLE rings (
                network_id \(.id) NOT NULL, need_id \(.id) NOT NULL, number \(.int) NOT NULL, member_id \(.id) NOT NULL,
                at \(.int) NOT NULL, is_open \(.bool) NOT NULL, taken_at \(.int), PRIMARY KEY (network_id, need_id, number)
            ) \(.keyed)
            """,
            "CREATE INDEX rings_open ON rings (at) WHERE is_open",
        ])

    /// Whoever planned a line is told when it is declined.
    static let planners = Migration(
        "2026-11-26 who planned a shift", ["ALTER TABLE shifts ADD COLUMN planned_by \(.id)"])
}

/// One attempt to wake somebody for a need.
struct Ring: Sendable, Equatable {
    let needID: ID
    let networkID: ID
    /// 1 for the first.
    let number: Int
    let memberID: ID
    let at: Int64
}

/// Whom to wake next. Pure.
enum RingRules {
    /// So long somebody has to answer before the next is woken.
    static let patience = 10 * Time.minute
    /// Everybody is woken so often before it rests: by then the clock has told every steward.
    static let rounds = 3

    /// Whoever is on call first, then coordinators, then whoever else answers for the network; the same order each round.
    static func order(_ candidates: [DutyCandidate], area: AreaPath, language: Language) -> [ID] {
        let callable = candidates.filter {
            $0.isOnCall || $0.member.has(.coordinator) || $0.member.standing == .steward
        }
        return DutyRules.ranked(callable, area: area, language: language).map(\.member.id)
    }

    /// Who is woken as the `number`th; nobody once all have been woken often enough.
    static func next(_ order: [ID], number: Int) -> ID? {
        guard !order.isEmpty, number <= order.count * rounds else { return nil }
        return order[(number - 1) % order.count]
    }
}

extension CaseDesk {
    /// Wakes the next person for a critical need that nobody on shift sees.
    func ring(_ need: Need, number: Int) throws {
        let order = RingRules.order(candidates, area: need.area, language: need.language)
        guard let member = RingRules.next(order, number: number) else { return }
        try db.insert(
            Ring(needID: need.id, networkID: network, number: number, memberID: member, at: now))
        try record(
            EventDraft(kind: .rang, audience: .case, details: [("to", .text(member.description))]), on: need)
        try db.wake(
            member, in: network, RosterWords.ringSubject(need.titleInCaseMail),
            hasGateway: acts.configuration.offersPhone, vault: acts.vault,
            ids: (acts.world.newID(), acts.world.newID()), at: now
        ) { slug in
            RosterWords.ringBody(link: "\(acts.configuration.publicURL)/n/\(slug)/needs/\(need.id)")
        }
    }

    /// Whether somebody has to be woken for a need: it is critical, unanswered, and nobody is at the desk.
    func mustRing(_ need: Need, from old: Need?) -> Bool {
        need.state == .submitted && need.urgency == .critical && old?.urgency != .critical
            && !candidates.contains(where: \.isOnShift)
    }
}

extension NeedActs {
    /// Whoever was woken takes the need: from then on they answer for it, and nobody else is woken.
    func take(_ id: ID, by viewer: Viewer, in network: ID) async throws -> Need {
        try Policy.require(.takeRing, viewer)
        let member = try own(viewer, network), now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        let need = try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            guard let need = try db.need(id, in: network), try db.wasRung(member.id, for: id, in: network) else {
                throw Refusal.notFound
            }
            try db.closeRings(of: id, in: network, takenAt: now)
            guard need.state.isOpen, need.ownerID != member.id else { return need }
            var change = NeedChange(need: need)
            change.need.ownerID = member.id
            try db.withdrawHandovers(of: need)
            return try desk.finish(change, from: need)
        }
        duty.forget(network)
        return need
    }

    /// Wakes the next where nobody has answered for ten minutes.
    func ringOn(now: Int64) async throws {
        let viewer = Viewer(.system, language: .zh)
        for ring in try await database.read({ db in try db.ringsUnanswered(since: now - RingRules.patience) }) {
            let picture = try await duty.picture(of: ring.networkID, now: now)
            try await database.write { db in
                guard try db.closeRing(ring), let need = try db.need(ring.needID, in: ring.networkID),
                    need.state == .submitted
                else { return }
                let desk = CaseDesk(
                    acts: self, db: db, viewer: viewer, network: ring.networkID, now: now, picture: picture)
                guard !picture.candidates.contains(where: \.isOnShift) else { return }
                try desk.ring(need, number: ring.number + 1)
            }
        }
    }

    /// Accepts a line of the roster beforehand, or declines it: then whoever planned it knows that the hole is there again.
    func answerShift(_ id: ID, accepts: Bool, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, network), now = world.now()
        let leads = try await duty.picture(of: network, now: now).candidates.map(\.member)
            .filter { $0.has(.coordinator) || $0.standing == .steward }.map(\.id)
        try await database.write { db in
            if accepts {
                guard try db.acceptShift(id, of: member.id, in: network, at: now) else { throw Refusal.notFound }
                return
            }
            guard let shift = try db.declineShift(id, of: member.id, in: network) else { throw Refusal.notFound }
            try record(.shiftDeclined, shift, by: viewer, in: network, now: now, db)
            try tellDeclined(shift, by: member, leads: leads, in: network, now: now, db)
        }
        duty.forget(network)
        tempos.forget(network)
    }

    /// Whoever planned it is told, or those who lead where they are here no more or could not fill the hole.
    private func tellDeclined(
        _ shift: Shift, by member: Member, leads: [ID], in network: ID, now: Int64, _ db: any Connection
    ) throws {
        let planner = try shift.plannedBy.flatMap { try db.member($0, in: network) }
            .flatMap { Policy.allows(.editRoster, Viewer(.member($0), language: .zh)) ? [$0.id] : nil }
        for one in (planner ?? leads).sorted() where one != member.id {
            try db.tell(one, in: network, RosterWords.declinedSubject, vault: vault, id: world.newID(), at: now) {
                RosterWords.declinedBody(
                    member.name, shift.startsAt, shift.endsAt, link: "\(configuration.publicURL)/n/\($0)/roster")
            }
        }
    }
}

extension Connection {
    fileprivate func insert(_ ring: Ring) throws {
        try execute(
            """
            INSERT INTO rings (network_id, need_id, number, member_id, at, is_open)
            VALUES (\(ring.networkID), \(ring.needID), \(ring.number), \(ring.memberID), \(ring.at), \(true))
            ON CONFLICT (network_id, need_id, number) DO NOTHING
            """)
    }

    fileprivate func ringsUnanswered(since moment: Int64) throws -> [Ring] {
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
    fileprivate func closeRing(_ ring: Ring) throws -> Bool {
        try execute(
            """
            UPDATE rings SET is_open = \(false) WHERE network_id = \(ring.networkID) AND need_id = \(ring.needID)
                AND number = \(ring.number) AND is_open
            """) == 1
    }

    func closeRings(of need: ID, in network: ID, takenAt moment: Int64?) throws {
        try execute(
            """
            UPDATE rings SET is_open = \(false), taken_at = \(moment)
            WHERE network_id = \(network) AND need_id = \(need) AND is_open
            """)
    }

    func wasRung(_ member: ID, for need: ID, in network: ID) throws -> Bool {
        try value(
            """
            SELECT 1 FROM rings WHERE network_id = \(network) AND need_id = \(need) AND member_id = \(member) LIMIT 1
            """, as: Int64.self) != nil
    }

    /// Whether this reader was woken for a need that waits for somebody to take it.
    func rings(for viewer: Viewer, need: ID, in network: ID) throws -> Bool {
        guard let member = viewer.member else { return false }
        return try ringing(member.id, in: network).contains { $0.need == need }
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

    fileprivate func acceptShift(_ id: ID, of member: ID, in network: ID, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE shifts SET accepted_at = \(now)
            WHERE network_id = \(network) AND id = \(id) AND member_id = \(member) AND accepted_at IS NULL
            """) == 1
    }

    /// Takes a line that was not accepted off the roster; nothing where there is none.
    fileprivate func declineShift(_ id: ID, of member: ID, in network: ID) throws -> Shift? {
        try first(
            """
            DELETE FROM shifts
            WHERE network_id = \(network) AND id = \(id) AND member_id = \(member) AND accepted_at IS NULL
            RETURNING desk, starts_at, ends_at, is_on_call, planned_by
            """
        ) {
            Shift(
                id: id, memberID: member, memberName: "", desk: try $0[0], startsAt: try $0[1], endsAt: try $0[2],
                isOnCall: try $0[3], plannedBy: try $0[4])
        }
    }

    /// Lines of the roster that wait for a member's word.
    func shiftsToAnswer(of member: ID, in network: ID, now: Int64) throws -> [Shift] {
        try shifts(in: network, from: now, to: now + 31 * Time.day).filter {
            $0.memberID == member && $0.acceptedAt == nil
        }
    }
}
