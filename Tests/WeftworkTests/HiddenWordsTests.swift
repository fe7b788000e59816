import Database
import Testing

@testable import Weftwork

/// Words of proposals, goals, stances and outcomes that are hidden: nobody reads them anywhere who may not, nobody finds out by
/// searching what they were, nobody is asked for them.
@Suite struct HiddenWordsTests {
    /// Somebody who leads beside the founder.
    private func withLead(_ test: TestApp) async throws -> TestApp {
        _ = try await test.app.people.addMember(
            MemberDraft(email: "lead@example.org", name: "lead", roles: [.coordinator]), to: "test")
        let network = test.network.id
        let found = try await test.app.database.read { db in try db.members(of: network) }
        return test.replacing(try #require(found.first { $0.name == "lead" }))
    }

    private func hide(_ kind: TextPlace.Kind, _ id: ID, _ test: TestApp, by name: String = "lead") async throws {
        try await test.app.members.hide(
            TextPlace(kind: kind, id: id), reason: "Names a nurse", by: test.viewer(name), in: test.network.id)
    }

    private func show(_ kind: TextPlace.Kind, _ id: ID, _ test: TestApp) async throws {
        try await test.app.members.show(
            TextPlace(kind: kind, id: id), by: test.viewer("lead"), in: test.network.id)
    }

    private func act(
        _ action: ProposalAction, _ proposal: Proposal, _ test: TestApp, _ name: String = "founder"
    ) async throws {
        try await test.app.proposals.perform(action, on: proposal.id, by: test.viewer(name), in: test.network.id)
    }

    private func file(_ proposal: Proposal, _ test: TestApp, for name: String) async throws -> ProposalFile {
        try await test.app.proposals.file(proposal.id, for: test.viewer(name), in: test.network.id)
    }

    /// What stands at home for somebody, by one part.
    private func home(
        _ name: String, _ test: TestApp, _ part: @escaping MemberActs.LaterTasks
    ) async throws -> [String] {
        let member = try #require(test.members[name]), now = test.clock.now
        return try await test.app.database.read { db in try part(member, now, db).map { $0.words(.en) } }
    }

    // MARK: At home

    @Test(arguments: TestApp.kinds) func homeSaysThatAProposalIsHiddenAndNotWhatItAsks(_ kind: EngineKind) async throws
    {
        let test = try await withLead(TestApp(kind)), tasks = ProposalActs.tasks(test.app.ballots)
        let proposal = try await test.propose(.consent) { $0.question = "Shall Poppy go?" }
        try await test.closeAll()
        #expect(try await home("founder", test, tasks).contains { $0.contains("Poppy") })
        try await hide(.proposal, proposal.id, test)
        let said = try await home("founder", test, tasks)
        #expect(said.contains { $0.contains("Names a nurse") } && !said.contains { $0.contains("Poppy") })
    }

    @Test(arguments: TestApp.kinds) func homeSaysThatAGoalIsHiddenAndNotWhatItIs(_ kind: EngineKind) async throws {
        let test = try await withLead(TestApp(kind)), network = test.network.id
        var draft = GoalDraft(title: "Get Poppy out")
        draft.due = Format.rfc3339(test.clock.now + 5 * Time.day)
        let goal = try await test.app.goals.set(draft, by: test.viewer("founder"), in: network)
        let asked = try #require(test.members["volunteer"]).id
        try await hide(.goal, goal.id, test)
        _ = try await test.app.goals.perform(.charge(.ask(asked)), on: goal.id, by: test.viewer("founder"), in: network)
        for name in ["founder", "volunteer"] {
            let said = try await home(name, test, GoalActs.tasks)
            #expect(
                said.contains { $0.contains("Names a nurse") } && !said.contains { $0.contains("Poppy") }, "\(name)")
        }
    }

    // MARK: Asking

    @Test(arguments: TestApp.kinds) func nobodyIsAskedForHiddenWords(_ kind: EngineKind) async throws {
        let test = try await withLead(TestApp(kind))
        let proposal = try await test.propose(.consent)
        /// Who is to be asked, to be reminded, is held to what they said.
        func calls() async throws -> [Int] {
            let now = test.clock.now
            return try await test.app.database.read { db in
                try [
                    db.voicesToAsk(at: now, most: 500).count, db.voicesToRemind(at: now, most: 500).count,
                    db.waitsOver(at: now, most: 500).count,
                ]
            }
        }
        try await hide(.proposal, proposal.id, test)
        #expect(try await calls() == [0, 0, 0])
        try await show(.proposal, proposal.id, test)
        #expect(try await calls()[0] > 0)
        try await test.app.proposals.sweep()
        let until = test.clock.now + Time.day
        try await act(.wait(voice: nil, reason: "Our board meets", until: until), proposal, test, "volunteer")
        test.clock.pass(6 * Time.day)
        try await hide(.proposal, proposal.id, test)
        #expect(try await calls() == [0, 0, 0])
        try await show(.proposal, proposal.id, test)
        let after = try await calls()
        #expect(after[0] == 0 && after[1] > 0 && after[2] == 1)
    }

    // MARK: Searching

    @Test(arguments: TestApp.kinds) func hiddenWordsFindNothing(_ kind: EngineKind) async throws {
        let test = try await withLead(TestApp(kind)), network = test.network.id
        let proposal = try await test.propose(.consent) { $0.question = "Shall Sesame go?" }
        try await act(.answer(voice: nil, .consent, reason: ""), proposal, test, "volunteer")
        try await test.closeAll()
        try await act(.decide(ProposalDecision(words: "Poppy goes on Monday.")), proposal, test)
        func found(_ words: String) async throws -> Int {
            var query = DecisionQuery()
            query.text = words
            let page = try await test.app.proposals.decisions(query, for: test.viewer("volunteer2"), in: network)
            #expect(page.items.count == page.total)
            return page.total
        }
        #expect(try await [found("sesame"), found("poppy"), found("sesame poppy"), found("tulip")] == [1, 1, 1, 0])
        try await hide(.proposal, proposal.id, test)
        #expect(try await [found("sesame"), found("poppy"), found("sesame poppy"), found("")] == [0, 1, 0, 1])
        try await hide(.outcome, proposal.id, test)
        #expect(try await [found("sesame"), found("poppy"), found("")] == [0, 0, 1])
        for place in [TextPlace.Kind.proposal, .outcome] { try await show(place, proposal.id, test) }
        #expect(try await found("sesame poppy") == 1)
    }

    // MARK: Reports

    @Test(arguments: TestApp.kinds) func hidingATextEndsTheReportAboutIt(_ kind: EngineKind) async throws {
        let test = try await withLead(TestApp(kind)), network = test.network.id, members = test.app.members
        let proposal = try await test.propose(.consent)
        let place = TextPlace(kind: .proposal, id: proposal.id)
        let draft = ReportDraft(place: place, words: "It gives a nurse away")
        let report = try await members.report(draft, by: test.viewer("volunteer"), in: network)
        func matter() async throws -> (matter: Matter?, clock: Clock?) {
            try await test.app.database.read { db in
                try (matter: db.matter(report, in: network), clock: db.clock(of: report, in: network))
            }
        }
        // Whose text it is ends no report about it, whatever else they may.
        try await hide(.proposal, proposal.id, test, by: "founder")
        #expect(try await matter().matter?.isOpen == true)
        try await show(.proposal, proposal.id, test)
        try await hide(.proposal, proposal.id, test)
        let after = try await matter()
        #expect(after.matter?.isOpen == false && after.matter?.outcome == .hidden && after.clock == nil)
        let read = try await members.matter(report, for: test.viewer("volunteer"), in: network)
        #expect(read.notes.last?.words == "Names a nurse", "whoever reported it reads why")
    }

    // MARK: Reasons and outcomes

    @Test(arguments: TestApp.kinds) func aReasonIsHiddenFromAllButThoseWhoWorkWithIt(_ kind: EngineKind) async throws {
        let test = try await withLead(TestApp(kind))
        let proposal = try await test.propose(.consent)
        func object(_ words: String) async throws {
            try await act(.answer(voice: nil, .objection, reason: words, test: .purpose), proposal, test, "volunteer")
        }
        func read(_ name: String) async throws -> Stance? {
            try await file(proposal, test, for: name).stances.first { $0.position == .objection }
        }
        try await object("Poppy would be found there")
        let text = try #require(try await read("volunteer2")).id
        try await hide(.reason, text, test)
        let hidden = try await read("volunteer2")
        #expect(hidden?.reason == nil && hidden?.hidden == "Names a nurse")
        for name in ["volunteer", "founder", "lead"] {
            #expect(try await read(name)?.reason == "Poppy would be found there", "\(name)")
        }
        // Said anew it is the same text: it stays hidden until somebody who may shows it.
        try await object("Poppy is her name, I say")
        let anew = try await read("volunteer2")
        #expect(anew?.id == text && anew?.reason == nil && anew?.hidden != nil)
        try await show(.reason, text, test)
        #expect(try await read("volunteer2")?.reason == "Poppy is her name, I say")
    }

    @Test(
        "What was objected stays hidden once it is met, also where the words after it are shown",
        arguments: TestApp.kinds)
    func whatWasSaidBeforeStaysHidden(_ kind: EngineKind) async throws {
        let test = try await withLead(TestApp(kind))
        let proposal = try await test.propose(.consent)
        func read(_ name: String) async throws -> ProposalObjection? {
            try await file(proposal, test, for: name).objections.first
        }
        try await act(
            .answer(voice: nil, .objection, reason: "Poppy would be found there", test: .purpose), proposal, test,
            "volunteer")
        let text = try #require(try await file(proposal, test, for: "volunteer2").stances.first).id
        try await hide(.reason, text, test)
        test.clock.pass(Time.minute)
        try await act(.answer(voice: nil, .concern, reason: "Who keeps the list?"), proposal, test, "volunteer")
        #expect(try await read("volunteer2")?.reason == nil)
        test.clock.pass(Time.minute)
        try await show(.reason, text, test)
        #expect(try await file(proposal, test, for: "volunteer2").stances.first?.reason == "Who keeps the list?")
        let before = try await read("volunteer2")
        #expect(before?.position == .objection && before?.reason == nil && before?.hidden == "Names a nurse")
        #expect(try await read("lead")?.reason == "Poppy would be found there", "whoever decides about it reads it")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aHidingStaysWithWhoWroteAndNotWithTheVoice(_ kind: EngineKind) async throws {
        let test = try await withLead(TestApp(kind))
        try await test.twoSpeak(for: "Red Cross")
        let proposal = try await test.propose(.consent) { $0.unit = .organisations }
        func object(_ words: String, _ name: String) async throws {
            try await act(.answer(voice: nil, .objection, reason: words, test: .purpose), proposal, test, name)
        }
        func wait(_ words: String, _ name: String) async throws -> ProposalWait? {
            try await act(.wait(voice: nil, reason: words, until: test.clock.now + Time.day), proposal, test, name)
            return try await file(proposal, test, for: "volunteer2").waits.first
        }
        func read() async throws -> Stance {
            try #require(try await file(proposal, test, for: "volunteer2").stances.first)
        }
        let waits = try #require(try await wait("Poppy is asked first", "intake")).id
        try await hide(.reason, waits, test)
        let same = try await wait("Poppy has to be asked", "intake")
        #expect(same?.id == waits && same?.reason == nil && same?.hidden != nil)
        let other = try await wait("Our board meets", "dispatcher")
        #expect(other?.id != waits && other?.reason == "Our board meets" && other?.hidden == nil)

        try await object("Poppy would be found there", "intake")
        let text = try await read().id
        try await hide(.reason, text, test)
        #expect(try await read().reason == nil)
        try await object("Our drivers were not heard", "dispatcher")
        let anew = try await read()
        #expect(anew.id != text && anew.reason == "Our drivers were not heard" && anew.hidden == nil)
        try await object("Our drivers were not heard at all", "dispatcher")
        #expect(try await read().id == anew.id, "said anew by the same it is the same text")
    }

    @Test(arguments: TestApp.kinds) func whatIsNotShownYetIsReportedByNobody(_ kind: EngineKind) async throws {
        let test = try await withLead(TestApp(kind)), network = test.network.id, members = test.app.members
        let proposal = try await test.propose(.simpleMajority)
        try await act(.answer(voice: nil, .agree, reason: "Because of Poppy"), proposal, test, "volunteer")
        let text = try #require(try await file(proposal, test, for: "volunteer").stances.first).id
        let place = TextPlace(kind: .reason, id: text)
        func report(_ name: String) async -> Int? {
            do {
                try await members.report(
                    ReportDraft(place: place, words: "It gives a nurse away"), by: test.viewer(name), in: network)
                return nil
            } catch { return (error as? Refusal)?.status }
        }
        #expect(await report("volunteer2") == 404, "a vote shows nothing before its end")
        #expect(await report("volunteer") == 422, "nobody reports themselves")
        try await test.closeAll()
        #expect(await report("volunteer2") == nil)
    }

    @Test(arguments: TestApp.kinds) func anOutcomeAndALookBackAreHiddenApart(_ kind: EngineKind) async throws {
        let test = try await withLead(TestApp(kind)), network = test.network.id
        let proposal = try await test.propose(.consent)
        try await act(.answer(voice: nil, .consent, reason: ""), proposal, test, "volunteer")
        try await test.closeAll()
        let decision = ProposalDecision(words: "Poppy goes on Monday.")
        try await act(.decide(decision), proposal, test)
        try await act(.review(.kept, words: "Sesame went well.", next: nil), proposal, test)
        func read(_ name: String) async throws -> ProposalOutcome {
            try #require(try await file(proposal, test, for: name).outcome)
        }
        let review = try #require(try await read("volunteer").reviews.first).id
        try await hide(.outcome, proposal.id, test)
        var seen = try await read("volunteer")
        #expect(
            seen.words.isEmpty && seen.hidden == "Names a nurse" && seen.reviews.map(\.words) == ["Sesame went well."])
        let listed = try await test.app.proposals.decisions(
            DecisionQuery(), for: test.viewer("volunteer"), in: network)
        #expect(listed.items.map(\.outcome.words) == [""])
        #expect(try await read("founder").words == "Poppy goes on Monday.", "its author reads what they wrote")
        let csv = try await test.app.proposals.decisionCSV(
            DecisionQuery(), for: test.viewer("volunteer"), in: network)
        #expect(csv.contains("Names a nurse") && !csv.contains("Poppy"))
        try await show(.outcome, proposal.id, test)
        try await hide(.outcome, review, test)
        seen = try await read("volunteer")
        #expect(seen.words == "Poppy goes on Monday." && seen.reviews.map(\.words) == [""])
    }

    @Test(arguments: TestApp.kinds) func whoeverIsForgottenLeavesNoReasonOfAHiding(_ kind: EngineKind) async throws {
        let test = try await withLead(TestApp(kind)), person = try #require(test.members["volunteer"]).personID
        let proposal = try await test.propose(.consent)
        try await act(
            .answer(voice: nil, .objection, reason: "Poppy would be found there", test: .purpose), proposal, test,
            "volunteer")
        let text = try #require(try await file(proposal, test, for: "founder").stances.first).id
        try await hide(.reason, text, test)
        let now = test.clock.now, place = TextPlace(kind: .reason, id: text), network = test.network.id
        try await test.app.database.write { db in
            try db.forget(person: person, name: "former", blank: [], hash: [1], at: now)
        }
        #expect(try await test.app.database.read { db in try db.hiding(of: place, in: network) } == nil)
    }
}
