internal import Database

/// The door of members who are asked for what they offer: the link, which opens no session.
struct OfferAskedRoutes: Sendable {
    let acts: OfferActs
    let members: MemberActs
    let limiter: RateLimiter
    let frames: Frames

    var endpoints: [Endpoint] {
        let page = "/n/{slug}/offer-asked/{code}"
        return [
            Endpoint(.get, page, .answerAsking, .page, handle: show),
            Endpoint(.post, page, .answerAsking, .page, handle: answer),
        ]
    }

    private func show(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), links = acts.links(in: network.slug)
        try await links.countTry(ask, limiter, now: acts.world.now())
        let text = ask.parameters["code"] ?? ""
        guard let id = ID(text) else {
            let id = try links.id(of: text)
            // A link of elsewhere marks no device.
            _ = try await acts.asked(id, in: network)
            return links.opened(id, text)
        }
        let view = try await acts.asked(id, in: network), pages = OfferAskedPages(frame: frames(ask), network: network)
        guard links.code(of: id, ask) != nil else { return .page(pages.elsewhere(view.offer.id)) }
        return .page(pages.asked(view))
    }

    private func answer(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), links = acts.links(in: network.slug)
        let code = try await links.countAnswer(
            ID(ask.parameters["code"] ?? ""), ask, limiter, now: acts.world.now())
        let id = try links.id(of: code)
        let body = OfferUseBody(byLink: ask.form), done = Answer.redirect(to: "\(links.root)/\(id)")
        do {
            try await acts.answer(body, asked: id, in: network, members)
            return done
        } catch Refusal.conflict(let words, _) {
            // Pressed twice, it is as they said; nothing is wrong.
            if body.isSaid(by: try await acts.asked(id, in: network).use.state) { return done }
            return try await refused(ask, id, words, 409)
        } catch Refusal.forbidden(let words) {
            return try await refused(ask, id, words, 403)
        } catch Refusal.invalid(let problems) {
            return try await refused(ask, id, problems.first?.message ?? SiteWords.invalid, 422)
        }
    }

    private func refused(_ ask: Ask, _ id: ID, _ words: Text, _ status: Int) async throws -> Answer {
        let network = try ask.requireNetwork(), view = try await acts.asked(id, in: network)
        return .page(
            OfferAskedPages(frame: frames(ask), network: network).asked(view, ask.form, problem: words), status: status)
    }
}
