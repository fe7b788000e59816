import Database
import Engine
import Testing

@testable import Weftwork

/// The board by how old needs are, and by how far they are from somewhere.
@Suite struct BoardFilterTests {
    private func found(_ pairs: [(String, String)], by viewer: Viewer, _ test: TestApp) async throws -> BoardPage {
        try await test.app.needs.board(
            try BoardQuery(Form(pairs: pairs), viewer: viewer), for: viewer, in: test.network.id)
    }

    @Test(arguments: TestApp.kinds) func whatIsOldLeavesTheBoardOfTheYoung(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), anyone = test.viewer("nobody")
        let old = try await test.published(test.entry("Ward lacks masks"))
        test.clock.pass(2 * Time.day)
        let young = try await test.published(test.entry("Clinic lacks gloves"))
        for sort in BoardQuery.Sort.allCases {
            for (age, ids) in [("1d", [young.id]), ("3d", [old.id, young.id]), ("7d", [old.id, young.id])] {
                let page = try await found([("age", age), ("sort", sort.rawValue)], by: anyone, test)
                #expect(Set(page.rows.map(\.id)) == Set(ids) && page.total == ids.count, "\(age) \(sort)")
            }
        }
        #expect(try await found([("age", "1d"), ("q", "Ward")], by: anyone, test).rows.isEmpty)
        #expect(try await found([("age", "3d"), ("category", old.category.rawValue)], by: anyone, test).total >= 1)
        #expect(try await found([("age", "3d"), ("urgency", "critical")], by: anyone, test).total == 0)
        let map = try await test.app.needs.map(
            try BoardQuery(Form(pairs: [("age", "1d")]), viewer: anyone), of: nil, for: anyone, in: test.network.id)
        #expect(map.total.count == 1)
        // Nothing happens, and yet it grows older: no count that was kept says otherwise.
        test.clock.pass(Time.day + Time.minute)
        let later = try await found([("age", "1d")], by: anyone, test)
        #expect(later.rows.isEmpty && later.total == 0)
        #expect(throws: Refusal.self) { try BoardQuery(Form(pairs: [("age", "2d")]), viewer: anyone) }
        await test.app.database.close()
    }

    /// It costs as much as the period holds, not as the board does.
    @Test func ageIsARangeOfAnIndex() async throws {
        let test = try await TestApp(), network = test.network.id, anyone = test.viewer("nobody")
        for pairs in [[("age", "1d")], [("age", "1d"), ("category", "food")]] {
            let query = try BoardQuery(Form(pairs: pairs), viewer: anyone)
            let look = query.look(network: network, viewer: anyone, areas: [], now: test.clock.now)
            let group = try #require(look.groups.first)
            let plan = try await test.app.database.read { db in
                try db.query(
                    """
                    EXPLAIN QUERY PLAN SELECT n.id FROM \(look.source) WHERE \(look.condition) AND \(group)
                    ORDER BY n.rank, n.id DESC LIMIT 51
                    """
                ) { try $0[3] as String }
            }.joined(separator: "\n")
            #expect(plan.contains("id>?") && !plan.contains("SCAN"), "\(pairs): \(plan)")
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func needsAreFoundAroundAPlaceByItsName(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), anyone = test.viewer("nobody"), network = test.network.id
        let wuhan = try await test.published()
        func near(_ words: String, _ viewer: Viewer, _ radius: String = "60") async throws -> [ID] {
            try await found([("near", words), ("radiusKm", radius)], by: viewer, test).rows.map(\.id)
        }
        #expect(try await near("武汉市", anyone) == [wuhan.id])
        #expect(try await near("上海市", anyone) == [])
        for (words, radius) in [("nowhere at all", "60"), ("武汉市", "-1"), ("me", "60")] {
            await #expect(throws: Refusal.self, "\(words)") { try await near(words, anyone, radius) }
        }
        // "Me" is where whoever asks says they are, now.
        for (area, ids) in [("上海市", []), ("武汉市", [wuhan.id])] as [(String, [ID])] {
            try await test.app.members.save(ProfileDraft(texts: [.area: area]), by: test.viewer("volunteer"))
            let id = try #require(test.members["volunteer"]).id
            let member = try #require(try await test.app.database.read { db in try db.member(id, in: network) })
            let page = try await found(
                [("near", "me"), ("radiusKm", "60")], by: Viewer(.member(member), language: .en), test)
            #expect(page.rows.map(\.id) == ids && page.total == ids.count, "\(area)")
        }
        await test.app.database.close()
    }
}
