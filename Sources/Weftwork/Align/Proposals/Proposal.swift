internal import Database

/// A question put to those whose voices count, with a method, a time and somebody who answers for what comes of it.
struct Proposal: Sendable, Equatable {
    enum State: String, Sendable, CaseIterable, SQLConvertible {
        case draft
        /// Opens by itself at its time.
        case scheduled
        case open
        /// A consent round in which an objection stands: it is worked through before anything else.
        case objected
        /// Answered; its outcome is to be written.
        case closed
        case decided
        case withdrawn

        /// Answers can be given and changed.
        var isAnswered: Bool { self == .open || self == .objected }
    }

    /// Until when nobody sees how it stands. What was chosen can't be loosened once it is open.
    enum Results: String, Sendable, CaseIterable, SQLConvertible {
        case untilAnswered, untilClosed
    }

    /// For one who passes their voice on: what it is about.
    enum Topic: String, Sendable, CaseIterable, SQLConvertible {
        case purpose, rules, people, work, resources, other
    }

    /// What holds from the opening on and can't be changed then.
    struct Terms: Sendable, Equatable {
        var unit = VoiceUnit.persons
        var scope = VoiceScope.all
        /// So many percent of the voices have to answer.
        var quorum = 50
        /// And at least so many different voices.
        var leastVoices = 1
        /// Of a super majority: so many percent have to agree,
        var threshold = 67
        /// of all who count, instead of those who said yes or no.
        var ofEligible = false
        /// Silence at the end counts as consent; the governance rules in force say so.
        var silenceConsents = false
        var tieBreak = TieBreak.supporters
        var results = Results.untilClosed
        var isSecret = false
        /// After so many days with an objection a facilitator takes care of it.
        var workDays = 14
        var ballot = BallotRules()
    }

    let id: ID
    let networkID: ID
    let createdAt: Int64
    let proposerID: ID
    var ownerID: ID
    var method: ProposalMethod
    var terms: Terms
    var topic: Topic
    /// Who may read it; whoever has a voice in it may always.
    var audience: Audience
    /// What it decides about, where that is kept elsewhere.
    var subject: ProposalSubject?
    var question: String
    var context: String
    var state: State
    /// Of its words; it counts from 1, and amending it makes the next.
    var version: Int
    var opensAt: Int64?
    /// When it ends; of a draft for how long it will be open follows from it.
    var closesAt: Int64
    var openedAt: Int64?
    /// When the first objection was raised in its life.
    var objectedAt: Int64?
    /// Who takes care of an objection that could not be worked through.
    var facilitatorID: ID?
    var closedAt: Int64?
    var decidedAt: Int64?
    /// When the decision is looked at again.
    var reviewAt: Int64?
    var changedAt: Int64
    /// Of its row, against two who write at once.
    var revision: Int
    /// Fixed points of the charter that it touches, as whoever proposes it says.
    var touches: [ID] = []
    /// Why others don't read what it says; nothing where they do.
    var hidden: String?
    /// Who was asked to answer for it from now on and has not said yes or no.
    var askedID: ID?

    var text: TextPlace { TextPlace(kind: .proposal, id: id) }
    /// Its question as others read it.
    var title: Text { hidden.map { ModerationWords.stub($0) } ?? .verbatim(question) }

    /// Whether answers are taken now: an objection that is worked through is waited for whatever the time, and while its words are
    /// hidden its time stands still.
    func isAnswerable(at now: Int64) -> Bool {
        state == .objected || state == .open && (closesAt > now || hidden != nil)
    }

    /// Where talk about it hangs.
    var talk: TalkPlace { TalkPlace(network: networkID, kind: .proposal, id: id) }

    /// How what comes out alike is parted: as its terms say, where its method can.
    var tieBreak: TieBreak { method.tieBreaks.contains(terms.tieBreak) ? terms.tieBreak : .supporters }

    /// Whether Ballots hands out its papers and counts them. A secret vote on one thing is on paper, too.
    var usesPaper: Bool { method.usesPaper || terms.isSecret }
}

extension TalkKind {
    static let proposal = TalkKind(rawValue: "proposal")
}

/// What can be chosen.
struct ProposalOption: Sendable, Equatable {
    let id: ID
    /// In the order in which they are listed, from 1.
    let number: Int
    let words: String
    /// What it takes of what is shared out, in thousandths.
    var cost: Int64?
    /// Of a time that is proposed.
    var startsAt: Int64?
    var endsAt: Int64?
}

/// The words of a proposal at one time of its life.
struct ProposalVersion: Sendable, Equatable {
    let number: Int
    let question: String
    let context: String
    let byID: ID
    let at: Int64
    /// Why it was changed, and whom the change could affect; empty of the first.
    var reason = ""
    /// Members whose words went into it.
    var credits: [ID] = []
    /// Voices that were asked again; nothing where all were.
    var asked: [ID]?
}

/// A voice that may answer one proposal, as it was when that was opened.
struct ProposalVoice: Sendable, Equatable {
    let id: ID
    let kind: Voice.Kind
    /// As it is called now.
    var name: String
    let standing: Standing
    let sector: Sector?
    let region: String?
    let joinedAt: Int64
    /// The version of the words about which it was asked last.
    var askedVersion: Int
    /// Members who may speak for it now.
    var speakers: [ID] = []
    /// Whoever stands behind it came in lately, by one vouch at most, when that was opened.
    var isRecent = false
    /// Since when it is asked again without other words: the last objection was taken back after the end.
    var reopenedAt: Int64?
    /// Nobody had vouched for them when that was opened.
    var isNew: Bool { standing == .newcomer }
}

/// What one voice says.
struct Stance: Sendable, Equatable {
    /// Of the reason, which stays the same text when it is said anew.
    var id: ID
    enum Position: String, Sendable, CaseIterable, SQLConvertible {
        case consent
        /// Recorded; it stops nothing, and comes back at the review.
        case concern
        /// It would harm the shared purpose: it stops the proposal until it is worked through.
        case objection
        case agree, abstain, disagree, block

        /// Says why, or counts for nothing.
        var needsReason: Bool { self == .concern || self == .objection || self == .block }

        /// Says which test fails.
        var needsTest: Bool { self == .objection || self == .block }
    }

    /// Which of the two tests of consent fails: ``ProposalMethodWords/tests(of:until:)``, in their order.
    enum Test: String, Sendable, CaseIterable, SQLConvertible {
        /// It endangers the purpose that is shared.
        case purpose
        /// It is not safe enough to try.
        case safety
    }

    let voiceID: ID
    var position: Position
    /// Nothing where none was given, or its words are forgotten.
    var reason: String?
    /// The version of the words that it is about.
    var version: Int
    /// The member who gave it.
    var byID: ID
    var at: Int64
    /// How often this voice has spoken, this time included.
    var number: Int
    /// Why others don't read the reason; nothing where they do.
    var hidden: String?
    /// Nothing where nothing is stopped by it, and of what was said before it was asked.
    var test: Test?
}

/// What somebody behind an organisation's voice says; it counts for nothing and is shown beside the stance.
struct Advice: Sendable, Equatable {
    let id: ID
    let voiceID: ID
    let memberID: ID
    let position: Stance.Position
    var reason: String?
    let at: Int64
    var hidden: String?
}

/// Why a voice has not answered yet, and until when it will: it is no yes.
struct ProposalWait: Sendable, Equatable {
    let id: ID
    let voiceID: ID
    let byID: ID
    var reason: String?
    let until: Int64
    let at: Int64
    var hidden: String?
}
