internal import Database
internal import Engine

/// A guest's own door to what they offer: by the secret link, or by the code and the last four digits of their number. Codes, secrets
/// and marks of devices are those of needs.
extension OfferActs {
    func trackingURL(of offer: Offer) -> String? {
        offer.code.map { "\(needs.configuration.publicURL)/o/\($0)?secret=\(needs.secret(of: offer.id))" }
    }

    func offer(code: String) async throws -> Offer? {
        guard let code = TrackingCode.read(code) else { return nil }
        return try await database.read { db in try db.offer(code: code) }
    }

    /// Who comes with `secret` to the offer of `code`.
    /// - Throws: ``Refusal/notFound`` – for a wrong secret just as for a wrong code.
    func guest(code: String, secret: String) async throws -> (offer: Offer, viewer: Viewer.Identity) {
        guard let offer = try await offer(code: code), needs.isSecret(secret, of: offer.id) else {
            throw Refusal.notFound
        }
        return (offer, .requester(need: offer.id, full: true))
    }

    /// Who comes with code and digits.
    /// - Throws: ``Refusal/notFound`` where one of them is wrong; whoever asks has counted the guess.
    func guest(code: String, digits: String) async throws -> (offer: Offer, viewer: Viewer.Identity) {
        let typed = String(Clean.line(digits).filter(\.isNumber))
        guard typed.count == 4, let offer = try await offer(code: code), let code = offer.code else {
            throw Refusal.notFound
        }
        let known = try await database.read { db in try db.digitsHash(of: offer) }
        guard let known, Sodium.equal(known, needs.digitsHash(code: code, digits: typed)) else {
            throw Refusal.notFound
        }
        return (offer, .requester(need: offer.id, full: false))
    }

    /// Whoever a program's address speaks for. Guesses by digits count, as for needs.
    func guest(_ ask: Ask, _ limiter: RateLimiter) async throws -> (offer: Offer, viewer: Viewer) {
        let code = ask.parameters["code"] ?? "", found: (offer: Offer, viewer: Viewer.Identity)
        if let digits = ask.query.text("digits") {
            let now = world.now(), written = TrackingCode.read(code)
            try await limiter.check(.trackGuess, ask.remote, limit: 20, per: Time.hour, now: now)
            if let written { try await limiter.check(.needGuess, written, limit: 10, per: Time.hour, now: now) }
            found = try await guest(code: code, digits: digits)
            try await giveBack(written, from: ask.remote, limiter)
        } else {
            found = try await guest(code: code, secret: ask.query["secret"] ?? "")
        }
        return (found.offer, Viewer(found.viewer, language: ask.language))
    }

    /// A guess that was right counts for nothing.
    func giveBack(_ code: String?, from address: String, _ limiter: RateLimiter) async throws {
        try await limiter.giveBack(.trackGuess, address)
        if let code { try await limiter.giveBack(.needGuess, code) }
    }

    /// A guest has contact, address and description destroyed before their time, once the offer has ended.
    /// - Throws: ``Refusal/conflict(_:_:)`` while somebody may still have to reach them.
    func forget(_ id: ID, by viewer: Viewer, in network: ID) async throws {
        let now = world.now()
        try await database.write { db in
            guard let offer = try db.offer(id, in: network) else { throw Refusal.notFound }
            try Policy.require(.forgetMe, viewer, ties: offer.ties(of: viewer))
            guard !offer.state.isOpen else {
                throw Refusal.conflict(
                    OfferDoorWords.forgetLater,
                    Refusal.Extras(state: offer.shownState.rawValue, allowed: ["withdraw"]))
            }
            try db.forgetOffer(id, in: network)
            try db.execute(
                "INSERT INTO forgotten (subject_id, at) VALUES (\(id), \(now)) ON CONFLICT (subject_id) DO NOTHING")
            try db.record(
                Event(.forgotten, on: id, in: network, by: viewer.actor, at: now, audience: .case, id: world.newID()))
        }
    }

    /// Sends the secret link to the guest's own number.
    /// - Throws: ``Refusal/invalid(_:)`` where they left none, or no gateway is set; ``Refusal/tooMany(retryAfter:)`` past three a day.
    func sendLink(of offer: Offer, by viewer: Viewer, _ limiter: RateLimiter) async throws {
        let now = world.now(), id = offer.id, network = offer.networkID
        try Policy.require(.keepLink, viewer, ties: offer.ties(of: viewer))
        let part = try await database.read { [vault = vault] db in try db.secret(of: offer, vault: vault)?.part }
        let mobile = part?.contacts.lazy.map(\.phone).first { MobileNumber.international($0) != nil }
        guard needs.configuration.offersPhone, let mobile, let code = offer.code, let link = trackingURL(of: offer),
            let sms = SMS(to: mobile, text: OfferDoorWords.link(code, link)(offer.language))
        else { throw Refusal.invalid("", PaperWords.noMobile) }
        try await limiter.check(.ownLink, id.description, limit: NeedActs.linksADay, per: Time.day, now: now)
        try await database.write { db in
            try db.enqueue(.sms, sms.sealed(by: vault), id: world.newID(), at: now, subject: id)
            try db.record(
                Event(.linkSent, on: id, in: network, by: viewer.actor, at: now, audience: .case, id: world.newID()))
        }
    }

    /// Sends the secret link again, for whoever names the code: to an address that the guest left, as with needs.
    func sendLinkAgain(of found: Offer) async throws {
        try await onDesk(in: found.networkID, at: world.now()) { desk in
            guard let offer = try desk.db.offer(found.id, in: desk.network),
                var part = try desk.db.secret(of: offer, vault: vault)?.part, let way = needs.wayOfLink(part)?.way
            else { return }
            if part.reach?.channel == "call" { part.reach?.channel = "" }
            try desk.tellGuest(of: offer, OfferDoorWords.linkAgain, fresh: part)
            try desk.record(.linkSent, on: offer, .case, [("way", .text(way.rawValue))])
        }
    }

    /// Who has written by a gateway has no page before them: where nothing takes code and link back, whoever answers for it rings.
    func ringUnseen(_ offer: Offer) async throws {
        try await onDesk(in: offer.networkID, at: world.now()) { desk in
            guard let part = try desk.db.secret(of: offer, vault: vault)?.part, desk.route(to: part) == nil else {
                return
            }
            try desk.tell(offer.ownerID, OfferDoorWords.ring(OfferDoorWords.receivedUnseen), about: offer)
        }
    }

    /// A message about an offer was given up: whoever answers for it rings the guest.
    func messageFailed(_ kind: Job.Kind, about id: ID?) async throws {
        guard let id, let way = MessageWay(kind) else { return }
        let network = try await database.read { db in
            try db.value("SELECT network_id FROM offer_doors WHERE offer_id = \(id)", as: ID.self)
        }
        guard let network else { return }
        try await onDesk(in: network, at: world.now()) { desk in
            guard let offer = try desk.db.offer(id, in: network) else { return }
            try desk.record(
                .bounced, on: offer, .case, [("way", .text(way.rawValue))])
            try desk.tell(offer.ownerID, OfferDoorWords.ring(OfferDoorWords.bounced), about: offer)
        }
    }
}

extension OfferDesk {
    /// What ties somebody to a use: whoever was asked answers it, even where another speaks for the offer by now. For a guest, who
    /// promises nothing without an account, whoever asked promises it once they have said yes – or whoever else may ask.
    static func ties(_ ties: Ties, of viewer: Viewer, to use: OfferUse, of offer: Offer) -> Ties {
        if offer.isGuests, use.grantedAt == nil { return ties }
        return use.isAnswered(by: viewer, of: offer) ? ties.union(.submitter) : ties.subtracting(.submitter)
    }

    /// The guest says yes – or whoever rang them says how they know: whoever asked may promise it now.
    func grant(_ draft: ClaimDraft, _ use: OfferUse, of offer: Offer) throws -> OfferUse {
        guard draft.quantity > 0, draft.quantity <= use.quantity else {
            throw Refusal.invalid("quantity", OfferWords.atMostAsked(use.quantity))
        }
        let note = String(Clean.prose(draft.note).prefix(1000))
        if viewer.member != nil, note.isEmpty { throw Refusal.invalid("note", OfferWords.howAgreed) }
        guard let need = try db.need(use.needID, in: network) else { throw Refusal.notFound }
        var after = use
        (after.grantedAt, after.quantity) = (now, draft.quantity)
        try db.save(after, from: use)
        var touched = offer
        touched.changedAt = now
        try db.save(touched, from: offer)
        let due = now + OfferClocks.length(ofUseFor: need, picture.settings.clocks)
        try db.start(OfferClocks.clock(of: after, due: due, owner: use.answererID, now: now))
        try record(
            .offerUseGranted, on: offer, .case,
            [
                ("use", .text(use.id.description)), ("quantity", .quantity(after.quantity)),
                ("unit", .text(offer.lines.first { $0.id == use.lineID }?.unit)), ("note", .words(note.nilIfEmpty)),
            ])
        try tell(use.answererID, OfferDoorWords.mailGranted(due), about: offer, at: "#use-\(use.id)")
        return after
    }

    /// Asks whoever has it; where a guest has not answered yet, they are asked, and whoever asked waits.
    func tellAsked(_ use: OfferUse, of offer: Offer, by due: Int64) throws {
        if !offer.isGuests {
            try ask(use, of: offer, by: due)
        } else if use.grantedAt == nil {
            try tellGuest(of: offer, OfferWords.mailAsked(due))
        } else {
            try tell(use.answererID, OfferDoorWords.mailGranted(due), about: offer, at: "#use-\(use.id)")
        }
    }

    /// A guest's yes must not come to nothing because one person is away: whoever answers for the offer, and for the need, hears of it too.
    func tellOthers(of use: OfferUse, _ offer: Offer, _ words: Text, besides known: ID? = nil) throws {
        guard offer.isGuests, use.grantedAt != nil else { return }
        let owner = try db.need(use.needID, in: network)?.ownerID
        for member in Set([offer.ownerID, owner].compactMap { $0 }).sorted()
        where member != use.answererID && member != known {
            try tell(member, words, about: offer, at: "#use-\(use.id)")
        }
    }

    /// Tells a guest by mail or short message; where neither reaches them, whoever answers for the offer is to ring. Their page tells it
    /// in any case. What they have done themselves needs no message.
    ///
    /// - Parameter fresh: what they have just sent, where it need not be read back.
    func tellGuest(of offer: Offer, _ words: Text, fresh: PrivatePart? = nil) throws {
        guard let code = offer.code, let link = acts.trackingURL(of: offer) else { return }
        if fresh == nil, case .requester = viewer.identity { return }
        guard let part = try fresh ?? db.secret(of: offer, vault: acts.vault)?.part else { return }
        guard let route = route(to: part) else {
            // The receipt stands on the page they are on, if they are on one.
            if fresh == nil { try tell(offer.ownerID, OfferDoorWords.ring(words), about: offer) }
            return
        }
        let id = acts.world.newID()
        switch route.way {
        case .email:
            let mail = Mail(
                to: route.address, subject: OfferWords.mailSubject(offer.titleInMail)(offer.language),
                body: OfferDoorWords.mail(words, link, code)(offer.language))
            try db.enqueue(.mail, mail.sealed(by: acts.vault), id: id, at: now, subject: offer.id)
        case .sms:
            guard let sms = SMS(to: route.address, text: OfferDoorWords.short(words, link)(offer.language)) else {
                return
            }
            try db.enqueue(.sms, sms.sealed(by: acts.vault), id: id, at: now, subject: offer.id)
        // Guests have no way through WeChat.
        case .wechat: return
        }
    }

    fileprivate func route(to part: PrivatePart) -> WayRules.Route? {
        WayRules.route(part.contacts, part.reach, hasGateway: acts.needs.configuration.offersPhone, failed: [])
    }

    /// The guest is reached otherwise from now on; the way they were reached by so far hears of it.
    func save(_ contact: Contact, of offer: Offer, _ ties: Ties) throws {
        guard ties.contains(.requesterInFull), let code = offer.code else {
            throw Refusal.forbidden(NeedWords.secretLinkOnly)
        }
        guard var secret = try db.secret(of: offer, vault: acts.vault) else { throw Refusal.notFound }
        let before = secret.part
        let cleaned = try contact.cleaned(over: before.contacts.first ?? Contact())
        secret.part.contacts = [cleaned] + before.contacts.dropFirst()
        try db.save(secret, of: offer, vault: acts.vault)
        try db.saveDigits(acts.needs.digits(of: secret.part, code: code), of: offer)
        try tellGuest(of: offer, OfferDoorWords.contactChanged, fresh: before)
    }
}
