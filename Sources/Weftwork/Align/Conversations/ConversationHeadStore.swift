internal import Database

/// What changes with every answer: how far a conversation has come, and what was told of it.
extension Connection {
    func head(of conversation: ID, in network: ID) throws -> ConversationHead {
        let head = try first(
            """
            SELECT last_vote, version, told_at, told_vote FROM conversation_heads
            WHERE network_id = \(network) AND conversation_id = \(conversation)
            """
        ) {
            ConversationHead(lastVote: try $0[0], version: try $0[1], toldAt: try $0[2], toldVote: try $0[3])
        }
        guard let head else { throw Refusal.notFound }
        return head
    }

    /// Makes others who write there wait, before something is counted or looked for: two who come at once must not both be first.
    func hold(_ conversation: ID, in network: ID) throws {
        try execute(
            """
            UPDATE conversation_heads SET version = version
            WHERE network_id = \(network) AND conversation_id = \(conversation)
            """)
    }

    /// Statements or people have changed: pictures are made anew.
    func touch(_ conversation: ID, in network: ID) throws {
        try execute(
            """
            UPDATE conversation_heads SET version = version + 1
            WHERE network_id = \(network) AND conversation_id = \(conversation)
            """)
    }

    /// Statements have changed: pictures are made anew, and open pages hear of it.
    func moved(_ conversation: Conversation, _ world: World) throws {
        try touch(conversation.id, in: conversation.networkID)
        try record(
            Event(
                .conversationMoved, on: conversation.id, in: conversation.networkID,
                by: Viewer(.system, language: .zh).actor, at: world.now(), audience: conversation.audience,
                id: world.newID()))
    }

    /// Whether it is time to tell that the picture has changed; it is told then.
    func tellsOfChange(_ conversation: ID, in network: ID, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE conversation_heads SET told_at = \(now), told_vote = last_vote
            WHERE network_id = \(network) AND conversation_id = \(conversation) AND told_vote < last_vote
                AND told_at <= \(now - ConversationRules.telling)
            """) == 1
    }

    /// Open conversations whose last answers nobody was told of; that one has ended is told by itself.
    func conversationsToTell(at now: Int64) throws -> [(network: ID, id: ID)] {
        try query(
            """
            SELECT h.network_id, h.conversation_id FROM conversations c
            JOIN conversation_heads h ON h.network_id = c.network_id AND h.conversation_id = c.id
            WHERE c.closed_at IS NULL AND c.is_imported = \(false) AND h.told_vote < h.last_vote
                AND h.told_at <= \(now - ConversationRules.telling)
            ORDER BY h.told_at, h.network_id, h.conversation_id LIMIT 100
            """
        ) { (try $0[0], try $0[1]) }
    }
}
