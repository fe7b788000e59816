import Database
import Testing

@testable import Weftwork

/// By which way to try next, when somebody could not be reached.
@Suite struct ReachTests {
    private typealias Key = ReachRules.Key
    private typealias Tried = ReachRules.Tried

    /// Noon in the network's time.
    private static let noon: Int64 = 1_580_515_200_000 - 1_580_515_200_000 % Time.day + 4 * Time.hour
    private static let contacts = [
        Contact(name: "Lin", phone: "13900001234", email: "a@b.example"),
        Contact(name: "Ward", phone: "027-8288123", wechat: "ward", hours: "20:00后"),
    ]

    private func steps(
        _ reach: Reach? = nil, hasWeChat: Bool = false, hasGateway: Bool = true, ways: [KnownWay] = [],
        tried: [ReachRules.Key: ReachRules.Tried] = [:],
        isCritical: Bool = false, at moment: Int64 = noon
    ) -> [String] {
        ReachRules.steps(
            ReachTests.contacts, reach, hasWeChat: hasWeChat, hasGateway: hasGateway, ways: ways, tried: tried,
            isCritical: isCritical, now: moment
        ).map { "\($0.channel)\($0.contact + 1)" }
    }

    @Test func whatIsNotTriedComesFirst() {
        #expect(steps() == ["phone1", "wechat2", "sms1", "email1", "phone2"])
        // After a call in vain another way, then the same again.
        let once = [Key(channel: .phone, contact: 0): Tried(inVain: 1)]
        #expect(steps(tried: once) == ["wechat2", "sms1", "email1", "phone1", "phone2"])
        // In their hours the second contact is rung.
        let evening = ReachTests.noon + 8 * Time.hour + Time.minute
        #expect(steps(tried: once, at: evening).first == "phone2")
        // What came back, and a wrong number, come last, but stay to be chosen; no message goes to whoever has it.
        let wrong = [Key(channel: .phone, contact: 0): Tried(inVain: 1, isWrong: true)]
        let back = [KnownWay(way: .email, state: .failed, at: 0), KnownWay(way: .sms, state: .taken, at: 0)]
        #expect(steps(ways: back, tried: wrong) == ["wechat2", "phone2", "phone1", "email1"])
        #expect(steps(Reach(channel: "email")).first == "email1")
        #expect(steps(hasWeChat: true).contains("wechat1"))
        // Nobody can write what no gateway carries.
        #expect(steps(hasGateway: false) == ["phone1", "wechat2", "email1", "phone2"])
    }

    @Test func nobodyIsRungAtNightForWhatCanWait() {
        let night = ReachTests.noon + 11 * Time.hour
        #expect(steps(at: night).first != "phone1" && steps(isCritical: true, at: night).first == "phone1")
        let quiet = ReachRules.steps(
            [Contact(phone: "13900001234")], nil, hasWeChat: false, hasGateway: true, ways: [], tried: [:],
            isCritical: false, now: night)
        #expect(quiet.map(\.channel) == [.sms, .phone] && quiet[1].why == [.untried, .night])
    }

    @Test func eachSaysWhy() {
        let steps = ReachRules.steps(
            ReachTests.contacts, Reach(channel: "call", hours: "whenever the dog sleeps"), hasWeChat: false,
            hasGateway: true,
            ways: [KnownWay(way: .email, state: .sent, at: 0)],
            tried: [Key(channel: .phone, contact: 0): Tried(inVain: 2)], isCritical: false, now: ReachTests.noon)
        func why(_ channel: ReachStep.Channel, _ contact: Int) -> [ReachStep.Why]? {
            steps.first { $0.channel == channel && $0.contact == contact }?.why
        }
        #expect(why(.phone, 0) == [.chosen, .tried(2), .hoursStated])
        #expect(why(.phone, 1) == [.chosen, .untried, .outOfHours(DayHours(from: 1200, to: 1440))])
        #expect(why(.email, 0) == [.messaged] && why(.sms, 0) == [.untried])
    }

    @Test(
        arguments: [
            ("20:00后", 1200, 1440), ("8:30-11:30", 510, 690), ("8点到11点", 480, 660), ("晚上8点以后", 1200, 1440),
            ("after 20:00", 1200, 1440), ("8–11 at night", 1200, 1380), ("before 18:00", 0, 1080),
            ("下午2点～5点", 840, 1020), ("22:00-6:00", 1320, 360), ("２０：００以后", 1200, 1440), ("中午", nil, nil),
            ("8点", nil, nil), ("8, 9 or 10", nil, nil), ("99:00后", nil, nil), ("", nil, nil),
            // Each number goes by its own mark.
            ("9am-5pm", 540, 1020), ("9 a.m. to 5 p.m.", 540, 1020), ("上午9点到下午5点", 540, 1020),
            ("晚10点到早6点", 1320, 360), ("10 in the evening to 6 in the morning", 1320, 360),
            ("早上8点半到晚上9点", 510, 1260), ("8点到下午5点", 480, 1020), ("8点到晚上11点", 480, 1380),
            ("12am-6am", 0, 360), ("12pm-2pm", 720, 840), ("晚上9点到12点", 1260, 1440), ("晚上10点到2点", 1320, 120),
            ("before 5 in the afternoon", 0, 1020), ("午后3点前", 0, 900), ("by 9am", 0, 540),
            // A number without one goes by its neighbour's where that puts them in order.
            ("9-5pm", 540, 1020), ("8-11pm", 1200, 1380), ("12-5pm", 720, 1020), ("2pm to 5", 840, 1020),
            ("晚10点到6点", 1320, 360), ("8点到11点（晚上）", 1200, 1380), ("9am-12", 540, 720),
            // Only a person can tell.
            ("9-5", nil, nil), ("9点到5点", nil, nil), ("上午9点到5点", nil, nil), ("11-2am", nil, nil),
            ("早晚8点以后", nil, nil), ("早20点以后", nil, nil), ("晚上8点以后不要打", nil, nil), ("24/7", nil, nil),
            ("9pm to midnight", nil, nil), ("8点、11点", nil, nil), ("from now until 18:00", nil, nil),
            ("I am there after 20:00", 1200, 1440), ("base camp, after 20:00", 1200, 1440),
        ] as [(String, Int?, Int?)])
    func hoursAsPeopleWriteThem(_ words: String, _ from: Int?, _ to: Int?) {
        let read = HoursWords.read(words)
        #expect(read?.from == from && read?.to == to, "\(words): \(String(describing: read))")
    }

    @Test(
        arguments: [
            // An hour after half past ten at night is the morning; the critical are rung.
            (22 * 60 + 30, "", false, 7 * 60 + 1440), (22 * 60 + 30, "", true, 23 * 60 + 30),
            (9 * 60, "", false, 10 * 60),
            (5 * 60, "", false, 7 * 60), (21 * 60, "", false, 7 * 60 + 1440), (20 * 60 + 59, "", false, 21 * 60 + 59),
            // In the hours that were named, and else when they begin.
            (9 * 60, "20:00后", false, 20 * 60), (20 * 60, "20:00后", false, 21 * 60),
            (22 * 60, "22:00-6:00", false, 23 * 60), (6 * 60, "22:00-6:00", false, 22 * 60),
            (9 * 60, "whenever the dog sleeps", false, 10 * 60),
        ] as [(Int, String, Bool, Int)])
    func whoeverIsTriedAgainIsTriedWhenSomebodyAnswers(_ from: Int, _ hours: String, _ isCritical: Bool, _ due: Int) {
        let midnight = ReachTests.noon - Time.day / 2
        func retry(_ contacts: [Contact]) -> Int64 {
            ReachRules.retry(
                at: midnight + Int64(from) * Time.minute + Time.hour, contacts, Reach(hours: hours),
                isCritical: isCritical)
        }
        #expect(retry([Contact(phone: "13900001234")]) == midnight + Int64(due) * Time.minute)
        #expect(
            retry([Contact(email: "a@b.example")]) == midnight + Int64(from + 60) * Time.minute,
            "what is written comes at any hour")
        // A second number that answers by day is rung by day.
        let both = retry([Contact(phone: "13900001234"), Contact(phone: "13900005678", hours: "0:00-24:00")])
        #expect(both == midnight + Int64(from + 60) * Time.minute)
    }

    @Test func aWayIsKeptByItsCodeAndReadInEveryLanguage() {
        for (channel, contact, code) in [
            (ReachStep.Channel.phone, 0, "phone"), (.sms, 1, "sms 2"), (.wechat, 0, "wechat"),
        ] {
            let name = ReachWords.name(channel, contact)
            for words in [name(.zh), name(.en), code, " \(code) "] { #expect(ReachWords.kept(words) == code) }
            // What was kept before, in whichever language, too.
            for kept in [code, name(.zh), name(.en)] {
                #expect(ReachWords.said(kept)(.en) == name(.en) && ReachWords.said(kept)(.zh) == name(.zh))
            }
        }
        #expect(ReachWords.kept("by her neighbour") == "by her neighbour")
        #expect(ReachWords.said("by her neighbour")(.zh) == "by her neighbour")
        #expect(ReachWords.said("wrongNumber")(.en) == CallWords.name(of: .wrongNumber)(.en))
    }

    @Test(arguments: TestApp.kinds) func whoIsReachedAfterAllIsOnRecord(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await test.submit(), intake = test.viewer("intake")
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        // Into the night, to eleven: in the morning at seven.
        test.clock.pass(14 * Time.hour)
        try await test.act(.cannotReach(channel: "电话", retryAt: nil), need.id, "intake")
        #expect(try await test.need(need.id)?.dueAt == test.clock.now + 9 * Time.hour)
        // A time that somebody agreed to is theirs.
        test.clock.pass(Time.minute)
        let agreed = test.clock.now + 2 * Time.hour
        try await test.act(.cannotReach(channel: "微信", retryAt: agreed), need.id, "intake")
        #expect(try await test.need(need.id)?.dueAt == agreed)
        test.clock.pass(Time.minute)
        try await test.act(.reached(note: "She rang back.", channel: "phone"), need.id, "intake")
        let file = try await acts.file(need.id, for: intake, in: network)
        #expect(file.calls.map(\.channel) == ["phone", "wechat", "phone"])
        #expect(file.calls.last?.outcome == CallOutcome.spoke.rawValue && file.calls.last?.memberName == "intake")
        let lines = file.story.compactMap { StoryWords.line(for: $0, names: [:])?(.en) }
        #expect(lines.contains("Attempt 1 to reach the requester, in vain: phone"), "\(lines)")
        #expect(lines.contains("Reached: phone: She rang back."), "\(lines)")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aCallThatGetsThroughIsHavingReachedHer(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await test.submit()
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        try await test.act(.cannotReach(channel: "phone", retryAt: nil), need.id, "intake")
        // What must be told meanwhile is a call of its own.
        try await acts.reportCall(of: need.id, "", by: test.requester(need.id), in: network)
        let report = try #require(
            try await test.app.database.read { db in try db.reports(of: need.id, in: network) }.first)
        try await acts.endReport(report.id, of: need.id, "Not one of us.", by: test.viewer("founder"), in: network)
        #expect(try await test.need(need.id)?.state == .cannotReach)
        _ = try await acts.endCall(of: need.id, "spoke", note: "", by: test.viewer("intake"), in: network)
        let file = try await acts.file(need.id, for: test.viewer("intake"), in: network)
        #expect(file.need.state != .cannotReach && file.need.attempts == 0)
        #expect(file.story.contains { $0.kind == .reached } && file.calls.contains { $0.outcome == "spoke" })
        await test.app.database.close()
    }

    @Test func hoursOverMidnight() {
        let hours = DayHours(from: 1320, to: 360)
        #expect(hours.contains(1400) && hours.contains(10) && !hours.contains(720) && !hours.contains(360))
        #expect(DayHours.minute(of: ReachTests.noon) == 720)
    }

    @Test(arguments: TestApp.kinds) func whatWasTriedIsReadFromWhatWasWrittenDown(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        var entry = test.entry()
        entry.email = "ward@hospital.example"
        let need = try await test.submit(entry), her = test.requester(need.id)
        try await acts.addContact(Contact(phone: "15412345679"), to: need.id, by: her, in: network)
        func first() async throws -> ReachStep? {
            try await acts.file(need.id, for: test.viewer("intake"), in: network).reachSteps.first
        }
        #expect(try await first()?.channel == .phone)
        try await test.act(.cannotReach(channel: "phone", retryAt: nil), need.id, "intake")
        let second = try #require(try await first())
        #expect(second.channel == .phone && second.contact == 1 && second.why.first == .untried)
        let name = ReachWords.name(.phone, 1)(.zh)
        try await test.act(.cannotReach(channel: name, retryAt: nil), need.id, "intake")
        // Each number was rung once and one mail went: the first is rung again. Here no gateway carries short messages.
        let third = try #require(try await first())
        #expect(third.channel == .phone && third.contact == 0 && third.why.contains(.tried(1)))
        let steps = try await acts.file(need.id, for: test.viewer("intake"), in: network).reachSteps
        #expect(!steps.contains { $0.channel == .sms } && steps.contains { $0.channel == .email })
        // Neither she nor those outside read it.
        #expect(try await acts.file(need.id, for: her, in: network).reachSteps.isEmpty)
        await test.app.database.close()
    }

    @Test func aWrongNumberIsWrongWhicheverWay() {
        let contacts = [
            Contact(name: "Lin", phone: "13900001234"), Contact(name: "Lin too", phone: "+8613900001234"),
            Contact(name: "Ward", phone: "13811112222"),
        ]
        let wrong = [Key(channel: .phone, contact: 0): Tried(inVain: 1, isWrong: true)]
        let steps = ReachRules.steps(
            contacts, nil, hasWeChat: false, hasGateway: true, ways: [], tried: wrong, isCritical: false,
            now: ReachTests.noon)
        #expect(steps.filter { $0.channel == .sms }.map(\.contact) == [2])
        #expect(steps.filter { $0.why.contains(.wrongNumber) }.map(\.contact).sorted() == [0, 1])
        #expect(ReachRules.isSMSWrong(contacts, wrong))
        let other = [Key(channel: .phone, contact: 2): Tried(inVain: 1, isWrong: true)]
        #expect(!ReachRules.isSMSWrong(contacts, other) && !ReachRules.isSMSWrong(contacts, [:]))
    }

    @Test(arguments: TestApp.kinds) func aCorrectedNumberIsUntried(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind, environment: ["WEFT_SMS_URL": "https://sms.example/{local}"])
        let acts = test.app.needs, network = test.network.id
        let need = try await test.submit(), her = test.requester(need.id)
        try await acts.addContact(Contact(phone: "13811112222"), to: need.id, by: her, in: network)
        func steps() async throws -> [ReachStep] {
            try await acts.file(need.id, for: test.viewer("intake"), in: network).reachSteps
        }
        func sent() async throws -> Int {
            try await test.app.database.read { db in
                try db.value("SELECT count(*) FROM jobs WHERE kind = \(Job.Kind.sms)", as: Int.self) ?? 0
            }
        }
        func correct(_ change: (inout Correction) -> Void) async throws {
            var correction = Correction()
            change(&correction)
            test.clock.pass(Time.minute)
            _ = try await acts.perform(.correct(correction), on: need.id, by: her, in: network)
            test.clock.pass(Time.minute)
        }
        try await correct { $0.contact = Contact(phone: "13900001234") }
        let fresh = try await steps()
        #expect(fresh.contains { $0.channel == .sms && $0.contact == 0 })
        let before = try await sent()
        try await test.app.database.write { db in
            for (channel, outcome) in [("phone", CallOutcome.wrongNumber), ("电话（第 2 位联系人）", .noAnswer)] {
                try db.insertCall(
                    need: need, member: try #require(test.members["intake"]).id, channel: channel,
                    outcome: outcome.rawValue, note: "", at: test.clock.now, id: test.app.world.newID())
            }
        }
        let wrong = try await steps()
        #expect(!wrong.contains { $0.channel == .sms && $0.contact == 0 })
        #expect(wrong.first { $0.channel == .phone && $0.contact == 0 }?.why.contains(.wrongNumber) == true)
        // Nothing leaves for a stranger by itself either.
        test.clock.pass(Time.minute)
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        #expect(try await sent() == before)
        // Her secret link least of all.
        try await acts.sendLinkAgain(of: need)
        #expect(try await sent() == before)
        // Another address is no other number.
        try await correct { ($0.address, $0.contact) = ("Gate 3", Contact(phone: "13900001234")) }
        #expect(try await steps() == wrong)
        try await correct { $0.contact = Contact(phone: "13900005678") }
        let after = try await steps()
        #expect(after.contains { $0.channel == .sms && $0.contact == 0 && $0.why == [.untried] })
        #expect(after.first { $0.channel == .phone && $0.contact == 0 }?.why == [.untried])
        #expect(after.first { $0.channel == .phone && $0.contact == 1 }?.why == [.tried(1)])
        let untold = try await sent()
        try await acts.sendLinkAgain(of: need)
        #expect(try await sent() == untold + 1, "at her new number it reaches her")
        // Whoever stands in its place once one is taken away was never tried.
        try await acts.removeContact(at: 0, of: need.id, by: her, in: network)
        #expect(try await steps().first { $0.channel == .phone }?.why == [.untried])
        await test.app.database.close()
    }
}
