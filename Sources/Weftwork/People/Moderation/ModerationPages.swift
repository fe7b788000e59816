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

    /// A text as its readers find it: where it is hidden a stub, with the words folded behind it for whoever wrote it or works on it.
    func shown(_ words: HTML, _ place: TextPlace, hidden: String?, isAuthor: Bool, reads: Bool = false) -> HTML {
        guard let hidden else { return words }
        let isRead = isAuthor || reads || Policy.allows(.moderate, frame.ask.viewer)
        let behind: HTML =
            "<details class=\"more\"><summary>\(frame(ModerationWords.behind))</summary><div>\(words)</div></details>"
        return "\(stub(hidden, place, isAuthor: isAuthor))\(behind, if: isRead)"
    }

    /// What a reader can do about a text: report it; who leads hides it, or shows it again.
    ///
    /// - Parameters:
    ///   - name: tells it from the other texts of a page that has several.
    ///   - seen: the stamp of the words that this page shows: what is written meanwhile is decided about by nobody who hasn't read it.
    func tools(_ place: TextPlace, isHidden: Bool, name: Text? = nil, seen: String? = nil) -> HTML {
        let label: HTML = name.map { " aria-label=\"\(frame($0))\"" } ?? ""
        let report: HTML =
            isHidden
            ? ""
            : "<p class=\"row\"><a class=\"btn quiet\" href=\"\(path(place))/report\"\(label)>\(frame.icon("flag"))\(frame(ModerationWords.report))</a></p>"
        guard Policy.allows(.moderate, frame.ask.viewer) else { return report }
        return "\(report)\(lead(place, isHidden: isHidden, seen, Fields(frame).of(scope(of: place))))"
    }

    private func scope(of place: TextPlace) -> String { place.kind.isAmongOthers ? "hide-\(place.id)" : "hide" }

    private func stamp(_ seen: String?) -> HTML {
        seen.map { "<input type=\"hidden\" name=\"seen\" value=\"\($0)\">" } ?? ""
    }

    private func lead(_ place: TextPlace, isHidden: Bool, _ seen: String?, _ fields: Fields) -> HTML {
        if isHidden {
            return """
                <form method="post" action="\(path(place))/show">\(frame.hidden)\(stamp(seen))\
                <button class="btn">\(frame(ModerationWords.show))</button></form>
                """
        }
        return fields.folded(ModerationWords.hide, hideForm(place, seen, fields))
    }

    private func hideForm(_ place: TextPlace, _ seen: String?, _ fields: Fields) -> HTML {
        """
        <form method="post" action="\(path(place))/hide" class="stack">\(fields.hidden)\(stamp(seen))<p>\(frame(ModerationWords.hideHint))</p>\
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
            <p>\(frame(MemberWords.label(ModerationWords.about)))\(link(place))</p>\(hideForm(place, form.text("seen"), fields.of(scope(of: place))))</div>
            """)
    }

    // MARK: Reporting

    /// - Parameters:
    ///   - door: where the form goes, for who reads the text by a door of its own; and where it stands for them.
    ///   - words: what it says, where that is short.
    func report(
        _ place: TextPlace, _ form: Form = Form(), _ problems: [FieldProblem] = [],
        door: (action: String, back: String)? = nil, words: String? = nil
    ) -> HTML {
        let back = door?.back ?? "/n/\(network.slug)\(place.page ?? "")"
        let about: HTML =
            words.map { "<blockquote class=\"statement\">\(frame.said($0))</blockquote>" }
            ?? "<p>\(frame(MemberWords.label(ModerationWords.about)))\(link(place))</p>"
        let fields = Fields(frame, form, problems)
        let isSent = frame.ask.query["done"] == "1"
        let body: HTML =
            isSent
            ? """
            <p class="note good">\(frame(ModerationWords.sent))</p>\
            <p class="row"><a class="btn" href="\(back)">\(frame(ModerationWords.backToText))</a></p>
            """
            : """
            <p>\(frame(ModerationWords.reportHint))</p>\(fields.summary)\
            <form method="post" action="\(door?.action ?? "\(path(place))/report")" class="stack">\(frame.hidden)\
            \(fields.area("words", ModerationWords.words, rows: 5, who: ModerationWords.whoReads, isRequired: true))\
            \(fields.button(MatterWords.send))</form>
            """
        return frame.page(
            ModerationWords.reportTitle, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(ModerationWords.reportTitle))</h1>\(about)\(body)</div>
            """)
    }

    /// Where a text stands, by what it is.
    func link(_ place: TextPlace) -> HTML {
        let name = ModerationWords.name(of: place.kind)
        guard let page = place.page else { return "<strong>\(frame(name))</strong>" }
        return "<a href=\"/n/\(network.slug)\(page)\">\(frame(name))</a>"
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
                <p class="note warn">\(frame.said(frame(ModerationWords.stub(reading.why))))</p>\(fields.summary)\
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
            <form method="post" action="\(action)" class="stack"\(frame.draft("appeal-\(reading.hiding.id)"))>\(fields.hidden)\
            \(fields.area("words", MatterWords.words, rows: 5, isRequired: true))\(fields.button(ModerationWords.appeal))</form>
            """
    }
}
