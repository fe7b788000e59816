/// Options by their median grade (Balinski, Laraki 2010).
public struct MajorityJudgment: Sendable, Equatable {
    /// How often each option got each grade, from the worst grade on.
    public let tallies: [[Int]]

    /// - Parameter tallies: of each option the same number of grades in all; whoever gave none counts as the worst.
    public init(tallies: [[Int]]) { self.tallies = tallies }

    /// The lower median grade of an option, and how many parts of all gave it a better and a worse one.
    public func gauge(_ option: Int) -> (median: Int, above: Double, below: Double) {
        let tally = tallies[option], all = tally.reduce(0, +)
        guard all > 0 else { return (0, 0, 0) }
        let median = MajorityJudgment.median(tally, all)
        func share(_ grades: some Sequence<Int>) -> Double { Double(grades.reduce(0, +)) / Double(all) }
        return (median, share(tally[(median + 1)...]), share(tally[..<median]))
    }

    private static func median(_ tally: [Int], _ all: Int) -> Int {
        var left = (all - 1) / 2
        for (grade, count) in tally.enumerated() {
            if left < count { return grade }
            left -= count
        }
        return tally.count - 1
    }

    /// By majority values: while medians are equal, one of that grade is taken from both.
    public var outcome: BallotOutcome {
        let ranking = tallies.indices.sorted { one, other in
            let order = compare(one, other)
            return order != 0 ? order > 0 : one < other
        }
        let winners = ranking.filter { option in ranking.first.map { compare($0, option) == 0 } ?? false }
        return BallotOutcome(winners: winners, ranking: ranking)
    }

    /// Above zero where the first of two options is the better; O(ballots · grades) where they are equal.
    private func compare(_ one: Int, _ other: Int) -> Int {
        var (left, right) = (tallies[one], tallies[other])
        if left == right { return 0 }
        var (leftAll, rightAll) = (left.reduce(0, +), right.reduce(0, +))
        while leftAll > 0, rightAll > 0 {
            let (leftGrade, rightGrade) = (
                MajorityJudgment.median(left, leftAll), MajorityJudgment.median(right, rightAll)
            )
            if leftGrade != rightGrade { return leftGrade - rightGrade }
            left[leftGrade] -= 1
            right[rightGrade] -= 1
            leftAll -= 1
            rightAll -= 1
        }
        return leftAll - rightAll
    }

    /// By median and which side of it more stand on ("usual judgment", Fabre 2021): another way to part equal medians.
    public var usualRanking: [Int] {
        let values = tallies.indices.map { option -> Double in
            let gauge = gauge(option), between = 1 - gauge.above - gauge.below
            return Double(gauge.median) + (between > 0 ? (gauge.above - gauge.below) / (2 * between) : 0)
        }
        return BallotOutcome(by: values).ranking
    }
}
