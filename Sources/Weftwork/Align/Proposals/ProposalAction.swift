internal import Database

/// An act on a proposal with what it carries.
enum ProposalAction: Sendable {
    /// Of a draft.
    case change(ProposalDraft)
    case open
    /// What a voice says, about the words of `version`; where that is not named, about those that stand. The test that fails is said
    /// where something is stopped by it.
    case answer(voice: ID?, Stance.Position, reason: String, test: Stance.Test? = nil, version: Int? = nil)
    /// Somebody behind an organisation's voice says what they think.
    case advise(Stance.Position, reason: String)
    /// Why a voice has not answered yet, and until when it will.
    case wait(voice: ID?, reason: String, until: Int64)
    case amend(ProposalAmendment)
    /// Asks to be asked again about the changed words.
    case askMe(voice: ID?)
    /// Before its time, once nobody's answer is missing.
    case close
    /// The facilitator ends a consent round whose objections could not be met.
    case endRound
    case decide(ProposalDecision)
    case review(ProposalOutcome.Review.Kind, words: String, next: Int64?)
    /// What it created, added to the log later.
    case link(title: String, path: String)
    /// A stage goal or milestone made of what was decided.
    case goal(GoalDraft)
    case withdraw(reason: String)
    /// Another is asked to answer for it, and says yes or no.
    case hand(ChargeAction)

    var act: Act {
        switch self {
        case .answer, .advise, .wait, .askMe, .hand(.accept), .hand(.decline): .answerProposal
        case .change, .open, .amend, .close, .endRound, .decide, .review, .link, .goal, .withdraw, .hand(.ask),
            .hand(.askNamed):
            .keepProposal
        }
    }

    static let names =
        [
            "change", "open", "answer", "advise", "wait", "amend", "askMe", "close", "endRound", "decide", "review",
            "link", "goal", "withdraw",
        ] + ChargeAction.names
}

/// Other words for a proposal by consent.
struct ProposalAmendment: Sendable {
    var question: String?
    var context: String?
    /// What was changed, and whom it could affect.
    var reason = ""
    /// Voices that it could affect; nothing where it is everybody.
    var affects: [ID]?
    /// Members whose words went in.
    var credits: [ID] = []
    /// Until when those asked may answer; nothing where they have as long as those before them had, a week at most.
    var closesAt: Int64?
    /// What it decides about has changed, and its own words perhaps not.
    var isOfSubject = false
}

/// The outcome, as its owner writes it.
struct ProposalDecision: Sendable {
    var words = ""
    /// How the objections were met.
    var met = ""
    /// Of options that came out alike where the owner chooses between them.
    var winners: [ID] = []
    var reviewAt: Int64?
    var links: [ProposalOutcome.Link] = []
}
