internal import Database
internal import Engine

/// The page to which a group's robot leads.
struct HandsPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }
    private var needs: NeedParts { NeedParts(frame) }

    func page(_ view: HandsView, problem: Text? = nil) -> HTML {
        let moved: HTML =
            view.stage == .open && view.said.isMoved ? "<p class=\"note\">\(frame(HandsWords.moved))</p>" : ""
        let note: HTML = problem.map { "<p class=\"note critical\" role=\"alert\">\(frame($0))</p>" } ?? moved
        return frame.page(
            HandsWords.title, area: .needs,
            """
            <div class="stack narrow"><h1>\(frame(HandsWords.title))</h1>\(note)\(outcome(view))\(facts(view))\(doing(view))\
            <p><a class="btn" href="\(root)/needs/\(view.said.need.id)">\(frame(HandsWords.toNeed))</a></p></div>
            """)
    }

    private func facts(_ view: HandsView) -> HTML {
        let said = view.said, call = said.call, area: HTML = needs.area(said.need.area)
        let place: HTML = area.isEmpty ? "\(frame(AskedWords.area))" : area
        let until: HTML = "<p class=\"small\">\(frame(AskedWords.until(call.untilAt)))</p>"
        return """
            <section class="card"><h2>\(needs.title(said.need))</h2><dl class="facts">\
            <dt>\(frame(AskedWords.what))</dt><dd>\(frame.said(frame(said.share)))</dd>\
            <dt>\(frame(AskedWords.whereTo))</dt><dd>\(place)</dd>\
            <dt>\(frame(AskedWords.when))</dt><dd>\(frame(AskedWords.time(call.terms)))</dd>\
            <dt>\(frame(AskedWords.people))</dt><dd>\(frame(HandsWords.yes(view.yes, call.wanted)))</dd></dl>\
            \(until, if: view.stage == .open)</section>
            """
    }

    private func outcome(_ view: HandsView) -> HTML {
        guard !view.isElsewhere else { return "<p class=\"note\">\(frame(HandsWords.elsewhere))</p>" }
        let words: Text?
        switch (view.own?.state, view.stage) {
        case (.accepted, _): words = AskedWords.accepted
        case (.declined, _): words = AskedWords.declined
        case (_, .enough): words = HandsWords.enough
        case (_, .ended): words = HandsWords.ended
        default: words = nil
        }
        let hint: HTML =
            view.own?.span.map { "<p>\(frame(AskedWords.acceptedHint($0.start, $0.end)))</p>" } ?? ""
        return words.map { "<p class=\"note good\" role=\"status\">\(frame($0))</p>\(hint)" } ?? ""
    }

    private func doing(_ view: HandsView) -> HTML {
        guard view.stage == .open, view.own?.said == nil, !view.isElsewhere else { return "" }
        let path = "\(root)/hands/\(view.said.call.id)"
        guard frame.ask.person != nil else {
            return "<p><a class=\"btn main\" href=\"/sign-in?to=\(path)\">\(frame(HandsWords.signIn))</a></p>"
        }
        guard Policy.allows(.answerCall, frame.ask.viewer) else {
            return """
                <p class="note">\(frame(HandsWords.join))</p><p><a class="btn main" href="\(root)">\(frame(HandsWords.toJoin))</a></p>
                """
        }
        return """
            <form method="post" action="\(path)" class="stack">\(frame.hidden)\(seen(view.said.call.terms))\
            <button class="btn main" name="answer" value="yes">\(frame.icon("check"))\(frame(AskedWords.yes))</button>\
            <button class="btn" name="answer" value="no">\(frame(AskedWords.no))</button></form>\
            <p class="small">\(frame(HandsWords.byYourself))</p>
            """
    }

    /// To what they say yes: it can be changed while they read.
    private func seen(_ terms: CallTerms) -> HTML {
        """
        <input type="hidden" name="from" value="\(terms.from.map { Format.rfc3339($0) } ?? "")">\
        <input type="hidden" name="minutes" value="\(terms.length)">
        """
    }
}
