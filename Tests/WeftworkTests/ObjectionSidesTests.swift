import Database
import Engine
import Testing

@testable import Weftwork

/// Who helps with an objection, and what its end leaves to those who have said nothing.
@Suite struct ObjectionSidesTests {
    @discardableResult
    private func act(
        _ action: ProposalAction, _ proposal: Proposal, _ test: TestApp, _ name: String
    ) async throws -> Proposal {
        try await test.app.proposals.perform(action, on: proposal.id, by: test.viewer(name), in: test.network.id)
    }

    private func now(_ proposal: Proposal, _ test: TestApp) async throws -> Proposal {
        try await test.count(proposal).proposal
    }

    private func mails(_ name: String, _ test: TestApp) async throws -> Int {
        let member = try #require(test.members[name]).id
        return try await test.app.database.read { db in
            try db.value("SELECT count(*) FROM jobs WHERE subject_id = \(member) AND kind = 'mail'") ?? 0
        }
    }

    /// Nobody was asked for anything this week, but one of whom nothing more can be asked.
    private func fill(_ name: String?, _ test: TestApp) async throws {
        let member = name.flatMap { test.members[$0]?.id }, app = test.app, network = test.network.id
        let now = test.clock.now
        try await app.database.write { db in
            try db.execute("DELETE FROM contact_ledger WHERE network_id = \(network)")
            try db.setContactsPerWeek(3, in: network, at: now)
            guard let member else { return }
            for _ in 0..<20 {
                _ = try db.takeContact(with: member, in: network, for: .vouch, id: app.world.newID(), at: now)
            }
        }
    }

    @Test(
        "An objection taken back after the end leaves those who have said nothing time to answer",
        arguments: TestApp.kinds)
    func takenBackLate(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals
        let made = try await test.propose(.consent, by: "volunteer")
        try await acts.sweep()
        try await act(.answer(voice: nil, .consent, reason: ""), made, test, "volunteer")
        test.clock.pass(6 * Time.day)
        try await acts.sweepPeople()
        let objection = "It would show addresses."
        try await act(.answer(voice: nil, .objection, reason: objection, test: .purpose), made, test, "volunteer3")
        test.clock.pass(3 * Time.day)
        try await acts.sweep()
        try await fill("intake", test)
        func sent() async throws -> [Int] {
            [try await mails("verifier", test), try await mails("intake", test), try await mails("volunteer", test)]
        }
        let before = try await sent()
        let open = try await act(.answer(voice: nil, .consent, reason: ""), made, test, "volunteer3")
        #expect(open.state == .open && open.closesAt == test.clock.now + ProposalRules.again)
        #expect(try await sent() == before, "one answer does not write to everybody")
        try await acts.sweep { _, error in Issue.record(error) }
        let first = [before[0] + 1, before[1], before[2]]
        #expect(try await sent() == first, "who has said nothing hears until when; not whose week is full")
        try await acts.sweepPeople { _, error in Issue.record(error) }
        #expect(try await sent() == first, "nobody is reminded of what they have just heard")
        try await fill(nil, test)
        test.clock.pass(ProposalRules.triesAgain)
        try await acts.sweep { _, error in Issue.record(error) }
        #expect(try await sent() == [first[0], first[1] + 1, first[2]], "reminded before or not")
        #expect(try await now(made, test).state == .open)
        try await act(.answer(voice: nil, .concern, reason: "Who looks after the list?"), made, test, "verifier")
        test.clock.pass(ProposalRules.again)
        try await acts.sweep()
        #expect(try await now(made, test).state == .closed)
        await test.app.database.close()
    }

    @Test(
        "Nobody helps with the objection of an organisation that they speak for: not first, not later",
        arguments: TestApp.kinds)
    func speakers(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, network = test.network.id
        let speaker = try #require(test.members["intake"])
        try await test.app.members.belong(to: "Red Cross", by: test.viewer("intake"), in: network)
        let body = try #require(
            try await test.app.database.read { db in try db.organisations(in: network).first?.organisation })
        try await test.app.database.write { db in
            try db.setSpokesperson(
                speaker.personID, of: body, .representative, by: speaker.id, in: network, vouch: nil, at: 0)
            try db.execute("UPDATE memberships SET roles = 'facilitator coordinator' WHERE id = \(speaker.id)")
        }
        let made = try await test.propose(.consent, by: "volunteer2") { $0.unit = .organisations }
        let objection = "It leaves out those without a phone."
        try await act(.answer(voice: nil, .objection, reason: objection, test: .purpose), made, test, "intake")
        let founder = try #require(test.members["founder"]).id
        test.clock.pass(14 * Time.day)
        try await acts.sweep { _, error in Issue.record(error) }
        #expect(try await now(made, test).facilitatorID == founder)
        // The next to take it over would be the one who coordinates.
        test.clock.pass(ProposalRules.facilitation * 3 / 2)
        try await acts.sweep { _, error in Issue.record(error) }
        #expect(try await now(made, test).facilitatorID == founder)
        try await test.app.database.write { db in
            try db.execute("UPDATE memberships SET state = \(Membership.State.left) WHERE id = \(founder)")
        }
        try await acts.sweepPeople { _, error in Issue.record(error) }
        let last = try await now(made, test).facilitatorID
        #expect(last != nil && last != speaker.id && last != founder, "whoever else there is")
        await test.app.database.close()
    }

    @Test("Whoever facilitates hears of another objection, and hands it on where it is their own")
    func another() async throws {
        let test = try await TestApp(), acts = test.app.proposals
        let made = try await test.propose(.consent, by: "volunteer")
        let objection = ProposalAction.answer(
            voice: nil, .objection, reason: "It would show addresses.", test: .purpose)
        try await act(objection, made, test, "intake")
        test.clock.pass(14 * Time.day)
        try await acts.sweep { _, error in Issue.record(error) }
        #expect(try await now(made, test).facilitatorID == test.members["founder"]?.id)
        let before = try await mails("founder", test)
        try await act(objection, made, test, "volunteer2")
        #expect(try await mails("founder", test) == before + 1)
        #expect(try await now(made, test).facilitatorID == test.members["founder"]?.id)
        let heard = (try await mails("intake", test), try await mails("volunteer2", test))
        try await act(objection, made, test, "founder")
        #expect(try await now(made, test).facilitatorID == made.ownerID)
        #expect(try await mails("intake", test) == heard.0 + 1, "those who object hear that another helps")
        #expect(try await mails("volunteer2", test) == heard.1 + 1)
    }

    @Test("Who facilitates and speaks for a voice that objects now hears that another helps, and nothing else")
    func replaced() async throws {
        let test = try await TestApp()
        _ = try await test.twoSpeak(for: "Red Cross")
        let helper = try #require(test.members["dispatcher"]).id
        let made = try await test.propose(.consent, by: "volunteer2") { $0.unit = .organisations }
        try await test.app.database.write { db in
            try db.execute("UPDATE proposals SET facilitator_id = \(helper) WHERE id = \(made.id)")
        }
        let before = try await mails("dispatcher", test)
        try await act(
            .answer(voice: nil, .objection, reason: "It would show addresses.", test: .purpose), made, test, "intake")
        #expect(try await now(made, test).facilitatorID == test.members["founder"]?.id)
        #expect(try await mails("dispatcher", test) == before + 1)
        let bodies = try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE subject_id = \(helper) AND kind = 'mail' ORDER BY id") {
                try $0[0] as [UInt8]
            }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault)?.body }
        let words = ProposalWords.mailOtherFacilitator(made.title)
        #expect(bodies.contains { body in Language.allCases.contains { body.contains(words($0)) } })
    }

    private func clock(_ proposal: Proposal, _ test: TestApp) async throws -> Clock? {
        try await test.app.database.read { db in try db.clock(of: proposal.id, in: proposal.networkID) }
    }

    @Test("Who takes on what they facilitate is a side from then on: another helps", arguments: TestApp.kinds)
    func handedToFacilitator(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), helper = try #require(test.members["verifier"]).id
        let founder = try #require(test.members["founder"]).id
        try await test.app.database.write { db in
            try db.execute("UPDATE memberships SET roles = 'facilitator' WHERE id = \(helper)")
        }
        let made = try await test.propose(.consent, by: "volunteer")
        try await act(
            .answer(voice: nil, .objection, reason: "It would show addresses.", test: .purpose), made, test, "intake")
        test.clock.pass(14 * Time.day)
        try await test.app.proposals.sweep { _, error in Issue.record(error) }
        #expect(try await now(made, test).facilitatorID == helper)
        try await act(.hand(.ask(helper)), made, test, "volunteer")
        let before = try await mails("intake", test)
        let taken = try await act(.hand(.accept), made, test, "verifier")
        #expect(taken.ownerID == helper && taken.facilitatorID == founder)
        #expect(try await mails("intake", test) == before + 1, "whoever objects hears that another helps")
        let running = try await clock(made, test)
        #expect(running?.ownerID == founder && running?.step == ProposalClocks.Step.facilitate.rawValue)
        await test.app.database.close()
    }

    @Test(
        "Where there was nobody else it goes on with whoever answers for it; no other side of it ends the round",
        arguments: TestApp.kinds)
    func nobodyElse(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, network = test.network.id
        let next = try #require(test.members["verifier"]).id
        let made = try await test.propose(.consent, by: "founder")
        try await act(
            .answer(voice: nil, .objection, reason: "It would show addresses.", test: .purpose), made, test, "intake")
        test.clock.pass(14 * Time.day)
        try await acts.sweep { _, error in Issue.record(error) }
        func mayEnd(_ name: String) async throws -> Bool {
            try await acts.file(made.id, for: test.viewer(name), in: network).allowed.contains("endRound")
        }
        #expect(try await now(made, test).facilitatorID == made.ownerID)
        #expect(try await mayEnd("founder"), "there was nobody else")
        try await act(.hand(.ask(next)), made, test, "founder")
        let taken = try await act(.hand(.accept), made, test, "verifier")
        #expect(taken.ownerID == next && taken.facilitatorID == next)
        let running = try await clock(made, test)
        #expect(running?.ownerID == next && running?.step == ProposalClocks.Step.facilitate.rawValue)
        #expect(try await mayEnd("founder") == false, "they lead, and they proposed it")
        await #expect(throws: Refusal.self) { try await act(.endRound, made, test, "founder") }
        #expect(try await mayEnd("verifier"))
        #expect(try await act(.endRound, made, test, "verifier").state == .closed)
        await test.app.database.close()
    }
}

/// What rules that were adopted together say of a quorum, and of who counts, nobody sets otherwise.
@Suite struct AdoptedTermsTests {
    private func fields(_ body: () async throws -> Void) async throws -> [String] {
        do {
            try await body()
            return []
        } catch Refusal.invalid(let problems) {
            return problems.map(\.field)
        }
    }

    @Test(
        "A lower quorum and another unit are refused by name, and what was written before is not opened",
        arguments: TestApp.kinds)
    func held(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, network = test.network.id
        let lead = test.viewer("founder")
        let written = try await acts.propose(
            ProposalDraft(question: "Which county first?", quorum: 10), opens: false, by: lead, in: network)
        try await test.adoptRules { $0.quorum = 60 }
        #expect(try await fields { _ = try await test.propose(.consent) } == ["quorum"])
        let other = try await fields {
            _ = try await test.propose(.consent) { ($0.quorum, $0.unit) = (60, .both) }
        }
        #expect(other == ["unit"])
        #expect(try await test.propose(.consent) { $0.quorum = 75 }.terms.quorum == 75, "more is no harm")
        do {
            try await acts.perform(.open, on: written.id, by: lead, in: network)
            Issue.record("opened")
        } catch Refusal.conflict(let words, _) {
            #expect(words(.en).contains("60 %"))
        }
        try await acts.perform(
            .change(ProposalDraft(question: "Which county first?")), on: written.id, by: lead, in: network)
        let opened = try await acts.perform(.open, on: written.id, by: lead, in: network)
        #expect(opened.state == .open && opened.terms.quorum == 60)
        await test.app.database.close()
    }
}
