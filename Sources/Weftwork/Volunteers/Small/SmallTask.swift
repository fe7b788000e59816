internal import Database
internal import Engine

/// A piece of work that needs no trust: cut from what everybody may read, done by one, looked at by a second. Where a
/// ``SmallThing`` is what somebody chose to do and says in a line, this is one concrete piece with a place where its result goes.
struct SmallTask: Sendable, Equatable {
    enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        /// An institution's official number and district.
        case findNumber
        /// A list that was pasted into one line, as lines.
        case sortList
        /// The public words of a need, in the other language.
        case translate
        /// Two public cards: are they one need?
        case spotDouble
        /// The poster of a need, hung up somewhere.
        case hangPoster

        /// So many of a kind are open at once: nobody is helped by a heap.
        var most: Int {
            switch self {
            case .findNumber, .sortList, .translate, .spotDouble: 8
            case .hangPoster: 4
            }
        }
    }

    enum State: String, Sendable, CaseIterable, SQLConvertible {
        case open
        /// Answered; a second person looks.
        case done
        case accepted
        /// The two disagree; somebody at the desk decides.
        case disputed
        case refused
        /// What it was about is not public any more, or nobody could do it.
        case ended
    }

    let id: ID
    let networkID: ID
    let kind: Kind
    let needID: ID
    /// The other of two.
    let otherID: ID?
    /// Of the words it was cut from: where they have changed it is gone. No two tasks of a network have the same.
    let stamp: String
    /// The urgency of its need: what is urgent is done first.
    let rank: Int
    var state: State
    let cutAt: Int64
    var lockBy: ID?
    var lockUntil: Int64
    var doerID: ID?
    var doneAt: Int64?
    var settledAt: Int64?
    /// What was proposed has been taken over, or laid aside.
    var usedAt: Int64?

    /// It waits for whoever answers for its need to take it over or lay it aside.
    var isProposal: Bool {
        state == .accepted && usedAt == nil && [.findNumber, .sortList, .spotDouble].contains(kind)
    }

    /// Everybody who sees its need reads it: a translation, until somebody at the desk takes it down.
    var isShown: Bool { state == .accepted && kind == .translate }

    /// Whose it is now; nobody's once the time is over.
    func holder(at now: Int64) -> ID? { lockUntil > now ? lockBy : nil }
}

/// What came of a task; which fields it has follows from the kind. Sealed with the key of whoever did it.
struct SmallAnswer: Sendable, Equatable, Codable {
    var phone: String?
    /// Where the number stands.
    var source: String?
    var district: String?
    /// One thing each.
    var lines: [String]?
    var title: String?
    var items: [String]?
    var isSame: Bool?
    var note: String?
    /// Where the poster hangs.
    var place: String?
}

/// An answer as it was typed or sent.
struct SmallDraft: Sendable {
    var phone = ""
    var source = ""
    var district = ""
    var lines = ""
    var title = ""
    var items = ""
    var verdict = ""
    var note = ""
    var place = ""
}

/// What the second person says.
struct SmallCheck: Sendable, Equatable {
    let memberID: ID
    let isRight: Bool
    /// Nothing once its author is forgotten.
    let words: String?
    let at: Int64
}

/// Why somebody passes a task on.
enum SmallSkip: String, Sendable, CaseIterable, SQLConvertible {
    case hard, unclear, notMine
}

/// What a task shows: made from what everybody may read, whoever looks.
struct SmallSubject: Sendable {
    let need: NeedView
    let other: NeedView?
    /// In which language its words are.
    let source: Language
    /// What is asked for, one thing each, in its own words.
    let items: [String]
    /// Named by the title alone.
    let institution: String?

    var title: String { need.title ?? "" }
}
