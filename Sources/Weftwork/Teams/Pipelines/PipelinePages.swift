internal import Database

/// Both pipelines on one page: where it jams first, then each stage in a bar and a table.
struct PipelinePages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }

    func page(_ pipelines: Pipelines) -> HTML {
        let ways = pipelines.ways.map { frame(PipelineWords.way(JoinWords.name(of: $0.way), $0.count)) }
            .joined(separator: frame(PipelineWords.separator))
        let came: HTML = "<p class=\"small\">\(frame(PipelineWords.ways(ways)))</p>"
        return frame.page(
            PipelineWords.title, area: .queue,
            """
            <div class="stack"><h1>\(frame(PipelineWords.title))</h1><p>\(frame(PipelineWords.intro))</p>\
            <section class="card main-thing" id="jams"><h2>\(frame(PipelineWords.question))</h2>\
            \(jam(pipelines.needJam, PipelineWords.needsFlow))\(jam(pipelines.volunteerJam, PipelineWords.volunteersFlow))</section>\
            \(pipeline(PipelineWords.needs, PipelineWords.needsHint, pipelines.needs))\
            \(pipeline(PipelineWords.volunteers, PipelineWords.volunteersHint, pipelines.volunteers))\
            \(came, if: !ways.isEmpty)<p class="small">\(frame(PipelineWords.asOf)) \(frame.moment(pipelines.at))</p></div>
            """)
    }

    /// One sentence and what could be done next.
    private func jam(_ jam: Jam?, _ flows: Text) -> HTML {
        guard let jam else { return "<p class=\"note good\">\(frame(flows))</p>" }
        return """
            <p class="note warn">\(frame(PipelineWords.jam(jam)))</p>\
            <p><a class="btn" href="\(root)\(PipelineViews.path(of: jam.stage))">\(frame(PipelineWords.next(jam.stage)))</a></p>
            """
    }

    private func pipeline(_ name: Text, _ hint: Text, _ stages: [StageReading]) -> HTML {
        let most = max(1, stages.map(\.count).max() ?? 1)
        let bars = stages.map { bar($0, most) }
        let heads = [
            PipelineWords.stage, PipelineWords.count, PipelineWords.wait, PipelineWords.usual, PipelineWords.late,
            PipelineWords.passed, PipelineWords.waited,
        ].map { "<th scope=\"col\">\(frame($0))</th>" as HTML }
        return """
            <section class="card"><h2>\(frame(name))</h2><div class="lines" aria-hidden="true">\(bars)</div>\
            <table class="data" role="table"><caption class="visually-hidden">\(frame(name))</caption>\
            <thead><tr role="row">\(heads)</tr></thead><tbody>\(stages.map(row))</tbody></table>\
            <p class="small">\(frame(hint))</p></section>
            """
    }

    /// How many, against the fullest stage; those past their time first. The table says the same in words.
    private func bar(_ reading: StageReading, _ most: Int) -> HTML {
        let late = reading.late * 100 / most, rest = reading.count * 100 / most - late
        return """
            <div class="line"><span>\(frame(PipelineWords.name(of: reading.stage)))</span><span class="num">\(reading.count)</span>\
            <svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none"><rect class="late" width="\(late)" height="8"/>\
            <rect class="got" x="\(late)" width="\(rest)" height="8"/></svg></div>
            """
    }

    private func row(_ reading: StageReading) -> HTML {
        func spread(_ spread: Spread?) -> Text {
            spread.map { PipelineWords.spread($0.median, $0.most) } ?? PipelineWords.none
        }
        let late = reading.usual == nil ? PipelineWords.none : PipelineWords.lateShare(reading.late, reading.lateShare)
        let cells: [(Text, Text)] = [
            (PipelineWords.count, .verbatim(Format.number(Int64(reading.count)))),
            (PipelineWords.wait, spread(reading.wait)),
            (PipelineWords.usual, reading.usual.map(MechanismFactWords.span) ?? PipelineWords.none),
            (PipelineWords.late, late),
            (PipelineWords.passed, .verbatim(Format.number(Int64(reading.passed)))),
            (PipelineWords.waited, spread(reading.waited)),
        ]
        let columns = cells.map { name, words -> HTML in
            "<td role=\"cell\" data-label=\"\(frame(name))\">\(frame(words))</td>"
        }
        return """
            <tr role="row"><th scope="row" role="rowheader">\(frame(PipelineWords.name(of: reading.stage)))<br>\
            <small>\(frame(PipelineWords.meaning(of: reading.stage)))</small></th>\(columns)</tr>
            """
    }
}
