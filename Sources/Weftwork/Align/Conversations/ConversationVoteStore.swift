internal import Database
internal import Engine

/// A step in what was done about statements.
struct ConversationStep: Sendable {
    enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        case accepted, rejected, appealed, restored, upheld
    }

    let statementID: ID
    let kind: Kind
    let reason: ConversationStatement.Reason?
    let at: Int64
}

extension ConversationParticipant {
    fileprivate static let columns: SQL = "p.id, p.kind, p.member_id, p.at, p.seed"

    fileprivate init(row: Row, from start: Int = 0) throws {
        id = try row[start]
        kind = try row[start + 1]
        memberID = try row[start + 2]
        at = try row[start + 3]
        seed = try row[start + 4]
    }
}

extension Connection {
    // MARK: Who takes part

    func participant(ofMember member: ID, in conversation: ID, of network: ID) throws -> ConversationParticipant? {
        try first(
            """
            SELECT \(ConversationParticipant.columns) FROM conversation_participants p
            WHERE p.network_id = \(network) AND p.conversation_id = \(conversation) AND p.member_id = \(member)
            """
        ) { try ConversationParticipant(row: $0) }
    }

    func participant(ofDevice device: [UInt8], in conversation: ID, of network: ID) throws -> ConversationParticipant? {
        try first(
            """
            SELECT \(ConversationParticipant.columns) FROM conversation_participants p
            WHERE p.network_id = \(network) AND p.conversation_id = \(conversation) AND p.device = \(device)
            """
        ) { try ConversationParticipant(row: $0) }
    }

    func participant(_ id: ID, in conversation: ID, of network: ID) throws -> ConversationParticipant? {
        try first(
            """
            SELECT \(ConversationParticipant.columns) FROM conversation_participants p
            WHERE p.network_id = \(network) AND p.conversation_id = \(conversation) AND p.id = \(id)
            """
        ) { try ConversationParticipant(row: $0) }
    }

    func participants(of conversation: ID, in network: ID) throws -> [ConversationParticipant] {
        try query(
            """
            SELECT \(ConversationParticipant.columns) FROM conversation_participants p
            WHERE p.network_id = \(network) AND p.conversation_id = \(conversation) ORDER BY p.id
            """
        ) { try ConversationParticipant(row: $0) }
    }

    func insert(_ participant: ConversationParticipant, device: [UInt8]?, in conversation: ID, of network: ID) throws {
        try execute(
            """
            INSERT INTO conversation_participants (network_id, conversation_id, id, kind, member_id, device, at, seed, is_trusted)
            VALUES (\(network), \(conversation), \(participant.id), \(participant.kind), \(participant.memberID), \(device),
                \(participant.at), \(participant.seed), NULL)
            """)
    }

    // MARK: Answers

    /// Takes an answer down behind all others; its number.
    func insertVote(
        _ answer: OpinionAnswer, by participant: ID, to statement: ID, in conversation: Conversation, at now: Int64
    ) throws -> Int64 {
        let network = conversation.networkID
        try execute(
            """
            UPDATE conversation_heads SET last_vote = last_vote + 1
            WHERE network_id = \(network) AND conversation_id = \(conversation.id)
            """)
        let number = try head(of: conversation.id, in: network).lastVote
        try execute(
            """
            INSERT INTO conversation_votes (network_id, conversation_id, number, participant_id, statement_id, answer, at)
            VALUES (\(network), \(conversation.id), \(number), \(participant), \(statement), \(answer.number), \(now))
            """)
        try execute(
            """
            INSERT INTO conversation_answers (network_id, conversation_id, participant_id, statement_id, answer, number)
            VALUES (\(network), \(conversation.id), \(participant), \(statement), \(answer.number), \(number))
            ON CONFLICT (network_id, conversation_id, participant_id, statement_id)
            DO UPDATE SET answer = excluded.answer, number = excluded.number
            """)
        return number
    }

    /// What somebody answers now to each statement.
    func answers(of participant: ID, in conversation: ID, of network: ID) throws -> [ID: OpinionAnswer] {
        let rows = try query(
            """
            SELECT statement_id, answer FROM conversation_answers
            WHERE network_id = \(network) AND conversation_id = \(conversation) AND participant_id = \(participant)
            """
        ) { (statement: try $0[0] as ID, answer: try $0[1] as Int) }
        return Dictionary(rows.map { ($0.statement, OpinionAnswer(stored: $0.answer)) }, uniquingKeysWith: { $1 })
    }

    func answer(of participant: ID, to statement: ID, in conversation: ID, of network: ID) throws -> OpinionAnswer? {
        try value(
            """
            SELECT answer FROM conversation_answers WHERE network_id = \(network)
                AND conversation_id = \(conversation) AND participant_id = \(participant)
                AND statement_id = \(statement)
            """, as: Int.self
        ).map(OpinionAnswer.init(stored:))
    }

    /// All answers that hold now.
    func eachAnswer(
        of conversation: ID, in network: ID,
        _ body: (_ participant: ID, _ statement: ID, _ answer: OpinionAnswer) -> Void
    ) throws {
        _ = try query(
            """
            SELECT participant_id, statement_id, answer FROM conversation_answers
            WHERE network_id = \(network) AND conversation_id = \(conversation)
            """
        ) { body(try $0[0], try $0[1], OpinionAnswer(stored: try $0[2])) }
    }

    /// Answers after `number`, with who gave them, in their order.
    func votes(
        of conversation: ID, in network: ID, after number: Int64, limit: Int
    ) throws -> [(number: Int64, statement: ID, answer: OpinionAnswer, by: ConversationParticipant)] {
        try query(
            """
            SELECT v.number, v.statement_id, v.answer, \(ConversationParticipant.columns) FROM conversation_votes v
            JOIN conversation_participants p ON p.network_id = v.network_id AND p.conversation_id = v.conversation_id
                AND p.id = v.participant_id
            WHERE v.network_id = \(network) AND v.conversation_id = \(conversation) AND v.number > \(number)
            ORDER BY v.number LIMIT \(limit)
            """
        ) {
            (try $0[0], try $0[1], OpinionAnswer(stored: try $0[2]), try ConversationParticipant(row: $0, from: 3))
        }
    }

    /// How many people took part, and how many of them came by link.
    func participantCounts(in conversation: ID, of network: ID) throws -> [ConversationParticipant.Kind: Int] {
        let rows = try query(
            """
            SELECT kind, count(*) FROM conversation_participants
            WHERE network_id = \(network) AND conversation_id = \(conversation) GROUP BY kind
            """
        ) { (kind: try $0[0] as ConversationParticipant.Kind, count: try $0[1] as Int) }
        return Dictionary(rows.map { ($0.kind, $0.count) }, uniquingKeysWith: +)
    }

    // MARK: What was done about statements

    func insertStep(
        _ kind: ConversationStep.Kind, _ reason: ConversationStatement.Reason?, of statement: ID, id: ID,
        in conversation: ID, of network: ID, by member: ID?, at now: Int64
    ) throws {
        try execute(
            """
            INSERT INTO conversation_log (network_id, conversation_id, id, statement_id, step, reason, at, by_id)
            VALUES (\(network), \(conversation), \(id), \(statement), \(kind), \(reason), \(now), \(member))
            """)
    }

    func steps(of conversation: ID, in network: ID) throws -> [ConversationStep] {
        try query(
            """
            SELECT statement_id, step, reason, at FROM conversation_log
            WHERE network_id = \(network) AND conversation_id = \(conversation) ORDER BY id DESC LIMIT 500
            """
        ) { ConversationStep(statementID: try $0[0], kind: try $0[1], reason: try $0[2], at: try $0[3]) }
    }
}
