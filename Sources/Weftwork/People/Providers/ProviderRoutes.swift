internal import Database
internal import Logging

/// The doors by which somebody signs in with an account elsewhere – an organisation's own, or a platform's – and links one.
struct ProviderRoutes: Sendable {
    let people: PeopleActs
    let openID: OpenIDClient
    let apps: AppClient
    let entrance: SignInRoutes
    let frames: Frames
    let logger: Logger

    private var acts: SignInActs { people.signIns }
    private var configuration: Configuration { people.configuration }
    private var visitCookie: String { configuration.cookie("weft_openid") }
    private var pendingCookie: String { configuration.cookie("weft_foreign") }

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/sign-in/with/{provider}", .signIn, .page, handle: leave),
            Endpoint(.get, "/sign-in/with/{provider}/back", .signIn, .page, handle: comeBack),
            Endpoint(.get, "/me/security/link", .seeSelf, .page, handle: askConsent),
            Endpoint(.post, "/me/security/link", .seeSelf, .page, handle: consent),
            Endpoint(.post, "/me/security/identities/end", .seeSelf, .page, handle: unlink),
        ]
    }

    /// One that is set up, of either kind.
    private enum Provider: Sendable {
        case openID(OpenIDProvider)
        case app(any AppSignIn)

        var label: Text {
            switch self {
            case .openID(let provider): .verbatim(provider.label)
            case .app(let app): app.label
            }
        }
    }

    private func provider(_ ask: Ask) throws(Refusal) -> (slug: String, provider: Provider) {
        let slug = ask.parameters["provider"] ?? ""
        if let app = configuration.apps.first(where: { $0.slug == slug }) { return (slug, .app(app)) }
        guard let found = configuration.providers.first(where: { $0.slug == slug }) else { throw .notFound }
        return (slug, .openID(found))
    }

    private func back(_ slug: String) -> String { "\(configuration.publicURL)/sign-in/with/\(slug)/back" }
    private func agent(_ ask: Ask) -> String { ask.headers["user-agent"] ?? "" }

    private func leave(_ ask: Ask) async throws -> Answer {
        let (slug, provider) = try provider(ask), world = people.world
        try await entrance.limiter.check(.signIn, ask.remote, limit: 30, per: Time.hour, now: world.now())
        var linking: ID?
        if ask.query["link"] == "1" {
            try await acts.requireFresh(ask)
            linking = ask.person?.id
        }
        let visit = OpenIDVisit(
            provider: slug, to: SignInRoutes.ours(ask.query["to"]), linking: linking?.description, world: world)
        let address = try await trying(ask, provider.label) {
            switch provider {
            case .openID(let one): return try await openID.address(of: one, for: visit)
            case .app(let app): return app.address(state: visit.state, back: back(slug), agent: agent(ask))
            }
        }
        return .redirect(to: address).settingCookie(
            visitCookie, try visit.sealed(by: people.vault), maxAge: Int(OpenIDVisit.lifetime / 1000),
            isSecure: configuration.isSecure)
    }

    /// The provider sends the browser back. It acts by being opened, as the standard has it: only for the browser that left, by
    /// the cookie it left with, once.
    private func comeBack(_ ask: Ask) async throws -> Answer {
        do {
            return try await cameBack(ask)
        } catch {
            if let known = try? provider(ask) { refused(known.slug) }
            throw error
        }
    }

    /// Somebody was not let in by a provider: it did not vouch for them here, or nobody here has that account.
    private func refused(_ slug: String) {
        acts.security.tell(SecurityNote(event: "refusedProvider", account: nil, kind: slug, isWarning: true))
    }

    private func cameBack(_ ask: Ask) async throws -> Answer {
        let (slug, provider) = try provider(ask), now = people.world.now()
        // DingTalk calls it authCode.
        guard let sealed = ask.cookie(visitCookie),
            let visit = OpenIDVisit(sealed: sealed, vault: people.vault, now: now), visit.provider == slug,
            let state = ask.query["state"], Sodium.equal(Array(state.utf8), Array(visit.state.utf8)),
            let code = ask.query["code"] ?? ask.query["authCode"], !code.isEmpty
        else { throw Refusal.conflict(ProviderWords.failed(provider.label)) }
        let identity = try await trying(ask, provider.label) {
            switch provider {
            case .openID(let one): return try await openID.identity(code: code, from: one, for: visit)
            case .app(let app):
                return try await app.identity(code: code, back: back(slug), agent: agent(ask), by: apps)
            }
        }
        let answer =
            visit.linking == nil
            ? try await enter(as: identity, slug, provider, visit, ask) : try await link(identity, provider, visit, ask)
        return answer.settingCookie(visitCookie, "", maxAge: 0, isSecure: configuration.isSecure)
    }

    private func enter(
        as identity: ForeignIdentity, _ slug: String, _ provider: Provider, _ visit: OpenIDVisit, _ ask: Ask
    ) async throws -> Answer {
        let device = entrance.device(ask)
        if let entered = try await acts.enter(as: identity, by: provider.label, from: device) {
            return entrance.letIn(entered, device, to: visit.to)
        }
        guard case .app = provider else { throw Refusal.conflict(SignInWords.foreignUnknown(provider.label)) }
        refused(slug)
        let pending = PendingIdentity(identity, provider: slug, to: visit.to, now: people.world.now())
        return .page(ProviderPages(frame: frames(ask)).unknown(provider.label)).settingCookie(
            pendingCookie, try pending.sealed(by: people.vault), maxAge: Int(PendingIdentity.lifetime / 1000),
            isSecure: configuration.isSecure)
    }

    // MARK: Linking

    /// For the one who left to link it, still signed in as then.
    private func link(
        _ identity: ForeignIdentity, _ provider: Provider, _ visit: OpenIDVisit, _ ask: Ask
    ) async throws -> Answer {
        try await acts.requireFresh(ask)
        guard let person = ask.person, person.id.description == visit.linking else { throw Refusal.signInRequired }
        try await acts.link(identity, by: provider.label, to: person, agent: ask.device)
        return .redirect(to: "/me/security?done=1")
    }

    /// What waits for consent in this browser, and who would give it.
    private func pending(_ ask: Ask) async throws -> (pending: PendingIdentity, label: Text, person: Person)? {
        guard let person = ask.person else { throw Refusal.signInRequired }
        try await acts.requireFresh(ask)
        guard let sealed = ask.cookie(pendingCookie),
            let kept = PendingIdentity(sealed: sealed, vault: people.vault, now: people.world.now()),
            let label = configuration.label(of: kept.provider)
        else { return nil }
        return (kept, label, person)
    }

    private func askConsent(_ ask: Ask) async throws -> Answer {
        guard let waiting = try await pending(ask) else { return .redirect(to: "/me/security") }
        return .page(ProviderPages(frame: frames(ask)).consent(waiting.label, name: waiting.person.name))
    }

    private func consent(_ ask: Ask) async throws -> Answer {
        guard let waiting = try await pending(ask) else { return .redirect(to: "/me/security") }
        if ask.form["answer"] == "yes" {
            try await acts.link(
                waiting.pending.identity, by: waiting.label, to: waiting.person, agent: ask.device)
        }
        return .redirect(to: waiting.pending.to ?? "/home")
            .settingCookie(pendingCookie, "", maxAge: 0, isSecure: configuration.isSecure)
    }

    private func unlink(_ ask: Ask) async throws -> Answer {
        guard let person = ask.person else { throw Refusal.signInRequired }
        try await acts.requireFresh(ask)
        let form = ask.form
        try await acts.unlink(
            issuer: form["issuer"] ?? "", subject: form["subject"] ?? "", from: person,
            agent: ask.device)
        return .redirect(to: "/me/security?done=1")
    }

    /// What another server does wrong is told to the operator; the user can sign in another way.
    private func trying<T>(_ ask: Ask, _ label: Text, _ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch let fault as WebFault {
            logger.warning("provider", metadata: ["request": "\(ask.id)", "error": "\(fault)"])
            throw Refusal.conflict(ProviderWords.failed(label))
        }
    }
}
