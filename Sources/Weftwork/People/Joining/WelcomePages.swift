internal import Database

/// Pages of the welcome path and the primer.
struct WelcomePages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }
    private var done: HTML {
        "<span class=\"badge good\">\(frame.icon("check"))\(frame(JoinWords.stepDone))</span>"
    }
    private var toast: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }

    /// The newcomer's own way, with what they meet on it.
    /// - Parameter start: where they can begin at once.
    func own(_ reading: WelcomeReading, start: HTML = "", met: HTML = "", _ problems: [FieldProblem] = []) -> HTML {
        let steps = Arrival.Step.allCases.map { step -> HTML in
            let mark = reading.missing.contains(step) ? act(step, reading) : done
            return
                "<li class=\"line\"><span>\(frame(JoinWords.name(of: step)))\(hint(step, reading))</span>\(mark)\(step == .level ? whatLevelsAsk : "")</li>"
        }
        let allDone: HTML = reading.missing.isEmpty ? "<p class=\"note good\">\(frame(JoinWords.allDone))</p>" : ""
        return frame.page(
            JoinWords.welcome, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(JoinWords.welcome))</h1>\(toast)\(Fields(frame, Form(), problems).summary)\(allDone)\(start)\
            <section class="card"><h2>\(frame(JoinWords.steps))</h2><ol class="lines">\(steps)</ol></section>\(met)</div>
            """)
    }

    /// What each level asks, to be read before one chooses.
    private var whatLevelsAsk: HTML {
        let asks = Level.allCases.map { level -> HTML in
            "<li>\(frame(MemberWords.label(LevelWords.name(of: level))))\(frame(LevelWords.asks(level)))</li>"
        }
        return """
            <details class="more wide"><summary>\(frame(JoinWords.whatLevelsAsk))</summary><ul>\(asks)</ul></details>
            """
    }

    private func hint(_ step: Arrival.Step, _ reading: WelcomeReading) -> HTML {
        switch step {
        case .buddy:
            guard let buddy = reading.arrival.buddyID else {
                return " <small>\(frame(JoinWords.buddyComes))</small>"
            }
            return """
                 <small><a href="\(root)/members/\(buddy)">\(frame.said(reading.names[buddy] ?? ""))</a></small>
                """
        case .firstThing: return " <small>\(frame(JoinWords.firstThingHint))</small>"
        case .pact, .level, .said, .primer, .seen: return ""
        }
    }

    private func act(_ step: Arrival.Step, _ reading: WelcomeReading) -> HTML {
        switch step {
        case .pact: return link("\(root)/pact", PactPageWords.title)
        case .level: return link("\(root)/me/level", JoinWords.chooseLevel)
        case .said: return link("/me/profile", ProfileWords.title)
        case .primer: return link("\(root)/me/primer", JoinWords.toPrimer)
        case .buddy: return reading.arrival.buddyID == nil ? "" : button(step, JoinWords.met)
        case .firstThing: return link("\(root)/me/small-things", JoinWords.toThings)
        case .seen: return ""
        }
    }

    private func link(_ path: String, _ words: Text) -> HTML { "<a class=\"btn\" href=\"\(path)\">\(frame(words))</a>" }

    private func button(_ step: Arrival.Step, _ words: Text) -> HTML {
        """
        <form method="post" action="\(root)/me/welcome">\(frame.hidden)\
        <button class="btn" name="step" value="\(step.rawValue)">\(frame(words))</button></form>
        """
    }

    // MARK: For weavers

    func list(_ all: [Arrival], _ names: [ID: String]) -> HTML {
        let rows = all.map { arrival -> HTML in
            """
            <li class="line"><span><a href="\(root)/welcomes/\(arrival.memberID)"><strong>\(frame.said(names[arrival.memberID] ?? ""))</strong></a> \
            <small>\(frame(JoinWords.name(of: arrival.way)))</small></span><small>\(frame.ago(arrival.joinedAt))</small></li>
            """
        }
        let list: HTML =
            rows.isEmpty ? "<p>\(frame(JoinWords.noNewcomers))</p>" : "<ul class=\"card lines\">\(rows)</ul>"
        return frame.page(
            JoinWords.welcomes, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(JoinWords.welcomes))</h1>\
            \(list)\
            <p class="row"><a class="btn quiet" href="\(root)/referrals">\(frame(JoinWords.referrals))</a></p></div>
            """)
    }

    func newcomer(
        _ reading: WelcomeReading, buddies: [Member], _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) -> HTML {
        let arrival = reading.arrival, fields = Fields(frame, form, problems)
        let steps = Arrival.Step.allCases.map { step -> HTML in
            let mark: HTML = reading.missing.contains(step) ? "" : done
            return "<li class=\"line\"><span>\(frame(JoinWords.name(of: step)))</span>\(mark)</li>"
        }
        let options = buddies.filter { $0.id != arrival.memberID }.map { ($0.id.description, $0.name) }
        let clock: HTML = reading.clock.map { frame.clock(due: $0.dueAt, start: $0.startedAt) } ?? ""
        let through: HTML =
            arrival.referrerID.map {
                "<dt>\(frame(JoinWords.through))</dt><dd>\(frame.said(reading.names[$0] ?? ""))</dd>"
            } ?? ""
        let path = "\(root)/welcomes/\(arrival.memberID)"
        let seen: HTML =
            arrival.seenAt == nil || arrival.againAt != nil
            ? "<form method=\"post\" action=\"\(path)/seen\">\(frame.hidden)<button class=\"btn main\">\(frame(JoinWords.seen))</button></form>"
            : ""
        return frame.page(
            JoinWords.welcomes, area: .network,
            """
            <div class="stack narrow"><div class="head"><h1>\(frame.said(reading.name))</h1>\(clock)</div>\(toast)\(fields.summary)\
            <section class="card"><dl class="facts"><dt>\(frame(JoinWords.cameBy))</dt><dd>\(frame(JoinWords.name(of: arrival.way)))</dd>\
            \(through)</dl><ol class="lines">\(steps)</ol>\(seen)</section>\
            \(doneThings(reading, fields))\
            <section class="card"><h2>\(frame(JoinWords.nameBuddy))</h2>\(asked(reading))<form method="post" action="\(path)/buddy" class="stack">\
            \(frame.hidden)\(fields.select("buddy", JoinWords.buddy, options, chosen: (reading.asked?.buddyID ?? arrival.buddyID)?.description))\
            \(fields.button(MemberWords.save))</form></section></div>
            """)
    }

    /// Whether somebody is asked to be the buddy now.
    private func asked(_ reading: WelcomeReading) -> HTML {
        if let offer = reading.asked {
            let name = frame.said(reading.names[offer.buddyID] ?? "")
            return "<p class=\"note\">\(name) \(frame(CompanyWords.asked)) <small>\(frame.ago(offer.at))</small></p>"
        }
        guard reading.arrival.buddyID == nil, reading.arrival.completedAt == nil else { return "" }
        return "<p class=\"note warn\">\(frame(CompanyWords.nobodyAsked))</p>"
    }

    /// What they did that waits to be confirmed.
    private func doneThings(_ reading: WelcomeReading, _ fields: Fields) -> HTML {
        guard !reading.done.isEmpty, reading.arrival.memberID != frame.ask.viewer.member?.id else { return "" }
        let pages = CompanyPages(frame: frame, network: network)
        let rows = reading.done.map { pages.confirming($0, name: reading.name, fields) }
        return """
            <section class="card"><h2>\(frame(SmallThingWords.toConfirm))</h2><ul class="lines">\(rows)</ul></section>
            """
    }

    // MARK: The primer

    /// All chapters with their questions; wrong answers say which chapter to look at again.
    func primer(_ form: Form = Form(), isDone: Bool = false) -> HTML {
        let chapters = PrimerWords.chapters.enumerated().map { index, chapter -> HTML in
            let paragraphs = chapter.paragraphs.map { "<p>\(frame($0))</p>" as HTML }
            let answer = form["q\(index)"].flatMap(Int.init)
            let options = chapter.options.enumerated().map { ("\($0)", frame($1)) }
            let verdict: HTML =
                answer.map { answer in
                    answer == chapter.right
                        ? "<p class=\"note good\">\(frame(chapter.why))</p>"
                        : "<p class=\"note warn\">\(frame(JoinWords.primerWrong))</p>"
                } ?? ""
            return """
                <section class="card prose"><h2>\(frame(chapter.title))</h2>\(paragraphs)\
                \(Fields(frame, form).choice("q\(index)", chapter.question, options))\(verdict)</section>
                """
        }
        // The page is long: what is still open stands at its top, too.
        let open = PrimerWords.chapters.enumerated().filter { index, chapter in
            !form.pairs.isEmpty && form["q\(index)"] != "\(chapter.right)"
        }.map { FieldProblem("q\($0)", $1.title) }
        let done: HTML = isDone ? "<p class=\"note good\" role=\"status\">\(frame(JoinWords.primerDone))</p>" : ""
        return frame.page(
            JoinWords.primer, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(JoinWords.primer))</h1>\(done)\(Fields(frame, form, open).summary)\
            <form method="post" action="\(root)/me/primer" class="stack">\(frame.hidden)\(chapters)\
            <button class="btn main">\(frame(JoinWords.check))</button></form>\
            <p><a href="\(root)/me/welcome">\(frame(JoinWords.welcome))</a></p></div>
            """)
    }
}
