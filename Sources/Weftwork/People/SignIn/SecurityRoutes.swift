internal import Database

/// The doors to what keeps one's account safe: sessions, password, second step, tokens, and what happened.
struct SecurityRoutes: Sendable {
    let people: PeopleActs
    let limiter: RateLimiter
    let frames: Frames

    private var acts: SignInActs { people.signIns }
    private static let root = "/me/security"

    var endpoints: [Endpoint] {
        let root = SecurityRoutes.root
        return [
            Endpoint(.get, root, .seeSelf, .page) { ask in .page(try await overview(ask)) },
            Endpoint(.post, "\(root)/sessions/{id}/end", .seeSelf, .page, handle: endSession),
            Endpoint(.post, "\(root)/sessions/end", .seeSelf, .page, handle: endOthers),
            Endpoint(.post, "\(root)/password", .seeSelf, .page, handle: setPassword),
            Endpoint(.get, "\(root)/second-step", .seeSelf, .page) { ask in .page(try await setUp(ask)) },
            Endpoint(.post, "\(root)/second-step", .seeSelf, .page, handle: confirmSecondStep),
            Endpoint(.post, "\(root)/second-step/end", .seeSelf, .page, handle: endSecondStep),
            Endpoint(.post, "\(root)/tokens", .seeSelf, .page, handle: makeToken),
            Endpoint(.post, "\(root)/tokens/{id}/end", .seeSelf, .page, handle: revokeToken),
        ]
    }

    private func pages(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> SecurityPages {
        SecurityPages(frame: frames(ask), fields: Fields(frames(ask), form, problems))
    }

    /// Whose account this is, by a session of theirs: a program's token does not get this far.
    private func owner(_ ask: Ask) throws(Refusal) -> (person: Person, session: String) {
        guard let person = ask.person, let session = ask.session else { throw .signInRequired }
        return (person, session)
    }

    /// The same, of somebody who has signed in lately: whoever finds a device left open goes no further.
    private func freshOwner(_ ask: Ask) async throws -> (person: Person, session: String) {
        let owner = try owner(ask)
        guard try await acts.isFresh(session: owner.session) else { throw Refusal.forbidden(SignInWords.again) }
        return owner
    }

    private var done: Answer { .redirect(to: "\(SecurityRoutes.root)?done=1") }

    private func overview(
        _ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) async throws -> HTML {
        let owner = try owner(ask)
        let account = try await acts.account(of: owner.person.id, session: owner.session)
        return pages(ask, form, problems).overview(account)
    }

    /// The page again with what was wrong, where a form of it was sent; secrets are not sent back.
    private func trying(_ ask: Ask, _ body: () async throws -> Answer) async throws -> Answer {
        do {
            return try await body()
        } catch Refusal.invalid(let problems) {
            return .page(try await overview(ask, ask.form.with("password", nil), problems), status: 422)
        }
    }

    // MARK: Sessions

    private func endSession(_ ask: Ask) async throws -> Answer {
        let owner = try owner(ask)
        try await acts.endSession(try ask.id("id"), of: owner.person.id, agent: ask.device)
        return done
    }

    private func endOthers(_ ask: Ask) async throws -> Answer {
        let owner = try owner(ask)
        try await acts.endSessions(of: owner.person.id, but: owner.session, agent: ask.device)
        return done
    }

    // MARK: Password and second step

    private func setPassword(_ ask: Ask) async throws -> Answer {
        let owner = try await freshOwner(ask), form = ask.form
        return try await trying(ask) {
            try await acts.setPassword(
                form["remove"] == "1" ? nil : form["password"] ?? "", of: owner.person, session: owner.session,
                agent: ask.device)
            return done
        }
    }

    private func setUp(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let owner = try await freshOwner(ask)
        let secret = try await acts.beginSecondStep(of: owner.person)
        let site = ask.network?.name ?? SiteWords.product(ask.language)
        let address = TOTP.address(secret: secret, account: owner.person.name, issuer: site)
        return pages(ask, form, problems).setUp(address: address, key: Base32.encode(secret))
    }

    private func confirmSecondStep(_ ask: Ask) async throws -> Answer {
        let owner = try await freshOwner(ask), form = ask.form
        do {
            let spares = try await acts.confirmSecondStep(
                of: owner.person, code: form.text("code") ?? "", session: owner.session, agent: ask.device)
            return .page(pages(ask).spares(spares))
        } catch Refusal.invalid(let problems) {
            return .page(try await setUp(ask, form, problems), status: 422)
        }
    }

    private func endSecondStep(_ ask: Ask) async throws -> Answer {
        let owner = try await freshOwner(ask), form = ask.form
        try await limiter.check(
            .secondStep, owner.person.id.description, limit: 20, per: Time.hour, now: acts.world.now())
        return try await trying(ask) {
            try await acts.endSecondStep(of: owner.person, code: form.text("code") ?? "", agent: ask.device)
            return done
        }
    }

    // MARK: Tokens

    private func makeToken(_ ask: Ask) async throws -> Answer {
        let owner = try await freshOwner(ask), form = ask.form
        return try await trying(ask) {
            let draft = TokenDraft(
                label: form["label"] ?? "", network: form["network"] ?? "", scope: form["scope"] ?? "",
                days: form.text("days").flatMap(Int.init))
            let token = try await people.makeToken(draft, of: owner.person, agent: ask.device)
            return .page(pages(ask).token(token))
        }
    }

    private func revokeToken(_ ask: Ask) async throws -> Answer {
        let owner = try owner(ask)
        try await people.revokeToken(try ask.id("id"), of: owner.person.id, agent: ask.device)
        return done
    }
}
