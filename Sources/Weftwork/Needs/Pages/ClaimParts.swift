internal import Database

/// The part of a need's page that is about promises.
extension CasePages {
    var path: String { "/n/\(network.slug)/needs/\(file.need.id)" }

    /// "I take this much, by then" – or why not.
    var claimForm: HTML {
        // What nobody can read nobody can promise.
        guard NeedRules.isLegal(.claim, in: file.need), case .full = file.view.lines else { return "" }
        guard frame.ask.viewer.member != nil else {
            return """
                <section class="card" id="give"><h2>\(frame(CaseWords.give))</h2><p>\(frame(CaseWords.whyCannotClaim))</p>\
                <a class="btn main" href="/sign-in?to=\(Form.encode(path))">\(frame(SiteWords.signIn))</a></section>
                """
        }
        let open = file.need.lines.filter { $0.promisable != 0 && !$0.isMet }
        guard !open.isEmpty else { return "" }
        if let note = barredNote ?? fullNote { return note }
        let options = open.map { line -> (value: String, label: String) in
            let left = line.remaining.map { " – " + frame(CaseWords.left($0, line.unit)) } ?? ""
            let over = line.allowance > 0 ? line.promisable.map { frame(ClaimWords.mayBe($0, line.unit)) } ?? "" : ""
            return (line.id.description, line.item + left + over)
        }
        let tomorrow = Format.field(frame.now + Time.day), own = fields.of("claim")
        return """
            <section class="card" id="give"><h2>\(frame(CaseWords.give))</h2><p class="small">\(frame(CaseWords.giveHint))</p>\
            \(RestrictionParts(frame: frame, slug: network.slug).beforePromise(file))\(alsoMine)\
            <form method="post" action="\(path)/claims" class="stack">\(own.hidden)\
            \(own.select("line", CaseWords.line, options))\
            \(own.text("quantity", CaseWords.quantity, mode: "decimal", isRequired: true))\
            \(own.text("promisedBy", CaseWords.promisedBy, kind: "datetime-local", isRequired: true, value: tomorrow))\
            \(own.text("note", CaseWords.note, who: ClaimWords.noteWho))\(secondField(own))\(briefings(own))\
            <button class="btn main wide">\(frame(CaseWords.claim))</button></form></section>
            """
    }

    /// The briefing stands where the promise is made: nobody reads it on a page of its own.
    private func briefings(_ own: Fields) -> HTML {
        guard !preparation.briefings.isEmpty else { return "" }
        let parts = preparation.briefings.map { briefing -> HTML in
            let isRead = own.form.all("briefing").contains(briefing.version)
            return """
                <p class="prose">\(frame.said(frame(briefing.words)))</p>\
                <label class="option"><input type="checkbox" name="briefing" value="\(briefing.version)"\(" checked", if: isRead)>\
                <span>\(frame(BriefingWords.read)) <small>\(frame(NeedWords.name(of: briefing.category)))</small></span></label>
                """
        }
        let problem: HTML =
            own.problems.first { $0.field == "briefing" }.map { "<span class=\"err\">\(frame($0.message))</span>" }
            ?? ""
        return """
            <fieldset class="group" id="f-claim-briefing"><legend>\(frame(BriefingWords.one))</legend>\(problem)\(parts)</fieldset>
            """
    }

    private func secondField(_ own: Fields) -> HTML {
        guard let training = preparation.training else { return "" }
        guard preparation.isTrained else { return "<p class=\"note warn\">\(frame(BriefingWords.takes(training)))</p>" }
        let options = [("", frame(BriefingWords.nobodyYet))] + preparation.seconds.map { ($0.id.description, $0.name) }
        return own.select("second", BriefingWords.second, options, hint: BriefingWords.secondHint)
    }

    /// Who stands by, or that somebody is waited for; who may answer, does it here.
    private func second(_ claim: Claim) -> HTML {
        guard let second = file.seconds[claim.id], claim.state.isLive else { return "" }
        let name = second.memberID.flatMap { file.names[$0] }
        let named: HTML = name.map { "<span>\(frame.said(frame(BriefingWords.stands($0))))</span>" } ?? ""
        guard second.state == .open, claim.state == .open else { return "<p class=\"small row\">\(named)</p>" }
        let path = "/n/\(network.slug)/claims/\(claim.id)/second"
        var html: HTML = """
            <p class="small row">\(named)<span class="badge warn">\(frame(BriefingWords.waits))</span></p>
            """
        if second.memberID == frame.ask.viewer.member?.id {
            html += """
                <form method="post" action="\(path)" class="row">\(frame.hidden)\
                <button class="btn main" name="answer" value="yes">\(frame(BriefingWords.sayYes))</button>\
                <button class="btn" name="answer" value="no">\(frame(BriefingWords.sayNo))</button></form>
                """
        }
        if frame.ask.viewer.member?.id == claim.memberID, second.memberID == nil, !preparation.seconds.isEmpty {
            let own = fields.of("name-\(claim.id)")
            let options = preparation.seconds.map { ($0.id.description, $0.name) }
            html += own.folded(
                BriefingWords.nameOne,
                """
                <form method="post" action="\(path)" class="stack">\(own.hidden)\
                \(own.select("second", BriefingWords.second, options))\
                <button class="btn" name="answer" value="name">\(frame(BriefingWords.nameOne))</button></form>
                """)
        }
        if frame.ask.viewer.member?.id != claim.memberID, Policy.allows(.letThrough, frame.ask.viewer, ties: file.ties)
        {
            let own = fields.of("pass-\(claim.id)")
            html += own.folded(
                BriefingWords.pass,
                """
                <form method="post" action="\(path)" class="stack">\(own.hidden)\
                \(own.text("reason", BriefingWords.passReason, isRequired: true))\
                <button class="btn" name="answer" value="pass">\(frame(BriefingWords.pass))</button></form>
                """)
        }
        return html
    }

    var claimsCard: HTML {
        guard frame.ask.viewer.member != nil || frame.ask.viewer.isOperator else { return "" }
        let rows = file.claims.map(row)
        let list: HTML =
            rows.isEmpty ? "<p class=\"small\">\(frame(CaseWords.noClaims))</p>" : "<ul class=\"stack\">\(rows)</ul>"
        return "<section class=\"card\" id=\"claims\"><h2>\(frame(CaseWords.claims))</h2>\(list)</section>"
    }

    private func row(_ row: ClaimRow) -> HTML {
        let claim = row.claim
        let shown: [NeedLine] = if case .full(let lines) = file.view.lines { lines } else { [] }
        let line = shown.first { $0.id == claim.lineID }
        let kind = claim.state == .disputed ? "critical" : claim.state == .confirmed ? "good" : "info"
        let differs = claim.delivered > 0 && claim.delivered != claim.quantity
        let brought: HTML = " · \(frame.said(frame(ClaimWords.brought(claim.delivered, line?.unit ?? ""))))"
        let organisation: HTML = row.organisation.map { " <small>\($0)</small>" } ?? ""
        return """
            <li class="stack tight" id="claim-\(claim.id)"><div class="row spread"><strong>\(row.memberName)\(organisation)</strong>\
            <span class="badge \(kind)">\(frame(NeedWords.name(of: claim.state)))</span></div>\
            <p>\(frame.said(line?.item ?? "")) · \
            \(frame.said(frame(CaseWords.promised(claim.quantity, line?.unit ?? "", by: claim.promisedBy))))\
            \(brought, if: differs)</p>\
            \(waybill(claim))\(parting(claim))\(together(claim, line))\(RestrictionParts(frame: frame, slug: network.slug).waits(claim, file))\(second(claim))\(letThrough(claim))\(ClaimPhotoParts(frame: frame).row(claim, file, slug: network.slug, fields))\(acts(claim))</li>
            """
    }

    private func letThrough(_ claim: Claim) -> HTML {
        guard claim.state == .open, file.newcomers.contains(claim.memberID),
            frame.ask.viewer.member?.id != claim.memberID,
            Policy.allows(.letThrough, frame.ask.viewer, ties: file.ties)
        else { return "" }
        return """
            <form method="post" action="/n/\(frame.ask.network?.slug ?? "")/claims/\(claim.id)/let-through">\(frame.hidden)\
            <button class="btn">\(frame(NeedWords.letThrough))</button></form>
            """
    }

    private func waybill(_ claim: Claim) -> HTML {
        let mine = frame.ask.viewer.member?.id == claim.memberID
        guard !claim.waybill.isEmpty, mine || NeedAccess.tier(of: frame.ask.viewer, file.ties) == .case else {
            return ""
        }
        return "<p class=\"small\">\(frame.icon("truck"))\(claim.carrier) \(claim.waybill)</p>"
    }

    private func parting(_ claim: Claim) -> HTML {
        guard let words = file.partings[claim.id] else { return "" }
        return """
            <p class="small">\(frame(MemberWords.label(ClaimWords.parting)))\(frame.said(words))</p>
            """
    }

    /// What this viewer may do with this claim.
    private func acts(_ claim: Claim) -> HTML {
        var ties = file.ties
        let isMine = frame.ask.viewer.member?.id == claim.memberID
        if !isMine { ties.remove(.claimant) }
        func may(_ action: ClaimAction) -> Bool {
            action.legalStates.contains(claim.state) && Policy.allows(action.act, frame.ask.viewer, ties: ties)
        }
        var forms: HTML = ""
        if isMine && claim.state == .open {
            forms += form(claim, "progress", CaseWords.progress) {
                """
                \($0.text("note", CaseWords.note))\($0.text("carrier", CaseWords.carrier))\
                \($0.text("waybill", CaseWords.waybill))
                """
            }
            forms += form(claim, "deliver", CaseWords.deliver) {
                $0.text(
                    "quantity", CaseWords.delivered, mode: "decimal", isRequired: true,
                    value: Format.decimal(claim.quantity))
            }
        }
        if isMine && claim.state.isLive {
            let safety = "/n/\(network.slug)/me/safety"
            forms += """
                <p class="row"><a class="btn quiet" href="\(safety)?claim=\(claim.id)#passes">\(frame(VisitWords.showForThis))</a>\
                <a class="btn quiet" href="\(safety)?need=\(claim.needID)">\(frame(VisitWords.goForThis))</a>\
                <a class="btn quiet" href="/n/\(network.slug)/claims/\(claim.id)/slips">\(frame(SlipWords.make))</a></p>
                """
        }
        if claim.state == .delivered, may(.confirm(usable: nil, note: "")) {
            forms += form(claim, "confirm", CaseWords.confirmReceipt) {
                """
                \($0.text("quantity", CaseWords.received, mode: "decimal", isRequired: true,
                    value: Format.decimal(claim.delivered)))\($0.text("note", CaseWords.note))
                """
            }
        }
        if isMine && claim.state == .open {
            forms += form(claim, "stop", ClaimWords.stop) {
                """
                <p class="small">\(frame(ClaimWords.stopHint))</p>\
                \($0.text("quantity", ClaimWords.stopDone, mode: "decimal", isRequired: true, value: "0"))\
                \($0.text("note", ClaimWords.stopNote, who: ClaimWords.stopNoteWho))
                """
            }
        } else if may(.release(note: "")) {
            forms += form(claim, "release", CaseWords.release) { _ in
                "<p class=\"small\">\(frame(CaseWords.releaseHint))</p>"
            }
        }
        if may(.dispute(note: "")) && (isMine || claim.state == .delivered) {
            forms += form(claim, "dispute", CaseWords.dispute) { $0.text("note", CaseWords.note, isRequired: true) }
        }
        if may(.settle(isDelivered: true, note: "")) {
            let options = [
                ("delivered", frame(CaseWords.settledDelivered)), ("notDelivered", frame(CaseWords.settledNot)),
            ]
            let text: HTML = file.disputes[claim.id].map { "<p class=\"small\">\(frame.said($0.text))</p>" } ?? ""
            forms += form(claim, "settle", CaseWords.settle) {
                """
                \(text)\($0.choice("outcome", CaseWords.settle, options))\
                \($0.text("note", CaseWords.note, isRequired: true))
                """
            }
        }
        return forms
    }

    private func form(_ claim: Claim, _ action: String, _ words: Text, _ content: (Fields) -> HTML) -> HTML {
        let own = fields.of("\(action)-\(claim.id)")
        return own.folded(
            words,
            """
            <form method="post" action="/n/\(network.slug)/claims/\(claim.id)/actions" class="stack">\(own.hidden)\
            <input type="hidden" name="action" value="\(action)">\(content(own))\
            <button class="btn">\(frame(words))</button></form>
            """)
    }
}
