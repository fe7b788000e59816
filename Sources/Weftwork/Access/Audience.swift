public import Database

/// Who may know of something, from few to all. Each level includes those before it.
public enum Audience: Int, Sendable, CaseIterable, Comparable, SQLConvertible {
    /// Those few whom a rule of its own names, such as the two sides of a mediation: no feed, stream or export shows it.
    case concerned = -1
    /// The case team: owner, verifiers, those who have promised something – and the requester.
    case `case` = 0
    /// Stewards, coordinators and dispatchers.
    case stewards = 1
    case trusted = 2
    case members = 3
    case partners = 4
    case `public` = 5

    public static func < (left: Audience, right: Audience) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The word of the contract.
    public var name: String {
        switch self {
        case .concerned: "concerned"
        case .case: "case"
        case .stewards: "stewards"
        case .trusted: "trusted"
        case .members: "members"
        case .partners: "partners"
        case .public: "public"
        }
    }

    public init?(name: String) {
        guard let match = Audience.allCases.first(where: { $0 != .concerned && $0.name == name }) else { return nil }
        self = match
    }
}

/// The trust tier of a member, computed from vouches.
public enum Standing: Int, Sendable, CaseIterable, Comparable, SQLConvertible {
    case newcomer = 0
    case vouched = 1
    case trusted = 2
    case steward = 3

    public static func < (left: Standing, right: Standing) -> Bool {
        left.rawValue < right.rawValue
    }

    public var name: String {
        switch self {
        case .newcomer: "newcomer"
        case .vouched: "vouched"
        case .trusted: "trusted"
        case .steward: "steward"
        }
    }
}

/// What a member has taken on in the network.
public enum Role: String, Sendable, CaseIterable, SQLConvertible {
    case coordinator
    case intake
    case verifier
    case dispatcher
    case trainer
    case weaver
    case facilitator
    case knowledgeWeaver = "knowledge-weaver"
    case communicator
    case dataSteward = "data-steward"
    case fundraiser
}
