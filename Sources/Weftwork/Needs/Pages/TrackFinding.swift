/// The door for those who have no link at hand: by code and digits, or the link is sent again.
extension TrackPages {
    /// What everybody may see of the need whose code was given.
    struct Public {
        let title: String
        let address: String
    }

    static func find(
        _ frame: Frame, _ form: Form, _ problems: [FieldProblem], _ shown: Public? = nil, isUntyped: Bool = false,
        isSent: Bool = false
    ) -> HTML {
        let sent: HTML = isSent ? "<p class=\"note good\">\(frame(TrackWords.linkAgainSent))</p>" : ""
        let untyped: HTML = isUntyped ? "<p class=\"note\">\(frame(PaperWords.untyped))</p>" : ""
        let publicPart: HTML =
            shown.map {
                """
                <p class="note">\(frame(TrackWords.publicNeed)) <a href="\($0.address)">\(frame.said($0.title))</a></p>
                """
            } ?? ""
        let fields = Fields(frame, form, problems)
        return frame.page(
            TrackWords.findTitle,
            """
            <div class="stack narrow"><h1>\(frame(TrackWords.findTitle))</h1>\(sent)\(untyped)\(publicPart)<p>\(frame(TrackWords.findHint))</p>\
            \(fields.summary)<form method="post" action="/track" class="stack" data-guard="off">\(frame.hidden)\
            \(fields.text("code", TrackWords.code, isRequired: true))\
            \(fields.text("digits", TrackWords.digits, mode: "numeric", isRequired: true))\
            <button class="btn main">\(frame(TrackWords.show))</button></form>\
            <section class="card"><h2>\(frame(TrackWords.noDigits))</h2><p>\(frame(TrackWords.linkAgainHint))</p>\
            <form method="post" action="/track/link" class="stack" data-guard="off">\(frame.hidden)\
            \(fields.text("linkCode", TrackWords.codeOfLink, isRequired: true, value: form["code"]))\
            <button class="btn">\(frame(TrackWords.linkAgain))</button></form></section></div>
            """)
    }
}
