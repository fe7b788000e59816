internal import Database

/// What somebody can be named for: a role, being an anchor of trust, or the end of that.
enum Office: Sendable, Hashable {
    case role(Role)
    case anchor
    case anchorEnd

    static let names = Role.allCases.map(\.rawValue) + ["anchor", "anchorEnd"]

    init?(name: String) {
        switch name {
        case "anchor": self = .anchor
        case "anchorEnd": self = .anchorEnd
        default:
            guard let role = Role(rawValue: name) else { return nil }
            self = .role(role)
        }
    }

    var name: String {
        switch self {
        case .role(let role): role.rawValue
        case .anchor: "anchor"
        case .anchorEnd: "anchorEnd"
        }
    }

    /// Whether it is about with whom trust begins: proposed by those who are trusted, told to everybody.
    var isOfAnchors: Bool { self == .anchor || self == .anchorEnd }

    /// What somebody must be to be named.
    var leastStanding: Standing { self == .anchor ? .trusted : .vouched }

    /// How long the group has to object.
    var consenting: Int64 { isOfAnchors ? AnchorRules.consenting : RoleRules.consenting }
}

extension Office: SQLConvertible {
    var sqlValue: SQLValue { .text(name) }

    static func decode(_ row: Row, _ index: Int) throws -> Office {
        guard let office = Office(name: try String.decode(row, index)) else {
            throw DatabaseError.decoding(column: index, expected: "Office")
        }
        return office
    }
}

/// How anchors are chosen: named by another who is trusted, they say yes, seven days in which nobody objects with a reason.
enum AnchorRules {
    static let consenting = 7 * Time.day
    /// There should be so many, from so many organisations.
    static let least = 3
    static let leastOrganisations = 2
    /// In a network of more members than that, too few are a fault worth a word.
    static let grown = 10

    static func areEnough(_ anchors: [TrustAnchor]) -> Bool {
        anchors.count >= least && organisations(anchors) >= leastOrganisations
    }

    static func organisations(_ anchors: [TrustAnchor]) -> Int { Set(anchors.compactMap(\.organisation)).count }

    /// Whether somebody may be named for it at all.
    ///
    /// - Parameters:
    ///   - isByConduct: whether their standing rests on conduct alone; trust begins with nobody whom vouches do not reach.
    /// - Throws: ``Refusal`` with what is missing.
    static func require(
        _ office: Office, for member: Member, by namer: ID, anchors: [TrustAnchor], isByConduct: Bool
    ) throws(Refusal) {
        let isAnchor = anchors.contains { $0.memberID == member.id }
        switch office {
        case .role: return
        case .anchor:
            guard member.id != namer else { throw .invalid("member", AnchorWords.notOneself) }
            guard !isAnchor else { throw .conflict(AnchorWords.isOne) }
            guard member.standing >= .trusted, !isByConduct else { throw .invalid("member", AnchorWords.notTrusted) }
        case .anchorEnd:
            guard isAnchor else { throw .invalid("member", AnchorWords.isNone) }
            guard anchors.count > 1 else { throw .conflict(AnchorWords.last) }
        }
    }
}
