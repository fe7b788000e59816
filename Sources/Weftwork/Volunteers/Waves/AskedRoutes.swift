internal import Database
internal import Engine

/// The doors of those who are asked: the link, and their own list. The link marks the device and moves to an address without its secret:
/// a page that is passed on by its address answers for nobody.
struct AskedRoutes: Sendable {
    let acts: WaveActs
    let limiter: RateLimiter
    let frames: Frames

    var endpoints: [Endpoint] {
        let page = "/n/{slug}", programs = "/api/v1/networks/{slug}"
        return [
            Endpoint(.get, "/asked/{code}", .answerAsking, .page, handle: show),
            Endpoint(.post, "/asked/{code}", .answerAsking, .page, handle: answer),
            Endpoint(.get, "\(page)/me/askings", .seeOwnAskings, .page) { ask in .page(try await own(ask)) },
            Endpoint(.post, "\(page)/askings/{id}", .seeOwnAskings, .page, handle: answerOwn),
            Endpoint(
                .get, "\(programs)/me/askings", .seeOwnAskings, .api,
                "What one was asked, and how one keeps one's word",
                gives: WaveSchemas.own
            ) { ask in
                let found = try await acts.own(of: ask.viewer, in: try ask.requireNetwork().id)
                return .json(OwnAskingsView(record: found.record, askings: found.askings, language: ask.language))
            },
            Endpoint(
                .post, "\(programs)/askings/{id}/actions", .seeOwnAskings, .api, "Answer what one was asked",
                accepts: WaveSchemas.answer, gives: WaveSchemas.own
            ) { ask in
                let body = try ask.decoded(AnswerBody.self), network = try ask.requireNetwork().id
                _ = try await acts.answer(
                    try read(body.answer), asking: try ask.id("id"), by: ask.viewer, in: network)
                let found = try await acts.own(of: ask.viewer, in: network)
                return .json(OwnAskingsView(record: found.record, askings: found.askings, language: ask.language))
            },
        ]
    }

    private struct AnswerBody: Decodable {
        let answer: String?
    }

    private func read(_ text: String?) throws(Refusal) -> AskedAnswer {
        guard let answer = text.flatMap(AskedAnswer.init(rawValue:)) else {
            throw .invalid("answer", SiteWords.badChoice(AskedAnswer.allCases.map(\.rawValue), text ?? ""))
        }
        return answer
    }

    // MARK: The link

    private func show(_ ask: Ask) async throws -> Answer {
        try await acts.links.countTry(ask, limiter, now: acts.world.now())
        let text = ask.parameters["code"] ?? ""
        guard let id = ID(text) else { return acts.links.opened(try await acts.asking(ofLink: text).id, text) }
        guard let code = acts.links.code(of: id, ask) else {
            return .page(AskedPages(frame: frames(ask)).elsewhere(try await acts.network(ofAsking: id)))
        }
        return .page(AskedPages(frame: frames(ask)).asked(try await acts.asked(code: code)))
    }

    private func answer(_ ask: Ask) async throws -> Answer {
        let code = try await acts.links.countAnswer(
            ID(ask.parameters["code"] ?? ""), ask, limiter, now: acts.world.now())
        let id = try acts.links.id(of: code)
        do {
            _ = try await acts.answer(try read(ask.form["answer"]), code: code)
            return .redirect(to: "/asked/\(id)")
        } catch Refusal.conflict(let words, _) {
            return try await refused(ask, code, words, 409)
        } catch Refusal.forbidden(let words) {
            return try await refused(ask, code, words, 403)
        } catch Refusal.invalid(let problems) {
            return try await refused(ask, code, problems.first?.message ?? SiteWords.invalid, 422)
        }
    }

    private func refused(_ ask: Ask, _ code: String, _ words: Text, _ status: Int) async throws -> Answer {
        let view = try await acts.asked(code: code)
        return .page(AskedPages(frame: frames(ask)).asked(view, problem: words), status: status)
    }

    // MARK: One's own

    private func own(_ ask: Ask, problem: Text? = nil) async throws -> HTML {
        let network = try ask.requireNetwork(), found = try await acts.own(of: ask.viewer, in: network.id)
        return AskedPages(frame: frames(ask)).own(
            found.record, found.askings, slug: network.slug, at: found.at, problem: problem)
    }

    private func answerOwn(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        do {
            _ = try await acts.answer(try read(ask.form["answer"]), asking: id, by: ask.viewer, in: network.id)
            return .redirect(to: "/n/\(network.slug)/me/askings#asking-\(id)")
        } catch Refusal.conflict(let words, _) {
            return .page(try await own(ask, problem: words), status: 409)
        } catch Refusal.forbidden(let words) {
            return .page(try await own(ask, problem: words), status: 403)
        }
    }
}
