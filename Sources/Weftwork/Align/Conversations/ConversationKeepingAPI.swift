internal import Database
internal import Engine

/// The doors of whoever keeps a conversation.
extension ConversationAPI {
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

    private func view(_ conversation: Conversation, _ ask: Ask) async throws -> ConversationView {
        try await acts.view(conversation.id, for: ConversationVisitor(viewer: ask.viewer), in: conversation.networkID)
    }

    var keeping: [Endpoint] {
        [
            Endpoint(
                .get, ConversationAPI.root, .seeConversations, .api, "Conversations that the caller may see",
                gives: ConversationSchemas.list
            ) { ask in
                let cursor = try ask.query.text("cursor").map { text throws(Refusal) in
                    guard let cursor = ConversationCursor(text) else {
                        throw .invalid("cursor", ListingWords.badCursor)
                    }
                    return cursor
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
                let conversation = try await acts.perform(
                    action, on: try ask.id("id"), by: ask.viewer, in: network, once: ask.once)
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
                "Let a statement in or take it out with a reason; report it; appeal; hand it to where it is worked on",
                accepts: ConversationSchemas.statementAction, gives: ConversationSchemas.statement, handle: judge),
        ]
    }

    private func judge(_ ask: Ask) async throws -> Answer {
        let body = try ask.decoded(WordsBody.self), found = try visitor(ask), statement = try ask.id("statement")
        switch body.action {
        case "appeal":
            let author = try await doors.author(found.visitor, in: found.id, of: found.network.id)
            try await acts.appeal(
                statement, body.words ?? "", by: author, in: found.id, of: found.network.id, once: ask.once)
            let own = try await acts.statement(statement, for: found.visitor, in: found.network.id)
            return .json(StatementView(statement: own.statement))
        case "report":
            try await ModerationRoutes.count(ask, doors.limiter, now: acts.world.now())
            let id = try await acts.report(
                statement, body.words ?? "", in: found.id, by: found.visitor, of: found.network.id, once: ask.once)
            return .json(DoneView(id: id))
        case "hand":
            let path = try await acts.hand(
                statement, to: body.outlet ?? "", target: body.target, in: found.id, by: ask.viewer,
                of: found.network.id)
            return .json(HandedView(path: "/n/\(found.network.slug)\(path)"))
        default:
            let verdict = try StatementVerdict(body.action, reason: body.reason, words: body.words)
            let judged = try await acts.judge(
                verdict, of: statement, in: found.id, by: ask.viewer, of: found.network.id, once: ask.once)
            return .json(StatementView(statement: judged))
        }
    }
}
