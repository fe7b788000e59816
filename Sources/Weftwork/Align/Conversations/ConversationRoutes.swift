internal import Database
internal import Engine

/// The doors of conversations for people.
struct ConversationRoutes: Sendable {
    let acts: ConversationActs
    let doors: ConversationDoors
    let frames: Frames

    static let root = "/n/{slug}/conversations"

    var endpoints: [Endpoint] {
        lists + takingPart + showing + ConversationHostRoutes(acts: acts, frames: frames).endpoints
    }

    private func list(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let network = try ask.requireNetwork()
        let cursor = ask.query.text("cursor").flatMap { ConversationCursor($0) }
        let page = try await acts.list(after: cursor, for: ask.viewer, in: network.id)
        return ConversationListPages(frame: frames(ask), network: network, form: form, problems: problems)
            .list(page.views, next: page.next)
    }

    private var lists: [Endpoint] {
        [
            Endpoint(.get, ConversationRoutes.root, .seeConversations, .page) { ask in .page(try await list(ask)) },
            Endpoint(.get, "\(ConversationRoutes.root)/new", .openConversation, .page) { ask in
                let network = try ask.requireNetwork()
                return .page(ConversationListPages(frame: frames(ask), network: network).new())
            },
            Endpoint(.post, ConversationRoutes.root, .openConversation, .page) { ask in
                let network = try ask.requireNetwork()
                do {
                    let made = try await acts.open(
                        ConversationDraft(ask.form), by: ask.viewer, in: network.id, once: ask.formOnce)
                    return .redirect(to: "/n/\(network.slug)/conversations/\(made.id)/host?done=1")
                } catch Refusal.invalid(let problems) {
                    let pages = ConversationListPages(
                        frame: frames(ask), network: network, form: ask.form, problems: problems)
                    return .page(pages.new(), status: 422)
                } catch Refusal.forbidden(let words) {
                    let pages = ConversationListPages(
                        frame: frames(ask), network: network, form: ask.form, problems: [FieldProblem("who", words)])
                    return .page(pages.new(), status: 403)
                }
            },
            Endpoint(.get, "/talk/{code}", .seeConversations, .page) { ask in
                try await doors.countTry(ask)
                let conversation = try await acts.conversation(ofLink: ask.parameters["code"] ?? "")
                guard
                    let slug = try await acts.database.read({ db in try db.network(id: conversation.networkID)?.slug })
                else { throw Refusal.notFound }
                let path = "/n/\(slug)/conversations/\(conversation.id)"
                // Members come as themselves; a device that has been here keeps what it answered.
                let known = ask.cookie(ConversationDoors.cookieName(conversation.id))
                guard acts.device(known, in: conversation.id) == nil else { return .redirect(to: path) }
                let device = try await doors.newDevice(for: conversation, ask)
                return Answer.redirect(to: path).settingCookie(
                    ConversationDoors.cookieName(conversation.id), device, maxAge: NeedRoutes.markLifetime,
                    isSecure: acts.members.configuration.isSecure, path: path)
            },
        ]
    }

    // MARK: Taking part

    private func pages(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) throws(Refusal)
        -> ConversationPages
    {
        ConversationPages(frame: frames(ask), network: try ask.requireNetwork(), form: form, problems: problems)
    }

    /// Who asks, with a mark of their own where everybody may answer and they have none yet.
    private func visitor(_ ask: Ask) throws -> (network: Network, id: ID, visitor: ConversationVisitor) {
        let id = try ask.id("id")
        return (try ask.requireNetwork(), id, doors.visitor(ask, in: id))
    }

    private func turn(
        _ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = [], status: Int = 200
    ) async throws -> Answer {
        let found = try visitor(ask)
        let turn = try await acts.turn(found.id, for: found.visitor, in: found.network.id)
        let answer = Answer.page(try pages(ask, form, problems).turn(turn, of: found.visitor), status: status)
        let needsMark =
            ask.viewer.member == nil && found.visitor.device == nil && turn.view.conversation.who == .public
            && turn.view.mayAnswer
        guard needsMark else { return answer }
        // Where too many come from one place the page is read all the same.
        guard let device = try? await doors.newDevice(for: turn.view.conversation, ask) else { return answer }
        return doors.marking(answer, device, turn.view.conversation, ask)
    }

    private var takingPart: [Endpoint] {
        let one = "\(ConversationRoutes.root)/{id}"
        return [
            Endpoint(.get, one, .seeConversations, .page) { ask in try await turn(ask) },
            Endpoint(.post, "\(one)/votes", .answerConversation, .page) { ask in
                let found = try visitor(ask), form = ask.form
                try await doors.countAnswer(found.visitor, in: found.id)
                guard let statement = form["statement"].flatMap({ ID($0) }) else { throw Refusal.notFound }
                do {
                    _ = try await acts.answer(
                        try ConversationRoutes.answer(form["answer"]), to: statement, in: found.id, by: found.visitor,
                        of: found.network.id)
                    let back = form["back"] == "answers" ? "/answers?done=1#statement-\(statement)" : ""
                    return .redirect(to: "/n/\(found.network.slug)/conversations/\(found.id)\(back)")
                } catch Refusal.conflict(let words, _) {
                    return try await turn(ask, form, [FieldProblem("", words)], status: 409)
                } catch Refusal.invalid(let problems) {
                    return try await turn(ask, form, problems, status: 422)
                }
            },
            Endpoint(.post, "\(one)/statements", .answerConversation, .page) { ask in
                let found = try visitor(ask)
                do {
                    try await doors.countStatement(found.visitor, in: found.id)
                    _ = try await acts.say(
                        ask.form["words"] ?? "", in: found.id, by: found.visitor, of: found.network.id,
                        once: ask.formOnce)
                    return .redirect(to: "/n/\(found.network.slug)/conversations/\(found.id)?said=1#said")
                } catch Refusal.invalid(let problems) {
                    return try await turn(ask, ask.form, problems, status: 422)
                } catch Refusal.conflict(let words, _) {
                    return try await turn(ask, ask.form, [FieldProblem("words", words)], status: 409)
                }
            },
            Endpoint(.get, "\(one)/answers", .seeConversations, .page) { ask in
                let found = try visitor(ask)
                let own = try await acts.ownAnswers(found.id, of: found.visitor, in: found.network.id)
                return .page(try pages(ask).answers(own.view, own.answers))
            },
            Endpoint(.get, "/n/{slug}/statements/{id}", .seeConversations, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id")
                let place = try await acts.database.read { db in try db.statement(id, in: network.id)?.conversation }
                guard let place else { throw Refusal.notFound }
                let visitor = doors.visitor(ask, in: place)
                let found = try await acts.statement(id, for: visitor, in: network.id)
                return .page(
                    try pages(ask).statement(
                        found.statement, in: found.conversation, isOwn: found.isOwn,
                        hiding: try await hiding(of: found.statement, network, visitor, place)))
            },
            Endpoint(.get, "\(one)/statements/{statement}", .seeConversations, .page) { ask in .page(try await own(ask))
            },
            Endpoint(.get, "\(one)/statements/{statement}/report", .reportText, .page) { ask in
                .page(try await reporting(ask))
            },
            Endpoint(.post, "\(one)/statements/{statement}/report", .reportText, .page, handle: report),
            Endpoint(.post, "\(one)/statements/{statement}/appeal", .answerConversation, .page) { ask in
                let found = try visitor(ask), statement = try ask.id("statement")
                do {
                    let author = try await doors.author(found.visitor, in: found.id, of: found.network.id)
                    try await acts.appeal(
                        statement, ask.form["words"] ?? "", by: author, in: found.id, of: found.network.id)
                    return .redirect(
                        to: "/n/\(found.network.slug)/conversations/\(found.id)/statements/\(statement)?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await own(ask, ask.form, problems), status: 422)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await own(ask, ask.form, [FieldProblem("", words)]), status: 409)
                }
            },
        ]
    }

    private func own(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let found = try visitor(ask), statement = try ask.id("statement")
        let own = try await acts.statement(statement, for: found.visitor, in: found.network.id)
        guard own.conversation.id == found.id else { throw Refusal.notFound }
        let hiding = try await hiding(of: own.statement, found.network, found.visitor, found.id)
        return try pages(ask, form, problems).statement(
            own.statement, in: own.conversation, isOwn: own.isOwn, hiding: hiding)
    }

    private func reporting(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let found = try visitor(ask)
        let own = try await acts.statement(try ask.id("statement"), for: found.visitor, in: found.network.id)
        guard own.conversation.id == found.id, own.statement.state == .open else { throw Refusal.notFound }
        return StatementReporting(frame: frames(ask), network: found.network, conversation: found.id)
            .page(own.statement, form, problems)
    }

    private func report(_ ask: Ask) async throws -> Answer {
        let found = try visitor(ask), statement = try ask.id("statement")
        do {
            try await ModerationRoutes.count(ask, doors.limiter, now: acts.world.now())
            try await acts.report(
                statement, ask.form["words"] ?? "", in: found.id, by: found.visitor, of: found.network.id,
                once: ask.formOnce)
            return .redirect(
                to: "/n/\(found.network.slug)/conversations/\(found.id)/statements/\(statement)/report?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await reporting(ask, ask.form, problems), status: 422)
        }
    }

    /// Why it is out, and what became of the appeal, for whoever said it.
    private func hiding(
        of statement: ConversationStatement, _ network: Network, _ visitor: ConversationVisitor, _ id: ID
    ) async throws -> HidingReading? {
        guard statement.state == .rejected else { return nil }
        guard let author = try? await doors.author(visitor, in: id, of: network.id) else { return nil }
        return try? await acts.members.hiding(of: statement.text, for: author, in: network.id)
    }

    // MARK: What it shows

    private var showing: [Endpoint] {
        let one = "\(ConversationRoutes.root)/{id}"
        return [
            Endpoint(.get, "\(one)/results", .seeConversations, .page) { ask in
                let found = try visitor(ask), selection = try ConversationRoutes.selection(ask)
                let view = try await acts.view(found.id, for: found.visitor, in: found.network.id)
                let pages = ConversationResultPages(frame: frames(ask), network: found.network, view: view)
                // What comes while it is drawn is told of afterwards.
                let newest = try await acts.database.read { db in try db.newestEvent(in: found.network.id) }
                do {
                    let result = try await acts.result(found.id, selection, for: found.visitor, in: found.network.id)
                    let comparison = try await acts.compared(result.conversation, to: result)
                    let handed = try await acts.database.read { db in try db.handed(of: found.id, in: found.network.id)
                    }
                    let offered = try await acts.keepers.keeper(of: found.id).offered(of: result.conversation)
                    return .page(
                        pages.result(
                            result, comparison, offered: offered, outlets: acts.outlets, handed: handed, newest: newest)
                    )
                } catch Refusal.forbidden(let words) {
                    return .page(pages.notYet(words))
                }
            },
            Endpoint(.get, "\(one)/log", .seeConversations, .page) { ask in
                let found = try visitor(ask)
                let log = try await acts.log(found.id, for: found.visitor, in: found.network.id)
                return .page(try pages(ask).log(log.view, log.steps, log.counts))
            },
        ]
    }

    // MARK: Read from what was sent

    static func answer(_ text: String?) throws(Refusal) -> OpinionAnswer {
        guard let answer = text.flatMap(OpinionAnswer.init(name:)) else {
            throw .invalid("answer", SiteWords.badChoice(["agree", "disagree", "pass"], text))
        }
        return answer
    }

    static func selection(_ ask: Ask) throws(Refusal) -> ConversationSelection {
        guard let text = ask.query.text("reading") else { return .all }
        guard let selection = ConversationSelection(rawValue: text) else {
            throw .invalid("reading", SiteWords.badChoice(ConversationSelection.allCases.map(\.rawValue), text))
        }
        return selection
    }

    /// A table as a download.
    static func file(_ ask: Ask, _ acts: ConversationActs, _ id: ID, _ network: ID) async throws -> Answer {
        let statements = ask.query["table"] == "statements"
        let text = try await acts.export(statements: statements, of: id, by: ask.viewer, in: network)
        return .download(text, name: statements ? "statements.csv" : "votes.csv", type: "text/csv; charset=utf-8")
    }
}

extension ConversationDraft {
    /// What a form says.
    init(_ form: Form) {
        self.init(
            question: form["question"] ?? "", background: form["background"], who: form.text("who"),
            moderation: form.text("moderation"), showsAfter: form.text("showsAfter"), closes: form.text("closes"),
            seeds: form["seeds"] ?? "")
    }
}
