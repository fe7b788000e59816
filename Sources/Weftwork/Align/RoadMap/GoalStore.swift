internal import Database

enum GoalStore {
    static let migration = Migration(
        "2026-11-26 goals",
        [
            """
            CREATE TABLE goals (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, kind TEXT NOT NULL, parent_id \(.id), clause_id \(.id),
                title TEXT NOT NULL, note TEXT NOT NULL, from_at \(.int) NOT NULL, due_at \(.int) NOT NULL,
                owner_id \(.id) NOT NULL, asked_id \(.id), state TEXT NOT NULL, state_note TEXT NOT NULL,
                state_at \(.int) NOT NULL, made_by \(.id) NOT NULL, made_at \(.int) NOT NULL,
                PRIMARY KEY (network_id, id), CHECK (due_at > from_at), CHECK ((kind = 'milestone') = (parent_id IS NOT NULL))
            ) \(.keyed)
            """,
            "CREATE INDEX goals_due ON goals (network_id, due_at)",
            "CREATE INDEX goals_owner ON goals (network_id, owner_id)",
        ])

    /// Goals that are made of decisions.
    static let ofDecisions = Migration(
        "2026-11-27 goals of decisions",
        [
            "ALTER TABLE goals ADD COLUMN decision_id \(.id)",
            "CREATE INDEX goals_decision ON goals (network_id, decision_id) WHERE decision_id IS NOT NULL",
        ])

    fileprivate static let columns: SQL = """
        g.id, g.network_id, g.kind, g.parent_id, g.clause_id, g.title, g.note, g.from_at, g.due_at, g.owner_id, g.asked_id,
        g.state, g.state_note, g.state_at, g.made_by, g.made_at,
        \(TextPlace.hidden("'goal'", network: "g.network_id", text: "g.id")), g.decision_id
        """
}

extension Goal {
    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        kind = try row[2]
        parentID = try row[3]
        clauseID = try row[4]
        title = try row[5]
        note = try row[6]
        from = try row[7]
        charge = Charge(ownerID: try row[9], askedID: try row[10], dueAt: try row[8])
        state = try row[11]
        stateNote = try row[12]
        stateAt = try row[13]
        madeByID = try row[14]
        madeAt = try row[15]
        hidden = try row[16]
        decisionID = try row[17]
    }
}

extension Connection {
    func goal(_ id: ID, in network: ID) throws -> Goal? {
        try first("SELECT \(GoalStore.columns) FROM goals g WHERE g.network_id = \(network) AND g.id = \(id)") {
            try Goal(row: $0)
        }
    }

    /// All of a network, those due first first; what is over comes last, and of that what was dropped or reached longest ago is left
    /// out past `limit`.
    func goals(in network: ID, limit: Int = 600) throws -> [Goal] {
        let goals = try query(
            """
            SELECT \(GoalStore.columns) FROM goals g WHERE g.network_id = \(network)
            ORDER BY CASE WHEN g.state IN ('done', 'dropped') THEN g.state_at ELSE \(Int64.max) END DESC, g.due_at, g.id
            LIMIT \(limit)
            """
        ) { try Goal(row: $0) }
        return goals.sorted { one, other in
            one.state.isOver == other.state.isOver
                ? (one.dueAt, one.id) < (other.dueAt, other.id) : other.state.isOver
        }
    }

    /// What was made of a decision, in the order in which it was.
    func goals(ofDecision proposal: ID, in network: ID) throws -> [Goal] {
        try query(
            """
            SELECT \(GoalStore.columns) FROM goals g WHERE g.network_id = \(network) AND g.decision_id = \(proposal)
            ORDER BY g.made_at, g.id
            """
        ) { try Goal(row: $0) }
    }

    func openGoals(in network: ID) throws -> Int {
        try value(
            "SELECT count(*) FROM goals WHERE network_id = \(network) AND state IN ('planned', 'going')") ?? 0
    }

    /// Stage goals that are not over.
    func openStages(in network: ID) throws -> Int {
        try value(
            """
            SELECT count(*) FROM goals WHERE network_id = \(network) AND kind = \(Goal.Kind.stage)
                AND state IN ('planned', 'going')
            """) ?? 0
    }

    func insert(_ goal: Goal) throws {
        try execute(
            """
            INSERT INTO goals (network_id, id, kind, parent_id, clause_id, title, note, from_at, due_at, owner_id, asked_id,
                state, state_note, state_at, made_by, made_at, decision_id)
            VALUES (\(goal.networkID), \(goal.id), \(goal.kind), \(goal.parentID), \(goal.clauseID), \(goal.title),
                \(goal.note), \(goal.from), \(goal.dueAt), \(goal.charge.ownerID), \(goal.charge.askedID), \(goal.state),
                \(goal.stateNote), \(goal.stateAt), \(goal.madeByID), \(goal.madeAt),
                \(goal.decisionID))
            """)
    }

    func save(_ goal: Goal) throws {
        try execute(
            """
            UPDATE goals SET clause_id = \(goal.clauseID), title = \(goal.title), note = \(goal.note),
                from_at = \(goal.from), due_at = \(goal.dueAt), owner_id = \(goal.charge.ownerID),
                asked_id = \(goal.charge.askedID), state = \(goal.state), state_note = \(goal.stateNote),
                state_at = \(goal.stateAt)
            WHERE network_id = \(goal.networkID) AND id = \(goal.id)
            """)
    }

    /// What a member answers for, or is asked to take on, and is not over.
    func goals(waitingFor member: ID, in network: ID) throws -> [Goal] {
        try query(
            """
            SELECT \(GoalStore.columns) FROM goals g WHERE g.network_id = \(network)
                AND (g.owner_id = \(member) OR g.asked_id = \(member)) AND g.state IN ('planned', 'going')
            ORDER BY g.due_at, g.id LIMIT 50
            """
        ) { try Goal(row: $0) }
    }

    /// Goals whose owner takes no part any more.
    func goalsLeftAlone() throws -> [Goal] {
        try query(
            """
            SELECT \(GoalStore.columns) FROM goals g
            JOIN memberships m ON m.network_id = g.network_id AND m.id = g.owner_id
            WHERE g.state IN ('planned', 'going') AND m.state NOT IN ('welcomed', 'active', 'dormant')
            ORDER BY g.network_id, g.id LIMIT 50
            """
        ) { try Goal(row: $0) }
    }
}
