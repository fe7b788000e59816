/// One step of the schema, forward only.
public struct Migration: Sendable {
    public let name: String
    public let statements: [SQL]

    /// - Parameter name: dated and unique, such as `2026-11-21 needs`.
    public init(_ name: String, _ statements: [SQL]) {
        self.name = name
        self.statements = statements
    }
}

extension Database {
    /// Brings the schema up to the end of `migrations`, each in its own transaction; gives the names of those it ran.
    ///
    /// Safe when several nodes start at once: one takes a step, the others wait for it and find it done. `now` is milliseconds since 1970.
    public func migrate(_ migrations: [Migration], now: Int64) async throws -> [String] {
        try await write { db in
            try db.advisoryLock(.migrations)
            try db.makeMigrationList()
        }
        var done: [String] = []
        for migration in migrations {
            let ran = try await write { db in try db.apply(migration, now: now) }
            if ran { done.append(migration.name) }
        }
        try await write { db in try db.assumeStatistics() }
        return done
    }
}

extension Connection {
    /// The same in the transaction at hand, for a store that nobody else has open.
    public func migrateHere(_ migrations: [Migration], now: Int64) throws {
        try makeMigrationList()
        for migration in migrations { _ = try apply(migration, now: now) }
        try assumeStatistics()
    }

    /// The steps that this store has taken.
    public func migrationNames() throws -> [String] {
        try query("SELECT name FROM migrations ORDER BY name") { try $0[0] as String }
    }

    /// Those of `migrations` that this store has not taken yet; nothing where it is a new one, which has taken none at all.
    public func pending(of migrations: [Migration]) throws -> [Migration]? {
        guard try tableNames().contains("migrations") else { return nil }
        let taken = Set(try migrationNames())
        return taken.isEmpty ? nil : migrations.filter { !taken.contains($0.name) }
    }

    fileprivate func makeMigrationList() throws {
        try execute(
            "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at \(.int) NOT NULL) \(.strict)")
    }

    fileprivate func apply(_ migration: Migration, now: Int64) throws -> Bool {
        try takeTime()
        try advisoryLock(.migrations)
        let claimed = try execute(
            """
            INSERT INTO migrations (name, applied_at) VALUES (\(migration.name), \(now))
            ON CONFLICT (name) DO NOTHING
            """)
        guard claimed == 1 else { return false }
        for statement in migration.statements { try execute(statement) }
        return true
    }
}
