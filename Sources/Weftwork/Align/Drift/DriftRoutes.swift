internal import Database

/// The doors to drift and renewals.
struct DriftRoutes: Sendable {
    let acts: DriftActs
    let frames: Frames

    var endpoints: [Endpoint] { pages + renewalPages + programs }

    private var pages: [Endpoint] {
        let root = "/n/{slug}/drift"
        return [
            Endpoint(.get, root, .seeDrift, .page) { ask in .page(try await page(ask)) },
            Endpoint(.post, "\(root)/actions", .answerDrift, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                do {
                    let action = try DriftRoutes.action(
                        form["action"], alert: form["alert"], words: form["words"], reason: form["reason"])
                    let made = try await acts.perform(action, by: ask.viewer, in: network.id, once: ask.formOnce)
                    if case .renew = action, let made {
                        return .redirect(to: "/n/\(network.slug)/renewals/\(made)?done=1")
                    }
                    return .redirect(to: "/n/\(network.slug)/drift?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await page(ask, form, problems), status: 422)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await page(ask, form, [FieldProblem("", words)]), status: 409)
                }
            },
            Endpoint(.get, "\(root)/again", .seeDrift, .page) { ask in .page(try await again(ask)) },
            Endpoint(.post, "\(root)/again", .answerDrift, .page) { ask in
                let network = try ask.requireNetwork()
                do {
                    try await acts.holds(
                        for: try CharterRoutes.voice(ask.form["voice"]), by: ask.viewer, in: network.id)
                    return .redirect(to: "/n/\(network.slug)/drift/again?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await again(ask, problems), status: 422)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await again(ask, [FieldProblem("", words)]), status: 409)
                }
            },
        ]
    }

    private func page(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        return DriftPages(frame: frames(ask), network: network, form: form, problems: problems)
            .page(try await acts.reading(of: network.id, for: ask.viewer))
    }

    private func again(_ ask: Ask, _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        return DriftPages(frame: frames(ask), network: network, problems: problems)
            .again(try await acts.asked(for: ask.viewer, in: network.id))
    }

    private var renewalPages: [Endpoint] {
        let root = "/n/{slug}/renewals/{id}"
        return [
            Endpoint(.get, root, .seeDrift, .page) { ask in .page(try await renewal(ask)) },
            Endpoint(.post, "\(root)/actions", .answerDrift, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
                do {
                    let step = form["step"], own = step.flatMap { form["words-\($0)"] }
                    try await acts.perform(
                        try DriftRoutes.renewalAction(
                            form["action"], step: step, words: own ?? form["goal"] ?? form["endReason"],
                            reason: form["reason"], learnt: form["learnt"], priority: form.text("priority"),
                            until: form["until"]), on: id, by: ask.viewer, in: network.id, once: ask.formOnce)
                    return .redirect(to: "/n/\(network.slug)/renewals/\(id)?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await renewal(ask, form, problems), status: 422)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await renewal(ask, form, [FieldProblem("", words)]), status: 409)
                }
            },
        ]
    }

    private func renewal(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        return RenewalPages(frame: frames(ask), network: network, form: form, problems: problems)
            .page(try await acts.renewal(try ask.id("id"), for: ask.viewer, in: network.id))
    }

    // MARK: What is sent

    static func action(_ name: String?, alert: String?, words: String?, reason: String?) throws(Refusal) -> DriftAction
    {
        func id() throws(Refusal) -> ID {
            guard let id = alert.flatMap({ ID($0) }) else { throw .invalid("alert", SiteWords.missing) }
            return id
        }
        switch name {
        case "askAgain": return .askAgain
        case "rebuild": return .rebuild
        case "renew": return .renew(reason: reason ?? "")
        case "answer": return .answer(alert: try id(), words: words ?? "")
        case "take": return .take(alert: try id())
        default: throw .invalid("action", SiteWords.badChoice(DriftAction.names, name))
        }
    }

    static func renewalAction(
        _ name: String?, step: String?, words: String?, reason: String?, learnt: String?, priority: String?,
        until: String?
    ) throws(Refusal) -> RenewalAction {
        func kind() throws(Refusal) -> RenewalStep.Kind {
            guard let kind = RenewalStep.Kind.allCases.first(where: { $0.name == step }) else {
                throw .invalid("step", SiteWords.badChoice(RenewalStep.Kind.allCases.map(\.name), step))
            }
            return kind
        }
        switch name {
        case "take": return .take(try kind())
        case "finish": return .finish(try kind(), words: words ?? "")
        case "goal":
            guard let priority, !priority.isEmpty else {
                return .goal(words: words ?? "", priority: nil, until: until ?? "")
            }
            guard let id = ID(priority) else { throw .invalid("priority", RenewalWords.noPriority) }
            return .goal(words: words ?? "", priority: id, until: until ?? "")
        case "draft": return .draft(reason: reason ?? "", learnt: learnt ?? "")
        case "mindset": return .mindset
        case "end": return .end(reason: words ?? "")
        default: throw .invalid("action", SiteWords.badChoice(RenewalAction.names, name))
        }
    }

    // MARK: For programs

    private struct Body: Decodable {
        let action: String?
        let alert: String?
        let words: String?
        let reason: String?
    }

    private struct RenewalBody: Decodable {
        let action: String?
        let step: String?
        let words: String?
        let reason: String?
        let learnt: String?
        let priority: String?
        let until: String?
    }

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .get, "\(root)/drift", .seeDrift, .api,
                "How far what was agreed has drifted, clause by clause, and effort from its priorities; with its history",
                gives: DriftSchemas.drift
            ) { ask in
                .json(
                    DriftView(
                        reading: try await acts.reading(of: try ask.requireNetwork().id, for: ask.viewer),
                        language: ask.language))
            },
            Endpoint(
                .post, "\(root)/drift/actions", .answerDrift, .api,
                "Ask half again, compute anew, answer or take what is raised, begin a renewal",
                accepts: DriftSchemas.action, gives: DriftSchemas.drift
            ) { ask in
                let body = try ask.decoded(Body.self), network = try ask.requireNetwork().id
                let action = try DriftRoutes.action(
                    body.action, alert: body.alert, words: body.words, reason: body.reason)
                _ = try await acts.perform(action, by: ask.viewer, in: network, once: ask.once)
                return .json(
                    DriftView(reading: try await acts.reading(of: network, for: ask.viewer), language: ask.language))
            },
            Endpoint(
                .get, "\(root)/drift/asked", .seeDrift, .api,
                "What the caller is asked again, with what they said before: for the voice that is named, or the first that has not answered",
                gives: DriftSchemas.asked, queries: [.text("voice")]
            ) { ask in
                let voice = try CharterRoutes.voice(ask.query["voice"])
                return .json(
                    DriftAskedView(
                        reading: try await acts.asked(voice, for: ask.viewer, in: try ask.requireNetwork().id),
                        language: ask.language))
            },
            Endpoint(
                .post, "\(root)/drift/asked", .answerDrift, .api,
                "All that the caller said still holds, for the voice that is named or the first that has not answered; gives who is asked next",
                gives: DriftSchemas.asked, queries: [.text("voice")]
            ) { ask in
                let network = try ask.requireNetwork().id
                try await acts.holds(for: try CharterRoutes.voice(ask.query["voice"]), by: ask.viewer, in: network)
                return .json(
                    DriftAskedView(reading: try await acts.asked(for: ask.viewer, in: network), language: ask.language))
            },
            Endpoint(
                .get, "\(root)/renewals/{id}", .seeDrift, .api, "A renewal with its steps and stage goals",
                gives: DriftSchemas.renewal
            ) { ask in .json(try await view(ask, try ask.id("id"))) },
            Endpoint(
                .post, "\(root)/renewals/{id}/actions", .answerDrift, .api,
                "Take a step, say what came of it, set a goal, begin the draft, the mindset check, end it",
                accepts: DriftSchemas.renewalAction,
                gives: DriftSchemas.renewal
            ) { ask in
                let body = try ask.decoded(RenewalBody.self), network = try ask.requireNetwork().id,
                    id = try ask.id("id")
                let action = try DriftRoutes.renewalAction(
                    body.action, step: body.step, words: body.words, reason: body.reason, learnt: body.learnt,
                    priority: body.priority, until: body.until)
                try await acts.perform(action, on: id, by: ask.viewer, in: network, once: ask.once)
                return .json(try await view(ask, id))
            },
        ]
    }

    private func view(_ ask: Ask, _ id: ID) async throws -> RenewalView {
        RenewalView(
            reading: try await acts.renewal(id, for: ask.viewer, in: try ask.requireNetwork().id),
            language: ask.language)
    }
}
