import Engine
import Foundation

/// First come, first served: each line in its order takes the best who are still free, looking at as many as a plan does at
/// most. What a plan is compared with.
struct FirstCome {
    private(set) var filled: Int64 = 0
    private(set) var score = 0.0

    init(_ market: MatchMarket, width: Int) {
        let amounts = MatchAmounts(market.needs, market.supplies)
        var left = amounts.stock
        for need in market.needs.indices {
            var open = amounts.demand[need]
            for one in market.best(forNeed: need, top: width * 64).candidates where open > 0 && left[one.position] > 0 {
                let isPerson = market.supplies[one.position].kind == .people
                let given = min(open, isPerson ? 1000 : left[one.position], left[one.position])
                left[one.position] -= given
                open -= given
                filled += given
                let urgency = market.weights.urgency[market.needs[need].urgency.rawValue]
                score += Double(given) / 1000 * urgency * one.score
            }
        }
    }
}

/// The figures of one plan beside first come, first served.
struct PlanFigures {
    let plan: MatchPlan
    let seconds: Double
    let processorSeconds: Double
    /// The flow alone, solved once more.
    let flowSeconds: Double
    let indexSeconds: Double
    let first: FirstCome
    let filled: Int64
    let score: Double
    let nobody: Int

    init(_ bench: BenchMarket, clock: ContinuousClock = ContinuousClock(), width: Int = 20) throws {
        var market = MatchMarket(needs: [], supplies: [])
        indexSeconds =
            clock.measure { market = MatchMarket(needs: bench.needs, supplies: bench.supplies) } / .seconds(1)
        var planner = MatchPlanner(market)
        planner.width = width
        let begun = clock.now, before = Foundation.clock()
        plan = try planner.plan()
        seconds = begun.duration(to: clock.now) / .seconds(1)
        processorSeconds = Double(Foundation.clock() - before) / Double(CLOCKS_PER_SEC)
        let problem = plan.problem, start = clock.now
        _ = try problem.leastCostFlow()
        flowSeconds = start.duration(to: clock.now) / .seconds(1)
        first = FirstCome(market, width: width)
        filled = plan.assignments.reduce(0) { $0 + $1.amount }
        var weighted = 0.0
        for one in plan.assignments {
            let urgency = market.weights.urgency[market.needs[one.need].urgency.rawValue]
            weighted += Double(one.amount) / 1000 * urgency * one.score
        }
        score = weighted
        nobody = plan.unmet.count { if case .nobody = $0.reason { true } else { false } }
    }
}
