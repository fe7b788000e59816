/// How far all groups together hold a statement.
public struct OpinionInformed: Sendable, Equatable {
    public let statement: Int
    /// Product over all groups of the probability that one of them agrees, and likewise disagrees.
    public let agree: Double
    public let disagree: Double
    /// Mean over the groups that are large enough to speak for anybody, comparable whatever their number.
    public let meanAgree: Double
    public let meanDisagree: Double
    /// The group that holds it least.
    public let leastAgree: Double
    public let leastDisagree: Double

    /// - Parameters:
    ///   - counts: how each group answered.
    ///   - large: numbers of the groups that are large enough.
    ///   - all: how all of them answered: stands in where no group is large enough.
    init(_ statement: Int, groups counts: [OpinionCount], large: [Int], all: OpinionCount) {
        func product(_ side: OpinionSide) -> Double { counts.reduce(1) { $0 * $1.probability(side) } }
        let speaking = large.isEmpty ? [all] : large.map { counts[$0] }
        func mean(_ side: OpinionSide) -> Double {
            OpinionInformed.root(speaking.reduce(1) { $0 * $1.probability(side) }, speaking.count)
        }
        func least(_ side: OpinionSide) -> Double { speaking.map { $0.probability(side) }.min() ?? 0 }
        self.statement = statement
        agree = product(.agree)
        disagree = product(.disagree)
        meanAgree = mean(.agree)
        meanDisagree = mean(.disagree)
        leastAgree = least(.agree)
        leastDisagree = least(.disagree)
    }

    /// The side on which all are more together.
    public var side: OpinionSide { meanAgree >= meanDisagree ? .agree : .disagree }
    public var mean: Double { max(meanAgree, meanDisagree) }
    public var least: Double { side == .agree ? leastAgree : leastDisagree }

    /// The n-th root by Newton's steps: from additions, products and quotients alone, thus the same on every machine.
    static func root(_ value: Double, _ degree: Int) -> Double {
        guard degree > 1, value > 0 else { return value }
        var guess = 1.0
        for _ in 0..<200 {
            let power = (1..<degree).reduce(1.0) { product, _ in product * guess }
            let next = (Double(degree - 1) * guess + value / power) / Double(degree)
            if next >= guess { break }
            guess = next
        }
        return guess
    }
}

/// A statement over which people part.
public struct OpinionRift: Sendable, Equatable {
    public let statement: Int
    /// From 0 to 1: between groups the difference of their agreement, without groups how evenly the sides are taken.
    public let width: Double
    /// The groups that agree most and least; nil without groups.
    public let most: Int?
    public let least: Int?
}

extension OpinionMap {
    /// What all share: statements most of every group take one side on, and all together beyond chance, the strongest first.
    public func shared(limit: Int = 10) -> [OpinionInformed] {
        Array(held.sorted { ($1.mean, $0.statement) < ($0.mean, $1.statement) }.prefix(limit))
    }

    private var held: [OpinionInformed] {
        informed.filter { one in
            isListed(one.statement) && one.least > 0.5
                && statements[one.statement].everybody.test(one.side) > OpinionCount.significant
        }
    }

    /// What divides, the widest first: between groups where there are any, else between the sides. What is shared does not divide.
    ///
    /// - Parameter byGroups: false where the groups aren't stable enough to be spoken of.
    public func dividing(limit: Int = 10, byGroups: Bool = true) -> [OpinionRift] {
        let large = largeGroups, shared = Set(held.map(\.statement))
        let rifts = statements.indices.filter { isListed($0) && !shared.contains($0) }.compactMap { statement in
            byGroups && large.count > 1 ? rift(statement, between: large) : rift(statement)
        }
        return Array(rifts.sorted { ($1.width, $0.statement) < ($0.width, $1.statement) }.prefix(limit))
    }

    private func rift(_ statement: Int, between large: [Int]) -> OpinionRift? {
        func agreement(_ group: Int) -> Double { groups[group].counts[statement].probability(.agree) }
        let ordered = large.sorted { (agreement($0), $0) < (agreement($1), $1) }
        guard let least = ordered.first, let most = ordered.last else { return nil }
        let (high, low) = (groups[most].counts[statement], groups[least].counts[statement])
        guard high.test(.agree, against: low) > OpinionCount.significant else { return nil }
        return OpinionRift(
            statement: statement, width: high.probability(.agree) - low.probability(.agree), most: most, least: least)
    }

    private func rift(_ statement: Int) -> OpinionRift? {
        let count = statements[statement].everybody
        guard min(count.agrees, count.disagrees) > 0, count.testOfFewer > OpinionCount.significant else { return nil }
        let even = 2 * min(count.probability(.agree), count.probability(.disagree))
        return OpinionRift(statement: statement, width: even, most: nil, least: nil)
    }
}
