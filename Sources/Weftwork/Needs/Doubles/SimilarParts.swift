internal import Database

/// What stands beside the intake form: where a need comes from, what was asked from this phone, what others ask already.
struct AskExtras: Sendable {
    /// Asked before from this phone: the device bears their marks.
    var earlier: [Need] = []
    /// The earlier need that fills the form.
    var again: Need?
    /// The need that is hers too.
    var follow: NeedView?
    var similar: [SimilarNeed] = []
}

struct SimilarParts {
    let frame: Frame
    let slug: String

    private var parts: NeedParts { NeedParts(frame) }

    /// What was asked from this phone before, each to be looked at or asked again.
    func earlier(_ needs: [Need]) -> HTML {
        guard !needs.isEmpty else { return "" }
        let rows = needs.map { need -> HTML in
            """
            <li class="stack tight"><a href="/t/\(need.code)">\(frame.said(need.title))</a><span class="row">\(parts.state(need.state))\
            <span class="small">\(frame.ago(need.createdAt))</span></span><p><a class="btn" href="/n/\(slug)/ask?again=\(need.code)">\
            \(frame(SimilarWords.again))<span class="visually-hidden">\(frame.said(need.title))</span></a></p></li>
            """
        }
        return """
            <details class="more" id="earlier"><summary>\(frame(SimilarWords.earlier))</summary>\
            <p class="small">\(frame(SimilarWords.earlierHint))</p><ul class="stack">\(rows)</ul></details>
            """
    }

    /// Where the need that is being written comes from; what keeps it so when it is sent.
    func origin(_ extras: AskExtras) -> HTML {
        var html: HTML = ""
        if let need = extras.again {
            html += """
                <div class="note"><p>\(frame(SimilarWords.filledFrom)) <a href="/t/\(need.code)">\(frame.said(need.title))</a></p>\
                <p class="small">\(frame(SimilarWords.oldStays))</p></div><input type="hidden" name="again" value="\(need.code)">
                """
        }
        if let view = extras.follow {
            html += """
                <div class="note" id="follow"><p>\(frame(SimilarWords.following)) \
                <a href="/n/\(slug)/needs/\(view.id)">\(frame.said(title(view)))</a></p>\
                <p class="small">\(frame(SimilarWords.followHint))</p></div><input type="hidden" name="follow" value="\(view.id)">
                """
        }
        return html
    }

    /// The way back from following; it stands after what sends the form, so that Enter never means it.
    func apart(_ extras: AskExtras) -> HTML {
        guard extras.follow != nil else { return "" }
        return """
            <p><button class="btn quiet" name="do" value="apart">\(frame(SimilarWords.apart))</button></p>
            """
    }

    /// Similar public needs while she is typing: the script sends the form as it stands.
    func fragment(_ similar: [SimilarNeed]) -> HTML {
        list(similar) { view in
            """
            <button type="button" class="btn" data-follow="\(view.id)">\(label(view))</button>
            """
        }
    }

    /// The same beside the preview, without a script: each with a form of its own that carries what was typed.
    func section(_ similar: [SimilarNeed], _ form: Form) -> HTML {
        let typed = form.pairs.filter { !$0.name.hasPrefix("_") && !["do", "follow"].contains($0.name) }.map {
            "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" as HTML
        }
        return list(similar) { view in
            """
            <form method="post" action="/n/\(slug)/ask">\(frame.hidden)\(typed)\
            <button class="btn" name="do" value="follow:\(view.id)">\(label(view))</button></form>
            """
        }
    }

    private func list(_ similar: [SimilarNeed], _ button: (NeedView) -> HTML) -> HTML {
        guard !similar.isEmpty else { return "" }
        let rows = similar.map { one -> HTML in
            let view = one.view
            return """
                <li class="stack tight"><a href="/n/\(slug)/needs/\(view.id)">\(frame.said(title(view)))</a>\
                <span class="row">\(parts.state(view.state))<span class="small">\(parts.area(view.area)) \(frame.ago(view.createdAt))</span>\
                </span>\(button(view))</li>
                """
        }
        return """
            <section class="card similar"><h2>\(frame(SimilarWords.similar))</h2>\
            <p class="small">\(frame(SimilarWords.similarHint))</p><ul class="stack">\(rows)</ul></section>
            """
    }

    private func label(_ view: NeedView) -> HTML {
        "\(frame(SimilarWords.itIsThis))<span class=\"visually-hidden\">\(frame.said(title(view)))</span>"
    }

    private func title(_ view: NeedView) -> String {
        view.title ?? frame(view.hidden.map(ModerationWords.stub) ?? BoardWords.heldText)
    }
}
