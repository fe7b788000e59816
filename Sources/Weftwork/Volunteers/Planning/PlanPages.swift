internal import Database
internal import Engine

/// Planning all, for those who dispatch: what was planned, and one plan with its table, its map and what stays open.
struct PlanPages {
    let frame: Frame
    let network: Network
    let places: Places
    var form = Form()
    var problems: [FieldProblem] = []

    private var root: String { "/n/\(network.slug)/plan" }
    private var needs: NeedParts { NeedParts(frame) }

    // MARK: All plans

    func list(_ plans: [(plan: Plan, maker: String?)], _ emergencies: [Emergency], at now: Int64) -> HTML {
        let rows = plans.map { row($0.plan, $0.maker, at: now) }
        let none: HTML = "<p class=\"empty\">\(frame(PlanWords.none))</p>"
        return frame.page(
            PlanWords.title, area: .queue,
            """
            <div class="stack"><h1>\(frame(PlanWords.title))</h1><p class="note">\(frame(PlanWords.hint))</p>\
            \(making(emergencies))<section class="card"><h2>\(frame(PlanWords.earlier))</h2>\(none, if: rows.isEmpty)\
            <ul class="lines">\(rows)</ul></section></div>
            """)
    }

    private func making(_ emergencies: [Emergency]) -> HTML {
        let fields = Fields(frame, form, problems)
        let going =
            [("", frame(PlanWords.everything)), (EmergencyRules.none, frame(PlanWords.everyday))]
            + emergencies.map { ($0.id.description, $0.name) }
        let categories =
            [("", frame(PlanWords.everything))]
            + Need.Category.allCases.map { ($0.rawValue, frame(NeedWords.name(of: $0))) }
        return """
            <form method="post" action="\(root)" class="card stack">\(frame.hidden)\(fields.summary)\
            <details class="more"\(" open", if: fields.isSent)><summary>\(frame(PlanWords.part))</summary>\
            \(fields.select("emergency", PlanWords.emergency, going))\
            \(fields.select("category", PlanWords.category, categories))\
            \(fields.text("area", PlanWords.area, hint: PlanWords.areaHint))\
            \(fields.text("from", PlanWords.from, hint: PlanWords.fromHint, kind: "datetime-local"))\
            \(fields.text("hours", WaveWords.hours, mode: "numeric", value: Format.decimal(CallTerms().hours)))</details>\
            \(fields.button(PlanWords.make))</form>
            """
    }

    private func row(_ plan: Plan, _ maker: String?, at now: Int64) -> HTML {
        let who: HTML = maker.map { " · \(frame.said(frame(PlanWords.madeBy($0))))" } ?? ""
        let counts: HTML =
            plan.state == .ready || plan.state == .discarded
            ? "<small>\(frame(PlanWords.counts(plan.figures.rows, plan.figures.gaps)))</small>" : ""
        return """
            <li class="line"><span><a href="\(root)/\(plan.id)">\(frame.moment(plan.askedAt))</a>\(who)</span>\
            <span class="badge \(PlanPages.kind(plan.state))">\(frame(PlanWords.name(of: plan.state)))</span>\
            <small>\(part(plan.filter))</small>\(counts)</li>
            """
    }

    private static func kind(_ state: Plan.State) -> String {
        switch state {
        case .waiting: "info"
        case .ready: "good"
        case .failed: "warn"
        case .discarded: ""
        }
    }

    /// Which part was planned.
    private func part(_ filter: PlanFilter) -> HTML {
        var words: [String] = []
        if filter.isEveryday { words.append(frame(PlanWords.everyday)) }
        if filter.emergency != nil { words.append(frame(PlanWords.emergency)) }
        words += filter.categories.map { frame(NeedWords.name(of: $0)) }
        if let area = filter.areaCode.flatMap(places.catalogue.area) {
            words.append(frame(PlaceParts(frame: frame, places: places).name(area)))
        }
        if filter.terms.from != nil { words.append(frame(AskedWords.time(filter.terms))) }
        return frame.said(words.isEmpty ? frame(PlanWords.everything) : words.joined(separator: " · "))
    }

    // MARK: One plan

    func plan(_ report: PlanReport, done: PlanAcceptance? = nil) -> HTML {
        let plan = report.plan, address = "\(root)/\(plan.id)"
        let map = PlanMap(frame: frame, places: places, report: report, address: address)
        let table = PlanTableParts(frame: frame, network: network, report: report, address: address)
        let isMade = plan.state != .waiting && plan.state != .failed
        return frame.page(
            PlanWords.title, area: .queue,
            """
            <div class="stack"><h1>\(frame(PlanWords.title))</h1>\(head(report))\(notes(report))\(outcome(done))\
            \(table.proposal, if: isMade)\(map.section)\(table.gaps, if: isMade)\
            <div class="row"><a class="btn" href="\(root)">\(frame(PlanWords.back))</a>\(again(plan))\
            \(putAway(plan, address))</div></div>
            """)
    }

    private func head(_ report: PlanReport) -> HTML {
        let plan = report.plan
        let made: HTML = plan.madeAt.map { "\(frame(PlanWords.asOf($0)))" } ?? ""
        let who: HTML = report.maker.map { " · \(frame.said(frame(PlanWords.madeBy($0))))" } ?? ""
        let counts: HTML =
            plan.madeAt == nil
            ? ""
            : """
            <p>\(frame(PlanWords.summary(plan.figures.lines, plan.figures.needs))) \
            <strong>\(frame(PlanWords.counts(plan.figures.rows, plan.figures.gaps)))</strong></p>
            """
        return """
            <p class="row"><span class="badge \(PlanPages.kind(plan.state))">\(frame(PlanWords.name(of: plan.state)))</span>\
            <span class="small">\(made)\(who) · \(part(plan.filter))</span></p>\(counts)
            """
    }

    private func notes(_ report: PlanReport) -> HTML {
        let plan = report.plan, address = "\(root)/\(plan.id)"
        switch plan.state {
        case .waiting:
            return """
                <p class="note" role="status">\(frame(PlanWords.wait))</p>\
                <p><a class="btn main" href="\(address)">\(frame(PlanWords.lookAgain))</a></p>
                """
        case .failed: return "<p class=\"note warn\">\(frame(PlanWords.failed))</p>"
        case .discarded: return "<p class=\"note\">\(frame(PlanWords.discarded))</p>"
        case .ready where report.inTurn > 0:
            return """
                <p class="note" role="status" id="turn">\(frame(PlanWords.inTurn(report.inTurn)))</p>\
                <p><a class="btn" href="\(address)">\(frame(PlanWords.lookAgain))</a></p>
                """
        case .ready:
            guard let madeAt = plan.madeAt, report.isStale else { return "" }
            let age = report.at - madeAt
            let isUsable = (try? PlanRules.requireUsable(plan, at: report.at)) != nil
            let words = isUsable ? PlanWords.stale(age) : PlanWords.tooOld
            return "<p class=\"note warn\">\(frame(words))</p>"
        }
    }

    private func outcome(_ done: PlanAcceptance?) -> HTML {
        let summary = Fields(frame, form, problems).summary
        guard let done else { return summary }
        let asked = done.rows.count { $0.state == .asked }
        return """
            \(summary)<p class="note good" role="status" id="done">\
            \(frame(PlanWords.accepted(asked, done.rows.count - asked, done.left)))</p>
            """
    }

    private func again(_ plan: Plan) -> HTML {
        var filter = Form(encoded: plan.filter.stored)
        if let from = plan.filter.terms.from { filter = filter.with("from", Format.rfc3339(from)) }
        let fields = ["emergency", "category", "area", "from", "hours"].compactMap { name in
            filter[name].map { "<input type=\"hidden\" name=\"\(name)\" value=\"\($0)\">" as HTML }
        }
        return """
            <form method="post" action="\(root)">\(frame.hidden)\(fields)\
            <button class="btn">\(frame(PlanWords.makeAnother))</button></form>
            """
    }

    private func putAway(_ plan: Plan, _ address: String) -> HTML {
        guard plan.state == .ready else { return "" }
        return """
            <form method="post" action="\(address)">\(frame.hidden)\
            <button class="btn quiet" name="action" value="discard">\(frame(PlanWords.putAway))</button></form>
            """
    }
}

extension PageParts {
    /// The way to planning all: at the head of the board, for those who may.
    mutating func addPlans() {
        register(.board) { frame, network in
            guard Policy.allows(.planAll, frame.ask.viewer) else { return "" }
            return """
                <a class="btn" href="/n/\(network.slug)/plan">\(frame.icon("queue"))\(frame(PlanWords.title))</a>
                """
        }
        register(ways: { frame, network in
            guard Policy.allows(.planAll, frame.ask.viewer) else { return [] }
            return [WayOn(.desk, "queue", PlanWords.title, "/n/\(network.slug)/plan")]
        })
    }
}
