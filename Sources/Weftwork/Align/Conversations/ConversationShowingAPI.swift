internal import Database
internal import Engine

/// The doors to what a conversation shows.
extension ConversationAPI {
    var showing: [Endpoint] {
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
                "What all share by everybody's answers, and by those whom trust lets in; whether the latter tells a crowd apart",
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
}
