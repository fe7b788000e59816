import Database
import Engine
import Testing

@testable import Weftwork

/// Where hours went: as promises say it, else as visits took, and nothing twice.
@Suite struct DriftEffortTests {
    private func visit(_ need: ID, _ name: String, hours: Int64, _ test: TestApp) async throws {
        let member = try #require(test.members[name]), now = test.clock.now, network = test.network.id
        let made = Visit(
            id: test.app.world.newID(), networkID: network, memberID: member.id, needID: need, checkedInAt: now,
            dueAt: now + hours * Time.hour, outAt: nil)
        // Who is still out has not finished: nothing counts yet.
        let before = try await self.hours(test, since: 0)
        try await test.app.database.write { db in try db.insert(made, place: [1]) }
        #expect(try await self.hours(test, since: 0) == before)
        test.clock.pass(hours * Time.hour)
        let end = test.clock.now
        #expect(try await test.app.database.write { db in try db.checkOut(made, at: end) })
    }

    /// Of all categories, until now. What is counted day by day and what is computed again are the same.
    private func hours(_ test: TestApp, since start: Int64) async throws -> Int64 {
        let network = test.network.id, now = test.clock.now
        let (spent, again) = try await test.app.database.read { db in
            let spent = try db.effortSpent(in: network, from: start, to: now)
            let done = try db.effortDone(in: network, since: start)
            let visits = try db.effortVisits(in: network, from: start, to: now)
            return (spent, DriftRules.spent(done, visits, from: start, to: now))
        }
        #expect(spent == again)
        return spent.reduce(0) { $0 + $1.hours }
    }

    /// Brought and confirmed.
    private func keep(_ line: NeedLine, _ quantity: Int64, of need: Need, _ test: TestApp) async throws {
        let network = test.network.id,
            draft = ClaimDraft(
                line: line.id, quantity: quantity, promisedBy: test.clock.now + Time.day, note: "By noon")
        let claim = try await test.app.needs.claim(draft, on: need.id, by: test.viewer("volunteer"), in: network).claim
        test.clock.pass(Time.hour)
        for action in [ClaimAction.deliver(quantity: nil, note: ""), .confirm(usable: nil, note: "")] {
            let viewer = if case .confirm = action { test.requester(need.id) } else { test.viewer("volunteer") }
            _ = try await test.app.needs.perform(action, onClaim: claim.id, by: viewer, in: network)
        }
    }

    private func need(_ line: NeedEntry.Line, _ test: TestApp) async throws -> Need {
        var entry = test.entry("A clinic lacks help, round \(test.app.world.number() % 100_000)")
        entry.lines = [line]
        return try await test.published(entry)
    }

    @Test(arguments: TestApp.kinds)
    func hoursOfPeopleAndOfVisitsCountOnce(kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let nurses = try await need(
            NeedEntry.Line(item: "nurses", quantity: "5", kind: "people", work: LineWorkEntry(hours: "4")), test)
        #expect(nurses.lines.map(\.work.minutes) == [240] && nurses.lines.map(\.kind) == [.people])
        // Two were there for three hours: until somebody confirms what was promised that is all that is known.
        var start = test.clock.now
        try await visit(nurses.id, "volunteer2", hours: 3, test)
        #expect(try await hours(test, since: start) == 3)
        test.clock.pass(1)
        start = test.clock.now
        try await visit(nurses.id, "volunteer3", hours: 3, test)
        #expect(try await hours(test, since: start) == 3)
        start = 0
        #expect(try await hours(test, since: start) == 6)
        // Five people of four hours each: the visits were part of it, and so is whatever comes after while that counts.
        try await keep(nurses.lines[0], 5_000, of: nurses, test)
        #expect(try await hours(test, since: start) == 20)
        let after = test.clock.now + 1
        test.clock.pass(2)
        try await visit(nurses.id, "volunteer2", hours: 2, test)
        #expect(try await hours(test, since: start) == 20)
        // Once what was said is too long ago to count, those who go on coming do.
        #expect(try await hours(test, since: after) == 2)
    }

    @Test("Effort of days whose visits are gone stays as it was measured", arguments: TestApp.kinds)
    func effortIsKept(kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, now = test.clock.now
        let past = try await test.app.database.read { db in try DriftPast(of: network, at: now, db) }
        // Visits are kept as long as effort looks back: only today's can be computed anew.
        #expect(past.effortSince == DriftRules.day(now))
        let left = try await test.app.database.write { db -> [DriftPoint] in
            for day in [past.effortSince - 1, past.effortSince] {
                for kind in [DriftKind.effort, .charter] {
                    try db.insert(
                        [DriftPoint(kind: kind, subjectID: network, day: day, value: 700, base: 3)], in: network)
                }
            }
            try db.forgetDriftPoints(of: network, keepingEffortBefore: past.effortSince)
            return try db.driftPoints(of: network, since: 0)
        }
        #expect(left.map(\.kind) == [.effort] && left.map(\.day) == [past.effortSince - 1])
    }

    @Test(arguments: TestApp.kinds)
    func thingsBroughtTakeTheTimeOfTheVisit(kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let masks = try await need(NeedEntry.Line(item: "N95 mask", quantity: "10", unit: "pieces"), test)
        try await visit(masks.id, "volunteer", hours: 2, test)
        try await keep(masks.lines[0], 10_000, of: masks, test)
        // No promise says how long it took.
        #expect(try await hours(test, since: 0) == 2)
        // Whoever forgot to say that they are back was not there for a week.
        try await visit(masks.id, "volunteer2", hours: 7 * 24, test)
        #expect(try await hours(test, since: 0) == 50)
    }
}
