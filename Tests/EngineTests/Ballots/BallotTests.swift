import Testing

@testable import Engine

/// Ways to count beside plainer ones, and what holds for every count.
@Suite struct BallotTests {
    private static func ballots(_ seed: UInt64, options: Int) -> [(ranks: [[Int]], count: Int)] {
        var random = SplitMix64(seed: seed)
        return (0..<Int.random(in: 0...30, using: &random)).map { _ in
            var ranks: [[Int]] = []
            for option in (0..<options).shuffled(using: &random).prefix(Int.random(in: 0...options, using: &random)) {
                if ranks.isEmpty || Int.random(in: 0..<3, using: &random) > 0 {
                    ranks.append([option])
                } else {
                    ranks[ranks.count - 1].append(option)
                }
            }
            return (ranks, Int.random(in: 1...9, using: &random))
        }
    }

    @Test(arguments: 0..<100)
    func pairsAreCountedAsTheBallotsSay(_ seed: UInt64) {
        let options = 1 + Int(seed % 7), list = Self.ballots(seed, options: options)
        var ranked = RankedBallots(optionCount: options)
        for ballot in list { ranked.add(ballot.ranks, count: ballot.count) }
        let pairwise = ranked.pairwise()
        for one in 0..<options {
            for other in 0..<options where other != one {
                let votes = list.reduce(0) { sum, ballot in
                    let places = [one, other].map { option in ballot.ranks.firstIndex { $0.contains(option) } ?? .max }
                    return sum + (places[0] < places[1] ? ballot.count : 0)
                }
                #expect(pairwise[one * options + other] == votes, "seed \(seed)")
            }
            #expect(pairwise[one * options + one] == 0)
        }
        #expect(ranked.voterCount == list.reduce(0) { $0 + $1.count })
    }

    /// Who beats everybody wins by every method for ranks, and no order leaves anybody out.
    @Test(arguments: 0..<200)
    func whoBeatsEverybodyWins(_ seed: UInt64) {
        let options = 2 + Int(seed % 5)
        var ranked = RankedBallots(optionCount: options)
        for ballot in Self.ballots(seed, options: options) { ranked.add(ballot.ranks, count: ballot.count) }
        let pairwise = ranked.pairwise()
        let outcomes = [
            Schulze(pairwise: pairwise, optionCount: options).outcome,
            RankedPairs(pairwise: pairwise, optionCount: options).outcome,
        ]
        for outcome in outcomes {
            #expect(outcome.ranking.sorted() == Array(0..<options) && !outcome.winners.isEmpty)
            #expect(outcome.winners.contains(outcome.ranking[0]))
        }
        let best = (0..<options).first { one in
            (0..<options).allSatisfy { $0 == one || pairwise[one * options + $0] > pairwise[$0 * options + one] }
        }
        if let best { #expect(outcomes.allSatisfy { $0.winners == [best] }, "seed \(seed)") }
    }

    @Test func clonesDontFloodAList() {
        // A and its copy with the same three supporters, B with two.
        let order = HarmonicOrder.order([[1, 2, 3], [4, 5], [1, 2, 3]])
        #expect(order.map(\.proposal) == [0, 1, 2] && order.map(\.weight) == [3, 2, 1.5])
        let flooded = HarmonicOrder.order([[4, 5]] + Array(repeating: [1, 2, 3], count: 6))
        #expect(flooded.map(\.proposal).firstIndex(of: 0) == 1)
        #expect(HarmonicOrder.order([]).isEmpty && HarmonicOrder.order([[], []]).map(\.proposal) == [0, 1])
    }

    /// Nobody pays more than their part, projects are paid in full, and what is left over pays for no other.
    @Test(arguments: 0..<60)
    func sharesAreEqual(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let voters = Int.random(in: 1...25, using: &random), budget = Double(Int.random(in: 10...200, using: &random))
        let projects = (0..<Int.random(in: 0...9, using: &random)).map { number -> EqualShares.Project in
            let cost = Double(Int.random(in: 1...60, using: &random))
            let supporters = (0..<voters).filter { _ in Bool.random(using: &random) }.map { (voter: $0, worth: cost) }
            return .init(name: "\(number)", cost: cost, supporters: supporters)
        }
        let shares = EqualShares(projects, voterCount: voters, budget: budget)
        #expect(shares.selected.reduce(0) { $0 + projects[$1].cost } <= budget * (1 + 1e-9))
        var purses = [Double](repeating: budget / Double(voters), count: voters)
        for (number, price) in zip(shares.selected, shares.prices) {
            let paid = projects[number].supporters.map { ($0.voter, min(purses[$0.voter], price * $0.worth)) }
            #expect(abs(paid.reduce(0) { $0 + $1.1 } - projects[number].cost) < 1e-6, "seed \(seed)")
            for (voter, amount) in paid { purses[voter] -= amount }
        }
        for (number, project) in projects.enumerated() where !shares.selected.contains(number) {
            #expect(project.supporters.reduce(0) { $0 + purses[$1.voter] } < project.cost)
        }
        #expect(zip(shares.prices, shares.prices.dropFirst()).allSatisfy { $0 <= $1 * (1 + 1e-9) })
    }

    @Test func silenceIsNoConsent() {
        let counts = [
            ConsentCount(silent: 5), ConsentCount(consents: 1, silent: 4), ConsentCount(consents: 4, objections: 1),
        ]
        #expect(counts.map(\.isConsented) == [false, true, false])
        #expect(ConsentCount.outcome(counts).winners == [1])
        #expect(ConsentCount.outcome(counts).ranking == [1, 0, 2])
    }

    @Test func gradesThatAreEqualElectBoth() {
        let judgment = MajorityJudgment(tallies: [[1, 2], [2, 1], [1, 2]])
        #expect(judgment.outcome.winners == [0, 2] && judgment.outcome.ranking == [0, 2, 1])
        #expect(MajorityJudgment(tallies: [[0], [0]]).outcome.ranking == [0, 1])
    }

    private static func ranked(_ list: [(Int, [Int])], options: Int) -> RankedBallots {
        var ballots = RankedBallots(optionCount: options)
        for (count, order) in list { ballots.add(order.map { [$0] }, count: count) }
        return ballots
    }

    /// Schulze's own example: 45 ballots on A … E.
    @Test func theStrongestChains() {
        let list = [
            (5, [0, 2, 1, 4, 3]), (5, [0, 3, 4, 2, 1]), (8, [1, 4, 3, 0, 2]), (3, [2, 0, 1, 4, 3]),
            (7, [2, 0, 4, 1, 3]),
            (2, [2, 1, 0, 3, 4]), (7, [3, 2, 4, 1, 0]), (8, [4, 1, 0, 3, 2]),
        ]
        let pairwise = Self.ranked(list, options: 5).pairwise()
        #expect(Array(pairwise[0..<5]) == [0, 20, 26, 30, 22])
        let schulze = Schulze(pairwise: pairwise, optionCount: 5)
        #expect(schulze.strengths[4 * 5] == 25 && schulze.strengths[4] == 24)
        #expect(schulze.outcome == BallotOutcome(winners: [4], ranking: [4, 0, 2, 1, 3]))
    }

    @Test func majoritiesAreLockedUnlessTheyCloseACircle() {
        let ballots = Self.ranked([(9, [0, 1, 2]), (6, [1, 2, 0]), (5, [2, 0, 1])], options: 3)
        let pairs = RankedPairs(pairwise: ballots.pairwise(), optionCount: 3)
        #expect(pairs.pairs.map(\.margin) == [10, 8, 2] && pairs.pairs.map(\.isLocked) == [true, true, false])
        #expect(pairs.outcome.winners == [0])
    }

    @Test func theWeakestPassesItsBallotsOn() {
        let runoff = InstantRunoff(Self.ranked([(9, [0, 1, 2]), (6, [1, 2, 0]), (5, [2, 0, 1])], options: 3))
        #expect(runoff.rounds.map(\.votes) == [[9, 6, 5], [14, 6, 0]] && runoff.rounds[0].dropped == 2)
        #expect(runoff.outcome == BallotOutcome(winners: [0], ranking: [0, 1, 2]))
        // In the middle for most, and out at once: the runoff looks at first places alone.
        let squeezed = Self.ranked([(40, [0, 1, 2]), (35, [2, 1, 0]), (25, [1, 0, 2])], options: 3)
        #expect(InstantRunoff(squeezed).outcome.winners == [0])
        #expect(Schulze(pairwise: squeezed.pairwise(), optionCount: 3).outcome.winners == [1])
        // Of three equals the last drops out first; level places count in equal parts, and who names nobody left counts no more.
        let level = InstantRunoff(Self.ranked([(2, [0]), (2, [1]), (2, [2])], options: 3))
        #expect(level.outcome == BallotOutcome(winners: [0], ranking: [0, 1, 2]))
        #expect(level.rounds.map(\.continuing) == [6, 4, 2])
        var shared = RankedBallots(optionCount: 3)
        shared.add([[0, 1], [2]], count: 3)
        #expect(InstantRunoff(shared).rounds[0].votes == [1.5, 1.5, 0])
        #expect(InstantRunoff(RankedBallots(optionCount: 3)).outcome.winners.isEmpty)
    }

    /// Whoever more than half put first wins a runoff, the order of the ballots is nothing, and nobody is left out.
    @Test(arguments: 0..<200)
    func runoffs(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let options = 2 + Int(seed % 5), list = Self.ballots(seed, options: options)
        var ranked = RankedBallots(optionCount: options), shuffled = ranked
        for ballot in list { ranked.add(ballot.ranks, count: ballot.count) }
        for ballot in list.shuffled(using: &random) { shuffled.add(ballot.ranks, count: ballot.count) }
        let runoff = InstantRunoff(ranked)
        #expect(runoff == InstantRunoff(shuffled), "seed \(seed)")
        #expect(runoff.outcome.ranking.sorted() == Array(0..<options))
        let firsts = MajorityCount(ranked)
        if let most = firsts.votes.indices.first(where: { 2 * firsts.votes[$0] > ranked.voterCount }) {
            #expect(runoff.outcome.winners == [most])
        }
        #expect(zip(runoff.rounds, runoff.rounds.dropFirst()).allSatisfy { $0.continuing >= $1.continuing })
    }

    @Test func dotsAndSquares() {
        var dots = DotCount(optionCount: 3, limit: 8)
        for ballot in [[5, 3, 0], [4, 4, 0], [0, 2, 6], [9, 0, 0], [-1, 0, 0]] { dots.add(ballot) }
        #expect(dots.sums == [9, 9, 6] && dots.supporters == [2, 3, 1] && dots.cast == 3 && dots.spoilt == 2)
        #expect(dots.outcome == BallotOutcome(winners: [1], ranking: [1, 0, 2]))
        var votes = QuadraticCount(optionCount: 3, budget: 16)
        for ballot in [[4, 0, 0], [2, 2, 2], [-1, 3, 2], [4, 1, 0], [1 << 40, 0, 0]] { votes.add(ballot) }
        #expect(votes.sums == [5, 5, 4] && votes.cast == 3 && votes.spoilt == 2)
        #expect(votes.outcome == BallotOutcome(winners: [0, 1], ranking: [0, 1, 2]))
        #expect(QuadraticCount.cost(of: [2, 2, 2]) == 12 && QuadraticCount.cost(of: [-1, 3, 2]) == 14)
        let scores = ScoreCount(sums: [9, 9, 10], counts: [3, 3, 4])
        #expect(scores.outcome.winners == [0, 1] && scores.outcomeBySum.winners == [2])
        #expect(
            DotCount(optionCount: 2).outcome.winners.isEmpty && ApprovalCount(optionCount: 2).outcome.winners.isEmpty)
    }

    @Test func placesAndTimes() {
        var matrix = PriorityMatrix(itemCount: 3)
        for (importance, effort) in [(5, 2), (4, 2), (5, 1)] {
            matrix.add(.init(importance: importance, effort: effort), of: 1)
        }
        matrix.add(.init(importance: 1, effort: 5), of: 0)
        matrix.add(.init(importance: 5, effort: 5), of: 0)
        let outside = matrix.add(.init(importance: 6, effort: 1), of: 0)
        #expect(!outside && matrix.counts == [2, 3, 0])
        #expect(matrix.importance(0) == .init(median: 3, mean: 3, spread: 2) && matrix.effort(0)?.spread == 0)
        #expect(matrix.quarter(1) == .first && matrix.quarter(0) == .leave && matrix.quarter(2) == nil)
        #expect(matrix.outcome == BallotOutcome(winners: [1], ranking: [1, 0, 2]))
        var poll = TimePoll(slotCount: 3)
        for (slot, answers) in [
            [TimePoll.Answer.yes, .yes, .no], [.yes, .ifNeedBe, .ifNeedBe], [.yes, .yes, .ifNeedBe],
        ].enumerated() {
            for answer in answers { poll.add(answer, to: slot) }
        }
        #expect(poll.outcome == BallotOutcome(winners: [2], ranking: [2, 1, 0]))
    }
}
