internal import Database

extension CaseDesk {
    /// Does `action`; where it can be undone, keeps how everything stood, and lets its messages wait.
    func performUndoably(_ action: NeedAction, on need: Need, ties: Ties) throws -> Need {
        guard UndoRules.isUndoable(action, by: viewer) else { return try perform(action, on: need, ties: ties) }
        return try undoably(action.act, on: need) { try $0.perform(action, on: need, ties: ties) }
    }

    /// Acts at a desk whose messages wait, and keeps how everything stood.
    func undoably(_ act: Act, on need: Need, _ perform: (CaseDesk) throws -> Need) throws -> Need {
        var desk = self
        let id = acts.world.newID()
        desk.undoableAct = id
        var before = UndoBefore(needs: [try db.undoBefore(of: need)])
        let merged = try db.mergedNeeds(into: need).compactMap { try db.need($0, in: network) }
        let others = try merged.map { (version: $0.version, before: try db.undoBefore(of: $0)) }
        let after = try perform(desk)
        before.needs[0].version = after.version
        // What was merged into it stands by itself again where it ended; where it did not, nothing of it has changed.
        for (need, other) in zip(merged, others) {
            let version = try db.need(need.id, in: network)?.version ?? other.version
            guard version != other.version else { continue }
            var old = other.before
            old.version = version
            before.needs.append(old)
        }
        if let member = viewer.member {
            try db.insertUndoable(id, of: need, by: member.id, act: act, before, at: now)
        }
        return after
    }

    /// When a message of the present act goes out: at once, or when it can no longer be undone.
    var sendsAt: Int64 { undoableAct == nil ? now : now + UndoRules.window }

    /// Puts everything back as it was before an act.
    fileprivate func undo(_ undoable: Undoable, _ before: UndoBefore) throws -> Need? {
        var first: Need?
        for old in before.needs {
            guard let id = ID(old.id), let need = try db.need(id, in: network) else { continue }
            guard need.version == old.version, try !db.wasCalled(about: id, in: network, since: undoable.at) else {
                throw Refusal.conflict(UndoWords.changed, Refusal.Extras(state: need.state.rawValue, allowed: []))
            }
            let restored = try restore(need, old, undoable)
            if first == nil { first = restored }
        }
        try db.takeBackJobs(ofAct: undoable.id)
        return first
    }

    private func restore(_ present: Need, _ old: UndoBefore.OfNeed, _ undoable: Undoable) throws -> Need {
        var need = present
        need.state = Need.State(rawValue: old.state) ?? present.state
        need.resumeState = old.resumeState.flatMap(Need.State.init(rawValue:))
        need.audience = Audience(rawValue: old.audience) ?? present.audience
        need.freshness = Need.Freshness(rawValue: old.freshness) ?? present.freshness
        need.ownerID = ID(old.ownerID) ?? present.ownerID
        need.attempts = old.attempts
        need.attemptsSince = old.attemptsSince
        need.round = old.round
        need.mergedInto = old.mergedInto.flatMap { ID($0) }
        need.dueAt = old.dueAt
        need.changedAt = now
        let gone = try restoreClaims(old.claims, of: &need, at: undoable.at)
        need.progress = NeedRules.progress(of: need.lines)
        if gone.isEmpty == false { need = NeedRules.derived(need) }
        try db.stopClocks(ofCase: need.id, in: network)
        for clock in old.clocks {
            guard let clock = clock.clock(of: need.id, in: network), !gone.contains(clock.objectID) else { continue }
            try db.start(clock)
        }
        let isCall = undoable.act == Act.logCall.rawValue
        try restoreCall(old.call, of: need, keepsTopics: isCall)
        try db.restoreWays(old.ways ?? [], of: need.id, at: undoable.at, in: network)
        try db.restoreMerge(old.merge, of: need.id, in: network)
        if let ring = old.ring { try db.reopenRing(ring, of: need.id, in: network) }
        // Its emergency may have been closed within the minute.
        let left = need.state.isOpen ? try leaveClosedEmergency(&need) : []
        try db.takeBackFirstAnswer(of: need, by: undoable.memberID, at: undoable.at)
        try db.takeBackAttempt(
            of: need.id, by: undoable.memberID, at: undoable.at,
            outcomes: isCall ? CallOutcome.allCases.map(\.rawValue) : ["no-answer"], in: network)
        try db.save(need, from: present)
        try runRestrictionClocks(of: need, from: present)
        need.version = present.version + 1
        try recordUndone(undoable.act, need, before: present)
        for event in left { try record(event, on: need) }
        return need
    }

    /// Whoever could know of what was done learns that it is not so any more.
    private func recordUndone(_ act: String, _ need: Need, before present: Need) throws {
        let details: [(String, EventValue)] = [("act", .text(act))]
        try record(
            EventDraft(kind: .undone, audience: max(.case, max(present.audience, need.audience)), details: details),
            on: need)
        if need.mergedInto == nil, let target = present.mergedInto, let other = try db.need(target, in: network) {
            try record(EventDraft(kind: .undone, audience: .case, details: details), on: other)
        }
    }

    /// Claims that were let go count again while the quantity allows and their member is here.
    ///
    /// - Returns: those that stay let go, and their disputes: their clocks don't run again.
    private func restoreClaims(_ claims: [UndoBefore.OfClaim], of need: inout Need, at moment: Int64) throws -> Set<ID>
    {
        var gone: Set<ID> = []
        for old in claims {
            guard let id = ID(old.id), let state = Claim.State(rawValue: old.state),
                var claim = try db.claim(id, in: network), claim.state != state,
                let index = need.lines.firstIndex(where: { $0.id == claim.lineID })
            else { continue }
            let line = need.lines[index]
            let fits = line.most.map { line.claimed + line.delivered + claim.quantity <= $0 + line.allowance } ?? true
            guard claim.state == .released, claim.changedAt == moment, fits,
                try db.member(claim.memberID, in: network) != nil
            else {
                gone.insert(id)
                if let dispute = old.dispute.flatMap({ ID($0) }) { gone.insert(dispute) }
                continue
            }
            need.lines[index].claimed += claim.quantity
            claim.state = state
            claim.changedAt = old.changedAt
            try db.save(claim)
            if let dispute = old.dispute.flatMap({ ID($0) }) { try db.reopenDispute(dispute, in: network) }
        }
        return gone
    }

    /// The call as it was: open with what was to be said before, or none.
    ///
    /// - Parameter keepsTopics: what came up meanwhile still has to be said.
    private func restoreCall(_ old: UndoBefore.OfCall?, of need: Need, keepsTopics: Bool) throws {
        let open = try db.openCall(of: need.id, in: network)
        if let open, open.id.description != old?.id { try closeCall(open, "undone") }
        guard let old else { return }
        let known = old.says.split(separator: " ").map(String.init)
        let later = keepsTopics ? (open?.topics ?? []).map(\.rawValue).filter { !known.contains($0) } : []
        try db.reopenCall(old, says: (known + later).joined(separator: " "), in: network)
    }
}

extension NeedActs {
    /// Takes back an act: everything stands as before, and what it wanted to tell is told to nobody.
    ///
    /// - Throws: ``Refusal/notFound`` for another's act or one that is long past; ``Refusal/conflict(_:_:)`` when the minute is over
    ///   or something else has happened to the need since.
    func undo(_ id: ID, by viewer: Viewer, in network: ID) async throws -> Need {
        try Policy.require(.undo, viewer)
        let member = try own(viewer, network), now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        let need = try await database.write { db in
            guard let (undoable, before) = try db.undoable(id, in: network), undoable.memberID == member.id else {
                throw Refusal.notFound
            }
            guard undoable.until > now, try db.deleteUndoable(id, in: network) else {
                throw Refusal.conflict(UndoWords.tooLate)
            }
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            guard let need = try desk.undo(undoable, before) else { throw Refusal.notFound }
            return need
        }
        duty.forget(network)
        return need
    }

    /// What the viewer can still take back, the latest first.
    func undoables(of viewer: Viewer, in network: ID) async throws -> [Undoable] {
        guard let member = viewer.member, member.networkID == network else { return [] }
        let now = world.now()
        return try await database.read { db in try db.undoables(of: member.id, in: network, now: now) }
    }

    /// What can't be undone any more is not kept.
    func forgetUndoables(now: Int64) async throws {
        guard try await database.read({ db in try db.hasOldUndoables(now: now) }) else { return }
        try await database.write { db in try db.forgetUndoables(until: now) }
    }
}
