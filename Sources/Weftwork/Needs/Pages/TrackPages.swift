internal import Database

/// The requester's page.
struct TrackPages {
    let frame: Frame
    let places: Places
    /// That her words are hidden from others, and what became of her appeal.
    var hiding: HidingReading?
    /// When somebody reads what nobody has answered yet.
    var reading: Text?
    /// How those who run this are reached.
    var runnersContact = ""

    func page(
        _ file: CaseFile, link: String?, isNew: Bool, form: Form = Form(), problems: [FieldProblem] = [],
        notice: Text? = nil, talk: HTML = ""
    ) -> HTML {
        let parts = NeedParts(frame), need = file.need
        let fields = Fields(frame, form, problems).naming(need)
        let draftDone: HTML = isNew ? "<meta name=\"draft-done\" content=\"ask-\(frame.ask.network?.slug ?? "")\">" : ""
        return frame.page(
            TrackWords.title,
            """
            \(draftDone)\(toast(notice))<div class="two"><div class="stack"><div class="row">\(parts.urgency(need.urgency))\
            \(parts.state(need.state))</div>\
            \(EmergencyParts(frame: frame, slug: frame.ask.network?.slug ?? "").hers(file.emergency))\
            <h1>\(frame.said(need.title))</h1>\(parts.steps(need.state))\
            <p><strong>\(frame(stands(file)))</strong></p>\(CallParts(frame: frame).hasRead(file))\(whenRead)\(DisputedParts(frame: frame).card(file))\(unmet(file))\(ReferralParts(frame: frame).hers(file, fields))\(course(of: file.target))\(receipt(file, link, isNew))\(fields.summary)\
            \(hidden(need, fields))\(RestrictionParts(frame: frame, slug: frame.ask.network?.slug ?? "").hers(file, fields))\(acts(file, fields))\(UsableParts(frame: frame).card(file, fields))\(ClaimPhotoParts(frame: frame).card(file))\(talk)\(photos(file, fields))<section class="card"><h2>\(frame(CaseWords.whatIsNeeded))</h2><div class="lines">\
            \(need.lines.map { parts.line($0) })</div>\(parts.whereAndBy(need))</section>\
            <section class="card"><h2>\(frame(TrackWords.whatHappened))</h2>\
            \(parts.story(file.story, names: file.names, showsActors: true))</section></div>\
            <aside class="stack">\(ThankedParts(frame: frame).card(file.thanked))\(owner(file))\(SlipParts(frame: frame).coming(file))\(CallParts(frame: frame).requester(file, fields))\(looks(file))\(contact(file, fields))\
            \(CallParts(frame: frame).reach(file, fields, offersPhone: frame.offersPhone))\(again(file))\(publicView(file))</aside></div>
            """)
    }

    /// While she says that something did not come, that is what is being done.
    private func stands(_ file: CaseFile) -> Text {
        let isDisputed = file.need.state.isOpen && file.claims.contains { $0.claim.state == .disputed }
        return isDisputed ? TrackWords.disputed : TrackWords.state(file.need.state)
    }

    private func unmet(_ file: CaseFile) -> HTML {
        guard file.need.state == .unmet, file.referrals.accepted == nil else { return "" }
        return EmergencyParts(frame: frame, slug: frame.ask.network?.slug ?? "").elsewhere(
            file.emergency, contact: runnersContact)
    }

    private var whenRead: HTML { reading.map { "<p>\(frame($0))</p>" } ?? "" }

    /// After the code, never before: the need is safe already, whatever becomes of a photo on a bad line.
    private func photos(_ file: CaseFile, _ fields: Fields) -> HTML {
        let base = "/t/\(file.need.code)", isOpen = file.need.state.isOpen
        return PhotoParts(frame).card(
            file.photos, of: file.need.id, base: base, source: { "\(base)/photos/\($0)" }, mayAdd: isOpen,
            mayRemove: isOpen,
            hint: TrackWords.photosHint, fields.of("photo"))
    }

    /// Merged into another need, hers goes where that one goes.
    private func course(of target: Need?) -> HTML {
        guard let target else { return "" }
        return "<p class=\"row\"><span>\(frame(TrackWords.joined))</span>\(NeedParts(frame).state(target.state))</p>"
    }

    /// Her words are hidden from others: why, and her way to another who looks at it.
    private func hidden(_ need: Need, _ fields: Fields) -> HTML {
        guard let hiding, let network = frame.ask.network else { return "" }
        let texts = ModerationPages(frame: frame, network: network)
        return """
            <section class="card"><p class="note warn">\(frame.said(frame(ModerationWords.stub(hiding.hiding.reason))))</p>\
            <p>\(frame(TrackWords.stillDealtWith))</p>\
            \(texts.appealing(hiding, action: "/t/\(need.code)/appeal", fields.of("appeal")))</section>
            """
    }

    private func toast(_ notice: Text?) -> HTML {
        notice.map(frame.toast) ?? ""
    }

    /// By what she comes back: code and digits are of use to those alone who left a number.
    private func keeping(_ file: CaseFile, _ link: String?) -> Text {
        guard link != nil else { return TrackWords.keepCodeOnly }
        guard let part = file.secret, !part.contacts.contains(where: { !$0.phone.isEmpty }) else {
            return TrackWords.keepCode
        }
        let comesAgain = part.contacts.contains { !$0.email.isEmpty } || part.wechat != nil && frame.accountName != nil
        return comesAgain ? TrackWords.keepLink : TrackWords.keepLinkOnly
    }

    private func receipt(_ file: CaseFile, _ link: String?, _ isNew: Bool) -> HTML {
        let need = file.need
        let spoken = need.code.map(String.init).joined(separator: ", ")
        let secret: HTML =
            link.map {
                """
                <div class="field"><label for="secret-link">\(frame(TrackWords.secretLink))</label><div class="copy">\
                <input id="secret-link" readonly value="\($0)"><button type="button" class="btn" hidden data-copy="\($0)" \
                data-copied="\(frame(SiteWords.copied))">\(frame(SiteWords.copy))</button></div></div>
                """
            } ?? ""
        let intro: HTML = isNew ? "<h2>\(frame(TrackWords.received))</h2>" : ""
        return """
            <section class="card">\(intro)<p>\(frame(keeping(file, link)))</p>\
            <p class="code"><span aria-hidden="true">\(need.code)</span><span class="visually-hidden">\(spoken)</span></p>\
            \(secret)\(KeepParts(frame: frame).keep(need, hasLink: link != nil))<p class="small">\(frame.icon("shield"))\(frame(TrackWords.neverPay))</p></section>
            """
    }

    private func owner(_ file: CaseFile) -> HTML {
        let due: HTML = file.need.dueAt.map { "<p class=\"small\">\(frame(TrackWords.answerBy($0)))</p>" } ?? ""
        return """
            <section class="card"><h2>\(frame(TrackWords.whoOwns))</h2>\(NeedParts(frame).owner(file.view.owner))\
            \(file.need.state.isOpen ? due : "")</section>
            """
    }

    private func looks(_ file: CaseFile) -> HTML {
        let rows = file.reveals.map { reveal -> HTML in
            "<li>\(reveal.memberName)<br><small>\(frame(TrackWords.purpose(reveal))) · \(frame.moment(reveal.at))</small></li>"
        }
        let list: HTML =
            rows.isEmpty
            ? "<p class=\"small\">\(frame(TrackWords.nobodyLooked))</p>" : "<ul class=\"stack\">\(rows)</ul>"
        return """
            <section class="card"><h2>\(frame(TrackWords.whoLooked))</h2>\(list)</section>\
            \(ReadParts.card(ReadWords.photos, file.photoReaders, frame))\
            \(ReadParts.card(ReadWords.deliveryPhotos, file.deliveryReaders, frame))
            """
    }

    private func contact(_ file: CaseFile, _ fields: Fields) -> HTML {
        guard let secret = file.secret else {
            return """
                <section class="card"><h2>\(frame(TrackWords.myContact))</h2>\
                <p class="small">\(frame(TrackWords.byLinkOnly))</p></section>
                """
        }
        let first = secret.contacts.first ?? Contact()
        let change: HTML =
            NeedRules.isLegal(.correct, in: file.need)
            ? form(file, "correct", TrackWords.correct, fields.of("contact")) {
                """
                \($0.text("contact.name", AskWords.nameLabel, value: first.name))\
                \($0.text("contact.phone", AskWords.phoneLabel, kind: "tel", mode: "tel", value: first.phone))\
                \($0.text("contact.email", AskWords.emailLabel, kind: "email", mode: "email", value: first.email))\
                \($0.text("contact.wechat", AskWords.wechatLabel, value: first.wechat))\
                \($0.text("address", AskWords.addressLabel, value: secret.address))\
                \($0.text("receiving", AskWords.receivingLabel, value: secret.receiving))
                """
            } : ""
        let forgetting: HTML =
            file.need.state.isOpen
            ? ""
            : fields.of("forget").folded(
                TrackWords.forget,
                """
                <p>\(frame(TrackWords.forgetHint))</p><form method="post" action="/t/\(file.need.code)/forget">\(frame.hidden)\
                <button class="btn danger">\(frame(TrackWords.forget))</button></form>
                """)
        return """
            <section class="card"><h2>\(frame(TrackWords.myContact))</h2><p>\(first.name) \(first.phone) \(first.email) \
            \(first.wechat)</p><p class="small">\(frame.said(secret.address))<br>\(frame.said(secret.receiving ?? ""))</p>\(change)\(forgetting)</section>
            """
    }

    private func again(_ file: CaseFile) -> HTML {
        """
        <section class="card"><p class="small">\(frame(SimilarWords.askAgainHint))</p>\
        <p><a class="btn" href="/t/\(file.need.code)/again">\(frame(SimilarWords.askAgain))</a></p></section>
        """
    }

    private func publicView(_ file: CaseFile) -> HTML {
        let need = file.need
        guard need.audience > .case else { return "<p class=\"small\">\(frame(TrackWords.notPublic))</p>" }
        return """
            <p><a class="btn quiet" href="/n/\(frame.ask.network?.slug ?? "")/needs/\(need.id)">\
            \(frame.icon("eye"))\(frame(TrackWords.publicView))</a></p>
            """
    }

    // MARK: What she can do

    private func acts(_ file: CaseFile, _ fields: Fields) -> HTML {
        let need = file.need
        func may(_ act: Act) -> Bool {
            NeedRules.isLegal(act, in: need) && Policy.allows(act, frame.ask.viewer, ties: file.ties)
        }
        var main: HTML = ""
        var more: HTML = ""
        if may(.answer) { main += answerCard(file, fields) }
        if need.consent == .no, may(.agree) { main += agreeCard(file) }
        if may(.confirm) { main += arrivedCard(file, fields) }
        if may(.stillNeeded) && need.freshness != .fresh { main += stillNeededCard(file) }
        let hasCome = file.claims.contains {
            [.delivered, .confirmed].contains($0.claim.state) && $0.claim.usable != 0
        }
        if may(.notDelivered) && !may(.confirm) && hasCome {
            more += form(file, "notDelivered", TrackWords.notDelivered, fields.of("notDelivered")) {
                $0.text("note", TrackWords.notDeliveredNote)
            }
        }
        if may(.rate) {
            let marks = (1...5).reversed().map { (String($0), String($0)) }
            more += form(file, "rate", TrackWords.rate, fields.of("rate")) {
                $0.choice("rating", TrackWords.rating, marks)
            }
        }
        if may(.add) {
            more += form(file, "add", TrackWords.add, fields.of("add")) {
                $0.area("text", TrackWords.add, isRequired: true)
            }
        }
        if may(.correct) {
            more += form(file, "correct", TrackWords.correct, fields.of("correct")) {
                CorrectionParts(frame: frame, places: places).content(need, $0)
            }
            if need.lines.contains(where: { $0.most != nil }) {
                more += form(file, "correct", ClaimWords.allowanceShort, fields.of("allowance")) {
                    AllowanceParts(frame: frame).content(need, $0)
                }
            }
        }
        if may(.withdraw) {
            more += form(file, "withdraw", TrackWords.withdraw, fields.of("withdraw")) {
                "<p class=\"small\">\(frame(TrackWords.withdrawHint))</p>\($0.text("reason", CaseWords.reason))"
            }
        }
        if may(.reopen) {
            more += form(file, "reopen", CaseWords.reopen, fields.of("reopen")) {
                $0.text("reason", CaseWords.reason, isRequired: true)
            }
        }
        let report = fields.of("reportText")
        more += report.folded(
            TrackWords.report,
            """
            <p class="small">\(frame(TrackWords.reportHint))</p><form method="post" action="/t/\(need.code)/report-text" class="stack"\(draft(file, report))>\
            \(report.hidden)\(report.area("words", ModerationWords.words, who: ModerationWords.whoReads, isRequired: true))\
            <button class="btn">\(frame(MatterWords.send))</button></form>
            """)
        return main + (more.isEmpty ? "" : "<section class=\"card\"><h2>\(frame(CaseWords.work))</h2>\(more)</section>")
    }

    private func answerCard(_ file: CaseFile, _ fields: Fields) -> HTML {
        let question = file.story.last { $0.kind == .askedInformation }
            .flatMap { StoryWords.line(for: $0, names: file.names) }
        let own = fields.of("answer")
        return """
            <section class="card main-thing"><h2>\(frame(TrackWords.question))</h2><p>\(question.map { frame.said(frame($0)) } ?? "")</p>\
            <form method="post" action="/t/\(file.need.code)/actions" class="stack"\(draft(file, own))>\(own.hidden)\
            <input type="hidden" name="action" value="answer">\
            \(own.area("text", TrackWords.answer, isRequired: true))\
            <button class="btn main">\(frame(TrackWords.sendAnswer))</button></form></section>
            """
    }

    private func arrivedCard(_ file: CaseFile, _ fields: Fields) -> HTML {
        let own = fields.of("arrived")
        return """
            <section class="card main-thing"><h2>\(frame(TrackWords.arrived))</h2>\
            <form method="post" action="/t/\(file.need.code)/actions" class="stack"\(draft(file, own))>\(own.hidden)\
            \(own.text("note", TrackWords.notDeliveredNote))<div class="row">\
            <button class="btn main" name="action" value="confirm">\(frame.icon("check"))\(frame(TrackWords.confirm))</button>\
            <button class="btn" name="action" value="notDelivered">\(frame(TrackWords.notDelivered))</button></div></form></section>
            """
    }

    /// Somebody asked for her: nothing is published before she has said yes.
    private func agreeCard(_ file: CaseFile) -> HTML {
        """
        <section class="card main-thing"><h2>\(frame(TrackWords.agree))</h2><p class="small">\(frame(TrackWords.agreeHint))</p>\
        <form method="post" action="/t/\(file.need.code)/actions">\(frame.hidden)\
        <button class="btn main" name="action" value="agree">\(frame(TrackWords.agreeYes))</button></form></section>
        """
    }

    private func stillNeededCard(_ file: CaseFile) -> HTML {
        """
        <section class="card main-thing"><h2>\(frame(TrackWords.stillNeeded))</h2>\
        <form method="post" action="/t/\(file.need.code)/actions" class="row">\(frame.hidden)\
        <input type="hidden" name="action" value="stillNeeded">\
        <button class="btn main" name="answer" value="yes">\(frame(TrackWords.yes))</button>\
        <button class="btn" name="answer" value="no">\(frame(TrackWords.no))</button></form></section>
        """
    }

    private func form(
        _ file: CaseFile, _ action: String, _ words: Text, _ own: Fields, _ content: (Fields) -> HTML
    ) -> HTML {
        own.folded(
            words,
            """
            <form method="post" action="/t/\(file.need.code)/actions" class="stack"\(draft(file, own))>\(own.hidden)\
            <input type="hidden" name="action" value="\(action)">\(content(own))<button class="btn">\(frame(words))</button></form>
            """)
    }

    /// Kept by the need, not by its code, which with four digits opens this page. How she is reached is not kept: she
    /// may be at somebody else's phone.
    private func draft(_ file: CaseFile, _ own: Fields) -> HTML {
        own.scope == "contact" ? "" : frame.draft("track-\(file.need.id)-\(own.scope)")
    }
}
