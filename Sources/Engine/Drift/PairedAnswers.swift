/// What a group said when it agreed to something, and what those said who were asked again: how far the agreement still holds.
///
/// Plain counts; who said what stays with the caller. See decision 0046 for the rule and how well it finds what is so.
public struct PairedAnswers: Sendable, Equatable {
    /// How many consented at first, asked again or not.
    public var consented: Int
    /// Everybody who could be asked again and had an answer on record: those who consented and those who did not.
    public var voices: Int
    /// Of those who consented, who consented again.
    public var kept: Int
    /// Who consented and does no longer (b).
    public var turnedAway: Int
    /// Who did not consent and does now (c).
    public var cameRound: Int
    /// Who did not consent and does not now.
    public var stayedAway: Int
    /// Who consented and has said nothing since, though their answer is older than a year.
    public var silent: Int

    public init(
        consented: Int, voices: Int, kept: Int, turnedAway: Int, cameRound: Int, stayedAway: Int = 0, silent: Int = 0
    ) {
        self.consented = consented
        self.voices = voices
        self.kept = kept
        self.turnedAway = turnedAway
        self.cameRound = cameRound
        self.stayedAway = stayedAway
        self.silent = silent
    }

    /// Who answered both times.
    public var answered: Int { kept + turnedAway + cameRound + stayedAway }
    /// Who consented at first and answered again.
    public var askedAgain: Int { kept + turnedAway }
    /// How many more turned away than came round.
    public var net: Int { turnedAway - cameRound }

    /// McNemar's paired test: (b − c) / √(b + c). Nothing where nobody changed.
    public var z: Double? {
        let moved = turnedAway + cameRound
        return moved > 0 ? Double(net) / Double(moved).squareRoot() : nil
    }

    /// The share of everybody with an answer on record who answered again, 0 to 1.
    public var share: Double { voices > 0 ? min(1, Double(answered) / Double(voices)) : 0 }

    /// The paired test for a network that is finite: whoever has been asked is no longer uncertain, so that after asking the share f
    /// of all the spread is √(1 − f) of what it would be in an endless crowd. Never less than √½, so that a whole network that
    /// answered still has to show more than a whim.
    public var zAdapted: Double? { z.map { $0 / max(0.5, 1 - share).squareRoot() } }

    /// The net loss as a share of those who consented and were asked again, −1 to 1.
    public var netLoss: Double { askedAgain > 0 ? Double(net) / Double(askedAgain) : 0 }

    /// The share of those who consented at first and let it lapse.
    public var lapse: Double { consented > 0 ? Double(silent) / Double(consented) : 0 }

    /// What the answers say.
    public enum Verdict: String, Sendable, CaseIterable {
        /// Too few answers to say anything.
        case tooFew
        case steady
        /// More turned away than came round, but not so many that chance is ruled out: the others are asked.
        case unclear
        /// The agreement has been lost by more than chance and by a tenth or more.
        case drift
    }

    /// Fewer answers than this say nothing.
    public static let least = 5
    /// The net loss from which on it matters.
    public static let leastLoss = 0.10
    /// One person alone is no drift, however few were asked: the others are asked then.
    public static let leastNet = 2
    /// One-sided 5 %, for everybody asked as if they were drawn from an endless crowd (3.12).
    public static let plainLimit = 1.645
    /// One-sided 10 % of the adapted test. It is the least loss that holds false alarms down (0046).
    public static let adaptedLimit = 1.282

    /// The rule as written in 3.12: z > 1.645 and a net loss of a tenth or more of all who consented.
    public var isDriftPlain: Bool {
        guard let z, consented > 0 else { return false }
        return z > PairedAnswers.plainLimit && Double(net) / Double(consented) >= PairedAnswers.leastLoss
    }

    /// The rule that is used: adapted to the share that was asked.
    public var verdict: Verdict {
        guard answered >= PairedAnswers.least, askedAgain > 0 else { return .tooFew }
        guard let zAdapted, net > 0 else { return .steady }
        let isLoss = net >= PairedAnswers.leastNet && netLoss >= PairedAnswers.leastLoss
        if zAdapted > PairedAnswers.adaptedLimit, isLoss { return .drift }
        return share < 1 ? .unclear : .steady
    }
}
