internal import Database
internal import Engine

/// One page tells an offer's whole story: what there is, what it is used for, what can be done now.
struct OfferFilePages {
    let frame: Frame
    let network: Network
    let file: OfferFile
    let places: Places
    /// Lines of needs that it could be used for.
    var targets = OfferTargets()
    /// What is to be read before this reader's promise counts, by the use that was asked.
    var preparations: [ID: ClaimPreparation] = [:]
    var form = Form()
    var problems: [FieldProblem] = []
    var notice: Text?
    /// What was asked before, where the same was to be asked again.
    var asked: ID?
    /// What stands below in the list of capabilities has to say of it.
    var more: HTML = ""
    /// The contact, right after it was looked at.
    var revealed: PrivatePart?

    var offer: Offer { file.offer }
    var view: OfferView { file.view }
    var viewer: Viewer { frame.ask.viewer }
    private var parts: OfferParts { OfferParts(frame: frame, slug: network.slug) }
    var fields: Fields { Fields(frame, form, problems) }
    var path: String { "/n/\(network.slug)/offers/\(offer.id)" }

    func may(_ action: String) -> Bool { view.file?.allowed.contains(action) ?? false }

    func html() -> HTML {
        let toast: HTML = notice.map(frame.toast) ?? ""
        let area = NeedParts(frame).area(view.area)
        return frame.page(
            view.title.map(Text.verbatim) ?? BoardWords.heldText, area: .needs,
            """
            \(toast)<div class="two"><div class="stack"><div class="row">\(parts.state(view.state))\(parts.marks(view))\
            <span class="small">\(area)</span></div><h1>\(parts.title(view))</h1>\(fields.summary)\(askedNote)\(stub)\(still)\
            <section class="card"><h2>\(frame(OfferPageWords.lines))</h2>\(parts.lines(view.lines))\(parts.terms(view))\
            \(description)</section>\(more)\(useForm)\(uses)\(work)\(change)\(story)\(tools)</div>\
            <aside class="stack">\(owner)\(contact)\(looks)\(facts)</aside></div>
            """)
    }

    private var askedNote: HTML {
        guard let asked, view.file != nil else { return "" }
        return "<p class=\"note\"><a href=\"#use-\(asked)\">\(frame(OfferPageWords.toAsked))</a></p>"
    }

    // MARK: Moderation

    private var place: TextPlace { TextPlace(kind: .offer, id: offer.id) }

    private var isAuthor: Bool {
        viewer.member.map { [offer.offererID, offer.submitterID].contains($0.id) } ?? false
    }

    private var stub: HTML {
        guard let reason = offer.hidden else { return "" }
        return ModerationPages(frame: frame, network: network).stub(reason, place, isAuthor: isAuthor)
    }

    /// Nobody reports what is theirs.
    private var tools: HTML {
        guard !isAuthor else { return "" }
        return ModerationPages(frame: frame, network: network).tools(
            place, isHidden: offer.hidden != nil, seen: TextStamp.of(offer.publicWords))
    }

    private var description: HTML {
        guard let words = view.description, !words.isEmpty else { return "" }
        return "<p class=\"prose\">\(frame.said(words))</p>"
    }

    // MARK: Whoever has it

    /// One tap, once it was asked.
    private var still: HTML {
        guard may("stillThere"), view.file?.isMine == true, view.freshness != .fresh else { return "" }
        return """
            <section class="card main-thing"><h2>\(frame(OfferPageWords.askStill))</h2>\
            <form method="post" action="\(path)/actions" class="row">\(frame.hidden)\
            <input type="hidden" name="action" value="stillThere">\
            <button class="btn main" name="answer" value="yes">\(frame(OfferPageWords.stillThere))</button>\
            <button class="btn" name="answer" value="no">\(frame(OfferPageWords.gone))</button></form></section>
            """
    }

    private var change: HTML {
        guard may("change") else { return "" }
        let own = fields.of("change")
        let quantities = offer.lines.map {
            own.text(
                "quantity.\($0.id)", OfferPageWords.quantityOf($0.item), mode: "decimal",
                value: NeedWords.plain($0.quantity))
        }
        let consent: HTML =
            offer.consent == .no
            ? """
            <label class="option"><input type="checkbox" name="consent" value="yes"><span>\(frame(OfferPageWords.nowAgrees))</span></label>
            """ : ""
        return own.folded(
            OfferPageWords.change,
            """
            <p class="small">\(frame(OfferPageWords.changeHint))</p>\
            <form method="post" action="\(path)/actions" class="stack">\(own.hidden)<input type="hidden" name="action" value="change">\
            \(quantities)\(own.area("conditions", OfferWords.conditionsLabel, rows: 2, value: offer.conditions))\
            \(own.text("until", OfferWords.untilLabel, kind: "datetime-local", value: offer.until.map(Format.field)))\
            \(own.text("perDay", OfferWords.perDayLabel, mode: "decimal", value: offer.perDay.map(Format.decimal)))\
            \(own.text("serviceLevel", OfferWords.serviceLevelLabel, value: offer.serviceLevel))\
            \(own.text("boughtFrom", OfferWords.boughtFromLabel, hint: OfferWords.boughtFromHint, value: offer.boughtFrom))\
            \(consent)<button class="btn">\(frame(OfferPageWords.save))</button></form>
            """)
            + plain("withdraw", OfferPageWords.withdraw, reason: false)
    }

    /// An act with a reason, folded away.
    private func plain(_ action: String, _ words: Text, reason isRequired: Bool) -> HTML {
        guard may(action) else { return "" }
        let own = fields.of(action)
        return own.folded(
            words,
            """
            <form method="post" action="\(path)/actions" class="stack">\(own.hidden)<input type="hidden" name="action" value="\(action)">\
            \(own.text("reason", OfferPageWords.why, isRequired: isRequired))\
            <button class="btn">\(frame(words))</button></form>
            """)
    }

    // MARK: The desk

    private var work: HTML {
        let acknowledge: HTML =
            may("acknowledge")
            ? """
            <form method="post" action="\(path)/actions">\(frame.hidden)<input type="hidden" name="action" value="acknowledge">\
            <button class="btn main">\(frame(OfferPageWords.acknowledge))</button></form>
            """ : ""
        let all: HTML =
            acknowledge + verify + list + plain("reject", OfferPageWords.reject, reason: true)
            + plain("reopen", OfferPageWords.reopen, reason: true)
        return all.isEmpty ? "" : "<section class=\"card stack\" id=\"work\">\(all)</section>"
    }

    private var verify: HTML {
        guard may("verify") else { return "" }
        let own = fields.of("verify")
        let answers = [
            ("yes", frame(CaseWords.yes)), ("no", frame(CaseWords.no)), ("na", frame(CaseWords.notApplicable)),
        ]
        let questions = OfferVerification.Question.allCases.map {
            own.choice("check.\($0.rawValue)", OfferWords.name(of: $0), answers)
        }
        let second: HTML =
            offer.lines.contains(where: \.isControlled) ? "<p class=\"note\">\(frame(QueueWords.second))</p>" : ""
        let confidences = Need.Confidence.allCases.map { ($0.rawValue, frame(NeedWords.name(of: $0))) }
        return own.folded(
            OfferPageWords.verify,
            """
            \(second)<form method="post" action="\(path)/actions" class="stack">\(own.hidden)<input type="hidden" name="action" value="verify">\
            \(questions)\(own.select("confidence", OfferPageWords.confidence, confidences, chosen: "single-source"))\
            \(own.area("note", OfferPageWords.note, rows: 2))\
            <button class="btn main">\(frame(OfferPageWords.verify))</button></form>
            """)
    }

    private var list: HTML {
        guard may("list") else { return "" }
        let own = fields.of("list")
        let audiences = Audience.allCases.reversed().filter { $0 > .case }.map {
            ($0.name, frame(NeedWords.name(of: $0)))
        }
        let chosen = offer.state == .listed ? offer.audience.name : Audience.public.name
        return own.folded(
            OfferPageWords.list,
            """
            <form method="post" action="\(path)/actions" class="stack">\(own.hidden)<input type="hidden" name="action" value="list">\
            \(own.select("audience", OfferPageWords.audience, audiences, chosen: chosen))\
            <button class="btn main">\(frame(OfferPageWords.list))</button></form>
            """)
    }

    // MARK: Beside it

    private var story: HTML {
        let items = file.story.reversed().compactMap { event -> HTML? in
            guard let words = OfferPageWords.line(for: event, names: file.names) else { return nil }
            let isGuest = [.requester, .public].contains(event.actor.kind)
            let actor = isGuest ? OfferDoorWords.theGuest : StoryWords.actor(of: event)
            let who: HTML = viewer.member == nil ? "" : "\(actor(frame.language)) · "
            return "<li><div>\(frame.said(frame(words)))<br><small>\(who)\(frame.moment(event.at))</small></div></li>"
        }
        return """
            <section class="card"><h2>\(frame(OfferPageWords.story))</h2><ol class="story">\(items)</ol></section>
            """
    }

    private var owner: HTML {
        let clock: HTML = view.file?.dueAt.map { frame.clock(due: $0) } ?? ""
        return """
            <section class="card"><h2>\(frame(OfferPageWords.answersFor))</h2><p class="row">\(NeedParts(frame).owner(view.owner))\(clock)</p></section>
            """
    }

    private var contact: HTML {
        if let part = revealed ?? file.own { return contact(part) }
        guard Policy.allows(.lookAtOffer, viewer, ties: file.ties) else { return "" }
        let own = fields.of("look")
        return """
            <section class="card" id="contact"><h2>\(frame(OfferPageWords.contact))</h2>\
            <p class="small">\(frame.icon("lock"))\(frame(OfferPageWords.contactHidden))</p>\
            <form method="post" action="\(path)/reveals" class="stack">\(own.hidden)\
            \(own.text("purpose", OfferPageWords.purpose, isRequired: true))\
            <button class="btn wide">\(frame.icon("eye"))\(frame(OfferPageWords.look))</button></form></section>
            """
    }

    private func contact(_ part: PrivatePart) -> HTML {
        let rows = part.contacts.filter { !$0.name.isEmpty || $0.isReachable }.map { contact -> HTML in
            "<li class=\"stack tight\"><strong>\(contact.name)</strong><span class=\"num\">\(contact.phone)</span><span>\(contact.email)</span><span>\(contact.wechat)</span></li>"
        }
        let address: HTML =
            part.address.isEmpty
            ? "" : "<p><small>\(frame(CaseWords.address))</small><br>\(frame.said(part.address))</p>"
        let behalf: HTML = part.onBehalfOf.isEmpty ? "" : "<p class=\"small\">\(frame.said(part.onBehalfOf))</p>"
        if rows.isEmpty && address.isEmpty && behalf.isEmpty { return "" }
        return """
            <section class="card" id="contact"><h2>\(frame(OfferPageWords.contact))</h2><ul class="stack">\(rows)</ul>\(address)\
            \(PlaceParts(frame: frame, places: places).exact(part.point, isRough: part.isRough == true))\(behalf)</section>
            """
    }

    private var looks: HTML {
        guard view.file != nil, !file.looks.isEmpty else { return "" }
        let rows = file.looks.map {
            "<li>\($0.name) · <span class=\"small\">\(frame.moment($0.at))</span></li>" as HTML
        }
        return "<section class=\"card\"><h2>\(frame(OfferPageWords.looks))</h2><ul>\(rows)</ul></section>"
    }

    private var facts: HTML {
        guard let facts = view.file else { return "" }
        let rows: [(Text, String)] = [
            (CaseWords.source, frame(NeedWords.name(of: facts.source))),
            (CaseWords.reference, frame(InboundWords.said(facts.reference))),
            (CaseWords.institution, view.institution ?? ""), (OfferDoorWords.code, offer.code ?? ""),
            (CaseWords.audience, frame(NeedWords.name(of: view.audience))), (OfferPageWords.reason, file.reason ?? ""),
        ]
        let shown = rows.filter { !$0.1.isEmpty }.map { "<dt>\(frame($0.0))</dt><dd>\(frame.said($0.1))</dd>" as HTML }
        let held: HTML =
            facts.held.isEmpty ? "" : "<p class=\"note warn\">\(frame(OfferPageWords.heldNote(facts.held)))</p>"
        return
            "<section class=\"card\"><h2>\(frame(OfferPageWords.facts))</h2>\(held)<dl class=\"facts\">\(shown)</dl></section>"
    }
}
