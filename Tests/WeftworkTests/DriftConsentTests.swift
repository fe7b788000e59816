import Database
import Engine
import Testing

@testable import Weftwork

/// Where nobody has filled in where they stand, what they said in the round that adopted the words is what asking again compares with.
@Suite struct DriftConsentTests {
    private func id(_ number: Int) -> ID { ID(milliseconds: Int64(number), entropy: (0, UInt64(number))) }

    private func said(_ voice: Int, _ stance: ClauseStance, at: Int64) -> StanceSaid {
        StanceSaid(
            id: id(10_000 + voice), clauseID: id(1), voiceID: id(voice), memberID: id(voice), version: 1,
            stance: stance, at: at, isLatest: true)
    }

    /// The worked example of 3.12: 40 consented; at renewal 30 reaffirm, 6 object, 4 are silent, 2 newcomers consent.
    @Test func theWorkedExampleFromConsentsAlone() throws {
        let clause = CharterClause(id: id(1), section: .vision, level: .goal, position: 1, en: "We share", since: 1)
        let start = 370 * Time.day, now = 380 * Time.day, voices = (1...42).map(id)
        let consents = Dictionary(uniqueKeysWithValues: (1...40).map { (id($0), said($0, .affirm, at: Time.day)) })
        let history =
            (1...30).map { said($0, .affirm, at: now) } + (31...36).map { said($0, .object, at: now) }
            + (41...42).map { said($0, .affirm, at: now) }
        func answers(_ consents: [ID: StanceSaid], _ history: [StanceSaid]) throws -> PairedAnswers {
            let results = DriftRules.results(
                [clause], among: voices, asked: Set(voices), history, consents: [clause.id: consents], since: start,
                now: now)
            return try #require(results.first).answers
        }
        let found = try answers(consents, history)
        #expect(found == PairedAnswers(consented: 40, voices: 40, kept: 30, turnedAway: 6, cameRound: 0, silent: 4))
        #expect(found.verdict == .drift && found.lapse == 0.1)
        // What was said of the clause itself comes first: these two had turned away before they were asked.
        let turned = (31...32).map { said($0, .object, at: 2 * Time.day) }
        let later = try answers(consents, turned + history)
        #expect(later.consented == 38 && later.turnedAway == 4 && later.stayedAway == 2)
        #expect(try answers([:], history).verdict == .tooFew)
    }

    // MARK: From round to round

    private func answer(_ position: Stance.Position, _ proposal: ID, _ name: String, _ test: TestApp) async throws {
        try await test.app.proposals.perform(
            .answer(voice: nil, position, reason: position == .consent ? "" : "I would say it otherwise"),
            on: proposal, by: test.viewer(name), in: test.network.id)
    }

    /// Consent is asked for what is drafted; whoever is named answers, the first with a concern.
    private func adopt(by names: [String], _ test: TestApp) async throws -> CharterVersion {
        let subject = CharterSubject.network(test.network.id), lead = test.viewer("founder")
        let asked = try await test.app.charter.perform(.askConsent, days: 7, of: subject, by: lead)
        let proposal = try #require(asked.proposalID)
        for name in names { try await answer(name == names[0] ? .concern : .consent, proposal, name, test) }
        let network = test.network.id
        test.clock.pass(8 * Time.day)
        try await test.app.proposals.sweep()
        try await test.app.proposals.perform(
            .decide(ProposalDecision(words: "This is what we stand for.")), on: proposal, by: lead, in: network)
        return try #require(try await test.app.database.read { db in try db.charterInForce(of: subject) })
    }

    private func draft(_ words: [String], _ test: TestApp) async throws -> [CharterClause] {
        let acts = test.app.charter, subject = CharterSubject.network(test.network.id), lead = test.viewer("founder")
        _ = try await acts.begin(of: subject, by: lead)
        var clauses: [CharterClause] = []
        for one in words {
            clauses.append(
                try await acts.write(ClauseDraft(zh: "", en: one), clause: nil, in: .purpose, of: subject, by: lead))
        }
        _ = try await acts.describe(
            CharterNotes(gains: "those in need", bears: "all of us", unheard: "the villages"), of: subject, by: lead)
        return clauses
    }

    @Test(arguments: TestApp.kinds)
    func whoConsentedIsAskedWhetherItHolds(kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 34), drift = test.app.drift, network = test.network.id
        let clauses = try await draft(["Every request is answered."], test), names = test.members.keys.sorted()
        let version = try await adopt(by: Array(names.prefix(40)), test), founder = test.viewer("founder")
        // Nobody has said where they stand: that is what is told day by day.
        #expect(try await drift.reading(of: network, for: founder).clauses.first?.drift.unaffirmed == 42)
        test.clock.pass(366 * Time.day)
        let everybody = Array(test.members.values), now = test.clock.now, id = test.app.world.newID()
        let round = AskRound(
            id: id, networkID: network, step: .others, before: nil, version: version.number, byID: nil, at: now,
            dueAt: now + DriftRules.toAnswer, results: [], asked: 42, answered: 0)
        try await test.app.database.write { db in
            try db.save(round)
            for member in everybody { try db.insertAsked(member.id, member.id, round: id, in: network) }
        }
        test.clock.pass(Time.day)
        let shown = try #require(try await drift.asked(for: test.viewer(names[0]), in: network))
        #expect(shown.lines.map(\.said) == [.canLiveWith] && shown.lines.allSatisfy(\.isConsent))
        for name in names.prefix(30) { try await drift.holds(by: test.viewer(name), in: network) }
        func say(_ stance: ClauseStance, _ name: String, reason: String = "") async throws {
            _ = try await test.app.charter.say(
                [StanceDraft(clause: clauses[0].id, stance: stance, reason: reason)], in: .network(network),
                by: test.viewer(name))
        }
        for name in names[30..<36] { try await say(.object, name, reason: "It never was so") }
        for name in names.suffix(2) {
            // They were not there when it was adopted: nothing to hold.
            await #expect(throws: Refusal.self) { try await drift.holds(by: test.viewer(name), in: network) }
            try await say(.affirm, name)
        }
        test.clock.pass(15 * Time.day)
        try await drift.sweep()
        let reading = try await drift.reading(of: network, for: founder)
        let answers = try #require(reading.rounds.first?.results.first).answers
        #expect(answers == PairedAnswers(consented: 40, voices: 40, kept: 30, turnedAway: 6, cameRound: 0, silent: 4))
        #expect(answers.verdict == .drift && answers.lapse == 0.1)
        // What they said with one tap is now said of the clause itself.
        #expect(reading.clauses.first?.drift.unaffirmed == 4 && reading.clauses.first?.drift.objecting == 6)
    }

    @Test(arguments: TestApp.kinds)
    func eachClauseHasTheRoundThatBroughtItsWords(kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.charter, lead = test.viewer("founder")
        let subject = CharterSubject.network(test.network.id), names = test.members.keys.sorted()
        let clauses = try await draft(["Every request is answered.", "We share what we know."], test)
        _ = try await adopt(by: names, test)
        _ = try await acts.begin(RenewalDraft(reason: "Villages were missing"), of: subject, by: lead)
        _ = try await acts.write(
            ClauseDraft(zh: "", en: "Every request is answered, in villages too."), clause: clauses[0].id, in: nil,
            of: subject, by: lead)
        let second = try await adopt(by: Array(names.prefix(5)), test)
        func consents() async throws -> [ID: [ID: StanceSaid]] {
            try await test.app.database.read { db in try db.consents(to: db.clauses(of: second), of: subject) }
        }
        let found = try await consents()
        let changed = try #require(found[clauses[0].id]), same = try #require(found[clauses[1].id])
        #expect(Set(changed.keys) == Set(names.prefix(5).compactMap { test.members[$0]?.id }))
        #expect(changed.values.allSatisfy { $0.version == 2 } && same.values.allSatisfy { $0.version == 1 })
        #expect(same.count == names.count && same.values.count { $0.stance == .canLiveWith } == 1)
        // Who said what in a secret round is nobody's.
        let network = test.network.id
        try await test.app.database.write { db in
            try db.execute("UPDATE proposals SET is_secret = \(true) WHERE network_id = \(network)")
        }
        #expect(try await consents().values.allSatisfy(\.isEmpty))
    }
}
