/// The strongest chains of majorities between options (Schulze 2011, by winning votes).
public struct Schulze: Sendable, Equatable {
    public let optionCount: Int
    /// Strength of the strongest chain from one option to another, row by row.
    public let strengths: [Int]

    /// - Parameter pairwise: how many put the first of two options before the second, row by row.
    /// - Complexity: O(options³).
    public init(pairwise: [Int], optionCount: Int) {
        self.optionCount = optionCount
        var strengths = pairwise
        for row in 0..<optionCount {
            for column in 0..<optionCount {
                let (one, other) = (pairwise[row * optionCount + column], pairwise[column * optionCount + row])
                strengths[row * optionCount + column] = one > other ? one : 0
            }
        }
        for through in 0..<optionCount {
            for row in 0..<optionCount where row != through {
                let first = strengths[row * optionCount + through]
                for column in 0..<optionCount where column != row {
                    let chain = min(first, strengths[through * optionCount + column])
                    strengths[row * optionCount + column] = max(strengths[row * optionCount + column], chain)
                }
            }
        }
        self.strengths = strengths
    }

    private func beats(_ one: Int, _ other: Int) -> Bool {
        strengths[one * optionCount + other] > strengths[other * optionCount + one]
    }

    /// Whoever nobody beats wins; the order is by how many one beats, as beating is transitive.
    public var outcome: BallotOutcome {
        let all = Array(0..<optionCount)
        let wins = all.map { one in all.count { beats(one, $0) } }
        let winners = all.filter { one in all.allSatisfy { !beats($0, one) } }
        return BallotOutcome(winners: winners, ranking: BallotOutcome(by: wins).ranking)
    }
}

/// Majorities locked from the clearest on, unless one closes a circle (Tideman 1987).
public struct RankedPairs: Sendable, Equatable {
    /// A majority.
    public struct Pair: Sendable, Equatable {
        public let winner: Int
        public let loser: Int
        public let votes: Int
        public let margin: Int
        public let isLocked: Bool
    }

    public let optionCount: Int
    /// In the order in which they were looked at.
    public let pairs: [Pair]

    /// - Parameter pairwise: how many put the first of two options before the second, row by row.
    /// - Complexity: O(options⁴) at worst.
    public init(pairwise: [Int], optionCount: Int) {
        self.optionCount = optionCount
        var found: [Pair] = []
        for winner in 0..<optionCount {
            for loser in 0..<optionCount {
                let (votes, against) = (pairwise[winner * optionCount + loser], pairwise[loser * optionCount + winner])
                guard votes > against else { continue }
                found.append(
                    .init(winner: winner, loser: loser, votes: votes, margin: votes - against, isLocked: false))
            }
        }
        found.sort {
            ($1.margin, $1.votes, $0.winner, $0.loser) < ($0.margin, $0.votes, $1.winner, $1.loser)
        }
        var reaches = [Bool](repeating: false, count: optionCount * optionCount)
        pairs = found.map { pair in
            let closes = reaches[pair.loser * optionCount + pair.winner]
            if !closes { RankedPairs.lock(pair, &reaches, optionCount) }
            return Pair(
                winner: pair.winner, loser: pair.loser, votes: pair.votes, margin: pair.margin, isLocked: !closes)
        }
    }

    private static func lock(_ pair: Pair, _ reaches: inout [Bool], _ count: Int) {
        for above in 0..<count where above == pair.winner || reaches[above * count + pair.winner] {
            for below in 0..<count where below == pair.loser || reaches[pair.loser * count + below] {
                reaches[above * count + below] = true
            }
        }
    }

    /// Whoever no locked majority stands against wins; the order follows the locked ones.
    public var outcome: BallotOutcome {
        var above = [Int](repeating: 0, count: optionCount)
        let locked = pairs.filter(\.isLocked)
        for pair in locked { above[pair.loser] += 1 }
        let winners = above.indices.filter { above[$0] == 0 }
        var ranking: [Int] = [], isPlaced = [Bool](repeating: false, count: optionCount)
        while let next = above.indices.first(where: { !isPlaced[$0] && above[$0] == 0 }) {
            isPlaced[next] = true
            ranking.append(next)
            for pair in locked where pair.winner == next { above[pair.loser] -= 1 }
        }
        return BallotOutcome(winners: winners, ranking: ranking)
    }
}
