internal import Database

/// Who is on duty, and who carries how much.
struct RosterPages {
    let frame: Frame
    let network: Network
    /// Who takes a break, and until when.
    var resting: [ID: Int64] = [:]
    /// How often second looks agree.
    var looks = LookFigures()
    /// What a shift may belong to.
    var emergencies: [Emergency] = []

    func roster(
        _ shifts: [Shift], members: [Member], isReserveAsked: Bool = false, _ form: Form = Form(),
        _ problems: [FieldProblem] = []
    ) -> HTML {
        let isLead = Policy.allows(.editRoster, frame.ask.viewer)
        let rows = shifts.map { shift -> HTML in
            let isNow = shift.startsAt <= frame.now && shift.endsAt > frame.now
            let mark: HTML =
                isNow && !shift.isOnCall
                ? "<span class=\"badge good\">\(frame.icon("check"))\(frame(RosterWords.now))</span>" : ""
            let call: HTML = shift.isOnCall ? "<span class=\"badge info\">\(frame(RosterWords.onCall))</span>" : ""
            let awaited: HTML =
                shift.acceptedAt == nil ? "<span class=\"badge warn\">\(frame(RosterWords.awaited))</span>" : ""
            let rest: HTML =
                resting[shift.memberID].flatMap { isNow ? $0 : nil }.map {
                    "<span class=\"badge\">\(frame(RestWords.restingOther(until: $0)))</span>"
                } ?? ""
            let isMine = shift.memberID == frame.ask.viewer.member?.id
            let answers: HTML =
                isMine && shift.acceptedAt == nil ? RosterPages.answers(shift, frame, slug: network.slug) : ""
            let mayEnd = isLead || (isNow && shift.memberID == frame.ask.viewer.member?.id)
            let end: HTML =
                mayEnd
                ? """
                <form method="post" action="/n/\(network.slug)/roster/\(shift.id)/end">\(frame.hidden)\
                <button class="btn quiet">\(frame(isNow ? RosterWords.end : SiteWords.cancel))</button></form>
                """ : ""
            return """
                <tr role="row"><th scope="row" role="rowheader">\(shift.memberName) \(mark)\(call)\(awaited)\(rest)</th>\
                <td role="cell" data-label="\(frame(RosterWords.desk))">\(frame.said(shift.desk))\(belonging(shift))</td>\
                <td role="cell" data-label="\(frame(RosterWords.starts))">\(frame.moment(shift.startsAt))</td>\
                <td role="cell" data-label="\(frame(RosterWords.ends))">\(frame.moment(shift.endsAt))</td><td role="cell">\(answers)\(end)</td></tr>
                """
        }
        let table: HTML =
            rows.isEmpty
            ? "<p class=\"empty\">\(frame(RosterWords.none))</p>"
            : """
            <table class="data" role="table"><thead><tr role="row"><th scope="col">\(frame(RosterWords.member))</th>\
            <th scope="col">\(frame(RosterWords.desk))</th><th scope="col">\(frame(RosterWords.starts))</th>\
            <th scope="col">\(frame(RosterWords.ends))</th><td></td></tr></thead><tbody>\(rows)</tbody></table>
            """
        let asked: HTML =
            isReserveAsked
            ? "<section class=\"card main-thing\">\(RosterPages.reserve(frame, slug: network.slug))</section>" : ""
        return frame.page(
            RosterWords.title, area: .network,
            """
            <h1>\(frame(RosterWords.title))</h1><p class="small">\(frame(RosterWords.endHint))</p>\
            \(asked)\(gapsCard(shifts))<section class="card">\(table)</section>\(isLead ? planForm(members, form, problems) : "")
            """)
    }

    /// The emergency that a shift belongs to.
    private func belonging(_ shift: Shift) -> HTML {
        guard let tie = shift.emergency else { return "" }
        return "<br><small>\(EmergencyParts(frame: frame, slug: network.slug).link(tie))</small>"
    }

    /// The holes of the coming week, so that somebody can fill them.
    private func gapsCard(_ shifts: [Shift]) -> HTML {
        let week = frame.now + 7 * Time.day
        let unmanned = DutyRules.gaps(shifts.filter { !$0.isOnCall }, from: frame.now, to: week)
        let uncovered = DutyRules.gaps(shifts.filter { $0.acceptedAt != nil }, from: frame.now, to: week)
        return holes(RosterWords.gaps, unmanned) + holes(RosterWords.noOnCall, uncovered)
    }

    private func holes(_ title: Text, _ gaps: [(from: Int64, to: Int64)]) -> HTML {
        guard !gaps.isEmpty else { return "" }
        let rows = gaps.prefix(20).map { gap -> HTML in
            "<li>\(frame.moment(gap.from)) – \(frame.moment(gap.to))</li>"
        }
        return "<section class=\"note warn\"><h2>\(frame(title))</h2><ul>\(rows)</ul></section>"
    }

    /// Yes or no to a line of the roster.
    static func answers(_ shift: Shift, _ frame: Frame, slug: String) -> HTML {
        """
        <form method="post" action="/n/\(slug)/roster/\(shift.id)/answer" class="row">\(frame.hidden)\
        <button class="btn main" name="accepts" value="yes">\(frame(RosterWords.acceptShift))</button>\
        <button class="btn" name="accepts" value="no">\(frame(RosterWords.declineShift))</button></form>\
        <p class="small">\(frame(RosterWords.rings(hasGateway: frame.offersPhone)))</p>
        """
    }

    /// Yes or no to helping through a burst.
    static func reserve(_ frame: Frame, slug: String) -> HTML {
        """
        <form method="post" action="/n/\(slug)/roster/reserve" class="stack">\(frame.hidden)<p>\(frame(BurstWords.asked))</p>\
        <div class="row"><button class="btn main" name="comes" value="yes">\(frame(BurstWords.comes))</button>\
        <button class="btn" name="comes" value="no">\(frame(BurstWords.cannot))</button></div></form>
        """
    }

    private func planForm(_ members: [Member], _ form: Form, _ problems: [FieldProblem]) -> HTML {
        let fields = Fields(frame, form, problems)
        let hour = frame.now / Time.hour * Time.hour + Time.hour
        return """
            <section class="card"><h2>\(frame(RosterWords.plan))</h2>\(fields.summary)\
            <form method="post" action="/n/\(network.slug)/roster" class="stack">\(frame.hidden)\
            \(fields.select("member", RosterWords.member, members.map { ($0.id.description, $0.name) }))\
            \(fields.text("desk", RosterWords.desk, isRequired: true))\
            \(EmergencyParts(frame: frame, slug: network.slug).choice(fields, emergencies, now: nil))\
            <label class="option"><input type="checkbox" name="onCall" value="1"\(" checked", if: form["onCall"] == "1")>\
            <span>\(frame(RosterWords.isOnCall)) <small>\(frame(RosterWords.onCallHint)) \(frame(RosterWords.rings(hasGateway: frame.offersPhone)))</small></span></label>\
            \(fields.text("startsAt", RosterWords.starts, kind: "datetime-local", isRequired: true, value: Format.field(hour)))\
            \(fields.text("endsAt", RosterWords.ends, kind: "datetime-local", isRequired: true,
                value: Format.field(hour + 8 * Time.hour)))\
            <button class="btn main">\(frame(RosterWords.plan))</button></form></section>
            """
    }

    func load(_ overview: Overview, _ tempo: DeskTempo, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML
    {
        let loads = overview.loads.sorted { ($1.late, $1.open, $0.memberID) < ($0.late, $0.open, $1.memberID) }
        let onShift = Set(overview.onShift.map(\.memberID))
        let rows = loads.map { load -> HTML in
            let mark: HTML =
                onShift.contains(load.memberID)
                ? "<span class=\"badge good\">\(frame.icon("check"))\(frame(RosterWords.now))</span>" : ""
            let late: HTML =
                load.late > 0
                ? "<span class=\"badge critical\">\(frame.icon("alert"))\(load.late)</span>" : "0"
            return """
                <tr role="row"><th scope="row" role="rowheader">\(overview.names[load.memberID] ?? "") \(mark)</th>\
                <td role="cell" class="num" data-label="\(frame(RosterWords.open))">\(load.open)</td>\
                <td role="cell" class="num" data-label="\(frame(RosterWords.late))">\(late)</td></tr>
                """
        }
        let states = Need.State.allCases.compactMap { state -> HTML? in
            overview.states[state].map {
                """
                <dt><a href="/n/\(network.slug)/needs?state=\(state.rawValue)">\(frame(NeedWords.name(of: state)))</a></dt>\
                <dd>\($0)</dd>
                """
            }
        }
        let late = overview.late.map { item -> HTML in
            """
            <a class="wait" data-item href="/n/\(network.slug)/needs/\(item.clock.needID)">\
            \(frame.clock(due: item.clock.dueAt, start: item.clock.startedAt))<strong>\(frame.said(item.title))</strong>\
            \(frame.icon("arrow"))<span class="small row">\(frame(RosterWords.step(item.clock.step))) · \
            \(overview.names[item.clock.ownerID] ?? "") \(NeedParts(frame).urgency(item.urgency))</span></a>
            """
        }
        let nothing: HTML = "<p class=\"empty\">\(frame(RosterWords.nothingLate))</p>"
        let nobody: HTML = "<p class=\"note warn\">\(frame(RosterWords.nobody))</p>"
        return frame.page(
            RosterWords.overview, area: .network,
            """
            <h1>\(frame(RosterWords.overview))</h1>\(nobody, if: overview.onShift.isEmpty)<div class="two"><div class="stack">\
            <h2>\(frame(RosterWords.lateList)) <small class="num">\(overview.late.count)</small></h2>\
            <section class="card flush">\(late)\(nothing, if: late.isEmpty)</section>\
            <section class="card"><h2>\(frame(RosterWords.loads))</h2><table class="data" role="table"><thead><tr role="row">\
            <th scope="col">\(frame(RosterWords.owner))</th><th scope="col">\(frame(RosterWords.open))</th>\
            <th scope="col">\(frame(RosterWords.late))</th></tr></thead><tbody>\(rows)</tbody></table></section></div>\
            <aside class="stack">\(tempoCard(tempo, Fields(frame, form, problems)))\(LookParts(frame: frame).figures(looks))<section class="card"><h2>\(frame(RosterWords.states))</h2>\
            <dl class="facts end num">\(states)</dl></section>\
            <p><a class="btn" href="/n/\(network.slug)/roster">\(frame(RosterWords.title))</a></p></aside></div>
            """)
    }

    /// How fast the desk works, and the word that more comes than it can do.
    private func tempoCard(_ tempo: DeskTempo, _ fields: Fields) -> HTML {
        let wait: HTML =
            tempo.usualWait.map {
                "<dt>\(frame(BurstWords.usualWait))</dt><dd>\(Format.span($0, in: frame.language))</dd>"
            } ?? ""
        let root = "/n/\(network.slug)/burst"
        let act: HTML
        if !Policy.allows(.editRoster, frame.ask.viewer) {
            act = ""
        } else if let since = tempo.burstSince {
            act = """
                <p class="note warn">\(frame(BurstWords.since(since)))</p><form method="post" action="\(root)/end">\(frame.hidden)\
                <button class="btn">\(frame(BurstWords.end))</button></form>
                """
        } else {
            act = fields.folded(
                BurstWords.declare,
                """
                <form method="post" action="\(root)" class="stack">\(fields.hidden)<p class="small">\(frame(BurstWords.declareHint))</p>\
                \(fields.text("hours", BurstWords.hours, mode: "numeric", isRequired: true, value: "12"))\
                \(fields.button(BurstWords.declare))</form>
                """)
        }
        return """
            <section class="card"><h2>\(frame(BurstWords.tempo))</h2><p>\(frame(BurstWords.reading(tempo)))</p>\
            <dl class="facts end num"><dt>\(frame(BurstWords.arrivals))</dt><dd>\(tempo.arrivals)</dd>\
            <dt>\(frame(BurstWords.answered))</dt><dd>\(tempo.answered)</dd><dt>\(frame(BurstWords.waiting))</dt>\
            <dd>\(tempo.waiting)</dd>\(wait)</dl>\(act)</section>
            """
    }
}
