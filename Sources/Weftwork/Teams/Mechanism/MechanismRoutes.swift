internal import Database

/// The doors to the page that says how a network works.
struct MechanismRoutes: Sendable {
    let acts: MechanismActs
    let frames: Frames

    var endpoints: [Endpoint] { pages + programs }

    private var pages: [Endpoint] {
        let root = "/n/{slug}/mechanism"
        return [
            Endpoint(.get, root, .seeNetwork, .page) { ask in
                let network = try ask.requireNetwork()
                return .page(MechanismPages(frame: frames(ask), network: network).page(try await reading(ask)))
            },
            Endpoint(.get, "\(root)/edit", .draftMechanism, .page) { ask in
                .page(try await editPage(ask, ask.query["write"]))
            },
            Endpoint(.post, root, .draftMechanism, .page, handle: save),
            Endpoint(.post, "\(root)/actions", .decideMechanism, .page, handle: act),
            Endpoint(.post, "\(root)/rules", .editSettings, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                do {
                    try await acts.setObjectionDays(
                        form.text("objectionDays").flatMap(Int.init), by: ask.viewer, in: network.id)
                    return .redirect(to: "/n/\(network.slug)/mechanism/edit?done=1#rules")
                } catch Refusal.invalid(let problems) {
                    return .page(try await editPage(ask, nil, form, problems), status: 422)
                }
            },
            Endpoint(.get, "/n/{slug}/certainties", .seeNetwork, .page) { ask in
                let network = try ask.requireNetwork()
                let card = try await acts.certainties(of: network.id, for: ask.viewer)
                return .page(CertaintyParts(frame: frames(ask), network: network).page(card))
            },
        ]
    }

    private func reading(_ ask: Ask) async throws -> MechanismReading {
        let number = try ask.query.text("version").map { text throws(Refusal) -> Int in
            guard let number = Int(text), number > 0 else { throw .notFound }
            return number
        }
        return try await acts.reading(of: try ask.requireNetwork().id, number: number, for: ask.viewer)
    }

    private func editPage(
        _ ask: Ask, _ language: String?, _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) async throws -> HTML {
        let network = try ask.requireNetwork()
        let writing = language.flatMap(Language.init(rawValue:)) ?? ask.language
        return MechanismEditPages(frame: frames(ask), network: network, writing: writing).page(
            try await acts.draft(of: network.id, for: ask.viewer), form, problems)
    }

    private func save(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        let language = form["write"].flatMap(Language.init(rawValue:)) ?? ask.language
        var draft = MechanismDraft(scope: form["scope"], read: form["read"])
        for part in MechanismPart.allCases {
            if let text = form[part.rawValue] { draft.texts[part] = [language: text] }
        }
        do {
            try await acts.save(draft, by: ask.viewer, in: network.id)
            let next = form["then"].flatMap(Language.init(rawValue:)) ?? language
            return .redirect(to: "/n/\(network.slug)/mechanism/edit?write=\(next.rawValue)&done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await editPage(ask, language.rawValue, form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(
                try await editPage(ask, language.rawValue, form, [FieldProblem("", words)]), status: 409)
        }
    }

    private func act(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        do {
            let isPublished = try await perform(
                form["action"], form["hash"], reason: form["reason"], note: form["note"], by: ask.viewer,
                in: network.id, named: "note")
            return .redirect(to: "/n/\(network.slug)/mechanism\(isPublished ? "" : "/edit")?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await editPage(ask, nil, form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await editPage(ask, nil, form, [FieldProblem("", words)]), status: 409)
        }
    }

    /// - Parameter named: how the caller names why somebody does not consent.
    /// - Returns: whether it is published now.
    private func perform(
        _ action: String?, _ hash: String?, reason: String?, note: String?, by viewer: Viewer, in network: ID,
        named: String
    ) async throws -> Bool {
        let hash = hash ?? ""
        switch action {
        case "ask": try await acts.ask(hash, reason: reason ?? "", by: viewer, in: network)
        case "consent":
            return try await acts.consent(to: hash, by: viewer, in: network).state == .published
        case "object":
            do {
                try await acts.object(to: hash, reason: note ?? "", by: viewer, in: network)
            } catch Refusal.invalid(let problems) {
                throw Refusal.invalid(problems.map { FieldProblem(named, $0.message) })
            }
        case "withdraw":
            return try await acts.withdrawObjection(to: hash, by: viewer, in: network).state == .published
        case "refuse":
            do {
                try await acts.refuse(hash, note: note ?? "", by: viewer, in: network)
            } catch Refusal.invalid(let problems) {
                throw Refusal.invalid(problems.map { FieldProblem(named, $0.message) })
            }
        case "discard": try await acts.discard(hash, by: viewer, in: network)
        default:
            throw Refusal.invalid(
                "action", SiteWords.badChoice(["ask", "consent", "object", "withdraw", "refuse", "discard"], action))
        }
        return false
    }

    // MARK: For programs

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}/mechanism"
        return [
            Endpoint(.get, root, .seeNetwork, .api, "How this network works", gives: Schemas.mechanism) { ask in
                .json(MechanismView(reading: try await reading(ask)))
            },
            Endpoint(
                .get, "\(root)/draft", .draftMechanism, .api, "The draft of how this network works",
                gives: Schemas.mechanismDraft
            ) { ask in
                .json(MechanismDraftView(reading: try await draft(ask)))
            },
            Endpoint(
                .post, root, .draftMechanism, .api, "Write the draft; what is not named stays",
                accepts: Schemas.mechanismToPost, gives: Schemas.mechanismDraft
            ) { ask in
                let body = try ask.decoded(MechanismBody.self)
                try await acts.save(try body.draft(), by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(MechanismDraftView(reading: try await draft(ask)))
            },
            Endpoint(
                .post, "\(root)/actions", .decideMechanism, .api,
                "Ask for consent, consent, object, withdraw an objection, refuse or discard the draft",
                accepts: Schemas.mechanismAction, gives: Schemas.mechanism
            ) { ask in
                let body = try ask.decoded(MechanismActionBody.self)
                _ = try await perform(
                    body.action, body.hash, reason: body.reason, note: body.note, by: ask.viewer,
                    in: try ask.requireNetwork().id, named: "note")
                return .json(MechanismView(reading: try await reading(ask)))
            },
            Endpoint(
                .post, "\(root)/rules", .editSettings, .api,
                "For how many days a change is open for objections; 0 publishes it with the first consent",
                accepts: Schemas.mechanismRules, gives: Schemas.mechanism
            ) { ask in
                let body = try ask.decoded(MechanismRulesBody.self)
                try await acts.setObjectionDays(body.objectionDays, by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(MechanismView(reading: try await reading(ask)))
            },
            Endpoint(
                .get, "/api/v1/networks/{slug}/certainties", .seeNetwork, .api, "The four certainties on one card",
                gives: Schemas.certainties
            ) { ask in
                .json(
                    CertaintiesView(
                        card: try await acts.certainties(of: try ask.requireNetwork().id, for: ask.viewer)))
            },
        ]
    }

    private func draft(_ ask: Ask) async throws -> MechanismDraftReading {
        try await acts.draft(of: try ask.requireNetwork().id, for: ask.viewer)
    }
}
