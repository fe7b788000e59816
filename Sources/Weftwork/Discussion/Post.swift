internal import Database

/// A kind of object that talk hangs on, named by the capability that owns it.
struct TalkKind: RawRepresentable, Sendable, Hashable {
    let rawValue: String
}

/// What talk hangs on. Discussion knows none of these objects: who may read and write is asked of their keeper.
struct TalkPlace: Sendable, Hashable {
    let network: ID
    let kind: TalkKind
    let id: ID
}

/// One of the threads of an object, as its keeper shows it to one reader.
struct TalkThread: Sendable {
    /// As addresses and rows name it.
    let name: String
    let title: Text
    /// Who will read it: stands in the box before one types.
    let readers: Text
    /// The lowest tier that may know that something was written; never the words.
    let audience: Audience
    var mayWrite = true
    /// Reads what is held back because of money words.
    var seesHeld = false
    /// Lets through what is held back, and reads what is hidden.
    var mayRelease = false
    /// This reader reads what was written from then on, and what they wrote themselves: they came later, and nobody vouches for them yet.
    var since: Int64?
    /// Words about money are held back here; not where everybody who reads would see them anyway.
    var holdsMoney = true
}

/// An object with those of its threads that one reader may read.
struct TalkSubject: Sendable {
    let place: TalkPlace
    /// Whose key seals the words, and with whom they are forgotten.
    let sealedFor: ID
    let title: String
    /// The page of the object, for members.
    let path: String
    let threads: [TalkThread]

    func thread(_ name: String) -> TalkThread? { threads.first { $0.name == name } }
}

/// One thing that somebody wrote.
struct Post: Sendable, Equatable {
    let id: ID
    let place: TalkPlace
    let thread: String
    let subject: ID
    /// The member who wrote it; nobody for the requester, who has no account.
    let byID: ID?
    let isByRequester: Bool
    /// The post that it answers: always one that answers none.
    let answers: ID?
    let at: Int64
    /// Nothing once it was taken out, or forgotten with what it hangs on.
    var words: String?
    var editedAt: Int64?
    var removedAt: Int64?
    /// Waits for somebody to let it through: it speaks of money.
    var isHeld: Bool
    /// That it is hidden from others, and why.
    var hidden: PostHiding?

    /// The part of an address that leads to it.
    var anchor: String { "post-\(id)" }
    /// As a text that can be reported and hidden.
    var text: TextPlace { TextPlace(kind: .post, id: id) }
}

/// That a post must not stand as it is; whoever reads the thread reads the reason.
struct PostHiding: Sendable, Equatable {
    let reason: String
    /// Its author has asked another to look at it.
    let isAppealed: Bool
}

/// What is to be written.
struct PostDraft: Sendable {
    /// Into which thread; the first that its author may read where none is said.
    let thread: String?
    let words: String
    var answers: ID?
}

/// How much somebody hears of what they follow.
enum TalkRhythm: String, Sendable, CaseIterable, SQLConvertible {
    case atOnce, daily, never
}

/// What ties a member to the talk about one object.
enum FollowState: String, Sendable, SQLConvertible {
    /// Hears of everything.
    case follows
    /// Was mentioned once and chose nothing.
    case mentioned
    /// Wants to hear nothing of it, mentions included.
    case muted
}

struct Follow: Sendable, Equatable {
    let id: ID
    let place: TalkPlace
    let memberID: ID
    let state: FollowState
    /// When they were told of it last.
    let toldAt: Int64?
}
