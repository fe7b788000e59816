internal import Database

/// The doors to the council, to oversight and to their seats.
struct BodyRoutes: Sendable {
    let acts: GovernanceActs
    let frames: Frames

    var endpoints: [Endpoint] { pages + councilPages + programs + councilPrograms }

    private var pages: [Endpoint] {
        let root = "/n/{slug}/governance"
        return [
            Endpoint(.get, "\(root)/oversight", .seeOversight, .page) { ask in .page(try await oversight(ask)) },
            Endpoint(.post, "\(root)/oversight/seats", .nameForSeat, .page) { ask in
                try await trying(ask, oversight) { network in
                    _ = try await name(.oversight, ask.form["member"], ask.form["words"], ask, network, ask.formOnce)
                    return "/governance/oversight"
                }
            },
            Endpoint(.post, "\(root)/findings", .findForOversight, .page) { ask in
                try await trying(ask, oversight) { network in
                    let finding = try await acts.find(
                        ask.form["about"], ask.form["words"] ?? "", by: ask.viewer, in: network, once: ask.formOnce)
                    return "/governance/findings/\(finding.id)"
                }
            },
            Endpoint(.get, "\(root)/findings/{id}", .seeOversight, .page) { ask in .page(try await finding(ask)) },
            Endpoint(.post, "\(root)/findings/{id}/actions", .answerFinding, .page) { ask in
                try await trying(ask, finding) { network in
                    let id = try ask.id("id")
                    try await act(
                        ask.form["action"], ask.form["answer"] ?? ask.form["words"], on: id, ask.viewer, network)
                    return "/governance/findings/\(id)"
                }
            },
            Endpoint(.post, "\(root)/seats/{id}/actions", .answerSeat, .page) { ask in
                let id = try ask.id("id"), body = try await acts.body(of: id, in: try ask.requireNetwork().id)
                return try await trying(ask, { try await page(of: body, $0, $1, $2) }) { network in
                    try await answer(ask.form["action"], id, ask.viewer, network)
                    return "/governance/\(body.rawValue)"
                }
            },
        ]
    }

    private var councilPages: [Endpoint] {
        let root = "/n/{slug}/governance/council"
        return [
            Endpoint(.get, root, .seeGovernance, .page) { ask in .page(try await council(ask)) },
            Endpoint(.post, "\(root)/seats", .nameForSeat, .page) { ask in
                try await trying(ask, council) { network in
                    _ = try await name(.council, ask.form["member"], ask.form["words"], ask, network, ask.formOnce)
                    return "/governance/council"
                }
            },
            Endpoint(.post, "\(root)/proposals", .sitInCouncil, .page) { ask in
                try await trying(ask, council) { network in
                    let proposal = try await acts.putToCouncil(
                        ask.form["question"] ?? "", ask.form["context"] ?? "", method: ask.form["method"],
                        by: ask.viewer,
                        in: network, once: ask.formOnce)
                    return "/proposals/\(proposal.id)"
                }
            },
            Endpoint(.post, "\(root)/minutes", .sitInCouncil, .page) { ask in
                try await trying(ask, council) { network in
                    _ = try await acts.writeMinutes(
                        ask.form["words"] ?? "", day: ask.form["day"] ?? "", audience: ask.form["audience"],
                        by: ask.viewer, in: network, once: ask.formOnce)
                    return "/governance/council"
                }
            },
        ]
    }

    private func trying(
        _ ask: Ask, _ page: (Ask, Form, [FieldProblem]) async throws -> HTML, _ body: (ID) async throws -> String
    ) async throws -> Answer {
        let network = try ask.requireNetwork()
        do {
            return .redirect(to: "/n/\(network.slug)\(try await body(network.id))?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await page(ask, ask.form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await page(ask, ask.form, [FieldProblem("", words)]), status: 409)
        }
    }

    private func oversight(_ ask: Ask, _ form: Form, _ problems: [FieldProblem]) async throws -> HTML {
        let network = try ask.requireNetwork()
        return OversightPages(frame: frames(ask), network: network, form: form, problems: problems)
            .oversight(try await acts.oversight(of: network.id, for: ask.viewer))
    }

    private func oversight(_ ask: Ask) async throws -> HTML { try await oversight(ask, Form(), []) }

    private func council(_ ask: Ask, _ form: Form, _ problems: [FieldProblem]) async throws -> HTML {
        let network = try ask.requireNetwork()
        return OversightPages(frame: frames(ask), network: network, form: form, problems: problems)
            .council(try await acts.council(of: network.id, for: ask.viewer))
    }

    private func council(_ ask: Ask) async throws -> HTML { try await council(ask, Form(), []) }

    private func page(
        of body: GovernanceBody, _ ask: Ask, _ form: Form, _ problems: [FieldProblem]
    ) async throws -> HTML {
        switch body {
        case .council: try await council(ask, form, problems)
        case .oversight: try await oversight(ask, form, problems)
        }
    }

    private func finding(_ ask: Ask, _ form: Form, _ problems: [FieldProblem]) async throws -> HTML {
        let network = try ask.requireNetwork()
        return OversightPages(frame: frames(ask), network: network, form: form, problems: problems)
            .finding(try await acts.finding(try ask.id("id"), for: ask.viewer, in: network.id))
    }

    private func finding(_ ask: Ask) async throws -> HTML { try await finding(ask, Form(), []) }

    // MARK: What is done

    private func name(
        _ body: GovernanceBody, _ member: String?, _ words: String?, _ ask: Ask, _ network: ID, _ once: Once?
    ) async throws -> GovernanceSeat {
        try await acts.name(member ?? "", for: body, words ?? "", by: ask.viewer, in: network, once: once)
    }

    private func act(_ action: String?, _ words: String?, on id: ID, _ viewer: Viewer, _ network: ID) async throws {
        guard let action = action.flatMap(FindingAction.init(rawValue:)) else {
            throw Refusal.invalid("action", SiteWords.badChoice(FindingAction.allCases.map(\.rawValue), action ?? ""))
        }
        _ = try await acts.perform(action, on: id, words: words ?? "", by: viewer, in: network)
    }

    private func answer(_ action: String?, _ id: ID, _ viewer: Viewer, _ network: ID) async throws {
        guard let action = action.flatMap(SeatAction.init(rawValue:)) else {
            throw Refusal.invalid("action", SiteWords.badChoice(SeatAction.allCases.map(\.rawValue), action ?? ""))
        }
        try await acts.answer(action, id, by: viewer, in: network)
    }

    // MARK: For programs

    private struct SeatBody: Decodable {
        let member: String?
        let words: String?
    }

    private struct FindingBody: Decodable {
        let about: String?
        let words: String?
    }

    private struct ActionBody: Decodable {
        let action: String?
        let words: String?
    }

    private struct QuestionBody: Decodable {
        let question: String?
        let context: String?
        let method: String?
    }

    private struct MinutesBody: Decodable {
        let day: String?
        let audience: String?
        let words: String?
    }

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}/governance"
        return [
            Endpoint(
                .get, "\(root)/oversight", .seeOversight, .api, "Oversight: its seats, findings and figures",
                gives: GovernanceSchemas.oversight
            ) { ask in
                .json(
                    OversightView(reading: try await acts.oversight(of: try ask.requireNetwork().id, for: ask.viewer)))
            },
            Endpoint(
                .post, "\(root)/oversight/seats", .nameForSeat, .api, "Name somebody for oversight",
                accepts: GovernanceSchemas.seatToPost, gives: GovernanceSchemas.seat, status: 201
            ) { ask in
                let body = try ask.decoded(SeatBody.self), network = try ask.requireNetwork().id
                return .json(try await name(.oversight, body.member, body.words, ask, network, ask.once), status: 201)
            },
            Endpoint(
                .post, "\(root)/findings", .findForOversight, .api,
                "Write down what oversight has found; somebody answers it",
                accepts: GovernanceSchemas.findingToPost, gives: GovernanceSchemas.finding, status: 201
            ) { ask in
                let body = try ask.decoded(FindingBody.self), network = try ask.requireNetwork().id
                return .json(
                    try await acts.find(body.about, body.words ?? "", by: ask.viewer, in: network, once: ask.once),
                    status: 201)
            },
            Endpoint(
                .get, "\(root)/findings/{id}", .seeOversight, .api, "One finding", gives: GovernanceSchemas.finding
            ) {
                ask in
                .json(
                    FindingView(
                        reading: try await acts.finding(
                            try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork().id)))
            },
            Endpoint(
                .post, "\(root)/findings/{id}/actions", .answerFinding, .api,
                "Answer it, take it on; settle it, or put it again", accepts: GovernanceSchemas.findingAction,
                gives: GovernanceSchemas.finding
            ) { ask in
                let body = try ask.decoded(ActionBody.self), id = try ask.id("id"),
                    network = try ask.requireNetwork().id
                try await act(body.action, body.words, on: id, ask.viewer, network)
                return .json(FindingView(reading: try await acts.finding(id, for: ask.viewer, in: network)))
            },
            Endpoint(
                .post, "\(root)/seats/{id}/actions", .answerSeat, .api, "Say yes or no to a seat, or lay it down",
                accepts: GovernanceSchemas.seatAction, gives: GovernanceSchemas.done
            ) { ask in
                let body = try ask.decoded(ActionBody.self), id = try ask.id("id")
                try await answer(body.action, id, ask.viewer, try ask.requireNetwork().id)
                return .json(DoneView(id: id))
            },
        ]
    }

    private var councilPrograms: [Endpoint] {
        let root = "/api/v1/networks/{slug}/governance/council"
        return [
            Endpoint(
                .get, root, .seeGovernance, .api,
                "The council: seats, what it was asked, minutes for the caller's tier",
                gives: GovernanceSchemas.council
            ) { ask in
                .json(CouncilView(reading: try await acts.council(of: try ask.requireNetwork().id, for: ask.viewer)))
            },
            Endpoint(
                .post, "\(root)/seats", .nameForSeat, .api, "Name somebody for the council",
                accepts: GovernanceSchemas.seatToPost, gives: GovernanceSchemas.seat, status: 201
            ) { ask in
                let body = try ask.decoded(SeatBody.self), network = try ask.requireNetwork().id
                return .json(try await name(.council, body.member, body.words, ask, network, ask.once), status: 201)
            },
            Endpoint(
                .post, "\(root)/proposals", .sitInCouncil, .api,
                "Put a question to the council, one voice for each seat",
                accepts: GovernanceSchemas.questionToPost, gives: GovernanceSchemas.done, status: 201
            ) { ask in
                let body = try ask.decoded(QuestionBody.self), network = try ask.requireNetwork().id
                let proposal = try await acts.putToCouncil(
                    body.question ?? "", body.context ?? "", method: body.method, by: ask.viewer, in: network,
                    once: ask.once)
                return .json(DoneView(id: proposal.id), status: 201)
            },
            Endpoint(
                .post, "\(root)/minutes", .sitInCouncil, .api,
                "Write down what a session settled, for those who may read it",
                accepts: GovernanceSchemas.minutesToPost, gives: GovernanceSchemas.done, status: 201
            ) { ask in
                let body = try ask.decoded(MinutesBody.self), network = try ask.requireNetwork().id
                let minutes = try await acts.writeMinutes(
                    body.words ?? "", day: body.day ?? "", audience: body.audience, by: ask.viewer, in: network,
                    once: ask.once)
                return .json(DoneView(id: minutes.id), status: 201)
            },
        ]
    }
}
