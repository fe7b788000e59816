internal import Database

/// The doors to training: pages and programs.
struct TrainingRoutes: Sendable {
    let acts: TrainingActs
    let files: Files
    let limiter: RateLimiter
    let frames: Frames

    var endpoints: [Endpoint] { pages + writing + programs + writingPrograms + fileEndpoints }

    private var pages: [Endpoint] {
        let root = "/n/{slug}/training"
        return [
            Endpoint(.get, root, .seeTraining, .page) { ask in .page(try await list(ask)) },
            Endpoint(.get, "\(root)/{id}", .seeTraining, .page) { ask in .page(try await one(ask)) },
            Endpoint(.post, "\(root)/{id}/tries", .takeTraining, .page, handle: take),
            Endpoint(.get, "/n/{slug}/trained", .seeTrained, .page) { ask in
                let network = try ask.requireNetwork(), module = try moduleID(ask.query.text("module"))
                let found = try await acts.trained(
                    module: module, try Paging(ask.query, keys: 2), for: ask.viewer, in: network.id)
                return .page(shown(ask, network).trained(found, module: module))
            },
        ]
    }

    private var writing: [Endpoint] {
        let root = "/n/{slug}/training"
        return [
            Endpoint(.get, "\(root)/new", .writeTraining, .page) { ask in
                .page(TrainingEditPages(frame: frames(ask), network: try ask.requireNetwork()).edit(nil))
            },
            Endpoint(.post, "\(root)/new", .writeTraining, .page) { ask in
                try await written(ask, nil) { draft, network in
                    try await acts.write(draft, by: ask.viewer, in: network, once: ask.formOnce)
                }
            },
            Endpoint(.get, "\(root)/{id}/edit", .writeTraining, .page) { ask in
                .page(
                    TrainingEditPages(frame: frames(ask), network: try ask.requireNetwork()).edit(try await opened(ask))
                )
            },
            Endpoint(.post, "\(root)/{id}/edit", .writeTraining, .page) { ask in
                let id = try ask.id("id"), read = ask.form["read"].flatMap(Int.init)
                return try await written(ask, try await opened(ask)) { draft, network in
                    try await acts.rewrite(id, draft, read: read, by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "\(root)/{id}/state", .writeTraining, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id")
                try await acts.setState(try state(ask.form["action"]), of: id, by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/training?done=1")
            },
            Endpoint(.post, "\(root)/adopt", .writeTraining, .page) { ask in
                let network = try ask.requireNetwork()
                let module = try await acts.adopt(ask.form["key"] ?? "", by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/training/\(module.id)")
            },
            Endpoint(.post, "\(root)/gates", .gateTraining, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                let body = GateBody(subject: form["subject"], module: form["module"], on: form["on"] == "1")
                try await gate(body, ask)
                return .redirect(to: "/n/\(network.slug)/training?done=1#gates")
            },
        ]
    }

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .get, "\(root)/training", .seeTraining, .api, "What is taught here, and what of it one has passed",
                gives: TrainingSchemas.list
            ) { ask in
                let list = try await acts.list(for: ask.viewer, in: try ask.requireNetwork().id)
                return .json(TrainingListView(list: list))
            },
            Endpoint(
                .get, "\(root)/training/{id}", .seeTraining, .api, "A module with its questions",
                gives: TrainingSchemas.module
            ) { ask in try await view(try await opened(ask), ask) },
            Endpoint(
                .post, "\(root)/training/{id}/tries", .takeTraining, .api, "Answer a module's questions",
                accepts: TrainingSchemas.answers, gives: TrainingSchemas.result
            ) { ask in
                let body = try ask.decoded(AnswersBody.self), before = try await opened(ask)
                let result = try await acts.take(
                    before.item.module.id, body.answers.map(Set.init), of: body.version, by: ask.viewer,
                    in: try ask.requireNetwork().id)
                return .json(TrainingResultView(result: result, content: before.content))
            },
            Endpoint(
                .get, "\(root)/me/training", .takeTraining, .api, "What one has passed, and what one has to",
                gives: TrainingSchemas.list
            ) { ask in
                let list = try await acts.list(for: ask.viewer, in: try ask.requireNetwork().id)
                return .json(TrainingListView(list: list, isOwn: true))
            },
            Endpoint(
                .get, "\(root)/trained", .seeTrained, .api, "Who has passed what", gives: TrainingSchemas.trained
            ) { ask in
                let query = ask.query.withoutBlanks
                let found = try await acts.trained(
                    module: try moduleID(query.text("module")), try Paging(query, keys: 2), for: ask.viewer,
                    in: try ask.requireNetwork().id)
                return .json(TrainedListView(list: found))
            },
        ]
    }

    private var writingPrograms: [Endpoint] {
        let root = "/api/v1/networks/{slug}/training"
        return [
            Endpoint(
                .post, root, .writeTraining, .api, "Write a module, or adopt a shipped one by its key",
                accepts: TrainingSchemas.toPost, gives: TrainingSchemas.module, status: 201
            ) { ask in
                let body = try ask.decoded(TrainingBody.self), network = try ask.requireNetwork().id
                let module =
                    if let key = body.key {
                        try await acts.adopt(key, by: ask.viewer, in: network)
                    } else {
                        try await acts.write(body.draft(), by: ask.viewer, in: network, once: ask.once)
                    }
                return try await view(try await acts.module(module.id, for: ask.viewer, in: network), ask, status: 201)
            },
            Endpoint(
                .post, "\(root)/{id}", .writeTraining, .api, "Write a module anew", accepts: TrainingSchemas.toPost,
                gives: TrainingSchemas.module
            ) { ask in
                let body = try ask.decoded(TrainingBody.self), id = try ask.id("id")
                _ = try await acts.rewrite(
                    id, body.draft(), read: body.read, by: ask.viewer, in: try ask.requireNetwork().id)
                return try await view(try await opened(ask), ask)
            },
            Endpoint(
                .post, "\(root)/{id}/actions", .writeTraining, .api, "Withdraw a module, or offer it again",
                accepts: TrainingSchemas.action, gives: TrainingSchemas.module
            ) { ask in
                let action = try ask.decoded(TrainingActionBody.self).action
                try await acts.setState(
                    try state(action), of: try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id)
                return try await view(try await opened(ask), ask)
            },
            Endpoint(
                .post, "\(root)/gates", .gateTraining, .api, "Say that a role or an act takes a module, or no more",
                accepts: TrainingSchemas.gate, gives: TrainingSchemas.list
            ) { ask in
                try await gate(try ask.decoded(GateBody.self), ask)
                let list = try await acts.list(for: ask.viewer, in: try ask.requireNetwork().id)
                return .json(TrainingListView(list: list))
            },
        ]
    }

    // MARK: Parts

    private func shown(_ ask: Ask, _ network: Network) -> TrainingPages {
        TrainingPages(frame: frames(ask), network: network)
    }

    /// A module as its reader sees it.
    func one(
        _ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = [], result: TrainingResult? = nil
    ) async throws -> HTML {
        let network = try ask.requireNetwork(), opened = try await opened(ask)
        let pictures = try await acts.pictures(of: opened.item.module.id, for: ask.viewer, in: network.id)
        return shown(ask, network).one(opened, form, problems, result: result, pictures: pictures)
    }

    private func opened(_ ask: Ask) async throws -> OpenedTraining {
        try await acts.module(try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork().id)
    }

    private func list(_ ask: Ask) async throws -> HTML {
        let network = try ask.requireNetwork()
        return shown(ask, network).list(try await acts.list(for: ask.viewer, in: network.id))
    }

    private func view(_ opened: OpenedTraining, _ ask: Ask, status: Int = 200) async throws -> Answer {
        .json(
            TrainingView(opened: opened, showsRight: Policy.allows(.writeTraining, ask.viewer)), status: status)
    }

    private func state(_ action: String?) throws(Refusal) -> TrainingModule.State {
        switch action {
        case "withdraw": return .withdrawn
        case "offer": return .open
        default: throw .invalid("action", SiteWords.badChoice(["withdraw", "offer"], action))
        }
    }

    private func moduleID(_ text: String?) throws(Refusal) -> ID? {
        guard let text else { return nil }
        guard let id = ID(text) else { throw .invalid("module", TrainingWords.unknown) }
        return id
    }

    private func gate(_ body: GateBody, _ ask: Ask) async throws {
        let network = try ask.requireNetwork().id
        guard let subject = body.subject.flatMap(TrainingGate.Subject.init(stored:)) else {
            throw Refusal.invalid("subject", SiteWords.badChoice(TrainingGate.Subject.all.map(\.stored), body.subject))
        }
        guard let module = try moduleID(body.module) else { throw Refusal.invalid("module", SiteWords.missing) }
        if body.on ?? true {
            try await acts.close(subject, to: module, by: ask.viewer, in: network)
        } else {
            try await acts.open(subject, to: module, by: ask.viewer, in: network)
        }
    }

    private func take(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
        let before = try await opened(ask)
        let answers = before.content.questions.indices.map { Set(form.all("q\($0)").compactMap(Int.init)) }
        do {
            let version = form["version"].flatMap(Int.init) ?? 0
            let result = try await acts.take(id, answers, of: version, by: ask.viewer, in: network.id)
            if result.isPassed { return .redirect(to: "/n/\(network.slug)/training/\(id)?done=1") }
            return .page(try await one(ask, form, result: result))
        } catch Refusal.invalid(let problems) {
            return .page(try await one(ask, form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            // What was chosen belongs to other questions.
            return .page(try await one(ask, Form(), [FieldProblem("", words)]), status: 409)
        } catch Refusal.tooMany(let seconds) {
            return .page(try await one(ask, form), status: 429).with("Retry-After", "\(seconds)")
        }
    }

    /// Keeps what was written, then shows it or the next empty questions; what was wrong stands beside what was typed.
    private func written(
        _ ask: Ask, _ opened: OpenedTraining?, _ act: (TrainingDraft, ID) async throws -> TrainingModule
    ) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        func again(_ problems: [FieldProblem], _ status: Int) -> Answer {
            .page(
                TrainingEditPages(frame: frames(ask), network: network, form: form, problems: problems).edit(opened),
                status: status)
        }
        do {
            let module = try await act(try TrainingEditPages.draft(form), network.id)
            let path = "/n/\(network.slug)/training/\(module.id)"
            return .redirect(to: form["then"] == "edit" ? "\(path)/edit?done=1" : path)
        } catch Refusal.invalid(let problems) {
            return again(TrainingEditPages.named(problems), 422)
        } catch Refusal.conflict(let words, _) {
            return again([FieldProblem("", words)], 409)
        }
    }
}
