import Database
import Engine
import Testing

@testable import Weftwork

/// From version to version: what was kept for the next time comes back with its author, and what says the same is no new version.
@Suite struct CharterKeptTests {
    private func subject(_ test: TestApp) -> CharterSubject { .network(test.network.id) }

    /// A draft of two clauses for which suggestions may be made.
    private func drafted(_ test: TestApp, reason: String = "") async throws -> [CharterClause] {
        let acts = test.app.charter, lead = test.viewer("founder")
        _ = try await acts.begin(of: subject(test), by: lead)
        var clauses: [CharterClause] = []
        for words in ["Every request is answered.", "We share what we know."] {
            clauses.append(
                try await acts.write(
                    ClauseDraft(en: words, reason: reason), clause: nil, in: .purpose, of: subject(test), by: lead))
        }
        _ = try await acts.describe(
            CharterNotes(gains: "those in need", bears: "all of us", unheard: "the villages"), of: subject(test),
            by: lead)
        return clauses
    }

    private func inForce(_ test: TestApp) async throws {
        let acts = test.app.charter, lead = test.viewer("founder"), network = test.network.id
        let asked = try await acts.perform(.askConsent, days: 7, of: subject(test), by: lead)
        let proposal = try #require(asked.proposalID)
        for name in test.members.keys.sorted() {
            try await test.app.proposals.perform(
                .answer(voice: nil, .consent, reason: ""), on: proposal, by: test.viewer(name), in: network)
        }
        try await test.app.proposals.perform(.close, on: proposal, by: lead, in: network)
        try await test.app.proposals.perform(
            .decide(ProposalDecision(words: "This is what we stand for.")), on: proposal, by: lead, in: network)
    }

    /// One round in which each says something, and hears that it is kept.
    private func kept(
        _ said: [(name: String, words: String, about: SuggestionTarget)], _ test: TestApp
    ) async throws -> [ID] {
        let acts = test.app.charter, lead = test.viewer("founder")
        _ = try await acts.perform(.askSuggestions, days: 7, of: subject(test), by: lead)
        var made: [ID] = []
        for one in said {
            made.append(
                try await acts.suggest(one.words, about: one.about, to: subject(test), by: test.viewer(one.name)).id)
        }
        _ = try await acts.perform(.closeSuggestions, days: nil, of: subject(test), by: lead)
        for id in made {
            _ = try await acts.perform(.answer(.later, "Next year"), on: id, in: test.network.id, by: lead)
        }
        return made
    }

    private func mails(_ test: TestApp, to name: String) async throws -> Int {
        let member = try #require(test.members[name]).id
        return try await test.app.database.read { db in
            try db.value("SELECT count(*) FROM jobs WHERE subject_id = \(member) AND kind = 'mail'") ?? 0
        }
    }

    private func asks(_ test: TestApp) async throws -> Int {
        try await test.app.database.read { db in try db.value("SELECT count(*) FROM contact_ledger") ?? 0 }
    }

    private func state(_ id: ID, _ test: TestApp) async throws -> CharterSuggestion {
        let network = test.network.id
        return try #require(
            try await test.app.database.read { db in try db.suggestion(id, in: network, test.app.vault) })
    }

    @Test(arguments: TestApp.kinds)
    func whatIsSuggestedToAClauseThatIsGoneIsAnsweredAllTheSame(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.charter, lead = test.viewer("founder")
        let clauses = try await drafted(test), about = SuggestionTarget.clause(clauses[1].id)
        _ = try await acts.perform(.askSuggestions, days: 7, of: subject(test), by: lead)
        let made = try await acts.suggest(
            "Leave this out", about: about, to: subject(test), by: test.viewer("volunteer"))
        _ = try await acts.perform(.closeSuggestions, days: nil, of: subject(test), by: lead)
        try await acts.perform(.remove, on: clauses[1].id, of: subject(test), by: lead)
        do {
            _ = try await acts.amend(
                AmendmentDraft(about: about, suggestions: [made.id], en: "Typed with care", answer: "It is in"),
                of: subject(test), by: lead)
            Issue.record("amended")
        } catch Refusal.conflict(let words, _) {
            #expect(words(.en) == CharterWords.clauseLeftOut(.en))
        }
        let reading = try await acts.suggestions(to: subject(test), for: lead)
        let door = try #require(
            test.app.endpoints.first { $0.path == "/n/{slug}/charter/draft/suggestions" && $0.method == .get })
        let body = await test.body(door, ["slug": test.network.slug], as: lead)
        let page = try #require(body)
        #expect(reading.mayAnswer && page.contains(CharterDraftWords.leftOut(.en)) && !page.contains("/amendments"))
        let taken = try await acts.perform(
            .answer(.taken, "It is left out"), on: made.id, in: test.network.id, by: lead)
        #expect(taken.state == .taken && taken.answer == "It is left out")
    }

    @Test(arguments: TestApp.kinds)
    func whatWasKeptIsBackInTheNextDraft(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.charter, lead = test.viewer("founder")
        let clauses = try await drafted(test), network = test.network.id
        let first = SuggestionTarget.clause(clauses[0].id), second = SuggestionTarget.clause(clauses[1].id)
        let early = try await kept([("volunteer", "Name the villages", first)], test)
        let late = try await kept(
            [
                ("volunteer", "Say by when", first), ("volunteer2", "And in both languages", second),
                ("volunteer3", "Name those we have not reached", .section(.vision)),
                ("intake", "Say who answers", first), ("founder", "Shorter, please", first),
            ], test)
        // Until the next version nothing waits; one clause is left out of what comes into force; one author goes, one is forgotten.
        #expect(try await acts.draft(of: subject(test), for: lead).waiting == 0)
        try await acts.perform(.remove, on: clauses[1].id, of: subject(test), by: lead)
        try await inForce(test)
        let gone = try #require(test.members["volunteer3"]), forgotten = try #require(test.members["intake"])
        try await test.app.database.write { db in
            try db.execute("UPDATE memberships SET state = 'left' WHERE network_id = \(network) AND id = \(gone.id)")
            try db.shredKey(of: forgotten.personID)
        }
        let before = try await mails(test, to: "volunteer"), own = try await mails(test, to: "founder")
        let others = try await mails(test, to: "volunteer3") + mails(test, to: "volunteer2")
        let asked = try await asks(test)
        let version = try await acts.begin(RenewalDraft(reason: "A year has gone"), of: subject(test), by: lead)
        let back = [early[0], late[0], late[2], late[4]]
        for id in back {
            let one = try await state(id, test)
            #expect(one.state == .open && one.version == version.number && one.answer == "Next year" && one.isBack)
            #expect(one.words != nil)
        }
        // What it was about is gone, or so are its words: it stays as it was answered.
        for id in [late[1], late[3]] { #expect(try await state(id, test).state == .later) }
        let clocks = try await test.app.database.read { db in
            try db.clocksGoingOff([.suggestion], by: Clock.never, limit: 10)
        }
        #expect(Set(clocks.map(\.objectID)) == Set(back) && clocks.allSatisfy { $0.ownerID == version.convenerID })
        #expect(clocks.allSatisfy { $0.dueAt == test.clock.now + CharterRules.answerTime })
        // Whose it is hears of it once, and is asked for nothing; whoever has left or begins it hears nothing.
        #expect(try await mails(test, to: "volunteer") == before + 1)
        #expect(try await mails(test, to: "founder") == own)
        #expect(try await mails(test, to: "volunteer3") + mails(test, to: "volunteer2") == others)
        #expect(try await asks(test) == asked)
        let reading = try await acts.suggestions(to: subject(test), for: lead)
        #expect(reading.piles.flatMap { $0.piles.flatMap { $0 } }.count == 4 && reading.names[gone.id] == "volunteer3")
        // It is answered like any other, and credit goes to whoever made it.
        await #expect(throws: Refusal.self) {
            try await acts.perform(.askConsent, days: 7, of: subject(test), by: lead)
        }
        _ = try await acts.amend(
            AmendmentDraft(
                about: first, suggestions: [early[0], late[0]], en: "Every request is answered, in villages too.",
                answer: "Now it is in"), of: subject(test), by: lead)
        let draft = try await acts.draft(of: subject(test), for: lead)
        #expect(draft.waiting == 2 && draft.credits[clauses[0].id] == ["volunteer"])
        // Kept once more, or given up with the draft, it is there the next time again.
        _ = try await acts.perform(.answer(.later, "Still too early"), on: late[2], in: network, by: lead)
        _ = try await acts.perform(.drop, days: nil, of: subject(test), by: lead)
        let third = try await acts.begin(RenewalDraft(reason: "Another try"), of: subject(test), by: lead)
        for id in [late[2], late[4]] {
            let one = try await state(id, test)
            #expect(one.state == .open && one.version == third.number)
        }
        #expect(try await state(early[0], test).state == .taken)
    }

    @Test(arguments: TestApp.kinds)
    func whoseWordsAreHiddenStaysHidden(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.charter, network = test.network.id
        let clauses = try await drafted(test), lead = test.viewer("founder")
        let made = try await kept([("volunteer", "Poppy never got one", .clause(clauses[0].id))], test)
        let place = try await state(made[0], test).text
        try await test.app.members.hide(place, reason: "Names a nurse", by: lead, in: network)
        try await inForce(test)
        _ = try await acts.begin(RenewalDraft(reason: "A year has gone"), of: subject(test), by: lead)
        let one = try await state(made[0], test)
        #expect(one.state == .open && one.hidden == "Names a nurse" && one.text == place)
        let view = SuggestionsView(reading: try await acts.suggestions(to: subject(test), for: test.viewer("intake")))
        var json = JSON()
        view.write(to: &json)
        #expect(!String(decoding: json.bytes, as: UTF8.self).contains("Poppy"))
    }

    @Test(arguments: TestApp.kinds)
    func whatSaysTheSameIsNoNewVersion(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.charter, lead = test.viewer("founder")
        let clauses = try await drafted(test, reason: "It was missing")
        try await inForce(test)
        _ = try await acts.begin(RenewalDraft(reason: "A year has gone"), of: subject(test), by: lead)
        // Why its words were chosen belongs to the version that brought them: without it the clause is the same.
        await #expect(throws: Refusal.self) {
            try await acts.perform(.askConsent, days: 7, of: subject(test), by: lead)
        }
        _ = try await acts.write(
            ClauseDraft(isCore: true), clause: clauses[0].id, in: nil, of: subject(test), by: lead)
        let asked = try await acts.perform(.askConsent, days: 7, of: subject(test), by: lead)
        #expect(asked.state == .consent)
    }

    @Test(
        "What is kept of a matrix keeps none of the rest from being handed over, and is not said twice",
        arguments: TestApp.kinds)
    func restOfAMatrix(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), matrix = try await test.propose(.matrix, options: 3)
        let version = try await test.app.charter.begin(of: subject(test), by: test.viewer("founder"))
        let options = try await test.options(matrix), moment = test.clock.now, members = test.app.members
        var tally = ProposalTally()
        tally.ranking = options.map { [$0.id.description] }
        let rows = options.map {
            BallotDetail.Row(option: $0.id.description, figures: [5, 5, 0, 2, 2, 0, 3], quarter: "first")
        }
        tally.detail = BallotDetail(rows: rows).encoded
        let outcome = ProposalOutcome(
            proposal: matrix, verdict: .adopted, winners: [], tally: tally, words: "So be it", met: "", concerns: 0,
            byID: matrix.ownerID, at: moment)
        func handOver() async throws -> Int {
            try await test.app.database.write { db in
                try MatrixKeeper(members: members).handOver(outcome, to: version, at: moment, db)
            }
        }
        #expect(try await handOver() == 3)
        // Two were answered with an earlier version, one was kept and is back.
        try await test.app.database.write { db in
            let made = try db.suggestions(to: version, test.app.vault)
            for one in made.dropFirst() {
                try db.execute("UPDATE charter_suggestions SET version = 0 WHERE id = \(one.id)")
            }
        }
        #expect(try await handOver() == 2)
        #expect(try await handOver() == 0)
        let there = try await test.app.database.read { db in try db.suggestions(to: version, test.app.vault) }
        #expect(Set(there.compactMap(\.words)).count == 3 && there.count == 3)
        await test.app.database.close()
    }

    @Test("Of charters in force those of one's own teams are read, not all of the network", arguments: TestApp.kinds)
    func ownInForce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        _ = try await drafted(test)
        try await inForce(test)
        let found = try await test.app.database.read { db in
            (
                try db.chartersInForce(of: [network], in: network).map(\.subject),
                try db.chartersInForce(of: [test.app.world.newID()], in: network).count
            )
        }
        #expect(found.0 == [subject(test)] && found.1 == 0)
        await test.app.database.close()
    }

    @Test(
        "A dated section has an owner and a clock until it has words or the charter is adopted",
        arguments: TestApp.kinds)
    func datedSections(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.charter, lead = test.viewer("founder")
        let charter = subject(test), founder = try #require(test.members["founder"])
        let due = test.clock.now + 40 * Time.day
        func waits() async throws -> [String] {
            let now = test.clock.now
            return try await test.app.database.read { db in
                try CharterActs.sectionTasks(founder, now, db).map(\.clock.step)
            }
        }
        try await acts.plan("assembly", day: due, for: .vision, of: charter, by: lead)
        #expect(try await waits() == ["vision"])
        _ = try await drafted(test)
        // What has words, or no day, waits for nobody.
        try await acts.plan("draft", day: due, for: .purpose, of: charter, by: lead)
        try await acts.plan("survey", day: nil, for: .values, of: charter, by: lead)
        #expect(try await waits() == ["vision"])
        let before = try await mails(test, to: "founder")
        test.clock.pass(31 * Time.day)
        for _ in 1...2 { try await acts.sweep() }
        #expect(try await mails(test, to: "founder") == before + 1)
        let clause = try await acts.write(
            ClauseDraft(en: "Nobody is left behind."), clause: nil, in: .vision, of: charter, by: lead)
        #expect(try await waits().isEmpty)
        try await acts.perform(.remove, on: clause.id, of: charter, by: lead)
        #expect(try await waits() == ["vision"])
        try await inForce(test)
        #expect(try await waits().isEmpty)
        await test.app.database.close()
    }

    @Test("Who owes a stance on what came into force is asked once", arguments: TestApp.kinds)
    func whoOwesAStanceIsAsked(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.charter
        let clauses = try await drafted(test)
        try await inForce(test)
        _ = try await acts.say(
            clauses.map { StanceDraft(clause: $0.id, stance: .affirm) }, in: subject(test), by: test.viewer("volunteer")
        )
        let before = try await asks(test), own = try await mails(test, to: "volunteer")
        for _ in 1...2 { try await acts.sweep() }
        // Not whoever convened it and was told with the adoption, nor who has said where they stand.
        #expect(try await asks(test) == before + test.members.count - 2)
        #expect(try await mails(test, to: "volunteer") == own)
        await test.app.database.close()
    }
}
