import Database
import Engine
import Testing

@testable import Weftwork

/// What silence means nobody sets alone, and what decides about rules and seats is neither adopted by it nor put off by other words.
@Suite struct SilenceTests {
    private func written(_ test: TestApp) async throws -> Proposal {
        var draft = GovernanceDraft(settings: ["quorum": "40"])
        for part in GovernancePart.needed { draft.texts[part] = [.en: "How \(part.rawValue) is done"] }
        let by = test.viewer("founder"), network = test.network.id
        let version = try await test.app.governance.save(draft, by: by, in: network)
        return try await test.app.governance.ask(version.mark, reason: "First rules", by: by, in: network)
    }

    /// Somebody names themselves for the council, and everybody is asked.
    private func seat(_ test: TestApp) async throws -> Proposal {
        let network = test.network.id, founder = try #require(test.members["founder"])
        let seat = try await test.app.governance.name(
            founder.id.description, for: .council, "They keep their word", by: test.viewer("founder"), in: network)
        let id = try #require(seat.proposalID)
        return try #require(try await test.app.database.read { db in try db.proposal(id, in: network) })
    }

    private func settings(_ test: TestApp) async throws -> AlignSettings {
        try await test.app.database.read { db in try db.alignSettings(of: test.network.id) }
    }

    @Test(
        "Only adopted rules make silence consent; what was switched on without them counts for nothing",
        arguments: TestApp.kinds)
    func onlyByRules(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, lead = test.viewer("founder")
        do {
            try await test.app.proposals.set(AlignSettings(silenceConsents: true), by: lead, in: network)
            Issue.record("one alone can't")
        } catch Refusal.invalid(let problems) {
            #expect(problems.map(\.field) == ["silenceConsents"])
        }
        // As it may lie there from before.
        try await test.app.database.write { db in
            try db.save(AlignSettings(silenceConsents: true, quorum: 0), of: network, at: test.clock.now)
        }
        #expect(try await settings(test) == AlignSettings(quorum: 0))
        let plain = try await test.propose(.consent), first = try await written(test)
        #expect(!plain.terms.silenceConsents && !first.terms.silenceConsents)
        try await test.closeAll()
        for one in [plain, first] {
            let (closed, tally, _) = try await test.count(one)
            #expect(closed.state == .closed && ProposalRules.verdict(closed, tally, nil) == .noQuorum)
        }
        try await test.adoptRules { ($0.silenceConsents, $0.hasCouncil) = (true, true) }
        #expect(try await settings(test).silenceConsents)
        let other = try await test.propose(.consent) { $0.quorum = 50 }, asked = try await seat(test)
        #expect(other.terms.silenceConsents && !asked.terms.silenceConsents, "a seat takes people who answer")
        await test.app.database.close()
    }

    @Test(
        "Rules and seats are not amended by other words of their proposal: what is done instead is said",
        arguments: TestApp.kinds, [true, false])
    func notAmended(_ kind: EngineKind, _ isOfRules: Bool) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, network = test.network.id
        if !isOfRules { try await test.adoptRules { $0.hasCouncil = true } }
        let proposal = try await isOfRules ? written(test) : seat(test)
        let instead = isOfRules ? GovernanceWords.rulesNotAmended : GovernanceWords.seatNotAmended
        try await acts.perform(
            .answer(voice: nil, .objection, reason: "It leaves the villages out.", test: .purpose), on: proposal.id,
            by: test.viewer("intake"), in: network)
        let owner = test.viewer("founder"), file = try await acts.file(proposal.id, for: owner, in: network)
        #expect(!file.allowed.contains("amend") && file.allowed.contains("withdraw"))
        #expect(file.instead?(.en) == instead(.en))
        let other = ProposalAmendment(context: "Nothing changes.", reason: "So that all are asked again.")
        do {
            try await acts.perform(.amend(other), on: proposal.id, by: owner, in: network)
            Issue.record("it was amended")
        } catch Refusal.conflict(let words, _) {
            #expect(words(.en) == instead(.en))
        }
        let (now, tally, _) = try await test.count(proposal)
        #expect(now.version == 1 && now.state == .objected && tally[.objection] == 1)
        // Withdrawn, the rules are a draft again that can be changed and put anew.
        try await acts.perform(.withdraw(reason: "We change it first."), on: proposal.id, by: owner, in: network)
        guard isOfRules else { return await test.app.database.close() }
        let open = try await test.app.database.read { db in try db.governanceOpen(of: network) }
        #expect(open?.state == .draft && open?.proposalID == nil)
        await test.app.database.close()
    }

    @Test(
        "Rounds that were open when silence became nobody's to give are no longer adopted by it",
        arguments: TestApp.kinds)
    func openBefore(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        /// Which still let silence consent, once the step is taken.
        func silent(_ asked: [Proposal], closed: Proposal? = nil) async throws -> [Bool] {
            try await test.app.database.write { db in
                for one in asked { try db.execute("UPDATE proposals SET silence_consents = TRUE WHERE id = \(one.id)") }
                if let closed { try db.execute("UPDATE proposals SET state = 'closed' WHERE id = \(closed.id)") }
                for statement in ProposalStore.silence.statements { try db.execute(statement) }
                return try asked.compactMap { try db.proposal($0.id, in: test.network.id)?.terms.silenceConsents }
            }
        }
        let plain = try await test.propose(.consent), over = try await test.propose(.consent)
        let rules = try await written(test)
        #expect(try await silent([plain, rules, over], closed: over) == [false, false, true], "no rules are adopted")
        try await test.adoptRules { ($0.silenceConsents, $0.hasCouncil) = (true, true) }
        let seat = try await seat(test)
        #expect(try await silent([plain, seat]) == [true, false], "a seat takes people who answer")
        try await test.app.database.write { db in
            try db.execute(
                """
                UPDATE governance_versions SET settings =
                    replace(settings, '"silenceConsents":true', '"silenceConsents":false') WHERE state = 'adopted'
                """)
        }
        #expect(try await silent([plain]) == [false], "the rules say no")
        await test.app.database.close()
    }
}
