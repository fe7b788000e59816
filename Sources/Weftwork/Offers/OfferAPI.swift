internal import Database

/// The doors to offers for programs.
struct OfferAPI: Sendable {
    let acts: OfferActs
    let limiter: RateLimiter

    var endpoints: [Endpoint] {
        let network = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .post, "\(network)/offers", .offer, .api, "Offer something", accepts: OfferSchemas.offerToPost,
                gives: OfferSchemas.receipt, status: 201, handle: submit),
            Endpoint(
                .get, "\(network)/offers", .seeOffers, .api, "Offers this viewer may see",
                gives: OfferSchemas.offerList, handle: list),
            Endpoint(
                .get, "\(network)/offers/{id}", .seeOffers, .api, "One offer", gives: OfferSchemas.offer
            ) { ask in
                .json(try await acts.view(try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork().id))
            },
            Endpoint(
                .post, "\(network)/offers/{id}/actions", .seeOffers, .api, "Act on an offer",
                accepts: OfferSchemas.action, gives: OfferSchemas.offer, handle: act),
            Endpoint(
                .get, "\(network)/offers/{id}/uses", .seeOffers, .api, "What an offer is used for",
                gives: OfferSchemas.useList, handle: uses),
            Endpoint(
                .post, "\(network)/offers/{id}/uses", .useOffer, .api,
                "Use so much of an offer for a need: at once by whoever has it, else they are asked",
                accepts: OfferSchemas.useToPost, gives: OfferSchemas.use, status: 201, handle: use),
            Endpoint(
                .post, "\(network)/uses/{id}/actions", .seeOffers, .api,
                "Accept or decline what was asked, or take it back", accepts: OfferSchemas.useAction,
                gives: OfferSchemas.use, handle: answer),
            Endpoint(
                .post, "\(network)/offers/{id}/reveals", .lookAtOffer, .api,
                "See how the offerer is reached, recorded", accepts: Schemas.reveal, gives: Schemas.contact
            ) { ask in
                let body = try ask.decoded(PurposeBody.self)
                let part = try await acts.look(
                    at: try ask.id("id"), purpose: body.purpose ?? "", by: ask.viewer,
                    in: try ask.requireNetwork().id)
                return .json(ContactView(part: part))
            },
        ] + inboundEndpoints
    }

    private struct PurposeBody: Decodable { var purpose: String? }

    private func submit(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        try await limiter.checkGuestOffer(ask, acts)
        let entry = try ask.decoded(OfferBody.self).entry(ask.language)
        let receipt = try await acts.submit(entry, by: ask.viewer, in: network, once: ask.once)
        return .json(OfferReceiptView(receipt: receipt), status: 201)
            .with("Location", "/api/v1/networks/\(network.slug)/offers/\(receipt.offer.id)")
    }

    private func list(_ ask: Ask) async throws -> Answer {
        let page = try await acts.list(try OfferQuery(ask.query), for: ask.viewer, in: try ask.requireNetwork().id)
        return .json(
            Listing(items: page.offers, next: page.next, total: page.total, totalIsExact: page.totalIsExact))
    }

    private func act(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork().id, id = try ask.id("id")
        let action = try ask.decoded(OfferActionBody.self).parsed(now: acts.world.now())
        let offer = try await acts.perform(action, on: id, by: ask.viewer, in: network, once: ask.once)
        // Whoever has given it away by this act reads it as it was answered.
        let names = try await acts.needs.names.names(of: [offer.ownerID], in: network, now: acts.world.now())
        return .json(
            OfferView(offer, for: ask.viewer, ownerName: names[offer.ownerID] ?? "", now: acts.world.now()))
    }

    private func uses(_ ask: Ask) async throws -> Answer {
        let file = try await acts.file(try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork().id)
        let views = file.uses.map { OfferUseView(use: $0.use, claimState: $0.claimState) }
        return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
    }

    private func use(_ ask: Ask) async throws -> Answer {
        let draft = try ask.decoded(OfferUseBody.self).draft(now: acts.world.now())
        let made = try await acts.use(
            draft, of: try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id, once: ask.once)
        return .json(OfferUseView(use: made), status: 201)
    }

    private func answer(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork().id, id = try ask.id("id"), body = try ask.decoded(OfferUseBody.self)
        let known = try await acts.use(id, for: ask.viewer, in: network)
        let answer = try body.answer(known, now: acts.world.now())
        return .json(
            OfferUseView(use: try await acts.answer(answer, use: id, by: ask.viewer, in: network, once: ask.once)))
    }
}
