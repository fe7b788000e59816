internal import Database

extension VouchAskRoutes {
    /// The same for programs.
    var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .get, "\(root)/vouch-asks", .answerAsk, .api, "What I am asked, and what I have asked for",
                gives: Schemas.vouchAskList
            ) { ask in
                let found = try await acts.vouchAsks(for: ask.viewer, in: try ask.requireNetwork().id)
                let views = (found.waiting + found.mine).map { VouchAskView(ask: $0) }
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
            Endpoint(
                .post, "\(root)/vouch-asks", .askForVouch, .api, "Ask a member to vouch for me",
                accepts: Schemas.vouchAskToPost, gives: Schemas.vouchAsk, status: 201
            ) { ask in
                let body = try ask.decoded(VouchAskBody.self)
                guard let to = body.to.flatMap({ ID($0) }) else {
                    throw Refusal.invalid("to", TrustWords.unknownMember)
                }
                let draft = try VouchBody(kind: body.kind, subject: body.subject, how: body.words).draft()
                let made = try await acts.askForVouch(
                    of: to, draft, by: ask.viewer, in: try ask.requireNetwork().id, once: ask.once)
                return .json(VouchAskView(ask: made), status: 201)
            },
            Endpoint(
                .post, "\(root)/vouch-asks/{id}/actions", .answerAsk, .api, "Vouch, decline, withdraw, report",
                accepts: Schemas.vouchAskAction, gives: Schemas.vouchAsk, handle: act),
            Endpoint(
                .get, "\(root)/recommendations", .answerAsk, .api, "Recommendations that I opened, or that are for me",
                gives: Schemas.recommendationList
            ) { ask in
                let network = try ask.requireNetwork().id
                var views: [RecommendationView] = []
                for one in try await acts.vouchAsks(for: ask.viewer, in: network).recommendations {
                    views.append(
                        RecommendationView(
                            reading: try await acts.recommendation(one.id, for: ask.viewer, in: network)))
                }
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
            Endpoint(
                .post, "\(root)/recommendations", .vouch, .api, "Recommend somebody together with others",
                accepts: Schemas.recommendationToPost, gives: Schemas.recommendation, status: 201, handle: recommend),
            Endpoint(
                .get, "\(root)/recommendations/{id}", .answerAsk, .api, "One recommendation",
                gives: Schemas.recommendation
            ) { ask in
                .json(
                    RecommendationView(
                        reading: try await acts.recommendation(
                            try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork().id)))
            },
        ]
    }

    private func act(_ ask: Ask) async throws -> Answer {
        let body = try ask.decoded(VouchAskActionBody.self), id = try ask.id("id")
        let network = try ask.requireNetwork().id
        switch body.action {
        case "vouch":
            try Policy.require(.vouch, ask.viewer)
            let answer = VouchAnswer(
                how: body.how ?? "", takesShared: body.shared ?? false,
                organisation: try VouchBody.organisation(body.organisation))
            try await acts.vouch(answering: id, answer, by: ask.viewer, in: network)
        case "decline", "withdraw": try await acts.close(ask: id, by: ask.viewer, in: network)
        case "report":
            try await acts.report(ask: id, body.words ?? "", by: ask.viewer, in: network, once: ask.once)
        default:
            throw Refusal.invalid(
                "action", SiteWords.badChoice(["vouch", "decline", "withdraw", "report"], body.action))
        }
        let reading = try await acts.vouchAsk(id, for: ask.viewer, in: network)
        return .json(VouchAskView(ask: reading.ask, words: reading.words))
    }

    private func recommend(_ ask: Ask) async throws -> Answer {
        let body = try ask.decoded(RecommendationBody.self), network = try ask.requireNetwork().id
        guard let id = body.for.flatMap({ ID($0) }) else { throw Refusal.invalid("for", TrustWords.unknownMember) }
        let vouch = try VouchBody(kind: body.kind, subject: body.subject, how: body.how).draft()
        let signers = try (body.signers ?? []).map { text throws(Refusal) -> ID in
            guard let id = ID(text) else { throw .invalid("signers", TrustWords.unknownMember) }
            return id
        }
        let made = try await acts.recommend(
            id, RecommendationDraft(vouch: vouch, signers: signers), by: ask.viewer, in: network, once: ask.once)
        return .json(
            RecommendationView(reading: try await acts.recommendation(made.id, for: ask.viewer, in: network)),
            status: 201)
    }
}

private struct VouchAskBody: Decodable {
    let to: String?
    let kind: String?
    let subject: String?
    let words: String?
}

private struct VouchAskActionBody: Decodable {
    let action: String?
    let how: String?
    let shared: Bool?
    let organisation: String?
    let words: String?
}

private struct RecommendationBody: Decodable {
    let `for`: String?
    let kind: String?
    let subject: String?
    let how: String?
    let signers: [String]?
}

/// An ask for programs of those between whom it is.
struct VouchAskView: View {
    let ask: VouchAsk
    var words: String?

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", ask.id)
            json.field("origin", ask.origin.rawValue)
            json.field("asked", ask.askedID)
            json.field("about", ask.aboutID)
            json.field("by", ask.byID)
            json.field("kind", ask.kind.rawValue)
            if !ask.subject.isEmpty { json.field("subject", ask.subject) }
            json.field("recommendation", ask.recommendationID)
            json.field("openedAt", moment: ask.openedAt)
            json.field("until", moment: ask.untilAt)
            if let outcome = ask.outcome { json.field("outcome", outcome.rawValue) }
            if let words { json.field("words", words) }
        }
    }
}

/// A recommendation for programs of those whom it concerns.
struct RecommendationView: View {
    let reading: RecommendationReading

    func write(to json: inout JSON) {
        let one = reading.recommendation
        json.object { json in
            json.field("id", one.id)
            json.field("for", one.forID)
            json.field("by", one.byID)
            json.field("kind", one.kind.rawValue)
            if !one.subject.isEmpty { json.field("subject", one.subject) }
            json.field("words", reading.words)
            json.field("signed", reading.signed)
            json.field("asked", reading.asked)
            json.field("until", moment: one.untilAt)
        }
    }
}
