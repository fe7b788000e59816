internal import Database
internal import Engine

/// The doors of conversations for programs.
struct ConversationAPI: Sendable {
    let acts: ConversationActs
    let doors: ConversationDoors
    let hub: Hub

    private static let root = "/api/v1/networks/{slug}/conversations"

    var endpoints: [Endpoint] {
        keeping + takingPart + showing + [
            Endpoint(.get, "\(ConversationRoutes.root)/{id}/live", .seeConversations, .page, handle: live)
        ]
    }

    private struct Body: Decodable {
        let question: String?
        let background: String?
        let who: String?
        let moderation: String?
        let showsAfter: Flexible?
        let closes: String?
        let seeds: [String]?
        let action: String?

        var draft: ConversationDraft {
            ConversationDraft(
                question: question ?? "", background: background, who: who, moderation: moderation,
                showsAfter: showsAfter?.text, closes: closes, seeds: (seeds ?? []).joined(separator: "\n"))
        }
    }

    /// A number, or a word.
    private struct Flexible: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            text = try (try? container.decode(Int.self)).map(String.init) ?? container.decode(String.self)
        }
    }

    private struct ImportBody: Decodable {
        let question: String?
        let votes: String?
        let statements: String?
    }

    private struct AnswerBody: Decodable {
        let statement: String?
        let answer: String?
    }

    private struct WordsBody: Decodable {
        let words: String?
        let action: String?
        let reason: String?
        let outlet: String?
    }

    private struct DoorBody: Decodable {
        let link: String?
    }

    private func visitor(_ ask: Ask) throws -> (network: Network, id: ID, visitor: ConversationVisitor) {
        let id = try ask.id("id")
        return (try ask.requireNetwork(), id, doors.visitor(ask, in: id))
    }

    private func view(_ conversation: Conversation, _ ask: Ask) async throws -> ConversationView {
        try await acts.view(conversation.id, for: ConversationVisitor(viewer: ask.viewer), in: conversation.networkID)
    }

    // MARK: Keeping

    private var keeping: [Endpoint] {
        [
            Endpoint(
                .get, ConversationAPI.root, .seeConversations, .api, "Conversations that the caller may see",
                gives: ConversationSchemas.list
            ) { ask in
                let cursor = try ask.query.text("cursor").map { text throws(Refusal) in
                    guard let id = ID(text) else { throw .invalid("cursor", ListingWords.badCursor) }
                    return id
                }
                let page = try await acts.list(after: cursor, for: ask.viewer, in: try ask.requireNetwork().id)
                return .json(
                    Listing(
                        items: page.views, next: page.next?.description, total: page.total, totalIsExact: true))
            },
            Endpoint(
                .post, ConversationAPI.root, .openConversation, .api, "Ask a question of all",
                accepts: ConversationSchemas.toOpen, gives: ConversationSchemas.conversation, status: 201
            ) { ask in
                let body = try ask.decoded(Body.self), network = try ask.requireNetwork().id
                let made = try await acts.open(body.draft, by: ask.viewer, in: network, once: ask.once)
                return .json(try await view(made, ask), status: 201)
            },
            Endpoint(
                .post, "\(ConversationAPI.root)/imports", .importConversation, .api,
                "Read in a conversation from tables of answers and statements; it is over and only shown",
                accepts: ConversationSchemas.toImport, gives: ConversationSchemas.conversation, status: 201,
                mostBytes: ConversationFiles.mostBytes
            ) { ask in
                let body = try ask.decoded(ImportBody.self), network = try ask.requireNetwork().id
                let made = try await acts.readIn(
                    question: body.question ?? "", votes: Array((body.votes ?? "").utf8),
                    statements: body.statements.map { Array($0.utf8) }, by: ask.viewer, in: network, once: ask.once)
                return .json(try await view(made, ask), status: 201)
            },
            Endpoint(
                .post, "\(ConversationAPI.root)/{id}/actions", .keepConversation, .api,
                "Change how it is led, add statements, make its link anew, end it",
                accepts: ConversationSchemas.action, gives: ConversationSchemas.conversation
            ) { ask in
                let body = try ask.decoded(Body.self), network = try ask.requireNetwork().id
                let action = try ConversationAction(body.action, body.draft)
                let conversation = try await acts.perform(action, on: try ask.id("id"), by: ask.viewer, in: network)
                return .json(try await view(conversation, ask))
            },
            Endpoint(
                .get, "\(ConversationAPI.root)/{id}/statements", .keepConversation, .api,
                "All statements with their states, for whoever keeps the conversation; and its link",
                gives: ConversationSchemas.desk
            ) { ask in
                let desk = try await acts.desk(try ask.id("id"), for: ask.viewer, in: try ask.requireNetwork().id)
                return .json(ConversationDeskView(statements: desk.statements, link: desk.link))
            },
            Endpoint(
                .post, "\(ConversationAPI.root)/{id}/statements/{statement}/actions", .answerConversation, .api,
                "Let a statement in or take it out with a reason; appeal; hand it to where it is worked on",
                accepts: ConversationSchemas.statementAction, gives: ConversationSchemas.statement, handle: judge),
        ]
    }

    private func judge(_ ask: Ask) async throws -> Answer {
        let body = try ask.decoded(WordsBody.self), found = try visitor(ask), statement = try ask.id("statement")
        switch body.action {
        case "appeal":
            let author = try await doors.author(found.visitor, in: found.id, of: found.network.id)
            try await acts.appeal(
                statement, body.words ?? "", by: author, in: found.id, of: found.network.id)
            let own = try await acts.statement(statement, for: found.visitor, in: found.network.id)
            return .json(StatementView(statement: own.statement))
        case "hand":
            let path = try await acts.hand(
                statement, to: body.outlet ?? "", in: found.id, by: ask.viewer, of: found.network.id)
            return .json(HandedView(path: "/n/\(found.network.slug)\(path)"))
        default:
            let verdict = try StatementVerdict(body.action, reason: body.reason, words: body.words)
            let judged = try await acts.judge(
                verdict, of: statement, in: found.id, by: ask.viewer, of: found.network.id)
            return .json(StatementView(statement: judged))
        }
    }

    // MARK: Taking part

    private var takingPart: [Endpoint] {
        [
            Endpoint(
                .get, "\(ConversationAPI.root)/{id}", .seeConversations, .api, "One conversation",
                gives: ConversationSchemas.conversation
            ) { ask in
                let found = try visitor(ask)
                return .json(try await acts.view(found.id, for: found.visitor, in: found.network.id))
            },
            Endpoint(
                .post, "\(ConversationAPI.root)/{id}/participants", .answerConversation, .api,
                "A mark for a device without an account: by the link, or where everybody may answer",
                accepts: ConversationSchemas.door, gives: ConversationSchemas.device, status: 201
            ) { ask in
                try await doors.countTry(ask)
                let id = try ask.id("id"), network = try ask.requireNetwork().id
                let code = try ask.decoded(DoorBody.self).link.map { String($0.split(separator: "/").last ?? "") }
                let conversation =
                    if let code { try await acts.conversation(ofLink: code) } else {
                        try await acts.view(id, for: ConversationVisitor(viewer: ask.viewer), in: network).conversation
                    }
                guard conversation.id == id, conversation.networkID == network, conversation.who != .members else {
                    throw Refusal.notFound
                }
                return .json(DeviceView(device: try await doors.newDevice(for: conversation, ask)), status: 201)
            },
            Endpoint(
                .get, "\(ConversationAPI.root)/{id}/next", .seeConversations, .api, "What is asked next",
                gives: ConversationSchemas.turn
            ) { ask in
                let found = try visitor(ask)
                return .json(TurnView(turn: try await acts.turn(found.id, for: found.visitor, in: found.network.id)))
            },
            Endpoint(
                .post, "\(ConversationAPI.root)/{id}/votes", .answerConversation, .api,
                "Answer a statement, or change one's answer", accepts: ConversationSchemas.answer,
                gives: ConversationSchemas.receipt
            ) { ask in
                let body = try ask.decoded(AnswerBody.self), found = try visitor(ask)
                guard let statement = body.statement.flatMap({ ID($0) }) else {
                    throw Refusal.invalid("statement", SiteWords.missing)
                }
                try await doors.countAnswer(found.visitor, in: found.id)
                let receipt = try await acts.answer(
                    try ConversationRoutes.answer(body.answer), to: statement, in: found.id, by: found.visitor,
                    of: found.network.id)
                return .json(AnswerReceiptView(receipt: receipt))
            },
            Endpoint(
                .get, "\(ConversationAPI.root)/{id}/answers", .seeConversations, .api, "What the caller has answered",
                gives: ConversationSchemas.answers
            ) { ask in
                let found = try visitor(ask)
                let own = try await acts.ownAnswers(found.id, of: found.visitor, in: found.network.id)
                return .json(OwnAnswersView(answers: own.answers))
            },
            Endpoint(
                .post, "\(ConversationAPI.root)/{id}/statements", .answerConversation, .api,
                "Say something of one's own",
                accepts: ConversationSchemas.said, gives: ConversationSchemas.statement, status: 201
            ) { ask in
                let body = try ask.decoded(WordsBody.self), found = try visitor(ask)
                try await doors.countStatement(found.visitor, in: found.id)
                let said = try await acts.say(
                    body.words ?? "", in: found.id, by: found.visitor, of: found.network.id, once: ask.once)
                return .json(StatementView(statement: said), status: 201)
            },
        ]
    }

    // MARK: What it shows

    private var showing: [Endpoint] {
        [
            Endpoint(
                .get, "\(ConversationAPI.root)/{id}/results", .seeConversations, .api,
                "What the answers show, of everybody or of a selection; equal answers give equal bytes",
                gives: ConversationSchemas.result
            ) { ask in
                let found = try visitor(ask), selection = try ConversationRoutes.selection(ask)
                let result = try await acts.result(found.id, selection, for: found.visitor, in: found.network.id)
                return ask.tagged(ConversationResultView(result: result, showsOwn: ask.query["you"] != "no"))
            },
            Endpoint(
                .get, "\(ConversationAPI.root)/{id}/readings", .seeConversations, .api,
                "What all share by everybody's answers, and by those whom trust lets in",
                gives: ConversationSchemas.readings
            ) { ask in
                let found = try visitor(ask)
                let result = try await acts.result(found.id, for: found.visitor, in: found.network.id)
                return ask.tagged(
                    ConversationComparisonView(
                        comparison: try await acts.compared(result.conversation, to: result)))
            },
            Endpoint(
                .get, "\(ConversationAPI.root)/{id}/log", .seeConversations, .api,
                "What was done about statements, with reasons and counts", gives: ConversationSchemas.log
            ) { ask in
                let found = try visitor(ask)
                let log = try await acts.log(found.id, for: found.visitor, in: found.network.id)
                return .json(ConversationLogView(steps: log.steps, counts: log.counts))
            },
            Endpoint(
                .get, "\(ConversationAPI.root)/{id}/export", .keepConversation, .api,
                "The answers as a table without names (or the statements, with ?table=statements)"
            ) { ask in
                try await ConversationRoutes.file(
                    ask, acts, try ask.id("id"), try ask.requireNetwork().id)
            },
            Endpoint(
                .get, "\(ConversationAPI.root)/{id}/live", .seeConversations, .api,
                "Tells that the picture has changed, and nothing else (server-sent events)", handle: live),
        ]
    }

    /// For pages, at their own address: a device's mark is sent to no other.
    func live(_ ask: Ask) async throws -> Answer {
        let found = try visitor(ask)
        let view = try await acts.view(found.id, for: found.visitor, in: found.network.id)
        let newest = try await acts.database.read { db in try db.newestEvent(in: found.network.id) }
        let last = (ask.headers["last-event-id"] ?? ask.query["last_event_id"]).flatMap { Int64($0) }
        let feed = LiveFeed(hub: hub, database: acts.database, vault: acts.vault)
        return feed.answer(
            found.network.id, view.conversation.audience, after: last ?? newest, newest: newest
        ) { event in
            guard event.objectID == found.id, event.kind == .conversationMoved || event.kind == .conversationClosed
            else {
                return nil
            }
            return Array("{}".utf8)
        }
    }
}

struct DeviceView: View {
    let device: String

    func write(to json: inout JSON) { json.object { $0.field("participant", device) } }
}

struct HandedView: View {
    let path: String

    func write(to json: inout JSON) { json.object { $0.field("at", path) } }
}

struct ConversationDeskView: View {
    let statements: [ConversationStatement]
    let link: String?

    func write(to json: inout JSON) {
        json.object { json in
            json.field("link", link)
            json.field("items", statements.map { StatementView(statement: $0) })
        }
    }
}

struct ConversationLogView: View {
    let steps: [(number: Int, step: ConversationStep)]
    let counts: [ConversationStatement.State: Int]

    func write(to json: inout JSON) {
        json.object { json in
            json.field("waiting", counts[.waiting] ?? 0)
            json.field("open", counts[.open] ?? 0)
            json.field("rejected", counts[.rejected] ?? 0)
            json.name("items")
            json.array(steps) { json, one in
                json.object {
                    $0.field("number", one.number)
                    $0.field("step", one.step.kind.rawValue)
                    $0.field("reason", one.step.reason?.rawValue)
                    $0.field("at", moment: one.step.at)
                }
            }
        }
    }
}
