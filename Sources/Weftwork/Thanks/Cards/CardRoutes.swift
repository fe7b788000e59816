internal import Database

/// The doors to what goes round: cards of needs, and what one shared.
struct CardRoutes: Sendable {
    let acts: CardActs
    let frames: Frames

    var endpoints: [Endpoint] {
        let page = "/n/{slug}"
        return [
            Endpoint(.get, "\(page)/needs/{id}/share", .seeCard, .page) { ask in
                let network = try ask.requireNetwork()
                let card = try await acts.card(of: try ask.id("id"), for: ask.viewer, in: network)
                return .page(CardPages(frame: frames(ask), network: network).share(card, try await thing(card, ask)))
            },
            Endpoint(.post, "\(page)/needs/{id}/share", .share, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id")
                _ = try await acts.share(need: id, by: ask.viewer, in: network)
                return .redirect(to: "/n/\(network.slug)/needs/\(id)/share")
            },
            Endpoint(.get, "\(page)/needs/{id}/poster", .seeCard, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id")
                var card = try await acts.card(of: id, in: network)
                let code = try await acts.members.shareCode(ask.query[ShareRules.parameter], in: network.id)
                if code?.objectID == id { card.code = code?.code }
                return .page(CardPages(frame: frames(ask), network: network).poster(card))
            },
            Endpoint(.get, "\(page)/me/shares", .share, .page) { ask in
                let network = try ask.requireNetwork()
                return .page(
                    CardPages(frame: frames(ask), network: network).shares(
                        try await acts.shares(of: ask.viewer, in: network)))
            },
        ] + programs
    }

    /// What came of the reader's own code.
    private func thing(_ card: NeedCard, _ ask: Ask) async throws -> SharedThing? {
        guard let code = card.code else { return nil }
        return try await acts.members.shares(of: ask.viewer, code: code, in: card.network.id).first
    }

    private var programs: [Endpoint] {
        let api = "/api/v1/networks/{slug}"
        return [
            Endpoint(
                .get, "\(api)/needs/{id}/card", .seeCard, .api, "What goes round of a public need",
                gives: CardSchemas.card
            ) { ask in
                let card = try await acts.card(
                    of: try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork())
                return .json(NeedCardView(card: card, base: acts.base, language: ask.language, now: acts.world.now()))
            },
            // Seen by everybody alike and without a cookie: a cache may keep it for a while.
            Endpoint(
                .get, "\(api)/needs/{id}/card.png", .seeCard, .api,
                "The card of a public need, as image/png; ?lang=zh|en"
            ) { ask in
                .picture(
                    try await acts.picture(
                        of: try ask.id("id"), in: try ask.requireNetwork(), ask.language,
                        code: ask.query[ShareRules.parameter]))
            },
            Endpoint(
                .post, "\(api)/needs/{id}/shares", .share, .api, "Share a public need by a code of one's own",
                gives: CardSchemas.card, status: 201
            ) { ask in
                let card = try await acts.share(
                    need: try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork())
                return .json(
                    NeedCardView(card: card, base: acts.base, language: ask.language, now: acts.world.now()),
                    status: 201)
            },
            Endpoint(
                .get, "\(api)/me/shares", .share, .api, "What one shared, and what came of it",
                gives: CardSchemas.shares
            ) { ask in
                let all = try await acts.shares(of: ask.viewer, in: try ask.requireNetwork())
                let views = all.map { OwnShareView(share: $0, language: ask.language) }
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
            Endpoint(
                .get, "\(api)/spread", .reviewReferrals, .api, "How what members shared spread, in sums",
                gives: CardSchemas.shares
            ) { ask in
                let lines = try await acts.members.spread(for: ask.viewer, in: try ask.requireNetwork().id)
                let views = lines.map(SpreadLineView.init)
                return .json(Listing(items: views, next: nil, total: views.count, totalIsExact: true))
            },
        ]
    }
}

extension Answer {
    /// A picture of what is public: kept by caches for minutes, so that what is over is soon said to be.
    static func picture(_ bytes: [UInt8]) -> Answer {
        Answer(
            headers: [
                ("Content-Type", "image/png"), ("Cache-Control", "public, max-age=300"),
                ("Content-Security-Policy", "default-src 'none'; sandbox"),
                ("Cross-Origin-Resource-Policy", "cross-origin"),
            ], body: .bytes(bytes))
    }
}
