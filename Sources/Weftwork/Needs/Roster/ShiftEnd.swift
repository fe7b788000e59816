internal import Database

/// A shift that has ended and whose holder may still own something.
struct LeftShift: Sendable {
    let network: ID
    let shift: ID
    let member: ID
    let endsAt: Int64
}

/// What becomes of needs when the shift of whoever owns them ends: no need keeps a sleeping owner while somebody is awake.
extension NeedActs {
    /// So many ended shifts are read at once, and so many needs of one handed on in one sweep.
    private static let shiftsAtOnce = 50
    fileprivate static let needsAtOnce = 500

    /// - Parameter failed: told of each need that could not be handed on: it holds none of the others up.
    func handOnEndedShifts(now: Int64, failed: (ID, any Error) -> Void) async throws {
        var last: LeftShift?
        repeat {
            let after = last
            let ended = try await database.read { db in
                try db.leftShifts(by: now, after: after, most: NeedActs.shiftsAtOnce)
            }
            for shift in ended { try await handOn(shift, now: now, failed) }
            last = ended.count == NeedActs.shiftsAtOnce ? ended.last : nil
        } while last != nil
    }

    /// To those on shift or on call. With neither, what is critical goes to whoever leads, and the rest waits for the next who comes: a
    /// hand-over would only move it from one sleeper to another.
    private func handOn(_ ended: LeftShift, now: Int64, _ failed: (ID, any Error) -> Void) async throws {
        let (isBack, needs, calls) = try await database.read { db in
            (
                try db.isOnShift(ended.member, in: ended.network, now: now),
                try db.needs(leftBy: ended),
                try db.needsToCallAbout(
                    by: ended.member, in: ended.network, until: ended.endsAt + DutyRoster.oldest)
            )
        }
        if !isBack, !(needs.isEmpty && calls.isEmpty) {
            // A picture from before its end still shows its holder at the desk.
            if now - ended.endsAt < Time.minute { duty.forget(ended.network) }
            let candidates = try await duty.picture(of: ended.network, now: now).candidates
            let isAnyAwake = candidates.contains { ($0.isOnShift || $0.isOnCall) && $0.member.id != ended.member }
            guard isAnyAwake else { return try await passCritical(of: ended, candidates, now: now, failed) }
            var passed = 0
            for need in needs {
                await SweepService.trying(need, failed) {
                    try await handOn(need, from: ended.member, ended.network, now)
                    passed += 1
                }
            }
            for need in calls {
                await SweepService.trying(need, failed) {
                    try await passCall(about: need, from: ended.member, in: ended.network, at: now)
                    passed += 1
                }
            }
            // The next sweep goes on with the others, and tries again what failed.
            guard passed == needs.count + calls.count, max(needs.count, calls.count) < NeedActs.needsAtOnce else {
                return
            }
        }
        try await database.write { db in try db.settleShift(ended.shift, in: ended.network) }
    }

    private func handOn(_ id: ID, from member: ID, _ network: ID, _ now: Int64) async throws {
        guard let need = try await database.read({ db in try db.need(id, in: network) }), need.ownerID == member,
            need.state.isOpen
        else { return }
        let next = try await duty.owner(
            in: network, area: need.area, language: need.language, except: [member], now: now)
        _ = try await assign(id, to: next, by: Viewer(.system, language: .zh), in: network)
    }

    /// Whoever leads keeps their own: they are the ones who answer while nobody else is there.
    private func passCritical(
        of ended: LeftShift, _ candidates: [DutyCandidate], now: Int64, _ failed: (ID, any Error) -> Void
    ) async throws {
        let leads = candidates.filter { $0.member.has(.coordinator) || $0.member.standing == .steward }
        guard !leads.isEmpty, !leads.contains(where: { $0.member.id == ended.member }) else { return }
        let critical = try await database.read { db in
            try db.needs(leftBy: ended, "AND n.urgency = \(Need.Urgency.critical)")
        }
        for id in critical {
            await SweepService.trying(id, failed) {
                let picture = try await duty.picture(of: ended.network, now: now)
                let lead = try await database.write { db in
                    let desk = CaseDesk(
                        acts: self, db: db, viewer: Viewer(.system, language: .zh), network: ended.network, now: now,
                        picture: picture)
                    return try desk.passToLead(id, from: ended.member)
                }
                if let lead { duty.count(for: lead, in: ended.network, now: now) }
            }
        }
    }
}

extension CaseDesk {
    /// Gives a critical need to whoever leads, who is told why and until when.
    ///
    /// - Returns: who has it now; nothing where another was faster or nobody else leads.
    fileprivate func passToLead(_ id: ID, from leaver: ID) throws -> ID? {
        guard let need = try db.need(id, in: network), need.ownerID == leaver, need.state.isOpen,
            need.urgency == .critical
        else { return nil }
        let lead = coordinator(for: need, except: leaver)
        guard lead != leaver else { return nil }
        var change = NeedChange(need: need)
        change.need.ownerID = lead
        change.ownerReason = NeedChange.nobodyOnShift
        try db.withdrawHandovers(of: need)
        try tell(.leftAtNight, member: lead, about: need)
        _ = try finish(change, from: need)
        return lead
    }
}

extension Connection {
    /// Shifts that have ended and whose needs have not been handed on, the earliest end first.
    fileprivate func leftShifts(by now: Int64, after last: LeftShift?, most: Int) throws -> [LeftShift] {
        let rest: SQL =
            last.map { "AND (ends_at > \($0.endsAt) OR ends_at = \($0.endsAt) AND id > \($0.shift))" } ?? ""
        return try query(
            """
            SELECT network_id, id, member_id, ends_at FROM shifts
            WHERE is_settled = \(false) AND ends_at <= \(now) \(rest) ORDER BY ends_at, id LIMIT \(most)
            """
        ) { LeftShift(network: try $0[0], shift: try $0[1], member: try $0[2], endsAt: try $0[3]) }
    }

    fileprivate func settleShift(_ id: ID, in network: ID) throws {
        try execute("UPDATE shifts SET is_settled = \(true) WHERE network_id = \(network) AND id = \(id)")
    }

    /// Open needs that its holder has owned since before its end, the next due first: what they took later they took knowing that no shift
    /// of theirs runs.
    ///
    /// - Parameter only: which of them.
    fileprivate func needs(leftBy shift: LeftShift, _ only: SQL = "") throws -> [ID] {
        // A picture from before its end gave its holder new needs for a moment yet.
        let end = shift.endsAt + DutyRoster.oldest
        // From there on begin the events of a need that may have given it to them later.
        let first = ID(milliseconds: end, entropy: (0, 0))
        return try query(
            """
            SELECT n.id FROM needs n WHERE n.network_id = \(shift.network) AND n.owner_id = \(shift.member)
                AND n.phase < 3 AND n.created_at <= \(end) \(only)
                AND NOT EXISTS (SELECT 1 FROM events e WHERE e.network_id = n.network_id AND e.object_id = n.id
                    AND e.id >= \(first) AND e.at > \(end) AND e.kind = \(Event.Kind.owned))
            ORDER BY n.due_at, n.id LIMIT \(NeedActs.needsAtOnce)
            """
        ) { try $0[0] }
    }
}
