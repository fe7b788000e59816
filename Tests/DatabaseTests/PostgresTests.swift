import Database
import Foundation
import Synchronization
import Testing

/// What PostgreSQL can do to its clients: go away, fill up, take its time.
@Suite(.enabled { Fresh.kinds.contains(.postgres) }) struct PostgresTests {
    private func store(connections: Int = 2, patience: PostgresPatience = .long) async throws
        -> PostgresDatabase
    {
        try await PostgresDatabase(
            url: ProcessInfo.processInfo.environment["TEST_POSTGRES"] ?? "", connections: connections,
            patience: patience, jitter: { Double.random(in: 0..<1) })
    }

    /// What runs side by side counts here.
    private final class Seen: Sendable {
        let isOver = Atomic(false)
        let short = Atomic(0)
        let tries = Atomic(0)
    }

    private func seconds(_ body: () async -> Void) async -> Double {
        let took = await ContinuousClock().measure(body)
        return took / Duration.seconds(1)
    }

    @Test func aCancelledTaskStopsItsStatement() async throws {
        let db = try await store(connections: 1)
        let (begun, signal) = AsyncStream<Void>.makeStream()
        let sleeping = Task {
            try await db.read { db in
                signal.finish()
                _ = try db.query("SELECT pg_sleep(60)") { _ in }
            }
        }
        for await _ in begun {}
        let took = await seconds {
            sleeping.cancel()
            await #expect(throws: CancellationError.self) { try await sleeping.value }
        }
        #expect(took < 50)
        // The only connection is free again, and the next transaction isn't hit.
        for _ in 0..<20 { #expect(try await db.read { try $0.value("SELECT 7", as: Int.self) } == 7) }
        await db.close()
    }

    @Test func whoeverWaitsCanBeCalledOff() async throws {
        let db = try await store(connections: 1)
        let (begun, signal) = AsyncStream<Void>.makeStream()
        let holding = Task {
            try await db.read { db in
                signal.finish()
                _ = try db.query("SELECT pg_sleep(60)") { _ in }
            }
        }
        for await _ in begun {}
        let waiting = Task { try await db.read { try $0.value("SELECT 1", as: Int.self) } }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        holding.cancel()
        _ = await holding.result
        await db.close()
    }

    @Test func anExhaustedPoolRefusesInTime() async throws {
        let db = try await store(connections: 1, patience: PostgresPatience(connect: 60, free: 0.2, waiting: 2))
        let (begun, signal) = AsyncStream<Void>.makeStream()
        let holding = Task {
            try await db.read { db in
                signal.finish()
                _ = try db.query("SELECT pg_sleep(60)") { _ in }
            }
        }
        for await _ in begun {}
        #expect(await db.connections == .init(most: 1, inUse: 1, idle: 0, waiting: 0))
        let took = await seconds {
            let refusals = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<10 {
                    group.addTask {
                        do {
                            try await db.write { try $0.execute("SELECT 1") }
                            return false
                        } catch DatabaseError.unavailable {
                            return true
                        } catch {
                            return false
                        }
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(refusals == 10)
        }
        #expect(took < 50)
        holding.cancel()
        _ = await holding.result
        #expect(try await db.read { try $0.value("SELECT 7", as: Int.self) } == 7)
        await db.close()
    }

    @Test func aConnectionThatWentIsMadeAgain() async throws {
        let db = try await store(connections: 3), other = try await store(connections: 1)
        let backends = try await withThrowingTaskGroup(of: Int64.self) { group in
            for _ in 0..<3 {
                group.addTask { try await db.read { try $0.value("SELECT pg_backend_pid() FROM pg_sleep(0.2)") ?? 0 } }
            }
            var pids: Set<Int64> = []
            for try await pid in group { pids.insert(pid) }
            return pids
        }
        for pid in backends {
            _ = try await other.read { db in
                try db.value("SELECT pg_terminate_backend(CAST(\(pid) AS integer), 5000)", as: Bool.self)
            }
        }
        for _ in 0..<6 { #expect(try await db.write { try $0.value("SELECT 7", as: Int.self) } == 7) }
        await db.close()
        await other.close()
    }

    @Test func aTransactionWhoseConnectionGoesIsRunAgain() async throws {
        let name = "again" + UUID().uuidString.lowercased().replacing("-", with: "")
        let db = try await store()
        try await Schemas.make(name, db)
        let url = (ProcessInfo.processInfo.environment["TEST_POSTGRES"] ?? "") + "&options=-csearch_path%3D\(name)"
        let own = try await PostgresDatabase(url: url, connections: 1, patience: .long, jitter: { 0.5 })
        _ = try await own.migrate([Migration("1", ["CREATE TABLE log (n \(.int)) \(.strict)"])], now: 1)
        let tries = Mutex(0)
        try await own.write { db in
            try db.execute("INSERT INTO log (n) VALUES (\(1))")
            let number = tries.withLock { tries in
                tries += 1
                return tries
            }
            if number == 1 { _ = try db.query("SELECT pg_terminate_backend(pg_backend_pid())") { _ in } }
        }
        #expect(tries.withLock { $0 } == 2)
        #expect(try await own.read { try $0.value("SELECT count(*) FROM log", as: Int.self) } == 1)
        // One that ends every connection it gets is given up.
        await #expect(throws: DatabaseError.self) {
            try await own.write { db in _ = try db.query("SELECT pg_terminate_backend(pg_backend_pid())") { _ in } }
        }
        #expect(try await own.read { try $0.value("SELECT count(*) FROM log", as: Int.self) } == 1)
        await own.close()
        await db.close()
    }

    /// A long write among short ones that always come between gets through all the same, and nothing is lost of either.
    @Test func theLongestWriteGetsThrough() async throws {
        let name = "turns" + UUID().uuidString.lowercased().replacing("-", with: "")
        let admin = try await store(connections: 1)
        try await Schemas.make(name, admin)
        await admin.close()
        let url = (ProcessInfo.processInfo.environment["TEST_POSTGRES"] ?? "") + "&options=-csearch_path%3D\(name)"
        // Two nodes: what lets the long one through can't lie in the process.
        let node = try await PostgresDatabase(url: url, connections: 1, patience: .long, jitter: { 0.5 })
        let other = try await PostgresDatabase(url: url, connections: 3, patience: .long, jitter: { 0.5 })
        _ = try await node.migrate(
            [Migration("1", ["CREATE TABLE counts (n \(.int)) \(.strict)", "INSERT INTO counts (n) VALUES (0)"])],
            now: 1)
        let seen = Seen()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    while !seen.isOver.load(ordering: .relaxed) {
                        try await other.write { try $0.execute("UPDATE counts SET n = n + 1") }
                        seen.short.add(1, ordering: .relaxed)
                    }
                }
            }
            defer { seen.isOver.store(true, ordering: .relaxed) }
            try await node.write { db in
                seen.tries.add(1, ordering: .relaxed)
                let before = try db.value("SELECT n FROM counts", as: Int.self) ?? 0
                _ = try db.query("SELECT pg_sleep(0.3)") { _ in }
                try db.execute("UPDATE counts SET n = \(before + 1000)")
            }
            seen.isOver.store(true, ordering: .relaxed)
            try await group.waitForAll()
        }
        // Eight times among others, then alone, as soon as it is its turn.
        #expect((2...15).contains(seen.tries.load(ordering: .relaxed)))
        #expect(
            try await node.read { try $0.value("SELECT n FROM counts", as: Int.self) }
                == seen.short.load(ordering: .relaxed) + 1000)
        await node.close()
        await other.close()
    }

    @Test func aStatementHasItsTime() async throws {
        let db = try await store(connections: 1, patience: PostgresPatience(connect: 60, statement: 1))
        let took = await seconds {
            await #expect(throws: DatabaseError.self) {
                try await db.read { _ = try $0.query("SELECT pg_sleep(90)") { _ in } }
            }
        }
        #expect(took < 50)
        // Schema changes may take longer; the next transaction is hurried again.
        try await db.write { db in
            try db.takeTime()
            _ = try db.query("SELECT pg_sleep(1.3)") { _ in }
        }
        let limit = try await db.read { try $0.value("SELECT current_setting('statement_timeout')", as: String.self) }
        #expect(limit == "1s")
        await db.close()
    }

    /// A server without room for more connections goes on answering on those it has.
    @Test func aFullServerIsNoLostServer() async throws {
        let role = "r" + UUID().uuidString.lowercased().replacing("-", with: "")
        let admin = try await store(connections: 1)
        try await admin.write { db in
            try db.execute(
                """
                CREATE OR REPLACE FUNCTION pg_temp.make_role(name TEXT) RETURNS VOID LANGUAGE plpgsql AS
                'BEGIN EXECUTE format(''CREATE ROLE %I LOGIN CONNECTION LIMIT 2'', name); END'
                """)
            _ = try db.query("SELECT pg_temp.make_role(\(role))") { _ in }
        }
        // Two connections for everything: one of them listens.
        let url = (ProcessInfo.processInfo.environment["TEST_POSTGRES"] ?? "").replacing("postgres@", with: "\(role)@")
        let db = try await PostgresDatabase(url: url, connections: 6, patience: .long, jitter: { 0.5 })
        let answers = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    (try? await db.read { try $0.value("SELECT 1 FROM pg_sleep(0.01)", as: Int.self) }) == 1
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(answers >= 36)
        await db.close()
        await admin.close()
    }

    @Test func aServerThatIsNotThereIsSaidAtOnce() async throws {
        let took = await seconds {
            await #expect(throws: DatabaseError.self) {
                _ = try await PostgresDatabase(
                    url: "postgres://nobody@127.0.0.1:1/nothing", connections: 1, jitter: { 0.5 })
            }
        }
        #expect(took < 50)
    }

    @Test func statementsAreTimed() async throws {
        let db = try await store(connections: 1)
        let before = db.statementTimes
        _ = try await db.read { try $0.query("SELECT pg_sleep(0.2)") { _ in } }
        let after = db.statementTimes
        #expect(after.seconds - before.seconds >= 0.2)
        #expect(after.count > before.count && after.buckets[7] > before.buckets[7])
        await db.close()
    }
}
