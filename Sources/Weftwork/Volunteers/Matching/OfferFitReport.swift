internal import Database
internal import Engine

/// The needs that an offer serves best, line by line of what it has left.
struct OfferFitReport: Sendable {
    struct Group: Sendable {
        /// Of the offer.
        let line: NeedLine
        let fits: [OfferFit]
        /// Where nothing fits: the rule that the last one fell by.
        let nobody: MatchRule?
        /// Nothing is shown though something fits: over since, or not this reader's to know.
        let isUnseen: Bool
    }

    let offer: OfferView
    let at: Int64
    let groups: [Group]
}

/// A line of a need that an offer would serve.
struct OfferFit: Sendable {
    let need: NeedView
    /// Of the need.
    let line: NeedLine
    let reasons: [FitReason]
    /// The offer that would be next for it, where this reader may know of one.
    let next: Fit.Next?
    /// How many other offers would do, of those this reader may know, up to ``FitMarket/mostOthers``.
    let others: Int
}

extension FitActs {
    /// The best needs for each line of an offer, and what would be next best for each of them. Nothing is shown of a need that this
    /// viewer may not know, nor of another's offer.
    ///
    /// - Throws: ``Refusal/notFound`` where they may not know of the offer; ``Refusal/conflict(_:_:)`` where it is not listed.
    func fits(offer id: ID, for viewer: Viewer, in network: ID) async throws -> OfferFitReport {
        let now = world.now()
        guard let offer = try await database.read({ db in try db.offer(id, in: network) }) else {
            throw Refusal.notFound
        }
        let ties = offer.ties(of: viewer)
        guard OfferRules.canSee(offer, viewer, ties) else { throw Refusal.notFound }
        try Policy.require(.seeOfferMatches, viewer, ties: ties)
        try OfferRules.require("use", in: offer)
        guard offer.hidden == nil else { throw Refusal.conflict(FitWords.offerHidden) }
        let view = OfferView(offer, for: viewer, ownerName: "", now: now)
        let market = try await market(of: network, holding: offer)
        let limits = try await needs.limits(of: network)
        let found = ranked(market, offer, for: view)
        let groups = try await database.read { db in
            let reading = OfferFitReading(
                offer: id, market: market, viewer: viewer, network: network, limits: limits, at: now)
            return try reading.groups(found, db)
        }
        return OfferFitReport(offer: view, at: now, groups: groups)
    }

    /// What the engine finds for each line that has something left.
    private func ranked(_ market: FitMarket, _ offer: Offer, for view: OfferView) -> [OfferFitReading.Ranked] {
        let left = Set((view.lines ?? []).filter { $0.remaining != 0 }.map(\.id))
        let positions = (market.offers[offer.id] ?? 0..<0).filter { position in
            if case .offer(_, let line, _) = market.supplies[position] { left.contains(line.id) } else { false }
        }
        let most = max(1, FitActs.most / max(1, positions.count))
        return positions.prefix(FitActs.most).map { position in
            // Some of them may not be this reader's to know.
            OfferFitReading.Ranked(
                position: position, most: most,
                ranking: market.market.best(forSupply: position, top: 10 * FitActs.most))
        }
    }
}

/// Puts words and names to what the engine found, as one reader may know them.
struct OfferFitReading: Sendable {
    struct Ranked: Sendable {
        /// Of the line of the offer, in the market.
        let position: Int
        /// So many are shown.
        let most: Int
        let ranking: MatchRanking
    }

    let offer: ID
    let market: FitMarket
    let viewer: Viewer
    let network: ID
    let limits: RestrictionReading
    let at: Int64

    func groups(_ ranked: [Ranked], _ db: any Connection) throws -> [OfferFitReport.Group] {
        let ids = Set(ranked.flatMap { $0.ranking.candidates.map { market.need(at: $0.position).id } })
        let needs = try db.needs(byID: ids.sorted(), in: network)
        let ties = try db.ties(of: viewer, to: needs.values, now: at)
        let views = needs.compactMapValues { view($0, ties[$0.id] ?? []) }
        let shown = ranked.map { one in
            (one, one.ranking.candidates.map(\.position).filter { line($0, of: views) != nil }.prefix(one.most))
        }
        let instead = Dictionary(
            shown.flatMap { $0.1 }.map { ($0, market.instead(of: offer, line: $0, top: FitMarket.mostLooked)) },
            uniquingKeysWith: { first, _ in first })
        let names = try FitNames(instead.values.flatMap { $0 }, in: market, for: viewer, network, db)
        return shown.compactMap { one, positions in
            guard case .offer(_, let own, _) = market.supplies[one.position] else { return nil }
            let fits = positions.compactMap { fit($0, one.position, instead[$0] ?? [], names, views) }
            return OfferFitReport.Group(
                line: own, fits: fits, nobody: fits.isEmpty ? one.ranking.sieve.last : nil,
                isUnseen: fits.isEmpty && one.ranking.passed > 0)
        }
    }

    /// A need that is open to this reader; what an authority keeps to itself takes a permit first.
    private func view(_ need: Need, _ ties: Ties) -> NeedView? {
        guard need.state.phase == .board, NeedAccess.canSee(need, viewer, ties) else { return nil }
        let view = NeedView(need, for: viewer, ties: ties, ownerName: "", now: at, limits: limits)
        return view.title != nil && view.restrictions.isEmpty ? view : nil
    }

    /// The line of a need as it is now.
    private func line(_ position: Int, of views: [ID: NeedView]) -> (need: NeedView, line: NeedLine)? {
        guard let view = views[market.need(at: position).id], case .full(let lines) = view.lines,
            let line = lines.first(where: { $0.id == market.lines[position].line.id }), !line.isClaimed
        else { return nil }
        return (view, line)
    }

    private func fit(
        _ position: Int, _ supply: Int, _ instead: [MatchCandidate], _ names: FitNames, _ views: [ID: NeedView]
    ) -> OfferFit? {
        guard let found = line(position, of: views) else { return nil }
        let said = market.market.explanation(need: position, supply: supply)
        return OfferFit(
            need: found.need, line: found.line,
            reasons: market.reasons(said.reasons, line: position, market.supplies[supply], titles: [:]),
            next: names.next(position, for: supply, instead: instead, in: market),
            others: min(names.count(instead, in: market), FitMarket.mostOthers))
    }
}
