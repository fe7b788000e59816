import Testing

@testable import Engine

/// Needs and offers as tables have them.
@Suite struct MatchTableTests {
    private static func rows(_ text: String) throws -> [CSVRow] { try CSV.parse(Array(text.utf8)) }

    @Test(arguments: [
        ("口罩", "N95口罩", true), ("N95口罩", "口罩", false), ("口罩", "口罩(N95)", true), ("防护服", "防护口罩", false),
        ("水", "84消毒水", false),
        ("水", "水", true), ("mask", "Surgical masks", true), ("water", "water pumps", false), ("boxes", "box", true),
        ("N95 mask", "mask", false),
        ("医用口罩", "医用外科口罩", false), ("外科口罩", "医用外科口罩", true), ("gloves", "Gloves", true),
        ("batteries", "AA battery", true),
        ("医用防护口罩 | N95口罩", "N95口罩", true), ("口罩", "手套/口罩", true), ("gowns/masks", "gloves", false),
        ("水 | 面包", "水", true),
    ])
    func oneNameServesAnother(_ wanted: String, _ offered: String, _ isServed: Bool) {
        var names = ItemNames()
        let number = names.number(of: wanted)
        #expect(names.served(by: offered).contains(number) == isServed)
    }

    @Test func theOrderOfTheRowsIsNothing() throws {
        let header = "id,line,item,quantity,urgency,latitude,longitude,language,tier\n"
        let needs = [
            "7,1,口罩,500,critical,30.5,114.3,zh,1", "7,2,防护服,,high,30.5,114.3,,", "12,1,mask,20个,,,,en,",
            "a,1,口罩,1万,low,30.9,114.1,,0",
        ]
        let offers = ["x,N95口罩,8000,30.6,114.3,50,zh-CN,trusted,0.9", "y,masks,,31,114,,en,1,", "z,防护服,300套,,,,,3,80%"]
        let offerHeader = "id,item,quantity,latitude,longitude,radiusKm,language,tier,reliability\n"
        var first: MatchPlan?
        var random = SplitMix64(seed: 3)
        for _ in 0..<20 {
            let table = try MatchTable(
                needs: MatchTableTests.rows(header + needs.shuffled(using: &random).joined(separator: "\n")),
                offers: MatchTableTests.rows(offerHeader + offers.shuffled(using: &random).joined(separator: "\n")))
            #expect(table.needs.map(\.id) == ["7", "7", "12", "a"] && table.offers.map(\.id) == ["x", "y", "z"])
            let plan = try MatchPlanner(table.market).plan()
            #expect(
                plan.assignments == first?.assignments ?? plan.assignments
                    && plan.objective == first?.objective ?? plan.objective)
            first = plan
        }
        #expect(first?.assignments.map(\.need) == [0, 1, 2, 3])
    }

    @Test func whatCannotBeReadNamesItsLine() throws {
        let needs = "id,item,quantity\n1,mask,20\n"
        func fault(_ needs: String, _ offers: String) -> MatchTable.Fault? {
            do {
                _ = try MatchTable(needs: MatchTableTests.rows(needs), offers: MatchTableTests.rows(offers))
                return nil
            } catch { return error as? MatchTable.Fault }
        }
        #expect(fault(needs, "id,item\nx,mask\n") == nil)
        #expect(fault("", "id,item\n") == .empty(.needs) && fault(needs, "id,quantity\n") == .noColumn(.offers, "item"))
        #expect(
            fault(needs, "id,item,tier\nx,mask,1\n\ny,mask,9\n") == .bad(.offers, line: 4, column: "tier", value: "9"))
        #expect(fault("id,item\n1,\n", "id,item\n") == .bad(.needs, line: 2, column: "item", value: ""))
        #expect(
            fault("id,item,latitude,longitude\n1,mask,30,\n", "id,item\n")
                == .bad(.needs, line: 2, column: "longitude", value: ""))
        #expect(
            fault("id,item,quantity\n1,mask,-3\n", "id,item\n")
                == .bad(.needs, line: 2, column: "quantity", value: "-3"))
        #expect(
            fault(needs, "id,item,reliability\nx,mask,1.5\n")
                == .bad(.offers, line: 2, column: "reliability", value: "1.5"))
    }
}
