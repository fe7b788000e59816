import Database
import Engine
import Testing

@testable import Weftwork

/// What governance does where something has changed meanwhile: another place taken, a body gone, a finder who sits there no more.
@Suite struct GovernanceCareTests {
    /// Rules in force, written into the store as they are.
    private func rules(_ test: TestApp, _ change: @Sendable (inout GovernanceSettings) -> Void) async throws {
        let founder = try #require(test.members["founder"]), now = test.clock.now
        var settings = GovernanceSettings(), texts = GovernanceTexts()
        change(&settings)
        for part in GovernancePart.needed { texts[part, .en] = "How \(part.rawValue) is done" }
        let version = GovernanceVersion(
            networkID: test.network.id, id: test.app.world.newID(), number: 1, state: .adopted, texts: texts,
            settings: settings, editorID: founder.id, editedAt: now, adoptedAt: now)
        try await test.app.database.write { db in try db.save(version) }
    }

    private func sit(_ name: String, in body: GovernanceBody, _ test: TestApp) async throws -> GovernanceSeat {
        let member = try #require(test.members[name]).id, now = test.clock.now
        let seat = GovernanceSeat(
            id: test.app.world.newID(), networkID: test.network.id, body: body, memberID: member, organisationID: nil,
            sector: .media, namedByID: member, words: "", namedAt: now, state: .held, from: now,
            until: now + 360 * Time.day)
        try await test.app.database.write { db in try db.save(seat) }
        return seat
    }

    private func seat(_ id: ID, _ test: TestApp) async throws -> GovernanceSeat? {
        let network = test.network.id
        return try await test.app.database.read { db in try db.seat(id, in: network) }
    }

    /// Everybody answers alike, and the founder writes the outcome.
    private func decide(_ id: ID, _ position: Stance.Position, _ test: TestApp) async throws {
        let network = test.network.id
        for name in test.members.keys.sorted() {
            try await test.app.proposals.perform(
                .answer(voice: nil, position, reason: "It is right so"), on: id, by: test.viewer(name), in: network)
        }
        try await test.closeAll()
        try await test.app.proposals.perform(
            .decide(ProposalDecision(words: "So we do it")), on: id, by: test.viewer("founder"), in: network)
    }

    private func page(_ path: String, _ test: TestApp, _ name: String, _ id: ID? = nil) async throws -> String {
        let door = try #require(test.app.endpoints.first { $0.method == .get && $0.path == path })
        var parameters = ["slug": test.network.slug]
        if let id { parameters["id"] = id.description }
        let body = await test.body(door, parameters, as: test.viewer(name))
        return try #require(body)
    }

    // MARK: Findings

    @Test func whoJudgesAnAnswer() {
        func id(_ number: UInt64) -> ID { ID(milliseconds: Int64(number), entropy: (number, 0)) }
        var finding = OversightFinding(
            id: id(9), networkID: id(8), byID: id(1), about: .other, words: "", at: 0, ownerID: id(2), dueAt: 0)
        finding.answeredByID = id(2)
        func may(_ member: UInt64, _ seated: Set<ID>) -> Bool {
            GovernanceRules.mayJudge(finding, id(member), seated: seated)
        }
        #expect(may(1, [id(1), id(3)]) && !may(3, [id(1), id(3)]), "the finder first, while they sit there")
        #expect(may(3, [id(3)]) && !may(4, [id(3)]) && may(1, [id(3)]))
        #expect(!may(2, [id(2), id(3)]), "nobody judges their own answer")
    }

    @Test(arguments: TestApp.kinds)
    func whatIsPutAgainKeepsItsAnswersAndIsNeverStuck(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.governance, network = test.network.id
        try await rules(test) { $0.hasOversight = true }
        let own = try await sit("volunteer", in: .oversight, test)
        _ = try await sit("volunteer2", in: .oversight, test)
        let finding = try await acts.find(
            "decisions", "Nobody wrote down why", by: test.viewer("volunteer"), in: network)
        let owner = try #require(test.members.values.first { $0.id == finding.ownerID }).name
        func act(_ action: FindingAction, _ words: String, _ name: String) async throws {
            _ = try await acts.perform(action, on: finding.id, words: words, by: test.viewer(name), in: network)
        }
        try await act(.answer, "From now on we do", owner)
        await #expect(throws: Refusal.self) { try await act(.settle, "", "volunteer2") }
        try await act(.again, "And the old ones?", "volunteer")
        try await act(.answer, "Those, too", owner)
        // Who found it sits there no more: others go on.
        var over = own
        (over.state, over.endedAt) = (.ended, test.clock.now)
        let ended = over
        try await test.app.database.write { db in try db.save(ended) }
        await #expect(throws: Refusal.self) { try await act(.again, "What about these?", "volunteer3") }
        try await act(.again, "What about these?", "volunteer2")
        try await act(.answer, "All of them", owner)
        let reading = try await acts.finding(finding.id, for: test.viewer("volunteer2"), in: network)
        let words = ["From now on we do", "And the old ones?", "Those, too", "What about these?", "All of them"]
        #expect(reading.said.map(\.words) == words && reading.mayJudge)
        #expect(reading.said.map(\.kind) == [.answer, .again, .answer, .again, .answer])
        let shown = try await page("/n/{slug}/governance/findings/{id}", test, "volunteer2", finding.id)
        for one in words { #expect(shown.contains(one)) }
        #expect(shown.contains("value=\"settle\""))
        try await act(.settle, "", "volunteer2")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func anAnswerThatNobodyIsLeftToJudgeIsForThoseWhoLead(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.governance, network = test.network.id
        let founder = try test.id("founder"), finder = try test.id("volunteer"), owner = try test.id("intake")
        try await rules(test) { $0.hasOversight = true }
        let own = try await sit("volunteer", in: .oversight, test)
        let found = try await acts.find(
            "decisions", "Nobody wrote down why", by: test.viewer("volunteer"), in: network)
        try await test.app.database.write { db in
            var finding = found
            finding.ownerID = owner
            try db.save(finding)
        }
        func act(_ action: FindingAction, _ words: String, _ name: String) async throws {
            _ = try await acts.perform(action, on: found.id, words: words, by: test.viewer(name), in: network)
        }
        func mails() async throws -> Int {
            try await test.app.database.read { db in
                try db.value(
                    "SELECT count(*) FROM jobs WHERE subject_id = \(founder) AND kind = 'mail'", as: Int.self) ?? 0
            }
        }
        try await act(.answer, "From now on we do", "intake")
        await #expect(throws: Refusal.self) { try await act(.settle, "", "founder") }
        let before = try await mails()
        try await test.app.database.write { db in
            try db.execute("UPDATE memberships SET state = 'left' WHERE id = \(finder)")
        }
        try await acts.sweepSeats()
        #expect(try await seat(own.id, test)?.state == .ended)
        #expect(try await mails() == before + 1)
        await #expect(throws: Refusal.self) { try await act(.settle, "", "intake") }
        await #expect(throws: Refusal.self) { try await act(.settle, "", "volunteer2") }
        #expect(try await acts.finding(found.id, for: test.viewer("founder"), in: network).mayJudge)
        try await act(.settle, "", "founder")
        await test.app.database.close()
    }

    // MARK: Seats

    @Test(arguments: TestApp.kinds)
    func aSeatTakesNoPlaceAmongOnesOwnProposals(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.governance, network = test.network.id
        try await rules(test) { $0.hasCouncil = true }
        for _ in 0..<4 { _ = try await test.propose(.simpleMajority, by: "volunteer") { $0.quorum = nil } }
        let own = try test.id("volunteer").description
        let seat = try await acts.name(
            own, for: .council, "I would like to", by: test.viewer("volunteer"), in: network)
        #expect(seat.state == .asked)
        _ = try await test.propose(.simpleMajority, by: "volunteer") { $0.quorum = nil }
        await #expect(throws: Refusal.self) {
            _ = try await test.propose(.simpleMajority, by: "volunteer") { $0.quorum = nil }
        }
        // With all of one's own open somebody who is named can say yes.
        for _ in 0..<5 { _ = try await test.propose(.simpleMajority, by: "volunteer2") { $0.quorum = nil } }
        let named = try await acts.name(
            try test.id("volunteer2").description, for: .council, "They know a lot", by: test.viewer("intake"),
            in: network)
        try await acts.answer(.accept, named.id, by: test.viewer("volunteer2"), in: network)
        #expect(try await self.seat(named.id, test)?.state == .asked)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func aSeatThatCanNotBeGivenSaysWhy(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.governance, network = test.network.id
        try await rules(test) { ($0.hasCouncil, $0.hasOversight) = (true, true) }
        let named = try await acts.name(
            try test.id("volunteer").description, for: .council, "They know a lot", by: test.viewer("intake"),
            in: network)
        try await acts.answer(.accept, named.id, by: test.viewer("volunteer"), in: network)
        let asked = try await seat(named.id, test)
        let proposal = try #require(asked?.proposalID)
        // Meanwhile they came to sit in oversight.
        _ = try await sit("volunteer", in: .oversight, test)
        try await decide(proposal, .consent, test)
        #expect(try await seat(named.id, test)?.state == .declined)
        let file = try await test.app.proposals.file(proposal, for: test.viewer("intake"), in: network)
        let links = try #require(file.outcome).links
        #expect(links.map(\.title) == [GovernanceWords.notGiven(.council, GovernanceWords.sitsInOversight)(.en)])
        #expect(try await page("/n/{slug}/proposals/{id}", test, "intake", proposal).contains("could not be given"))
        await test.app.database.close()
    }

    // MARK: Bodies

    @Test(arguments: TestApp.kinds)
    func whatTheRulesDropEndsAndItsMinutesStay(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.governance, network = test.network.id
        let founder = test.viewer("founder")
        try await rules(test) { ($0.hasCouncil, $0.hasOversight) = (true, true) }
        let council = try await sit("volunteer", in: .council, test)
        let oversight = try await sit("volunteer2", in: .oversight, test)
        let named = try await acts.name(
            try test.id("volunteer3").description, for: .council, "They know a lot", by: founder, in: network)
        func write() async throws {
            _ = try await acts.writeMinutes(
                "We settled one thing", day: "2020-01-31", audience: "members", by: test.viewer("volunteer"),
                in: network)
        }
        try await write()
        let version = try await acts.save(GovernanceDraft(settings: ["hasCouncil": "no"]), by: founder, in: network)
        let proposal = try await acts.ask(version.mark, reason: "We are few by now", by: founder, in: network)
        try await decide(proposal.id, .agree, test)
        #expect(try await acts.reading(of: network, for: founder).inForce?.number == 2)
        for id in [council.id, named.id] { #expect(try await seat(id, test)?.state == .ended) }
        #expect(try await seat(oversight.id, test)?.state == .held)
        await #expect(throws: Refusal.self) { try await write() }
        let shown = try await page("/n/{slug}/governance/council", test, "intake")
        #expect(shown.contains("We settled one thing") && shown.contains("The rules in force have no Council"))
        // A seat that was left over gives no right, and nobody of it is asked to answer.
        let left = try await sit("volunteer", in: .council, test)
        await #expect(throws: Refusal.self) { try await write() }
        let finding = try await acts.find("other", "Nobody meets any more", by: test.viewer("volunteer2"), in: network)
        #expect(finding.ownerID != left.memberID)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func nobodyIsAskedAboutASeatOfABodyThatIsGone(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.governance, network = test.network.id
        let founder = test.viewer("founder")
        try await rules(test) { $0.hasCouncil = true }
        let version = try await acts.save(GovernanceDraft(settings: ["hasCouncil": "no"]), by: founder, in: network)
        let proposal = try await acts.ask(version.mark, reason: "We are few by now", by: founder, in: network)
        for name in test.members.keys.sorted() {
            try await test.app.proposals.perform(
                .answer(voice: nil, .agree, reason: "It is right so"), on: proposal.id, by: test.viewer(name),
                in: network)
        }
        try await test.closeAll()
        let named = try await acts.name(
            try test.id("volunteer").description, for: .council, "I would like to", by: test.viewer("volunteer"),
            in: network)
        let asked = try #require(try await seat(named.id, test)?.proposalID)
        try await test.app.proposals.perform(
            .decide(ProposalDecision(words: "So we do it")), on: proposal.id, by: founder, in: network)
        #expect(try await seat(named.id, test)?.state == .ended)
        // One that an earlier change of the rules left over sits nowhere.
        _ = try await sit("volunteer2", in: .council, test)
        let now = test.clock.now
        let (state, seated) = try await test.app.database.read { db in
            (try db.proposal(asked, in: network)?.state, try db.seated(in: .council, at: now, of: network))
        }
        #expect(state == .withdrawn && seated.isEmpty)
        await test.app.database.close()
    }
}
