internal import Database
internal import Engine

/// The doors of whoever takes part in a conversation.
extension ConversationAPI {
    private struct AnswerBody: Decodable {
        let statement: String?
        let answer: String?
    }

    private struct DoorBody: Decodable {
        let link: String?
    }

    var takingPart: [Endpoint] {
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
}
