import Database
import Testing

@testable import Weftwork

/// Oversight reads whether the record is whole, and what was decided.
@Suite struct OversightRecordTests {
    /// Rules with oversight, adopted by all, and somebody who sits there.
    private func overseen(_ test: TestApp) async throws -> Proposal {
        let acts = test.app.governance, network = test.network.id, founder = test.viewer("founder")
        var draft = GovernanceDraft(settings: ["hasOversight": "yes"])
        for part in GovernancePart.needed { draft.texts[part] = [.en: "How \(part.rawValue) is done"] }
        let version = try await acts.save(draft, by: founder, in: network)
        let proposal = try await acts.ask(version.mark, reason: "What we promise", by: founder, in: network)
        for name in test.members.keys.sorted() {
            try await test.app.proposals.perform(
                .answer(voice: nil, .consent, reason: ""), on: proposal.id, by: test.viewer(name), in: network)
        }
        try await test.closeAll()
        try await test.app.proposals.perform(
            .decide(ProposalDecision(words: "So we do it")), on: proposal.id, by: founder, in: network)
        let member = try #require(test.members["volunteer"]), now = test.clock.now
        let seat = GovernanceSeat(
            id: test.app.world.newID(), networkID: network, body: .oversight, memberID: member.id,
            organisationID: nil, sector: .media, namedByID: member.id, words: "", namedAt: now, state: .held,
            from: now, until: now + 360 * Time.day)
        try await test.app.database.write { db in try db.save(seat) }
        return proposal
    }

    private func seal(_ test: TestApp) async throws {
        try await test.app.database.write { db in
            while try EventSealer.seal(db) > 0 {}
        }
    }

    @Test(arguments: TestApp.kinds)
    func theChainIsWalkedOnceADayAndItsBreakIsTold(kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.governance, network = test.network.id
        let sits = test.viewer("volunteer")
        try await acts.sweepChains()
        _ = try await overseen(test)
        try await seal(test)
        func chain() async throws -> ChainState? { try await acts.oversight(of: network, for: sits).chain }
        let before = try #require(try await chain())
        #expect(before.number > 0 && before.sealedAt != nil && before.check == nil)
        try await acts.sweepChains()
        let whole = try #require(try await chain())
        #expect(whole.check == ChainCheck(at: test.clock.now, number: whole.number, firstBreak: nil))
        // Somebody changes what was said; no page walks the chain, so it shows the next day.
        try await test.app.database.write { db in
            try db.execute(
                "UPDATE events SET actor_kind = 'forged' WHERE network_id = \(network) AND number = \(Int64(2))")
        }
        test.clock.pass(Time.hour)
        try await acts.sweepChains()
        #expect(try await chain()?.check == whole.check)
        test.clock.pass(Time.day)
        try await acts.sweepChains()
        #expect(try await chain()?.check?.firstBreak == 2)
        let door = try #require(
            test.app.endpoints.first { $0.path == "/n/{slug}/governance/oversight" && $0.method == .get })
        let body = await test.body(door, ["slug": test.network.slug], as: sits)
        let page = try #require(body)
        #expect(page.contains("event 2 does not fit"))
    }

    @Test("A chain that could not be walked is left for an hour; one that was, for a day")
    func chainsThatAreDue() {
        let checks = ChainChecks(), broken = ID(milliseconds: 1, entropy: (0, 0))
        let whole = ID(milliseconds: 2, entropy: (0, 0)), now = 1_000 * Time.day
        #expect(checks.isDue(broken, at: now) && checks.isDue(whole, at: now))
        for network in [broken, whole] { checks.begin(network, at: now) }
        checks[whole] = ChainCheck(at: now, number: 7, firstBreak: nil)
        #expect(!checks.isDue(broken, at: now + 1) && checks.isDue(broken, at: now + Time.hour))
        #expect(!checks.isDue(whole, at: now + Time.hour) && checks.isDue(whole, at: now + Time.day))
    }

    @Test(arguments: TestApp.kinds)
    func decisionsAreNamedToThoseWhoSitThere(kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.governance, network = test.network.id
        let proposal = try await overseen(test)
        let reading = try await acts.oversight(of: network, for: test.viewer("volunteer"))
        #expect(reading.decided.map(\.proposal.id) == [proposal.id])
        #expect(reading.decided.map(\.verdict) == [.adopted])
        // Whoever neither sits there nor leads has the decision log.
        let other = try await acts.oversight(of: network, for: test.viewer("volunteer2"))
        #expect(other.decided.isEmpty && other.chain == nil && other.figures == nil)
        // Of older ones the log tells.
        test.clock.pass(14 * 7 * Time.day)
        let later = try await acts.oversight(of: network, for: test.viewer("volunteer"))
        #expect(later.decided.isEmpty && later.figures != nil)
    }
}
