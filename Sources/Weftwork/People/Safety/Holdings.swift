internal import Database
internal import Engine

/// What the capabilities after People hold of a member: asked, and handed on, without People knowing them.
protocol Holdings: Sendable {
    /// The tables in which something is kept of a member, and what of it is theirs to see.
    var ownTables: [OwnTable] { get }
    /// Who answers for what a visit is about; nobody where it is about nothing, or nothing that `viewer` may know of.
    /// - Throws: ``Refusal/conflict(_:_:)`` where it is over.
    func owner(of object: ID?, seenBy viewer: Viewer, in network: ID) async throws -> ID?
    /// What has changed since `viewer` promised something of what a visit is about, with the stamp to confirm it by; nothing where nothing has.
    func changesSincePromise(
        of object: ID?, by viewer: Viewer, in network: ID
    ) async throws -> (changes: [Refusal.Change], stamp: String)?
    /// They set out for it, and have seen what the stamp stands for: in the transaction in which they do.
    /// - Throws: ``Refusal/conflict(_:_:)`` with what changed and has not been seen.
    func setOut(to object: ID?, seen: String?, by viewer: Viewer, in network: ID, _ db: any Connection) throws
    /// Whether a promise or a shift is over; what is neither never is.
    func hasEnded(claim: ID?, shift: ID?, in network: ID, now: Int64) async throws -> Bool
    /// A member's own promises that are not over, and their shifts of now and the next day.
    func purposes(of member: ID, in network: ID, now: Int64) async throws -> [Holding]
    /// Passes everything a member owns to others, with their note; how many.
    func handOn(from member: ID, in network: ID, note: String) async throws -> Int
    /// What waits for a member: what they have promised something for and their own needs that are open, by titles that anybody may read.
    func waiting(for member: ID, in network: ID) async throws -> [Text]
    /// How often a member's own words stand in what is over.
    func ownWords(of member: ID, in network: ID) async throws -> Int
    /// Blanks a member's own words in what is over.
    func blankWords(of member: ID, in network: ID) async throws
    /// Who looks after law and duty of care in a network, as it named them.
    func compliance(of network: ID) async throws -> ComplianceContact?
    /// What a member owns and has promised.
    func count(of member: ID, in network: ID) async throws -> (owned: Int, promised: Int)
    /// What a member has said and done here, for themselves.
    func records(of member: ID, in network: ID) async throws -> [OwnRecord]
    /// Deliveries of a member that an independent side has confirmed: when, and by whom, if by a member.
    func deliveries(of member: ID, in network: ID) async throws -> [Delivery]
    /// What members have promised and looked at: counts only. Who did nothing may be missing.
    func footprints(of members: [ID], in network: ID) async throws -> [ID: Footprint]
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

/// What somebody has done with needs, in numbers.
struct Footprint: Sendable, Equatable {
    var promised = 0
    /// Promises that the other side has confirmed.
    var brought = 0
    /// Looks at contacts.
    var looks = 0
}

/// Something that a member does for others, with which a pass can end.
struct Holding: Sendable {
    let id: ID
    let isShift: Bool
    /// What it is, as its owner reads it.
    let words: String
    /// A shift's end.
    let endsAt: Int64?
}

/// Whom one asks about law and duty of care (004 had a lawyer for this).
struct ComplianceContact: Sendable, Equatable {
    /// A person or an office.
    let name: String
    /// How they are reached.
    let contact: String

    /// The line that names them on the pages of a network.
    func line(_ frame: Frame) -> HTML {
        "<p class=\"small\">\(frame(SafetyWords.compliance)) <strong>\(frame.said(name))</strong> \(frame.said(contact))</p>"
    }
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
    /// The member who confirmed it, where it was one.
    var confirmedBy: ID? = nil

    /// The side that a telephone number or a mail address stands for; nothing for what is neither.
    static func side(ofContact contact: String, vault: Vault) -> String? {
        guard let normal = Contacts.phone(contact) ?? Contacts.email(contact) else { return nil }
        return Hex.encode(vault.fingerprint("counterpart", normal))
    }
}
