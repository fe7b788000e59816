import Database
import Foundation

/// A fresh, empty store of each engine that is at hand: SQLite always, PostgreSQL where TEST_POSTGRES says where.
enum Fresh {
    static let kinds: [EngineKind] =
        ProcessInfo.processInfo.environment["TEST_POSTGRES"] == nil ? [.sqlite] : [.sqlite, .postgres]

    static func store(_ kind: EngineKind) async throws -> any Database {
        let name = "t" + UUID().uuidString.lowercased().replacing("-", with: "")
        switch kind {
        case .sqlite:
            return try SQLiteDatabase(path: NSTemporaryDirectory() + "\(name).sqlite")
        case .postgres:
            let url = ProcessInfo.processInfo.environment["TEST_POSTGRES"] ?? ""
            let admin = try await PostgresDatabase(url: url, connections: 1, patience: .long, jitter: { 0.5 })
            try await Schemas.make(name, admin)
            await admin.close()
            return try await PostgresDatabase(
                url: "\(url)&options=-csearch_path%3D\(name)", connections: 4, patience: .long,
                jitter: { Double.random(in: 0..<1) })
        }
    }
}

extension PostgresPatience {
    /// For tests of something else: all of them run at once, on whatever machine.
    static let long = PostgresPatience(connect: 60, statement: 120, free: 120, waiting: 4_096)
}

/// A name can't be bound as a value: the schema is made by a statement that is built in the server.
enum Schemas {
    static func make(_ name: String, _ database: any Database) async throws {
        try await database.write { db in
            try db.execute(
                """
                CREATE OR REPLACE FUNCTION pg_temp.make_schema(name TEXT) RETURNS VOID LANGUAGE plpgsql AS
                'BEGIN EXECUTE format(''CREATE SCHEMA %I'', name); END'
                """)
            _ = try db.query("SELECT pg_temp.make_schema(\(name))") { _ in }
        }
    }
}
