internal import Database

/// Both drifts over time, and each clause: a line chart made here, and its figures as tables.
struct DriftChart {
    let frame: Frame
    let reading: DriftReading

    private static let width = 360, height = 180, left = 42, bottom = 26

    private var consensus: [DriftPoint] { reading.history.filter { $0.kind == .charter } }
    private var effort: [DriftPoint] { reading.history.filter { $0.kind == .effort } }

    /// Each clause of the charter in force under its number, with what was measured of it, one point a week.
    private var clauses: [(number: Int, clause: CharterClause, points: [DriftPoint])] {
        let weeks = reading.weeks
        return reading.clauses.enumerated().map { ($0 + 1, $1.clause, weeks[$1.clause.id] ?? []) }
    }

    var html: HTML {
        let all = consensus + effort
        guard let first = all.map(\.day).min(), let last = all.map(\.day).max(), !all.isEmpty else { return "" }
        return """
            <section class="card" id="history"><h2>\(frame(DriftWords.history))</h2><figure class="chart over-time">\
            <svg viewBox="0 0 \(DriftChart.width) \(DriftChart.height)" role="img" aria-label="\(frame(DriftWords.chart))">\
            \(grid)\(clauses.map { clause($0, first, last) })\(numbers)\
            \(limit(reading.limits.consensus, DriftWords.consensusLimit, dashes: "2 4"))\
            \(limit(reading.limits.effort, DriftWords.effortLimit, dashes: "8 3 2 3", if: !effort.isEmpty))\
            \(line(consensus, first, last, isDashed: false))\(line(effort, first, last, isDashed: true))\(days(first, last))</svg>\
            <figcaption class="small">━━ \(frame(DriftWords.consensus)) · ╌╌ \(frame(DriftWords.effort)) · \
            ── \(frame(DriftWords.eachClause))<br>┄┄ \(frame(DriftWords.consensusLimit(reading.limits.consensus)))\
            \(" · ─·─ \(frame(DriftWords.effortLimit(reading.limits.effort)))", if: !effort.isEmpty)</figcaption></figure>\
            <details class="more"><summary>\(frame(DriftWords.figures))</summary>\(table)</details>\(legend)</section>
            """
    }

    // MARK: Clauses

    /// A thin line, fainter where it is below the limit.
    private func clause(
        _ one: (number: Int, clause: CharterClause, points: [DriftPoint]), _ first: Int64, _ last: Int64
    ) -> HTML {
        guard let start = one.points.first else { return "" }
        let path = one.points.dropFirst().reduce("M\(x(start.day, first, last)) \(y(start.share))") {
            "\($0)L\(x($1.day, first, last)) \(y($1.share))"
        }
        let opacity: HTML = isOver(one.points) ? "0.8" : "0.3"
        return """
            <path d="\(path)" fill="none" stroke="currentColor" stroke-width="1.2" stroke-opacity="\(opacity)">\
            <title>\(one.number). \(one.clause.text(frame.language))</title></path>
            """
    }

    private func isOver(_ points: [DriftPoint]) -> Bool {
        (points.last?.value ?? 0) >= reading.limits.percent(of: .clause) * 100
    }

    /// The numbers of those above the limit where their lines end; those that end at one height beside each other.
    private var numbers: HTML {
        let over = clauses.filter { isOver($0.points) }
        let places = Dictionary(grouping: over) { y($0.points.last?.share ?? 0) / 12 }
        return places.sorted { $0.key < $1.key }.map { _, those -> HTML in
            let shown = those.prefix(4).map { String($0.number) }.joined(separator: " ")
            let more = those.count > 4 ? "…" : ""
            return """
                <text x="\(DriftChart.width - 8)" y="\(max(14, y(those[0].points.last?.share ?? 0) - 5))" text-anchor="end" \
                fill="currentColor">\(shown)\(more)</text>
                """
        }.joined()
    }

    /// Each clause under its number with its figures, folded: those above the limit stand open to be seen, the others behind one line.
    private var legend: HTML {
        let own = clauses, over = own.filter { isOver($0.points) }, rest = own.filter { !isOver($0.points) }
        let folded: HTML = """
            <details class="more"><summary>\(frame(DriftWords.clauseHistory))</summary>\(rest.map { weeks($0) })</details>
            """
        return "\(over.map { weeks($0) })\(folded, if: !rest.isEmpty)"
    }

    /// What was measured of one clause, one day a week.
    private func weeks(_ one: (number: Int, clause: CharterClause, points: [DriftPoint])) -> HTML {
        let core: HTML = " <span class=\"badge\">\(frame(DriftWords.core))</span>"
        let name: HTML = """
            \(frame(DriftWords.number(one.number))) \(frame.said(one.clause.text(frame.language)))\(core, if: one.clause.isCore)
            """
        guard let last = one.points.last else { return "<p class=\"small\">\(name)</p>" }
        let rows = one.points.reversed().prefix(60).map { point -> HTML in
            """
            <tr role="row"><th scope="row" role="rowheader">\(Format.day(point.day * Time.day, in: frame.language))</th>\
            \(DriftPages.cells([(DriftWords.drift, DriftWords.percent(point.share))], frame))</tr>
            """
        }
        return """
            <details class="more"><summary>\(name) · \(frame(DriftWords.percent(last.share)))</summary>\
            <table class="data" role="table"><caption>\(frame(DriftWords.clauseWeeks(one.number)))</caption><thead><tr role="row">\
            <th scope="col">\(frame(DriftWords.day))</th><th scope="col">\(frame(DriftWords.drift))</th></tr></thead>\
            <tbody>\(rows)</tbody></table></details>
            """
    }

    // MARK: Lines

    private func y(_ share: Double) -> Int {
        Int((Double(DriftChart.height - DriftChart.bottom - 8) * (1 - share)).rounded()) + 8
    }

    private func x(_ day: Int64, _ first: Int64, _ last: Int64) -> Int {
        let room = Double(DriftChart.width - DriftChart.left - 12)
        let along = last > first ? Double(day - first) / Double(last - first) : 0.5
        return DriftChart.left + Int((room * along).rounded())
    }

    private var grid: HTML {
        [0, 25, 50, 75, 100].map { percent -> HTML in
            let y = y(Double(percent) / 100)
            return """
                <path d="M\(DriftChart.left) \(y)H\(DriftChart.width - 8)" stroke="currentColor" stroke-opacity="0.15"/>\
                <text x="\(DriftChart.left - 6)" y="\(y + 4)" text-anchor="end" fill="currentColor">\(percent)%</text>
                """
        }.joined()
    }

    private func limit(
        _ percent: Int, _ words: (Int) -> Text, dashes: HTML, if isShown: Bool = true
    ) -> HTML {
        guard isShown else { return "" }
        return """
            <path d="M\(DriftChart.left) \(y(Double(percent) / 100))H\(DriftChart.width - 8)" stroke="currentColor" \
            stroke-opacity="0.5" stroke-dasharray="\(dashes)"><title>\(frame(words(percent)))</title></path>
            """
    }

    private func line(_ points: [DriftPoint], _ first: Int64, _ last: Int64, isDashed: Bool) -> HTML {
        guard let start = points.first else { return "" }
        let path = points.dropFirst().reduce("M\(x(start.day, first, last)) \(y(start.share))") {
            "\($0)L\(x($1.day, first, last)) \(y($1.share))"
        }
        let end = points.last ?? start
        let dashes: HTML = isDashed ? " stroke-dasharray=\"7 5\"" : ""
        return """
            <path d="\(path)" fill="none" stroke="currentColor" stroke-width="2.5"\(dashes)/>\
            <circle cx="\(x(end.day, first, last))" cy="\(y(end.share))" r="4" fill="currentColor"/>
            """
    }

    private func days(_ first: Int64, _ last: Int64) -> HTML {
        let language = frame.language, y = DriftChart.height - 6
        let start: HTML = """
            <text x="\(DriftChart.left)" y="\(y)" fill="currentColor">\(Format.day(first * Time.day, in: language))</text>
            """
        guard last > first else { return start }
        return """
            \(start)<text x="\(DriftChart.width - 8)" y="\(y)" text-anchor="end" fill="currentColor">\
            \(Format.day(last * Time.day, in: language))</text>
            """
    }

    /// Every day of the last month, then one a week.
    private var table: HTML {
        let byDay = Dictionary(grouping: consensus + effort, by: \.day)
        let last = byDay.keys.max() ?? 0
        let days = byDay.keys.sorted(by: >).filter { last - $0 < 31 || (last - $0) % 7 == 0 }.prefix(90)
        let rows = days.map { day -> HTML in
            func words(_ kind: DriftKind) -> Text {
                byDay[day]?.first { $0.kind == kind }.map { DriftWords.percent($0.share) } ?? DriftWords.unknown
            }
            let cells = [(DriftWords.consensus, words(.charter)), (DriftWords.effort, words(.effort))]
            return """
                <tr role="row"><th scope="row" role="rowheader">\(Format.day(day * Time.day, in: frame.language))</th>\
                \(DriftPages.cells(cells, frame))</tr>
                """
        }
        let heads = [DriftWords.day, DriftWords.consensus, DriftWords.effort].map {
            "<th scope=\"col\">\(frame($0))</th>" as HTML
        }
        return """
            <table class="data" role="table"><caption class="visually-hidden">\(frame(DriftWords.history))</caption>\
            <thead><tr role="row">\(heads)</tr></thead><tbody>\(rows)</tbody></table>
            """
    }
}
