internal import Database

enum ReadinessStore {
    static let migration = Migration(
        "2026-11-26 readiness",
        [
            """
            CREATE TABLE preconditions (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, name TEXT NOT NULL, is_met \(.bool) NOT NULL,
                evidence TEXT NOT NULL, said_by \(.id) NOT NULL, said_at \(.int) NOT NULL, owner_id \(.id),
                asked_id \(.id), due_at \(.int), PRIMARY KEY (network_id, id), UNIQUE (network_id, name),
                CHECK (is_met OR owner_id IS NOT NULL)
            ) \(.keyed)
            """,
            """
            CREATE TABLE network_wishes (
                network_id \(.id) NOT NULL PRIMARY KEY, kind TEXT NOT NULL, shape TEXT NOT NULL, by_id \(.id) NOT NULL,
                at \(.int) NOT NULL
            ) \(.keyed)
            """,
        ])

    fileprivate static let columns: SQL = """
        p.id, p.network_id, p.name, p.is_met, p.evidence, p.said_by, p.said_at, p.owner_id, p.asked_id, p.due_at
        """
}

extension PreconditionState {
    fileprivate init?(row: Row) throws {
        guard let named = Precondition(rawValue: try row[2]) else { return nil }
        id = try row[0]
        networkID = try row[1]
        precondition = named
        isMet = try row[3]
        evidence = try row[4]
        saidByID = try row[5]
        saidAt = try row[6]
        if let owner = try row[7] as ID?, let due = try row[9] as Int64? {
            charge = Charge(ownerID: owner, askedID: try row[8], dueAt: due)
        }
    }
}

extension Connection {
    func preconditions(of network: ID) throws -> [PreconditionState] {
        try query(
            "SELECT \(ReadinessStore.columns) FROM preconditions p WHERE p.network_id = \(network) ORDER BY p.name"
        ) { try PreconditionState(row: $0) }.compactMap { $0 }
    }

    func precondition(_ id: ID, in network: ID) throws -> PreconditionState? {
        try preconditions(of: network).first { $0.id == id }
    }

    func save(_ state: PreconditionState) throws {
        try execute(
            """
            INSERT INTO preconditions (network_id, id, name, is_met, evidence, said_by, said_at, owner_id, asked_id, due_at)
            VALUES (\(state.networkID), \(state.id), \(state.precondition.rawValue), \(state.isMet), \(state.evidence),
                \(state.saidByID), \(state.saidAt), \(state.charge?.ownerID), \(state.charge?.askedID),
                \(state.charge?.dueAt))
            ON CONFLICT (network_id, id) DO UPDATE SET is_met = excluded.is_met, evidence = excluded.evidence,
                said_by = excluded.said_by, said_at = excluded.said_at, owner_id = excluded.owner_id,
                asked_id = excluded.asked_id, due_at = excluded.due_at
            """)
    }

    func wish(of network: ID) throws -> NetworkWish? {
        try first("SELECT kind, shape, by_id, at FROM network_wishes WHERE network_id = \(network)") {
            NetworkWish(
                kind: NetworkKind(rawValue: try $0[0]), shape: WantedShape(rawValue: try $0[1]), byID: try $0[2],
                at: try $0[3])
        }
    }

    func save(_ wish: NetworkWish, of network: ID) throws {
        try execute(
            """
            INSERT INTO network_wishes (network_id, kind, shape, by_id, at)
            VALUES (\(network), \(wish.kind?.rawValue ?? ""), \(wish.shape?.rawValue ?? ""), \(wish.byID), \(wish.at))
            ON CONFLICT (network_id) DO UPDATE SET kind = excluded.kind, shape = excluded.shape, by_id = excluded.by_id,
                at = excluded.at
            """)
    }

    /// Preconditions whose owner takes no part any more.
    func preconditionsLeftAlone() throws -> [PreconditionState] {
        try query(
            """
            SELECT \(ReadinessStore.columns) FROM preconditions p
            JOIN memberships m ON m.network_id = p.network_id AND m.id = p.owner_id
            WHERE NOT p.is_met AND m.state NOT IN ('welcomed', 'active', 'dormant') ORDER BY p.network_id, p.id LIMIT 50
            """
        ) { try PreconditionState(row: $0) }.compactMap { $0 }
    }
}
