internal import Database
internal import Engine
internal import Logging

/// The doors by which somebody signs in with an organisation's own account.
struct OpenIDRoutes: Sendable {
    let people: PeopleActs
    let client: OpenIDClient
    let entrance: SignInRoutes
    let logger: Logger

    private var acts: SignInActs { people.signIns }
    private var configuration: Configuration { people.configuration }
    private var cookie: String { configuration.cookie("weft_openid") }

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/sign-in/with/{provider}", .signIn, .page, handle: leave),
            Endpoint(.get, "/sign-in/with/{provider}/back", .signIn, .page, handle: comeBack),
        ]
    }

    private func provider(_ ask: Ask) throws(Refusal) -> OpenIDProvider {
        let found = configuration.providers.first { $0.slug == ask.parameters["provider"] }
        guard let found else { throw .notFound }
        return found
    }

    private func leave(_ ask: Ask) async throws -> Answer {
        let provider = try provider(ask), world = people.world
        try await entrance.limiter.check(.signIn, ask.remote, limit: 30, per: Time.hour, now: world.now())
        let visit = OpenIDVisit(provider: provider, to: SignInRoutes.ours(ask.query["to"]), world: world)
        let address = try await trying(ask) { try await client.address(of: provider, for: visit) }
        return .redirect(to: address).settingCookie(
            cookie, try visit.sealed(by: people.vault), maxAge: Int(OpenIDVisit.lifetime / 1000),
            isSecure: configuration.isSecure)
    }

    /// The provider sends the browser back. It acts by being opened, as the standard has it: only for the browser that left, by
    /// the cookie it left with, once.
    private func comeBack(_ ask: Ask) async throws -> Answer {
        let provider = try provider(ask), now = people.world.now()
        guard let sealed = ask.cookie(cookie), let visit = OpenIDVisit(sealed: sealed, vault: people.vault, now: now),
            visit.provider == provider.slug, let state = ask.query["state"],
            Sodium.equal(Array(state.utf8), Array(visit.state.utf8)), let code = ask.query["code"], !code.isEmpty
        else { throw Refusal.conflict(SignInWords.foreignFailed(provider.label)) }
        let identity = try await trying(ask) { try await client.identity(code: code, from: provider, for: visit) }
        let device = entrance.device(ask)
        guard let entered = try await acts.enter(as: identity, by: provider, from: device) else {
            throw Refusal.conflict(SignInWords.foreignUnknown(provider.label))
        }
        return entrance.letIn(entered, device, to: visit.to)
            .settingCookie(cookie, "", maxAge: 0, isSecure: configuration.isSecure)
    }

    /// What another server does wrong is told to the operator; the user can sign in another way.
    private func trying<T>(_ ask: Ask, _ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch let fault as WebFault {
            logger.warning("openid", metadata: ["request": "\(ask.id)", "error": "\(fault)"])
            throw Refusal.conflict(SignInWords.foreignFailed(ask.parameters["provider"] ?? ""))
        }
    }
}

extension SignInActs {
    /// Lets in whom a provider says that somebody is: who has come from there before, or who has the mail address that it has
    /// verified. Nobody becomes a member by it.
    func enter(
        as identity: ForeignIdentity, by provider: OpenIDProvider, from device: Device
    ) async throws -> Entrance? {
        let now = world.now(), token = newToken()
        let fingerprint = identity.email.flatMap { Contacts.email($0) }.map { vault.fingerprint("email", $0) }
        let (entrance, linked) = try await write { db, notes -> (Entrance?, Person?) in
            if let known = try db.person(issuer: identity.issuer, subject: identity.subject) {
                return (try open(token, for: known, from: device, db, notes), nil)
            }
            guard let fingerprint, let person = try db.person(emailHash: fingerprint) else { return (nil, nil) }
            try db.link(issuer: identity.issuer, subject: identity.subject, to: person.id, at: now)
            try log(.providerLinked, of: person.id, agent: device.agent, db, notes)
            return (try open(token, for: person.id, from: device, db, notes), person)
        }
        if let linked { try await notify(linked, SignInWords.mailLinked(provider.label)) }
        return entrance
    }
}

extension Connection {
    fileprivate func person(issuer: String, subject: String) throws -> ID? {
        try value("SELECT person_id FROM foreign_identities WHERE issuer = \(issuer) AND subject = \(subject)")
    }

    fileprivate func link(issuer: String, subject: String, to person: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO foreign_identities (issuer, subject, person_id, created_at)
            VALUES (\(issuer), \(subject), \(person), \(now))
            """)
    }
}
