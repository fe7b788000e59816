internal import Database

/// The doors to roles.
struct RoleRoutes: Sendable {
    let acts: MemberActs
    let frames: Frames

    var endpoints: [Endpoint] { pages + calls + programs }

    private var pages: [Endpoint] {
        let root = "/n/{slug}/roles"
        return [
            Endpoint(.get, root, .seeMembers, .page) { ask in .page(try await page(ask)) },
            Endpoint(.get, "\(root)/anchors/{id}/end", .objectToRole, .page) { ask in
                let network = try ask.requireNetwork()
                let end = try await acts.consequences(ofEnding: try ask.id("id"), by: ask.viewer, in: network.id)
                return .page(AnchorParts(frame: frames(ask), network: network).endPage(end))
            },
            Endpoint(.post, "\(root)/nominations", .nominate, .page) { ask in
                try await trying(ask) { network in
                    let form = ask.form
                    try await acts.nominate(
                        try member(form["member"]), for: form["role"] ?? "", form["words"] ?? "", by: ask.viewer,
                        in: network)
                }
            },
            Endpoint(.post, "\(root)/nominations/{id}/answer", .takeRole, .page) { ask in
                try await trying(ask) { network in
                    try await acts.answer(
                        try ask.id("id"), accepts: ask.form["accepts"] == "yes", by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "\(root)/nominations/{id}/objection", .objectToRole, .page) { ask in
                try await trying(ask) { network in
                    let form = ask.form
                    try await acts.object(
                        to: try ask.id("id"), form["lift"] == "1" ? nil : form["words"] ?? "", by: ask.viewer,
                        in: network)
                }
            },
            Endpoint(.post, "\(root)/end", .layDownRole, .page) { ask in
                try await trying(ask) { network in
                    let form = ask.form
                    try await acts.endRole(
                        form["role"] ?? "", of: try member(form["member"]), reason: form["reason"] ?? "",
                        by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "\(root)/terms", .takeRole, .page) { ask in
                try await trying(ask) { network in
                    try await acts.goOn(in: ask.form["role"] ?? "", by: ask.viewer, in: network)
                }
            },
        ]
    }

    private var calls: [Endpoint] {
        let root = "/n/{slug}/roles"
        return [
            Endpoint(.post, "\(root)/calls", .endRole, .page) { ask in
                try await trying(ask) { network in
                    let form = ask.form
                    try await acts.call(
                        for: form["role"] ?? "", form["words"] ?? "", days: form.text("days").flatMap(Int.init),
                        by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "\(root)/calls/{id}/answers", .takeRole, .page) { ask in
                try await trying(ask) { network in
                    try await acts.takeUp(try ask.id("id"), ask.form["words"] ?? "", by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "\(root)/calls/{id}/end", .takeRole, .page) { ask in
                try await trying(ask) { network in
                    try await acts.endCall(try ask.id("id"), by: ask.viewer, in: network)
                }
            },
        ]
    }

    private var programs: [Endpoint] {
        let api = "/api/v1/networks/{slug}/roles"
        return [
            Endpoint(
                .get, api, .seeMembers, .api, "Roles, who holds them, what is under consent or called for",
                gives: Schemas.roles
            ) {
                ask in .json(RolesView(reading: try await acts.roles(of: try ask.requireNetwork().id)))
            },
            Endpoint(
                .get, "\(api)/anchors/{id}/consequences", .objectToRole, .api, "What the end of an anchor would do",
                gives: Schemas.standingChanges
            ) { ask in
                let end = try await acts.consequences(
                    ofEnding: try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id)
                let views = end.changes.map { StandingChangeView(change: $0, name: end.names[$0.memberID]) }
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
            Endpoint(
                .post, "\(api)/actions", .nominate, .api, "Name, answer, object, lay down, call, take up",
                accepts: Schemas.roleAction,
                gives: Schemas.roles, handle: act),
        ]
    }

    private func member(_ text: String?) throws(Refusal) -> ID {
        guard let id = text.flatMap({ ID($0) }) else { throw .invalid("member", TrustWords.unknownMember) }
        return id
    }

    private func page(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let members = try await acts.nominees(in: network.id)
        return RolePages(frame: frames(ask), network: network).page(
            try await acts.roles(of: network.id), members: members, form, problems)
    }

    private func trying(_ ask: Ask, _ act: (ID) async throws -> Void) async throws -> Answer {
        let network = try ask.requireNetwork()
        do {
            try await act(network.id)
            return .redirect(to: "/n/\(network.slug)/roles?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await page(ask, ask.form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await page(ask, ask.form, [FieldProblem("", words)]), status: 409)
        }
    }

    private static let actions = [
        "nominate", "accept", "refuse", "object", "lift", "end", "call", "takeUp", "endCall", "goOn",
    ]

    private func act(_ ask: Ask) async throws -> Answer {
        let body = try ask.decoded(RoleBody.self), network = try ask.requireNetwork().id, viewer = ask.viewer
        let nomination = body.nomination.flatMap { ID($0) }
        switch body.action {
        case "nominate":
            try await acts.nominate(
                try member(body.member), for: body.role ?? "", body.words ?? "", by: viewer, in: network)
        case "accept", "refuse":
            guard let nomination else { throw Refusal.invalid("nomination", SiteWords.missing) }
            try await acts.answer(nomination, accepts: body.action == "accept", by: viewer, in: network)
        case "object", "lift":
            guard let nomination else { throw Refusal.invalid("nomination", SiteWords.missing) }
            try await acts.object(
                to: nomination, body.action == "lift" ? nil : body.words ?? "", by: viewer, in: network)
        case "end":
            try await acts.endRole(
                body.role ?? "", of: try member(body.member), reason: body.words ?? "", by: viewer, in: network)
        case "call":
            try await acts.call(for: body.role ?? "", body.words ?? "", days: body.days, by: viewer, in: network)
        case "takeUp", "endCall":
            guard let call = body.call.flatMap({ ID($0) }) else { throw Refusal.invalid("call", SiteWords.missing) }
            if body.action == "takeUp" {
                try await acts.takeUp(call, body.words ?? "", by: viewer, in: network)
            } else {
                try await acts.endCall(call, by: viewer, in: network)
            }
        case "goOn": try await acts.goOn(in: body.role ?? "", by: viewer, in: network)
        default: throw Refusal.invalid("action", SiteWords.badChoice(RoleRoutes.actions, body.action))
        }
        return .json(RolesView(reading: try await acts.roles(of: network)))
    }
}

private struct RoleBody: Decodable {
    let action: String?
    let nomination: String?
    let member: String?
    let role: String?
    let words: String?
    let call: String?
    let days: Int?
}

/// Roles for programs.
struct RolesView: View {
    let reading: RolesReading

    func write(to json: inout JSON) {
        json.object { json in
            json.name("holders")
            let lines = reading.holders.sorted { $0.key.rawValue < $1.key.rawValue }
                .flatMap { role, holders in holders.map { (role, $0.member, $0.until) } }
            json.array(lines) { json, line in
                json.object {
                    $0.field("role", line.0.rawValue)
                    $0.field("member", line.1.id)
                    $0.field("name", line.1.name)
                    if let until = line.2 { $0.field("until", moment: until) }
                }
            }
            json.name("nominations")
            json.array(reading.nominations) { json, open in
                json.object { json in
                    json.field("id", open.nomination.id)
                    json.field("role", open.nomination.office.name)
                    json.field("member", open.nomination.memberID)
                    json.field("accepted", open.nomination.acceptedAt != nil)
                    if let proposal = open.nomination.proposalID { json.field("proposal", proposal) }
                    json.field("decidesAt", moment: open.nomination.decidesAt)
                    json.field("objections", open.standing.count)
                    if let word = open.theirWord { json.field("theirWord", word.words) }
                }
            }
            json.name("anchors")
            json.array(reading.anchors) { json, anchor in
                json.object {
                    $0.field("member", anchor.memberID)
                    $0.field("name", anchor.name)
                    $0.field("organisation", anchor.organisation)
                }
            }
            json.name("calls")
            json.array(reading.calls) { json, call in
                json.object {
                    $0.field("id", call.id)
                    $0.field("role", call.role.rawValue)
                    $0.field("words", call.words)
                    $0.field("until", moment: call.until)
                }
            }
        }
    }
}
