import CPostgres
import Database
import Dispatch
import Foundation
import Logging
import Synchronization

@testable import Weftwork

/// Where the file of one SQLite store lies, and those beside it. They go with the last that holds the place: hundreds of
/// stores at once are more than the disk of a small machine.
final class StorePlace: Sendable {
    let path = NSTemporaryDirectory() + "w" + UUID().uuidString + ".sqlite"

    deinit {
        for end in ["", "-wal", "-shm", ".lock"] { try? FileManager.default.removeItem(atPath: path + end) }
    }
}

/// One database of the tests' PostgreSQL server; it goes with the last that holds it.
final class StoreBase: Sendable {
    /// Waits of a server are no work for the threads that the tests share.
    private static let queue = DispatchQueue(label: "databases", attributes: .concurrent)

    private let server: String
    private let name = "w" + UUID().uuidString.lowercased().replacing("-", with: "")

    var url: String { "\(server)&dbname=\(name)" }

    /// - Parameter pattern: what it is a copy of; empty without one.
    init(on server: String, like pattern: StoreBase? = nil) async throws {
        self.server = server
        let order = "CREATE DATABASE \(name)" + (pattern.map { " TEMPLATE \($0.name)" } ?? "")
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            StoreBase.queue.async { done.resume(with: Result { try StoreBase.tell(server, order) }) }
        }
    }

    deinit {
        StoreBase.queue.async { [server, name] in
            // Whatever still listens there ends with it.
            try? StoreBase.tell(server, "DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
        }
    }

    private struct Refused: Error {
        let why: String
    }

    /// Outside of a transaction, as databases are made.
    private static func tell(_ server: String, _ order: String) throws {
        let session = PQconnectdb(server)
        defer { PQfinish(session) }
        let answer = PQexec(session, order)
        defer { PQclear(answer) }
        guard PQresultStatus(answer) == PGRES_COMMAND_OK else {
            throw Refused(why: String(cString: PQerrorMessage(session)))
        }
    }
}

/// Stores on which every migration has run: each test begins with a copy, which costs a fraction of the thousand statements.
enum TestStores {
    /// All tests run at once, on whatever machine.
    private static let patience = PostgresPatience(connect: 60, statement: 120, free: 120, waiting: 4_096)

    static let masterKey = [UInt8](repeating: 7, count: 32)

    private static let filePattern = Task {
        let place = StorePlace()
        try await migrate(SQLiteDatabase(path: place.path))
        return place
    }

    private static let basePattern = Task {
        let base = try await StoreBase(on: ProcessInfo.processInfo.environment["TEST_POSTGRES"] ?? "")
        try await migrate(
            PostgresDatabase(url: base.url, connections: 1, patience: patience, jitter: { 0.5 }))
        return base
    }

    private static func migrate(_ database: any Database) async throws {
        let app = try App(
            database: database, world: TestWorld(seed: 0).world, masterKey: masterKey,
            configuration: Configuration(environment: [:], publicURL: "http://test.invalid"),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await app.migrate()
        await database.close()
    }

    /// A store of one's own with its tables.
    static func make(_ kind: EngineKind) async throws -> any Database {
        switch kind {
        case .sqlite:
            let place = StorePlace()
            try FileManager.default.copyItem(atPath: try await filePattern.value.path, toPath: place.path)
            // What seals is held by the store, so the file goes when the store does and not before.
            return try SQLiteDatabase(path: place.path) { db in
                defer { withExtendedLifetime(place) {} }
                try EventSealer.seal(db, limit: 10_000)
            }
        case .postgres:
            let pattern = try await basePattern.value
            let base = try await StoreBase(
                on: ProcessInfo.processInfo.environment["TEST_POSTGRES"] ?? "", like: pattern)
            // What gives chance is held by the store.
            return try await PostgresDatabase(
                url: base.url, connections: 4, patience: patience,
                jitter: { withExtendedLifetime(base) { Double.random(in: 0..<1) } })
        }
    }
}
