internal import Database
internal import Engine

/// Who fits what: the same for pages and programs. Nobody is asked by it.
struct FitActs: Sendable {
    /// So many suggestions are made for a need, and so many needs are shown to a volunteer.
    static let most = 20

    let needs: NeedActs
    let volunteers: VolunteerActs
    /// A network's market: who looks after whom looks again and again. What takes seconds to make is renewed beside the requests.
    private let recent: Recent<FitKey, FitMarket>

    var database: any Database { needs.database }
    var world: World { needs.world }

    init(needs: NeedActs, volunteers: VolunteerActs) {
        (self.needs, self.volunteers) = (needs, volunteers)
        let worth = Recent<FitKey, FitMarket>.Worth(times: 20, clock: needs.world.now)
        recent = Recent(for: 2 * Time.second, most: 20, worth: worth)
    }

    /// Everything that is wanted and offered in a network, some seconds old at most; at a time to come those who have said to be free then.
    func market(of network: ID, at moment: Int64? = nil) async throws -> FitMarket {
        let now = world.now(), key = FitKey(network, at: moment, now: now)
        return try await recent.value(of: key, now: now) { [needs, volunteers] in
            try await FitActs.read(key, needs, volunteers, now: now)
        }
    }

    /// Something has changed of whom a network can ask: its markets are made anew.
    func changed(in network: ID) { recent.forget(where: { $0.network == network }) }

    /// Renews the markets that are looked at and take long to make. Of those at a time to come nearly each is looked at once.
    func renew() async throws {
        let now = world.now()
        try await recent.renew(now: now, where: { $0.moment == nil }) { [needs, volunteers] key in
            try await FitActs.read(key, needs, volunteers, now: now)
        }
    }

    private static func read(
        _ key: FitKey, _ needs: NeedActs, _ volunteers: VolunteerActs, now: Int64
    ) async throws -> FitMarket {
        let network = key.network, moment = key.moment ?? now
        let people = try await volunteers.supply(in: network, at: moment)
        let catalogue = try await needs.settings(of: network).catalogue
        let rows = try await needs.database.read { db in try db.fitRows(of: network, at: now) }
        return FitMarket(rows, people, catalogue, needs.places, now: moment, readAt: now)
    }

    /// The same with one need in it, if it has anything that is open.
    func market(of network: ID, holding need: ID, at moment: Int64? = nil) async throws -> FitMarket {
        let market = try await market(of: network, at: moment)
        guard market.positions[need] == nil,
            let changedAt = try await database.read({ db in try db.need(need, in: network)?.changedAt }),
            changedAt >= market.readAt
        else { return market }
        return try await anew(network, at: moment)
    }

    /// The same with one offer in it, which was listed a moment ago perhaps.
    func market(of network: ID, holding offer: Offer) async throws -> FitMarket {
        let market = try await market(of: network)
        guard market.offers[offer.id] == nil, offer.changedAt >= market.readAt else { return market }
        return try await anew(network)
    }

    /// Something has come just now: this market is made anew, the network's others hold for what they are asked.
    private func anew(_ network: ID, at moment: Int64? = nil) async throws -> FitMarket {
        recent.forget(FitKey(network, at: moment, now: world.now()))
        return try await market(of: network, at: moment)
    }

    // MARK: For a need

    /// The best offers and volunteers for each open line of a need; nobody is named whom this viewer may not know.
    /// - Throws: ``Refusal/notFound`` where they may not know of the need; ``Refusal/conflict(_:_:)`` where it is not on the board.
    func fits(need id: ID, for viewer: Viewer, in network: ID) async throws -> FitReport {
        try Policy.require(.seeMatches, viewer)
        let view = try await needs.view(id, for: viewer, in: network)
        guard view.state.phase == .board, view.hidden == nil else { throw Refusal.conflict(FitWords.notOpen) }
        guard case .full = view.lines else { throw Refusal.conflict(FitWords.held) }
        let market = try await market(of: network, holding: id)
        let found = ranked(market, id, for: viewer)
        let report = try await database.read { [vault = needs.vault] db in
            let asks = try FitAsks(of: view, for: viewer, in: network, vault: vault, db)
            let known = try FitNames(found.flatMap(\.ranking.candidates), in: market, for: viewer, network, db)
            return found.compactMap { known.group($0, in: market, most: mostEach(of: found.count), asks) }
        }
        return FitReport(need: view, at: world.now(), groups: report, weights: market.market.weights)
    }

    /// The same number for each line, and no more than so many in all.
    private func mostEach(of count: Int) -> Int { max(1, FitActs.most / max(1, count)) }

    private func ranked(_ market: FitMarket, _ need: ID, for viewer: Viewer) -> [FitRanked] {
        let mayNamePeople = Policy.allows(.seeVolunteers, viewer)
        let positions = (market.positions[need] ?? []).filter { mayNamePeople || market.lines[$0].kind == .goods }
        // Some may have gone since, and the last one has a next as well.
        let top = 2 * mostEach(of: positions.count) + 2
        return positions.prefix(FitActs.most).map { position in
            FitRanked(position: position, ranking: market.market.best(forNeed: position, top: top))
        }
    }

    // MARK: For oneself

    /// The open needs that suit oneself best, in the hours one has; whoever pauses or has done enough is shown none.
    func ownFits(of viewer: Viewer, in network: ID) async throws -> OwnFitReport {
        let own = try await oneself(viewer, in: network), now = world.now()
        guard own.stop == nil else { return OwnFitReport(at: now, stop: own.stop, fits: [], nobody: nil) }
        let one = own.supply, market = try await market(of: network)
        let mine = market.offering(one, needs.places, at: now)
        let ranking = mine.best(forSupply: 0, top: 10 * FitActs.most)
        var fits = try await readable(ranking, mine, market, one, for: viewer)
        for fit in fits.indices {
            for line in fits[fit].lines.indices {
                fits[fit].lines[line].others = market.others(
                    line: fits[fit].lines[line].position, besides: one.id)
            }
        }
        return OwnFitReport(
            at: now, stop: nil, fits: fits, nobody: fits.isEmpty ? ranking.sieve.last : nil,
            isUnseen: fits.isEmpty && ranking.passed > 0)
    }

    /// Those that this viewer may read and has no part in yet, each need once with all its lines.
    private func readable(
        _ ranking: MatchRanking, _ mine: MatchMarket, _ market: FitMarket, _ one: VolunteerSupply, for viewer: Viewer
    ) async throws -> [OwnFit] {
        let now = world.now(), candidates = ranking.candidates
        guard let network = candidates.first.map({ market.need(at: $0.position).networkID }) else { return [] }
        let limits = try await needs.limits(of: network)
        let order = candidates.map { market.need(at: $0.position).id }.reduce(into: [ID]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        return try await database.read { db in
            let titles = try db.trainingTitles(of: network)
            let needs = try db.needs(byID: order, in: network)
            let toNeeds = try db.ties(of: viewer, to: needs.values, now: now)
            var fits: [OwnFit] = []
            for id in order where fits.count < FitActs.most {
                guard let need = needs[id], need.state.phase == .board else { continue }
                let ties = toNeeds[id] ?? []
                guard NeedAccess.canSee(need, viewer, ties), ties.isDisjoint(with: [.submitter, .claimant]) else {
                    continue
                }
                let view = NeedView(need, for: viewer, ties: ties, ownerName: "", now: now, limits: limits)
                // What an authority keeps to itself takes a permit first.
                guard view.title != nil, case .full = view.lines, view.restrictions.isEmpty else { continue }
                let lines = candidates.filter { market.need(at: $0.position).id == id }.map { found in
                    let said = mine.explanation(need: found.position, supply: 0).reasons
                    let reasons = market.reasons(
                        said, line: found.position, .volunteer(one, one.freedom(at: now)), titles: titles)
                    return OwnFit.Line(
                        line: market.lines[found.position].line, position: found.position,
                        reasons: reasons.filter(\.isForOneself))
                }
                fits.append(OwnFit(need: view, lines: lines))
            }
            return fits
        }
    }
}

/// A market of a network: as things are now, or at a minute to come.
struct FitKey: Hashable, Sendable {
    let network: ID
    let moment: Int64?

    init(_ network: ID, at moment: Int64?, now: Int64) {
        self.network = network
        self.moment = moment.flatMap { $0 > now ? $0 - $0 % Time.minute : nil }
    }
}

extension FitReason {
    /// What one does not know of oneself anyway.
    var isForOneself: Bool {
        switch self {
        case .skills, .hands, .means, .near, .anywhere, .distanceUnknown, .language, .trained: true
        case .item, .instead, .amount, .standing, .free, .begins, .until, .checked, .week, .spokenTo, .notAsked: false
        }
    }
}
