/// Items that people place by how important they are and how much effort they take.
public struct PriorityMatrix: Sendable, Equatable {
    /// Where somebody puts an item; both from 1 on.
    public struct Place: Sendable, Equatable {
        public let importance: Int
        public let effort: Int

        /// A place from its parts.
        public init(importance: Int, effort: Int) {
            self.importance = importance
            self.effort = effort
        }
    }

    /// What places come to on one axis.
    public struct Axis: Sendable, Equatable {
        public let median: Double
        public let mean: Double
        /// How far places lie from their mean (standard deviation); 0 where all agree.
        public let spread: Double
    }

    /// Where an item belongs, in the order in which things are taken up.
    public enum Quarter: String, Sendable, CaseIterable {
        /// Important and little effort.
        case first
        /// Important and much effort.
        case plan
        /// Neither important nor much effort.
        case aside
        /// Not important, and much effort.
        case leave
    }

    /// The highest value of both axes.
    public let scale: Int
    /// How often each item got each value: by item, axis (importance, effort) and value less one.
    private var tallies: [[[Int]]]
    /// How many placed it.
    public private(set) var counts: [Int]

    /// No places yet. - Parameter scale: the highest value of both axes, at least 2.
    public init(itemCount: Int, scale: Int = 5) {
        self.scale = max(2, scale)
        counts = [Int](repeating: 0, count: itemCount)
        let axis = [Int](repeating: 0, count: self.scale)
        tallies = [[[Int]]](repeating: [axis, axis], count: itemCount)
    }

    /// Takes one placing in. - Returns: false where it lies outside the scale.
    @discardableResult
    public mutating func add(_ place: Place, of item: Int, count: Int = 1) -> Bool {
        guard (1...scale).contains(place.importance), (1...scale).contains(place.effort) else { return false }
        tallies[item][0][place.importance - 1] += count
        tallies[item][1][place.effort - 1] += count
        counts[item] += count
        return true
    }

    /// Of an item that somebody placed.
    public func importance(_ item: Int) -> Axis? { axis(tallies[item][0], counts[item]) }

    /// Of an item that somebody placed.
    public func effort(_ item: Int) -> Axis? { axis(tallies[item][1], counts[item]) }

    /// Sums of whole numbers first, so that the order of voters is nothing.
    private func axis(_ tally: [Int], _ count: Int) -> Axis? {
        guard count > 0 else { return nil }
        let sum = tally.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }
        let squares = tally.enumerated().reduce(0) { $0 + ($1.offset + 1) * ($1.offset + 1) * $1.element }
        let all = Double(count), mean = Double(sum) / all
        // count·Σx² − (Σx)² is a whole number: where all agree it is 0 and not nearly 0.
        let spread = (Double(count * squares - sum * sum)).squareRoot() / all
        let halves = Double(value(tally, (count - 1) / 2) + value(tally, count / 2))
        return Axis(median: halves / 2, mean: mean, spread: spread)
    }

    private func value(_ tally: [Int], _ place: Int) -> Int {
        var left = place
        for (value, count) in tally.enumerated() {
            if left < count { return value + 1 }
            left -= count
        }
        return tally.count
    }

    /// By the means: what lies in the middle of the scale is not important, and is little effort.
    public func quarter(_ item: Int) -> Quarter? {
        guard let importance = importance(item), let effort = effort(item) else { return nil }
        let middle = Double(1 + scale) / 2
        switch (importance.mean > middle, effort.mean > middle) {
        case (true, false): return .first
        case (true, true): return .plan
        case (false, false): return .aside
        case (false, true): return .leave
        }
    }

    /// By quarter, then by mean importance, then by less mean effort, then what comes first; elected is all that is to be done
    /// first.
    public var outcome: BallotOutcome {
        let order = counts.indices.sorted { one, other in
            let (left, right) = (key(one), key(other))
            return (left.quarter, right.importance, left.effort, one) < (
                right.quarter, left.importance, right.effort, other
            )
        }
        return BallotOutcome(winners: order.filter { quarter($0) == .first }, ranking: order)
    }

    private func key(_ item: Int) -> (quarter: Int, importance: Double, effort: Double) {
        let place = quarter(item).flatMap { Quarter.allCases.firstIndex(of: $0) } ?? Quarter.allCases.count
        return (place, importance(item)?.mean ?? 0, effort(item)?.mean ?? 0)
    }
}
