internal import Database

/// The list of conversations, and how one is opened or read in.
struct ConversationListPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    private var root: String { "/n/\(network.slug)/conversations" }

    func list(_ views: [ConversationView], next: ConversationCursor?) -> HTML {
        let mayOpen = Policy.allows(.openConversation, frame.ask.viewer)
        let open: HTML =
            "<a class=\"btn main\" href=\"\(root)/new\">\(frame.icon("plus"))\(frame(ConversationPageWords.open))</a>"
        let none: HTML =
            "<div class=\"empty\">\(frame.icon("chat"))<p>\(frame(ConversationPageWords.none))</p></div>"
        let cards: HTML = views.isEmpty ? none : "\(views.map(card))"
        let more: HTML =
            next.map {
                "<p><a class=\"btn\" rel=\"next\" href=\"\(root)?cursor=\($0.description)\">\(frame(SiteWords.pageNext))</a></p>"
            } ?? ""
        let reading: HTML =
            "<p><a class=\"btn quiet\" href=\"\(root)/import\">\(frame(ConversationPageWords.readIn))</a></p>"
        return frame.page(
            ConversationWords.title, area: .network,
            """
            <div class="stack"><div class="head"><h1>\(frame(ConversationWords.title))</h1>\(open, if: mayOpen)</div>\
            <p>\(frame(ConversationPageWords.intro))</p>\(cards)\(more)\
            \(reading, if: Policy.allows(.importConversation, frame.ask.viewer))\
            <p><a class="btn" href="/n/\(network.slug)/align">\(frame(AlignWords.toAlign))</a></p></div>
            """)
    }

    private func card(_ view: ConversationView) -> HTML {
        let conversation = view.conversation, isOpen = conversation.isOpen(at: frame.now)
        let over: HTML =
            "<span class=\"badge\">\(frame(conversation.isImported ? ConversationPageWords.isImported : ConversationPageWords.isOver))</span>"
        let path = isOpen ? "\(root)/\(conversation.id)" : "\(root)/\(conversation.id)/results"
        let own: HTML =
            isOpen && frame.ask.viewer.member != nil
            ? "<p class=\"small\">\(frame(ConversationPageWords.progress(view.own, view.openCount)))</p>" : ""
        return """
            <article class="card" data-item><div class="row spread"><span class="badge">\(frame(ConversationWords.name(of: conversation.who)))</span>\
            \(over, if: !isOpen)</div><h2><a href="\(path)">\(frame.said(conversation.question))</a></h2>\
            <p class="small">\(frame(ConversationPageWords.counts(view.people, view.openCount)))\(ends(conversation))</p>\(own)</article>
            """
    }

    private func ends(_ conversation: Conversation) -> HTML {
        guard conversation.isOpen(at: frame.now), let end = conversation.closesAt else { return "" }
        return " · \(frame(ConversationPageWords.ends(end)))"
    }

    func new() -> HTML {
        let fields = Fields(frame, form, problems)
        let mayOthers = frame.ask.viewer.member.map(ConversationRules.mayOpenToOthers) ?? false
        let who = Conversation.Who.allCases.filter { $0 == .members || mayOthers }
        let moderations = Conversation.Moderation.allCases.map { ($0.rawValue, frame(ConversationWords.name(of: $0))) }
        return frame.page(
            ConversationPageWords.open, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(ConversationPageWords.open))</h1><p>\(frame(ConversationPageWords.intro))</p>\(fields.summary)\
            <form method="post" action="\(root)" class="stack">\(frame.hidden)\
            \(fields.text("question", ConversationPageWords.question, hint: ConversationPageWords.questionHint, isRequired: true))\
            \(fields.area("background", ConversationPageWords.background))\
            \(fields.select("who", ConversationPageWords.who, who.map { ($0.rawValue, frame(ConversationWords.name(of: $0))) }))\
            \(fields.select("moderation", ConversationPageWords.moderation, moderations, chosen: "before"))\
            \(showsAfter(fields))\
            \(fields.text("closes", ConversationPageWords.closes, kind: "date"))\
            \(fields.area("seeds", ConversationPageWords.seeds, rows: 6, hint: ConversationPageWords.seedsHint))\
            \(fields.button(ConversationPageWords.begin))</form>\
            <p><a class="btn quiet" href="\(root)">\(frame(ConversationPageWords.backToList))</a></p></div>
            """)
    }

    private func showsAfter(_ fields: Fields) -> HTML {
        fields.select(
            "showsAfter", ConversationPageWords.showsAfter, ConversationListPages.shows(frame),
            chosen: "\(ConversationRules.usualShowsAfter)", hint: ConversationPageWords.showsAfterHint)
    }

    /// From which answer on one sees the result.
    static func shows(_ frame: Frame, from least: Int = 0) -> [(value: String, label: String)] {
        let numbers = [0, 3, 5, 7, 10, 15].filter { $0 >= least }
        return numbers.map { ("\($0)", frame(ConversationPageWords.shows(after: $0))) }
            + [("closed", frame(ConversationPageWords.showsClosed))]
    }

    /// The form by which one is read in from files.
    func reading() -> HTML {
        let fields = Fields(frame, form, problems)
        return frame.page(
            ConversationPageWords.readIn, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(ConversationPageWords.readIn))</h1><p>\(frame(ConversationPageWords.readInHint))</p>\(fields.summary)\
            <form method="post" action="\(root)/import" enctype="multipart/form-data" class="stack">\(frame.hidden)\
            \(fields.text("question", ConversationPageWords.question, isRequired: true))\
            \(table("votesFile", ConversationPageWords.votesFile, ConversationPageWords.votesHint, "votes"))\
            \(table("statementsFile", ConversationPageWords.statementsFile, ConversationPageWords.statementsHint, "statements"))\
            \(fields.button(ConversationPageWords.readIn))</form>\
            <p><a class="btn quiet" href="\(root)">\(frame(ConversationPageWords.backToList))</a></p></div>
            """)
    }

    private func table(_ name: String, _ label: Text, _ hint: Text, _ field: String) -> HTML {
        let problem = problems.first { $0.field == field }
        let error: HTML = problem.map { "<span class=\"err\" id=\"\(name)-err\">\(frame($0.message))</span>" } ?? ""
        let bad: HTML = problem == nil ? "" : " bad"
        let described: HTML = problem == nil ? "" : " \(name)-err"
        return """
            <div class="field\(bad)"><label for="f-\(field)">\(frame.said(frame(label)))</label>\
            <span class="hint" id="\(name)-hint">\(frame.said(frame(hint)))</span>\(error)\
            <input id="f-\(field)" name="\(name)" type="file" accept=".csv,text/csv" aria-describedby="\(name)-hint\(described)"></div>
            """
    }
}
