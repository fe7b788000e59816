internal import Database

/// The doors for programs, as the contract has them.
struct NeedAPI: Sendable {
    let acts: NeedActs
    let members: MemberActs
    let limiter: RateLimiter
    let hub: Hub
    let duties: AllDuties

    var endpoints: [Endpoint] {
        let network = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .post, "\(network)/needs", .submit, .api, "Post a need", accepts: Schemas.needToPost,
                gives: Schemas.receipt, status: 201, handle: submit),
            Endpoint(
                .post, "\(network)/needs/similar", .submit, .api, "Public needs like one that is being written",
                accepts: Schemas.needToCompare, gives: Schemas.similarNeeds, handle: similar),
            Endpoint(
                .get, "\(network)/needs/{id}/institution", .seeQueue, .api,
                "What is known of the institution that asks", gives: Schemas.knownInstitution
            ) { ask in
                let network = try ask.requireNetwork().id, id = try ask.id("id")
                guard let need = try await acts.database.read({ db in try db.need(id, in: network) }) else {
                    throw Refusal.notFound
                }
                return .json(KnownInstitutionView(known: try await acts.knownInstitution(for: need)))
            },
            Endpoint(
                .post, "\(network)/institutions/{id}/end", .endKnownInstitution, .api,
                "A standing verification of an institution holds no more", accepts: Schemas.reasonToPost
            ) { ask in
                let id = try ask.id("id"), body = try ask.decoded(ReasonBody.self)
                try await acts.endKnownInstitution(
                    id, reason: body.reason ?? "", by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(DoneView(id: id))
            },
            Endpoint(
                .get, "\(network)/needs", .seeBoard, .api, "Needs this viewer may see", gives: Schemas.needList,
                queries: BoardQuery.parameters, handle: list),
            Endpoint(.get, "\(network)/needs/{id}", .seeNeed, .api, "One need", gives: Schemas.need, handle: read),
            Endpoint(
                .post, "\(network)/needs/{id}/actions", .seeNeed, .api, "Act on a need",
                accepts: Schemas.action, gives: Schemas.need, handle: act),
            Endpoint(
                .post, "\(network)/needs/{id}/claims", .claim, .api, "Promise a part of a line",
                accepts: Schemas.claimToPost, gives: Schemas.promise, status: 201, handle: claim),
            Endpoint(
                .get, "\(network)/needs/{id}/thanks", .seeNeed, .api,
                "How many were told of its end, with thanks, by reason", gives: Schemas.thanked
            ) { ask in
                let network = try ask.requireNetwork().id
                return .json(
                    ThankedView(thanked: try await acts.thanked(for: try ask.id("id"), by: ask.viewer, in: network)))
            },
            Endpoint(.get, "\(network)/needs/{id}/claims", .seeNeed, .api, "Claims on a need", handle: claims),
            Endpoint(
                .get, "\(network)/needs/{id}/estimates", .seeNeed, .api,
                "How long such lines took, from promise to receipt; only where enough is known",
                gives: EstimatesView.schema
            ) { ask in
                let network = try ask.requireNetwork().id
                let view = try await acts.view(try ask.id("id"), for: ask.viewer, in: network)
                return .json(EstimatesView(estimates: try await acts.estimates(of: view, in: network)))
            },
            Endpoint(
                .post, "\(network)/claims/{id}/actions", .seeNeed, .api, "Act on a claim",
                accepts: Schemas.claimAction, gives: Schemas.claim, handle: actOnClaim),
            Endpoint(
                .post, "\(network)/claims/{id}/second", .seeNeed, .api,
                "The second person: yes, no; name another by the claimant; pass with a reason by whoever answers for the need",
                gives: Schemas.claim, handle: second),
            Endpoint(
                .post, "\(network)/needs/{id}/reveals", .reveal, .api, "See the contact, recorded",
                accepts: Schemas.reveal, gives: Schemas.contact, handle: reveal),
            Endpoint(
                .post, "\(network)/needs/{id}/handovers", .offerHandover, .api, "Offer a need to somebody",
                accepts: Schemas.handover, status: 201, handle: offerHandover),
            Endpoint(
                .post, "\(network)/needs/{id}/handovers/{handover}/actions", .answerHandover, .api,
                "Accept or decline", accepts: Schemas.handoverAction, gives: Schemas.need, handle: answerHandover),
            Endpoint(
                .get, "\(network)/me/waiting", .seeWaiting, .api, "What waits for me, with clocks",
                gives: WaitingView.schema, handle: waiting),
            Endpoint(
                .get, "\(network)/events", .seeEvents, .api, "Activity; live as text/event-stream", handle: events),
            Endpoint(.get, "/api/v1/track/{code}", .track, .api, "The requester's view", handle: track),
            Endpoint(
                .post, "/api/v1/track/{code}/actions", .track, .api, "Act as the requester",
                accepts: Schemas.action, handle: actOnTrack),
            Endpoint(
                .post, "/api/v1/track/{code}/appeal", .track, .api, "Appeal where my words are hidden",
                accepts: Schemas.textAction
            ) { ask in
                let (need, viewer) = try await requester(ask)
                let id = try await members.appeal(
                    about: TextPlace(kind: .need, id: need.id), try ask.decoded(WordsBody.self).words ?? "", by: viewer,
                    in: need.networkID)
                return .json(DoneView(id: id))
            },
            Endpoint(
                .post, "/api/v1/track/{code}/forget", .track, .api, "Have contact and description destroyed"
            ) { ask in
                let (need, viewer) = try await requester(ask)
                try await acts.forget(need.id, by: viewer, in: need.networkID)
                return .json(DoneView(id: need.id))
            },
        ] + callEndpoints + weChatEndpoints + reachEndpoints + undoEndpoints + lookEndpoints
            + breakEndpoints
            + briefingEndpoints
            + restrictionEndpoints
            + referralEndpoints
            + moreDeskEndpoints
    }

    /// What the desk does beside the case itself.
    private var moreDeskEndpoints: [Endpoint] {
        rosterEndpoints + triageEndpoints + doubleEndpoints + burstEndpoints + placeEndpoints
    }

    private struct WordsBody: Decodable { var words: String? }

    // MARK: Needs

    private func submit(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        if ask.viewer.member == nil && !ask.viewer.isOperator {
            try await limiter.check(
                .intake, ask.remote, limit: acts.configuration.intakePerHour, per: Time.hour, now: acts.world.now())
        }
        let body = try ask.decoded(NeedBody.self)
        let receipt = try await acts.submit(
            body.entry(ask.language), by: ask.viewer, in: network, once: ask.once, trace: IntakeTrace(),
            from: body.origin, code: body.code)
        let reading = try await acts.reading(of: receipt.need, in: ask.language)
        return .json(ReceiptView(receipt: receipt, reading: reading), status: 201)
            .with("Location", "/api/v1/networks/\(network.slug)/needs/\(receipt.need.id)")
    }

    private struct ReasonBody: Decodable { var reason: String? }

    /// Public needs that may be the one that is described: by its public words alone, whoever asks.
    private func similar(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        if !ask.viewer.isOperator {
            try await limiter.check(
                .similar, ask.remote, limit: NeedRoutes.comparedPerHour, per: Time.hour, now: acts.world.now())
        }
        let entry = try ask.decoded(NeedBody.self).entry(ask.language)
        let found = try await acts.similar(to: entry, in: network.id, for: ask.language)
        return .json(Listing(items: found, next: nil, total: found.count, totalIsExact: true))
    }

    private func list(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        let query = try BoardQuery(ask.query, viewer: ask.viewer)
        let page = try await acts.board(query, for: ask.viewer, in: network.id)
        let now = acts.world.now()
        let names =
            ask.viewer.member == nil
            ? [:] : try await acts.names.names(of: Set(page.rows.map(\.ownerID)), in: network.id, now: now)
        let views = page.rows.map { NeedView($0, for: ask.viewer, ownerName: names[$0.ownerID] ?? "", now: now) }
        return .json(Listing(items: views, next: page.next, total: page.total, totalIsExact: page.totalIsExact))
    }

    private func read(_ ask: Ask) async throws -> Answer {
        let view = try await acts.view(try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork().id)
        return tagged(view, ask)
    }

    /// The need with its ETag – of its version and of all that this viewer sees of it; 304 for whoever has it already.
    private func tagged(_ view: NeedView, _ ask: Ask) -> Answer {
        // Its age grows by itself: no reason to send it again.
        var still = view
        still.now = view.createdAt
        let tag = "\"\(view.version ?? 0)-\(Base64URL.encode(Sodium.hash(still.json).prefix(9)))\""
        return ask.answer(tag) { .json(view) }
    }

    /// The versions in `If-Match`; none where it isn't said or is `*`.
    func versions(_ ask: Ask) -> [Int]? {
        let tags = Ask.tags(ask.headers["if-match"])
        guard !tags.isEmpty, !tags.contains("*") else { return nil }
        return tags.compactMap { tag in
            tag.dropFirst().split(separator: "-").first.flatMap { Int($0.filter(\.isNumber)) }
        }
    }

    private func act(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        let action = try ask.decoded(ActionBody.self).parsed(now: acts.world.now())
        let need = try await acts.perform(
            action, on: id, by: ask.viewer, in: network.id, once: ask.once, versions: versions(ask))
        let now = acts.world.now()
        let ties = try await acts.database.read { db in try db.ties(of: ask.viewer, to: need, now: now) }
        return tagged(try await acts.view(of: need, ties, for: ask.viewer), ask)
    }

    // MARK: Claims

    private func claim(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        let draft = try ask.decoded(ClaimBody.self).draft(now: acts.world.now())
        let made = try await acts.claim(draft, on: id, by: ask.viewer, in: network.id, once: ask.once)
        let others = try await acts.ownPromises(of: made.claim.memberID, besides: id, in: network.id)
        let line = made.need.lines.first { $0.id == made.claim.lineID }
        return .json(
            PromiseView(
                claim: ClaimView(claim: made.claim, isCase: true, memberName: ask.viewer.member?.name),
                falling: ClaimRules.falling(with: made.claim.promisedBy, others),
                byOthers: max(0, (line?.claimed ?? 0) - made.claim.quantity)), status: 201)
    }

    private func claims(_ ask: Ask) async throws -> Answer {
        let file = try await acts.file(try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork().id)
        let isCase = NeedAccess.tier(of: ask.viewer, file.ties) == .case
        let views = file.claims.map {
            ClaimView(
                claim: $0.claim, isCase: isCase, memberName: $0.memberName, wait: file.restricted.wait(of: $0.claim))
        }
        return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
    }

    private func actOnClaim(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        let action = try ask.decoded(ClaimActionBody.self).parsed()
        let done = try await acts.perform(action, onClaim: id, by: ask.viewer, in: network.id, once: ask.once)
        return .json(ClaimView(claim: done.claim, isCase: true, memberName: nil))
    }

    private struct SecondBody: Decodable {
        var answer: String?
        var reason: String?
        var second: String?
    }

    private func second(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork(), id = try ask.id("id")
        let body = try ask.decoded(SecondBody.self)
        let claim: Claim
        switch body.answer {
        case "yes", "no":
            claim = try await acts.answerSecond(
                claim: id, standsBy: body.answer == "yes", by: ask.viewer, in: network.id)
        case "pass":
            claim = try await acts.letThroughAlone(
                claim: id, reason: body.reason ?? "", by: ask.viewer, in: network.id)
        case "name":
            claim = try await acts.nameSecond(
                body.second.flatMap { ID($0) }, forClaim: id, by: ask.viewer, in: network.id)
        default: throw Refusal.invalid("answer", SiteWords.badChoice(["yes", "no", "pass", "name"], body.answer))
        }
        return .json(ClaimView(claim: claim, isCase: true, memberName: nil))
    }

    private struct RevealBody: Decodable { var purpose: String? }

    private func reveal(_ ask: Ask) async throws -> Answer {
        let body = try ask.decoded(RevealBody.self)
        let part = try await acts.reveal(
            try ask.id("id"), purpose: body.purpose ?? "", by: ask.viewer, in: try ask.requireNetwork().id)
        return .json(ContactView(part: part))
    }

    // MARK: Ownership

    private struct HandoverBody: Decodable {
        var to: String?
        var note: String?
        var action: String?
    }

    private func offerHandover(_ ask: Ask) async throws -> Answer {
        let body = try ask.decoded(HandoverBody.self)
        guard let member = body.to.flatMap({ ID($0) }) else { throw Refusal.invalid("to", NeedWords.unknownMember) }
        let id = try await acts.offerHandover(
            of: try ask.id("id"), to: member, note: body.note ?? "", by: ask.viewer, in: try ask.requireNetwork().id)
        return .json(HandoverView(id: id, state: "offered"), status: 201)
    }

    private func answerHandover(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        let body = try ask.decoded(HandoverBody.self)
        guard let word = body.action, ["accept", "decline"].contains(word) else {
            throw Refusal.invalid("action", SiteWords.badChoice(["accept", "decline"]))
        }
        let need = try await acts.answerHandover(
            try ask.id("handover"), of: try ask.id("id"), accepts: word == "accept", by: ask.viewer, in: network.id)
        let now = acts.world.now()
        let ties = try await acts.database.read { db in try db.ties(of: ask.viewer, to: need, now: now) }
        return .json(try await acts.view(of: need, ties, for: ask.viewer))
    }

    private func waiting(_ ask: Ask) async throws -> Answer {
        let member = try ask.requireMember()
        let tasks = try await members.waiting(for: member)
        return .json(WaitingView(waiting: try await acts.waiting(for: member), tasks: tasks))
    }

    // MARK: The requester

    func requester(_ ask: Ask) async throws -> (need: Need, viewer: Viewer) {
        try await acts.requester(ask, limiter)
    }

    private func track(_ ask: Ask) async throws -> Answer {
        let (need, viewer) = try await requester(ask)
        return .json(try await acts.trackView(of: need, for: viewer))
    }

    private func actOnTrack(_ ask: Ask) async throws -> Answer {
        let (need, viewer) = try await requester(ask)
        let action = try ask.decoded(ActionBody.self).parsed(now: acts.world.now())
        try await acts.hasRead(need, by: viewer)
        _ = try await acts.perform(action, on: need.id, by: viewer, in: need.networkID, once: ask.once)
        return .json(try await acts.trackView(of: need, for: viewer))
    }
}
