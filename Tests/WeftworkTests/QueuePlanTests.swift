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

    /// Who owns thousands of things opens the page as fast as who owns two: none of them is sorted.
    @Test func whatWaitsIsReadInTheOrderOfAnIndex() async throws {
        let test = try await TestApp(), network = test.network.id, member = try #require(test.members["intake"]).id
        func plan(_ sql: SQL) async throws -> [String] {
            try await test.app.database.read { db in
                try db.query("EXPLAIN QUERY PLAN \(sql)") { try $0[3] as String }
            }
        }
        let clocks = try await plan(WaitingSQL.clocks(of: member, in: network))
        #expect(clocks.allSatisfy { !$0.contains("ORDER BY") }, "\(clocks)")
        #expect(clocks.contains { $0.hasPrefix("SEARCH c ") && $0.contains("clocks_owner") }, "\(clocks)")
        let promises = try await plan(WaitingSQL.promises(of: member, in: network))
        #expect(promises.contains { $0.hasPrefix("SEARCH p ") && $0.contains("claims_member") }, "\(promises)")
        #expect(promises.contains { $0.hasPrefix("SEARCH c ") && $0.contains("object_id=?") }, "\(promises)")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func promisesStandAmongTheRestByTheDayThatWasNamed(_ kind: EngineKind) async throws
    {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        // Two needs that the same member answers for, and two promises of theirs: one due before, one between.
        var entry = test.entry("Gloves are needed")
        entry.urgency = "high"
        let own = [try await test.submit(entry), try await test.submit()]
        let member = try #require(test.members["volunteer"])
        for need in own {
            _ = try await acts.assign(need.id, to: member.id, by: test.viewer("founder"), in: network)
        }
        let board = try await test.published(test.entry("A clinic lacks soap")), line = board.lines[0].id
        let now = test.clock.now
        for day in [Time.hour, 12 * Time.hour] {
            let draft = ClaimDraft(line: line, quantity: 1000, promisedBy: now + day)
            _ = try await acts.claim(draft, on: board.id, by: test.viewer("volunteer"), in: network)
        }
        let items = try await acts.waiting(for: member).items
        #expect(
            items.map(\.clock.dueAt) == [
                now + Time.hour, now + 2 * Time.hour, now + 12 * Time.hour, now + Time.day,
            ])
        #expect(items.map { $0.clock.step == "promise" } == [true, false, true, false])
        #expect(items[0].thing.contains("N95") && !items[0].isAsked)
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
