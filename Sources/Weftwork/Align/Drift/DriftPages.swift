internal import Database
internal import Engine

/// Both drifts on one page: how it stands, what has to be looked at, how it came about.
struct DriftPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    var root: String { "/n/\(network.slug)" }
    var viewer: Viewer { frame.ask.viewer }
    var done: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }
    var mayKeep: Bool { Policy.allows(.keepDrift, viewer) }

    func page(_ reading: DriftReading) -> HTML {
        let fields = Fields(frame, form, problems)
        let body: HTML =
            reading.version == nil
            ? "<p class=\"empty\">\(frame(DriftWords.none))</p>"
            : """
            \(asked(reading))\(alerts(reading, fields))\(consensus(reading))\(effort(reading))\
            \(DriftChart(frame: frame, reading: reading).html)\(rounds(reading, fields))
            """
        return frame.page(
            DriftWords.title, area: .network,
            """
            <div class="stack"><h1>\(frame(DriftWords.title))</h1>\(done)<p>\(frame(DriftWords.intro))</p>\(fields.summary)\
            \(body)\(renewals(reading, fields))\
            <p class="row"><a class="btn" href="\(root)/charter">\(frame(DriftWords.toCharter))</a>\
            <a class="btn" href="\(root)/align">\(frame(AlignWords.toAlign))</a></p></div>
            """)
    }

    private func asked(_ reading: DriftReading) -> HTML {
        guard reading.asked != nil else { return "" }
        return """
            <p class="note warn"><a href="\(root)/drift/again">\(frame(DriftWords.waitsAsked))</a></p>
            """
    }

    // MARK: Alerts

    private func alerts(_ reading: DriftReading, _ fields: Fields) -> HTML {
        let open = reading.alerts.filter(\.isOpen), past = reading.alerts.filter { !$0.isOpen }.prefix(10)
        let none = calm(reading)
        let rows = past.map { alert -> HTML in
            let words: HTML = alert.words.isEmpty ? "" : "<br><small>\(frame.said(alert.words))</small>"
            let clause: HTML = named(by: alert, reading).map { words -> HTML in "<br>\(words)" } ?? ""
            let outcome = alert.outcome.map { frame(DriftWords.outcome($0)) } ?? ""
            return """
                <li>\(frame(DriftWords.name(of: alert.kind))) · \(outcome) · \(frame.moment(alert.closedAt ?? alert.openedAt))\
                \(clause)\(words)</li>
                """
        }
        let list: HTML =
            rows.isEmpty
            ? ""
            : """
            <details class="more"><summary>\(frame(DriftWords.earlierAlerts(rows.count)))</summary><ul class="small">\(rows)</ul></details>
            """
        return """
            <section class="card\(" main-thing", if: !open.isEmpty)" id="alerts"><h2>\(frame(DriftWords.alerts))</h2>\
            \(open.isEmpty ? none : "\(open.map { alert($0, reading, fields) })")\(list)</section>
            """
    }

    /// Nobody has to look now; and how far each is from where somebody would.
    private func calm(_ reading: DriftReading) -> HTML {
        let limits = reading.limits
        let over = reading.clauses.count { isOver($0, limits) }
        let known: [Text?] = [
            reading.whole.map { DriftWords.stands(DriftWords.consensus, DriftPages.percent($0), limits.consensus) },
            over > 0 ? DriftWords.clausesOver(over) : nil,
            reading.effort.map { DriftWords.stands(DriftWords.effort, DriftPages.percent($0.value), limits.effort) },
        ]
        let rows = known.compactMap { $0 }.map { "<li>\(frame($0))</li>" as HTML }
        return "<p>\(frame(DriftWords.noAlerts))</p><ul>\(rows)</ul>"
    }

    /// As whoever raises it counts: what is not quite the limit is beneath it.
    static func percent(_ share: Double) -> Int { DriftRules.stored(share) / 100 }

    private func isOver(_ line: ClauseLine, _ limits: DriftLimits) -> Bool {
        DriftRules.stored(line.drift.value) >= limits.percent(of: .clause) * 100
    }

    /// The clause that an alert names, as long as the charter has it.
    private func named(by alert: DriftAlert, _ reading: DriftReading) -> HTML? {
        reading.clauses.first { $0.clause.id == alert.clauseID }.map { line -> HTML in
            let text = line.clause.text(frame.language)
            let core: HTML = " <span class=\"badge\">\(frame(DriftWords.core))</span>"
            let words = alert.kind == .consensus ? DriftWords.worst(text) : DriftWords.about(text)
            return "\(frame.said(frame(words)))\(core, if: line.clause.isCore)"
        }
    }

    private func alert(_ alert: DriftAlert, _ reading: DriftReading, _ fields: Fields) -> HTML {
        let isMine = alert.ownerID == viewer.member?.id
        let value: HTML =
            alert.kind == .yearly
            ? "" : "<p>\(frame(DriftWords.raised(alert.value / 100, alert.limit / 100)))</p>"
        let clause: HTML = named(by: alert, reading).map { words -> HTML in "<p>\(words)</p>" } ?? ""
        let own = fields.of("answer-\(alert.kind.rawValue)")
        let answering: HTML =
            isMine
            ? own.folded(
                DriftWords.answer,
                """
                <form method="post" action="\(root)/drift/actions" class="stack">\(own.hidden)\
                <input type="hidden" name="alert" value="\(alert.id)">\
                \(own.area("words", DriftWords.answerWords, rows: 2, isRequired: true))\
                \(own.button(DriftWords.answer, kind: "", name: "action", value: "answer"))</form>
                """) : ""
        let taking: HTML = """
            <form method="post" action="\(root)/drift/actions">\(frame.hidden)<input type="hidden" name="alert" value="\(alert.id)">\
            <button class="btn" name="action" value="take">\(frame(DriftWords.take)) \
            <span class="visually-hidden">\(frame(DriftWords.name(of: alert.kind)))</span></button></form>
            """
        return """
            <div class="note warn"><strong>\(frame(DriftWords.name(of: alert.kind)))</strong>\(value)\(clause)\
            <p class="small">\(frame.said(frame(DriftWords.owner(reading.names[alert.ownerID] ?? "")))) \
            \(frame.clock(due: alert.dueAt, start: alert.openedAt))</p>\(answering)\(taking, if: mayKeep && !isMine)</div>
            """
    }

    // MARK: Consensus

    private func consensus(_ reading: DriftReading) -> HTML {
        let clauses = reading.clauses.sorted { $0.drift.value > $1.drift.value }
        let over = clauses.filter { isOver($0, reading.limits) }
        let rest = clauses.filter { !isOver($0, reading.limits) }
        // Few fit on a phone; of many those that somebody may have to look at stand open.
        let few = clauses.count <= 3
        let folded: HTML = """
            <details class="more"><summary>\(frame(DriftWords.otherClauses(rest.count)))</summary>\(table(rest, reading))</details>
            """
        let whole = DriftWords.whole(DriftPages.percent(reading.whole ?? 0), reading.limits.consensus)
        return """
            <section class="card" id="consensus"><h2>\(frame(DriftWords.consensus))</h2><p><strong>\(frame(whole))</strong></p>\
            \(table(few ? clauses : over, reading))\(folded, if: !few && !rest.isEmpty)\
            <p class="small">\(frame(DriftWords.hint))</p></section>
            """
    }

    private func table(_ clauses: [ClauseLine], _ reading: DriftReading) -> HTML {
        guard !clauses.isEmpty else { return "" }
        let heads = [
            DriftWords.clause, DriftWords.drift, DriftWords.unaffirmed, DriftWords.objecting, DriftWords.polarisation,
            DriftWords.change,
        ].map { "<th scope=\"col\">\(frame($0))</th>" as HTML }
        return """
            <table class="data" role="table"><caption class="visually-hidden">\(frame(DriftWords.consensus))</caption>\
            <thead><tr role="row">\(heads)</tr></thead><tbody>\(clauses.map { row($0, reading.limits) })</tbody></table>
            """
    }

    private func row(_ line: ClauseLine, _ limits: DriftLimits) -> HTML {
        let drift = line.drift
        let core: HTML = line.clause.isCore ? " <span class=\"badge\">\(frame(DriftWords.core))</span>" : ""
        let isOver = isOver(line, limits)
        let over: HTML = " <span class=\"badge warn\">\(frame(DriftWords.over))</span>"
        let cells: [(Text, Text)] = [
            (DriftWords.drift, DriftWords.percent(drift.value)),
            (DriftWords.unaffirmed, DriftWords.of(drift.unaffirmed, drift.voices)),
            (DriftWords.objecting, DriftWords.of(drift.objecting, drift.voices)),
            (DriftWords.polarisation, DriftWords.percent(drift.polarisation)),
            (DriftWords.change, line.change.map(DriftWords.points) ?? DriftWords.unknown),
        ]
        return """
            <tr role="row"><th scope="row" role="rowheader">\(frame.said(line.clause.text(frame.language)))\(core)\(over, if: isOver)</th>\
            \(DriftPages.cells(cells, frame))</tr>
            """
    }

    static func cells(_ cells: [(Text, Text)], _ frame: Frame) -> HTML {
        cells.map { name, words -> HTML in
            "<td role=\"cell\" data-label=\"\(frame(name))\">\(frame(words))</td>"
        }.joined()
    }

    // MARK: Effort

    private func effort(_ reading: DriftReading) -> HTML {
        let title: HTML = "<h2>\(frame(DriftWords.effort))</h2>"
        guard let drift = reading.effort else {
            return
                "<section class=\"card\" id=\"effort\">\(title)<p class=\"empty\">\(frame(DriftWords.noEffort))</p></section>"
        }
        let heads = [
            DriftWords.priority, DriftWords.stated, DriftWords.spent, DriftWords.promises, DriftWords.deliveries,
            DriftWords.hours,
        ].map { "<th scope=\"col\">\(frame($0))</th>" as HTML }
        let rows = reading.effortLines.map { line -> HTML in
            let name = line.clause.map { frame.said($0.text(frame.language)) } ?? "\(frame(DriftWords.elsewhere))"
            let cells: [(Text, Text)] = [
                (DriftWords.stated, DriftWords.percent(line.stated)),
                (DriftWords.spent, DriftWords.percent(line.spent)),
                (DriftWords.promises, .verbatim(Format.number(line.promises))),
                (DriftWords.deliveries, .verbatim(Format.number(line.deliveries))),
                (DriftWords.hours, .verbatim(Format.number(line.hours))),
            ]
            return """
                <tr role="row"><th scope="row" role="rowheader">\(name)</th>\(DriftPages.cells(cells, frame))</tr>
                """
        }
        let whole = DriftWords.effortWhole(DriftPages.percent(drift.value), reading.limits.effort)
        return """
            <section class="card" id="effort">\(title)<p><strong>\(frame(whole))</strong></p>\
            <table class="data" role="table"><caption class="visually-hidden">\(frame(DriftWords.effort))</caption>\
            <thead><tr role="row">\(heads)</tr></thead><tbody>\(rows)</tbody></table>\
            <p class="small">\(frame(DriftWords.effortHint(reading.effortSince)))</p></section>
            """
    }
}

/// What somebody who is asked again said before.
struct AskedReading: Sendable {
    struct Line: Sendable {
        let clause: CharterClause
        let said: ClauseStance?
        /// Said by consenting to the version that brought these words, not of the clause by itself.
        var isConsent = false
        /// Nothing is said of these words, but something was of older ones.
        var isOlder = false
    }

    let round: AskRound
    /// As which of their voices they are asked.
    let voice: StanceVoice
    let lines: [Line]

    /// Something that could still hold.
    var saidAny: Bool { lines.contains { $0.said != nil } }
}
