internal import Database
internal import Engine

/// Agreeing anew: a strategy review, a re-alignment, a new version of the charter, new stage goals.
struct Renewal: Sendable, Equatable {
    enum Reason: String, Sendable, CaseIterable, SQLConvertible {
        /// The time that the rules set is over.
        case yearly
        case consensus, effort
        /// Somebody who leads saw that it is time.
        case asked
    }

    enum Outcome: String, Sendable, CaseIterable, SQLConvertible {
        /// A new version is in force.
        case renewed
        /// Ended without one, with a reason.
        case ended
    }

    let id: ID
    let networkID: ID
    let reason: Reason
    /// In the words of whoever began it.
    let words: String
    let byID: ID
    let startedAt: Int64
    /// The version that is renewed.
    let version: Int
    var newVersion: Int?
    var endedAt: Int64?
    var outcome: Outcome?
    /// The round of the mindset check that was begun with it.
    var sheetID: ID?

    var isOpen: Bool { endedAt == nil }
}

/// One step of a renewal: somebody answers for it by a time.
struct RenewalStep: Sendable, Equatable {
    enum Kind: Int, Sendable, CaseIterable, SQLConvertible {
        /// What has happened, what has changed around us, what we learnt.
        case review = 1
        /// The questions asked at the beginning, asked again; talked over together.
        case realign
        /// A new draft, with what changed and what was learnt.
        case draft
        /// Those whose voice counts consent to it.
        case adopt
        /// What is to be reached until the next time.
        case goals

        var name: String {
            switch self {
            case .review: "review"
            case .realign: "realign"
            case .draft: "draft"
            case .adopt: "adopt"
            case .goals: "goals"
            }
        }

        /// Whoever answers for it says what came of it; of the others the charter says it.
        var isSaid: Bool { self == .review || self == .realign || self == .goals }

        var length: Int64 {
            switch self {
            case .review, .draft, .goals: 14 * Time.day
            case .realign, .adopt: 30 * Time.day
            }
        }

        var next: Kind? { Kind(rawValue: rawValue + 1) }
    }

    let id: ID
    let renewalID: ID
    let networkID: ID
    let kind: Kind
    var ownerID: ID
    /// Since when it is this step's turn; nothing while those before it are not done.
    var startedAt: Int64?
    var dueAt: Int64?
    var doneAt: Int64?
    var doneByID: ID?
    /// What came of it.
    var words: String

    var isTurn: Bool { startedAt != nil && doneAt == nil }
}

/// A renewal with its steps.
struct RenewalReading: Sendable {
    let renewal: Renewal
    let steps: [RenewalStep]
    /// Stage goals that it has set, as they stand now.
    let goals: [Goal]
    let names: [ID: String]
    /// Priorities of the charter in force, for goals.
    let priorities: [CharterClause]
    /// The number of the version that is being written, if any.
    let open: Int?
    /// The mindset check, with the round before it beside it; nothing while none belongs to it.
    var mindset: SheetReading?
}

/// What is done in a renewal.
enum RenewalAction: Sendable {
    case take(RenewalStep.Kind)
    case finish(RenewalStep.Kind, words: String)
    case goal(words: String, priority: ID?, until: String)
    /// Begins a new version from the one in force.
    case draft(reason: String, learnt: String)
    /// Begins the mindset check, or takes in the round that runs.
    case mindset
    case end(reason: String)

    static let names = ["take", "finish", "goal", "draft", "mindset", "end"]
}

enum RenewalRules {
    static let mostGoals = 30
    static let longestGoal = 3 * 366 * Time.day

    static func goalWords(_ typed: String) throws(Refusal) -> String {
        let line = Clean.sentence(typed)
        guard line.count >= 4 else { throw .invalid("goal", MatterWords.sayMore(4)) }
        guard line.count <= 300 else { throw .invalid("goal", NeedWords.tooLong(300)) }
        return line
    }

    static func until(_ typed: String, now: Int64) throws(Refusal) -> Int64 {
        guard let end = Format.endOfDay(Clean.line(typed)), end > now, end <= now + longestGoal else {
            throw .invalid("until", RenewalWords.badUntil)
        }
        return end
    }

    static func clock(of step: RenewalStep) -> Clock? {
        guard step.isTurn, let start = step.startedAt, let due = step.dueAt else { return nil }
        return Clock(
            networkID: step.networkID, object: .renewal, objectID: step.id, needID: step.renewalID,
            step: "renewal.\(step.kind.name)", ownerID: step.ownerID, startedAt: start, dueAt: due, stage: 0,
            nextAt: Escalation.next(after: .none, start: start, due: due))
    }
}
