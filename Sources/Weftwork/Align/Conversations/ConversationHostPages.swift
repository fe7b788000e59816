internal import Database

/// Where a conversation is led: what waits, who takes part, the link that goes round, how it ends.
struct ConversationHostPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []
    let view: ConversationView
    /// What the one who reads said themselves, so that another judges it.
    var left: Set<ID> = []

    private var path: String { "/n/\(network.slug)/conversations/\(view.conversation.id)" }
    private var isOpen: Bool { view.conversation.isOpen(at: frame.now) }

    func host(_ statements: [ConversationStatement], _ link: String?) -> HTML {
        let fields = Fields(frame, form, problems)
        let done: HTML = frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : ""
        let waiting = statements.filter { $0.state == .waiting }
        return frame.page(
            ConversationPageWords.hostTitle, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(ConversationPageWords.hostTitle))</h1>\(done)\
            <p>\(frame.said(view.conversation.question))</p>\(fields.summary)\
            \(queue(waiting), if: isOpen)\(participation)\(invitation(link), if: isOpen)\(seeding(fields), if: isOpen)\
            \(asked(statements))\(out(statements))\(changing(fields), if: isOpen)\(exporting)\(closing(waiting.count), if: isOpen)\
            <p class="row"><a class="btn" href="\(path)">\(frame(ConversationResultWords.toConversation))</a>\
            <a class="btn quiet" href="\(path)/log">\(frame(ConversationPageWords.toLog))</a></p></div>
            """)
    }

    // MARK: What waits

    private func queue(_ waiting: [ConversationStatement]) -> HTML {
        let none: HTML = "<p class=\"small\">\(frame(ConversationPageWords.queueNone))</p>"
        let rows = waiting.map { statement -> HTML in
            guard !left.contains(statement.id) else {
                return """
                    <li class="stack tight"><blockquote class="statement">\(frame.said(statement.words))</blockquote>\
                    <p class="small">\(frame(ConversationWords.notOwn))</p></li>
                    """
            }
            return """
                <li class="stack tight"><blockquote class="statement">\(frame.said(statement.words))</blockquote>\
                <form method="post" action="\(path)/statements/\(statement.id)/actions">\(frame.hidden)\
                <button class="btn main" name="action" value="accept" \
                aria-label="\(frame(ConversationPageWords.about(ConversationPageWords.accept, statement.words)))">\
                \(frame.icon("check"))\(frame(ConversationPageWords.accept))</button></form>\
                \(rejecting(statement, ConversationPageWords.reject))</li>
                """
        }
        let list: HTML = rows.isEmpty ? none : "<ul class=\"lines\">\(rows)</ul>"
        return """
            <section class="card"><h2>\(frame(ConversationPageWords.queue(waiting.count)))</h2>\(list)</section>
            """
    }

    private func rejecting(_ statement: ConversationStatement, _ act: Text) -> HTML {
        let fields = Fields(frame, form, problems).of("reject-\(statement.id)")
        let reasons = ConversationStatement.Reason.chosen.map { ($0.rawValue, frame(ConversationWords.name(of: $0))) }
        return fields.folded(
            ConversationPageWords.about(act, String(statement.words.prefix(30))),
            """
            <form method="post" action="\(path)/statements/\(statement.id)/actions" class="stack">\(fields.hidden)\
            <input type="hidden" name="action" value="reject">\
            \(fields.select("reason", ConversationPageWords.reason, reasons))\
            \(fields.text("words", ConversationPageWords.moreWords, isRequired: true))\
            <button class="btn danger" aria-label="\(frame(ConversationPageWords.about(act, statement.words)))">\(frame(act))</button></form>
            """)
    }

    private func asked(_ statements: [ConversationStatement]) -> HTML {
        let open = statements.filter { $0.state == .open }
        let rows = open.map { statement -> HTML in
            """
            <li class="stack tight"><p>\(frame.said(statement.words))</p>\
            \(rejecting(statement, ConversationPageWords.takeOut), if: !left.contains(statement.id))</li>
            """
        }
        return """
            <details class="more card"><summary>\(frame(ConversationPageWords.asked)) (\(open.count))</summary>\
            <ul class="lines">\(rows)</ul></details>
            """
    }

    private func out(_ statements: [ConversationStatement]) -> HTML {
        let out = statements.filter { $0.state == .rejected && !$0.words.isEmpty }
        guard !out.isEmpty else { return "" }
        let rows = out.map { statement -> HTML in
            """
            <li class="line"><span>\(frame.said(statement.words))</span>\
            <small>\(frame(ConversationWords.name(of: statement.reason ?? .other)))</small></li>
            """
        }
        return """
            <details class="more card"><summary>\(frame(ConversationPageWords.out)) (\(out.count))</summary>\
            <ul class="lines">\(rows)</ul></details>
            """
    }

    // MARK: Who takes part

    private var participation: HTML {
        let byLink: HTML = "<p class=\"small\">\(frame(ConversationPageWords.byLink(view.byLink)))</p>"
        return """
            <section class="card"><h2>\(frame(ConversationPageWords.participation))</h2>\
            <p class="num">\(frame(ConversationPageWords.counts(view.people, view.openCount)))</p>\(byLink, if: view.byLink > 0)\
            <p class="small">\(frame(ConversationPageWords.privacy))</p></section>
            """
    }

    private func invitation(_ link: String?) -> HTML {
        let address = link ?? "\(frame.publicURL)\(path)"
        let hint =
            view.conversation.who == .members ? ConversationPageWords.inviteMembers : ConversationPageWords.inviteHint
        let renew: HTML = """
            <form method="post" action="\(path)/actions">\(frame.hidden)\
            <button class="btn quiet" name="action" value="renewLink">\(frame(ConversationPageWords.renewLink))</button></form>
            """
        return """
            <section class="card"><h2>\(frame(ConversationPageWords.invite))</h2><p class="small">\(frame(hint))</p>\
            \(QRPicture.svg(address, label: frame(ConversationPageWords.code)) ?? "")\
            <p><span class="small">\(frame(MemberWords.label(ConversationPageWords.copyLink)))</span><code>\(address)</code></p>\
            \(renew, if: link != nil)</section>
            """
    }

    // MARK: Changing, ending

    private func seeding(_ fields: Fields) -> HTML {
        let own = fields.of("seed")
        return """
            <section class="card">\(own.folded(ConversationPageWords.seedMore, """
                <form method="post" action="\(path)/actions" class="stack">\(own.hidden)\
                \(own.area("seeds", ConversationPageWords.seeds, rows: 4, hint: ConversationPageWords.seedsHint, isRequired: true))\
                \(own.button(ConversationPageWords.add, name: "action", value: "seed"))</form>
                """))</section>
            """
    }

    private func changing(_ fields: Fields) -> HTML {
        let own = fields.of("change"), conversation = view.conversation
        let moderations = Conversation.Moderation.allCases.map { ($0.rawValue, frame(ConversationWords.name(of: $0))) }
        let shows = ConversationListPages.shows(frame, from: conversation.showsAfter)
        let chosen = conversation.showsAfter == Conversation.untilClosed ? "closed" : "\(conversation.showsAfter)"
        let known = shows.contains { $0.value == chosen }
        let kept =
            known ? shows : [(chosen, frame(ConversationPageWords.shows(after: conversation.showsAfter)))] + shows
        return """
            <section class="card">\(own.folded(ConversationPageWords.changing, """
                <form method="post" action="\(path)/actions" class="stack">\(own.hidden)\
                \(own.area("background", ConversationPageWords.background, value: conversation.background))\
                \(own.select("moderation", ConversationPageWords.moderation, moderations, chosen: conversation.moderation.rawValue))\
                \(own.select("showsAfter", ConversationPageWords.showsAfter, kept, chosen: chosen, hint: ConversationPageWords.showsAfterHint))\
                \(own.text("closes", ConversationPageWords.closes, kind: "date"))\
                \(own.button(MemberWords.save, name: "action", value: "change"))</form>
                """))</section>
            """
    }

    private var exporting: HTML {
        """
        <section class="card"><h2>\(frame(ConversationPageWords.exporting))</h2>\
        <p class="small">\(frame(ConversationPageWords.exportHint))</p><p class="row">\
        <a class="btn" href="\(path)/export">\(frame.icon("download"))\(frame(ConversationPageWords.exportVotes))</a>\
        <a class="btn" href="\(path)/export?table=statements">\(frame.icon("download"))\(frame(ConversationPageWords.exportStatements))</a></p></section>
        """
    }

    private func closing(_ waiting: Int) -> HTML {
        let late: HTML = "<p class=\"note warn\">\(frame(ConversationPageWords.closingLate(waiting)))</p>"
        return """
            <section class="card"><h2>\(frame(ConversationPageWords.closing))</h2><p>\(frame(ConversationPageWords.closingHint))</p>\
            \(late, if: waiting > 0)<form method="post" action="\(path)/actions">\(frame.hidden)\
            <button class="btn danger" name="action" value="close">\(frame(ConversationPageWords.closing))</button></form></section>
            """
    }
}
