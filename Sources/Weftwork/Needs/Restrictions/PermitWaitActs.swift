internal import Database
internal import Engine

/// What was promised before a restriction began: it leans on a permit within its time, or it goes back.
extension CaseDesk {
    /// An open promise comes under `restriction`: it leans on a permit where there is one already, else it waits.
    ///
    /// - Parameter isAnew: what it leaned on was taken back.
    func bind(_ id: ID, by restriction: Restriction, anew isAnew: Bool = false) throws {
        guard let claim = try db.claim(id, in: network), claim.state == .open,
            let need = try db.need(claim.needID, in: network), try !lean(claim, of: need, on: restriction)
        else { return }
        let due = now + clocks.length(of: .permitWait, urgency: need.urgency)
        let wait = PermitWait(
            id: acts.world.newID(), networkID: network, needID: need.id, claimID: id, restrictionID: restriction.id,
            isUnderWay: try db.isUnderWay(claim, at: now), at: now, dueAt: due)
        guard try db.insert(wait, anew: isAnew) else { return }
        try db.start(
            Clock(
                networkID: network, object: .permitWait, objectID: wait.id, needID: need.id,
                step: NeedClocks.Step.permitWait.rawValue, ownerID: claim.memberID, startedAt: now, dueAt: due,
                stage: 0,
                nextAt: NeedClocks.firstRing(.permitWait, start: now, due: due)))
        try record(
            EventDraft(
                kind: .permitAwaited, audience: .case,
                details: [
                    ("claim", .text(id.description)), ("authority", .text(restriction.authority)),
                    ("due", .text(Format.rfc3339(due))),
                ]), on: need)
    }

    /// A permit counts no more: what leaned on it leans on another that is enough, else its time for one begins again.
    /// - Returns: the promises that leaned on it.
    @discardableResult
    func putBack(_ permit: Permit) throws -> [ID] {
        let loose = try db.loosen(from: permit)
        guard let restriction = try db.restriction(permit.restrictionID, in: network), restriction.isInForce(at: now)
        else { return loose }
        for claim in loose { try bind(claim, by: restriction, anew: true) }
        return loose
    }

    /// Whether a permit covers the promise; from then on it counts against what that permit allows.
    private func lean(_ claim: Claim, of need: Need, on restriction: Restriction) throws -> Bool {
        if try db.leans(claim, under: restriction, at: now) { return true }
        let permits = try db.permits(of: need.id, in: network, vault: acts.vault)
        guard
            let permit = try? PermitRules.leaning(
                [restriction], permits, on: claim.lineID, claim.quantity, for: claim.memberID, until: claim.promisedBy,
                at: now
            ).first
        else { return false }
        try db.lean(claim, on: permit, at: now)
        return true
    }

    /// A permit was accepted: the promises that waited for it lean on it, as far as it reaches, the oldest first.
    func settleWaits(of need: Need, under restriction: ID) throws {
        for wait in try db.permitWaits(at: need.id, in: network, now: now) where wait.restrictionID == restriction {
            guard let claim = try db.claim(wait.claimID, in: network),
                let restriction = try db.restriction(wait.restrictionID, in: network),
                try lean(claim, of: need, on: restriction)
            else { continue }
            try db.settle(wait, at: now)
            try tell(.promiseMayGo, member: claim.memberID, about: need)
        }
    }

    /// The time for a permit is nearly over, or over. Reminded at three quarters; what lies with the desk to look at is waited for;
    /// what is on its way is left to whoever answers for the need; everything else goes back to the pool.
    func permitWaitDue(_ clock: Clock, _ need: Need) throws {
        guard let wait = try db.permitWait(clock.objectID, in: network), wait.settledAt == nil,
            let claim = try db.claim(wait.claimID, in: network), claim.state == .open,
            let restriction = try db.restriction(wait.restrictionID, in: network)
        else { return try db.stopClock(of: clock.objectID, in: network) }
        if restriction.isOver(at: now) { return try db.settle(wait, at: now) }
        if try lean(claim, of: need, on: restriction) { return try db.settle(wait, at: now) }
        if clock.stage == 0 {
            // Whoever was not reminded in time gets a quarter of it, however long the outage was.
            let rest = (clock.dueAt - clock.startedAt) / 4
            guard try db.advance(clock, to: 1, next: max(clock.dueAt, now + rest)) else { return }
            return try tell(.permitStillMissing, member: claim.memberID, about: need)
        }
        if try isLookedAt(wait, claim) {
            _ = try db.advance(clock, to: 1, next: now + Time.hour)
        } else if wait.isUnderWay {
            try leaveToOwner(wait, need)
        } else {
            try takeBack(claim, wait, restriction, need)
        }
    }

    /// A permit that would cover the promise has been stated, and the desk has not looked at it.
    private func isLookedAt(_ wait: PermitWait, _ claim: Claim) throws -> Bool {
        try db.permits(of: wait.needID, in: network, vault: acts.vault).contains { permit in
            permit.state == .stated && permit.restrictionID == wait.restrictionID && permit.names(claim.lineID)
                && (permit.forID == nil || permit.forID == claim.memberID)
        }
    }

    private func leaveToOwner(_ wait: PermitWait, _ need: Need) throws {
        try db.settle(wait, at: now)
        try record(
            EventDraft(
                kind: .permitMissed, audience: .case,
                details: [("claim", .text(wait.claimID.description)), ("underWay", .text("yes"))]), on: need)
        try tell(.promiseWithoutPermit, member: need.ownerID, about: need)
    }

    private func takeBack(_ claim: Claim, _ wait: PermitWait, _ restriction: Restriction, _ old: Need) throws {
        guard let index = old.lines.firstIndex(where: { $0.id == claim.lineID }) else { return }
        var change = NeedChange(need: old), moved = ClaimRules.released(old.lines[index], claim)
        moved.claim.changedAt = now
        change.need.lines[index] = moved.line
        try db.save(moved.claim)
        try db.stopClock(of: claim.id, in: network)
        try db.settle(wait, at: now)
        change.need = NeedRules.derived(change.need)
        change.events = [
            EventDraft(
                kind: .permitMissed, audience: .case,
                details: [("claim", .text(claim.id.description)), ("authority", .text(restriction.authority))]),
            EventDraft(
                kind: .claimReleased, audience: max(.case, old.audience),
                details: [
                    ("claim", .text(claim.id.description)), ("quantity", .quantity(claim.quantity)),
                    ("item", .text(old.isKept("lines") ? nil : old.lines[index].item)),
                    ("unit", .text(old.lines[index].unit)),
                ]),
        ]
        change.tells = .promiseReturned(restriction.authority)
        try tell(.promiseReturned, member: claim.memberID, about: old)
        _ = try finish(change, from: old)
    }
}
