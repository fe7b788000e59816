internal import Database

/// The doors by which somebody signs in and out.
struct SignInRoutes: Sendable {
    let people: PeopleActs
    let limiter: RateLimiter
    let frames: Frames

    private var acts: SignInActs { people.signIns }
    private var now: Int64 { acts.world.now() }

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/sign-in", .signIn, .page) { ask in
                .page(pages(ask).signIn(Fields(frames(ask), ask.query)))
            },
            Endpoint(.post, "/sign-in", .signIn, .page, handle: requestCode),
            Endpoint(.get, "/sign-up", .signIn, .page) { ask in
                .page(pages(ask).signUp(Fields(frames(ask), ask.query)))
            },
            Endpoint(.post, "/sign-up", .signIn, .page, handle: signUp),
            Endpoint(.post, "/sign-in/code", .signIn, .page, handle: typeCode),
            Endpoint(.post, "/sign-in/password", .signIn, .page, handle: typePassword),
            Endpoint(.get, "/sign-in/second", .signIn, .page) { ask in
                .page(pages(ask).second(Fields(frames(ask), ask.query)))
            },
            Endpoint(.post, "/sign-in/second", .signIn, .page, handle: secondStep),
            Endpoint(.get, "/sign-in/{secret}", .signIn, .page) { ask in .page(pages(ask).link()) },
            Endpoint(.post, "/sign-in/{secret}", .signIn, .page, handle: followLink),
            Endpoint(.post, "/sign-out", .signIn, .page, handle: signOut),
        ]
    }

    private func pages(_ ask: Ask) -> SignInPages { SignInPages(frame: frames(ask)) }

    func device(_ ask: Ask) -> Device {
        Device(
            ask, cookie: ask.cookie(acts.configuration.cookie("weft_device")),
            fresh: acts.world.bytes(Device.secretBytes))
    }

    // MARK: By mail or phone

    private func requestCode(_ ask: Ask) async throws -> Answer {
        let form = ask.form
        try await limiter.check(.signIn, ask.remote, limit: 30, per: Time.hour, now: now)
        do {
            let channel = try people.channel(form.text("email") ?? "")
            try await checkAccount(.signIn, channel, ask, limit: 6, most: 24)
            let id = try await acts.request(by: channel, from: device(ask), language: ask.language)
            return .page(pages(ask).code(Fields(frames(ask), form), id: id, by: channel.kind))
        } catch Refusal.invalid(let problems) {
            return .page(pages(ask).signIn(Fields(frames(ask), form, problems)), status: 422)
        }
    }

    private func signUp(_ ask: Ask) async throws -> Answer {
        let form = ask.form
        try await limiter.check(.signIn, ask.remote, limit: 30, per: Time.hour, now: now)
        do {
            let channel = try people.channel(form.text("email") ?? "")
            try await checkAccount(.signIn, channel, ask, limit: 6, most: 24)
            if channel.kind == .phone {
                // Messages to numbers of strangers cost money: whoever has them sent in masses is stopped for all.
                try await limiter.check(.signIn, "new numbers", limit: 600, per: Time.hour, now: now)
            }
            let id = try await acts.requestSignUp(
                name: form["name"] ?? "", by: channel, from: device(ask), language: ask.language)
            return .page(pages(ask).code(Fields(frames(ask), form), id: id, by: channel.kind, isNew: true))
        } catch Refusal.invalid(let problems) {
            return .page(pages(ask).signUp(Fields(frames(ask), form, problems)), status: 422)
        }
    }

    /// Limits tries at one account. A stranger who tries it again and again uses up what strangers have, by their address and
    /// together; the account's own devices are counted apart, so that nobody locks anybody out.
    private func checkAccount(
        _ kind: RateLimiter.Kind, _ channel: Channel, _ ask: Ask, limit: Int, most: Int
    ) async throws {
        let fingerprint = people.vault.fingerprint(channel)
        let account = Base64URL.encode(fingerprint), device = device(ask)
        let isKnown = try await acts.database.read { db in
            guard let person = try db.person(channel.kind, hash: fingerprint) else { return false }
            return try db.isKnown(device: device.hash, of: person.id)
        }
        if isKnown {
            let own = Base64URL.encode(device.hash)
            return try await limiter.check(kind, "\(account) \(own)", limit: limit, per: Time.hour, now: now)
        }
        try await limiter.check(kind, "\(account) \(ask.remote)", limit: limit, per: Time.hour, now: now)
        try await limiter.check(kind, account, limit: most, per: Time.hour, now: now)
    }

    private func typeCode(_ ask: Ask) async throws -> Answer {
        let form = ask.form, id = form.text("id") ?? ""
        try await limiter.check(.code, ask.remote, limit: 60, per: Time.hour, now: now)
        do {
            let device = device(ask)
            let entrance = try await acts.enter(id: id, code: form.text("code") ?? "", from: device)
            return letIn(entrance, device, to: form.text("to"))
        } catch Refusal.invalid(let problems) {
            let kind = form["by"].flatMap(Channel.Kind.init(rawValue:)) ?? .mail
            return .page(pages(ask).code(Fields(frames(ask), form, problems), id: id, by: kind), status: 422)
        }
    }

    private func followLink(_ ask: Ask) async throws -> Answer {
        try await limiter.check(.code, ask.remote, limit: 60, per: Time.hour, now: now)
        let device = device(ask)
        let entrance = try await acts.enter(link: ask.parameters["secret"] ?? "", from: device)
        return letIn(entrance, device, to: nil)
    }

    // MARK: By password, and the second step

    private func typePassword(_ ask: Ask) async throws -> Answer {
        let form = ask.form
        try await limiter.check(.password, ask.remote, limit: 30, per: Time.hour, now: now)
        do {
            let channel = try people.channel(form.text("email") ?? "")
            try await checkAccount(.password, channel, ask, limit: 10, most: 50)
            let device = device(ask)
            let entrance = try await acts.enter(by: channel, password: form["password"] ?? "", from: device)
            return letIn(entrance, device, to: form.text("to"))
        } catch Refusal.invalid(let problems) {
            // What was typed stays, but for the secret.
            let kept = form.with("password", nil)
            return .page(pages(ask).signIn(Fields(frames(ask), kept, problems)), status: 422)
        }
    }

    private func secondStep(_ ask: Ask) async throws -> Answer {
        let form = ask.form
        try await limiter.check(.secondStep, ask.remote, limit: 60, per: Time.hour, now: now)
        guard let session = ask.session, let waiting = try await acts.waiting(session: session) else {
            return .redirect(to: "/sign-in")
        }
        // Whoever comes this far has the mailbox or the password: here the account itself is the limit.
        try await limiter.check(.secondStep, waiting.description, limit: 20, per: Time.hour, now: now)
        do {
            let full = try await acts.secondStep(session: session, code: form.text("code") ?? "")
            return entered(full, to: form.text("to"))
        } catch Refusal.invalid(let problems) {
            return .page(pages(ask).second(Fields(frames(ask), form, problems)), status: 422)
        }
    }

    // MARK: In and out

    func letIn(_ entrance: Entrance, _ device: Device, to path: String?) -> Answer {
        let next = path.map { "?to=\(Form.encode($0))" } ?? ""
        let answer =
            entrance.needsSecondStep
            ? Answer.redirect(to: "/sign-in/second\(next)").settingCookie(
                sessionCookie, entrance.session, maxAge: Int(SignInActs.codeLifetime / 1000), isSecure: isSecure)
            : entered(entrance.session, to: path)
        return answer.settingCookie(
            acts.configuration.cookie("weft_device"), device.secret, maxAge: 2 * 365 * 86400, isSecure: isSecure)
    }

    private func entered(_ session: String, to path: String?) -> Answer {
        .redirect(to: SignInRoutes.ours(path) ?? "/home")
            .settingCookie(
                sessionCookie, session, maxAge: Int(SignInActs.sessionLifetime / 1000), isSecure: isSecure)
    }

    /// Only an address of this server: "//elsewhere", "/\elsewhere" and "/<tab>/elsewhere" are none.
    static func ours(_ path: String?) -> String? {
        guard let path, path.hasPrefix("/"), !path.hasPrefix("//"),
            path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return nil }
        return path
    }

    private func signOut(_ ask: Ask) async throws -> Answer {
        if let session = ask.session { try await acts.signOut(session: session) }
        return .redirect(to: "/").settingCookie(sessionCookie, "", maxAge: 0, isSecure: isSecure)
            .with("Clear-Site-Data", "\"cache\", \"storage\"")
    }

    private var sessionCookie: String { acts.configuration.cookie("weft_session") }
    private var isSecure: Bool { acts.configuration.isSecure }
}
