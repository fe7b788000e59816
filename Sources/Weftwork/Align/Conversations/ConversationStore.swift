internal import Database

enum ConversationStore {
    static let migration = Migration(
        "2026-11-26 conversations",
        [
            """
            CREATE TABLE conversations (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, question TEXT NOT NULL, background TEXT NOT NULL,
                who TEXT NOT NULL, moderation TEXT NOT NULL, shows_after \(.int) NOT NULL, host_id \(.id) NOT NULL,
                opened_at \(.int) NOT NULL, closes_at \(.int), closed_at \(.int), link_version \(.int) NOT NULL,
                is_imported \(.bool) NOT NULL, PRIMARY KEY (network_id, id)
            ) \(.strict)
            """,
            "CREATE INDEX conversations_closes ON conversations (closes_at) WHERE closed_at IS NULL",
            """
            CREATE TABLE conversation_heads (
                network_id \(.id) NOT NULL, conversation_id \(.id) NOT NULL, last_vote \(.int) NOT NULL,
                version \(.int) NOT NULL, told_at \(.int) NOT NULL, told_vote \(.int) NOT NULL,
                PRIMARY KEY (network_id, conversation_id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE conversation_statements (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, conversation_id \(.id) NOT NULL, number \(.int) NOT NULL,
                words TEXT NOT NULL, words_key TEXT NOT NULL, state TEXT NOT NULL, is_seed \(.bool) NOT NULL,
                participant_id \(.id), at \(.int) NOT NULL, reason TEXT, PRIMARY KEY (network_id, id)
            ) \(.strict)
            """,
            """
            CREATE UNIQUE INDEX conversation_statements_number
                ON conversation_statements (network_id, conversation_id, number)
            """,
            """
            CREATE TABLE conversation_participants (
                network_id \(.id) NOT NULL, conversation_id \(.id) NOT NULL, id \(.id) NOT NULL, kind TEXT NOT NULL,
                member_id \(.id), device \(.blob), at \(.int) NOT NULL, seed \(.int) NOT NULL, is_trusted \(.bool),
                is_body \(.bool),
                PRIMARY KEY (network_id, conversation_id, id)
            ) \(.keyed)
            """,
            """
            CREATE UNIQUE INDEX conversation_participants_member
                ON conversation_participants (network_id, conversation_id, member_id) WHERE member_id IS NOT NULL
            """,
            """
            CREATE UNIQUE INDEX conversation_participants_device
                ON conversation_participants (network_id, conversation_id, device) WHERE device IS NOT NULL
            """,
            "CREATE INDEX conversation_participants_of ON conversation_participants (network_id, member_id)",
            // Every answer as it came: nothing is ever changed here.
            """
            CREATE TABLE conversation_votes (
                network_id \(.id) NOT NULL, conversation_id \(.id) NOT NULL, number \(.int) NOT NULL,
                participant_id \(.id) NOT NULL, statement_id \(.id) NOT NULL, answer \(.int) NOT NULL,
                at \(.int) NOT NULL, PRIMARY KEY (network_id, conversation_id, number)
            ) \(.keyed)
            """,
            // The latest of each person to each statement: the key holds that nobody counts twice.
            """
            CREATE TABLE conversation_answers (
                network_id \(.id) NOT NULL, conversation_id \(.id) NOT NULL, participant_id \(.id) NOT NULL,
                statement_id \(.id) NOT NULL, answer \(.int) NOT NULL, number \(.int) NOT NULL,
                PRIMARY KEY (network_id, conversation_id, participant_id, statement_id)
            ) \(.keyed)
            """,
            // What was done about statements, for everybody to read: never with the words.
            """
            CREATE TABLE conversation_log (
                network_id \(.id) NOT NULL, conversation_id \(.id) NOT NULL, id \(.id) NOT NULL,
                statement_id \(.id) NOT NULL, step TEXT NOT NULL, reason TEXT, at \(.int) NOT NULL, by_id \(.id),
                PRIMARY KEY (network_id, conversation_id, id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE conversation_handed (
                network_id \(.id) NOT NULL, conversation_id \(.id) NOT NULL, statement_id \(.id) NOT NULL,
                outlet TEXT NOT NULL, path TEXT NOT NULL, at \(.int) NOT NULL, by_id \(.id),
                PRIMARY KEY (network_id, conversation_id, statement_id, outlet)
            ) \(.keyed)
            """,
        ])

    /// What goes with a conversation that was never whole.
    static let parts: [SQL] = [
        "conversation_votes", "conversation_answers", "conversation_participants", "conversation_statements",
        "conversation_heads",
    ]

    /// One that is still being read in is nobody's to see.
    fileprivate static let whole: SQL = "(c.is_imported = \(false) OR c.closed_at IS NOT NULL)"

    static let columns: SQL = """
        c.id, c.network_id, c.question, c.background, c.who, c.moderation, c.shows_after, c.host_id, c.opened_at, c.closes_at,
        c.closed_at, c.link_version, c.is_imported
        """
}

/// Behind which conversation a list goes on, and whether that one was over when it was shown: one that ends meanwhile hides no other.
struct ConversationCursor: Sendable, Equatable, CustomStringConvertible {
    let id: ID
    let isOver: Bool

    private static let mark = "over-"

    init(_ conversation: Conversation, now: Int64) {
        (id, isOver) = (conversation.id, !conversation.isOpen(at: now))
    }

    init?(_ text: String) {
        isOver = text.hasPrefix(ConversationCursor.mark)
        guard let id = ID(isOver ? String(text.dropFirst(ConversationCursor.mark.count)) : text) else { return nil }
        self.id = id
    }

    var description: String { isOver ? "\(ConversationCursor.mark)\(id)" : id.description }
}

extension Conversation {
    init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        question = try row[2]
        background = try row[3]
        who = try row[4]
        moderation = try row[5]
        showsAfter = try row[6]
        hostID = try row[7]
        openedAt = try row[8]
        closesAt = try row[9]
        closedAt = try row[10]
        linkVersion = try row[11]
        isImported = try row[12]
    }
}

extension Connection {
    /// - Parameter whole: whether one that is still being read in is left out.
    func conversation(_ id: ID, in network: ID, whole: Bool = true) throws -> Conversation? {
        let isSeen: SQL = whole ? "AND \(ConversationStore.whole)" : .empty
        return try first(
            """
            SELECT \(ConversationStore.columns) FROM conversations c
            WHERE c.network_id = \(network) AND c.id = \(id) \(isSeen)
            """
        ) { try Conversation(row: $0) }
    }

    /// Of which network a conversation is.
    func network(ofConversation id: ID) throws -> ID? {
        try value("SELECT network_id FROM conversations WHERE id = \(id)")
    }

    /// The open ones first, of those and of the others the newest first.
    func conversations(
        in network: ID, publicOnly: Bool, after: ConversationCursor?, limit: Int, now: Int64
    ) throws -> [Conversation] {
        let isPublic: SQL = publicOnly ? "AND c.who = \(Conversation.Who.public)" : .empty
        let isOver: SQL = """
            CASE WHEN c.closed_at IS NULL AND (c.closes_at IS NULL OR c.closes_at > \(now)) THEN 0 ELSE 1 END
            """
        let rest: SQL =
            after.map { after in
                let place = after.isOver ? 1 : 0
                return "AND (\(isOver) > \(place) OR (\(isOver) = \(place) AND c.id < \(after.id)))"
            } ?? .empty
        return try query(
            """
            SELECT \(ConversationStore.columns) FROM conversations c
            WHERE c.network_id = \(network) AND \(ConversationStore.whole) \(isPublic) \(rest)
            ORDER BY \(isOver), c.id DESC LIMIT \(limit)
            """
        ) { try Conversation(row: $0) }
    }

    /// Those that were asked last, whether they are over or not.
    func newestConversations(in network: ID, limit: Int) throws -> [Conversation] {
        try query(
            """
            SELECT \(ConversationStore.columns) FROM conversations c
            WHERE c.network_id = \(network) AND \(ConversationStore.whole) ORDER BY c.id DESC LIMIT \(limit)
            """
        ) { try Conversation(row: $0) }
    }

    func conversationCount(in network: ID, publicOnly: Bool) throws -> Int {
        let isPublic: SQL = publicOnly ? "AND c.who = \(Conversation.Who.public)" : .empty
        return try value(
            """
            SELECT count(*) FROM conversations c
            WHERE c.network_id = \(network) AND \(ConversationStore.whole) \(isPublic)
            """) ?? 0
    }

    func conversationsToClose(by now: Int64) throws -> [Conversation] {
        try query(
            """
            SELECT \(ConversationStore.columns) FROM conversations c
            WHERE c.closed_at IS NULL AND c.closes_at <= \(now) ORDER BY c.closes_at, c.id LIMIT 100
            """
        ) { try Conversation(row: $0) }
    }

    func insert(_ conversation: Conversation) throws {
        try execute(
            """
            INSERT INTO conversations (network_id, id, question, background, who, moderation, shows_after, host_id, opened_at,
                closes_at, closed_at, link_version, is_imported)
            VALUES (\(conversation.networkID), \(conversation.id), \(conversation.question), \(conversation.background),
                \(conversation.who), \(conversation.moderation), \(conversation.showsAfter), \(conversation.hostID),
                \(conversation.openedAt), \(conversation.closesAt), \(conversation.closedAt), \(conversation.linkVersion),
                \(conversation.isImported))
            """)
        try execute(
            """
            INSERT INTO conversation_heads (network_id, conversation_id, last_vote, version, told_at, told_vote)
            VALUES (\(conversation.networkID), \(conversation.id), 0, 0, 0, 0)
            """)
    }

    func save(_ conversation: Conversation) throws {
        try execute(
            """
            UPDATE conversations SET question = \(conversation.question), background = \(conversation.background),
                moderation = \(conversation.moderation), shows_after = \(conversation.showsAfter),
                host_id = \(conversation.hostID), closes_at = \(conversation.closesAt),
                closed_at = \(conversation.closedAt), link_version = \(conversation.linkVersion)
            WHERE network_id = \(conversation.networkID) AND id = \(conversation.id)
            """)
    }
}
