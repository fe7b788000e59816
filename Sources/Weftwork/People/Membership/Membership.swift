public import Database

/// Where somebody is on their way through a network.
public enum Membership {
    public enum State: String, Sendable, CaseIterable, SQLConvertible {
        /// Somebody has entered or invited them; they have not answered.
        case invited
        /// They have asked to come in.
        case applied
        /// In, and not yet through the welcome path.
        case welcomed
        case active
        /// Quiet for a while, by their own choice or seen so.
        case dormant
        case left
        case suspended

        /// Takes part: signs in as a member, may be found, may act.
        public var isPresent: Bool { self == .welcomed || self == .active || self == .dormant }
    }
}
