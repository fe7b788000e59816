internal import Database

/// The doors to asking for vouches, answering, and recommending together.
struct VouchAskRoutes: Sendable {
    let acts: MemberActs
    let frames: Frames

    var endpoints: [Endpoint] { pages + programs }

    private var pages: [Endpoint] {
        let root = "/n/{slug}"
        return [
            Endpoint(.get, "\(root)/asks", .answerAsk, .page) { ask in
                let network = try ask.requireNetwork()
                return .page(page(ask, network).list(try await acts.vouchAsks(for: ask.viewer, in: network.id)))
            },
            Endpoint(.get, "\(root)/asks/{id}", .answerAsk, .page) { ask in .page(try await one(ask)) },
            Endpoint(.post, "\(root)/asks/{id}/vouch", .vouch, .page, handle: vouch),
            Endpoint(.post, "\(root)/asks/{id}/close", .answerAsk, .page) { ask in
                let network = try ask.requireNetwork()
                try await acts.close(ask: try ask.id("id"), by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/asks?done=1")
            },
            Endpoint(.post, "\(root)/asks/{id}/report", .openMatter, .page, handle: report),
            Endpoint(.get, "\(root)/members/{id}/ask", .askForVouch, .page) { ask in .page(try await request(ask)) },
            Endpoint(.post, "\(root)/members/{id}/ask", .askForVouch, .page, handle: sendRequest),
            Endpoint(.get, "\(root)/members/{id}/recommend", .vouch, .page) { ask in .page(try await recommend(ask)) },
            Endpoint(.post, "\(root)/members/{id}/recommend", .vouch, .page, handle: open),
            Endpoint(.get, "\(root)/recommendations/{id}", .answerAsk, .page) { ask in
                let network = try ask.requireNetwork()
                return .page(
                    page(ask, network).recommendation(
                        try await acts.recommendation(try ask.id("id"), for: ask.viewer, in: network.id)))
            },
        ]
    }

    private func page(_ ask: Ask, _ network: Network) -> VouchAskPages {
        VouchAskPages(frame: frames(ask), network: network)
    }

    // MARK: Answering

    private func one(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let reading = try await acts.vouchAsk(try ask.id("id"), for: ask.viewer, in: network.id)
        return page(ask, network).ask(reading, form, problems)
    }

    private func vouch(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        do {
            let answer = VouchAnswer(
                how: form["how"] ?? "", takesShared: form["shared"] == "yes",
                organisation: try VouchBody.organisation(form.text("organisation")))
            try await acts.vouch(answering: try ask.id("id"), answer, by: ask.viewer, in: network.id)
            return .redirect(to: "/n/\(network.slug)/asks?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await one(ask, form, problems), status: 422)
        } catch Refusal.forbidden(let words) where ask.viewer.member != nil {
            return .page(try await one(ask, form, [FieldProblem("", words)]), status: 403)
        } catch Refusal.conflict(let words, _) {
            return .page(try await one(ask, form, [FieldProblem("", words)]), status: 409)
        }
    }

    private func report(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        do {
            let matter = try await acts.report(
                ask: try ask.id("id"), form["words"] ?? "", by: ask.viewer, in: network.id, once: ask.formOnce)
            return .redirect(to: "/n/\(network.slug)/matters/\(matter.id)?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await one(ask, form, problems), status: 422)
        }
    }

    // MARK: Asking

    private func member(_ ask: Ask, in network: Network) async throws -> Member {
        let id = try ask.id("id")
        guard let member = try await acts.database.read({ db in try db.member(id, in: network.id) }) else {
            throw Refusal.notFound
        }
        return member
    }

    private func request(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        return page(ask, network).request(try await member(ask, in: network), form, problems)
    }

    private func sendRequest(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        do {
            let draft = try VouchBody(kind: form["kind"], subject: form["subject"], how: form["how"]).draft()
            let made = try await acts.askForVouch(
                of: try ask.id("id"), draft, by: ask.viewer, in: network.id, once: ask.formOnce)
            return .redirect(to: "/n/\(network.slug)/asks/\(made.id)?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await request(ask, form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await request(ask, form, [FieldProblem("", words)]), status: 409)
        }
    }

    // MARK: Together

    private func recommend(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let member = try await member(ask, in: network)
        return page(ask, network).recommend(
            member, members: try await acts.buddies(in: network.id), form, problems)
    }

    private func open(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        do {
            let vouch = try VouchBody(kind: form["kind"], subject: form["subject"], how: form["how"]).draft()
            let draft = RecommendationDraft(vouch: vouch, signers: form.all("signers").compactMap { ID($0) })
            let made = try await acts.recommend(
                try ask.id("id"), draft, by: ask.viewer, in: network.id, once: ask.formOnce)
            return .redirect(to: "/n/\(network.slug)/recommendations/\(made.id)?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await recommend(ask, form, problems), status: 422)
        } catch Refusal.forbidden(let words) where ask.viewer.member != nil {
            return .page(try await recommend(ask, form, [FieldProblem("kind", words)]), status: 403)
        } catch Refusal.conflict(let words, _) {
            return .page(try await recommend(ask, form, [FieldProblem("", words)]), status: 409)
        }
    }
}
