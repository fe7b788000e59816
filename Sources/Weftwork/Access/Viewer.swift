public import Database

/// Who asks, in one network: everything that policy and redaction need to know about them.
public struct Viewer: Sendable {
    public enum Identity: Sendable, Equatable {
        case anonymous
        /// By her secret link (`full`) or by code and last digits: to her need, or a guest to the offer of that id.
        case requester(need: ID, full: Bool)
        case member(Member)
        /// The one who runs the server, by the command line or an operator's token.
        case `operator`
        /// The server itself: a clock that ran out.
        case system
    }

    public let identity: Identity
    public var language: Language
    /// Their token carries the operator's scope: limits don't bind it.
    public let isOperator: Bool
    /// The account that is signed in, member of this network or not.
    public var personID: ID?
    /// Is no member here, but one with a standing in a network with which this one has mutual recognition.
    var isPartner = false
    /// Until when they neither vouch nor see contacts: they have changed how they are reached, and the device is new.
    public var heldUntil: Int64?
    /// What they may not do until they have passed a training.
    var untrained: Untrained?

    public init(_ identity: Identity, language: Language, isOperator: Bool = false) {
        self.identity = identity
        self.language = language
        self.isOperator = isOperator || identity == .operator
        if case .member(let member) = identity { personID = member.personID }
    }

    public var member: Member? {
        guard case .member(let member) = identity else { return nil }
        return member
    }

    /// - Throws: ``Refusal/forbidden(_:)`` to one who is held for a time.
    func requireUnheld(now: Int64) throws(Refusal) {
        if let heldUntil, heldUntil > now { throw .forbidden(SiteWords.held(heldUntil)) }
    }

    /// The highest tier this viewer belongs to by themselves; being on a case adds to it for that case.
    public var tier: Audience {
        switch identity {
        case .anonymous: return isPartner ? .partners : .public
        case .requester: return .public
        case .operator, .system: return .case
        case .member(let member) where member.isSuspended: return .public
        case .member(let member):
            if member.roles.contains(.coordinator) || member.roles.contains(.dispatcher) { return .stewards }
            switch member.standing {
            case .steward: return .stewards
            case .trusted: return .trusted
            case .vouched, .newcomer: return .members
            }
        }
    }

    /// Nobody who could be known again: neither a member here nor whoever runs the server.
    var isGuest: Bool {
        switch identity {
        case .anonymous, .requester: !isOperator
        case .member, .operator, .system: false
        }
    }

    /// How events name the actor.
    var actor: Actor {
        switch identity {
        case .anonymous: Actor(kind: .public, id: nil)
        case .requester: Actor(kind: .requester, id: nil)
        case .member(let member): Actor(kind: .member, id: member.id)
        case .operator: Actor(kind: .operator, id: nil)
        case .system: Actor(kind: .system, id: nil)
        }
    }
}

/// A person's place in one network.
public struct Member: Sendable, Equatable {
    public let id: ID
    public let personID: ID
    public let networkID: ID
    public let name: String
    public let organisation: String?
    public private(set) var standing: Standing
    public private(set) var roles: Set<Role>
    public let area: String?
    public let skills: [String]
    public let languages: [String]
    /// Kept from taking part for a time.
    public var isSuspended = false

    public func has(_ role: Role) -> Bool { roles.contains(role) }

    /// Sees contacts of others or decides for them: a mailbox alone should not open this.
    var needsSecondStep: Bool {
        standing == .steward || !roles.isDisjoint(with: [.coordinator, .dispatcher, .verifier, .intake, .dataSteward])
    }

    /// The same member without what takes a second step.
    var withoutPowers: Member {
        var member = self
        member.standing = min(standing, .vouched)
        member.roles = []
        return member
    }
}

extension Member {
    /// The same member while some of their roles pause.
    func without(_ paused: some Collection<Role>) -> Member {
        var member = self
        member.roles.subtract(paused)
        return member
    }
}

/// Who did something, as the event log keeps it.
struct Actor: Sendable, Equatable {
    enum Kind: String, Sendable, SQLConvertible {
        case `public`, requester, member, `operator`, system
    }

    let kind: Kind
    let id: ID?
}

/// What ties a viewer to one case, beyond roles.
public struct Ties: OptionSet, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    public static let requester = Ties(rawValue: 1)
    /// The requester by her secret link: may see and change the contact too.
    public static let requesterInFull = Ties(rawValue: 2)
    public static let owner = Ties(rawValue: 4)
    public static let submitter = Ties(rawValue: 8)
    /// Has an open or delivered claim on it.
    public static let claimant = Ties(rawValue: 16)
    /// Holds the queue's lock on it.
    public static let holder = Ties(rawValue: 32)
    /// Has been asked to take it over.
    public static let invited = Ties(rawValue: 64)
    /// Has verified it before.
    public static let verifier = Ties(rawValue: 128)

    /// The case team may read what is for the case.
    var isOnCase: Bool { !isDisjoint(with: [.requester, .owner, .claimant, .holder, .verifier, .submitter]) }
}

extension Viewer {
    /// Everything this viewer counts as, for one case.
    func callers(_ ties: Ties) -> Set<Caller> {
        var callers: Set<Caller> = [.everyone]
        switch identity {
        case .anonymous, .requester, .operator: break
        case .system: callers.insert(.system)
        case .member(let member) where member.isSuspended: callers.insert(.suspended)
        case .member(let member):
            callers.insert(.member)
            if member.standing >= .trusted { callers.insert(.trusted) }
            if member.standing >= .steward { callers.insert(.steward) }
            callers.formUnion(member.roles.map(Caller.role))
        }
        if personID != nil { callers.insert(.person) }
        if isOperator { callers.insert(.operator) }
        let named: [(Ties, Caller.TieName)] = [
            (.requester, .requester), (.requesterInFull, .requesterInFull), (.owner, .owner),
            (.submitter, .submitter), (.claimant, .claimant), (.holder, .holder), (.invited, .invited),
        ]
        for (tie, name) in named where ties.contains(tie) { callers.insert(.tie(name)) }
        return callers
    }
}
