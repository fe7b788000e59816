import Database
import Engine
import Testing

@testable import Weftwork

/// For which voice somebody says where they stand: their own, an organisation's, several one after the other; who is waited for, who is
/// asked again, and whom the days that have gone count.
@Suite struct CharterVoicesTests {
    /// A charter in force of two clauses, written into the store as it is.
    private func inForce(_ subject: CharterSubject, _ test: TestApp) async throws -> [CharterClause] {
        let founder = try #require(test.members["founder"]), now = test.clock.now
        let version = CharterVersion(
            subject: subject, number: 1, state: .adopted, convenerID: founder.id, createdAt: now, editedAt: now,
            adoptedAt: now)
        let clauses = (1...2).map { number in
            CharterClause(
                id: test.app.world.newID(), section: .purpose, level: .goal, position: number,
                en: "Clause number \(number)", since: 1)
        }
        try await test.app.database.write { db in
            try db.save(version)
            for clause in clauses { try db.save(clause, in: version) }
        }
        return clauses
    }

    private func count(_ unit: VoiceUnit, _ test: TestApp) async throws {
        let network = test.network.id, now = test.clock.now
        try await test.app.database.write { db in try db.save(AlignSettings(unit: unit), of: network, at: now) }
    }

    /// Two organisations for which `intake` speaks, in the order in which they are asked; for the first `dispatcher` does too.
    private func twoBodies(_ test: TestApp) async throws -> [ID] {
        let first = try await test.twoSpeak(for: "Red Cross"), network = test.network.id
        let speaker = try #require(test.members["intake"])
        try await test.app.members.belong(to: "County clinic", by: test.viewer("volunteer2"), in: network)
        let second = try #require(
            try await test.app.database.read { db in
                try db.organisations(in: network).first { $0.name == "County clinic" }?.organisation
            })
        try await test.app.database.write { db in
            try db.setSpokesperson(
                speaker.personID, of: second, .representative, by: speaker.id, in: network, vouch: nil, at: 0)
        }
        return [first, second].sorted()
    }

    /// What waits at home of charters, by its path.
    private func waiting(_ name: String, _ test: TestApp) async throws -> [String: String] {
        let id = try #require(test.members[name]).id, network = test.network.id, now = test.clock.now
        let tasks = try await test.app.database.read { db in
            try CharterActs.tasks(try #require(try db.member(id, in: network)), now, db)
        }
        return Dictionary(tasks.map { ($0.path, $0.words(.en)) }, uniquingKeysWith: { first, _ in first })
    }

    private func say(
        _ stance: ClauseStance, for voice: ID? = nil, on clauses: [CharterClause], _ name: String, _ test: TestApp
    ) async throws -> [StanceSaid] {
        try await test.app.charter.say(
            clauses.map { StanceDraft(clause: $0.id, stance: stance) }, for: voice, in: .network(test.network.id),
            by: test.viewer(name))
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

    // MARK: Who is waited for

    @Test(arguments: TestApp.kinds)
    func whoeverHasAVoiceIsWaitedFor(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), clauses = try await inForce(.network(test.network.id), test)
        let own = "/charter/stances"
        #expect(try await waiting("volunteer", test)[own] == "Charter: say where you stand on 2 clauses")
        _ = try await test.twoSpeak(for: "Red Cross")
        try await test.app.members.belong(to: "Red Cross", by: test.viewer("volunteer"), in: test.network.id)
        try await count(.organisations, test)
        // Who speaks is asked for it; colleagues, and whoever belongs to none, have no voice that could lack.
        for name in ["intake", "dispatcher"] { #expect(try await waiting(name, test)[own] != nil) }
        for name in ["volunteer", "volunteer2"] { #expect(try await waiting(name, test).isEmpty) }
        _ = try await say(.affirm, on: Array(clauses.prefix(1)), "intake", test)
        #expect(try await waiting("dispatcher", test)[own] == "Charter: say where you stand on 1 clauses")
        _ = try await say(.affirm, on: clauses, "intake", test)
        for name in ["intake", "dispatcher"] { #expect(try await waiting(name, test).isEmpty) }
        try await count(.both, test)
        #expect(try await waiting("volunteer", test).isEmpty)
        #expect(try await !waiting("volunteer2", test).isEmpty)
    }

    @Test(arguments: TestApp.kinds)
    func ofATeamWhoeverIsInItIsWaitedFor(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let team = try await test.team([try await test.published()])
        let clauses = try await inForce(.team(team.id, in: network), test), own = "/teams/\(team.id)/charter/stances"
        try await count(.organisations, test)
        #expect(try await waiting("dispatcher", test)[own]?.hasSuffix("say where you stand on 2 clauses") == true)
        #expect(try await waiting("volunteer", test).isEmpty)
        let waits = try await test.app.charter.waits(for: test.viewer("dispatcher"), in: network)
        #expect(waits == nil, "it is not the network's own charter that waits")
        _ = try await test.app.charter.say(
            clauses.map { StanceDraft(clause: $0.id, stance: .affirm) }, in: .team(team.id, in: network),
            by: test.viewer("dispatcher"))
        #expect(try await waiting("dispatcher", test).isEmpty)
        let other = try await test.team([try await test.published(test.entry("A clinic lacks gowns"))])
        _ = try await inForce(.team(other.id, in: network), test)
        #expect(try await waiting("dispatcher", test).count == 1)
        try await test.act(.close, team: other.id, "dispatcher")
        #expect(try await waiting("dispatcher", test).isEmpty, "a team that is over asks nobody")
    }

    @Test(arguments: TestApp.kinds)
    func whoeverIsNotInTheTeamAdvisesIt(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let team = try await test.team([try await test.published()])
        let subject = CharterSubject.team(team.id, in: network)
        _ = try await inForce(subject, test)
        func page(_ name: String, _ path: String) async throws -> String {
            let door = try #require(
                test.app.endpoints.first { $0.path == "/n/{slug}/teams/{id}/charter\(path)" && $0.method == .get })
            let parameters = ["slug": test.network.slug, "id": team.id.description]
            return try #require(await test.body(door, parameters, as: test.viewer(name)))
        }
        for (name, counts) in [("dispatcher", true), ("volunteer", false)] {
            let reading = try await test.app.charter.ownStances(in: subject, for: test.viewer(name))
            #expect(reading.voice.counts == counts && reading.isOutside == !counts, "\(name)")
            #expect(try await page(name, "").contains("/charter/stances\"") == counts, "\(name)")
            let said = try await page(name, "/stances")
            #expect(said.contains(CharterPageWords.outsideTeam(.en)) == !counts, "\(name)")
        }
    }

    // MARK: For which voice

    @Test(arguments: TestApp.kinds)
    func whoeverSpeaksForSeveralSaysForWhich(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), clauses = try await inForce(.network(test.network.id), test)
        let bodies = try await twoBodies(test), acts = test.app.charter,
            subject = CharterSubject.network(test.network.id)
        try await count(.organisations, test)
        let said = try await say(.affirm, on: clauses, "intake", test)
        #expect(said.map(\.voiceID) == [bodies[0], bodies[0]], "the first where nobody says which")
        // The other waits still, and home leads to it.
        let path = "/charter/stances?voice=\(bodies[1])"
        #expect(try await waiting("intake", test)[path] == "Charter: say where you stand on 2 clauses")
        let other = try await say(.notYet, for: bodies[1], on: clauses, "intake", test)
        #expect(other.map(\.voiceID) == [bodies[1], bodies[1]])
        #expect(try await waiting("intake", test).isEmpty)
        // The same once more says nothing new, of either.
        for (body, stance) in zip(bodies, [ClauseStance.affirm, .notYet]) {
            #expect(try await say(stance, for: body, on: clauses, "intake", test).isEmpty)
            let reading = try await acts.ownStances(in: subject, as: body, for: test.viewer("intake"))
            #expect(reading.voice.id == body && reading.voices.map(\.id) == bodies)
            #expect(Set(reading.said.values.map(\.stance)) == [stance])
        }
        for name in ["dispatcher", "volunteer"] {
            let stranger = try #require(test.members["volunteer2"]).id
            #expect(await fields { _ = try await say(.affirm, for: stranger, on: clauses, name, test) } == ["voice"])
            #expect(
                await fields { _ = try await acts.ownStances(in: subject, as: stranger, for: test.viewer(name)) }
                    == ["voice"])
        }
        let door = try #require(
            test.app.endpoints.first { $0.path == "/n/{slug}/charter/stances" && $0.method == .get })
        func page(_ name: String, _ query: Form = Form()) async throws -> String {
            try #require(await test.body(door, ["slug": test.network.slug], query, as: test.viewer(name)))
        }
        let chosen = try await page("intake", Form(pairs: [("voice", bodies[1].description)]))
        #expect(chosen.contains("name=\"voice\" value=\"\(bodies[1])\"") && chosen.contains("id=\"voice\""))
        #expect(chosen.contains("stances?voice=\(bodies[0])"))
        #expect(try await !page("dispatcher").contains("id=\"voice\""), "who speaks for one has nothing to choose")
    }

    @Test(arguments: TestApp.kinds)
    func whoBelongsToNoneHasAVoiceBesideTheOnesTheySpeakFor(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), clauses = try await inForce(.network(test.network.id), test)
        let bodies = try await twoBodies(test), network = test.network.id
        try await test.app.members.belong(to: "", by: test.viewer("intake"), in: network)
        try await count(.both, test)
        let member = try #require(test.members["intake"])
        let voices = try await test.app.database.read { db in
            try CharterActs.ownVoices(
                of: try #require(try db.member(member.id, in: network)), in: .network(network), db)
        }
        #expect(voices.map(\.id) == bodies + [member.id] && voices.allSatisfy(\.counts))
        #expect(
            try await say(.affirm, for: member.id, on: clauses, "intake", test).map(\.memberID) == [
                member.id, member.id,
            ])
    }

    // MARK: Asked again

    private func asked(_ voices: [ID], _ name: String, _ test: TestApp) async throws {
        let network = test.network.id, now = test.clock.now, id = test.app.world.newID()
        let member = try #require(test.members[name]).id
        let round = AskRound(
            id: id, networkID: network, step: .others, before: nil, version: 1, byID: nil, at: now,
            dueAt: now + DriftRules.toAnswer, results: [], asked: voices.count, answered: 0)
        try await test.app.database.write { db in
            try db.save(round)
            for voice in voices { try db.insertAsked(voice, member, round: id, in: network) }
        }
        test.clock.pass(Time.day)
    }

    @Test(arguments: TestApp.kinds)
    func oneVoiceIsAskedAfterTheOther(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), clauses = try await inForce(.network(test.network.id), test)
        let bodies = try await twoBodies(test), drift = test.app.drift, network = test.network.id
        try await count(.organisations, test)
        for body in bodies { _ = try await say(.affirm, for: body, on: clauses, "intake", test) }
        test.clock.pass(40 * Time.day)
        try await asked(bodies, "intake", test)
        let she = test.viewer("intake")
        func now(_ voice: ID? = nil) async throws -> ID? {
            try await drift.asked(voice, for: she, in: network)?.voice.id
        }
        #expect(try await now() == bodies[0])
        #expect(try await now(bodies[1]) == bodies[1])
        // The second says the same clause by clause: that is news of it, and of it alone.
        #expect(try await say(.affirm, for: bodies[1], on: clauses, "intake", test).count == 2)
        #expect(try await now(bodies[1]) == nil)
        #expect(try await drift.reading(of: network, for: she).asked != nil)
        #expect(try await say(.affirm, for: bodies[1], on: clauses, "intake", test).isEmpty)
        await #expect(throws: Refusal.self) { try await drift.holds(for: bodies[1], by: she, in: network) }
        #expect(await fields { try await drift.holds(for: network, by: she, in: network) } == ["voice"])
        #expect(try await now() == bodies[0])
        try await drift.holds(by: she, in: network)
        #expect(try await now() == nil)
        #expect(try await drift.reading(of: network, for: she).asked == nil)
    }

    @Test(arguments: TestApp.kinds)
    func whoSpeaksForItNoMoreIsNotAskedForIt(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), clauses = try await inForce(.network(test.network.id), test)
        let body = try await test.twoSpeak(for: "Red Cross"), network = test.network.id
        try await count(.organisations, test)
        _ = try await say(.affirm, on: clauses, "intake", test)
        test.clock.pass(40 * Time.day)
        try await asked([body], "intake", test)
        #expect(try await test.app.drift.asked(for: test.viewer("intake"), in: network) != nil)
        let person = try #require(test.members["intake"]).personID
        #expect(try await test.app.database.write { db in try db.removeSpokesperson(person, of: body) })
        #expect(try await test.app.drift.asked(for: test.viewer("intake"), in: network) == nil)
        await #expect(throws: Refusal.self) { try await test.app.drift.holds(by: test.viewer("intake"), in: network) }
    }

    @Test(arguments: TestApp.kinds)
    func whereNothingIsLeftOfWhatWasSaidNothingIsOffered(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let clauses = try await inForce(.network(network), test)
        _ = try await say(.affirm, on: clauses, "volunteer", test)
        let door = try #require(test.app.endpoints.first { $0.path == "/n/{slug}/drift/again" && $0.method == .get })
        func page() async throws -> String {
            try #require(await test.body(door, ["slug": test.network.slug], as: test.viewer("volunteer")))
        }
        let member = try #require(test.members["volunteer"]).id
        try await asked([member], "volunteer", test)
        #expect(try await page().contains("All of it still holds"))
        // Both clauses have other words since: what was said of the old ones can't be held on to.
        let now = test.clock.now
        try await test.app.database.write { db in
            var old = try #require(try db.charter(of: .network(network), number: 1))
            var new = CharterVersion(
                subject: old.subject, number: 2, convenerID: old.convenerID, createdAt: now, editedAt: now)
            (old.state, old.endedAt) = (.renewed, now)
            try db.save(old)
            (new.state, new.adoptedAt) = (.adopted, now)
            try db.save(new)
            for var clause in clauses {
                (clause.en, clause.since) = ("Other words, \(clause.position)", 2)
                try db.save(clause, in: new)
            }
            try db.execute("UPDATE drift_rounds SET version = 2 WHERE network_id = \(network)")
        }
        let shown = try await page()
        #expect(!shown.contains("All of it still holds") && shown.contains("you have said nothing of them yet"))
        #expect(shown.contains("They have changed: please say it again") && shown.contains("Where I stand"))
        let reading = try #require(try await test.app.drift.asked(for: test.viewer("volunteer"), in: network))
        #expect(!reading.saidAny && reading.lines.allSatisfy(\.isOlder))
        await #expect(throws: Refusal.self) {
            try await test.app.drift.holds(by: test.viewer("volunteer"), in: network)
        }
        #expect(try await say(.affirm, on: clauses, "volunteer", test).count == 2)
        #expect(try await test.app.drift.asked(for: test.viewer("volunteer"), in: network) == nil)
    }

    // MARK: Days that have gone

    @Test(arguments: TestApp.kinds)
    func anOrganisationForWhichNobodySpeaksCountsOnNoDay(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, drift = test.app.drift
        let clauses = try await inForce(.network(network), test)
        _ = try await test.twoSpeak(for: "Red Cross")
        for (name, body) in [("volunteer", "Quiet Aid"), ("volunteer2", "Late Aid")] {
            try await test.app.members.belong(to: body, by: test.viewer(name), in: network)
        }
        try await count(.organisations, test)
        _ = try await say(.affirm, on: clauses, "intake", test)
        func history() async throws -> [DriftPoint] {
            try await drift.reading(of: network, for: test.viewer("founder")).history
        }
        try await drift.sweep()
        #expect(try await history().first?.base == 1)
        // Somebody comes to speak for the second of them.
        test.clock.pass(3 * Time.day)
        let late = try #require(
            try await test.app.database.read { db in
                try db.organisations(in: network).first { $0.name == "Late Aid" }?.organisation
            })
        let speaker = try #require(test.members["volunteer2"]), now = test.clock.now
        try await test.app.database.write { db in
            try db.setSpokesperson(
                speaker.personID, of: late, .representative, by: speaker.id, in: network, vouch: nil, at: now)
        }
        try await drift.sweep()
        test.clock.pass(Time.day)
        try await drift.sweep()
        let measured = try await history()
        #expect(measured.filter { $0.kind == .charter }.map(\.base) == [1, 2, 2])
        try await drift.rebuild(network, by: test.viewer("founder"))
        let rebuilt = try await history()
        for point in measured { #expect(rebuilt.contains(point)) }
        #expect(rebuilt.filter { $0.kind == .charter }.map(\.base) == [1, 1, 1, 2, 2])
    }

    @Test func whoSpokeForItEarlierIsKnownByWhatTheySaid() {
        func id(_ number: UInt64) -> ID { ID(milliseconds: Int64(number), entropy: (number, 0)) }
        let people = [
            VoiceThen(id: id(1), organisation: id(9), joinedAt: 0, leftAt: nil),
            VoiceThen(id: id(2), organisation: nil, joinedAt: 0, leftAt: nil),
            VoiceThen(id: id(3), organisation: id(8), joinedAt: 0, leftAt: nil),
        ]
        func voices(_ unit: VoiceUnit, _ moment: Int64) -> [ID] {
            DriftRules.voices(people, spoken: [id(9): 5], counting: unit, at: moment)
        }
        #expect(voices(.organisations, 4).isEmpty && voices(.organisations, 5) == [id(9)])
        #expect(voices(.both, 5) == [id(2), id(9)] && voices(.persons, 5) == [id(1), id(2), id(3)])
    }
}
