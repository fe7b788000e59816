import Database
import Engine
import Testing

@testable import Weftwork

/// A charter that is kept as it is: everybody is asked once, what was said before waits, whatever version comes after.
@Suite struct CharterKeepTests {
    private func subject(_ test: TestApp) -> CharterSubject { .network(test.network.id) }

    /// A charter of one clause in force.
    private func inForce(_ test: TestApp) async throws -> CharterClause {
        let founder = try #require(test.members["founder"]), now = test.clock.now
        let version = CharterVersion(
            subject: subject(test), number: 1, state: .adopted, convenerID: founder.id, createdAt: now, editedAt: now,
            adoptedAt: now)
        let clause = CharterClause(
            id: test.app.world.newID(), section: .purpose, level: .goal, position: 1, en: "Every request is answered",
            since: 1)
        try await test.app.database.write { db in
            try db.save(version)
            try db.save(clause, in: version)
        }
        return clause
    }

    private func keep(_ test: TestApp) async throws -> Int64 {
        let acts = test.app.charter, lead = test.viewer("founder")
        _ = try await acts.perform(.review, days: nil, of: subject(test), by: lead)
        _ = try await acts.perform(
            .keep, days: nil, because: "It has carried us through the flood", of: subject(test), by: lead)
        return test.clock.now
    }

    @Test("What is chosen of a clause comes before the tap that says the same once more")
    func chosenBeforeAgain() {
        let one = Sample.id, other = ID(milliseconds: 2, entropy: (0, 2))
        let pairs = [
            ("stance-\(one)", "object"), ("reason-\(one)", "It is not so"), ("stance-\(other)", "affirm"),
        ]
        let drafts = CharterRoutes.stances(Form(pairs: [("again", one.description)] + pairs))
        #expect(drafts.map(\.clause) == [one, other] && drafts.map(\.stance) == [.object, .affirm])
        #expect(drafts.map(\.reason) == ["It is not so", ""])
        let tapped = CharterRoutes.stances(Form(pairs: [("again", one.description)]))
        #expect(tapped.map(\.clause) == [one] && tapped.map(\.stance) == [nil])
    }

    @Test("A round that asks some again ends when everybody is asked; until then none begins", arguments: TestApp.kinds)
    func onceIsEnough(kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 12), drift = test.app.drift, network = test.network.id
        let clause = try await inForce(test), lead = test.viewer("founder")
        test.clock.pass(Time.day)
        let round = try await drift.askAgain(by: lead, in: network)
        let asked = try await test.app.database.read { db in try db.voicesAsked(in: round.id, network) }
        let one = try #require(test.members.values.first { asked.contains($0.id) })
        test.clock.pass(Time.day)
        _ = try await test.app.charter.say(
            [StanceDraft(clause: clause.id, stance: .affirm)], in: subject(test), by: test.viewer(one.name))
        test.clock.pass(Time.day)
        let kept = try await keep(test)
        test.clock.pass(15 * Time.day)
        try await drift.sweep()
        let reading = try await drift.reading(of: network, for: lead)
        let ended = try #require(reading.rounds.first)
        #expect(reading.rounds.count == 1 && ended.closedAt == kept && ended.answered == 1)
        #expect(ended.results.map(\.clause) == [clause.id.description])
        #expect(!reading.alerts.contains { $0.kind == .asked })
        do {
            try await drift.askAgain(by: lead, in: network)
            Issue.record("asked")
        } catch Refusal.conflict(let words, _) {
            #expect(words(.en) == DriftWords.keptLately(kept + CharterRules.stanceTime)(.en))
        }
        test.clock.pass(15 * Time.day)
        try await drift.askAgain(by: lead, in: network)
        #expect(try await drift.reading(of: network, for: lead).rounds.count == 2)
        await test.app.database.close()
    }

    @Test("What was said before the charter was kept waits under the next version, too", arguments: TestApp.kinds)
    func keptIsNotForgotten(kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.charter, lead = test.viewer("founder")
        let clause = try await inForce(test), one = test.viewer("volunteer"), network = subject(test)
        _ = try await acts.say([StanceDraft(clause: clause.id, stance: .affirm)], in: network, by: one)
        test.clock.pass(Time.day)
        let kept = try await keep(test)
        test.clock.pass(Time.day)
        _ = try await acts.begin(RenewalDraft(reason: "Something was missing"), of: network, by: lead)
        _ = try await acts.write(
            ClauseDraft(en: "Nobody is left behind"), clause: nil, in: .vision, of: network, by: lead)
        let now = test.clock.now
        try await test.app.database.write { db in
            var (old, new) = (
                try #require(try db.charter(of: network, number: 1)),
                try #require(try db.charter(of: network, number: 2))
            )
            (old.state, new.state, new.adoptedAt) = (.renewed, .adopted, now)
            try db.save(old)
            try db.save(new)
        }
        let own = try await acts.ownStances(in: network, for: one)
        #expect(own.version.number == 2 && own.version.keptAt == nil)
        #expect(own.waits[clause.id] == StanceWait(reason: .kept, since: kept))
        // On its page the first button of the form saves what was chosen: that is what Enter presses.
        let door = try #require(
            test.app.endpoints.first { $0.path == "/n/{slug}/charter/stances" && $0.method == .get })
        let body = await test.body(door, ["slug": test.network.slug], as: one)
        let page = try #require(body), parts = page.split(separator: "name=\"again\"", maxSplits: 1)
        #expect(parts.count == 2 && parts[0].contains("<button class=\"visually-hidden\" tabindex=\"-1\""))
        // Said once more it is news.
        let said = try await acts.say([StanceDraft(again: clause.id)], in: network, by: one)
        #expect(said.map(\.stance) == [.affirm])
        #expect(try await acts.ownStances(in: network, for: one).waits[clause.id] == nil)
        await test.app.database.close()
    }
}
