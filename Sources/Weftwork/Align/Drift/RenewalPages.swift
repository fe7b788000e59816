internal import Database

/// A renewal with its five steps.
struct RenewalPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    private var root: String { "/n/\(network.slug)" }
    private var viewer: Viewer { frame.ask.viewer }
    private var done: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }

    func page(_ reading: RenewalReading) -> HTML {
        let renewal = reading.renewal, fields = Fields(frame, form, problems)
        let state =
            renewal.isOpen ? RenewalWords.runsNow : renewal.newVersion.map(RenewalWords.renewed) ?? RenewalWords.ended
        let began = RenewalWords.began(reading.names[renewal.byID] ?? "", renewal.startedAt)
        return frame.page(
            RenewalWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(RenewalWords.title))</h1>\(done)\(fields.summary)\
            <p><span class="badge">\(frame(state))</span> <span class="small">\(frame.said(frame(began))) · \
            \(frame(RenewalWords.version(renewal.version)))</span></p>\
            <section class="card"><h2>\(frame(RenewalWords.fromReason))</h2><p>\(frame(RenewalWords.reason(renewal.reason)))</p>\
            <blockquote class="prose">\(frame.said(renewal.words))</blockquote></section>\
            <ol class="stack plain">\(RenewalMindset(frame: frame, network: network, reading: reading).html)\
            \(reading.steps.map { step($0, reading, fields) })</ol>\(goals(reading, fields))\
            \(ending(reading, fields))<p><a class="btn" href="\(root)/drift">\(frame(RenewalWords.back))</a></p></div>
            """)
    }

    private func step(_ step: RenewalStep, _ reading: RenewalReading, _ fields: Fields) -> HTML {
        let isMine = step.ownerID == viewer.member?.id
        let state = step.doneAt != nil ? RenewalWords.done : step.isTurn ? RenewalWords.turn : RenewalWords.later
        let when: HTML =
            step.doneAt.map { "· \(frame(RenewalWords.doneAt($0)))" }
            ?? step.dueAt.map { "\(frame.clock(due: $0, start: step.startedAt))" } ?? ""
        let words: HTML = step.words.isEmpty ? "" : "<blockquote class=\"prose\">\(frame.said(step.words))</blockquote>"
        let tools = step.isTurn && isMine ? tools(step, reading, fields) : ""
        let taking: HTML = """
            <form method="post" action="\(root)/renewals/\(step.renewalID)/actions">\(frame.hidden)\
            <input type="hidden" name="step" value="\(step.kind.name)">\
            <button class="btn quiet" name="action" value="take">\(frame(RenewalWords.take(step.kind)))</button></form>
            """
        let mayTake = step.doneAt == nil && !isMine && reading.renewal.isOpen && Policy.allows(.keepDrift, viewer)
        return """
            <li class="card\(" main-thing", if: step.isTurn)" id="\(step.kind.name)"><div class="row spread">\
            <h2>\(step.kind.rawValue). \(frame(RenewalWords.name(of: step.kind)))</h2><span class="badge">\(frame(state))</span></div>\
            <p>\(frame(RenewalWords.about(step.kind)))</p>\
            <p class="small">\(frame.said(frame(RenewalWords.owner(reading.names[step.ownerID] ?? "")))) \(when)</p>\
            \(words)\(tools)\(taking, if: mayTake)</li>
            """
    }

    /// What whoever answers for it can do now.
    private func tools(_ step: RenewalStep, _ reading: RenewalReading, _ fields: Fields) -> HTML {
        let own = fields.of(step.kind.name)
        let way: HTML =
            switch step.kind {
            case .realign: "<p><a class=\"btn\" href=\"\(root)/align\">\(frame(RenewalWords.toAlign))</a></p>"
            case .adopt: "<p><a class=\"btn\" href=\"\(root)/charter\">\(frame(RenewalWords.toDraft))</a></p>"
            case .review, .draft, .goals: ""
            }
        guard step.kind != .adopt else { return way }
        guard step.kind != .draft else { return drafting(own, reading) }
        return """
            \(way)<form method="post" action="\(root)/renewals/\(step.renewalID)/actions" class="stack">\(own.hidden)\
            <input type="hidden" name="step" value="\(step.kind.name)">\
            \(own.area("words-\(step.kind.name)", RenewalWords.cameOf(step.kind), isRequired: true))\
            \(own.button(RenewalWords.finish(step.kind), name: "action", value: "finish"))</form>
            """
    }

    private func drafting(_ own: Fields, _ reading: RenewalReading) -> HTML {
        """
        <form method="post" action="\(root)/renewals/\(reading.renewal.id)/actions" class="stack">\(own.hidden)\
        \(own.area("reason", RenewalWords.whatChanged, isRequired: true))\
        \(own.area("learnt", RenewalWords.learnt, isRequired: true))\
        \(own.button(RenewalWords.begin, name: "action", value: "draft"))</form>
        """
    }

    private func goals(_ reading: RenewalReading, _ fields: Fields) -> HTML {
        let rows = reading.goals.map { goal -> HTML in
            let priority = reading.priorities.first { $0.id == goal.clauseID }
            let about: HTML =
                priority.map { "<br><small>\(frame.said($0.text(frame.language)))</small>" } ?? ""
            return """
                <li><a href="\(root)/align/road-map/\(goal.id)">\(frame.said(frame(goal.shownTitle)))</a> · \(frame(RenewalWords.due(goal.dueAt)))\(about)</li>
                """
        }
        let list: HTML = rows.isEmpty ? "<p class=\"empty\">\(frame(RenewalWords.noGoals))</p>" : "<ul>\(rows)</ul>"
        let step = reading.steps.first { $0.kind == .goals }
        let isMine = step?.isTurn == true && step?.ownerID == viewer.member?.id
        let own = fields.of("goal")
        let options =
            [("", frame(RenewalWords.anyPriority))]
            + reading.priorities.map { ($0.id.description, $0.text(frame.language)) }
        let adding: HTML = """
            <form method="post" action="\(root)/renewals/\(reading.renewal.id)/actions" class="stack">\(own.hidden)\
            \(own.text("goal", RenewalWords.goal, isRequired: true))\(own.select("priority", RenewalWords.priority, options))\
            \(own.text("until", RenewalWords.until, kind: "date", isRequired: true))\
            \(own.button(RenewalWords.addGoal, kind: "", name: "action", value: "goal"))</form>
            """
        return """
            <section class="card" id="stage-goals"><h2>\(frame(RenewalWords.goals))</h2>\(list)\(adding, if: isMine)\
            <p><a class="btn quiet" href="\(root)/align/road-map">\(frame(RoadMapWords.toMap))</a></p></section>
            """
    }

    private func ending(_ reading: RenewalReading, _ fields: Fields) -> HTML {
        guard reading.renewal.isOpen, Policy.allows(.keepDrift, viewer) else { return "" }
        let own = fields.of("end")
        return own.folded(
            RenewalWords.end,
            """
            <form method="post" action="\(root)/renewals/\(reading.renewal.id)/actions" class="stack">\(own.hidden)\
            \(own.area("endReason", RenewalWords.endReason, rows: 2, isRequired: true))\
            \(own.button(RenewalWords.end, kind: "danger", name: "action", value: "end"))</form>
            """)
    }
}
