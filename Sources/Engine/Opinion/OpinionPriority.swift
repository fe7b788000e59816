/// Which statement is worth an answer next.
public enum OpinionPriority {
    /// What a question about the person counts: it is put before nearly everything.
    static let about = 49.0

    /// How much the next answer to a statement tells: much where few answered, where it moves people on the map, where it
    /// is not passed over.
    ///
    /// - Parameters:
    ///   - count: answers of those in a group.
    ///   - extremity: how far the statement stands from the middle.
    public static func of(_ count: OpinionCount, extremity: Double) -> Double {
        let passed = Double(count.passes + 1) / Double(count.seen + 2)
        let importance = (1 - passed) * (1 + extremity) * count.probability(.agree)
        let value = importance * (1 + 8 * halved(count.seen))
        return value * value
    }

    /// 2 to the power of −answers/5, without the C library, whose last digit differs from machine to machine.
    private static func halved(_ answers: Int) -> Double {
        let fifths = [
            1, 0.870_550_563_296_124_2, 0.757_858_283_255_198_9, 0.659_753_955_386_447_4, 0.574_349_177_498_517_5,
        ]
        return fifths[answers % 5] * Double(sign: .plus, exponent: -min(answers / 5, 1_000), significand: 1)
    }

    /// Draws one of some statements, each as often as its priority is high.
    ///
    /// - Parameters:
    ///   - candidates: those the person may still answer, with their priorities.
    ///   - draw: a number from 0 up to but not including 1.
    public static func next(of candidates: [(statement: Int, priority: Double)], draw: Double) -> Int? {
        let total = candidates.reduce(0) { $0 + $1.priority }
        var left = draw * total
        for candidate in candidates {
            left -= candidate.priority
            if left < 0 { return candidate.statement }
        }
        return candidates.last?.statement
    }
}
