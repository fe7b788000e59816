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
    /// What members have promised and looked at: counts only. Who did nothing may be missing.
    func footprints(of members: [ID], in network: ID) async throws -> [ID: Footprint]
}

/// What somebody has done with needs, in numbers.
struct Footprint: Sendable, Equatable {
    var promised = 0
    /// Promises that the other side has confirmed.
    var brought = 0
    /// Looks at contacts.
    var looks = 0
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
