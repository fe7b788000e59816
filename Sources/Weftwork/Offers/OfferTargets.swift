internal import Database

/// An open line of a need for which an offer may be used.
struct OfferTarget: Sendable {
    let need: ID
    let title: String
    let line: NeedLine
    let neededBy: Int64?
    /// How much of it has been asked for and waits for an answer, where that was looked up.
    var asked: Int64 = 0

    /// What nobody was asked for yet; nothing where the line has no number.
    var open: Int64? { line.remaining.map { max(0, $0 - asked) } }
}

/// What somebody comes to ask for: a need, its line and the line of the offer, as far as the link names them.
struct OfferChoice: Sendable {
    let need: ID
    var needLine: ID?
    var line: ID?
}

/// Lines of needs that an offer may be used for, as its page lists them.
struct OfferTargets: Sendable {
    var all: [OfferTarget] = []
    var choice: OfferChoice?
    /// The one that somebody came for.
    var chosen: OfferTarget?

    /// What can still be asked for today, where so much is brought a day.
    var dayLeft: Int64?

    /// Somebody came for something that is not wanted any more, or not theirs to know.
    var isGone: Bool { choice != nil && chosen == nil }
}

extension OfferActs {
    /// Lines of needs that an offer may be used for, as this viewer may read them: of its category, else any that are open; those of the
    /// need that was chosen stand first, wherever it stands on the board.
    func needsFor(
        _ offer: Offer, choosing choice: OfferChoice? = nil, by viewer: Viewer, in network: ID
    ) async throws -> OfferTargets {
        let listed = try await board(of: offer, for: viewer, in: network)
        guard let choice else { return OfferTargets(all: listed) }
        let own = try await targets(of: choice.need, for: viewer, in: network), now = world.now()
        let dayLeft = try await database.read { db in try db.dayLeft(of: offer, at: now) }
        let chosen = own.first { choice.needLine == nil || $0.line.id == choice.needLine }
        return OfferTargets(
            all: own + listed.filter { $0.need != choice.need }, choice: choice, chosen: chosen,
            dayLeft: dayLeft)
    }

    private func board(of offer: Offer, for viewer: Viewer, in network: ID) async throws -> [OfferTarget] {
        func board(_ category: Need.Category?) async throws -> [BoardRow] {
            let form = Form(pairs: [("state", "published,inProgress"), ("limit", "50")])
                .with("category", category?.rawValue)
            return try await needs.board(
                try BoardQuery(form, viewer: viewer), for: viewer, in: network, marks: false
            ).rows
        }
        var rows = try await board(offer.category)
        if rows.isEmpty { rows = try await board(nil) }
        let ids = rows.map(\.id), now = world.now()
        let lines = try await database.read { db in try db.firstLines(of: ids, in: network, most: 50) }
        return rows.flatMap { row -> [OfferTarget] in
            let need = NeedView(row, for: viewer, ownerName: "", now: now)
            guard let title = need.title, case .prepared = need.lines else { return [] }
            return (lines[row.id] ?? []).filter { $0.remaining != 0 && !$0.isMet }.map {
                OfferTarget(need: row.id, title: title, line: $0, neededBy: row.neededBy)
            }
        }
    }

    /// What a need still wants; nothing where this viewer may not know of it, or it is open no more.
    private func targets(of need: ID, for viewer: Viewer, in network: ID) async throws -> [OfferTarget] {
        let view: NeedView
        do {
            view = try await needs.view(need, for: viewer, in: network)
        } catch let refusal as Refusal where refusal.status == 404 {
            return []
        }
        guard view.state.phase == .board, let title = view.title, case .full(let lines) = view.lines else { return [] }
        let asked = try await database.read { db in try db.quantitiesAsked(for: need, in: network) }
        return lines.filter { $0.remaining != 0 && !$0.isMet }.map {
            OfferTarget(need: need, title: title, line: $0, neededBy: view.neededBy, asked: asked[$0.id] ?? 0)
        }
    }
}
