internal import Database

/// What an offer is used for, on its page: the form that asks for it, what was asked, the answer.
extension OfferFilePages {
    var useForm: HTML {
        guard may("use"), viewer.member != nil else { return "" }
        let own = fields.of("use")
        let options = targets.all.map { target -> (value: String, label: String) in
            let left = target.line.remaining.map { " – " + frame(CaseWords.left($0, target.line.unit)) } ?? ""
            return (value(of: target), "\(target.title) · \(target.line.item)\(left)")
        }
        let gone: HTML = "<p class=\"note warn\">\(frame(OfferPageWords.targetGone))</p>"
        guard !options.isEmpty else {
            return """
                <section class="card" id="use"><h2>\(frame(OfferPageWords.use))</h2>\(gone, if: targets.isGone)\
                <p class="small">\(frame(OfferPageWords.noTargets))</p></section>
                """
        }
        let lines = offer.lines.filter { $0.remaining != 0 }.map { ($0.id.description, $0.item) }
        let day = OfferRules.suggestedDay(
            neededBy: targets.chosen?.neededBy, from: offer.from, now: frame.now)
        return """
            <section class="card" id="use"><h2>\(frame(OfferPageWords.use))</h2>\(gone, if: targets.isGone)\
            <p class="small">\(frame(OfferPageWords.useHint))</p>\
            <form method="post" action="\(path)/uses" class="stack">\(own.hidden)\
            \(own.select("line", OfferPageWords.line, lines, chosen: targets.choice?.line?.description))\
            \(own.select("target", OfferPageWords.target, options, chosen: targets.chosen.map(value)))\
            \(own.text("quantity", OfferPageWords.quantity, mode: "decimal", isRequired: true, value: suggested))\
            \(own.text("promisedBy", OfferPageWords.promisedBy, kind: "datetime-local", isRequired: true, value: Format.field(day)))\
            \(own.text("note", OfferPageWords.note))<button class="btn main wide">\(frame(OfferPageWords.doUse))</button></form></section>
            """
    }

    /// Need and line as one choice.
    private func value(of target: OfferTarget) -> String { "\(target.need) \(target.line.id)" }

    /// How much of what somebody came for.
    private var suggested: String? {
        let line = offer.lines.first {
            targets.choice?.line == nil ? offer.lines.count == 1 : $0.id == targets.choice?.line
        }
        guard let line, let chosen = targets.chosen else { return nil }
        return OfferRules.suggested(of: line, open: chosen.open, perDay: targets.dayLeft).map(Format.decimal)
    }

    var uses: HTML {
        guard view.file != nil else { return "" }
        let rows = file.uses.map(use)
        let list: HTML =
            rows.isEmpty ? "<p class=\"small\">\(frame(OfferPageWords.noUses))</p>" : "<ul class=\"stack\">\(rows)</ul>"
        return "<section class=\"card\" id=\"uses\"><h2>\(frame(OfferPageWords.uses))</h2>\(list)</section>"
    }

    private func use(_ listed: ListedUse) -> HTML {
        let use = listed.use
        let unit = offer.lines.first { $0.id == use.lineID }?.unit ?? ""
        let claim: HTML =
            listed.claimState.map { "<span class=\"badge\">\(frame(NeedWords.name(of: $0)))</span>" } ?? ""
        let note: HTML = use.note.isEmpty ? "" : "<p class=\"prose small\">\(frame.said(use.note))</p>"
        return """
            <li class="stack tight" id="use-\(use.id)"><div class="row spread"><a href="/n/\(network.slug)/needs/\(use.needID)">\
            \(frame.said(frame(listed.needTitle)))</a><span class="row"><span class="badge">\(frame(OfferDoorWords.state(of: use)))</span>\(claim)</span></div>\
            <p class="small num">\(frame.said(frame(OfferPageWords.asked(use.quantity, unit)))) · \(frame(OfferPageWords.by(use.promisedBy)))</p>\
            \(note)\(answer(use))\(whoElse(use))</li>
            """
    }

    /// What nobody has agreed to yet may be asked of another.
    private func whoElse(_ use: OfferUse) -> HTML {
        guard [.asked, .declined, .lapsed].contains(use.state), Policy.allows(.seeMatches, viewer) else { return "" }
        return """
            <p><a href="/n/\(network.slug)/needs/\(use.needID)/matches">\(frame(OfferPageWords.whoElse))</a></p>
            """
    }

    /// Whoever was asked answers here; whoever asks may take it back.
    private func answer(_ use: OfferUse) -> HTML {
        guard use.state == .asked else { return "" }
        let action = "/n/\(network.slug)/uses/\(use.id)"
        let me = viewer.member?.id, isTheirs = offer.isGuests && use.grantedAt == nil
        if isTheirs ? offer.speakerID == me : use.isAnswered(by: viewer, of: offer) {
            let own = fields.of("answer-\(use.id)")
            let isThrough = offer.offererID == nil && use.grantedAt == nil
            let hint: HTML = isTheirs ? "<p class=\"note\">\(frame(OfferDoorWords.noteTheirYes))</p>" : ""
            let yes = use.grantedAt == nil ? OfferPageWords.accept : OfferDoorWords.promiseNow
            let briefings = isTheirs ? [] : preparations[use.id]?.briefings ?? []
            let read = briefings.map { briefing -> HTML in
                """
                <p class="prose">\(frame.said(frame(briefing.words)))</p>\
                <label class="option"><input type="checkbox" name="briefing" value="\(briefing.version)">\
                <span>\(frame(BriefingWords.read))</span></label>
                """
            }
            return """
                \(hint)<form method="post" action="\(action)" class="stack">\(own.hidden)\(read)\
                \(own.text("note", OfferPageWords.note, hint: isThrough ? OfferWords.howAgreed : nil, isRequired: isThrough))\
                <div class="row"><button class="btn main" name="action" value="accept">\(frame(yes))</button>\
                <button class="btn" name="action" value="decline">\(frame(OfferPageWords.decline))</button></div></form>
                """
        }
        guard Policy.allows(.endUse, viewer) else { return "" }
        return """
            <form method="post" action="\(action)">\(frame.hidden)<button class="btn quiet" name="action" value="takeBack">\
            \(frame(OfferPageWords.takeBack))</button></form>
            """
    }
}
