internal import Database

/// What a driver sees.
struct OpenedSlip: Sendable {
    let slip: Slip
    let network: Network
    let need: Need
    let claim: Claim
    let line: NeedLine?
    let part: PrivatePart
    let checkWord: Text
    /// Who promised and answers for the driver.
    let claimant: String
}

/// A slip with who has opened it, for whoever made it.
struct KeptSlip: Sendable {
    let slip: Slip
    let code: String
    let isGood: Bool
    let openings: [(at: Int64, agent: String)]
}

extension NeedActs {
    func code(ofSlip slip: ID) -> String { vault.linkCode("slip", slip) }

    /// Makes a delivery slip for a driver from one's own open promise. It counts as a look at the contact, under the driver's name.
    /// - Throws: ``Refusal/forbidden(_:)`` where one may not see the contact oneself, ``Refusal/conflict(_:_:)`` where nothing is
    ///   to be brought any more, ``Refusal/invalid(_:)``.
    func makeSlip(
        _ draft: SlipDraft, forClaim id: ID, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> Slip {
        let now = world.now()
        try viewer.requireUnheld(now: now)
        guard let member = viewer.member else { throw Refusal.forbidden(SiteWords.membersOnly) }
        let picture = try await duty.picture(of: network, now: now)
        let made = try await database.write { db -> Slip? in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            guard let claim = try db.claim(id, in: network) else { throw Refusal.notFound }
            let (need, ties) = try desk.open(claim.needID)
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.slip(earlier, vault: vault)
            {
                return known
            }
            guard claim.memberID == member.id else { throw Refusal.forbidden(SiteWords.forbidden) }
            guard claim.state == .open else {
                throw Refusal.conflict(
                    NeedWords.illegalClaim(claim.state), Refusal.Extras(state: claim.state.rawValue, allowed: []))
            }
            // Not by way of another promise at the same need, which waits for none.
            let waits = try db.permitWaits(at: need.id, in: network, now: now)
            if waits.contains(where: { $0.claimID == id && !$0.isUnderWay }) {
                throw Refusal.forbidden(PermitWords.contactWaits)
            }
            try Policy.require(.makeSlip, viewer, ties: ties)
            try NeedRules.require(.reveal, in: need)
            let (driver, length) = try SlipRules.cleaned(draft)
            let look = Look(
                purpose: SlipWords.purpose(driver)(need.language), isDesk: false, isByOperator: viewer.isOperator)
            try desk.requireThrough(member, look, at: need, ties)
            guard try desk.mayLook(member, look, need) else { return nil }
            let slip = Slip(
                id: world.newID(), networkID: network, needID: need.id, claimID: id, memberID: member.id,
                driver: driver, madeAt: now, until: now + length, endedAt: nil)
            try db.insert(slip, vault: vault)
            try db.insertReveal(of: need, by: member.id, look, at: now, id: world.newID())
            try desk.record(
                EventDraft(
                    kind: .slipMade, audience: .case,
                    details: [("claim", .text(id.description)), ("driver", .words("\(driver.name) \(driver.vehicle)"))]),
                on: need)
            try db.remember(once, object: slip.id, by: viewer, in: network, at: now)
            return slip
        }
        if let made { return made }
        // As for any other look: let go too often after one, somebody asks why first.
        try await stopIdleLooks(of: member.id, in: network)
        throw Refusal.forbidden(try await whyStopped(member.id, in: network))
    }

    /// A slip of one's own is good no more.
    func endSlip(_ id: ID, by viewer: Viewer, in network: ID) async throws -> Slip {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        return try await database.write { db in
            guard let slip = try db.slip(id, vault: vault), slip.networkID == network else { throw Refusal.notFound }
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            var (need, ties) = try desk.open(slip.needID)
            if viewer.member?.id != slip.memberID { ties.remove(.claimant) } else { ties.insert(.claimant) }
            try Policy.require(.endSlip, viewer, ties: ties)
            if try db.endSlip(slip, at: now) {
                try desk.record(
                    EventDraft(
                        kind: .slipEnded, audience: .case, details: [("claim", .text(slip.claimID.description))]),
                    on: need)
            }
            return slip
        }
    }

    /// The slips of one's own promise.
    func slips(ofClaim id: ID, by viewer: Viewer, in network: ID) async throws -> (claim: Claim, slips: [KeptSlip]) {
        let now = world.now()
        return try await database.read { db in
            guard let claim = try db.claim(id, in: network), claim.memberID == viewer.member?.id else {
                throw Refusal.notFound
            }
            let need = try db.need(claim.needID, in: network)
            return (
                claim,
                try db.slips(ofClaim: claim, vault: vault).map { slip in
                    KeptSlip(
                        slip: slip, code: code(ofSlip: slip.id),
                        isGood: SlipRules.holds(slip, claim: claim, need: need, isMember: true, at: now),
                        openings: try db.openings(of: slip))
                }
            )
        }
    }

    /// Whose slip a link is, before it is opened: nothing of the place.
    /// - Throws: ``Refusal/notFound`` for a link that this server did not make.
    func slip(code: String) async throws -> (slip: Slip, network: Network, isGood: Bool) {
        guard let id = vault.id("slip", ofLinkCode: code) else { throw Refusal.notFound }
        let now = world.now()
        return try await database.read { db in
            guard let slip = try db.slip(id, vault: vault), let network = try db.network(id: slip.networkID) else {
                throw Refusal.notFound
            }
            return (slip, network, try good(slip, at: now, db) != nil)
        }
    }

    private func good(
        _ slip: Slip, at now: Int64, _ db: any Connection
    ) throws -> (claim: Claim, need: Need, member: Member)? {
        let claim = try db.claim(slip.claimID, in: slip.networkID), need = try db.need(slip.needID, in: slip.networkID)
        let member = try db.member(slip.memberID, in: slip.networkID).flatMap { $0.isSuspended ? nil : $0 }
        guard let claim, let need, let member,
            SlipRules.holds(slip, claim: claim, need: need, isMember: true, at: now)
        else { return nil }
        return (claim, need, member)
    }

    /// What the driver sees; each opening is recorded. Nothing where the slip is good no more.
    func openSlip(_ code: String, agent: String) async throws -> OpenedSlip? {
        guard let id = vault.id("slip", ofLinkCode: code) else { throw Refusal.notFound }
        let now = world.now()
        return try await database.write { db in
            guard let slip = try db.slip(id, vault: vault), let network = try db.network(id: slip.networkID) else {
                throw Refusal.notFound
            }
            guard let (claim, need, member) = try good(slip, at: now, db),
                let part = try db.privatePart(of: need, in: vault)
            else { return nil }
            try db.recordOpening(of: slip, agent: agent, id: world.newID(), at: now)
            return OpenedSlip(
                slip: slip, network: network, need: need, claim: claim,
                line: need.lines.first { $0.id == claim.lineID }, part: part, checkWord: try checkWord(of: need, db),
                claimant: member.name)
        }
    }
}
