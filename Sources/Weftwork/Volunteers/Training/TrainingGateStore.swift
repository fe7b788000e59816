internal import Database

extension TrainingGate {
    /// A subject that this version does not know closes nothing.
    fileprivate init?(row: Row) throws {
        guard let subject = Subject(stored: try row[1]) else { return nil }
        networkID = try row[0]
        self.subject = subject
        moduleID = try row[2]
        since = try row[3]
        byID = try row[4]
    }
}

extension Connection {
    func trainingGates(of network: ID) throws -> [TrainingGate] {
        try query(
            """
            SELECT network_id, subject, module_id, since, by_id FROM training_gates
            WHERE network_id = \(network) ORDER BY subject, module_id
            """, TrainingGate.init(row:)
        ).compactMap { $0 }
    }

    /// The gates of a network with what a member has passed of them; nothing where there are none.
    func gates(
        for member: ID, in network: ID
    ) throws -> [(gate: TrainingGate, title: TrainingSaying, until: Int64?)] {
        try query(
            """
            SELECT g.network_id, g.subject, g.module_id, g.since, g.by_id, t.title_zh, t.title_en,
                CASE WHEN p.version > 0 THEN p.until_at END
            FROM training_gates g JOIN training_modules t ON t.network_id = g.network_id AND t.id = g.module_id
            LEFT JOIN training_passes p ON p.network_id = g.network_id AND p.member_id = \(member)
                AND p.module_id = g.module_id
            WHERE g.network_id = \(network) ORDER BY g.subject, g.module_id
            """
        ) { row -> (gate: TrainingGate, title: TrainingSaying, until: Int64?)? in
            guard let gate = try TrainingGate(row: row) else { return nil }
            return (gate, TrainingSaying(zh: try row[5], en: try row[6]), try row[7])
        }.compactMap { $0 }
    }

    func networksWithGates() throws -> [ID] {
        try query("SELECT DISTINCT network_id FROM training_gates ORDER BY network_id") { try $0[0] }
    }

    func insert(_ gate: TrainingGate) throws -> Bool {
        try execute(
            """
            INSERT INTO training_gates (network_id, subject, module_id, since, by_id)
            VALUES (\(gate.networkID), \(gate.subject.stored), \(gate.moduleID), \(gate.since), \(gate.byID))
            ON CONFLICT (network_id, subject, module_id) DO NOTHING
            """) == 1
    }

    func deleteGate(_ subject: TrainingGate.Subject, _ module: ID, in network: ID) throws -> Bool {
        try execute(
            """
            DELETE FROM training_gates
            WHERE network_id = \(network) AND subject = \(subject.stored) AND module_id = \(module)
            """) == 1
    }

    /// Since when somebody holds a role: from their term, else – entered by the operator – as long as they are here.
    func roleHeld(_ role: Role, _ member: ID, in network: ID) throws -> Int64 {
        try value(
            """
            SELECT coalesce((SELECT max(r.from_at) FROM role_terms r WHERE r.network_id = m.network_id
                AND r.member_id = m.id AND r.role = \(role) AND r.ended_at IS NULL), m.created_at)
            FROM memberships m WHERE m.network_id = \(network) AND m.id = \(member)
            """) ?? 0
    }

    func clocksOfTraining(owner: ID, in network: ID) throws -> [Clock] {
        try query(
            """
            SELECT \(Clock.columns) FROM clocks c WHERE c.network_id = \(network) AND c.owner_id = \(owner)
                AND c.object = \(Clock.Object.training) ORDER BY c.due_at, c.object_id LIMIT 20
            """
        ) { try Clock(row: $0) }
    }

    func clocksOfTraining(limit: Int) throws -> [Clock] {
        try query(
            """
            SELECT \(Clock.columns) FROM clocks c WHERE c.object = \(Clock.Object.training)
            ORDER BY c.next_at, c.object_id LIMIT \(limit)
            """
        ) { try Clock(row: $0) }
    }

    /// Whose role or act hangs on a pass that no longer is.
    func trainingPass(id: ID, of member: ID, in network: ID) throws -> TrainingPass? {
        try trainingPasses(of: member, in: network).first { $0.id == id }
    }

    /// Members whose pass of a module ended between two moments.
    func membersPassed(
        _ module: ID, in network: ID, endedSince start: Int64, by end: Int64
    ) throws -> [Member] {
        try members(
            of: network,
            where: """
                EXISTS (SELECT 1 FROM training_passes p WHERE p.network_id = m.network_id AND p.member_id = m.id
                    AND p.module_id = \(module) AND p.version > 0 AND p.until_at > \(start) AND p.until_at <= \(end))
                """)
    }

    /// How often somebody tried is nobody's business after a year.
    func forgetTries(before moment: Int64) throws {
        try execute("DELETE FROM training_tries WHERE at < \(moment)")
    }
}
