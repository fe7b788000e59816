import Database
import Engine
import Testing

@testable import Weftwork

extension TestApp {
    /// Rules in force that say something, as if they had been adopted together.
    func adoptRules(_ change: (inout GovernanceSettings) -> Void) async throws {
        let founder = try #require(members["founder"]), now = clock.now, network = network.id
        var settings = GovernanceSettings()
        change(&settings)
        let version = GovernanceVersion(
            networkID: network, id: app.world.newID(), number: 9, state: .adopted, settings: settings,
            editorID: founder.id, editedAt: now, adoptedAt: now)
        try await app.database.write { db in
            try db.save(version)
            try db.save(version.settings.aligned, of: network, at: now)
        }
    }
}

/// An objection that other words are to meet stands until whoever raised it answers, however long they say nothing.
@Suite struct StandingObjectionTests {
    private static let objector = "volunteer3"

    @discardableResult
    private func act(
        _ action: ProposalAction, _ proposal: Proposal, _ test: TestApp, _ name: String = "volunteer"
    ) async throws -> Proposal {
        try await test.app.proposals.perform(action, on: proposal.id, by: test.viewer(name), in: test.network.id)
    }

    /// The fields that were refused; nothing where it was done.
    private func fields(_ body: () async throws -> Void) async throws -> [String]? {
        do {
            try await body()
            return nil
        } catch Refusal.invalid(let problems) {
            return problems.map(\.field)
        }
    }

    private func status(_ body: () async throws -> Void) async throws -> Int? {
        do {
            try await body()
            return nil
        } catch let refusal as Refusal {
            return refusal.status
        }
    }

    private func now(_ proposal: Proposal, _ test: TestApp) async throws -> Proposal {
        try await test.count(proposal).proposal
    }

    /// Everybody consents but one who objects.
    private func objected(_ test: TestApp, days: Int64 = 7) async throws -> Proposal {
        let closesAt = test.clock.now + days * Time.day
        let one = try await test.propose(.consent, by: "volunteer") { ($0.quorum, $0.closesAt) = (50, closesAt) }
        for name in test.members.keys.sorted() where name != Self.objector {
            try await act(.answer(voice: nil, .consent, reason: ""), one, test, name)
        }
        return try await act(
            .answer(voice: nil, .objection, reason: "It would show addresses.", test: .purpose), one, test,
            Self.objector)
    }

    /// Their words went in; nobody else is asked again.
    private func amendment(_ test: TestApp, closesAt: Int64? = nil) throws -> ProposalAction {
        let objector = try #require(test.members[Self.objector])
        return .amend(
            ProposalAmendment(
                context: "Without addresses.", reason: "Addresses stay out of the list.", affects: [],
                credits: [objector.id], closesAt: closesAt))
    }

    private func marks(_ proposal: Proposal, _ test: TestApp) async throws -> [Int] {
        let voice = try #require(test.members[Self.objector]).id
        return try await test.app.database.read { db in
            try db.first(
                """
                SELECT told_version, reminded_version FROM proposal_voices
                WHERE network_id = \(proposal.networkID) AND proposal_id = \(proposal.id) AND voice_id = \(voice)
                """
            ) { [try $0[0] as Int, try $0[1] as Int] } ?? []
        }
    }

    @Test(
        "Silence of whoever objected adopts nothing: a facilitator helps, and the round ends without consent",
        arguments: TestApp.kinds)
    func silenceIsNoConsent(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals
        let made = try await objected(test), proposal = try await act(amendment(test), made, test)
        #expect(proposal.version == 2 && proposal.state == .objected && proposal.facilitatorID == nil)
        let file = try await acts.file(proposal.id, for: test.viewer(Self.objector), in: test.network.id)
        #expect(file.answered.count == 7 && file.tally == nil, "they are asked again, and swayed by nothing")
        #expect(try await test.count(proposal).tally.counts == ["consent": 7, "objection": 1])
        try await acts.sweep()
        test.clock.pass(7 * Time.day - 1)
        try await acts.sweep()
        #expect(try await now(proposal, test).facilitatorID == nil, "they have their time")
        test.clock.pass(1)
        try await acts.sweep()
        let held = try await now(proposal, test)
        #expect(held.state == .objected && held.facilitatorID == test.members["founder"]?.id)
        #expect(try await status { try await act(.close, proposal, test) } == 409)
        test.clock.pass(60 * Time.day)
        try await acts.sweep()
        #expect(try await now(proposal, test).state == .objected, "time alone ends nothing")
        try await act(.endRound, proposal, test, "founder")
        try await act(.decide(ProposalDecision(words: "Each keeps their own.", met: "It was not.")), proposal, test)
        let outcome = try await test.app.database.read { db in try db.outcome(of: proposal) }
        #expect(outcome?.verdict == .notAdopted && outcome?.tally[.objection] == 1 && outcome?.tally.missing == 0)
        #expect(try await acts.miscounted(in: test.network.id).isEmpty)
        await test.app.database.close()
    }

    @Test("Their own word takes it back, however late", arguments: TestApp.kinds)
    func takenBack(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals
        let made = try await objected(test), proposal = try await act(amendment(test), made, test)
        test.clock.pass(9 * Time.day)
        try await acts.sweep()
        let concern = ProposalAction.answer(voice: nil, .concern, reason: "Who looks after the list?")
        #expect(try await act(concern, proposal, test, Self.objector).state == .open)
        try await acts.sweep()
        let (closed, tally, _) = try await test.count(proposal)
        #expect(closed.state == .closed && ProposalRules.verdict(closed, tally, nil) == .adopted)
        await test.app.database.close()
    }

    @Test("Who objects to the amended words, too, is helped with when it has taken too long, not when answers end")
    func objectsAgain() async throws {
        let test = try await TestApp(), acts = test.app.proposals, made = try await objected(test)
        test.clock.pass(Time.day)
        let far = test.clock.now + 60 * Time.day
        let proposal = try await act(amendment(test, closesAt: far), made, test)
        try await act(
            .answer(voice: nil, .objection, reason: "Names are there still.", test: .purpose), proposal, test,
            Self.objector)
        test.clock.pass(Int64(proposal.terms.workDays - 1) * Time.day - 1)
        try await acts.sweep()
        #expect(try await now(proposal, test).facilitatorID == nil)
        test.clock.pass(1)
        try await acts.sweep()
        #expect(try await now(proposal, test).facilitatorID != nil)
    }

    @Test("What was stored as met before its voice had said so is held up, too", arguments: TestApp.kinds)
    func storedBefore(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals
        let made = try await objected(test), proposal = try await act(amendment(test), made, test)
        let moment = test.clock.now
        try await test.app.database.write { db in
            var open = proposal
            open.state = .open
            try db.execute("UPDATE proposals SET state = 'open' WHERE id = \(proposal.id)")
            if let clock = ProposalClocks.clock(of: open, now: moment) { try db.start(clock) }
        }
        #expect(try await status { try await act(.close, proposal, test) } == 409)
        test.clock.pass(7 * Time.day)
        try await acts.sweep()
        let held = try await now(proposal, test)
        #expect(held.state == .objected && held.facilitatorID != nil && held.closedAt == nil)
        await test.app.database.close()
    }

    @Test("Those who are asked again have a fair time, and are reminded within their own", arguments: TestApp.kinds)
    func timeToAnswer(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals
        func refused(_ proposal: Proposal, _ time: Int64) async throws -> [String]? {
            try await fields { try await act(amendment(test, closesAt: test.clock.now + time), proposal, test) }
        }
        let short = try await objected(test, days: 1)
        #expect(try await refused(short, Time.day - 1) == ["closesAt"])
        #expect(try await refused(short, Time.day) == nil, "as long as the others had")
        try await act(.withdraw(reason: "It is settled by now."), short, test)
        let proposal = try await objected(test)
        test.clock.pass(30 * Time.day)
        #expect(try await refused(proposal, Time.hour) == ["closesAt"])
        #expect(try await refused(proposal, 3 * Time.day - 1) == ["closesAt"])
        #expect(try await refused(proposal, 4 * Time.day) == nil)
        try await acts.sweep()
        try await acts.sweepPeople()
        #expect(try await marks(proposal, test) == [2, 0], "asked a moment ago")
        test.clock.pass(3 * Time.day - 1)
        try await acts.sweepPeople()
        #expect(try await marks(proposal, test) == [2, 0])
        test.clock.pass(1)
        try await acts.sweepPeople()
        #expect(try await marks(proposal, test) == [2, 2])
        await test.app.database.close()
    }

    @Test("Where adopted rules say that silence consents it does so here, too", arguments: TestApp.kinds)
    func whereSilenceConsents(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        try await test.adoptRules { $0.silenceConsents = true }
        let made = try await objected(test), proposal = try await act(amendment(test), made, test)
        #expect(proposal.state == .open && proposal.terms.silenceConsents)
        test.clock.pass(7 * Time.day)
        try await test.app.proposals.sweep()
        let (closed, tally, _) = try await test.count(proposal)
        #expect(closed.state == .closed && tally.counts == ["consent": 7] && tally.missing == 1)
        #expect(ProposalRules.verdict(closed, tally, nil) == .adopted)
        await test.app.database.close()
    }

    @Test(
        "A voice asked again goes on to the one it was passed to, and so do those that came by it",
        arguments: TestApp.kinds)
    func passedOn(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        try await test.app.database.write { db in
            try db.save(AlignSettings(mayDelegate: true), of: network, at: test.clock.now)
        }
        for (from, to) in [("verifier", "verifier2"), ("verifier2", "intake"), (Self.objector, "intake")] {
            let next = try #require(test.members[to]).id.description
            _ = try await test.app.delegations.pass("work", to: next, by: test.viewer(from), in: network)
        }
        let made = try await test.propose(.consent, by: "volunteer")
        for name in ["verifier2", "intake"] {
            try await act(.answer(voice: nil, .consent, reason: ""), made, test, name)
        }
        #expect(try await test.count(made).tally.counts == ["consent": 4])
        try await act(
            .answer(voice: nil, .objection, reason: "It would show addresses.", test: .purpose), made, test,
            Self.objector)
        let again = try #require(test.members["verifier2"]).id
        let amended = ProposalAmendment(
            context: "Without addresses.", reason: "Addresses stay out of the list.", affects: [again])
        let proposal = try await act(.amend(amended), made, test)
        let tally = try await test.count(proposal).tally
        #expect(tally.counts == ["consent": 3, "objection": 1], "nobody else takes an objection back")
        #expect(tally.delegated == 2)
        await test.app.database.close()
    }

    @Test("What ended before objections stood is counted as it was, whoever counts it again", arguments: TestApp.kinds)
    func endedBefore(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals
        let made = try await objected(test), proposal = try await act(amendment(test), made, test)
        // As it was stored: the amendment had taken the objection away, and its time ended.
        let moment = test.clock.now
        try await test.app.database.write { db in
            try db.execute(
                "UPDATE proposals SET state = 'closed', closed_at = \(moment) WHERE id = \(proposal.id)")
        }
        let (closed, tally, _) = try await test.count(proposal)
        #expect(tally.counts == ["consent": 7] && tally.missing == 1)
        #expect(ProposalRules.verdict(closed, tally, nil) == .adopted, "what was announced is not turned round")
        try await act(.decide(ProposalDecision(words: "We share the list.", met: "Addresses are out.")), proposal, test)
        #expect(try await acts.miscounted(in: test.network.id).isEmpty)
        await test.app.database.close()
    }
}
