internal import Database

/// The pages of proposals.
struct ProposalRoutes: Sendable {
    let acts: ProposalActs
    let talk: TalkActs
    let frames: Frames

    var endpoints: [Endpoint] { pages + decisions + ProposalAPI(acts: acts).endpoints }

    private var pages: [Endpoint] {
        let root = "/n/{slug}/proposals"
        return [
            Endpoint(.get, root, .seeProposals, .page) { ask in
                let choice = ask.query.text("show").flatMap(ProposalChoice.init(rawValue:)) ?? .running
                let found = try await acts.list(
                    choice, after: try cursor(ask), for: ask.viewer, in: try ask.requireNetwork().id)
                return .page(try page(ask).list(found, choice))
            },
            Endpoint(.get, "\(root)/waiting", .answerProposal, .page) { ask in
                let lines = try await acts.waiting(for: ask.viewer, in: try ask.requireNetwork().id)
                return .page(try page(ask).waiting(lines))
            },
            Endpoint(.get, "\(root)/new", .propose, .page) { ask in .page(try await newPage(ask, ask.query)) },
            Endpoint(.post, root, .propose, .page, handle: propose),
            Endpoint(.get, "\(root)/rules", .seeProposals, .page) { ask in .page(try await rulesPage(ask)) },
            Endpoint(.post, "\(root)/rules", .editSettings, .page, handle: setRules),
            Endpoint(.get, "\(root)/{id}", .seeProposals, .page) { ask in .page(try await filePage(ask)) },
            Endpoint(.get, "\(root)/{id}/edit", .seeProposals, .page) { ask in .page(try await editPage(ask)) },
            Endpoint(.post, "\(root)/{id}/edit", .seeProposals, .page, handle: change),
            Endpoint(.post, "\(root)/{id}/actions", .seeProposals, .page, handle: act),
        ]
    }

    private var decisions: [Endpoint] {
        [
            Endpoint(.get, "/n/{slug}/decisions", .seeProposals, .page) { ask in
                let query = try DecisionQuery(ask.query)
                let found = try await acts.decisions(query, for: ask.viewer, in: try ask.requireNetwork().id)
                return .page(try page(ask).decisions(found, query))
            },
            Endpoint(.get, "/n/{slug}/decisions.csv", .seeProposals, .page) { ask in
                let text = try await acts.decisionCSV(
                    try DecisionQuery(ask.query), for: ask.viewer, in: try ask.requireNetwork().id)
                return .download(text, name: "decisions.csv", type: "text/csv; charset=utf-8")
            },
        ]
    }

    /// The proposal after which a page of the list begins.
    private func cursor(_ ask: Ask) throws(Refusal) -> ProposalCursor? {
        guard let typed = ask.query.text("cursor") else { return nil }
        return try ProposalCursor(typed)
    }

    private func page(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) throws -> ProposalPages {
        ProposalPages(frame: frames(ask), network: try ask.requireNetwork(), form: form, problems: problems)
    }

    // MARK: Proposing

    private func newPage(_ ask: Ask, _ form: Form, _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let setting = try await acts.setting(for: ask.viewer, in: network.id)
        return ProposalFormPages(
            frame: frames(ask), network: network, setting: setting, form: form, problems: problems
        ).new()
    }

    private func propose(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        do {
            let body = ProposalBody(form)
            let proposal = try await acts.propose(
                try body.draft(now: acts.world.now()), opens: body.open ?? false, by: ask.viewer, in: network.id,
                once: ask.formOnce)
            return .redirect(to: "/n/\(network.slug)/proposals/\(proposal.id)?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await newPage(ask, form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await newPage(ask, form, [FieldProblem("", words)]), status: 409)
        }
    }

    private func editPage(_ ask: Ask, _ form: Form? = nil, _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let file = try await acts.file(try ask.id("id"), for: ask.viewer, in: network.id)
        guard file.allowed.contains("change") else { throw Refusal.conflict(ProposalWords.isOpened) }
        let setting = try await acts.setting(for: ask.viewer, in: network.id)
        return ProposalFormPages(
            frame: frames(ask), network: network, setting: setting, form: form ?? ProposalFormPages.form(of: file),
            problems: problems
        ).edit(file.proposal)
    }

    private func change(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
        do {
            let body = ProposalBody(form), draft = try body.draft(now: acts.world.now())
            try await acts.perform(.change(draft), on: id, by: ask.viewer, in: network.id, once: ask.formOnce)
            if body.open ?? false { try await acts.perform(.open, on: id, by: ask.viewer, in: network.id) }
            return .redirect(to: "/n/\(network.slug)/proposals/\(id)?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await editPage(ask, form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await editPage(ask, form, [FieldProblem("", words)]), status: 409)
        }
    }

    // MARK: One proposal

    private func filePage(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let file = try await acts.file(try ask.id("id"), for: ask.viewer, in: network.id)
        let frame = frames(ask)
        var pages = ProposalFilePages(frame: frame, network: network, file: file, form: form, problems: problems)
        pages.talk = try await talk.summary(file.proposal.talk, for: ask.viewer)
        pages.candidates = try await acts.candidates(file, in: network.id)
        if file.allowed.contains("goal") {
            pages.choices = try await GoalActs(members: acts.members).choices(for: ask.viewer, in: network.id)
        }
        if file.proposal.usesPaper {
            for voice in file.own where file.proposal.state.isAnswered {
                pages.papers += try await acts.ballots.paper(file, voice, frame, network)
            }
            if file.tally != nil { pages.result = acts.ballots.result(file, frame, network) }
        }
        return pages.html()
    }

    private func act(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
        do {
            let action = try ProposalActionBody(form).parsed(now: acts.world.now())
            try await acts.perform(action, on: id, by: ask.viewer, in: network.id, once: ask.formOnce)
            return .redirect(to: "/n/\(network.slug)/proposals/\(id)?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await filePage(ask, form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await filePage(ask, form, [FieldProblem("", words)]), status: 409)
        } catch Refusal.stale {
            return .page(try await filePage(ask, form, [FieldProblem("", SiteWords.stale)]), status: 412)
        }
    }

    // MARK: Rules

    private func rulesPage(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let setting = try await acts.setting(for: ask.viewer, in: network.id)
        return try page(ask, form, problems).rules(setting)
    }

    private func setRules(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        do {
            let present = try await acts.setting(for: ask.viewer, in: network.id).settings
            try await acts.set(try AlignSettingsBody(form).settings(present), by: ask.viewer, in: network.id)
            return .redirect(to: "/n/\(network.slug)/proposals/rules?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await rulesPage(ask, form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await rulesPage(ask, form, [FieldProblem("", words)]), status: 409)
        }
    }
}

/// Proposals for programs.
struct ProposalAPI: Sendable {
    let acts: ProposalActs

    var endpoints: [Endpoint] {
        let root = "/api/v1/networks/{slug}/proposals"
        return [
            Endpoint(
                .get, root, .seeProposals, .api,
                "Proposals this viewer may see, 50 at a time; ?show=running, mine, over or waiting",
                gives: ProposalSchemas.list,
                handle: list),
            Endpoint(
                .post, root, .propose, .api, "Propose something; “open” opens it at once",
                accepts: ProposalSchemas.proposalToPost, gives: ProposalSchemas.proposal, status: 201, handle: propose),
            Endpoint(
                .get, "\(root)/rules", .seeProposals, .api, "Who counts, what silence means",
                gives: ProposalSchemas.settings
            ) {
                ask in .json(try await acts.setting(for: ask.viewer, in: try ask.requireNetwork().id).settings)
            },
            Endpoint(
                .post, "\(root)/rules", .editSettings, .api, "Set who counts, what silence means",
                accepts: ProposalSchemas.settings, gives: ProposalSchemas.settings
            ) { ask in
                let network = try ask.requireNetwork().id
                let present = try await acts.setting(for: ask.viewer, in: network).settings
                let settings = try ask.decoded(AlignSettingsBody.self).settings(present)
                try await acts.set(settings, by: ask.viewer, in: network)
                return .json(settings)
            },
            Endpoint(.get, "\(root)/{id}", .seeProposals, .api, "One proposal", gives: ProposalSchemas.proposal) {
                ask in
                ask.tagged(try await view(ask, try ask.id("id")))
            },
            Endpoint(
                .post, "\(root)/{id}/actions", .seeProposals, .api,
                "Open, answer, amend, close, decide, look at a proposal again", accepts: ProposalSchemas.action,
                gives: ProposalSchemas.proposal, handle: act),
            Endpoint(
                .get, "/api/v1/networks/{slug}/decisions", .seeProposals, .api,
                "The decision log; ?q=&verdict=&topic=&reviewBy=", gives: ProposalSchemas.decisions, handle: decisions),
        ]
    }

    private func list(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork().id
        if ask.query["show"] == "waiting" {
            let lines = try await acts.waiting(for: ask.viewer, in: network)
            return .json(
                Listing(
                    items: lines.map { ProposalLineView(line: $0) }, next: nil, total: lines.count, totalIsExact: true))
        }
        let after = try ask.query.text("cursor").map { text throws(Refusal) in try ProposalCursor(text) }
        let choice = ask.query.text("show").flatMap(ProposalChoice.init(rawValue:)) ?? .running
        let found = try await acts.list(choice, after: after, for: ask.viewer, in: network)
        return .json(
            Listing(
                items: found.lines.map { ProposalLineView(line: $0) }, next: found.next?.text,
                total: found.total, totalIsExact: true))
    }

    private func propose(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), body = try ask.decoded(ProposalBody.self)
        let proposal = try await acts.propose(
            try body.draft(now: acts.world.now()), opens: body.open ?? false, by: ask.viewer, in: network.id,
            once: ask.once)
        return .json(try await view(ask, proposal.id), status: 201)
            .with("Location", "/api/v1/networks/\(network.slug)/proposals/\(proposal.id)")
    }

    private func act(_ ask: Ask) async throws -> Answer {
        let id = try ask.id("id"), now = acts.world.now(), body = try ask.decoded(ProposalActionBody.self)
        let action =
            body.action == "change"
            ? ProposalAction.change(try ask.decoded(ProposalBody.self).draft(now: now)) : try body.parsed(now: now)
        try await acts.perform(action, on: id, by: ask.viewer, in: try ask.requireNetwork().id, once: ask.once)
        return .json(try await view(ask, id))
    }

    private func decisions(_ ask: Ask) async throws -> Answer {
        let query = try DecisionQuery(ask.query), paging = try Paging(ask.query, keys: 2)
        let found = try await acts.decisions(
            query, limit: paging.limit, for: ask.viewer, in: try ask.requireNetwork().id)
        let views = found.items.map {
            DecisionView(
                proposal: $0.proposal, outcome: $0.outcome, objections: found.objections[$0.proposal.id] ?? [],
                names: found.names)
        }
        return .json(Listing(items: views, next: found.next, total: found.total, totalIsExact: true))
    }

    private func view(_ ask: Ask, _ id: ID) async throws -> ProposalView {
        ProposalView(
            file: try await acts.file(id, for: ask.viewer, in: try ask.requireNetwork().id), language: ask.language)
    }
}

extension DecisionQuery {
    /// As an address says it: `q`, `verdict`, `topic`, `reviewBy`, `cursor`.
    /// - Throws: ``Refusal/invalid(_:)``
    init(_ query: Form) throws(Refusal) {
        text = query.text("q") ?? ""
        if let typed = query.text("verdict") {
            guard let known = ProposalVerdict(rawValue: typed) else {
                throw .invalid("verdict", SiteWords.badChoice(ProposalVerdict.allCases.map(\.rawValue), typed))
            }
            verdict = known
        }
        if let typed = query.text("topic") {
            guard let known = Proposal.Topic(rawValue: typed) else {
                throw .invalid("topic", SiteWords.badChoice(Proposal.Topic.allCases.map(\.rawValue), typed))
            }
            topic = known
        }
        if let typed = query.text("reviewBy") {
            guard let end = Format.endOfDay(typed) else { throw .invalid("reviewBy", NeedWords.badDate(typed)) }
            reviewBy = end
        }
        let paging = try Paging(query, keys: 2)
        guard let first = paging.after.first, let last = paging.after.last else { return }
        guard let at = Int64(first), let id = ID(last) else { throw .invalid("cursor", ListingWords.badCursor) }
        after = (at, id)
    }
}
