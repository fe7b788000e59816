public import Database
internal import Engine

extension NeedActs {
    /// Promises a part of a line. Whoever loses the race is told how much is left, and where else the same is wanted.
    public func claim(
        _ draft: ClaimDraft, on id: ID, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> (claim: Claim, need: Need) {
        do {
            return try await promise(draft, on: id, by: viewer, in: network, once: once)
        } catch Refusal.conflict(let words, let extras) {
            throw Refusal.conflict(words, try await withNext(extras, after: draft, on: id, by: viewer, in: network))
        }
    }

    private func promise(
        _ draft: ClaimDraft, on id: ID, by viewer: Viewer, in network: ID, once: Once?
    ) async throws -> (claim: Claim, need: Need) {
        let now = world.now()
        guard let member = viewer.member else { throw Refusal.signInRequired }
        let picture = try await duty.picture(of: network, now: now)
        return try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, ties) = try desk.open(id)
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let claim = try db.claim(earlier, in: network)
            {
                return (claim, need)
            }
            let claim = try desk.promise(draft, on: need, ties, by: member)
            try db.remember(once, object: claim.claim.id, by: viewer, in: network, at: now)
            return claim
        }
    }

    /// Does `action` on a claim.
    public func perform(
        _ action: ClaimAction, onClaim id: ID, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> (claim: Claim, need: Need) {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        let done: (claim: Claim, need: Need) = try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            guard let claim = try db.claim(id, in: network) else { throw Refusal.notFound }
            var (need, ties) = try desk.open(claim.needID)
            if try db.earlier(once, by: viewer, in: network) != nil { return (claim, need) }
            // A claimant is so for their own claim only; another's they may not even touch.
            if viewer.member?.id != claim.memberID { ties.remove(.claimant) }
            // "I brought it" and "it came" are said by two people.
            let isOwn = viewer.member?.id == claim.memberID
            if isOwn && (action.act == .confirmDelivery || action.act == .settle) {
                throw Refusal.forbidden(NeedWords.ownDelivery)
            }
            // Whose claim it is learns in which state it is, not that they may not.
            if !isOwn || claim.state.isLive { try Policy.require(action.act, viewer, ties: ties) }
            guard action.legalStates.contains(claim.state) else {
                throw Refusal.conflict(
                    NeedWords.illegalClaim(claim.state), Refusal.Extras(state: claim.state.rawValue, allowed: []))
            }
            if action.act == .confirmDelivery, claim.state == .disputed,
                ties.isDisjoint(with: [.requester, .submitter])
            {
                // What is in dispute is settled by who was asked to; she alone may say that it came after all.
                throw Refusal.conflict(
                    NeedWords.illegalClaim(claim.state),
                    Refusal.Extras(state: claim.state.rawValue, allowed: ["settle"]))
            }
            let result = try desk.perform(action, on: claim, of: &need)
            try db.remember(once, object: id, by: viewer, in: network, at: now)
            return result
        }
        if done.claim.state == .released || done.claim.state == .disputed {
            try await stopIdleLooks(of: done.claim.memberID, in: network)
        }
        return done
    }
}

extension CaseDesk {
    /// A promise with all that is asked of it: for whoever does nothing else, and for what does more in the same transaction.
    func promise(
        _ draft: ClaimDraft, on need: Need, _ ties: Ties, by member: Member
    ) throws -> (claim: Claim, need: Need) {
        try Policy.require(.claim, viewer, ties: ties)
        try NeedRules.require(.claim, in: need)
        guard !ties.contains(.verifier) else { throw Refusal.forbidden(NeedWords.ownVerification) }
        let made = try claim(draft, on: need, by: member)
        try acts.askAboutNewcomer(member, at: need, db)
        return made
    }

    private func claim(_ draft: ClaimDraft, on old: Need, by member: Member) throws -> (claim: Claim, need: Need) {
        guard let index = old.lines.firstIndex(where: { $0.id == draft.line }) else {
            throw Refusal.invalid("line", NeedWords.unknownLine)
        }
        guard draft.promisedBy > now else { throw Refusal.invalid("promisedBy", NeedWords.mustBeLater) }
        guard draft.promisedBy < now + 366 * Time.day else { throw Refusal.invalid("promisedBy", NeedWords.tooFar) }
        guard old.voided.isDisjoint(with: ["lines"]) else {
            throw Refusal.conflict(NeedWords.lineWaits, Refusal.Extras(state: old.state.rawValue, allowed: ["verify"]))
        }
        let load = try db.promiseLoad(of: member, at: now)
        guard viewer.isOperator || !load.isFull else {
            throw Refusal.conflict(
                NeedWords.tooManyClaims(load.limit, mayGrow: load.mayGrow), Refusal.Extras(state: old.state.rawValue))
        }
        let permits = try permits(
            for: old.lines[index], draft.quantity, until: draft.promisedBy, of: old, by: member)
        let training = try prepare(draft, old.lines[index], of: old, by: member)
        var need = old
        need.lines[index] = try ClaimRules.claimed(old.lines[index], draft.quantity)
        let claim = Claim(
            id: acts.world.newID(), networkID: network, needID: need.id, lineID: draft.line, memberID: member.id,
            quantity: draft.quantity, delivered: 0, usable: nil, state: .open, promisedBy: draft.promisedBy,
            note: String(Clean.prose(draft.note).prefix(1000)), carrier: "", waybill: "", createdAt: now, changedAt: now
        )
        try db.insert(claim)
        try db.keepPromisedOn(claim, need, acts.vault)
        for permit in permits { try db.lean(claim, on: permit, at: now) }
        if let training { try askSecond(draft, training, of: claim, need) }
        try startClock(of: claim, need)
        return (claim, try store(need, from: old, .claimed, claim, claim.note))
    }

    fileprivate func perform(
        _ action: ClaimAction, on claim: Claim, of old: inout Need
    ) throws -> (claim: Claim, need: Need) {
        guard let index = old.lines.firstIndex(where: { $0.id == claim.lineID }) else { throw Refusal.notFound }
        let line = old.lines[index]
        var moved = (line: line, claim: claim)
        var kind = Event.Kind.claimProgress
        var text = ""
        switch action {
        case .progress(let note, let carrier, let waybill):
            text = try progress(note, carrier, waybill, &moved.claim)
        case .deliver(let quantity, let note):
            moved = try ClaimRules.delivered(line, claim, quantity)
            (kind, text) = (.claimDelivered, note)
        case .confirm(let usable, let note):
            moved = try ClaimRules.confirmed(line, claim, usable: usable)
            (kind, text) = said(of: moved.claim, note, in: old.language)
        case .release(let note):
            moved = ClaimRules.released(line, claim)
            (kind, text) = (.claimReleased, note)
        case .stop(let done, let note):
            moved = try ClaimRules.stopped(line, claim, done: done)
            kind = done > 0 ? .claimDelivered : .claimReleased
            // It is for whoever goes on, and stands in no story: she reads that.
            try db.setParting(note, of: claim)
        case .dispute(let note):
            moved = ClaimRules.disputed(line, claim)
            (kind, text) = (.disputed, try NeedTransition.required(note, "note"))
        case .settle(let isDelivered, let note):
            moved = ClaimRules.settled(line, claim, isDelivered: isDelivered)
            (kind, text) = (.settled, try NeedTransition.required(note, "note"))
        }
        moved.claim.changedAt = now
        var need = old
        need.lines[index] = moved.line
        try db.save(moved.claim)
        if moved.claim.state == .confirmed, claim.state != .confirmed { try recordDelivery(moved.claim, of: need) }
        if moved.claim.state != .confirmed, claim.state == .confirmed { try takeBackDelivery(claim) }
        try runClock(after: action, of: moved.claim, need, text)
        let back =
            if case .stop = action, kind == .claimDelivered { claim.quantity - moved.claim.delivered } else { Int64(0) }
        return (moved.claim, try store(need, from: old, kind, moved.claim, text, back: back))
    }

    private func progress(
        _ note: String, _ carrier: String, _ waybill: String, _ claim: inout Claim
    ) throws(Refusal) -> String {
        let (note, carrier, waybill) = (Clean.prose(note), Clean.line(carrier), Clean.line(waybill))
        guard !(note.isEmpty && waybill.isEmpty) else { throw .invalid("note", NeedWords.noteOrWaybill) }
        guard note.count <= 1000 else { throw .invalid("note", NeedWords.tooLong(1000)) }
        guard waybill.count <= 60, carrier.count <= 60 else { throw .invalid("waybill", NeedWords.tooLong(60)) }
        if !carrier.isEmpty { claim.carrier = carrier }
        if !waybill.isEmpty { claim.waybill = waybill }
        return note
    }

    /// What has changed on the lines, with state, clock and event.
    private func store(
        _ changed: Need, from old: Need, _ kind: Event.Kind, _ claim: Claim, _ text: String = "", back: Int64 = 0
    ) throws -> Need {
        var change = NeedChange(need: NeedRules.derived(changed))
        let line = changed.lines.first { $0.id == claim.lineID }
        let shown =
            kind == .claimDelivered || kind == .claimConfirmed ? claim.usable ?? claim.delivered : claim.quantity
        func event(_ kind: Event.Kind, _ quantity: Int64) -> EventDraft {
            EventDraft(
                kind: kind, audience: kind == .disputed || kind == .settled ? .case : max(.case, changed.audience),
                details: [
                    ("claim", .text(claim.id.description)),
                    ("item", .text(changed.isKept("lines") ? nil : line?.item)), ("quantity", .quantity(quantity)),
                    ("unit", .text(line?.unit)),
                ])
        }
        change.events = [event(kind, shown)]
        // She and the board learn both: what came, and what is wanted again.
        if back > 0 { change.events.append(event(.claimReleased, back)) }
        if !text.isEmpty || !claim.waybill.isEmpty && kind == .claimProgress {
            // What was said in words stays within the case.
            change.events.append(
                EventDraft(
                    kind: .claimProgress, audience: .case,
                    details: [
                        ("claim", .text(claim.id.description)), ("note", .words(text.nilIfEmpty)),
                        ("carrier", .words(claim.carrier.nilIfEmpty)), ("waybill", .words(claim.waybill.nilIfEmpty)),
                    ]))
            if kind == .claimProgress { change.events.removeFirst() }
        }
        if change.need.state == .delivered && old.state != .delivered {
            change.events.append(EventDraft(kind: .delivered, audience: changed.audience))
            change.tells = .delivered
        }
        return try finish(change, from: old)
    }

    func startClock(of claim: Claim, _ need: Need) throws {
        let due = min(claim.promisedBy, now + clocks.length(of: .promise, urgency: need.urgency))
        try db.start(
            Clock(
                networkID: network, object: .claim, objectID: claim.id, needID: need.id,
                step: NeedClocks.Step.promise.rawValue, ownerID: claim.memberID, startedAt: now,
                dueAt: max(due, now + 1),
                stage: 0, nextAt: max(due, now + 1)))
    }

    private func runClock(after action: ClaimAction, of claim: Claim, _ need: Need, _ text: String) throws {
        switch action {
        case .progress: if claim.state == .open { try startClock(of: claim, need) }
        case .confirm:
            // Nothing has come: whoever looks into it goes on, by their clock.
            if claim.state == .disputed { return }
            try db.stopClock(of: claim.id, in: network)
            if let dispute = try db.openDispute(of: claim.id, in: network) {
                try db.closeDispute(dispute.id, in: network, outcome: "counted")
                try db.stopClock(of: dispute.id, in: network)
                for member in Set([dispute.ownerID, claim.memberID]).sorted() {
                    try tell(.disputeOver, member: member, about: need)
                }
            }
        case .deliver, .release, .stop: try db.stopClock(of: claim.id, in: network)
        case .dispute: try openDispute(about: claim, need, text)
        case .settle(let isDelivered, _):
            if !isDelivered { try tellSigners(of: claim) }
            if let dispute = try db.openDispute(of: claim.id, in: network) {
                try db.closeDispute(dispute.id, in: network, outcome: isDelivered ? "delivered" : "notDelivered")
                try db.stopClock(of: dispute.id, in: network)
            }
        }
    }

    /// A dispute has an owner and a clock of its own.
    func openDispute(about claim: Claim, _ need: Need, _ text: String) throws {
        try db.stopClock(of: claim.id, in: network)
        let dispute = Dispute(
            id: acts.world.newID(), claimID: claim.id, ownerID: coordinator(for: need), text: text, state: "open",
            at: now)
        try db.insert(dispute, of: need, openedBy: viewer.actor.kind.rawValue)
        let due = now + clocks.length(of: .settle, urgency: need.urgency)
        try db.start(
            Clock(
                networkID: network, object: .dispute, objectID: dispute.id, needID: need.id,
                step: NeedClocks.Step.settle.rawValue, ownerID: dispute.ownerID, startedAt: now, dueAt: due, stage: 0,
                nextAt: Escalation.next(after: .none, start: now, due: due)))
    }

    /// Lets go of every claim that binds quantity, since the need has ended; its claimants are told.
    func releaseAll(of need: inout Need) throws -> [EventDraft] {
        var events: [EventDraft] = []
        for claim in try db.claims(of: need) where claim.state == .open || claim.state == .disputed {
            guard let index = need.lines.firstIndex(where: { $0.id == claim.lineID }) else { continue }
            if let dispute = try db.openDispute(of: claim.id, in: network) {
                try db.closeDispute(dispute.id, in: network, outcome: "ended")
                try db.stopClock(of: dispute.id, in: network)
            }
            var moved = ClaimRules.released(need.lines[index], claim)
            moved.claim.changedAt = now
            need.lines[index] = moved.line
            try db.save(moved.claim)
            try db.stopClock(of: claim.id, in: network)
            try tell(.needEnded, member: claim.memberID, about: need)
            events.append(
                EventDraft(
                    kind: .claimReleased, audience: .case, details: [("claim", .text(claim.id.description))]))
        }
        need.progress = NeedRules.progress(of: need.lines)
        return events
    }

    /// She says that it arrived: what was brought is confirmed with it.
    func confirm(_ rating: Int?, _ note: String, _ need: Need, _ ties: Ties) throws -> NeedChange {
        if !ties.contains(.requester), Clean.prose(note).isEmpty {
            throw Refusal.invalid("note", NeedWords.onBehalfNote)
        }
        for var claim in try db.claims(of: need) where claim.state == .delivered {
            claim.state = .confirmed
            claim.usable = claim.delivered
            claim.changedAt = now
            try db.save(claim)
            try recordDelivery(claim, of: need)
        }
        return try NeedTransition.apply(
            .confirm(rating: rating, note: Clean.prose(note)), to: need, by: viewer, at: now, clocks)
    }

    /// She says that it did not arrive: what was said to be brought is in dispute.
    func notDelivered(_ note: String, _ need: Need) throws -> NeedChange {
        let text = Clean.prose(note)
        let claims = try db.claims(of: need).filter { $0.state == .delivered || $0.state == .confirmed }
        guard !claims.isEmpty else {
            throw Refusal.conflict(NeedWords.nothingDelivered, Refusal.Extras(state: need.state.rawValue, allowed: []))
        }
        var change = NeedChange(need: need)
        change.events = [EventDraft(kind: .notDelivered, audience: .case, details: [("note", .words(text.nilIfEmpty))])]
        for claim in claims {
            guard let index = need.lines.firstIndex(where: { $0.id == claim.lineID }) else { continue }
            var counted = claim
            if claim.state == .confirmed {
                // What she could not use has gone back to the pool already.
                counted.delivered = claim.usable ?? claim.delivered
                counted.state = .delivered
                counted.usable = nil
                try takeBackDelivery(claim)
            }
            guard counted.delivered > 0 else { continue }
            var moved = ClaimRules.disputed(change.need.lines[index], counted)
            moved.claim.changedAt = now
            change.need.lines[index] = moved.line
            try db.save(moved.claim)
            try openDispute(about: moved.claim, need, text)
            try tell(.disputed, member: claim.memberID, about: need)
        }
        if change.need.state == .confirmed { change.need.state = .delivered }
        change.need = NeedRules.derived(change.need)
        change.events.append(EventDraft(kind: .disputed, audience: .case))
        return change
    }
}
