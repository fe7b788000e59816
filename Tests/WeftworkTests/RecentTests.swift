import Synchronization
import Testing

@testable import Weftwork

/// What is kept for a while: read once for many, never older than it may be, never what was forgotten.
@Suite struct RecentTests {
    private final class Source: Sendable {
        private let reads = Mutex(0)
        var count: Int { reads.withLock { $0 } }

        func read() -> Int {
            reads.withLock { reads in
                reads += 1
                return reads
            }
        }
    }

    private struct Fault: Error {}

    @Test func manyWhoAskAtOnceWaitForOneReading() async throws {
        let recent = Recent<Int, Int>(for: 100), source = Source()
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let values = try await withThrowingTaskGroup(of: Int.self) { tasks in
            for _ in 0..<20 {
                tasks.addTask {
                    try await recent.value(of: 1, now: 0) {
                        for await _ in gate { break }
                        return source.read()
                    }
                }
            }
            open.yield()
            return try await tasks.reduce(into: []) { $0.append($1) }
        }
        #expect(values == Array(repeating: 1, count: 20) && source.count == 1)
    }

    @Test(arguments: [(0 as Int64, 1), (99, 1), (100, 2), (-100, 2)])
    func itIsReadAnewWhenItsTimeIsOver(_ passed: Int64, _ expected: Int) async throws {
        let recent = Recent<Int, Int>(for: 100), source = Source()
        _ = try await recent.value(of: 1, now: 1000) { source.read() }
        #expect(try await recent.value(of: 1, now: 1000 + passed) { source.read() } == expected)
    }

    /// Somebody changes what is being read: that reading is answered and not kept.
    @Test func whatIsForgottenWhileItIsReadIsNotKept() async throws {
        let recent = Recent<Int, Int>(for: 100), source = Source()
        let first = try await recent.value(of: 1, now: 0) {
            recent.forget(1)
            return source.read()
        }
        #expect(first == 1)
        #expect(try await recent.value(of: 1, now: 0) { source.read() } == 2)
        recent.forget(1)
        #expect(try await recent.value(of: 1, now: 0) { source.read() } == 3)
    }

    /// What took long is kept longer, is renewed before its time is over while somebody asks for it, and goes when nobody does.
    @Test func whatCostsMuchIsKeptLongerAndRenewed() async throws {
        let time = Mutex<Int64>(0), source = Source()
        let recent = Recent<Int, Int>(for: 100, worth: .init(times: 20, clock: { time.withLock { $0 } }))
        @Sendable func slow() -> Int {
            time.withLock { $0 += 50 }
            return source.read()
        }
        #expect(try await recent.value(of: 1, now: 0) { slow() } == 1)
        #expect(try await recent.value(of: 1, now: 900) { slow() } == 1)
        recent.outdate(1)
        try await recent.renew(now: 950) { _ in slow() }
        #expect(source.count == 2)
        try await recent.renew(now: 1850, where: { $0 != 1 }) { _ in slow() }
        #expect(source.count == 2, "others are meant")
        #expect(try await recent.value(of: 1, now: 1900) { slow() } == 2)
        // Nobody has asked since.
        try await recent.renew(now: 2500) { _ in slow() }
        try await recent.renew(now: 3500) { _ in slow() }
        try await recent.renew(now: 9000) { _ in slow() }
        #expect(source.count <= 4)
        let quick = Recent<Int, Int>(for: 100), cheap = Source()
        _ = try await quick.value(of: 1, now: 0) { cheap.read() }
        quick.outdate(1)
        #expect(try await quick.value(of: 1, now: 0) { cheap.read() } == 2)
    }

    @Test func aFaultIsToldAndNotKept() async throws {
        let recent = Recent<Int, Int>(for: 100), source = Source()
        await #expect(throws: Fault.self) { try await recent.value(of: 1, now: 0) { throw Fault() } }
        #expect(try await recent.value(of: 1, now: 0) { source.read() } == 1)
    }

    @Test func itDoesNotGrowWithoutEnd() async throws {
        let recent = Recent<Int, Int>(for: 100, most: 3), source = Source()
        for key in 0..<4 { _ = try await recent.value(of: key, now: 0) { source.read() } }
        #expect(try await recent.value(of: 3, now: 0) { source.read() } == 4, "the last is kept")
        #expect(try await recent.value(of: 0, now: 0) { source.read() } == 5, "the first made room")
    }
}
