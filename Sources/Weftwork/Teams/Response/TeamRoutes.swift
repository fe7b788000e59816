internal import Database

/// The doors to teams.
struct TeamRoutes: Sendable {
    let acts: TeamActs
    let talk: TalkActs
    let frames: Frames

    var endpoints: [Endpoint] { pages + programs }

    private var pages: [Endpoint] {
        let root = "/n/{slug}/teams"
        return [
            Endpoint(.get, root, .seeTeams, .page) { ask in
                let closed = ask.query["state"] == "closed"
                let found = try await acts.list(
                    closed: closed, after: try cursor(ask), for: ask.viewer, in: try ask.requireNetwork().id)
                return .page(try page(ask).list(found, closed: closed))
            },
            Endpoint(.get, "\(root)/new", .openTeam, .page) { ask in .page(try await newPage(ask)) },
            Endpoint(.post, root, .openTeam, .page, handle: open),
            Endpoint(.get, "\(root)/suggested", .seeClusters, .page) { ask in
                let all = try await acts.suggestions(for: ask.viewer, in: try ask.requireNetwork().id)
                return .page(try page(ask).suggested(all))
            },
            Endpoint(.post, "\(root)/suggested", .seeClusters, .page) { ask in
                let network = try ask.requireNetwork()
                try await acts.dismiss(ask.form["cluster"] ?? "", by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/teams/suggested?done=1")
            },
            Endpoint(.get, "\(root)/{id}", .seeTeams, .page) { ask in .page(try await filePage(ask)) },
            Endpoint(.post, "\(root)/{id}/actions", .seeTeams, .page, handle: act),
        ]
    }

    /// The team after which a page of the list begins.
    private func cursor(_ ask: Ask) throws(Refusal) -> ID? {
        guard let typed = ask.query.text("cursor") else { return nil }
        guard let id = ID(typed) else { throw .invalid("cursor", ListingWords.badCursor) }
        return id
    }

    private func page(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) throws -> TeamPages {
        TeamPages(frame: frames(ask), network: try ask.requireNetwork(), form: form, problems: problems)
    }

    // MARK: Gathering one

    private func newPage(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork().id
        let cluster = form.text("cluster") ?? ask.query.text("cluster")
        var ids = (form.all("need") + ask.query.all("need")).compactMap { ID($0) }
        if let cluster {
            let all = try await acts.suggestions(for: ask.viewer, in: network)
            ids = all.first { $0.key == cluster }?.needs ?? ids
        }
        let choices = try await acts.needsToChoose(Set(ids).sorted(), for: ask.viewer, in: network)
        // Whoever answers for a need may gather a team around it; for others it takes a duty.
        let own = ask.viewer.member?.id, owns = !choices.isEmpty && choices.allSatisfy { $0.owner.id == own }
        try Policy.require(.openTeam, ask.viewer, ties: owns && own != nil ? .owner : [])
        let emergencies = try await acts.needs.openEmergencies(in: network)
        return try page(ask, form, problems).new(choices, cluster: cluster, emergencies)
    }

    private func open(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), form = ask.form
        do {
            let draft = try TeamBody(form).draft()
            let team = try await acts.open(draft, by: ask.viewer, in: network.id, once: ask.formOnce)
            return .redirect(to: "/n/\(network.slug)/teams/\(team.id)?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await newPage(ask, form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await newPage(ask, form, [FieldProblem("", words)]), status: 409)
        }
    }

    // MARK: One team

    private func filePage(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let file = try await acts.file(try ask.id("id"), for: ask.viewer, in: network.id)
        var pages = TeamFilePages(frame: frames(ask), network: network, file: file, form: form, problems: problems)
        pages.talk = try await talk.summary(file.team.talk, for: ask.viewer)
        guard file.allowed.contains("offer") else { return pages.html() }
        let picture = try await acts.needs.duty.picture(of: network.id, now: acts.world.now())
        var names = file.names
        for candidate in picture.candidates { names[candidate.member.id] = candidate.member.name }
        let inside = Set(file.roles.flatMap(\.holders) + picture.candidates.map(\.member.id))
        pages.people = inside.sorted().compactMap { id in names[id].map { (id, $0) } }
        pages.more = try await acts.needsToJoin(file.team, for: ask.viewer, in: network.id)
        return pages.html()
    }

    private func act(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
        do {
            let action = try TeamActionBody(form).parsed()
            try await acts.perform(action, on: id, by: ask.viewer, in: network.id, once: ask.formOnce)
            return .redirect(to: "/n/\(network.slug)/teams/\(id)?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await filePage(ask, form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await filePage(ask, form, [FieldProblem("", words)]), status: 409)
        } catch Refusal.stale {
            return .page(try await filePage(ask, form, [FieldProblem("", SiteWords.stale)]), status: 412)
        }
    }

    // MARK: For programs

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}/teams"
        return [
            Endpoint(
                .get, root, .seeTeams, .api,
                "Teams this viewer may see, 50 at a time; ?state=closed for those that have ended",
                gives: TeamSchemas.teamList
            ) { ask in
                let found = try await acts.list(
                    closed: ask.query["state"] == "closed", after: try cursor(ask), for: ask.viewer,
                    in: try ask.requireNetwork().id)
                let views = found.lines.map { TeamLineView(line: $0, language: ask.language) }
                return .json(
                    Listing(items: views, next: found.next?.description, total: found.total, totalIsExact: true))
            },
            Endpoint(
                .post, root, .openTeam, .api, "Gather a team around needs, a suggested cluster, or in an emergency",
                accepts: TeamSchemas.teamToPost, gives: TeamSchemas.team, status: 201, handle: openByProgram),
            Endpoint(
                .get, "\(root)/suggested", .seeClusters, .api,
                "Where many lack the same in one place, with the reasons",
                gives: TeamSchemas.suggestions
            ) { ask in
                let all = try await acts.suggestions(for: ask.viewer, in: try ask.requireNetwork().id)
                let views = all.map { TeamSuggestionView(suggestion: $0, language: ask.language) }
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
            Endpoint(
                .post, "\(root)/suggested", .seeClusters, .api, "Say that no team is wanted for a suggestion",
                accepts: TeamSchemas.dismissal
            ) { ask in
                let body = try ask.decoded(DismissalBody.self)
                try await acts.dismiss(body.cluster ?? "", by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(DoneView(id: try ask.requireNetwork().id))
            },
            Endpoint(.get, "\(root)/{id}", .seeTeams, .api, "One team", gives: TeamSchemas.team) { ask in
                .json(try await view(ask, try ask.id("id")))
            },
            Endpoint(
                .post, "\(root)/{id}/actions", .seeTeams, .api,
                "Take or lay down a role; keep, hand over or close a team", accepts: TeamSchemas.action,
                gives: TeamSchemas.team
            ) { ask in
                let id = try ask.id("id"), action = try ask.decoded(TeamActionBody.self).parsed()
                try await acts.perform(
                    action, on: id, by: ask.viewer, in: try ask.requireNetwork().id, once: ask.once)
                return .json(try await view(ask, id))
            },
        ]
    }

    private struct DismissalBody: Decodable { let cluster: String? }

    private func view(_ ask: Ask, _ id: ID) async throws -> TeamView {
        TeamView(try await acts.file(id, for: ask.viewer, in: try ask.requireNetwork().id), for: ask.viewer)
    }

    private func openByProgram(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), body = try ask.decoded(TeamBody.self)
        var draft = try body.draft()
        // Named by its key alone, it is all of it.
        if draft.needs.isEmpty, let key = body.cluster {
            draft.needs = try await acts.suggestion(key, for: ask.viewer, in: network.id).needs
        }
        let team = try await acts.open(draft, by: ask.viewer, in: network.id, once: ask.once)
        return .json(try await view(ask, team.id), status: 201)
            .with("Location", "/api/v1/networks/\(network.slug)/teams/\(team.id)")
    }
}
