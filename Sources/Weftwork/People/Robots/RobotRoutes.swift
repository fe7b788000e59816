internal import Database

/// The doors to robots: a network's, for pages and programs, and one's own.
struct RobotRoutes: Sendable {
    let acts: RobotActs
    let own: OwnRobotActs
    let limiter: RateLimiter
    let frames: Frames

    /// So often an hour somebody has robots post by hand.
    private static let tests = 30

    var endpoints: [Endpoint] { pages + programs + ownPages }

    private var pages: [Endpoint] {
        let root = "/n/{slug}/robots"
        return [
            Endpoint(.get, root, .keepRobots, .page) { ask in .page(try await list(ask)) },
            Endpoint(.post, root, .keepRobots, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                do {
                    _ = try await acts.enter(
                        RobotDraft(form), by: ask.viewer, in: network.id, once: ask.formOnce)
                    return .redirect(to: "/n/\(network.slug)/robots?done=entered")
                } catch Refusal.invalid(let problems) {
                    // The secret is not sent back.
                    return .page(try await list(ask, form.with("secret", nil), problems), status: 422)
                }
            },
            Endpoint(.post, "\(root)/{id}/test", .keepRobots, .page) { ask in
                let id = try ask.id("id")
                try await count(ask)
                let fault = try await acts.test(id, by: ask.viewer, in: try ask.requireNetwork().id)
                return .page(try await list(ask, tested: (id, fault)))
            },
            Endpoint(.post, "\(root)/{id}/end", .keepRobots, .page) { ask in
                let network = try ask.requireNetwork()
                try await acts.end(try ask.id("id"), by: ask.viewer, in: network.id)
                return .redirect(to: "/n/\(network.slug)/robots?done=ended")
            },
        ]
    }

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}/robots"
        return [
            Endpoint(
                .get, root, .keepRobots, .api, "Robots of chat groups, and how it has gone", gives: RobotSchemas.list
            ) {
                ask in .json(try await view(ask))
            },
            Endpoint(
                .post, root, .keepRobots, .api, "Join the robot of a chat group", accepts: RobotSchemas.toPost,
                gives: RobotSchemas.robot, status: 201
            ) { ask in
                let draft = try ask.decoded(RobotBody.self).draft(), network = try ask.requireNetwork().id
                let id = try await acts.enter(draft, by: ask.viewer, in: network, once: ask.once)
                return .json(try await view(ask).one(id), status: 201)
            },
            Endpoint(
                .post, "\(root)/{id}/actions", .keepRobots, .api, "Have a robot say that it works, or end it",
                accepts: RobotSchemas.action, gives: RobotSchemas.list
            ) { ask in
                let id = try ask.id("id"), network = try ask.requireNetwork().id
                let action = try ask.decoded(ActionBody.self).action
                switch action {
                case "test":
                    try await count(ask)
                    // A robot that is not its turn keeps nothing of it: whoever asked hears it.
                    let fault = try await acts.test(id, by: ask.viewer, in: network)
                    if fault?.kind == .busy { throw Refusal.tooMany(retryAfter: 60) }
                case "end": try await acts.end(id, by: ask.viewer, in: network)
                default: throw Refusal.invalid("action", SiteWords.badChoice(["test", "end"], action ?? ""))
                }
                return .json(try await view(ask))
            },
        ]
    }

    private struct ActionBody: Decodable {
        let action: String?
    }

    private func view(_ ask: Ask) async throws -> RobotsView {
        let found = try await acts.list(for: ask.viewer, in: try ask.requireNetwork().id)
        return RobotsView(robots: found.map { RobotView(reading: $0, language: ask.language) })
    }

    private func count(_ ask: Ask) async throws {
        let who = ask.viewer.personID?.description ?? ask.remote
        try await limiter.check(
            .robot, who, limit: RobotRoutes.tests, per: Time.hour, now: acts.members.world.now())
    }

    private func list(
        _ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = [], tested: (id: ID, fault: RobotFault?)? = nil
    ) async throws -> HTML {
        let network = try ask.requireNetwork()
        let found = try await acts.list(for: ask.viewer, in: network.id)
        let teams = try await acts.teams(for: ask.viewer, in: network.id)
        return RobotPages(frame: frames(ask), network: network)
            .list(found, teams: teams, tested: tested, form, problems)
    }

    // MARK: One's own

    private var ownPages: [Endpoint] {
        let root = OwnRobotPages.root
        return [
            Endpoint(.post, root, .seeSelf, .page, handle: name),
            Endpoint(.get, "\(root)/code", .seeSelf, .page) { ask in
                _ = try await freshOwner(ask)
                return .page(pages(ask).code())
            },
            Endpoint(.post, "\(root)/code", .seeSelf, .page, handle: confirm),
            Endpoint(.post, "\(root)/test", .seeSelf, .page) { ask in
                let owner = try owner(ask)
                try await count(ask)
                return .page(pages(ask).tested(try await own.test(of: owner)))
            },
            Endpoint(.post, "\(root)/remove", .seeSelf, .page) { ask in
                try await own.remove(of: try owner(ask), agent: ask.device)
                return .redirect(to: "/me/security?done=1")
            },
        ]
    }

    private func pages(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> OwnRobotPages {
        OwnRobotPages(frame: frames(ask), fields: Fields(frames(ask), form, problems))
    }

    /// Whose account this is, by a session of theirs: a program's token does not get this far.
    private func owner(_ ask: Ask) throws(Refusal) -> Person {
        guard let person = ask.person, ask.session != nil else { throw .signInRequired }
        return person
    }

    /// The same, of somebody who has signed in lately: by such a robot one is asked, and answered for.
    private func freshOwner(_ ask: Ask) async throws -> Person {
        let person = try owner(ask)
        try await own.signIns.requireFresh(ask)
        return person
    }

    private func name(_ ask: Ask) async throws -> Answer {
        let person = try await freshOwner(ask), form = ask.form
        try await count(ask)
        do {
            try await own.name(RobotDraft(form), of: person)
            return .redirect(to: "\(OwnRobotPages.root)/code")
        } catch Refusal.invalid(let problems) {
            let account = try await own.signIns.account(of: person.id, session: ask.session ?? "")
            let typed = Fields(frames(ask), form.with("secret", nil), problems)
            return .page(SecurityPages(frame: frames(ask), fields: typed).overview(account), status: 422)
        }
    }

    private func confirm(_ ask: Ask) async throws -> Answer {
        let person = try await freshOwner(ask), form = ask.form
        try await limiter.check(
            .code, "robot \(person.id)", limit: 20, per: Time.hour, now: own.signIns.world.now())
        do {
            try await own.confirm(code: form.text("code") ?? "", of: person, agent: ask.device)
            return .redirect(to: "/me/security?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(pages(ask, form, problems).code(), status: 422)
        }
    }
}

extension RobotDraft {
    init(_ form: Form) {
        kind = form.text("kind")
        name = form.text("name") ?? ""
        address = form.text("address") ?? ""
        secret = form.text("secret") ?? ""
        team = form.text("team").flatMap { ID($0) }
        language = form.text("language")
        posts = form.all("posts")
    }
}

/// A robot as programs enter it.
struct RobotBody: Decodable {
    let kind: String?
    let name: String?
    let address: String?
    let secret: String?
    let team: String?
    let language: String?
    let posts: [String]?

    func draft() throws(Refusal) -> RobotDraft {
        var draft = RobotDraft(
            kind: kind, name: name ?? "", address: address ?? "", secret: secret ?? "", language: language,
            posts: posts ?? GroupRobot.Posts.allCases.map(\.rawValue))
        if let team {
            guard let id = ID(team) else { throw .invalid("team", RobotWords.noTeam) }
            draft.team = id
        }
        return draft
    }
}
