internal import Database
internal import Engine

/// What is decided about a use that was asked.
enum UseAnswer: Sendable {
    /// It is promised: so much (all that was asked, where nothing is said) by then.
    case accept(ClaimDraft)
    case decline(note: String)
    /// Whoever asked takes it back.
    case takeBack

    var act: Act {
        switch self {
        case .accept, .decline: .answerUse
        case .takeBack: .endUse
        }
    }
}

/// What ends a use that was asked, beside what is said of it or its time.
enum UseEnd: Sendable {
    case offer
    case need(Ending)
}

extension OfferActs {
    /// Uses so much of an offer for a line of a need. Whoever has the offer, or speaks for whoever has it, promises it with this – the
    /// promise on the need and what it takes from the offer are one transaction –; anybody else asks them, and it is kept meanwhile.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` with what is left where offer or need has less.
    func use(
        _ draft: OfferUseDraft, of id: ID, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> OfferUse {
        let now = world.now(), picture = try await needs.duty.picture(of: network, now: now)
        guard let member = viewer.member else { throw Refusal.signInRequired }
        return try await database.write { db in
            let desk = OfferDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (offer, ties) = try desk.open(id)
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.use(earlier, in: network, vault: vault)
            {
                return known
            }
            try Policy.require(.useOffer, viewer, ties: ties)
            try OfferRules.require("use", in: offer)
            let use = try desk.use(draft, of: offer, by: member)
            try db.remember(once, object: use.id, by: viewer, in: network, at: now)
            return use
        }
    }

    /// Answers a use that was asked, or takes it back.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` where it is answered already, or the need has less left by now.
    func answer(
        _ answer: UseAnswer, use id: ID, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> OfferUse {
        let now = world.now(), picture = try await needs.duty.picture(of: network, now: now)
        return try await database.write { db in
            let desk = OfferDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            guard let use = try db.use(id, in: network, vault: vault) else { throw Refusal.notFound }
            let (offer, ties) = try desk.open(use.offerID)
            if try db.earlier(once, by: viewer, in: network) != nil { return use }
            try Policy.require(answer.act, viewer, ties: OfferDesk.ties(ties, of: viewer, to: use, of: offer))
            guard use.state == .asked else {
                throw Refusal.conflict(
                    OfferWords.answered(use.state), Refusal.Extras(state: use.state.rawValue, allowed: []))
            }
            let after = try desk.answer(answer, use, of: offer)
            try db.remember(once, object: id, by: viewer, in: network, at: now)
            return after
        }
    }
}

extension OfferDesk {
    /// - Parameter member: who does it.
    func use(_ draft: OfferUseDraft, of offer: Offer, by member: Member) throws -> OfferUse {
        guard let line = line(draft.line, of: offer) else { throw Refusal.invalid("line", NeedWords.unknownLine) }
        try OfferRules.requireLeft(draft.claim.quantity, of: line)
        try db.endUsesLetGo(of: offer)
        let isSpeaker = member.id == offer.speakerID
        if !isSpeaker { try requireDay(draft.claim.quantity, of: offer) }
        let note = String(Clean.prose(draft.claim.note).prefix(1000))
        // Whoever promises for another says how they know that the other agrees.
        if isSpeaker, offer.offererID == nil, note.isEmpty { throw Refusal.invalid("note", OfferWords.howAgreed) }
        var use = OfferUse(
            id: acts.world.newID(), networkID: network, offerID: offer.id, lineID: line.id, needID: draft.need,
            needLineID: draft.claim.line, claimID: nil, quantity: draft.claim.quantity, state: .asked,
            askedBy: member.id, answererID: offer.isGuests ? member.id : offer.speakerID, askedAt: now,
            promisedBy: draft.claim.promisedBy,
            answeredAt: nil, note: note)
        if isSpeaker {
            let made = try claim(draft.claim, on: draft.need, by: member)
            (use.claimID, use.state, use.answeredAt) = (made.claim.id, .agreed, now)
        }
        try db.insert(use, vault: acts.vault)
        try touch(offer)
        if isSpeaker { try recordUsed(use, line, of: offer) } else { try ask(use, line, of: offer) }
        return use
    }

    /// The line that is meant: the only one where none is named.
    private func line(_ id: ID?, of offer: Offer) -> NeedLine? {
        guard let id else { return offer.lines.count == 1 ? offer.lines.first : nil }
        return offer.lines.first { $0.id == id }
    }

    /// Nobody asks for more in a day than can be brought in one; whoever has it may promise more.
    private func requireDay(_ quantity: Int64, of offer: Offer) throws {
        guard let perDay = offer.perDay, let left = try db.dayLeft(of: offer, at: now) else { return }
        if quantity > left { throw Refusal.invalid("quantity", OfferWords.dayLeft(left, of: perDay)) }
    }

    /// The promise on the need, by the one function of promises.
    private func claim(_ draft: ClaimDraft, on need: ID, by member: Member) throws -> (claim: Claim, need: Need) {
        let desk = CaseDesk(
            acts: acts.needs, db: db, viewer: viewer, network: network, now: now, picture: picture)
        let (known, ties) = try desk.open(need)
        return try desk.promise(draft, on: known, ties, by: member)
    }

    /// Two who take from one offer in the same moment see each other by its version.
    func touch(_ offer: Offer) throws {
        var touched = offer
        touched.changedAt = now
        try db.save(touched, from: offer)
    }

    private func recordUsed(_ use: OfferUse, _ line: NeedLine, of offer: Offer) throws {
        try record(
            .offerUsed, on: offer, .case,
            [
                ("use", .text(use.id.description)), ("need", .text(use.needID.description)),
                ("claim", .text(use.claimID?.description)), ("quantity", .quantity(use.quantity)),
                ("unit", .text(line.unit)), ("note", .words(use.note.nilIfEmpty)),
            ])
    }

    /// Asks whoever has it; until they answer nothing is promised on the need, and the quantity is kept.
    private func ask(_ use: OfferUse, _ line: NeedLine, of offer: Offer) throws {
        let desk = CaseDesk(
            acts: acts.needs, db: db, viewer: viewer, network: network, now: now, picture: picture)
        let (need, _) = try desk.open(use.needID)
        try NeedRules.require(.claim, in: need)
        try requireSeen(need, by: use.answererID)
        // Two who ask for the same at once would be two messages, and two of what they are asked in a week.
        if let waiting = try db.waiting(like: use, vault: acts.vault) {
            var extras = Refusal.Extras(state: OfferUse.State.asked.rawValue)
            extras.next = waiting.id
            throw Refusal.conflict(OfferWords.askedBefore(waiting, line.unit), extras)
        }
        if let moment = try db.declined(use) {
            throw Refusal.conflict(
                OfferWords.declinedBefore(moment), Refusal.Extras(state: OfferUse.State.declined.rawValue))
        }
        guard let wanted = need.lines.first(where: { $0.id == use.needLineID }) else {
            throw Refusal.invalid("needLine", NeedWords.unknownLine)
        }
        // The same look that the promise will take: nobody is asked for what is too much by now.
        _ = try ClaimRules.claimed(wanted, use.quantity)
        guard use.promisedBy > now else { throw Refusal.invalid("promisedBy", NeedWords.mustBeLater) }
        guard use.promisedBy < now + 366 * Time.day else { throw Refusal.invalid("promisedBy", NeedWords.tooFar) }
        let due = now + OfferClocks.length(ofUseFor: need, picture.settings.clocks)
        // A guest has no desk: whoever answers for the offer sees to it that they are asked.
        let owner = offer.isGuests ? offer.ownerID : use.answererID
        try db.start(OfferClocks.clock(of: use, due: due, owner: owner, now: now))
        try record(
            .offerUseAsked, on: offer, .case,
            [
                ("use", .text(use.id.description)), ("need", .text(use.needID.description)),
                ("quantity", .quantity(use.quantity)), ("unit", .text(line.unit)),
                ("note", .words(use.note.nilIfEmpty)),
            ])
        // A member past what they are asked in a week, or who pauses, is sent nothing: it stands at their home.
        let isTold =
            try offer.isGuests
            || db.takeContact(
                with: use.answererID, in: network, for: .offer, isEmergency: need.urgency == .critical, id: use.id,
                at: now)
        if isTold {
            try tellAsked(use, of: offer, by: due)
        } else if let asker = use.askedBy {
            // Whoever waits for an answer knows that nobody was written to.
            try tell(asker, OfferWords.mailNotSent(due), about: offer, at: "#use-\(use.id)")
        }
    }

    /// Nobody is asked to bring something for a need that they may not know of.
    private func requireSeen(_ need: Need, by member: ID) throws {
        guard let answerer = try db.member(member, in: network) else { throw Refusal.conflict(OfferWords.offererGone) }
        let theirs = Viewer(.member(answerer), language: need.language)
        guard NeedAccess.canSee(need, theirs, try db.ties(of: theirs, to: need, now: now)) else {
            throw Refusal.conflict(OfferWords.needUnseen, Refusal.Extras(state: need.state.rawValue))
        }
    }

    func answer(_ answer: UseAnswer, _ use: OfferUse, of offer: Offer) throws -> OfferUse {
        switch answer {
        case .accept(let draft): return try accept(draft, use, of: offer)
        case .decline(let note):
            let after = try lapse(use, of: offer, .declined, note: String(Clean.prose(note).prefix(1000)))
            try touch(offer)
            return after
        case .takeBack:
            let after = try lapse(use, of: offer, .takenBack)
            try touch(offer)
            if !offer.isGuests, viewer.member?.id != use.answererID {
                try tell(use.answererID, OfferWords.mailTakenBack, about: offer)
            }
            return after
        }
    }

    private func accept(_ draft: ClaimDraft, _ use: OfferUse, of offer: Offer) throws -> OfferUse {
        try OfferRules.require("use", in: offer)
        if offer.isGuests, use.grantedAt == nil { return try grant(draft, use, of: offer) }
        guard let member = viewer.member else {
            throw Refusal.conflict(
                OfferDoorWords.granted, Refusal.Extras(state: use.state.rawValue, allowed: ["decline"]))
        }
        guard draft.quantity > 0, draft.quantity <= use.quantity else {
            throw Refusal.invalid("quantity", OfferWords.atMostAsked(use.quantity))
        }
        if offer.offererID == nil, use.grantedAt == nil, Clean.prose(draft.note).isEmpty {
            throw Refusal.invalid("note", OfferWords.howAgreed)
        }
        let made = try claim(draft, on: use.needID, by: member)
        var after = use
        (after.claimID, after.state, after.answeredAt) = (made.claim.id, .agreed, now)
        (after.quantity, after.promisedBy) = (draft.quantity, draft.promisedBy)
        try db.save(after, from: use)
        try db.stopClock(of: use.id, in: network)
        try touch(offer)
        if let line = offer.lines.first(where: { $0.id == use.lineID }) { try recordUsed(after, line, of: offer) }
        if let asker = use.askedBy, asker != member.id { try tell(asker, OfferWords.mailAgreed, about: offer) }
        if offer.isGuests { try tellGuest(of: offer, OfferDoorWords.promised(member.name)) }
        return after
    }

    /// A use that comes to nothing: what was kept for it is free again, and whoever asked is told.
    ///
    /// - Parameter end: what has ended beside it, where that is why.
    @discardableResult
    func lapse(
        _ use: OfferUse, of offer: Offer, _ state: OfferUse.State, note: String = "", by end: UseEnd? = nil
    ) throws -> OfferUse {
        var after = use
        (after.state, after.answeredAt) = (state, now)
        try db.save(after, from: use)
        try db.stopClock(of: use.id, in: network)
        try record(
            state == .declined ? .offerUseDeclined : .offerUseEnded, on: offer, .case,
            [
                ("use", .text(use.id.description)), ("why", .text(state.rawValue)), ("note", .words(note.nilIfEmpty)),
            ])
        try tellAsker(of: use, offer, OfferWords.mailNothing(state, use, end))
        // Of the end of a need guests are told once, for all that was asked.
        if case .need = end { return after }
        // Whoever said yes, or may still be about to, need not wait.
        if offer.isGuests, state == .takenBack || state == .lapsed && use.grantedAt != nil {
            try tellGuest(of: offer, OfferWords.mailTakenBack)
        }
        return after
    }
}

extension OfferDesk {
    /// Whoever asked hears that it came to nothing, and is led to who else fits, while the need still looks for somebody and they may see
    /// that. The message names no next best: who that is the market knows, which stands below offers in the list of capabilities and
    /// is not read in a transaction; and by the time the message is read another may be better. The page that it leads to names
    /// them as they are then, without those who were asked.
    private func tellAsker(of use: OfferUse, _ offer: Offer, _ words: Text) throws {
        guard let asker = use.askedBy, asker != viewer.member?.id else { return }
        guard let member = try db.member(asker, in: network), let need = try db.need(use.needID, in: network),
            need.state.phase == .board, need.hidden == nil,
            Policy.allows(.seeMatches, Viewer(.member(member), language: need.language))
        else { return try tell(asker, words, about: offer) }
        try db.tell(
            asker, in: network, OfferWords.mailSubject(offer.titleInMail), vault: acts.vault, id: acts.world.newID(),
            at: now
        ) { slug in
            let root = "\(acts.needs.configuration.publicURL)/n/\(slug)"
            return OfferWords.mailElse(
                words, offer: "\(root)/offers/\(offer.id)#use-\(use.id)", need: "\(root)/needs/\(need.id)/matches")
        }
    }
}

extension OfferActs {
    /// A use as it stands, to those who may know of it.
    func use(_ id: ID, for viewer: Viewer, in network: ID) async throws -> OfferUse {
        let (use, offer) = try await database.read { [vault = vault] db in
            let use = try db.use(id, in: network, vault: vault)
            return (use, try use.flatMap { try db.offer($0.offerID, in: network) })
        }
        guard let use, let offer, OfferRules.canSee(offer, viewer, offer.ties(of: viewer)) else {
            throw Refusal.notFound
        }
        return use
    }
}
