import Testing

@testable import Engine

/// A part of a market planned alone, with some left alone.
@Suite struct MatchPartTests {
    private func market() -> MatchMarket {
        var needs: [MatchNeed] = []
        for _ in 0..<3 {
            var need = MatchNeed(.people, wanted: [1])
            need.amount = .number(1000)
            needs.append(need)
        }
        return MatchMarket(needs: needs, supplies: (0..<4).map { _ in MatchSupply(.people, holds: [1]) })
    }

    @Test func whatIsNotWantedIsNotPlanned() throws {
        let part = market().wanting([.number(0), .number(2000), .number(0)])
        let plan = try MatchPlanner(part).plan()
        #expect(plan.assignments.map(\.need) == [1, 1] && plan.unmet.isEmpty)
        #expect(part.best(forNeed: 0).passed == 4)
    }

    @Test func whoIsBarredIsLeftAlone() throws {
        var planner = MatchPlanner(market())
        planner.barred = [0, 1, 2]
        let plan = try planner.plan()
        #expect(plan.assignments.map(\.supply) == [3])
        #expect(plan.unmet.map(\.need).count == 2)
        #expect(plan.unmet.allSatisfy { if case .taken = $0.reason { true } else { false } })
    }

    /// What is left of an offer is one thing, what it can bring in a day another.
    @Test func aSupplyGivesNoMoreThanItCanBring() throws {
        var needs: [MatchNeed] = []
        for amount in [400_000, 800_000] as [Int64] {
            var need = MatchNeed(.goods, wanted: [2])
            need.amount = .number(amount)
            needs.append(need)
        }
        var large = MatchSupply(.goods, holds: [2]), small = large
        (large.amount, small.amount) = (.number(1_000_000), .number(50_000))
        let market = MatchMarket(needs: needs, supplies: [large, small])
        var planner = MatchPlanner(market)
        #expect(try planner.plan().assignments.reduce(0) { $0 + $1.amount } == 1_050_000)
        planner.most = [0: 300_000]
        let plan = try planner.plan()
        #expect(plan.assignments.filter { $0.supply == 0 }.reduce(0) { $0 + $1.amount } == 300_000)
        #expect(plan.assignments.reduce(0) { $0 + $1.amount } == 350_000)
        planner.most = [0: -5]
        #expect(try planner.plan().assignments.map(\.supply) == [1])
    }

    @Test func otherSuppliesBeforeTheSameNeedsScoreAlike() {
        let whole = market(), one = MatchSupply(.people, holds: [1])
        let mine = whole.offering([one]), anew = MatchMarket(needs: whole.needs, supplies: [one])
        #expect(mine.best(forSupply: 0) == anew.best(forSupply: 0))
        #expect(mine.best(forNeed: 2) == anew.best(forNeed: 2))
    }
}
