import Database
import Engine
import Testing

@testable import Weftwork

/// An objection waits for its own voice: what becomes of it where that voice is gone, its week is full, or the end is far.
@Suite struct LapsedObjectionTests {
    private static let objector = "volunteer3"

    @discardableResult
    private func act(
        _ action: ProposalAction, _ proposal: Proposal, _ test: TestApp, _ name: String = "volunteer"
    ) async throws -> Proposal {
        try await test.app.proposals.perform(action, on: proposal.id, by: test.viewer(name), in: test.network.id)
    }

    private func now(_ proposal: Proposal, _ test: TestApp) async throws -> Proposal {
        try await test.count(proposal).proposal
    }

    /// Everybody consents but one who objects.
    private func objected(_ test: TestApp) async throws -> Proposal {
        let one = try await test.propose(.consent, by: "volunteer") { $0.quorum = 50 }
        for name in test.members.keys.sorted() where name != Self.objector {
            try await act(.answer(voice: nil, .consent, reason: ""), one, test, name)
        }
        return try await act(
            .answer(voice: nil, .objection, reason: "It would show addresses.", test: .purpose), one, test,
            Self.objector)
    }

    private func amended(_ made: Proposal, _ test: TestApp) async throws -> Proposal {
        let words = ProposalAmendment(
            context: "Without addresses.", reason: "Addresses stay out of the list.", affects: [])
        return try await act(.amend(words), made, test)
    }

    private func set(_ state: String, _ test: TestApp) async throws {
        let member = try #require(test.members[Self.objector]).id
        try await test.app.database.write { db in
            try db.execute("UPDATE memberships SET state = \(state) WHERE id = \(member)")
        }
    }

    private func mails(to name: String, _ test: TestApp) async throws -> Int {
        let member = try #require(test.members[name]).id
        return try await test.app.database.read { db in
            try db.value("SELECT count(*) FROM jobs WHERE subject_id = \(member) AND kind = 'mail'") ?? 0
        }
    }

    @Test(
        "Who left or is suspended holds nothing up for ever: amended before or after, the objection lapses",
        arguments: TestApp.kinds, [("left", true), ("suspended", false)])
    func lapses(_ kind: EngineKind, _ how: (state: String, isBefore: Bool)) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, made = try await objected(test)
        if how.isBefore { try await set(how.state, test) }
        let proposal = try await amended(made, test)
        #expect(proposal.state == (how.isBefore ? .open : .objected))
        if !how.isBefore { try await set(how.state, test) }
        test.clock.pass(7 * Time.day)
        for _ in 0..<2 { try await acts.sweep { _, error in Issue.record(error) } }
        let (closed, tally, _) = try await test.count(proposal)
        #expect(closed.state == .closed && closed.facilitatorID == nil)
        #expect(tally.counts == ["consent": 7] && tally.missing == 1, "they are missing, as others who say nothing")
        #expect(ProposalRules.verdict(closed, tally, nil) == .adopted)
        let page = try await acts.file(proposal.id, for: test.viewer("intake"), in: test.network.id)
        #expect(page.stances.contains { $0.position == .objection }, "what they said stays on record")
        try await act(
            .decide(ProposalDecision(words: "We share the list.", met: "They left; it is kept.")), proposal, test)
        #expect(try await acts.miscounted(in: test.network.id).isEmpty)
        await test.app.database.close()
    }

    @Test("Who is quiet for a while can come back and answer: nothing lapses", arguments: TestApp.kinds)
    func quiet(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), made = try await objected(test)
        try await set("dormant", test)
        let proposal = try await amended(made, test)
        #expect(proposal.state == .objected)
        test.clock.pass(7 * Time.day)
        try await test.app.proposals.sweep { _, error in Issue.record(error) }
        let held = try await now(proposal, test)
        #expect(held.state == .objected && held.facilitatorID != nil)
        await test.app.database.close()
    }

    @Test("A facilitator who ends the round adopts nothing by it that lapsed meanwhile", arguments: TestApp.kinds)
    func endsByItsTime(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals
        let proposal = try await amended(objected(test), test)
        test.clock.pass(7 * Time.day)
        try await acts.sweep()
        #expect(try await now(proposal, test).facilitatorID != nil)
        try await set("left", test)
        let ended = try await act(.endRound, proposal, test, "founder")
        #expect(ended.state == .open && ended.closedAt == nil)
        try await acts.sweep { _, error in Issue.record(error) }
        #expect(try await now(proposal, test).state == .closed)
        await test.app.database.close()
    }

    @Test("Whoever objects is told of other words, however full their week is", arguments: TestApp.kinds)
    func fullWeek(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), made = try await objected(test), network = test.network.id
        let app = test.app, she = try #require(test.members[Self.objector]).id
        try await app.proposals.sweep()
        let proposal = try await amended(made, test), now = test.clock.now
        try await app.database.write { db in
            try db.setContactsPerWeek(3, in: network, at: now)
            for _ in 0..<20 {
                _ = try db.takeContact(with: she, in: network, for: .vouch, id: app.world.newID(), at: now)
            }
        }
        let before = try await mails(to: Self.objector, test)
        try await app.proposals.sweep { _, error in Issue.record(error) }
        #expect(try await mails(to: Self.objector, test) == before + 1)
        #expect(proposal.state == .objected)
        await app.database.close()
    }

    @Test(
        "Held up at its end, both who facilitates already and whoever answers for it hear so", arguments: TestApp.kinds)
    func facilitatedBefore(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals
        let proposal = try await amended(objected(test), test), moment = test.clock.now
        let facilitator = try #require(test.members["founder"]).id
        try await test.app.database.write { db in
            var open = proposal
            open.state = .open
            try db.execute(
                "UPDATE proposals SET state = 'open', facilitator_id = \(facilitator) WHERE id = \(proposal.id)")
            if let clock = ProposalClocks.clock(of: open, now: moment) { try db.start(clock) }
        }
        try await acts.sweep()
        let before = (try await mails(to: "founder", test), try await mails(to: "volunteer", test))
        test.clock.pass(7 * Time.day)
        try await acts.sweep { _, error in Issue.record(error) }
        #expect(try await now(proposal, test).state == .objected)
        #expect(try await mails(to: "founder", test) == before.0 + 1)
        #expect(try await mails(to: "volunteer", test) == before.1 + 1)
        await test.app.database.close()
    }

    @Test("Rules and seats can't be amended: nobody is told to, neither by mail nor on the page")
    func insteadOfAmending() {
        for language in Language.allCases {
            let plain = ConsentWords.mailFacilitate(.verbatim("Q"), nil)(language)
            #expect(plain == ProposalWords.mailFacilitate(.verbatim("Q"))(language))
            let instead = GovernanceWords.seatNotAmended
            for words in [ConsentWords.mailFacilitate(.verbatim("Q"), instead), ConsentWords.objectionsHint(instead)] {
                #expect(words(language).contains(instead(language)))
                #expect(!words(language).contains("amend it") && !words(language).contains("修改提案"))
            }
        }
    }
}
