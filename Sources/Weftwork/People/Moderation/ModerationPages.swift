internal import Database

/// Pages about hidden texts: reporting, hiding, appealing; the stub.
struct ModerationPages {
    let frame: Frame
    let network: Network

    private func path(_ place: TextPlace) -> String { "/n/\(network.slug)/texts/\(place.kind.rawValue)/\(place.id)" }

    // MARK: Where the text stands

    /// What stands in place of a hidden text; its author finds the way to an appeal.
    func stub(_ reason: String, _ place: TextPlace, isAuthor: Bool) -> HTML {
        let appeal: HTML =
            isAuthor
            ? "<p class=\"row\"><a class=\"btn quiet\" href=\"\(path(place))\">\(frame(ModerationWords.appeal))</a></p>"
            : ""
        return "<p class=\"note warn\">\(frame.said(frame(ModerationWords.stub(reason))))</p>\(appeal)"
    }

    /// What a reader can do about a text: report it; who leads hides it, or shows it again.
    ///
    /// - Parameter name: tells it from the other texts of a page that has several.
    func tools(_ place: TextPlace, isHidden: Bool, name: Text? = nil) -> HTML {
        let label: HTML = name.map { " aria-label=\"\(frame($0))\"" } ?? ""
        let report: HTML =
            isHidden
            ? ""
            : "<p class=\"row\"><a class=\"btn quiet\" href=\"\(path(place))/report\"\(label)>\(frame.icon("flag"))\(frame(ModerationWords.report))</a></p>"
        guard Policy.allows(.moderate, frame.ask.viewer) else { return report }
        return "\(report)\(lead(place, isHidden: isHidden, Fields(frame).of(scope(of: place))))"
    }

    /// A page has one of the other texts, and many posts.
    private func scope(of place: TextPlace) -> String { place.kind == .post ? "hide-\(place.id)" : "hide" }

    private func lead(_ place: TextPlace, isHidden: Bool, _ fields: Fields) -> HTML {
        if isHidden {
            return """
                <form method="post" action="\(path(place))/show">\(frame.hidden)\
                <button class="btn">\(frame(ModerationWords.show))</button></form>
                """
        }
        return fields.folded(ModerationWords.hide, hideForm(place, fields))
    }

    private func hideForm(_ place: TextPlace, _ fields: Fields) -> HTML {
        """
        <form method="post" action="\(path(place))/hide" class="stack">\(fields.hidden)<p>\(frame(ModerationWords.hideHint))</p>\
        \(fields.area("reason", ModerationWords.reason, rows: 2, isRequired: true))\
        \(fields.button(ModerationWords.hide, kind: "danger"))</form>
        """
    }

    /// The page of its own on which a reason is typed anew where something was wrong with it.
    func hiding(_ place: TextPlace, _ form: Form, _ problems: [FieldProblem]) -> HTML {
        let fields = Fields(frame, form, problems)
        return frame.page(
            ModerationWords.hide, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(ModerationWords.hide))</h1>\(fields.summary)\
            <p>\(frame(MemberWords.label(ModerationWords.about)))\(link(place))</p>\(hideForm(place, fields.of(scope(of: place))))</div>
            """)
    }

    // MARK: Reporting

    func report(_ place: TextPlace, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems)
        let isSent = frame.ask.query["done"] == "1"
        let body: HTML =
            isSent
            ? "<p class=\"note good\">\(frame(ModerationWords.sent))</p>"
            : """
            <p>\(frame(ModerationWords.reportHint))</p>\(fields.summary)\
            <form method="post" action="\(path(place))/report" class="stack">\(frame.hidden)\
            \(fields.area("words", ModerationWords.words, rows: 5, who: ModerationWords.whoReads, isRequired: true))\
            \(fields.button(MatterWords.send))</form>
            """
        return frame.page(
            ModerationWords.reportTitle, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(ModerationWords.reportTitle))</h1>\
            <p>\(frame(MemberWords.label(ModerationWords.about)))\(link(place))</p>\(body)</div>
            """)
    }

    /// Where a text stands, by what it is.
    func link(_ place: TextPlace) -> HTML {
        let name = ModerationWords.name(of: place.kind)
        let target: String? =
            switch place.kind {
            case .need: "needs"
            case .profile: "members"
            case .organisation: "organisations"
            case .post: "posts"
            case .invitation: nil
            }
        guard let target else { return "<strong>\(frame(name))</strong>" }
        return "<a href=\"/n/\(network.slug)/\(target)/\(place.id)\">\(frame(name))</a>"
    }

    // MARK: Appealing

    func own(_ place: TextPlace, _ reading: HidingReading?, _ form: Form = Form(), _ problems: [FieldProblem] = [])
        -> HTML
    {
        let fields = Fields(frame, form, problems)
        let toast: HTML = frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : ""
        let body: HTML =
            reading.map { reading in
                """
                <p class="note warn">\(frame.said(frame(ModerationWords.stub(reading.hiding.reason))))</p>\(fields.summary)\
                <section class="card"><h2>\(frame(ModerationWords.appeal))</h2>\
                \(appealing(reading, action: "\(path(place))/appeal", fields))</section>
                """
            } ?? "<p>\(frame(ModerationWords.notHidden))</p>"
        return frame.page(
            ModerationWords.yours, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(ModerationWords.yours))</h1>\(toast)\
            <p>\(frame(MemberWords.label(ModerationWords.about)))\(link(place))</p>\(body)</div>
            """)
    }

    /// The form of an appeal, that one is under way, or how it ended.
    func appealing(_ reading: HidingReading, action: String, _ fields: Fields) -> HTML {
        if let appeal = reading.appeal {
            let words =
                appeal.isOpen
                ? ModerationWords.appealOpen
                : ModerationWords.appealEnded(
                    appeal.outcome.map(MatterWords.name) ?? MatterWords.closed, appeal.words ?? "")
            return "<p class=\"note\">\(frame.said(frame(words)))</p>"
        }
        return """
            <p>\(frame(ModerationWords.appealHint))</p>\
            <form method="post" action="\(action)" class="stack">\(fields.hidden)\
            \(fields.area("words", MatterWords.words, rows: 5, isRequired: true))\(fields.button(ModerationWords.appeal))</form>
            """
    }
}
