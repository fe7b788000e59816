internal import Database

/// The road map: what is to be reached for which priority, by when; a list on a phone, a picture beside it where there is room.
struct RoadMapPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    private var root: String { "/n/\(network.slug)/align/road-map" }
    private var viewer: Viewer { frame.ask.viewer }
    private var leads: Bool { Policy.allows(.keepRoadMap, viewer) }
    private var done: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }
    private var fields: Fields { Fields(frame, form, problems) }

    func page(_ map: RoadMap) -> HTML {
        let none: HTML = "<p class=\"empty\">\(frame(RoadMapWords.none))</p>"
        return frame.page(
            RoadMapWords.title, area: .network,
            """
            <div class="stack"><h1>\(frame(RoadMapWords.title))</h1>\(done)<p>\(frame(RoadMapWords.intro))</p>\(fields.summary)\
            \(map.stages.isEmpty ? none : Timeline(frame: frame, map: map).html)\(sections(map))\(adding(map))\
            <p><a class="btn" href="/n/\(network.slug)/align">\(frame(AlignWords.toAlign))</a></p></div>
            """)
    }

    /// By priority, in the order of the charter; then what is tied to none.
    private func sections(_ map: RoadMap) -> HTML {
        let tied = map.priorities.map { priority -> HTML in
            let own = map.stages.filter { $0.clauseID == priority.id }
            let none: HTML = "<p class=\"small\">\(frame(RoadMapWords.noGoalYet))</p>"
            return """
                <section class="stack"><h2>\(frame.said(frame(priority.words.text)))</h2>\(own.isEmpty ? none : "\(own.map { card($0, map) })")</section>
                """
        }
        let known = Set(map.priorities.map(\.id))
        let rest = map.stages.filter { stage in stage.clauseID.map { !known.contains($0) } ?? true }
        guard !rest.isEmpty else { return "\(tied)" }
        let title: HTML = map.priorities.isEmpty ? "" : "<h2>\(frame(RoadMapWords.noPriority))</h2>"
        return "\(tied)<section class=\"stack\">\(title)\(rest.map { card($0, map) })</section>"
    }

    private func card(_ stage: Goal, _ map: RoadMap) -> HTML {
        let milestones = map.milestones(of: stage)
        let rows = milestones.map { one -> HTML in
            """
            <li class="line"><span><a href="\(root)/\(one.id)">\(frame.said(frame(one.shownTitle)))</a></span>\(badge(one))\
            <small>\(frame(RoadMapWords.by(one.dueAt)))</small></li>
            """
        }
        let list: HTML = rows.isEmpty ? "" : "<ul class=\"lines\">\(rows)</ul>"
        let count: HTML =
            milestones.isEmpty
            ? "" : " · \(frame(RoadMapWords.milestones(milestones.count { $0.state == .done }, milestones.count)))"
        return """
            <article class="card" data-item><div class="row spread"><h3><a href="\(root)/\(stage.id)">\(frame.said(frame(stage.shownTitle)))</a></h3>\(badge(stage))</div>\
            <p class="small">\(frame(RoadMapWords.span(stage.from, stage.dueAt)))\(owner(stage, map))\(count)</p>\(gone(stage, map))\(decision(stage, map))\(list)</article>
            """
    }

    /// Of which decision it was made, for those who may read that.
    private func decision(_ goal: Goal, _ map: RoadMap) -> HTML {
        guard let id = goal.decisionID, let title = map.decisions[id] else { return "" }
        return """
            <p class="small">\(frame(MemberWords.label(RoadMapWords.ofDecision)))<a href="/n/\(network.slug)/proposals/\(id)#outcome">\(frame.said(frame(title)))</a></p>
            """
    }

    /// That the charter has changed since, for those who know what it says.
    private func gone(_ goal: Goal, _ map: RoadMap) -> HTML {
        map.isGone(goal.clauseID) ? "<p class=\"small\">\(frame(RoadMapWords.gonePriority))</p>" : ""
    }

    private func owner(_ goal: Goal, _ map: RoadMap) -> HTML {
        map.names[goal.charge.ownerID].map { " · \(frame.said(frame(ReadinessWords.owner($0))))" } ?? ""
    }

    private func badge(_ goal: Goal) -> HTML {
        if !goal.state.isOver, goal.dueAt < frame.now {
            return "<span class=\"badge critical\">\(frame.icon("alert"))\(frame(RoadMapWords.late))</span>"
        }
        let words = frame(RoadMapWords.name(of: goal.state))
        switch goal.state {
        case .planned: return "<span class=\"badge\">\(words)</span>"
        case .going: return "<span class=\"badge info\">\(frame.icon("arrow"))\(words)</span>"
        case .done: return "<span class=\"badge good\">\(frame.icon("check"))\(words)</span>"
        case .dropped: return "<span class=\"badge\">\(frame.icon("cross"))\(words)</span>"
        }
    }

    // MARK: Writing

    private func adding(_ map: RoadMap) -> HTML {
        guard leads else { return "" }
        return "<section class=\"card narrow\">\(writing(RoadMapWords.addStage, map, nil, nil))</section>"
    }

    /// The form of a new goal, or of one that is changed.
    private func writing(_ words: Text, _ map: RoadMap, _ goal: Goal?, _ parent: Goal?) -> HTML {
        let own = fields.of(goal == nil ? "add" : "change")
        // What it serves and the charter no longer has stays unless another is chosen.
        let left = goal?.clauseID.flatMap { map.isGone($0) ? [($0.description, frame(RoadMapWords.goneChoice))] : nil }
        let options =
            [("", frame(RoadMapWords.noneYet))] + (left ?? [])
            + map.priorities.map { ($0.id.description, frame($0.words.text)) }
        let clause: HTML =
            map.priorities.isEmpty && left == nil || parent != nil || goal?.kind == .milestone
            ? "" : own.select("clause", RoadMapWords.priority, options, chosen: goal?.clauseID?.description ?? "")
        let kept: HTML =
            goal?.kind == .milestone && goal?.clauseID != nil
            ? "<input type=\"hidden\" name=\"clause\" value=\"\(goal?.clauseID?.description ?? "")\">" : ""
        let hidden: HTML = parent.map { "<input type=\"hidden\" name=\"parent\" value=\"\($0.id)\">" } ?? ""
        let button: HTML =
            goal == nil
            ? own.button(RoadMapWords.add) : own.button(RoadMapWords.save, name: "action", value: "change")
        let action = goal.map { "\(root)/\($0.id)/actions" } ?? root
        return own.folded(
            words,
            """
            <form method="post" action="\(action)" class="stack">\(own.hidden)\(hidden)\(kept)\
            \(own.text("title", RoadMapWords.goal, isRequired: true, value: goal?.title))\
            \(own.area("words", RoadMapWords.words, rows: 2, value: goal?.note))\(clause)\
            \(own.text("from", RoadMapWords.from, hint: RoadMapWords.fromHint, kind: "date", value: goal.map { Format.dayField($0.from) }))\
            \(own.text("due", RoadMapWords.due, kind: "date", isRequired: true, value: goal.map { Format.dayField($0.dueAt) }))\(button)</form>
            """)
    }

    // MARK: One goal

    func one(_ goal: Goal, _ map: RoadMap) -> HTML {
        let owns = viewer.member?.id == goal.charge.ownerID
        let parent = map.goals.first { $0.id == goal.parentID }
        let way: HTML =
            parent.map {
                "<p class=\"small\">\(frame(RoadMapWords.name(of: .stage))): <a href=\"\(root)/\($0.id)\">\(frame.said(frame($0.shownTitle)))</a></p>"
            }
            ?? ""
        let priority: HTML =
            map.words(of: goal.clauseID).map {
                "<p class=\"small\">\(frame(RoadMapWords.priority)): \(frame.said(frame($0.text)))</p>"
            } ?? gone(goal, map)
        let isAuthor = viewer.member?.id == goal.madeByID, title: HTML = "<h1>\(frame.said(goal.title))</h1>"
        let head: HTML =
            goal.hidden == nil
            ? title
            : """
            <h1>\(frame(RoadMapWords.name(of: goal.kind)))</h1>\(moderation.shown(
                "<p><strong>\(frame.said(goal.title))</strong></p><p>\(frame.said(goal.note))</p>", goal.text,
                hidden: goal.hidden, isAuthor: isAuthor, reads: owns || leads))
            """
        let note: HTML = goal.note.isEmpty || goal.hidden != nil ? "" : "<p>\(frame.said(goal.note))</p>"
        let seen = TextStamp.of([goal.title, goal.note, goal.stateNote].joined(separator: "\n"))
        let report = isAuthor ? "" : moderation.tools(goal.text, isHidden: goal.hidden != nil, seen: seen)
        let said: HTML =
            goal.stateNote.isEmpty || goal.hidden != nil
            ? ""
            : "<blockquote>\(frame.said(goal.stateNote))</blockquote><p class=\"small\">\(frame.moment(goal.stateAt))</p>"
        return frame.page(
            goal.shownTitle, area: .network,
            """
            <div class="stack narrow">\(head)\(done)\(fields.summary)<p class="row">\(badge(goal))\
            <span>\(frame(RoadMapWords.name(of: goal.kind))) · \(frame(RoadMapWords.span(goal.from, goal.dueAt)))</span></p>\(way)\(priority)\(decision(goal, map))\(note)\(said)\
            \(charge(goal, map))\(states(goal, owns))\(milestones(goal, map, owns))\(changing(goal, map, owns))\(report)\
            <p><a class="btn" href="\(root)">\(frame(RoadMapWords.toMap))</a></p></div>
            """)
    }

    private var moderation: ModerationPages { ModerationPages(frame: frame, network: network) }

    private func charge(_ goal: Goal, _ map: RoadMap) -> HTML {
        guard !goal.state.isOver, let name = map.names[goal.charge.ownerID] else { return "" }
        let parts = ChargeParts(frame: frame, fields: fields.of("charge"), action: "\(root)/\(goal.id)/actions").html(
            goal.charge, name: name, leads: leads, candidates: map.candidates, about: goal.shownTitle,
            hidden: ("goal", goal.id.description))
        return "<section class=\"card\">\(parts)</section>"
    }

    private func states(_ goal: Goal, _ owns: Bool) -> HTML {
        guard owns || leads else { return "" }
        let own = fields.of("state")
        let buttons = GoalRules.next(goal.state).map { state -> HTML in
            let (words, value): (Text, String) =
                switch state {
                case .going: (RoadMapWords.begin, "begin")
                case .done: (RoadMapWords.done, "done")
                case .dropped: (RoadMapWords.drop, "drop")
                case .planned: (RoadMapWords.reopen, "reopen")
                }
            return own.button(words, kind: state == .done ? "main" : "", name: "action", value: value)
        }
        return """
            <section class="card"><h2>\(frame(RoadMapWords.howItStands))</h2><form method="post" action="\(root)/\(goal.id)/actions" class="stack">\(own.hidden)\
            \(own.text("note", RoadMapWords.note))<div class="row">\(buttons)</div></form></section>
            """
    }

    private func milestones(_ goal: Goal, _ map: RoadMap, _ owns: Bool) -> HTML {
        guard goal.kind == .stage else { return "" }
        let rows = map.milestones(of: goal).map { one -> HTML in
            """
            <li class="line"><span><a href="\(root)/\(one.id)">\(frame.said(frame(one.shownTitle)))</a></span>\(badge(one))\
            <small>\(frame(RoadMapWords.by(one.dueAt)))\(owner(one, map))</small></li>
            """
        }
        let list: HTML =
            rows.isEmpty
            ? "<p class=\"empty\">\(frame(RoadMapWords.noMilestones))</p>" : "<ul class=\"lines\">\(rows)</ul>"
        let add: HTML =
            (owns || leads) && !goal.state.isOver ? writing(RoadMapWords.addMilestone, map, nil, goal) : ""
        return "<section class=\"card\"><h2>\(frame(RoadMapWords.name(of: .milestone)))</h2>\(list)\(add)</section>"
    }

    private func changing(_ goal: Goal, _ map: RoadMap, _ owns: Bool) -> HTML {
        guard owns || leads, !goal.state.isOver else { return "" }
        return "<section class=\"card\">\(writing(RoadMapWords.change, map, goal, nil))</section>"
    }
}

/// The road map as a picture: a bar for each stage goal, a mark for each milestone, today as a line; its table twin stands below.
struct Timeline {
    let frame: Frame
    let map: RoadMap

    private static let width = 900, left = 250, row = 30

    private var rows: [Goal] { map.stages.flatMap { [$0] + map.milestones(of: $0) } }

    var html: HTML {
        let rows = rows, from = rows.map { $0.kind == .stage ? $0.from : $0.dueAt }.min() ?? frame.now
        let until = max(rows.map(\.dueAt).max() ?? frame.now, from + Time.day)
        let first = min(from, frame.now), last = max(until, frame.now)
        func x(_ moment: Int64) -> Int {
            let share = Double(moment - first) / Double(max(1, last - first))
            return Timeline.left + 10 + Int(share * Double(Timeline.width - Timeline.left - 30))
        }
        let marks = rows.enumerated().map { index, goal -> HTML in mark(goal, index, x) }
        let height = rows.count * Timeline.row + 40, today = x(frame.now)
        return """
            <figure class="timeline"><svg viewBox="0 0 \(Timeline.width) \(height)" role="img" aria-label="\(frame(RoadMapWords.picture))">\
            <line class="today" x1="\(today)" y1="14" x2="\(today)" y2="\(height - 20)"/>\
            <text class="now" x="\(today)" y="\(height - 6)">\(frame(RoadMapWords.today))</text>\(marks)</svg></figure>\(table(rows))
            """
    }

    private func mark(_ goal: Goal, _ index: Int, _ x: (Int64) -> Int) -> HTML {
        let y = index * Timeline.row + 10,
            name = Timeline.clipped(frame(goal.shownTitle), goal.kind == .stage ? 24 : 22)
        let kind: HTML = goal.state == .done ? "done" : !goal.state.isOver && goal.dueAt < frame.now ? "late" : "open"
        let indent = goal.kind == .stage ? 4 : 22
        let text: HTML = "<text x=\"\(indent)\" y=\"\(y + 16)\">\(name)</text>"
        guard goal.kind == .stage else {
            let center = x(goal.dueAt), top = y + 3
            return """
                \(text)<path class="\(kind)" d="M\(center) \(top) l8 8 l-8 8 l-8 -8 z"/>
                """
        }
        let start = x(goal.from), width = max(4, x(goal.dueAt) - start)
        return
            "\(text)<rect class=\"\(kind)\" x=\"\(start)\" y=\"\(y + 4)\" width=\"\(width)\" height=\"14\" rx=\"4\"/>"
    }

    /// Han characters are twice as wide as others.
    private static func clipped(_ text: String, _ most: Int) -> String {
        var width = 0
        for (index, character) in zip(text.indices, text) {
            width += character.isASCII ? 1 : 2
            if width > most * 3 / 2 { return text[..<index] + "…" }
        }
        return text
    }

    private func table(_ rows: [Goal]) -> HTML {
        let lines = rows.map { goal -> HTML in
            let indent: HTML = goal.kind == .milestone ? "– " : ""
            return """
                <tr><th scope="row">\(indent)\(frame.said(frame(goal.shownTitle)))</th><td>\(day(goal.kind == .stage ? goal.from : nil))</td>\
                <td>\(day(goal.dueAt))</td><td>\(frame(RoadMapWords.name(of: goal.state)))</td></tr>
                """
        }
        return """
            <details class="more timeline-table"><summary>\(frame(RoadMapWords.table))</summary><table><thead><tr>\
            <th scope="col">\(frame(RoadMapWords.what))</th><th scope="col">\(frame(RoadMapWords.from))</th>\
            <th scope="col">\(frame(RoadMapWords.due))</th><th scope="col">\(frame(RoadMapWords.state))</th></tr></thead><tbody>\(lines)</tbody></table></details>
            """
    }

    private func day(_ moment: Int64?) -> String { moment.map { Format.day($0, in: frame.language) } ?? "" }
}
