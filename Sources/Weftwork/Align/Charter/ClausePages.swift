internal import Database

/// One clause, two versions, where people stand, how strong the agreement is.
struct ClausePages {
    let parts: CharterParts

    private var frame: Frame { parts.frame }
    private var root: String { parts.root }

    private func page(_ title: Text, _ body: HTML) -> HTML {
        frame.page(
            title, area: .network,
            "<div class=\"stack narrow\"><h1>\(frame(title))</h1>\(parts.done)\(body)\(parts.toCharter)</div>")
    }

    // MARK: A clause

    func clause(_ reading: ClauseReading) -> HTML {
        let clause = reading.clause
        let older: HTML = """
            <p class="note warn">\(frame(CharterPageWords.older(reading.version.number))) \
            <a href="\(root)">\(frame(CharterPageWords.toPresent))</a></p>
            """
        let core: HTML = "<p class=\"small\">\(frame(CharterPageWords.coreHint))</p>"
        return page(
            CharterWords.name(of: clause.section),
            """
            \(older, if: !reading.version.state.isInForce)<section class="card main-thing">\(parts.words(clause))\(parts.marks(clause))\
            \(core, if: clause.isCore)</section>\(said(reading))\(history(reading))
            """)
    }

    private func said(_ reading: ClauseReading) -> HTML {
        let isMember = frame.ask.viewer.tier <= .members
        let figures: HTML =
            reading.figures.map { "\(counts([(parts.short(reading.clause), $0)], CharterPageWords.clause))" } ?? ""
        let few: HTML = "<p class=\"small\">\(frame(CharterPageWords.tooFew(CharterRules.smallest)))</p>"
        let rows = reading.said.map(saying)
        let none: HTML = "<p class=\"small\">\(frame(CharterPageWords.nobodySaid))</p>"
        let list: HTML = rows.isEmpty ? none : "<ul class=\"stack\">\(rows)</ul>"
        let mine: HTML =
            "<p><a class=\"btn\" href=\"\(root)/stances#c-\(reading.clause.id)\">\(frame(CharterPageWords.stances))</a></p>"
        return """
            <section class="card"><h2>\(frame(CharterPageWords.said))</h2>\(figures)\(few, if: reading.figures == nil)\
            \(list, if: isMember)\(mine, if: isMember && reading.version.state.isInForce)</section>
            """
    }

    private func saying(_ saying: ClauseSaying) -> HTML {
        let isAuthor = saying.memberID == frame.ask.viewer.member?.id
        let reason: HTML = SaidReasonParts(frame: frame, network: parts.network, text: saying.text).html(
            saying.reason, hidden: saying.hidden, isAuthor: isAuthor, of: saying.name)
        let advice: HTML = " <span class=\"badge\">\(frame(CharterPageWords.advice))</span>"
        let older: HTML = " <span class=\"badge\">\(frame(CharterPageWords.onOlderWords))</span>"
        let mark: StaticString =
            saying.stance == .object ? "badge critical" : saying.stance.carries ? "badge good" : "badge"
        return """
            <li id="x-\(saying.text.id)"><strong>\(frame.said(saying.name ?? frame(CharterPageWords.former)))</strong> \
            <span class="\(HTML(stringLiteral: mark))">\(frame(CharterWords.column(saying.stance)))</span>\
            \(advice, if: saying.isAdvice)\(older, if: saying.isOlder) <small>\(frame.ago(saying.at))</small>\(reason)</li>
            """
    }

    private func history(_ reading: ClauseReading) -> HTML {
        let rows = reading.steps.map { step -> HTML in
            let at: HTML = step.at.map { "<small>\(frame(Text(zh: "\(day: $0)", en: "\(day: $0)")))</small>" } ?? ""
            return """
                <li><strong><a href="\(root)/versions/\(step.version)">\(frame(CharterPageWords.inVersion(step.version)))</a></strong> \(at)\
                \(parts.change(ClauseChange(before: step.before, after: step.after)))\(parts.why(step.after.reason))\
                \(parts.credit(step.credits))</li>
                """
        }
        return """
            <section class="card"><h2>\(frame(CharterPageWords.history))</h2><ol class="stack" reversed>\(gone(reading))\(rows)</ol>\
            <p class="small">\(frame(CharterPageWords.legend))</p></section>
            """
    }

    private func gone(_ reading: ClauseReading) -> HTML {
        guard let gone = reading.gone else { return "" }
        let at: HTML = gone.at.map { "<small>\(frame(Text(zh: "\(day: $0)", en: "\(day: $0)")))</small>" } ?? ""
        return """
            <li><strong><a href="\(root)/versions/\(gone.version)">\(frame(CharterPageWords.gone(gone.version)))</a></strong> \(at)\
            \(parts.why(gone.reason))</li>
            """
    }

    // MARK: Two versions

    func comparison(_ reading: ComparisonReading) -> HTML {
        let rows = reading.changes.map { change($0, reading) }
        let none: HTML = "<p class=\"note\">\(frame(CharterPageWords.nothingChanged))</p>"
        let reason: HTML = """
            <section class="card"><h2>\(frame(CharterPageWords.changedWhy))</h2><p>\(frame.said(reading.to.reason))</p></section>
            """
        return page(
            CharterPageWords.comparing(reading.from.number, reading.to.number),
            """
            \(chooser(reading))\(reason, if: !reading.to.reason.isEmpty)\(none, if: rows.isEmpty)\(rows)\
            \(table(reading), if: !rows.isEmpty)<p class="small">\(frame(CharterPageWords.legend))</p>
            """)
    }

    private func chooser(_ reading: ComparisonReading) -> HTML {
        let options = reading.versions.map { (String($0.number), frame(CharterPageWords.inVersion($0.number))) }
        let fields = Fields(frame)
        guard options.count > 1 else { return "" }
        return """
            <form method="get" action="\(root)/compare" class="card no-print">\
            \(fields.select("from", CharterPageWords.from, options, chosen: String(reading.from.number)))\
            \(fields.select("to", CharterPageWords.to, options, chosen: String(reading.to.number)))\
            \(fields.button(CharterPageWords.show, kind: ""))</form>
            """
    }

    private func change(_ change: ClauseChange, _ reading: ComparisonReading) -> HTML {
        let core: HTML = "<span class=\"badge info\">\(frame.icon("shield"))\(frame(CharterPageWords.core))</span>"
        return """
            <section class="card"><h2>\(frame(CharterWords.name(of: change.section)))</h2>\
            <p class="row"><span class="badge">\(frame(parts.state(of: change)))</span>\(core, if: change.before?.isCore == true)</p>\
            \(parts.change(change))\(parts.why(reading.why(change)))\(parts.credit(change.id.flatMap { reading.credits[$0] }))</section>
            """
    }

    /// The same as a table: before and after side by side, for whoever reads cell by cell.
    private func table(_ reading: ComparisonReading) -> HTML {
        let rows = reading.changes.map { change -> (String, [String]) in
            (
                frame(CharterWords.name(of: change.section)),
                [
                    parts.cell(change.before, beside: change.after), parts.cell(change.after, beside: change.before),
                    reading.why(change) ?? "",
                ]
            )
        }
        return parts.table(
            [CharterPageWords.clause, CharterPageWords.before, CharterPageWords.after, CharterPageWords.why], rows)
    }

    // MARK: Where one stands

    func stances(_ reading: OwnStancesReading, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems)
        let who: HTML =
            reading.speaksFor.map { "<p class=\"note\">\(frame.said(frame(CharterPageWords.speaksFor($0))))</p>" }
            ?? reading.advises.map { "<p class=\"note\">\(frame.said(frame(CharterPageWords.advises($0))))</p>" }
            ?? (reading.isOutside ? "<p class=\"note\">\(frame(CharterPageWords.outsideTeam))</p>" : "")
        let rows = reading.clauses.map { stance($0, reading, fields) }
        // Whoever presses Enter means to save what they chose, and not the first tap that says the same once more.
        let first: HTML = """
            <button class="visually-hidden" tabindex="-1" aria-hidden="true">\(frame(SiteWords.save))</button>
            """
        return page(
            CharterPageWords.stances,
            """
            \(fields.summary)<p>\(frame(CharterPageWords.stancesHint))</p>\(voices(reading))\(who)\
            <form method="post" action="\(root)/stances" class="stack">\(frame.hidden)\(first)\
            <input type="hidden" name="voice" value="\(reading.voice.id)">\(rows)\(fields.button(SiteWords.save))</form>
            """)
    }

    /// Whoever speaks for several says it for one after the other.
    private func voices(_ reading: OwnStancesReading) -> HTML {
        guard reading.voices.count > 1 else { return "" }
        let links = reading.voices.map { voice -> HTML in
            let isHere = voice.id == reading.voice.id
            return """
                <a href="\(root)/stances?voice=\(voice.id)"\(" aria-current=\"page\"", if: isHere)>\
                \(frame.said(voice.organisation ?? frame(CharterPageWords.yourself)))</a>
                """
        }
        return """
            <nav class="filters wrap" id="voice" aria-label="\(frame(CharterPageWords.whichVoice))">\(links)</nav>
            """
    }

    private func stance(_ clause: CharterClause, _ reading: OwnStancesReading, _ fields: Fields) -> HTML {
        let said = reading.said[clause.id], wait = reading.waits[clause.id]
        let holds = said != nil && wait == nil, canHold = wait?.canHold ?? false
        let options = ClauseStance.allCases.map { ($0.rawValue, frame(CharterWords.name(of: $0))) }
        let label = Text.verbatim(
            "\(frame(CharterWords.name(of: clause.section))) · \(parts.short(clause))")
        return """
            <section class="card" id="c-\(clause.id)"><h2>\(frame(CharterWords.name(of: clause.section)))</h2>\(parts.words(clause))\
            \(parts.marks(clause))\(waiting(wait, said, clause))\
            \(fields.choice("stance-\(clause.id)", label, options, chosen: holds ? said?.stance.rawValue : nil))\
            \(fields.area("reason-\(clause.id)", CharterPageWords.reasonLabel, rows: 2,
                value: holds || canHold ? said.flatMap { reading.reasons[$0.id] } : nil))</section>
            """
    }

    /// Why it is asked for again, and where that is all the one tap that says the same once more.
    private func waiting(_ wait: StanceWait?, _ said: StanceSaid?, _ clause: CharterClause) -> HTML {
        guard let wait, let said else { return "" }
        let words: Text
        switch wait.reason {
        case .unsaid: return ""
        case .otherWords: return "<p class=\"note warn\">\(frame(CharterPageWords.saidOlder))</p>"
        case .kept: words = CharterPageWords.saidBeforeKept(wait.since)
        case .aged: words = CharterPageWords.saidAged
        }
        return """
            <div class="note warn stack tight"><p>\(frame(words))</p><p class="row">\
            <strong>\(frame(CharterWords.column(said.stance)))</strong> <small>\(frame.ago(said.at))</small>\
            <button class="btn" name="again" value="\(clause.id)" aria-label="\(frame(CharterPageWords.stillSo(parts.short(clause))))">\
            \(frame(CharterPageWords.stillSo))</button></p></div>
            """
    }

    // MARK: Figures

    func figures(_ reading: FiguresReading) -> HTML {
        guard reading.voices >= CharterRules.smallest else {
            return page(
                CharterPageWords.figures,
                "<p class=\"note\">\(frame(CharterPageWords.tooFew(CharterRules.smallest)))</p>")
        }
        let clauses = reading.clauses.compactMap { clause in
            reading.figures[clause.id].map { (parts.short(clause), $0) }
        }
        let levels = reading.levels.map { (frame(CharterWords.name(of: $0.level)), $0.said) }
        let groups = reading.groups.map { grouping, groups -> HTML in
            let rows = groups.map { group in
                (
                    name(of: group.name, grouping),
                    [String(group.voices), "\(group.said.participation)%", strength(group.said)]
                )
            }
            return """
                <h3>\(frame(CharterPageWords.name(of: grouping)))</h3>\
                \(parts.table(
                    [
                        CharterPageWords.group, CharterPageWords.voices, CharterPageWords.participation,
                        CharterPageWords.strength,
                    ], rows))
                """
        }
        return page(
            CharterPageWords.figures,
            """
            <p>\(frame(CharterPageWords.rule(reading.voices)))</p>\
            <section class="card">\(bars(reading))\(counts(clauses, CharterPageWords.clause))</section>\
            <section class="card"><h2>\(frame(CharterPageWords.byLevel))</h2><p class="small">\(frame(CharterPageWords.levelHint))</p>\
            \(counts(levels, CharterPageWords.level))</section>\
            \(missing(groups), if: !groups.isEmpty)
            """)
    }

    private func missing(_ groups: [HTML]) -> HTML {
        """
        <section class="card"><h2>\(frame(CharterPageWords.missing))</h2>\
        <p class="small">\(frame(CharterPageWords.missingHint(CharterRules.smallest)))</p>\(groups)</section>
        """
    }

    /// A line where nobody has said anything: silence is no objection.
    private func strength(_ said: Affirmation) -> String { said.answered == 0 ? "–" : "\(said.strength)%" }

    private func name(of group: String, _ grouping: VoiceGrouping) -> String {
        if group == AffirmationRules.others { return frame(CharterPageWords.others) }
        if group.isEmpty { return frame(CharterPageWords.unsaid) }
        guard grouping == .sector, let sector = Sector(rawValue: group) else { return group }
        return frame(OrganisationWords.name(of: sector))
    }

    /// Each clause as a bar, of all voices: affirmed, lived with, not said; the table beside it says the same.
    private func bars(_ reading: FiguresReading) -> HTML {
        let rows = reading.clauses.compactMap { clause -> HTML? in
            guard let said = reading.figures[clause.id], said.voices > 0 else { return nil }
            let affirm = said.affirm * 100 / said.voices, lived = said.canLiveWith * 100 / said.voices
            return """
                <li class="line"><span>\(parts.short(clause))</span><span>\(frame(CharterPageWords.short(said.strength, said.participation)))</span>\
                <svg class="meter" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">\
                <rect class="got" x="0" y="0" width="\(affirm)" height="1"/>\
                <rect class="promised" x="\(affirm)" y="0" width="\(lived)" height="1"/></svg></li>
                """
        }
        return """
            <ul class="lines">\(rows)</ul><p class="legend"><span class="got">\(frame(CharterWords.column(.affirm)))</span>\
            <span class="promised">\(frame(CharterWords.column(.canLiveWith)))</span></p>
            """
    }

    private func counts(_ rows: [(String, Affirmation)], _ first: Text) -> HTML {
        let head =
            [first] + ClauseStance.allCases.map(CharterWords.column) + [
                CharterPageWords.participation, CharterPageWords.strength,
            ]
        return parts.table(
            head,
            rows.map { name, said in
                (
                    name,
                    [
                        String(said.affirm), String(said.canLiveWith), String(said.object), String(said.notYet),
                        "\(said.participation)%", strength(said),
                    ]
                )
            })
    }
}
