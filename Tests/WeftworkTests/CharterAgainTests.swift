import Database
import Engine
import Testing

@testable import Weftwork

/// What is asked for again, and who reads what of older versions: stances of over a year ago, a charter that is kept, clauses whose
/// versions are for members, clauses that are left out.
@Suite struct CharterAgainTests {
    private func subject(_ test: TestApp) -> CharterSubject { .network(test.network.id) }

    private func version(
        _ number: Int, _ state: CharterVersion.State, for scope: Audience = .public, _ test: TestApp
    ) throws -> CharterVersion {
        let founder = try #require(test.members["founder"]), now = test.clock.now
        return CharterVersion(
            subject: subject(test), number: number, state: state, scope: scope, convenerID: founder.id, createdAt: now,
            editedAt: now, adoptedAt: now)
    }

    private func clause(_ en: String, since: Int = 1, _ test: TestApp) -> CharterClause {
        CharterClause(id: test.app.world.newID(), section: .purpose, level: .goal, position: 1, en: en, since: since)
    }

    /// A charter of one clause in force.
    private func inForce(_ test: TestApp) async throws -> CharterClause {
        let version = try version(1, .adopted, test), clause = clause("Every request is answered", test)
        try await test.app.database.write { db in
            try db.save(version)
            try db.save(clause, in: version)
        }
        return clause
    }

    private func waits(_ name: String, _ test: TestApp) async throws -> Clock? {
        let id = try #require(test.members[name]).id, network = test.network.id, now = test.clock.now
        let tasks = try await test.app.database.read { db in
            try CharterActs.tasks(try #require(try db.member(id, in: network)), now, db)
        }
        return tasks.first { $0.path == "/charter/stances" }?.clock
    }

    private func asks(_ member: ID, _ test: TestApp) async throws -> Int {
        try await test.app.database.read { db in
            try db.value("SELECT count(*) FROM contact_ledger WHERE member_id = \(member)") ?? 0
        }
    }

    private func page(
        _ path: String, _ parameters: [String: String] = [:], as viewer: Viewer, _ test: TestApp
    ) async throws -> String {
        let door = try #require(test.app.endpoints.first { $0.path == path && $0.method == .get })
        let all = parameters.merging(["slug": test.network.slug]) { $1 }
        let body = await test.body(door, all, as: viewer)
        return try #require(body)
    }

    private func fields(_ body: () async throws -> Void) async -> [String] {
        do {
            try await body()
            return []
        } catch Refusal.invalid(let problems) {
            return problems.map(\.field)
        } catch {
            return ["\(error)"]
        }
    }

    // MARK: Who reads what

    @Test(arguments: TestApp.kinds)
    func aStrangerReadsStepsBetweenVersionsForEverybodyAlone(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), stranger = Sample.viewer(of: .public), member = test.viewer("volunteer")
        var old = clause("Poppy is in hiding", test)
        old.reason = "Iris told us so"
        var new = old
        (new.en, new.reason, new.since) = ("We help in hiding", "", 2)
        let first = try version(1, .renewed, for: .members, test), second = try version(2, .adopted, test)
        let fixed = (old, new)
        try await test.app.database.write { db in
            try db.save(first)
            try db.save(second)
            try db.save(fixed.0, in: first)
            try db.save(fixed.1, in: second)
        }
        let doors = ["/n/{slug}/charter/clauses/{clause}", "/api/v1/networks/{slug}/charter/clauses/{clause}"]
        for door in doors {
            let seen = try await page(door, ["clause": old.id.description], as: stranger, test)
            #expect(seen.contains("We help") && !seen.contains("Poppy") && !seen.contains("Iris"), "\(door)")
            let own = try await page(door, ["clause": old.id.description], as: member, test)
            #expect(own.contains("Poppy") && own.contains("Iris"), "\(door)")
        }
        let steps = try await test.app.charter.clause(old.id, of: subject(test), for: stranger).steps
        #expect(steps.map(\.version) == [2] && steps.first?.before == nil)
        // The other way round: what everybody could read they still can; of the newest version nothing.
        let third = try version(3, .adopted, for: .members, test)
        var ended = second, hidden = new
        ended.state = .renewed
        (hidden.en, hidden.since) = ("Poppy is in town", 3)
        let later = (ended, hidden)
        try await test.app.database.write { db in
            try db.save(later.0)
            try db.save(third)
            try db.save(later.1, in: third)
        }
        let reading = try await test.app.charter.clause(old.id, of: subject(test), for: stranger)
        #expect(reading.version.number == 2 && reading.clause.en == "We help in hiding" && reading.steps.count == 1)
        #expect(reading.gone == nil && reading.figures == nil && reading.said.isEmpty)
        for door in doors {
            #expect(try await !page(door, ["clause": old.id.description], as: stranger, test).contains("Poppy"))
        }
    }

    // MARK: Said over a year ago

    @Test func whyAVoiceIsAsked() {
        let clause = CharterClause(id: Sample.id, section: .purpose, level: .goal, position: 1, en: "x", since: 2)
        var version = CharterVersion(
            subject: .network(Sample.id), number: 2, state: .adopted, convenerID: Sample.id, createdAt: 0, editedAt: 0,
            adoptedAt: 1_000)
        let year = CharterRules.staleTime
        func wait(_ at: Int64?, of number: Int = 2, now: Int64) -> StanceWait? {
            let said = at.map {
                StanceSaid(
                    id: Sample.id, clauseID: Sample.id, voiceID: Sample.id, memberID: Sample.id, version: number,
                    stance: .affirm, at: $0, isLatest: true)
            }
            return CharterRules.wait(said, on: clause, of: version, now: now)
        }
        #expect(wait(nil, now: 5_000) == StanceWait(reason: .unsaid, since: 1_000))
        #expect(wait(2_000, of: 1, now: 5_000) == StanceWait(reason: .otherWords, since: 1_000))
        #expect(wait(2_000, now: 2_000 + year) == nil)
        #expect(wait(2_000, now: 2_001 + year) == StanceWait(reason: .aged, since: 2_000 + year))
        version.keptAt = 3_000
        #expect(wait(2_000, now: 5_000) == StanceWait(reason: .kept, since: 3_000))
        #expect(wait(3_000, now: 5_000) == nil)
        #expect(wait(nil, now: 5_000) == StanceWait(reason: .unsaid, since: 3_000))
    }

    @Test(arguments: TestApp.kinds)
    func whatIsAYearOldWaitsUntilItIsSaidAgain(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), clause = try await inForce(test), acts = test.app.charter
        let viewer = test.viewer("volunteer"), start = test.clock.now
        for name in ["volunteer", "volunteer2"] {
            let stance = name == "volunteer" ? ClauseStance.affirm : .object
            _ = try await acts.say(
                [StanceDraft(clause: clause.id, stance: stance, reason: "We saw it work")], in: subject(test),
                by: test.viewer(name))
        }
        let stances = "/n/{slug}/charter/stances", charter = "/n/{slug}/charter"
        let aged = CharterPageWords.aged(1, of: 1)(.en)
        #expect(try await waits("volunteer", test) == nil)
        #expect(try await !page(stances, as: viewer, test).contains("name=\"again\""))
        #expect(try await !page(charter, as: viewer, test).contains(aged))
        test.clock.pass(CharterRules.staleTime + Time.day)
        // It has waited since the year was over, not since the charter came into force.
        #expect(try await waits("volunteer", test)?.startedAt == start + CharterRules.staleTime)
        let asked = try await page(stances, as: viewer, test)
        #expect(
            asked.contains(CharterPageWords.saidAged(.en)) && asked.contains("name=\"again\" value=\"\(clause.id)\""))
        #expect(try await page(charter, as: viewer, test).contains(aged))
        let form = Form(pairs: [("again", clause.id.description)])
        let said = try await acts.say(CharterRoutes.stances(form), in: subject(test), by: viewer)
        #expect(said.map(\.stance) == [.affirm] && said.first?.at == test.clock.now)
        #expect(try await waits("volunteer", test) == nil)
        let own = try await acts.ownStances(in: subject(test), for: viewer)
        #expect(own.reasons.values.first == "We saw it work" && own.waits.isEmpty)
        #expect(try await !page(charter, as: viewer, test).contains(aged))
        // Where nothing was said there is nothing that could still hold.
        let nothing = await fields {
            _ = try await acts.say([StanceDraft(again: clause.id)], in: subject(test), by: test.viewer("intake"))
        }
        #expect(nothing == ["stance-\(clause.id)"])
    }

    // MARK: Kept as it is

    @Test(arguments: TestApp.kinds)
    func whoeverKeepsItAsksEverybodyAgain(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), clause = try await inForce(test), acts = test.app.charter
        let lead = test.viewer("founder"), one = try #require(test.members["volunteer"])
        _ = try await acts.say(
            [StanceDraft(clause: clause.id, stance: .affirm)], in: subject(test), by: test.viewer("volunteer"))
        test.clock.pass(Time.day)
        _ = try await acts.perform(.review, days: nil, of: subject(test), by: lead)
        #expect(
            await fields { _ = try await acts.perform(.keep, days: nil, of: subject(test), by: lead) } == ["reason"])
        #expect(try await waits("volunteer", test) == nil)
        let before = try await asks(one.id, test)
        let kept = try await acts.perform(
            .keep, days: nil, because: "It has carried us through the flood", of: subject(test), by: lead)
        #expect(kept.keptAt == test.clock.now && kept.state == .adopted)
        #expect(try await waits("volunteer", test)?.startedAt == test.clock.now)
        #expect(try await asks(one.id, test) == before + 1)
        let viewer = test.viewer("volunteer"), path = "/n/{slug}/charter"
        #expect(try await page(path, as: viewer, test).contains("It has carried us through the flood"))
        #expect(try await page("/api/v1/networks/{slug}/charter", as: viewer, test).contains("keptReason"))
        #expect(try await page("\(path)/stances", as: viewer, test).contains("name=\"again\""))
        // Whoever no longer affirms it says so; whoever still does says the same once more.
        _ = try await acts.say([StanceDraft(again: clause.id)], in: subject(test), by: viewer)
        #expect(try await waits("volunteer", test) == nil)
    }

    // MARK: Fixed points, and what is left out

    @Test(arguments: TestApp.kinds)
    func whatBecomesAFixedPointIsAChange(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), clause = try await inForce(test), acts = test.app.charter
        let lead = test.viewer("founder")
        _ = try await acts.begin(RenewalDraft(reason: "It carries all else"), of: subject(test), by: lead)
        _ = try await acts.write(
            ClauseDraft(isCore: true), clause: clause.id, in: nil, of: subject(test), by: lead)
        let fixed = CharterPageWords.fixedPoint(.en)
        #expect(try await page("/n/{slug}/charter/draft", as: lead, test).contains(fixed))
        #expect(try await page("/n/{slug}/charter/compare", as: lead, test).contains(fixed))
        // Once it is in force it is a step in the clause's life.
        try await test.app.database.write { db in
            var (old, new) = (
                try #require(try db.charter(of: subject(test), number: 1)),
                try #require(try db.charter(of: subject(test), number: 2))
            )
            (old.state, new.state, new.adoptedAt) = (.renewed, .adopted, test.clock.now)
            try db.save(old)
            try db.save(new)
        }
        let steps = try await acts.clause(clause.id, of: subject(test), for: Sample.viewer(of: .public)).steps
        #expect(steps.map(\.version) == [2, 1] && steps.first?.before?.isCore == false)
        #expect(steps.first?.after.isCore == true)
    }

    @Test(arguments: TestApp.kinds)
    func whatIsLeftOutSaysWhy(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), clause = try await inForce(test), acts = test.app.charter
        let lead = test.viewer("founder"), network = subject(test), why = "Others do this better now"
        _ = try await acts.begin(RenewalDraft(reason: "A year has gone"), of: network, by: lead)
        let fresh = try await acts.write(ClauseDraft(en: "A slip"), clause: nil, in: .vision, of: network, by: lead)
        // What nobody has read yet goes without a word.
        try await acts.perform(.remove, on: fresh.id, of: network, by: lead)
        #expect(await fields { try await acts.perform(.remove, on: clause.id, of: network, by: lead) } == ["reason"])
        try await acts.perform(.remove, on: clause.id, because: why, of: network, by: lead)
        for path in ["/n/{slug}/charter/draft", "/n/{slug}/charter/compare", "/api/v1/networks/{slug}/charter/draft"] {
            #expect(try await page(path, as: lead, test).contains(why), "\(path)")
        }
        #expect(try await acts.clause(clause.id, of: network, for: lead).gone == nil)
        try await test.app.database.write { db in
            var (old, new) = (
                try #require(try db.charter(of: network, number: 1)),
                try #require(try db.charter(of: network, number: 2))
            )
            (old.state, new.state, new.adoptedAt) = (.renewed, .adopted, test.clock.now)
            try db.save(old)
            try db.save(new)
        }
        let stranger = Sample.viewer(of: .public)
        let gone = try await acts.clause(clause.id, of: network, for: stranger).gone
        #expect(gone?.version == 2 && gone?.reason == why)
        for path in ["/n/{slug}", "/api/v1/networks/{slug}"] {
            let seen = try await page(
                "\(path)/charter/clauses/{clause}", ["clause": clause.id.description], as: stranger, test)
            #expect(seen.contains(why), "\(path)")
        }
        #expect(
            try await page("/api/v1/networks/{slug}/charter/comparison", as: stranger, test).contains(
                "\"why\":\"\(why)\""))
    }
}
