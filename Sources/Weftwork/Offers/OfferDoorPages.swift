internal import Database
internal import Engine

/// A guest's page about what they offer: how it stands, what they are asked, what they can do.
struct OfferDoorPages {
    let frame: Frame
    let network: Network
    let file: OfferFile
    var form = Form()
    var problems: [FieldProblem] = []
    var notice: Text?
    /// It was sent a moment ago.
    var isNew = false
    /// The secret link, to whoever came by it.
    var link: String?
    /// That their words are hidden from others, and what became of their appeal.
    var hiding: HidingReading?

    private var offer: Offer { file.offer }
    private var view: OfferView { file.view }
    private var code: String { offer.code ?? "" }
    private var path: String { "/o/\(code)" }
    private var parts: OfferParts { OfferParts(frame: frame, slug: network.slug) }
    private var fields: Fields { Fields(frame, form, problems) }

    private func may(_ action: String) -> Bool { view.file?.allowed.contains(action) ?? false }

    func html() -> HTML {
        let sent: HTML = isNew ? "<meta name=\"draft-done\" content=\"offer-\(network.slug)\">" : ""
        return frame.page(
            OfferDoorWords.title,
            """
            \(sent)\(notice.map(frame.toast) ?? "")<div class="two"><div class="stack"><div class="row">\(parts.state(view.state))</div>\
            <h1>\(frame.said(offer.title))</h1><p><strong>\(frame(waits ? OfferDoorWords.pleaseAnswer : OfferDoorWords.state(view.state)))</strong></p>\(reason)\
            \(fields.summary)\(asked, if: waits)\(receipt)\(hidden)\(still)\(asked, if: !waits)\
            <section class="card"><h2>\(frame(OfferPageWords.lines))</h2>\(parts.lines(offer.lines))\(parts.terms(view))</section>\
            \(acts)\(story)</div><aside class="stack">\(owner)\(looks)\(contact)\(publicView)</aside></div>
            """)
    }

    private var reason: HTML {
        guard let reason = file.reason, !offer.state.isOpen else { return "" }
        return "<p class=\"prose\">\(frame.said(reason))</p>"
    }

    private var receipt: HTML {
        let spoken = code.map(String.init).joined(separator: ", ")
        let secret: HTML =
            link.map {
                """
                <div class="field"><label for="secret-link">\(frame(TrackWords.secretLink))</label><div class="copy">\
                <input id="secret-link" readonly value="\($0)"><button type="button" class="btn" hidden data-copy="\($0)" \
                data-copied="\(frame(SiteWords.copied))">\(frame(SiteWords.copy))</button></div></div>
                """
            } ?? ""
        let intro: HTML = isNew ? "<h2>\(frame(TrackWords.received))</h2>" : ""
        let send: HTML =
            link != nil && frame.offersPhone
            ? """
            <form method="post" action="\(path)/sms">\(frame.hidden)\
            <button class="btn">\(frame(PaperWords.sendLink))</button></form>\
            <p class="small">\(frame(PaperWords.sendLinkHint))</p>
            """ : ""
        return """
            <section class="card">\(intro)<p>\(frame(link == nil ? TrackWords.keepCodeOnly : OfferDoorWords.keepCode))</p>\
            <p class="code"><span aria-hidden="true">\(code)</span><span class="visually-hidden">\(spoken)</span></p>\(secret)\
            <p><a class="btn" href="\(path)/code.png" download>\(frame.icon("download"))\(frame(PaperWords.savePicture))</a></p>\(send)\
            <p class="small">\(frame.icon("shield"))\(frame(TrackWords.neverPay))</p></section>
            """
    }

    /// Their words are hidden from others: why, and their way to another who looks at it.
    private var hidden: HTML {
        guard let hiding else { return "" }
        let texts = ModerationPages(frame: frame, network: network)
        return """
            <section class="card"><p class="note warn">\(frame.said(frame(ModerationWords.stub(hiding.hiding.reason))))</p>\
            \(texts.appealing(hiding, action: "\(path)/appeal", fields.of("appeal")))</section>
            """
    }

    /// One tap, once it was asked.
    private var still: HTML {
        guard may("stillThere"), view.freshness != .fresh else { return "" }
        return """
            <section class="card main-thing"><h2>\(frame(OfferPageWords.askStill))</h2>\
            <form method="post" action="\(path)/actions" class="row">\(frame.hidden)\
            <input type="hidden" name="action" value="stillThere">\
            <button class="btn main" name="answer" value="yes">\(frame(OfferPageWords.stillThere))</button>\
            <button class="btn" name="answer" value="no">\(frame(OfferPageWords.gone))</button></form></section>
            """
    }

    // MARK: What they are asked

    /// Somebody waits for their word.
    private var waits: Bool { file.uses.contains { $0.use.state == .asked && $0.use.grantedAt == nil } }

    private var asked: HTML {
        guard !file.uses.isEmpty else { return "" }
        let kind: HTML = waits ? " main-thing" : ""
        return """
            <section class="card\(kind)" id="uses"><h2>\(frame(waits ? OfferDoorWords.asked : OfferPageWords.uses))</h2>\
            <ul class="stack">\(file.uses.map(use))</ul></section>
            """
    }

    private func use(_ listed: ListedUse) -> HTML {
        let use = listed.use, line = offer.lines.first { $0.id == use.lineID }
        let isOpen = file.openNeeds.contains(use.needID)
        let title: HTML =
            isOpen
            ? "<a href=\"/n/\(network.slug)/needs/\(use.needID)\">\(frame.said(frame(listed.needTitle)))</a>"
            : "<span>\(frame(OfferDoorWords.someNeed))</span>"
        let state: Text =
            use.state == .asked && use.grantedAt != nil ? OfferDoorWords.granted2 : OfferWords.name(of: use.state)
        let claim: HTML =
            listed.claimState.map { "<span class=\"badge\">\(frame(NeedWords.name(of: $0)))</span>" } ?? ""
        let who: HTML = file.names[use.answererID].map { "\(frame(OfferDoorWords.askedBy($0))) · " } ?? ""
        let note: HTML = use.note.isEmpty ? "" : "<p class=\"prose small\">\(frame.said(use.note))</p>"
        let what: HTML = line.map { "\(frame.said($0.item)) " } ?? ""
        return """
            <li class="stack tight" id="use-\(use.id)"><div class="row spread">\(title)<span class="row"><span class="badge">\(frame(state))</span>\(claim)</span></div>\
            <p class="small num">\(who)\(what)\(frame.said(frame(OfferPageWords.asked(use.quantity, line?.unit ?? "")))) · \(frame(OfferPageWords.by(use.promisedBy)))</p>\
            \(note)\(answer(use, line))</li>
            """
    }

    private func answer(_ use: OfferUse, _ line: NeedLine?) -> HTML {
        guard use.state == .asked else { return "" }
        let own = fields.of("answer-\(use.id)"), action = "\(path)/uses/\(use.id)"
        let no: HTML =
            "<button class=\"btn\" name=\"action\" value=\"decline\">\(frame(OfferPageWords.decline))</button>"
        guard use.grantedAt == nil else {
            return "<form method=\"post\" action=\"\(action)\">\(own.hidden)\(no)</form>"
        }
        return """
            <form method="post" action="\(action)" class="stack">\(own.hidden)\
            \(own.text("quantity", OfferDoorWords.howMuch, mode: "decimal", isRequired: true, value: Format.decimal(use.quantity)))\
            \(own.text("note", OfferPageWords.note))<div class="row">\
            <button class="btn main" name="action" value="accept">\(frame(OfferDoorWords.yes))</button>\(no)</div></form>
            """
    }

    // MARK: What they can do

    private var acts: HTML {
        var all: HTML = ""
        if may("change") { all += change }
        if may("withdraw") { all += plain("withdraw", OfferPageWords.withdraw, isRequired: false) }
        if may("reopen") { all += plain("reopen", OfferPageWords.reopen, isRequired: true) }
        return all.isEmpty ? "" : "<section class=\"card\"><h2>\(frame(CaseWords.work))</h2>\(all)</section>"
    }

    private var change: HTML {
        let own = fields.of("change")
        let quantities = offer.lines.map {
            own.text(
                "quantity.\($0.id)", OfferPageWords.quantityOf($0.item), mode: "decimal", isRequired: true,
                value: NeedWords.plain($0.quantity))
        }
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
            <button class="btn">\(frame(OfferPageWords.save))</button></form>
            """)
    }

    private func plain(_ action: String, _ words: Text, isRequired: Bool) -> HTML {
        let own = fields.of(action)
        return own.folded(
            words,
            """
            <form method="post" action="\(path)/actions" class="stack">\(own.hidden)<input type="hidden" name="action" value="\(action)">\
            \(own.text("reason", OfferPageWords.why, isRequired: isRequired))<button class="btn">\(frame(words))</button></form>
            """)
    }

    // MARK: Beside it

    private var story: HTML {
        let items = file.story.reversed().compactMap { event -> HTML? in
            guard let words = OfferPageWords.line(for: event, names: file.names) else { return nil }
            return "<li><div>\(frame.said(frame(words)))<br><small>\(frame.moment(event.at))</small></div></li>"
        }
        return
            "<section class=\"card\"><h2>\(frame(OfferPageWords.story))</h2><ol class=\"story\">\(items)</ol></section>"
    }

    private var owner: HTML {
        let due: HTML =
            offer.state.isOpen && Offer.State.desk.contains(offer.state)
            ? offer.dueAt.map { "<p class=\"small\">\(frame(TrackWords.answerBy($0)))</p>" } ?? "" : ""
        let name = file.names[offer.ownerID] ?? frame(NeedWords.theDesk)
        return """
            <section class="card"><h2>\(frame(TrackWords.whoOwns))</h2><p>\(name)</p>\(due)</section>
            """
    }

    private var looks: HTML {
        let rows = file.looks.map {
            "<li>\($0.name) · <span class=\"small\">\(frame.moment($0.at))</span></li>" as HTML
        }
        let list: HTML = rows.isEmpty ? "<p class=\"small\">\(frame(TrackWords.nobodyLooked))</p>" : "<ul>\(rows)</ul>"
        return "<section class=\"card\"><h2>\(frame(TrackWords.whoLooked))</h2>\(list)</section>"
    }

    private var contact: HTML {
        guard let part = file.own else {
            return """
                <section class="card"><h2>\(frame(TrackWords.myContact))</h2><p class="small">\(frame(TrackWords.byLinkOnly))</p></section>
                """
        }
        let first = part.contacts.first ?? Contact(), own = fields.of("contact")
        let change: HTML =
            may("change")
            ? own.folded(
                TrackWords.correct,
                """
                <form method="post" action="\(path)/actions" class="stack">\(own.hidden)<input type="hidden" name="action" value="change">\
                \(own.text("contact.name", AskWords.nameLabel, value: first.name))\
                \(own.text("contact.phone", AskWords.phoneLabel, kind: "tel", mode: "tel", value: first.phone))\
                \(own.text("contact.email", AskWords.emailLabel, kind: "email", mode: "email", value: first.email))\
                \(own.text("contact.wechat", AskWords.wechatLabel, value: first.wechat))\
                <button class="btn">\(frame(OfferPageWords.save))</button></form>
                """) : ""
        let forgetting: HTML =
            offer.state.isOpen
            ? ""
            : fields.of("forget").folded(
                TrackWords.forget,
                """
                <p>\(frame(OfferDoorWords.forgetHint))</p><form method="post" action="\(path)/forget">\(frame.hidden)\
                <button class="btn danger">\(frame(TrackWords.forget))</button></form>
                """)
        return """
            <section class="card"><h2>\(frame(TrackWords.myContact))</h2><p>\(first.name) \(first.phone) \(first.email) \
            \(first.wechat)</p><p class="small">\(part.address)</p>\(change)\(forgetting)</section>
            """
    }

    private var publicView: HTML {
        guard offer.state == .listed, offer.audience == .public else {
            return "<p class=\"small\">\(frame(TrackWords.notPublic))</p>"
        }
        return """
            <p><a class="btn quiet" href="/n/\(network.slug)/offers/\(offer.id)">\(frame.icon("eye"))\(frame(TrackWords.publicView))</a></p>
            """
    }
}
