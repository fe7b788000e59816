/// Networks made by chance, to see how well asking half again finds a loss: what the rule in ``PairedAnswers`` is chosen by.
public struct DriftTrial: Sendable {
    /// How many there are.
    public var voices = 60
    /// The share that consented at first.
    public var consented = 0.9
    /// So many change either way, whatever is lost: people change their minds.
    public var turnover = 1
    /// Points of the membership that are truly lost.
    public var loss = 0.15
    /// The share that is asked again.
    public var share = 0.5
    /// The share of those who answer.
    public var answering = 1.0
    /// The chance that somebody answers otherwise than they think.
    public var noise = 0.0
    /// Whether the half is drawn stance by stance, as ``AskAgain`` does; else from all at once.
    public var isStratified = true

    public init() {}

    /// One network, asked once; and once more, of all, where the first answers left it unclear.
    public func answers(using random: inout SplitMix64) -> (first: PairedAnswers, all: PairedAnswers) {
        let consenting = Int((Double(voices) * consented).rounded())
        let lost = Int((Double(voices) * loss).rounded())
        let away = Set((0..<consenting).shuffled(using: &random).prefix(lost + turnover))
        let round = Set((consenting..<voices).shuffled(using: &random).prefix(turnover))
        let people = (0..<voices).map { (voice: $0, stratum: isStratified && $0 >= consenting ? 1 : 0) }
        let asked = Set(AskAgain.half(of: people, share: share, using: &random))
        var first = PairedAnswers(consented: consenting, voices: voices, kept: 0, turnedAway: 0, cameRound: 0)
        var all = first
        for person in 0..<voices {
            guard Double.random(in: 0..<1, using: &random) < answering else { continue }
            let did = person < consenting
            var does = did ? !away.contains(person) : round.contains(person)
            if Double.random(in: 0..<1, using: &random) < noise { does.toggle() }
            if asked.contains(person) { first.count(did, does) }
            all.count(did, does)
        }
        return (first, all)
    }

    /// What each rule makes of many networks, as shares of them.
    public struct Found: Sendable, Equatable {
        /// The rule as written in 3.12.
        public var plain = 0.0
        /// The adapted rule, after the first half.
        public var adapted = 0.0
        /// The adapted rule, where what it left unclear was asked of the others as well.
        public var inTwo = 0.0
        /// How often the others were asked.
        public var askedOn = 0.0
    }

    /// - Parameter trials: how many networks.
    public func found(in trials: Int, seed: UInt64) -> Found {
        var random = SplitMix64(seed: seed), found = Found()
        let one = 1 / Double(trials)
        for _ in 0..<trials {
            let (first, all) = answers(using: &random)
            // The rule of 3.12 knows of no half: it is given those who were asked as if they were all.
            var alone = first
            alone.consented = first.askedAgain
            if alone.isDriftPlain { found.plain += one }
            switch first.verdict {
            case .drift:
                found.adapted += one
                found.inTwo += one
            case .unclear:
                found.askedOn += one
                if all.verdict == .drift { found.inTwo += one }
            case .steady, .tooFew: break
            }
        }
        return found
    }
}

extension PairedAnswers {
    fileprivate mutating func count(_ did: Bool, _ does: Bool) {
        switch (did, does) {
        case (true, true): kept += 1
        case (true, false): turnedAway += 1
        case (false, true): cameRound += 1
        case (false, false): stayedAway += 1
        }
    }
}
