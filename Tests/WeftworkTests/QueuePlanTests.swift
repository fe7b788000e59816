import Database
import Testing

@testable import Weftwork

/// In a burst thousands wait in the queue, and the desk opens it all day.
@Suite struct QueuePlanTests {
    /// Begun at all needs of the network for each need of the queue, the hint of a double took six seconds at 3 600.
    @Test func theHintOfADoubleBeginsAtTheNeedsOwnKeys() async throws {
        let test = try await TestApp(), network = test.network.id
        let plan = try await test.app.database.read { db in
            try db.query(
                "EXPLAIN QUERY PLAN SELECT \(QueueSQL.maybeDouble) FROM needs n WHERE n.network_id = \(network)"
            ) { try $0[3] as String }
        }
        let others = plan.filter { $0.hasPrefix("SEARCH m ") || $0.hasPrefix("SCAN m") }
        #expect(others.count == 2, "\(plan)")
        #expect(others.allSatisfy { $0.contains("AND id=?") }, "\(others)")
        #expect(plan.contains { $0.hasPrefix("SEARCH k ") && $0.contains("need_id=?") }, "\(plan)")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func theQueueSaysWhoMayBeADouble(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        var entry = test.entry("医院缺口罩")
        entry.email = "ward@hospital.example"
        let first = try await test.submit(entry)
        entry = test.entry("另一家缺护目镜")
        entry.email = "ward@hospital.example"
        let second = try await test.submit(entry)
        entry = test.entry("第三家缺防护服")
        (entry.phone, entry.email) = ("", "third@hospital.example")
        let third = try await test.submit(entry)
        let items = try await test.app.needs.queue(.unanswered, in: test.network.id)
        #expect(items.map(\.id) == [first.id, second.id, third.id])
        #expect(items.map(\.maybeDouble) == [true, true, false])
        await test.app.database.close()
    }
}
