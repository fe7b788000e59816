internal import Database

/// Pages of volunteers' own cards.
struct VolunteerCardPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }

    // MARK: For everybody

    /// - Parameter code: by which the reader came.
    func shown(_ shown: ShownCard, code: String?) -> HTML {
        let card = shown.card, words = card.words, texts = ModerationPages(frame: frame, network: network)
        let isOwn = frame.ask.viewer.member?.id == card.memberID
        if let reason = shown.hidden {
            let lead: HTML = isOwn ? "" : texts.tools(card.text, isHidden: true)
            return frame.page(
                CardPageWords.volunteer, area: .network,
                "<div class=\"stack narrow\">\(texts.stub(reason, card.text, isAuthor: isOwn))\(lead)</div>")
        }
        let address = "\(frame.publicURL)\(root)/cards/\(card.id)"
        let preview = PreviewHead(
            frame: frame, title: words.name, description: CardPageWords.description(words), address: address,
            picture: picture(card))
        let tools: HTML = isOwn ? "" : texts.tools(card.text, isHidden: false, seen: TextStamp.of(card.readable))
        let from: HTML =
            words.from.isEmpty ? "" : "<p>\(frame.said(frame(CardPageWords.from(words.from))))</p>"
        let query = code.map { "?\(ShareRules.parameter)=\($0)" } ?? ""
        let join: HTML =
            frame.ask.viewer.member == nil
            ? """
            <section class="card"><p>\(frame(CardWords.helpTooHint))</p>\
            <p><a class="btn main" href="\(root)/join\(query)">\(frame(CardWords.helpToo))</a></p></section>
            """ : ""
        let own: HTML = isOwn ? "<p><a href=\"\(root)/me/card\">\(frame(CardPageWords.change))</a></p>" : ""
        return frame.page(
            .verbatim(words.name), area: .network, head: preview.html,
            """
            \(preview.pictureForWeChat)<div class="stack narrow"><p><span class="badge">\(frame(CardPageWords.volunteer))</span> \
            \(frame.said(network.name))</p><h1>\(frame.said(words.name))</h1>\(from)\
            <blockquote class="note prose">\(frame.said(words.why))</blockquote>\(join)\(own)\(tools)</div>
            """)
    }

    private func picture(_ card: VolunteerCard) -> String {
        "/api/v1/networks/\(network.slug)/cards/\(card.id)/card.png?lang=\(frame.language.rawValue)&v=\(card.changedAt)"
    }

    func gone() -> HTML {
        frame.page(
            CardPageWords.gone, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(CardPageWords.gone))</h1><p>\(frame(CardPageWords.goneHint))</p>\
            <p><a class="btn main" href="\(root)/needs">\(frame(CardPageWords.toBoard))</a></p></div>
            """)
    }

    // MARK: One's own

    func own(_ shown: ShownCard?, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems), isShown = shown.map { $0.card.endedAt == nil } ?? false
        let toast: HTML = frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : ""
        let words = isShown ? shown?.card.words : nil
        let ended: HTML =
            shown != nil && !isShown ? "<p class=\"note\">\(frame(CardPageWords.isEnded))</p>" : ""
        return frame.page(
            CardPageWords.myCard, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(CardPageWords.myCard))</h1>\(toast)\(fields.summary)\
            <p>\(frame(CardPageWords.hint))</p>\(ended)\(isShown ? passing(shown) : "")\
            <section class="card"><form method="post" action="\(root)/me/card" class="stack">\(frame.hidden)\
            \(fields.text("name", CardPageWords.name, hint: CardPageWords.nameHint, who: CardPageWords.everybody, isRequired: true, value: words?.name))\
            \(fields.text("from", CardPageWords.from, hint: CardPageWords.fromHint, who: CardPageWords.everybody, value: words?.from))\
            \(fields.area("why", CardPageWords.why, rows: 4, who: CardPageWords.everybody, isRequired: true, value: words?.why))\
            \(consent(fields))\(fields.button(isShown ? CardPageWords.change : CardPageWords.show))</form></section>\
            \(isShown ? ending : "")</div>
            """)
    }

    private func consent(_ fields: Fields) -> HTML {
        let isTicked = fields.form["consents"] == "yes"
        return fields.choice(
            "consents", CardPageWords.everybody,
            [
                """
                <label><input type="checkbox" name="consents" value="yes"\(" checked", if: isTicked)> \(frame(CardPageWords.consent))</label>
                """ as HTML
            ])
    }

    private var ending: HTML {
        """
        <section class="card"><p class="small">\(frame(CardPageWords.endHint))</p>\
        <form method="post" action="\(root)/me/card/end">\(frame.hidden)\
        <button class="btn danger">\(frame(CardPageWords.end))</button></form></section>
        """
    }

    /// What the member passes on: text, link, picture and code of their card.
    private func passing(_ shown: ShownCard?) -> HTML {
        guard let shown else { return "" }
        let texts = ModerationPages(frame: frame, network: network)
        if let reason = shown.hidden { return texts.stub(reason, shown.card.text, isAuthor: true) }
        let path = "\(root)/cards/\(shown.card.id)"
        let link =
            shown.code.map { "\(frame.publicURL)\(path)?\(ShareRules.parameter)=\($0)" } ?? "\(frame.publicURL)\(path)"
        let text = frame(CardPageWords.chat(shown.card.words, network: network.name, link: link))
        let pages = CardPages(frame: frame, network: network)
        let count: HTML =
            shown.count.map { "<p><strong>\(frame(ShareWords.summary($0)))</strong></p>" } ?? ""
        return """
            <section class="card"><p class="note good">\(frame(CardPageWords.isShown)) <a href="\(path)">\(frame(CardPageWords.open))</a></p>\(count)\
            <p><img class="card-picture" src="\(picture(shown.card))" width="\(CardPicture.width)" height="\(CardPicture.height)" alt="\(frame(CardPageWords.pictureLabel))"></p>\
            <p class="small">\(frame(CardWords.savePicture))</p>\
            \(QRPicture.svg(link, label: frame(CardPageWords.qrLabel)) ?? "")</section>\
            \(pages.wechat(link))\(pages.passing(text, link: link))
            """
    }
}
