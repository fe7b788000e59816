internal import Database
internal import Engine

/// What time does with calls for help. Safe on several nodes at once: each step goes from a state that only one of them finds.
extension WaveActs {
    /// - Parameter failed: told of each call that could not be moved on; it keeps the others from nothing.
    func sweep(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now()
        for call in try await database.read({ db in try db.helpCallsAstray(most: 200) }) {
            do { try await settle(call.id, in: call.networkID) } catch Refusal.stale {} catch { failed(call.id, error) }
        }
        for call in try await database.read({ db in try db.helpCallsLetDown(at: now, most: 100) }) {
            do { try await reopen(call, at: now) } catch Refusal.stale {} catch { failed(call.id, error) }
        }
        for call in try await database.read({ db in try db.helpCallsDue(by: now, most: 100) }) {
            do {
                try await advance(call.id, in: call.networkID)
            } catch Refusal.stale {
                // Another node was faster.
            } catch {
                failed(call.id, error)
                try await later(call, now)
            }
        }
        for clock in try await database.read({ db in try db.clocksGoingOff([.helpCall], by: now, limit: 100) }) {
            do { try await fire(clock, now) } catch { failed(clock.objectID, error) }
        }
        if try await database.read({ db in try db.hasAskingsToLapse(by: now) }) {
            try await database.write { db in try db.lapseAskings(by: now) }
        }
    }

    /// What nobody needs to know any more is forgotten.
    func forgetOld() async throws {
        let now = world.now()
        try await database.write { db in
            try db.forgetAskings(now)
            try db.forgetPosts()
            try db.forgetContacts(before: now - ContactStore.kept)
        }
    }

    private static var system: Viewer { Viewer(.system, language: .zh) }

    /// It is tried again in a minute.
    private func later(_ call: HelpCall, _ now: Int64) async throws {
        var next = call
        next.dueAt = now + Time.minute
        _ = try await database.write { [next] db in try db.save(next, from: call) }
    }

    /// Ends a call that has nothing to call for, or passes it on where nobody answers for it any more.
    private func settle(_ id: ID, in network: ID) async throws {
        try await onDesk(in: network, by: WaveActs.system, at: world.now()) { desk in
            guard let call = try desk.db.helpCall(id, in: network), call.state.isOpen else { return }
            guard let need = try desk.standing(call) else {
                return try desk.mayComeBack(call) ? () : desk.end(call, .over)
            }
            let isHere = try desk.db.member(call.ownerID, in: network).map { !$0.isSuspended } ?? false
            guard !isHere, call.ownerID != need.ownerID else { return }
            try desk.pass(call, to: need.ownerID)
        }
    }

    /// Enough had said yes, or somebody else had taken what was wanted, and it has been let go of since: the call runs on, and its next
    /// wave is due.
    private func reopen(_ call: HelpCall, at now: Int64) async throws {
        try await onDesk(in: call.networkID, by: WaveActs.system, at: now) { desk in
            guard try desk.standing(call) != nil, try desk.db.yesCount(of: call) < call.wanted,
                try desk.db.openCall(ofLine: call.lineID, in: call.networkID) == nil
            else { return }
            var next = call
            (next.state, next.endedAt, next.dueAt) = (.running, nil, now)
            guard try desk.db.save(next, from: call) else { throw Refusal.stale }
        }
        // Those who were sent home are there again.
        fits.changed(in: call.networkID)
    }

    /// The next wave, where it is due: enough have said yes, more are asked, or nobody is left.
    func advance(_ id: ID, in network: ID) async throws {
        let now = world.now()
        let read = try await database.read { db in
            try db.helpCall(id, in: network).map { ($0, try db.need($0.needID, in: network), try db.yesCount(of: $0)) }
        }
        guard let (call, need, yes) = read, call.state == .running, call.dueAt <= now else { return }
        let left = call.wanted - yes
        var found: (plan: WavePlan, market: FitMarket, position: Int)?
        if let need, need.state.phase == .board, left > 0, call.untilAt > now {
            found = try await plan(need, line: call.lineID, call.terms, wanted: left, at: now)
        }
        let members = found?.plan.first.map(\.member) ?? [], why = found?.plan.nobody ?? .thing
        let reasons = try await reasons(found, for: members), wait = found?.plan.wait ?? Time.hour
        try await onDesk(in: network, by: WaveActs.system, at: now) { desk in
            guard let fresh = try desk.db.helpCall(id, in: network), fresh == call else { throw Refusal.stale }
            guard let need = try desk.standing(call) else {
                return try desk.mayComeBack(call) ? desk.wait(call) : desk.end(call, .over)
            }
            let line = need.lines.first { $0.id == call.lineID }
            if try desk.db.yesCount(of: call) >= call.wanted { return try desk.end(call, .met) }
            if line.flatMap({ WaveRules.room(in: $0, share: call.share) }) == 0 { return try desk.end(call, .over) }
            guard call.untilAt > now else { return try desk.fallShort(call, need, .time) }
            if let stop = line.flatMap({ desk.bar(need, $0) ?? WaveRules.stop(call.terms, on: $0, at: now) }) {
                return try desk.fallShort(call, need, stop)
            }
            guard !members.isEmpty else { return try desk.fallShort(call, need, why) }
            try desk.ask(members, call, need, wait: wait, reasons: reasons)
        }
    }

    // MARK: The alarm

    /// 75 % whoever called is reminded, 100 % their backup is told, 150 % the backup takes over, 200 % it is red.
    private func fire(_ clock: Clock, _ now: Int64) async throws {
        try await onDesk(in: clock.networkID, by: WaveActs.system, at: now) { desk in try desk.fire(clock) }
    }

    /// What waits for a member: a call of theirs that fell short; what they are asked.
    static func tasks(_ vault: Vault) -> MemberActs.LaterTasks {
        { member, now, db in
            let leads = member.standing == .steward || member.has(.coordinator)
            let short = try db.helpClocks(in: member.networkID, of: member.id, leads: leads).map { clock, item in
                WaitingTask(clock: clock, words: WaveWords.waits(item), path: "/help-calls/\(clock.objectID)")
            }
            let asked = try db.askings(with: member.id, in: member.networkID, limit: 20, vault: vault)
            return short
                + asked.filter { $0.isOpen(at: now) }.map { asking in
                    WaitingTask(clock: asking.clock, words: AskedWords.waits, path: "/me/askings#asking-\(asking.id)")
                }
        }
    }
}

extension Asking {
    /// How it stands among what else waits for somebody. Nobody is reminded or blamed.
    fileprivate var clock: Clock {
        Clock(
            networkID: networkID, object: .asking, objectID: id, needID: id, step: "asking", ownerID: memberID,
            startedAt: askedAt, dueAt: untilAt, stage: 0, nextAt: Clock.never)
    }
}

extension WaveDesk {
    /// The need of a call, as long as people can be called for it.
    func standing(_ call: HelpCall) throws -> Need? {
        guard let need = try db.need(call.needID, in: network), need.state.phase == .board, need.hidden == nil,
            need.audience > .case, let line = need.lines.first(where: { $0.id == call.lineID }), !line.isClaimed
        else { return nil }
        return need
    }

    /// Its need was ended by a hand that may still have slipped: whoever was asked is told of no end that is taken back in a minute.
    func mayComeBack(_ call: HelpCall) throws -> Bool {
        guard let need = try db.need(call.needID, in: network), need.state.phase != .board else { return false }
        return try db.isEndUndoable(of: need.id, in: network, at: now)
    }

    fileprivate func wait(_ old: HelpCall) throws {
        var call = old
        call.dueAt = now + UndoRules.window
        guard try db.save(call, from: old) else { throw Refusal.stale }
    }

    func pass(_ old: HelpCall, to next: ID) throws {
        var call = old
        call.ownerID = next
        guard try db.save(call, from: old) else { throw Refusal.stale }
        if call.state == .short { try db.setClockOwner(next, of: call.id, in: network) }
    }

    fileprivate func fire(_ clock: Clock) throws {
        guard let call = try db.helpCall(clock.objectID, in: network), call.state == .short,
            let need = try db.need(call.needID, in: network)
        else { return try db.stopClock(of: clock.objectID, in: network) }
        let reached = Escalation.reached(start: clock.startedAt, due: clock.dueAt, now: now)
        guard reached.rawValue > clock.stage else { return }
        let next = Escalation.next(after: reached, start: clock.startedAt, due: clock.dueAt)
        guard try db.advance(clock, to: reached.rawValue, next: next) else { return }
        let backup = DutyRules.choose(
            picture.candidates, area: need.area, language: need.language, except: [call.ownerID])
        try record(PeopleClocks.event(reached), call, [("step", .text(clock.step))])
        let isTaken = reached >= .reassigned && clock.stage < Escalation.reassigned.rawValue
        if isTaken, let backup { try pass(call, to: backup) }
        let told = isTaken || reached == .backupTold ? backup ?? call.ownerID : call.ownerID
        try acts.members.tell(
            told, in: network, WaveWords.mailShortSubject, WaveWords.mailShortStill, to: "/help-calls/\(call.id)", db)
    }
}

extension Connection {
    /// Calls for which enough had said yes, or which had nothing to call for any more, until somebody let go of it, and whose line is open
    /// again and has had no other call since.
    fileprivate func helpCallsLetDown(at now: Int64, most: Int) throws -> [HelpCall] {
        try query(
            """
            SELECT \(HelpCall.columns) FROM help_calls h
            JOIN needs n ON n.network_id = h.network_id AND n.id = h.need_id
            JOIN need_lines l ON l.network_id = h.network_id AND l.id = h.line_id
            WHERE h.state IN ('met', 'over') AND h.until_at > \(now) AND n.phase = \(Need.Phase.board) AND n.hidden IS NULL
                AND n.audience > \(Audience.case) AND NOT l.is_met
                AND (l.quantity_most IS NULL OR l.claimed + l.delivered < l.quantity_most)
                AND NOT EXISTS (SELECT 1 FROM help_calls o WHERE o.network_id = h.network_id AND o.line_id = h.line_id
                    AND o.id > h.id)
                AND h.wanted > (SELECT count(*) FROM askings a
                    JOIN claims c ON c.network_id = a.network_id AND c.id = a.claim_id
                    WHERE a.network_id = h.network_id AND a.call_id = h.id AND c.state <> \(Claim.State.released))
            ORDER BY h.until_at, h.id LIMIT \(most)
            """, HelpCall.init(row:))
    }

    /// Calls that fell short and wait for a member; to those who lead, also what nobody has looked after.
    fileprivate func helpClocks(in network: ID, of member: ID, leads: Bool) throws -> [(clock: Clock, item: String)] {
        let red: SQL = leads ? "OR c.stage >= \(Escalation.reassigned.rawValue)" : .empty
        return try query(
            """
            SELECT \(Clock.columns), CASE WHEN n.hidden IS NULL AND n.held NOT LIKE '%lines%' THEN l.item ELSE '' END
            FROM clocks c JOIN help_calls h ON h.network_id = c.network_id AND h.id = c.object_id
            JOIN needs n ON n.network_id = h.network_id AND n.id = h.need_id
            JOIN need_lines l ON l.network_id = h.network_id AND l.id = h.line_id
            WHERE c.network_id = \(network) AND c.object = \(Clock.Object.helpCall) AND (c.owner_id = \(member) \(red))
            ORDER BY c.due_at, c.object_id LIMIT 100
            """
        ) { (try Clock(row: $0), try $0[10]) }
    }
}
