/// One contact budget of a person, shared by all who ask: requests, invitations, introductions, check-ins.
///
/// So many contacts in any seven days. An emergency may borrow two more; each borrowed one holds its place for two weeks, so that
/// the week after gives it back.
public struct ContactBudget: Sendable, Equatable {
    /// Something the person was asked.
    public struct Contact: Sendable, Equatable {
        public let at: Int64
        public let isBorrowed: Bool

        public init(at: Int64, isBorrowed: Bool = false) {
            self.at = at
            self.isBorrowed = isBorrowed
        }
    }

    /// Whether somebody may be asked.
    public enum Answer: Sendable, Equatable {
        case yes
        /// Yes, as the emergency it is; the contact is kept as borrowed.
        case borrow
        /// Not before this moment.
        case notBefore(Int64)
    }

    public static let week: Int64 = 7 * 86_400_000
    public var perWeek: Int
    public var mostBorrowed: Int

    public init(perWeek: Int = 2, mostBorrowed: Int = 2) {
        self.perWeek = perWeek
        self.mostBorrowed = mostBorrowed
    }

    /// Whether one more contact at this moment keeps to the budget. O(n log n) in the contacts.
    public func answer(_ contacts: [Contact], now: Int64, isEmergency: Bool = false) -> Answer {
        let held = contacts.filter { $0.at <= now && end(of: $0) > now }
        if held.count < perWeek { return .yes }
        if isEmergency, held.count(where: \.isBorrowed) < mostBorrowed { return .borrow }
        // So many must end before there is room.
        let ends = held.map(end).sorted()
        guard perWeek > 0, let last = ends.dropFirst(held.count - perWeek).first else { return .notBefore(.max) }
        return .notBefore(last)
    }

    private func end(of contact: Contact) -> Int64 {
        contact.at + ContactBudget.week * (contact.isBorrowed ? 2 : 1)
    }
}

/// Safety before points: no more than so many hours in any seven days.
public struct RestGuard: Sendable, Equatable {
    /// Time worked or promised, in milliseconds.
    public struct Span: Sendable, Hashable {
        public let start: Int64
        public let end: Int64

        public init(start: Int64, end: Int64) {
            self.start = start
            self.end = end
        }
    }

    public var minutes: Int64

    public init(minutes: Int64) {
        self.minutes = minutes
    }

    /// The most minutes that fall into any seven days that hold a part of the proposal, with it; what overlaps counts once.
    /// O(n²) in the spans of three weeks around it.
    public func load(of proposal: Span, with others: [Span]) -> Int64 {
        guard proposal.end > proposal.start else { return 0 }
        let spans = merged(others + [proposal])
        // The fullest seven days end with some span, or begin with one.
        let ends = (spans.map(\.end) + spans.map { $0.start + ContactBudget.week } + [proposal.end])
            .filter { $0 > proposal.start && $0 < proposal.end + ContactBudget.week || $0 == proposal.end }
        let most = ends.map { end in spans.reduce(0) { $0 + overlap($1, end - ContactBudget.week, end) } }.max() ?? 0
        return most / 60_000
    }

    /// Minutes by which the proposal would pass the limit; 0 is fine.
    public func excess(of proposal: Span, with others: [Span]) -> Int64 {
        max(0, load(of: proposal, with: others) - minutes)
    }

    private func overlap(_ span: Span, _ start: Int64, _ end: Int64) -> Int64 {
        max(0, min(span.end, end) - max(span.start, start))
    }

    private func merged(_ spans: [Span]) -> [Span] {
        var out: [Span] = []
        for span in spans.filter({ $0.end > $0.start }).sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
            if let last = out.last, span.start <= last.end {
                out[out.count - 1] = Span(start: last.start, end: max(last.end, span.end))
            } else {
                out.append(span)
            }
        }
        return out
    }
}

/// How evenly something is spread.
public enum Inequality {
    /// Gini: 0 where all have the same, near 1 where one has everything. O(n log n).
    public static func gini(_ values: [Double]) -> Double {
        let sorted = values.sorted(), sum = sorted.reduce(0, +)
        guard sum > 0, !sorted.isEmpty else { return 0 }
        let count = Double(sorted.count)
        let weighted = sorted.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element }
        return 2 * weighted / (count * sum) - (count + 1) / count
    }
}
