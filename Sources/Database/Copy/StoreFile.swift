internal import Foundation
internal import GRDB

/// A SQLite file that one caller reads and writes by itself, such as a backup: without a pool, without a server.
public final class StoreFile: Sendable {
    public let path: String
    private let queue: DatabaseQueue
    private let statements = StatementMeter()

    /// Opens the file, or makes it where `isNew`.
    /// - Throws: ``DatabaseError/storage(_:)`` for a file that is none, or is there already.
    public init(path: String, isNew: Bool = false) throws {
        let isThere = FileManager.default.fileExists(atPath: path)
        guard isThere != isNew else {
            throw DatabaseError.storage(isNew ? "\(path) is there already" : "\(path): there is no such file")
        }
        self.path = path
        do {
            queue = try DatabaseQueue(path: path)
        } catch let error as GRDB.DatabaseError {
            throw DatabaseError.storage("\(path): \(error.message ?? "not a store")")
        }
    }

    public func read<T>(_ body: (any Connection) throws -> T) throws -> T {
        try told {
            try queue.read { try body(SQLiteConnection(database: $0, statements: statements, wakes: WakeFlag())) }
        }
    }

    public func write<T>(_ body: (any Connection) throws -> T) throws -> T {
        try told {
            try queue.write { try body(SQLiteConnection(database: $0, statements: statements, wakes: WakeFlag())) }
        }
    }

    /// What SQLite finds wrong with the file; nothing for a sound one.
    public func damage() throws -> String? {
        let found = try read { try $0.query("PRAGMA integrity_check") { try $0[0] as String } }
        return found == ["ok"] ? nil : found.prefix(3).joined(separator: "; ")
    }

    /// Closes the file as one that needs no other beside it, on disk to the last byte.
    public func settle() throws {
        try told {
            try queue.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL") }
            try queue.close()
        }
        try StoreFile.sync(path)
    }

    public func close() throws {
        try told { try queue.close() }
    }

    /// Gives a file its name, when all of it is on disk: whoever sees the name sees the whole file.
    public static func publish(_ part: String, as path: String) throws {
        try sync(part)
        guard rename(part, path) == 0 else {
            throw DatabaseError.storage("\(path): \(String(cString: strerror(errno)))")
        }
        try sync(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }

    private static func sync(_ path: String) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw DatabaseError.storage("\(path): \(String(cString: strerror(errno)))") }
        defer { Foundation.close(file) }
        guard fsync(file) == 0 else { throw DatabaseError.storage("\(path): \(String(cString: strerror(errno)))") }
    }

    private func told<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as GRDB.DatabaseError {
            throw DatabaseError(error)
        }
    }
}
