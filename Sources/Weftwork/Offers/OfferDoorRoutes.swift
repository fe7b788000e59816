internal import Database
internal import Engine

extension RateLimiter {
    /// So many offers an hour come from one address without an account; needs and offers count together.
    func checkGuestOffer(_ ask: Ask, _ acts: OfferActs) async throws {
        guard ask.viewer.isGuest else { return }
        try await check(
            .intake, ask.remote, limit: acts.needs.configuration.intakePerHour, per: Time.hour, now: acts.world.now())
    }
}

extension OfferActs {
    fileprivate static func cookieName(_ code: String) -> String { "weft_o_\(code)" }

    /// Marks this device as the guest's; `nil` takes the mark away.
    func marking(_ answer: Answer, _ offer: Offer, full: Bool?) -> Answer {
        guard let code = offer.code else { return answer }
        return answer.settingCookie(
            OfferActs.cookieName(code), full.map { needs.deviceMark(of: offer.id, full: $0) } ?? "",
            maxAge: full == nil ? 0 : NeedRoutes.markLifetime, isSecure: needs.configuration.isSecure,
            path: "/o/\(code)")
    }
}

/// A guest's pages about what they offer. The secret link marks the device and moves to an address without the secret; no link acts by
/// being opened.
struct OfferDoorRoutes: Sendable, CodeDoor {
    let acts: OfferActs
    let members: MemberActs
    let limiter: RateLimiter
    let frames: Frames

    var endpoints: [Endpoint] { pages + programs }

    private var pages: [Endpoint] {
        let root = "/o/{code}"
        return [
            Endpoint(.get, root, .track, .page, handle: show),
            Endpoint(.post, "\(root)/actions", .track, .page) { ask in
                try await onTheirPage(ask) { offer, viewer in
                    let action = try OfferActionBody(ask.form).parsed(now: acts.world.now())
                    _ = try await acts.perform(
                        action, on: offer.id, by: viewer, in: offer.networkID, once: ask.formOnce)
                }
            },
            Endpoint(.post, "\(root)/uses/{id}", .track, .page) { ask in
                try await onTheirPage(ask) { offer, viewer in
                    let id = try ask.id("id")
                    let known = try await acts.use(id, for: viewer, in: offer.networkID)
                    let answer = try OfferUseBody(ask.form).answer(known, now: acts.world.now())
                    _ = try await acts.answer(answer, use: id, by: viewer, in: offer.networkID, once: ask.formOnce)
                }
            },
            Endpoint(.post, "\(root)/appeal", .track, .page) { ask in
                try await onTheirPage(ask) { offer, viewer in
                    try await members.appeal(
                        about: TextPlace(kind: .offer, id: offer.id), ask.form["words"] ?? "", by: viewer,
                        in: offer.networkID)
                }
            },
            Endpoint(.post, "\(root)/sms", .track, .page) { ask in
                try await onTheirPage(ask) { offer, viewer in try await acts.sendLink(of: offer, by: viewer, limiter) }
            },
            Endpoint(.get, "\(root)/code.png", .track, .page, handle: picture),
            Endpoint(.post, "\(root)/forget", .track, .page) { ask in
                try await onTheirPage(ask) { offer, viewer in
                    try await acts.forget(offer.id, by: viewer, in: offer.networkID)
                }
            },
        ]
    }

    // MARK: Who comes

    /// Who this device stands for; nobody where it bears no mark.
    private func guest(_ ask: Ask) async throws -> (offer: Offer, viewer: Viewer)? {
        guard let offer = try await acts.offer(code: ask.parameters["code"] ?? ""), let code = offer.code,
            let mark = ask.cookie(OfferActs.cookieName(code)),
            let identity = acts.needs.identity(mark: mark, need: offer.id)
        else { return nil }
        return (offer, Viewer(identity, language: ask.language))
    }

    /// By code and digits, as whoever asks for help finds what is hers.
    func find(_ code: String, digits: String, _ ask: Ask) async throws -> Answer? {
        do {
            let found = try await acts.guest(code: code, digits: digits)
            try await acts.giveBack(TrackingCode.read(code), from: ask.remote, limiter)
            return acts.marking(.redirect(to: "/o/\(found.offer.code ?? "")"), found.offer, full: false)
        } catch Refusal.notFound {
            return nil
        }
    }

    func sendLinkAgain(_ code: String) async throws {
        if let offer = try await acts.offer(code: code) { try await acts.sendLinkAgain(of: offer) }
    }

    private func show(_ ask: Ask) async throws -> Answer {
        let code = ask.parameters["code"] ?? ""
        if let secret = ask.query["secret"] {
            let found = try await acts.guest(code: code, secret: secret)
            return acts.marking(.redirect(to: "/o/\(found.offer.code ?? "")"), found.offer, full: true)
        }
        guard let (offer, viewer) = try await guest(ask) else {
            return .redirect(to: "/track?code=\(Form.encode(code))")
        }
        return .page(try await page(ask, offer, viewer))
    }

    private func picture(_ ask: Ask) async throws -> Answer {
        guard let (offer, _) = try await guest(ask), let code = offer.code else { throw Refusal.notFound }
        return try CodePicture.answer(
            code, address: "\(acts.needs.configuration.publicURL)/track?code=\(code)")
    }

    private func page(
        _ ask: Ask, _ offer: Offer, _ viewer: Viewer, _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) async throws -> HTML {
        var ask = ask
        ask.viewer = viewer
        let network = try await acts.database.read { db in try db.network(id: offer.networkID) }
        guard let network else { throw Refusal.notFound }
        ask.network = network
        let file = try await acts.file(offer.id, for: viewer, in: offer.networkID)
        let place = TextPlace(kind: .offer, id: offer.id)
        var pages = OfferDoorPages(frame: frames(ask), network: network, file: file, form: form, problems: problems)
        pages.isNew = ask.query["new"] == "1"
        if ask.query["done"] == "1" { pages.notice = OfferPageWords.done }
        if file.ties.contains(.requesterInFull) { pages.link = acts.trackingURL(of: offer) }
        if offer.hidden != nil {
            pages.hiding = try await members.hiding(of: place, for: viewer, in: offer.networkID)
        }
        return pages.html()
    }

    /// Acts for them, then shows their page; what was wrong is said beside what was typed.
    private func onTheirPage(_ ask: Ask, _ act: (Offer, Viewer) async throws -> Void) async throws -> Answer {
        guard let (offer, viewer) = try await guest(ask) else { throw Refusal.notFound }
        func again(_ problems: [FieldProblem], _ status: Int) async throws -> Answer {
            let now = try await acts.database.read { db in try db.offer(offer.id, in: offer.networkID) } ?? offer
            return .page(try await page(ask, now, viewer, ask.form, problems), status: status)
        }
        do {
            try await act(offer, viewer)
            return .redirect(to: "/o/\(offer.code ?? "")?done=1")
        } catch Refusal.invalid(let problems) {
            return try await again(problems, 422)
        } catch let refusal as Refusal where [403, 409, 429].contains(refusal.status) {
            let answer = try await again([FieldProblem("", refusal.words)], refusal.status)
            return refusal.retryAfter.map { answer.with("Retry-After", "\($0)") } ?? answer
        }
    }

    // MARK: For programs

    private var programs: [Endpoint] {
        let root = "/api/v1/offers/{code}"
        return [
            Endpoint(
                .get, root, .track, .api, "What a guest offers: by ?secret= or ?digits=", gives: OfferSchemas.offer
            ) { ask in
                let (offer, viewer) = try await acts.guest(ask, limiter)
                return .json(try await acts.view(offer.id, for: viewer, in: offer.networkID))
            },
            Endpoint(
                .post, "\(root)/actions", .track, .api, "Act as the guest who offers it",
                accepts: OfferSchemas.action, gives: OfferSchemas.offer
            ) { ask in
                let (offer, viewer) = try await acts.guest(ask, limiter)
                let action = try ask.decoded(OfferActionBody.self).parsed(now: acts.world.now())
                let after = try await acts.perform(
                    action, on: offer.id, by: viewer, in: offer.networkID, once: ask.once)
                return .json(OfferView(after, for: viewer, ownerName: "", now: acts.world.now()))
            },
            Endpoint(
                .get, "\(root)/uses", .track, .api, "What a guest's offer is asked and used for",
                gives: OfferSchemas.useList
            ) { ask in
                let (offer, viewer) = try await acts.guest(ask, limiter)
                let file = try await acts.file(offer.id, for: viewer, in: offer.networkID)
                let views = file.uses.map { OfferUseView(use: $0.use, claimState: $0.claimState) }
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
            Endpoint(
                .post, "\(root)/uses/{id}/actions", .track, .api, "A guest says yes or no to what was asked",
                accepts: OfferSchemas.useAction, gives: OfferSchemas.use
            ) { ask in
                let (offer, viewer) = try await acts.guest(ask, limiter)
                let id = try ask.id("id"), known = try await acts.use(id, for: viewer, in: offer.networkID)
                let answer = try ask.decoded(OfferUseBody.self).answer(known, now: acts.world.now())
                return .json(
                    OfferUseView(
                        use: try await acts.answer(answer, use: id, by: viewer, in: offer.networkID, once: ask.once)))
            },
            Endpoint(
                .post, "\(root)/forget", .track, .api, "Have contact and description of an ended offer destroyed"
            ) { ask in
                let (offer, viewer) = try await acts.guest(ask, limiter)
                try await acts.forget(offer.id, by: viewer, in: offer.networkID)
                return .json(DoneView(id: offer.id))
            },
        ]
    }
}
