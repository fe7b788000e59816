internal import Database
internal import Engine

/// What a member reads by the link that asks for what they offer.
struct OfferAskedPages {
    let frame: Frame
    let network: Network

    private var needs: NeedParts { NeedParts(frame) }

    /// Shows what is asked, with its buttons; nothing is done by opening it.
    func asked(_ view: LinkedUse, _ form: Form = Form(), problem: Text? = nil) -> HTML {
        let note: HTML = problem.map { "<p class=\"note critical\" role=\"alert\">\(frame($0))</p>" } ?? ""
        let outcome: HTML =
            OfferAskedWords.outcome(view.use.state).map { words in
                "<p class=\"note good\" role=\"status\">\(frame(words))</p>"
            } ?? ""
        return page(
            """
            \(note)\(outcome)\(facts(view))\(answers(view, form), if: view.until != nil)\(wayOn(to: view.offer.id))
            """)
    }

    /// For a device that has not opened the link: nothing of what is asked, and the way in.
    func elsewhere(_ offer: ID) -> HTML {
        page("<p class=\"note\">\(frame(OfferAskedWords.otherDevice))</p>\(wayOn(to: offer))")
    }

    private func page(_ body: HTML) -> HTML {
        frame.page(
            OfferAskedWords.title,
            """
            <div class="stack narrow"><h1>\(frame(OfferAskedWords.title))</h1><p class="small">\(frame.said(network.name))</p>\(body)</div>
            """)
    }

    private func wayOn(to offer: ID) -> HTML {
        """
        <p><a class="btn" href="/n/\(network.slug)/offers/\(offer)">\(frame(OfferAskedWords.toOffer))</a></p>
        """
    }

    private func answers(_ view: LinkedUse, _ form: Form) -> HTML {
        let fields = Fields(frame, form, [])
        let how: HTML =
            view.isThrough
            ? fields.text("note", OfferPageWords.note, hint: OfferWords.howAgreed, value: form["note"]) : ""
        return """
            <form method="post" action="/n/\(network.slug)/offer-asked/\(view.use.id)" class="stack">\(frame.hidden)\(how)\
            <button class="btn main" name="action" value="accept">\(frame.icon("check"))\(frame(OfferPageWords.accept))</button>\
            <button class="btn" name="action" value="decline">\(frame(OfferPageWords.decline))</button></form>\
            <p class="small">\(frame(OfferAskedWords.noBlame)) \(frame(OfferAskedWords.signInForLess))</p>
            """
    }

    private func facts(_ view: LinkedUse) -> HTML {
        let line = view.line
        let share = OfferAskedWords.share(line?.item ?? view.offer.title, view.use.quantity, line?.unit ?? "")
        let title: HTML = view.need.map { "\(needs.title($0))" } ?? "\(frame(OfferAskedWords.hiddenNeed))"
        let place: HTML =
            view.need.map { need in
                let area: HTML = need.area.parts.isEmpty ? "\(frame(OfferAskedWords.noPlace))" : needs.area(need.area)
                return "<dt>\(frame(OfferAskedWords.place))</dt><dd>\(area)</dd>"
            } ?? ""
        let until: HTML = view.until.map { "<p class=\"small\">\(frame(OfferAskedWords.until($0)))</p>" } ?? ""
        return """
            <section class="card"><h2>\(frame.said(view.offer.title))</h2><dl class="facts">\
            <dt>\(frame(OfferAskedWords.what))</dt><dd>\(frame.said(frame(share)))</dd>\
            <dt>\(frame(OfferAskedWords.forNeed))</dt><dd>\(title)</dd>\(place)\
            <dt>\(frame(OfferAskedWords.when))</dt><dd>\(frame(OfferPageWords.by(view.use.promisedBy)))</dd></dl>\(until)</section>
            """
    }
}
