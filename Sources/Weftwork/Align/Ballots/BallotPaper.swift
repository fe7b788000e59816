internal import Database
internal import Engine

/// What one paper says of one option.
struct BallotMark: Sendable, Equatable {
    let option: ID
    /// A score, a grade, dots, votes, a rank (1 is the best), importance; of a time 2 for yes, 1 for if need be, 0 for no; else 1.
    var value: Int
    /// Of a priority matrix.
    var effort: Int?
}

/// One filled-in paper. It knows nothing of who filled it in.
struct BallotPaper: Sendable, Equatable {
    /// In the order in which the options are listed.
    var marks: [BallotMark] = []
    /// Of a secret vote on one thing.
    var position: Stance.Position?
}

/// A paper as it is sent: by option what stands in its fields.
struct BallotDraft: Sendable {
    var values: [ID: String] = [:]
    var efforts: [ID: String] = [:]
    var position: String?
    /// Whoever casts a secret paper says that they know it stands.
    var isSure = false
    /// For which of the reader's voices; nothing where they have one.
    var voice: ID?
}

/// A paper that counts, and for how many voices.
struct CountedPaper: Sendable {
    let paper: BallotPaper
    /// 1, and one more for each voice that was passed on to this one.
    var weight = 1
}

/// How a time suits, as a paper says it.
extension TimePoll.Answer {
    static let stored: [Int: TimePoll.Answer] = [2: .yes, 1: .ifNeedBe, 0: .no]

    var value: Int {
        switch self {
        case .yes: 2
        case .ifNeedBe: 1
        case .no: 0
        }
    }
}

/// The grades of majority judgment, from the worst on.
enum BallotGrade: Int, Sendable, CaseIterable {
    case reject, poor, acceptable, good, veryGood, excellent
}
