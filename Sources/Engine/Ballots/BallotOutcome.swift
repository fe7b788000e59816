/// How ballots can be counted.
public enum BallotMethod: String, Sendable, CaseIterable {
    case consent, majority, approval, score, schulze
    case rankedPairs = "ranked-pairs"
    case majorityJudgment = "majority-judgment"
    case equalShares = "equal-shares"
    case instantRunoff = "instant-runoff"
    case scoreSum = "score-sum"
    case dots, quadratic
    case priorityMatrix = "priority-matrix"
    case timePoll = "time-poll"

    /// Decides where the method itself leaves options level.
    public var tieBreak: String {
        switch self {
        case .consent: "fewer objections, then fewer concerns, then more consents, then the option that comes first"
        case .majority, .approval: "the option that comes first"
        case .score: "the higher sum, then the option that comes first"
        case .schulze: "the option that comes first"
        case .rankedPairs: "of equal majorities the one with more votes, then the one whose options come first"
        case .majorityJudgment: "majority values: median grades are taken away one by one until they differ"
        case .equalShares: "the name that comes first"
        case .instantRunoff:
            "who had fewer votes in the latest round that tells them apart drops out, then the option that comes last"
        case .scoreSum: "the higher mean, then the option that comes first"
        case .dots: "more people who gave it a dot, then the option that comes first"
        case .quadratic: "more people who gave it votes, then the option that comes first"
        case .priorityMatrix: "the higher mean importance, then the lower mean effort, then the item that comes first"
        case .timePoll: "more who can come without if need be, then the time that comes first"
        }
    }
}

/// What ballots come to: options by number, from the best on.
public struct BallotOutcome: Sendable, Equatable {
    /// All whom the method elects; more than one where it leaves them level.
    public let winners: [Int]
    /// All options in order, ties broken as the method says.
    public let ranking: [Int]

    /// An outcome from its parts.
    public init(winners: [Int], ranking: [Int]) {
        self.winners = winners
        self.ranking = ranking
    }

    /// Options by a value, the greatest first; of equals the one that comes first.
    init<Value: Comparable>(by value: [Value]) {
        let order = value.indices.sorted { value[$0] != value[$1] ? value[$0] > value[$1] : $0 < $1 }
        ranking = order
        winners = order.first.map { first in order.filter { value[$0] == value[first] } } ?? []
    }
}

/// Whether one option has more than half.
public struct MajorityCount: Sendable, Equatable {
    /// Votes for each option, and ballots that name exactly one.
    public let votes: [Int]
    public let cast: Int

    /// A count from its parts.
    public init(votes: [Int], cast: Int) {
        self.votes = votes
        self.cast = cast
    }

    /// First places of ranked ballots; a ballot that puts two first names none.
    public init(_ ballots: RankedBallots) { (votes, cast) = ballots.firsts() }

    /// The one with more than half of the votes wins; without one, nobody.
    public var outcome: BallotOutcome {
        let order = BallotOutcome(by: votes)
        return BallotOutcome(winners: order.ranking.filter { 2 * votes[$0] > cast }, ranking: order.ranking)
    }
}

/// Scores of each option.
public struct ScoreCount: Sendable, Equatable {
    public let sums: [Double]
    /// How many scored it.
    public let counts: [Int]

    /// A count from its parts.
    public init(sums: [Double], counts: [Int]) {
        self.sums = sums
        self.counts = counts
    }

    public var means: [Double] { zip(sums, counts).map { $1 > 0 ? $0 / Double($1) : 0 } }

    /// By the mean over those who scored; of equal means the higher sum stands first, which elects as well.
    public var outcome: BallotOutcome {
        outcome(means, sums)
    }

    /// By the sum; of equal sums the higher mean stands first, which elects as well.
    public var outcomeBySum: BallotOutcome { outcome(sums, means) }

    private func outcome(_ one: [Double], _ other: [Double]) -> BallotOutcome {
        let ranking = sums.indices.sorted {
            (counts[$0] > 0 ? 0 : 1, one[$1], other[$1], $0) < (counts[$1] > 0 ? 0 : 1, one[$0], other[$0], $1)
        }
        let winners = ranking.filter { option in
            guard let first = ranking.first, counts[first] > 0 else { return false }
            return counts[option] > 0 && one[option] == one[first] && other[option] == other[first]
        }
        return BallotOutcome(winners: winners, ranking: ranking)
    }
}

/// Answers to each proposal in a consent round.
public struct ConsentCount: Sendable, Equatable {
    public var consents: Int
    /// Recorded, but no hindrance.
    public var concerns: Int
    public var objections: Int
    /// Asked without an answer: no consent.
    public var silent: Int

    /// A count from its parts.
    public init(consents: Int = 0, concerns: Int = 0, objections: Int = 0, silent: Int = 0) {
        self.consents = consents
        self.concerns = concerns
        self.objections = objections
        self.silent = silent
    }

    /// Somebody consents, with a concern or without, and nobody objects.
    public var isConsented: Bool { objections == 0 && consents + concerns > 0 }

    public static func outcome(_ counts: [ConsentCount]) -> BallotOutcome {
        let ranking = counts.indices.sorted {
            (counts[$0].objections, counts[$0].concerns, counts[$1].consents, $0)
                < (counts[$1].objections, counts[$1].concerns, counts[$0].consents, $1)
        }
        return BallotOutcome(winners: ranking.filter { counts[$0].isConsented }, ranking: ranking)
    }
}
