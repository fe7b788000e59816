internal import Database

/// The suggestions to a draft, grouped by likeness, each with its answer; for whoever convenes the forms to answer and merge.
struct SuggestionPages {
    let parts: CharterParts

    private var frame: Frame { parts.frame }
    private var root: String { parts.root }

    func page(_ reading: SuggestionsReading, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems)
        let groups = reading.piles.map { target($0.about, $0.piles, reading, fields) }
        let none: HTML = "<p class=\"empty\">\(frame(CharterDraftWords.none))</p>"
        let hint: HTML = "<p>\(frame(CharterDraftWords.piles))</p>"
        return frame.page(
            CharterDraftWords.suggestions, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(CharterDraftWords.suggestions))</h1>\(parts.done)\(fields.summary)\
            <p class="small">\(frame(CharterDraftWords.title(reading.version.number)))</p>\(none, if: groups.isEmpty)\
            \(hint, if: !groups.isEmpty)\(groups)<p><a class="btn quiet" href="\(root)\(reading.version.state.isOpen ? "/draft" : "")">\
            \(frame(reading.version.state.isOpen ? CharterDraftWords.toDraft : CharterPageWords.toCharter))</a></p></div>
            """)
    }

    private func target(
        _ about: SuggestionTarget, _ piles: [[CharterSuggestion]], _ reading: SuggestionsReading, _ fields: Fields
    ) -> HTML {
        let clause = reading.clauses.first { about == .clause($0.id) }
        let section: CharterSection? = if case .section(let section) = about { section } else { clause?.section }
        let name = section.map(CharterWords.name(of:)) ?? CharterPageWords.isGone
        let title: Text = clause == nil && section != nil ? CharterDraftWords.lacks(name) : name
        let groups = piles.enumerated().map { index, pile -> HTML in
            let rows = pile.map { suggestion($0, pile, piles, reading, fields) }
            let head: HTML = "<h3>\(frame(CharterDraftWords.pile(index + 1, pile.count)))</h3>"
            return "<div class=\"stack tight\">\(head, if: piles.count > 1)<ul class=\"stack\">\(rows)</ul></div>"
        }
        let waiting = piles.flatMap { $0 }.filter { $0.state == .open }
        let words: HTML = clause.map { parts.words($0) } ?? ""
        // There are no words to amend of what was left out.
        let new = section == nil ? typed(about, fields) : merging(about, clause, waiting, reading, fields)
        return """
            <section class="card" id="a-\(about.encoded)"><h2>\(frame(title))</h2>\(words)\(groups)\
            \(new, if: reading.mayAnswer && !waiting.isEmpty)</section>
            """
    }

    /// New words for a clause that somebody left out meanwhile: nothing is amended by them, but they can be used elsewhere.
    private func typed(_ about: SuggestionTarget, _ fields: Fields) -> HTML {
        guard fields.form["about"] == about.encoded else { return "" }
        let words = ["zh", "en", "reason", "answer"].compactMap { fields.form.text($0) }.filter { !$0.isEmpty }
        guard !words.isEmpty else { return "" }
        let rows = words.map { "<blockquote class=\"prose\">\(frame.said($0))</blockquote>" as HTML }
        return "<h3>\(frame(CharterDraftWords.youWrote))</h3>\(rows)"
    }

    private func name(of suggestion: CharterSuggestion, _ reading: SuggestionsReading) -> String {
        guard let member = suggestion.memberID else { return frame(origin(of: suggestion)) }
        return reading.names[member] ?? frame(CharterPageWords.former)
    }

    /// Where one comes from that no member made.
    private func origin(of suggestion: CharterSuggestion) -> Text {
        if suggestion.source.hasPrefix("/sheets/") { return CharterDraftWords.fromSurvey }
        return suggestion.source.hasPrefix("/proposals/")
            ? CharterMatrixWords.fromMatrix : CharterDraftWords.fromConversation
    }

    private func words(of suggestion: CharterSuggestion) -> String {
        suggestion.words ?? frame(CharterDraftWords.forgotten)
    }

    private func isOwn(_ suggestion: CharterSuggestion) -> Bool {
        suggestion.memberID != nil && suggestion.memberID == frame.ask.viewer.member?.id
    }

    /// Whoever answers reads what others don't, for it has to be answered.
    private func said(_ suggestion: CharterSuggestion, _ reading: SuggestionsReading) -> HTML {
        moderation.shown(
            "<p>\(frame.said(words(of: suggestion)))</p>", suggestion.text, hidden: suggestion.hidden,
            isAuthor: isOwn(suggestion), reads: reading.mayAnswer)
    }

    private func tools(_ suggestion: CharterSuggestion, _ who: String) -> HTML {
        guard let words = suggestion.words, !isOwn(suggestion) else { return "" }
        return moderation.tools(
            suggestion.text, isHidden: suggestion.hidden != nil, name: TalkWords.actOn(ModerationWords.report, who),
            seen: TextStamp.of(words))
    }

    private var moderation: ModerationPages { ModerationPages(frame: frame, network: parts.network) }

    private func suggestion(
        _ suggestion: CharterSuggestion, _ pile: [CharterSuggestion], _ piles: [[CharterSuggestion]],
        _ reading: SuggestionsReading,
        _ fields: Fields
    ) -> HTML {
        let who = name(of: suggestion, reading)
        let named: HTML =
            suggestion.source.isEmpty
            ? frame.said(who)
            : "<a href=\"/n/\(parts.network.slug)\(suggestion.source)\">\(frame(origin(of: suggestion)))</a>"
        let due: HTML =
            reading.due[suggestion.id].map { "<small>\(frame(CharterDraftWords.dueAt($0)))</small>" } ?? ""
        let mark: StaticString =
            suggestion.state == .taken ? "badge good" : suggestion.state == .open ? "badge warn" : "badge"
        let answer: HTML =
            suggestion.answer.isEmpty
            ? ""
            : """
            <p class="note">\(frame.said(frame(CharterDraftWords.answeredBy(
                suggestion.answeredByID.flatMap { reading.names[$0] } ?? "", CharterWords.name(of: suggestion.isBack ? .later : suggestion.state), suggestion.answer))))</p>
            """
        return """
            <li id="s-\(suggestion.id)"><p><strong>\(named)</strong> \
            <span class="\(HTML(stringLiteral: mark))">\(frame(CharterWords.name(of: suggestion.state)))</span> \(due, if: suggestion.state == .open)\
            </p>\(said(suggestion, reading))\(answer)\
            \(answering(suggestion, who, piles, reading, fields), if: reading.mayAnswer && suggestion.state == .open)\
            \(takingBack(suggestion), if: isOwn(suggestion) && suggestion.state == .open && reading.version.state.isOpen)\
            \(tools(suggestion, who))</li>
            """
    }

    /// One's own, also one that was kept and is back: on the draft stand those of this round alone.
    private func takingBack(_ suggestion: CharterSuggestion) -> HTML {
        let short = String(words(of: suggestion).prefix(20))
        return """
            <form method="post" action="\(root)/suggestions/\(suggestion.id)/actions">\(frame.hidden)\
            <button class="btn quiet" name="action" value="withdraw">\(frame.said(frame(CharterDraftWords.takeBackOwn(short))))</button></form>
            """
    }

    private func answering(
        _ suggestion: CharterSuggestion, _ who: String, _ piles: [[CharterSuggestion]], _ reading: SuggestionsReading,
        _ fields: Fields
    ) -> HTML {
        let isGone =
            if case .clause(let id) = suggestion.about { !reading.clauses.contains { $0.id == id } } else { false }
        let own = fields.of("s-\(suggestion.id)"), short = String(words(of: suggestion).prefix(20))
        let what = [
            ("declined", frame(CharterWords.name(of: CharterSuggestion.State.declined))),
            ("later", frame(CharterWords.name(of: CharterSuggestion.State.later))),
            ("taken", frame(isGone ? CharterDraftWords.leftOut : CharterDraftWords.alreadySaid)),
        ]
        let others = piles.compactMap(\.first).filter { $0.id != suggestion.id }.map {
            ($0.id.description, "\(name(of: $0, reading)): \(words(of: $0).prefix(24))")
        }
        let moving: HTML = """
            <form method="post" action="\(root)/suggestions/\(suggestion.id)/actions" class="stack tight">\(frame.hidden)\
            <input type="hidden" name="action" value="putBeside">\
            \(fields.of("move-\(suggestion.id)").select("beside", CharterDraftWords.putBeside, [("", frame(CharterDraftWords.alone))] + others))\
            \(fields.button(CharterDraftWords.move(who), kind: ""))</form>
            """
        let form: HTML = """
            <form method="post" action="\(root)/suggestions/\(suggestion.id)/actions" class="stack tight">\(own.hidden)\
            \(own.select("action", CharterDraftWords.what, what))\
            \(own.area("answer", CharterDraftWords.answerTo(who), rows: 2, isRequired: true))\
            \(own.button(CharterDraftWords.sendTo(who, short), kind: ""))</form>\(moving, if: !others.isEmpty)
            """
        return own.folded(CharterDraftWords.answerTo(who), form)
    }

    /// New words from some of them, with credit to each.
    private func merging(
        _ about: SuggestionTarget, _ clause: CharterClause?, _ waiting: [CharterSuggestion],
        _ reading: SuggestionsReading,
        _ fields: Fields
    ) -> HTML {
        let own = fields.of("merge-\(about.encoded)")
        let chosen = own.form.all("suggestions")
        let boxes = waiting.map { suggestion -> HTML in
            let words = CharterDraftWords.take(
                name(of: suggestion, reading), String(self.words(of: suggestion).prefix(60)))
            return """
                <label><input type="checkbox" name="suggestions" value="\(suggestion.id)"\(" checked", if: chosen.contains(suggestion.id.description))> \
                \(frame.said(frame(words)))</label>
                """
        }
        let isPriority = clause?.section == .priorities || about == .section(.priorities)
        let weighed = waiting.lazy.compactMap(\.weight).first ?? clause.map { $0.weight / 10 }
        let weight: HTML =
            isPriority
            ? own.text("weight", CharterPageWords.weight, mode: "numeric", value: weighed.map { String($0) }) : ""
        let form: HTML = """
            <form method="post" action="\(root)/amendments" class="stack">\(own.hidden)\
            <input type="hidden" name="about" value="\(about.encoded)"><p class="small">\(frame(CharterDraftWords.mergeHint))</p>\
            \(own.choice("suggestions", CharterDraftWords.suggestions, boxes))\
            \(own.area("zh", CharterDraftWords.newZh, rows: 3, value: clause?.zh))\
            \(own.area("en", CharterDraftWords.newEn, rows: 3, value: clause?.en))\
            \(own.area("reason", CharterDraftWords.why, rows: 2))\(weight)\
            \(own.area("answer", CharterDraftWords.answerWords, rows: 2, isRequired: true))\
            \(own.button(CharterDraftWords.amendButton))</form>
            """
        return own.folded(CharterDraftWords.merge, form)
    }
}
