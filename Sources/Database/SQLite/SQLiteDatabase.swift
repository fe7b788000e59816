internal import Dispatch
internal import Foundation
internal import GRDB

/// SQLite in one file: readers beside one writer that commits in groups, every commit on disk before its answer.
///
/// One process opens the file at a time (a lock beside it says so): two writers of this SQLite version could damage it.
public final class SQLiteDatabase: Database {
    public let engine = EngineKind.sqlite
    private let pool: DatabasePool
    private let lock: FileLock
    private let writer: GroupWriter
    private let statements: StatementMeter
    private let listeners: Listeners

    /// Opens or makes the file at `path`.
    ///
    /// - Parameters:
    ///   - mostInGroup: how many writes may share a commit; 1 only to measure what sharing gains.
    ///   - beforeCommit: runs last in every transaction that wakes listeners, when the writes of its group are done (the
    ///     event sealer).
    /// - Throws: ``DatabaseError/unavailable(_:)`` when another process has it open.
    public init(
        path: String, mostInGroup: Int? = nil, beforeCommit: (@Sendable (any Connection) throws -> Void)? = nil
    ) throws {
        lock = try FileLock(path: path + ".lock")
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        // What is read stands in memory: more readers than processors only push each other aside.
        configuration.maximumReaderCount = max(2, min(8, ProcessInfo.processInfo.activeProcessorCount))
        configuration.persistentReadOnlyConnections = true
        configuration.prepareDatabase { database in
            // The system's own cache holds the file; this one only spares copies of the pages in use.
            try database.execute(sql: "PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -4096")
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            // GRDB sets NORMAL while it turns WAL on, so FULL can be asked for only afterwards.
            // A page that many writes touch goes into the file once a checkpoint: 8 192 pages are 32 MiB of log, read in
            // tens of milliseconds after a crash.
            try pool.writeWithoutTransaction { database in
                try database.execute(
                    sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8192; PRAGMA cache_size = -16384")
            }
        } catch let error as GRDB.DatabaseError {
            throw DatabaseError(error)
        }
        // Private fields are sealed, but who asked when for what is nobody else's business on this machine either.
        chmod(path, 0o600)
        let statements = StatementMeter()
        let listeners = Listeners()
        self.statements = statements
        self.listeners = listeners
        writer = GroupWriter(
            pool: pool, statements: statements, listeners: listeners,
            largest: max(1, mostInGroup ?? GroupWriter.largestGroup), beforeCommit: beforeCommit)
    }

    public var statementTimes: Histogram { statements.present }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        let statements = statements
        do {
            return try await pool.read { database in
                try body(SQLiteConnection(database: database, statements: statements, wakes: WakeFlag()))
            }
        } catch let error as GRDB.DatabaseError {
            throw DatabaseError(error)
        }
    }

    @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await writer.write(body)
    }

    public func wakeUps() -> AsyncStream<Void> {
        listeners.add()
    }

    public func close() async {
        await writer.finish()
        listeners.end()
        try? pool.close()
        lock.release()
    }

    /// Groups committed and writes in them so far.
    public var commits: (groups: Int, writes: Int) { writer.counts }

    /// The level of `PRAGMA synchronous` on the writing connection; 2 is FULL.
    public func synchronousLevel() async throws -> Int64 {
        try await write { db in try db.value("PRAGMA synchronous", as: Int64.self) ?? -1 }
    }

    /// Writes a consistent copy of the whole store to `path`, page by page, while the store goes on working.
    public func copy(to path: String, progress: @escaping @Sendable (_ done: Int, _ all: Int) -> Void) async throws {
        // Blocking for as long as the disk takes: not on a thread that requests wait for.
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global(qos: .utility).async { [pool] in
                continuation.resume(
                    with: Result {
                        let copy = try DatabaseQueue(path: path)
                        try pool.backup(to: copy, pagesPerStep: 2048) {
                            progress($0.completedPageCount, $0.totalPageCount)
                        }
                        try copy.close()
                    }.mapError { ($0 as? GRDB.DatabaseError).map { DatabaseError($0) } ?? $0 })
            }
        }
    }
}
