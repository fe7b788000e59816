import Engine

/// The shape of one real flood: 442 free volunteers, 130 requests of which 30 could not be reached and 42 were open at its height; day
/// by day, asked in waves from one contact budget.
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
            for need in today.sorted(by: { $0.urgency.rawValue > $1.urgency.rawValue }) {
                ask(need, at: Int64(day) * FloodBench.day, &record, &figures)
            }
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

    /// In waves, until enough have said yes or nobody is left to ask. Emergencies may borrow.
    private mutating func ask(_ need: MatchNeed, at now: Int64, _ record: inout Record, _ figures: inout FloodFigures) {
        guard case .number(let amount) = need.amount else { return }
        for index in volunteers.indices {
            volunteers[index].asked = record.contacts[index].count { $0.at > now - 14 * FloodBench.day }
            volunteers[index].minutesTaken = Int32(clamping: record.carried(index, at: now))
        }
        let market = MatchMarket(needs: [need], supplies: volunteers)
        let fresh = market.best(forNeed: 0, top: volunteers.count).candidates.filter {
            record.time(for: need, of: $0.position, volunteers[$0.position], on: now) != nil
        }
        // The nearer before those from further away, as calls for help have it.
        var left = AskOrder.ordered(
            fresh, reach: { market.kilometres(need: 0, supply: $0).map { $0 <= 20 ? 0 : $0 <= 60 ? 1 : 2 } ?? 1 },
            load: { Int(volunteers[$0].minutesTaken) }, asked: { volunteers[$0].asked })[...]
        var open = Int(amount / 1000)
        figures.places += open
        while open > 0, !left.isEmpty {
            let chances = left.map {
                Acceptance().probability(.init(score: $0.score, asked: volunteers[$0.position].asked))
            }
            let wave = left.prefix(WaveSize(wanted: open, of: chances).count)
            for (one, chance) in zip(wave, chances) where record.takes(one.position, now, need.urgency == .critical) {
                figures.asked += 1
                guard open > 0, Double.random(in: 0..<1, using: &random) < chance,
                    let time = record.time(for: need, of: one.position, volunteers[one.position], on: now)
                else { continue }
                open -= 1
                figures.filled += 1
                record.spans[one.position].append(time)
                record.hours[one.position] += Double(need.minutes) / 60
            }
            left = left.dropFirst(wave.count)
        }
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

        /// When somebody would do something on a day: at its own hours, else as soon as they can; nothing where they are elsewhere then,
        /// or would pass their limit.
        func time(
            for need: MatchNeed, of position: Int, _ volunteer: MatchSupply, on day: Int64
        ) -> RestGuard.Span? {
            let isFixed = !need.slots.isEmpty, lasts = Int64(need.minutes) * FloodBench.hour / 60
            var start = day + (isFixed ? 13 : 8) * FloodBench.hour
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
