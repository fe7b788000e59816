/// The weakest option drops out, and its ballots pass on, until one has more than half of those that still name somebody.
public struct InstantRunoff: Sendable, Equatable {
    /// One count: how many stand behind each option.
    public struct Round: Sendable, Equatable {
        /// By option; a ballot that holds several level counts for each in equal parts. Zero for who is out.
        public let votes: [Double]
        /// Ballots that name somebody who is still in.
        public let continuing: Int
        /// Who drops out after it; nobody after the last one.
        public let dropped: Int?
    }

    public let optionCount: Int
    public let rounds: [Round]
    public let outcome: BallotOutcome

    /// Who has fewest votes drops out; of equals who had fewer in the latest round that tells them apart, then who comes last.
    /// O(rounds · ballots · options) at worst, mostly O(rounds · ballots).
    public init(_ ballots: RankedBallots) {
        optionCount = ballots.optionCount
        var isOut = [Bool](repeating: false, count: ballots.optionCount), rounds: [Round] = [], order: [Int] = []
        // Where each ballot's best option that is still in stands: that only moves on.
        var heads = ballots.heads
        while order.count < optionCount {
            let (votes, continuing) = ballots.tally(without: isOut, from: &heads)
            let left = isOut.indices.filter { !isOut[$0] }
            let isDecided = left.contains { 2 * votes[$0] > Double(continuing) + InstantRunoff.near }
            let weakest = InstantRunoff.weakest(of: left, votes, rounds)
            let isLast = isDecided || left.count == 1 || continuing == 0
            rounds.append(Round(votes: votes, continuing: continuing, dropped: isLast ? nil : weakest))
            if isLast {
                order += InstantRunoff.level(left, votes)
                break
            }
            isOut[weakest] = true
            order.insert(weakest, at: 0)
        }
        self.rounds = rounds
        outcome = InstantRunoff.outcome(rounds, isOut, order)
    }

    /// What differs by less is equal: thirds don't add up to a whole.
    private static let near = 1e-6

    private static func weakest(of left: [Int], _ votes: [Double], _ rounds: [Round]) -> Int {
        var level = left
        for count in [votes] + rounds.reversed().map(\.votes) {
            let fewest = level.map { count[$0] }.min() ?? 0
            level.removeAll { count[$0] > fewest + near }
        }
        return level.last ?? 0
    }

    private static func level(_ left: [Int], _ votes: [Double]) -> [Int] {
        left.sorted { abs(votes[$0] - votes[$1]) > near ? votes[$0] > votes[$1] : $0 < $1 }
    }

    /// Who is still in at the end stands first, then who dropped out later before who dropped out earlier.
    private static func outcome(_ rounds: [Round], _ isOut: [Bool], _ order: [Int]) -> BallotOutcome {
        let gone = order.filter { isOut[$0] }, left = order.filter { !isOut[$0] }
        guard let last = rounds.last, last.continuing > 0 else {
            return BallotOutcome(winners: [], ranking: left + gone)
        }
        return BallotOutcome(winners: Array(left.prefix(1)), ranking: left + gone)
    }
}
