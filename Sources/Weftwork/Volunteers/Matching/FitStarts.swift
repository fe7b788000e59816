internal import Database
internal import Engine

/// The times other than "now, for a while" at which lines ask people to come, each with the number of the hour that stands for it in the
/// engine.
///
/// Who is free for which of them, from its first to its last minute, is reckoned by what they said, not time by time: a day is free for
/// what begins and ends within it, "ask me" for all that begins before its end, and of a week each hour that is not free takes away what
/// would need it, looked up once for all who live by the same clock. With V volunteers of A hours each, Z zones and S times (S < 168) that
/// is O(Z · S) readings of a clock and O(V · A · S) steps on bits. What only two sayings of a person together would cover is not found: that
/// person is asked for less, never for more than they said.
struct FitStarts: Sendable {
    /// The first hour of the engine stands for "now", and the last for it, too (``FitMaking/saidHour``).
    private static let most = WeekHours.count - 2

    /// In their order; the first is number one.
    private let times: [RestGuard.Span]
    /// By count: the numbers of the first so many to begin, and to end.
    private let beginning: Prefixes
    private let ending: Prefixes
    /// By how long they last.
    private let lasting: Prefixes
    private var walls: [String: Wall] = [:]

    private struct Prefixes: Sendable {
        var moments: [Int64] = []
        var numbers: [WeekHours] = [.none]

        /// - Parameter all: with their numbers.
        init(_ all: [(moment: Int64, number: Int)]) {
            for one in all.sorted(by: <) {
                moments.append(one.moment)
                numbers.append((numbers.last ?? .none).union(WeekHours(CollectionOfOne(one.number))))
            }
        }

        /// The numbers of those at a moment and after it.
        func begun(from moment: Int64) -> WeekHours { (numbers.last ?? .none).subtracting(before(moment)) }

        /// The numbers of those before a moment.
        func before(_ moment: Int64) -> WeekHours {
            var (low, high) = (0, moments.count)
            while low < high {
                let middle = (low + high) / 2
                if moments[middle] < moment { low = middle + 1 } else { high = middle }
            }
            return numbers[low]
        }
    }

    /// The times as the clocks of a zone show them.
    private struct Wall: Sendable {
        /// The hours of the week that any of them needs.
        var hours: [(hour: Int, numbers: WeekHours)] = []
        /// By the day as it is written.
        var days: [String: WeekHours] = [:]
    }

    /// More times than the engine has hours to spare are left out: whoever is asked for those says whether they can.
    init(_ times: [RestGuard.Span] = []) {
        let order = Set(times).sorted { ($0.start, $0.end) < ($1.start, $1.end) }.prefix(FitStarts.most)
        self.times = Array(order)
        let numbered = order.enumerated().map { (time: $1, number: $0 + 1) }
        beginning = Prefixes(numbered.map { ($0.time.start, $0.number) })
        ending = Prefixes(numbered.map { ($0.time.end, $0.number) })
        lasting = Prefixes(numbered.map { ($0.time.end - $0.time.start, $0.number) })
    }

    /// The number of a time; nothing where it has none.
    func number(of time: RestGuard.Span) -> Int? { times.firstIndex(of: time).map { $0 + 1 } }

    /// The numbers of those that have begun at a moment.
    func begun(at moment: Int64) -> WeekHours { beginning.before(moment + 1) }

    /// The numbers of those for which somebody who said these hours is free, or may be asked.
    mutating func free(_ hours: [Availability]) -> WeekHours {
        guard !times.isEmpty else { return .none }
        var free = WeekHours.none
        for one in hours { free = free.union(self.free(one)) }
        return free
    }

    /// The numbers of those that fall on something else that somebody does.
    func meeting(_ busy: [RestGuard.Span]) -> WeekHours {
        busy.reduce(.none) { $0.union(beginning.before($1.end).subtracting(ending.before($1.start + 1))) }
    }

    /// The numbers of those that would pass somebody's hours of seven days, with all that they do around them.
    func full(_ busy: [RestGuard.Span], limit hours: Int) -> WeekHours {
        let most = Int64(hours) * Time.hour
        var full = lasting.begun(from: most + 1)
        let all = busy.reduce(0) { $0 + $1.end - $1.start }
        guard all > 0 else { return full }
        // What fits beside everything fits.
        for (index, time) in times.enumerated() where all + time.end - time.start > most && !full.contains(index + 1) {
            let near = busy.filter {
                $0.end > time.start - VolunteerRules.week && $0.start < time.end + VolunteerRules.week
            }
            if RestGuard(minutes: Int64(hours) * 60).excess(of: time, with: near) > 0 { full.insert(index + 1) }
        }
        return full
    }

    private mutating func free(_ one: Availability) -> WeekHours {
        switch one.kind {
        case .ask: return beginning.before(one.endsAt)
        case .now, .today:
            let end = min(one.to, one.endsAt) + WaveRules.grace
            return ending.before(end + 1).subtracting(beginning.before(one.from))
                .subtracting(beginning.begun(from: one.to))
        case .weekly:
            let wall = wall(of: one.zone)
            var free = ending.before(one.endsAt + 1)
            for (hour, numbers) in wall.hours where !one.week[hour] { free = free.subtracting(numbers) }
            for day in one.except { free = free.subtracting(wall.days[day] ?? .none) }
            return free
        }
    }

    private mutating func wall(of zone: String) -> Wall {
        if let known = walls[zone] { return known }
        let clock = LocalClock(zone)
        var wall = Wall(), hours: [Int: WeekHours] = [:]
        for (index, time) in times.enumerated() {
            var moment = time.start
            while moment < time.end {
                hours[clock.hourOfWeek(moment), default: .none].insert(index + 1)
                wall.days[clock.name(ofDay: moment), default: .none].insert(index + 1)
                moment = clock.nextHour(after: moment)
            }
        }
        wall.hours = hours.map { (hour: $0.key, numbers: $0.value) }
        walls[zone] = wall
        return wall
    }
}
