import Database
import Testing

@testable import Weftwork

/// How often somebody may try, on one node and on several.
@Suite struct LimitTests {
    @Test(arguments: TestApp.kinds) func theLimiterLetsThroughWhatItMayAndSaysWhenAgain(_ kind: EngineKind) async throws
    {
        let test = try await TestApp(kind)
        let limiter = RateLimiter(database: test.app.database, vault: test.app.vault)
        for _ in 0..<5 { try await limiter.check(.code, "x", limit: 5, per: Time.hour, now: 1000) }
        await #expect(throws: Refusal.self) { try await limiter.check(.code, "x", limit: 5, per: Time.hour, now: 2000) }
        try await limiter.check(.code, "y", limit: 5, per: Time.hour, now: 2000)
        try await limiter.check(.code, "x", limit: 5, per: Time.hour, now: 1000 + 2 * Time.hour)
        await test.app.database.close()
    }

    /// On PostgreSQL nodes share what they count; a SQLite file has one process.
    @Test(.enabled { TestApp.kinds.contains(.postgres) }) func threeNodesLetNobodyTryThreeTimesAsOften() async throws {
        let test = try await TestApp(.postgres)
        let nodes = (0..<3).map { _ in RateLimiter(database: test.app.database, vault: test.app.vault) }
        let entered = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<60 {
                group.addTask {
                    (try? await nodes[number % 3].check(.signIn, "a@b", limit: 12, per: Time.hour, now: 1000)) != nil
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(entered == 12)
        // One that is given back on one node can be tried on another – whose own count has room.
        let fresh = RateLimiter(database: test.app.database, vault: test.app.vault)
        await #expect(throws: Refusal.self) {
            try await fresh.check(.signIn, "a@b", limit: 12, per: Time.hour, now: 1000)
        }
        try await nodes[0].giveBack(.signIn, "a@b")
        try await fresh.check(.signIn, "a@b", limit: 12, per: Time.hour, now: 1000)
        // What is stored tells no address.
        let names = try await test.app.database.read { db in
            try db.query("SELECT name FROM limits") { try $0[0] as [UInt8] }
        }
        #expect(names.map(\.count) == [32])
        test.clock.pass(3 * Time.hour)
        try await test.app.needs.sweep()
        #expect(try await test.app.database.read { try $0.value("SELECT count(*) FROM limits", as: Int.self) } == 0)
        await test.app.database.close()
    }

    @Test func noMoreAreLetInThanCanBeServedAndTheRestWaitsOrGoes() async {
        let admission = Admission(processors: 2)
        let entered = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<3000 {
                group.addTask {
                    guard await admission.enter() else { return false }
                    await Task.yield()
                    admission.leave()
                    return true
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        let counts = admission.counts
        #expect(entered + counts.refused == 3000 && entered >= admission.limit)
        #expect(counts.present == 0 && counts.waiting == 0 && counts.most <= admission.limit)
        // Full: the places, then those who wait; the next is refused at once.
        for _ in 0..<admission.limit { #expect(await admission.enter()) }
        let waiting = (0..<admission.limit * 4).map { _ in Task { await admission.enter() } }
        while admission.counts.waiting < waiting.count { await Task.yield() }
        let isIn = await admission.enter()
        #expect(!isIn)
        for _ in 0..<admission.limit * 5 { admission.leave() }
        for task in waiting { _ = await task.value }
        #expect(admission.counts.waiting == 0)
    }
}
