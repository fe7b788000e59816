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

    /// Of a line that is wanted all day a call asks for two hours: who has those has enough, and who has others has not.
    @Test(
        arguments: [
            // free from, free until, in hours from now; what they have of a call from the second to the fourth
            (0, 9, .whole), (2, 4, .whole), (1, 4, .whole), (2, 3, .short), (0, 3, .short), (3, 9, .unsaid),
            (0, 2, .unsaid), (4, 9, .unsaid),
        ] as [(Int64, Int64, OwnTime)])
    func aCallGoesByItsOwnTimeAndNotByItsLines(_ from: Int64, _ until: Int64, _ has: OwnTime) throws {
        let now = OwnTimeTests.now
        let window = LineWork(from: now, to: now + 8 * Time.hour)
        let call = CallTerms(from: now + 2 * Time.hour, hours: 2)
        let hours = [free(from: now + from * Time.hour, until: now + until * Time.hour)]
        #expect(WaveRules.ownTime(call, on: line(window), hours, at: now) == has)
        // A line that says from when on, and not until when, leaves it to each how long.
        let open = WaveRules.ownTime(call, on: line(LineWork(from: now)), hours, at: now)
        #expect(open == (has == .short ? .part(60) : has))
    }

    /// Who has said "free now for two hours" is asked some minutes later, and read some minutes after that.
    @Test(
        arguments: [
            // minutes ago, where the line says two hours, where it says nothing
            (0, .whole, .whole), (1, .whole, .whole), (14, .whole, .whole), (15, .whole, .whole),
            (16, .short, .part(105)), (60, .short, .part(60)), (119, .short, .short), (120, .unsaid, .unsaid),
        ] as [(Int64, OwnTime, OwnTime)])
    func whoSaidTwoHoursAMomentAgoFitsTwoHours(_ ago: Int64, _ fixed: OwnTime, _ open: OwnTime) throws {
        let call = CallTerms(hours: 2), hours = try hours([.now(hours: 2)], saidAgo: ago)
        func own(_ work: LineWork) -> OwnTime {
            WaveRules.ownTime(call, on: line(work), hours, at: OwnTimeTests.now)
        }
        #expect(own(LineWork(minutes: 120)) == fixed)
        #expect(own(.unsaid) == open)
    }

    /// In quarters of an hour, to the nearest that is no more than five minutes longer; nobody is asked for less than half an hour.
    @Test(
        arguments: [
            // minutes they have of a call of two hours, minutes they are asked for
            (104, 105), (90, 90), (89, 90), (84, 75), (60, 60), (45, 45), (40, 45), (39, 30), (30, 30), (25, 30),
            (24, nil), (15, nil), (1, nil),
        ] as [(Int64, Int?)])
    func whoHasAPartIsAskedForItWhereTheLineDoesNotFixIt(_ has: Int64, _ asked: Int?) throws {
        let now = OwnTimeTests.now, call = CallTerms(hours: 2)
        let hours = [free(from: now, until: now + has * Time.minute)]
        let own = WaveRules.ownTime(call, on: line(), hours, at: now)
        #expect(own == asked.map(OwnTime.part) ?? .short)
        #expect(own.isEnough == (asked != nil))
        #expect(call.cut(to: own).length == asked ?? 120)
        // Who comes for a part of what takes two hours helps nobody.
        for work in [LineWork(minutes: 120), LineWork(from: now, to: now + 2 * Time.hour)] {
            let fixed = WaveRules.ownTime(call, on: line(work), hours, at: now)
            #expect(fixed == .short && !fixed.isEnough)
        }
    }

    @Test(
        arguments: [
            (.whole, 120), (.short, 120), (.unsaid, 120), (.part(45), 45), (.part(120), 120), (.part(300), 120),
        ] as [(OwnTime, Int)])
    func aCallIsCutAndNeverMadeLonger(_ own: OwnTime, _ minutes: Int) {
        for from in [nil, OwnTimeTests.now + Time.hour] {
            let cut = CallTerms(from: from, hours: 2).cut(to: own)
            #expect(cut.length == minutes && cut.from == from)
        }
        // A call that says nothing of how long it takes is as long as calls are.
        let unsaid = CallTerms().cut(to: .part(300))
        #expect(unsaid.length == CallTerms.usual)
    }

    private func free(from: Int64, until: Int64) -> Weftwork.Availability {
        Weftwork.Availability(
            networkID: OwnTimeTests.id, memberID: OwnTimeTests.id, kind: .today, zone: "Asia/Shanghai", from: from,
            to: until, saidAt: OwnTimeTests.now, endsAt: until)
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
