import Foundation
import Testing

@testable import Database

/// SQLite plans for a large network from the first day.
@Suite struct StatisticsTests {
    private static let steps = [
        Migration(
            "2000-01-01 things",
            [
                """
                CREATE TABLE things (network_id BLOB NOT NULL, id BLOB NOT NULL, need_id BLOB NOT NULL, kind TEXT NOT NULL,
                    PRIMARY KEY (network_id, id)) STRICT, WITHOUT ROWID
                """,
                "CREATE INDEX things_need ON things (network_id, need_id)",
                "CREATE INDEX things_open ON things (network_id, kind, id) WHERE kind = 'open'",
                "CREATE TABLE others (id BLOB PRIMARY KEY, kind TEXT NOT NULL) STRICT, WITHOUT ROWID",
            ])
    ]

    private func plan(_ database: any Database) async throws -> String {
        try await database.read { db in
            try db.query("EXPLAIN QUERY PLAN SELECT kind FROM things WHERE network_id = \([1]) AND need_id = \([2])") {
                try $0[3] as String
            }.joined(separator: "\n")
        }
    }

    @Test func whatBelongsToOneNeedIsFoundByItsIndexFromTheFirstDay() async throws {
        let path = NSTemporaryDirectory() + UUID().uuidString
        let db = try SQLiteDatabase(path: path)
        // A reader that has been open since before learns of it too.
        _ = try await db.read { try $0.value("SELECT 1", as: Int.self) }
        #expect(try await db.migrate(Self.steps, now: 1) == ["2000-01-01 things"])
        #expect(try await plan(db).contains("things_need"))
        let lines = try await db.read { db in
            try db.query("SELECT idx, stat FROM sqlite_stat1 ORDER BY idx") {
                "\(try $0[0] as String): \(try $0[1] as String)"
            }
        }
        #expect(lines == ["things: 100000 100000 1", "things_need: 100000 100000 10", "things_open: 1000 1000 100 10"])
        #expect(try await db.read { try $0.tableNames() } == ["migrations", "others", "things"])
        // Somebody counts by hand: the next start puts the assumed ones back.
        try await db.write { db in
            try db.execute("INSERT INTO things VALUES (\([1]), \([2]), \([3]), 'open')")
            try db.execute("CREATE VIRTUAL TABLE words USING fts5 (w)")
            try db.execute("INSERT INTO words VALUES ('mask')")
            try db.execute("ANALYZE")
        }
        await db.close()
        let again = try SQLiteDatabase(path: path)
        #expect(try await again.migrate(Self.steps, now: 2).isEmpty)
        #expect(try await plan(again).contains("things_need"))
        await again.close()
    }

    /// Why the figures are needed: were SQLite to do better by itself some day, they could go.
    @Test func withoutThemAllOfTheNetworkWouldBeRead() async throws {
        let db = try SQLiteDatabase(path: NSTemporaryDirectory() + UUID().uuidString)
        try await db.write { db in for statement in Self.steps[0].statements { try db.execute(statement) } }
        #expect(try await !plan(db).contains("things_need"))
        await db.close()
    }
}
