internal import Database
internal import Engine

/// Whether a need suits oneself, and where what stands in the way can be changed.
struct FitOwnPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }
    private var needs: NeedParts { NeedParts(frame) }

    func report(_ report: WhyNotReport) -> HTML {
        let need = report.need, address = "\(root)/needs/\(need.id)"
        let bar: HTML = report.bar.map { "<p class=\"note\">\(frame(FitOwnWords.bar($0)))</p>" } ?? ""
        return frame.page(
            FitOwnWords.doesItSuit, area: .needs,
            """
            <div class="stack narrow"><h1>\(frame(FitOwnWords.doesItSuit))</h1>\
            <p><a href="\(address)">\(needs.title(need))</a> <span class="small">\(needs.area(need.area))</span></p>\
            <p class="small">\(frame(FitOwnWords.hint))</p>\(bar)\(stop(report.stop), if: report.bar == nil)\(report.lines.map(line))\
            \(FitWeightPages(frame: frame, network: network).details(report.weights), if: !report.lines.isEmpty)\
            <p class="row"><a class="btn" href="\(address)">\(frame(FitOwnWords.takeIt))</a>\
            <a class="btn" href="\(root)/me/matches">\(frame(FitOwnWords.others))</a></p></div>
            """)
    }

    private func stop(_ stop: OwnFitReport.Stop?) -> HTML {
        guard let stop else { return "" }
        return """
            <p class="note warn">\(frame(FitOwnWords.stop(stop))) \
            <a href="\(root)/me/volunteer#pause">\(frame(FitWords.myself))</a></p>
            """
    }

    private func line(_ line: WhyNotReport.Line) -> HTML {
        let work = needs.workWords(line.line), suits = line.obstacles.isEmpty
        let badge: HTML =
            suits
            ? "<span class=\"badge good\">\(frame(FitOwnWords.suits))</span>"
            : "<span class=\"badge\">\(frame(FitOwnWords.suitsNot))</span>"
        let reasons = line.reasons.map { frame(FitWords.words($0)) }.joined(separator: " · ")
        let others: HTML = "<p class=\"small\">\(frame(FitWords.others(line.others)))</p>"
        return """
            <section class="card"><h2>\(frame.said(line.line.item))</h2><p>\(badge)</p>\
            \("<p class=\"small\">\(frame.said(work))</p>" as HTML, if: !work.isEmpty)\
            \("<p class=\"small good\">\(frame.said(reasons))</p>" as HTML, if: !reasons.isEmpty)\
            \(list(line.obstacles))\(found(line.found))\(others, if: suits)</section>
            """
    }

    private func list(_ obstacles: [FitObstacle]) -> HTML {
        let rows = obstacles.map { one -> HTML in
            let way: HTML =
                one.address(in: network.slug).map {
                    "<a class=\"btn\" href=\"\($0)\">\(frame(FitOwnWords.way(one)))</a>"
                }
                ?? ""
            return "<li class=\"line\"><span>\(frame(FitOwnWords.words(one)))</span>\(way)</li>"
        }
        return rows.isEmpty ? "" : "<ul class=\"lines\">\(rows)</ul>"
    }

    private func found(_ found: WhyNotReport.Found?) -> HTML {
        switch found {
        case nil: return ""
        case .ranked(let place, let count): return "<p>\(frame(FitOwnWords.ranked(place, of: count)))</p>"
        case .not(let obstacles): return "<p>\(frame(FitOwnWords.unfound))</p>\(list(obstacles))"
        case .unsaid:
            return """
                <p>\(frame(FitOwnWords.unsaid)) <a href="\(root)/me/volunteer#when">\(frame(FitWords.myself))</a></p>
                """
        }
    }
}
