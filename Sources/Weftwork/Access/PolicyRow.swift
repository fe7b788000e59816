/// Kinds of caller that a policy row can name.
public enum Caller: Sendable, Hashable {
    case everyone
    /// Whoever is signed in, member of this network or not.
    case person
    case member
    /// A member who is kept from taking part for a time.
    case suspended
    case trusted
    case steward
    case role(Role)
    case tie(TieName)
    case `operator`
    case system

    public enum TieName: String, Sendable, CaseIterable {
        case requester, requesterInFull, owner, submitter, claimant, holder, invited
    }
}

/// One line of the policy: who may do an act, and why.
public struct PolicyRow: Sendable {
    public let act: Act
    public let allowed: [Caller]
    public let reason: String

    init(_ act: Act, _ allowed: [Caller], _ reason: String) {
        self.act = act
        self.allowed = allowed
        self.reason = reason
    }
}
