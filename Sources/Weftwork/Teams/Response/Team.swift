internal import Database

/// People gathered around a need, around many of one kind in one place, or in an emergency.
struct Team: Sendable, Equatable {
    enum State: String, Sendable, SQLConvertible {
        case open, closed
    }

    /// What it grew from.
    enum Origin: String, Sendable, SQLConvertible {
        case need, cluster, hand
    }

    let id: ID
    let networkID: ID
    let createdAt: Int64
    let origin: Origin
    /// In one line, for members.
    var purpose: String
    var category: Need.Category
    var area: AreaPath
    var areaCode: Int
    let emergency: EmergencyTie?
    var keeperID: ID
    /// Who takes over when the keeper's clock has run out.
    var backupID: ID?
    /// Whoever has been asked to take it over, and when.
    var askedID: ID?
    var askedAt: Int64?
    var state: State
    /// Since when it is proposed to close it: all its needs are done.
    var proposedAt: Int64?
    var closedAt: Int64?
    var changedAt: Int64
    var version: Int

    /// Where talk about it hangs.
    var talk: TalkPlace { TalkPlace(network: networkID, kind: .team, id: id) }
}

extension TalkKind {
    static let team = TalkKind(rawValue: "team")
}

/// What somebody does in a team.
struct TeamRole: Sendable, Equatable {
    enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        case transport, purchase, reception, medicalAdvice, callDesk, hands, lodging, information
        /// By its own name.
        case other
    }

    let id: ID
    let teamID: ID
    let kind: Kind
    /// Of one by its own name.
    let name: String
    /// How many people it takes.
    var heads: Int
    /// How many hold it.
    var taken: Int
    /// Opened by the keeper, not by what the needs ask for.
    let isByHand: Bool
    let openedAt: Int64

    var isFull: Bool { taken >= heads }
}

/// Why a role is open.
enum RoleReason: Sendable, Equatable {
    /// So many needs have a line of this kind.
    case lines(NeedLine.Kind, needs: Int)
    /// So many needs are about this.
    case category(Need.Category, needs: Int)
    /// There are so many needs that somebody must keep them together.
    case many(needs: Int)
    case byHand
}

/// A role that the needs of a team ask for.
struct RoleAsk: Sendable, Equatable {
    let kind: TeamRole.Kind
    let heads: Int
    let reasons: [RoleReason]
}

/// Somebody in a role, now or before.
struct TeamPlace: Sendable, Equatable {
    let id: ID
    let roleID: ID
    let memberID: ID
    let takenAt: Int64
    let releasedAt: Int64?
    /// Nothing while the keeper has not said yes: they are not in the team yet.
    let confirmedAt: Int64?
}

/// What a team is to be.
struct TeamDraft: Sendable {
    var needs: [ID] = []
    /// The suggestion it comes from.
    var isFromCluster = false
    var purpose = ""
    var emergency: ID?
    /// Of one without needs.
    var area = ""
    var category: Need.Category?
}

/// An act on a team with what it carries.
enum TeamAction: Sendable {
    case take(role: ID)
    /// One's own place; the keeper frees that of another.
    case release(role: ID, member: ID?)
    /// The keeper says yes to somebody who has asked for a place.
    case confirm(role: ID, member: ID)
    case change(purpose: String)
    case addNeeds([ID])
    case removeNeed(ID)
    case openRole(kind: TeamRole.Kind, name: String, heads: Int)
    case setHeads(role: ID, heads: Int)
    /// The keeper has looked how it stands.
    case looked
    case setBackup(ID?)
    case offer(to: ID)
    case takeBack
    case accept
    case decline
    /// It is not to be closed yet.
    case keepOpen
    case close

    var act: Act {
        switch self {
        case .take: .joinTeam
        case .release(_, let member): member == nil ? .joinTeam : .keepTeam
        case .accept, .decline: .answerTeam
        case .confirm, .change, .addNeeds, .removeNeed, .openRole, .setHeads, .looked, .setBackup, .offer, .takeBack,
            .keepOpen,
            .close:
            .keepTeam
        }
    }

    static let names = [
        "take", "release", "confirm", "change", "addNeeds", "removeNeed", "openRole", "setHeads", "looked", "setBackup",
        "offer",
        "takeBack", "accept", "decline", "keepOpen", "close",
    ]
}

/// Many lack the same in one place, and no team has gathered around them.
struct TeamSuggestion: Sendable {
    /// Stays the same while its heart and category do.
    let key: String
    let category: Need.Category
    let area: AreaPath
    let needs: [ID]
    let places: Int
    let kilometres: Double
    let critical: Int
    /// Of how many nobody has promised anything yet.
    let unpromised: Int
    let oldestAt: Int64
    /// A team that is there already for the same.
    let team: ID?
}
