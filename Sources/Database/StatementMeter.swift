internal import Synchronization

/// How long the statements of a store have taken so far.
public struct StatementTimes: Sendable, Equatable {
    /// Upper bounds of the buckets in seconds; one more bucket holds what took longer.
    public static let bounds: [Double] = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5]

    /// How many statements fell into each bucket.
    public fileprivate(set) var buckets = [Int](repeating: 0, count: bounds.count + 1)
    /// Seconds of all statements together.
    public fileprivate(set) var seconds = 0.0

    public var count: Int { buckets.reduce(0, +) }
}

/// Counts and times statements over all connections of a store.
final class StatementMeter: Sendable {
    private let times = Mutex(StatementTimes())

    func add(since begun: ContinuousClock.Instant) {
        let took = begun.duration(to: .now)
        let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) * 1e-18
        times.withLock { times in
            let bucket = StatementTimes.bounds.firstIndex { seconds <= $0 } ?? StatementTimes.bounds.count
            times.buckets[bucket] += 1
            times.seconds += seconds
        }
    }

    var present: StatementTimes { times.withLock { $0 } }
}
