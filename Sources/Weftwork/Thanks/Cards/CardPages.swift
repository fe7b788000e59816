internal import Database

/// Pages from which needs are shared.
struct CardPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }
    private var isMember: Bool { frame.ask.viewer.member != nil }

    /// - Parameter thing: what came of the reader's own code.
    func share(_ card: NeedCard, _ thing: SharedThing?) -> HTML {
        let path = "\(root)/needs/\(card.view.id)"
        let body: HTML =
            card.over.map { OutdatedParts(frame: frame, slug: network.slug).banner($0) } ?? sharing(card, thing, path)
        return frame.page(
            CardWords.shareTitle, area: .needs,
            """
            <div class="stack narrow"><h1>\(frame(CardWords.shareTitle))</h1>\
            <p><a href="\(path)">\(frame.said(card.title))</a></p>\(body)</div>
            """)
    }

    private func sharing(_ card: NeedCard, _ thing: SharedThing?, _ path: String) -> HTML {
        let link = card.link(frame.publicURL), text = frame(CardWords.chat(card, link: link, now: frame.now))
        let picture = card.picture("", frame.language)
        return """
            <p>\(frame(CardWords.shareHint))</p>\(own(card, thing, path))\(wechat(link))\
            \(passing(text, link: link))\
            <section class="card"><h2>\(frame(CardWords.picture))</h2>\
            <p><img class="card-picture" src="\(picture)" width="\(CardPicture.width)" height="\(CardPicture.height)" alt="\(frame(CardWords.pictureLabel))"></p>\
            <p class="small">\(frame(CardWords.savePicture))</p>\
            <p><a class="btn" href="\(card.poster(""))">\(frame(CardWords.poster))</a></p></section>\
            <p><a href="\(path)">\(frame(CardWords.toNeed))</a></p>
            """
    }

    /// Text and link, to copy by a button or by hand.
    func passing(_ text: String, link: String) -> HTML {
        """
        <section class="card"><h2>\(frame(CardWords.chat))</h2>\
        <div class="field"><label class="visually-hidden" for="share-text">\(frame(CardWords.chat))</label>\
        <textarea id="share-text" rows="9" readonly>\(text)</textarea></div>\
        <button type="button" class="btn main wide" hidden data-copy="\(text)" data-copied="\(frame(SiteWords.copied))">\(frame(SiteWords.copy))</button>\
        <div class="field"><label for="share-link">\(frame(CardWords.link))</label><div class="copy">\
        <input id="share-link" readonly value="\(link)"><button type="button" class="btn" hidden data-copy="\(link)" \
        data-copied="\(frame(SiteWords.copied))">\(frame(SiteWords.copy))</button></div></div></section>
        """
    }

    /// In WeChat it is the page on the screen that is forwarded: the one with the code.
    func wechat(_ link: String) -> HTML {
        guard frame.ask.isInWeChat else { return "" }
        return """
            <section class="card"><p>\(frame(CardWords.wechat))</p>\
            <p><a class="btn main" href="\(link)">\(frame(CardWords.openWithCode))</a></p></section>
            """
    }

    private func own(_ card: NeedCard, _ thing: SharedThing?, _ path: String) -> HTML {
        guard isMember else { return "" }
        guard card.code != nil else {
            return """
                <form method="post" action="\(path)/share">\(frame.hidden)<p class="small">\(frame(CardWords.withoutCode)) \
                \(frame(CardWords.codeHint))</p><button class="btn">\(frame(CardWords.makeCode))</button></form>
                """
        }
        return """
            <section class="card"><p class="small">\(frame(CardWords.codeHint))</p>\(summary(thing))\
            <p><a href="\(root)/me/shares">\(frame(CardWords.myShares))</a></p></section>
            """
    }

    /// What came of a code, in a sentence.
    func summary(_ thing: SharedThing?) -> HTML {
        thing.map { "<p><strong>\(frame(ShareWords.summary($0.count)))</strong></p>" } ?? ""
    }

    // MARK: On paper

    func poster(_ card: NeedCard) -> HTML {
        if let over = card.over {
            return frame.page(
                CardWords.poster, area: .needs,
                """
                <div class="stack narrow"><h1>\(frame.said(card.title))</h1>\
                \(OutdatedParts(frame: frame, slug: network.slug).banner(over))</div>
                """)
        }
        let link = card.link(frame.publicURL), parts = NeedParts(frame)
        let lines = CardRules.lacking(card.view).prefix(6).map { line -> HTML in
            "<li>\(frame.said(frame(CardWords.lacking(line))))</li>"
        }
        let list: HTML =
            lines.isEmpty ? "" : "<h2>\(frame(CardWords.wants))</h2><ul class=\"poster-list\">\(lines)</ul>"
        return frame.page(
            CardWords.poster, area: .needs,
            """
            <div class="stack narrow poster"><p><strong>\(frame.said(network.name))</strong></p>\
            <h1>\(frame.said(card.title))</h1><p>\(parts.area(card.view.area))</p>\(list)\
            <p>\(frame(CardWords.scan))</p>\(QRPicture.svg(link, label: frame(CardWords.qrLabel)) ?? "")\
            <p class="small"><code>\(link)</code></p>\
            <p class="small">\(frame(CardWords.foot(asked: card.view.createdAt)))</p></div>
            """)
    }

    // MARK: What one shared

    func shares(_ all: [OwnShare]) -> HTML {
        let rows = all.map { share -> HTML in
            let title: HTML =
                share.path.map { "<a href=\"\($0)\">\(frame.said(frame(share.title)))</a>" }
                ?? frame.said(frame(share.title))
            return """
                <li class="stack tight"><div class="row spread"><strong>\(title)</strong>\
                <span class="badge">\(frame(ShareWords.name(of: share.thing.code.kind)))</span></div>\
                <p>\(frame(ShareWords.summary(share.thing.count)))</p><p class="small">\(frame.moment(share.thing.code.madeAt))</p></li>
                """
        }
        let list: HTML =
            rows.isEmpty
            ? "<p class=\"note\">\(frame(ShareWords.none))</p>"
            : "<section class=\"card\"><ul class=\"stack\">\(rows)</ul></section>"
        return frame.page(
            ShareWords.title, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(ShareWords.title))</h1><p class="small">\(frame(ShareWords.hint))</p>\(list)\
            <p class="row"><a class="btn" href="\(root)/me/card">\(frame(CardPageWords.myCard))</a>\
            <a class="btn" href="\(root)/me/record">\(frame(RecordWords.title))</a></p></div>
            """)
    }
}

extension PageParts {
    /// The ways to what one shares, and to what one shows of oneself.
    mutating func addCards() {
        register(ways: { frame, network in
            guard frame.ask.viewer.member != nil else { return [] }
            let root = "/n/\(network.slug)/me"
            return [
                WayOn(.help, "people", ShareWords.title, root + "/shares"),
                WayOn(.help, "me", CardPageWords.myCard, root + "/card"),
                WayOn(.network, "shield", RecordWords.title, root + "/record"),
            ]
        })
    }
}

extension CaseParts {
    /// What cards put on the page of a need: what a preview is made from, the way to share it, the way in for whoever came by a code.
    mutating func addCards(_ acts: CardActs) {
        register { frame, network, file, over in
            guard let shown = CardRules.publicView(file.need, now: frame.now) else { return Piece() }
            let card = NeedCard(network: network, view: shown.view, title: shown.title, over: over, code: nil)
            let code = try await acts.look(
                frame.ask.query[ShareRules.parameter], at: file.need.id, in: network.id, frame.ask)
            let preview = PreviewHead(
                frame: frame, title: shown.title, description: CardWords.description(card, now: frame.now),
                address: card.address(frame.publicURL), picture: card.picture("", frame.language))
            let parts = SharePart(frame: frame, network: network, need: file.need.id, isOver: over != nil, code: code)
            return Piece(
                head: preview.html, top: preview.pictureForWeChat, below: parts.html,
                cookie: code.map { (ShareRules.cookie, $0) })
        }
    }
}

/// The way to share, and the way in.
private struct SharePart {
    let frame: Frame
    let network: Network
    let need: ID
    let isOver: Bool
    let code: String?

    var html: HTML {
        let path = "/n/\(network.slug)/needs/\(need)/share"
        guard frame.ask.viewer.member == nil else {
            return isOver
                ? ""
                : """
                <form method="post" action="\(path)" class="row">\(frame.hidden)\
                <button class="btn">\(frame.icon("people"))\(frame(CardWords.share))</button></form>
                """
        }
        let query = code.map { "?\(ShareRules.parameter)=\($0)" } ?? ""
        let share: HTML = isOver ? "" : "<a class=\"btn\" href=\"\(path)\">\(frame(CardWords.share))</a>"
        return """
            <section class="card"><p>\(frame(CardWords.helpTooHint))</p><p class="row">\
            <a class="btn main" href="/n/\(network.slug)/join\(query)">\(frame(CardWords.helpToo))</a>\(share)</p></section>
            """
    }
}
