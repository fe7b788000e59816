internal import Database
internal import Engine

/// Second and further duties of those who have one in a plan already, where the hours of the lines let them. Pure.
///
/// One flow gives each person one duty: that two duties of a person exclude one another by their hours is no limit that a minimum-cost
/// flow has. So what the flow over everything leaves open is given in further ones, one for each moment at which people are wanted, the
/// most urgent first. Each is exact for itself; all together need not be.
struct PlanRounds {
    /// More moments than these are not gone through.
    private static let most = 60

    private let market: FitMarket
    private let resting: Set<Int>
    private let spent: Set<Int>
    private let rooms: PlanPending.Rooms
    /// When somebody would be asked to come for a line, by its position; nothing where nobody can be.
    private let span: (Int) -> RestGuard.Span?
    private(set) var assignments: [MatchPlan.Assignment]
    /// What stays open, by position.
    private(set) var missing: [Int: Int64]
    /// The lines that each has in this plan.
    private var held: [Int: [Int]]

    init(
        after plan: MatchPlan, _ market: FitMarket, resting: Set<Int>, spent: Set<Int>, rooms: PlanPending.Rooms,
        span: @escaping (Int) -> RestGuard.Span?
    ) {
        (self.market, self.resting, self.spent, self.rooms, self.span) = (market, resting, spent, rooms, span)
        assignments = plan.assignments
        missing = Dictionary(plan.unmet.map { ($0.need, $0.missing) }, uniquingKeysWith: +)
        held = Dictionary(grouping: plan.assignments, by: \.supply).mapValues { $0.map(\.need) }
    }

    mutating func run() throws {
        guard !held.isEmpty else { return }
        var moments: [Int64: [Int]] = [:]
        for (position, left) in missing where left > 0 {
            if let span = span(position) { moments[span.start, default: []].append(position) }
        }
        func rank(_ lines: [Int]) -> Int { lines.map { market.need(at: $0).urgency.rawValue }.min() ?? 0 }
        let order = moments.sorted { (rank($0.value), $0.key) < (rank($1.value), $1.key) }
        for (_, lines) in order.prefix(PlanRounds.most) { try round(lines.sorted()) }
    }

    private mutating func round(_ lines: [Int]) throws {
        let spans = lines.compactMap(span)
        guard let start = spans.map(\.start).min(), let end = spans.map(\.end).max() else { return }
        let needs = Set(lines.map { market.lines[$0].need }), hours = RestGuard.Span(start: start, end: end)
        let free = held.keys.filter { mayTake($0, needs, hours) }
        guard !free.isEmpty else { return }
        var wanted = [Quantity](repeating: .number(0), count: market.lines.count)
        for line in lines { wanted[line] = .number(missing[line] ?? 0) }
        var planner = MatchPlanner(market.market.wanting(wanted))
        let busy = Set(held.keys).subtracting(free)
        (planner.barred, planner.barredAlways) = (resting.union(busy), spent.union(busy))
        for one in try planner.plan().assignments {
            assignments.append(one)
            held[one.supply, default: []].append(one.need)
            missing[one.need] = max(0, (missing[one.need] ?? 0) - one.amount)
        }
    }

    /// Whether somebody who has duties may have one of these needs' lines too: at other hours, for another need – nobody is asked twice for
    /// one –, within the limit of their week and as often as they may still be asked.
    private func mayTake(_ supply: Int, _ needs: Set<Int>, _ hours: RestGuard.Span) -> Bool {
        guard case .volunteer(let one, _) = market.supplies[supply], let own = held[supply] else { return false }
        // The first duty may have been lent; a further one is not.
        guard own.count < rooms.left(of: one.id) else { return false }
        guard needs.isDisjoint(with: own.map { market.lines[$0].need }) else { return false }
        let taken = own.compactMap(span)
        guard taken.count == own.count, taken.allSatisfy({ $0.end <= hours.start || hours.end <= $0.start }),
            one.promise(during: hours) == nil
        else { return false }
        return RestGuard(minutes: Int64(one.limit) * 60).excess(of: hours, with: one.busy + taken) == 0
    }
}
