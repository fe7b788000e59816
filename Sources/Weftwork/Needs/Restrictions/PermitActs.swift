internal import Database
internal import Engine

/// A permit that waits, with what it is for.
struct WaitingPermit: Sendable {
    let permit: Permit
    let title: String
    let restriction: Restriction?
    let statedBy: String?
    /// Of the need, where it states how much of them it allows.
    let lines: [NeedLine]
}

extension NeedActs {
    /// Says that there is a permit: the requester and the desk for the whole need, anybody else for what they want to promise. It
    /// counts once another person has looked at it.
    /// - Throws: ``Refusal/invalid(_:)``, at `restriction` where none binds the need or none takes permits.
    func statePermit(
        _ draft: PermitDraft, on id: ID, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> Permit {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        return try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, ties) = try desk.open(id)
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.permit(earlier, in: network, vault: vault)
            {
                return known
            }
            try Policy.require(.statePermit, viewer, ties: ties)
            try NeedRules.require(.statePermit, in: need)
            let restriction = try desk.restriction(draft.restriction, binding: need)
            guard restriction.takesPermits else { throw Refusal.invalid("restriction", PermitWords.noPermits) }
            let paper = try PermitRules.cleaned(draft, at: now)
            let alone = RestrictionReading(restrictions: [restriction], catalogue: picture.settings.catalogue)
            let amounts = try PermitRules.amounts(
                draft.amounts, of: need.lines.filter { !alone.binding($0, of: need, at: now).isEmpty })
            let isWhole = NeedAccess.tier(of: viewer, ties) == .case
            if !isWhole {
                let known = try db.permits(of: id, in: network, vault: vault)
                try PermitRules.requireRoom(known, for: viewer.member?.id)
            }
            let permit = Permit(
                id: world.newID(), networkID: network, needID: id, restrictionID: restriction.id,
                forID: isWhole ? nil : viewer.member?.id, statedBy: viewer.member?.id, paper: paper,
                validUntil: draft.validUntil ?? now, state: .stated, decidedBy: nil, decidedAt: nil, at: now,
                amounts: amounts)
            try db.insert(permit, vault: vault)
            try desk.startClock(of: permit, need)
            try desk.record(
                EventDraft(
                    kind: .permitStated, audience: .case, details: [("authority", .text(restriction.authority))]),
                on: need)
            try db.remember(once, object: permit.id, by: viewer, in: network, at: now)
            return permit
        }
    }

    /// Accepts or refuses a permit; whoever stated it is told, with the reason.
    /// - Throws: ``Refusal/forbidden(_:)`` to who stated it or would carry by it, ``Refusal/conflict(_:_:)`` where it is decided.
    func decidePermit(
        _ id: ID, accepts: Bool, reason: String, by viewer: Viewer, in network: ID
    ) async throws -> Permit {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        return try await database.write { db in
            guard var permit = try db.permit(id, in: network, vault: vault) else { throw Refusal.notFound }
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, ties) = try desk.open(permit.needID)
            try Policy.require(.decidePermit, viewer, ties: ties)
            try PermitRules.requireOther(permit, viewer.member?.id, ties)
            guard need.state.isOpen, PermitRules.isLegal(accepts: accepts, permit) else {
                throw Refusal.conflict(
                    PermitWords.decided(permit.state), Refusal.Extras(state: permit.state.rawValue, allowed: []))
            }
            guard !accepts || permit.validUntil > now else {
                throw Refusal.conflict(PermitWords.runOut, Refusal.Extras(state: permit.state.rawValue, allowed: []))
            }
            let before = permit.state
            permit.paper.reason = try NeedTransition.required(reason, "reason")
            permit.state = accepts ? .accepted : .refused
            (permit.decidedBy, permit.decidedAt) = (viewer.member?.id, now)
            try db.save(permit, vault: vault)
            try db.stopClock(of: id, in: network)
            try desk.record(
                EventDraft(
                    kind: .permitDecided, audience: .case,
                    details: [
                        ("state", .text(permit.state.rawValue)), ("member", .text(permit.forID?.description)),
                        ("reason", .words(permit.paper.reason)),
                    ]), on: need)
            if before == .accepted { try desk.putBack(permit) }
            try desk.tellOfPermit(permit, of: need, wasAccepted: before == .accepted)
            if accepts {
                try db.leanAnew(on: permit, at: now)
                try desk.settleWaits(of: need, under: permit.restrictionID)
            }
            return permit
        }
    }

    /// What waits to be looked at, for those who look.
    func permitsWaiting(for viewer: Viewer, in network: ID) async throws -> [WaitingPermit] {
        try Policy.require(.decidePermit, viewer)
        return try await database.read { db in
            let names = try db.memberNames(in: network)
            return try db.permitsWaiting(in: network, vault: vault).map { permit, title in
                WaitingPermit(
                    permit: permit, title: title, restriction: try db.restriction(permit.restrictionID, in: network),
                    statedBy: permit.statedBy.map { names[$0] ?? "" },
                    lines: permit.amounts.isEmpty ? [] : try db.need(permit.needID, in: network)?.lines ?? [])
            }
        }
    }
}

extension CaseDesk {
    /// The restriction of this id, where it binds the need now; the only one, where none is named.
    func restriction(_ id: ID?, binding need: Need) throws -> Restriction {
        let binding = try limits().binding(need, at: now)
        guard let found = id == nil && binding.count == 1 ? binding.first : binding.first(where: { $0.id == id }) else {
            throw Refusal.invalid(
                "restriction", binding.isEmpty ? RestrictionWords.bindsNothing : RestrictionWords.whichOne)
        }
        return found
    }

    /// What holds now, as this transaction sees it.
    func limits() throws -> RestrictionReading {
        RestrictionReading(
            restrictions: try db.restrictionsInForce(in: network, at: now), catalogue: picture.settings.catalogue)
    }

    /// What an authority keeps to itself is promised by nobody without an accepted permit that still has enough left.
    /// - Returns: the permits on which the promise leans.
    func permits(
        for line: NeedLine, _ quantity: Int64, until end: Int64, of need: Need, by member: Member
    ) throws -> [Permit] {
        let limits = try limits()
        let binding = limits.binding(line, of: need, at: now)
        guard !binding.isEmpty else { return [] }
        let permits = try db.permits(of: need.id, in: network, vault: acts.vault)
        return try PermitRules.leaning(
            binding, permits, on: line.id, quantity, for: member.id, until: end, at: now)
    }

    /// Somebody else looks at it, within the time.
    func startClock(of permit: Permit, _ need: Need) throws {
        let owner = try permitReader(of: permit, need) ?? need.ownerID
        let due = now + clocks.length(of: .permit, urgency: need.urgency)
        try db.start(
            Clock(
                networkID: network, object: .permit, objectID: permit.id, needID: need.id,
                step: NeedClocks.Step.permit.rawValue, ownerID: owner, startedAt: now, dueAt: due, stage: 0,
                nextAt: NeedClocks.firstRing(.permit, start: now, due: due)))
        try tell(.permitStated, member: owner, about: need)
    }

    /// Who may decide: a verifier, else a coordinator, else a steward; nobody who stated it, submitted the need or has promised
    /// something for it.
    func permitReader(of permit: Permit, _ need: Need, except other: ID? = nil) throws -> ID? {
        let claimants = try db.claims(of: need).filter { $0.state.isLive }.map(\.memberID)
        let tied = Set([permit.statedBy, permit.forID, need.submitterID, other].compactMap { $0 } + claimants)
        let able = candidates.filter {
            Policy.allows(.decidePermit, Viewer(.member($0.member), language: need.language))
        }
        let ranks = [
            able.filter { $0.member.has(.verifier) }, able.filter { $0.member.has(.coordinator) }, able,
        ]
        return ranks.lazy.compactMap {
            DutyRules.choose($0, area: need.area, language: need.language, except: tied)
        }.first
    }

    /// Who stated it, who may carry by it; where an accepted one is taken back, everybody who has promised something.
    fileprivate func tellOfPermit(_ permit: Permit, of need: Need, wasAccepted: Bool) throws {
        let message: MemberMessage = permit.state == .accepted ? .permitAccepted : .permitRefused
        let members = Set([permit.statedBy, permit.forID].compactMap { $0 }).filter { $0 != viewer.member?.id }
        for member in members.sorted() { try tell(message, member: member, about: need) }
        if permit.statedBy == nil {
            try tellRequester(.permitDecided(permit.state == .accepted, permit.paper.reason), of: need)
        }
        guard wasAccepted else { return }
        let claims = try db.claims(of: need).filter { $0.state == .open }
        let waits = Set(try db.permitWaits(at: need.id, in: network, now: now).map(\.claimID))
        let waiting = Set(claims.filter { waits.contains($0.id) }.map(\.memberID))
        // Whoever has to find another permit is told so, even where they stated this one.
        for member in waiting.sorted() { try tell(.permitGone, member: member, about: need) }
        for member in Set(claims.map(\.memberID) + [need.ownerID]).subtracting(members).subtracting(waiting).sorted() {
            try tell(.permitTakenBack, member: member, about: need)
        }
    }
}
