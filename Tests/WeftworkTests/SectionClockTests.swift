import Database
import Testing

@testable import Weftwork

/// Dated sections of charters where something was before them, or is over.
@Suite struct SectionClockTests {
    private func clock(_ section: CharterSection, of subject: CharterSubject, _ test: TestApp) async throws -> Clock? {
        try await test.app.database.read { db in
            let id = try db.sectionPlans(of: subject)[section]?.clockID
            return try id.flatMap { try db.clock(of: $0, in: subject.networkID) }
        }
    }

    @Test(arguments: TestApp.kinds)
    func whatWasDatedBeforeThereWereClocksGetsOne(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), subject = CharterSubject.network(test.network.id)
        let now = test.clock.now, due = now + 40 * Time.day
        try await test.app.database.write { db in
            try db.save(SectionPlan(day: due), for: .vision, of: subject)
            try db.save(SectionPlan(day: now - Time.day), for: .values, of: subject)
        }
        for _ in 1...2 { try await test.app.charter.sweep() }
        let vision = try #require(try await clock(.vision, of: subject, test))
        #expect(vision.ownerID == test.members["founder"]?.id && vision.dueAt == due)
        #expect(try await clock(.values, of: subject, test) == nil, "its day is over")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func aTeamThatIsOverIsNotWaitedFor(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let team = try await test.team([try await test.published()])
        let subject = CharterSubject.team(team.id, in: network), due = test.clock.now + 40 * Time.day
        try await test.app.database.write { db in try db.save(SectionPlan(day: due), for: .purpose, of: subject) }
        try await test.app.charter.sweep()
        let running = try #require(try await clock(.purpose, of: subject, test))
        func isWaitedFor() async throws -> Bool {
            try await test.app.database.read { db in try CharterActs.aboutSection(running, db) != nil }
        }
        #expect(try await isWaitedFor() && running.ownerID == team.keeperID)
        try await test.act(.close, team: team.id, "dispatcher")
        #expect(try await !isWaitedFor())
        test.clock.pass(41 * Time.day)
        try await test.app.charter.sweep()
        #expect(try await clock(.purpose, of: subject, test) == nil)
        await test.app.database.close()
    }
}
