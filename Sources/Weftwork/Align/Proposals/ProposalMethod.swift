internal import Database

/// How a question is answered and how it comes out. Each has its rule in one sentence: ``ProposalMethodWords/rule(of:)``.
enum ProposalMethod: String, Sendable, CaseIterable, SQLConvertible {
    case consent, consensus, simpleMajority, superMajority
    case approval, score
    /// By the method of Schulze.
    case ranked
    /// The weakest drops out, and its papers pass on.
    case instantRunoff
    case majorityJudgment, dots, quadratic
    /// Importance against effort.
    case matrix
    case timePoll
    case senseCheck
    /// Money or time is shared out: the method of equal shares.
    case equalShares

    /// What somebody says: a position with its reason, or a paper that Ballots hands out and counts.
    var usesPaper: Bool {
        switch self {
        case .consent, .consensus, .simpleMajority, .superMajority, .senseCheck: false
        case .approval, .score, .ranked, .instantRunoff, .majorityJudgment, .dots, .quadratic, .matrix, .timePoll,
            .equalShares:
            true
        }
    }

    /// The positions that can be taken; none where a paper is filled in.
    var positions: [Stance.Position] {
        switch self {
        case .consent: [.consent, .concern, .objection]
        case .consensus: [.agree, .abstain, .disagree, .block]
        case .simpleMajority, .superMajority, .senseCheck: [.agree, .disagree, .abstain]
        default: []
        }
    }

    /// Can be answered so that nobody sees who said what. Where one voice can hold everything up, its reason has to be known.
    var maySecret: Bool {
        switch self {
        case .consent, .consensus, .senseCheck, .timePoll: false
        default: true
        }
    }

    /// When results are shown, where whoever proposes says nothing else.
    var usualResults: Proposal.Results {
        switch self {
        case .consent, .consensus, .senseCheck, .timePoll: .untilAnswered
        default: .untilClosed
        }
    }

    /// Whether it says yes or no to one thing, or chooses among options.
    var hasOptions: Bool { usesPaper }

    /// The ways in which it can part what comes out alike. Equal shares go from one choice on to the next, with what is left in the
    /// purses: nothing of that can be put again or wait for somebody to choose.
    var tieBreaks: [TieBreak] { self == .equalShares ? [.supporters, .earlier] : TieBreak.allCases }

    /// So many options it takes.
    var options: ClosedRange<Int> {
        switch self {
        case .consent, .consensus, .simpleMajority, .superMajority, .senseCheck: 0...0
        // Approval of one thing is a vote on it.
        case .approval, .ranked, .instantRunoff, .score, .majorityJudgment, .dots, .quadratic, .matrix, .timePoll:
            2...40
        case .equalShares: 2...100
        }
    }
}

/// What is done where two options come out alike; it stands in the rules before anybody answers.
enum TieBreak: String, Sendable, CaseIterable, SQLConvertible {
    /// None of them wins: it is put again.
    case again
    /// The one with more distinct supporters; those still alike: the one listed first.
    case supporters
    /// The one listed first.
    case earlier
    /// Whoever answers for the decision chooses between them, and says why.
    case owner
}

/// What Ballots needs to know beside the options; what a method does not use stays as it is here.
struct BallotRules: Sendable, Equatable, Codable {
    /// How many options can win.
    var seats = 1
    /// The lowest and the highest score.
    var lowest = 0
    var highest = 5
    /// Dots, or voice credits, that each has.
    var credits = 8
    /// What is shared out, in thousandths of its unit.
    var budget: Int64 = 0
    /// What it is counted in: hours, yuan. The platform moves none of it.
    var budgetUnit = ""
    /// Whether voices that were passed on count, as the network had it at the opening.
    var mayDelegate: Bool?
    /// Whether an objection stands until its own voice answers, as it was counted at the end. What ended before that was a rule lacks
    /// it and is counted as it was.
    var objectionsStand: Bool?
    /// Voices whose objection to earlier words nobody was left to answer for.
    var lapsed: [String]?
    /// Voices whose silence was no consent at the end, where silence consents. What ended before that was a rule lacks it.
    var unheard: [String]?
    /// As of which moment voices that were passed on are counted, as it was written down at the end. What ended before that was a rule
    /// lacks it and is counted as of its close.
    var passedAt: Int64?
    /// Members whose voice was passed on then, but who took no part at the close, or the one they passed it to.
    var unpassed: [String]?

    func isLapsed(_ voice: ID) -> Bool { lapsed?.contains(voice.description) ?? false }

    /// An objection of theirs counts no more until they say something again.
    mutating func lapse(_ voices: Set<ID>) {
        guard !voices.isEmpty else { return }
        lapsed = Set((lapsed ?? []) + voices.map(\.description)).sorted()
    }

    mutating func speaks(_ voice: ID) {
        guard isLapsed(voice) else { return }
        lapsed = lapsed?.filter { $0 != voice.description }
    }
}
