internal import Database

/// Who is on duty, and who carries how much.
struct RosterPages {
    let frame: Frame
    let network: Network

    func roster(_ shifts: [Shift], members: [Member], _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let isLead = Policy.allows(.editRoster, frame.ask.viewer)
        let rows = shifts.map { shift -> HTML in
            let isNow = shift.startsAt <= frame.now && shift.endsAt > frame.now
            let mark: HTML =
                isNow ? "<span class=\"badge good\">\(frame.icon("check"))\(frame(RosterWords.now))</span>" : ""
            let mayEnd = isLead || (isNow && shift.memberID == frame.ask.viewer.member?.id)
            let end: HTML =
                mayEnd
                ? """
                <form method="post" action="/n/\(network.slug)/roster/\(shift.id)/end">\(frame.hidden)\
                <button class="btn quiet">\(frame(isNow ? RosterWords.end : SiteWords.cancel))</button></form>
                """ : ""
            return """
                <tr role="row"><th scope="row" role="rowheader">\(shift.memberName) \(mark)</th>\
                <td role="cell" data-label="\(frame(RosterWords.desk))">\(frame.said(shift.desk))</td>\
                <td role="cell" data-label="\(frame(RosterWords.starts))">\(frame.moment(shift.startsAt))</td>\
                <td role="cell" data-label="\(frame(RosterWords.ends))">\(frame.moment(shift.endsAt))</td><td role="cell">\(end)</td></tr>
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
        return frame.page(
            RosterWords.title, area: .network,
            """
            <h1>\(frame(RosterWords.title))</h1><p class="small">\(frame(RosterWords.endHint))</p>\
            \(gapsCard(shifts))<section class="card">\(table)</section>\(isLead ? planForm(members, form, problems) : "")
            """)
    }

    /// The holes of the coming week, so that somebody can fill them.
    private func gapsCard(_ shifts: [Shift]) -> HTML {
        let gaps = DutyRules.gaps(shifts, from: frame.now, to: frame.now + 7 * Time.day)
        guard !gaps.isEmpty else { return "" }
        let rows = gaps.prefix(20).map { gap -> HTML in
            "<li>\(frame.moment(gap.from)) – \(frame.moment(gap.to))</li>"
        }
        return "<section class=\"note warn\"><h2>\(frame(RosterWords.gaps))</h2><ul>\(rows)</ul></section>"
    }

    private func planForm(_ members: [Member], _ form: Form, _ problems: [FieldProblem]) -> HTML {
        let fields = Fields(frame, form, problems)
        let hour = frame.now / Time.hour * Time.hour + Time.hour
        return """
            <section class="card"><h2>\(frame(RosterWords.plan))</h2>\(fields.summary)\
            <form method="post" action="/n/\(network.slug)/roster" class="stack">\(frame.hidden)\
            \(fields.select("member", RosterWords.member, members.map { ($0.id.description, $0.name) }))\
            \(fields.text("desk", RosterWords.desk, isRequired: true))\
            \(fields.text("startsAt", RosterWords.starts, kind: "datetime-local", isRequired: true, value: Format.field(hour)))\
            \(fields.text("endsAt", RosterWords.ends, kind: "datetime-local", isRequired: true,
                value: Format.field(hour + 8 * Time.hour)))\
            <button class="btn main">\(frame(RosterWords.plan))</button></form></section>
            """
    }

    func load(_ overview: Overview) -> HTML {
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
            <aside class="stack"><section class="card"><h2>\(frame(RosterWords.states))</h2>\
            <dl class="facts end num">\(states)</dl></section>\
            <p><a class="btn" href="/n/\(network.slug)/roster">\(frame(RosterWords.title))</a></p></aside></div>
            """)
    }
}
