import Engine
import Weftwork

/// The shape of one real flood: 442 free volunteers, 130 requests of which 30 could not be reached and 42 were open at its height; day
/// by day, asked in waves by the product's own rules, from one contact budget.
struct FloodFigures {
    /// Open requests, and those with three suitable volunteers at least.
    var open = 0
    var withThree = 0
    var milliseconds = 0.0
    /// Inequality of the hours over all volunteers who could do something.
    var gini = 0.0
    /// The same over all 442, with those for whom nothing was to do.
    var giniOfAll = 0.0
    var neverAsked = 0
    /// Those who could do something, and how unevenly they were asked.
    var able = 0
    var askGini = 0.0
    /// The most anybody was asked within seven days, and how many more often than the budget and what an emergency borrows allow.
    var mostInWeek = 0
    var overBudget = 0
    /// The most hours anybody promised in any seven days over their own limit.
    var overHours = 0.0
    var asked = 0
    var places = 0
    var filled = 0
    /// Calls for help, those that got all their people, the waves that went out, and the most of one call.
    var called = 0
    var met = 0
    var waves = 0
    var mostWaves = 0
    /// Requests that were asked for nobody, with the name of why: they are a second person's to reach.
    var cannotReach = 0
    /// Lines of the burst, those that got people, and those that stay open though somebody who would do has nothing to do.
    var burst = 0
    var burstMet = 0
    var burstIdle = 0
}

/// Runs it.
struct FloodBench {
    private var random: SplitMix64
    private var volunteers: [MatchSupply] = []
    private var requests: [Request] = []
    private static let hour: Int64 = 3_600_000
    private static let day = 24 * hour
    private static let days = 14

    private struct Request {
        var need: MatchNeed
        let day: Int
        let isReachable: Bool
    }

    init(seed: UInt64, scale: Int = 1) {
        random = SplitMix64(seed: seed)
        for _ in 0..<442 { volunteers.append(volunteer()) }
        for number in 0..<(130 * scale) {
            requests.append(
                Request(need: need(), day: number * FloodBench.days / (130 * scale), isReachable: number % 13 >= 3))
        }
    }

    /// One city and its counties: most near the middle.
    private mutating func place() -> GeoPoint {
        func off() -> Double {
            Double.random(in: -0.2...0.2, using: &random) + Double.random(in: -0.1...0.1, using: &random)
        }
        return GeoPoint(latitude: 34.75 + off(), longitude: 113.65 + off())
    }

    private mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

    private mutating func volunteer() -> MatchSupply {
        var one = MatchSupply(.people, holds: Array(Set((0...below(3)).map { _ in Int32(below(8)) })).sorted())
        one.place = place()
        one.radius = [15, 25, 40, 60][below(4)]
        one.availability =
            below(3) == 0
            ? .unknown : MatchAvailability(weekly: WeekHours(days: 0...6, from: 8 + below(4), to: 20 + below(4)))
        one.minutesLimit = Int32(60 * [8, 12, 16, 24][below(4)])
        one.tier = Int8(below(3))
        one.languages = [0]
        one.kept = Double(below(6))
        one.missed = Double(below(2))
        return one
    }

    private mutating func need() -> MatchNeed {
        var one = MatchNeed(.people, wanted: [Int32(below(8))])
        one.amount = .number(Int64(3 + below(4)) * 1000)
        one.urgency = [.normal, .high, .high, .critical][below(4)]
        one.place = place()
        one.radius = 60
        one.slots = below(2) == 0 ? [] : [HourSlot(hours: WeekHours(days: 0...6, from: 13, to: 17))]
        one.minutes = 60 * 4
        one.tier = Int8([0, 0, 0, 1][below(4)])
        one.languages = [0]
        return one
    }

    /// Those open at the height, ranked, with the time it took; then all days, with asking.
    mutating func run() -> FloodFigures {
        var figures = FloodFigures()
        let open = requests.filter(\.isReachable).prefix(42).map(\.need), clock = ContinuousClock(), begun = clock.now
        let market = MatchMarket(needs: open, supplies: volunteers)
        let rankings = open.indices.map { market.best(forNeed: $0) }
        figures.milliseconds = begun.duration(to: clock.now) / .milliseconds(1)
        figures.open = open.count
        figures.withThree = rankings.count { $0.passed >= 3 }
        figures.cannotReach = requests.count { !$0.isReachable }
        live(&figures)
        return figures
    }

    private mutating func live(_ figures: inout FloodFigures) {
        var record = Record(
            hours: [Double](repeating: 0, count: volunteers.count),
            contacts: [[ContactBudget.Contact]](repeating: [], count: volunteers.count),
            spans: [[RestGuard.Span]](repeating: [], count: volunteers.count))
        for day in 0..<FloodBench.days {
            let today = requests.filter { $0.day == day && $0.isReachable }.map(\.need)
            let urgent = today.sorted { $0.urgency.rawValue > $1.urgency.rawValue }
            call(urgent, on: Int64(day) * FloodBench.day, &record, &figures)
        }
        let able = volunteers.indices.filter { index in
            requests.contains { MatchRules.broken($0.need, volunteers[index], position: -1).allSatisfy { $0 == .load } }
        }
        figures.gini = Inequality.gini(able.map { record.hours[$0] })
        figures.giniOfAll = Inequality.gini(record.hours)
        figures.neverAsked = able.count { record.contacts[$0].isEmpty }
        figures.able = able.count
        figures.askGini = Inequality.gini(able.map { Double(record.contacts[$0].count) })
        let weeks = volunteers.indices.map { FloodBench.mostInWeek(record.contacts[$0]) }
        let budget = ContactBudget()
        figures.mostInWeek = weeks.max() ?? 0
        figures.overBudget = weeks.count { $0 > budget.perWeek + budget.mostBorrowed }
        figures.overHours = volunteers.indices.map { Double(record.excess(of: $0, volunteers[$0])) / 60 }.max() ?? 0
    }

    /// The most that was asked within any seven days.
    private static func mostInWeek(_ contacts: [ContactBudget.Contact]) -> Int {
        contacts.map { last in contacts.count { $0.at <= last.at && $0.at > last.at - ContactBudget.week } }.max() ?? 0
    }

    /// A call for help, as it runs.
    private struct Call {
        let need: MatchNeed
        let day: Int64
        /// Until when somebody can say yes.
        let untilAt: Int64
        var open: Int
        /// When the next wave goes out.
        var dueAt: Int64
        var waves = 0
        /// Whoever was asked once for it is let be.
        var known: Set<Int> = []

        init?(_ need: MatchNeed, on day: Int64) {
            guard case .number(let amount) = need.amount else { return nil }
            (self.need, self.day, open, dueAt) = (need, day, Int(amount / 1000), day + 8 * FloodBench.hour)
            untilAt = need.slots.isEmpty ? dueAt + WaveTrial.lifetime : day + 13 * FloodBench.hour
        }

        func isRunning(_ now: Int64) -> Bool { open > 0 && now < untilAt }
    }

    /// The calls of one morning, beside each other: each asks its next wave when the time of the last is over, until enough have said yes,
    /// nobody is left, or it is too late.
    private mutating func call(
        _ needs: [MatchNeed], on day: Int64, _ record: inout Record, _ figures: inout FloodFigures
    ) {
        var calls = needs.compactMap { Call($0, on: day) }
        figures.places += calls.map(\.open).reduce(0, +)
        while let next = calls.indices.filter({ calls[$0].isRunning(calls[$0].dueAt) })
            .min(by: { calls[$0].dueAt < calls[$1].dueAt })
        {
            ask(&calls[next], &record, &figures)
        }
        figures.called += calls.count
        figures.met += calls.count { $0.open == 0 }
        figures.waves += calls.map(\.waves).reduce(0, +)
        figures.mostWaves = max(figures.mostWaves, calls.map(\.waves).max() ?? 0)
    }

    /// One wave. Whoever does not say yes says no, or nothing at all – that the more likely, the less they have kept what they promised –,
    /// and who is silent is waited for.
    private mutating func ask(_ call: inout Call, _ record: inout Record, _ figures: inout FloodFigures) {
        let now = call.dueAt, wave = wave(of: call, record)
        guard !wave.asked.isEmpty else {
            call.dueAt = call.untilAt
            return
        }
        call.waves += 1
        var last = now, isSilent = false
        for (position, chance) in wave.asked where record.takes(position, now, call.need.urgency == .critical) {
            figures.asked += 1
            call.known.insert(position)
            let one = volunteers[position]
            let saysYes = Double.random(in: 0..<1, using: &random) < chance
            let answers =
                Double.random(in: 0..<1, using: &random) < Reliability(kept: one.kept, missed: one.missed).expected
            if saysYes || answers {
                last = max(last, now + Int64.random(in: 0..<wave.wait, using: &random))
            } else {
                isSilent = true
            }
            // Who says yes when enough have is thanked, and does nothing.
            guard saysYes, call.open > 0,
                let time = record.time(for: call.need, of: position, one, on: call.day, at: now)
            else { continue }
            call.open -= 1
            figures.filled += 1
            record.spans[position].append(time)
            record.hours[position] += Double(call.need.minutes) / 60
        }
        // Once the last answer is in, nobody need be waited for.
        call.dueAt = isSilent ? now + wave.wait : max(last, now + FloodBench.hour / 60)
    }

    private mutating func wave(of call: Call, _ record: Record) -> WaveTrial.Wave {
        let now = call.dueAt
        for index in volunteers.indices {
            volunteers[index].asked = record.lately(index, at: now).count
            volunteers[index].minutesTaken = Int32(clamping: record.carried(index, at: now))
        }
        let market = MatchMarket(needs: [call.need], supplies: volunteers)
        let fitting = market.best(forNeed: 0, top: volunteers.count).candidates
        let people = fitting.filter { !call.known.contains($0.position) }.map { one in
            WaveTrial.Person(
                one, kilometres: market.kilometres(need: 0, supply: one.position),
                load: Int(volunteers[one.position].minutesTaken), contacts: record.lately(one.position, at: now),
                isFree: record.time(for: call.need, of: one.position, volunteers[one.position], on: call.day, at: now)
                    != nil)
        }
        return WaveTrial.next(
            people, wanted: call.open, budget: ContactBudget(), urgency: call.need.urgency, at: now)
    }

    /// What was asked of everybody and what they gave.
    private struct Record {
        var hours: [Double]
        var contacts: [[ContactBudget.Contact]]
        /// What they promised, one after the other.
        var spans: [[RestGuard.Span]]

        /// Minutes of the fullest seven days around a moment.
        func carried(_ position: Int, at now: Int64) -> Int64 {
            RestGuard(minutes: 0).load(of: RestGuard.Span(start: now, end: now + 1), with: spans[position])
        }

        /// What somebody was asked in the last two weeks.
        func lately(_ position: Int, at now: Int64) -> [ContactBudget.Contact] {
            contacts[position].filter { $0.at > now - 14 * FloodBench.day }
        }

        /// When somebody would do something on a day: at its own hours, else as soon as they can; nothing where they are elsewhere then,
        /// or would pass their limit.
        func time(
            for need: MatchNeed, of position: Int, _ volunteer: MatchSupply, on day: Int64, at now: Int64
        ) -> RestGuard.Span? {
            let isFixed = !need.slots.isEmpty, lasts = Int64(need.minutes) * FloodBench.hour / 60
            var start = isFixed ? day + 13 * FloodBench.hour : max(day + 8 * FloodBench.hour, now)
            for other in spans[position].sorted(by: { $0.start < $1.start })
            where other.start < start + lasts && other.end > start {
                guard !isFixed else { return nil }
                start = other.end
            }
            let time = RestGuard.Span(start: start, end: start + lasts)
            guard let limit = volunteer.minutesLimit else { return time }
            return RestGuard(minutes: Int64(limit)).excess(of: time, with: spans[position]) > 0 ? nil : time
        }

        /// Minutes by which the fullest seven days of all that somebody promised pass their limit.
        func excess(of position: Int, _ volunteer: MatchSupply) -> Int64 {
            guard let limit = volunteer.minutesLimit else { return 0 }
            let rest = RestGuard(minutes: Int64(limit))
            return spans[position].map { rest.excess(of: $0, with: spans[position]) }.max() ?? 0
        }

        /// Asks somebody, if the budget has room.
        mutating func takes(_ position: Int, _ now: Int64, _ isEmergency: Bool) -> Bool {
            switch ContactBudget().answer(contacts[position], now: now, isEmergency: isEmergency) {
            case .yes: contacts[position].append(.init(at: now))
            case .borrow: contacts[position].append(.init(at: now, isBorrowed: true))
            case .notBefore: return false
            }
            return true
        }
    }

    /// Ten times as much on one day for the same volunteers: nothing stays open for which somebody is left who would do.
    static func burst(seed: UInt64, _ figures: inout FloodFigures) throws {
        let flood = FloodBench(seed: seed, scale: 10)
        let needs = flood.requests.filter(\.isReachable).prefix(420).map(\.need)
        let market = MatchMarket(needs: needs, supplies: flood.volunteers)
        let plan = try MatchPlanner(market).plan()
        figures.burst = needs.count
        figures.burstMet = needs.indices.count { !plan.assignments(of: $0).isEmpty }
        let used = Set(plan.assignments.map(\.supply))
        figures.burstIdle = plan.unmet.count { open in
            let all = market.best(forNeed: open.need, top: flood.volunteers.count).candidates
            return all.contains { !used.contains($0.position) }
        }
    }
}
