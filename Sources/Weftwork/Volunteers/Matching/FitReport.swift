internal import Database
internal import Engine

/// What the engine found for one line.
struct FitRanked: Sendable {
    /// Of the line, in the market.
    let position: Int
    let ranking: MatchRanking
}

/// Who and what fits a need, line by line.
struct FitReport: Sendable {
    let need: NeedView
    let at: Int64
    let groups: [FitGroup]
    /// What counted how much.
    let weights: MatchWeights
}

/// Who fits one line: offers, or people.
struct FitGroup: Sendable {
    let line: NeedLine
    let kind: MatchKind
    /// Of offers: what was asked and waits for an answer, and what came to nothing.
    var waiting: [FitAsks.One] = []
    var ended: [FitAsks.One] = []
    var fits: [Fit] = []
    /// Where nobody fits: the rule that the last one fell by.
    var nobody: MatchRule?
    /// Nobody is shown though somebody fits: gone or used up since, or not this reader's to know.
    var isUnseen = false
}

/// One suggestion.
struct Fit: Sendable {
    enum Who: Sendable {
        case offer(ID, title: String, area: AreaPath, isThrough: Bool)
        case volunteer(ID, name: String, organisation: String?, area: String?)

        var name: String {
            switch self {
            case .offer(_, let title, _, _): title
            case .volunteer(_, let name, _, _): name
            }
        }

        var id: ID {
            switch self {
            case .offer(let id, _, _, _), .volunteer(let id, _, _, _): id
            }
        }
    }

    /// Who would be next, and so many kilometres further away.
    struct Next: Sendable {
        let id: ID
        let name: String
        let further: Double?
    }

    let who: Who
    let reasons: [FitReason]
    /// Of an offer: how it is asked for.
    let ask: FitAsk?
    let next: Next?
    /// Nobody would be next: there is nobody else, not merely nobody this reader may know.
    let isLast: Bool
}

/// What suits oneself now.
struct OwnFitReport: Sendable {
    /// Why nothing is suggested.
    enum Stop: String, Sendable {
        case paused, resting, full
    }

    let at: Int64
    let stop: Stop?
    let fits: [OwnFit]
    /// Where nothing fits: the rule that the last one fell by.
    let nobody: MatchRule?
    /// Nothing is shown though something fits: over since, not one's own to know, or one has a part in it.
    var isUnseen = false

    static func stop(_ own: OwnVolunteering, isResting: Bool) -> Stop? {
        if own.volunteer.isPaused(at: own.at) { return .paused }
        if isResting { return .resting }
        return VolunteerRules.isFull(load: own.load, limit: own.limit) ? .full : nil
    }
}

/// A need that suits oneself, with those of its lines that do.
struct OwnFit: Sendable {
    struct Line: Sendable {
        let line: NeedLine
        /// In the market.
        let position: Int
        let reasons: [FitReason]
        /// How many others would do, up to ``FitMarket/mostOthers``.
        var others = 0
    }

    let need: NeedView
    var lines: [Line]
}

/// Those who were found, as they are at this moment and as a viewer may know them.
struct FitNames: Sendable {
    private let offers: [ID: OfferView]
    /// Offers that this reader may ask for.
    private let askable: Set<ID>
    /// What was asked of an offer in the last day, where it brings so much a day.
    private let today: [ID: Int64]
    private let members: [ID: Member]
    private let titles: [ID: Text]

    init(
        _ candidates: [MatchCandidate], in market: FitMarket, for viewer: Viewer, _ network: ID, _ db: any Connection
    ) throws {
        var offerIDs: Set<ID> = [], memberIDs: Set<ID> = []
        for candidate in candidates {
            switch market.supplies[candidate.position] {
            case .offer(let id, _, _): offerIDs.insert(id)
            case .volunteer(let one, _): memberIDs.insert(one.id)
            }
        }
        let found = try db.offers(offerIDs.sorted(), in: network).filter { offer in
            offer.state == .listed && OfferRules.canSee(offer, viewer, offer.ties(of: viewer))
        }
        today = found.contains { $0.perDay != nil } ? try db.broughtToday(in: network, at: market.readAt) : [:]
        askable = Set(found.filter { Policy.allows(.useOffer, viewer, ties: $0.ties(of: viewer)) }.map(\.id))
        let views = found.map { ($0.id, OfferView($0, for: viewer, ownerName: "", now: $0.changedAt)) }
        offers = Dictionary(views, uniquingKeysWith: { first, _ in first })
        members = try db.members(byID: memberIDs, in: network).filter { !$0.value.isSuspended }
        titles = try db.trainingTitles(of: network)
    }

    /// What is to be shown of one line; nothing once nothing of it is wanted. Who was asked since the market was made is left out.
    func group(_ ranked: FitRanked, in market: FitMarket, most: Int, _ asks: FitAsks) -> FitGroup? {
        let found = market.lines[ranked.position]
        guard let line = asks.line(found.line.id) else { return nil }
        var group = FitGroup(line: line, kind: found.kind)
        if found.kind == .goods {
            (group.waiting, group.ended) = (asks.waiting(for: line.id), asks.ended(for: line.id))
        }
        let candidates = ranked.ranking.candidates.filter { !asks.isPassedOver(market.supplies[$0.position]) }
        let asked = ranked.ranking.candidates.count - candidates.count
        let left = candidates.compactMap { candidate in
            who(market.supplies[candidate.position]).map { (candidate: candidate, who: $0) }
        }
        group.fits = left.prefix(most).enumerated().map { index, one in
            fit(
                one, instead: Array(left.dropFirst(index + 1).prefix(1)),
                isAll: ranked.ranking.passed == left.count + asked, ranked.position, open: group.open, in: market)
        }
        guard left.isEmpty else { return group }
        group.isUnseen = ranked.ranking.passed > asked
        group.nobody = group.isUnseen ? nil : asked > 0 ? .askedBefore : ranked.ranking.sieve.last
        return group
    }

    private func fit(
        _ one: (candidate: MatchCandidate, who: Fit.Who), instead: [(candidate: MatchCandidate, who: Fit.Who)],
        isAll: Bool, _ line: Int, open: Int64?, in market: FitMarket
    ) -> Fit {
        let said = market.market.explanation(
            need: line, supply: one.candidate.position, instead: instead.map(\.candidate))
        let next = instead.first.map { other in
            Fit.Next(id: other.who.id, name: other.who.name, further: said.next?.further)
        }
        return Fit(
            who: one.who,
            reasons: market.reasons(
                said.reasons, line: line, market.supplies[one.candidate.position], titles: titles),
            ask: ask(market.supplies[one.candidate.position], open: open), next: next, isLast: next == nil && isAll)
    }

    /// How an offer is asked for, by what is left of it now.
    private func ask(_ supply: FitMarket.Supply, open: Int64?) -> FitAsk? {
        guard case .offer(let id, let known, _) = supply, let view = offers[id],
            let line = view.lines?.first(where: { $0.id == known.id })
        else { return nil }
        let dayLeft = OfferRules.dayLeft(of: view.perDay, after: today[id])
        return FitAsk(
            line: line.id, quantity: OfferRules.suggested(of: line, open: open, perDay: dayLeft),
            isAllowed: askable.contains(id))
    }

    /// Who would be next for a line instead of a supply, of those this reader may know.
    func next(_ line: Int, for supply: Int, instead: [MatchCandidate], in market: FitMarket) -> Fit.Next? {
        for other in instead {
            guard let found = who(market.supplies[other.position]) else { continue }
            let said = market.market.explanation(need: line, supply: supply, instead: [other])
            return Fit.Next(id: found.id, name: found.name, further: said.next?.further)
        }
        return nil
    }

    /// How many there are of those this reader may know: each once, however many of its lines would do.
    func count(_ candidates: [MatchCandidate], in market: FitMarket) -> Int {
        Set(candidates.compactMap { who(market.supplies[$0.position])?.id }).count
    }

    private func who(_ supply: FitMarket.Supply) -> Fit.Who? {
        switch supply {
        case .offer(let id, let line, _):
            guard let view = offers[id], let title = view.title else { return nil }
            guard view.lines?.contains(where: { $0.id == line.id && $0.remaining != 0 }) ?? false else { return nil }
            return .offer(id, title: title, area: view.area, isThrough: view.isThrough)
        case .volunteer(let one, _):
            guard let member = members[one.id] else { return nil }
            return .volunteer(one.id, name: member.name, organisation: member.organisation, area: one.area)
        }
    }
}

extension Connection {
    /// What the modules of a network are called.
    func trainingTitles(of network: ID) throws -> [ID: Text] {
        let titles = try trainingModules(of: network).map { ($0.id, $0.title.words) }
        return Dictionary(titles, uniquingKeysWith: { first, _ in first })
    }
}
