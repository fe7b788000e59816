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

    /// So long what was rung for in a flood keeps the others of the same flood from ringing, too.
    static let floodPause = Time.hour

    /// Who can be woken at all.
    static func callable(_ candidates: [DutyCandidate]) -> [DutyCandidate] {
        candidates.filter { $0.isOnCall || $0.member.has(.coordinator) || $0.member.standing == .steward }
    }

    /// Whoever is on call first, then coordinators, then whoever else answers for the network; the same order each round.
    static func order(_ candidates: [DutyCandidate], area: AreaPath, language: Language) -> [ID] {
        DutyRules.ranked(callable(candidates), area: area, language: language).map(\.member.id)
    }

    /// Who is woken as the `number`th; nobody once all have been woken often enough.
    static func next(_ order: [ID], number: Int) -> ID? {
        guard !order.isEmpty, number <= order.count * rounds else { return nil }
        return order[(number - 1) % order.count]
    }

    /// Whether somebody is sent a message now: at most one while they have time to answer. Their page lists everything for which they were
    /// woken.
    ///
    /// - Parameter rings: when they were woken before, the earliest first, whether a message went out then or not: rings without one put
    ///   the next message off no further.
    static func isTold(after rings: [Int64], now: Int64) -> Bool {
        var last: Int64?
        for at in rings {
            if let told = last, at - told < patience { continue }
            last = at
        }
        return last.map { now - $0 >= patience } ?? true
    }
}

extension CaseDesk {
    /// Wakes the next person for a critical need that nobody on shift sees.
    ///
    /// - Parameter since: since when the desk is empty: who was woken before that is woken anew. Nothing where it begins now.
    func ring(_ need: Need, since: Int64? = nil) throws {
        let order = RingRules.order(candidates, area: need.area, language: need.language)
        let before = try db.rings(of: need)
        // One at a time: the next is woken when this one has not answered.
        guard !before.contains(where: \.isOpen) else { return }
        let woken = since.map { moment in before.count { $0.at >= moment } } ?? 0
        guard let member = RingRules.next(order, number: woken + 1) else { return }
        let number = (before.map(\.number).max() ?? 0) + 1
        let isTold = RingRules.isTold(after: try db.ringTimes(of: member, in: network, now: now), now: now)
        try db.insert(
            Ring(needID: need.id, networkID: network, number: number, memberID: member, at: now))
        try record(
            EventDraft(kind: .rang, audience: .case, details: [("to", .text(member.description))]), on: need)
        guard isTold else { return }
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
            try db.closeRings(of: id, in: network)
            try db.takeRings(of: id, by: member.id, in: network, at: now)
            guard need.state.isOpen, need.ownerID != member.id else { return need }
            var change = NeedChange(need: need)
            change.need.ownerID = member.id
            try db.withdrawHandovers(of: need)
            return try desk.finish(change, from: need)
        }
        duty.forget(network)
        return need
    }

    /// Wakes the next where nobody has answered for ten minutes. With somebody at the desk it ends; once nobody is there any more,
    /// ``ringForUnseen(now:)`` begins anew.
    func ringOn(now: Int64) async throws {
        for ring in try await database.read({ db in try db.ringsUnanswered(since: now - RingRules.patience) }) {
            let picture = try await duty.picture(of: ring.networkID, now: now)
            let since = try await database.read { db in try db.emptySince(in: ring.networkID, now: now) }
            try await database.write { db in
                guard try db.closeRing(ring), let need = try db.need(ring.needID, in: ring.networkID),
                    need.state == .submitted, need.urgency == .critical,
                    !picture.candidates.contains(where: \.isOnShift)
                else { return }
                try bell(ring.networkID, picture, db, now: now).ring(need, since: since)
            }
        }
    }

    /// Wakes somebody for whatever is critical, unanswered and seen by nobody on shift: also for what came while the desk was staffed.
    func ringForUnseen(now: Int64) async throws {
        for network in try await database.read({ db in try db.networksWithCritical() }) {
            let picture = try await duty.picture(of: network, now: now)
            let most = RingRules.callable(picture.candidates).count * RingRules.rounds
            guard most > 0, !picture.candidates.contains(where: \.isOnShift) else { continue }
            let (since, needs) = try await database.read { db in
                let since = try db.emptySince(in: network, now: now)
                return (since, try db.unseen(in: network, since: since, most: most, now: now))
            }
            for id in needs {
                try await database.write { db in
                    // Another node may have been faster, or one of the same flood rings since.
                    guard try db.unseen(in: network, since: since, most: most, now: now, only: id) == [id],
                        let need = try db.need(id, in: network)
                    else { return }
                    try bell(network, picture, db, now: now).ring(need, since: since)
                }
            }
        }
    }

    private func bell(_ network: ID, _ picture: DutyPicture, _ db: any Connection, now: Int64) -> CaseDesk {
        CaseDesk(
            acts: self, db: db, viewer: Viewer(.system, language: .zh), network: network, now: now, picture: picture)
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
