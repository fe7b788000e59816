internal import Database
internal import Engine

/// A need that somebody may turn to who came too late for another.
struct NextBest: Sendable {
    let need: NeedView
    /// It asks for the very same thing; else for something of the same kind.
    let isSame: Bool
}

extension NeedActs {
    /// What a refused promise is told besides: where the line can't take it, the best need that still can.
    func withNext(
        _ extras: Refusal.Extras, after draft: ClaimDraft, on id: ID, by viewer: Viewer, in network: ID
    ) async throws -> Refusal.Extras {
        guard let member = viewer.member else { return extras }
        let now = world.now(), limits = try await limits(of: network)
        var extras = extras
        extras.next = try await database.read { db in
            guard let need = try db.need(id, in: network), let line = need.lines.first(where: { $0.id == draft.line }),
                NextBestRules.isLost(draft, line, need),
                // Whoever carries as much as they may is not sent on.
                try viewer.isOperator || !db.promiseLoad(of: member, at: now).isFull
            else { return nil }
            return try nextBest(after: line, of: need, for: viewer, limits, now: now, db)?.need.id
        }
        return extras
    }

    /// The need that a refusal named, as its reader may see it; nothing where it has gone meanwhile.
    func nextBest(_ next: ID?, after id: ID, line: ID?, for viewer: Viewer, in network: ID) async throws -> NextBest? {
        guard let next else { return nil }
        let now = world.now(), limits = try await limits(of: network)
        return try await database.read { db in
            guard let need = try db.need(id, in: network), let other = try db.need(next, in: network),
                let line = need.lines.first(where: { $0.id == line })
            else { return nil }
            return try open(other, like: line, for: viewer, limits, now: now, db)
        }
    }

    private func nextBest(
        after line: NeedLine, of need: Need, for viewer: Viewer, _ limits: RestrictionReading, now: Int64,
        _ db: any Connection
    ) throws -> NextBest? {
        for id in try db.nextCandidates(after: line, of: need) {
            guard let other = try db.need(id, in: need.networkID) else { continue }
            if let found = try open(other, like: line, for: viewer, limits, now: now, db) { return found }
        }
        return nil
    }

    /// `other`, where this viewer may promise something like `line` there and has no part in it yet.
    private func open(
        _ other: Need, like line: NeedLine, for viewer: Viewer, _ limits: RestrictionReading, now: Int64,
        _ db: any Connection
    ) throws -> NextBest? {
        let ties = try db.ties(of: viewer, to: other, now: now)
        guard NeedRules.isLegal(.claim, in: other), !other.voided.contains("lines"),
            NeedAccess.canSee(other, viewer, ties), ties.isDisjoint(with: [.submitter, .claimant, .verifier])
        else { return nil }
        let view = NeedView(other, for: viewer, ties: ties, ownerName: "", now: now, limits: limits)
        // What is held back or kept by an authority is nothing to send somebody to who has just lost a race.
        guard view.title != nil, case .full(let lines) = view.lines, view.restrictions.isEmpty else { return nil }
        let wanting = lines.filter { NextBestRules.isOpen($0) && $0.kind == line.kind }
        guard !wanting.isEmpty else { return nil }
        return NextBest(need: view, isSame: wanting.contains { $0.item == line.item })
    }
}

/// When somebody came too late. Pure.
enum NextBestRules {
    static func isLost(_ draft: ClaimDraft, _ line: NeedLine, _ need: Need) -> Bool {
        need.state.phase != .board || line.isMet || line.promisable.map { $0 < draft.quantity } ?? false
    }

    static func isOpen(_ line: NeedLine) -> Bool { line.remaining != 0 && !line.isMet }
}

extension Connection {
    /// So many of the most urgent needs of a category are looked through, and so few of them are read.
    private static var mostLooked: Int { 1000 }
    private static var mostRead: Int { 12 }

    /// Needs that still want what a line wants, the best first: the same thing, near, urgent.
    fileprivate func nextCandidates(after line: NeedLine, of need: Need) throws -> [ID] {
        let ids = try query(
            """
            SELECT f.id FROM (
                SELECT id, rank, province, city FROM needs
                WHERE network_id = \(need.networkID) AND phase = \(Need.Phase.board) AND category = \(need.category)
                    AND id <> \(need.id) AND audience > \(Audience.case)
                ORDER BY rank, id DESC LIMIT \(Self.mostLooked)
            ) f JOIN need_lines l ON l.network_id = \(need.networkID) AND l.need_id = f.id
            WHERE l.kind = \(line.kind) AND NOT l.is_met
                AND (l.quantity_most IS NULL OR l.claimed + l.delivered < l.quantity_most)
            ORDER BY CASE WHEN l.item = \(line.item) THEN 0 ELSE 1 END, CASE WHEN f.city = \(need.area.city) THEN 0
                WHEN f.province = \(need.area.province) THEN 1 ELSE 2 END, f.rank, f.id DESC
            LIMIT \(4 * Self.mostRead)
            """
        ) { try $0[0] as ID }
        return Array(ids.reduce(into: [ID]()) { if !$0.contains($1) { $0.append($1) } }.prefix(Self.mostRead))
    }
}

extension CasePages {
    /// Where to turn for whoever came too late here.
    var nextNote: HTML {
        guard let next, let title = next.need.title else { return "" }
        let words = next.isSame ? ClaimWords.nextSame : ClaimWords.nextLike
        return """
            <p class="note" id="next">\(frame(words)) <a href="/n/\(network.slug)/needs/\(next.need.id)#give">\(frame.said(title))</a> \
            <small>\(NeedParts(frame).area(next.need.area))</small></p>
            """
    }
}
