/// What conversations keep of a member, for their own data.
extension OwnTable {
    static let ofConversations: [OwnTable] = [
        OwnTable(
            name: "conversations", members: ["host_id"],
            shows: ["id", "question", "background", "who", "opened_at", "closes_at", "closed_at"]),
        OwnTable(
            name: "conversation_participants", members: ["member_id"],
            shows: ["conversation_id", "at", "is_trusted", "is_body"]),
        OwnTable(
            name: "conversation_answers", members: ["participant_id"],
            shows: ["conversation_id", "statement_id", "answer", "number"], through: .conversationParticipants),
        OwnTable(
            name: "conversation_votes", members: ["participant_id"],
            shows: ["conversation_id", "statement_id", "answer", "at"], through: .conversationParticipants),
        OwnTable(
            name: "conversation_statements", members: ["participant_id"],
            shows: ["conversation_id", "number", "words", "state", "reason", "at"], through: .conversationParticipants),
        OwnTable(
            name: "conversation_log", members: ["by_id"],
            shows: ["conversation_id", "statement_id", "step", "reason", "at"]),
        OwnTable(
            name: "conversation_handed", members: ["by_id"],
            shows: ["conversation_id", "statement_id", "outlet", "path", "at"]),
    ]
}

extension OwnTable.Through {
    /// Answers know a number in the conversation; who that is stands in one table.
    static let conversationParticipants = OwnTable.Through(
        table: "conversation_participants", member: "member_id", name: "id")
}
