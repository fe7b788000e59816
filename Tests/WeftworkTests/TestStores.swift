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

/// One database of the tests' PostgreSQL server; it goes with the last that holds it. A copy of another is emptied instead and
/// lent out again: making one is a thousand and a half files, most of what the server does for a test.
final class StoreBase: Sendable {
    /// Waits of a server are no work for the threads that the tests share.
    private static let queue = DispatchQueue(label: "databases", attributes: .concurrent)
    /// Copies that nobody holds, as they were when they were made.
    private static let spare = Mutex<[String]>([])
    /// With the run goes what it left.
    private static let sweep: Void = {
        atexit {
            let server = ProcessInfo.processInfo.environment["TEST_POSTGRES"] ?? ""
            for name in StoreBase.spare.withLock({ $0 }) { _ = try? StoreBase.tell(server, "DROP DATABASE \(name)") }
        }
    }()

    private let server: String
    private let name: String
    private let pattern: Pattern?

    var url: String { "\(server)&dbname=\(name)" }

    /// - Parameter pattern: what it is a copy of; empty without one.
    init(on server: String, like pattern: Pattern? = nil) async throws {
        _ = StoreBase.sweep
        self.server = server
        self.pattern = pattern
        if pattern != nil, let known = StoreBase.spare.withLock({ $0.popLast() }) {
            name = known
            return
        }
        name = "w" + UUID().uuidString.lowercased().replacing("-", with: "")
        let order = "CREATE DATABASE \(name)" + (pattern.map { " TEMPLATE \($0.base.name)" } ?? "")
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            StoreBase.queue.async { done.resume(with: Result { try StoreBase.tell(server, order) }) }
        }
    }

    deinit {
        StoreBase.queue.async { [server, name, url, pattern] in
            if let pattern, (try? StoreBase.empty(url, pattern)) != nil {
                return StoreBase.spare.withLock { $0.append(name) }
            }
            // Whatever still listens there ends with it.
            _ = try? StoreBase.tell(server, "DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
        }
    }

    private struct Refused: Error {
        let why: String
    }

    /// What a test must not have changed: steps taken, keys, tables with their columns and indexes.
    private static let shape = """
        SELECT md5(string_agg(part, '|' ORDER BY part)) FROM (
            SELECT name AS part FROM migrations UNION ALL SELECT k::text FROM key_check k
            UNION ALL SELECT m::text FROM master_keys m
            UNION ALL SELECT c.relname || ' ' || a.attname || ' ' || a.atttypid || a.attnotnull
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = CAST('public' AS regnamespace)) AS parts
        """

    /// Leaves of a copy what its pattern had.
    ///
    /// - Throws: where that is not to be had by taking rows out.
    private static func empty(_ url: String, _ pattern: Pattern) throws {
        try tell(
            url,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                + "WHERE datname = current_database() AND pid <> pg_backend_pid()")
        guard try tell(url, shape) == pattern.shape else { throw Refused(why: "its tables are others now") }
        try tell(
            url,
            """
            SET session_replication_role = replica;
            DO $$
            DECLARE one record;
            BEGIN
                FOR one IN
                    SELECT CAST(oid AS regclass) AS name, pg_relation_size(oid) AS size FROM pg_class
                    WHERE relkind = 'r' AND relnamespace = CAST('public' AS regnamespace) AND pg_relation_size(oid) > 0
                        AND relname NOT IN ('migrations', 'key_check', 'master_keys')
                LOOP
                    -- Rows that were taken out still cost whoever reads the table.
                    IF one.size > 1000000 THEN RAISE EXCEPTION 'too much in %', one.name; END IF;
                    EXECUTE 'DELETE FROM ' || one.name;
                END LOOP;
            END $$
            """)
    }

    /// Outside of a transaction, as databases are made.
    ///
    /// - Returns: the first value of the answer, where there is one.
    @discardableResult
    private static func tell(_ server: String, _ order: String) throws -> String {
        let session = PQconnectdb(server)
        defer { PQfinish(session) }
        let answer = PQexec(session, order)
        defer { PQclear(answer) }
        guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(answer)) else {
            throw Refused(why: String(cString: PQerrorMessage(session)))
        }
        return PQntuples(answer) > 0 ? String(cString: PQgetvalue(answer, 0, 0)) : ""
    }
}

extension StoreBase {
    /// A database that others are copies of, and what they look like as long as no test has changed it.
    struct Pattern {
        let base: StoreBase
        let shape: String

        init(_ base: StoreBase) throws {
            self.base = base
            shape = try StoreBase.tell(base.url, StoreBase.shape)
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
        return try StoreBase.Pattern(base)
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
