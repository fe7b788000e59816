internal import Database
internal import Engine

/// The moments other than now at which lines ask people to come, each with the number of the hour that stands for it in the engine.
///
/// Who is free at which of them is reckoned by what they said, not moment by moment: a day is a run of them, "ask me" are all before its
/// end, and of a week each hour takes what falls into it on the wall of its zone, looked up once for all who live there. With V
/// volunteers of A hours each, Z zones and S moments (S < 168) that is O(Z · S) readings of a clock and O(V · A · S) steps on bits.
struct FitStarts: Sendable {
    /// In their order; the first is number one.
    private let moments: [Int64]
    /// By count: the numbers of the first so many.
    private let first: [WeekHours]
    private var walls: [String: Wall] = [:]

    /// The moments as the clocks of a zone show them.
    private struct Wall: Sendable {
        /// The hours of the week on which any fall.
        var hours: [(hour: Int, numbers: WeekHours)] = []
        /// By the day as it is written.
        var days: [String: WeekHours] = [:]
    }

    /// More moments than the engine has hours are left out: whoever is asked for those says whether they can.
    init(_ moments: [Int64] = []) {
        self.moments = Array(Set(moments).sorted().prefix(WeekHours.count - 1))
        first = self.moments.indices.reduce(into: [WeekHours.none]) { first, index in
            first.append(first[index].union(WeekHours(CollectionOfOne(index + 1))))
        }
    }

    /// The number of a moment; nothing where it has none.
    func number(of moment: Int64) -> Int? {
        let index = count(before: moment)
        return index < moments.count && moments[index] == moment ? index + 1 : nil
    }

    /// The numbers of those at which somebody who said these hours is free, or may be asked.
    mutating func free(_ hours: [Availability]) -> WeekHours {
        guard !moments.isEmpty else { return .none }
        var free = WeekHours.none
        for one in hours { free = free.union(self.free(one)) }
        return free
    }

    private mutating func free(_ one: Availability) -> WeekHours {
        switch one.kind {
        case .ask: return between(Int64.min, one.endsAt)
        case .today: return between(one.from, min(one.to, one.endsAt))
        case .weekly:
            let wall = wall(of: one.zone)
            var free = WeekHours.none
            for (hour, numbers) in wall.hours where one.week[hour] { free = free.union(numbers) }
            for day in one.except { free = free.subtracting(wall.days[day] ?? .none) }
            return free.subtracting(between(one.endsAt, Int64.max))
        }
    }

    private func between(_ start: Int64, _ end: Int64) -> WeekHours {
        start < end ? first[count(before: end)].subtracting(first[count(before: start)]) : .none
    }

    private func count(before moment: Int64) -> Int {
        var (low, high) = (0, moments.count)
        while low < high {
            let middle = (low + high) / 2
            if moments[middle] < moment { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func wall(of zone: String) -> Wall {
        if let known = walls[zone] { return known }
        let clock = LocalClock(zone)
        var wall = Wall(), hours: [Int: WeekHours] = [:]
        for (index, moment) in moments.enumerated() {
            hours[clock.hourOfWeek(moment), default: .none].insert(index + 1)
            wall.days[clock.name(ofDay: moment), default: .none].insert(index + 1)
        }
        wall.hours = hours.map { (hour: $0.key, numbers: $0.value) }
        walls[zone] = wall
        return wall
    }
}
