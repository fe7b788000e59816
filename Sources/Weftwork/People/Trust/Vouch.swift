public import Database

/// A member's dated, revocable statement that they answer for another.
public struct Vouch: Sendable, Equatable {
    /// What somebody answers for.
    public enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        /// That this is a real person, the one they say they are.
        case identity
        /// How they deal with people and with what is told to them.
        case integrity
        /// That the network itself is safe in their hands.
        case stewardship
        /// One thing they can do.
        case skill
        /// That they speak for their organisation.
        case representation

        /// The tier for which it counts, with all below; 0 for none.
        var tier: Int {
            switch self {
            case .identity: 1
            case .integrity: 2
            case .stewardship: 3
            case .skill, .representation: 0
            }
        }

        /// What somebody must be to say it.
        var leastStanding: Standing {
            switch self {
            case .identity, .skill: .vouched
            case .integrity, .representation: .trusted
            case .stewardship: .steward
            }
        }
    }

    /// Why one is over.
    enum End: String, Sendable, SQLConvertible {
        case revoked, expired, abuse, replaced
    }

    public let id: ID
    public let networkID: ID
    public let fromID: ID
    public let toID: ID
    public let kind: Kind
    /// The skill, or the organisation; empty for the other kinds.
    public let subject: String
    public let createdAt: Int64
    public var expiresAt: Int64
    public var endedAt: Int64?
    /// In whose name it is given; it is the voucher's own all the same.
    public var organisationID: ID?
}

/// What somebody says when they vouch.
public struct VouchDraft: Sendable {
    public var kind: Vouch.Kind
    public var subject: String
    /// How they know each other; read by the two of them and by stewards.
    public var how: String
    /// The organisation in whose name it is said, by somebody who speaks for it.
    public var organisation: ID?

    public init(kind: Vouch.Kind, subject: String = "", how: String, organisation: ID? = nil) {
        self.kind = kind
        self.subject = subject
        self.how = how
        self.organisation = organisation
    }
}

/// Somebody whose standing changes.
struct StandingChange: Sendable, Equatable {
    let memberID: ID
    let before: Standing
    let after: Standing
}
