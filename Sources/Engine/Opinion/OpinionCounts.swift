/// How some people answered a statement.
public struct OpinionCount: Sendable, Equatable {
    public var agrees = 0
    public var disagrees = 0
    /// Agree, disagree or pass.
    public var seen = 0

    public var passes: Int { seen - agrees - disagrees }

    mutating func add(_ other: OpinionCount) {
        agrees += other.agrees
        disagrees += other.disagrees
        seen += other.seen
    }

    static func - (one: OpinionCount, other: OpinionCount) -> OpinionCount {
        OpinionCount(
            agrees: one.agrees - other.agrees, disagrees: one.disagrees - other.disagrees, seen: one.seen - other.seen)
    }

    /// How many took a side.
    public func on(_ side: OpinionSide) -> Int { side == .agree ? agrees : disagrees }

    /// Probability that one of them takes a side, with one imagined answer on either.
    public func probability(_ side: OpinionSide) -> Double { Double(on(side) + 1) / Double(seen + 2) }

    /// A test above it is beyond chance, one-sided at 90 %.
    static let significant = 1.2816

    /// How far beyond chance a side is taken, in standard deviations.
    func test(_ side: OpinionSide) -> Double {
        let trials = Double(seen + 1)
        return 2 * trials.squareRoot() * (Double(on(side) + 1) / trials - 0.5)
    }

    /// Of so many who see a statement, one takes a side by chance or by mistake.
    private static let strays = 10.0

    /// How far beyond strays the side is taken that fewer take, in standard deviations; half an answer less than there are, since
    /// answers are whole.
    var testOfFewer: Double {
        let expected = Double(seen) / OpinionCount.strays
        guard expected > 0 else { return 0 }
        let spread = (expected * (1 - 1 / OpinionCount.strays)).squareRoot()
        return (Double(min(agrees, disagrees)) - 0.5 - expected) / spread
    }

    /// How far beyond chance a side is taken more often than by others, in standard deviations.
    func test(_ side: OpinionSide, against others: OpinionCount) -> Double {
        let (trials, otherTrials) = (Double(seen + 1), Double(others.seen + 1))
        let (taken, otherTaken) = (Double(on(side) + 1), Double(others.on(side) + 1))
        let share = (taken + otherTaken) / (trials + otherTrials)
        guard share < 1 else { return 0 }
        let spread = (share * (1 - share) * (1 / trials + 1 / otherTrials)).squareRoot()
        return (taken / trials - otherTaken / otherTrials) / spread
    }
}

/// A side one can take.
public enum OpinionSide: String, Sendable, CaseIterable {
    case agree, disagree
}

/// How each group, and everybody, answered each statement.
struct OpinionCounts: Sendable {
    /// Everybody, whether they are in a group or not.
    private(set) var everybody: [OpinionCount]
    /// By group, then by statement.
    private(set) var groups: [[OpinionCount]]
    /// All who are in a group.
    private(set) var grouped: [OpinionCount]

    /// O(answers + groups · statements).
    init(_ votes: OpinionVotes, groupOf: [Int?], groups count: Int) {
        let none = [OpinionCount](repeating: OpinionCount(), count: votes.statementCount)
        // The last row is that of those in no group.
        var tally = [Int](repeating: 0, count: (count + 1) * 4 * votes.statementCount)
        tally.withUnsafeMutableBufferPointer { tally in
            for person in 0..<votes.participantCount {
                let row = (groupOf[person] ?? count) * 4 * votes.statementCount
                for place in votes.starts[person]..<votes.starts[person + 1] {
                    tally[row + Int(votes.codes[place])] += 1
                }
            }
        }
        var rows = (0...count).map { group in
            (0..<votes.statementCount).map { statement in
                let at = (group * votes.statementCount + statement) * 4
                return OpinionCount(
                    agrees: tally[at + 2], disagrees: tally[at], seen: tally[at] + tally[at + 1] + tally[at + 2])
            }
        }
        everybody = rows.removeLast()
        grouped = none
        groups = rows
        for statement in none.indices {
            for row in rows { grouped[statement].add(row[statement]) }
            everybody[statement].add(grouped[statement])
        }
    }
}
