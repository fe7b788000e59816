public import Database

/// One human's account, global to the server.
public struct Person: Sendable, Equatable {
    public let id: ID
    public let name: String
    public let language: Language
}

/// A space with its own members and rules.
public struct Network: Sendable, Equatable {
    public let id: ID
    /// Its part of the address.
    public let slug: String
    public let name: String
    public let language: Language

    /// Lower-case letters, digits and hyphens, 2 to 40, beginning with a letter.
    static func isSlug(_ text: String) -> Bool {
        guard (2...40).contains(text.utf8.count), let first = text.utf8.first, (97...122).contains(first) else {
            return false
        }
        return text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }
}

/// What the operator says about somebody whom they enter as a member.
public struct MemberDraft: Sendable {
    public var email: String
    public var name: String
    public var organisation: String?
    public var roles: [Role]
    public var isAnchor: Bool
    public var skills: [String]
    public var area: String?
    public var languages: [String]

    public init(
        email: String,
        name: String,
        organisation: String? = nil,
        roles: [Role] = [],
        isAnchor: Bool = false,
        skills: [String] = [],
        area: String? = nil,
        languages: [String] = []
    ) {
        self.email = email
        self.name = name
        self.organisation = organisation
        self.roles = roles
        self.isAnchor = isAnchor
        self.skills = skills
        self.area = area
        self.languages = languages
    }
}

/// What a token may be used for.
public enum Scope: String, Sendable, CaseIterable {
    case read, write, `operator`
}
