/// The flow behind a plan: line → candidate → sink, and from each line what stays open.
struct MatchFlow {
    private let market: MatchMarket
    private let amounts: MatchAmounts
    private(set) var problem = FlowProblem()
    private var pairs: [Pair] = []
    /// Position of a need's pairs in `pairs`.
    private var stretches: [Range<Int>]
    /// One unit of the flow in thousandths: the greatest that measures all amounts.
    private var unit: Int64 = 1
    /// What is lost when nothing at all is met.
    private var worst: Int128 = 0

    private struct Pair {
        let supply: Int
        let score: Double
        let arc: Int
    }

    private static let price = 10_000.0
    private let acceptance = Acceptance()
    private static let leastLikely = 0.15

    init(_ market: MatchMarket, _ amounts: MatchAmounts, _ rankings: [MatchRanking]) {
        self.market = market
        self.amounts = amounts
        stretches = [Range<Int>](repeating: 0..<0, count: market.needs.count)
        let arcs = rankings.reduce(0) { $0 + $1.candidates.count }
        pairs.reserveCapacity(arcs)
        problem.reserve(arcs: arcs + rankings.count * 2 + market.supplies.count)
        let stock = MatchFlow.stock(market, amounts, rankings)
        unit = MatchFlow.unit(rankings, amounts, stock)
        let sink = problem.addNode()
        var nodes = [Int32](repeating: -1, count: market.supplies.count)
        for need in rankings.indices where !rankings[need].candidates.isEmpty && amounts.demand[need] > 0 {
            add(need, rankings[need], sink, stock, &nodes)
        }
    }

    /// One line: its amount, its steps, its candidates, and the way past them.
    private mutating func add(
        _ need: Int, _ ranking: MatchRanking, _ sink: Int32, _ stock: [Int64], _ nodes: inout [Int32]
    ) {
        let amount = amounts.demand[need] / unit, urgency = market.weights.urgency[market.needs[need].urgency.rawValue]
        let line = problem.addNode(supply: amount)
        problem.give(-amount, at: sink)
        let open = Int64((2 * MatchFlow.price * urgency).rounded())
        problem.addArc(from: line, to: sink, capacity: amount, cost: open)
        worst += Int128(open) * Int128(amount)
        let source = stepped(line, steps(need, amount), step: market.weights.fairness * MatchFlow.price * urgency)
        let first = pairs.count
        for candidate in ranking.candidates {
            let supply = candidate.position
            if nodes[supply] < 0 { nodes[supply] = addSupply(supply, stock[supply] / unit, sink) }
            let most = market.supplies[supply].kind == .people ? 1000 / unit : min(amount, stock[supply] / unit)
            let arc = problem.addArc(
                from: source, to: nodes[supply], capacity: most,
                cost: Int64((MatchFlow.price * (2 - likely(candidate) * (1 + candidate.score)) * urgency).rounded()))
            pairs.append(Pair(supply: supply, score: candidate.score, arc: arc))
        }
        stretches[need] = first..<pairs.count
    }

    /// How likely whoever is asked says yes.
    private func likely(_ candidate: MatchCandidate) -> Double {
        let supply = market.supplies[candidate.position]
        guard let answers = supply.answers else { return 1 }
        let probability = acceptance.probability(
            .init(score: candidate.score, asked: supply.asked, yes: Int(answers.yes), no: Int(answers.no)))
        // Whoever mostly says no is asked before a line stays open: more than what its further steps cost.
        return max(MatchFlow.leastLikely, probability)
    }

    /// A node behind the line that the steps lead to; the line itself where there is one step only.
    private mutating func stepped(_ line: Int32, _ steps: [Int64], step: Double) -> Int32 {
        guard steps.count > 1 else { return line }
        let behind = problem.addNode()
        for (number, size) in steps.enumerated() {
            problem.addArc(from: line, to: behind, capacity: size, cost: Int64((Double(number) * step).rounded()))
        }
        return behind
    }

    /// What is filled first, second and last: of people the first, the second, the others; of goods the least that helps or a quarter,
    /// a quarter, the rest.
    private func steps(_ need: Int, _ amount: Int64) -> [Int64] {
        let one = market.needs[need].kind == .people ? 1000 / unit : max(1, amount / 4)
        if case .range(let low, _) = market.needs[need].amount, low / unit > 0, low / unit < amount {
            return [low / unit, amount - low / unit]
        }
        return [min(one, amount), min(one, amount - one), amount - 2 * one].filter { $0 > 0 }
    }

    /// A supply's way to the sink; a person's second duty costs more than the first.
    private mutating func addSupply(_ supply: Int, _ amount: Int64, _ sink: Int32) -> Int32 {
        let node = problem.addNode()
        guard market.supplies[supply].kind == .people, amount > 1000 / unit else {
            problem.addArc(from: node, to: sink, capacity: amount, cost: 0)
            return node
        }
        let one = 1000 / unit
        for number in 0..<min(10, amount / one) {
            problem.addArc(
                from: node, to: sink, capacity: one,
                cost: Int64((Double(number) * market.weights.fairness * MatchFlow.price).rounded()))
        }
        return node
    }

    /// What each supply may give in this plan. A person gets several duties only where no two of them could fall on one hour and
    /// all of them stay under the week's limit.
    private static func stock(_ market: MatchMarket, _ amounts: MatchAmounts, _ rankings: [MatchRanking]) -> [Int64] {
        var stock = amounts.stock
        let several = Set(stock.indices.filter { market.supplies[$0].kind == .people && stock[$0] > 1000 })
        guard !several.isEmpty else { return stock }
        var duties: [Int: [Int]] = [:]
        for (need, ranking) in rankings.enumerated() {
            for one in ranking.candidates where several.contains(one.position) {
                duties[one.position, default: []].append(need)
            }
        }
        for supply in several {
            let needs = (duties[supply] ?? []).map { market.needs[$0] }
            stock[supply] = isApart(needs) ? min(stock[supply], 1000 * fits(needs, market.supplies[supply])) : 1000
        }
        return stock
    }

    private static func isApart(_ needs: [MatchNeed]) -> Bool {
        guard needs.count <= 64, needs.allSatisfy({ !$0.slots.isEmpty }) else { return needs.count < 2 }
        return needs.indices.allSatisfy { one in
            needs[..<one].allSatisfy { other in
                !needs[one].slots.contains { slot in other.slots.contains { $0.overlaps(slot) } }
            }
        }
    }

    /// How many of the longest duties the week still holds.
    private static func fits(_ needs: [MatchNeed], _ supply: MatchSupply) -> Int64 {
        guard let limit = supply.minutesLimit, let longest = needs.map(\.minutes).max(), longest > 0 else { return 10 }
        return max(1, Int64(limit - supply.minutesTaken) / Int64(longest))
    }

    private static func unit(_ rankings: [MatchRanking], _ amounts: MatchAmounts, _ stock: [Int64]) -> Int64 {
        var unit: Int64 = 1000
        func measure(_ amount: Int64) {
            var other = amount
            while other != 0 { (unit, other) = (other, unit % other) }
        }
        for (need, ranking) in rankings.enumerated() where !ranking.candidates.isEmpty {
            measure(amounts.demand[need])
            for candidate in ranking.candidates { measure(stock[candidate.position]) }
        }
        return max(1, unit)
    }

    /// What flows on each arc for the least price.
    func solve() throws(FlowProblem.Fault) -> [Int64] { try problem.leastCostFlow() }

    /// What of a line stays open.
    func open(_ need: Int, _ carried: [Int64]) -> Int64 {
        amounts.demand[need] - stretches[need].reduce(0) { $0 + carried[pairs[$1].arc] } * unit
    }

    private func reason(_ ranking: MatchRanking) -> MatchPlan.Reason {
        if ranking.passed == 0 { return .nobody(ranking.sieve) }
        return ranking.candidates.isEmpty && ranking.barred > 0
            ? .barred(candidates: ranking.barred) : .taken(candidates: ranking.passed - ranking.barred)
    }

    /// The flow as a plan.
    func plan(_ carried: [Int64], _ rankings: [MatchRanking]) -> MatchPlan {
        var plan = MatchPlan()
        for need in market.needs.indices {
            for pair in pairs[stretches[need]] where carried[pair.arc] > 0 {
                plan.assignments.append(
                    .init(
                        need: need, supply: pair.supply, amount: carried[pair.arc] * unit, score: pair.score,
                        isAssumed: amounts.isDemandAssumed[need] || amounts.isStockAssumed[pair.supply]))
            }
            let missing = open(need, carried)
            guard missing > 0 else { continue }
            plan.unmet.append(
                .init(
                    need: need, missing: missing,
                    reason: reason(rankings[need])))
        }
        plan.problem = problem
        plan.cost = problem.cost(of: carried)
        plan.objective = Double(worst - plan.cost) / MatchFlow.price * Double(unit) / 1000
        plan.arcs = pairs.count
        return plan
    }
}
