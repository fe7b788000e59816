internal import Database
internal import Engine

/// Counts papers: a pure function of what they say and of the proposal's terms.
struct BallotCounting {
    let proposal: Proposal
    let options: [ProposalOption]
    /// In an order that says nothing: no count depends on it.
    let papers: [CountedPaper]

    var places: [ID: Int] {
        Dictionary(options.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// How one method counts: options that are level stand together, the best first.
    struct Result {
        var levels: [[Int]] = []
        /// How many people stand behind each, as far as the method knows it: it parts what is level.
        var supporters: [Int] = []
        /// Could be chosen at all.
        var electable: Set<Int> = []
        /// Chosen by the method itself, whatever the places; nothing where the first places are.
        var chosen: [Int]?
        /// How many win where the method does not go by the ballot's rules.
        var seats: Int?
        var detail = BallotDetail()
    }

    func count() -> BallotCount {
        guard !options.isEmpty else { return positions() }
        var result = result()
        result.detail.papers = papers.count
        result.detail.voices = papers.reduce(0) { $0 + $1.weight }
        guard !papers.isEmpty else { return BallotCount(detail: result.detail.encoded) }
        return settled(result)
    }

    /// Of a vote on one thing.
    private func positions() -> BallotCount {
        var counts: [Stance.Position: Int] = [:]
        for one in papers { if let position = one.paper.position { counts[position, default: 0] += one.weight } }
        let detail = BallotDetail(papers: papers.count, voices: papers.reduce(0) { $0 + $1.weight })
        return BallotCount(counts: counts, detail: detail.encoded)
    }

    // MARK: What is level

    /// Parts what is level at the edge of the places, or says that nothing does.
    private func settled(_ result: Result) -> BallotCount {
        var detail = result.detail, winners: [Int] = [], isTied = false, alike: [Int] = []
        var ranking = result.levels
        let seats = result.seats ?? proposal.terms.ballot.seats
        if let chosen = result.chosen {
            winners = chosen
        } else {
            for (place, level) in result.levels.enumerated() {
                let free = seats - winners.count, can = level.filter(result.electable.contains)
                guard free > 0, !can.isEmpty else { break }
                guard can.count > free else {
                    winners += can.sorted()
                    continue
                }
                detail.alike = can.sorted().map { options[$0].id.description }
                detail.partedBy = proposal.tieBreak.rawValue
                switch proposal.tieBreak {
                case .again: (winners, isTied) = ([], true)
                // Who stands before them has won, whomever the owner chooses.
                case .owner: (alike, isTied) = (can.sorted(), true)
                case .supporters, .earlier:
                    let parted = parted(can, by: result.supporters)
                    winners += parted.prefix(free)
                    ranking[place...place] =
                        parted.map { [$0] } + (can.count < level.count ? [level.filter { !can.contains($0) }] : [])
                }
                break
            }
        }
        detail.winners = winners.map { options[$0].id.description }
        return BallotCount(
            winners: winners.map { options[$0].id },
            ranking: ranking.filter { !$0.isEmpty }.map { $0.sorted().map { options[$0].id } }, isTied: isTied,
            alike: alike.map { options[$0].id }, free: alike.isEmpty ? 0 : seats - winners.count, detail: detail.encoded
        )
    }

    private func parted(_ level: [Int], by supporters: [Int]) -> [Int] {
        guard proposal.tieBreak == .supporters else { return level.sorted() }
        return level.sorted { (supporters[$1], $0) < (supporters[$0], $1) }
    }

    /// Options in groups of equal value, in the order given.
    func levels(_ ranking: [Int], _ isLevel: (Int, Int) -> Bool) -> [[Int]] {
        ranking.reduce(into: [[Int]]()) { levels, option in
            if let last = levels.last?.last, isLevel(last, option) {
                levels[levels.count - 1].append(option)
            } else {
                levels.append([option])
            }
        }
    }

    // MARK: Methods

    private func result() -> Result {
        switch proposal.method {
        case .approval: approvals()
        case .score: scores()
        case .ranked: pairs()
        case .instantRunoff: runoff()
        case .majorityJudgment: grades()
        case .dots: dots()
        case .quadratic: squares()
        case .matrix: matrix()
        case .timePoll: times()
        case .equalShares: shares()
        case .consent, .consensus, .simpleMajority, .superMajority, .senseCheck: Result()
        }
    }

    func row(_ option: Int, _ figures: [Double?], _ quarter: String? = nil) -> BallotDetail.Row {
        BallotDetail.Row(option: options[option].id.description, figures: figures, quarter: quarter)
    }

    func rows(_ figures: (Int) -> [Double?]) -> [BallotDetail.Row] {
        options.indices.map { row($0, figures($0)) }
    }

    /// Each paper's numbers by option; nothing said is 0.
    func numbers(_ paper: BallotPaper) -> [Int] {
        let places = places
        var numbers = [Int](repeating: 0, count: options.count)
        for mark in paper.marks { if let place = places[mark.option] { numbers[place] = mark.value } }
        return numbers
    }

    private func approvals() -> Result {
        let places = places
        var count = ApprovalCount(optionCount: options.count)
        for one in papers {
            count.add(Set(one.paper.marks.filter { $0.value > 0 }.compactMap { places[$0.option] }), count: one.weight)
        }
        let approvals = count.approvals
        return Result(
            levels: levels(count.outcome.ranking) { approvals[$0] == approvals[$1] }, supporters: approvals,
            electable: Set(options.indices.filter { approvals[$0] > 0 }),
            detail: BallotDetail(rows: rows { [Double(approvals[$0])] }))
    }

    private func scores() -> Result {
        let places = places, lowest = proposal.terms.ballot.lowest
        var sums = [Int](repeating: 0, count: options.count), counts = sums, supporters = sums
        for one in papers {
            for mark in one.paper.marks {
                guard let place = places[mark.option] else { continue }
                sums[place] += mark.value * one.weight
                counts[place] += one.weight
                if mark.value > lowest { supporters[place] += one.weight }
            }
        }
        let count = ScoreCount(sums: sums.map(Double.init), counts: counts)
        // Of whole numbers, so that equal means are equal.
        func isLevel(_ one: Int, _ other: Int) -> Bool {
            counts[one] > 0
                ? sums[one] * counts[other] == sums[other] * counts[one] && counts[other] > 0 : counts[other] == 0
        }
        return Result(
            levels: levels(count.outcome.ranking, isLevel), supporters: supporters,
            electable: Set(options.indices.filter { counts[$0] > 0 }),
            detail: BallotDetail(
                rows: rows { [counts[$0] > 0 ? count.means[$0] : nil, Double(sums[$0]), Double(counts[$0])] }))
    }

    private func ranked() -> (ballots: RankedBallots, firsts: [Int]) {
        let places = places
        var ballots = RankedBallots(optionCount: options.count), firsts = [Int](repeating: 0, count: options.count)
        for one in papers {
            let ranks = Dictionary(grouping: one.paper.marks, by: \.value).sorted { $0.key < $1.key }
                .map { $0.value.compactMap { places[$0.option] }.sorted() }
            ballots.add(ranks, count: one.weight)
            for option in ranks.first ?? [] { firsts[option] += one.weight }
        }
        return (ballots, firsts)
    }

    private func table(_ pairwise: [Int]) -> [[Int]] {
        options.indices.map { Array(pairwise[($0 * options.count)..<(($0 + 1) * options.count)]) }
    }

    /// How many others each one beats.
    private func beaten(_ schulze: Schulze) -> [Int] {
        let count = options.count
        return options.indices.map { one in
            options.indices.count { schulze.strengths[one * count + $0] > schulze.strengths[$0 * count + one] }
        }
    }

    private func pairs() -> Result {
        let (ballots, firsts) = ranked()
        let pairwise = ballots.pairwise(), schulze = Schulze(pairwise: pairwise, optionCount: options.count)
        let outcome = schulze.outcome, beaten = beaten(schulze)
        // Whom nobody beats stand first together; the others by how many they beat.
        let rest = outcome.ranking.filter { !outcome.winners.contains($0) }
        return Result(
            levels: [outcome.winners] + levels(rest) { beaten[$0] == beaten[$1] }, supporters: firsts,
            electable: Set(options.indices),
            detail: BallotDetail(
                rows: rows { [Double(beaten[$0]), Double(firsts[$0])] }, pairwise: table(pairwise)))
    }

    private func runoff() -> Result {
        let (ballots, firsts) = ranked()
        let runoff = InstantRunoff(ballots)
        var rounds: [BallotDetail.Round] = [], out: [Int] = [], alike: [Int]?
        for round in runoff.rounds where alike == nil {
            let votes = options.indices.map { out.contains($0) ? nil : round.votes[$0] }
            // All who are still in are level: that ends it, and the ballot's rules part them like those of any other method.
            if isLevel(votes.compactMap { $0 }), round.continuing > 0 {
                alike = options.indices.filter { votes[$0] != nil }
            }
            let dropped = alike == nil ? round.dropped : nil
            if let dropped { out.append(dropped) }
            rounds.append(
                BallotDetail.Round(
                    votes: votes, continuing: round.continuing, dropped: dropped.map { options[$0].id.description }))
        }
        let last = runoff.rounds.prefix(rounds.count).last
        return Result(
            levels: alike.map { [$0] + out.reversed().map { [$0] } } ?? runoff.outcome.ranking.map { [$0] },
            supporters: firsts, electable: Set(alike ?? Array(options.indices)),
            chosen: alike == nil ? runoff.outcome.winners : nil, seats: 1,
            detail: BallotDetail(
                rows: rows { [runoff.rounds.first?.votes[$0], last?.votes[$0]] },
                pairwise: table(ballots.pairwise()), rounds: rounds))
    }

    /// Thirds don't add up to a whole: what differs by less than a part of any ballot is equal.
    private func isLevel(_ votes: [Double]) -> Bool {
        guard votes.count > 1, let most = votes.max(), let least = votes.min() else { return false }
        return most - least < 1e-6
    }

    private func grades() -> Result {
        let places = places, voices = papers.reduce(0) { $0 + $1.weight }
        var tallies = [[Int]](
            repeating: [Int](repeating: 0, count: BallotGrade.allCases.count), count: options.count)
        for one in papers {
            for mark in one.paper.marks {
                if let place = places[mark.option] { tallies[place][mark.value] += one.weight }
            }
        }
        // Who gives no grade gives the worst.
        for place in tallies.indices { tallies[place][0] += voices - tallies[place].reduce(0, +) }
        let judgment = MajorityJudgment(tallies: tallies)
        return Result(
            levels: levels(judgment.outcome.ranking) { tallies[$0] == tallies[$1] },
            supporters: tallies.map { $0.dropFirst().reduce(0, +) }, electable: Set(options.indices),
            detail: BallotDetail(
                rows: rows { [Double(judgment.gauge($0).median)] + tallies[$0].map { Double($0) } }))
    }
}
