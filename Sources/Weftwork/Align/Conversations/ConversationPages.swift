internal import Database
internal import Engine

/// What somebody sees who takes part: one statement at a time, what they answered, what was done about statements.
struct ConversationPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    private func root(_ id: ID) -> String { "/n/\(network.slug)/conversations/\(id)" }

    /// Nobody goes on answering what has ended.
    private func back(isOpen: Bool) -> Text {
        isOpen ? ConversationPageWords.toAnswering : ConversationResultWords.toConversation
    }

    // MARK: One statement

    func turn(_ turn: ConversationTurn, of visitor: ConversationVisitor) -> HTML {
        let view = turn.view, path = root(view.conversation.id)
        let fields = Fields(frame, form, problems)
        let thanks: HTML = frame.ask.query["said"] == "1" ? frame.toast(ConversationPageWords.saidThanks) : ""
        let noAccount: HTML = "<p class=\"small\">\(frame(ConversationPageWords.noAccount))</p>"
        return frame.page(
            ConversationWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame.said(view.conversation.question))</h1>\(thanks)\(fields.summary)\
            \(asking(turn, path))\(last(turn, path))\(background(view))\
            \(saying(view, fields, path), if: view.mayAnswer)\(said(turn, path))\(ways(view, path))\
            <p class="small">\(frame(ConversationPageWords.privacy))</p>\(noAccount, if: visitor.viewer.member == nil && view.mayAnswer)\
            <p><a class="btn quiet" href="/n/\(network.slug)/conversations">\(frame(ConversationPageWords.backToList))</a></p></div>
            """)
    }

    private func asking(_ turn: ConversationTurn, _ path: String) -> HTML {
        guard let next = turn.next else { return done(turn.view) }
        return """
            <section class="card main-thing asking"><p class="small num">\(frame(ConversationPageWords.progress(turn.view.own, turn.view.openCount)))</p>\
            <h2 class="visually-hidden">\(frame(ConversationPageWords.whatDoYouThink))</h2>\
            <blockquote class="statement">\(frame.said(next.words))</blockquote>\
            <form method="post" action="\(path)/votes" class="answers">\(frame.hidden)\
            <input type="hidden" name="statement" value="\(next.id)">\(buttons(now: nil, of: nil))</form>\
            \(reporting(turn.view).html(next))</section>
            """
    }

    private func reporting(_ view: ConversationView) -> StatementReporting {
        StatementReporting(frame: frame, network: network, conversation: view.conversation.id)
    }

    /// The three buttons; where one has answered, the one that holds is pressed.
    private func buttons(now answer: OpinionAnswer?, of statement: ConversationStatement?) -> HTML {
        let icons: [OpinionAnswer: StaticString] = [.agree: "check", .disagree: "cross", .pass: "arrow"]
        let all: [OpinionAnswer] = [.agree, .disagree, .pass]
        return all.map { one -> HTML in
            let pressed: HTML =
                answer == nil ? "" : answer == one ? " aria-pressed=\"true\"" : " aria-pressed=\"false\""
            let label: HTML =
                statement.map { " aria-label=\"\(frame(ConversationPageWords.toAnswer(one, $0.words)))\"" } ?? ""
            return """
                <button class="btn \(one.name)" name="answer" value="\(one.name)"\(pressed)\(label)>\
                \(frame.icon(icons[one] ?? "arrow"))\(frame(ConversationWords.name(of: one)))</button>
                """
        }.joined()
    }

    private func done(_ view: ConversationView) -> HTML {
        let words: Text =
            !view.mayAnswer
            ? ConversationPageWords.noMore
            : view.openCount == 0 ? ConversationPageWords.nothingYet : ConversationPageWords.allAnswered
        return "<p class=\"note good\" role=\"status\">\(frame(words))</p>"
    }

    private func last(_ turn: ConversationTurn, _ path: String) -> HTML {
        guard let last = turn.last, turn.view.mayAnswer else { return "" }
        return """
            <div class="row spread"><p class="small">\(frame(ConversationPageWords.answered(last.answer))) \(frame.said(last.statement.words))</p>\
            <a class="btn quiet" href="\(path)/answers#statement-\(last.statement.id)">\(frame(ConversationPageWords.change))</a></div>
            """
    }

    private func background(_ view: ConversationView) -> HTML {
        let conversation = view.conversation
        let ends: HTML =
            conversation.isOpen(at: frame.now)
            ? conversation.closesAt.map { " · \(frame(ConversationPageWords.ends($0)))" } ?? ""
            : conversation.closedAt.map { " · \(frame(ConversationPageWords.ended($0)))" } ?? ""
        let byLink: HTML = "<p class=\"small\">\(frame(ConversationPageWords.byLink(view.byLink)))</p>"
        let text: HTML = """
            <details class="more"><summary>\(frame(ConversationPageWords.backgroundTitle))</summary>\
            <div class="prose said">\(paragraphs(conversation.background))</div></details>
            """
        return """
            <p class="small num">\(frame(ConversationPageWords.counts(view.people, view.openCount))) · \
            \(frame.said(frame(ConversationPageWords.host(view.hostName))))\(ends)</p>\(byLink, if: view.byLink > 0)\
            \(text, if: !conversation.background.isEmpty)
            """
    }

    private func paragraphs(_ text: String) -> [HTML] {
        text.split(separator: "\n").map { "<p>\(frame.said(String($0)))</p>" as HTML }
    }

    private func saying(_ view: ConversationView, _ fields: Fields, _ path: String) -> HTML {
        let before: HTML =
            view.conversation.moderation == .before
            ? "<p class=\"small\">\(frame(ConversationPageWords.sayBefore))</p>" : ""
        return """
            <section class="card">\(fields.folded(ConversationPageWords.say, """
                <form method="post" action="\(path)/statements" class="stack">\(frame.hidden)\
                \(fields.area("words", ConversationPageWords.words, rows: 2, hint: ConversationPageWords.sayHint, isRequired: true))\
                \(before)\(fields.button(ConversationPageWords.sayIt))</form>
                """))</section>
            """
    }

    private func said(_ turn: ConversationTurn, _ path: String) -> HTML {
        guard !turn.said.isEmpty else { return "" }
        let isOver = !turn.view.conversation.isOpen(at: frame.now)
        let rows = turn.said.map { statement -> HTML in
            let name = frame.said(
                statement.words.isEmpty ? frame(ConversationPageWords.number(statement.number)) : statement.words)
            let why: HTML = statement.reason.map { "<small>\(frame(ConversationWords.name(of: $0)))</small>" } ?? ""
            return """
                <li class="line"><a href="\(path)/statements/\(statement.id)">\(name)</a>\
                <span class="badge">\(frame(ConversationWords.name(of: statement.state, isOver: isOver)))</span>\(why)</li>
                """
        }
        return """
            <section class="card" id="said"><h2>\(frame(ConversationPageWords.mine))</h2><ul class="lines">\(rows)</ul></section>
            """
    }

    /// Where one can go on from here.
    private func ways(_ view: ConversationView, _ path: String) -> HTML {
        let until: HTML =
            view.untilShown.map { wanted in
                let words =
                    view.conversation.showsAfter == Conversation.untilClosed
                    ? ConversationWords.shownWhenClosed : ConversationPageWords.untilShown(wanted)
                return "<p class=\"small\">\(frame(words))</p>"
            } ?? "<a class=\"btn main\" href=\"\(path)/results\">\(frame(ConversationPageWords.toResults))</a>"
        let host: HTML = "<a class=\"btn\" href=\"\(path)/host\">\(frame(ConversationPageWords.toHost))</a>"
        let answers: HTML = "<a class=\"btn\" href=\"\(path)/answers\">\(frame(ConversationPageWords.toAnswers))</a>"
        return """
            <div class="row">\(until)\(answers, if: view.own > 0)\
            <a class="btn quiet" href="\(path)/log">\(frame(ConversationPageWords.toLog))</a>\(host, if: view.keeps)</div>
            """
    }

    // MARK: What one answered

    func answers(_ view: ConversationView, _ answers: [OwnAnswer]) -> HTML {
        let path = root(view.conversation.id)
        let done: HTML = frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : ""
        let none: HTML = "<p class=\"empty\">\(frame(ConversationPageWords.noAnswers))</p>"
        let intro: HTML = "<p class=\"small\">\(frame(ConversationPageWords.answersIntro))</p>"
        let rows = answers.map { own -> HTML in
            let change: HTML = """
                <form method="post" action="\(path)/votes" class="answers small">\(frame.hidden)\
                <input type="hidden" name="statement" value="\(own.statement.id)"><input type="hidden" name="back" value="answers">\
                \(buttons(now: own.answer, of: own.statement))</form>
                """
            return """
                <article class="card" id="statement-\(own.statement.id)"><p>\(frame.said(own.statement.words))</p>\
                <p class="small">\(frame(MemberWords.label(ConversationPageWords.now)))<strong>\(frame(ConversationWords.name(of: own.answer)))</strong></p>\
                \(change, if: view.mayAnswer)\(reporting(view).html(own.statement))</article>
                """
        }
        return frame.page(
            ConversationPageWords.toAnswers, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(ConversationPageWords.toAnswers))</h1>\(done)\
            <p>\(frame.said(view.conversation.question))</p>\(intro, if: view.mayAnswer)\
            \(none, if: rows.isEmpty)\(rows)\
            <p><a class="btn main" href="\(path)">\(frame(back(isOpen: view.mayAnswer)))</a></p></div>
            """)
    }

    // MARK: One's own statement

    func statement(
        _ statement: ConversationStatement, in conversation: Conversation, isOwn: Bool, hiding: HidingReading?
    ) -> HTML {
        let path = root(conversation.id), fields = Fields(frame, form, problems)
        let state = ConversationWords.name(of: statement.state, isOver: !conversation.isOpen(at: frame.now))
        let words: HTML = "<blockquote class=\"statement\">\(frame.said(statement.words))</blockquote>"
        // Whoever said it reads all that was written about why; that it came late nobody has written.
        let written = statement.reason == .late ? nil : hiding.map(\.why)
        let why = written ?? ConversationWords.name(of: statement.reason ?? .other)
        let out: HTML =
            statement.state == .rejected
            ? "<p class=\"note warn\">\(frame.said(frame(ConversationPageWords.statementIsOut(why))))</p>" : ""
        let done: HTML = frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : ""
        let appeal: HTML =
            isOwn
            ? hiding.map { reading in
                """
                <section class="card"><h2>\(frame(ModerationWords.appeal))</h2>\
                \(ModerationPages(frame: frame, network: network).appealing(
                    reading, action: "\(path)/statements/\(statement.id)/appeal", fields))</section>
                """
            } ?? "" : ""
        let tools: HTML =
            !isOwn && frame.ask.viewer.member != nil
            ? ModerationPages(frame: frame, network: network).tools(
                statement.text, isHidden: statement.state == .rejected, seen: TextStamp.of(statement.words)) : ""
        return frame.page(
            ConversationPageWords.number(statement.number), area: .network,
            """
            <div class="stack narrow"><h1>\(frame(ConversationPageWords.number(statement.number)))</h1>\(done)\(fields.summary)\
            \(words, if: !statement.words.isEmpty)<p class="small">\(frame(state))</p>\(out)\(appeal)\(tools)\
            <p><a class="btn" href="\(path)">\(frame(back(isOpen: conversation.isOpen(at: frame.now))))</a></p></div>
            """)
    }

    // MARK: What was let through

    func log(
        _ view: ConversationView, _ steps: [(number: Int, step: ConversationStep)],
        _ counts: [ConversationStatement.State: Int]
    ) -> HTML {
        let rows = steps.map { one -> HTML in
            let why: HTML = one.step.reason.map { "<small>\(frame(ConversationWords.name(of: $0)))</small>" } ?? ""
            return """
                <li class="line"><span>\(frame(ConversationPageWords.logLine(one.number, one.step.kind)))</span>\
                <small>\(frame.moment(one.step.at))</small>\(why)</li>
                """
        }
        let none: HTML = "<p class=\"empty\">\(frame(ConversationPageWords.logNone))</p>"
        let list: HTML = rows.isEmpty ? none : "<ul class=\"lines\">\(rows)</ul>"
        let lead: HTML = """
            <a class="btn quiet" href="\(root(view.conversation.id))/host">\(frame(ConversationPageWords.toHost))</a>
            """
        return frame.page(
            ConversationPageWords.logTitle, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(ConversationPageWords.logTitle))</h1>\
            <p>\(frame.said(view.conversation.question))</p><p class="small">\(frame(ConversationPageWords.logIntro))</p>\
            <p>\(frame(ConversationPageWords.logCounts(counts[.open] ?? 0, counts[.waiting] ?? 0, counts[.rejected] ?? 0)))</p>\
            <section class="card">\(list)</section>\
            <p class="row"><a class="btn" href="\(root(view.conversation.id))">\(frame(back(isOpen: view.mayAnswer)))</a>\(lead, if: view.keeps)</p></div>
            """)
    }
}
