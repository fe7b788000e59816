internal import Database

/// The tables of robots: those of networks, and people's own.
enum RobotStore {
    static let migration = Migration(
        "2026-11-26 robots",
        [
            // Name, address and secret are sealed with a key of the robot's own, which goes with it.
            """
            CREATE TABLE robots (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, entered_by \(.id) NOT NULL, entered_at \(.int) NOT NULL,
                kind TEXT NOT NULL, sealed \(.blob) NOT NULL, team_id \(.id), language TEXT NOT NULL, posts TEXT NOT NULL,
                took_at \(.int), fault TEXT, code \(.int), fault_at \(.int), failures \(.int) NOT NULL, broken_at \(.int),
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE own_robots (
                person_id \(.id) NOT NULL, entered_at \(.int) NOT NULL, kind TEXT NOT NULL, sealed \(.blob) NOT NULL,
                confirmed_at \(.int), code_hash \(.blob), code_until \(.int), tries \(.int) NOT NULL, took_at \(.int),
                fault TEXT, code \(.int), fault_at \(.int), failures \(.int) NOT NULL, broken_at \(.int),
                PRIMARY KEY (person_id)
            ) \(.keyed)
            """,
        ])

    static let health: SQL = "r.took_at, r.fault, r.code, r.fault_at, r.failures, r.broken_at"
}

extension RobotHealth {
    fileprivate init(row: Row, from index: Int) throws {
        tookAt = try row[index]
        fault = try row[index + 1]
        code = try row[index + 2]
        faultAt = try row[index + 3]
        failures = try row[index + 4]
        brokenAt = try row[index + 5]
    }
}

extension GroupRobot {
    fileprivate init(row: Row, vault: Vault) throws {
        let id: ID = try row[0], box: [UInt8] = try row[5], posts: String = try row[8], wrapped: [UInt8]? = try row[9]
        self.id = id
        networkID = try row[1]
        enteredBy = try row[2]
        enteredAt = try row[3]
        kind = try row[4]
        hook = vault.value(RobotHook.self, in: box, wrapped: wrapped, of: id, context: id.bytes)
        teamID = try row[6]
        language = try row[7]
        self.posts = Set(posts.split(separator: " ").compactMap { Posts(rawValue: String($0)) })
        health = try RobotHealth(row: row, from: 10)
    }
}

extension Connection {
    // MARK: Networks' robots

    func insert(_ robot: GroupRobot, _ hook: RobotHook, vault: Vault) throws {
        _ = try makeKey(for: robot.id, in: vault)
        guard let box = try sealed(hook, of: robot.id, context: robot.id.bytes, in: vault) else { throw Refusal.fault }
        let posts = robot.posts.map(\.rawValue).sorted().joined(separator: " ")
        try execute(
            """
            INSERT INTO robots (network_id, id, entered_by, entered_at, kind, sealed, team_id, language, posts, failures)
            VALUES (\(robot.networkID), \(robot.id), \(robot.enteredBy), \(robot.enteredAt), \(robot.kind), \(box),
                \(robot.teamID), \(robot.language), \(posts), 0)
            """)
    }

    /// The newest first.
    func robots(in network: ID, vault: Vault) throws -> [GroupRobot] {
        try robots("r.network_id = \(network)", vault: vault)
    }

    func robot(_ id: ID, in network: ID, vault: Vault) throws -> GroupRobot? {
        try robots("r.network_id = \(network) AND r.id = \(id)", vault: vault).first
    }

    func robotCount(in network: ID) throws -> Int {
        try value("SELECT count(*) FROM robots WHERE network_id = \(network)") ?? 0
    }

    private func robots(_ condition: SQL, vault: Vault) throws -> [GroupRobot] {
        try query(
            """
            SELECT r.id, r.network_id, r.entered_by, r.entered_at, r.kind, r.sealed, r.team_id, r.language, r.posts, k.wrapped,
                \(RobotStore.health)
            FROM robots r LEFT JOIN subject_keys k ON k.subject_id = r.id
            WHERE \(condition) ORDER BY r.id DESC LIMIT \(RobotActs.most)
            """
        ) { try GroupRobot(row: $0, vault: vault) }
    }

    /// Ends a robot: what it was reached by is destroyed.
    func endRobot(_ id: ID, in network: ID) throws {
        try execute("DELETE FROM robots WHERE network_id = \(network) AND id = \(id)")
        try shredKey(of: id)
    }

    // MARK: People's own

    /// Keeps somebody's own robot in place of the one before, until they have typed its code.
    func save(ownRobot hook: RobotHook, of person: ID, codeHash: [UInt8], until: Int64, at now: Int64, vault: Vault)
        throws
    {
        guard let box = try sealed(hook, of: person, context: person.bytes, in: vault) else { throw Refusal.notFound }
        try forgetOwnRobot(of: person)
        try execute(
            """
            INSERT INTO own_robots (person_id, entered_at, kind, sealed, code_hash, code_until, tries, took_at, failures)
            VALUES (\(person), \(now), \(hook.kind), \(box), \(codeHash), \(until), 0, \(now), 0)
            """)
    }

    func ownRobot(of person: ID, vault: Vault) throws -> OwnRobot? {
        try first(
            """
            SELECT r.kind, r.sealed, r.entered_at, r.confirmed_at, k.wrapped, \(RobotStore.health)
            FROM own_robots r LEFT JOIN subject_keys k ON k.subject_id = r.person_id WHERE r.person_id = \(person)
            """
        ) { row in
            let box: [UInt8] = try row[1], wrapped: [UInt8]? = try row[4]
            return OwnRobot(
                personID: person, kind: try row[0],
                hook: vault.value(RobotHook.self, in: box, wrapped: wrapped, of: person, context: person.bytes),
                enteredAt: try row[2], confirmedAt: try row[3], health: try RobotHealth(row: row, from: 5))
        }
    }

    func ownRobotCode(of person: ID) throws -> (hash: [UInt8], until: Int64, tries: Int)? {
        try first(
            """
            SELECT code_hash, code_until, tries FROM own_robots WHERE person_id = \(person) AND code_hash IS NOT NULL
            """
        ) { (try $0[0], try $0[1], try $0[2]) }
    }

    func countOwnRobotTry(of person: ID) throws {
        try execute("UPDATE own_robots SET tries = tries + 1 WHERE person_id = \(person)")
    }

    func confirmOwnRobot(of person: ID, at now: Int64) throws {
        try execute(
            """
            UPDATE own_robots SET confirmed_at = \(now), code_hash = NULL, code_until = NULL WHERE person_id = \(person)
            """)
    }

    func forgetOwnRobot(of person: ID) throws {
        try execute("DELETE FROM own_robots WHERE person_id = \(person)")
    }

    // MARK: How it goes

    /// It took a message: whatever was wrong is mended.
    func robotTook(_ target: RobotPost.Target, at now: Int64) throws {
        let change: SQL = """
            SET took_at = \(now), fault = NULL, code = NULL, fault_at = NULL, failures = 0, broken_at = NULL
            """
        switch target {
        case .group(let network, let robot):
            try execute("UPDATE robots \(change) WHERE network_id = \(network) AND id = \(robot)")
        case .own(let person): try execute("UPDATE own_robots \(change) WHERE person_id = \(person)")
        }
    }

    /// It did not take a message.
    ///
    /// - Returns: whether it is dead since now: nothing is posted to it any more until somebody has mended it.
    func robotFailed(
        _ target: RobotPost.Target, _ fault: RobotFault, _ failure: RobotRules.Failure, at now: Int64
    ) throws -> Bool {
        let more = failure.counts ? 1 : 0
        let change: SQL = """
            SET fault = \(fault.kind), code = \(fault.code), fault_at = \(now),
                failures = failures + \(more)
            """
        let dead: SQL = "SET broken_at = \(now) WHERE broken_at IS NULL AND failures >= \(failure.least ?? 0)"
        switch target {
        case .group(let network, let robot):
            let one: SQL = "network_id = \(network) AND id = \(robot)"
            try execute("UPDATE robots \(change) WHERE \(one)")
            return try failure.least != nil && execute("UPDATE robots \(dead) AND \(one)") == 1
        case .own(let person):
            try execute("UPDATE own_robots \(change) WHERE person_id = \(person)")
            return try failure.least != nil && execute("UPDATE own_robots \(dead) AND person_id = \(person)") == 1
        }
    }
}
