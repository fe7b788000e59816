internal import Database

enum RenewalStore {
    static let migration = Migration(
        "2026-11-26 renewals",
        [
            """
            CREATE TABLE renewals (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, reason TEXT NOT NULL, words TEXT NOT NULL, by_id \(.id) NOT NULL,
                started_at \(.int) NOT NULL, version \(.int) NOT NULL, new_version \(.int), ended_at \(.int), outcome TEXT,
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX renewals_open ON renewals (network_id) WHERE ended_at IS NULL",
            """
            CREATE TABLE renewal_steps (
                network_id \(.id) NOT NULL, renewal_id \(.id) NOT NULL, kind \(.int) NOT NULL, id \(.id) NOT NULL,
                owner_id \(.id) NOT NULL, started_at \(.int), due_at \(.int), done_at \(.int), done_by \(.id),
                words TEXT NOT NULL, PRIMARY KEY (network_id, renewal_id, kind)
            ) \(.keyed)
            """,
            "CREATE INDEX renewal_steps_id ON renewal_steps (network_id, id)",
            // Which goals of the road map a renewal has set; what they say stands there alone.
            """
            CREATE TABLE renewal_goals (
                network_id \(.id) NOT NULL, renewal_id \(.id) NOT NULL, id \(.id) NOT NULL,
                PRIMARY KEY (network_id, renewal_id, id)
            ) \(.keyed)
            """,
        ])

    /// The mindset check that goes with a renewal.
    static let mindset = Migration(
        "2026-11-27 mindset checks of renewals", ["ALTER TABLE renewals ADD COLUMN sheet_id \(.id)"])

    /// All are told once that it began.
    static let telling = Migration(
        "2026-11-28 telling of renewals", ["ALTER TABLE renewals ADD COLUMN told_at \(.int)"])

    fileprivate static let columns: SQL = """
        r.id, r.network_id, r.reason, r.words, r.by_id, r.started_at, r.version, r.new_version, r.ended_at, r.outcome, r.sheet_id
        """
    fileprivate static let step: SQL = """
        s.id, s.renewal_id, s.network_id, s.kind, s.owner_id, s.started_at, s.due_at, s.done_at, s.done_by, s.words
        """
}

extension Renewal {
    fileprivate init(row: Row) throws {
        (id, networkID, reason, words, byID) = (try row[0], try row[1], try row[2], try row[3], try row[4])
        (startedAt, version, newVersion, endedAt, outcome) = (
            try row[5], try row[6], try row[7], try row[8], try row[9]
        )
        sheetID = try row[10]
    }
}

extension RenewalStep {
    fileprivate init(row: Row) throws {
        (id, renewalID, networkID, kind, ownerID) = (try row[0], try row[1], try row[2], try row[3], try row[4])
        (startedAt, dueAt, doneAt, doneByID, words) = (try row[5], try row[6], try row[7], try row[8], try row[9])
    }
}

extension Connection {
    func renewal(_ id: ID, in network: ID) throws -> Renewal? {
        try first(
            "SELECT \(RenewalStore.columns) FROM renewals r WHERE r.network_id = \(network) AND r.id = \(id)",
            Renewal.init(row:))
    }

    func renewalOpen(in network: ID) throws -> Renewal? {
        try first(
            "SELECT \(RenewalStore.columns) FROM renewals r WHERE r.network_id = \(network) AND r.ended_at IS NULL",
            Renewal.init(row:))
    }

    /// The newest first.
    func renewals(of network: ID, limit: Int = 20) throws -> [Renewal] {
        try query(
            """
            SELECT \(RenewalStore.columns) FROM renewals r WHERE r.network_id = \(network)
            ORDER BY r.started_at DESC, r.id DESC LIMIT \(limit)
            """, Renewal.init(row:))
    }

    func openRenewals(limit: Int) throws -> [Renewal] {
        try query(
            "SELECT \(RenewalStore.columns) FROM renewals r WHERE r.ended_at IS NULL ORDER BY r.id LIMIT \(limit)",
            Renewal.init(row:))
    }

    func save(_ renewal: Renewal) throws {
        try execute(
            """
            INSERT INTO renewals (network_id, id, reason, words, by_id, started_at, version, new_version, ended_at, outcome,
                sheet_id)
            VALUES (\(renewal.networkID), \(renewal.id), \(renewal.reason), \(renewal.words), \(renewal.byID),
                \(renewal.startedAt), \(renewal.version), \(renewal.newVersion), \(renewal.endedAt), \(renewal.outcome),
                \(renewal.sheetID))
            ON CONFLICT (network_id, id) DO UPDATE SET new_version = excluded.new_version, ended_at = excluded.ended_at,
                outcome = excluded.outcome, sheet_id = excluded.sheet_id
            """)
    }

    func renewalSteps(of renewal: ID, in network: ID) throws -> [RenewalStep] {
        try query(
            """
            SELECT \(RenewalStore.step) FROM renewal_steps s
            WHERE s.network_id = \(network) AND s.renewal_id = \(renewal) ORDER BY s.kind
            """, RenewalStep.init(row:))
    }

    func renewalStep(_ id: ID, in network: ID) throws -> RenewalStep? {
        try first(
            "SELECT \(RenewalStore.step) FROM renewal_steps s WHERE s.network_id = \(network) AND s.id = \(id)",
            RenewalStep.init(row:))
    }

    func save(_ step: RenewalStep) throws {
        try execute(
            """
            INSERT INTO renewal_steps (network_id, renewal_id, kind, id, owner_id, started_at, due_at, done_at, done_by, words)
            VALUES (\(step.networkID), \(step.renewalID), \(step.kind), \(step.id), \(step.ownerID), \(step.startedAt),
                \(step.dueAt), \(step.doneAt), \(step.doneByID), \(step.words))
            ON CONFLICT (network_id, renewal_id, kind) DO UPDATE SET owner_id = excluded.owner_id,
                started_at = excluded.started_at, due_at = excluded.due_at, done_at = excluded.done_at,
                done_by = excluded.done_by, words = excluded.words
            """)
    }

    /// Stage goals that a renewal has set, as they stand on the road map now.
    func goals(of renewal: ID, in network: ID) throws -> [Goal] {
        let set = try query(
            "SELECT r.id FROM renewal_goals r WHERE r.network_id = \(network) AND r.renewal_id = \(renewal) ORDER BY r.id"
        ) { try $0[0] as ID }
        return try set.compactMap { try goal($0, in: network) }
    }

    func insertGoal(_ goal: ID, of renewal: ID, in network: ID) throws {
        try execute(
            """
            INSERT INTO renewal_goals (network_id, renewal_id, id) VALUES (\(network), \(renewal), \(goal))
            """)
    }
}
