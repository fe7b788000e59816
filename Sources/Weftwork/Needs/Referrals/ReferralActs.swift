internal import Database
internal import Engine

/// Passing a need on to a partner network: by whoever answers for it here, and by her word.
extension NeedActs {
    /// Offers a need to a partner network. Its owner here answers for it until they accept.
    /// - Throws: ``Refusal/invalid(_:)``, ``Refusal/conflict(_:_:)`` while it is offered already or somebody is on the way.
    func refer(
        _ draft: ReferralDraft, need id: ID, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> NeedReferral {
        let now = world.now(), slug = Clean.line(draft.to)
        let picture = try await duty.picture(of: network, now: now)
        let (seen, partner) = try await database.read { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, ties) = try desk.open(id)
            try Policy.require(.referNeed, viewer, ties: ties)
            return (need, try db.partners(of: network).first { $0.isMutual && $0.network.slug == slug }?.network)
        }
        let cleaned = try ReferralRules.cleaned(draft)
        guard let partner else { throw Refusal.invalid("to", NeedReferralWords.noPartner) }
        let reader = try await intake(of: partner.id, for: seen, at: now)
        do {
            return try await database.write { db in
                let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
                let (need, ties) = try desk.open(id)
                if let earlier = try db.earlier(once, by: viewer, in: network),
                    let known = try db.referrals(of: id, in: network, vault: vault).first(where: { $0.id == earlier })
                {
                    return known
                }
                try Policy.require(.referNeed, viewer, ties: ties)
                let due = now + ReferralRules.length(need.urgency)
                let referral = NeedReferral(
                    id: world.newID(), networkID: network, needID: id, partnerID: partner.id,
                    fromID: viewer.member?.id, at: now, consent: cleaned.consent, withAddress: cleaned.withAddress,
                    dueAt: due, paper: cleaned.paper)
                try desk.offer(referral, of: need, to: partner, reader: reader)
                try db.remember(once, object: referral.id, by: viewer, in: network, at: now)
                return referral
            }
        } catch DatabaseError.unique {
            throw Refusal.conflict(NeedReferralWords.isOut)
        }
    }

    /// Who reads it there.
    private func intake(of partner: ID, for need: Need, at now: Int64) async throws -> ID {
        do {
            return try await duty.owner(in: partner, area: need.area, language: need.language, now: now)
        } catch Refusal.unavailable {
            throw Refusal.invalid("to", NeedReferralWords.nobodyThere)
        }
    }

    /// What she says to it, on her page, or what whoever telephoned with her wrote down.
    func answer(
        _ wish: ReferralWish, agreed: String = "", referralOf id: ID, by viewer: Viewer, in network: ID
    ) async throws -> NeedReferral {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        return try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, ties) = try desk.open(id)
            let isHers = ties.contains(.requester)
            try Policy.require(isHers ? .agreeToReferral : .referNeed, viewer, ties: ties)
            guard var referral = try db.openReferral(of: id, in: network, vault: vault) else {
                throw Refusal.conflict(NeedReferralWords.noneOut)
            }
            guard referral.consent == .asked else { throw Refusal.conflict(NeedReferralWords.hasAnswered) }
            if !isHers {
                let words = String(Clean.prose(agreed).prefix(500))
                guard words.count > 1 else { throw Refusal.invalid("agreed", NeedReferralWords.sayWhen) }
                referral.paper.agreed = words
            }
            if wish == .no {
                try desk.settle(&referral, .refused, of: need)
            } else {
                referral.consent = isHers ? .hers : .phone
                referral.withAddress = wish == .yes
                try desk.goOn(&referral, of: need)
            }
            if isHers { try desk.tell(.requesterWrote, member: need.ownerID, about: need) }
            return referral
        }
    }

    /// Takes back what is offered; the need goes on here as before.
    func takeBackReferral(of id: ID, reason: String, by viewer: Viewer, in network: ID) async throws -> NeedReferral {
        let now = world.now()
        let picture = try await duty.picture(of: network, now: now)
        return try await database.write { db in
            let desk = CaseDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (need, ties) = try desk.open(id)
            try Policy.require(.referNeed, viewer, ties: ties)
            guard var referral = try db.openReferral(of: id, in: network, vault: vault) else {
                throw Refusal.conflict(NeedReferralWords.noneOut)
            }
            referral.paper.reason = String(try NeedTransition.required(reason, "reason").prefix(1000))
            try desk.settle(&referral, .takenBack, of: need)
            return referral
        }
    }
}

extension CaseDesk {
    fileprivate func offer(_ referral: NeedReferral, of need: Need, to partner: Network, reader: ID) throws {
        guard try db.openReferral(of: need.id, in: network, vault: acts.vault) == nil else {
            throw Refusal.conflict(NeedReferralWords.isOut)
        }
        try requireFree(need)
        guard try db.areMutual(network, partner.id) else { throw Refusal.invalid("to", NeedReferralWords.noPartner) }
        try db.insert(referral, vault: acts.vault)
        try db.start(ReferralClocks.clock(of: referral, owner: reader, from: now))
        try record(
            EventDraft(
                kind: .referred, audience: .case,
                details: [("partner", .text(partner.slug)), ("consent", .text(referral.consent.rawValue))]),
            on: need)
        try recordThere(.referred, referral)
        try tellPartner(referral, reader, NeedReferralWords.mailOffered(due: referral.dueAt))
        try tellRequester(
            .referral(NeedReferralWords.offered(partner.name, isAsked: !referral.isAgreed), isAnswered: false),
            of: need)
    }

    func requireFree(_ need: Need) throws {
        let hasPromises = try db.claims(of: need).contains { $0.state.isLive }
        try ReferralRules.requireFree(need, hasPromises: hasPromises)
    }

    /// She has agreed: the partner's time begins anew.
    fileprivate func goOn(_ referral: inout NeedReferral, of need: Need) throws {
        referral.dueAt = now + ReferralRules.length(need.urgency)
        guard try db.save(referral, vault: acts.vault) else { throw Refusal.stale }
        try record(
            EventDraft(
                kind: .referralAgreed, audience: .case, details: [("consent", .text(referral.consent.rawValue))]),
            on: need)
        try recordThere(.referralAgreed, referral)
        guard let clock = try db.clock(of: referral.id, in: referral.partnerID) else { return }
        try db.start(ReferralClocks.clock(of: referral, owner: clock.ownerID, from: now))
        try tellPartner(referral, clock.ownerID, NeedReferralWords.mailAgreed(due: referral.dueAt))
    }

    /// What was offered is settled once, on both sides. All but an acceptance leave the need with its owner here.
    ///
    /// - Parameter isTold: whether she is told; where her need has ended she hears of that.
    func settle(
        _ referral: inout NeedReferral, _ state: NeedReferral.State, of need: Need, isTold: Bool = true
    ) throws {
        try ReferralRules.requireOffered(referral)
        referral.state = state
        referral.settledAt = now
        guard try db.save(referral, vault: acts.vault) else {
            throw Refusal.conflict(NeedReferralWords.isOver(state))
        }
        let reader = try db.clock(of: referral.id, in: referral.partnerID)?.ownerID
        try db.stopClock(of: referral.id, in: referral.partnerID)
        let partner = try db.network(id: referral.partnerID)
        try record(
            EventDraft(
                kind: .referralAnswered, audience: .case,
                details: [
                    ("partner", .text(partner?.slug)), ("outcome", .text(state.rawValue)),
                    ("reason", .words(referral.paper.reason.nilIfEmpty)),
                ]), on: need)
        try recordThere(.referralAnswered, referral)
        let isTheirs = [.accepted, .declined].contains(state)
        if let reader, !isTheirs { try tellPartner(referral, reader, NeedReferralWords.mailOver(state)) }
        if [.declined, .lapsed].contains(state) { try tell(.referralReturned, member: need.ownerID, about: need) }
        guard isTold, state != .accepted else { return }
        try tellRequester(
            .referral(NeedReferralWords.returned(partner?.name ?? "", state), isAnswered: false), of: need)
    }

    /// With the need ends what was offered of it.
    func endReferral(of need: Need, from old: Need) throws {
        guard old.state.isOpen, !need.state.isOpen,
            var referral = try db.openReferral(of: need.id, in: network, vault: acts.vault)
        else { return }
        try settle(&referral, .ended, of: need, isTold: false)
    }

    /// While a partner decides, whoever wants to end it takes it back first; what goes on there is not opened here again.
    func requireNoReferral(_ action: NeedAction, _ need: Need) throws {
        if ReferralRules.waitsForPartner(action.act),
            try db.openReferral(of: need.id, in: network, vault: acts.vault) != nil
        {
            throw Refusal.conflict(
                NeedReferralWords.takeBackFirst, Refusal.Extras(state: need.state.rawValue, allowed: []))
        }
        if case .reopen = action, try db.livesElsewhere(need.id, in: network) {
            throw Refusal.conflict(
                NeedReferralWords.goesOnThere, Refusal.Extras(state: need.state.rawValue, allowed: []))
        }
    }

    /// The partner's own record: that something was offered and what became of it, nothing of what it says.
    func recordThere(_ kind: Event.Kind, _ referral: NeedReferral) throws {
        let home = try db.network(id: referral.networkID)
        let isTheirs = network == referral.partnerID
        try db.record(
            Event(
                kind, on: referral.id, in: referral.partnerID,
                by: isTheirs ? viewer.actor : Viewer(.system, language: .zh).actor, at: now, audience: .case,
                details: [
                    ("from", .text(home?.slug)),
                    ("outcome", .text(kind == .referralAnswered ? referral.state.rawValue : nil)),
                ], id: acts.world.newID()))
    }

    /// Tells whoever reads it at the partner.
    func tellPartner(_ referral: NeedReferral, _ reader: ID, _ words: Text) throws {
        let home = try db.network(id: referral.networkID)?.name ?? ""
        try db.tell(
            reader, in: referral.partnerID, NeedReferralWords.mailSubject(home), vault: acts.vault,
            id: acts.world.newID(), at: now
        ) { slug in
            NeedReferralWords.mail(
                words, link: "\(acts.configuration.publicURL)/n/\(slug)/referred#referral-\(referral.id)")
        }
    }
}
