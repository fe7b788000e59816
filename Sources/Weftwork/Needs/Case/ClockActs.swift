internal import Database

extension NeedActs {
    /// Does what is due by now: clocks, shifts that ended, keys too old to matter. How many clocks went off.
    @discardableResult
    public func sweep() async throws -> Int { try await sweep { _, _ in } }

    /// - Parameter failed: told of what could not be handed on at a shift's end.
    @discardableResult
    func sweep(failed: (ID, any Error) -> Void) async throws -> Int {
        let now = world.now()
        var count = 0
        while true {
            let due = try await database.read { db in try db.clocksGoingOff(Clock.Object.ofNeeds, by: now, limit: 100) }
            for clock in due { await fireSafely(clock, now: now) }
            count += due.count
            if due.count < 100 || count >= 2000 { break }
        }
        var failure: (any Error)?
        await part(&failure) { try await handOnEndedShifts(now: now, failed: failed) }
        await part(&failure) { try await ringOn(now: now) }
        await part(&failure) { try await ringForUnseen(now: now) }
        await part(&failure) { try await sendAlarms(now: now) }
        await part(&failure) { try await forgetUndoables(now: now) }
        await part(&failure) { try await dropLooks(now: now) }
        await part(&failure) { try await lapseExports() }
        await part(&failure) { try await forgetContacts(now: now) }
        await part(&failure) { try await forgetLimits(now: now) }
        await part(&failure) { try await forgetMarks(now: now) }
        await part(&failure) { try await forgetKeys(now: now) }
        if let failure { throw failure }
        return count
    }

    /// A part that fails keeps none of the others from running; the first failure is kept.
    private func part(_ failure: inout (any Error)?, _ body: () async throws -> Void) async {
        do { try await body() } catch { failure = failure ?? error }
    }

    private func forgetKeys(now: Int64) async throws {
        let oldest = now - OnceStore.lifetime
        let isOld = try await database.read { db in
            try db.value("SELECT 1 FROM onces WHERE at < \(oldest) LIMIT 1", as: Int64.self) != nil
        }
        if isOld { try await database.write { db in try db.forgetOnces(before: oldest) } }
    }

    private func forgetLimits(now: Int64) async throws {
        let isOld = try await database.read { db in
            try db.value("SELECT 1 FROM limits WHERE until < \(now) LIMIT 1", as: Int64.self) != nil
        }
        if isOld { try await database.write { db in try db.forgetLimits(before: now) } }
    }

    /// When its network's time is over, a need's contact is destroyed: with its key, everything sealed for it.
    private func forgetContacts(now: Int64) async throws {
        let ended = try await database.read { db in try db.needsToForget(now) }
        for (network, need) in ended {
            try await database.write { db in try db.forgetContact(of: need, in: network) }
        }
    }

    /// One clock that fails must not keep the others from going off: it is tried again in a minute.
    private func fireSafely(_ clock: Clock, now: Int64) async {
        do {
            try await fire(clock, now: now)
        } catch {
            _ = try? await database.write { db in
                try db.advance(clock, to: clock.stage, next: now + Time.minute)
            }
        }
    }

    /// One clock's step; nothing when another node or an act came first.
    private func fire(_ clock: Clock, now: Int64) async throws {
        let viewer = Viewer(.system, language: .zh)
        let picture = try await duty.picture(of: clock.networkID, now: now)
        do {
            let owner = try await database.write { db in
                let desk = CaseDesk(
                    acts: self, db: db, viewer: viewer, network: clock.networkID, now: now, picture: picture)
                let before = try db.need(clock.needID, in: clock.networkID)?.ownerID
                try desk.fire(clock)
                let after = try db.need(clock.needID, in: clock.networkID)?.ownerID
                return after == before ? nil : after
            }
            // What one sweep gives somebody counts for the next clock of the same sweep.
            if let owner { duty.count(for: owner, in: clock.networkID, now: now) }
        } catch Refusal.stale {
            // Somebody changed the need in the same moment: the next sweep looks at it anew.
        }
    }
}

extension CaseDesk {
    func fire(_ clock: Clock) throws {
        guard let step = NeedClocks.Step(rawValue: clock.step), let need = try db.need(clock.needID, in: network) else {
            return try db.stopClock(of: clock.objectID, in: network)
        }
        // What is in doubt is decided; it neither asks her whether she still needs it nor expires meanwhile.
        if clock.object == .need, need.isInDoubt, step != .verify {
            _ = try finish(NeedChange(need: need, clock: .restart(due: nil)), from: need)
            return
        }
        switch step {
        case .firstAnswer, .verify, .publish, .confirm, .settle, .call, .report, .permit, .channel:
            try escalate(clock, need)
        case .freshness, .information: try askAgain(clock, need, step)
        case .retry: try retry(clock, need)
        case .close: try close(clock, need)
        case .promise: try askClaimant(clock, need)
        case .permitWait: try permitWaitDue(clock, need)
        }
    }

    /// 75 %, 100 %, 150 %, 200 %.
    private func escalate(_ clock: Clock, _ old: Need) throws {
        let reached = Escalation.reached(start: clock.startedAt, due: clock.dueAt, now: now)
        guard reached.rawValue > clock.stage else { return }
        let next = Escalation.next(after: reached, start: clock.startedAt, due: clock.dueAt)
        guard try db.advance(clock, to: reached.rawValue, next: next) else { return }
        let details: [(String, EventValue)] = [("step", .text(clock.step))]
        var change = NeedChange(need: old)
        switch reached {
        case .none: break
        case .reminded:
            change.events = [EventDraft(kind: .clockReminded, audience: .case, details: details)]
            try tell(.clockReminded, member: clock.ownerID, about: old)
        case .backupTold:
            change.events = [EventDraft(kind: .clockBackup, audience: .case, details: details)]
            if let backup = backup(of: old) { try tell(.clockBackup, member: backup, about: old) }
        case .reassigned, .red: try reassign(clock, old, reached, &change)
        }
        _ = try finish(change, from: old)
    }

    /// The backup takes over – unless they have taken over before and it has merely grown redder.
    private func reassign(_ clock: Clock, _ old: Need, _ reached: Escalation, _ change: inout NeedChange) throws {
        let isRed = reached == .red
        change.events = [
            EventDraft(
                kind: isRed ? .clockRed : .clockReassigned, audience: .case, details: [("step", .text(clock.step))])
        ]
        let isLeads = clock.object == .dispute || clock.object == .report
        let found =
            isLeads || old.isInDoubt && clock.object == .need
            ? otherLead(than: clock.ownerID, old)
            : clock.object == .permit ? try otherReader(of: clock, old) : backupWithRoom(of: old)
        guard clock.stage < Escalation.reassigned.rawValue, let backup = found else { return }
        // Who answers for the need answers for what lies with an authority, too.
        if clock.object == .need || clock.object == .channel {
            change.need.ownerID = backup
            try db.withdrawHandovers(of: old)
        } else {
            var moved = clock
            moved.ownerID = backup
            moved.stage = reached.rawValue
            moved.nextAt = Escalation.next(after: reached, start: clock.startedAt, due: clock.dueAt)
            try db.start(moved)
            if clock.object == .dispute { try db.setDisputeOwner(clock.objectID, to: backup, in: network) }
        }
        try tell(.clockReassigned, member: backup, about: old)
        for lead in candidates.filter({ $0.member.has(.coordinator) && $0.member.id != backup }) {
            try tell(.clockReassigned, member: lead.member.id, about: old)
        }
    }

    /// Who takes over without being lifted over their limit; with nobody the owner keeps it, by name.
    private func backupWithRoom(of need: Need) -> ID? {
        let withRoom = candidates.filter { candidate in
            candidate.load < candidate.limit || candidate.member.has(.coordinator)
        }
        return DutyRules.choose(withRoom, area: need.area, language: need.language, except: [need.ownerID])
    }

    /// A dispute, or a need that a second look saw otherwise, passes from one who answers for the desk to another.
    private func otherLead(than owner: ID, _ need: Need) -> ID? {
        let leads = candidates.filter { $0.member.has(.coordinator) || $0.member.standing == .steward }
        // What is in doubt is verified anew, which is a coordinator's to do.
        let deciders = leads.filter { need.isInDoubt && $0.member.has(.coordinator) && $0.member.id != owner }
        if let decider = DutyRules.choose(deciders, area: need.area, language: need.language) { return decider }
        return DutyRules.choose(leads, area: need.area, language: need.language, except: [owner])
    }

    /// Asked when due, stale at twice the time, expired with notice at three times.
    private func askAgain(_ clock: Clock, _ old: Need, _ step: NeedClocks.Step) throws {
        let length = clock.dueAt - clock.startedAt
        let reached = min(3, Int((now - clock.startedAt) / max(length, 1)))
        guard reached > clock.stage else { return }
        // Whoever was not asked yet gets the time to answer, however long the outage was.
        let stage = clock.stage == 0 ? 1 : min(reached, clock.stage + 1)
        if stage >= 2, try isUnasked(clock, step, old, for: length) { return }
        if stage >= 3, try isHeld(clock, old, for: length) { return }
        let usual = clock.startedAt + Int64(stage + 1) * length
        let isOnTime = stage == reached && clock.nextAt <= usual - length
        let following = stage >= 3 ? Clock.never : isOnTime ? usual : now + length
        guard try db.advance(clock, to: stage, next: following) else { return }
        var change = NeedChange(need: old)
        switch stage {
        case 1:
            if step == .freshness { change.need.freshness = .asked }
            change.events = [EventDraft(kind: .askedStillNeeded, audience: .case)]
            change.tells = .stillNeeded
        case 2:
            if step == .freshness { change.need.freshness = .stale }
            change.events = [EventDraft(kind: .stale, audience: old.audience)]
        default:
            change.need.state = .expired
            change.releasesClaims = true
            change.events = [EventDraft(kind: .expired, audience: old.audience)]
            change.tells = .ended(.expired, "")
        }
        _ = try finish(change, from: old)
    }

    /// The time for the next attempt has come; after seven days in all it ends, with notice.
    private func retry(_ clock: Clock, _ old: Need) throws {
        let since = old.attemptsSince ?? clock.startedAt
        var change = NeedChange(need: old)
        if now - since >= clocks.reachLimit {
            if try isHeld(clock, old, for: Time.day) { return }
            guard try db.advance(clock, to: 9, next: Clock.never) else { return }
            change.need.state = .expired
            change.releasesClaims = true
            change.events = [EventDraft(kind: .expired, audience: .case)]
            change.tells = .ended(.expired, "")
        } else {
            // Nobody tried at the agreed time: the owner is reminded, half the time later the backup takes over.
            let half = max(Time.hour, (clock.dueAt - clock.startedAt) / 2)
            let next = clock.stage == 0 ? now + half : since + clocks.reachLimit
            guard try db.advance(clock, to: clock.stage + 1, next: min(next, since + clocks.reachLimit)) else {
                return
            }
            let kind: Event.Kind = clock.stage == 0 ? .clockReminded : .clockReassigned
            change.events = [EventDraft(kind: kind, audience: .case, details: [("step", .text(clock.step))])]
            if clock.stage > 0, let backup = backup(of: old) { change.need.ownerID = backup }
            try tell(clock.stage == 0 ? .clockReminded : .clockReassigned, member: change.need.ownerID, about: old)
        }
        _ = try finish(change, from: old)
    }

    private func close(_ clock: Clock, _ old: Need) throws {
        if try isHeld(clock, old, for: Time.day) { return }
        guard try db.advance(clock, to: 1, next: Clock.never) else { return }
        _ = try finish(try NeedTransition.apply(.close, to: old, by: viewer, at: now, clocks), from: old)
    }

    /// Asked when the promise is due; released to the pool when half the time again has passed without a word.
    private func askClaimant(_ clock: Clock, _ old: Need) throws {
        guard var claim = try db.claim(clock.objectID, in: network), claim.state == .open,
            let index = old.lines.firstIndex(where: { $0.id == claim.lineID })
        else { return try db.stopClock(of: clock.objectID, in: network) }
        var change = NeedChange(need: old)
        if clock.stage == 0 {
            let grace = max(Time.hour, (clock.dueAt - clock.startedAt) / 2)
            guard try db.advance(clock, to: 1, next: max(now, clock.dueAt) + grace) else { return }
            change.events = [
                EventDraft(kind: .claimAsked, audience: .case, details: [("claim", .text(claim.id.description))])
            ]
            try tell(.claimAsked, member: claim.memberID, about: old)
        } else {
            (change.need.lines[index], claim) = ClaimRules.released(old.lines[index], claim)
            claim.changedAt = now
            try db.save(claim)
            try db.stopClock(of: claim.id, in: network)
            change.need = NeedRules.derived(change.need)
            change.events = [
                EventDraft(
                    kind: .claimReleased, audience: max(.case, old.audience),
                    details: [
                        ("claim", .text(claim.id.description)), ("quantity", .quantity(claim.quantity)),
                        ("item", .text(old.isKept("lines") ? nil : old.lines[index].item)),
                        ("unit", .text(old.lines[index].unit)),
                    ])
            ]
            try tell(.claimReleased, member: claim.memberID, about: old)
            try tellSigners(of: claim)
        }
        _ = try finish(change, from: old)
    }
}
