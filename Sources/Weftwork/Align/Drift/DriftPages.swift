internal import Database
internal import Engine

/// Both drifts on one page: how it stands, what has to be looked at, how it came about.
struct DriftPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    var root: String { "/n/\(network.slug)" }
    private var viewer: Viewer { frame.ask.viewer }
    private var done: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }
    private var mayKeep: Bool { Policy.allows(.keepDrift, viewer) }

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
        let none: HTML = "<p class=\"empty\">\(frame(DriftWords.noAlerts))</p>"
        let rows = past.map { alert -> HTML in
            let words: HTML = alert.words.isEmpty ? "" : "<br><small>\(frame.said(alert.words))</small>"
            let clause: HTML = named(by: alert, reading).map { words -> HTML in "<br>\(words)" } ?? ""
            let outcome = alert.outcome.map { frame(DriftWords.outcome($0)) } ?? ""
            return """
                <li>\(frame(DriftWords.name(of: alert.kind))) · \(outcome) · \(frame.moment(alert.closedAt ?? alert.openedAt))\
                \(clause)\(words)</li>
                """
        }
        let list: HTML = rows.isEmpty ? "" : "<ul class=\"small\">\(rows)</ul>"
        return """
            <section class="card\(" main-thing", if: !open.isEmpty)" id="alerts"><h2>\(frame(DriftWords.alerts))</h2>\
            \(open.isEmpty ? none : "\(open.map { alert($0, reading, fields) })")\(list)</section>
            """
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
        let rows = reading.clauses.sorted { $0.drift.value > $1.drift.value }.map { row($0, reading.limits) }
        let heads = [
            DriftWords.clause, DriftWords.drift, DriftWords.unaffirmed, DriftWords.objecting, DriftWords.polarisation,
            DriftWords.change,
        ].map { "<th scope=\"col\">\(frame($0))</th>" as HTML }
        let whole = DriftWords.whole(Int(((reading.whole ?? 0) * 100).rounded()), reading.limits.consensus)
        return """
            <section class="card" id="consensus"><h2>\(frame(DriftWords.consensus))</h2><p><strong>\(frame(whole))</strong></p>\
            <table class="data" role="table"><caption class="visually-hidden">\(frame(DriftWords.consensus))</caption>\
            <thead><tr role="row">\(heads)</tr></thead><tbody>\(rows)</tbody></table>\
            <p class="small">\(frame(DriftWords.hint))</p></section>
            """
    }

    private func row(_ line: ClauseLine, _ limits: DriftLimits) -> HTML {
        let drift = line.drift
        let core: HTML = line.clause.isCore ? " <span class=\"badge\">\(frame(DriftWords.core))</span>" : ""
        let isOver = DriftRules.stored(drift.value) >= limits.percent(of: .clause) * 100
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
        let whole = DriftWords.effortWhole(Int((drift.value * 100).rounded()), reading.limits.effort)
        return """
            <section class="card" id="effort">\(title)<p><strong>\(frame(whole))</strong></p>\
            <table class="data" role="table"><caption class="visually-hidden">\(frame(DriftWords.effort))</caption>\
            <thead><tr role="row">\(heads)</tr></thead><tbody>\(rows)</tbody></table>\
            <p class="small">\(frame(DriftWords.effortHint(reading.effortSince)))</p></section>
            """
    }

    // MARK: Asking again, renewals

    private func rounds(_ reading: DriftReading, _ fields: Fields) -> HTML {
        let none: HTML = "<p class=\"empty\">\(frame(DriftWords.noRounds))</p>"
        let owns = reading.alerts.contains { $0.isOpen && $0.ownerID == viewer.member?.id }
        let ask: HTML =
            mayKeep || owns
            ? """
            <form method="post" action="\(root)/drift/actions">\(frame.hidden)<button class="btn" name="action" value="askAgain">\
            \(frame(DriftWords.again))</button><p class="small">\(frame(DriftWords.againHint))</p></form>
            """ : ""
        let isOpen = reading.rounds.contains(where: \.isOpen)
        return """
            <section class="card" id="rounds"><h2>\(frame(DriftWords.rounds))</h2>\
            \(reading.rounds.isEmpty ? none : "\(reading.rounds.map { round($0, reading) })")\(isOpen ? "" : ask)</section>
            """
    }

    private func round(_ round: AskRound, _ reading: DriftReading) -> HTML {
        let head: HTML =
            "<strong>\(frame(DriftWords.step(round.step)))</strong> · \(frame(DriftWords.round(round.asked, round.answered)))"
        guard round.closedAt != nil else {
            return "<p>\(head) · \(frame(DriftWords.until(round.dueAt)))</p>"
        }
        let rows = round.results.compactMap { result -> HTML? in
            guard let clause = reading.clauses.first(where: { $0.clause.id.description == result.clause })?.clause
            else {
                return nil
            }
            return """
                <li>\(frame.said(clause.text(frame.language))): \(said(result.answers))\(groups(result.groups))</li>
                """
        }
        return """
            <details class="more"><summary>\(head) · \(frame(DriftWords.verdict(round.verdict)))</summary>\
            <p class="small">\(frame.moment(round.at))</p><ul>\(rows)</ul><p class="small">\(frame(DriftWords.lapseHint))</p></details>
            """
    }

    /// What the pairs say, and the silence beside them.
    private func said(_ answers: PairedAnswers) -> HTML {
        """
        \(frame(DriftWords.verdict(answers.verdict))) – \
        \(frame(DriftWords.paired(answers.turnedAway, answers.cameRound, answers.kept))) · \
        \(frame(DriftWords.lapse(answers.lapse, answers.silent, answers.consented)))
        """
    }

    private func groups(_ groups: [AskGroup]?) -> HTML {
        guard let groups else { return "" }
        guard !groups.isEmpty else { return "<br><small>\(frame(DriftWords.groupsTooSmall))</small>" }
        let rows = groups.enumerated().map { index, group -> HTML in
            "<li>\(frame(DriftWords.group(index + 1, group.voices))): \(said(group.answers))</li>"
        }
        return "<ul class=\"small\">\(rows)</ul>"
    }

    private func renewals(_ reading: DriftReading, _ fields: Fields) -> HTML {
        let owns = reading.alerts.contains { $0.isOpen && $0.ownerID == viewer.member?.id }
        let isOpen = reading.renewals.contains(where: \.isOpen)
        let own = fields.of("renew")
        let begin: HTML =
            reading.version != nil && !isOpen && (mayKeep || owns)
            ? own.folded(
                RenewalWords.start,
                """
                <form method="post" action="\(root)/drift/actions" class="stack">\(own.hidden)<p>\(frame(RenewalWords.startHint))</p>\
                \(own.area("reason", RenewalWords.reason, rows: 2, isRequired: true))\
                \(own.button(RenewalWords.start, name: "action", value: "renew"))</form>
                """) : ""
        let rows = reading.renewals.map { renewal -> HTML in
            let state =
                renewal.isOpen
                ? RenewalWords.runsNow : renewal.newVersion.map(RenewalWords.renewed) ?? RenewalWords.ended
            return """
                <li><a href="\(root)/renewals/\(renewal.id)">\(frame.moment(renewal.startedAt))</a> · \
                \(frame(RenewalWords.reason(renewal.reason))) · \(frame(state))</li>
                """
        }
        let list: HTML = rows.isEmpty ? "<p class=\"empty\">\(frame(RenewalWords.none))</p>" : "<ul>\(rows)</ul>"
        let rebuild: HTML = """
            <form method="post" action="\(root)/drift/actions"><p class="small">\(frame(DriftWords.rebuildHint))</p>\(frame.hidden)\
            <button class="btn quiet" name="action" value="rebuild">\(frame(DriftWords.rebuild))</button></form>
            """
        return """
            <section class="card" id="renewals"><h2>\(frame(RenewalWords.all))</h2>\(list)\(begin)</section>\
            \(rebuild, if: mayKeep && reading.version != nil)
            """
    }

    // MARK: Being asked

    /// What one said, and whether it still holds.
    func again(_ reading: AskedReading?) -> HTML {
        guard let reading else {
            return frame.page(
                DriftWords.askedTitle, area: .network,
                """
                <div class="stack narrow"><h1>\(frame(DriftWords.askedTitle))</h1>\(done)<p class="empty">\(frame(DriftWords.notAsked))</p>\
                <p><a class="btn" href="\(root)/drift">\(frame(RenewalWords.back))</a></p></div>
                """)
        }
        let rows = reading.lines.map { line -> HTML in
            let said = line.said.map { frame(DriftWords.stance($0)) } ?? frame(DriftWords.nothingBefore)
            return """
                <li class="line"><span>\(frame.said(line.clause.text(frame.language)))</span>\
                <small>\(frame(DriftWords.saidBefore)): \(said)</small></li>
                """
        }
        let saidAny = reading.lines.contains { $0.said != nil }
        let hold: HTML = """
            <form method="post" action="\(root)/drift/again">\(frame.hidden)\
            <button class="btn main">\(frame(DriftWords.allHold))</button></form>
            """
        return frame.page(
            DriftWords.askedTitle, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(DriftWords.askedTitle))</h1>\(Fields(frame, form, problems).summary)\
            <p>\(frame(DriftWords.askedIntro))</p><p class="small">\(frame(DriftWords.until(reading.round.dueAt)))</p>\
            <ul class="lines card">\(rows)</ul><div class="row">\(hold, if: saidAny)\
            <a class="btn" href="\(root)/charter">\(frame(DriftWords.changeSome))</a></div></div>
            """)
    }
}

/// What somebody who is asked again said before.
struct AskedReading: Sendable {
    struct Line: Sendable {
        let clause: CharterClause
        let said: ClauseStance?
    }

    let round: AskRound
    let voice: ID
    let lines: [Line]
}
