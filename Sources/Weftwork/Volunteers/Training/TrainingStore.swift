internal import Database

enum TrainingStore {
    static let migration = Migration(
        "2026-11-26 training",
        [
            """
            CREATE TABLE training_modules (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL, version \(.int) NOT NULL,
                title_zh TEXT NOT NULL, title_en TEXT NOT NULL, pass_mark \(.int) NOT NULL, months \(.int) NOT NULL,
                by_id \(.id) NOT NULL, at \(.int) NOT NULL, PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX training_modules_key ON training_modules (network_id, key) WHERE key <> ''",
            """
            CREATE TABLE training_versions (
                network_id \(.id) NOT NULL, module_id \(.id) NOT NULL, version \(.int) NOT NULL, content TEXT NOT NULL,
                pass_mark \(.int) NOT NULL, months \(.int) NOT NULL, by_id \(.id) NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, module_id, version)
            ) \(.keyed)
            """,
            """
            CREATE TABLE training_passes (
                network_id \(.id) NOT NULL, member_id \(.id) NOT NULL, module_id \(.id) NOT NULL, id \(.id) NOT NULL,
                version \(.int) NOT NULL, score \(.int) NOT NULL, passed_at \(.int) NOT NULL, until_at \(.int) NOT NULL,
                told_at \(.int), PRIMARY KEY (network_id, member_id, module_id)
            ) \(.keyed)
            """,
            "CREATE INDEX training_passes_module ON training_passes (network_id, module_id, until_at)",
            "CREATE INDEX training_passes_until ON training_passes (until_at)",
            """
            CREATE TABLE training_tries (
                network_id \(.id) NOT NULL, member_id \(.id) NOT NULL, module_id \(.id) NOT NULL, id \(.id) NOT NULL,
                version \(.int) NOT NULL, score \(.int) NOT NULL, is_passed \(.bool) NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, member_id, module_id, id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE training_gates (
                network_id \(.id) NOT NULL, subject TEXT NOT NULL, module_id \(.id) NOT NULL, since \(.int) NOT NULL,
                by_id \(.id) NOT NULL, PRIMARY KEY (network_id, subject, module_id)
            ) \(.keyed)
            """,
        ])
}

extension TrainingModule {
    fileprivate static let columns: SQL =
        "t.id, t.network_id, t.key, t.state, t.version, t.title_zh, t.title_en, t.pass_mark, t.months, t.by_id, t.at"

    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        key = try row[2]
        state = try row[3]
        version = try row[4]
        title = TrainingSaying(zh: try row[5], en: try row[6])
        passMark = try row[7]
        months = try row[8]
        byID = try row[9]
        at = try row[10]
    }
}

extension TrainingPass {
    fileprivate static let columns: SQL =
        "p.id, p.network_id, p.member_id, p.module_id, p.version, p.score, p.passed_at, p.until_at"

    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        memberID = try row[2]
        moduleID = try row[3]
        version = try row[4]
        score = try row[5]
        passedAt = try row[6]
        untilAt = try row[7]
    }
}

extension Connection {
    func trainingModules(of network: ID) throws -> [TrainingModule] {
        try query(
            "SELECT \(TrainingModule.columns) FROM training_modules t WHERE t.network_id = \(network) ORDER BY t.id",
            TrainingModule.init(row:))
    }

    func trainingModule(_ id: ID, in network: ID) throws -> TrainingModule? {
        try first(
            "SELECT \(TrainingModule.columns) FROM training_modules t WHERE t.network_id = \(network) AND t.id = \(id)",
            TrainingModule.init(row:))
    }

    /// What a module teaches now.
    func trainingContent(of module: TrainingModule) throws -> TrainingContent {
        let stored = try value(
            """
            SELECT content FROM training_versions WHERE network_id = \(module.networkID) AND module_id = \(module.id)
                AND version = \(module.version)
            """, as: String.self)
        return TrainingContent(stored: stored ?? "{}")
    }

    /// When each version was written, the newest first.
    func trainingVersions(of module: TrainingModule) throws -> [(version: Int, at: Int64)] {
        try query(
            """
            SELECT version, at FROM training_versions
            WHERE network_id = \(module.networkID) AND module_id = \(module.id) ORDER BY version DESC LIMIT 50
            """
        ) { (try $0[0], try $0[1]) }
    }

    func insert(_ module: TrainingModule, _ content: TrainingContent) throws {
        try execute(
            """
            INSERT INTO training_modules (network_id, id, key, state, version, title_zh, title_en, pass_mark, months, by_id, at)
            VALUES (\(module.networkID), \(module.id), \(module.key), \(module.state), \(module.version), \(module.title.zh),
                \(module.title.en), \(module.passMark), \(module.months), \(module.byID), \(module.at))
            """)
        try insertVersion(module, content)
    }

    private func insertVersion(_ module: TrainingModule, _ content: TrainingContent) throws {
        try execute(
            """
            INSERT INTO training_versions (network_id, module_id, version, content, pass_mark, months, by_id, at)
            VALUES (\(module.networkID), \(module.id), \(module.version), \(content.stored), \(module.passMark),
                \(module.months), \(module.byID), \(module.at))
            """)
    }

    /// Keeps a new version; false where somebody else wrote one meanwhile.
    func update(_ module: TrainingModule, _ content: TrainingContent, from version: Int) throws -> Bool {
        let isSaved =
            try execute(
                """
                UPDATE training_modules SET version = \(module.version), title_zh = \(module.title.zh),
                    title_en = \(module.title.en), pass_mark = \(module.passMark), months = \(module.months),
                    by_id = \(module.byID), at = \(module.at)
                WHERE network_id = \(module.networkID) AND id = \(module.id) AND version = \(version)
                """) == 1
        if isSaved { try insertVersion(module, content) }
        return isSaved
    }

    func setState(_ state: TrainingModule.State, of module: TrainingModule) throws -> Bool {
        try execute(
            """
            UPDATE training_modules SET state = \(state)
            WHERE network_id = \(module.networkID) AND id = \(module.id) AND state <> \(state)
            """) == 1
    }

    // MARK: Passes

    func trainingPasses(of member: ID, in network: ID) throws -> [TrainingPass] {
        try query(
            """
            SELECT \(TrainingPass.columns) FROM training_passes p
            WHERE p.network_id = \(network) AND p.member_id = \(member) ORDER BY p.module_id
            """, TrainingPass.init(row:))
    }

    func trainingPass(of member: ID, _ module: ID, in network: ID) throws -> TrainingPass? {
        try first(
            """
            SELECT \(TrainingPass.columns) FROM training_passes p
            WHERE p.network_id = \(network) AND p.member_id = \(member) AND p.module_id = \(module)
            """, TrainingPass.init(row:))
    }

    /// Modules of which each member holds a pass now.
    func validPasses(in network: ID, at now: Int64) throws -> [ID: Set<ID>] {
        let pairs = try query(
            """
            SELECT member_id, module_id FROM training_passes
            WHERE network_id = \(network) AND until_at > \(now) AND version > 0
            """
        ) { (member: try $0[0] as ID, module: try $0[1] as ID) }
        return Dictionary(grouping: pairs, by: \.member).mapValues { Set($0.map(\.module)) }
    }

    /// Who has passed a module, those whose pass ends first before others.
    func trainingPasses(
        in network: ID, module: ID?, after: (until: Int64, id: ID)?, limit: Int
    ) throws -> [TrainingPass] {
        let only: SQL = module.map { " AND p.module_id = \($0)" } ?? ""
        let later: SQL = after.map { " AND (p.until_at, p.id) > (\($0.until), \($0.id))" } ?? ""
        return try query(
            """
            SELECT \(TrainingPass.columns) FROM training_passes p
            JOIN memberships m ON m.network_id = p.network_id AND m.id = p.member_id
                AND m.state IN ('welcomed', 'active', 'dormant')
            WHERE p.network_id = \(network)\(only)\(later) ORDER BY p.until_at, p.id LIMIT \(limit)
            """, TrainingPass.init(row:))
    }

    func trainingPassCount(in network: ID, module: ID?) throws -> Int {
        let only: SQL = module.map { " AND p.module_id = \($0)" } ?? ""
        return try value(
            """
            SELECT count(*) FROM training_passes p
            JOIN memberships m ON m.network_id = p.network_id AND m.id = p.member_id
                AND m.state IN ('welcomed', 'active', 'dormant')
            WHERE p.network_id = \(network)\(only)
            """) ?? 0
    }

    /// Keeps a pass, in the place of the one before; its id stays.
    func save(_ pass: TrainingPass) throws {
        try execute(
            """
            INSERT INTO training_passes (network_id, member_id, module_id, id, version, score, passed_at, until_at)
            VALUES (\(pass.networkID), \(pass.memberID), \(pass.moduleID), \(pass.id), \(pass.version), \(pass.score),
                \(pass.passedAt), \(pass.untilAt))
            ON CONFLICT (network_id, member_id, module_id) DO UPDATE SET version = excluded.version,
                score = excluded.score, passed_at = excluded.passed_at, until_at = excluded.until_at, told_at = NULL
            """)
    }

    /// Passes that end by a moment, or have ended since another, of which nobody was told.
    func passesEnding(after start: Int64, by end: Int64, limit: Int) throws -> [TrainingPass] {
        try query(
            """
            SELECT \(TrainingPass.columns) FROM training_passes p
            JOIN memberships m ON m.network_id = p.network_id AND m.id = p.member_id
                AND m.state IN ('welcomed', 'active', 'dormant')
            WHERE p.until_at > \(start) AND p.until_at <= \(end) AND p.version > 0 AND p.told_at IS NULL
            ORDER BY p.until_at, p.id LIMIT \(limit)
            """, TrainingPass.init(row:))
    }

    func setTold(_ pass: TrainingPass, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE training_passes SET told_at = \(now)
            WHERE network_id = \(pass.networkID) AND member_id = \(pass.memberID) AND module_id = \(pass.moduleID)
                AND told_at IS NULL
            """) == 1
    }

    func insertTry(
        _ result: TrainingResult, of member: ID, _ module: TrainingModule, id: ID, at now: Int64
    ) throws {
        try execute(
            """
            INSERT INTO training_tries (network_id, member_id, module_id, id, version, score, is_passed, at)
            VALUES (\(module.networkID), \(member), \(module.id), \(id), \(module.version), \(result.score),
                \(result.isPassed), \(now))
            """)
    }

    /// When somebody tried a module and did not pass, the newest twenty.
    func failedTries(of member: ID, _ module: ID, in network: ID) throws -> [Int64] {
        try query(
            """
            SELECT at FROM training_tries WHERE network_id = \(network) AND member_id = \(member)
                AND module_id = \(module) AND is_passed = \(false) ORDER BY id DESC LIMIT 20
            """
        ) { try $0[0] }
    }
}
