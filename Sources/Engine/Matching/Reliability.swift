/// How surely somebody does what they accepted: Beta-Binomial over kept and missed, pulled to the network's mean while little is
/// known. Shown to the person, never to others.
public struct Reliability: Sendable, Equatable {
    /// The Beta distribution's two counts.
    public let alpha: Double
    public let beta: Double

    /// - Parameters:
    ///   - kept: Accepted and done.
    ///   - missed: Accepted and not done.
    ///   - mean: What is expected of somebody unknown; it weighs as much as two promises.
    public init(kept: Double, missed: Double, mean: Double = 0.5) {
        alpha = 2 * min(0.99, max(0.01, mean)) + max(0, kept)
        beta = 2 * (1 - min(0.99, max(0.01, mean))) + max(0, missed)
    }

    /// The probability that the next promise is kept.
    public var expected: Double { alpha / (alpha + beta) }

    /// How far off that may be (standard deviation).
    public var uncertainty: Double {
        let all = alpha + beta
        return (alpha * beta / (all * all * (all + 1))).squareRoot()
    }

    /// The careful estimate that the score uses: the expected less its uncertainty, at least 0.
    public var careful: Double { max(0, expected - uncertainty) }

    /// A network's mean, with one promise kept and one missed before anybody came.
    public static func mean(kept: Double, missed: Double) -> Double { (kept + 1) / (kept + missed + 2) }
}
