import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

/// Drift as it is measured, raised, asked about and renewed, on both engines.
@Suite struct DriftTests {
    private func id(_ number: Int) -> ID { ID(milliseconds: Int64(number), entropy: (0, UInt64(number))) }

    // MARK: Rules

    private func clause(_ number: Int, weight: Int = 0, categories: [String] = []) -> CharterClause {
        CharterClause(
            id: id(number), section: weight > 0 ? .priorities : .vision, level: .goal, position: number,
            zh: "条款\(number)",
            en: "Clause \(number)", since: 1, weight: weight, categories: categories)
    }

    private func said(_ clause: Int, _ voice: Int, _ stance: ClauseStance, at: Int64, version: Int = 1) -> StanceSaid {
        StanceSaid(
            id: id(clause * 10_000 + voice), clauseID: id(clause), voiceID: id(voice), memberID: id(voice),
            version: version,
            stance: stance, at: at, isLatest: true)
    }

    @Test func aStanceHoldsAYearAndOnlyForItsWords() {
        var words = clause(1)
        let now = 400 * Time.day, voices = (1...4).map(id)
        let stances = [
            said(1, 1, .affirm, at: 10 * Time.day), said(1, 2, .affirm, at: 100 * Time.day),
            said(1, 3, .object, at: 200 * Time.day),
        ]
        let latest = DriftRules.latest(stances, until: now)
        let drift = DriftRules.drift(of: words, among: voices, latest, at: now)
        // The first is older than a year, the fourth never said anything, the third objects.
        #expect(drift.unaffirmed == 2 && drift.objecting == 1 && drift.value == 0.75)
        words.since = 2
        #expect(DriftRules.drift(of: words, among: voices, latest, at: now).unaffirmed == 4)
    }

    @Test func effortIsLaidOntoThePrioritiesThatNameIt() throws {
        let priorities = [
            clause(1, weight: 750, categories: ["protection"]),
            clause(2, weight: 250, categories: ["food", "protection"]),
        ]
        let spent = [
            EffortSpent(category: "protection", promises: 8, deliveries: 0, hours: 0),
            EffortSpent(category: "other", promises: 2, deliveries: 0, hours: 0),
        ]
        let (drift, lines) = DriftRules.effort(priorities, spent)
        // 8 of protection are shared 6 : 2; 2 are elsewhere. (0.6, 0.2, 0.2) against (0.75, 0.25, 0).
        #expect(abs(try #require(drift).value - 0.2) < 1e-9)
        #expect(lines.map(\.promises) == [6, 2, 2] && lines.last?.clause == nil)
        #expect(DriftRules.effort([], spent).drift == nil)
    }

    @Test func pairedAnswersCountOnlyWhoWasAskedAndAnswered() throws {
        let start = 50 * Time.day, now = 60 * Time.day
        let history =
            (1...6).map { said(1, $0, .affirm, at: Time.day) } + [said(1, 7, .notYet, at: Time.day)]
            + [said(1, 1, .affirm, at: now), said(1, 2, .object, at: now), said(1, 7, .canLiveWith, at: now)]
            // Spoke unasked: counts for the drift of the clause, not for the pairs.
            + [said(1, 6, .object, at: now)]
        let result = try #require(
            DriftRules.results(
                [clause(1)], among: (1...8).map(id), asked: Set([1, 2, 3, 7].map(id)), history, since: start, now: now
            )
            .first)
        #expect(result.consented == 6 && result.voices == 7)
        #expect(result.kept == 1 && result.turnedAway == 1 && result.cameRound == 1 && result.stayedAway == 0)
    }

    @Test func whatGroupsSayIsShownWhereNobodyIsFoundByIt() throws {
        func part(_ kept: Int, _ away: Int, _ silent: Int = 0, unheard: Int = 0, others: Int = 0) -> PairedAnswers {
            PairedAnswers(
                consented: kept + away + silent + unheard, voices: kept + away + silent + unheard + others, kept: kept,
                turnedAway: away, cameRound: 0, stayedAway: others, silent: silent)
        }
        let shown = try #require(DriftRules.shown([0: part(5, 5), 1: part(12, 0), nil: part(6, 0)]))
        #expect(shown.map(\.voices) == [12, 10] && shown.map(\.turnedAway) == [0, 5])
        #expect(shown.map(\.answers.verdict) == [.steady, .drift])
        // Four people, or one to four who say the same, are found out by it: in a group, or in what is left of the whole.
        for rest: [Int?: PairedAnswers] in [
            [1: part(4, 0)], [1: part(10, 1)], [1: part(10, 0, 3)], [1: part(10, 0, others: 2)],
            [1: part(10, 0, unheard: 4)], [1: part(10, 0), nil: part(2, 0)], [1: part(10, 0), nil: part(6, 1)],
        ] {
            #expect(DriftRules.shown(rest.merging([0: part(5, 5)]) { one, _ in one })?.isEmpty == true, "\(rest)")
        }
        #expect(DriftRules.shown([nil: part(9, 9)]) == nil && DriftRules.shown([0: part(9, 9)]) == nil)
    }

    @Test func groupsAddUpToTheWholeTheyAreOf() throws {
        let start = 50 * Time.day, now = 60 * Time.day
        let history =
            (1...20).map { said(1, $0, .affirm, at: Time.day) }
            + (1...20).map { said(1, $0, $0 <= 6 ? .object : .affirm, at: now) }
        let groups = Dictionary(uniqueKeysWithValues: (1...20).map { (id($0), $0 <= 12 ? 3 : 7) })
        func result(_ groups: [ID: Int]) throws -> AskResult {
            try #require(
                DriftRules.results(
                    [clause(1)], among: (1...20).map(id), asked: Set((1...20).map(id)), history, since: start, now: now,
                    groups: groups
                ).first)
        }
        let whole = try result(groups), shown = try #require(whole.groups)
        #expect(whole.turnedAway == 6 && whole.kept == 14)
        #expect(shown.map(\.voices) == [12, 8] && shown.map(\.turnedAway) == [6, 0] && shown.map(\.kept) == [6, 8])
        #expect(try result([:]).groups == nil)
        #expect(whole.withoutGroups.groups == nil && whole.withoutGroups.turnedAway == 6)
        // What was stored before groups were told is read as it was.
        let stored = try JSONEncoder().encode(whole.withoutGroups)
        #expect(!String(decoding: stored, as: UTF8.self).contains("groups"))
        #expect(try JSONDecoder().decode(AskResult.self, from: stored) == whole.withoutGroups)
    }

    @Test func theGravestClauseIsACoreOneThenTheOneMostIsLostOf() {
        var core = clause(3)
        core.isCore = true
        let order = [(clause(1), 1.0), (core, 0.4), (clause(2), 1.0), (clause(4), 0.5)]
            .sorted { DriftRules.isGraver(($0.0, $0.1), ($1.0, $1.1)) }
        #expect(order.map(\.0.id) == [3, 1, 2, 4].map(id))
    }

    @Test(
        arguments: [(4_000, nil, true), (3_999, nil, false), (4_500, 10, false), (5_500, 10, true), (4_500, 91, true)]
            as [(Int, Int64?, Bool)])
    func whatWasAnsweredIsQuietUntilItGrows(value: Int, closedDaysAgo: Int64?, raised: Bool) {
        let now = 500 * Time.day
        let last = closedDaysAgo.map {
            DriftAlert(
                id: id(1), networkID: id(2), kind: .consensus, value: 4_400, limit: 4_000, ownerID: id(3), openedAt: 0,
                dueAt: 0,
                closedAt: now - $0 * Time.day, outcome: .answered, words: "")
        }
        #expect(DriftRules.isToRaise(value, limit: 40, since: 100 * Time.day, last: last, now: now) == raised)
        // Thirty days after adoption people are still answering.
        #expect(!DriftRules.isToRaise(value, limit: 40, since: now - 29 * Time.day, last: nil, now: now))
    }

    // MARK: From store to page

    /// A charter in force with one clause and one priority, affirmed by everybody who is there.
    private func adopted(_ test: TestApp, by names: [String]? = nil) async throws -> [CharterClause] {
        let founder = try #require(test.members["founder"]), network = test.network.id, now = test.clock.now
        var clauses = [clause(1), clause(2, weight: 1000, categories: ["protection"])]
        clauses = clauses.map { old in
            CharterClause(
                id: test.app.world.newID(), section: old.section, level: .goal, position: 1, zh: old.zh, en: old.en,
                since: 1,
                weight: old.weight, categories: old.categories)
        }
        let made = clauses,
            people = try names.map { try $0.map { try #require(test.members[$0]) } } ?? Array(test.members.values)
        try await test.app.database.write { db in
            let version = CharterVersion(
                subject: .network(network), number: 1, state: .adopted, convenerID: founder.id, createdAt: now,
                editedAt: now,
                adoptedAt: now)
            try db.save(version)
            for clause in made {
                try db.save(clause, in: version)
                for member in people {
                    try db.say(
                        StanceSaid(
                            id: test.app.world.newID(), clauseID: clause.id, voiceID: member.id, memberID: member.id,
                            version: 1,
                            stance: .affirm, at: now, isLatest: true), person: member.personID, words: nil, in: network)
                }
            }
        }
        return made
    }

    private func say(_ stance: ClauseStance, _ name: String, on clauses: [CharterClause], _ test: TestApp) async throws
    {
        let member = try #require(test.members[name]), now = test.clock.now, network = test.network.id
        try await test.app.database.write { db in
            for clause in clauses {
                try db.say(
                    StanceSaid(
                        id: test.app.world.newID(), clauseID: clause.id, voiceID: member.id, memberID: member.id,
                        version: 1,
                        stance: stance, at: now, isLatest: true), person: member.personID, words: nil, in: network)
            }
        }
    }

    @Test(arguments: TestApp.kinds)
    func isMeasuredDailyRaisedAnsweredAndRebuilt(kind: EngineKind) async throws {
        let test = try await TestApp(kind), drift = test.app.drift, network = test.network.id
        let clauses = try await adopted(test), founder = test.viewer("founder")
        try await drift.sweep()
        try await drift.sweep()
        var reading = try await drift.reading(of: network, for: founder)
        #expect(reading.whole == 0 && reading.voices == test.members.count)
        #expect(reading.history.filter { $0.kind == .charter }.count == 1)
        // Half of them object a month later, on both.
        test.clock.pass(40 * Time.day)
        for name in ["verifier", "verifier2", "intake", "volunteer"] { try await say(.object, name, on: clauses, test) }
        try await drift.sweep()
        reading = try await drift.reading(of: network, for: founder)
        #expect(reading.whole == 0.5 && reading.clauses.allSatisfy { $0.drift.objecting == 4 })
        let alert = try #require(reading.alerts.first)
        #expect(alert.isOpen && alert.kind == .consensus && alert.value == 5_000)
        #expect(alert.ownerID == test.members["founder"]?.id)
        let waits = try await test.app.members.waiting(for: try #require(test.members["founder"]))
        #expect(waits.contains { $0.path == "/drift#alerts" })
        // Only whoever answers for it answers, and says why.
        await #expect(throws: Refusal.self) {
            try await drift.perform(
                .answer(alert: alert.id, words: "We know"), by: test.viewer("volunteer"), in: network)
        }
        _ = try await drift.perform(
            .answer(alert: alert.id, words: "We talk it over on Friday"), by: founder, in: network)
        try await drift.sweep()
        test.clock.pass(Time.day)
        try await drift.sweep()
        reading = try await drift.reading(of: network, for: founder)
        // Quiet for a time.
        #expect(reading.alerts.count == 1 && reading.alerts.first?.outcome == .answered)
        // What was measured can be thrown away.
        let before = reading.history
        let days = try await drift.rebuild(network, by: founder)
        let after = try await drift.reading(of: network, for: founder).history
        #expect(days == 42 && Set(after.map(\.day)).count == 42)
        for point in before {
            let same = try #require(
                after.first { $0.kind == point.kind && $0.subjectID == point.subjectID && $0.day == point.day })
            #expect(same == point)
        }
        await #expect(throws: Refusal.self) { try await drift.rebuild(network, by: test.viewer("volunteer")) }
    }

    @Test(arguments: TestApp.kinds)
    func anOpenAlertIsSeenHoweverManyCameAfterIt(kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, now = test.clock.now
        let founder = try #require(test.members["founder"])
        let ids = (0..<61).map { _ in test.app.world.newID() }
        let version = CharterVersion(
            subject: .network(network), number: 1, state: .adopted, convenerID: founder.id, createdAt: now,
            editedAt: now, adoptedAt: now)
        let clause = CharterClause(
            id: test.app.world.newID(), section: .values, level: .decisions, position: 1, en: "We share", since: 1)
        try await test.app.database.write { db in
            try db.save(version)
            try db.save(clause, in: version)
            for (number, id) in ids.enumerated() {
                let at = now + Int64(number)
                var alert = DriftAlert(
                    id: id, networkID: network, kind: number == 0 ? .yearly : .clause, value: 0, limit: 0,
                    ownerID: founder.id, openedAt: at, dueAt: at + Time.day, words: "")
                if number > 0 {
                    alert.closedAt = at
                    alert.outcome = .past
                }
                try db.save(alert)
            }
        }
        let alerts = try await test.app.database.read { db in try db.driftAlerts(of: network) }
        let newest = Array(ids.reversed().prefix(49))
        #expect(alerts.first?.id == ids[0] && alerts.dropFirst().map(\.id) == newest)
        // It is long time to agree anew: that is raised already, and what is measured stays.
        test.clock.pass(800 * Time.day)
        var failed: [ID] = []
        try await test.app.drift.sweep { id, _ in failed.append(id) }
        let (open, points) = try await test.app.database.read { db in
            (
                try db.driftAlerts(of: network).filter { $0.isOpen && $0.kind == .yearly },
                try db.driftPoints(of: network, since: 0)
            )
        }
        #expect(failed.isEmpty && open.map(\.id) == [ids[0]] && !points.isEmpty)
    }

    @Test(arguments: TestApp.kinds)
    func oneClauseLostOfTenIsRaisedByItsName(kind: EngineKind) async throws {
        let test = try await TestApp(kind), drift = test.app.drift, network = test.network.id
        let founder = try #require(test.members["founder"]), now = test.clock.now, people = Array(test.members.values)
        let clauses = (1...10).map { number in
            CharterClause(
                id: test.app.world.newID(), section: .values, level: .decisions, position: number,
                en: "Clause \(number)",
                isCore: number == 7, since: 1)
        }
        try await test.app.database.write { db in
            let version = CharterVersion(
                subject: .network(network), number: 1, state: .adopted, convenerID: founder.id, createdAt: now,
                editedAt: now, adoptedAt: now)
            try db.save(version)
            for clause in clauses { try db.save(clause, in: version) }
        }
        for member in people { try await say(.affirm, member.name, on: clauses, test) }
        try await drift.sweep()
        test.clock.pass(40 * Time.day)
        for member in people { try await say(.object, member.name, on: [clauses[2]], test) }
        try await drift.sweep()
        func alerts() async throws -> [DriftAlert] {
            try await drift.reading(of: network, for: test.viewer("founder")).alerts
        }
        let first = try #require(try await alerts().first)
        #expect(try await drift.reading(of: network, for: test.viewer("founder")).whole == 0.1)
        #expect(first.kind == .clause && first.clauseID == clauses[2].id && first.value == 10_000 && first.isOpen)
        #expect(first.ownerID == founder.id && first.dueAt == first.openedAt + DriftRules.toLook)
        let waits = try await test.app.members.waiting(for: founder)
        #expect(waits.contains { $0.path == "/drift#alerts" && $0.words(.en).contains("Clause 3") })
        // Answered, it is quiet; a core clause lost meanwhile is another matter.
        _ = try await drift.perform(
            .answer(alert: first.id, words: "We take it up in May"), by: test.viewer("founder"), in: network)
        test.clock.pass(Time.day)
        try await drift.sweep()
        #expect(try await alerts().count == 1)
        for member in people { try await say(.notYet, member.name, on: [clauses[6], clauses[8]], test) }
        test.clock.pass(Time.day)
        try await drift.sweep()
        let second = try #require(try await alerts().first { $0.isOpen })
        #expect(second.kind == .clause && second.clauseID == clauses[6].id)
        // It holds again: nobody has to look any more, and the other one is told of.
        for member in people { try await say(.affirm, member.name, on: [clauses[6]], test) }
        test.clock.pass(Time.day)
        try await drift.sweep()
        let last = try await alerts()
        #expect(last.first { $0.id == second.id }?.outcome == .past)
        #expect(last.filter(\.isOpen).map(\.clauseID) == [clauses[8].id])
    }

    @Test(arguments: TestApp.kinds)
    func halfIsAskedThenTheOthersWhereItIsUnclear(kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 12), drift = test.app.drift, network = test.network.id
        let clauses = try await adopted(test), founder = test.viewer("founder")
        let everybody = test.members
        test.clock.pass(60 * Time.day)
        let round = try await drift.askAgain(by: founder, in: network)
        #expect(round.asked == 10)
        await #expect(throws: Refusal.self) { try await drift.askAgain(by: founder, in: network) }
        let asked = try await test.app.database.read { db in try db.voicesAsked(in: round.id, network) }
        let names = everybody.values.filter { asked.contains($0.id) }.map(\.name).sorted()
        #expect(names.count == 10)
        test.clock.pass(Time.day)
        // One turns away, the others say with one tap that all holds: more away than round, but no proof.
        try await say(.object, names[0], on: clauses, test)
        // Another goes through all clauses and says of each what they said before: they have answered, too.
        for name in names.dropFirst() {
            #expect(try await drift.asked(for: test.viewer(name), in: network) != nil)
            if name == names[1] {
                _ = try await test.app.charter.say(
                    clauses.map { StanceDraft(clause: $0.id, stance: .affirm) }, in: .network(network),
                    by: test.viewer(name))
            } else {
                try await drift.holds(by: test.viewer(name), in: network)
            }
            #expect(try await drift.asked(for: test.viewer(name), in: network) == nil)
        }
        try await drift.sweep()
        var rounds = try await drift.reading(of: network, for: founder).rounds
        #expect(rounds.count == 2 && rounds[1].verdict == .unclear && rounds[0].isOpen && rounds[0].step == .others)
        let second = rounds[0].id
        let others = try await test.app.database.read { db in try db.voicesAsked(in: second, network) }
        #expect(others.count == 10 && others.isDisjoint(with: asked))
        // Three of the others turn away; two say nothing until the time is over.
        let rest = everybody.values.filter { others.contains($0.id) }.map(\.name).sorted()
        for name in rest.prefix(3) { try await say(.notYet, name, on: clauses, test) }
        for name in rest.dropFirst(3).dropLast(2) { try await drift.holds(by: test.viewer(name), in: network) }
        test.clock.pass(15 * Time.day)
        try await drift.sweep()
        rounds = try await drift.reading(of: network, for: founder).rounds
        #expect(rounds.allSatisfy { !$0.isOpen } && rounds[0].verdict == .drift)
        let answers = try #require(rounds[0].results.first).answers
        #expect(answers.turnedAway == 4 && answers.kept == 14 && answers.cameRound == 0)
        // Somebody answers for what was lost, by a day.
        let lost = try await drift.reading(of: network, for: founder).alerts.filter { $0.kind == .asked }
        #expect(lost.count == 1 && lost[0].isOpen && lost[0].clauseID == clauses[0].id)
        #expect(lost[0].value == 2_222 && lost[0].limit == 1_000 && lost[0].ownerID == everybody["founder"]?.id)
        let clock = try await test.app.database.read { db in try db.clock(of: lost[0].id, in: network) }
        #expect(clock?.dueAt == lost[0].dueAt && clock?.ownerID == lost[0].ownerID)
        // The next draw is of all again, the one after it of those who were not in it.
        let third = try await drift.askAgain(by: founder, in: network)
        test.clock.pass(15 * Time.day)
        try await drift.sweep()
        let fourth = try await drift.askAgain(by: founder, in: network)
        let drawn = try await test.app.database.read { db in
            try (db.voicesAsked(in: third.id, network), db.voicesAsked(in: fourth.id, network))
        }
        #expect(drawn.0.isDisjoint(with: drawn.1))
    }

    @Test(arguments: TestApp.kinds)
    func aRenewalGoesStepByStepToANewVersion(kind: EngineKind) async throws {
        let test = try await TestApp(kind), drift = test.app.drift, network = test.network.id
        let clauses = try await adopted(test), founder = test.viewer("founder"),
            subject = CharterSubject.network(network)
        test.clock.pass(400 * Time.day)
        try await drift.sweep()
        var alerts = try await drift.reading(of: network, for: founder).alerts
        #expect(Set(alerts.filter(\.isOpen).map(\.kind)) == [.consensus, .yearly])
        await #expect(throws: Refusal.self) {
            try await drift.renew("It is time", by: test.viewer("volunteer"), in: network)
        }
        let renewal = try await drift.renew("A year has gone", by: founder, in: network)
        alerts = try await drift.reading(of: network, for: founder).alerts
        #expect(alerts.allSatisfy { $0.outcome == .renewal && $0.renewalID == renewal.id })
        func steps() async throws -> [RenewalStep] {
            try await drift.renewal(renewal.id, for: founder, in: network).steps
        }
        func act(_ action: RenewalAction, _ name: String = "founder") async throws {
            try await drift.perform(action, on: renewal.id, by: test.viewer(name), in: network)
        }
        #expect(try await steps().map(\.isTurn) == [true, false, false, false, false])
        await #expect(throws: Refusal.self) { try await act(.finish(.realign, words: "too early")) }
        await #expect(throws: Refusal.self) { try await act(.finish(.review, words: "not mine"), "volunteer") }
        try await act(.finish(.review, words: "Masks came late"))
        // Nobody sees to the second step: half as long again, and it is another's.
        test.clock.pass(46 * Time.day)
        try await drift.sweep()
        #expect(try await steps()[1].isTurn)
        try await act(.take(.realign))
        try await act(.finish(.realign, words: "We part on money"))
        #expect(try await steps()[2].isTurn)
        await #expect(throws: Refusal.self) { try await act(.finish(.draft, words: "done, trust me")) }
        // The charter's new version is written, then in force: both steps are done by themselves.
        let member = try #require(test.members["founder"]), now = test.clock.now
        let draft = CharterVersion(
            subject: subject, number: 2, state: .draft, convenerID: member.id, createdAt: now, editedAt: now)
        try await test.app.database.write { db in
            try db.save(draft)
            for clause in clauses { try db.save(clause, in: draft) }
        }
        try await drift.sweep()
        #expect(try await steps()[3].isTurn)
        try await test.app.database.write { db in
            var old = try #require(try db.charterInForce(of: subject))
            (old.state, old.endedAt) = (.renewed, now)
            try db.save(old)
            var new = draft
            (new.state, new.adoptedAt) = (.adopted, now)
            try db.save(new)
        }
        try await drift.sweep()
        #expect(try await steps()[4].isTurn)
        try await act(
            .goal(words: "Masks within a day", priority: clauses[1].id, until: Format.dayField(now + 90 * Time.day)))
        await #expect(throws: Refusal.self) {
            try await act(.goal(words: "Long ago", priority: nil, until: Format.dayField(now - 90 * Time.day)))
        }
        // What a goal says stands on the road map alone: changed there, it is changed here.
        let set = try #require(try await drift.renewal(renewal.id, for: founder, in: network).goals.first)
        #expect(
            set.title == "Masks within a day"
                && set.clauseID == (clauses[1].section == .priorities ? clauses[1].id : nil))
        var other = GoalDraft(title: "Masks within an hour")
        other.due = Format.dayField(now + 60 * Time.day)
        _ = try await test.app.goals.perform(.change(other), on: set.id, by: founder, in: network)
        let changed = try await drift.renewal(renewal.id, for: founder, in: network).goals
        #expect(changed.map(\.title) == ["Masks within an hour"] && changed.map(\.clauseID) == [nil])
        #expect(changed.map(\.dueAt) == [Format.endOfDay(Format.dayField(now + 60 * Time.day))])
        try await act(.finish(.goals, words: "One goal for each priority"))
        let reading = try await drift.renewal(renewal.id, for: founder, in: network)
        #expect(reading.renewal.outcome == .renewed && reading.renewal.newVersion == 2 && reading.goals.count == 1)
        #expect(reading.steps.allSatisfy { $0.doneAt != nil })
        let open = try await test.app.database.read { db in try db.clock(of: reading.steps[4].id, in: network) }
        #expect(open == nil)
    }

    @Test("Those who have not answered are reminded once, at three quarters of the round", arguments: TestApp.kinds)
    func theSilentAreRemindedOnce(kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 12), drift = test.app.drift, network = test.network.id
        _ = try await adopted(test)
        test.clock.pass(60 * Time.day)
        let round = try await drift.askAgain(by: test.viewer("founder"), in: network)
        func asks() async throws -> Int {
            try await test.app.database.read { db in
                try db.value("SELECT count(*) FROM contact_ledger WHERE kind = \(AskedFor.voice)", as: Int.self) ?? 0
            }
        }
        #expect(try await asks() == 10)
        let asked = try await test.app.database.read { db in try db.voicesAsked(in: round.id, network) }
        let first = try #require(test.members.values.first { asked.contains($0.id) })
        test.clock.pass(8 * Time.day)
        try await drift.holds(by: test.viewer(first.name), in: network)
        try await drift.sweep()
        #expect(try await asks() == 10, "not yet")
        test.clock.pass(3 * Time.day)
        for _ in 1...2 { try await drift.sweep() }
        #expect(try await asks() == 19, "nine are silent")
        await test.app.database.close()
    }
}
