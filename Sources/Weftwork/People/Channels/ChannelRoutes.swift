internal import Database

/// The doors to how somebody is reached, and to taking an account back.
struct ChannelRoutes: Sendable {
    let people: PeopleActs
    let limiter: RateLimiter
    let frames: Frames

    private var acts: SignInActs { people.signIns }

    var endpoints: [Endpoint] {
        let root = ChannelPages.root
        return [
            Endpoint(.post, "\(root)/mail", .seeSelf, .page) { ask in try await request(.mail, ask) },
            Endpoint(.post, "\(root)/mail/code", .seeSelf, .page) { ask in try await confirm(.mail, ask) },
            Endpoint(.post, "\(root)/phone", .seeSelf, .page) { ask in try await request(.phone, ask) },
            Endpoint(.post, "\(root)/phone/code", .seeSelf, .page) { ask in try await confirm(.phone, ask) },
            Endpoint(.post, "\(root)/phone/remove", .seeSelf, .page, handle: removePhone),
            Endpoint(.get, "/take-back/{code}", .signIn, .page, handle: showTakeBack),
            Endpoint(.post, "/take-back/{code}", .signIn, .page, handle: takeBack),
        ]
    }

    private func pages(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> ChannelPages {
        ChannelPages(frame: frames(ask), fields: Fields(frames(ask), form, problems))
    }

    private var done: Answer { .redirect(to: "\(ChannelPages.root)?done=1") }

    /// Whose account this is, by a session that began lately.
    private func owner(_ ask: Ask) async throws -> (person: Person, session: String) {
        guard let person = ask.person, let session = ask.session else { throw Refusal.signInRequired }
        try await acts.requireFresh(ask)
        return (person, session)
    }

    private func request(_ kind: Channel.Kind, _ ask: Ask) async throws -> Answer {
        let owner = try await owner(ask), form = ask.form, now = acts.world.now()
        guard kind == .mail || acts.configuration.offersPhone else { throw Refusal.notFound }
        do {
            let channel = try Channel(kind, typed: form.text(kind.field) ?? "", field: kind.field)
            let target = Base64URL.encode(people.vault.fingerprint(channel))
            try await limiter.check(.signIn, "change \(owner.person.id)", limit: 6, per: Time.hour, now: now)
            try await limiter.check(.signIn, "change \(target)", limit: 12, per: Time.hour, now: now)
            try await acts.requestChange(to: channel, of: owner.person, language: ask.language)
            return .page(pages(ask).code(kind))
        } catch Refusal.invalid(let problems) {
            let account = try await acts.account(of: owner.person.id, session: owner.session)
            let page = SecurityPages(frame: frames(ask), fields: Fields(frames(ask), form, problems))
            return .page(page.overview(account), status: 422)
        }
    }

    private func confirm(_ kind: Channel.Kind, _ ask: Ask) async throws -> Answer {
        let owner = try await owner(ask), form = ask.form
        try await limiter.check(
            .code, "change \(owner.person.id)", limit: 20, per: Time.hour, now: acts.world.now())
        do {
            try await acts.confirmChange(
                kind, code: form.text("code") ?? "", of: owner.person, session: owner.session, agent: ask.device)
            return done
        } catch Refusal.invalid(let problems) {
            return .page(pages(ask, form, problems).code(kind), status: 422)
        }
    }

    private func removePhone(_ ask: Ask) async throws -> Answer {
        let owner = try await owner(ask)
        try await acts.removePhone(of: owner.person, session: owner.session, agent: ask.device)
        return done
    }

    // MARK: Taking back

    private func showTakeBack(_ ask: Ask) async throws -> Answer {
        try await limiter.check(.code, ask.remote, limit: 60, per: Time.hour, now: acts.world.now())
        return .page(pages(ask).takeBack(try await acts.changeToTakeBack(code: ask.parameters["code"] ?? "")))
    }

    private func takeBack(_ ask: Ask) async throws -> Answer {
        try await limiter.check(.code, ask.remote, limit: 60, per: Time.hour, now: acts.world.now())
        try await acts.takeBack(code: ask.parameters["code"] ?? "", agent: ask.device)
        return .page(pages(ask).takenBack())
    }
}
