/// One's own account.
struct PeopleRoutes: Sendable {
    let acts: PeopleActs
    let frames: Frames

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/me", .seeSelf, .page) { ask in .page(PeoplePages.me(frames(ask))) },
            Endpoint(.post, "/me/keys", .seeSelf, .page, handle: switchKeys),
            Endpoint(.get, "/api/v1/me", .seeSelf, .api, "Who the token belongs to", gives: Schemas.me) { ask in
                .json(MeView(ask: ask))
            },
        ]
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
