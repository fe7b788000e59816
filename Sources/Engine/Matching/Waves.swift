internal import Foundation

/// How likely somebody says yes when asked.
public struct Acceptance: Sendable, Equatable {
    /// What was asked of whom, and when.
    public struct Asking: Sendable, Equatable {
        /// What the pair is worth, 0 to 1.
        public var score: Double
        /// How often this person was asked for anything in the last fourteen days.
        public var asked: Int
        /// Days since the person was last seen.
        public var daysAway: Double
        /// In the person's quiet hours.
        public var isQuietHour: Bool
        /// What the person answered before: yes, and no or not at all.
        public var yes: Int
        public var no: Int

        public init(
            score: Double, asked: Int = 0, daysAway: Double = 0, isQuietHour: Bool = false, yes: Int = 0, no: Int = 0
        ) {
            self.score = score
            self.asked = asked
            self.daysAway = daysAway
            self.isQuietHour = isQuietHour
            self.yes = yes
            self.no = no
        }
    }

    public var base = -1.6
    public var score = 3.0
    public var asked = -0.25
    public var away = -0.6
    public var quiet = -1.2
    /// How many answers of the person's own weigh as much as the model.
    public var strength = 5.0

    public init() {}

    /// A logistic model, pulled towards the person's own answers as they come in. Between 0.01 and 0.99.
    public func probability(_ asking: Asking) -> Double {
        let sum =
            base + score * asking.score + asked * Double(max(0, asking.asked)) + away
            * log1p(max(0, asking.daysAway) / 7)
            + (asking.isQuietHour ? quiet : 0)
        let model = 1 / (1 + exp(-sum))
        let own = (strength * model + Double(asking.yes)) / (strength + Double(asking.yes + asking.no))
        return min(0.99, max(0.01, own))
    }
}

/// How soon somebody answers: the middle of their own times, pulled to the network's while few are known.
public struct ResponseTime: Sendable, Equatable {
    /// Minutes after which half of the answers are in.
    public let median: Double
    /// Minutes after which nine in ten are in.
    public let most: Double

    /// - Parameters:
    ///   - minutes: The person's own answers.
    ///   - usual: The network's median; it weighs as much as three answers.
    public init(minutes: [Double], usual: Double) {
        let prior = 3.0, spread = 1.0
        let logs = minutes.map { log(max(0.1, $0)) }
        let center = (logs.reduce(prior * log(max(0.1, usual))) { $0 + $1 }) / (prior + Double(logs.count))
        let square = logs.reduce(prior * spread * spread) { $0 + ($1 - center) * ($1 - center) }
        median = exp(center)
        most = exp(center + 1.2816 * (square / (prior + Double(logs.count))).squareRoot())
    }
}

/// How many are asked at the same time.
public struct WaveSize: Sendable, Equatable {
    public let count: Int
    /// How likely enough of them say yes.
    public let probability: Double
    /// Whether that is as likely as was wanted; if not, all were taken.
    public let isEnough: Bool

    /// The smallest prefix of those asked of whom, with the wished probability, at least `wanted` say yes. Six who say yes with
    /// 0.6 give two with 0.959, five with 0.913. O(n · wanted).
    public init(wanted: Int, of probabilities: [Double], confidence: Double = 0.95) {
        guard wanted > 0 else {
            (count, probability, isEnough) = (0, 1, true)
            return
        }
        // few[j]: exactly j have said yes, for all j that are not enough.
        var few = [1.0] + [Double](repeating: 0, count: wanted - 1), enough = 0.0
        for (index, yes) in probabilities.enumerated() {
            let yes = min(1, max(0, yes))
            enough += few[wanted - 1] * yes
            for number in (0..<wanted).reversed() {
                few[number] = few[number] * (1 - yes) + (number > 0 ? few[number - 1] * yes : 0)
            }
            if enough >= confidence {
                (count, probability, isEnough) = (index + 1, enough, true)
                return
            }
        }
        (count, probability, isEnough) = (probabilities.count, enough, false)
    }
}

/// Who is asked first: among those who are about as good, who has had least, so that the same few do not carry everything.
public enum AskOrder {
    /// - Parameters:
    ///   - candidates: Best first.
    ///   - band: Scores that are no further apart count as equal, from the best downwards.
    ///   - reach: How far somebody would have to come, by position, in few steps of which a lower one is nearer: a neighbour who has
    ///     done something is asked before a stranger from far away who has done nothing.
    ///   - load: What somebody carries already, by position; minutes, say.
    ///   - asked: How often somebody was asked lately, by position.
    /// - Returns: The same, band by band, the nearer first, then who carries least, then who was asked least, then by score. O(n log n).
    public static func ordered(
        _ candidates: [MatchCandidate], band: Double = 0.2, reach: (Int) -> Int = { _ in 0 }, load: (Int) -> Int,
        asked: (Int) -> Int
    ) -> [MatchCandidate] {
        guard let best = candidates.map(\.score).max() else { return [] }
        return candidates.map { one in
            (
                one: one, band: Int((best - one.score) / max(0.001, band)), reach: reach(one.position),
                load: load(one.position), asked: asked(one.position)
            )
        }.sorted {
            ($0.band, $0.reach, $0.load, $0.asked, $1.one.score, $0.one.position)
                < ($1.band, $1.reach, $1.load, $1.asked, $0.one.score, $1.one.position)
        }.map(\.one)
    }
}
