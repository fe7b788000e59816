internal import Database
internal import Engine

/// Pieces that several pages of the charter show.
struct CharterParts {
    let frame: Frame
    let network: Network
    let subject: CharterSubject
    let team: Team?

    var root: String { "/n/\(network.slug)\(CharterActs.path(of: subject))" }

    /// What the charter is called: the network's, or the purpose of a team.
    var title: Text { team.map { CharterPageWords.teamTitle(TeamWords.name(of: $0)) } ?? CharterWords.title }

    var done: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }

    /// The way back: to the team, or to all that the network agrees on.
    var back: HTML {
        let words = team.map(TeamWords.name(of:)) ?? AlignWords.toAlign
        let path = team.map { "/n/\(network.slug)/teams/\($0.id)" } ?? "/n/\(network.slug)/align"
        return "<p class=\"no-print\"><a class=\"btn quiet\" href=\"\(path)\">\(frame(words))</a></p>"
    }

    var toCharter: HTML {
        "<p class=\"no-print\"><a class=\"btn quiet\" href=\"\(root)\">\(frame(CharterPageWords.toCharter))</a></p>"
    }

    /// The words of a clause in the reader's language, with a word where they are in the other only; the other language below.
    func words(_ clause: CharterClause, both: Bool = true) -> HTML {
        let own = frame.language, other = own.other
        guard clause.has(own) else {
            return """
                <p lang="\(other.rawValue)">\(clause.text(other))</p><p class="small">\(frame(CharterPageWords.onlyIn(other)))</p>
                """
        }
        let second: HTML =
            both && clause.has(other)
            ? "<p class=\"small\" lang=\"\(other.rawValue)\">\(clause.text(other))</p>" : ""
        let lacking: HTML =
            both && !clause.has(other) ? "<p class=\"small\">\(frame(CharterPageWords.onlyIn(own)))</p>" : ""
        return "<p>\(clause.text(own))</p>\(second)\(lacking)"
    }

    /// What a clause is, beside its words.
    func marks(_ clause: CharterClause) -> HTML {
        let core: HTML = "<span class=\"badge info\">\(frame.icon("shield"))\(frame(CharterPageWords.core))</span>"
        let kind: HTML = "<span class=\"badge\">\(frame(CharterWords.name(of: clause.kind)))</span>"
        let weight: HTML = "<span class=\"badge\">\(frame(CharterPageWords.weighs(clause.weight / 10)))</span>"
        guard clause.isCore || clause.kind != .statement || clause.weight > 0 else { return "" }
        return """
            <p class="row">\(core, if: clause.isCore)\(kind, if: clause.kind != .statement)\(weight, if: clause.weight > 0)</p>
            """
    }

    /// A clause in few words, for the names of buttons and fields.
    func short(_ clause: CharterClause) -> String { CharterParts.beginning(clause.text(frame.language)) }

    /// The beginning of a text, as much as a row or a button holds. Where words stand apart more characters say as much, and none is
    /// cut in two.
    static func beginning(_ text: String) -> String {
        let isDense = text.unicodeScalars.contains { $0.value >= 0x2E80 }
        let most = isDense ? 24 : 60
        guard text.count > most else { return text }
        let start = text.prefix(most + 1)
        guard !isDense, let end = start.lastIndex(of: " ") else { return "\(start.dropLast())…" }
        return "\(start[..<end])…"
    }

    /// A change in the words themselves: what is struck out is removed, what is underlined is added, and a screen reader is told.
    func changed(_ before: String, _ after: String, _ language: Language) -> HTML {
        let pieces = WordChanges.between(before, after).map { piece -> HTML in
            let end: HTML = "<span class=\"visually-hidden\">\(frame(CharterPageWords.endOfChange))</span>"
            switch piece.kind {
            case .same: return "\(piece.text)"
            case .removed:
                return
                    "<del><span class=\"visually-hidden\">\(frame(CharterPageWords.removedWords))</span>\(piece.text)\(end)</del>"
            case .added:
                return
                    "<ins><span class=\"visually-hidden\">\(frame(CharterPageWords.addedWords))</span>\(piece.text)\(end)</ins>"
            }
        }
        return "<p lang=\"\(language.rawValue)\">\(pieces)</p>"
    }

    /// The change of a clause in both languages.
    func change(_ change: ClauseChange) -> HTML {
        guard let after = change.after else {
            return change.before.map { "<div><del>\(words($0))</del></div>" } ?? ""
        }
        guard let before = change.before else { return words(after) }
        let languages = Language.allCases.filter { text(before, $0) != text(after, $0) }
        let texts = languages.map { changed(text(before, $0), text(after, $0), $0) }
        return "\(words(after), if: languages.isEmpty)\(texts)\(other(than: before, after))"
    }

    /// What else is another: what it weighs, at what level it asks to agree, which needs it is about, whether it is a fixed point.
    private func other(than before: CharterClause, _ after: CharterClause) -> HTML {
        other(than: CharterParts.marks(before), CharterParts.marks(after))
    }

    /// The same of an amendment; nothing where the clause is new or left out.
    func other(of amendment: Amendment) -> HTML {
        guard let before = amendment.marksBefore, let after = amendment.marksAfter else { return "" }
        return other(than: CharterParts.marks(before), CharterParts.marks(after))
    }

    private func other(than before: [(name: Text, words: Text)], _ after: [(name: Text, words: Text)]) -> HTML {
        let rows = zip(before, after).compactMap { was, now -> HTML? in
            let (name, old) = was, new = now.words
            guard frame(old) != frame(new) else { return nil }
            let end: HTML = "<span class=\"visually-hidden\">\(frame(CharterPageWords.endOfChange))</span>"
            return """
                <p class="small">\(frame(MemberWords.label(name)))<del>\
                <span class="visually-hidden">\(frame(CharterPageWords.removedWords))</span>\(frame(old))\(end)</del> → <ins>\
                <span class="visually-hidden">\(frame(CharterPageWords.addedWords))</span>\(frame(new))\(end)</ins></p>
                """
        }
        return "\(rows)"
    }

    /// What a clause is beside its words, one after the other.
    static func marks(_ clause: CharterClause) -> [(name: Text, words: Text)] {
        let categories = clause.categories.compactMap { Need.Category(rawValue: $0).map(NeedWords.name(of:)) }
        return marks(ClauseMarks(clause)) + [(CharterDraftWords.categories, CharterPageWords.list(categories))]
    }

    private static func marks(_ marks: ClauseMarks) -> [(name: Text, words: Text)] {
        [
            (CharterPageWords.weight, .verbatim("\(marks.weight / 10)%")),
            (CharterDraftWords.level, CharterWords.name(of: marks.level)),
            (CharterPageWords.fixedPoint, CharterPageWords.isFixed(marks.isCore)),
        ]
    }

    /// A side of a comparison in one cell: the words, and what else is another on the other side.
    func cell(_ clause: CharterClause?, beside other: CharterClause?) -> String {
        guard let clause else { return "–" }
        guard let other else { return clause.text(frame.language) }
        let (own, others) = (CharterParts.marks(clause), CharterParts.marks(other))
        let differing = own.indices.filter { frame(own[$0].words) != frame(others[$0].words) }
            .map { "\(frame(MemberWords.label(own[$0].name)))\(frame(own[$0].words))" }
        return ([clause.text(frame.language)] + differing).joined(separator: " · ")
    }

    func text(_ clause: CharterClause, _ language: Language) -> String { language == .zh ? clause.zh : clause.en }

    func state(of change: ClauseChange) -> Text {
        change.after == nil
            ? CharterPageWords.isGone
            : change.before.map { before in
                change.after.map(before.says(the:)) == true
                    ? CharterPageWords.isReweighed : CharterPageWords.isChanged
            } ?? CharterPageWords.isNew
    }

    /// How far a clause or the whole is agreed on, and how much of that is older than a year.
    func strength(_ said: Affirmation) -> HTML {
        let aged: HTML = " · \(frame(CharterPageWords.aged(said.aged, of: said.carried)))"
        return "\(frame(CharterPageWords.short(said.strength, said.participation)))\(aged, if: said.aged > 0)"
    }

    /// Why something is as it is; nothing where nobody said.
    func why(_ reason: String?) -> HTML {
        guard let reason, !reason.isEmpty else { return "" }
        return "<p class=\"small\">\(frame(MemberWords.label(CharterPageWords.why)))\(frame.said(reason))</p>"
    }

    func credit(_ names: [String]?) -> HTML {
        guard let names, !names.isEmpty else { return "" }
        let joined = names.joined(separator: frame(SiteWords.listComma))
        return "<p class=\"small\">\(frame.said(frame(CharterPageWords.credit(joined))))</p>"
    }

    /// Who gains, who bears what, who was not heard; what has changed and was learnt.
    func notes(_ version: CharterVersion) -> HTML {
        let rows: [(Text, String)] = [
            (CharterPageWords.changedWhy, version.reason), (CharterPageWords.learnt, version.learnt),
            (CharterPageWords.gains, version.gains), (CharterPageWords.bears, version.bears),
            (CharterPageWords.unheard, version.unheard),
        ]
        let said = rows.filter { !$0.1.isEmpty }
        guard !said.isEmpty else { return "" }
        let items = said.map { name, words -> HTML in "<dt>\(frame(name))</dt><dd>\(frame.said(words))</dd>" }
        return """
            <section class="card"><h2>\(frame(CharterPageWords.effects))</h2><dl class="facts">\(items)</dl></section>
            """
    }

    func plan(_ plan: SectionPlan?) -> HTML {
        guard let plan else { return "" }
        return "<p class=\"small\">\(frame(CharterPageWords.planned(CharterWords.name(of: plan.way), plan.day)))</p>"
    }

    /// A table with a header row; the first cell of each row names it. On a phone each row is a card.
    func table(_ head: [Text], _ rows: [(String, [String])]) -> HTML {
        let heads = head.map { words -> HTML in "<th scope=\"col\">\(frame(words))</th>" }
        let body = rows.map { name, cells -> HTML in
            let cells = zip(head.dropFirst(), cells).map { label, cell -> HTML in
                "<td role=\"cell\" data-label=\"\(frame(label))\">\(cell)</td>"
            }
            return "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">\(name)</th>\(cells)</tr>"
        }
        return """
            <table class="data" role="table"><thead><tr role="row">\(heads)</tr></thead><tbody>\(body)</tbody></table>
            """
    }
}
