import Database
import Engine
import Testing

@testable import Weftwork

/// Nobody is bound by what they could not read, were not told or had no time for: changed words, waits, silence, hidden questions.
@Suite struct ProposalHeardTests {
    @discardableResult
    private func act(
        _ action: ProposalAction, _ proposal: Proposal, _ test: TestApp, _ name: String = "volunteer"
    ) async throws -> Proposal {
        try await test.app.proposals.perform(action, on: proposal.id, by: test.viewer(name), in: test.network.id)
    }

    private func status(_ body: () async throws -> Void) async throws -> Int? {
        do {
            try await body()
            return nil
        } catch let refusal as Refusal {
            return refusal.status
        }
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

    private func id(_ name: String, _ test: TestApp) throws -> ID { try #require(test.members[name]).id }

    private func amendment(_ affected: [ID]?, closesAt: Int64? = nil) -> ProposalAction {
        .amend(
            ProposalAmendment(
                context: "Without addresses.", reason: "Addresses stay out of the list.", affects: affected,
                closesAt: closesAt))
    }

    private func opened(
        _ test: TestApp, days: Int64 = 7, quorum: Int = 0, by name: String = "volunteer"
    ) async throws -> Proposal {
        let closesAt = test.clock.now + days * Time.day
        return try await test.propose(.consent, by: name) { ($0.quorum, $0.closesAt) = (quorum, closesAt) }
    }

    private func consent(_ names: [String], _ proposal: Proposal, _ test: TestApp) async throws {
        for name in names { try await act(.answer(voice: nil, .consent, reason: ""), proposal, test, name) }
    }

    private func told(_ name: String, _ proposal: Proposal, _ test: TestApp) async throws -> Int {
        try await told(id(name, test), proposal, test)
    }

    private func told(_ voice: ID, _ proposal: Proposal, _ test: TestApp) async throws -> Int {
        try await test.app.database.read { db in
            try db.value(
                """
                SELECT told_version FROM proposal_voices WHERE network_id = \(proposal.networkID)
                    AND proposal_id = \(proposal.id) AND voice_id = \(voice)
                """) ?? -1
        }
    }

    private func mails(to name: String, _ test: TestApp) async throws -> Int {
        let member = try id(name, test)
        return try await test.app.database.read { db in
            try db.value("SELECT count(*) FROM jobs WHERE subject_id = \(member) AND kind = 'mail'") ?? 0
        }
    }

    /// Nothing more can be asked of them this week.
    private func fill(_ name: String, _ test: TestApp) async throws {
        let member = try id(name, test), app = test.app, network = test.network.id, now = test.clock.now
        try await app.database.write { db in
            try db.setContactsPerWeek(3, in: network, at: now)
            for _ in 0..<20 {
                _ = try db.takeContact(with: member, in: network, for: .vouch, id: app.world.newID(), at: now)
            }
        }
    }

    // MARK: Other words

    @Test("A consent is about the words that were read: of others it is refused", arguments: TestApp.kinds)
    func readWords(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), made = try await opened(test)
        try await act(amendment(nil), made, test)
        func answer(_ version: Int?) async throws -> Int? {
            try await status {
                try await act(.answer(voice: nil, .consent, reason: "", version: version), made, test, "intake")
            }
        }
        #expect(try await answer(1) == 409)
        #expect(try await test.count(made).tally.answered == 0)
        #expect(try await answer(2) == nil)
        #expect(try await answer(nil) == nil, "a program that does not say means what stands")
        await test.app.database.close()
    }

    @Test("Words are not changed without asking anybody", arguments: TestApp.kinds)
    func somebodyIsAsked(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), made = try await opened(test)
        try await consent(["intake", "verifier"], made, test)
        #expect(try await fields { try await act(amendment([]), made, test) } == ["affects"])
        try await act(
            .answer(voice: nil, .objection, reason: "It would show addresses.", test: .purpose), made, test, "intake")
        #expect(try await fields { try await act(amendment([]), made, test) } == nil, "whoever objects is asked")
        await test.app.database.close()
    }

    @Test(
        "Who is not asked again hears of it, keeps their time, and has some before it can be ended",
        arguments: TestApp.kinds)
    func othersHear(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, made = try await opened(test, days: 30)
        try await consent(test.members.keys.sorted(), made, test)
        try await acts.sweep()
        let again = try id("verifier", test), soon = test.clock.now + 20 * Time.day
        #expect(try await fields { try await act(amendment([again], closesAt: soon), made, test) } == ["closesAt"])
        let before = (try await mails(to: "intake", test), try await mails(to: "volunteer", test))
        let changed = try await act(amendment([again]), made, test)
        #expect(changed.closesAt == made.closesAt)
        try await acts.sweep { _, error in Issue.record(error) }
        #expect(try await mails(to: "intake", test) == before.0 + 1)
        #expect(try await mails(to: "volunteer", test) == before.1, "they wrote it")
        for name in ["intake", "volunteer", "verifier"] { #expect(try await told(name, made, test) == 2) }
        try await consent(["verifier"], made, test)
        #expect(try await status { try await act(.close, made, test) } == 409)
        test.clock.pass(ProposalRules.again)
        #expect(try await act(.close, made, test).state == .closed)
        await test.app.database.close()
    }

    @Test("Whoever proposed it hears of words that another wrote", arguments: TestApp.kinds)
    func proposerHears(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), made = try await opened(test)
        let founder = try id("founder", test), again = try id("verifier", test)
        try await test.app.database.write { db in
            try db.execute("UPDATE proposals SET owner_id = \(founder) WHERE id = \(made.id)")
        }
        try await test.app.proposals.sweep()
        try await act(amendment([again]), made, test, "founder")
        let before = (try await mails(to: "volunteer", test), try await mails(to: "founder", test))
        try await test.app.proposals.sweep { _, error in Issue.record(error) }
        #expect(try await mails(to: "volunteer", test) == before.0 + 1)
        #expect(try await mails(to: "founder", test) == before.1)
        await test.app.database.close()
    }

    // MARK: Told, and reminded

    @Test("Whose week is full is asked once there is room", arguments: TestApp.kinds)
    func triedAgain(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals
        try await fill("intake", test)
        let made = try await opened(test, days: 30)
        try await acts.sweep()
        #expect(try await told("intake", made, test) == 0)
        #expect(try await told("verifier", made, test) == 1)
        test.clock.pass(15 * Time.day)
        let before = try await mails(to: "intake", test)
        try await acts.sweep { _, error in Issue.record(error) }
        #expect(try await told("intake", made, test) == 1)
        #expect(try await mails(to: "intake", test) == before + 1)
        await test.app.database.close()
    }

    @Test(
        "Whoever wrote it is reminded like others, and hears nothing for who else speaks for their voice",
        arguments: TestApp.kinds)
    func writers(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, body = try await test.twoSpeak(for: "Red Cross")
        try await fill("dispatcher", test)
        let one = try await test.propose(.consent, by: "intake") { ($0.unit, $0.quorum) = (.organisations, 0) }
        let own = try await opened(test)
        try await acts.sweep { _, error in Issue.record(error) }
        #expect(try await told(body, one, test) == 0, "the other's week is full")
        #expect(try await told("volunteer", own, test) == 1)
        let before = try await mails(to: "volunteer", test)
        test.clock.pass(6 * Time.day)
        try await acts.sweepPeople { _, error in Issue.record(error) }
        #expect(try await mails(to: "volunteer", test) == before + 1)
        await test.app.database.close()
    }

    @Test("Who answers later says a time before the end, is waited for, and is reminded", arguments: TestApp.kinds)
    func later(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, network = test.network.id
        let made = try await opened(test)
        try await acts.sweep()
        func wait(_ until: Int64) async throws -> [String]? {
            try await fields {
                try await act(.wait(voice: nil, reason: "Our board meets then.", until: until), made, test, "intake")
            }
        }
        #expect(try await wait(made.closesAt + 2 * Time.day) == ["until"])
        #expect(try await wait(made.closesAt) == nil)
        let waiting = try await acts.waiting(for: test.viewer("intake"), in: network)
        #expect(waiting.count == 1 && waiting.first?.until == made.closesAt)
        func reminders() async throws -> [ID] {
            let now = test.clock.now
            return try await test.app.database.read { db in
                try db.voicesToRemind(at: now, most: 500).map(\.voice)
            }
        }
        let she = try id("intake", test)
        test.clock.pass(6 * Time.day)
        var due = try await reminders()
        #expect(!due.isEmpty && !due.contains(she))
        test.clock.pass(Time.day / 2)
        due = try await reminders()
        #expect(due.contains(she), "in any case before the end")
        await test.app.database.close()
    }

    @Test("The day on which it ends is none too late for whoever answers later")
    func waitEnds() throws {
        var proposal = ProposalTests.proposal(.consent)
        let noon = 1_000 * Time.day + 4 * Time.hour, day = Format.dayField(noon)
        let end = try #require(Format.endOfDay(day))
        (proposal.state, proposal.closesAt) = (.open, noon)
        #expect(try ProposalRules.waitEnd(end, proposal, at: noon - Time.day) == noon)
        #expect(throws: Refusal.self) { try ProposalRules.waitEnd(end + Time.hour, proposal, at: noon - Time.day) }
        proposal.state = .objected
        #expect(try ProposalRules.waitEnd(end + Time.hour, proposal, at: noon - Time.day) == end + Time.hour)
    }

    // MARK: Silence

    @Test(
        "Where silence consents, that of who said not yet, was not told or is gone does not", arguments: TestApp.kinds)
    func whoseSilence(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals
        try await test.adoptRules { $0.silenceConsents = true }
        try await fill("intake", test)
        let made = try await opened(test, quorum: 50), untold = try await opened(test, quorum: 50, by: "founder")
        try await test.app.database.write { db in
            try db.execute("UPDATE proposal_voices SET tried_at = \(test.clock.now) WHERE proposal_id = \(untold.id)")
        }
        try await acts.sweep()
        let gone = try id("volunteer3", test), later = test.clock.now + Time.day
        try await act(.wait(voice: nil, reason: "Our board meets then.", until: later), made, test, "verifier")
        func set(_ state: String) async throws {
            try await test.app.database.write { db in
                try db.execute("UPDATE memberships SET state = \(state) WHERE id = \(gone)")
            }
        }
        try await set("left")
        try await test.closeAll()
        try await set("active")
        let (closed, tally, _) = try await test.count(made)
        #expect(closed.state == .closed && tally.silent == 5 && tally.missing == 8)
        #expect(ProposalRules.verdict(closed, tally, nil) == .adopted)
        let unheard = try ["intake", "verifier", "volunteer3"].map { try id($0, test).description }.sorted()
        #expect(closed.terms.ballot.unheard == unheard)
        let (other, none, _) = try await test.count(untold)
        #expect(other.state == .closed && none.silent == 0)
        #expect(ProposalRules.verdict(other, none, nil) == .noQuorum, "nobody was told")
        await test.app.database.close()
    }

    @Test("How many consent by silence is told once it is over, to programs as on the page")
    func silenceIsSettledAtTheEnd() async throws {
        let test = try await TestApp(), acts = test.app.proposals
        try await test.adoptRules { $0.silenceConsents = true }
        let made = try await opened(test, quorum: 50)
        try await acts.sweep()
        try await consent(["volunteer"], made, test)
        func file() async throws -> ProposalFile {
            try await acts.file(made.id, for: test.viewer("volunteer"), in: test.network.id)
        }
        func json() async throws -> String {
            var json = JSON()
            ProposalView(file: try await file(), language: .en).write(to: &json)
            return String(decoding: json.bytes, as: UTF8.self)
        }
        #expect(try await file().tally?.silent != nil)
        #expect(try await json().contains("silentConsent") == false)
        try await test.closeAll()
        #expect(try await json().contains("silentConsent"))
        await test.app.database.close()
    }

    @Test(
        "Where silence consents, neither who rests nor who heard too late to answer says anything by it",
        arguments: TestApp.kinds)
    func lateOrResting(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals
        try await test.adoptRules { $0.silenceConsents = true }
        let made = try await opened(test, quorum: 50), late = try id("intake", test), rests = try id("volunteer3", test)
        let tried = test.clock.now + 5 * Time.day
        try await test.app.database.write { db in
            try db.execute("UPDATE proposal_voices SET tried_at = \(tried) WHERE voice_id = \(late)")
        }
        try await acts.sweep()
        try await test.app.database.write { db in
            try db.execute("UPDATE memberships SET state = 'dormant' WHERE id = \(rests)")
        }
        test.clock.pass(6 * Time.day)
        try await acts.sweep { _, error in Issue.record(error) }
        #expect(try await told("intake", made, test) == 1)
        try await test.closeAll()
        let (closed, tally, _) = try await test.count(made)
        #expect(closed.state == .closed && tally.silent == 6)
        #expect(closed.terms.ballot.unheard == [late, rests].map(\.description).sorted())
        await test.app.database.close()
    }

    @Test("Heard in time is three days before the end, or within a quarter of what is less")
    func inTime() {
        #expect(ProposalRules.heardBy(since: 0, until: 7 * Time.day) == 4 * Time.day)
        #expect(ProposalRules.heardBy(since: 0, until: 4 * Time.hour) == Time.hour)
    }

    @Test("While nobody can read it its time stands still", arguments: TestApp.kinds)
    func hidden(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, network = test.network.id
        let made = try await opened(test), place = TextPlace(kind: .proposal, id: made.id)
        test.clock.pass(Time.day)
        try await test.app.members.hide(place, reason: "Names a nurse", by: test.viewer("founder"), in: network)
        test.clock.pass(10 * Time.day)
        try await acts.sweep { _, error in Issue.record(error) }
        #expect(try await test.count(made).proposal.state == .open)
        try await test.app.members.show(place, by: test.viewer("founder"), in: network)
        #expect(try await test.count(made).proposal.closesAt == made.closesAt + 10 * Time.day)
        try await acts.sweep()
        #expect(try await test.count(made).proposal.state == .open)
        test.clock.pass(6 * Time.day)
        try await acts.sweep()
        #expect(try await test.count(made).proposal.state == .closed)
        await test.app.database.close()
    }

    @Test(
        "Shown again it is on record until when, and those whose voice is missing are reminded of that",
        arguments: TestApp.kinds)
    func shownAgain(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, network = test.network.id
        let made = try await opened(test), place = TextPlace(kind: .proposal, id: made.id)
        let until = made.closesAt - Time.hour, founder = test.viewer("founder")
        try await acts.sweep()
        try await act(.wait(voice: nil, reason: "Our board meets then.", until: until), made, test, "verifier")
        test.clock.pass(6 * Time.day)
        try await acts.sweepPeople()
        try await test.app.members.hide(place, reason: "Names a nurse", by: founder, in: network)
        test.clock.pass(10 * Time.day)
        try await test.app.members.show(place, by: founder, in: network)
        let (waits, events) = try await test.app.database.read { db in
            let waits = try db.query("SELECT until_at FROM proposal_waits WHERE proposal_id = \(made.id)") {
                try $0[0] as Int64
            }
            let kind = Event.Kind.proposalWentOn
            let events = try db.query("SELECT details FROM events WHERE object_id = \(made.id) AND kind = \(kind)") {
                try $0[0] as String
            }
            return (waits, events)
        }
        #expect(waits == [until + 10 * Time.day])
        #expect(events.count == 1 && events.allSatisfy { $0.contains("\(made.closesAt + 10 * Time.day)") })
        let before = try await mails(to: "intake", test)
        try await acts.sweepPeople { _, error in Issue.record(error) }
        #expect(try await mails(to: "intake", test) == before + 1)
        await test.app.database.close()
    }

    @Test("The days of an objection stand still, too, and nobody ends its round meanwhile", arguments: TestApp.kinds)
    func hiddenObjection(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.proposals, network = test.network.id
        let made = try await opened(test), place = TextPlace(kind: .proposal, id: made.id)
        let founder = test.viewer("founder"), objectedAt = test.clock.now
        let objection = "It would show addresses."
        try await act(.answer(voice: nil, .objection, reason: objection, test: .purpose), made, test, "intake")
        test.clock.pass(Time.day)
        try await test.app.members.hide(place, reason: "Names a nurse", by: founder, in: network)
        test.clock.pass(20 * Time.day)
        try await acts.sweep { _, error in Issue.record(error) }
        #expect(try await test.count(made).proposal.facilitatorID == nil)
        try await test.app.members.show(place, by: founder, in: network)
        #expect(try await test.count(made).proposal.objectedAt == objectedAt + 20 * Time.day)
        test.clock.pass(Int64(made.terms.workDays - 1) * Time.day - 1)
        try await acts.sweep { _, error in Issue.record(error) }
        #expect(try await test.count(made).proposal.facilitatorID == nil)
        test.clock.pass(1)
        try await acts.sweep { _, error in Issue.record(error) }
        #expect(try await test.count(made).proposal.facilitatorID != nil)
        try await test.app.members.hide(place, reason: "Names a nurse", by: founder, in: network)
        #expect(try await status { try await act(.endRound, made, test, "founder") } == 409)
        await test.app.database.close()
    }
}
