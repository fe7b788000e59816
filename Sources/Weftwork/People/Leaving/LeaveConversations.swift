internal import Database

extension Connection {
    /// Answers lose whose they were and stay counted, since others' results stand on them; of what somebody said stays what others
    /// have answered.
    func forgetConversations(of person: ID) throws {
        let members: SQL = "SELECT id FROM memberships WHERE person_id = \(person)"
        let own: SQL = "SELECT id FROM conversation_participants WHERE member_id IN (\(members))"
        try execute(
            """
            UPDATE conversation_heads SET version = version + 1
            WHERE conversation_id IN (SELECT conversation_id FROM conversation_participants WHERE member_id IN (\(members)))
            """)
        try execute(
            """
            UPDATE conversation_statements SET words = '', words_key = ''
            WHERE participant_id IN (\(own)) AND state <> 'open'
            """)
        try execute("UPDATE conversation_statements SET participant_id = NULL WHERE participant_id IN (\(own))")
        try execute("UPDATE conversation_participants SET member_id = NULL WHERE member_id IN (\(members))")
    }
}
