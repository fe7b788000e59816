import Database
import Engine
import Testing

@testable import Weftwork

/// Nobody is asked for more time than they have said to have.
@Suite struct OwnTimeTests {
    private static let now: Int64 = 1_774_500_000_000
    private static let id = ID(milliseconds: 1, entropy: (1, 1))

    private func line(_ work: LineWork = .unsaid) -> NeedLine {
        var line = NeedLine(
            id: OwnTimeTests.id, item: "drivers", kind: .people, quantity: .number(1000), unit: "", specification: "",
            claimed: 0, delivered: 0, isMet: false, isControlled: false)
        line.work = work
        return line
    }

    private func hours(_ drafts: [AvailabilityDraft], saidAgo minutes: Int64 = 0) throws -> [Weftwork.Availability] {
        try drafts.map {
            try AvailabilityRules.made(
                $0, of: OwnTimeTests.id, in: OwnTimeTests.id, zone: "Asia/Shanghai",
                at: OwnTimeTests.now - minutes * Time.minute)
        }
    }

    @Test func aPartIsWhatIsLeftOfIt() throws {
        func own(_ drafts: [AvailabilityDraft], ago: Int64 = 0, _ work: LineWork = .unsaid) throws -> OwnTime {
            WaveRules.ownTime(
                CallTerms(hours: 4), on: line(work), try hours(drafts, saidAgo: ago), at: OwnTimeTests.now)
        }
        #expect(try own([.now(hours: 4)]) == .whole)
        #expect(try own([.now(hours: 2)]) == .part(120))
        #expect(try own([.now(hours: 4)], ago: 10) == .whole)
        // In quarters of an hour, to the nearest that is not much more.
        #expect(try own([.now(hours: 2)], ago: 31) == .part(90))
        #expect(try own([.now(hours: 2)], ago: 40) == .part(75))
        #expect(try own([.now(hours: 2)], ago: 100) == .short)
        #expect(try own([.now(hours: 2)], ago: 125) == .unsaid)
        #expect(try own([]) == .unsaid)
        // Who may be asked may be asked for all of it.
        #expect(try own([.now(hours: 2), .ask]) == .whole)
        // What a line says itself is not cut.
        #expect(try own([.now(hours: 2)], LineWork(minutes: 240)) == .short)
        #expect(try own([.now(hours: 4)], LineWork(minutes: 240)) == .whole)
    }

    private func twoHours(_ test: TestApp, _ name: String) async throws {
        try await test.drives(name)
        try await test.app.volunteers.say(.end("ask"), by: test.viewer(name), in: test.network.id)
        try await test.app.volunteers.say(.now(hours: 2), by: test.viewer(name), in: test.network.id)
    }

    @Test(arguments: TestApp.kinds) func whoHasTwoHoursIsAskedForTwo(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        try await twoHours(test, "volunteer")
        let need = try await test.calledNeed(1)
        test.clock.pass(3 * Time.second)
        let call = try await test.app.waves.start(
            HelpDraft(line: need.lines[0].id, terms: CallTerms(hours: 4)), on: need.id, by: test.viewer("dispatcher"),
            in: network
        ).call
        let asking = try #require(try await test.askings(call).first)
        #expect(asking.minutes == 120 && asking.terms(of: call.terms).length == 120 && call.terms.length == 240)
        let yes = try await test.app.waves.answer(.yes, asking: asking.id, by: test.viewer("volunteer"), in: network)
        #expect(yes.span.map { $0.end - $0.start } == 120 * Time.minute)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatTakesFourHoursIsNotAskedOfTwo(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        try await twoHours(test, "volunteer")
        var entry = test.entry("A clinic lacks a driver for four hours")
        entry.lines = [NeedEntry.Line(item: "drivers", quantity: "1", kind: "people")]
        entry.lines[0].work = LineWorkEntry(hours: "4")
        let need = try await test.published(entry)
        test.clock.pass(3 * Time.second)
        let call = try await test.app.waves.start(
            HelpDraft(line: need.lines[0].id), on: need.id, by: test.viewer("dispatcher"), in: network
        ).call
        #expect(call.state == .short && call.why == .hours)
        #expect(try await test.askings(call).isEmpty)
        let groups = try await test.app.fits.fits(need: need.id, for: test.viewer("dispatcher"), in: network).groups
        #expect(groups.first { $0.kind == .people }?.nobody == .hours)
        await test.app.database.close()
    }
}
