/// How far a network's effort went elsewhere than where it said it would put it.
public struct EffortDrift: Sendable, Equatable {
    /// The weights as stated, one for each priority; their sum is 1.
    public let stated: [Double]
    /// The shares of the effort, one for each priority.
    public let spent: [Double]
    /// The share that went to what no priority covers.
    public let elsewhere: Double
    /// Half of the sum of all differences: 0 when effort follows the weights, 1 when nothing of it does. The share of the effort that
    /// would have to move.
    public let value: Double

    /// - Parameters:
    ///   - weights: of the priorities, any scale; negative ones count as nothing.
    ///   - measures: kinds of effort (promises, deliveries, hours), each with an amount for each priority and one more, last, for what
    ///     none covers. Kinds are not added up – an hour is no delivery – but each gives its shares, and those are averaged.
    /// - Returns: nothing where no priority has a weight, or no effort was made at all.
    public init?(weights: [Double], measures: [[Double]]) {
        let positive = weights.map { max(0, $0) }, sum = positive.reduce(0, +)
        let shares = measures.filter { $0.count == weights.count + 1 }.compactMap { amounts -> [Double]? in
            let amounts = amounts.map { max(0, $0) }, total = amounts.reduce(0, +)
            return total > 0 ? amounts.map { $0 / total } : nil
        }
        guard sum > 0, !shares.isEmpty else { return nil }
        let stated = positive.map { $0 / sum }
        let mean = (0...weights.count).map { place in
            shares.reduce(0) { $0 + $1[place] } / Double(shares.count)
        }
        self.stated = stated
        spent = Array(mean.dropLast())
        elsewhere = mean.last ?? 0
        value = EffortDrift.distance(stated + [0], mean)
    }

    /// The total variation between two distributions of the same length.
    public static func distance(_ one: [Double], _ other: [Double]) -> Double {
        min(1, zip(one, other).reduce(0) { $0 + abs($1.0 - $1.1) } / 2)
    }
}
