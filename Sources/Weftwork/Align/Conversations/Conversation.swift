internal import Database
internal import Engine

/// A question to which people say short statements and answer those of others.
struct Conversation: Sendable, Equatable {
    /// Who may answer.
    enum Who: String, Sendable, CaseIterable, SQLConvertible {
        case members
        /// Members, and whoever opens its link.
        case link
        /// Members, and whoever finds it.
        case `public`
    }

    /// When the host looks at what people say.
    enum Moderation: String, Sendable, CaseIterable, SQLConvertible {
        /// A statement is asked about once it was let through.
        case before
        /// It is asked about at once, and can be taken out.
        case after
    }

    let id: ID
    let networkID: ID
    var question: String
    var background: String
    let who: Who
    var moderation: Moderation
    /// So many statements one answers before one sees what others said; 0 is at once, ``untilClosed`` not before it ends.
    var showsAfter: Int
    /// The member who answers for it.
    var hostID: ID
    let openedAt: Int64
    var closesAt: Int64?
    var closedAt: Int64?
    /// How often its link was made anew: an earlier one opens nothing any more.
    var linkVersion: Int
    /// It was read in from files: its people are numbers, and nobody answers it here.
    let isImported: Bool

    static let untilClosed = 100_000

    func isOpen(at now: Int64) -> Bool { closedAt == nil && !isImported && closesAt.map { $0 > now } ?? true }

    /// Who may know of it.
    var audience: Audience { who == .public ? .public : .members }
}

/// What changes with every answer.
struct ConversationHead: Sendable, Equatable {
    /// The number of the last answer.
    var lastVote: Int64
    /// Counts changes of statements and people.
    var version: Int64
    /// When it was told last that the picture has changed.
    var toldAt: Int64
    /// The last answer that was told of.
    var toldVote: Int64
}

/// One short thing that somebody said.
struct ConversationStatement: Sendable, Equatable {
    enum State: String, Sendable, CaseIterable, SQLConvertible {
        case waiting, open, rejected
    }

    /// Why a statement was not let through, or taken out.
    enum Reason: String, Sendable, CaseIterable, SQLConvertible {
        case twice, offTopic, several, unclear, insult, personal, untrue, spam, other
        /// The conversation ended before anybody had looked at it.
        case late

        /// What a host can say; that time was over only the end says.
        static let chosen = allCases.filter { $0 != .late }
    }

    let id: ID
    let number: Int
    let words: String
    var state: State
    /// The host put it there to begin with.
    let isSeed: Bool
    /// Who said it; nothing once that is forgotten, or where it was read in.
    let participantID: ID?
    let at: Int64
    var reason: Reason?

    var text: TextPlace { TextPlace(kind: .statement, id: id) }
}

/// Somebody who takes part.
struct ConversationParticipant: Sendable, Equatable {
    enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        case member
        /// Without an account, known by their device alone.
        case device
        /// Read in from a file.
        case imported
    }

    let id: ID
    let kind: Kind
    /// Nothing once the person is forgotten.
    let memberID: ID?
    let at: Int64
    /// From which what is shown to them next is drawn.
    let seed: Int64
}

/// Who asks, in one conversation: a member, or a device that came by link.
struct ConversationVisitor: Sendable {
    let viewer: Viewer
    /// The secret of the device, once it was proved to be one of this conversation's.
    var device: String?
    /// From where they come, for limits.
    var remote = ""

    /// A promise to act once, apart from those of all others who have no account.
    func own(_ once: Once?) -> Once? {
        guard viewer.member == nil, let device else { return once }
        return once?.under("device \(device)")
    }
}

/// An answer as one's own list shows it.
struct OwnAnswer: Sendable {
    let statement: ConversationStatement
    let answer: OpinionAnswer
}

/// What somebody wants to open.
struct ConversationDraft: Sendable {
    var question = ""
    /// Where nothing is said it stays as it is; empty, it goes.
    var background: String?
    var who: String?
    var moderation: String?
    var showsAfter: String?
    /// A day, or a moment.
    var closes: String?
    /// One statement a line, to begin with.
    var seeds = ""
}

/// What a conversation says of itself to whoever may see it.
struct ConversationView: Sendable {
    let conversation: Conversation
    let head: ConversationHead
    let hostName: String
    /// Statements that are asked about.
    let openCount: Int
    let waitingCount: Int
    /// People who answered something, and how many of them came by link.
    let people: Int
    let byLink: Int
    let answers: Int
    /// How many one has answered oneself.
    let own: Int
    let mayAnswer: Bool
    let keeps: Bool
    /// How many more one answers before one sees what others said; nothing where one sees it.
    let untilShown: Int?
}

extension OpinionAnswer {
    /// As it is stored.
    var number: Int { Int(rawValue) }

    init(stored number: Int) { self = Int8(exactly: number).flatMap(OpinionAnswer.init(rawValue:)) ?? .pass }

    /// The word of the contract.
    var name: String {
        switch self {
        case .agree: "agree"
        case .pass: "pass"
        case .disagree: "disagree"
        }
    }

    init?(name: String) {
        guard let found = OpinionAnswer.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}
