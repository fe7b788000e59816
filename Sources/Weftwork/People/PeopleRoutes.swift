/// Sign-in, sign-out and one's own account.
struct PeopleRoutes: Sendable {
    let acts: PeopleActs
    let limiter: RateLimiter
    let frames: Frames

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/sign-in", .signIn, .page) { ask in
                .page(PeoplePages.signIn(frame(ask), Fields(frame(ask), ask.query)))
            },
            Endpoint(.post, "/sign-in", .signIn, .page, handle: requestCode),
            Endpoint(.post, "/sign-in/code", .signIn, .page, handle: typeCode),
            Endpoint(.get, "/sign-in/{secret}", .signIn, .page) { ask in
                .page(PeoplePages.link(frame(ask)))
            },
            Endpoint(.post, "/sign-in/{secret}", .signIn, .page, handle: followLink),
            Endpoint(.post, "/sign-out", .signIn, .page, handle: signOut),
            Endpoint(.get, "/me", .seeSelf, .page) { ask in .page(PeoplePages.me(frame(ask))) },
            Endpoint(.post, "/me/keys", .seeSelf, .page, handle: switchKeys),
            Endpoint(.get, "/api/v1/me", .seeSelf, .api, "Who the token belongs to", gives: Schemas.me) { ask in
                .json(MeView(ask: ask))
            },
        ]
    }

    private func frame(_ ask: Ask) -> Frame { frames(ask) }

    private func requestCode(_ ask: Ask) async throws -> Answer {
        let form = ask.form, now = acts.world.now()
        try await limiter.check(.signIn, ask.remote, limit: 30, per: Time.hour, now: now)
        do {
            let email = form.text("email") ?? ""
            try await limiter.check(.signIn, email.lowercased(), limit: 6, per: Time.hour, now: now)
            let id = try await acts.requestSignIn(email: email, language: ask.language)
            return .page(PeoplePages.code(frame(ask), Fields(frame(ask), form), id: id))
        } catch Refusal.invalid(let problems) {
            return .page(PeoplePages.signIn(frame(ask), Fields(frame(ask), form, problems)), status: 422)
        }
    }

    private func typeCode(_ ask: Ask) async throws -> Answer {
        let form = ask.form
        let id = form.text("id") ?? ""
        try await limiter.check(.code, ask.remote, limit: 60, per: Time.hour, now: acts.world.now())
        do {
            let session = try await acts.signIn(id: id, code: form.text("code") ?? "")
            return enter(session, to: form.text("to"))
        } catch Refusal.invalid(let problems) {
            return .page(PeoplePages.code(frame(ask), Fields(frame(ask), form, problems), id: id), status: 422)
        }
    }

    private func followLink(_ ask: Ask) async throws -> Answer {
        try await limiter.check(.code, ask.remote, limit: 60, per: Time.hour, now: acts.world.now())
        let session = try await acts.signIn(link: ask.parameters["secret"] ?? "")
        return enter(session, to: nil)
    }

    private func enter(_ session: String, to path: String?) -> Answer {
        // Only an address of this server: "//elsewhere", "/\elsewhere" and "/<tab>/elsewhere" are none.
        let isOurs =
            path.map { path in
                path.hasPrefix("/") && !path.hasPrefix("//")
                    && path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
            } ?? false
        return .redirect(to: isOurs ? path ?? "/home" : "/home")
            .settingCookie(
                "weft_session", session, maxAge: Int(PeopleActs.sessionLifetime / 1000),
                isSecure: acts.configuration.isSecure)
    }

    private func signOut(_ ask: Ask) async throws -> Answer {
        if let session = ask.cookie("weft_session") { try await acts.signOut(session: session) }
        return .redirect(to: "/")
            .settingCookie("weft_session", "", maxAge: 0, isSecure: acts.configuration.isSecure)
    }

    private func switchKeys(_ ask: Ask) async throws -> Answer {
        let isOn = ask.form["keys"] == "on"
        return .redirect(to: "/me")
            .settingCookie("keys", isOn ? "on" : "off", maxAge: 365 * 86400, isSecure: acts.configuration.isSecure)
    }
}

/// One's own account, for programs.
struct MeView: View {
    let ask: Ask

    func write(to json: inout JSON) {
        json.object { json in
            json.field("name", ask.person?.name)
            json.field("language", ask.person?.language.rawValue)
            json.field("scopes", ask.scopes.sorted())
            json.field("network", ask.network?.slug)
            json.field("member", ask.viewer.member?.id)
            json.field("organisation", ask.viewer.member?.organisation)
            json.field("standing", ask.viewer.member?.standing.name)
            json.field("roles", ask.viewer.member?.roles.map(\.rawValue).sorted() ?? [])
        }
    }
}
