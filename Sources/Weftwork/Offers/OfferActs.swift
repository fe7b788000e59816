internal import Database
internal import Engine

/// What is done about offers. One function for each act, whatever door it came through: page, API, import, command, clock.
public struct OfferActs: Sendable {
    let needs: NeedActs

    var database: any Database { needs.database }
    var world: World { needs.world }
    var vault: Vault { needs.vault }

    /// What came of an offer that was sent in.
    struct Receipt: Sendable {
        let offer: Offer
        let ownerName: String
        /// The same had been sent before.
        let isRepeated: Bool
        /// Areas its place may mean, where there are several.
        let areaCandidates: [AreaChoice]
        /// The secret link of a guest.
        let trackingURL: String?
    }

    /// Takes in an offer; the one function behind form, API, import and demonstration.
    ///
    /// - Parameter isImported: the same row within a day is the same offer, while that is open.
    /// - Throws: ``Refusal/invalid(_:)`` with every wrong field; nothing is stored then.
    func submit(
        _ entry: OfferEntry, by viewer: Viewer, in network: Network, once: Once? = nil, isImported: Bool = false
    ) async throws -> Receipt {
        try Policy.require(.offer, viewer)
        let now = world.now(), picture = try await needs.duty.picture(of: network.id, now: now)
        let draft = try OfferCleaning.draft(
            from: entry, now: now, isGuests: viewer.isGuest, picture.settings.catalogue, needs.places)
        let content = contentMark(of: draft, by: isImported ? nil : viewer.member?.id)
        let owner = try await needs.duty.owner(
            in: network.id, area: draft.what.area, language: draft.what.language, now: now)
        let ready = prepare(draft, by: viewer, owner: owner, isImported: isImported, in: network.id, now: now)
        let stored: (offer: Offer, isRepeated: Bool)
        do {
            stored = try await store(
                ready, draft, content, by: viewer, once, isImported, in: network.id, at: now, picture)
        } catch DatabaseError.unique where ready.isGuests {
            // A code that was drawn twice: draw again.
            let again = prepare(draft, by: viewer, owner: owner, isImported: isImported, in: network.id, now: now)
            stored = try await store(
                again, draft, content, by: viewer, once, isImported, in: network.id, at: now, picture)
        }
        let names = try await needs.names.names(of: [stored.offer.ownerID], in: network.id, now: now)
        let candidates = draft.what.areaCandidates.map { AreaChoice(area: $0, path: needs.places.path(of: $0)) }
        return Receipt(
            offer: stored.offer, ownerName: names[stored.offer.ownerID] ?? "", isRepeated: stored.isRepeated,
            areaCandidates: candidates, trackingURL: viewer.isGuest ? trackingURL(of: stored.offer) : nil)
    }

    private func store(
        _ ready: Offer, _ draft: OfferDraft, _ content: [UInt8], by viewer: Viewer, _ once: Once?, _ isImported: Bool,
        in network: ID, at now: Int64, _ picture: DutyPicture
    ) async throws -> (offer: Offer, isRepeated: Bool) {
        let window = isImported ? NeedActs.importWindow : NeedActs.repeatWindow
        return try await database.write { db in
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.offer(earlier, in: network)
            {
                return (known, true)
            }
            if let same = try db.lately(content, in: network, since: now - window),
                let known = try db.offer(same, in: network), known.state.isOpen
            {
                return (known, true)
            }
            let desk = OfferDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let offer = try desk.insert(ready, OfferSecret(part: draft.what.secret))
            try db.remember(once, object: offer.id, by: viewer, in: network, at: now)
            try db.rememberLately(content, object: offer.id, in: network, at: now)
            return (offer, false)
        }
    }

    /// By which the same content is known again; keyed, for it holds the contact.
    ///
    /// - Parameter member: who typed it: what two people have alike is two offers.
    func contentMark(of draft: OfferDraft, by member: ID? = nil) -> [UInt8] {
        vault.fingerprint("offer content", draft.content + "\u{1F}" + (member?.description ?? ""))
    }

    private func prepare(
        _ draft: OfferDraft, by viewer: Viewer, owner: ID, isImported: Bool, in network: ID, now: Int64
    ) -> Offer {
        let what = draft.what
        let lines = what.lines.map { line in
            NeedLine(
                id: world.newID(), item: line.item, kind: line.kind, quantity: line.quantity, unit: line.unit,
                specification: line.specification, claimed: 0, delivered: 0, isMet: false,
                isControlled: line.isControlled)
        }
        // What a desk reads in from a table is nobody's of the desk.
        let isOwn = !isImported && !draft.isThrough
        // For whom somebody else speaks silence is no consent; a table that was published is one.
        let consent: Need.Consent =
            isOwn || isImported && !draft.isThrough ? .own : what.consent == .yes ? .yes : .no
        var offer = Offer(
            id: world.newID(), networkID: network, createdAt: now, title: what.title, category: what.category,
            description: what.description, conditions: draft.conditions, area: what.area, areaCode: what.areaCode,
            source: what.source, reference: what.reference, institution: what.institution, consent: consent,
            offererID: isOwn ? viewer.member?.id : nil, submitterID: viewer.member?.id, ownerID: owner,
            language: what.language, state: .submitted, confidence: nil, freshness: .fresh, audience: .case, held: [],
            reach: draft.reach, from: draft.from, until: draft.until, isStanding: draft.isStanding,
            perDay: draft.perDay, serviceLevel: draft.serviceLevel, boughtFrom: draft.boughtFrom, dueAt: nil,
            changedAt: now, version: 1, lines: lines)
        if viewer.isGuest { offer.code = TrackingCode.make(world) }
        offer.held = OfferRules.held(offer)
        return offer
    }

    /// Does `action` on an offer.
    ///
    /// - Throws: ``Refusal/notFound`` where the viewer may not know of it, ``Refusal/forbidden(_:)``,
    ///   ``Refusal/conflict(_:_:)`` in a state that does not allow it, ``Refusal/invalid(_:)``.
    func perform(
        _ action: OfferAction, on id: ID, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> Offer {
        let now = world.now(), picture = try await needs.duty.picture(of: network, now: now)
        return try await database.write { db in
            let desk = OfferDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (offer, ties) = try desk.open(id)
            if try db.earlier(once, by: viewer, in: network) != nil { return offer }
            try Policy.require(action.act, viewer, ties: ties)
            try OfferRules.require(action.name, in: offer)
            let after = try desk.perform(action, on: offer, ties)
            try db.remember(once, object: id, by: viewer, in: network, at: now)
            return after
        }
    }

    /// Shows how the offerer is reached; recorded, and shown to them.
    ///
    /// - Throws: ``Refusal/tooMany(retryAfter:)`` past what a desk looks at in an hour.
    func look(at id: ID, purpose: String, by viewer: Viewer, in network: ID) async throws -> PrivatePart {
        let now = world.now(), picture = try await needs.duty.picture(of: network, now: now)
        try viewer.requireUnheld(now: now)
        guard let member = viewer.member else { throw Refusal.forbidden(SiteWords.membersOnly) }
        return try await database.write { db in
            let desk = OfferDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (offer, ties) = try desk.open(id)
            // One's own needs no look: it stands on the page.
            guard let secret = try db.secret(of: offer, vault: vault) else { throw Refusal.notFound }
            if offer.offererID == member.id { return secret.part }
            try Policy.require(.lookAtOffer, viewer, ties: ties)
            let said = try NeedTransition.required(purpose, "purpose")
            try desk.requireMayLook(member, at: offer)
            try db.insertLook(at: offer, by: member.id, id: world.newID(), at: now)
            try desk.record(.offerLookedAt, on: offer, .case, [("purpose", .words(said))])
            return secret.part
        }
    }
}
