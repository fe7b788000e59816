/// Dots that voters stick on options, each at most so many in all.
public struct DotCount: Sendable, Equatable {
    /// How many dots each voter may stick; nothing is as many as they like.
    public let limit: Int?
    public private(set) var sums: [Int]
    /// How many stuck at least one.
    public private(set) var supporters: [Int]
    /// Ballots that count, and those that stuck too many or fewer than none.
    public private(set) var cast = 0
    public private(set) var spoilt = 0

    /// No ballots yet.
    public init(optionCount: Int, limit: Int? = nil) {
        self.limit = limit
        sums = [Int](repeating: 0, count: optionCount)
        supporters = sums
    }

    /// Whether a ballot keeps to the limit.
    public static func keeps(_ dots: [Int], within limit: Int?) -> Bool {
        var left = limit ?? .max
        for dot in dots {
            guard dot >= 0, dot <= left else { return false }
            left -= dot
        }
        return true
    }

    /// Takes a ballot in: dots by option, of as many options as there are.
    public mutating func add(_ dots: [Int], count: Int = 1) {
        guard dots.count == sums.count, DotCount.keeps(dots, within: limit) else { return spoilt += count }
        cast += count
        for (option, dot) in dots.enumerated() where dot > 0 {
            sums[option] += dot * count
            supporters[option] += count
        }
    }

    /// By dots; of equal sums the one more people stuck a dot on, which elects as well.
    public var outcome: BallotOutcome {
        BallotOutcome(by: sums, then: supporters) { sums[$0] > 0 }
    }
}

/// Votes that cost their square: who wants one thing much can say so, and pays for it.
public struct QuadraticCount: Sendable, Equatable {
    /// How many credits each voter has; nothing is as many as they like.
    public let budget: Int?
    public private(set) var sums: [Int]
    /// How many gave votes for it, and how many against.
    public private(set) var supporters: [Int]
    public private(set) var opponents: [Int]
    public private(set) var cast = 0
    /// Ballots that cost more than there is.
    public private(set) var spoilt = 0

    /// No ballots yet.
    public init(optionCount: Int, budget: Int? = nil) {
        self.budget = budget
        sums = [Int](repeating: 0, count: optionCount)
        supporters = sums
        opponents = sums
    }

    /// What a ballot costs; nothing where it is beyond all counting.
    public static func cost(of votes: [Int]) -> Int? {
        votes.reduce(Int?(0)) { sum, vote in
            guard let sum, abs(vote) < 1 << 20 else { return nil }
            return sum + vote * vote
        }
    }

    /// Takes a ballot in: votes by option, below zero against it.
    public mutating func add(_ votes: [Int], count: Int = 1) {
        guard votes.count == sums.count, let cost = QuadraticCount.cost(of: votes), cost <= budget ?? .max else {
            return spoilt += count
        }
        cast += count
        for (option, vote) in votes.enumerated() where vote != 0 {
            sums[option] += vote * count
            if vote > 0 { supporters[option] += count } else { opponents[option] += count }
        }
    }

    /// By the sum of votes; of equals the one with more supporters, which elects as well. Nobody below one vote is elected.
    public var outcome: BallotOutcome {
        BallotOutcome(by: sums, then: supporters) { sums[$0] > 0 }
    }
}

/// Approvals of each option.
public struct ApprovalCount: Sendable, Equatable {
    public private(set) var approvals: [Int]
    public private(set) var cast = 0

    /// No ballots yet.
    public init(optionCount: Int) { approvals = [Int](repeating: 0, count: optionCount) }

    /// Takes a ballot in: the options it approves, each once.
    public mutating func add(_ chosen: some Sequence<Int>, count: Int = 1) {
        cast += count
        for option in chosen { approvals[option] += count }
    }

    /// By approvals; of equals all are elected and the one that comes first stands first.
    public var outcome: BallotOutcome { BallotOutcome(by: approvals, then: approvals) { approvals[$0] > 0 } }
}

extension BallotOutcome {
    /// Options by one value, then by another, the greatest first; of equals the one that comes first. Elected are those that
    /// stand level at the head, as far as they can be elected at all.
    init<One: Comparable, Other: Comparable>(by one: [One], then other: [Other], electing: (Int) -> Bool) {
        // The place of the other is compared last, so that of equals the first stands first.
        let order = one.indices.sorted { (one[$1], other[$1], $0) < (one[$0], other[$0], $1) }
        let first = order.first
        let level = order.filter { option in first.map { one[option] == one[$0] && other[option] == other[$0] } ?? false
        }
        self.init(winners: level.filter(electing), ranking: order)
    }
}
