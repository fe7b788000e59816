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

    fileprivate static let columns: SQL = """
        c.id, c.network_id, c.question, c.background, c.who, c.moderation, c.shows_after, c.host_id, c.opened_at, c.closes_at,
        c.closed_at, c.link_version, c.is_imported
        """
    fileprivate static let statementColumns: SQL = """
        s.id, s.number, s.words, s.state, s.is_seed, s.participant_id, s.at, s.reason
        """
}

extension Conversation {
    fileprivate init(row: Row) throws {
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

extension ConversationStatement {
    fileprivate init(row: Row, from start: Int = 0) throws {
        id = try row[start]
        number = try row[start + 1]
        words = try row[start + 2]
        state = try row[start + 3]
        isSeed = try row[start + 4]
        participantID = try row[start + 5]
        at = try row[start + 6]
        reason = try row[start + 7]
    }
}

extension Connection {
    // MARK: Conversations

    func conversation(_ id: ID, in network: ID) throws -> Conversation? {
        try first(
            "SELECT \(ConversationStore.columns) FROM conversations c WHERE c.network_id = \(network) AND c.id = \(id)"
        ) { try Conversation(row: $0) }
    }

    /// Of which network a conversation is.
    func network(ofConversation id: ID) throws -> ID? {
        try value("SELECT network_id FROM conversations WHERE id = \(id)")
    }

    /// The open ones first, the newest first.
    func conversations(in network: ID, publicOnly: Bool, after: ID?, limit: Int) throws -> [Conversation] {
        let isPublic: SQL = publicOnly ? "AND c.who = \(Conversation.Who.public)" : .empty
        let rest: SQL = after.map { "AND c.id < \($0)" as SQL } ?? .empty
        return try query(
            """
            SELECT \(ConversationStore.columns) FROM conversations c WHERE c.network_id = \(network) \(isPublic) \(rest)
            ORDER BY c.id DESC LIMIT \(limit)
            """
        ) { try Conversation(row: $0) }
    }

    func conversationCount(in network: ID, publicOnly: Bool) throws -> Int {
        let isPublic: SQL = publicOnly ? "AND who = \(Conversation.Who.public)" : .empty
        return try value("SELECT count(*) FROM conversations WHERE network_id = \(network) \(isPublic)") ?? 0
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

    // MARK: What changes with every answer

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
            WHERE c.closed_at IS NULL AND h.told_vote < h.last_vote AND h.told_at <= \(now - ConversationRules.telling)
            ORDER BY h.told_at, h.network_id, h.conversation_id LIMIT 100
            """
        ) { (try $0[0], try $0[1]) }
    }

    // MARK: Statements

    func statement(_ id: ID, in network: ID) throws -> (conversation: ID, statement: ConversationStatement)? {
        try first(
            """
            SELECT s.conversation_id, \(ConversationStore.statementColumns) FROM conversation_statements s
            WHERE s.network_id = \(network) AND s.id = \(id)
            """
        ) { (try $0[0], try ConversationStatement(row: $0, from: 1)) }
    }

    /// All statements in their order.
    func statements(of conversation: ID, in network: ID) throws -> [ConversationStatement] {
        try query(
            """
            SELECT \(ConversationStore.statementColumns) FROM conversation_statements s
            WHERE s.network_id = \(network) AND s.conversation_id = \(conversation) ORDER BY s.number
            """
        ) { try ConversationStatement(row: $0) }
    }

    /// The number of the last statement; 0 where there is none.
    func lastStatement(of conversation: ID, in network: ID) throws -> Int {
        try value(
            """
            SELECT max(number) FROM conversation_statements
            WHERE network_id = \(network) AND conversation_id = \(conversation)
            """) ?? 0
    }

    func statementCounts(of conversation: ID, in network: ID) throws -> [ConversationStatement.State: Int] {
        let rows = try query(
            """
            SELECT state, count(*) FROM conversation_statements
            WHERE network_id = \(network) AND conversation_id = \(conversation) GROUP BY state
            """
        ) { (state: try $0[0] as ConversationStatement.State, count: try $0[1] as Int) }
        return Dictionary(rows.map { ($0.state, $0.count) }, uniquingKeysWith: +)
    }

    /// The same said before, if it was not taken out.
    func statement(saying key: String, in conversation: ID, of network: ID) throws -> ConversationStatement? {
        try first(
            """
            SELECT \(ConversationStore.statementColumns) FROM conversation_statements s
            WHERE s.network_id = \(network) AND s.conversation_id = \(conversation) AND s.words_key = \(key)
                AND s.state <> \(ConversationStatement.State.rejected) ORDER BY s.number LIMIT 1
            """
        ) { try ConversationStatement(row: $0) }
    }

    func insert(_ statement: ConversationStatement, key: String, in conversation: ID, of network: ID) throws {
        try execute(
            """
            INSERT INTO conversation_statements (network_id, id, conversation_id, number, words, words_key, state, is_seed,
                participant_id, at, reason)
            VALUES (\(network), \(statement.id), \(conversation), \(statement.number), \(statement.words), \(key),
                \(statement.state), \(statement.isSeed), \(statement.participantID), \(statement.at), \(statement.reason))
            """)
    }

    func save(_ statement: ConversationStatement, in network: ID) throws {
        try execute(
            """
            UPDATE conversation_statements SET state = \(statement.state), reason = \(statement.reason)
            WHERE network_id = \(network) AND id = \(statement.id)
            """)
    }

    // MARK: What was handed on

    func handed(of conversation: ID, in network: ID) throws -> [(statement: ID, outlet: String, path: String)] {
        try query(
            """
            SELECT statement_id, outlet, path FROM conversation_handed
            WHERE network_id = \(network) AND conversation_id = \(conversation) ORDER BY at, statement_id, outlet
            """
        ) { (try $0[0], try $0[1], try $0[2]) }
    }

    func insertHanded(
        _ statement: ID, to outlet: String, path: String, in conversation: Conversation, by member: ID?, at now: Int64
    ) throws {
        try execute(
            """
            INSERT INTO conversation_handed (network_id, conversation_id, statement_id, outlet, path, at, by_id)
            VALUES (\(conversation.networkID), \(conversation.id), \(statement), \(outlet), \(path), \(now), \(member))
            ON CONFLICT (network_id, conversation_id, statement_id, outlet) DO NOTHING
            """)
    }
}
