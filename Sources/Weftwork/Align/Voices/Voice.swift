internal import Database

/// Who counts where something is decided, agreed or measured: set per network, and per proposal.
enum VoiceUnit: String, Sendable, CaseIterable, SQLConvertible {
    /// Each member has one voice.
    case persons
    /// Each organisation has one voice, whatever its size; whoever belongs to none has none.
    case organisations
    /// Each organisation has one voice, and so has each member who belongs to none.
    case both
}

/// One voice: a person, or an organisation by whoever speaks for it.
struct Voice: Sendable, Equatable {
    enum Kind: String, Sendable, SQLConvertible {
        case person, organisation
    }

    /// The membership of a person; an organisation's own id.
    let id: ID
    let kind: Kind
    let name: String
    /// Members who may give its stance: the person; the representative and the delegates of an organisation.
    let speakers: [ID]
    /// All members who stand behind it. What those of them who don't speak say is advice.
    let people: [ID]
    let sector: Sector?
    /// Where it is, in its own words; nothing where that is not said.
    let region: String?
    /// When the first of its people came.
    let joinedAt: Int64
    /// The highest standing among those who may speak.
    let standing: Standing
}

/// Which of a network's voices are meant.
enum VoiceScope: Sendable, Equatable {
    case all
    /// Whoever has at least this standing.
    case tier(Standing)
    case role(Role)
    /// Those who are in a team.
    case team(ID)
    case organisations([ID])
    case members([ID])
    /// Those who hold a seat there at the moment: one voice for each seat, whatever counts otherwise.
    case council, oversight

    init(_ body: GovernanceBody) {
        self =
            switch body {
            case .council: .council
            case .oversight: .oversight
            }
    }

    /// The body whose seats are meant; nothing of any other scope.
    var body: GovernanceBody? {
        switch self {
        case .council: .council
        case .oversight: .oversight
        case .all, .tier, .role, .team, .organisations, .members: nil
        }
    }

    /// As it is stored and told.
    var encoded: String {
        func list(_ ids: [ID]) -> String { ids.map(\.description).joined(separator: ",") }
        return switch self {
        case .all: "all"
        case .tier(let standing): "tier:\(standing.name)"
        case .role(let role): "role:\(role.rawValue)"
        case .team(let id): "team:\(id)"
        case .organisations(let ids): "organisations:\(list(ids))"
        case .members(let ids): "members:\(list(ids))"
        case .council, .oversight: body?.rawValue ?? ""
        }
    }

    /// All of a network could answer, or a body that was chosen for all.
    var isOfAll: Bool {
        switch self {
        case .all, .council, .oversight: true
        case .tier, .role, .team, .organisations, .members: false
        }
    }

    /// Nothing for what means none.
    init?(encoded: String) {
        let parts = encoded.split(separator: ":", maxSplits: 1).map(String.init), named = parts.last ?? ""
        let ids = named.split(separator: ",").compactMap { ID(String($0)) }
        switch parts.first {
        case "all": self = .all
        case "tier":
            guard let standing = Standing.allCases.first(where: { $0.name == named }) else { return nil }
            self = .tier(standing)
        case "role":
            guard let role = Role(rawValue: named) else { return nil }
            self = .role(role)
        case "team":
            guard let id = ids.first else { return nil }
            self = .team(id)
        case "organisations" where !ids.isEmpty: self = .organisations(ids)
        case "members" where !ids.isEmpty: self = .members(ids)
        default:
            guard let body = GovernanceBody(rawValue: encoded) else { return nil }
            self.init(body)
        }
    }
}

/// The voices of a network at one moment.
struct VoiceReading: Sendable {
    /// In the order of their ids.
    let voices: [Voice]
    /// Organisations that would count and have nobody who speaks for them.
    let unspoken: [String]

    /// The voices that count in `network`.
    ///
    /// - Parameter now: the moment at which seats are held; only a scope of seats asks for it.
    static func voices(
        of network: ID, counting unit: VoiceUnit, among scope: VoiceScope = .all, at now: Int64 = 0,
        _ db: any Connection
    ) throws -> VoiceReading {
        let people = try db.voicePeople(of: network)
        let inTeam: Set<ID> = if case .team(let team) = scope { try db.presentInTeam(team, in: network) } else { [] }
        let seated = try scope.body.map { try db.seated(in: $0, at: now, of: network) } ?? []
        let speakers = unit == .persons ? [:] : try db.speakers(in: network)
        return VoiceRules.voices(
            people, speakers: speakers, counting: unit, among: scope, inTeam: inTeam, seated: seated)
    }
}

/// A member, as far as it says whose voice they are.
struct VoicePerson: Sendable, Equatable {
    struct Body: Sendable, Equatable {
        let id: ID
        let name: String
        let sector: Sector?
        let regions: String
    }

    let id: ID
    let name: String
    let standing: Standing
    let roles: Set<Role>
    let area: String?
    let joinedAt: Int64
    let organisation: Body?
}
