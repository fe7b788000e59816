internal import Database
internal import Engine

/// The table of a plan: each row with its box to tick, why, who would be next; and the table of what stays open.
struct PlanTableParts {
    let frame: Frame
    let network: Network
    let report: PlanReport
    let address: String

    private var root: String { "/n/\(network.slug)" }
    private var needs: NeedParts { NeedParts(frame) }
    private var mayAccept: Bool {
        Policy.allows(.acceptPlan, frame.ask.viewer)
            && (try? PlanRules.requireUsable(report.plan, at: report.at)) != nil
    }

    // MARK: The proposal

    var proposal: HTML {
        guard !report.items.isEmpty else { return "<p class=\"empty\">\(frame(PlanWords.noRows))</p>" }
        var rows: [HTML] = [], last: ID?
        for item in report.items {
            if item.row.needID != last { rows.append(heading(item)) }
            last = item.row.needID
            rows.append(row(item))
        }
        let area: HTML = frame.ask.query.text("of").map { "<input type=\"hidden\" name=\"of\" value=\"\($0)\">" } ?? ""
        return """
            <section class="stack" id="rows"><h2>\(frame(PlanWords.proposal))</h2>\
            <form method="post" action="\(address)" class="stack">\(frame.hidden)\(area)\
            <table class="data" role="table"><thead><tr role="row"><th scope="col">\(frame(PlanWords.who))</th>\
            <th scope="col">\(frame(PlanWords.need))</th><th scope="col">\(frame(PlanWords.quantity))</th>\
            <th scope="col">\(frame(PlanWords.why))</th><th scope="col">\(frame(PlanWords.outcome))</th></tr></thead>\
            <tbody>\(rows)</tbody></table>\(more("from", report.nextRow))\(buttons, if: mayAccept && report.openRows > 0)</form></section>
            """
    }

    private var buttons: HTML {
        """
        <div class="row"><button class="btn main" name="action" value="accept">\(frame(PlanWords.acceptTicked))</button>\
        <button class="btn" name="action" value="acceptAll">\(frame(PlanWords.acceptAll))</button>\
        <span class="small">\(frame(PlanWords.acceptAllHint(report.openRows)))</span></div>
        """
    }

    /// The need, with a box for all of it where it has several rows.
    private func heading(_ item: PlanReport.Item) -> HTML {
        let several = report.items.count { $0.row.needID == item.row.needID && $0.row.state == .open } > 1
        let box: HTML =
            several && mayAccept
            ? """
            <label class="tick"><input type="checkbox" name="need" value="\(item.row.needID)"> \(frame(PlanWords.wholeNeed))</label>
            """ : ""
        return """
            <tr role="row"><th colspan="5" scope="rowgroup" role="rowheader">\(needs.urgency(item.row.urgency)) \
            \(title(item.need)) <small>\(item.need.map { needs.area($0.area) } ?? "")</small>\(box)</th></tr>
            """
    }

    private func title(_ need: NeedView?) -> HTML {
        guard let need else { return "\(frame(PlanWords.unnamed))" }
        return "<a href=\"\(root)/needs/\(need.id)\">\(needs.title(need))</a>"
    }

    private func row(_ item: PlanReport.Item) -> HTML {
        let row = item.row
        return """
            <tr role="row" id="row-\(row.position)"><th scope="row" role="rowheader">\(box(item))\(who(item.who))</th>\
            <td role="cell" data-label="\(frame(PlanWords.need))">\(frame.said(item.line?.item ?? ""))</td>\
            <td role="cell" class="num" data-label="\(frame(PlanWords.quantity))">\(quantity(item))</td>\
            <td role="cell" data-label="\(frame(PlanWords.why))">\(reasons(item))</td>\
            <td role="cell" data-label="\(frame(PlanWords.outcome))">\(outcome(row))</td></tr>
            """
    }

    private func box(_ item: PlanReport.Item) -> HTML {
        guard mayAccept, item.row.state == .open, let who = item.who, let line = item.line else { return "" }
        return """
            <input type="checkbox" name="row" value="\(item.row.position)" \
            aria-label="\(frame(PlanWords.tickRow(who.name, line.item)))"> 
            """
    }

    private func who(_ who: Fit.Who?) -> HTML {
        switch who {
        case .offer(let id, let title, let area, let isThrough):
            let through: HTML = " <small>\(frame(FitWords.through))</small>"
            return """
                <a href="\(root)/offers/\(id)">\(frame.said(title))</a> <small>\(needs.area(area))</small>\(through, if: isThrough)
                """
        case .volunteer(let id, let name, let organisation, let area):
            let facts = [organisation, area].compactMap { $0 }.joined(separator: " · ")
            return "<a href=\"\(root)/members/\(id)\">\(frame.said(name))</a> <small>\(frame.said(facts))</small>"
        case nil: return "\(frame(PlanWords.unnamed))"
        }
    }

    private func quantity(_ item: PlanReport.Item) -> HTML {
        if case .volunteer = item.row.who { return "\(frame(PlanWords.person))" }
        let guessed: HTML = "<br><small>\(frame(PlanWords.guessed))</small>"
        return
            "\(frame.said(Format.amount(item.row.quantity, item.line?.unit ?? "")))\(guessed, if: item.row.isAssumed)"
    }

    private func reasons(_ item: PlanReport.Item) -> HTML {
        let words = item.row.reasons.map { frame(FitWords.words($0)) }.joined(separator: " · ")
        let nobody: HTML = item.row.next == nil ? "<br><small>\(frame(PlanWords.nobodyElse))</small>" : ""
        let next: HTML =
            item.next.map { "<br><small>\(frame(FitWords.next($0.name, item.row.next?.further)))</small>" } ?? nobody
        return "<small class=\"good\">\(frame.said(words))</small>\(next)"
    }

    private func outcome(_ row: PlanRow) -> HTML {
        let words: HTML = "\(frame(PlanWords.name(of: row.state)))"
        switch row.state {
        case .open, .inTurn: return "<small>\(words)</small>"
        case .asking: return words
        case .gone:
            let why: HTML = row.why.map { "<br><small>\(frame.said(frame($0)))</small>" } ?? ""
            return "<span class=\"badge\">\(words)</span>\(why)"
        case .asked: return "<span class=\"badge good\">\(frame.icon("check"))\(words)</span>\(result(row))"
        }
    }

    /// Where what came of it stands.
    private func result(_ row: PlanRow) -> HTML {
        guard let result = row.resultID, case .volunteer = row.who else { return "" }
        return "<br><small><a href=\"\(root)/help-calls/\(result)\">\(frame(PlanWords.toCall))</a></small>"
    }

    private func more(_ name: String, _ next: Int?) -> HTML {
        guard let next else { return "" }
        let query = frame.ask.query.with("lang", nil).with(name, String(next)).encoded
        return "<p class=\"pager\"><a class=\"btn\" href=\"\(address)?\(query)\">\(frame(PlanWords.more))</a></p>"
    }

    // MARK: What stays open

    var gaps: HTML {
        let all: HTML = "<p class=\"empty\">\(frame(PlanWords.noGaps))</p>"
        let rows = report.gaps.map(gap)
        let table: HTML = """
            <table class="data" role="table"><thead><tr role="row"><th scope="col">\(frame(PlanWords.need))</th>\
            <th scope="col">\(frame(PlanWords.missing))</th><th scope="col">\(frame(PlanWords.why))</th></tr></thead>\
            <tbody>\(rows)</tbody></table>\(more("gaps", report.nextGap))
            """
        // Long where much is lacking: folded then, unless somebody turns its pages or has nothing proposed.
        let isOpen =
            frame.ask.query["gaps"] != nil || report.items.isEmpty || report.plan.figures.gaps <= PlanRules.shortList
        let list: HTML = """
            <details class="more"\(" open", if: isOpen)><summary>\(frame(PlanWords.whyOpen(report.plan.figures.gaps)))</summary>\
            \(table)</details>
            """
        return """
            <section class="stack" id="gaps"><h2>\(frame(PlanWords.gaps))</h2>\(all, if: rows.isEmpty)\
            \(list, if: !rows.isEmpty)</section>
            """
    }

    private func gap(_ one: PlanReport.Gap) -> HTML {
        let missing: HTML =
            one.gap.missing.map { "\(frame.said(Format.amount($0, one.line?.unit ?? "")))" }
            ?? "\(frame(BoardWords.amountUnknown))"
        return """
            <tr role="row"><th scope="row" role="rowheader">\(needs.urgency(one.gap.urgency)) \(title(one.need))<br>\
            <small>\(frame.said(one.line?.item ?? "")) \(one.need.map { needs.area($0.area) } ?? "")</small></th>\
            <td role="cell" class="num" data-label="\(frame(PlanWords.missing))">\(missing)</td>\
            <td role="cell" data-label="\(frame(PlanWords.why))">\(frame(PlanWords.words(one.gap)))</td></tr>
            """
    }
}
