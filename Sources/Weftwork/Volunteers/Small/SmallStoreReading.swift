internal import Database
internal import Engine

/// What tasks are read with: answers with the keys of whoever gave them, what they are cut from.
extension Connection {
    /// What was answered; nothing once whoever did is forgotten.
    func smallAnswer(of task: SmallTask, vault: Vault) throws -> SmallAnswer? {
        try first(
            """
            SELECT t.answer, k.wrapped, m.person_id FROM small_tasks t
            JOIN memberships m ON m.network_id = t.network_id AND m.id = t.doer_id
            LEFT JOIN subject_keys k ON k.subject_id = m.person_id
            WHERE t.network_id = \(task.networkID) AND t.id = \(task.id) AND t.answer IS NOT NULL
            """
        ) { row in
            vault.value(SmallAnswer.self, in: try row[0], wrapped: try row[1], of: try row[2], context: task.id.bytes)
        } ?? nil
    }

    /// What the second person said.
    func smallCheck(of task: SmallTask, vault: Vault) throws -> SmallCheck? {
        try first(
            """
            SELECT c.member_id, c.is_right, c.words, k.wrapped, m.person_id, c.at FROM small_checks c
            JOIN memberships m ON m.network_id = c.network_id AND m.id = c.member_id
            LEFT JOIN subject_keys k ON k.subject_id = m.person_id
            WHERE c.network_id = \(task.networkID) AND c.task_id = \(task.id)
            """
        ) { row in
            let box: [UInt8]? = try row[2], wrapped: [UInt8]? = try row[3], person: ID = try row[4]
            let words = box.flatMap {
                vault.value(String.self, in: $0, wrapped: wrapped, of: person, context: task.id.bytes)
            }
            return SmallCheck(memberID: try row[0], isRight: try row[1], words: words, at: try row[5])
        }
    }

    /// Public needs on the board with their lines, the newest first: what tasks are cut from.
    func publicNeeds(in network: ID, limit: Int) throws -> [Need] {
        try query(
            """
            SELECT \(NeedStore.columns), n.lines_json FROM needs n
            WHERE n.network_id = \(network) AND n.phase = \(Need.Phase.board) AND n.audience = \(Audience.public)
                AND n.hidden IS NULL
            ORDER BY n.id DESC LIMIT \(limit)
            """
        ) { row in
            var need = try Need(row: row)
            need.lines = NeedLine.read(try row.utf8(NeedStore.columnCount), most: 100)
            return need
        }
    }

    /// Keys of institutions whose number is verified already.
    func knownInstitutionKeys(in network: ID, at now: Int64) throws -> Set<Int64> {
        Set(
            try query(
                """
                SELECT institution_key FROM known_institutions
                WHERE network_id = \(network) AND ended_at IS NULL AND until > \(now) LIMIT 5000
                """
            ) { try $0[0] as Int64 })
    }

    /// Whether somebody has said of two needs that they are two, or the desk compares them already.
    func isSettledPair(_ one: ID, _ two: ID, in network: ID) throws -> Bool {
        try value(
            """
            SELECT 1 WHERE EXISTS (SELECT 1 FROM distinct_pairs WHERE network_id = \(network)
                    AND need_id = \(one) AND other_id = \(two))
                OR EXISTS (SELECT 1 FROM need_doubles WHERE network_id = \(network)
                    AND need_id = \(one) AND other_id = \(two))
            """, as: Int64.self) != nil
    }

    /// What a volunteer has put into the other language and a second has looked at.
    func translation(of need: ID, in network: ID) throws -> SmallTask? {
        try smallTasks(
            in: network,
            where: """
                t.need_id = \(need) AND t.kind = \(SmallTask.Kind.translate) AND t.state = \(SmallTask.State.accepted)
                """, order: "t.id DESC", limit: 1
        ).first
    }

    /// What small tasks have found out about a need and nobody has taken over or laid aside.
    func smallProposals(for need: ID, in network: ID) throws -> [SmallTask] {
        try smallTasks(
            in: network,
            where: """
                t.need_id = \(need) AND t.kind IN ('findNumber', 'sortList') AND t.state = \(SmallTask.State.accepted)
                    AND t.used_at IS NULL
                """, order: "t.id", limit: 10)
    }

    /// The newest numbers that were found, whichever need of the institution they were cut from.
    func foundNumber(stamp: String, in network: ID) throws -> SmallTask? {
        try smallTasks(
            in: network, where: "t.stamp = \(stamp) AND t.state = \(SmallTask.State.accepted)", order: "t.id DESC",
            limit: 1
        ).first
    }

    // MARK: What time does

    /// Tasks that are open or wait, the oldest first: is what they were cut from still there?
    func smallTasksUnderWay(after: ID?, limit: Int) throws -> [SmallTask] {
        let later: SQL = after.map { "t.id > \($0) AND " } ?? ""
        return try query(
            """
            SELECT \(SmallTask.columns) FROM small_tasks t
            WHERE \(later)t.state IN ('open', 'done', 'disputed') ORDER BY t.id LIMIT \(limit)
            """, SmallTask.init(row:))
    }

    private func pastKeeping(at now: Int64) -> SQL {
        """
        t.settled_at < \(Retention.cutoff(.contacts, network: "t.network_id", now: now))
            AND EXISTS (SELECT 1 FROM needs n WHERE n.network_id = t.network_id AND n.id = t.need_id AND n.phase = \(Need.Phase.ended))
        """
    }

    func hasSmallAnswersToBlank(at now: Int64) throws -> Bool {
        try value(
            """
            SELECT 1 FROM small_tasks t LEFT JOIN small_checks c ON c.network_id = t.network_id AND c.task_id = t.id
            WHERE (t.answer IS NOT NULL OR c.words IS NOT NULL OR c.decided_words IS NOT NULL) AND \(pastKeeping(at: now))
            LIMIT 1
            """, as: Int64.self) != nil
    }

    /// What was said goes some time after the need it was about has ended; that it was done stays on the record.
    func blankSmallAnswers(at now: Int64) throws {
        let old = pastKeeping(at: now)
        try execute(
            """
            UPDATE small_checks SET words = NULL, decided_words = NULL
            WHERE (words IS NOT NULL OR decided_words IS NOT NULL) AND EXISTS (SELECT 1 FROM small_tasks t
                WHERE t.network_id = small_checks.network_id AND t.id = small_checks.task_id AND \(old))
            """)
        try execute(
            """
            UPDATE small_tasks SET answer = NULL WHERE answer IS NOT NULL AND id IN (
                SELECT t.id FROM small_tasks t WHERE t.answer IS NOT NULL AND \(old))
            """)
    }
}
