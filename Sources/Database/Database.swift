/// Which engine keeps the data.
public enum EngineKind: String, Sendable, CaseIterable {
    case sqlite
    case postgres
}

/// A store of rows that forgets nothing it has acknowledged.
///
/// Bodies are synchronous: nothing can be awaited while a lock is held. A write is serialisable and may be run again
/// after a conflict, so a body has no effect but on its connection and its return value.
public protocol Database: Sendable {
    var engine: EngineKind { get }
    /// How many statements have been run so far and how long they took, for measurements.
    var statementTimes: Histogram { get }

    /// Runs `body` on one unchanging state of the data.
    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T
    /// Runs `body` as one transaction; when this returns, its changes are on disk. A thrown error undoes all of it.
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T
    /// Wakes whoever listens on any node with this store (after the commit of a transaction that calls it).
    func wakeUps() -> AsyncStream<Void>
    /// Ends what is running and lets go of files and sockets.
    func close() async
}

/// One transaction's hands on the data.
public protocol Connection {
    var engine: EngineKind { get }
    /// The rows that `sql` gives, each decoded at once.
    func query<T>(_ sql: SQL, _ decode: (Row) throws -> T) throws -> [T]
    /// Runs `sql`; the number of rows it changed.
    @discardableResult func execute(_ sql: SQL) throws -> Int
    /// Wakes listeners once this transaction is committed.
    func wake() throws
    /// Lifts the limit on how long statements of this transaction may take: for changes of the schema and the like.
    func takeTime() throws
}

extension Connection {
    /// The first row, if there is any.
    public func first<T>(_ sql: SQL, _ decode: (Row) throws -> T) throws -> T? {
        try query(sql, decode).first
    }

    /// The single value of the first row.
    public func value<T: SQLConvertible>(_ sql: SQL, as type: T.Type = T.self) throws -> T? {
        try query(sql) { row -> T? in try row[0] }.first ?? nil
    }
}

/// What can go wrong with storage, the same for both engines.
public enum DatabaseError: Error, Sendable, Equatable {
    /// A value that must be there once was there already.
    case unique(String)
    /// A reference to something that isn't there.
    case foreignKey(String)
    /// A rule of the schema refused the row.
    case check(String)
    case notNull(String)
    /// Another transaction came between; the driver has tried again as often as it may.
    case serialization
    /// No connection became free in time, or the store is not there.
    case unavailable(String)
    /// Disk full, read-only or damaged.
    case storage(String)
    case decoding(column: Int, expected: String)
    /// Anything else, with the engine's code.
    case other(code: String, message: String)
}

/// Work that one node at a time does.
public enum AdvisoryLock: Int64, Sendable {
    case eventSealer = 1
    case migrations = 2
    /// Held by the node that brings a store up to date, from its backup to its last step.
    case upgrade = 3
}

extension Connection {
    /// Waits for `lock` and holds it until this transaction ends. One process alone always gets it.
    public func advisoryLock(_ lock: AdvisoryLock) throws {
        guard engine == .postgres else { return }
        _ = try query(
            "SELECT pg_advisory_xact_lock(CAST(\(lock.rawValue) AS integer), hashtext(current_schema()))"
        ) { _ in }
    }

    /// Takes `lock` until this transaction ends; false when another node has it. One process alone always gets it.
    public func tryAdvisoryLock(_ lock: AdvisoryLock) throws -> Bool {
        guard engine == .postgres else { return true }
        // Each schema is a store of its own and has locks of its own.
        return try value(
            "SELECT pg_try_advisory_xact_lock(CAST(\(lock.rawValue) AS integer), hashtext(current_schema()))",
            as: Bool.self) ?? false
    }
}
