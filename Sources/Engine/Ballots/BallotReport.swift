/// Ballots of a file counted by a method.
public struct BallotReport: Sendable {
    /// What the method counted.
    public enum Detail: Sendable, Equatable {
        case consent([ConsentCount])
        case majority(MajorityCount)
        /// Approvals of each option.
        case approval([Int])
        case score(ScoreCount)
        case schulze(pairwise: [Int], Schulze)
        case rankedPairs(pairwise: [Int], RankedPairs)
        /// The grades met, from the worst on, and how often each option got each.
        case majorityJudgment(grades: [Int], MajorityJudgment)
        case equalShares(EqualShares)
        case instantRunoff(InstantRunoff)
        case scoreSum(ScoreCount)
        case dots(DotCount)
        case quadratic(QuadraticCount)
        case priorityMatrix(PriorityMatrix)
        case timePoll(TimePoll)
    }

    /// What a method may be told beside the ballots.
    public struct Terms: Sendable {
        /// What a project is worth to who wants it; for equal shares alone.
        public var worth: PabulibFile.Worth
        /// How many dots or credits each voter has; nothing is as many as they like.
        public var limit: Int?
        /// The highest value on both axes of a priority matrix.
        public var scale: Int

        /// Terms from their parts.
        public init(worth: PabulibFile.Worth = .cost, limit: Int? = nil, scale: Int = 5) {
            (self.worth, self.limit, self.scale) = (worth, limit, scale)
        }
    }

    public let method: BallotMethod
    public let options: [BallotOption]
    public let voterCount: Int
    public let outcome: BallotOutcome
    public let detail: Detail

    /// - Parameters:
    ///   - method: how to count.
    ///   - bytes: a file of PrefLib or Pabulib, or a table.
    ///   - terms: what the method may be told beside them.
    public init(_ method: BallotMethod, _ bytes: [UInt8], _ terms: Terms = Terms()) throws(BallotFault) {
        self.method = method
        if PrefLibFile.isOne(bytes) {
            let file = try PrefLibFile(bytes)
            options = file.options
            voterCount = file.ballots.voterCount
            detail = try BallotReport.detail(method, file.ballots)
        } else if PabulibFile.isOne(bytes) {
            let file = try PabulibFile(bytes)
            options = file.options
            voterCount = file.votes.count
            detail = try BallotReport.detail(method, file, terms.worth)
        } else {
            let table = try BallotTable(bytes)
            options = table.options
            voterCount = table.voterCount
            detail = try BallotReport.detail(method, table, terms)
        }
        outcome = detail.outcome
    }

    private static func detail(_ method: BallotMethod, _ ballots: RankedBallots) throws(BallotFault) -> Detail {
        switch method {
        case .majority: return .majority(MajorityCount(ballots))
        case .schulze:
            let pairwise = ballots.pairwise()
            return .schulze(pairwise: pairwise, Schulze(pairwise: pairwise, optionCount: ballots.optionCount))
        case .rankedPairs:
            let pairwise = ballots.pairwise()
            return .rankedPairs(pairwise: pairwise, RankedPairs(pairwise: pairwise, optionCount: ballots.optionCount))
        case .instantRunoff: return .instantRunoff(InstantRunoff(ballots))
        default: throw .unfit(method)
        }
    }

    private static func detail(
        _ method: BallotMethod, _ file: PabulibFile, _ worth: PabulibFile.Worth
    ) throws(BallotFault) -> Detail {
        let wanted = file.votes.map { $0.wanted.filter { $0.points > 0 } }
        switch method {
        case .equalShares: return .equalShares(file.shares(worth))
        case .approval: return .approval(tally(wanted.map { $0.map(\.project) }, file.options.count))
        case .majority: return .majority(single(wanted.map { $0.map(\.project) }, file.options.count))
        case .score:
            return .score(scores(wanted.flatMap { $0.map { ($0.project, $0.points) } }, file.options.count))
        case .scoreSum:
            return .scoreSum(scores(wanted.flatMap { $0.map { ($0.project, $0.points) } }, file.options.count))
        default: throw .unfit(method)
        }
    }

    private static func detail(
        _ method: BallotMethod, _ table: BallotTable, _ terms: Terms
    ) throws(BallotFault) -> Detail {
        let count = table.options.count
        switch method {
        case .consent: return .consent(try table.consents())
        case .majority: return .majority(single(try table.chosen(), count))
        case .approval: return .approval(tally(try table.chosen(), count))
        case .score: return .score(scores(try table.numbers().map { ($0.0.option, $0.1) }, count))
        case .scoreSum: return .scoreSum(scores(try table.numbers().map { ($0.0.option, $0.1) }, count))
        case .schulze, .rankedPairs, .instantRunoff: return try detail(method, try table.ranked())
        case .majorityJudgment:
            let (grades, tallies) = try table.grades()
            return .majorityJudgment(grades: grades, MajorityJudgment(tallies: tallies))
        case .dots:
            var dots = DotCount(optionCount: count, limit: terms.limit)
            for ballot in try table.wholes() { dots.add(ballot) }
            return .dots(dots)
        case .quadratic:
            var votes = QuadraticCount(optionCount: count, budget: terms.limit)
            for ballot in try table.wholes() { votes.add(ballot) }
            return .quadratic(votes)
        case .priorityMatrix: return .priorityMatrix(try table.matrix(scale: terms.scale))
        case .timePoll: return .timePoll(try table.times())
        case .equalShares: throw .unfit(method)
        }
    }

    private static func tally(_ chosen: [[Int]], _ count: Int) -> [Int] {
        var tally = [Int](repeating: 0, count: count)
        for option in chosen.flatMap({ $0 }) { tally[option] += 1 }
        return tally
    }

    private static func single(_ chosen: [[Int]], _ count: Int) -> MajorityCount {
        let valid = chosen.filter { $0.count == 1 }
        return MajorityCount(votes: tally(valid, count), cast: valid.count)
    }

    private static func scores(_ given: [(option: Int, value: Double)], _ count: Int) -> ScoreCount {
        var sums = [Double](repeating: 0, count: count), counts = [Int](repeating: 0, count: count)
        for one in given.sorted(by: { ($0.option, $0.value) < ($1.option, $1.value) }) {
            sums[one.option] += one.value
            counts[one.option] += 1
        }
        return ScoreCount(sums: sums, counts: counts)
    }
}

extension BallotReport.Detail {
    var outcome: BallotOutcome {
        switch self {
        case .consent(let counts): ConsentCount.outcome(counts)
        case .majority(let count): count.outcome
        case .approval(let counts):
            BallotOutcome(
                winners: counts.contains { $0 > 0 } ? BallotOutcome(by: counts).winners : [],
                ranking: BallotOutcome(by: counts).ranking)
        case .score(let count): count.outcome
        case .schulze(_, let schulze): schulze.outcome
        case .rankedPairs(_, let pairs): pairs.outcome
        case .majorityJudgment(_, let judgment): judgment.outcome
        case .equalShares(let shares): shares.outcome
        case .instantRunoff(let runoff): runoff.outcome
        case .scoreSum(let count): count.outcomeBySum
        case .dots(let count): count.outcome
        case .quadratic(let count): count.outcome
        case .priorityMatrix(let matrix): matrix.outcome
        case .timePoll(let poll): poll.outcome
        }
    }
}
