internal import Database

/// A draft: what it says, what may be suggested, and for whoever convenes what comes next.
struct DraftPages {
    let parts: CharterParts

    private var frame: Frame { parts.frame }
    private var root: String { parts.root }

    func page(_ reading: DraftReading, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems)
        let sections = reading.subject.sections.map { section($0, reading, fields) }
        let title = CharterDraftWords.title(reading.version.number)
        let team: HTML = "<p class=\"small\">\(frame(parts.title))</p>"
        return frame.page(
            title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(title))</h1>\(team, if: reading.team != nil)\(parts.done)\(fields.summary)\
            <p class="row"><span class="badge info">\(frame(CharterWords.name(of: reading.version.state)))</span>\
            <span class="small">\(frame.said(frame(CharterDraftWords.convener(reading.convener))))</span></p>\
            \(stage(reading))\(mended(reading))\(core(reading))\(parts.notes(reading.version))\(next(reading, fields))\(sections)\
            \(about(reading, fields))\(parts.toCharter)</div>
            """)
    }

    /// How far it is, for everybody.
    private func stage(_ reading: DraftReading) -> HTML {
        let compare: HTML = "<a class=\"btn quiet\" href=\"\(root)/compare\">\(frame(CharterPageWords.changedWhy))</a>"
        let list: HTML =
            "<a class=\"btn quiet\" href=\"\(root)/draft/suggestions\">\(frame(CharterDraftWords.suggestions))</a>"
        let until: HTML =
            reading.takesSuggestions
            ? reading.version.suggestUntil.map { until in
                """
                <p class="note"><strong>\(frame(CharterDraftWords.suggestTitle))</strong><br>\(frame(CharterDraftWords.suggestHint)) \
                \(frame(CharterDraftWords.suggestUntil(until)))</p>
                """
            } ?? "" : ""
        let consent: HTML =
            reading.version.proposalID.map { id in
                """
                <p class="note warn">\(frame(CharterDraftWords.consentOpen)) \
                <a href="/n/\(parts.network.slug)/proposals/\(id)">\(frame(CharterDraftWords.toProposal))</a></p>
                """
            } ?? ""
        let waiting: HTML = "<p class=\"small\">\(frame(CharterDraftWords.waiting(reading.waiting)))</p>"
        return """
            \(until)\(consent)\(waiting, if: reading.suggestions > 0)\
            <p class="row">\(list, if: reading.suggestions > 0)\(compare, if: !reading.before.isEmpty)</p>
            """
    }

    /// What was changed while consent is asked for; for whoever drafts the way to change more.
    private func mended(_ reading: DraftReading) -> HTML {
        guard reading.version.state == .consent else { return "" }
        let rows = reading.mended.map { one -> HTML in
            let texts = [(one.before.zh, one.after.zh, Language.zh), (one.before.en, one.after.en, Language.en)]
                .filter { $0.0 != $0.1 }.map { parts.changed($0.0, $0.1, $0.2) }
            // Where its words stayed it is what they weigh, at what level they stand, whether they are fixed.
            let (own, other) = frame.language == .zh ? (one.after.zh, one.after.en) : (one.after.en, one.after.zh)
            let name: HTML = "<p>\(frame.said(CharterParts.beginning(own.isEmpty ? other : own)))</p>"
            return
                "<li>\(texts)\(name, if: texts.isEmpty)\(parts.other(of: one))<p class=\"small\">\(frame.said(one.reason)) · \(frame.ago(one.at))</p></li>"
        }
        let list: HTML = """
            <section class="card" id="mended"><h2>\(frame(CharterMendWords.changed))</h2><ul>\(rows)</ul></section>
            """
        let way: HTML = """
            <p><a class="btn main" href="\(root)/draft/mend">\(frame(CharterMendWords.toMend))</a></p>
            """
        return "\(way, if: reading.mayDraft)\(list, if: !rows.isEmpty)"
    }

    /// Fixed points that the draft touches.
    private func core(_ reading: DraftReading) -> HTML {
        guard !reading.core.isEmpty else { return "" }
        let rows = reading.core.map { clause -> HTML in "<li>\(parts.words(clause))</li>" }
        return """
            <section class="card"><h2>\(frame(CharterPageWords.core))</h2><p>\(frame(CharterPageWords.coreHint))</p><ul>\(rows)</ul></section>
            """
    }

    private func section(_ section: CharterSection, _ reading: DraftReading, _ fields: Fields) -> HTML {
        let clauses = reading.clauses.filter { $0.section == section }.map { clause($0, reading, fields) }
        let gone = reading.before.filter { old in
            old.section == section && !reading.clauses.contains { $0.id == old.id }
        }.map { old -> HTML in
            "\(parts.change(ClauseChange(before: old, after: nil)))\(parts.why(reading.removed[old.id]))"
        }
        let none: HTML = "<p class=\"small\">\(frame(CharterPageWords.emptySection))</p>"
        let mayWrite = reading.mayDraft && CharterRules.mayWrite(reading.version)
        let lenses: HTML = "<p class=\"small\">\(frame(CharterDraftWords.lenses))</p>"
        let add: HTML = """
            <p><a class="btn" href="\(root)/draft/clauses?section=\(section.rawValue)">\(frame(CharterDraftWords.add(CharterWords.name(of: section))))</a></p>
            """
        let lacks: HTML =
            reading.takesSuggestions
            ? suggestion(
                .section(section), reading, fields, CharterDraftWords.lacks(CharterWords.name(of: section)),
                CharterDraftWords.sendLack(CharterWords.name(of: section)), frame(CharterWords.name(of: section))) : ""
        return """
            <section class="card" id="\(section.rawValue)"><h2>\(frame(CharterWords.name(of: section)))</h2>\
            <p class="small">\(frame(CharterWords.about(section)))</p>\(lenses, if: mayWrite && section == .purpose)\
            \(parts.plan(reading.plans[section]))\(none, if: clauses.isEmpty)\(clauses)\(gone)\(lacks)\(add, if: mayWrite)\
            \(MatrixParts(parts: parts).section(reading, fields), if: section == .priorities)</section>
            """
    }

    private func clause(_ clause: CharterClause, _ reading: DraftReading, _ fields: Fields) -> HTML {
        let before = reading.before.first { $0.id == clause.id }
        let isChanged = before.map { !$0.isLike(clause) } ?? false
        let words: HTML = isChanged ? parts.change(ClauseChange(before: before, after: clause)) : parts.words(clause)
        let isNew: HTML = "<p><span class=\"badge\">\(frame(CharterPageWords.isNew))</span></p>"
        let why = parts.why(clause.explained(by: reading.reasons[clause.id]).reason)
        let edit: HTML =
            "<p><a href=\"\(root)/draft/clauses/\(clause.id)\" aria-label=\"\(frame(CharterDraftWords.edit(parts.short(clause))))\">\(frame(CharterDraftWords.edit))</a></p>"
        let suggest: HTML =
            reading.takesSuggestions
            ? suggestion(
                .clause(clause.id), reading, fields, CharterDraftWords.suggest(parts.short(clause)),
                CharterDraftWords.send(parts.short(clause)), parts.short(clause)) : ""
        return """
            <article class="stack tight" id="c-\(clause.id)">\(words)\(parts.marks(clause))\
            \(isNew, if: before == nil && !reading.before.isEmpty)\(why)\
            \(parts.credit(reading.credits[clause.id]))\(edit, if: reading.mayDraft && CharterRules.mayWrite(reading.version))\(suggest)</article>
            """
    }

    /// One suggestion, open where something was said already or is wrong.
    private func suggestion(
        _ about: SuggestionTarget, _ reading: DraftReading, _ fields: Fields, _ label: Text, _ send: Text,
        _ name: String
    ) -> HTML {
        let own = reading.own[about], fields = fields.of("about-\(about.encoded)")
        let stub: HTML =
            own.flatMap { own in
                own.hidden.map {
                    ModerationPages(frame: frame, network: parts.network).stub($0, own.text, isAuthor: true)
                }
            } ?? ""
        if let own, own.state != .open {
            return
                "\(stub)<p class=\"small\">\(frame(MemberWords.label(CharterDraftWords.yours)))\(frame.said(own.words ?? ""))</p>"
        }
        let back: HTML =
            own.map { suggestion in
                """
                <form method="post" action="\(root)/suggestions/\(suggestion.id)/actions">\(frame.hidden)\
                <button class="btn quiet" name="action" value="withdraw">\(frame(CharterDraftWords.takeBack(name)))</button></form>
                """
            } ?? ""
        let isOpen = own != nil || !fields.problems.isEmpty
        return """
            <details class="more"\(" open", if: isOpen)><summary>\(frame(label))</summary>\(stub)\
            <form method="post" action="\(root)/draft/suggestions" class="stack">\(fields.hidden)\
            <input type="hidden" name="about" value="\(about.encoded)">\
            \(fields.area("words", label, rows: 3, who: CharterDraftWords.visible, isRequired: true, value: own?.words))\
            \(fields.button(send))</form>\(back)</details>
            """
    }

    // MARK: For whoever convenes

    private func next(_ reading: DraftReading, _ fields: Fields) -> HTML {
        guard reading.mayDraft else { return "" }
        if reading.version.state == .suggestions {
            return card(action("closeSuggestions", CharterDraftWords.closeSuggestions, kind: ""))
        }
        guard CharterRules.mayWrite(reading.version) else { return "" }
        let drop = action("drop", CharterDraftWords.drop, kind: "danger")
        guard reading.lacks.isEmpty else {
            return card("<p>\(frame(CharterWords.lacking(reading.lacks)))</p>\(drop)")
        }
        guard reading.waiting == 0 else {
            return card("<p>\(frame(CharterDraftWords.waiting(reading.waiting)))</p>\(drop)")
        }
        let again = reading.version.round > 0 ? CharterDraftWords.askAgain : CharterDraftWords.askSuggestions
        let suggest = asking("askSuggestions", again, CharterDraftWords.suggestDays, fields.of("askSuggestions"), "14")
        let consent = asking(
            "askConsent", CharterDraftWords.askConsent, CharterDraftWords.consentDays, fields.of("askConsent"), "7")
        return card("\(suggest)\(consent)\(drop)")
    }

    private func card(_ content: HTML) -> HTML {
        "<section class=\"card main-thing\" id=\"next\"><h2>\(frame(CharterDraftWords.next))</h2>\(content)</section>"
    }

    private func asking(_ name: String, _ words: Text, _ label: Text, _ fields: Fields, _ days: String) -> HTML {
        """
        <form method="post" action="\(root)/actions" class="stack">\(fields.hidden)<input type="hidden" name="action" value="\(name)">\
        \(fields.text("days", label, mode: "numeric", isRequired: true, value: days))\(fields.button(words))</form>
        """
    }

    private func action(_ name: String, _ words: Text, kind: StaticString) -> HTML {
        """
        <form method="post" action="\(root)/actions">\(frame.hidden)<input type="hidden" name="action" value="\(name)">\
        <button class="btn \(HTML(stringLiteral: kind))">\(frame(words))</button></form>
        """
    }

    private func about(_ reading: DraftReading, _ fields: Fields) -> HTML {
        guard reading.mayDraft, CharterRules.mayWrite(reading.version) else { return "" }
        let own = fields.of("notes"), version = reading.version
        let scopes = CharterVersion.scopes.map { ($0.name, frame(NeedWords.name(of: $0))) }
        let renewal: HTML = """
            \(own.area("reason", CharterPageWords.changedWhy, rows: 3, isRequired: true, value: version.reason))\
            \(own.area("learnt", CharterPageWords.learnt, rows: 3, value: version.learnt))
            """
        return """
            <section class="card" id="notes"><h2>\(frame(CharterDraftWords.describe))</h2>\
            <form method="post" action="\(root)/draft/notes" class="stack">\(own.hidden)\(renewal, if: version.number > 1)\
            \(own.area("gains", CharterPageWords.gains, rows: 2, hint: CharterDraftWords.gainsHint, isRequired: true, value: version.gains))\
            \(own.area("bears", CharterPageWords.bears, rows: 2, hint: CharterDraftWords.bearsHint, isRequired: true, value: version.bears))\
            \(own.area("unheard", CharterPageWords.unheard, rows: 2, hint: CharterDraftWords.unheardHint, isRequired: true, value: version.unheard))\
            \(own.choice("scope", CharterDraftWords.scope, scopes, chosen: version.scope.name))\(own.button(SiteWords.save))</form></section>\
            \(plans(reading, fields))
            """
    }

    private func plans(_ reading: DraftReading, _ fields: Fields) -> HTML {
        let ways = SectionWay.allCases.map { ($0.rawValue, frame(CharterWords.name(of: $0))) }
        let rows = reading.subject.sections.map { section -> HTML in
            let name = CharterWords.name(of: section), own = fields.of("plan-\(section.rawValue)")
            let plan = reading.plans[section]
            return """
                <form method="post" action="\(root)/sections" class="stack tight">\(own.hidden)\
                <input type="hidden" name="section" value="\(section.rawValue)"><h3>\(frame(name))</h3>\
                \(own.select("way", CharterDraftWords.way, ways, chosen: (plan?.way ?? .draft).rawValue))\
                \(own.text("day", CharterDraftWords.day, kind: "date", value: plan?.day.map { String(Format.rfc3339($0).prefix(10)) }))\
                \(own.button(CharterDraftWords.save(name), kind: ""))</form>
                """
        }
        return fields.folded(CharterDraftWords.plan, "<div class=\"stack\">\(rows)</div>")
    }

    // MARK: Writing a clause

    func clause(
        _ clause: CharterClause?, in section: CharterSection, isInForce: Bool, _ form: Form = Form(),
        _ problems: [FieldProblem] = []
    ) -> HTML {
        // Two forms have a reason: that of leaving it out is not put into the other.
        let removing = Fields(frame, form, problems).of("remove"), isRemoving = removing.isSent
        let form = isRemoving ? Form() : form
        let fields = Fields(frame, form, isRemoving ? [] : problems), path = clause.map { "/\($0.id)" } ?? ""
        let kinds = section.kinds.map { ($0.rawValue, frame(CharterWords.name(of: $0))) }
        let levels = AlignmentLevel.allCases.map { ($0.rawValue, frame(CharterWords.name(of: $0))) }
        let kind = fields.select("kind", CharterDraftWords.kind, kinds, chosen: clause?.kind.rawValue)
        let isCore = form["isCore"].map { $0 == "1" } ?? (clause?.isCore ?? false)
        let lenses: HTML = "<p>\(frame(CharterDraftWords.lenses))</p>"
        return frame.page(
            CharterDraftWords.editTitle, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(CharterDraftWords.editTitle))</h1><p class="small">\(frame(CharterWords.name(of: section)))</p>\
            \(fields.summary)\(removing.summary)\(lenses, if: section == .purpose)\
            <form method="post" action="\(root)/draft/clauses\(path)" class="stack">\(frame.hidden)\
            <input type="hidden" name="section" value="\(section.rawValue)">\
            \(fields.area("zh", CharterDraftWords.zh, rows: 3, hint: CharterDraftWords.textHint, value: clause?.zh))\
            \(fields.area("en", CharterDraftWords.en, rows: 3, value: clause?.en))\(kind, if: kinds.count > 1)\
            \(fields.select("level", CharterDraftWords.level, levels, chosen: (clause?.level ?? section.level).rawValue))\
            \(priority(clause, fields), if: section == .priorities)\
            \(fields.area("reason", CharterDraftWords.why, rows: 2, value: clause?.reason))\
            <div class="field"><label><input type="checkbox" name="isCore" value="1"\(" checked", if: isCore)> \(frame(CharterDraftWords.isCore))</label>\
            <span class="hint">\(frame(CharterPageWords.coreHint))</span></div>\(fields.button(SiteWords.save))</form>\
            \(moves(clause))\(removal(clause, removing, isInForce: isInForce))<p><a class="btn quiet" href="\(root)/draft#\(section.rawValue)">\(frame(CharterDraftWords.toDraft))</a></p></div>
            """)
    }

    /// How much it weighs, and which needs it is about: what was done is held against it.
    private func priority(_ clause: CharterClause?, _ fields: Fields) -> HTML {
        let boxes = Need.Category.allCases.map { category -> HTML in
            let isChosen =
                fields.isSent
                ? fields.form.all("categories").contains(category.rawValue)
                : clause?.categories.contains(category.rawValue) ?? false
            return """
                <label><input type="checkbox" name="categories" value="\(category.rawValue)"\(" checked", if: isChosen)> \
                \(frame(NeedWords.name(of: category)))</label>
                """
        }
        return """
            \(fields.text("weight", CharterPageWords.weight, mode: "numeric", value: clause.map { String($0.weight / 10) }))\
            \(fields.choice("categories", CharterDraftWords.categories, boxes))
            """
    }

    private func moves(_ clause: CharterClause?) -> HTML {
        guard let clause else { return "" }
        let buttons = [
            ("up", CharterDraftWords.up), ("down", CharterDraftWords.down),
        ].map { name, words -> HTML in
            "<button class=\"btn\" name=\"action\" value=\"\(name)\">\(frame(words))</button>"
        }
        return """
            <form method="post" action="\(root)/draft/clauses/\(clause.id)/actions" class="row">\(frame.hidden)\(buttons)</form>
            """
    }

    /// What is in force is left out with a reason, which those read who are asked about the draft.
    private func removal(_ clause: CharterClause?, _ own: Fields, isInForce: Bool) -> HTML {
        guard let clause else { return "" }
        let why: HTML = own.area("reason", CharterDraftWords.removeWhy, rows: 2, isRequired: true)
        return """
            <form method="post" action="\(root)/draft/clauses/\(clause.id)/actions" class="stack" id="remove">\(own.hidden)\
            \(why, if: isInForce)\(own.button(CharterDraftWords.remove, kind: "danger", name: "action", value: "remove"))</form>
            """
    }
}
