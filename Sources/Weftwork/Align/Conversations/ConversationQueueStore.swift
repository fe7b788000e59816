internal import Database

/// What waits to be looked at in conversations, and for whom.
extension Connection {
    /// The clocks of conversations that a member hosts; for those who stand in also the late ones of others, and those in which waits
    /// what the host said themselves.
    func conversationClocks(of member: ID, in network: ID, others: Bool) throws -> [Clock] {
        let more: SQL =
            others
            ? """
             OR c.stage > 1 OR EXISTS (SELECT 1 FROM conversation_statements s
                JOIN conversation_participants p ON p.network_id = s.network_id
                    AND p.conversation_id = s.conversation_id AND p.id = s.participant_id
                WHERE s.network_id = c.network_id AND s.conversation_id = c.object_id
                    AND s.state = \(ConversationStatement.State.waiting) AND p.member_id = c.owner_id)
            """ : .empty
        return try query(
            """
            SELECT \(Clock.columns) FROM clocks c WHERE c.network_id = \(network)
                AND c.object = \(Clock.Object.conversation) AND (c.owner_id = \(member)\(more))
            ORDER BY c.due_at, c.object_id LIMIT 20
            """
        ) { try Clock(row: $0) }
    }

    /// The members who said what waits, one for each statement; nobody where it came from a device.
    func waitingAuthors(of conversation: Conversation) throws -> [ID?] {
        try query(
            """
            SELECT p.member_id FROM conversation_statements s
            LEFT JOIN conversation_participants p ON p.network_id = s.network_id
                AND p.conversation_id = s.conversation_id AND p.id = s.participant_id
            WHERE s.network_id = \(conversation.networkID) AND s.conversation_id = \(conversation.id)
                AND s.state = \(ConversationStatement.State.waiting)
            """
        ) { try $0[0] as ID? }
    }

    /// How many statements wait for a member who may judge there: for the host all but their own, for others what the host said, and
    /// everything but their own once it is late. Where nobody else is there, the host's own wait for the host.
    func waiting(for member: ID, in conversation: Conversation, isLate: Bool) throws -> Int {
        let authors = try waitingAuthors(of: conversation)
        guard member == conversation.hostID || isLate else { return authors.count { $0 == conversation.hostID } }
        let others = authors.count { $0 != member }
        guard others < authors.count else { return others }
        return try judges(of: conversation, besides: member).isEmpty ? authors.count : others
    }

    /// Who else may judge what waits there.
    func judges(of conversation: Conversation, besides member: ID) throws -> [Member] {
        try members(of: conversation.networkID).filter { other in
            other.id != member && ConversationRules.mayJudge(conversation, other)
        }
    }

    /// Who looks at what the host said: of those who stand in, whoever has the least on their hands.
    func nextJudge(of conversation: Conversation) throws -> ID? {
        let others = try judges(of: conversation, besides: conversation.hostID).map(\.id)
        guard !others.isEmpty else { return nil }
        for roles: [Role] in [[.coordinator], [.facilitator], []] {
            let found = try candidates(roles, in: conversation.networkID, except: [conversation.hostID])
            if let first = found.first(where: others.contains) { return first }
        }
        return others.first
    }
}
