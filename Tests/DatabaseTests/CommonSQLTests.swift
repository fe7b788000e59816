import Database
import Foundation
import Testing

/// The SQL that features may write: the same text gives the same answer on both engines – or is refused by both.
@Suite struct CommonSQLTests {
    private func store(_ kind: EngineKind) async throws -> any Database {
        let db = try await Fresh.store(kind)
        _ = try await db.migrate(
            [
                Migration(
                    "1",
                    [
                        """
                        CREATE TABLE t (id \(.int) PRIMARY KEY, n \(.int), name TEXT NOT NULL, ok \(.bool) NOT NULL, x \(.real),
                            twice \(.int) GENERATED ALWAYS AS (n * 2) STORED, CHECK (n < 1000)) \(.strict)
                        """,
                        "CREATE UNIQUE INDEX t_name ON t (name) WHERE ok",
                        "CREATE INDEX t_expression ON t ((n % 10))",
                        "CREATE TABLE u (id \(.int) PRIMARY KEY, t_id \(.int) REFERENCES t (id), note TEXT) \(.strict)",
                    ])
            ], now: 1)
        try await db.write { db in
            try db.execute(
                """
                INSERT INTO t (id, n, name, ok, x) VALUES (\(1), \(10), \("b"), \(true), \(1.5)),
                    (\(2), \(20), \("B"), \(false), \(2.5)), (\(3), \(nil as Int64?), \("口罩é"), \(true), \(nil as Double?)),
                    (\(4), \(-7), \("Z"), \(true), \(0.1))
                """)
            try db.execute("INSERT INTO u (id, t_id, note) VALUES (\(1), \(1), \("one")), (\(2), \(1), \("two"))")
        }
        return db
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let sql: SQL
        let expected: [String?]
        let testDescription: String

        init(_ name: String, _ sql: SQL, _ expected: [String?]) {
            testDescription = name
            self.sql = sql
            self.expected = expected
        }
    }

    /// Each gives one column of text.
    static let questions: [Case] = [
        Case("returning", "UPDATE t SET n = n + 1 WHERE id = \(1) RETURNING CAST(n AS TEXT)", ["11"]),
        Case(
            "upsert by key",
            """
            INSERT INTO t (id, n, name, ok) VALUES (\(1), \(5), \("new"), \(true))
            ON CONFLICT (id) DO UPDATE SET n = excluded.n + t.n RETURNING CAST(n AS TEXT)
            """, ["15"]),
        Case(
            "upsert by partial index",
            """
            INSERT INTO t (id, n, name, ok) VALUES (\(9), \(5), \("b"), \(true))
            ON CONFLICT (name) WHERE ok DO UPDATE SET n = excluded.n RETURNING CAST(id AS TEXT)
            """, ["1"]),
        Case(
            "insert select on conflict",
            """
            INSERT INTO t (id, n, name, ok) SELECT id, n, name, ok FROM t WHERE TRUE
            ON CONFLICT (id) DO NOTHING RETURNING CAST(id AS TEXT)
            """, []),
        Case(
            "with insert",
            "WITH v(a, b) AS (VALUES (CAST(\(7) AS BIGINT), \("seven"))) INSERT INTO u (id, note) SELECT a, b FROM v RETURNING note",
            ["seven"]),
        Case(
            "recursion",
            """
            WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 4) SELECT CAST(n AS TEXT) FROM c
            ORDER BY n
            """, ["1", "2", "3", "4"]),
        Case(
            "update from", "UPDATE u SET note = t.name FROM t WHERE t.id = u.t_id AND u.id = 1 RETURNING note", ["b"]),
        Case(
            "row assignment", "UPDATE t SET (n, name) = (\(1), \("x")) WHERE id = 4 RETURNING name || n", ["x1"]),
        Case("delete returning", "DELETE FROM u WHERE t_id = 1 AND id > 1 RETURNING note", ["two"]),
        Case(
            "window",
            "SELECT CAST(row_number() OVER (ORDER BY n NULLS LAST) AS TEXT) FROM t ORDER BY id",
            ["2", "3", "4", "1"]),
        Case("filter", "SELECT CAST(count(*) FILTER (WHERE ok) AS TEXT) FROM t", ["3"]),
        Case("keyset", "SELECT name FROM t WHERE (ok, id) > (\(false), \(9)) ORDER BY id", ["b", "口罩é", "Z"]),
        Case("nulls last", "SELECT name FROM t ORDER BY n NULLS LAST, id", ["Z", "b", "B", "口罩é"]),
        Case("nulls first", "SELECT name FROM t ORDER BY n NULLS FIRST, id", ["口罩é", "Z", "b", "B"]),
        Case("text by code point", "SELECT name FROM t ORDER BY name", ["B", "Z", "b", "口罩é"]),
        Case("distinct from", "SELECT name FROM t WHERE n IS NOT DISTINCT FROM \(nil as Int64?)", ["口罩é"]),
        Case(
            "exists",
            "SELECT name FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.t_id = t.id) ORDER BY id", ["b"]),
        Case(
            "case and coalesce",
            "SELECT CASE WHEN coalesce(n, 0) > 5 THEN 'much' ELSE 'little' END FROM t ORDER BY id",
            ["much", "much", "little", "little"]),
        Case("nullif", "SELECT nullif(name, 'b') FROM t WHERE id = 1", [nil]),
        Case("generated", "SELECT CAST(twice AS TEXT) FROM t ORDER BY id", ["20", "40", nil, "-14"]),
        Case("division truncates", "SELECT CAST(n / 2 AS TEXT) FROM t WHERE id = 4", ["-3"]),
        Case("remainder keeps its sign", "SELECT CAST(n % 2 AS TEXT) FROM t WHERE id = 4", ["-1"]),
        Case("length in characters", "SELECT CAST(length(name) AS TEXT) FROM t WHERE id = 3", ["3"]),
        Case("substr in characters", "SELECT substr(name, 2, 2) FROM t WHERE id = 3", ["罩é"]),
        Case("truth as a condition", "SELECT name FROM t WHERE NOT ok", ["B"]),
        Case("truth compared", "SELECT name FROM t WHERE ok = TRUE AND n = \(10)", ["b"]),
        Case("sum is cast", "SELECT CAST(CAST(sum(n) AS BIGINT) AS TEXT) FROM t", ["23"]),
        Case("strict grouping", "SELECT CAST(count(*) AS TEXT) FROM t GROUP BY ok ORDER BY ok", ["1", "3"]),
        Case("sub-query with a name", "SELECT CAST(m AS TEXT) FROM (SELECT max(n) AS m FROM t) AS q", ["20"]),
        Case(
            "a condition made in Swift", "SELECT name FROM t WHERE \(true) AND n = \(20)", ["B"]),
        Case(
            "a list of none", "SELECT name FROM t WHERE id IN (\(list: [] as [Int64]))", []),
        Case("expression index", "SELECT name FROM t WHERE n % 10 = 0 ORDER BY id", ["b", "B"]),
    ]

    @Test(arguments: Fresh.kinds, questions) func sameTextSameAnswer(_ kind: EngineKind, _ question: Case) async throws
    {
        let db = try await store(kind)
        let answer = try await db.write { db in try db.query(question.sql) { try $0[0] as String? } }
        #expect(answer == question.expected)
        await db.close()
    }

    static let refused: [Case] = [
        Case(
            "text in a number's column", "INSERT INTO t (id, n, name, ok) VALUES (\(8), \("ten"), \("q"), \(true))", []),
        Case("a row that a check refuses", "UPDATE t SET n = \(1000) WHERE id = 1", []),
        Case("a value twice under a partial index", "UPDATE t SET name = \("b") WHERE id = 4", []),
        Case("a reference to nothing", "INSERT INTO u (id, t_id) VALUES (\(8), \(99))", []),
        Case("nothing where something must be", "UPDATE t SET name = \(nil as String?)", []),
        Case("a generated column set by hand", "UPDATE t SET twice = \(4)", []),
        Case("an unknown column", "SELECT nothing FROM t", []),
        Case("an unknown table", "SELECT 1 FROM nothing", []),
    ]

    @Test(arguments: Fresh.kinds, refused) func bothRefuse(_ kind: EngineKind, _ question: Case) async throws {
        let db = try await store(kind)
        await #expect(throws: DatabaseError.self) { try await db.write { try $0.execute(question.sql) } }
        #expect(try await db.read { try $0.value("SELECT count(*) FROM t", as: Int.self) } == 4)
        await db.close()
    }

    @Test(arguments: Fresh.kinds) func numbersComeBackWhole(_ kind: EngineKind) async throws {
        let db = try await store(kind)
        let average = try await db.read {
            try $0.value("SELECT CAST(avg(n) AS DOUBLE PRECISION) FROM t", as: Double.self)
        }
        #expect(abs((average ?? 0) - 23.0 / 3) < 1e-12)
        for number in [Int64.max, Int64.min, 0, -1] {
            try await db.write { try $0.execute("INSERT INTO u (id, note) VALUES (\(number), \("edge"))") }
        }
        let edges = try await db.read { db in
            try db.query("SELECT id FROM u WHERE note = 'edge' ORDER BY id") { try $0[0] as Int64 }
        }
        #expect(edges == [Int64.min, -1, 0, Int64.max])
        for real in [0.1, -0.0, 1e300, Double.leastNonzeroMagnitude, Double.pi] {
            try await db.write { try $0.execute("UPDATE t SET x = \(real) WHERE id = 1") }
            let back = try await db.read { try $0.value("SELECT x FROM t WHERE id = 1", as: Double.self) }
            #expect(back == real, "\(real)")
        }
        await db.close()
    }

    @Test(arguments: Fresh.kinds) func aReadChangesNothing(_ kind: EngineKind) async throws {
        let db = try await store(kind)
        await #expect(throws: DatabaseError.self) {
            try await db.read { try $0.execute("DELETE FROM u") }
        }
        #expect(try await db.read { try $0.value("SELECT count(*) FROM u", as: Int.self) } == 2)
        await db.close()
    }

    @Test(arguments: Fresh.kinds) func aReadSeesOneStateOfTheData(_ kind: EngineKind) async throws {
        let db = try await store(kind)
        let (seen, go) = (AsyncStream<Void>.makeStream(), DispatchSemaphore(value: 0))
        let reading = Task {
            try await db.read { db -> [Int] in
                let before = try db.value("SELECT count(*) FROM u", as: Int.self) ?? -1
                seen.continuation.finish()
                go.wait()
                return [before, try db.value("SELECT count(*) FROM u", as: Int.self) ?? -1]
            }
        }
        for await _ in seen.stream {}
        try await db.write { try $0.execute("DELETE FROM u") }
        go.signal()
        #expect(try await reading.value == [2, 2])
        #expect(try await db.read { try $0.value("SELECT count(*) FROM u", as: Int.self) } == 0)
        await db.close()
    }

    /// On PostgreSQL an error ends the transaction; what a body does after swallowing it is not stored – on either engine.
    @Test(arguments: Fresh.kinds) func anErrorCannotBeSwallowed(_ kind: EngineKind) async throws {
        let db = try await store(kind)
        await #expect(throws: DatabaseError.self) {
            try await db.write { db in
                try db.execute("INSERT INTO u (id, note) VALUES (\(50), \("before"))")
                _ = try? db.execute("INSERT INTO u (id, note) VALUES (\(1), \("twice"))")
                _ = try? db.execute("INSERT INTO u (id, note) VALUES (\(51), \("after"))")
            }
        }
        #expect(try await db.read { try $0.value("SELECT count(*) FROM u", as: Int.self) } == 2)
        await db.close()
    }

    @Test(arguments: Fresh.kinds) func fourStartAtOnceAndOneMigrates(_ kind: EngineKind) async throws {
        let db = try await Fresh.store(kind)
        let steps = (1...5).map { number in
            Migration("\(number)", ["INSERT INTO log (n) VALUES (\(number))"])
        }
        let all = [Migration("0", ["CREATE TABLE log (n \(.int)) \(.strict)"])] + steps
        let ran = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<4 { group.addTask { try await db.migrate(all, now: 1) } }
            var ran: [String] = []
            for try await names in group { ran += names }
            return ran
        }
        #expect(ran.sorted() == ["0", "1", "2", "3", "4", "5"])
        #expect(try await db.read { try $0.value("SELECT count(*) FROM log", as: Int.self) } == 5)
        await db.close()
    }
}
