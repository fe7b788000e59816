public import Database
internal import Foundation

/// How a store is opened, brought up to date and given to an application.
extension App {
    /// The same application in another world: with a clock that is handed in.
    func playing(_ world: World) throws -> App {
        try App(
            database: database, world: world, masterKey: masterKey, sealedLookup: sealedLookup,
            configuration: configuration, logger: logger)
    }

    /// Reads from a store that is up to date what a change of the master key has left there.
    public static func keptLookup(of database: any Database) async throws -> [UInt8]? {
        try await database.read { db in try db.keptLookup() }
    }

    /// Changes the master key of this store, which nobody else may have open.
    public func rotate(to master: [UInt8]) async throws -> KeyRotation.Report {
        try await KeyRotation(old: vault, master: master).run(on: database, now: world.now())
    }

    /// Brings the schema up to date; the names of the steps it took.
    @discardableResult
    public func migrate() async throws -> [String] {
        try await database.migrate(App.migrations, now: world.now())
    }

    /// Says that this server runs on the store.
    func presence() -> PresenceService {
        let server = RunningServer(id: world.newID(), host: RunningServer.hostName, startedAt: world.now())
        return PresenceService(database: database, vault: vault, world: world, server: server, logger: logger)
    }

    /// Refuses to serve over a line to the store that others can read, or on which another host can answer in its place.
    ///
    /// - Throws: ``Refusal/unreadable(_:)`` for a PostgreSQL elsewhere without `sslmode=verify-full`, unless the operator says by
    ///   `WEFT_STORAGE_LINE=trusted` that the line is safe by other means.
    public static func requireSafeLine(to url: String, environment: [String: String]) throws(Refusal) {
        guard isPostgres(url), environment["WEFT_STORAGE_LINE"] != "trusted",
            let line = PostgresLine(url: url, environment: environment)
        else { return }
        guard line.isServerProved || !line.leavesMachine else { throw .unreadable(SiteWords.unsafeLine) }
    }

    private static func isPostgres(_ url: String) -> Bool {
        url.hasPrefix("postgres://") || url.hasPrefix("postgresql://")
    }

    /// Opens the store that `url` names: a path, `sqlite:PATH` or `postgres://…`.
    public static func open(storage url: String, world: World) async throws -> any Database {
        if isPostgres(url) {
            return try await PostgresDatabase(
                url: url, jitter: { Double(world.number() >> 11) / Double(UInt64(1) << 53) })
        }
        let path = url.hasPrefix("sqlite:") ? String(url.dropFirst(7)) : url
        // Only to measure what shared commits gain.
        let most = ProcessInfo.processInfo.environment["WEFT_COMMIT_GROUP"].flatMap(Int.init)
        return try SQLiteDatabase(path: path, mostInGroup: most) { try EventSealer.seal($0, limit: 10_000) }
    }
}
