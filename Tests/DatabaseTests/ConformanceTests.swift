import Database
import Foundation
import Testing

/// What a store promises, the same for both engines.
@Suite struct ConformanceTests {
    private func table(_ db: any Database) async throws {
        _ = try await db.migrate(
            [
                Migration(
                    "1 things",
                    [
                        """
                        CREATE TABLE things (id \(.id) PRIMARY KEY, name TEXT NOT NULL UNIQUE, n \(.int) NOT NULL CHECK (n >= 0),
                            ok \(.bool) NOT NULL, size \(.real), bytes \(.blob), parent \(.id) REFERENCES things (id)) \(.strict)
                        """
                    ])
            ], now: 1)
    }

    private func id(_ number: Int64) -> ID { ID(milliseconds: number, entropy: (1, 2)) }

    private func insert(_ db: any Connection, _ number: Int64, name: String? = nil, n: Int64 = 0) throws {
        try db.execute(
            """
            INSERT INTO things (id, name, n, ok, size, bytes)
            VALUES (\(id(number)), \(name ?? "thing \(number)"), \(n), \(number % 2 == 0), \(1.5), \([1, 2, 255] as [UInt8]))
            """)
    }

    @Test(arguments: Fresh.kinds) func everyTypeComesBack(_ kind: EngineKind) async throws {
        let db = try await Fresh.store(kind)
        try await table(db)
        try await db.write { try insert($0, 2, name: "口罩 'quoted' \\ \" ; -- 𠮷") }
        let row = try await db.read { db in
            try db.first("SELECT id, name, n, ok, size, bytes, parent FROM things") { row in
                (
                    try row[0] as ID, try row[1] as String, try row[2] as Int64, try row[3] as Bool,
                    try row[4] as Double, try row[5] as [UInt8], try row[6] as ID?
                )
            }
        }
        #expect(row?.0 == id(2))
        #expect(row?.1 == "口罩 'quoted' \\ \" ; -- 𠮷")
        #expect(row?.2 == 0)
        #expect(row?.3 == true)
        #expect(row?.4 == 1.5)
        #expect(row?.5 == [1, 2, 255])
        #expect(row?.6 == nil)
        await db.close()
    }

    @Test(arguments: Fresh.kinds) func aThrownErrorUndoesAll(_ kind: EngineKind) async throws {
        struct Stop: Error {}
        let db = try await Fresh.store(kind)
        try await table(db)
        await #expect(throws: Stop.self) {
            try await db.write { db in
                try insert(db, 1)
                throw Stop()
            }
        }
        let count = try await db.read { try $0.value("SELECT count(*) FROM things", as: Int.self) }
        #expect(count == 0)
        await db.close()
    }

    @Test(arguments: Fresh.kinds) func faultsHaveOneName(_ kind: EngineKind) async throws {
        let db = try await Fresh.store(kind)
        try await table(db)
        try await db.write { try insert($0, 1, name: "a") }
        await expectFault(db, "unique") { try insert($0, 2, name: "a") }
        await expectFault(db, "check") { try insert($0, 3, n: -1) }
        await expectFault(db, "foreignKey") {
            try $0.execute("UPDATE things SET parent = \(id(99)) WHERE id = \(id(1))")
        }
        await expectFault(db, "notNull") {
            try $0.execute("UPDATE things SET name = \(nil as String?) WHERE id = \(id(1))")
        }
        await db.close()
    }

    private func expectFault(
        _ db: any Database, _ name: String, _ body: @escaping @Sendable (any Connection) throws -> Void
    ) async {
        do {
            try await db.write(body)
            Issue.record("\(name) was not refused")
        } catch let error as DatabaseError {
            #expect("\(error)".hasPrefix(name), "\(error)")
        } catch {
            Issue.record("\(error)")
        }
    }

    /// At READ COMMITTED fifty such tasks leave three.
    @Test(arguments: Fresh.kinds) func fiftyIncrementsLeaveFifty(_ kind: EngineKind) async throws {
        let db = try await Fresh.store(kind)
        try await table(db)
        try await db.write { try insert($0, 1) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await db.write { db in
                        let n = try db.value("SELECT n FROM things WHERE id = \(id(1))", as: Int64.self) ?? 0
                        try db.execute("UPDATE things SET n = \(n + 1) WHERE id = \(id(1))")
                    }
                }
            }
            try await group.waitForAll()
        }
        let n = try await db.read { try $0.value("SELECT n FROM things", as: Int64.self) }
        #expect(n == 50)
        await db.close()
    }

    @Test(arguments: Fresh.kinds) func oneFailureHarmsNoOther(_ kind: EngineKind) async throws {
        let db = try await Fresh.store(kind)
        try await table(db)
        let results = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<60 as Range<Int64> {
                group.addTask {
                    // Every third name is taken by another of them: exactly one of each pair wins.
                    let name = number % 3 == 2 ? "thing \(number - 1)" : "thing \(number)"
                    return (try? await db.write { try insert($0, number + 1, name: name) }) != nil
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        let count = try await db.read { try $0.value("SELECT count(*) FROM things", as: Int.self) }
        #expect(results == 40)
        #expect(count == 40)
        await db.close()
    }

    @Test(arguments: Fresh.kinds) func listsUpsertsAndReturning(_ kind: EngineKind) async throws {
        let db = try await Fresh.store(kind)
        try await table(db)
        try await db.write { db in for number in 1...5 as ClosedRange<Int64> { try insert(db, number, n: number) } }
        let found = try await db.read { db in
            try db.query("SELECT n FROM things WHERE id IN (\(list: [id(2), id(4), id(9)])) ORDER BY n") {
                try $0[0] as Int64
            }
        }
        #expect(found == [2, 4])
        let none = try await db.read { db in
            try db.query("SELECT n FROM things WHERE id IN (\(list: [] as [ID]))") { try $0[0] as Int64 }
        }
        #expect(none.isEmpty)
        let returned = try await db.write { db in
            try db.value(
                """
                INSERT INTO things (id, name, n, ok) VALUES (\(id(7)), \("thing 1"), \(10), \(true))
                ON CONFLICT (name) DO UPDATE SET n = things.n + excluded.n RETURNING n
                """, as: Int64.self)
        }
        #expect(returned == 11)
        let sums = try await db.read { db in
            try db.first(
                "SELECT CAST(sum(n) AS BIGINT), count(*) FILTER (WHERE ok) FROM things WHERE (n, id) > (\(2), \(id(0)))"
            ) { (try $0[0] as Int64, try $0[1] as Int64) }
        }
        let expected: [Int64] = [25, 2]
        #expect(sums.map { [$0.0, $0.1] } == expected)
        await db.close()
    }

    @Test(arguments: Fresh.kinds) func textWithNULIsRefused(_ kind: EngineKind) async throws {
        let db = try await Fresh.store(kind)
        try await table(db)
        await expectFault(db, "check") { try insert($0, 1, name: "a\u{0}b") }
        await db.close()
    }

    @Test(arguments: Fresh.kinds) func tenThousandRowsAreRead(_ kind: EngineKind) async throws {
        let db = try await Fresh.store(kind)
        try await table(db)
        try await db.write { db in for number in 0..<10_000 as Range<Int64> { try insert(db, number, n: number) } }
        let sum = try await db.read { db in try db.query("SELECT n FROM things") { try $0[0] as Int64 } }.reduce(0, +)
        #expect(sum == 49_995_000)
        await db.close()
    }

    @Test(arguments: Fresh.kinds) func aMigrationRunsOnce(_ kind: EngineKind) async throws {
        let db = try await Fresh.store(kind)
        let steps = [
            Migration("1", ["CREATE TABLE one (n \(.int)) \(.strict)"]),
            Migration("2", ["INSERT INTO one (n) VALUES (\(7))"]),
        ]
        let first = try await db.migrate(Array(steps.prefix(1)), now: 1)
        let second = try await db.migrate(steps, now: 2)
        let third = try await db.migrate(steps, now: 3)
        #expect(first == ["1"])
        #expect(second == ["2"])
        #expect(third.isEmpty)
        #expect(try await db.read { try $0.value("SELECT count(*) FROM one", as: Int.self) } == 1)
        await db.close()
    }

    @Test(arguments: Fresh.kinds) func fullTextFindsTwoHan(_ kind: EngineKind) async throws {
        let db = try await Fresh.store(kind)
        _ = try await db.migrate([Migration("search", [.createSearch, .indexSearch])], now: 1)
        try await db.write { db in
            try db.execute("INSERT INTO search (rowid, tokens) VALUES (\(1), \("医用 用口 口罩 罩 n95"))")
            try db.execute("INSERT INTO search (rowid, tokens) VALUES (\(2), \("防护 护服 服 mask"))")
        }
        let cases: [([[String]], [Int64])] = [
            ([["口罩"]], [1]), ([["用口", "口罩"]], [1]), ([["防"]], [2]), ([["n95"], ["口罩"]], [1]), ([["口罩"], ["防护"]], []),
            ([["mas"]], [2]),
        ]
        for (phrases, expected) in cases {
            let found = try await db.read { db in
                try db.query("SELECT rowid FROM search WHERE \(.searchMatches(phrases)) ORDER BY rowid") {
                    try $0[0] as Int64
                }
            }
            #expect(found == expected, "\(phrases)")
        }
        await db.close()
    }

    @Test(arguments: Fresh.kinds) func listenersAreWokenAfterTheCommit(_ kind: EngineKind) async throws {
        let db = try await Fresh.store(kind)
        try await table(db)
        let wakes = db.wakeUps()
        let woken = Task { () -> Int in
            for await _ in wakes {
                let count = try await db.read { try $0.value("SELECT count(*) FROM things", as: Int.self) } ?? 0
                if count > 0 { return count }
            }
            return -1
        }
        try await db.write { db in
            try insert(db, 1)
            try db.wake()
        }
        #expect(try await woken.value == 1)
        await db.close()
    }

    @Test func sqliteSyncsEveryCommitAndGroupsThem() async throws {
        let db = try SQLiteDatabase(path: NSTemporaryDirectory() + UUID().uuidString)
        try await table(db)
        #expect(try await db.synchronousLevel() == 2)
        let before = db.commits
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<500 as Range<Int64> {
                group.addTask { try await db.write { try insert($0, number) } }
            }
            try await group.waitForAll()
        }
        #expect(db.commits.writes - before.writes == 500)
        #expect(db.commits.groups - before.groups < 500)
        await db.close()
    }

    @Test func aSecondProcessIsKeptOut() async throws {
        let path = NSTemporaryDirectory() + UUID().uuidString
        let first = try SQLiteDatabase(path: path)
        #expect(throws: DatabaseError.self) { try SQLiteDatabase(path: path) }
        await first.close()
        let again = try SQLiteDatabase(path: path)
        await again.close()
    }

    @Test func idsSortByTimeAndComeBackFromText() {
        let ids = (0..<100).map { ID(milliseconds: Int64($0) * 7, entropy: (UInt64($0) &* 0x9E37_79B9_7F4A_7C15, 3)) }
        #expect(ids == ids.sorted())
        for id in ids {
            #expect(ID(id.description) == id)
            #expect(ID(bytes: id.bytes) == id)
        }
        #expect(ID("not an id") == nil)
        #expect(ids.allSatisfy { $0.description.dropFirst(14).first == "7" })
    }
}
