internal import Database

/// The doors to what single actors do.
struct DoingRoutes: Sendable {
    let acts: DoingActs
    let frames: Frames

    var endpoints: [Endpoint] { pages + programs }

    private var pages: [Endpoint] {
        let root = "/n/{slug}/doings"
        return [
            Endpoint(.get, root, .helpDoing, .page) { ask in .page(try await list(ask)) },
            Endpoint(.post, root, .sayDoing, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                do {
                    let draft = DoingDraft(
                        what: form["what"] ?? "", category: form["category"], area: form["area"] ?? "",
                        until: form.text("until"), organisation: form.text("organisation"))
                    let doing = try await acts.say(draft, by: ask.viewer, in: network.id, once: ask.formOnce)
                    return .redirect(to: "/n/\(network.slug)/doings/\(doing.id)?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await list(ask, form, problems), status: 422)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await list(ask, form, [FieldProblem("", words)]), status: 409)
                }
            },
            Endpoint(.get, "\(root)/{id}", .helpDoing, .page) { ask in
                let network = try ask.requireNetwork()
                let line = try await acts.line(try ask.id("id"), for: ask.viewer, in: network.id)
                return .page(DoingPages(frame: frames(ask), network: network).one(line))
            },
            Endpoint(.post, "\(root)/{id}/actions", .helpDoing, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id")
                do {
                    let action = try DoingAction(
                        ask.form["action"], until: ask.form.text("until"), reason: ask.form["reason"])
                    let doing = try await acts.perform(action, on: id, by: ask.viewer, in: network.id)
                    let path = doing.endedAt == nil ? "/\(id)" : ""
                    return .redirect(to: "/n/\(network.slug)/doings\(path)?done=1")
                } catch Refusal.invalid(let problems) {
                    let line = try await acts.line(id, for: ask.viewer, in: network.id)
                    let page = DoingPages(frame: frames(ask), network: network, form: ask.form, problems: problems)
                    return .page(page.one(line), status: 422)
                }
            },
        ]
    }

    private func list(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let page = try await acts.list(after: try cursor(ask), for: ask.viewer, in: network.id)
        return DoingPages(frame: frames(ask), network: network, form: form, problems: problems)
            .list(page, try await acts.organisations(of: ask.viewer))
    }

    // MARK: For programs

    private struct Body: Decodable {
        let what: String?
        let category: String?
        let area: String?
        let until: String?
        let organisation: String?
    }

    private struct ActionBody: Decodable {
        let action: String?
        let until: String?
        let reason: String?
    }

    /// After which a page of the list begins.
    private func cursor(_ ask: Ask) throws(Refusal) -> ID? {
        guard let typed = ask.query.text("cursor") else { return nil }
        guard let id = ID(typed) else { throw .invalid("cursor", ListingWords.badCursor) }
        return id
    }

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}/doings"
        return [
            Endpoint(
                .get, root, .seeOrganisation, .api, "What single actors do; to the public without who and what",
                gives: LayerSchemas.doings
            ) { ask in
                let page = try await acts.list(
                    after: try cursor(ask), for: ask.viewer, in: try ask.requireNetwork().id)
                let views = page.lines.map { DoingView($0, for: ask.viewer) }
                return .json(
                    Listing(items: views, next: page.next?.description, total: page.total, totalIsExact: true))
            },
            Endpoint(
                .post, root, .sayDoing, .api, "Say what you do yourself; it ends by itself unless renewed",
                accepts: LayerSchemas.doingToPost, gives: LayerSchemas.doing, status: 201
            ) { ask in
                let body = try ask.decoded(Body.self), network = try ask.requireNetwork().id
                let draft = DoingDraft(
                    what: body.what ?? "", category: body.category, area: body.area ?? "", until: body.until,
                    organisation: body.organisation)
                let doing = try await acts.say(draft, by: ask.viewer, in: network, once: ask.once)
                return .json(try await view(ask, doing.id), status: 201)
            },
            Endpoint(
                .post, "\(root)/{id}/actions", .helpDoing, .api,
                "Renew or end it; say that you can help, or no longer can",
                accepts: LayerSchemas.doingAction, gives: LayerSchemas.doing
            ) { ask in
                let body = try ask.decoded(ActionBody.self), id = try ask.id("id"),
                    network = try ask.requireNetwork().id
                let action = try DoingAction(body.action, until: body.until, reason: body.reason)
                let doing = try await acts.perform(action, on: id, by: ask.viewer, in: network)
                guard doing.endedAt == nil else { return .json(DoneView(id: id)) }
                return .json(try await view(ask, id))
            },
        ]
    }

    private func view(_ ask: Ask, _ id: ID) async throws -> DoingView {
        DoingView(
            try await acts.line(id, for: ask.viewer, in: try ask.requireNetwork().id), for: ask.viewer)
    }
}

/// A thing that is done, for programs: the public learns what kind and where, members who and what.
struct DoingView: View {
    let line: DoingLine
    let isMember: Bool

    init(_ line: DoingLine, for viewer: Viewer) {
        self.line = line
        isMember = viewer.member.map { !$0.isSuspended } ?? viewer.isOperator
    }

    func write(to json: inout JSON) {
        let doing = line.doing
        json.object { json in
            json.field("category", doing.category.rawValue)
            json.field("area", doing.area.parts)
            json.field("until", moment: doing.until)
            json.field("hands", line.hands.count)
            guard isMember else { return }
            json.field("id", doing.id)
            json.field("what", doing.what)
            json.field("name", line.name)
            json.field("member", doing.memberID)
        }
    }
}
