internal import Database

/// What the capabilities after People hold of a member: asked, and handed on, without People knowing them.
protocol Holdings: Sendable {
    /// Who answers for what a visit is about; nobody where it is about nothing or over.
    func owner(of object: ID?, in network: ID) async throws -> ID?
    /// Whether a promise is over.
    func hasEnded(_ claim: ID?, in network: ID) async throws -> Bool
    /// Passes everything a member owns to others, with their note; how many.
    func handOn(from member: ID, in network: ID, note: String) async throws -> Int
    /// What a member owns and has promised.
    func count(of member: ID, in network: ID) async throws -> (owned: Int, promised: Int)
    /// What a member has said and done here, for themselves.
    func records(of member: ID, in network: ID) async throws -> [OwnRecord]
    /// Deliveries of a member that an independent side has confirmed: when, and by whom, if by a member.
    func deliveries(of member: ID, in network: ID) async throws -> [Delivery]
    /// Who wrote a need that `viewer` may know of; nobody where it came from no member.
    /// - Throws: ``Refusal/notFound`` where they may not know of it.
    func author(ofNeed need: ID, seenBy viewer: Viewer, in network: ID) async throws -> ID?
    /// Hides the public words of a need for a reason, or – without one – shows them again; its author is told.
    func setHidden(_ reason: String?, need: ID, in network: ID, by viewer: Viewer, _ db: any Connection) throws
    /// What the outcome of a matter does that another capability opened.
    func settle(
        _ matter: Matter, _ outcome: Matter.Outcome, reason: String, by viewer: Viewer, _ db: any Connection
    ) throws
}

/// A delivery that the other side has confirmed.
struct Delivery: Sendable, Equatable {
    let at: Int64
    /// The other side: a keyed hash of its contact, the same for the same side.
    let counterpart: String
    /// A member who spoke for the other side.
    let memberID: ID?
    /// Its need was verified better than by a single source.
    let isWellVerified: Bool
    let title: String
}
