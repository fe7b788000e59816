import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

/// A real emergency's arrivals against a desk of six: nobody is ever without owner and deadline, and whoever waits too long has
/// somebody's name and alarm on it. Time is the tests' own: a day takes seconds.
@Suite struct ReplayTests {
    /// `./dev drill burst [SCALE]`: the whole curve, `SCALE` times the tenfold peak.
    static let scale = ProcessInfo.processInfo.environment["WEFT_BURST"].flatMap(Double.init)

    @Test(arguments: TestApp.kinds) func oneDayOfARealBurst(_ kind: EngineKind) async throws {
        let replay = try await Replay(
            kind, arrivals: ReplayCurve.minutes(from: 4, to: 4, share: 0.12), most: 36 * 60, pace: 12)
        try await replay.run()
        #expect(replay.figures.arrived > 90, "too few came to mean anything: \(replay.figures.arrived)")
        #expect(replay.figures.answered > replay.figures.arrived / 2)
    }

    @Test(.enabled(if: scale != nil), arguments: TestApp.kinds) func theWholeEmergency(_ kind: EngineKind) async throws
    {
        let arrivals = ReplayCurve.minutes(from: 1, to: 19, share: ReplayTests.scale ?? 1)
        let replay = try await Replay(kind, arrivals: arrivals, most: 26 * 24 * 60, pace: 3)
        let start = ContinuousClock.now
        try await replay.run()
        print("\(kind):\n\(replay.figures.words)\nwall time:", ContinuousClock.now - start)
        #expect(replay.figures.arrived > 0)
    }
}

/// What a replay has shown.
struct ReplayFigures: Sendable {
    var arrived = 0
    var answered = 0
    var peakWaiting = 0
    var longest: [Need.Urgency: Int64] = [:]
    var messages = 0
    /// The most messages that one member got within one hour.
    var mostInAnHour = 0
    var reserve = 0
    var minutes = 0

    var words: String {
        let longest = Need.Urgency.allCases.map { "\($0.name) \((self.longest[$0] ?? 0) / Time.minute) min" }
        return """
            arrivals: \(arrived), answered: \(answered), simulated minutes: \(minutes)
            most waiting at once: \(peakWaiting)
            longest first answer: \(longest.joined(separator: ", "))
            messages to members: \(messages), most for one within an hour: \(mostInAnHour)
            came from the reserve: \(reserve)
            """
    }
}

/// A desk of six on shifts, one on call at night, a reserve that comes by wave; minute after minute.
final class Replay {
    private let test: TestApp
    private let arrivals: [Int: Int]
    private let most: Int
    private var random = SplitMix64(seed: 5)
    private var people: [String: Member] = [:]
    private var addresses: Set<String> = []
    private var alarms: [String: Int64] = [:]
    private var told: [String: [Int64]] = [:]
    private var urgencies: [ID: (urgency: Need.Urgency, at: Int64)] = [:]
    private(set) var figures = ReplayFigures()

    private static let morning = ["d0", "d1", "d2"], evening = ["d3", "d4", "d5"]
    /// Each of the desk gives a first answer every so many minutes.
    private let pace: Int

    init(_ kind: EngineKind, arrivals: [Int: Int], most: Int, pace: Int) async throws {
        test = try await TestApp(kind)
        self.arrivals = arrivals
        self.most = most
        self.pace = pace
        for number in 0..<6 { try await add("d\(number)", [.verifier, .intake]) }
        for number in 0..<6 { try await add("r\(number)", [.verifier]) }
        try await add("lead", [.coordinator])
        let members = try await test.app.database.read { [test] db in try db.members(of: test.network.id) }
        people = Dictionary(members.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        addresses = Set(members.map { "\($0.name)@example.org" })
    }

    private func add(_ name: String, _ roles: Set<Role>) async throws {
        _ = try await test.app.people.addMember(
            MemberDraft(email: "\(name)@example.org", name: name, roles: Array(roles)), to: "test")
    }

    func run() async throws {
        let last = arrivals.keys.max() ?? 0
        var minute = 0
        while minute < most {
            if minute % (24 * 60) == 0 {
                try await planDay()
                if ReplayTests.scale != nil { tell(day: minute / (24 * 60)) }
            }
            for _ in 0..<(arrivals[minute] ?? 0) { try await arrive() }
            guard figures.arrived > 0 else {
                test.clock.pass(Time.minute)
                minute += 1
                continue
            }
            try await work(minute)
            _ = try await test.app.needs.sweep()
            try await test.app.needs.sweepBursts()
            try await readMail()
            guard try await holds(minute) else { break }
            if minute > last, urgencies.isEmpty { break }
            test.clock.pass(Time.minute)
            minute += 1
        }
        figures.minutes = minute
        figures.mostInAnHour =
            told.values.map { moments in
                moments.map { moment in moments.count { $0 >= moment && $0 < moment + Time.hour } }.max() ?? 0
            }.max() ?? 0
        await test.app.database.close()
    }

    /// A drill takes long: each day says how far it is.
    private func tell(day: Int) {
        FileHandle.standardError.write(Data("day \(day): \(figures.arrived) came, \(figures.answered) answered\n".utf8))
    }

    private func viewer(_ name: String) -> Viewer {
        people[name].map { Viewer(.member($0), language: .en) } ?? Viewer(.anonymous, language: .en)
    }

    /// 08:00 to 16:00 three, 16:00 to 24:00 three, at night one who is woken.
    private func planDay() async throws {
        let start = test.clock.now, founder = viewer("founder"), network = test.network.id
        for (names, from) in [(Replay.morning, Int64(8)), (Replay.evening, 16)] {
            for name in names {
                guard let member = people[name] else { continue }
                try await test.app.needs.planShift(
                    member: member.id, desk: "desk", from: start + from * Time.hour, to: start + (from + 8) * Time.hour,
                    by: founder, in: network)
            }
        }
        guard let awake = people["d5"] else { return }
        let line = try await test.app.needs.planShift(
            member: awake.id, desk: "night", from: start, to: start + 8 * Time.hour, isOnCall: true, by: founder,
            in: network)
        try await test.app.needs.answerShift(line, accepts: true, by: viewer("d5"), in: network)
    }

    private func arrive() async throws {
        figures.arrived += 1
        let number = figures.arrived
        var entry = test.entry("第 \(number) 医院缺口罩")
        entry.phone = ""
        entry.email = "ward\(number)@hospital.example"
        let roll = Int.random(in: 0..<100, using: &random)
        let urgency: Need.Urgency = roll < 10 ? .critical : roll < 40 ? .high : roll < 90 ? .normal : .low
        entry.urgency = urgency.name
        let need = try await test.submit(entry)
        urgencies[need.id] = (urgency, test.clock.now)
    }

    private func work(_ minute: Int) async throws {
        let hour = minute / 60 % 24
        var hands = hour >= 16 ? Replay.evening : hour >= 8 ? Replay.morning : []
        if minute % 10 == 0 { try await askReserve() }
        let here = try await test.app.database.read { [test] db in
            try db.dutyCandidates(in: test.network.id, now: test.clock.now).filter(\.isOnShift).map(\.member.name)
        }
        hands += here.filter { $0.hasPrefix("r") }
        if minute % pace == 0, !hands.isEmpty, !urgencies.isEmpty {
            for (name, item) in zip(hands, try await test.app.needs.triage(of: test.network.id).items) {
                try await answer(item.item.id, by: name)
            }
        }
        // Whoever was woken takes what is critical.
        if hands.isEmpty, minute % 15 == 0, let awake = people["d5"] {
            let waiting = try await test.app.needs.waiting(for: awake)
            for ring in waiting.rung.prefix(3) {
                _ = try await test.app.needs.take(ring.need, by: viewer("d5"), in: test.network.id)
                try await answer(ring.need, by: "d5")
            }
        }
    }

    private func answer(_ id: ID, by name: String) async throws {
        do {
            _ = try await test.app.needs.perform(
                .acknowledge(note: "We have read it."), on: id, by: viewer(name), in: test.network.id)
        } catch Refusal.conflict {
            // Somebody was faster.
            return
        }
        guard let asked = urgencies.removeValue(forKey: id) else { return }
        figures.answered += 1
        figures.longest[asked.urgency] = max(figures.longest[asked.urgency] ?? 0, test.clock.now - asked.at)
    }

    private func askReserve() async throws {
        for number in 0..<6 {
            let name = "r\(number)"
            guard let member = people[name],
                try await test.app.needs.waiting(for: member).isReserveAsked
            else { continue }
            let comes = Bool.random(using: &random)
            try await test.app.needs.answerReserve(comes: comes, by: viewer(name), in: test.network.id)
            if comes { figures.reserve += 1 }
        }
    }

    /// Sends what waits, and sees that nobody gets two alarms within ten minutes.
    private func readMail() async throws {
        let now = test.clock.now
        let isWaiting = try await test.app.database.read { db in
            try db.value("SELECT 1 FROM jobs WHERE run_at <= \(now) LIMIT 1", as: Int64.self) != nil
        }
        guard isWaiting else { return }
        let mails = try await test.app.database.write { [test] db in
            let found = try db.query("SELECT payload FROM jobs WHERE run_at <= \(now)") { try $0[0] as [UInt8] }
            try db.execute("DELETE FROM jobs WHERE run_at <= \(now)")
            return found.compactMap { Mail(sealed: $0, vault: test.app.vault) }
        }
        for mail in mails where addresses.contains(mail.to) {
            figures.messages += 1
            told[mail.to, default: []].append(now)
            guard Replay.isAlarm(mail) else { continue }
            if let last = alarms[mail.to], now - last < NeedActs.alarmPause {
                Issue.record("\(mail.to) got two alarms within \((now - last) / Time.second) s")
            }
            alarms[mail.to] = now
        }
    }

    private static let alarmLines: Set<String> = Set(
        [MemberMessage.clockReminded, .clockBackup, .clockReassigned, .leftAtNight].flatMap { kind in
            [Language.zh, .en].map { firstLine(NeedWords.memberMailBody(kind, link: "")($0)) }
        })

    private static func firstLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    }

    private static func isAlarm(_ mail: Mail) -> Bool {
        mail.subject.contains("needs wait for you") || mail.subject.contains("项需求等您处理")
            || alarmLines.contains(firstLine(mail.body))
    }

    /// The promises of the desk, at this minute; false where one is broken: going on would only repeat it.
    private func holds(_ minute: Int) async throws -> Bool {
        let now = test.clock.now, network = test.network.id
        let state = try await test.app.database.read { db in
            let waiting =
                try db.value(
                    "SELECT count(*) FROM needs WHERE network_id = \(network) AND phase = 0 AND state = 'submitted'",
                    as: Int.self) ?? 0
            let ownerless =
                try db.value(
                    """
                    SELECT count(*) FROM needs n WHERE n.network_id = \(network) AND n.phase < 3
                        AND (n.due_at IS NULL OR NOT EXISTS (SELECT 1 FROM clocks c WHERE c.network_id = n.network_id
                            AND c.object = 'need' AND c.object_id = n.id AND c.owner_id = n.owner_id AND c.due_at = n.due_at)
                            OR NOT EXISTS (SELECT 1 FROM memberships m WHERE m.network_id = n.network_id
                                AND m.id = n.owner_id))
                    """, as: Int.self) ?? 0
            // Past its time by more than a sweep: somebody's name must stand in its story.
            let silent =
                try db.value(
                    """
                    SELECT count(*) FROM needs n WHERE n.network_id = \(network) AND n.phase = 0 AND n.state = 'submitted'
                        AND n.due_at < \(now) AND NOT EXISTS (SELECT 1 FROM events e WHERE e.network_id = n.network_id
                            AND e.object_id = n.id AND e.kind IN ('clockReminded', 'clockBackup', 'clockReassigned',
                                'clockRed'))
                        AND n.id NOT IN (SELECT a.need_id FROM alarms a WHERE a.network_id = \(network))
                    """, as: Int.self) ?? 0
            return (
                waiting: waiting, ownerless: ownerless, silent: silent,
                duty: try db.dutyCandidates(in: network, now: now)
            )
        }
        figures.peakWaiting = max(figures.peakWaiting, state.waiting)
        #expect(state.ownerless == 0, "minute \(minute): \(state.ownerless) open needs without owner or deadline")
        #expect(state.silent == 0, "minute \(minute): \(state.silent) late without a named escalation")
        // A coordinator owns by name what is more than the desk can carry; nobody else is lifted over their limit.
        let over = state.duty.filter { $0.isOnShift && $0.load > DutyRules.limit && !$0.member.has(.coordinator) }
        #expect(over.isEmpty, "minute \(minute): \(over.map { "\($0.member.name) \($0.load)" })")
        return state.ownerless == 0 && state.silent == 0 && over.isEmpty
    }
}
