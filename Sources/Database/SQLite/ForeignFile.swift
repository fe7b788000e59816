internal import Foundation
internal import GRDB
internal import GRDBSQLite
internal import Synchronization

/// A SQLite file that somebody else has made: it is only read, and neither its schema nor its content is trusted. What takes longer
/// than it may is broken off, and no value is longer than was allowed.
public final class ForeignFile: Sendable {
    public let path: String
    private let patience = Patience()
    private let queue: DatabaseQueue
    private let statements = StatementMeter()

    /// Opens the file.
    /// - Parameter mostBytes: no value may be longer; a statement that comes to one fails.
    /// - Throws: ``DatabaseError/storage(_:)`` for a file that isn't there or is none of SQLite's.
    public init(path: String, mostBytes: Int32) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
            FileManager.default.isReadableFile(atPath: path)
        else { throw DatabaseError.storage("\(path): there is no such file, or it can't be read") }
        self.path = path
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(1)
        let patience = patience
        configuration.prepareDatabase { database in
            // Views of the file may call nothing but what can do no harm.
            try database.execute(
                sql: "PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON")
            let connection = database.sqliteConnection
            sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, mostBytes)
            // The one who waits lives as long as the connection: both belong to this object.
            sqlite3_progress_handler(
                connection, Patience.steps,
                { $0.map { Unmanaged<Patience>.fromOpaque($0).takeUnretainedValue().isOver ? 1 : 0 } ?? 0 },
                Unmanaged.passUnretained(patience).toOpaque())
        }
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
        } catch let error as GRDB.DatabaseError {
            throw DatabaseError.storage("\(path): \(error.message ?? "no SQLite file")")
        }
    }

    /// Reads without blocking whoever waits.
    public func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        let statements = statements, patience = patience
        do {
            return try await queue.read { database in
                patience.begin()
                return try body(SQLiteConnection(database: database, statements: statements, wakes: WakeFlag()))
            }
        } catch let error as GRDB.DatabaseError {
            throw DatabaseError(error)
        }
    }

    /// Reads at once, at the start of a program.
    public func readNow<T>(_ body: (any Connection) throws -> T) throws -> T {
        do {
            return try queue.read { database in
                patience.begin()
                return try body(SQLiteConnection(database: database, statements: statements, wakes: WakeFlag()))
            }
        } catch let error as GRDB.DatabaseError {
            throw DatabaseError(error)
        }
    }
}

/// How long a statement on a foreign file may take.
private final class Patience: Sendable {
    /// After so many steps of SQLite's machine it is looked at the clock.
    static let steps: Int32 = 2_000
    private static let longest = Duration.milliseconds(250)

    private let end = Mutex(ContinuousClock.now)

    func begin() { end.withLock { $0 = .now + Patience.longest } }

    var isOver: Bool { end.withLock { $0 < .now } }
}
