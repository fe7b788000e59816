internal import Database
internal import Engine

/// The doors to small tasks, to standing by, and to the one screen at which one begins.
struct SmallRoutes: Sendable {
    let acts: SmallActs
    let frames: Frames

    var endpoints: [Endpoint] { own + desk + programs }

    // MARK: Whoever comes

    private var own: [Endpoint] {
        let root = "/n/{slug}/me"
        return [
            Endpoint(.get, "\(root)/start", .doSmallTask, .page) { ask in
                let network = try ask.requireNetwork()
                let pact = try await acts.members.pact(of: network.id, version: nil, for: ask.viewer)
                return .page(pages(ask, network).start(pact))
            },
            Endpoint(.post, "\(root)/start", .signPact, .page) { ask in
                let network = try ask.requireNetwork()
                _ = try await acts.members.sign(hash: ask.form["hash"] ?? "", by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/me/small-tasks?done=1")
            },
            Endpoint(.get, "\(root)/small-tasks", .doSmallTask, .page) { ask in .page(try await board(ask)) },
            Endpoint(.post, "\(root)/small-tasks", .doSmallTask, .page, handle: take),
            Endpoint(.get, "\(root)/small-tasks/{id}", .doSmallTask, .page) { ask in .page(try await item(ask)) },
            Endpoint(.post, "\(root)/small-tasks/{id}", .doSmallTask, .page, handle: act),
            Endpoint(.post, "\(root)/standby", .keepVolunteer, .page, handle: standby),
        ]
    }

    private func pages(
        _ ask: Ask, _ network: Network, _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) -> SmallPages {
        SmallPages(frame: frames(ask), network: network, form: form, problems: problems)
    }

    private func board(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        return pages(ask, network, form, problems).board(try await acts.board(for: ask.viewer, in: network.id))
    }

    private func item(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let item = try await acts.item(try ask.id("id"), for: ask.viewer, in: network.id)
        return pages(ask, network, form, problems).item(item)
    }

    private func take(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        do {
            let task = try await acts.take(
                toCheck: form["what"] == "check", kind: form.text("kind"), by: ask.viewer, in: network.id)
            return .redirect(to: "/n/\(network.slug)/me/small-tasks/\(task.id)")
        } catch Refusal.conflict(let words, _) {
            return .page(try await board(ask, form, [FieldProblem("", words)]), status: 409)
        }
    }

    /// Does what the form says with a task in one's hands; what was wrong stands beside what was typed.
    private func act(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form, viewer = ask.viewer
        do {
            switch form["action"] {
            case "answer": try await acts.answer(id, SmallDraft(form), by: viewer, in: network.id)
            case "check":
                try await acts.check(
                    id, isRight: form["verdict"] == "right", form["words"] ?? "", by: viewer, in: network.id)
            case "skip": try await acts.skip(id, form["reason"] ?? "", by: viewer, in: network.id)
            default: throw Refusal.notFound
            }
            return .redirect(to: "/n/\(network.slug)/me/small-tasks?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await item(ask, form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await board(ask, Form(), [FieldProblem("", words)]), status: 409)
        }
    }

    private func standby(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        do {
            try await acts.standBy(until: ask.form["until"] ?? "", by: ask.viewer, in: network.id)
            return .redirect(to: "/n/\(network.slug)/me/small-tasks?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await board(ask, ask.form, problems), status: 422)
        }
    }

    // MARK: The desk

    private var desk: [Endpoint] {
        let root = "/n/{slug}/small-tasks"
        return [
            Endpoint(.get, root, .settleSmallTask, .page) { ask in
                let network = try ask.requireNetwork()
                let items = try await acts.desk(for: ask.viewer, in: network.id)
                return .page(SmallDeskPages(frame: frames(ask), network: network).list(items))
            },
            Endpoint(.get, "\(root)/{id}", .settleSmallTask, .page) { ask in .page(try await deskItem(ask)) },
            Endpoint(.post, "\(root)/{id}", .settleSmallTask, .page) { ask in
                let network = try ask.requireNetwork()
                do {
                    try await settle(try ask.id("id"), ask.form["action"], ask.form["reason"] ?? "", ask, network.id)
                    return .redirect(to: "/n/\(network.slug)/small-tasks?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await deskItem(ask, ask.form, problems), status: 422)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await deskItem(ask, ask.form, [FieldProblem("", words)]), status: 409)
                }
            },
        ]
    }

    private func deskItem(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let item = try await acts.deskItem(try ask.id("id"), for: ask.viewer, in: network.id)
        let owner = try await acts.database.read { db in try db.need(item.task.needID, in: network.id)?.ownerID }
        return SmallDeskPages(frame: frames(ask), network: network, form: form, problems: problems)
            .item(item, isOwner: owner == ask.viewer.member?.id)
    }

    private static let settling = ["right", "wrong", "use", "aside", "takeDown"]

    private func settle(_ id: ID, _ action: String?, _ reason: String, _ ask: Ask, _ network: ID) async throws {
        switch action {
        case "right", "wrong":
            try await acts.decide(id, isRight: action == "right", reason, by: ask.viewer, in: network)
        case "use", "aside": try await acts.use(id, adds: action == "use", by: ask.viewer, in: network)
        case "takeDown": try await acts.takeDown(id, reason: reason, by: ask.viewer, in: network)
        default: throw Refusal.invalid("action", SiteWords.badChoice(SmallRoutes.settling, action))
        }
    }

    // MARK: For programs

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .get, "\(root)/me/small-tasks", .doSmallTask, .api, "What small tasks there are for oneself",
                gives: SmallSchemas.board
            ) { ask in
                .json(SmallBoardView(board: try await acts.board(for: ask.viewer, in: try ask.requireNetwork().id)))
            },
            Endpoint(
                .post, "\(root)/me/small-tasks", .doSmallTask, .api,
                "Take the next small task for a quarter of an hour",
                accepts: SmallSchemas.toTake, gives: SmallSchemas.task, status: 201
            ) { ask in
                let body = try ask.decoded(SmallTakeBody.self), network = try ask.requireNetwork().id
                let what = body.what ?? "do"
                guard ["do", "check"].contains(what) else {
                    throw Refusal.invalid("what", SiteWords.badChoice(["do", "check"], what))
                }
                let task = try await acts.take(toCheck: what == "check", kind: body.kind, by: ask.viewer, in: network)
                return .json(try await view(task.id, ask, network), status: 201)
            },
            Endpoint(
                .post, "\(root)/me/small-tasks/{id}/actions", .doSmallTask, .api,
                "Answer a small task, check one, pass it on",
                accepts: SmallSchemas.action, gives: SmallSchemas.board, handle: actByProgram),
            Endpoint(
                .get, "\(root)/small-tasks", .settleSmallTask, .api, "What small tasks found, and where two disagree",
                gives: SmallSchemas.list
            ) { ask in
                let items = try await acts.desk(for: ask.viewer, in: try ask.requireNetwork().id)
                let views = items.map { SmallItemView(item: $0, network: nil) }
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
            Endpoint(
                .post, "\(root)/small-tasks/{id}/actions", .settleSmallTask, .api,
                "Say which of two is right, take over what is proposed or lay it aside, take a translation down",
                accepts: SmallSchemas.settling,
                gives: SmallSchemas.task
            ) { ask in
                let body = try ask.decoded(SmallActionBody.self), network = try ask.requireNetwork().id
                let id = try ask.id("id")
                try await settle(id, body.action, body.reason ?? "", ask, network)
                let task = try await acts.database.read { db in try db.smallTask(id, in: network) }
                guard let task else { throw Refusal.notFound }
                return .json(SmallItemView(item: SmallItem(task: task, subject: nil), network: nil))
            },
        ]
    }

    private func view(_ id: ID, _ ask: Ask, _ network: ID) async throws -> SmallItemView {
        SmallItemView(item: try await acts.item(id, for: ask.viewer, in: network), network: ask.network)
    }

    private static let actions = ["answer", "check", "skip"]

    private func actByProgram(_ ask: Ask) async throws -> Answer {
        let body = try ask.decoded(SmallActionBody.self), network = try ask.requireNetwork().id
        let id = try ask.id("id"), viewer = ask.viewer
        switch body.action {
        case "answer": try await acts.answer(id, body.draft, by: viewer, in: network)
        case "check":
            guard let verdict = body.verdict, ["right", "wrong"].contains(verdict) else {
                throw Refusal.invalid("verdict", SiteWords.badChoice(["right", "wrong"], body.verdict))
            }
            try await acts.check(id, isRight: verdict == "right", body.words ?? "", by: viewer, in: network)
        case "skip": try await acts.skip(id, body.reason ?? "", by: viewer, in: network)
        default: throw Refusal.invalid("action", SiteWords.badChoice(SmallRoutes.actions, body.action))
        }
        return .json(SmallBoardView(board: try await acts.board(for: viewer, in: network)))
    }
}
