internal import Database
internal import Engine

/// Pages of those who are asked: by the link, and their own list.
struct AskedPages {
    let frame: Frame

    private var needs: NeedParts { NeedParts(frame) }

    // MARK: By the link

    /// Shows what is asked, with its buttons; nothing is done by opening it.
    func asked(_ view: AskedView, problem: Text? = nil) -> HTML {
        let note: HTML = problem.map { "<p class=\"note critical\" role=\"alert\">\(frame($0))</p>" } ?? ""
        let buttons: HTML = view.stage == .open ? answers(view, "/asked/\(view.asking.id)") : ""
        return frame.page(
            AskedWords.title,
            """
            <div class="stack narrow"><h1>\(frame(AskedWords.title))</h1><p class="small">\(frame.said(view.network.name))</p>\
            \(note)\(outcome(view))\(facts(view))\(buttons)\(next(view))</div>
            """)
    }

    /// For a device that has not opened the link: nothing of what is asked, and the way in.
    func elsewhere(_ network: Network) -> HTML {
        frame.page(
            AskedWords.title,
            """
            <div class="stack narrow"><h1>\(frame(AskedWords.title))</h1><p class="small">\(frame.said(network.name))</p>\
            <p class="note">\(frame(AskedWords.otherDevice))</p>\
            <p><a class="btn main" href="/n/\(network.slug)/me/askings">\(frame(AskedWords.toMine))</a></p></div>
            """)
    }

    /// Whoever has their hands full hears it before they answer, with the way on: a yes would be refused.
    private func answers(_ view: AskedView, _ path: String) -> HTML {
        let yes: HTML =
            view.full == nil
            ? """
            <button class="btn main" name="answer" value="yes">\(frame.icon("check"))\(frame(AskedWords.yes))</button>
            """ : ""
        return """
            \(full(view))<form method="post" action="\(path)" class="stack">\(frame.hidden)\(yes)\
            <button class="btn" name="answer" value="no">\(frame(AskedWords.no))</button>\
            <button class="btn quiet" name="answer" value="notThisWeek">\(frame(AskedWords.notThisWeek))</button></form>\
            <p class="small">\(frame(AskedWords.noBlame))</p>
            """
    }

    private func full(_ view: AskedView) -> HTML {
        guard let load = view.full else { return "" }
        let root = "/n/\(view.network.slug)"
        let more: HTML = """
            <p><a class="btn" href="\(root)/me/co-signs#ask">\(frame(CoSignWords.fullMore))</a></p>
            """
        return """
            <p class="note" id="full">\(frame(CoSignWords.full(load.limit))) \(frame(AskedWords.fullThen))</p>\
            <p><a class="btn main" href="\(root)/me/week#promises">\(frame(CoSignWords.mine))</a></p>\(more, if: load.mayGrow)
            """
    }

    private func facts(_ view: AskedView) -> HTML {
        let asking = view.asking, title: HTML = view.need.map { "\(needs.title($0))" } ?? "\(frame(AskedWords.details))"
        let what: HTML =
            view.line.map { line in
                let share = AskedWords.share(line.item, view.call.share, line.unit, isPerson: line.kind == .people)
                return "<dt>\(frame(AskedWords.what))</dt><dd>\(frame.said(frame(share)))</dd>"
            } ?? ""
        let place: HTML =
            view.need.map { need in
                let area: HTML = need.area.parts.isEmpty ? "\(frame(AskedWords.area))" : needs.area(need.area)
                return "<dt>\(frame(AskedWords.whereTo))</dt><dd>\(area)</dd>"
            } ?? ""
        let why: HTML = "<dt>\(frame(AskedWords.whyMe))</dt><dd>\(frame.said(frame(asking.why.words)))</dd>"
        let until: HTML = "<p class=\"small\">\(frame(AskedWords.until(asking.untilAt)))</p>"
        return """
            <section class="card"><h2>\(title)</h2><dl class="facts">\(what)\(place)\
            <dt>\(frame(AskedWords.when))</dt><dd>\(frame(AskedWords.time(asking.terms(of: view.call.terms))))</dd>\
            <dt>\(frame(AskedWords.people))</dt><dd>\(view.call.wanted)</dd>\(why, if: !asking.why.isEmpty)</dl>\
            \(until, if: view.stage == .open)</section>
            """
    }

    private func outcome(_ view: AskedView) -> HTML {
        let words: Text
        switch view.stage {
        case .open: return ""
        case .accepted: words = AskedWords.accepted
        case .declined: words = AskedWords.declined
        case .enough: words = AskedWords.enough
        case .ended: words = AskedWords.ended
        case .lapsed: words = AskedWords.lapsed
        }
        let isLate = view.asking.said == .yes && view.stage != .accepted
        let late: HTML = "<p>\(frame(AskedWords.saidYes))</p>"
        return "<p class=\"note good\" role=\"status\">\(frame(words))</p>\(late, if: isLate)\(agreed(view))"
    }

    private func agreed(_ view: AskedView) -> HTML {
        guard view.stage == .accepted, let span = view.asking.span else { return "" }
        return """
            <p>\(frame(AskedWords.acceptedHint(span.start, span.end)))</p>\
            <p><a class="btn main" href="/n/\(view.network.slug)/needs/\(view.asking.needID)">\(frame(AskedWords.toNeed))</a></p>
            """
    }

    /// Who came too late gets the next that suits them.
    private func next(_ view: AskedView) -> HTML {
        guard view.stage == .enough || view.stage == .ended else { return "" }
        let root = "/n/\(view.network.slug)"
        guard let next = view.next else {
            return "<p><a class=\"btn\" href=\"\(root)/me/matches\">\(frame(AskedWords.nextHidden))</a></p>"
        }
        return """
            <section class="card"><h2>\(frame(AskedWords.next))</h2><p><a href="\(root)/needs/\(next.id)">\(needs.title(next))</a> \
            <span class="small">\(needs.area(next.area))</span></p></section>
            """
    }

    // MARK: One's own

    func own(
        _ record: VolunteerRecord, _ askings: [AskedView], slug: String, at now: Int64, problem: Text? = nil
    ) -> HTML {
        let note: HTML = problem.map { "<p class=\"note critical\" role=\"alert\">\(frame($0))</p>" } ?? ""
        let nothing: HTML = "<p class=\"empty\">\(frame(AskedWords.nothing))</p>"
        return frame.page(
            AskedWords.mine, area: .home,
            """
            <div class="stack"><h1>\(frame(AskedWords.mine))</h1>\(note)\(nothing, if: askings.isEmpty)\
            \(askings.map { card($0, slug, at: now) })\(self.record(record))\
            <p><a class="btn" href="/n/\(slug)/me/volunteer">\(frame(FitWords.myself))</a></p></div>
            """)
    }

    private func card(_ view: AskedView, _ slug: String, at now: Int64) -> HTML {
        let asking = view.asking
        let buttons: HTML = view.stage == .open ? answers(view, "/n/\(slug)/askings/\(asking.id)") : ""
        return """
            <div id="asking-\(asking.id)" class="stack tight"><p class="small">\(frame.moment(asking.askedAt))</p>\
            \(outcome(view))\(facts(view))\(buttons)</div>
            """
    }

    private func record(_ record: VolunteerRecord) -> HTML {
        var words = [AskedWords.promises(record.kept, record.missed)]
        if record.kept + record.missed > 0 {
            words.append(AskedWords.reliability(Int((record.reliability.expected * 100).rounded())))
        }
        if record.asked > 0 { words.append(AskedWords.answers(record.asked, record.answers.yes)) }
        if !record.answers.minutes.isEmpty {
            words.append(AskedWords.response(Int64(record.response.median * Double(Time.minute))))
        }
        words += [AskedWords.contacts(record.contacts, record.perWeek), AskedWords.rest]
        let rows = words.map { "<li>\(frame($0))</li>" as HTML }
        return """
            <section class="card"><h2>\(frame(AskedWords.record))</h2><p class="small">\(frame(AskedWords.onlyMine))</p>\
            <ul class="plain stack tight">\(rows)</ul></section>
            """
    }
}
