import Database
import Engine
import Testing

@testable import Weftwork

/// Several duties of one person in one plan: at other hours, for other needs, within their week and as often as they may be asked.
@Suite struct PlanRoundTests {
    /// A need for drivers; `hours` from now on, for three hours.
    private func drivers(_ test: TestApp, after hours: Int64?) async throws -> Need {
        var entry = test.entry("A clinic lacks drivers, round \(test.app.world.number() % 100_000)")
        let from = hours.map { Format.rfc3339(test.clock.now + $0 * Time.hour) }
        let work = LineWorkEntry(from: from, hours: "3")
        entry.lines = [NeedEntry.Line(item: "drivers", quantity: "1", kind: "people", work: work)]
        entry.phone = "154\(10_000_000 + test.app.world.number() % 89_999_999)"
        return try await test.published(entry)
    }

    private func plan(_ test: TestApp) async throws -> (plan: Plan, report: PlanReport) {
        test.clock.pass(3 * Time.second)
        let viewer = test.viewer("dispatcher"), network = test.network.id
        let made = try await test.app.plans.make(PlanFilter(), by: viewer, in: network)
        try await test.app.plans.sweep()
        let plan = try await test.app.plans.plan(made.id, for: viewer, in: network)
        return (plan, try await test.app.plans.report(plan.id, PlanLook(), for: viewer, in: network))
    }

    @Test(arguments: TestApp.kinds) func oneAtATimeAndSeveralAfterOneAnother(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 1)
        try await test.drives("v0")
        let today = try await drivers(test, after: nil), tomorrow = try await drivers(test, after: 24)
        let same = try await drivers(test, after: 25)
        let made = try await plan(test), needs = made.report.items.map(\.row.needID)
        // Now, and one of the two that fall on the same hours tomorrow.
        #expect(needs.count == 2 && needs.contains(today.id) && Set(needs).count == 2)
        #expect(made.report.items.allSatisfy { $0.who?.name == "v0" })
        let open = try #require(made.report.gaps.first)
        #expect(made.report.gaps.count == 1 && [tomorrow.id, same.id].contains(open.gap.needID))
        #expect(open.gap.missing == 1000)
        // Both are asked for.
        let done = try await test.app.plans.accept(
            PlanChoice(isAll: true), of: made.plan.id, by: test.viewer("dispatcher"), in: test.network.id)
        #expect(done.rows.allSatisfy { $0.state == .asked }, "\(done.rows.map(\.state))")
        await test.app.database.close()
    }

    @Test func nobodyPassesTheirWeek() async throws {
        let test = try await TestApp(volunteers: 1)
        try await test.drives("v0", limit: "5")
        _ = try await drivers(test, after: nil)
        _ = try await drivers(test, after: 24)
        let made = try await plan(test)
        #expect(made.report.items.count == 1 && made.report.gaps.count == 1)
    }

    @Test func nobodyIsAskedOftenerThanTheyMayBe() async throws {
        let test = try await TestApp(volunteers: 1)
        try await test.drives("v0")
        for hours in [24, 48, 72] as [Int64] { _ = try await drivers(test, after: hours) }
        let two = try await plan(test)
        #expect(two.report.items.count == 2 && two.report.gaps.count == 1, "two a week are usual")
        try await test.app.waves.setContacts(perWeek: 1, by: test.viewer("founder"), in: test.network.id)
        let one = try await plan(test)
        #expect(one.report.items.count == 1 && one.report.gaps.count == 2)
    }

    @Test func ofOneNeedOneLine() async throws {
        let test = try await TestApp(volunteers: 1)
        try await test.drives("v0")
        var entry = test.entry("A clinic lacks drivers on two days")
        entry.lines = ([24, 48] as [Int64]).map { hours in
            let from = Format.rfc3339(test.clock.now + hours * Time.hour)
            return NeedEntry.Line(
                item: "drivers", quantity: "1", kind: "people", work: LineWorkEntry(from: from, hours: "3"))
        }
        _ = try await test.published(entry)
        let made = try await plan(test)
        #expect(made.report.items.count == 1, "nobody is asked twice for one need")
    }
}
