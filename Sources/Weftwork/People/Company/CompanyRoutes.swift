internal import Database

/// The doors to buddies, mentors and small things.
struct CompanyRoutes: Sendable {
    let acts: MemberActs
    let frames: Frames
    var parts = PageParts()

    var endpoints: [Endpoint] { company + things + programs }

    private var company: [Endpoint] {
        let root = "/n/{slug}/me/company"
        return [
            Endpoint(.get, root, .seeCompany, .page) { ask in .page(try await page(ask)) },
            Endpoint(.post, "\(root)/offers/{id}", .seeCompany, .page) { ask in
                try await trying(ask) { id, network in
                    try await acts.answerBuddy(
                        id, accepts: ask.form["accepts"] == "yes", by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "\(root)/mentors", .seeCompany, .page) { ask in
                try await trying(ask, to: "path") { _, network in
                    guard let mentor = ask.form["mentor"].flatMap({ ID($0) }) else {
                        throw Refusal.invalid("mentor", CompanyWords.badMentor)
                    }
                    try await acts.askMentor(mentor, by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "\(root)/mentors/{id}", .seeCompany, .page) { ask in
                try await trying(ask) { id, network in
                    try await acts.answerMentor(
                        id, accepts: ask.form["accepts"] == "yes", by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "\(root)/mentors/{id}/end", .seeCompany, .page) { ask in
                try await trying(ask, to: "path") { id, network in
                    try await acts.endMentor(id, by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "\(root)/things/{id}/confirm", .seeCompany, .page) { ask in
                try await trying(ask) { id, network in
                    try await acts.confirmSmallThing(id, by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "\(root)/things/{id}/back", .seeCompany, .page) { ask in
                try await trying(ask) { id, network in
                    try await acts.sendBackSmallThing(id, ask.form["words"] ?? "", by: ask.viewer, in: network)
                }
            },
        ]
    }

    private var things: [Endpoint] {
        let root = "/n/{slug}/me/small-things"
        return [
            Endpoint(.get, root, .seeCompany, .page) { ask in .page(try await thingsPage(ask)) },
            Endpoint(.post, root, .seeCompany, .page) { ask in
                try await tryingThings(ask) { _, network in
                    try await acts.takeSmallThing(ask.form["kind"] ?? "", by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "\(root)/{id}/done", .seeCompany, .page) { ask in
                try await tryingThings(ask) { id, network in
                    try await acts.doSmallThing(id, ask.form["words"] ?? "", by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "\(root)/{id}/drop", .seeCompany, .page) { ask in
                try await tryingThings(ask) { id, network in
                    try await acts.dropSmallThing(id, by: ask.viewer, in: network)
                }
            },
        ]
    }

    private func pages(_ ask: Ask, _ network: Network) -> CompanyPages {
        CompanyPages(frame: frames(ask), network: network)
    }

    private func page(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        return pages(ask, network).page(try await acts.company(of: ask.viewer, in: network.id), form, problems)
    }

    private func thingsPage(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork(), pages = pages(ask, network)
        return pages.smallThings(
            try await acts.smallThings(of: ask.viewer, in: network.id),
            more: try await parts.html(.smallThings, pages.frame, network), form, problems)
    }

    private func trying(
        _ ask: Ask, to place: StaticString = "company", _ act: (ID, ID) async throws -> Void
    ) async throws -> Answer {
        let network = try ask.requireNetwork(), id = ask.parameters["id"] == nil ? network.id : try ask.id("id")
        do {
            try await act(id, network.id)
            return .redirect(to: "/n/\(network.slug)/me/\(place)?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await page(ask, ask.form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await page(ask, ask.form, [FieldProblem("", words)]), status: 409)
        }
    }

    private func tryingThings(_ ask: Ask, _ act: (ID, ID) async throws -> Void) async throws -> Answer {
        let network = try ask.requireNetwork(), id = ask.parameters["id"] == nil ? network.id : try ask.id("id")
        do {
            try await act(id, network.id)
            return .redirect(to: "/n/\(network.slug)/me/small-things?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await thingsPage(ask, ask.form, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await thingsPage(ask, ask.form, [FieldProblem("", words)]), status: 409)
        }
    }

    // MARK: For programs

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}/me/company"
        return [
            Endpoint(.get, root, .seeCompany, .api, "Whom I accompany, what waits for my word", gives: Schemas.company)
            {
                ask in .json(try await view(ask))
            },
            Endpoint(
                .post, "\(root)/actions", .seeCompany, .api, "Be a buddy or a mentor, take and do small things",
                accepts: Schemas.companyAction, gives: Schemas.company, handle: act),
        ]
    }

    private func view(_ ask: Ask) async throws -> CompanyView {
        let network = try ask.requireNetwork().id
        return CompanyView(
            company: try await acts.company(of: ask.viewer, in: network),
            own: try await acts.smallThings(of: ask.viewer, in: network))
    }

    private static let actions = [
        "take", "done", "drop", "confirm", "sendBack", "acceptBuddy", "passBuddy", "askMentor", "acceptMentor",
        "declineMentor", "endMentor", "sharePath", "hidePath",
    ]

    private func act(_ ask: Ask) async throws -> Answer {
        let body = try ask.decoded(CompanyBody.self), network = try ask.requireNetwork().id, viewer = ask.viewer
        switch body.action {
        case "take": try await acts.takeSmallThing(body.kind ?? "", by: viewer, in: network)
        case "sharePath", "hidePath":
            try await acts.sharePath(body.action == "sharePath", by: viewer, in: network)
        case let action? where CompanyRoutes.actions.contains(action):
            guard let id = body.id.flatMap({ ID($0) }) else { throw Refusal.invalid("id", SiteWords.missing) }
            try await act(action, on: id, body.words ?? "", by: viewer, in: network)
        default: throw Refusal.invalid("action", SiteWords.badChoice(CompanyRoutes.actions, body.action))
        }
        return .json(try await view(ask))
    }

    private func act(_ action: String, on id: ID, _ words: String, by viewer: Viewer, in network: ID) async throws {
        switch action {
        case "done": try await acts.doSmallThing(id, words, by: viewer, in: network)
        case "drop": try await acts.dropSmallThing(id, by: viewer, in: network)
        case "confirm": try await acts.confirmSmallThing(id, by: viewer, in: network)
        case "sendBack": try await acts.sendBackSmallThing(id, words, by: viewer, in: network)
        case "acceptBuddy", "passBuddy":
            try await acts.answerBuddy(id, accepts: action == "acceptBuddy", by: viewer, in: network)
        case "askMentor": try await acts.askMentor(id, by: viewer, in: network)
        case "acceptMentor", "declineMentor":
            try await acts.answerMentor(id, accepts: action == "acceptMentor", by: viewer, in: network)
        default: try await acts.endMentor(id, by: viewer, in: network)
        }
    }
}

private struct CompanyBody: Decodable {
    let action: String?
    let id: String?
    let kind: String?
    let words: String?
}

/// Whom somebody accompanies and what they have taken on, for programs.
struct CompanyView: View {
    let company: CompanyReading
    let own: SmallThingsReading

    func write(to json: inout JSON) {
        json.object { json in
            json.name("buddyOffers")
            json.array(company.offers) { json, offer in
                json.object {
                    $0.field("id", offer.id)
                    $0.field("member", offer.memberID)
                    $0.field("reasons", offer.reasons.map(\.rawValue))
                }
            }
            json.field("newcomers", company.newcomers.map(\.description))
            json.name("mentorships")
            json.array(company.mentorships) { json, one in
                json.object {
                    $0.field("id", one.id)
                    $0.field("member", one.memberID)
                    $0.field("accepted", one.acceptedAt != nil)
                }
            }
            json.name("toConfirm")
            json.array(company.done) { json, done in
                json.object {
                    $0.field("id", done.thing.id)
                    $0.field("member", done.thing.memberID)
                    $0.field("kind", done.thing.kind.rawValue)
                    $0.field("words", done.words)
                }
            }
            json.field("offered", own.offered.map(\.rawValue))
            json.name("things")
            json.array(own.things) { json, thing in
                json.object {
                    $0.field("id", thing.id)
                    $0.field("kind", thing.kind.rawValue)
                    $0.field("done", thing.doneAt != nil)
                    $0.field("confirmed", thing.confirmedAt != nil)
                }
            }
        }
    }
}
