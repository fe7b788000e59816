internal import Database

extension ConversationActs {
    /// What waits for a member: statements in what they host, a day after that for those who stand in; what the host said themselves for
    /// those at once.
    static let tasks: MemberActs.LaterTasks = { member, now, db in
        let standsIn = ConversationRules.standsIn(member)
        return try db.conversationClocks(of: member.id, in: member.networkID, others: standsIn).compactMap { clock in
            guard let conversation = try db.conversation(clock.objectID, in: member.networkID) else { return nil }
            let count = try db.waiting(for: member.id, in: conversation, isLate: clock.stage > 1)
            guard count > 0 else { return nil }
            return WaitingTask(
                clock: clock, words: ConversationWords.waits(conversation.question, count),
                path: "/conversations/\(conversation.id)/host")
        }
    }

    /// Ends what is over, tells of what changed last, reminds hosts of what waits, clears away what was cut off. Safe on several nodes.
    func sweep(failed: @escaping @Sendable (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now(), system = Viewer(.system, language: .zh)
        let over = try await database.read { db in try db.conversationsToClose(by: now) }
        await SweepService.each(over, \.id, failed: failed) { over in
            _ = try await end(by: system) { db in
                guard let conversation = try db.conversation(over.id, in: over.networkID),
                    conversation.closedAt == nil, let end = conversation.closesAt, end <= now
                else { return nil }
                return conversation
            }
        }
        let changed = try await database.read { db in try db.conversationsToTell(at: now) }
        await SweepService.each(changed, \.id, failed: failed) { network, id in
            try await database.write { db in
                guard let conversation = try db.conversation(id, in: network) else { return }
                try tellOfChange(conversation, db)
            }
        }
        let clocks = try await database.read { db in try db.clocksGoingOff([.conversation], by: now, limit: 100) }
        await SweepService.each(clocks, \.objectID, failed: failed) { clock in
            try await database.write { db in try remind(clock, db) }
        }
        try await clearCutImports(failed: failed)
    }

    /// What still waits in conversations that ended before it was turned away at the end gets its answer, some conversations at a time.
    /// Safe on several nodes.
    func sweepLate(failed: @escaping @Sendable (ID, any Error) -> Void = { _, _ in }) async throws {
        let system = Viewer(.system, language: .zh)
        let ended = try await database.read { db in try db.conversationsEndedWaiting(most: 20) }
        await SweepService.each(ended, \.id, failed: failed) { network, id in
            try await database.write { db in
                guard let conversation = try db.conversation(id, in: network), conversation.closedAt != nil else {
                    return
                }
                try turnAwayLate(in: conversation, by: system, db)
                try db.stopClock(of: id, in: network)
                try db.touch(id, in: network)
            }
        }
    }

    /// The host at half of the time, or those who stand in where nothing waits for the host; these when it is over.
    private func remind(_ clock: Clock, _ db: any Connection) throws {
        guard let conversation = try db.conversation(clock.objectID, in: clock.networkID), conversation.closedAt == nil
        else {
            return try db.stopClock(of: clock.objectID, in: clock.networkID)
        }
        let stage = clock.stage + 1
        guard try db.advance(clock, to: stage, next: stage == 1 ? clock.dueAt : Clock.never) else { return }
        let path = "/conversations/\(conversation.id)/host"
        let others = try db.judges(of: conversation, besides: conversation.hostID)
        guard stage > 1 else {
            guard try db.waiting(for: conversation.hostID, in: conversation, isLate: false) == 0 else {
                return try members.tell(
                    conversation.hostID, in: clock.networkID, ConversationWords.title,
                    ConversationWords.mailWaits(conversation.question), to: path, db)
            }
            for lead in others { try tellToJudge(lead.id, conversation, db) }
            return
        }
        for lead in others {
            try members.tell(
                lead.id, in: clock.networkID, ConversationWords.title,
                ConversationWords.mailStands(conversation.question), to: path, db)
        }
    }

    /// More that are open at once are not counted.
    private static let mostOpen = 100

    /// The line on the page of what a network agrees on.
    func lines(for viewer: Viewer, in network: ID) async throws -> [AlignLine] {
        guard Policy.allows(.seeConversations, viewer) else { return [] }
        let now = world.now(), isPublicOnly = isOutside(viewer, network)
        let (running, ended, open) = try await database.read { db in
            let known = try db.conversations(
                in: network, publicOnly: isPublicOnly, after: nil, limit: ConversationActs.mostOpen, now: now)
            let running = known.filter { $0.isOpen(at: now) }
            let left = try viewer.member.map { try db.unanswered(by: $0.id, of: running.map(\.id), in: network) } ?? []
            let all = try db.conversationCount(in: network, publicOnly: isPublicOnly)
            return (running.count, all - running.count, left.count)
        }
        let state =
            running > 0
            ? ConversationWords.running(running) : ended > 0 ? ConversationWords.ended(ended) : nil
        return [
            AlignLine(
                .conversations, "/conversations", state: state,
                waits: open > 0 ? ConversationWords.toAnswer(open) : nil)
        ]
    }
}

extension Connection {
    /// Those of some conversations in which a member has not answered all that is asked.
    func unanswered(by member: ID, of conversations: [ID], in network: ID) throws -> Set<ID> {
        guard !conversations.isEmpty else { return [] }
        return Set(
            try query(
                """
                SELECT DISTINCT s.conversation_id FROM conversation_statements s
                LEFT JOIN conversation_participants p ON p.network_id = s.network_id
                    AND p.conversation_id = s.conversation_id AND p.member_id = \(member)
                WHERE s.network_id = \(network) AND s.conversation_id IN (\(list: conversations))
                    AND s.state = \(ConversationStatement.State.open)
                    AND NOT EXISTS (SELECT 1 FROM conversation_answers a WHERE a.network_id = s.network_id
                        AND a.conversation_id = s.conversation_id AND a.participant_id = p.id AND a.statement_id = s.id)
                """
            ) { try $0[0] as ID })
    }

    /// Conversations that ended while something waited to be looked at. One that was read in was looked at elsewhere.
    fileprivate func conversationsEndedWaiting(most: Int) throws -> [(network: ID, id: ID)] {
        try query(
            """
            SELECT DISTINCT c.network_id, c.id FROM conversation_statements s
            JOIN conversations c ON c.network_id = s.network_id AND c.id = s.conversation_id
            WHERE s.state = \(ConversationStatement.State.waiting) AND c.closed_at IS NOT NULL
                AND c.is_imported = \(false)
            ORDER BY c.network_id, c.id LIMIT \(most)
            """
        ) { (network: try $0[0], id: try $0[1]) }
    }
}
