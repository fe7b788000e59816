internal import Database

/// Tells those whom a keeper knows by itself: the owner of a need, the requester who has no account. Runs in the transaction of
/// what it tells.
typealias TalkTeller = @Sendable (Post, any Connection) throws -> Void

/// What the owner of a kind of object says about the talk that hangs on it.
protocol TalkKeeper: Sendable {
    var kind: TalkKind { get }
    /// The part of addresses under which its objects stand: `/n/{slug}/needs/{id}`.
    var collection: String { get }
    /// The object with the threads that `viewer` may read; nothing where they may not know of it.
    func subject(_ place: TalkPlace, for viewer: Viewer, now: Int64, _ db: any Connection) throws -> TalkSubject?
    /// Members who hear of a thread without following it; who mutes it hears nothing.
    func listeners(_ place: TalkPlace, thread: String, _ db: any Connection) throws -> [ID]
    /// Prepared before the transaction in which it tells.
    func teller(in network: ID, by viewer: Viewer, now: Int64) async throws -> TalkTeller
    /// Tells whoever wrote a post without an account what became of it.
    func tell(_ news: TextNews, of post: Post, by viewer: Viewer, now: Int64, _ db: any Connection) throws
}

/// The keepers of all kinds of objects that talk hangs on, registered where the application is put together.
struct TalkKeepers: Sendable {
    private(set) var all: [any TalkKeeper] = []

    mutating func register(_ keeper: any TalkKeeper) { all.append(keeper) }

    /// - Throws: ``Refusal/notFound`` for what nobody keeps: nobody sees it.
    func keeper(of kind: TalkKind) throws(Refusal) -> any TalkKeeper {
        guard let keeper = all.first(where: { $0.kind == kind }) else { throw .notFound }
        return keeper
    }

    /// The object with what `viewer` may read of it; nothing where they may not know of it, or read nothing of its talk.
    func find(_ place: TalkPlace, for viewer: Viewer, now: Int64, _ db: any Connection) throws -> TalkSubject? {
        guard let keeper = all.first(where: { $0.kind == place.kind }),
            let subject = try keeper.subject(place, for: viewer, now: now, db), !subject.threads.isEmpty
        else { return nil }
        return subject
    }

    /// The same, where it must be there.
    /// - Throws: ``Refusal/notFound``
    func subject(_ place: TalkPlace, for viewer: Viewer, now: Int64, _ db: any Connection) throws -> TalkSubject {
        guard let subject = try find(place, for: viewer, now: now, db) else { throw Refusal.notFound }
        return subject
    }
}
