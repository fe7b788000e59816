internal import Database
internal import Engine

/// Pages of those who call people for a need.
struct WavePages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }
    private var needs: NeedParts { NeedParts(frame) }

    // MARK: Before

    /// What would be asked first, with the terms to change.
    func proposal(_ proposal: HelpProposal, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let need = proposal.need, path = "\(root)/needs/\(need.id)/help-calls"
        let nobody: HTML = proposal.nobody.map { "<p class=\"note\">\(frame(WaveWords.short($0)))</p>" } ?? ""
        return frame.page(
            WaveWords.call, area: .needs,
            """
            <div class="stack"><h1>\(frame(WaveWords.call))</h1>\(about(need, proposal.line))\
            <p class="small">\(frame(WaveWords.hint))</p>\(Fields(frame, form, problems).summary)\
            \(terms(proposal, path, form, problems))\(nobody)\(picking(proposal, path), if: proposal.nobody == nil)</div>
            """)
    }

    /// Where nothing can be proposed: the form with what was wrong.
    func refused(_ id: ID, _ form: Form, _ problems: [FieldProblem]) -> HTML {
        frame.page(
            WaveWords.call, area: .needs,
            """
            <div class="stack"><h1>\(frame(WaveWords.call))</h1>\(Fields(frame, form, problems).summary)\
            <p><a class="btn" href="\(root)/needs/\(id)">\(frame(WaveWords.toNeed))</a></p></div>
            """)
    }

    private func about(_ need: NeedView, _ line: NeedLine?) -> HTML {
        let item: HTML = line.map { "<strong>\(frame.said($0.item))</strong>" } ?? ""
        let left: HTML =
            line.map { line in
                line.remaining.map { "<small>\(frame(FitWords.wanted($0, line.unit)))</small>" } ?? ""
            } ?? ""
        let time: HTML = line.map { "<small>\(frame.said(needs.workWords($0)))</small>" } ?? ""
        return """
            <p><a href="\(root)/needs/\(need.id)">\(needs.title(need))</a> <span class="small">\(needs.area(need.area))</span></p>\
            <p class="row">\(needs.urgency(need.urgency)) \(item) \(left) \(time)</p>
            """
    }

    private func terms(
        _ proposal: HelpProposal, _ path: String, _ form: Form, _ problems: [FieldProblem]
    ) -> HTML {
        let fields = Fields(frame, form, problems)
        let from = proposal.terms.from.map(Format.field) ?? ""
        let own: HTML = "<p class=\"small\">\(frame(WaveWords.fromLine))</p>"
        return """
            <form method="get" action="\(path)" class="card stack">\(own, if: proposal.line.work != .unsaid)\
            <input type="hidden" name="line" value="\(proposal.line.id)">\
            \(fields.text("wanted", WaveWords.wanted, mode: "numeric", isRequired: true, value: String(proposal.wanted)))\
            \(fields.text("hours", WaveWords.hours, hint: WaveWords.hoursHint, isRequired: true, value: Format.decimal(proposal.terms.hours)))\
            \(fields.text("from", WaveWords.from, hint: WaveWords.fromHint, kind: "datetime-local", value: from))\
            \(fields.button(WaveWords.look, kind: ""))</form>
            """
    }

    private func picking(_ proposal: HelpProposal, _ path: String) -> HTML {
        let size = proposal.size, percent = Int((size.probability * 100).rounded(.down))
        let said =
            size.isEnough
            ? WaveWords.expected(size.count, proposal.wanted, percent) : WaveWords.scarce(size.count, percent)
        let others: HTML = """
            <fieldset class="choice"><legend>\(frame(WaveWords.others))</legend>\(proposal.others.map { box($0, isFirst: false) })</fieldset>
            """
        let from = proposal.terms.from.map { Format.rfc3339($0) } ?? ""
        return """
            <form method="post" action="\(path)" class="card stack">\(frame.hidden)\
            <input type="hidden" name="line" value="\(proposal.line.id)">\
            <input type="hidden" name="wanted" value="\(proposal.wanted)">\
            <input type="hidden" name="hours" value="\(proposal.terms.length) min">\
            <input type="hidden" name="from" value="\(from)"><input type="hidden" name="picked" value="1">\
            <p>\(frame(said)) \(frame(WaveWords.waits(proposal.wait)))</p>\
            <fieldset class="choice"><legend>\(frame(WaveWords.first))</legend>\(proposal.first.map { box($0, isFirst: true) })</fieldset>\
            \(others, if: !proposal.others.isEmpty)<p class="small">\(frame(WaveWords.untick))</p>\
            <button class="btn main">\(frame.icon("people"))\(frame(WaveWords.start))</button></form>
            """
    }

    private func box(_ one: HelpProposal.One, isFirst: Bool) -> HTML {
        let why = (one.reasons.map { frame(FitWords.words($0)) } + [one.dialect].compactMap { $0 })
            .joined(separator: " · ")
        return """
            <label><input type="checkbox" name="member" value="\(one.member)"\(" checked", if: isFirst)> \
            <span>\(frame.said(one.name)) <small class="good">\(frame.said(why))</small></span></label>
            """
    }

    // MARK: A call

    /// - Parameters:
    ///   - others: who could be asked beside those who were.
    ///   - refused: who of those just chosen was passed over.
    func call(
        _ reading: HelpCallReading, others: [HelpProposal.One], refused: [(name: String, why: WaveStop)],
        _ problems: [FieldProblem]
    ) -> HTML {
        let call = reading.call, path = "\(root)/help-calls/\(call.id)", fields = Fields(frame, Form(), problems)
        let notes = refused.map {
            "<p class=\"note\">\(frame.said(frame(WaveWords.refused($0.name, $0.why))))</p>" as HTML
        }
        let short: HTML = call.why.map { "<p class=\"note critical\">\(frame(WaveWords.short($0)))</p>" } ?? ""
        let next: HTML = "<p class=\"small\">\(frame(WaveWords.nextWave(call.dueAt)))</p>"
        let waves = Dictionary(grouping: reading.asked, by: \.asking.wave).sorted { $0.key > $1.key }
        return frame.page(
            WaveWords.title, area: .needs,
            """
            <div class="stack"><h1>\(frame(WaveWords.title))</h1>\(about(reading.need, reading.line))\(fields.summary)\(notes)\
            <section class="card stack"><div class="row spread"><strong>\(frame(WaveWords.progress(reading.yes, call.wanted)))</strong>\
            \(badge(call.state))</div><p>\(frame(AskedWords.time(call.terms)))</p>\
            <p class="small">\(frame(WaveWords.whoCalled)) \(frame.said(reading.owner))</p>\
            \(short)\(next, if: call.state == .running)\(doing(reading, path))</section>\
            \(more(others, path, fields), if: !others.isEmpty)\
            \(waves.map { wave($0.key, $0.value) })\
            <p class="row"><a class="btn" href="\(root)/needs/\(call.needID)">\(frame(WaveWords.toNeed))</a>\
            <a class="btn" href="\(root)/help-calls">\(frame(WaveWords.all))</a></p></div>
            """)
    }

    private func badge(_ state: HelpCall.State) -> HTML {
        let kind = state == .met ? "good" : state == .short ? "critical" : ""
        return "<span class=\"badge \(kind)\">\(frame(WaveWords.name(of: state)))</span>"
    }

    private func doing(_ reading: HelpCallReading, _ path: String) -> HTML {
        let call = reading.call
        guard call.state.isOpen else { return "" }
        let again: HTML =
            "<button class=\"btn main\" name=\"action\" value=\"again\">\(frame(WaveWords.again))</button>"
        // One whose time is over asks nobody any more: another takes its place.
        let anew: HTML = """
            <a class="btn main" href="\(root)/needs/\(call.needID)/help-calls?line=\(call.lineID)">\(frame(WaveWords.call))</a>
            """
        return """
            <form method="post" action="\(path)" class="row">\(frame.hidden)\
            \(again, if: call.state == .short && !reading.isPast)\(anew, if: reading.isPast)\
            <button class="btn" name="action" value="end">\(frame(WaveWords.end))</button></form>
            """
    }

    private func more(_ others: [HelpProposal.One], _ path: String, _ fields: Fields) -> HTML {
        """
        <form method="post" action="\(path)" class="card stack">\(frame.hidden)\
        <fieldset class="choice" id="\(fields.id("members"))"><legend>\(frame(WaveWords.others))</legend>\
        \(others.map { box($0, isFirst: false) })</fieldset>\
        <button class="btn" name="action" value="ask">\(frame.icon("people"))\(frame(WaveWords.askAlso))</button></form>
        """
    }

    private func wave(_ number: Int, _ asked: [HelpCallReading.Asked]) -> HTML {
        let rows = asked.map { one -> HTML in
            let asking = one.asking
            let state = one.isLetGo ? frame(WaveWords.letGo) : frame(WaveWords.name(of: asking.state))
            let hand: HTML = " <small>\(frame(WaveWords.byHand))</small>"
            return """
                <li class="line"><span><a href="\(root)/members/\(asking.memberID)">\(frame.said(one.name))</a>\(hand, if: asking.isPicked)</span>\
                <span class="small">\(frame.said(state))</span></li>
                """
        }
        let at: HTML = asked.first.map { "<small>\(frame.moment($0.asking.askedAt))</small>" } ?? ""
        return """
            <section class="card"><h2>\(frame(WaveWords.wave(number))) \(at)</h2><ul class="lines">\(rows)</ul></section>
            """
    }

    // MARK: All

    func list(_ calls: [HelpCallReading], perWeek: Int, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML
    {
        let none: HTML = "<p class=\"empty\">\(frame(WaveWords.none))</p>"
        let rows = calls.map { one -> HTML in
            """
            <li class="line"><span><a href="\(root)/help-calls/\(one.call.id)">\(frame.said(one.line?.item ?? "")) – \(needs.title(one.need))</a> \
            <small>\(frame(WaveWords.progress(one.yes, one.call.wanted)))</small></span>\(badge(one.call.state))</li>
            """
        }
        let list: HTML = "<ul class=\"lines card\">\(rows)</ul>"
        let mayEdit = Policy.allows(.editSettings, frame.ask.viewer)
        return frame.page(
            WaveWords.all, area: .needs,
            """
            <div class="stack"><h1>\(frame(WaveWords.all))</h1><p class="small">\(frame(WaveWords.hint))</p>\
            \(none, if: calls.isEmpty)\(list, if: !calls.isEmpty)\(budget(perWeek, form, problems), if: mayEdit)</div>
            """)
    }

    private func budget(_ perWeek: Int, _ form: Form, _ problems: [FieldProblem]) -> HTML {
        let fields = Fields(frame, form, problems)
        return """
            <form method="post" action="\(root)/contact-budget" class="card stack">\(frame.hidden)\(fields.summary)\
            \(fields.text("perWeek", WaveWords.budget, hint: WaveWords.budgetHint, mode: "numeric", isRequired: true, value: String(perWeek)))\
            \(fields.button(WaveWords.save, kind: ""))</form>
            """
    }
}

extension PageParts {
    /// The ways to calls: one's own, and those of whoever dispatches.
    mutating func addWaves() {
        register(ways: { frame, network in
            let viewer = frame.ask.viewer, root = "/n/\(network.slug)"
            return
                (Policy.allows(.seeOwnAskings, viewer)
                ? [WayOn(.help, "people", AskedWords.mine, "\(root)/me/askings")] : [])
                + (Policy.allows(.callForHelp, viewer)
                    ? [WayOn(.desk, "people", WaveWords.all, "\(root)/help-calls")] : [])
        })
    }
}

extension CaseParts {
    /// The way to its calls, on the page of a need, for those who dispatch.
    mutating func addWaves(_ waves: WaveActs) {
        register { frame, network, file, _ in
            let rows = try await waves.open(of: file.need, for: frame.ask.viewer).map { call, yes -> HTML in
                let item = file.need.lines.first { $0.id == call.lineID }?.item ?? ""
                return """
                    <p class="note"><a href="/n/\(network.slug)/help-calls/\(call.id)">\(frame(WaveWords.title)): \
                    \(frame.said(item))</a> – \(frame(WaveWords.progress(yes, call.wanted)))</p>
                    """
            }
            return Piece(below: "\(rows)")
        }
    }
}
