import Database
import Engine
import Testing

@testable import Weftwork

/// When somebody is free, as they said it: on their own clock, until it ends, and never when they pause, rest or have done enough.
@Suite struct VolunteerTests {
    /// A moment in UTC.
    private static func at(_ text: String) -> Int64 { Format.milliseconds(rfc3339: text) ?? 0 }

    // MARK: Clocks on walls

    @Test func weeksBeginOnMondayWhereverSomebodyIs() {
        let shanghai = LocalClock("Asia/Shanghai"), york = LocalClock("America/New_York")
        // Sunday evening in New York is Monday morning in Shanghai.
        let moment = VolunteerTests.at("2026-11-23T01:30:00Z")
        #expect(shanghai.hourOfWeek(moment) == 9)
        #expect(york.hourOfWeek(moment) == 6 * 24 + 20)
        #expect(shanghai.time(moment) == "09:30" && york.time(moment) == "20:30")
        #expect(shanghai.name(ofDay: moment) == "2026-11-23" && york.name(ofDay: moment) == "2026-11-22")
        #expect(LocalClock("Nowhere/Here").zone == LocalClock("Asia/Shanghai").zone)
    }

    @Test func daysHaveAsManyHoursAsTheyHave() {
        let berlin = LocalClock("Europe/Berlin")
        let spring = berlin.bounds(ofDay: VolunteerTests.at("2026-03-29T10:00:00Z"))
        let autumn = berlin.bounds(ofDay: VolunteerTests.at("2026-10-25T10:00:00Z"))
        #expect(spring.end - spring.start == 23 * Time.hour)
        #expect(autumn.end - autumn.start == 25 * Time.hour)
        // What the clock never shows is an hour later; what it shows twice is the first time.
        let missing = berlin.moment(wall: VolunteerTests.at("2026-03-29T02:30:00Z"))
        #expect(berlin.time(missing) == "03:30")
        let twice = berlin.moment(wall: VolunteerTests.at("2026-10-25T02:30:00Z"))
        #expect(twice == VolunteerTests.at("2026-10-25T00:30:00Z"))
    }

    @Test func hoursPastMidnightAreTheNextDays() throws {
        let mask = try AvailabilityRules.mask(["", "", "", "", "", "", "22-2"])
        #expect(mask.count == 4)
        #expect(mask[6 * 24 + 22] && mask[6 * 24 + 23] && mask[0] && mask[1] && !mask[2])
        #expect(mask.ranges(of: 6).map(\.from) == [22] && mask.ranges(of: 0).map(\.to) == [2])
        #expect(WeekMask(stored: mask.stored) == mask)
        #expect(try AvailabilityRules.mask(["9-12、14:00–18点", "0-24"]).count == 7 + 24)
        #expect(WeekMask(stored: "ff") == nil)
    }

    @Test(arguments: [["14"], ["14-18-20"], ["14:30-18"], ["25-26"], ["x-y"], [""], []])
    func whatIsNoHoursIsRefused(_ days: [String]) {
        #expect(throws: Refusal.self) { try AvailabilityRules.mask(days) }
    }

    @Test func timesAreReadAsPeopleWriteThem() {
        let read = ["14": 840, "14:30": 870, "8点": 480, "24": 1440, "0:05": 5].allSatisfy {
            AvailabilityRules.minutes($0) == $1
        }
        #expect(read)
        for text in ["", "25", "14:60", "24:01", "later", "-1"] {
            #expect(AvailabilityRules.minutes(text) == nil, "\(text)")
        }
    }

    // MARK: What holds when

    private func made(
        _ draft: AvailabilityDraft, at now: Int64, zone: String = "Asia/Shanghai"
    ) throws -> Weftwork.Availability {
        let id = ID(milliseconds: 1, entropy: (1, 1))
        return try AvailabilityRules.made(draft, of: id, in: id, zone: zone, at: now)
    }

    @Test func twoHoursNowEndWithTheDayOrWhenTheyAreOver() throws {
        let noon = VolunteerTests.at("2026-11-26T04:00:00Z"), night = VolunteerTests.at("2026-11-26T15:00:00Z")
        let day = try made(.now(hours: 2), at: noon)
        #expect(day.to == noon + 2 * Time.hour && day.endsAt == VolunteerTests.at("2026-11-26T16:00:00Z"))
        #expect(AvailabilityRules.end(of: day, from: noon + Time.hour) == day.to)
        #expect(AvailabilityRules.end(of: day, from: noon + 2 * Time.hour) == nil)
        // At eleven in the evening two hours go on past midnight.
        let late = try made(.now(hours: 2), at: night)
        #expect(late.endsAt == late.to && late.holds(at: night + 119 * Time.minute))
        #expect(throws: Refusal.self) { try made(.now(hours: 13), at: noon) }
    }

    @Test func todayIsTheDayOnOnesOwnWall() throws {
        let now = VolunteerTests.at("2026-11-26T20:00:00Z")
        let york = try made(.today(from: "14", to: "18:30"), at: now, zone: "America/New_York")
        #expect(
            york.from == VolunteerTests.at("2026-11-26T19:00:00Z")
                && york.to == VolunteerTests.at("2026-11-26T23:30:00Z"))
        // In Shanghai it is the 27th already, four in the morning.
        let shanghai = try made(.today(from: "14", to: "18"), at: now)
        #expect(shanghai.from == VolunteerTests.at("2026-11-27T06:00:00Z"))
        let past = try made(.today(from: "22", to: "2"), at: now)
        #expect(past.to - past.from == 4 * Time.hour)
        #expect(throws: Refusal.self) { try made(.today(from: "1", to: "3"), at: now) }
    }

    @Test func aWeekHoldsNinetyDaysButForItsExceptions() throws {
        let monday = VolunteerTests.at("2026-11-23T00:00:00Z")
        let week = try made(.weekly(days: ["14-18"], except: "2026-11-30"), at: monday)
        #expect(AvailabilityRules.end(of: week, from: monday + 6 * Time.hour) == monday + 10 * Time.hour)
        #expect(AvailabilityRules.end(of: week, from: monday + 10 * Time.hour) == nil)
        #expect(AvailabilityRules.end(of: week, from: monday + 7 * Time.day + 6 * Time.hour) == nil)
        #expect(AvailabilityRules.end(of: week, from: monday + 14 * Time.day + 6 * Time.hour) != nil)
        #expect(AvailabilityRules.end(of: week, from: monday + 91 * Time.day + 6 * Time.hour) == nil)
        #expect(!week.isEnding(at: monday + 82 * Time.day) && week.isEnding(at: monday + 84 * Time.day))
    }

    @Test func aWeekFollowsTheClockWhenItIsPutForward() throws {
        let now = VolunteerTests.at("2026-03-20T00:00:00Z")
        let week = try made(
            .weekly(days: Array(repeating: "9-17", count: 7), except: ""), at: now, zone: "Europe/Berlin")
        // Nine in the morning is eight in UTC before summer time, and seven after.
        #expect(
            AvailabilityRules.end(of: week, from: VolunteerTests.at("2026-03-28T08:00:00Z"))
                == VolunteerTests.at("2026-03-28T16:00:00Z"))
        #expect(
            AvailabilityRules.end(of: week, from: VolunteerTests.at("2026-03-30T07:00:00Z"))
                == VolunteerTests.at("2026-03-30T15:00:00Z"))
        #expect(AvailabilityRules.end(of: week, from: VolunteerTests.at("2026-03-28T07:00:00Z")) == nil)
    }

    @Test func whatOverlapsIsWorkedOnce() {
        let now = 100 * Time.day
        func hours(_ from: Int64, _ to: Int64) -> (from: Int64, to: Int64) {
            (now + from * Time.hour, now + to * Time.hour)
        }
        #expect(VolunteerRules.load([hours(-10, -4), hours(-8, -2), hours(-6, -5)], at: now) == 8 * Time.hour)
        #expect(VolunteerRules.load([hours(-200, -166), hours(-1, 5)], at: now) == 3 * Time.hour)
        #expect(VolunteerRules.load([], at: now) == 0)
        #expect(
            VolunteerRules.isFull(load: 5 * Time.hour, limit: 5)
                && !VolunteerRules.isFull(load: 39 * Time.hour, limit: nil))
    }

    @Test func skillsAreTheSameInEitherLanguage() {
        #expect(
            Skills.key(of: "开车") == "driving" && Skills.key(of: "Driver") == "driving"
                && Skills.key(of: " 司机 ") == "driving")
        #expect(Tongues.tag("普通话") == "zh" && Tongues.tag("English") == "en" && Tongues.tag("粤语") == "粤语")
        #expect(Skills.key(of: "吹玻璃") == Skills.key(of: "吹玻璃 "))
        #expect(Set(Skills.catalogue.map(\.key)).count == Skills.catalogue.count)
    }

    // MARK: Kept, found, forgotten

    private func name(_ viewer: Viewer) -> ID? { viewer.member?.id }

    @Test(arguments: TestApp.kinds) func whatIsSaidIsFoundByThoseWhoDispatch(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.volunteers, network = test.network.id
        let volunteer = test.viewer("volunteer"), dispatcher = test.viewer("dispatcher")
        var draft = VolunteerDraft()
        draft.skills = [
            .init(name: "开车", level: "expert", evidence: "canary-evidence"), .init(name: "glass", level: nil),
        ]
        (draft.isRemote, draft.radius, draft.means) = (true, "30", ["van"])
        (draft.dialect, draft.languages, draft.weeklyLimit) = ("粤语", ["zh", "en"], "10")
        try await acts.save(draft, by: volunteer, in: network)
        try await acts.say(.now(hours: 2), by: volunteer, in: network)
        let own = try await acts.own(of: volunteer, in: network)
        #expect(own.skills.map(\.level) == [.expert, .able] && own.skills[0].evidence == "canary-evidence")
        #expect(own.volunteer.radius == 30 && own.limit == 10 && own.languages == ["zh", "en"])

        func free(_ query: String) async throws -> FreeList {
            try await acts.free(
                try FreeQuery(Form(encoded: query)), try Paging(Form(), keys: 1), for: dispatcher, in: network)
        }
        let found = try await free("skill=driving&language=en&remote=1&tier=trusted")
        #expect(found.items.map(\.name) == ["volunteer"] && found.hidden == 0)
        #expect(found.items.first?.freedom == .today(until: test.clock.now + 2 * Time.hour))
        #expect(found.items.first?.dialect == "粤语")
        let text = String(decoding: FreeListView(list: found, language: .en).json, as: UTF8.self)
        #expect(!text.contains("canary-evidence") && !text.contains("@"))
        for none in ["skill=cooking", "language=fr", "tier=steward", "area=%E6%AD%A6%E6%B1%89"] {
            #expect(try await free(none).items.isEmpty, "\(none)")
        }
        await #expect(throws: Refusal.self) {
            try await acts.free(try FreeQuery(Form()), try Paging(Form(), keys: 1), for: volunteer, in: network)
        }
        // Nothing is said any more when the day is over.
        test.clock.pass(Time.day)
        #expect(try await free("").items.isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoPausesRestsOrIsFullIsCountedAndNotNamed(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.volunteers, network = test.network.id
        for name in ["volunteer", "volunteer2", "volunteer3"] {
            try await acts.say(.ask, by: test.viewer(name), in: network)
        }
        func free() async throws -> String {
            acts.changed(in: network)
            let list = try await acts.free(
                try FreeQuery(Form()), try Paging(Form(), keys: 1), for: test.viewer("dispatcher"), in: network)
            return "\(list.items.map(\.name).joined(separator: " "))/\(list.hidden)"
        }
        #expect(try await free().split(separator: " ").count == 3)
        try await acts.say(.pause(until: ""), by: test.viewer("volunteer"), in: network)
        try await test.app.members.rest(
            RestDraft(keepsRoles: true, note: ""), by: test.viewer("volunteer2"), in: network)
        var draft = VolunteerDraft()
        draft.weeklyLimit = "2"
        try await acts.save(draft, by: test.viewer("volunteer3"), in: network)
        #expect(try await free() == "volunteer3/2")
        let third = try #require(test.members["volunteer3"]).id
        try await test.app.needs.planShift(
            member: third, desk: "intake", from: test.clock.now, to: test.clock.now + 2 * Time.hour,
            by: test.viewer("founder"), in: network)
        test.clock.pass(2 * Time.hour)
        #expect(try await free() == "/3")
        // Saying when one is free ends the pause.
        try await acts.say(.now(hours: 1), by: test.viewer("volunteer"), in: network)
        #expect(try await free() == "volunteer/2")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func hoursThatEndSoonAreAskedAboutOnceAndRenewedInOneTap(_ kind: EngineKind)
        async throws
    {
        let test = try await TestApp(kind), acts = test.app.volunteers, network = test.network.id
        let volunteer = test.viewer("volunteer")
        func mails() async throws -> Int {
            try await test.app.database.read { db in try db.value("SELECT count(*) FROM jobs", as: Int.self) ?? 0 }
        }
        await #expect(throws: Refusal.self) { try await acts.say(.renew, by: volunteer, in: network) }
        try await acts.say(.weekly(days: ["14-18"], except: ""), by: volunteer, in: network)
        let before = try await mails()
        test.clock.pass(80 * Time.day)
        try await acts.sweepHours()
        #expect(try await mails() == before)
        test.clock.pass(4 * Time.day)
        try await acts.sweepHours()
        try await acts.sweepHours()
        #expect(try await mails() == before + 1)
        #expect(try await acts.hours(of: volunteer, in: network).ending.map(\.kind) == [.weekly])
        try await acts.say(.renew, by: volunteer, in: network)
        #expect(try await acts.hours(of: volunteer, in: network).ending.isEmpty)
        #expect(try await acts.hours(of: volunteer, in: network).all.first?.endsAt == test.clock.now + 90 * Time.day)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func supplyIsWhatMatchingTakesWithoutNames(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.volunteers, network = test.network.id
        let volunteer = test.viewer("volunteer"), now = test.clock.now
        try await test.app.members.save(
            ProfileDraft(texts: [.area: "武汉市江汉区", .skills: "司机、吹玻璃"]), by: volunteer)
        try await acts.say(.weekly(days: Array(repeating: "8-20", count: 7), except: ""), by: volunteer, in: network)
        let supply = try #require(try await acts.supply(in: network, at: now).first)
        #expect(supply.id == name(volunteer) && supply.skills["driving"] == .able && supply.skills.count == 2)
        #expect(supply.standing == .trusted && supply.area == "武汉市江汉区" && supply.limit == 40)
        let point = try #require(supply.point)
        #expect(abs(point.latitude - 30.6) < 0.3 && abs(point.longitude - 114.3) < 0.3)
        // 1 February 2020, eight in the morning in Shanghai: twelve hours free, twelve not.
        let mask = supply.mask(from: now, hours: 36)
        #expect(mask.prefix(12).allSatisfy { $0 } && mask[12..<24].allSatisfy { !$0 } && mask[24])
        #expect(
            supply.isFree(from: now, to: now + 12 * Time.hour) && !supply.isFree(from: now, to: now + 13 * Time.hour))
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func allOfItGoesWithThePerson(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.volunteers, network = test.network.id
        let volunteer = test.viewer("volunteer"), person = try #require(volunteer.personID)
        var draft = VolunteerDraft(dialect: "canary-dialect")
        draft.skills = [.init(name: "开车", level: "able", evidence: "canary-evidence")]
        try await acts.save(draft, by: volunteer, in: network)
        try await acts.say(.ask, by: volunteer, in: network)
        let member = try #require(volunteer.member).id, vault = test.app.vault
        let rows = try await test.app.database.read { db in
            try db.ownRows(in: OwnTable.ofVolunteers, person: person, members: [member], vault: vault)
        }
        #expect(Set(rows.map(\.table)) == ["volunteers", "volunteer_skills", "availabilities"])
        let notes = rows.flatMap(\.values).first { $0.name == "notes" }?.value
        let words = notes.flatMap { if case .text(let text) = $0 { text } else { nil } } ?? ""
        #expect(words.contains("canary-dialect") && words.contains("canary-evidence"))

        try await test.app.members.askToBeForgotten(note: "", by: volunteer)
        test.clock.pass(15 * Time.day)
        try await test.app.members.forgetAccounts()
        let left = try await test.app.database.read { db in
            try ["volunteers", "volunteer_skills", "availabilities"].map { table -> Int in
                var count = 0
                let stored = try db.storedTables().first { $0.name == table }
                if let stored { try db.eachRow(of: stored, where: nil) { _ in count += 1 } }
                return count
            }
        }
        #expect(left == [0, 0, 0])
        await test.app.database.close()
    }
}
