internal import Database
internal import Engine

/// How evenly the work and the asking are spread over those who are willing: counted, and nobody named.
struct VolunteerFairness: Sendable, Equatable {
    static let days = 28
    /// Of fewer a figure would tell of one of them.
    static let fewest = 5

    /// Those who have said when they are free, and neither pause nor rest.
    let willing: Int
    /// How many of them were asked for nothing.
    let unasked: Int
    /// How their hours are shared: 0 where all did the same, near 1 where one did everything. Nothing where nobody did anything.
    let gini: Double?

    /// - Parameters:
    ///   - busy: when members were on shift or on site, by member.
    ///   - asked: who was asked for anything.
    init?(_ supply: [VolunteerSupply], busy: [ID: [(from: Int64, to: Int64)]], asked: Set<ID>, at now: Int64) {
        let willing = supply.filter { !$0.hours.isEmpty && !$0.isPaused && !$0.isResting }
        guard willing.count >= VolunteerFairness.fewest else { return nil }
        let span = Int64(VolunteerFairness.days) * Time.day
        let hours = willing.map { Double(VolunteerRules.load(busy[$0.id] ?? [], at: now, over: span)) }
        self.willing = willing.count
        unasked = willing.count { !asked.contains($0.id) }
        gini = hours.contains { $0 > 0 } ? Inequality.gini(hours) : nil
    }

    /// As it is shown: to a hundredth, in thousandths.
    var shownGini: Int64? { gini.map { Int64(($0 * 100).rounded()) * 10 } }
}

extension VolunteerActs {
    /// How evenly work and asking are spread, a minute old at most; nothing where too few are willing.
    func fairness(in network: ID) async throws -> VolunteerFairness? {
        let now = world.now()
        return try await spread.value(of: network, now: now) { [self, database] in
            let supply = try await supply(in: network, at: now)
            let start = now - Int64(VolunteerFairness.days) * Time.day
            return try await database.read { db in
                VolunteerFairness(
                    supply, busy: try db.workSpans(in: network, from: start, to: now),
                    asked: try db.membersAsked(in: network, after: start), at: now)
            }
        }
    }
}
