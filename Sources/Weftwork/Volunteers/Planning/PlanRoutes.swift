internal import Database
internal import Engine

/// What is sent to make a plan.
struct PlanBody: Decodable {
    var emergency: String?
    var categories: [String]?
    /// A name or a code.
    var area: String?
    /// When people are to come, and for how many hours; now where nothing is said.
    var from: String?
    var hours: Double?

    init(_ form: Form) throws(Refusal) {
        emergency = form["emergency"]
        categories = form.all("category")
        area = form["area"]
        from = form.text("from")
        guard let text = form.text("hours") else { return }
        guard let minutes = SpanText.minutes(text), (0...100_000).contains(minutes) else {
            throw .invalid("hours", SiteWords.wrongType)
        }
        hours = minutes / 60
    }

    func filter(_ catalogue: AreaCatalogue, at now: Int64) throws(Refusal) -> PlanFilter {
        var filter = try PlanFilter(emergency: emergency, categories: categories ?? [], area: area, catalogue)
        if let hours {
            guard (0...1000).contains(hours) else { throw .invalid("hours", WaveWords.badHours) }
            filter.terms.minutes = Int((hours * 60).rounded())
        }
        if let from = from?.nilIfEmpty {
            guard let moment = Clean.moment(from) else { throw .invalid("from", VolunteerWords.badMoment) }
            filter.terms.from = moment
        }
        filter.terms = try WaveRules.cleaned(filter.terms, at: now)
        return filter
    }
}

/// What is done with a plan.
struct PlanActionBody: Decodable {
    var action: String?
    var rows: [Int]?
    var needs: [String]?
    var all: Bool?

    init(_ form: Form) {
        action = form["action"] == "acceptAll" ? "accept" : form["action"]
        rows = form.all("row").compactMap { Int($0) }
        needs = form.all("need")
        all = form["action"] == "acceptAll"
    }

    func choice() throws(Refusal) -> PlanChoice {
        var choice = PlanChoice(rows: Set(rows ?? []), isAll: all ?? false)
        for text in needs ?? [] {
            guard let id = ID(text) else { throw .invalid("needs", PlanWords.chooseSome) }
            choice.needs.insert(id)
        }
        guard choice.rows.count + choice.needs.count <= PlanRules.mostNamed else {
            throw .invalid("rows", PlanWords.tooMany(PlanRules.mostNamed))
        }
        return choice
    }
}

/// The doors to planning all: for pages and for programs.
struct PlanRoutes: Sendable {
    let acts: PlanActs
    let frames: Frames

    var endpoints: [Endpoint] {
        let root = "/n/{slug}/plan"
        return [
            Endpoint(.get, root, .planAll, .page) { ask in .page(try await list(ask)) },
            Endpoint(.post, root, .planAll, .page, handle: make),
            Endpoint(.get, "\(root)/{id}", .planAll, .page) { ask in .page(try await page(ask)) },
            Endpoint(.post, "\(root)/{id}", .planAll, .page, handle: act),
        ] + programs
    }

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}/plans"
        return [
            Endpoint(.get, root, .planAll, .api, "Plans over all open needs", gives: PlanSchemas.list) { ask in
                let found = try await acts.plans(for: ask.viewer, in: try ask.requireNetwork().id)
                let views = found.map { PlanView(plan: $0.plan, maker: $0.maker, at: acts.world.now()) }
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
            Endpoint(
                .post, root, .planAll, .api, "Plan all that is open, or a part of it", accepts: PlanSchemas.toPost,
                gives: PlanSchemas.plan, status: 201
            ) { ask in
                let network = try ask.requireNetwork()
                let filter = try ask.decoded(PlanBody.self).filter(acts.needs.places.catalogue, at: acts.world.now())
                let plan = try await acts.make(filter, by: ask.viewer, in: network.id, once: ask.once)
                return .json(
                    PlanView(plan: plan, maker: ask.viewer.member?.name, at: acts.world.now()), status: 201
                ).with("Location", "/api/v1/networks/\(network.slug)/plans/\(plan.id)")
            },
            Endpoint(.get, "\(root)/{id}", .planAll, .api, "A plan with its rows", gives: PlanSchemas.report) { ask in
                .json(PlanReportView(report: try await report(ask), language: ask.language))
            },
            Endpoint(
                .post, "\(root)/{id}/actions", .planAll, .api, "Accept rows of a plan, or put it away",
                accepts: PlanSchemas.action, gives: PlanSchemas.acted
            ) { ask in
                let done = try await perform(try ask.decoded(PlanActionBody.self), ask)
                return .json(
                    PlanAcceptanceView(
                        plan: try ask.id("id"), done: done ?? PlanAcceptance(rows: [], left: 0), language: ask.language)
                )
            },
        ]
    }

    // MARK: Pages

    private func pages(_ ask: Ask, _ network: Network, _ form: Form, _ problems: [FieldProblem]) -> PlanPages {
        PlanPages(frame: frames(ask), network: network, places: acts.needs.places, form: form, problems: problems)
    }

    private func list(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let plans = try await acts.plans(for: ask.viewer, in: network.id)
        let emergencies = try await acts.needs.emergencies(for: ask.viewer, in: network.id)
            .filter { $0.phase != .closed }
        return pages(ask, network, form, problems).list(plans, emergencies, at: acts.world.now())
    }

    private func make(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        do {
            let filter = try PlanBody(ask.form).filter(acts.needs.places.catalogue, at: acts.world.now())
            let plan = try await acts.make(filter, by: ask.viewer, in: network.id, once: ask.formOnce)
            return .redirect(to: "/n/\(network.slug)/plan/\(plan.id)")
        } catch Refusal.invalid(let problems) {
            return .page(try await list(ask, ask.form, problems), status: 422)
        }
    }

    private func report(_ ask: Ask) async throws -> PlanReport {
        var look = PlanLook()
        look.areaCode = try number(ask, "of", PlaceWords.noSuchArea)
        look.fromRow = try number(ask, "from", ListingWords.badCursor) ?? 0
        look.fromGap = try number(ask, "gaps", ListingWords.badCursor) ?? 0
        if let limit = try number(ask, "limit", ListingWords.badLimit) { look.limit = min(max(1, limit), Paging.most) }
        return try await acts.report(try ask.id("id"), look, for: ask.viewer, in: try ask.requireNetwork().id)
    }

    /// - Throws: ``Refusal/invalid(_:)`` for what is no number.
    private func number(_ ask: Ask, _ name: String, _ words: Text) throws(Refusal) -> Int? {
        guard let text = ask.query.text(name) else { return nil }
        guard let number = Int(text), number >= 0 else { throw .invalid(name, words) }
        return number
    }

    private func page(
        _ ask: Ask, done: PlanAcceptance? = nil, _ problems: [FieldProblem] = []
    ) async throws -> HTML {
        pages(ask, try ask.requireNetwork(), Form(), problems).plan(try await report(ask), done: done)
    }

    private func act(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        // What was looked at is shown again.
        var again = ask
        again.query = Form().with("of", ask.form.text("of"))
        do {
            let done = try await perform(PlanActionBody(ask.form), ask)
            guard let done else { return .redirect(to: "/n/\(network.slug)/plan/\(try ask.id("id"))") }
            return .page(try await page(again, done: done))
        } catch Refusal.invalid(let problems) {
            return .page(try await page(again, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await page(again, [FieldProblem("", words)]), status: 409)
        }
    }

    /// Nothing where it was put away.
    private func perform(_ body: PlanActionBody, _ ask: Ask) async throws -> PlanAcceptance? {
        let network = try ask.requireNetwork().id, id = try ask.id("id")
        switch body.action {
        case "accept": return try await acts.accept(try body.choice(), of: id, by: ask.viewer, in: network)
        case "discard":
            _ = try await acts.discard(id, by: ask.viewer, in: network)
            return nil
        default: throw Refusal.invalid("action", SiteWords.badChoice(["accept", "discard"], body.action))
        }
    }
}
