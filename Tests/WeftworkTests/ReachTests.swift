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
        _ reach: Reach? = nil, hasWeChat: Bool = false, ways: [KnownWay] = [],
        tried: [ReachRules.Key: ReachRules.Tried] = [:],
        isCritical: Bool = false, at moment: Int64 = noon
    ) -> [String] {
        ReachRules.steps(
            ReachTests.contacts, reach, hasWeChat: hasWeChat, ways: ways, tried: tried, isCritical: isCritical,
            now: moment
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
        // What came back, and a wrong number, come last, but stay to be chosen.
        let wrong = [Key(channel: .phone, contact: 0): Tried(inVain: 1, isWrong: true)]
        let back = [KnownWay(way: .email, state: .failed, at: 0), KnownWay(way: .sms, state: .taken, at: 0)]
        #expect(steps(ways: back, tried: wrong) == ["wechat2", "sms1", "phone2", "phone1", "email1"])
        #expect(steps(Reach(channel: "email")).first == "email1")
        #expect(steps(hasWeChat: true).contains("wechat1"))
    }

    @Test func nobodyIsRungAtNightForWhatCanWait() {
        let night = ReachTests.noon + 11 * Time.hour
        #expect(steps(at: night).first != "phone1" && steps(isCritical: true, at: night).first == "phone1")
        let quiet = ReachRules.steps(
            [Contact(phone: "13900001234")], nil, hasWeChat: false, ways: [], tried: [:], isCritical: false, now: night)
        #expect(quiet.map(\.channel) == [.sms, .phone] && quiet[1].why == [.untried, .night])
    }

    @Test func eachSaysWhy() {
        let steps = ReachRules.steps(
            ReachTests.contacts, Reach(channel: "call", hours: "whenever the dog sleeps"), hasWeChat: false,
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
        ] as [(String, Int?, Int?)])
    func hoursAsPeopleWriteThem(_ words: String, _ from: Int?, _ to: Int?) {
        let read = HoursWords.read(words)
        #expect(read?.from == from && read?.to == to, "\(words): \(String(describing: read))")
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
        #expect(try await first()?.channel == .sms)
        // Neither she nor those outside read it.
        #expect(try await acts.file(need.id, for: her, in: network).reachSteps.isEmpty)
        await test.app.database.close()
    }
}
