internal import Database

/// What a proposal decides about, where another part keeps it: a version of the charter, a text of the rules.
struct ProposalSubject: Sendable, Hashable {
    /// Named by whoever keeps it.
    struct Kind: RawRepresentable, Sendable, Hashable {
        let rawValue: String
    }

    let kind: Kind
    let id: ID
}

/// How the subject of a proposal is shown to one reader.
struct SubjectCard: Sendable {
    let title: Text
    /// Within the network: `/charter/…`.
    let path: String
    /// Core clauses that it touches, said beside the question; empty where it touches none.
    var core: [String] = []
    /// Where whoever may changes it while it is asked about, within the network.
    var mends: String?
}

/// What the keeper of a kind of subject says and does. All of it runs within a transaction: synchronous, and perhaps twice.
protocol ProposalKeeper: Sendable {
    var kind: ProposalSubject.Kind { get }

    /// - Returns: nothing where `viewer` may not know of it, or it is gone.
    func card(_ subject: ProposalSubject, for viewer: Viewer, in network: ID, _ db: any Connection) throws
        -> SubjectCard?

    /// Before a proposal on the subject is opened, with the settings it will hold under.
    /// - Throws: ``Refusal/conflict(_:_:)`` where it can't be decided about now.
    func opening(_ proposal: Proposal, by viewer: Viewer, _ db: any Connection) throws

    /// Whether silence may count as consent, where the rules in force say so: for nothing that a keeper does not name.
    func allowsSilence(_ proposal: Proposal, _ db: any Connection) throws -> Bool

    /// What is done instead of amending the words of the proposal, where these decide nothing: with other ones people would be asked
    /// again about the same thing. Nothing where they can be amended.
    var insteadOfAmending: Text? { get }

    /// Whether it is opened for somebody by what they said elsewhere: then it stands outside how many one may have open at once.
    var isOutsideLimit: Bool { get }

    /// The words of a proposal were amended; the subject may follow.
    func amended(_ proposal: Proposal, by viewer: Viewer, _ db: any Connection) throws

    /// Its outcome was written: in the transaction of that.
    /// - Returns: what it created, for the decision log.
    func decided(_ outcome: ProposalOutcome, by viewer: Viewer, _ db: any Connection) throws -> [ProposalOutcome.Link]

    /// It was withdrawn before it came to anything.
    func withdrawn(_ proposal: Proposal, by viewer: Viewer, _ db: any Connection) throws
}

extension ProposalKeeper {
    func opening(_ proposal: Proposal, by viewer: Viewer, _ db: any Connection) throws {}
    func allowsSilence(_ proposal: Proposal, _ db: any Connection) throws -> Bool { false }
    var insteadOfAmending: Text? { nil }
    var isOutsideLimit: Bool { false }
    func amended(_ proposal: Proposal, by viewer: Viewer, _ db: any Connection) throws {}
    func withdrawn(_ proposal: Proposal, by viewer: Viewer, _ db: any Connection) throws {}
}

/// The keepers of all kinds of subjects, registered where the application is put together.
struct ProposalKeepers: Sendable {
    /// Fixed points that a proposal can touch: core clauses of the charter in force, by id.
    typealias FixedPoints = @Sendable (_ network: ID, _ db: any Connection) throws -> [(id: ID, words: Bilingual)]

    private var all: [any ProposalKeeper] = []
    private(set) var fixedPoints: FixedPoints = { _, _ in [] }

    mutating func register(_ keeper: any ProposalKeeper) { all.append(keeper) }

    /// Kinds of subjects that take nobody's place among their open proposals.
    var outsideLimit: [String] { all.filter(\.isOutsideLimit).map(\.kind.rawValue) }

    mutating func register(fixedPoints: @escaping FixedPoints) { self.fixedPoints = fixedPoints }

    /// The keeper of a proposal's subject; nothing where it has none.
    func keeper(of subject: ProposalSubject?) -> (any ProposalKeeper)? {
        guard let subject else { return nil }
        return all.first { $0.kind == subject.kind }
    }
}
