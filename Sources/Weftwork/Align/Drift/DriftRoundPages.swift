internal import Database
internal import Engine

/// What asking again showed, renewals, and being asked.
extension DriftPages {
    func rounds(_ reading: DriftReading, _ fields: Fields) -> HTML {
        let none: HTML = "<p class=\"empty\">\(frame(DriftWords.noRounds))</p>"
        let owns = reading.alerts.contains { $0.isOpen && $0.ownerID == viewer.member?.id }
        let until = reading.version.flatMap { DriftRules.everybodyIsAsked(about: $0, now: frame.now) }
        let kept: HTML? = until.map { "<p class=\"small\">\(frame(DriftWords.keptLately($0)))</p>" }
        let ask: HTML =
            mayKeep || owns
            ? kept ?? """
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

    func renewals(_ reading: DriftReading, _ fields: Fields) -> HTML {
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
            let before: HTML =
                line.said.map {
                    "\(frame(line.isConsent ? DriftWords.consentedBefore : DriftWords.saidBefore)): \(frame(DriftWords.stance($0)))"
                } ?? "\(frame(line.isOlder ? CharterPageWords.saidOlder : DriftWords.nothingBefore))"
            return """
                <li class="line"><span>\(frame.said(line.clause.text(frame.language)))</span><small>\(before)</small></li>
                """
        }
        let hold: HTML = """
            <form method="post" action="\(root)/drift/again">\(frame.hidden)\
            <input type="hidden" name="voice" value="\(reading.voice.id)">\
            <button class="btn main">\(frame(DriftWords.allHold))</button></form>
            """
        let who: HTML =
            reading.voice.organisation.map {
                "<p class=\"note\">\(frame.said(frame(CharterPageWords.speaksFor($0))))</p>"
            } ?? ""
        let toSay: HTML =
            reading.saidAny
            ? "<a class=\"btn\" href=\"\(root)/charter/stances?voice=\(reading.voice.id)\">\(frame(DriftWords.changeSome))</a>"
            : "<a class=\"btn main\" href=\"\(root)/charter/stances?voice=\(reading.voice.id)\">\(frame(CharterPageWords.stances))</a>"
        return frame.page(
            DriftWords.askedTitle, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(DriftWords.askedTitle))</h1>\(done)\(Fields(frame, form, problems).summary)\(who)\
            <p>\(frame(reading.saidAny ? DriftWords.askedIntro : DriftWords.askedAnew))</p><p class="small">\(frame(DriftWords.until(reading.round.dueAt)))</p>\
            <ul class="lines card">\(rows)</ul><div class="row">\(hold, if: reading.saidAny)\(toSay)</div></div>
            """)
    }
}
