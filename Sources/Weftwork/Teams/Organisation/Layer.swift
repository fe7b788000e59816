internal import Database

/// The layers in which an organisation has grown, each of which serves the one before it.
enum Layer: Int, Sendable, CaseIterable {
    case actors = 1
    case pipelines
    case resources
    case support
    case stewards

    /// The one that it serves; the first serves those in need.
    var serves: Layer? { Layer(rawValue: rawValue - 1) }

    var name: String {
        switch self {
        case .actors: "actors"
        case .pipelines: "pipelines"
        case .resources: "resources"
        case .support: "support"
        case .stewards: "stewards"
        }
    }
}

/// What is counted in a layer.
enum LayerFact: String, Sendable, CaseIterable {
    case doings, hands
    case waiting, onBoard, done, members
    case offers, standing, free
    case teams, places, openRoles, onShift, desk, trainers
    case stewards, coordinators, emergencies, mechanism

    var layer: Layer {
        switch self {
        case .doings, .hands: .actors
        case .waiting, .onBoard, .done, .members: .pipelines
        case .offers, .standing, .free: .resources
        case .teams, .places, .openRoles, .onShift, .desk, .trainers: .support
        case .stewards, .coordinators, .emergencies, .mechanism: .stewards
        }
    }
}

/// Something that nobody does yet.
enum LayerHole: Sendable, Equatable {
    case nobodySays
    case jam(Jam)
    case noOffer(Need.Category, needs: Int)
    case noTransport(AreaPath, needs: Int)
    case emptyRole(TeamRole.Kind, team: TeamMark)
    case noTrainer
    case shift(from: Int64, to: Int64)
    case noMechanism
    case alone

    var layer: Layer {
        switch self {
        case .nobodySays: .actors
        case .jam: .pipelines
        case .noOffer: .resources
        case .noTransport, .emptyRole, .noTrainer, .shift: .support
        case .noMechanism, .alone: .stewards
        }
    }

    /// A team by its number and what it is about and where: as its public name says.
    struct TeamMark: Sendable, Equatable {
        let id: ID
        let category: Need.Category
        let area: AreaPath
    }
}

/// Somebody or something that has grown in a layer, by name.
struct LayerItem: Sendable {
    let name: Text
    let detail: Text?
    /// Within the network.
    let path: String
}

/// The organisation as it has grown, as far as one reader may know it.
struct LayerReading: Sendable {
    let at: Int64
    let counts: [LayerFact: Int]
    let holes: [LayerHole]
    let items: [Layer: [LayerItem]]
}
