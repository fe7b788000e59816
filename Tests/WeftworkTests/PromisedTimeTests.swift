import Database
import Engine
import Testing

@testable import Weftwork

/// What people do and have promised is theirs: they are not suggested, planned or asked for the same hours, whoever they gave them to.
@Suite struct PromisedTimeTests {
    // MARK: Rules

    @Test func aPromiseTakesWhatItsLineSays() {
        let hour = Time.hour
        func span(
            _ from: Int64?, _ to: Int64?, hours: Int? = nil, made: Int64 = 10, by: Int64 = 30, brought: Int64? = nil
        ) -> [Int64]? {
            let work = LineWork(
                from: from.map { $0 * hour }, to: to.map { $0 * hour }, minutes: hours.map { $0 * 60 })
            return PromisedHours.span(
                of: work, madeAt: made * hour, promisedBy: by * hour, deliveredAt: brought.map { $0 * hour }
            ).map { [$0.from / hour, $0.to / hour] }
        }
        #expect(span(20, 23) == [20, 23] && span(20, 28, hours: 3) == [20, 23])
        #expect(span(nil, nil) == nil && span(nil, 28) == nil, "nobody said how long")
        #expect(span(20, nil) == [20, 24], "as long as people are usually asked for")
        #expect(span(nil, nil, hours: 8) == [22, 30], "done by when it was promised")
        #expect(span(nil, nil, hours: 8, by: 12) == [10, 18], "not before it was promised")
        #expect(span(5, 40, hours: 8) == [22, 30], "what had begun is done by when it was promised")
        #expect(span(20, 90) == [20, 32], "days on end are nobody's shift")
        #expect(span(20, 28, brought: 24) == [20, 24] && span(nil, nil, hours: 8, brought: 24) == [16, 24])
        #expect(span(20, 28, brought: 12) == [4, 12], "what was done before took its time then")
    }

    @Test func theFullestSevenDaysAroundAMomentCount() {
        let now = 100 * Time.day
        func span(_ day: Int64, _ hours: Int64) -> (from: Int64, to: Int64) {
            (now + day * Time.day, now + day * Time.day + hours * Time.hour)
        }
        func hours(_ spans: [(from: Int64, to: Int64)]) -> Int64 {
            VolunteerRules.carried(spans, around: now) / Time.hour
        }
        #expect(hours([]) == 0 && hours([span(-3, 5)]) == 5 && hours([span(3, 4)]) == 4)
        #expect(hours([span(-3, 5), span(3, 4)]) == 9, "within one week")
        #expect(hours([span(-6, 5), span(6, 4)]) == 5, "never within one week")
        #expect(hours([span(-9, 5), span(8, 4)]) == 0 && hours([span(1, 4), span(1, 4)]) == 4)
    }

    // MARK: Who is free

    private func free(_ test: TestApp, after hours: Int64) async throws -> FreeList {
        test.clock.pass(3 * Time.second)
        var query = try FreeQuery(Form())
        query.at = test.clock.now + hours * Time.hour
        return try await test.app.volunteers.free(
            query, try Paging(Form(), keys: 1), for: test.viewer("dispatcher"), in: test.network.id)
    }

    private func shift(
        _ test: TestApp, _ name: String, from start: Int64, to end: Int64, by planner: String = "founder"
    ) async throws {
        try await test.app.needs.planShift(
            member: try #require(test.members[name]).id, desk: "intake", from: start, to: end,
            by: test.viewer(planner), in: test.network.id)
    }

    @Test(arguments: TestApp.kinds) func whoIsOnShiftIsNotFree(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), begun = test.clock.now, hour = Time.hour
        try await test.app.volunteers.say(.now(hours: 10), by: test.viewer("volunteer"), in: test.network.id)
        try await test.app.volunteers.say(.ask, by: test.viewer("volunteer2"), in: test.network.id)
        for name in ["volunteer", "volunteer2"] {
            try await shift(test, name, from: begun, to: begun + 2 * hour)
            try await shift(test, name, from: begun + 6 * hour, to: begun + 8 * hour)
        }
        let now = try await free(test, after: 0)
        #expect(now.items.isEmpty && now.hidden == 0)
        let between = try await free(test, after: 3)
        #expect(between.items.map(\.name) == ["volunteer", "volunteer2"])
        #expect(between.items.map(\.freedom) == [.today(until: begun + 6 * hour), .ask])
        #expect(try await free(test, after: 7).items.isEmpty)
        let later = try await free(test, after: 9)
        #expect(later.items.first?.freedom == .today(until: begun + 10 * hour))
        // What they have promised stands in their week before it is done.
        #expect(between.items.map(\.supply.load) == [4 * hour, 4 * hour])
        await test.app.database.close()
    }

    // MARK: Suggestions and plans

    /// A need for drivers from so many hours on until others, or for so many hours.
    private func drivers(
        _ test: TestApp, _ from: Int64?, _ to: Int64?, hours: String? = nil, count: Int = 1
    ) async throws -> Need {
        func text(_ hours: Int64?) -> String? { hours.map { Format.rfc3339(test.clock.now + $0 * Time.hour) } }
        var entry = test.entry("A clinic lacks drivers, round \(test.app.world.number() % 100_000)")
        let work = LineWorkEntry(from: text(from), to: text(to), hours: hours)
        entry.lines = [NeedEntry.Line(item: "drivers", quantity: "\(count)", kind: "people", work: work)]
        entry.phone = "154\(10_000_000 + test.app.world.number() % 89_999_999)"
        return try await test.published(entry)
    }

    @discardableResult
    private func promise(_ test: TestApp, _ need: Need, _ name: String, by hours: Int64 = 48) async throws -> Claim {
        let draft = ClaimDraft(
            line: need.lines[0].id, quantity: 1000, promisedBy: test.clock.now + hours * Time.hour)
        return try await test.app.needs.claim(draft, on: need.id, by: test.viewer(name), in: test.network.id).claim
    }

    private func people(_ test: TestApp, _ need: Need) async throws -> FitGroup {
        test.clock.pass(3 * Time.second)
        let report = try await test.app.fits.fits(
            need: need.id, for: test.viewer("dispatcher"), in: test.network.id)
        return try #require(report.groups.first { $0.kind == .people })
    }

    private func names(_ group: FitGroup) -> [String] { group.fits.map { $0.who.name }.sorted() }

    @Test(arguments: TestApp.kinds) func whoHasPromisedAnAfternoonHasTheEvening(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        for name in ["volunteer", "volunteer2"] { try await test.drives(name) }
        try await test.app.volunteers.say(.end("ask"), by: test.viewer("volunteer2"), in: network)
        try await test.app.volunteers.say(
            .weekly(days: Array(repeating: "0-24", count: 7), except: ""), by: test.viewer("volunteer2"), in: network)
        let afternoon = try await drivers(test, 30, 34, count: 2)
        let within = try await drivers(test, 31, 33), evening = try await drivers(test, 35, 36)
        #expect(names(try await people(test, within)) == ["volunteer", "volunteer2"])
        for name in ["volunteer", "volunteer2"] { try await promise(test, afternoon, name) }
        let none = try await people(test, within)
        #expect(none.fits.isEmpty && none.nobody == .hours)
        #expect(names(try await people(test, evening)) == ["volunteer", "volunteer2"])
        // They are told what stands in the way, and are not asked, by whomever.
        let why = try await test.app.fits.whyNot(need: within.id, of: test.viewer("volunteer"), in: network)
        #expect(why.lines.map { $0.obstacles.map(\.name) } == [["promised"]])
        // A call for these hours says why nobody is left: they have promised them, and their week is not full.
        let called = try await test.app.waves.start(
            HelpDraft(line: within.lines[0].id), on: within.id, by: test.viewer("dispatcher"), in: network)
        #expect(called.call.state == .short && called.call.why == .hours)
        let pick = WavePick(
            need: within.id, line: within.lines[0].id, members: [try #require(test.members["volunteer"]).id])
        let picked = try await test.app.waves.ask([pick], by: test.viewer("dispatcher"), in: network)
        #expect(picked[0].refused.map(\.why) == [.hours])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aPlanGivesNobodyHoursTheyHavePromised(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, volunteers: 1), viewer = test.viewer("dispatcher"), network = test.network.id
        try await test.drives("v0")
        let promised = try await drivers(test, 24, 28)
        try await promise(test, promised, "v0")
        let same = try await drivers(test, 26, nil, hours: "3"), after = try await drivers(test, 30, nil, hours: "3")
        test.clock.pass(3 * Time.second)
        let made = try await test.app.plans.make(PlanFilter(), by: viewer, in: network)
        try await test.app.plans.sweep()
        let report = try await test.app.plans.report(made.id, PlanLook(), for: viewer, in: network)
        #expect(report.items.map(\.row.needID) == [after.id])
        let open = report.gaps.filter { $0.gap.needID == same.id }
        #expect(open.map(\.gap.reason) == [.nobody(.hours)])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatIsPromisedAheadFillsItsOwnWeek(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        try await test.drives("volunteer", limit: "6")
        try await promise(test, try await drivers(test, 24, 28), "volunteer")
        let more = try await people(test, try await drivers(test, 48, nil, hours: "3"))
        #expect(more.fits.isEmpty && more.nobody == .load)
        let fits = try await people(test, try await drivers(test, 48, nil, hours: "2"))
        let nextWeek = try await people(test, try await drivers(test, 24 * 9, nil, hours: "3"))
        #expect(names(fits) == ["volunteer"] && names(nextWeek) == ["volunteer"])
        let long = try await people(test, try await drivers(test, 24 * 9, nil, hours: "7"))
        #expect(long.fits.isEmpty && long.nobody == .load)
        await test.app.database.close()
    }

    // MARK: Hours used

    @Test(arguments: TestApp.kinds) func whatIsPromisedOnANeedsPageCounts(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        try await test.drives("volunteer", limit: "24")
        func hours() async throws -> Int64 {
            try await test.app.volunteers.own(of: test.viewer("volunteer"), in: network).load / Time.hour
        }
        let before = try await free(test, after: 0)
        #expect(try await hours() == 0 && before.items.map(\.name) == ["volunteer"])
        var claims: [Claim] = []
        for day in [1, 2, 3] as [Int64] {
            let need = try await drivers(test, nil, nil, hours: "8")
            claims.append(try await promise(test, need, "volunteer", by: 24 * day))
        }
        // Masks take nobody's hours.
        let masks = try await test.published(test.entry("A ward lacks masks"))
        try await promise(test, masks, "volunteer")
        let full = try await free(test, after: 0)
        #expect(try await hours() == 24 && full.items.isEmpty && full.hidden == 1)
        // Who lets go has the hours again.
        _ = try await test.app.needs.perform(
            .release(note: ""), onClaim: claims[0].id, by: test.viewer("volunteer"), in: network)
        #expect(try await hours() == 16)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aYesWhenAskedCountsOnce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        try await test.drives("volunteer")
        let need = try await drivers(test, 30, 40, hours: "4")
        test.clock.pass(3 * Time.second)
        let call = try await test.app.waves.start(
            HelpDraft(line: need.lines[0].id), on: need.id, by: test.viewer("dispatcher"), in: network
        ).call
        let asking = try #require(try await test.askings(call).first)
        _ = try await test.app.waves.answer(.yes, asking: asking.id, by: test.viewer("volunteer"), in: network)
        let member = try #require(test.members["volunteer"]).id
        let (promised, busy) = try await test.app.database.read { db in
            (
                try db.promisedSpans(in: network, from: 0, to: Clock.never).count,
                try db.busySpans(in: network, of: [member], from: 0, to: Clock.never)[member]?.count
            )
        }
        #expect(promised == 0 && busy == 1)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoSpeaksForAnotherIsNotBusyWithIt(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, she = try test.id("volunteer")
        var entry = test.offerEntry()
        entry.what.lines = [NeedEntry.Line(item: "drivers", quantity: "2", kind: "people")]
        (entry.through, entry.what.consent, entry.what.institution) = ("yes", "yes", "A haulier")
        let offer = try await test.listed(entry), need = try await drivers(test, 10, 14)
        _ = try await test.use(offer, for: need, 1000, by: "volunteer", note: "We spoke on the phone")
        func busy() async throws -> Int {
            try await test.app.database.read { db in
                try db.busySpans(in: network, of: [she], from: 0, to: Clock.never)[she]?.count ?? 0
            }
        }
        let all = try await test.app.database.read { db in
            try db.promisedSpans(in: network, from: 0, to: Clock.never).map(\.member)
        }
        #expect(all == [she], "it stands in her name")
        #expect(try await busy() == 0)
        try await promise(test, try await drivers(test, 20, 24), "volunteer")
        #expect(try await busy() == 1, "what she does herself")
        await test.app.database.close()
    }

    // MARK: Shifts

    @Test(arguments: TestApp.kinds) func nobodyPlansMoreForSomebodyThanTheySaid(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), now = test.clock.now, hour = Time.hour
        func planned(_ name: String, day: Int64, by planner: String = "founder") async throws -> [String] {
            let start = now + day * Time.day
            do {
                try await shift(test, name, from: start, to: start + 4 * hour, by: planner)
                return []
            } catch Refusal.invalid(let problems) {
                return problems.map { "\($0.field): \($0.message(.en))" }
            }
        }
        let passes = ["endsAt: \(RosterWords.passesLimit(6)(.en))"]
        for name in ["volunteer", "founder"] { try await test.drives(name, limit: "6") }
        #expect(try await planned("volunteer", day: 1) == [])
        #expect(try await planned("volunteer", day: 2) == passes)
        #expect(try await planned("volunteer", day: 10) == [], "another week")
        // What one takes on oneself is one's own to know; who said no limit has none.
        for day in [1, 2] as [Int64] {
            #expect(try await planned("founder", day: day) == [])
            #expect(try await planned("volunteer2", day: day) == [])
        }
        await test.app.database.close()
    }

    // MARK: Offers

    @Test(arguments: TestApp.kinds) func whatWasSaidOfOffersIsKnownToPlans(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let first = try await test.published(), second = try await test.published(test.entry("A ward lacks masks"))
        let offers = [try await test.listed(), try await test.listed(by: "volunteer2")]
        let no = try await test.use(offers[0], for: first, 10_000, by: "dispatcher")
        _ = try await test.answer(.decline(note: ""), no, by: "volunteer")
        let yes = try await test.use(offers[1], for: second, 10_000, by: "dispatcher")
        let claim = ClaimDraft(
            line: second.lines[0].id, quantity: 10_000, promisedBy: test.clock.now + Time.day)
        _ = try await test.answer(.accept(claim), yes, by: "volunteer2")
        test.clock.pass(3 * Time.second)
        let market = try await test.app.fits.market(of: network)
        let answers = offers.map { offer in
            market.offers[offer.id]?.map { market.market.supplies[$0].answers }
        }
        #expect(answers == [[.init(yes: 0, no: 1)], [.init(yes: 1, no: 0)]])
        await test.app.database.close()
    }
}
