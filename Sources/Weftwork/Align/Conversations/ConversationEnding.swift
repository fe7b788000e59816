internal import Database

extension ConversationActs {
    /// So often whom trust lets in is looked at, where that changes while it is written down.
    private static let mostTries = 5

    /// Ends a conversation: whom trust let in is written down, so that the result stays as it was, and whoever said what nobody has
    /// looked at hears so. Whom trust lets in is found before the transaction, and anew where somebody came, stands otherwise or
    /// answers for somebody else by then; the last time within it, so that it ends in a network in which something always changes,
    /// too.
    ///
    /// - Parameter due: the conversation as it stands, where it is to end; nothing where it ended already.
    /// - Returns: the conversation, nothing where `due` gave none.
    /// - Throws: what `due` throws.
    func end(
        by viewer: Viewer, _ due: @escaping @Sendable (_ db: any Connection) throws -> Conversation?
    ) async throws -> Conversation? {
        for _ in 1..<ConversationActs.mostTries {
            let read = try await database.read { db -> (basis: ConversationTrustBasis, vouches: [TrustedVouch])? in
                guard let conversation = try due(db) else { return nil }
                return (try db.trustBasis(of: conversation), try db.trustVouches(of: conversation.networkID))
            }
            guard let read else { return nil }
            let trusted = TrustedParticipants(read.basis, vouches: read.vouches)
            let step = try await database.write { db -> (isOver: Bool, conversation: Conversation?) in
                guard let conversation = try due(db) else { return (true, nil) }
                guard try db.trustBasis(of: conversation) == read.basis else { return (false, nil) }
                return (true, try close(conversation, trusted, by: viewer, db))
            }
            if step.isOver { return step.conversation }
        }
        return try await database.write { db -> Conversation? in
            guard let conversation = try due(db) else { return nil }
            let trusted = TrustedParticipants(
                try db.trustBasis(of: conversation), vouches: try db.trustVouches(of: conversation.networkID))
            return try close(conversation, trusted, by: viewer, db)
        }
    }

    private func close(
        _ old: Conversation, _ trusted: TrustedParticipants, by viewer: Viewer, _ db: any Connection
    ) throws -> Conversation {
        var conversation = old
        try db.freezeTrust(trusted, of: conversation)
        conversation.closedAt = world.now()
        try db.save(conversation)
        try db.touch(conversation.id, in: conversation.networkID)
        try turnAwayLate(in: conversation, by: viewer, db)
        try db.stopClock(of: conversation.id, in: conversation.networkID)
        try record(.conversationClosed, conversation, by: viewer, db)
        if viewer.member?.id != conversation.hostID {
            try members.tell(
                conversation.hostID, in: conversation.networkID, ConversationWords.title,
                ConversationWords.mailClosed(conversation.question), to: "/conversations/\(conversation.id)/results", db
            )
        }
        return conversation
    }
}
