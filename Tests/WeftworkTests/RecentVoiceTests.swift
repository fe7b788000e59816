import Database
import Engine
import Logging
import Testing

@testable import Weftwork

/// Results with and without those who came lately by one vouch, and counting again by night.
@Suite struct RecentVoiceTests {
    private static func id(_ number: Int) -> ID { BallotPaperTests.id(number) }

    // MARK: Who it is

    @Test(
        "A crowd behind one vouch came by it, however they vouch for each other; a second way in, or a longer time, ends that"
    )
    func entry() {
        let now = 400 * Time.day, old: Int64 = 0, new = now - Time.day
        // 1 and 2 are roots; 3–6 hang on one vouch; 7 has two; 8 came long ago by one, 9 long ago and was vouched for yesterday; 10
        // nobody vouches for, nor for 11, who has been here for long. 12 came yesterday behind 8.
        let joined = [old, old, new, new, new, new, new, old, old, new, old, new]
        let members = joined.enumerated().map { place, at in
            TrustEntry.Entered(id: Self.id(place + 1), isRoot: place < 2, joinedAt: at)
        }
        func link(_ from: Int, _ to: Int, _ since: Int64) -> TrustEntry.Link {
            TrustEntry.Link(from: Self.id(from), to: Self.id(to), since: since)
        }
        var links = [
            link(1, 3, new), link(3, 4, new), link(3, 5, new), link(4, 5, new), link(5, 4, new), link(5, 6, new),
            link(4, 6, new), link(1, 7, new), link(2, 7, new), link(1, 8, old), link(2, 9, new), link(8, 12, new),
        ]
        #expect(
            BallotPaperTests.numbers(TrustEntry.recent(members, links, at: now).sorted()) == [3, 4, 5, 6, 9, 10, 12])
        links.append(link(2, 6, new))
        #expect(BallotPaperTests.numbers(TrustEntry.recent(members, links, at: now).sorted()) == [3, 4, 5, 9, 10, 12])
        // A month later nobody has come lately.
        #expect(TrustEntry.recent(members, links, at: now + TrustEntry.lately).isEmpty)
        #expect(TrustEntry.recent([], [], at: now).isEmpty)
    }

    @Test(
        "Where fewer than five papers stand on one side there is no second count",
        arguments: [(5, 5, true), (4, 6, false), (6, 4, false), (0, 9, false), (9, 0, false)])
    func few(_ others: Int, _ recent: Int, _ isTold: Bool) throws {
        let proposal = BallotPaperTests.proposal(.approval)
        let papers = try (0..<(others + recent)).map { place in
            var voice = ProposalVoice(
                id: Self.id(100 + place), kind: .person, name: "", standing: .vouched, sector: nil, region: nil,
                joinedAt: 0, askedVersion: 1)
            voice.isRecent = place >= others
            return OpenPaper(
                paper: try BallotPaperTests.paper(proposal, place < others ? ["1", ""] : ["", "1"]), voices: [voice])
        }
        let without = BallotPaperRules.withoutRecent(papers) {
            BallotCounting(proposal: proposal, options: BallotPaperTests.options(2), papers: $0).count()
        }
        #expect((without != nil) == isTold)
        guard let without else { return }
        #expect(without.left == recent && without.winners == [Self.id(1).description])
    }

    @Test(
        "Without newcomers papers are counted by the same floor, and not where both counts together would say what a few said",
        arguments: [(5, 5, 0, true), (6, 4, 0, false), (6, 6, 6, true), (6, 6, 5, false), (6, 6, 4, true)])
    func newcomers(_ others: Int, _ new: Int, _ recent: Int, _ isTold: Bool) throws {
        let proposal = BallotPaperTests.proposal(.approval)
        let papers = try (0..<(others + new)).map { place in
            var voice = ProposalVoice(
                id: Self.id(100 + place), kind: .person, name: "", standing: place < others ? .vouched : .newcomer,
                sector: nil, region: nil, joinedAt: 0, askedVersion: 1)
            voice.isRecent = place >= others + new - recent
            return OpenPaper(
                paper: try BallotPaperTests.paper(proposal, place < others ? ["1", ""] : ["", "1"]), voices: [voice])
        }
        let without = BallotPaperRules.withoutNewcomers(papers) {
            BallotCounting(proposal: proposal, options: BallotPaperTests.options(2), papers: $0).count()
        }
        #expect((without != nil) == isTold)
        guard let without else { return }
        #expect(without.left == new && without.winners == [Self.id(1).description])
        var tally = ProposalTally()
        tally.papersWithoutNewcomers = without
        #expect(ProposalTally(encoded: tally.encoded) == tally, "it is kept with the outcome")
    }

    // MARK: As it is kept

    /// Five came today, all behind one vouch of the founder's.
    private func crowd(_ test: TestApp) async throws {
        let came = try (0..<5).map { try #require(test.members["v\($0)"]).id }
        try await test.app.database.write { db in
            for id in came {
                try db.execute(
                    "UPDATE memberships SET is_entered = \(false), standing = \(Standing.vouched) WHERE id = \(id)")
            }
        }
        try await vouch("founder", "v0", test)
        for number in 1..<5 { try await vouch("v\(number - 1)", "v\(number)", test) }
        try await vouch("v0", "v4", test)
    }

    private func vouch(_ from: String, _ to: String, _ test: TestApp) async throws {
        let from = try #require(test.members[from]).id, to = try #require(test.members[to]).id
        let now = test.clock.now, id = test.app.world.newID(), network = test.network.id
        try await test.app.database.write { db in
            let number = try db.changeTrust(of: network)
            try db.execute(
                """
                INSERT INTO vouches (network_id, id, from_id, to_id, kind, subject, how, created_at, expires_at, changed)
                VALUES (\(network), \(id), \(from), \(to), 'identity', '', \([UInt8]()), \(now), \(now + 300 * Time.day),
                    \(number))
                """)
        }
    }

    private func answer(_ position: Stance.Position, _ names: [String], on proposal: Proposal, _ test: TestApp)
        async throws
    {
        for name in names {
            try await test.app.proposals.perform(
                .answer(voice: nil, position, reason: ""), on: proposal.id, by: test.viewer(name), in: test.network.id)
        }
    }

    private static let others = ["founder", "verifier", "verifier2", "intake", "dispatcher"]
    private static let crowd = (0..<5).map { "v\($0)" }

    @Test("Positions are told without them, as it was at the opening", arguments: TestApp.kinds)
    func positions(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 6)
        try await crowd(test)
        let vote = try await test.propose(.simpleMajority)
        try await answer(.agree, Self.crowd, on: vote, test)
        try await answer(.disagree, Array(Self.others.prefix(3)), on: vote, test)
        // A second way in afterwards changes nothing of it, but what is opened then.
        try await vouch("verifier", "v0", test)
        let later = try await test.propose(.simpleMajority, by: "verifier")
        try await answer(.agree, Self.crowd, on: later, test)
        try await test.closeAll()
        let tally = try await test.count(vote).tally
        #expect(tally.counts == ["agree": 5, "disagree": 3])
        #expect(tally.withoutRecent == ProposalTally.Without(left: 5, counts: ["disagree": 3]))
        // Now two vouches lead to v0, and through v0 two to v4; v1, v2 and v3 hang on what v0 says.
        #expect(try await test.count(later).tally.withoutRecent == ProposalTally.Without(left: 3, counts: ["agree": 2]))
        let decision = ProposalDecision(words: "We do so, and look at who decided.")
        try await test.app.proposals.perform(
            .decide(decision), on: vote.id, by: test.viewer("founder"), in: test.network.id)
        let file = try await test.app.proposals.file(vote.id, for: test.viewer("intake"), in: test.network.id)
        #expect(file.outcome?.tally.withoutRecent?.left == 5, "it is kept with the outcome")
        #expect(try await test.app.proposals.miscounted(in: test.network.id).isEmpty)
    }

    @Test(
        "Open papers are counted without them once it is over; secret ones can't be, and the page says why",
        arguments: TestApp.kinds)
    func papers(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 6)
        try await crowd(test)
        for isSecret in [false, true] {
            let vote = try await test.propose(.approval, options: 2, secret: isSecret)
            let options = try await test.options(vote).map(\.id)
            for name in Self.crowd + ["v5"] { try await test.vote(name, on: vote) { $0.values = [options[0]: "1"] } }
            for name in Self.others { try await test.vote(name, on: vote) { $0.values = [options[1]: "1"] } }
            #expect(try await test.count(vote).tally.withoutRecent == nil, "nothing before the end")
            try await test.closeAll()
            let (proposal, tally, count) = try await test.count(vote)
            #expect(count?.winners == [options[0]] && proposal.state == .closed)
            #expect(tally.withoutRecent?.winners == (isSecret ? nil : [options[1].description]))
            #expect(tally.withoutRecent?.left == (isSecret ? nil : 5))
        }
    }

    // MARK: By night

    @Test(
        "What was counted is counted again once each night, and what differs stays in the log and the figures",
        arguments: TestApp.kinds)
    func night(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), recount = test.app.recount
        let vote = try await test.propose(.approval, options: 2), options = try await test.options(vote).map(\.id)
        for name in Self.others { try await test.vote(name, on: vote) { $0.values = [options[1]: "1"] } }
        try await test.closeAll()
        try await test.app.proposals.perform(
            .decide(ProposalDecision(words: "The second, as all would have it.")), on: vote.id,
            by: test.viewer("founder"), in: test.network.id)
        // It is 08:00 there: this process has not counted yet, and does not wait for the next night.
        #expect(recount.wrong == nil)
        try await test.app.countAgain()
        #expect(recount.wrong == 0)
        let voter = try #require(test.members["intake"]).id
        try await test.app.database.write { db in
            try db.execute("DELETE FROM ballot_marks WHERE proposal_id = \(vote.id) AND voice_id = \(voter)")
            try db.execute("DELETE FROM ballots WHERE proposal_id = \(vote.id) AND voice_id = \(voter)")
        }
        test.clock.pass(18 * Time.hour + 50 * Time.minute)
        try await test.app.countAgain()
        #expect(recount.wrong == 0, "once each night")
        test.clock.pass(20 * Time.minute)
        try await test.app.countAgain()
        #expect(recount.wrong == 1, "it is past three in the morning")
        let said = test.log.all.filter { $0.contains("a decision is not what was said") }
        #expect(said.count == 1 && said.allSatisfy { $0.contains(vote.id.description) && $0.hasPrefix("error") })
        let metrics = Metrics(
            database: test.app.database, world: test.app.world, hub: test.app.hub, admission: test.app.admission,
            requests: test.app.requests, backups: nil, security: SecurityLog(logger: Logger(label: "test")),
            recount: recount)
        #expect(try await metrics.text().contains("weft_decisions_miscounted 1"))
    }
}
