internal import Synchronization

/// How often something took how long.
public struct Histogram: Sendable, Equatable {
    /// Upper bounds of the buckets in seconds; one more bucket holds what took longer.
    public let bounds: [Double]
    /// How many fell into each bucket.
    public private(set) var buckets: [Int]
    /// Seconds of all together.
    public private(set) var seconds = 0.0

    public init(bounds: [Double]) {
        self.bounds = bounds
        buckets = [Int](repeating: 0, count: bounds.count + 1)
    }

    public var count: Int { buckets.reduce(0, +) }

    public mutating func add(since begun: ContinuousClock.Instant) {
        let took = begun.duration(to: .now).components
        let seconds = Double(took.seconds) + Double(took.attoseconds) * 1e-18
        buckets[bounds.firstIndex { seconds <= $0 } ?? bounds.count] += 1
        self.seconds += seconds
    }
}

/// Counts and times statements over all connections of a store.
final class StatementMeter: Sendable {
    private let times = Mutex(Histogram(bounds: [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5]))

    func add(since begun: ContinuousClock.Instant) {
        times.withLock { $0.add(since: begun) }
    }

    var present: Histogram { times.withLock { $0 } }
}
