import Database
import Engine
import Testing

@testable import Weftwork

/// A role that the group gives by a decision, in place of three days in which nobody objects.
@Suite struct RoleDecisionTests {
    /// Named, and they have said yes.
    private func named(_ test: TestApp, _ name: String = "volunteer", accepts: Bool = true) async throws -> Nomination {
        let members = test.app.members, network = test.network.id
        let nomination = try await members.nominate(
            try test.id(name), for: "weaver", "Brings people together", by: test.viewer("intake"), in: network)
        if accepts {
            try await members.answer(nomination.id, accepts: true, by: test.viewer(name), in: network)
        }
        return nomination
    }

    private func put(_ nomination: Nomination, _ test: TestApp, by name: String = "intake") async throws -> Proposal {
        try await test.app.governance.putToDecision(
            nomination.id, "Much hangs on it", by: test.viewer(name), in: test.network.id)
    }

    private func answer(_ proposal: Proposal, _ names: [String], _ test: TestApp) async throws {
        for name in names.sorted() {
            try await test.app.proposals.perform(
                .answer(voice: nil, .consent, reason: ""), on: proposal.id, by: test.viewer(name),
                in: test.network.id)
        }
    }

    /// Its days go by, and its owner writes what came of it.
    private func decide(_ proposal: Proposal, _ test: TestApp, met: String = "") async throws {
        test.clock.pass(8 * Time.day)
        try await test.app.proposals.sweep()
        try await act(.decide(ProposalDecision(words: "So it was decided", met: met)), proposal, test, "intake")
    }

    private func act(
        _ action: ProposalAction, _ proposal: Proposal, _ test: TestApp, _ name: String
    ) async throws {
        try await test.app.proposals.perform(action, on: proposal.id, by: test.viewer(name), in: test.network.id)
    }

    /// What whoever did it is told; nothing where it was done.
    private func refusal(_ body: () async throws -> Void) async throws -> String? {
        do {
            try await body()
            return nil
        } catch let refusal as Refusal {
            return refusal.firstWords(.en)
        }
    }

    private func state(
        _ nomination: Nomination, _ test: TestApp
    ) async throws -> (outcome: Nomination.Outcome?, roles: Set<Role>) {
        try await test.app.database.read { db in
            (
                outcome: try db.nomination(nomination.id, in: test.network.id)?.outcome,
                roles: try db.roles(of: nomination.memberID, in: test.network.id)
            )
        }
    }

    @Test(arguments: TestApp.kinds)
    func whatIsAdoptedGivesTheRole(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), members = test.app.members, network = test.network.id
        try await test.adoptRules { ($0.unit, $0.silenceConsents) = (VoiceUnit.organisations.rawValue, true) }
        let nomination = try await named(test, accepts: false)
        await #expect(throws: Refusal.self, "first they say yes") { _ = try await put(nomination, test) }
        try await members.answer(nomination.id, accepts: true, by: test.viewer("volunteer"), in: network)
        await #expect(throws: Refusal.self, "it is said why") {
            _ = try await test.app.governance.putToDecision(nomination.id, "", by: test.viewer("intake"), in: network)
        }
        try await members.object(
            to: nomination.id, "They know nobody here yet", by: test.viewer("verifier"), in: network)
        let proposal = try await put(nomination, test)
        #expect(proposal.method == .consent && proposal.subject == ProposalSubject(kind: .role, id: nomination.id))
        // Whoever could object can answer, and nobody has agreed who said nothing.
        #expect(proposal.terms.unit == .persons && !proposal.terms.silenceConsents)
        await #expect(throws: Refusal.self, "once") { _ = try await put(nomination, test, by: "volunteer2") }
        await #expect(throws: Refusal.self, "it is said there") {
            try await members.object(to: nomination.id, "Nor do I", by: test.viewer("verifier2"), in: network)
        }
        // The days in which nobody objects decide nothing now.
        test.clock.pass(RoleRules.consenting + 1)
        try await members.endRoleTerms()
        var now = try await state(nomination, test)
        #expect(now.outcome == nil && now.roles.isEmpty)
        try await answer(proposal, Array(test.members.keys), test)
        try await decide(proposal, test)
        now = try await state(nomination, test)
        #expect(now.outcome == .given && now.roles == [.weaver])
        let terms = try await test.app.database.read { db in try db.roleTerms(in: network) }
        let theirs = terms.filter { $0.memberID == nomination.memberID }
        #expect(theirs.map(\.until) == [test.clock.now + RoleRules.term])
        let story = try await test.app.database.read { db in
            try db.story(of: nomination.memberID, in: network, tier: .members, vault: test.app.vault)
        }
        let given = story.filter { $0.kind == .roleGiven }
        #expect(given.count == 1 && given.first?.details.contains(proposal.id.description) == true)
        let outcome = try await test.app.database.read { db in try db.outcome(of: proposal) }
        #expect(outcome?.links.map(\.path) == ["/roles#weaver"])
        await test.app.database.close()
    }

    /// What comes of it where it gives nothing.
    @Test(
        arguments: TestApp.kinds,
        [
            ("few", Nomination.Outcome.notAdopted), ("withdrawn", .notAdopted), ("objected", .objected),
            ("resting", .kept),
        ] as [(String, Nomination.Outcome)])
    func whatIsNotGivenIsOver(_ kind: EngineKind, _ how: (case: String, outcome: Nomination.Outcome)) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let nomination = try await named(test)
        if how.case == "objected" {
            try await test.app.members.object(
                to: nomination.id, "They know nobody here yet", by: test.viewer("verifier"), in: network)
        }
        let proposal = try await put(nomination, test)
        switch how.case {
        case "few": try await answer(proposal, ["intake"], test)
        case "withdrawn":
            try await test.app.proposals.perform(
                .withdraw(reason: "It came too early"), on: proposal.id, by: test.viewer("intake"), in: network)
        // Who objected before and says nothing has not changed their mind.
        case "objected": try await answer(proposal, test.members.keys.filter { $0 != "verifier" }, test)
        default:
            try await answer(proposal, Array(test.members.keys), test)
            try await test.app.database.write { db in
                try db.execute("UPDATE memberships SET state = 'dormant' WHERE id = \(nomination.memberID)")
            }
        }
        if how.case != "withdrawn" { try await decide(proposal, test) }
        let now = try await state(nomination, test)
        #expect(now.outcome == how.outcome && now.roles.isEmpty)
        // Over is over: time gives nothing afterwards.
        test.clock.pass(30 * Time.day)
        try await test.app.members.endRoleTerms()
        #expect(try await state(nomination, test).roles.isEmpty)
        await test.app.database.close()
    }

    /// With other words those who have answered would have said yes to somebody else.
    @Test(arguments: TestApp.kinds) func whomItIsAboutIsNotAmended(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let nomination = try await named(test)
        let proposal = try await put(nomination, test)
        let other = ProposalAmendment(context: "Another would do it as well", reason: "So it is easier to agree to")
        // Of any other question by consent whoever answers for it can change the words in just this way.
        let plain = try await test.propose(.consent, by: "founder")
        try await act(.amend(other), plain, test, "founder")
        let changed = try await test.app.proposals.file(plain.id, for: test.viewer("founder"), in: network)
        #expect(changed.proposal.version == 2 && changed.allowed.contains("amend"))
        // No page leads whoever answers for the nomination to what would be refused.
        let offered = try await test.app.proposals.file(proposal.id, for: test.viewer("intake"), in: network).allowed
        #expect(offered.contains("withdraw") && !offered.contains("amend"))
        try await answer(proposal, ["verifier"], test)
        try await act(
            .answer(voice: nil, .objection, reason: "They know nobody here yet", test: .purpose), proposal, test,
            "verifier2")
        // An objection is what words are changed for elsewhere.
        let said = try await refusal { try await act(.amend(other), proposal, test, "intake") }
        #expect(said == RoleWords.notAmended(.en))
        // Nothing of it was kept: nobody is asked anew, and what was said still counts.
        let file = try await test.app.proposals.file(proposal.id, for: test.viewer("intake"), in: network)
        #expect(file.proposal.version == 1 && file.versions.count == 1 && file.proposal.context == proposal.context)
        #expect(file.proposal.state == .objected && file.answered.count == 2)
        #expect(file.voices.allSatisfy { $0.askedVersion == 1 })
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds, [true, false])
    func whileAnObjectionStandsItIsNotCarried(_ kind: EngineKind, _ isTakenBack: Bool) async throws {
        let test = try await TestApp(kind), network = test.network.id, met = "We went and talked with both of them"
        let nomination = try await named(test)
        let proposal = try await put(nomination, test)
        try await answer(proposal, test.members.keys.filter { $0 != "verifier" }, test)
        try await act(
            .answer(voice: nil, .objection, reason: "They know nobody here yet", test: .purpose), proposal, test,
            "verifier")
        // Nobody is missing, so it could end now, were it not for the objection.
        #expect(
            try await refusal { try await act(.close, proposal, test, "intake") }
                == ProposalWords.objectionStands(.en))
        if isTakenBack {
            try await answer(proposal, ["verifier"], test)
            try await decide(proposal, test, met: met)
        } else {
            // Its days are over and it has not ended.
            #expect(
                try await refusal { try await decide(proposal, test, met: met) } == ProposalWords.notClosed(.en))
            #expect(try await state(nomination, test) == (nil, []))
            // Nor do both sides agree in the time they have: whoever helps them ends it, and it came to nothing.
            test.clock.pass(Int64(proposal.terms.workDays) * Time.day)
            try await test.app.proposals.sweep()
            try await act(.endRound, proposal, test, "founder")
            try await decide(proposal, test, met: met)
        }
        let outcome = try await test.app.database.read { db in try db.outcome(of: proposal) }
        #expect(outcome?.isCarried == isTakenBack)
        #expect(try await state(nomination, test) == (isTakenBack ? .given : .notAdopted, isTakenBack ? [.weaver] : []))
        // Nor is it carried by the days in which nobody objects.
        test.clock.pass(30 * Time.day)
        try await test.app.members.endRoleTerms()
        #expect(try await state(nomination, test).roles == (isTakenBack ? [.weaver] : []))
        let standing = try await test.app.database.read { db in try db.proposal(proposal.id, in: network) }
        #expect(standing?.state == .decided)
        await test.app.database.close()
    }

    @Test func whoMayPutItAndWhatFor() async throws {
        let test = try await TestApp(), network = test.network.id
        let nomination = try await named(test)
        let kept = try await test.app.database.read { db in try db.nomination(nomination.id, in: network) }
        let now = try #require(kept)
        func plain(_ name: String) throws -> Viewer {
            Viewer(.member(try #require(test.members[name]).withoutPowers), language: .en)
        }
        #expect(now.mayBeDecided(by: test.viewer("verifier2")), "trusted")
        #expect(try !now.mayBeDecided(by: plain("verifier2")), "vouched for, and no more")
        #expect(try now.mayBeDecided(by: plain("volunteer")), "they themselves")
        #expect(try now.mayBeDecided(by: plain("intake")), "whoever named them")
        #expect(!now.mayBeDecided(by: Viewer(.anonymous, language: .en)))
        // With whom trust begins is no role.
        let anchor = try await test.app.members.nominate(
            try test.id("verifier"), for: "anchor", "Knows everybody", by: test.viewer("intake"), in: network)
        try await test.app.members.answer(anchor.id, accepts: true, by: test.viewer("verifier"), in: network)
        await #expect(throws: Refusal.self) { _ = try await put(anchor, test) }
        await test.app.database.close()
    }

    @Test func thePageOfRolesLeadsThere() async throws {
        let test = try await TestApp()
        let nomination = try await named(test)
        let endpoint = try #require(test.app.endpoints.first { $0.method == .get && $0.path == "/n/{slug}/roles" })
        func page(_ name: String) async throws -> String {
            let body = await test.body(endpoint, ["slug": test.network.slug], as: test.viewer(name))
            return try #require(body)
        }
        let form = "/roles/nominations/\(nomination.id)/proposal"
        #expect(try await page("volunteer2").contains(form))
        let proposal = try await put(nomination, test)
        let after = try await page("volunteer2")
        #expect(!after.contains(form) && after.contains("/proposals/\(proposal.id)"))
        #expect(after.contains(RoleWords.toDecision(.en)) && !after.contains("/nominations/\(nomination.id)/objection"))
        await test.app.database.close()
    }
}
