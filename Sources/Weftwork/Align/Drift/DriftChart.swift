internal import Database

/// Both drifts over time: a line chart made here, and its figures as a table.
struct DriftChart {
    let frame: Frame
    let reading: DriftReading

    private static let width = 360, height = 180, left = 42, bottom = 26

    private var consensus: [DriftPoint] { reading.history.filter { $0.kind == .charter } }
    private var effort: [DriftPoint] { reading.history.filter { $0.kind == .effort } }

    var html: HTML {
        let all = consensus + effort
        guard let first = all.map(\.day).min(), let last = all.map(\.day).max(), !all.isEmpty else { return "" }
        return """
            <section class="card" id="history"><h2>\(frame(DriftWords.history))</h2><figure class="chart over-time">\
            <svg viewBox="0 0 \(DriftChart.width) \(DriftChart.height)" role="img" aria-label="\(frame(DriftWords.chart))">\
            \(grid)\(limit(reading.limits.consensus))\(line(consensus, first, last, isDashed: false))\
            \(line(effort, first, last, isDashed: true))\(days(first, last))</svg>\
            <figcaption class="small">── \(frame(DriftWords.consensus)) · ╌╌ \(frame(DriftWords.effort))</figcaption></figure>\
            <details class="more"><summary>\(frame(DriftWords.figures))</summary>\(table)</details></section>
            """
    }

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

    private func limit(_ percent: Int) -> HTML {
        """
        <path d="M\(DriftChart.left) \(y(Double(percent) / 100))H\(DriftChart.width - 8)" stroke="currentColor" \
        stroke-opacity="0.5" stroke-dasharray="2 4"/>
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
