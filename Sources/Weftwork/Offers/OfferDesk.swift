internal import Database
internal import Engine

/// One transaction on one offer: the hands of all acts on offers.
struct OfferDesk {
    let acts: OfferActs
    let db: any Connection
    let viewer: Viewer
    let network: ID
    let now: Int64
    let picture: DutyPicture

    /// The offer and what ties the viewer to it.
    /// - Throws: ``Refusal/notFound`` where the viewer may not know of it.
    func open(_ id: ID) throws -> (offer: Offer, ties: Ties) {
        guard let offer = try db.offer(id, in: network) else { throw Refusal.notFound }
        let ties = offer.ties(of: viewer)
        guard OfferRules.canSee(offer, viewer, ties) else { throw Refusal.notFound }
        return (offer, ties)
    }

    func insert(_ ready: Offer, _ secret: OfferSecret) throws -> Offer {
        var offer = ready
        let clock = OfferClocks.clock(of: offer, .answer, now: now, picture.settings.clocks)
        offer.dueAt = clock.dueAt
        try db.insert(offer, secret, vault: acts.vault)
        try acts.place(offer, secret.part, db)
        try db.insertDoor(of: offer, digits: offer.code.flatMap { acts.needs.digits(of: secret.part, code: $0) })
        try db.start(clock)
        try record(
            .offered, on: offer, .case,
            [
                ("lines", .number(Int64(offer.lines.count))), ("owner", .text(offer.ownerID.description)),
                ("standing", .text(offer.isStanding ? "yes" : "no")),
            ])
        try tellGuest(of: offer, OfferDoorWords.received, fresh: secret.part)
        return offer
    }

    func perform(_ action: OfferAction, on old: Offer, _ ties: Ties) throws -> Offer {
        switch action {
        case .acknowledge(let note):
            return try move(old, to: .acknowledged, .offerAcknowledged, [("note", .words(note.nilIfEmpty))]) { _ in }
        case .verify(let found): return try verify(found, old)
        case .list(let audience): return try list(old, to: audience)
        case .reject(let reason):
            return try end(old, .rejected, .offerRejected, try NeedTransition.required(reason, "reason"))
        case .withdraw(let reason): return try end(old, .withdrawn, .offerWithdrawn, reason)
        case .stillThere(let isThere):
            if !isThere { return try end(old, .withdrawn, .offerWithdrawn, "") }
            return try move(old, to: .listed, .offerStill, [], restarts: true) { $0.freshness = .fresh }
        case .change(let change): return try self.change(old, change, ties)
        case .reopen(let reason):
            let reason = try NeedTransition.required(reason, "reason")
            // With its key went its contact and all that was said about it: there is nothing left to reopen.
            guard try db.key(of: old.id, in: acts.vault) != nil else {
                throw Refusal.conflict(
                    OfferWords.illegal(old.shownState), Refusal.Extras(state: old.shownState.rawValue, allowed: []))
            }
            try db.closeChecks(of: old)
            return try move(old, to: .acknowledged, .offerReopened, [("reason", .words(reason))]) {
                // What ended since its time was over would end again at once.
                if let until = $0.until, until <= now { $0.until = nil }
                ($0.audience, $0.freshness, $0.awaitsSecond, $0.isDisputed) = (.case, .fresh, false, false)
            }
        }
    }

    private func list(_ old: Offer, to audience: Audience) throws -> Offer {
        try OfferRules.requireListable(old, to: audience)
        if old.state != .listed || audience > old.audience { try requireChecked(old) }
        let listed = try move(
            old, to: .listed, .offerListed, [("audience", .text(audience.name))], audience: audience
        ) { $0.audience = audience }
        try tellOfferer(of: listed, OfferWords.mailListed)
        return listed
    }

    /// What is controlled is shown to nobody while a check of it is open, nor on the word of one alone, nor on a doubt.
    private func requireChecked(_ offer: Offer) throws {
        guard offer.lines.contains(where: \.isControlled) else { return }
        let isDoubted = offer.awaitsSecond || offer.confidence?.isDoubt != false
        guard !isDoubted, try db.checkerCount(of: offer) > 1 else {
            throw Refusal.conflict(
                OfferWords.notYetByTwo, Refusal.Extras(state: offer.state.rawValue, allowed: ["verify"]))
        }
    }

    /// Less, later, other conditions cost nothing; more than was checked is checked again.
    private func change(_ old: Offer, _ change: OfferChange, _ ties: Ties) throws -> Offer {
        guard !change.isEmpty else { throw Refusal.invalid("action", NeedWords.nothingChanged) }
        try db.endUsesLetGo(of: old)
        let lines = try OfferRules.changed(old.lines, to: change.quantities)
        let isMore = OfferRules.isMore(lines, than: old.lines)
        if isMore { try db.closeChecks(of: old) }
        let state: Offer.State = isMore && [.listed, .verified].contains(old.state) ? .acknowledged : old.state
        let conditions = change.conditions.map { Clean.prose($0) } ?? old.conditions
        guard conditions.count <= 1000 else { throw Refusal.invalid("conditions", NeedWords.tooLong(1000)) }
        let serviceLevel = try OfferRules.terms(change.serviceLevel, "serviceLevel") ?? old.serviceLevel
        let boughtFrom = try OfferRules.terms(change.boughtFrom, "boughtFrom") ?? old.boughtFrom
        if let until = change.until, until <= now { throw Refusal.invalid("until", NeedWords.mustBeLater) }
        if change.until != nil || change.from != nil, let until = change.until ?? old.until,
            let from = change.from ?? old.from, until <= from
        {
            throw Refusal.invalid("until", OfferWords.beforeItBegins)
        }
        return try move(
            old, to: state, .offerChanged, [("fields", .text(change.fieldNames.joined(separator: " ")))]
        ) { offer in
            offer.lines = lines
            if isMore { (offer.confidence, offer.awaitsSecond, offer.isDisputed) = (nil, false, false) }
            offer.conditions = conditions
            offer.from = change.from ?? offer.from
            offer.until = change.until ?? offer.until
            offer.perDay = change.perDay ?? offer.perDay
            offer.serviceLevel = serviceLevel
            offer.boughtFrom = boughtFrom
            if let agrees = change.agrees, offer.consent != .own { offer.consent = agrees ? .yes : .no }
            if let contact = change.contact { try self.save(contact, of: old, ties) }
            offer.held = OfferRules.held(offer)
            // What must not be read by all goes off the list until somebody has looked.
            if offer.state == .listed, (try? OfferRules.requireListable(offer, to: offer.audience)) == nil {
                offer.state = .verified
            }
        }
    }

    /// The end of an offer: what was asked and not answered lapses, promises stand as they are.
    func end(_ old: Offer, _ state: Offer.State, _ kind: Event.Kind, _ reason: String) throws -> Offer {
        let reason = String(Clean.prose(reason).prefix(1000))
        for use in try db.openUses(of: old, vault: acts.vault) { try lapse(use, of: old, .lapsed, by: .offer) }
        if !reason.isEmpty, var secret = try db.secret(of: old, vault: acts.vault) {
            secret.reason = reason
            try db.save(secret, of: old, vault: acts.vault)
        }
        let ended = try move(old, to: state, kind, [("reason", .words(reason.nilIfEmpty))]) { _ in }
        try tellOfferer(of: ended, OfferWords.mailEnded(state))
        return ended
    }

    /// Stores a change with its clock and event.
    func move(
        _ old: Offer, to state: Offer.State, _ kind: Event.Kind, _ details: [(String, EventValue)],
        audience: Audience = .case, restarts: Bool = false, _ body: (inout Offer) throws -> Void
    ) throws -> Offer {
        var offer = old
        offer.state = state
        try body(&offer)
        offer.changedAt = now
        let step = OfferClocks.step(in: offer.state)
        if let step, restarts || step != OfferClocks.step(in: old.state) {
            let clock = OfferClocks.clock(of: offer, step, now: now, picture.settings.clocks)
            offer.dueAt = clock.dueAt
            try db.start(clock)
        } else if step == nil {
            offer.dueAt = nil
            try db.stopClock(of: offer.id, in: network)
        }
        try db.save(offer, from: old)
        offer.version = old.version + 1
        try record(kind, on: offer, audience, details)
        return offer
    }

    // MARK: Telling

    /// Writes down what was done. What was said in words is sealed with the offer's key and stays with those who work on it.
    func record(
        _ kind: Event.Kind, on offer: Offer, _ audience: Audience, _ details: [(String, EventValue)]
    ) throws {
        func append(_ kind: Event.Kind, _ audience: Audience, _ details: [(String, EventValue)]) throws {
            let id = acts.world.newID()
            let key = try EventValue.encodeWords(details).flatMap { words in
                try db.key(of: offer.id, in: acts.vault).map { (words, $0) }
            }
            let sealed = key.map { acts.vault.seal(Array($0.0.utf8), key: $0.1, context: id.bytes) }
            try db.record(
                Event(
                    kind, on: offer.id, in: network, by: viewer.actor, at: now, audience: audience, details: details,
                    sealed: sealed, id: id))
        }
        let facts = details.filter { $0.1.said == nil }
        let words = details.compactMap { name, value in value.said.map { (name, $0) } }
        for draft in EventDraft.telling(kind, to: audience, facts, words: words) {
            try append(draft.kind, draft.audience, draft.details)
        }
    }

    /// So many looks at contacts an hour, of offers and of needs together; when there are many, those who lead are told.
    func requireMayLook(_ member: Member, at offer: Offer) throws {
        let since = now - Time.hour
        let hour =
            try db.offerLooks(by: member.id, in: network, since: since)
            + db.deskLooks(by: member.id, in: network, since: since)
        guard hour < LookRules.mostAtDesk else { throw Refusal.tooMany(retryAfter: 600) }
        guard hour >= LookRules.leastAlert,
            try db.isAlertDue(.desk, about: member.id, in: network, at: now, every: Time.hour)
        else { return }
        try record(
            .revealedInBulk, on: offer, .stewards,
            [("member", .text(member.id.description)), ("kind", .text(LookAlert.desk.rawValue))])
        for lead in picture.candidates where lead.member.id != member.id {
            guard lead.member.has(.coordinator) || lead.member.standing == .steward else { continue }
            try tell(lead.member.id, LookWords.alert(.desk), about: offer)
        }
    }

    /// Whoever has it, or speaks for whoever has it, is told – but of nothing they have done themselves.
    func tellOfferer(of offer: Offer, _ words: Text) throws {
        if offer.isGuests { return try tellGuest(of: offer, words) }
        guard viewer.member?.id != offer.speakerID else { return }
        try tell(offer.speakerID, words, about: offer)
    }

    func tell(_ member: ID, _ words: Text, about offer: Offer, at place: String = "") throws {
        try db.tell(
            member, in: network, OfferWords.mailSubject(offer.titleInMail), vault: acts.vault, id: acts.world.newID(),
            at: now
        ) { slug in
            MemberWords.mail(
                words, link: "\(acts.needs.configuration.publicURL)/n/\(slug)/offers/\(offer.id)\(place)")
        }
    }
}

extension EventValue {
    /// What somebody said in their own words; empty where nobody said anything.
    fileprivate var said: String? { if case .words(let text) = self { text ?? "" } else { nil } }
}
