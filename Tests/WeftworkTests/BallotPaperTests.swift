import Database
import Engine
import Testing

@testable import Weftwork

/// What papers may say and how they are counted: pure.
@Suite struct BallotPaperTests {
    static let network = ID(milliseconds: 1, entropy: (1, 1))

    static func id(_ number: Int) -> ID { ID(milliseconds: 1_000_000 + Int64(number), entropy: (0, UInt64(number))) }

    static func proposal(_ method: ProposalMethod, _ change: (inout Proposal.Terms) -> Void = { _ in }) -> Proposal {
        var terms = Proposal.Terms()
        change(&terms)
        return Proposal(
            id: id(900), networkID: network, createdAt: 0, proposerID: id(901), ownerID: id(901), method: method,
            terms: terms, topic: .work, audience: .members, subject: nil, question: "Which?", context: "", state: .open,
            version: 1, opensAt: nil, closesAt: 1_000_000, openedAt: 0, objectedAt: nil, facilitatorID: nil,
            closedAt: nil, decidedAt: nil, reviewAt: nil, changedAt: 0, revision: 0)
    }

    static func options(_ count: Int, costs: [Int64] = []) -> [ProposalOption] {
        (1...count).map { number in
            ProposalOption(
                id: id(number), number: number, words: "Option \(number)",
                cost: costs.isEmpty ? nil : costs[number - 1])
        }
    }

    /// A paper as a form sends it; nothing stands in a field that is empty.
    static func paper(_ proposal: Proposal, _ values: [String], _ efforts: [String] = []) throws -> BallotPaper {
        let options = options(values.count)
        var draft = BallotDraft()
        for (place, option) in options.enumerated() {
            draft.values[option.id] = values[place]
            if place < efforts.count { draft.efforts[option.id] = efforts[place] }
        }
        return try BallotPaperRules.paper(draft, proposal, options)
    }

    static func count(
        _ proposal: Proposal, _ papers: [[String]], efforts: [[String]] = [], costs: [Int64] = [], weights: [Int] = []
    ) throws -> BallotCount {
        let counted = try papers.enumerated().map { place, values in
            CountedPaper(
                paper: try paper(proposal, values, place < efforts.count ? efforts[place] : []),
                weight: place < weights.count ? weights[place] : 1)
        }
        return BallotCounting(
            proposal: proposal, options: options(papers[0].count, costs: costs), papers: counted
        ).count()
    }

    static func numbers(_ ids: [ID]) -> [Int] { ids.map { id in (1...99).first { Self.id($0) == id } ?? 0 } }

    // MARK: What a paper may say

    @Test("What can't be is refused, naming the field")
    func refused() {
        let cases: [(ProposalMethod, [String], String)] = [
            (.dots, ["5", "4"], "marks"), (.dots, ["-1", "4"], "marks.1"), (.dots, ["1.5", ""], "marks.1"),
            (.dots, ["0", "0"], "marks"), (.quadratic, ["3", "0"], "marks"), (.quadratic, ["x", ""], "marks.1"),
            (.score, ["6", ""], "marks.1"), (.score, ["", ""], "marks"), (.ranked, ["3", "1"], "marks.1"),
            (.timePoll, ["perhaps", ""], "marks.1"), (.majorityJudgment, ["6", "0"], "marks.1"),
            (.matrix, ["3", ""], "marks.1"), (.approval, ["2", ""], "marks.1"),
        ]
        for (method, values, field) in cases {
            let proposal = Self.proposal(method) { $0.ballot.credits = 8 }
            let problems = #expect(throws: Refusal.self) { try Self.paper(proposal, values) }
            guard case .invalid(let found)? = problems else { continue }
            #expect(found.map(\.field) == [field], "\(method) \(values)")
        }
        let foreign = BallotDraft(values: [Self.id(50): "1"])
        #expect(throws: Refusal.self) {
            try BallotPaperRules.paper(foreign, Self.proposal(.approval), Self.options(2))
        }
    }

    @Test(
        "Whatever number is typed into a rule, it is refused by its name", arguments: [Int.max, .min, 10_001, -50])
    func hostileNumbers(_ number: Int) {
        func refused(_ change: (inout ProposalDraft) -> Void) -> [String] {
            var draft = ProposalDraft(question: "Which?", method: .score)
            change(&draft)
            do throws(Refusal) {
                _ = try ProposalRules.apply(draft, to: Self.proposal(.score), AlignSettings(), now: 0)
                return []
            } catch {
                guard case .invalid(let problems) = error else { return [] }
                return problems.map(\.field)
            }
        }
        #expect(refused { $0.ballot = BallotRules(lowest: number) }.contains("lowest"))
        #expect(refused { $0.ballot = BallotRules(highest: number) } == ["highest"])
        #expect(refused { $0.ballot = BallotRules(lowest: number, highest: number) } == ["lowest", "highest"])
        #expect(refused { $0.ballot = BallotRules(seats: number) } == ["seats"])
        #expect(refused { $0.ballot = BallotRules(credits: number) } == ["credits"])
        #expect(refused { $0.quorum = number } == ["quorum"])
        #expect(refused { $0.leastVoices = number } == ["leastVoices"])
        #expect(refused { $0.threshold = number } == ["threshold"])
    }

    @Test("The lowest score just below the highest is taken, just as high is not")
    func scoreBounds() throws {
        func apply(_ lowest: Int, _ highest: Int) throws {
            var draft = ProposalDraft(question: "Which?", method: .score)
            draft.ballot = BallotRules(lowest: lowest, highest: highest)
            _ = try ProposalRules.apply(draft, to: Self.proposal(.score), AlignSettings(), now: 0)
        }
        for (lowest, highest) in [(-10, -9), (-5, 100), (9, 10)] {
            #expect(throws: Never.self) { try apply(lowest, highest) }
        }
        for (lowest, highest) in [(5, 5), (100, 101), (9, 9), (-11, 5)] {
            #expect(throws: Refusal.self) { try apply(lowest, highest) }
        }
    }

    @Test("What just keeps to the limit is taken, and to approve of none is an answer")
    func taken() throws {
        let dots = Self.proposal(.dots) { $0.ballot.credits = 8 }
        #expect(try Self.paper(dots, ["5", "3", ""]).marks.map(\.value) == [5, 3])
        let squares = Self.proposal(.quadratic) { $0.ballot.credits = 14 }
        #expect(try Self.paper(squares, ["-1", "3", "2"]).marks.map(\.value) == [-1, 3, 2])
        #expect(try Self.paper(Self.proposal(.approval), ["", "0"]).marks.isEmpty)
        #expect(try Self.paper(Self.proposal(.timePoll), ["yes", "no", "ifNeedBe"]).marks.map(\.value) == [2, 0, 1])
        #expect(try Self.paper(Self.proposal(.ranked), ["1", "1", ""]).marks.map(\.value) == [1, 1])
    }

    // MARK: Counting

    @Test("Votes that cost their square, scores by the mean, ranks pair by pair, grades by the median")
    func methods() throws {
        let squares = try Self.count(
            Self.proposal(.quadratic) { ($0.ballot.credits, $0.tieBreak) = (16, .earlier) },
            [["4", "", ""], ["2", "2", "2"], ["-1", "3", "2"]])
        #expect(Self.numbers(squares.winners) == [1])
        #expect(BallotDetail.decode(squares.detail)?.rows.map { $0.figures[0] } == [5, 5, 4])
        // One high score is a mean, too: how many gave it stands beside.
        let scores = try Self.count(Self.proposal(.score), [["5", "4"], ["", "4"], ["", "5"]])
        #expect(Self.numbers(scores.winners) == [1])
        #expect(BallotDetail.decode(scores.detail)?.rows.map { $0.figures[2] } == [1, 3])
        let circle =
            Array(repeating: ["1", "2", "3"], count: 9) + Array(repeating: ["3", "1", "2"], count: 6)
            + Array(repeating: ["2", "3", "1"], count: 5)
        let ranked = try Self.count(Self.proposal(.ranked), circle)
        #expect(Self.numbers(ranked.winners) == [1])
        #expect(BallotDetail.decode(ranked.detail)?.pairwise == [[0, 14, 9], [6, 0, 15], [11, 5, 0]])
        let runoff = try Self.count(Self.proposal(.instantRunoff), circle)
        #expect(Self.numbers(runoff.winners) == [1] && BallotDetail.decode(runoff.detail)?.rounds?.count == 2)
        let grades = try Self.count(Self.proposal(.majorityJudgment), [["5", "3"], ["0", "3"], ["", "4"]])
        #expect(Self.numbers(grades.winners) == [2])
    }

    @Test("A middle that most prefer loses the runoff and wins pair by pair")
    func squeezed() throws {
        let papers =
            Array(repeating: ["1", "2", "3"], count: 40) + Array(repeating: ["3", "2", "1"], count: 35)
            + Array(repeating: ["2", "1", "3"], count: 25)
        #expect(Self.numbers(try Self.count(Self.proposal(.instantRunoff), papers).winners) == [1])
        #expect(Self.numbers(try Self.count(Self.proposal(.ranked), papers).winners) == [2])
    }

    @Test("Times, places in a matrix, money in equal shares")
    func others() throws {
        let times = try Self.count(
            Self.proposal(.timePoll),
            [["yes", "yes", "yes"], ["yes", "ifNeedBe", "yes"], ["no", "ifNeedBe", "ifNeedBe"]])
        #expect(Self.numbers(times.winners) == [3])
        let matrix = try Self.count(
            Self.proposal(.matrix), [["5", "2"], ["4", "1"]], efforts: [["1", "5"], ["2", "5"]])
        #expect(Self.numbers(matrix.winners) == [1])
        #expect(BallotDetail.decode(matrix.detail)?.rows.map(\.quarter) == ["first", "leave"])
        // Two thirds want A and B, one third C: equal shares leave C its part, greedy spends all on the many.
        let shares = try Self.count(
            Self.proposal(.equalShares) { $0.ballot.budget = 9000 },
            Array(repeating: ["1", "1", ""], count: 6) + Array(repeating: ["", "", "1"], count: 3),
            costs: [5000, 4000, 3000])
        #expect(Set(Self.numbers(shares.winners)) == [1, 3])
        let detail = try #require(BallotDetail.decode(shares.detail))
        #expect(detail.spent == 8000 && detail.greedy?.count == 2 && detail.greedySpent == 9000)
    }

    @Test("A paper that counts for others weighs so much, and the order of papers is nothing", arguments: 0..<40)
    func weights(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let methods = ProposalMethod.allCases.filter(\.usesPaper), method = methods[Int(seed) % methods.count]
        let proposal = Self.proposal(method) { ($0.ballot.credits, $0.ballot.budget) = (30, 9000) }
        func value() -> String {
            switch method {
            case .timePoll: ["yes", "ifNeedBe", "no"].randomElement(using: &random) ?? "yes"
            case .approval, .equalShares: Bool.random(using: &random) ? "1" : ""
            default: String(Int.random(in: 1...3, using: &random))
            }
        }
        let papers = (0..<9).map { _ in (0..<3).map { _ in value() } }
        let efforts =
            method == .matrix ? papers.map { $0.map { _ in String(Int.random(in: 1...5, using: &random)) } } : []
        let weights = papers.map { _ in Int.random(in: 1...3, using: &random) }, costs: [Int64] = [3000, 4000, 5000]
        let weighed = try Self.count(proposal, papers, efforts: efforts, costs: costs, weights: weights)
        // The same as so many papers, in any order.
        let order = papers.indices.flatMap { Array(repeating: $0, count: weights[$0]) }.shuffled(using: &random)
        let single = try Self.count(
            proposal, order.map { papers[$0] }, efforts: efforts.isEmpty ? [] : order.map { efforts[$0] }, costs: costs)
        #expect(weighed.winners == single.winners && weighed.ranking == single.ranking, "seed \(seed) \(method)")
        var (left, right) = (BallotDetail.decode(weighed.detail), BallotDetail.decode(single.detail))
        #expect(left?.voices == right?.voices && left?.papers == 9)
        left?.papers = 0
        right?.papers = 0
        #expect(left == right)
    }

    @Test("Copies of one proposal don't push the others off the list; those nobody answered stand as they came")
    func order() {
        func voices(_ numbers: [Int]) -> Set<ID> { Set(numbers.map { Self.id(500 + $0) }) }
        var answered = [Self.id(1): voices([4, 5])]
        for number in 2...7 { answered[Self.id(number)] = voices([1, 2, 3]) }
        let order = ProposalOrder.bySupport(answered)
        #expect(order.firstIndex(of: Self.id(1)) == 1 && order.first == Self.id(2))
        #expect(ProposalOrder.bySupport([Self.id(1): [], Self.id(2): []]) == [Self.id(1), Self.id(2)])
    }

    @Test("What is weighed is bounded by proposals and by answers; the others stand behind, the most answered first")
    func boundedOrder() {
        let many = (1...600).map { ProposalSupport(id: Self.id($0), answers: $0 % 7) }
        let (weighed, others) = ProposalOrder.split(many)
        #expect(weighed.count == ProposalOrder.mostWeighed && others.count == 100)
        #expect(Set(weighed + others) == Set(many.map(\.id)))
        let least = many.filter { weighed.contains($0.id) }.map(\.answers).min() ?? 0
        #expect(many.filter { others.contains($0.id) }.allSatisfy { $0.answers <= least })
        let large = [20_000, 70_000, 30_000].enumerated().map { ProposalSupport(id: Self.id($0 + 1), answers: $1) }
        #expect(ProposalOrder.split(large).weighed == [Self.id(2)])
        #expect(ProposalOrder.split(large).others == [Self.id(3), Self.id(1)])
        let fits = [20_000, 0, 30_000].enumerated().map { ProposalSupport(id: Self.id($0 + 1), answers: $1) }
        #expect(ProposalOrder.split(fits).weighed == [3, 1, 2].map { Self.id($0) })
    }

    @Test("A cursor names the last proposal and its place; one that no list gave is refused")
    func cursors() throws {
        let (plain, placed) = (ProposalCursor(id: Self.id(3)), ProposalCursor(id: Self.id(3), place: 50))
        #expect(try ProposalCursor(plain.text) == plain && ProposalCursor(placed.text) == placed)
        for text in ["", "x", "\(Self.id(3)).", "\(Self.id(3)).-1", ".50"] {
            #expect(throws: Refusal.self, "\(text)") { try ProposalCursor(text) }
        }
    }

    // MARK: Secret papers

    @Test("A paper comes out of its bytes as it went in, all of one length", arguments: 0..<30)
    func bytes(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let options = Self.options(1 + Int(seed % 7))
        var lengths = Set<Int>()
        for _ in 0..<20 {
            let marks = options.filter { _ in Bool.random(using: &random) }.map {
                BallotMark(
                    option: $0.id, value: Int.random(in: -1000...1000, using: &random),
                    effort: Bool.random(using: &random) ? Int.random(in: 1...5, using: &random) : nil)
            }
            let bytes = SecretPaper.bytes(BallotPaper(marks: marks), options)
            lengths.insert(bytes.count)
            #expect(SecretPaper.paper(bytes, options) == BallotPaper(marks: marks))
        }
        #expect(lengths.count == 1)
        for position in Stance.Position.allCases {
            let paper = BallotPaper(position: position)
            #expect(SecretPaper.paper(SecretPaper.bytes(paper, []), []) == paper)
        }
    }

    @Test("A box has one size, keeps every paper, and each place in it is as likely as any other")
    func box() throws {
        var random = SplitMix64(seed: 5), first = [Int](repeating: 0, count: 8)
        for _ in 0..<4000 {
            var box = SecretBox(voices: 8, options: 1)
            let size = box.bytes.count
            for number in 0..<8 {
                let fits = box.put([0, UInt8(number), 0], chance: { random.next() })
                #expect(fits && box.bytes.count == size)
            }
            let isFull = !box.put([0, 9, 0], chance: { random.next() })
            #expect(isFull && Set(box.papers.map { $0[1] }) == Set(0..<8))
            #expect(SecretBox(box.bytes, options: 1) == box)
            first[try #require(box.slots.firstIndex { $0?[1] == 0 })] += 1
        }
        // 500 each; chi-squared with 7 degrees of freedom stays below 30 but once in ten thousand.
        #expect(first.reduce(0.0) { $0 + Double(($1 - 500) * ($1 - 500)) / 500 } < 30, "\(first)")
    }

    // MARK: Voices passed on

    @Test("A chain ends at the first who speaks, a circle nowhere, and what one says oneself counts first")
    func chains() {
        let (a, b, c, d) = (Self.id(1), Self.id(2), Self.id(3), Self.id(4)), all: Set = [a, b, c, d]
        let chosen = [a: b, b: c, c: d]
        #expect(DelegationRules.ends(chosen, of: all, answered: [d]) == [a: d, b: d, c: d])
        #expect(DelegationRules.ends(chosen, of: all, answered: [b, d]) == [a: b, c: d])
        #expect(DelegationRules.ends(chosen, of: all, answered: []).isEmpty)
        // Whoever stands between and has no voice here passes it on all the same.
        #expect(DelegationRules.ends(chosen, of: [a, d], answered: [d]) == [a: d])
        #expect(DelegationRules.ends([a: b, b: a], of: all, answered: [c]).isEmpty)
        #expect(
            DelegationRules.chain(from: a, chosen) == [b, c, d] && DelegationRules.carried(by: c, chosen) == [a, b])
        #expect(throws: Refusal.self) { try DelegationRules.check(from: d, to: a, chosen) }
        #expect(throws: Refusal.self) { try DelegationRules.check(from: a, to: a, [:]) }
        #expect(throws: Never.self) { try DelegationRules.check(from: a, to: d, [b: c]) }
    }

    @Test("A chain is as long as all that come by it and go on from it: nobody's voice is lost on the way")
    func longChains() {
        // Nine come to 10 one behind the other; nine go on from 11.
        let steps = Array(1..<10) + Array(11..<20)
        var chosen = Dictionary(uniqueKeysWithValues: steps.map { (Self.id($0), Self.id($0 + 1)) })
        #expect(throws: Never.self) { try DelegationRules.check(from: Self.id(10), to: Self.id(11), chosen) }
        chosen[Self.id(20)] = Self.id(21)
        #expect(throws: Refusal.self) { try DelegationRules.check(from: Self.id(10), to: Self.id(11), chosen) }
        #expect(throws: Never.self) { try DelegationRules.check(from: Self.id(9), to: Self.id(12), chosen) }
    }
}
