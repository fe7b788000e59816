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

    /// Nobody is left because all were asked often enough: that is the reason, and for what is critical it is none.
    @Test func whoIsBarredIsTheReasonAndMayServeWhatIsCritical() throws {
        func plan(_ urgency: MatchUrgency, always: Set<Int> = []) throws -> MatchPlan {
            var need = MatchNeed(.people, wanted: [2])
            (need.amount, need.urgency) = (.number(2000), urgency)
            let people = [MatchSupply](repeating: MatchSupply(.people, holds: [2]), count: 3)
            var planner = MatchPlanner(MatchMarket(needs: [need], supplies: people))
            (planner.barred, planner.barredAlways) = ([0, 1, 2], always)
            return try planner.plan()
        }
        let quiet = try plan(.high)
        #expect(quiet.assignments.isEmpty && quiet.unmet.map(\.reason) == [.barred(candidates: 3)])
        let urgent = try plan(.critical, always: [0])
        #expect(urgent.assignments.map(\.supply) == [1, 2] && urgent.unmet.isEmpty)
        #expect(try plan(.critical, always: [0, 1]).unmet.map(\.reason) == [.taken(candidates: 1)])
    }

    /// Of two who suit alike whoever says yes is planned with, and what is likely goes before what is only a little better.
    @Test func whoProbablySaysNoHelpsLittle() throws {
        var need = MatchNeed(.people, wanted: [2])
        need.amount = .number(1000)
        var never = MatchSupply(.people, holds: [2]), often = never
        (never.answers, often.answers) = (.init(yes: 0, no: 30), .init(yes: 30, no: 0))
        never.kept = 3
        let market = MatchMarket(needs: [need], supplies: [never, often])
        #expect(market.score(need: 0, supply: 0) > market.score(need: 0, supply: 1))
        #expect(try MatchPlanner(market).plan().assignments.map(\.supply) == [1])
        never.answers = nil
        let unasked = MatchMarket(needs: [need], supplies: [never, often])
        #expect(try MatchPlanner(unasked).plan().assignments.map(\.supply) == [0])
    }

    /// A neighbour who has done something before a stranger from far away who has done nothing; not before somebody much better.
    @Test func theNearerAreAskedFirst() {
        let found = [
            MatchCandidate(position: 0, score: 0.7), MatchCandidate(position: 1, score: 0.65),
            MatchCandidate(position: 2, score: 0.2),
        ]
        func order(_ reach: [Int]) -> [Int] {
            AskOrder.ordered(found, reach: { reach[$0] }, load: { [0, 60, 0][$0] }, asked: { _ in 0 }).map(\.position)
        }
        #expect(order([0, 0, 0]) == [0, 1, 2])
        #expect(order([2, 0, 0]) == [1, 0, 2])
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
