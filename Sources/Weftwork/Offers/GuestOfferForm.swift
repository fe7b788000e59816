internal import Database

/// The form of an offer for somebody without an account: what and how much, how they are reached; the rest folded away.
struct GuestOfferForm: Sendable {
    let about: DeskSettings.About
    /// By which it is known how long contacts are kept after the end.
    let keptDays: Int
    /// The way past the limit of an address.
    var pass = IntakePass.Step.none

    /// - Parameters:
    ///   - lines: what the lines can be.
    ///   - more: the fields that may be left out.
    func page(_ fields: Fields, lines kinds: [(value: String, label: String)], more: HTML, _ pages: OfferPages) -> HTML
    {
        let frame = pages.frame, slug = pages.network.slug
        let first = ["title", "lines", "kind", "standing", "contact.phone", "contact.name"]
        let hasMore = pages.problems.contains { problem in !first.contains { problem.field.hasPrefix($0) } }
        let back = Form.encode("/n/\(slug)/offer")
        return frame.page(
            OfferPageWords.formTitle,
            """
            <div class="stack narrow"><h1>\(frame(OfferPageWords.formTitle))</h1><p class="note">\(frame(OfferDoorWords.promise))</p>\
            \(fields.summary)<form method="post" action="/n/\(slug)/offer" class="stack loose" \
            data-draft="offer-\(slug)" data-draft-saved="\(frame(SiteWords.saved))">\(frame.hidden)\
            \(fields.area("lines", OfferPageWords.linesLabel, rows: 4, hint: OfferPageWords.linesHint, who: AskWords.seenByAll,
                isRequired: true))\
            \(fields.select("kind", OfferWords.kindLabel, kinds, hint: OfferPageWords.kindHint))\
            \(fields.text("title", OfferWords.titleLabel, who: AskWords.seenByAll))\(pages.box("standing", OfferWords.standingLabel))\
            \(fields.text("contact.phone", OfferDoorWords.phoneLabel, hint: AskWords.wayHint, who: OfferDoorWords.seenByDesk,
                kind: "tel", mode: "tel", autocomplete: "tel", isRequired: true))\
            \(fields.text("contact.name", AskWords.nameLabel, who: OfferDoorWords.seenByDesk, autocomplete: "name"))\
            <details class="more"\(" open", if: hasMore)><summary>\(frame(OfferPageWords.more))</summary>\(more)</details>\
            <p class="small">\(frame.icon("lock"))\(frame.said(frame(AskWords.runBy(about, pages.network.name)))) \
            \(frame(AskWords.keeping(keptDays))) \(frame(TrackWords.neverPay))</p>\
            \(IntakePassParts(frame: frame).html(pass, fields))\
            <div class="act"><button class="btn main wide">\(frame(OfferDoorWords.send))</button></div>\
            <p class="small">\(frame(AskWords.afterwards))</p></form>\
            <p class="small">\(frame(OfferDoorWords.account)) <a href="/sign-in?to=\(back)">\(frame(SiteWords.signIn))</a></p></div>
            """)
    }
}
