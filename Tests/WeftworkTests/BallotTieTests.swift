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
