internal import Database

extension ConversationStatement {
    fileprivate static let columns: SQL =
        "s.id, s.number, s.words, s.state, s.is_seed, s.participant_id, s.at, s.reason"

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
    func statement(_ id: ID, in network: ID) throws -> (conversation: ID, statement: ConversationStatement)? {
        try first(
            """
            SELECT s.conversation_id, \(ConversationStatement.columns) FROM conversation_statements s
            WHERE s.network_id = \(network) AND s.id = \(id)
            """
        ) { (try $0[0], try ConversationStatement(row: $0, from: 1)) }
    }

    /// All statements in their order.
    func statements(of conversation: ID, in network: ID) throws -> [ConversationStatement] {
        try query(
            """
            SELECT \(ConversationStatement.columns) FROM conversation_statements s
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
            SELECT \(ConversationStatement.columns) FROM conversation_statements s
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

    /// Takes its place. A row that another has just written begins this transaction anew: `ON CONFLICT` finds what the snapshot does not
    /// show, where a plain insert would fail.
    func insertHanded(
        _ statement: ID, to outlet: String, in conversation: Conversation, by member: ID?, at now: Int64
    ) throws {
        try execute(
            """
            INSERT INTO conversation_handed (network_id, conversation_id, statement_id, outlet, path, at, by_id)
            VALUES (\(conversation.networkID), \(conversation.id), \(statement), \(outlet), '', \(now), \(member))
            ON CONFLICT (network_id, conversation_id, statement_id, outlet) DO NOTHING
            """)
    }

    /// Where it stands now that it was taken in.
    func setHanded(_ statement: ID, to outlet: String, path: String, in conversation: Conversation) throws {
        try execute(
            """
            UPDATE conversation_handed SET path = \(path) WHERE network_id = \(conversation.networkID)
                AND conversation_id = \(conversation.id) AND statement_id = \(statement) AND outlet = \(outlet)
            """)
    }
}
