internal import Database

/// What is done on a need's page and on hers.
extension NeedRoutes {
    var referralEndpoints: [Endpoint] {
        let needs = "/n/{slug}/needs/{id}/referrals"
        return [
            Endpoint(.post, needs, .referNeed, .page) { ask in
                try await onReferral(ask) { id, network in
                    _ = try await acts.refer(
                        ReferralBody(ask.form).draft, need: id, by: ask.viewer, in: network, once: ask.formOnce)
                }
            },
            Endpoint(.post, "\(needs)/actions", .referNeed, .page) { ask in
                try await onReferral(ask) { id, network in
                    _ = try await acts.perform(ReferralBody(ask.form), need: id, by: ask.viewer, in: network)
                }
            },
            Endpoint(.post, "/t/{code}/referrals", .track, .page) { ask in
                try await onHerPage(ask) { need, viewer in
                    _ = try await acts.answer(
                        try ReferralBody(ask.form).wish(), referralOf: need.id, by: viewer, in: need.networkID)
                    return "#referral"
                }
            },
        ]
    }

    private func onReferral(_ ask: Ask, _ body: (ID, ID) async throws -> Void) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        return try await shown(ask, id) {
            try await body(id, network.id)
            return .redirect(to: "/n/\(network.slug)/needs/\(id)?done=1#referral")
        }
    }
}

extension NeedActs {
    /// What whoever answers for it does about a referral that is out.
    func perform(_ body: ReferralBody, need id: ID, by viewer: Viewer, in network: ID) async throws -> NeedReferral {
        switch body.action {
        case "takeBack":
            try await takeBackReferral(of: id, reason: body.reason ?? "", by: viewer, in: network)
        case "agreed":
            try await answer(
                try body.wish(), agreed: body.agreed ?? "", referralOf: id, by: viewer, in: network)
        default: throw Refusal.invalid("action", SiteWords.badChoice(["takeBack", "agreed"], body.action))
        }
    }
}

/// What is said about a referral, from a form or a program.
struct ReferralBody: Decodable {
    var to: String?
    var note: String?
    var consent: String?
    var agreed: String?
    var action: String?
    var answer: String?
    var reason: String?

    init(_ form: Form) {
        to = form["to"]
        note = form["note"]
        consent = form["consent"]
        agreed = form["agreed"]
        action = form["action"]
        answer = form["answer"]
        reason = form["reason"]
    }

    var draft: ReferralDraft {
        ReferralDraft(to: to ?? "", note: note ?? "", consent: consent ?? "", agreed: agreed ?? "")
    }

    func wish() throws(Refusal) -> ReferralWish {
        guard let wish = answer.flatMap(ReferralWish.init(rawValue:)) else {
            throw .invalid("answer", SiteWords.badChoice(ReferralWish.allCases.map(\.rawValue), answer))
        }
        return wish
    }
}

/// The doors of the partner to whom needs are offered.
struct ReferredRoutes: Sendable {
    let acts: NeedActs
    let frames: Frames

    var endpoints: [Endpoint] {
        let page = "/n/{slug}/referred", programs = "/api/v1/networks/{slug}/referred"
        return [
            Endpoint(.get, page, .seeReferred, .page) { ask in .page(try await list(ask)) },
            Endpoint(.post, "\(page)/{id}", .answerReferral, .page, handle: answer),
            Endpoint(
                .get, programs, .seeReferred, .api, "Needs that partner networks offer to this one",
                gives: ReferralSchemas.offered
            ) { ask in
                let items = try await acts.offeredReferrals(for: ask.viewer, in: try ask.requireNetwork().id)
                return .json(
                    Listing(
                        items: items.map(OfferedReferralView.init), next: nil, total: items.count, totalIsExact: true))
            },
            Endpoint(
                .post, "\(programs)/{id}/actions", .answerReferral, .api,
                "Accept or decline a need that a partner offers",
                accepts: ReferralSchemas.answer, gives: ReferralSchemas.answered
            ) { ask in
                let made = try await perform(try ask.decoded(ReferralBody.self), ask)
                return .json(AnsweredReferralView(id: try ask.id("id"), need: made?.id))
            },
        ]
    }

    private func perform(_ body: ReferralBody, _ ask: Ask) async throws -> Need? {
        let network = try ask.requireNetwork().id, id = try ask.id("id")
        switch body.action {
        case "accept": return try await acts.acceptReferral(id, by: ask.viewer, in: network)
        case "decline":
            try await acts.declineReferral(id, reason: body.reason ?? "", by: ask.viewer, in: network)
            return nil
        default: throw Refusal.invalid("action", SiteWords.badChoice(["accept", "decline"], body.action))
        }
    }

    private func list(_ ask: Ask, _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let items = try await acts.offeredReferrals(for: ask.viewer, in: network.id)
        return ReferredPages(frame: frames(ask), network: network, form: ask.form, problems: problems).list(items)
    }

    private func answer(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        do {
            let made = try await perform(ReferralBody(ask.form), ask)
            return .redirect(
                to: made.map { "/n/\(network.slug)/needs/\($0.id)?done=1" } ?? "/n/\(network.slug)/referred?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await list(ask, problems), status: 422)
        } catch Refusal.conflict(let words, _) {
            return .page(try await list(ask, [FieldProblem("", words)]), status: 409)
        }
    }
}

/// The same for programs, on the side that passes on.
extension NeedAPI {
    var referralEndpoints: [Endpoint] {
        let needs = "/api/v1/networks/{slug}/needs/{id}/referrals", track = "/api/v1/track/{code}/referrals"
        return [
            Endpoint(
                .get, needs, .seeNeed, .api, "Where a need was passed on, and to whom it may be",
                gives: ReferralSchemas.file
            ) { ask in
                .json(
                    ReferralFileView(
                        file: try await acts.referrals(
                            of: try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id)))
            },
            Endpoint(
                .post, needs, .referNeed, .api, "Offer a need to a partner network",
                accepts: ReferralSchemas.toPost, gives: ReferralSchemas.referral, status: 201
            ) { ask in
                let body = try ask.decoded(ReferralBody.self)
                let referral = try await acts.refer(
                    body.draft, need: try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id,
                    once: ask.once)
                return .json(ReferralView(referral: referral), status: 201)
            },
            Endpoint(
                .post, "\(needs)/actions", .referNeed, .api,
                "Take a referral back, or write down what she said on the telephone",
                accepts: ReferralSchemas.action, gives: ReferralSchemas.referral
            ) { ask in
                .json(
                    ReferralView(
                        referral: try await acts.perform(
                            try ask.decoded(ReferralBody.self), need: try ask.id("id"), by: ask.viewer,
                            in: try ask.requireNetwork().id)))
            },
            Endpoint(
                .get, track, .track, .api, "Where her need was passed on", gives: ReferralSchemas.file
            ) { ask in
                let (need, viewer) = try await requester(ask)
                return .json(
                    ReferralFileView(file: try await acts.referrals(of: need.id, by: viewer, in: need.networkID)))
            },
            Endpoint(
                .post, track, .track, .api, "The requester agrees or does not", accepts: ReferralSchemas.wish,
                gives: ReferralSchemas.referral
            ) { ask in
                let (need, viewer) = try await requester(ask)
                let wish = try ask.decoded(ReferralBody.self).wish()
                return .json(
                    ReferralView(
                        referral: try await acts.answer(wish, referralOf: need.id, by: viewer, in: need.networkID)))
            },
        ]
    }
}
