internal import Database

/// The doors to how much members give and what the convener gives.
struct LevelRoutes: Sendable {
    let acts: MemberActs
    let frames: Frames

    var endpoints: [Endpoint] {
        let root = "/n/{slug}", api = "/api/v1/networks/{slug}"
        return [
            Endpoint(.get, "\(root)/me/level", .chooseLevel, .page) { ask in .page(try await page(ask)) },
            Endpoint(.post, "\(root)/me/level", .chooseLevel, .page) { ask in
                try await trying(ask) { network in
                    let draft = LevelDraft(level: ask.form["level"] ?? "", askAgain: ask.form.text("askAgain"))
                    try await acts.choose(draft, by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "\(root)/me/rest", .rest, .page) { ask in
                try await trying(ask) { network in
                    let form = ask.form
                    if form["rests"] == "0" { return try await acts.wake(by: ask.viewer, in: network) }
                    let draft = RestDraft(keepsRoles: form["roles"] != "lay", note: form["note"] ?? "")
                    try await acts.rest(draft, by: ask.viewer, in: network)
                }
            },
            Endpoint(
                .post, "\(api)/me/rest", .rest, .api, "Take a rest, or come back", accepts: Schemas.rest,
                gives: Schemas.membership
            ) { ask in
                let body = try ask.decoded(RestBody.self), network = try ask.requireNetwork().id
                if body.rests {
                    let draft = RestDraft(keepsRoles: body.keepRoles ?? true, note: body.note ?? "")
                    try await acts.rest(draft, by: ask.viewer, in: network)
                } else {
                    try await acts.wake(by: ask.viewer, in: network)
                }
                return .json(MembershipView(own: try await acts.membership(of: ask.viewer, in: network)))
            },
            Endpoint(.post, "\(root)/promises", .promise, .page) { ask in
                try await trying(ask) { network in
                    let form = ask.form
                    let draft = PromiseDraft(
                        kind: form["kind"] ?? "", text: form["text"] ?? "", until: form.text("until"))
                    try await acts.promise(draft, by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "\(root)/promises/{id}/end", .promise, .page) { ask in
                try await trying(ask) { network in
                    try await acts.endPromise(try ask.id("id"), by: ask.viewer, in: network)
                }
            },
            Endpoint(
                .get, "\(api)/me/membership", .chooseLevel, .api, "My place in the network", gives: Schemas.membership
            ) { ask in
                .json(MembershipView(own: try await acts.membership(of: ask.viewer, in: try ask.requireNetwork().id)))
            },
            Endpoint(
                .post, "\(api)/me/membership", .chooseLevel, .api, "Choose how much I give",
                accepts: Schemas.levelToPost, gives: Schemas.membership
            ) { ask in
                let body = try ask.decoded(LevelBody.self), network = try ask.requireNetwork().id
                try await acts.choose(
                    LevelDraft(level: body.level ?? "", askAgain: body.askAgain), by: ask.viewer, in: network)
                return .json(MembershipView(own: try await acts.membership(of: ask.viewer, in: network)))
            },
        ]
    }

    private func page(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let own = try await acts.membership(of: ask.viewer, in: network.id)
        return LevelPages(frame: frames(ask), network: network).page(own, form, problems)
    }

    private func trying(_ ask: Ask, _ act: (ID) async throws -> Void) async throws -> Answer {
        let network = try ask.requireNetwork()
        do {
            try await act(network.id)
            return .redirect(to: "/n/\(network.slug)/me/level?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await page(ask, ask.form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await page(ask, ask.form, [FieldProblem("", words)]), status: 409)
        }
    }
}

private struct RestBody: Decodable {
    let rests: Bool
    let keepRoles: Bool?
    let note: String?
}

private struct LevelBody: Decodable {
    let level: String?
    let askAgain: String?
}

/// One's own place in a network, for programs.
struct MembershipView: View {
    let own: OwnMembership

    func write(to json: inout JSON) {
        json.object { json in
            json.field("level", own.level.rawValue)
            json.field("state", own.state.rawValue)
            json.field("since", moment: own.since)
            if let at = own.askAgainAt { json.field("askAgainAt", moment: at) }
            json.name("promises")
            json.array(own.promises) { json, promise in
                json.object {
                    $0.field("kind", promise.kind.rawValue)
                    $0.field("text", promise.text)
                    if let until = promise.until { $0.field("until", moment: until) }
                }
            }
        }
    }
}
