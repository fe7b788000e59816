internal import Database
internal import Engine

enum SmallStore {
    static let migration = Migration(
        "2026-11-26 small tasks",
        [
            """
            CREATE TABLE small_tasks (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, kind TEXT NOT NULL, need_id \(.id) NOT NULL, other_id \(.id),
                stamp TEXT NOT NULL, rank \(.int) NOT NULL, state TEXT NOT NULL, cut_at \(.int) NOT NULL, lock_by \(.id),
                lock_until \(.int) NOT NULL, doer_id \(.id), answer \(.blob), done_at \(.int), settled_at \(.int),
                used_at \(.int), PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            // Two servers that cut at once cut it once.
            "CREATE UNIQUE INDEX small_tasks_stamp ON small_tasks (network_id, stamp)",
            "CREATE INDEX small_tasks_state ON small_tasks (network_id, state, rank, cut_at)",
            "CREATE INDEX small_tasks_need ON small_tasks (network_id, need_id)",
            "CREATE INDEX small_tasks_doer ON small_tasks (network_id, doer_id, done_at)",
            """
            CREATE TABLE small_checks (
                network_id \(.id) NOT NULL, task_id \(.id) NOT NULL, member_id \(.id) NOT NULL, is_right \(.bool) NOT NULL,
                words \(.blob), at \(.int) NOT NULL, decided_by \(.id), decided_right \(.bool), decided_words \(.blob),
                decided_at \(.int), PRIMARY KEY (network_id, task_id)
            ) \(.keyed)
            """,
            "CREATE INDEX small_checks_member ON small_checks (network_id, member_id, at)",
            """
            CREATE TABLE small_skips (
                network_id \(.id) NOT NULL, task_id \(.id) NOT NULL, member_id \(.id) NOT NULL, reason TEXT NOT NULL,
                at \(.int) NOT NULL, PRIMARY KEY (network_id, task_id, member_id)
            ) \(.keyed)
            """,
        ])
}

extension SmallTask {
    static let columns: SQL = """
        t.id, t.network_id, t.kind, t.need_id, t.other_id, t.stamp, t.rank, t.state, t.cut_at, t.lock_by, t.lock_until,
        t.doer_id, t.done_at, t.settled_at, t.used_at
        """

    init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        kind = try row[2]
        needID = try row[3]
        otherID = try row[4]
        stamp = try row[5]
        rank = try row[6]
        state = try row[7]
        cutAt = try row[8]
        lockBy = try row[9]
        lockUntil = try row[10]
        doerID = try row[11]
        doneAt = try row[12]
        settledAt = try row[13]
        usedAt = try row[14]
    }
}

extension Connection {
    func smallTask(_ id: ID, in network: ID) throws -> SmallTask? {
        try first(
            "SELECT \(SmallTask.columns) FROM small_tasks t WHERE t.network_id = \(network) AND t.id = \(id)",
            SmallTask.init(row:))
    }

    func smallTasks(in network: ID, where condition: SQL, order: SQL, limit: Int) throws -> [SmallTask] {
        try query(
            """
            SELECT \(SmallTask.columns) FROM small_tasks t WHERE t.network_id = \(network) AND \(condition)
            ORDER BY \(order) LIMIT \(limit)
            """, SmallTask.init(row:))
    }

    /// Adds it, unless it is there already.
    func insert(_ task: SmallTask) throws {
        try execute(
            """
            INSERT INTO small_tasks (network_id, id, kind, need_id, other_id, stamp, rank, state, cut_at, lock_until)
            VALUES (\(task.networkID), \(task.id), \(task.kind), \(task.needID), \(task.otherID), \(task.stamp), \(task.rank),
                \(task.state), \(task.cutAt), 0)
            ON CONFLICT (network_id, stamp) DO NOTHING
            """)
    }

    /// Which of these have been cut before, whatever became of them.
    func knownStamps(_ stamps: [String], in network: ID) throws -> Set<String> {
        guard !stamps.isEmpty else { return [] }
        return Set(
            try query("SELECT stamp FROM small_tasks WHERE network_id = \(network) AND stamp IN (\(list: stamps))") {
                try $0[0] as String
            })
    }

    func smallCounts(_ state: SmallTask.State, in network: ID) throws -> [SmallTask.Kind: Int] {
        let pairs = try query(
            """
            SELECT kind, count(*) FROM small_tasks WHERE network_id = \(network) AND state = \(state)
            GROUP BY kind ORDER BY kind
            """
        ) { (try $0[0] as SmallTask.Kind, try $0[1] as Int) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    // MARK: Whose it is

    /// Takes it into somebody's hands for a while; false where another has it, or it has moved on.
    func lock(_ task: SmallTask, for member: ID, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE small_tasks SET lock_by = \(member), lock_until = \(now + SmallRules.lockLength)
            WHERE network_id = \(task.networkID) AND id = \(task.id) AND state = \(task.state)
                AND (lock_until <= \(now) OR lock_by = \(member))
            """) == 1
    }

    func unlock(_ task: SmallTask, of member: ID) throws {
        try execute(
            """
            UPDATE small_tasks SET lock_by = NULL, lock_until = 0
            WHERE network_id = \(task.networkID) AND id = \(task.id) AND lock_by = \(member)
            """)
    }

    /// What somebody has in their hands now.
    func heldSmallTasks(by member: ID, in network: ID, at now: Int64) throws -> [SmallTask] {
        try smallTasks(
            in: network, where: "t.lock_by = \(member) AND t.lock_until > \(now) AND t.state IN ('open', 'done')",
            order: "t.lock_until, t.id", limit: 20)
    }

    /// What somebody could do next, or check: free, not passed on by them before, the most urgent first.
    func freeSmallTasks(
        for member: Member, toCheck: Bool, kind: SmallTask.Kind?, at now: Int64, limit: Int
    ) throws -> [SmallTask] {
        let only: SQL = kind.map { " AND t.kind = \($0)" } ?? ""
        let vouched: SQL =
            member.standing >= .vouched
            ? ""
            : """
             AND EXISTS (SELECT 1 FROM memberships m WHERE m.network_id = t.network_id AND m.id = t.doer_id
                AND m.standing >= \(Standing.vouched) AND m.state IN ('welcomed', 'active', 'dormant'))
            """
        let mine: SQL =
            toCheck
            ? "t.state = \(SmallTask.State.done) AND t.doer_id <> \(member.id)\(vouched)"
            : "t.state = \(SmallTask.State.open)"
        return try smallTasks(
            in: member.networkID,
            where: """
                \(mine)\(only) AND (t.lock_until <= \(now) OR t.lock_by = \(member.id)) AND NOT EXISTS (
                    SELECT 1 FROM small_skips s WHERE s.network_id = t.network_id AND s.task_id = t.id
                        AND s.member_id = \(member.id))
                """, order: "t.rank, t.cut_at, t.id", limit: limit)
    }

    func skip(_ task: SmallTask, by member: ID, _ reason: SmallSkip, at now: Int64) throws {
        try execute(
            """
            INSERT INTO small_skips (network_id, task_id, member_id, reason, at)
            VALUES (\(task.networkID), \(task.id), \(member), \(reason), \(now))
            ON CONFLICT (network_id, task_id, member_id) DO UPDATE SET reason = excluded.reason, at = excluded.at
            """)
    }

    func skipCount(of task: SmallTask) throws -> Int {
        try value("SELECT count(*) FROM small_skips WHERE network_id = \(task.networkID) AND task_id = \(task.id)") ?? 0
    }

    func doneCount(by member: ID, in network: ID, since moment: Int64) throws -> Int {
        try value(
            """
            SELECT count(*) FROM small_tasks
            WHERE network_id = \(network) AND doer_id = \(member) AND done_at > \(moment)
            """) ?? 0
    }

    // MARK: What becomes of it

    /// Keeps an answer; false where it went to somebody else meanwhile.
    func answer(_ task: SmallTask, _ box: [UInt8], by member: ID, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE small_tasks SET state = \(SmallTask.State.done), doer_id = \(member), answer = \(box), done_at = \(now),
                lock_by = NULL, lock_until = 0
            WHERE network_id = \(task.networkID) AND id = \(task.id) AND state = \(SmallTask.State.open)
                AND lock_by = \(member)
            """) == 1
    }

    /// Moves it on from where it was read.
    /// - Parameter isFreed: the same may be cut again.
    func move(_ task: SmallTask, to state: SmallTask.State, isFreed: Bool = false, at now: Int64) throws -> Bool {
        let stamp: SQL = isFreed ? ", stamp = \("\(task.stamp) \(task.id)")" : ""
        let settled: SQL = state == .disputed ? "" : ", settled_at = \(now)"
        return try execute(
            """
            UPDATE small_tasks SET state = \(state), lock_by = NULL, lock_until = 0\(settled)\(stamp)
            WHERE network_id = \(task.networkID) AND id = \(task.id) AND state = \(task.state)
            """) == 1
    }

    /// - Parameter isFreed: the same may be cut again.
    func setUsed(_ task: SmallTask, isFreed: Bool = false, at now: Int64) throws -> Bool {
        let stamp: SQL = isFreed ? ", stamp = \("\(task.stamp) \(task.id)")" : ""
        return try execute(
            """
            UPDATE small_tasks SET used_at = \(now)\(stamp)
            WHERE network_id = \(task.networkID) AND id = \(task.id) AND state = \(SmallTask.State.accepted)
                AND used_at IS NULL
            """) == 1
    }

    func insertCheck(_ task: SmallTask, by member: ID, isRight: Bool, _ words: [UInt8]?, at now: Int64) throws {
        try execute(
            """
            INSERT INTO small_checks (network_id, task_id, member_id, is_right, words, at)
            VALUES (\(task.networkID), \(task.id), \(member), \(isRight), \(words), \(now))
            """)
    }

    func decide(_ task: SmallTask, by member: ID, isRight: Bool, _ words: [UInt8]?, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE small_checks SET decided_by = \(member), decided_right = \(isRight), decided_words = \(words),
                decided_at = \(now)
            WHERE network_id = \(task.networkID) AND task_id = \(task.id) AND decided_at IS NULL
            """) == 1
    }
}
