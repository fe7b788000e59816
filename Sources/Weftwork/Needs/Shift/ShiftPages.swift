internal import Database

/// The page at the beginning and the end of a shift.
struct ShiftPages {
    let frame: Frame
    let network: Network
    var notice: Text?
    /// What is met at the beginning of a shift.
    var start: HTML = ""

    private var root: String { "/n/\(network.slug)" }

    /// On home, while a shift is young or nearly over.
    static func link(_ frame: Frame, slug: String) -> HTML {
        "<li><a class=\"btn main\" href=\"/n/\(slug)/briefing\">\(frame(ShiftWords.read))</a></li>"
    }

    /// - Parameters:
    ///   - receivers: who can take what the reader answers for, those on shift first.
    ///   - left: what could not be answered, and why.
    func page(
        _ briefing: ShiftBriefing, receivers: [DutyCandidate], left: [Text] = [], _ form: Form = Form(),
        _ problems: [FieldProblem] = []
    ) -> HTML {
        let fields = Fields(frame, form, problems)
        let refused: HTML =
            left.isEmpty
            ? ""
            : "<div class=\"note warn\"><p>\(frame(TriageWords.left))</p><ul>\(left.map { "<li>\(frame($0))</li>" as HTML })</ul></div>"
        return frame.page(
            ShiftWords.title, area: .queue,
            """
            \(notice.map(frame.toast) ?? "")<div class="head"><h1>\(frame(ShiftWords.title))</h1>\
            <a class="btn" href="\(root)/queue">\(frame(QueueWords.title))</a></div>\(fields.summary)\(refused)\
            \(start)\(offered(briefing))<div class="two"><div class="stack">\(critical(briefing))\(late(briefing))\(changed(briefing))</div>\
            <aside class="stack">\(states(briefing))\(before(briefing))\(end(briefing, receivers, fields))</aside></div>
            """)
    }

    private func states(_ briefing: ShiftBriefing) -> HTML {
        let rows = Need.State.allCases.compactMap { state -> HTML? in
            briefing.states[state].map {
                """
                <dt><a href="\(root)/needs?state=\(state.rawValue)">\(frame(NeedWords.name(of: state)))</a></dt><dd>\($0)</dd>
                """
            }
        }
        return """
            <section class="card"><h2>\(frame(ShiftWords.now))</h2><dl class="facts end num">\(rows)</dl></section>
            """
    }

    private func critical(_ briefing: ShiftBriefing) -> HTML {
        let rows = briefing.critical.map { need -> HTML in
            let clock: HTML = need.dueAt.map { frame.clock(due: $0, start: need.createdAt) } ?? ""
            return """
                <a class="wait" data-item href="\(root)/queue/\(need.id)">\(clock)<strong>\(frame.said(need.title))</strong>\
                \(frame.icon("arrow"))<span class="small row">\(NeedParts(frame).state(need.state)) <span>\(need.ownerName)</span></span></a>
                """
        }
        let none: HTML = "<p class=\"empty\">\(frame(ShiftWords.noCritical))</p>"
        return """
            <section class="card flush"><h2>\(frame(ShiftWords.critical))</h2>\(rows)\(none, if: rows.isEmpty)</section>
            """
    }

    private func late(_ briefing: ShiftBriefing) -> HTML {
        let rows = briefing.late.map { item -> HTML in
            """
            <a class="wait" data-item href="\(root)/needs/\(item.clock.needID)">\
            \(frame.clock(due: item.clock.dueAt, start: item.clock.startedAt))<strong>\(frame.said(item.title))</strong>\
            \(frame.icon("arrow"))<span class="small row">\(frame(RosterWords.step(item.clock.step))) \
            \(NeedParts(frame).urgency(item.urgency))</span></a>
            """
        }
        let none: HTML = "<p class=\"empty\">\(frame(RosterWords.nothingLate))</p>"
        return """
            <section class="card flush"><h2>\(frame(ShiftWords.late)) <small class="num">\(rows.count)</small></h2>\(rows)\
            \(none, if: rows.isEmpty)</section>
            """
    }

    private func changed(_ briefing: ShiftBriefing) -> HTML {
        var lines = briefing.bursts.map { ShiftWords.burst($0.beganAt, $0.endedAt) }
        if briefing.floods > 0 { lines.append(ShiftWords.floods(briefing.floods)) }
        if briefing.reports > 0 { lines.append(ShiftWords.reports(briefing.reports)) }
        if lines.isEmpty { lines = [ShiftWords.quiet] }
        let rows = lines.map { "<li>\(frame($0))</li>" as HTML }
        return "<section class=\"card\"><h2>\(frame(ShiftWords.changed))</h2><ul>\(rows)</ul></section>"
    }

    private func before(_ briefing: ShiftBriefing) -> HTML {
        let rows = briefing.before.prefix(12).map { shift -> HTML in
            """
            <li>\(shift.memberName) · \(frame.said(shift.desk)) <span class="small">\(frame.moment(shift.startsAt)) – \
            \(frame.moment(shift.endsAt))</span></li>
            """
        }
        let none: HTML = "<p class=\"small\">\(frame(ShiftWords.nobodyBefore))</p>"
        let list: HTML = rows.isEmpty ? none : "<ul>\(Array(rows))</ul>"
        return "<section class=\"card\"><h2>\(frame(ShiftWords.before))</h2>\(list)</section>"
    }

    /// What others offer: all or some of it, in one go.
    private func offered(_ briefing: ShiftBriefing) -> HTML {
        guard !briefing.offered.isEmpty else { return "" }
        let rows = briefing.offered.map { one -> HTML in
            """
            <li><label class="option"><input type="checkbox" name="handover" value="\(one.id)" checked>\
            <span>\(frame.said(one.title)) <small>\(frame(RosterWords.from(one.fromName))) · \(frame.ago(one.at))</small></span></label></li>
            """
        }
        return """
            <section class="card" id="offered"><h2>\(frame(RosterWords.handovers)) <small class="num">\(rows.count)</small></h2>\
            <form method="post" action="\(root)/briefing/answer" class="stack">\(frame.hidden)<ul class="stack">\(rows)</ul>\
            <div class="row"><button class="btn main" name="action" value="accept">\(frame(ShiftWords.accept))</button>\
            <button class="btn" name="action" value="decline">\(frame(ShiftWords.decline))</button></div></form></section>
            """
    }

    private func end(_ briefing: ShiftBriefing, _ receivers: [DutyCandidate], _ fields: Fields) -> HTML {
        guard briefing.mine > 0 else { return "" }
        let options = receivers.filter { $0.member.id != frame.ask.viewer.member?.id }
            .map { ($0.member.id.description, $0.member.name) }
        return """
            <section class="card" id="end"><h2>\(frame(ShiftWords.end))</h2><p class="small">\(frame(ShiftWords.mine(briefing.mine)))</p>\
            <form method="post" action="\(root)/briefing/hand" class="stack">\(fields.hidden)\
            \(fields.select("to", ShiftWords.to, options))\(fields.area("note", ShiftWords.note, rows: 2))\
            <button class="btn main">\(frame(ShiftWords.handAll))</button></form></section>
            """
    }
}
