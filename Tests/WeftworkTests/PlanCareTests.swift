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

    private func made(_ test: TestApp, from: Int64? = nil) async throws -> Plan {
        test.clock.pass(3 * Time.second)
        var filter = PlanFilter()
        if let from { filter.terms = CallTerms(from: from, hours: 2) }
        let plan = try await test.app.plans.make(filter, by: test.viewer("dispatcher"), in: test.network.id)
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

    // MARK: Beside calls

    private func called(_ test: TestApp, _ need: Need, wanted: Int? = nil) async throws -> HelpCall {
        test.clock.pass(3 * Time.second)
        let draft = HelpDraft(line: need.lines[0].id, wanted: wanted, members: [try id("v0", test)])
        return try await test.app.waves.start(
            draft, on: need.id, by: test.viewer("dispatcher"), in: test.network.id
        ).call
    }

    private func id(_ name: String, _ test: TestApp) throws -> ID { try #require(test.members[name]).id }

    private func row(of name: String, _ rows: [PlanRow], _ test: TestApp) throws -> PlanRow {
        let who = PlanRow.Who.volunteer(try id(name, test))
        return try #require(rows.first { $0.who == who })
    }

    private func sayNo(_ test: TestApp, _ call: HelpCall) async throws {
        let asking = try #require(try await test.askings(call).first)
        _ = try await test.app.waves.answer(.no, code: test.app.vault.linkCode("asking", asking.id))
        try await test.app.waves.sweep()
    }

    /// By a call that fell short only those who can still answer are waited for: the rest of the line is planned for again.
    @Test(arguments: TestApp.kinds) func aCallThatFellShortKeepsNobodyOutOfAPlan(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 2)
        try await test.drives("v0")
        let need = try await test.calledNeed(2), call = try await called(test, need)
        func waited() async throws -> Int64? {
            try await test.app.database.read { db in
                try db.planPending(in: test.network.id, at: test.clock.now).asked[need.lines[0].id]
            }
        }
        #expect(try await waited() == 2000, "it asks on until there are two")
        test.clock.pass(call.dueAt - test.clock.now + 1)
        try await test.app.waves.sweep()
        #expect(try await test.call(call).state == .short)
        #expect(try await waited() == 1000, "the one who was asked can still say yes")
        try await sayNo(test, call)
        #expect(try await waited() == 0)
        try await test.drives("v1")
        let plan = try await made(test), done = try await accept(test, plan).rows
        let asked = try row(of: "v1", done, test)
        #expect(asked.state == .asked && asked.resultID == call.id)
        #expect(try await test.call(call).state == .running)
        await test.app.database.close()
    }

    /// What was planned for tomorrow is asked of nobody for now.
    @Test(arguments: TestApp.kinds) func aPlanForAnotherTimeJoinsNoCallForNow(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 2)
        for name in ["v0", "v1"] { try await test.drives(name) }
        let need = try await test.calledNeed(2), call = try await called(test, need, wanted: 1)
        let plan = try await made(test, from: test.clock.now + Time.day)
        let done = try await accept(test, plan).rows, why = WaveWords.otherTime(try await test.call(call).terms)
        #expect(!done.isEmpty && done.allSatisfy { $0.state == .gone && $0.why?(.en) == why(.en) }, "\(done)")
        #expect(try await test.askings(call).count == 1)
        #expect(try await test.call(call).wanted == 1)
        await test.app.database.close()
    }

    /// A call that fell short and waits for nobody makes room for one at the time that was planned.
    @Test(arguments: TestApp.kinds) func whatFellShortMakesRoomForAnotherTime(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 2)
        try await test.drives("v0")
        let need = try await test.calledNeed(2), call = try await called(test, need)
        try await sayNo(test, call)
        #expect(try await test.call(call).state == .short)
        try await test.drives("v1")
        let from = test.clock.now + Time.day, plan = try await made(test, from: from)
        let asked = try row(of: "v1", try await accept(test, plan).rows, test)
        #expect(asked.state == .asked && asked.resultID != call.id, "\(String(describing: asked.why?(.en)))")
        #expect(try await test.call(call).state == .ended)
        let open = try await test.app.database.read { db in
            try db.openCall(ofLine: need.lines[0].id, in: test.network.id)
        }
        #expect(open?.id == asked.resultID && open?.terms.from == from)
        await test.app.database.close()
    }

    /// The hours by which a plan chose somebody are looked at again when they are asked.
    @Test(arguments: TestApp.kinds) func whoIsFreeNoMoreIsNotAskedByAPlan(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 1), network = test.network.id, viewer = test.viewer("v0")
        try await test.drives("v0")
        try await test.app.volunteers.say(.end("ask"), by: viewer, in: network)
        try await test.app.volunteers.say(.now(hours: 8), by: viewer, in: network)
        let need = try await test.calledNeed(1), plan = try await made(test)
        #expect(try await rows(test, plan).count == 1)
        try await test.app.volunteers.say(.stop, by: viewer, in: network)
        let done = try row(of: "v0", try await accept(test, plan).rows, test)
        #expect(done.state == .gone && done.why?(.en) == WaveWords.words(ofOne: .hours)(.en))
        let calls = try await test.app.database.read { db in try db.helpCalls(in: network, need: need.id) }
        #expect(calls.isEmpty)
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
