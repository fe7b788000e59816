import Database
import Engine
import Testing

@testable import Weftwork

/// What a plan keeps to while it is carried out: days, and what can't be carried out.
@Suite struct PlanCareTests {
    private func needs(_ test: TestApp, _ items: [String], quantity: String) async throws {
        for (number, item) in items.enumerated() {
            var entry = test.entry("Clinic \(number) lacks \(item)")
            entry.lines = [NeedEntry.Line(item: item, quantity: quantity, unit: "pieces")]
            entry.phone = "1540000000\(number)"
            _ = try await test.published(entry)
        }
    }

    private func made(_ test: TestApp) async throws -> Plan {
        test.clock.pass(3 * Time.second)
        let plan = try await test.app.plans.make(PlanFilter(), by: test.viewer("dispatcher"), in: test.network.id)
        try await test.app.plans.sweep()
        return try await test.app.plans.plan(plan.id, for: test.viewer("dispatcher"), in: test.network.id)
    }

    private func rows(_ test: TestApp, _ plan: Plan) async throws -> [PlanRow] {
        try await test.app.database.read { db in try db.rows(of: plan, trainings: [], limit: 50) }
    }

    private func accept(_ test: TestApp, _ plan: Plan, _ acts: PlanActs? = nil) async throws -> PlanAcceptance {
        try await (acts ?? test.app.plans).accept(
            PlanChoice(isAll: true), of: plan.id, by: test.viewer("dispatcher"), in: test.network.id)
    }

    /// What somebody can bring in a day is brought of all their things together, whatever plans there are.
    @Test(arguments: TestApp.kinds) func aDayIsOneForAllThatAnOfferHas(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        try await needs(test, ["masks", "gloves"], quantity: "60")
        var entry = test.offerEntry("masks", quantity: "1000")
        entry.what.lines.append(NeedEntry.Line(item: "gloves", quantity: "1000", unit: "pieces"))
        entry.perDay = "50"
        _ = try await test.listed(entry)
        let first = try await made(test), second = try await made(test)
        #expect(try await rows(test, first).reduce(0) { $0 + $1.quantity } == 50_000)
        #expect(try await accept(test, first).rows.allSatisfy { $0.state == .asked })
        // Made before anything was asked, it asks for nothing more of that day.
        let late = try await accept(test, second).rows
        #expect(!late.isEmpty && late.allSatisfy { $0.state == .gone && $0.why?(.zh) == PlanWords.dayIsFull(.zh) })
        await test.app.database.close()
    }

    /// One row that can't be carried out keeps no other from being asked, and its own turn comes again.
    @Test(arguments: TestApp.kinds) func whatCantBeCarriedOutStopsNoOther(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app
        try await needs(test, ["masks", "masks", "masks"], quantity: "10")
        _ = try await test.listed(test.offerEntry("masks", quantity: "1000"))
        let plan = try await made(test), planned = try await rows(test, plan)
        try #require(planned.count == 3)
        let broken = planned[1].needID
        let slow = PlanActs(fits: app.fits, offers: app.offers, waves: app.waves, atOnce: 1)
        #expect(try await accept(test, plan, slow).left == 2)
        func set(_ state: String) async throws {
            try await app.database.write { db in
                try db.execute("UPDATE needs SET state = \(state) WHERE id = \(broken)")
            }
        }
        try await set("unreadable")
        let told = LogLines()
        try await app.plans.sweepTurns { plan, _ in told.add("\(plan)") }
        #expect(told.all == [plan.id.description])
        func states() async throws -> [PlanRow.State: Int] {
            try await app.database.read { db in try db.rowStates(of: plan) }
        }
        #expect(try await states() == [.asked: 2, .asking: 1])
        try await set("published")
        test.clock.pass(PlanRules.patience + Time.minute)
        try await app.plans.sweepTurns()
        #expect(try await states() == [.asked: 3])
        await app.database.close()
    }
}
