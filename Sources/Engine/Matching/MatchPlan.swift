/// Who serves what, over all needs at once: a proposal to accept whole, in part, or not.
public struct MatchPlan: Sendable {
    /// One supply for one line.
    public struct Assignment: Sendable, Equatable {
        public let need: Int
        public let supply: Int
        /// Thousandths; a person is 1 000.
        public let amount: Int64
        public let score: Double
        /// The line or the supply gave no number; the amount is what is usual.
        public let isAssumed: Bool
    }

    /// A line that gets nothing, or not all.
    public struct Unmet: Sendable, Equatable {
        public let need: Int
        public let missing: Int64
        public let reason: Reason
    }

    /// Why a line is not met.
    public enum Reason: Sendable, Equatable {
        /// Nobody comes into question; the sieve names the rule that removed the last candidate.
        case nobody(MatchSieve)
        /// So many come into question and are needed more elsewhere, or have too little.
        case taken(candidates: Int)
        /// All who come into question, so many, are left alone by this plan (``MatchPlanner/barred``).
        case barred(candidates: Int)
    }

    /// In the order of the needs, the best first.
    public internal(set) var assignments: [Assignment] = []
    /// In the order of the needs.
    public internal(set) var unmet: [Unmet] = []
    /// The flow that was solved, and the price of the solution: other solvers find the same.
    public internal(set) var problem = FlowProblem()
    public internal(set) var cost: Int128 = 0
    /// What the plan is worth: the amount met, each unit by its urgency, how likely it is and 1 + score, less what fairness takes off.
    public internal(set) var objective = 0.0
    /// Pairs that were looked at as arcs.
    public internal(set) var arcs = 0

    /// What a line gets, by binary search.
    public func assignments(of need: Int) -> ArraySlice<Assignment> {
        func first(_ isBehind: (Int) -> Bool) -> Int {
            var low = 0, high = assignments.count
            while low < high {
                let middle = (low + high) / 2
                if isBehind(assignments[middle].need) { high = middle } else { low = middle + 1 }
            }
            return low
        }
        return assignments[first { $0 >= need }..<first { $0 > need }]
    }
}

/// Makes a plan: for each line its best candidates, over all lines the flow of least price.
///
/// The price of a unit is 10 000 · (2 − p · (1 + score)) · urgency, where p is how likely whoever is asked says yes (1 where nobody
/// has to be asked), of a unit that stays open 20 000 · urgency: being filled weighs more than being filled well, who would probably
/// say no helps little, and the urgent come first. Further steps of filling one line and of loading one person cost a little more
/// each. All numbers are whole, so the optimum is exact over the candidates. Where a line stays open and has more candidates than were
/// looked at, it is tried again with more of them. Nobody gets two duties that could fall on one hour, or past their limit.
public struct MatchPlanner: Sendable {
    public let market: MatchMarket
    /// Candidates of a line that are looked at first; for many people at once twice as many as are wanted.
    public var width = 20
    /// How often lines that stay open are tried with eight times as many.
    public var rounds = 2
    /// Supplies that this plan leaves alone, though they fulfil all rules: whoever was asked often enough this week.
    public var barred: Set<Int> = []
    /// Those of them whom it leaves alone for critical lines, too; for these the others may be asked all the same.
    public var barredAlways: Set<Int> = []
    /// What supplies give in this plan at most, by position, though more is left of them: what they can bring in a day.
    public var most: [Int: Int64] = [:]

    public init(_ market: MatchMarket) {
        self.market = market
    }

    /// The plan. Memory is that of the arcs, about 100 bytes each.
    /// - Throws: ``FlowProblem/Fault`` only where memory ends.
    public func plan() throws(FlowProblem.Fault) -> MatchPlan {
        var amounts = MatchAmounts(market.needs, market.supplies)
        amounts.limit(most)
        var scratch = MatchScratch()
        var widths = market.needs.indices.map { max(width, min(400, Int(people($0, amounts) * 2))) }
        // Who wants nothing of it is looked for in vain.
        var rankings = market.needs.indices.map { need in
            amounts.demand[need] > 0 ? best(need, widths[need], &scratch) : .none
        }
        var flow = MatchFlow(market, amounts, rankings)
        var carried = try flow.solve()
        var wider = width
        for _ in 0..<rounds {
            var isWider = false
            wider *= 8
            for need in market.needs.indices where flow.open(need, carried) > 0 && rankings[need].passed > widths[need]
            {
                isWider = true
                widths[need] = max(widths[need] * 8, wider)
                rankings[need] = best(need, widths[need], &scratch)
            }
            guard isWider else { break }
            flow = MatchFlow(market, amounts, rankings)
            carried = try flow.solve()
        }
        return flow.plan(carried, rankings)
    }

    /// The best without those who are left alone. Where all of the best are, the others are looked at, too: else it could not be said
    /// that all are.
    private func best(_ need: Int, _ width: Int, _ scratch: inout MatchScratch) -> MatchRanking {
        var width = width, ranking = market.best(forNeed: need, top: width, &scratch)
        let left = market.needs[need].urgency == .critical ? barredAlways : barred
        guard !left.isEmpty else { return ranking }
        var kept = ranking.candidates.filter { !left.contains($0.position) }
        while kept.isEmpty, ranking.passed > width {
            width *= 8
            ranking = market.best(forNeed: need, top: width, &scratch)
            kept = ranking.candidates.filter { !left.contains($0.position) }
        }
        return MatchRanking(
            candidates: kept, passed: ranking.passed, sieve: ranking.sieve,
            barred: ranking.candidates.count - kept.count)
    }

    private func people(_ need: Int, _ amounts: MatchAmounts) -> Int64 {
        market.needs[need].kind == .people ? amounts.demand[need] / 1000 : 0
    }
}
