import Database
import Engine
import Testing

@testable import Weftwork

/// What is level, and who parts it.
@Suite struct BallotTieTests {
    @Test("Dots: level sums are parted by how many stand behind, by the list, by nobody, as the rules say")
    func ties() throws {
        let papers = [["5", "3", "0"], ["4", "4", "0"], ["0", "2", "6"]]
        let expected: [(TieBreak, [Int], Bool)] = [
            (.supporters, [2], false), (.earlier, [1], false), (.again, [], true), (.owner, [], true),
        ]
        for (tie, winners, isTied) in expected {
            let count = try BallotPaperTests.count(BallotPaperTests.proposal(.dots) { $0.tieBreak = tie }, papers)
            #expect(BallotPaperTests.numbers(count.winners) == winners && count.isTied == isTied, "\(tie)")
            let detail = try #require(BallotDetail.decode(count.detail))
            #expect(detail.rows.map { $0.figures[0] } == [9, 9, 6] && detail.alike.count == 2)
            #expect(detail.partedBy == tie.rawValue && detail.papers == 3)
        }
        // Two places: nothing is to be parted.
        let both = try BallotPaperTests.count(BallotPaperTests.proposal(.dots) { $0.ballot.seats = 2 }, papers)
        #expect(BallotPaperTests.numbers(both.winners) == [1, 2] && !both.isTied)
        #expect(BallotPaperTests.numbers(both.ranking.flatMap { $0 }) == [1, 2, 3])
    }

    @Test("Two places, one clear winner, two alike behind it: the owner chooses one of the two, and the first has won")
    func tieBehind() throws {
        let papers = [["8", "0", "0", "0"], ["0", "3", "3", "0"], ["0", "2", "2", "1"]]
        func count(_ tie: TieBreak) throws -> (Proposal, BallotCount) {
            let proposal = BallotPaperTests.proposal(.dots) { ($0.ballot.seats, $0.tieBreak) = (2, tie) }
            return (proposal, try BallotPaperTests.count(proposal, papers))
        }
        let (proposal, owner) = try count(.owner)
        #expect(BallotPaperTests.numbers(owner.winners) == [1] && BallotPaperTests.numbers(owner.alike) == [2, 3])
        #expect(
            owner.isTied && owner.free == 1
                && owner.ranking.map { BallotPaperTests.numbers($0) } == [[1], [2, 3], [4]])
        var tally = ProposalTally()
        (tally.eligible, tally.answered) = (3, 3)
        #expect(ProposalRules.verdict(proposal, tally, owner) == .tied, "nothing is adopted before they have chosen")
        let again = try count(.again).1
        #expect(again.winners.isEmpty && again.isTied && again.alike.isEmpty && again.free == 0)
        let parted = try count(.earlier).1
        #expect(BallotPaperTests.numbers(parted.winners) == [1, 2] && !parted.isTied && parted.alike.isEmpty)
    }

    @Test("A runoff whose last are level is parted as the ballot's rules say, like every other method")
    func levelRunoff() throws {
        // Three before the second, two before the first, and one who puts the third first and the first next: three against three.
        let papers =
            Array(repeating: ["2", "1", "3"], count: 3) + Array(repeating: ["1", "2", "3"], count: 2) + [
                ["2", "3", "1"]
            ]
        let expected: [(TieBreak, [Int], [Int])] = [
            (.supporters, [2], []), (.earlier, [1], []), (.again, [], []), (.owner, [], [1, 2]),
        ]
        for (tie, winners, alike) in expected {
            // How many can win elsewhere is nothing to a runoff.
            let count = try BallotPaperTests.count(
                BallotPaperTests.proposal(.instantRunoff) { ($0.tieBreak, $0.ballot.seats) = (tie, 2) }, papers)
            #expect(
                BallotPaperTests.numbers(count.winners) == winners && BallotPaperTests.numbers(count.alike) == alike,
                "\(tie)")
            #expect(count.isTied == winners.isEmpty && count.free == (alike.isEmpty ? 0 : 1))
            #expect(BallotPaperTests.numbers(count.ranking.flatMap { $0 }).last == 3)
            let detail = try #require(BallotDetail.decode(count.detail))
            #expect(detail.rounds?.count == 2 && detail.rounds?.last?.votes == [3, 3, nil])
            #expect(detail.rounds?.last?.dropped == nil && detail.alike.count == 2)
        }
    }

    /// The first two cost as much and take the purses of the same two; the second has one supporter more, who has paid for the third.
    @Test("Equal shares part by supporters or by the list, and offer nothing else", arguments: TieBreak.allCases)
    func shares(_ tie: TieBreak) throws {
        let papers =
            [["", "1", "1"]] + Array(repeating: ["1", "1", ""], count: 2)
            + Array(repeating: ["", "", "1"], count: 3)
        let proposal = BallotPaperTests.proposal(.equalShares) { ($0.ballot.budget, $0.tieBreak) = (36_000, tie) }
        let count = try BallotPaperTests.count(proposal, papers, costs: [12_000, 12_000, 24_000])
        // What was opened with another way before it was refused goes by supporters, and its page says so.
        #expect(BallotPaperTests.numbers(count.winners) == (tie == .earlier ? [3, 1] : [3, 2]) && !count.isTied)
        #expect(
            ProposalTieWords.rule(of: proposal)?(.en)
                == ProposalTieWords.rule(of: .equalShares, tie == .earlier ? .earlier : .supporters)(.en))
        var draft = ProposalDraft(question: "Which?", method: .equalShares, tieBreak: tie)
        draft.ballot = BallotRules(budget: 36_000)
        var fields: [String] = []
        do throws(Refusal) {
            _ = try ProposalRules.apply(draft, to: proposal, AlignSettings(), now: 0)
        } catch {
            if case .invalid(let problems) = error { fields = problems.map(\.field) }
        }
        #expect(fields == (tie == .again || tie == .owner ? ["tieBreak"] : []))
    }

    @Test(
        "A method whose words name the list in place of supporters goes by the list, whatever was chosen",
        arguments: 0..<30)
    func wordsHold(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let methods = ProposalMethod.allCases.filter { method in
            method.hasOptions && method != .matrix
                && ProposalTieWords.rule(of: method, .supporters)(.en)
                    == ProposalTieWords.rule(of: method, .earlier)(.en)
        }
        #expect(methods == [.approval, .majorityJudgment, .timePoll])
        for method in methods {
            let values =
                method == .timePoll ? ["yes", "ifNeedBe", "no"] : method == .approval ? ["1", ""] : ["0", "1", "2"]
            let papers = (0..<4).map { _ in (0..<4).map { _ in values.randomElement(using: &random) ?? values[0] } }
            let counts = try [TieBreak.supporters, .earlier].map { tie in
                try BallotPaperTests.count(BallotPaperTests.proposal(method) { $0.tieBreak = tie }, papers)
            }
            #expect(counts[0].winners == counts[1].winners && counts[0].ranking == counts[1].ranking, "\(method)")
        }
    }

    @Test("Where support parts what is alike, the words say what counts as support", arguments: ProposalMethod.allCases)
    func supportIsNamed(_ method: ProposalMethod) {
        for tie in TieBreak.allCases {
            let words = ProposalTieWords.rule(of: method, tie)
            #expect(words(.zh) != words(.en) && !words(.zh).isEmpty)
        }
        #expect((ProposalTieWords.rule(of: BallotPaperTests.proposal(method)) == nil) == !method.hasOptions)
        // What is inside the method stands in its rule.
        let rule = ProposalMethodWords.rule(of: method)(.en)
        switch method {
        case .majorityJudgment: #expect(rule.contains("equal medians"))
        case .instantRunoff: #expect(rule.contains("several with fewest"))
        case .timePoll: #expect(rule.contains("Of equals"))
        default: #expect(!rule.contains("equal medians"))
        }
    }

    @Test("The owner fills the places that are left, all of them and no more", arguments: TestApp.kinds)
    func chosen(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 2), acts = test.app.proposals
        let proposal = try await test.propose(.dots) { draft in
            draft.tieBreak = .owner
            draft.ballot = BallotRules(seats: 3)
        }
        let options = try await test.options(proposal).map(\.id)
        try await test.vote("v0", on: proposal) { $0.values = [options[0]: "8"] }
        try await test.vote("v1", on: proposal) {
            $0.values = [options[1]: "2", options[2]: "2", options[3]: "2"]
        }
        try await test.closeAll()
        let viewer = test.viewer("founder"), network = test.network.id
        let file = try await acts.file(proposal.id, for: viewer, in: network)
        #expect(file.tied.options == Array(options[1...]) && file.tied.places == 2)
        func decide(_ winners: [ID]) async throws {
            let decision = ProposalDecision(words: "These two go with the first.", winners: winners)
            try await acts.perform(.decide(decision), on: proposal.id, by: viewer, in: network)
        }
        for wrong in [[], [options[1]], [options[1], options[1]], Array(options[1...]), [options[0], options[1]]] {
            await #expect(throws: Refusal.self, "\(wrong.count)") { try await decide(wrong) }
        }
        try await decide([options[3], options[1]])
        let outcome = try #require(try await acts.file(proposal.id, for: viewer, in: network).outcome)
        #expect(outcome.verdict == .adopted && outcome.winners == [options[0], options[1], options[3]])
        #expect(try await acts.miscounted(in: network).isEmpty)
    }
}
