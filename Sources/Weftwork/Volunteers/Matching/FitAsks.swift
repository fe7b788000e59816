internal import Database

/// How an offer is asked for, for the line that it fits.
struct FitAsk: Sendable {
    /// Of the offer.
    let line: ID
    /// So much is suggested; nothing where nobody can say, or all that is wanted has been asked for.
    let quantity: Int64?
    /// Whether this reader may ask.
    let isAllowed: Bool
}

/// What was asked of offers for a need, as it is at this moment: what waits for an answer, and what came to nothing.
struct FitAsks: Sendable {
    struct One: Sendable {
        let use: OfferUse
        /// Nothing where this reader may not know of the offer.
        let title: String?
        let dueAt: Int64?
    }

    /// The lines of the need as they are now; what the market knows may be some seconds old.
    private let lines: [ID: NeedLine]
    /// By the line of the need, what waits first.
    private let asks: [ID: [One]]
    /// Lines of offers that are not suggested for it any more.
    private let passedOver: Set<ID>

    init(
        of need: NeedView, for viewer: Viewer, in network: ID, vault: Vault, _ db: any Connection
    ) throws {
        guard case .full(let lines) = need.lines else { throw Refusal.conflict(FitWords.held) }
        self.lines = Dictionary(lines.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let uses = try db.askedUses(for: need.id, in: network, vault: vault)
        let offers = try db.offers(Set(uses.map(\.use.offerID)).sorted(), in: network)
        let titles = Dictionary(
            offers.map { ($0.id, FitAsks.title(of: $0, for: viewer)) }, uniquingKeysWith: { first, _ in first })
        let all = uses.map { One(use: $0.use, title: titles[$0.use.offerID] ?? nil, dueAt: $0.dueAt) }
        asks = Dictionary(grouping: all, by: \.use.needLineID)
        passedOver = Set(try db.passedOver(in: network, need: need.id).keys)
    }

    private static func title(of offer: Offer, for viewer: Viewer) -> String? {
        guard OfferRules.canSee(offer, viewer, offer.ties(of: viewer)) else { return nil }
        return OfferView(offer, for: viewer, ownerName: "", now: offer.changedAt).title
    }

    /// A line as it is now; nothing once nothing of it is wanted.
    func line(_ id: ID) -> NeedLine? { lines[id].flatMap { $0.isClaimed ? nil : $0 } }

    func isPassedOver(_ supply: FitMarket.Supply) -> Bool {
        if case .offer(_, let line, _) = supply { passedOver.contains(line.id) } else { false }
    }

    func waiting(for line: ID) -> [One] { (asks[line] ?? []).filter { $0.use.state == .asked } }

    /// What came to nothing, the newest of it.
    func ended(for line: ID) -> [One] { Array((asks[line] ?? []).filter { $0.use.state != .asked }.prefix(10)) }
}

extension FitGroup {
    /// How much has been asked for and waits for an answer.
    var asked: Int64 { waiting.reduce(0) { $0 + $1.use.quantity } }

    /// How much nobody was asked for yet; nothing where the line has no number.
    var open: Int64? { line.remaining.map { max(0, $0 - asked) } }
}
