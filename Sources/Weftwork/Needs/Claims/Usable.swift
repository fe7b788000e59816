internal import Database

/// What arrived, as she counts it: received, and of that usable. What she can't use – wrong standard, damaged – returns to the pool,
/// without a quarrel.
extension NeedRoutes {
    var usableEndpoints: [Endpoint] {
        [
            Endpoint(.post, "/t/{code}/claims/{id}", .track, .page) { ask in
                try await onHerPage(ask) { need, viewer in
                    var body = ClaimActionBody()
                    (body.action, body.note) = ("confirm", ask.form["note"])
                    body.quantity = ask.form["quantity"].map { LooseText($0) }
                    let claim = try await acts.count(
                        body, claim: try ask.id("id"), of: need, by: viewer, once: ask.formOnce)
                    return claim.state == .disputed ? "#dispute" : "#arrived"
                }
            },
            Endpoint(
                .post, "/api/v1/track/{code}/claims/{id}/actions", .track, .api,
                "Confirm one delivery as the requester, with how much of it is usable", accepts: Schemas.claimAction
            ) { ask in
                let (need, viewer) = try await acts.requester(ask, limiter)
                let body = try ask.decoded(ClaimActionBody.self)
                _ = try await acts.count(body, claim: try ask.id("id"), of: need, by: viewer, once: ask.once)
                return .json(try await acts.trackView(of: need, for: viewer))
            },
        ]
    }
}

extension NeedActs {
    /// She says how much of one delivery she can use.
    /// - Throws: ``Refusal/notFound`` for a promise that is of another need.
    fileprivate func count(
        _ body: ClaimActionBody, claim id: ID, of need: Need, by viewer: Viewer, once: Once?
    ) async throws -> Claim {
        guard body.action == "confirm" else {
            throw Refusal.invalid("action", SiteWords.badChoice(["confirm"], body.action))
        }
        let claim = try await database.read { db in try db.claim(id, in: need.networkID) }
        guard claim?.needID == need.id else { throw Refusal.notFound }
        return try await perform(try body.parsed(), onClaim: id, by: viewer, in: need.networkID, once: once).claim
    }
}

extension CaseDesk {
    /// What is told of her count: that it came, or – where that is in dispute – that nothing has come yet.
    func said(of claim: Claim, _ note: String, in language: Language) -> (kind: Event.Kind, text: String) {
        guard claim.state == .disputed else { return (.claimConfirmed, note) }
        let words = ClaimWords.nothingCame(language)
        return (.claimProgress, note.isEmpty ? words : "\(words) \(note)")
    }
}

/// Each delivery that she has not counted yet, on her page.
struct UsableParts {
    let frame: Frame

    func card(_ file: CaseFile, _ fields: Fields) -> HTML {
        let waiting = file.claims.filter { $0.claim.state == .delivered || $0.claim.state == .disputed }
        guard !waiting.isEmpty else { return "" }
        return """
            <section class="card" id="arrived"><h2>\(frame(TrackWords.count))</h2><p class="small">\(frame(TrackWords.countHint))</p>\
            <ul class="stack">\(waiting.map { row($0, file, fields) })</ul></section>
            """
    }

    private func row(_ row: ClaimRow, _ file: CaseFile, _ fields: Fields) -> HTML {
        let claim = row.claim, own = fields.of("usable-\(claim.id)")
        let line = file.need.lines.first { $0.id == claim.lineID }
        let item = line.map(\.item) ?? "", unit = line.map(\.unit) ?? ""
        let isDisputed = claim.state == .disputed, brought = isDisputed ? claim.quantity : claim.delivered
        let late: HTML = "<p class=\"small\">\(frame(TrackWords.promisedOf))</p>"
        return """
            <li class="stack tight"><span>\(frame.said(item)) <span class="num">\(Format.amount(brought, unit))</span> · \(row.memberName)</span>\(late, if: isDisputed)\
            <form method="post" action="/t/\(file.need.code)/claims/\(claim.id)" class="stack"\(frame.draft("usable-\(claim.id)"))>\(own.hidden)\
            \(own.text("quantity", CaseWords.received, mode: "decimal", isRequired: true, value: isDisputed ? "" : Format.decimal(brought)))\
            \(own.text("note", TrackWords.notUsableNote))\
            <button class="btn">\(frame(TrackWords.confirmThis)) <span class="visually-hidden">\(frame.said(item)) \(row.memberName)</span></button></form></li>
            """
    }
}

/// What she says did not arrive: who looks into it, by when, that she may say so again, and that she may still count it.
struct DisputedParts {
    let frame: Frame

    func card(_ file: CaseFile) -> HTML {
        let rows = file.claims.filter { $0.claim.state == .disputed }
        guard !rows.isEmpty, file.need.state.isOpen else { return "" }
        return """
            <section class="card main-thing" id="dispute"><h2>\(frame(TrackWords.inDispute))</h2>\
            <ul class="stack">\(rows.map { row($0, file) })</ul><p class="small">\(frame(TrackWords.cameAfterAll))</p></section>
            """
    }

    private func row(_ row: ClaimRow, _ file: CaseFile) -> HTML {
        let line = file.need.lines.first { $0.id == row.claim.lineID }
        let owner = file.disputes[row.claim.id].flatMap { file.names[$0.ownerID] } ?? file.view.owner.name
        let due: HTML = file.disputeDue[row.claim.id].map { " \(frame(TrackWords.disputeBy($0)))" } ?? ""
        return """
            <li class="stack tight"><strong>\(frame.said(line?.item ?? "")) \
            <span class="num">\(frame.said(Format.amount(row.claim.quantity, line?.unit ?? "")))</span> · \(row.memberName)</strong>\
            <p>\(frame.said(frame(TrackWords.disputeOwner(owner))))\(due)</p>\
            <form method="post" action="/t/\(file.need.code)/claims/\(row.claim.id)">\(frame.hidden)\
            <button class="btn" name="quantity" value="0">\(frame(ClaimWords.stillNothing)) \
            <span class="visually-hidden">\(frame.said(line?.item ?? "")) \(row.memberName)</span></button></form></li>
            """
    }
}
