internal import Database

/// How a network sees its matter, on one page. What has nowhere to lead yet is not on it.
struct CognitionPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    private static let mostInSight = 30

    private var root: String { "/n/\(network.slug)/align/cognition" }
    private var viewer: Viewer { frame.ask.viewer }
    private var keeps: Bool { Policy.allows(.keepCognition, viewer) }
    private var own: ID? { viewer.member?.id }
    private var done: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }
    private var fields: Fields { Fields(frame, form, problems) }

    func page(_ all: Cognition) -> HTML {
        frame.page(
            CognitionWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(CognitionWords.title))</h1>\(done)<p>\(frame(CognitionWords.intro))</p>\(fields.summary)\
            \(problem(all))\(causes(all))\(glossary(all))\(evidence(all))\
            <p><a class="btn" href="/n/\(network.slug)/align">\(frame(AlignWords.toAlign))</a></p></div>
            """)
    }

    private func problem(_ all: Cognition) -> HTML {
        let rows = all.purpose.map { clause -> HTML in
            let kind: HTML = CognitionWords.name(of: clause.kind).map { "<small>\(frame($0))</small> " } ?? ""
            return "<li>\(kind)\(frame.said(frame(clause.words.text)))</li>"
        }
        let none: HTML = "<p class=\"empty\">\(frame(CognitionWords.noProblem))</p>"
        let from = all.isInForce ? CognitionWords.fromCharter : CognitionWords.fromDraft
        let list: HTML = "<ul>\(rows)</ul><p class=\"small\">\(frame(from))</p>"
        return
            "<section class=\"card\" id=\"problem\"><h2>\(frame(CognitionWords.problem))</h2>\(rows.isEmpty ? none : list)</section>"
    }

    private func causes(_ all: Cognition) -> HTML {
        let none: HTML = "<p class=\"empty\">\(frame(CognitionWords.noTalks))</p>"
        return """
            <section class="card" id="causes"><h2>\(frame(CognitionWords.causes))</h2>\(all.talks.isEmpty ? none : "\(all.talks.map(talk))")</section>
            """
    }

    private func talk(_ talk: CognitionTalk) -> HTML {
        func list(_ words: Text, _ rows: [Text]) -> HTML {
            let items = rows.map { "<li>\(frame.said(frame($0)))</li>" as HTML }
            return rows.isEmpty ? "" : "<h4>\(frame(words))</h4><ul>\(items)</ul>"
        }
        let none: HTML = "<p class=\"small\">\(frame(CognitionWords.notYet))</p>"
        let isEmpty = talk.shared.isEmpty && talk.rejected.isEmpty && talk.divided.isEmpty
        return """
            <h3><a href="/n/\(network.slug)\(talk.path)">\(frame.said(frame(talk.title)))</a></h3>\
            <p class="small">\(frame(CognitionWords.people(talk.people)))</p>\
            \(list(CognitionWords.shared, talk.shared))\(list(CognitionWords.rejected, talk.rejected))\
            \(list(CognitionWords.divided, talk.divided))\(isEmpty ? none : "")
            """
    }

    // MARK: Words

    private func glossary(_ all: Cognition) -> HTML {
        let none: HTML = "<p class=\"empty\">\(frame(CognitionWords.noTerms))</p>"
        let add = fields.of("term")
        return """
            <section class="stack" id="glossary"><h2>\(frame(CognitionWords.glossary))</h2><p class="small">\(frame(CognitionWords.glossaryMeans))</p>\
            \(all.terms.isEmpty ? none : folded(all.terms.map { term($0, all) }) { "\($0)" })\
            <section class="card">\(add.folded(CognitionWords.addTerm, """
                <form method="post" action="\(root)/terms" class="stack">\(add.hidden)\
                \(add.text("zh", CognitionWords.zh, hint: CognitionWords.oneIsEnough))\(add.text("en", CognitionWords.en))\
                \(add.area("meaning", CognitionWords.meaning, rows: 2, isRequired: true))\(sides(add, all))\(add.button(CognitionWords.addTerm))</form>
                """))</section></section>
            """
    }

    /// The newest in sight, those before them a tap away; open where something in there is to be mended.
    private func folded(_ rows: [HTML], _ list: ([HTML]) -> HTML) -> HTML {
        guard rows.count > CognitionPages.mostInSight else { return list(rows) }
        let (first, rest) = (rows.prefix(CognitionPages.mostInSight), rows.dropFirst(CognitionPages.mostInSight))
        return """
            \(list(Array(first)))<details class="more"\(" open", if: !problems.isEmpty)><summary>\(frame(CognitionWords.before(rest.count)))</summary>\
            <div class="stack">\(list(Array(rest)))</div></details>
            """
    }

    private func sides(_ fields: Fields, _ all: Cognition) -> HTML {
        guard !all.speaksFor.isEmpty else { return "" }
        let options = [("", frame(CognitionWords.myself))] + all.speaksFor.map { ($0.id.description, $0.name) }
        return fields.select("organisation", CognitionWords.side, options)
    }

    private func term(_ term: Term, _ all: Cognition) -> HTML {
        let words = term.read
        let both: HTML =
            !words.zh.isEmpty && !words.en.isEmpty
            ? "\(frame.said(words.zh)) · \(frame.said(words.en))" : frame.said(frame(words.text))
        let rows = term.meanings.map { meaning -> HTML in
            let said = moderation.shown(
                frame.said(meaning.words), meaning.text, hidden: meaning.hidden, isAuthor: meaning.memberID == own)
            return """
                <dt id="x-\(meaning.id)">\(frame.said(all.side(meaning)))</dt><dd>\(said)\(takeBack(term, meaning, all))\
                \(tools(meaning.text, meaning.hidden, meaning.memberID, all.side(meaning), meaning.words))</dd>
                """
        }
        let title: HTML = "<h3>\(both)</h3>"
        let stub = moderation.shown(title, term.text, hidden: term.hidden, isAuthor: term.madeByID == own)
        let head: HTML = term.hidden == nil ? title : "<div>\(stub)</div>"
        let differ: HTML =
            term.meanings.count > 1
            ? "<span class=\"badge info\">\(frame(CognitionWords.sides(term.meanings.count)))</span>" : ""
        return """
            <article class="card" id="x-\(term.id)"><div class="row spread">\(head)\(differ)</div>\
            \(added(term, all))<dl class="facts">\(rows)</dl>\(otherLanguage(term))\(mending(term))\(saying(term, all))\(removing(term))\
            \(tools(term.text, term.hidden, term.madeByID, frame(term.label), term.own.zh, term.own.en))</article>
            """
    }

    private var moderation: ModerationPages { ModerationPages(frame: frame, network: network) }

    /// The way to report a text; nobody reports what is theirs.
    private func tools(_ place: TextPlace, _ hidden: String?, _ author: ID, _ name: String, _ words: String...) -> HTML
    {
        guard author != own else { return "" }
        return moderation.tools(
            place, isHidden: hidden != nil, name: TalkWords.actOn(ModerationWords.report, String(name.prefix(40))),
            seen: TextStamp.of(words.joined(separator: "\n")))
    }

    private func takeBack(_ term: Term, _ meaning: Term.Meaning, _ all: Cognition) -> HTML {
        guard meaning.memberID == own || keeps else { return "" }
        let isOwn = meaning.memberID == own, side = all.side(meaning), word = term.label
        let words = isOwn ? CognitionWords.takeBackOf(side, word) : CognitionWords.removeMeaning(side, word)
        let action: HTML = "\(root)/terms/\(term.id)/actions"
        let hidden: HTML = "<input type=\"hidden\" name=\"side\" value=\"\(meaning.sideID)\">"
        let label = frame(isOwn ? CognitionWords.takeBack : CognitionWords.remove)
        let button: HTML = """
            <button class="btn quiet" name="action" value="takeBack" aria-label="\(frame(words))">\(label)</button>
            """
        guard !isOwn else {
            return "<form method=\"post\" action=\"\(action)\">\(frame.hidden)\(hidden)\(button)</form>"
        }
        let mine = fields.of("back-\(term.id)-\(meaning.sideID)")
        return mine.folded(
            words,
            """
            <form method="post" action="\(action)" class="stack">\(mine.hidden)\(hidden)\
            \(mine.area("reason", CognitionWords.reason, rows: 2, isRequired: true))\(button)</form>
            """)
    }

    /// For a word that stands in one language the way to the other.
    private func otherLanguage(_ term: Term) -> HTML {
        guard let lacking = term.lacking, term.hidden == nil else { return "" }
        let mine = fields.of("language-\(term.id)")
        let label = lacking == .zh ? CognitionWords.zh : CognitionWords.en
        return mine.folded(
            CognitionWords.addLanguage(term.label, lacking),
            """
            <form method="post" action="\(root)/terms/\(term.id)/actions" class="stack">\(mine.hidden)\
            \(mine.text(lacking.rawValue, label, isRequired: true))\
            \(mine.button(CognitionWords.save, name: "action", value: "addLanguage"))</form>
            """)
    }

    /// Who added the other language; where that is hidden the stub.
    private func added(_ term: Term, _ all: Cognition) -> HTML {
        guard let other = term.other, term.hidden == nil else { return "" }
        let word = term.words[other.language], isShown = other.hidden == nil
        let said: HTML =
            isShown
            ? ""
            : moderation.shown(
                "<p>\(frame.said(word))</p>", other.text, hidden: other.hidden, isAuthor: other.memberID == own)
        let name = isShown ? word : frame(ModerationWords.name(of: .term))
        let by = CognitionWords.addedBy(all.names[other.memberID] ?? "", other.language)
        return """
            <div id="x-\(other.id)">\(said)<p class="small">\(frame.said(frame(by)))</p>\
            \(tools(other.text, other.hidden, other.memberID, name, word))</div>
            """
    }

    /// For whoever added the language, and whoever put the word on the list, the way to correct it or take it back.
    private func mending(_ term: Term) -> HTML {
        guard let other = term.other, term.hidden == nil else { return "" }
        let mine = fields.of("mend-\(term.id)"), action: HTML = "\(root)/terms/\(term.id)/actions"
        let label = other.language == .zh ? CognitionWords.zh : CognitionWords.en
        let back = mine.button(CognitionWords.takeLanguage, kind: "quiet", name: "action", value: "takeBackLanguage")
        guard term.mayMend(other, own) else {
            guard keeps else { return "" }
            return mine.folded(
                CognitionWords.takeLanguageOf(term.label, other.language),
                """
                <form method="post" action="\(action)" class="stack">\(mine.hidden)\
                \(mine.area("reason", CognitionWords.reason, rows: 2, isRequired: true))\(back)</form>
                """)
        }
        guard other.hidden == nil else {
            return "<form method=\"post\" action=\"\(action)\">\(frame.hidden)\(back)</form>"
        }
        return mine.folded(
            CognitionWords.changeLanguage(term.label, other.language),
            """
            <form method="post" action="\(action)" class="stack">\(mine.hidden)\
            \(mine.text(other.language.rawValue, label, isRequired: true, value: term.words[other.language]))\
            \(mine.button(CognitionWords.save, name: "action", value: "changeLanguage"))\(back)</form>
            """)
    }

    private func saying(_ term: Term, _ all: Cognition) -> HTML {
        let mine = fields.of("mean-\(term.id)"), before = term.meanings.first { $0.sideID == own }
        return mine.folded(
            CognitionWords.meaningOf(term.label),
            """
            <form method="post" action="\(root)/terms/\(term.id)/actions" class="stack">\(mine.hidden)\
            \(mine.area("meaning", CognitionWords.meaning, rows: 2, isRequired: true, value: before?.words))\(sides(mine, all))\
            \(mine.button(CognitionWords.save, name: "action", value: "mean"))</form>
            """)
    }

    private func removing(_ term: Term) -> HTML {
        let isOwn = term.madeByID == own && term.meanings.allSatisfy { $0.memberID == own }
        return remove("\(root)/terms/\(term.id)/actions", term.label, isOwn, "term-\(term.id)")
    }

    /// One's own goes by a button, that of another with a reason.
    private func remove(_ action: String, _ words: Text, _ isOwn: Bool, _ scope: String) -> HTML {
        guard isOwn || keeps else { return "" }
        let mine = fields.of("remove-\(scope)")
        let button: HTML = """
            <button class="btn quiet" name="action" value="remove" aria-label="\(frame(CognitionWords.removeThis(words)))">\
            \(frame(CognitionWords.remove))</button>
            """
        guard !isOwn else { return "<form method=\"post\" action=\"\(action)\">\(frame.hidden)\(button)</form>" }
        return mine.folded(
            CognitionWords.removeThis(words),
            """
            <form method="post" action="\(action)" class="stack">\(mine.hidden)\
            \(mine.area("reason", CognitionWords.reason, rows: 2, isRequired: true))\(button)</form>
            """)
    }

    // MARK: Evidence

    private func evidence(_ all: Cognition) -> HTML {
        let rows = all.evidence.map { one -> HTML in
            let title: HTML =
                one.link.isEmpty
                ? frame.said(one.title)
                : "<a rel=\"nofollow noopener noreferrer\" href=\"\(one.link)\">\(frame.said(one.title))</a>"
            let note: HTML = one.note.isEmpty ? "" : "<p>\(frame.said(one.note))</p>"
            let said = moderation.shown(
                "<strong>\(title)</strong>\(note)", one.text, hidden: one.hidden, isAuthor: one.byID == own)
            let report = tools(one.text, one.hidden, one.byID, frame(one.label), one.title, one.link, one.note)
            return """
                <li id="x-\(one.id)">\(said)<p class="small">\(frame.said(frame(CognitionWords.broughtBy(all.names[one.byID] ?? "")))) · \
                \(frame.moment(one.at))</p>\(remove("\(root)/evidence/\(one.id)/actions", one.label, one.byID == own, "evidence-\(one.id)"))\(report)</li>
                """
        }
        let none: HTML = "<p class=\"empty\">\(frame(CognitionWords.noEvidence))</p>"
        let add = fields.of("evidence")
        return """
            <section class="card" id="evidence"><h2>\(frame(CognitionWords.evidence))</h2>\(rows.isEmpty ? none : folded(rows) { "<ul class=\"lines\">\($0)</ul>" })\
            \(add.folded(CognitionWords.addEvidence, """
                <form method="post" action="\(root)/evidence" class="stack">\(add.hidden)\
                \(add.text("title", CognitionWords.evidenceTitle, isRequired: true))\
                \(add.text("link", CognitionWords.link, hint: CognitionWords.linkHint, kind: "url", mode: "url"))\
                \(add.area("note", CognitionWords.note, rows: 2))\(add.button(CognitionWords.addEvidence))</form>
                """))</section>
            """
    }
}
