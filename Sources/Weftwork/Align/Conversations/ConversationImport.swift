internal import Database
internal import Engine

extension ConversationActs {
    /// So many answers are written in one transaction: others who write wait no longer than for that.
    static let answersAtOnce = 8_000

    /// Reads in a conversation that was held elsewhere, or here. It is over: nobody answers it, everybody reads what it showed.
    ///
    /// Nobody sees it before it is whole. What was cut off goes on where it stood when the same tables come again from the same
    /// person within a day; tables that are in already are not read in twice.
    ///
    /// - Throws: ``Refusal/invalid(_:)`` with the line that can't be read.
    func readIn(
        question: String, votes: [UInt8], statements: [UInt8]?, by viewer: Viewer, in network: ID, once: Once? = nil,
        atOnce: Int = ConversationActs.answersAtOnce
    ) async throws -> Conversation {
        try Policy.require(.importConversation, viewer)
        let member = try members.own(viewer, in: network)
        let question = try ConversationRules.question(question)
        let content = try ConversationFiles.content(votes: votes, statements: statements, world: world)
        let same = Once(key: question, content: votes + [0] + (statements ?? [])).ofContent("conversation import")
        let begun = try await begin(question, content, member.id, by: viewer, in: network, same, once)
        guard begun.conversation.closedAt == nil else { return begun.conversation }
        var person = 0, part: [(participant: ID, statement: ID, answer: OpinionAnswer)] = [], first: Int64 = 1
        while person < content.people || !part.isEmpty {
            if person < content.people {
                part += content.answers(of: person).map {
                    (begun.people[person], begun.statements[$0.statement], $0.answer)
                }
                person += 1
            }
            guard part.count >= atOnce || person == content.people else { continue }
            let (whole, from) = (part, first)
            try await database.write { db in
                try db.takeTime()
                try db.hold(begun.conversation.id, in: network)
                // Two at once, or one that comes again: what is in is left out.
                let known = try db.head(of: begun.conversation.id, in: network).lastVote
                let rest = Array(whole.dropFirst(Int(max(0, known - from + 1))))
                guard !rest.isEmpty else { return }
                try ConversationFiles.insert(
                    rest, from: known + 1, in: begun.conversation, at: begun.conversation.openedAt, db)
            }
            first += Int64(part.count)
            part = []
        }
        return try await finish(begun.conversation, by: viewer)
    }

    /// A conversation that is being read in: its people and statements in the order of the tables.
    private typealias Begun = (conversation: Conversation, people: [ID], statements: [ID])

    /// Its frame, or that of one that was begun with the same.
    private func begin(
        _ question: String, _ content: ConversationFiles.Content, _ host: ID, by viewer: Viewer, in network: ID,
        _ same: Once, _ once: Once?
    ) async throws -> Begun {
        let now = world.now()
        let made = Conversation(
            id: world.newID(), networkID: network, question: question, background: "", who: .members,
            moderation: .after, showsAfter: 0, hostID: host, openedAt: now, closesAt: nil, closedAt: nil,
            linkVersion: 1, isImported: true)
        // In the order of the tables by their ids, too: so they are found again.
        let people = (0..<content.people).map { _ in world.newID() }.sorted()
        return try await database.write { db in
            for known in [once, same] {
                guard let earlier = try db.earlier(known, by: viewer, in: network),
                    let conversation = try db.conversation(earlier, in: network, whole: false)
                else { continue }
                let numbers = Dictionary(
                    uniqueKeysWithValues: try db.statements(of: earlier, in: network).map { ($0.number, $0.id) })
                return (
                    conversation, try db.participants(of: earlier, in: network).map(\.id).sorted(),
                    content.statements.compactMap { numbers[$0.number] }
                )
            }
            try db.takeTime()
            try db.insert(made)
            for statement in content.statements {
                try db.insert(statement, key: Clean.key(statement.words), in: made.id, of: network)
            }
            try db.insertImported(people, in: made)
            try db.remember(same, object: made.id, by: viewer, in: network, at: now)
            try db.remember(once, object: made.id, by: viewer, in: network, at: now)
            return (made, people, content.statements.map(\.id))
        }
    }

    /// It is whole: from now on it is seen.
    private func finish(_ begun: Conversation, by viewer: Viewer) async throws -> Conversation {
        try await database.write { db in
            guard var conversation = try db.conversation(begun.id, in: begun.networkID, whole: false) else {
                throw Refusal.notFound
            }
            guard conversation.closedAt == nil else { return conversation }
            conversation.closedAt = conversation.openedAt
            try db.save(conversation)
            try db.touch(conversation.id, in: conversation.networkID)
            try record(
                .conversationOpened, conversation, by: viewer, db,
                [("question", .text(conversation.question)), ("imported", .number(1))])
            return conversation
        }
    }

    /// Of imports that were cut off and not taken up again for two days a piece is taken away; what is left goes another time. Of some
    /// at once, each by itself: one that can't be cleared keeps none of those behind it.
    func clearCutImports(
        atOnce: Int = ConversationActs.answersAtOnce, failed: @escaping @Sendable (ID, any Error) -> Void
    ) async throws {
        let cut = try await database.read { db in try db.cutImports(before: world.now() - 2 * OnceStore.lifetime) }
        await SweepService.each(cut, \.id, failed: failed) { cut in
            try await database.write { db in try db.clear(cut, answers: atOnce) }
        }
    }
}

extension Connection {
    /// People of an imported conversation, many at a time.
    fileprivate func insertImported(_ people: [ID], in conversation: Conversation) throws {
        let batch = ConversationFiles.batch
        for start in stride(from: 0, to: people.count, by: batch) {
            let rows = people[start..<min(start + batch, people.count)].map { person -> SQL in
                """
                (\(conversation.networkID), \(conversation.id), \(person), \(ConversationParticipant.Kind.imported),
                    \(conversation.openedAt), 0)
                """
            }.joined(separator: ", ")
            try execute(
                "INSERT INTO conversation_participants (network_id, conversation_id, id, kind, at, seed) VALUES \(rows)"
            )
        }
    }

    fileprivate func cutImports(before moment: Int64) throws -> [Conversation] {
        try query(
            """
            SELECT \(ConversationStore.columns) FROM conversations c
            WHERE c.closed_at IS NULL AND c.is_imported = \(true) AND c.opened_at < \(moment) ORDER BY c.opened_at LIMIT 20
            """
        ) { try Conversation(row: $0) }
    }

    /// So many answers, from the last on; when none is left, so many of its people; when no more are left than that, the whole.
    fileprivate func clear(_ cut: Conversation, answers: Int) throws {
        try takeTime()
        let last = try head(of: cut.id, in: cut.networkID).lastVote, left = max(0, last - Int64(answers))
        let people: Int = try left > 0 ? 0 : importedPeople(in: cut), isLast = left == 0 && people <= answers
        try execute(
            """
            DELETE FROM conversation_answers WHERE network_id = \(cut.networkID) AND conversation_id = \(cut.id)
                AND number > \(left) AND participant_id IN (SELECT participant_id FROM conversation_votes
                    WHERE network_id = \(cut.networkID) AND conversation_id = \(cut.id) AND number > \(left))
            """)
        for table in isLast ? ConversationStore.parts : [] {
            try execute("DELETE FROM \(table) WHERE network_id = \(cut.networkID) AND conversation_id = \(cut.id)")
        }
        guard !isLast else {
            try execute("DELETE FROM conversations WHERE network_id = \(cut.networkID) AND id = \(cut.id)")
            return
        }
        try execute(
            """
            DELETE FROM conversation_votes WHERE network_id = \(cut.networkID) AND conversation_id = \(cut.id)
                AND number > \(left)
            """)
        try execute(
            """
            UPDATE conversation_heads SET last_vote = \(left)
            WHERE network_id = \(cut.networkID) AND conversation_id = \(cut.id)
            """)
        guard left == 0 else { return }
        try execute(
            """
            DELETE FROM conversation_participants WHERE network_id = \(cut.networkID) AND conversation_id = \(cut.id)
                AND id IN (SELECT id FROM conversation_participants
                    WHERE network_id = \(cut.networkID) AND conversation_id = \(cut.id) ORDER BY id LIMIT \(answers))
            """)
    }

    private func importedPeople(in cut: Conversation) throws -> Int {
        try value(
            """
            SELECT count(*) FROM conversation_participants
            WHERE network_id = \(cut.networkID) AND conversation_id = \(cut.id)
            """) ?? 0
    }
}
