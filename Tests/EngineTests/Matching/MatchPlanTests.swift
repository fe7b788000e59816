import Testing

@testable import Engine

/// The plan over all needs at once.
@Suite struct MatchPlanTests {
    private static func line(_ amount: Quantity, _ urgency: MatchUrgency = .normal, thing: Int32 = 0) -> MatchNeed {
        var need = MatchNeed(.goods, wanted: [thing])
        need.amount = amount
        need.urgency = urgency
        return need
    }

    private static func stock(_ amount: Quantity, thing: Int32 = 0) -> MatchSupply {
        var supply = MatchSupply(.goods, holds: [thing])
        supply.amount = amount
        return supply
    }

    private static func plan(_ needs: [MatchNeed], _ supplies: [MatchSupply]) throws -> MatchPlan {
        try MatchPlanner(MatchMarket(needs: needs, supplies: supplies)).plan()
    }

    @Test func theUrgentFirst() throws {
        let plan = try MatchPlanTests.plan(
            [MatchPlanTests.line(.number(5000), .low), MatchPlanTests.line(.number(5000), .critical)],
            [MatchPlanTests.stock(.number(6000))])
        #expect(plan.assignments.map(\.need) == [0, 1] && plan.assignments.map(\.amount) == [1000, 5000])
        #expect(plan.unmet == [.init(need: 0, missing: 4000, reason: .taken(candidates: 1))])
        #expect(plan.assignments.allSatisfy { !$0.isAssumed })
    }

    @Test func linesWithoutANumberTakeWhatIsUsual() throws {
        let plan = try MatchPlanTests.plan(
            [
                MatchPlanTests.line(.unknown), MatchPlanTests.line(.number(300_000)),
                MatchPlanTests.line(.unknown, thing: 1),
            ],
            [
                MatchPlanTests.stock(.number(1_000_000)), MatchPlanTests.stock(.number(40_000), thing: 1),
                MatchPlanTests.stock(.unknown, thing: 2),
            ])
        #expect(plan.assignments.map(\.amount) == [300_000, 300_000, 40_000])
        #expect(plan.assignments.map(\.isAssumed) == [true, false, true])
        #expect(plan.unmet.isEmpty)
    }

    @Test func withoutAnyNumberEverybodyIsToldOfSomebody() throws {
        let plan = try MatchPlanTests.plan(
            (0..<3).map { _ in MatchPlanTests.line(.unknown) }, [MatchPlanTests.stock(.unlimited)])
        #expect(
            plan.assignments.map(\.need) == [0, 1, 2]
                && plan.assignments.allSatisfy { $0.amount == 1000 && $0.isAssumed })
    }

    @Test func whoGetsNothingIsToldWhy() throws {
        let plan = try MatchPlanTests.plan(
            [MatchPlanTests.line(.number(1000), thing: 9)], [MatchPlanTests.stock(.number(1))])
        #expect(plan.assignments.isEmpty && plan.objective == 0)
        guard case .nobody(let sieve)? = plan.unmet.first?.reason else {
            Issue.record("\(plan.unmet)")
            return
        }
        #expect(sieve.last == .thing && sieve.removed[MatchRule.thing.rawValue] == 1)
    }

    /// That all were asked too often is said of all, not of the few best.
    @Test func behindThoseWhoAreLeftAloneOthersAreFound() throws {
        var need = MatchNeed(.people, wanted: [0])
        need.amount = .number(1000)
        let people = (0..<30).map { _ in MatchSupply(.people, holds: [0]) }
        var planner = MatchPlanner(MatchMarket(needs: [need], supplies: people))
        (planner.width, planner.rounds, planner.barred) = (5, 0, Set(0..<29))
        #expect(try planner.plan().assignments.map(\.supply) == [29])
        planner.barred.insert(29)
        #expect(try planner.plan().unmet.map(\.reason) == [.barred(candidates: 30)])
    }

    @Test func nobodyIsInTwoPlacesOrPastTheirLimit() throws {
        func duty(_ hours: Range<Int>) -> MatchNeed {
            var need = MatchNeed(.people, wanted: [0])
            need.amount = .number(1000)
            need.slots = [HourSlot(hours: WeekHours(hours))]
            need.minutes = Int32(hours.count * 60)
            return need
        }
        var helper = MatchSupply(.people, holds: [0])
        helper.amount = .number(3000)
        helper.minutesLimit = 600
        let apart = [duty(10..<14), duty(20..<24), duty(30..<34)]
        #expect(try MatchPlanTests.plan(apart, [helper]).assignments.count == 2)
        #expect(try MatchPlanTests.plan([duty(10..<14), duty(13..<17)], [helper]).assignments.count == 1)
        var whenever = duty(10..<14)
        whenever.slots = []
        #expect(try MatchPlanTests.plan([whenever, duty(20..<24)], [helper]).assignments.count == 1)
    }

    /// Two lines for two people each and two people: each line gets one before one gets both.
    @Test func fewDoNotGetEverything() throws {
        var near = MatchNeed(.people, wanted: [0]), far = MatchNeed(.people, wanted: [0])
        (near.amount, far.amount) = (.number(2000), .number(2000))
        (near.place, far.place) = (GeoPoint(latitude: 30, longitude: 114), GeoPoint(latitude: 30.01, longitude: 114))
        var helper = MatchSupply(.people, holds: [0])
        helper.place = near.place
        let plan = try MatchPlanTests.plan([near, far], [helper, helper])
        #expect(plan.assignments.map(\.need) == [0, 1])
    }

    @Test func whoStaysOpenIsTriedWithMore() throws {
        let needs = (0..<60).map { _ in
            var need = MatchNeed(.people, wanted: [0])
            need.amount = .number(1000)
            return need
        }
        var market = MatchPlanner(
            MatchMarket(needs: needs, supplies: (0..<60).map { _ in MatchSupply(.people, holds: [0]) }))
        market.width = 4
        let all = try market.plan().assignments.count
        #expect(all == 60)
        market.rounds = 0
        let few = try market.plan().assignments.count
        #expect(few == 4)
    }

    /// All ways to give out people, gone through one by one.
    @Test(arguments: UInt64(1)...30)
    func noWayIsBetter(_ seed: UInt64) throws {
        var maker = MarketMaker(seed: seed)
        var needs: [MatchNeed] = [], supplies: [MatchSupply] = []
        for _ in 0..<3 {
            var need = MatchNeed(.people, wanted: [Int32(maker.below(2)), Int32(maker.below(2))])
            need.amount = .number(Int64(1 + maker.below(3)) * 1000)
            need.urgency = MatchUrgency.allCases[maker.below(4)]
            needs.append(need)
        }
        for _ in 0..<5 {
            var supply = MatchSupply(.people, holds: [Int32(maker.below(2))])
            (supply.kept, supply.missed, supply.tier) = (
                Double(maker.below(9)), Double(maker.below(9)), Int8(maker.below(4))
            )
            supplies.append(supply)
        }
        let market = MatchMarket(needs: needs, supplies: supplies)
        let plan = try MatchPlanner(market).plan()
        var best = -1.0
        func go(_ supply: Int, _ given: [[Int]]) {
            guard supply < supplies.count else {
                best = max(best, MatchPlanTests.worth(market, given))
                return
            }
            go(supply + 1, given)
            for need in needs.indices where MatchRules.broken(needs[need], supplies[supply], position: need).isEmpty {
                var more = given
                more[need].append(supply)
                go(supply + 1, more)
            }
        }
        go(0, [[Int]](repeating: [], count: needs.count))
        let given = needs.indices.map { need in plan.assignments(of: need).map(\.supply) }
        #expect(abs(plan.objective - best) < 1e-2, "seed \(seed)")
        #expect(abs(MatchPlanTests.worth(market, given) - best) < 1e-2, "seed \(seed)")
    }

    /// What giving these is worth: urgency · (1 + score) each, less the steps of one line; nothing where a line gets too many.
    private static func worth(_ market: MatchMarket, _ given: [[Int]]) -> Double {
        var worth = 0.0
        for (need, supplies) in given.enumerated() {
            guard case .number(let amount) = market.needs[need].amount, supplies.count * 1000 <= amount else {
                return -1
            }
            let urgency = market.weights.urgency[market.needs[need].urgency.rawValue]
            for (number, supply) in supplies.enumerated() {
                worth +=
                    urgency
                    * (1 + market.score(need: need, supply: supply) - Double(min(2, number)) * market.weights.fairness)
            }
        }
        return worth
    }

    /// On any market: nothing is given that is not there, to whom it is not for, or more than is wanted.
    @Test(arguments: UInt64(50)...65)
    func everyPlanKeepsToWhatThereIs(_ seed: UInt64) throws {
        var maker = MarketMaker(seed: seed)
        let market = maker.market(needs: 40, supplies: 60), plan = try MatchPlanner(market).plan()
        let amounts = MatchAmounts(market.needs, market.supplies)
        var got = [Int64](repeating: 0, count: market.needs.count),
            gave = [Int64](repeating: 0, count: market.supplies.count)
        for one in plan.assignments {
            #expect(MatchRules.broken(market.needs[one.need], market.supplies[one.supply], position: one.need).isEmpty)
            #expect(one.amount > 0 && (market.supplies[one.supply].kind == .goods || one.amount == 1000))
            got[one.need] += one.amount
            gave[one.supply] += one.amount
        }
        for need in market.needs.indices {
            let missing = plan.unmet.first { $0.need == need }?.missing ?? 0
            #expect(got[need] + missing == amounts.demand[need], "seed \(seed)")
        }
        for supply in market.supplies.indices {
            #expect(gave[supply] <= amounts.stock[supply], "seed \(seed)")
            let duties = plan.assignments.filter { $0.supply == supply && market.supplies[supply].kind == .people }.map(
                \.need)
            let minutes = duties.reduce(0) { $0 + Int(market.needs[$1].minutes) }
            if let limit = market.supplies[supply].minutesLimit, !duties.isEmpty {
                #expect(Int(market.supplies[supply].minutesTaken) + minutes <= Int(limit), "seed \(seed)")
            }
        }
        #expect(plan.unmet.allSatisfy { if case .nobody(let sieve) = $0.reason { sieve.last != nil } else { true } })
    }
}
