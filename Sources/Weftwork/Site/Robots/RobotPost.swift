internal import Database
internal import Foundation

/// A message that waits for a robot.
struct RobotPost: Sendable, Equatable, Codable {
    /// Whose robot: a network's, or somebody's own.
    enum Target: Sendable, Equatable {
        case group(network: ID, robot: ID)
        case own(person: ID)
    }

    /// What it is about; whoever keeps that says whether it is still true when its turn comes.
    enum Topic: Sendable, Equatable {
        /// A network's call for help.
        case call(ID, network: ID)
        case asking(ID)
        /// A use of an offer that its member is to answer.
        case use(ID, network: ID)
        /// What stays true.
        case none
    }

    /// What goes instead, by mail or short message, where somebody's own robot does not take it.
    struct Instead: Sendable, Equatable, Codable {
        let subject: String
        let body: String
    }

    let target: Target
    let topic: Topic
    let message: RobotMessage
    var instead: Instead?

    init(to target: Target, about topic: Topic, _ message: RobotMessage, instead: Instead? = nil) {
        self.target = target
        self.topic = topic
        self.message = message
        self.instead = instead
    }

    /// As it waits in the outbox.
    func sealed(by vault: Vault) throws -> [UInt8] {
        vault.sealLoose([UInt8](try JSONEncoder().encode(self)), context: Job.Kind.robot.rawValue)
    }

    init?(sealed: [UInt8], vault: Vault) {
        guard let bytes = vault.openLoose(sealed, context: Job.Kind.robot.rawValue),
            let post = try? JSONDecoder().decode(RobotPost.self, from: Data(bytes))
        else { return nil }
        self = post
    }
}

extension RobotPost.Target: Codable {
    init(from decoder: any Decoder) throws {
        let ids = try decoder.ids()
        switch ids.count {
        case 1: self = .own(person: ids[0])
        case 2: self = .group(network: ids[0], robot: ids[1])
        default: throw WebFault("unreadable payload")
        }
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .own(let person): try encoder.encode([person])
        case .group(let network, let robot): try encoder.encode([network, robot])
        }
    }
}

extension RobotPost.Topic: Codable {
    init(from decoder: any Decoder) throws {
        let words = try decoder.singleValueContainer().decode([String].self), ids = words.compactMap { ID($0) }
        switch ids.count {
        case 0: self = .none
        case 1: self = .asking(ids[0])
        case 2:
            self = words[0] == Self.use ? .use(ids[0], network: ids[1]) : .call(ids[0], network: ids[1])
        default: throw WebFault("unreadable payload")
        }
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .none: try encoder.encode([])
        case .asking(let asking): try encoder.encode([asking])
        case .call(let call, let network): try encoder.encode([call, network])
        case .use(let use, let network):
            var container = encoder.singleValueContainer()
            try container.encode([Self.use, use.description, network.description])
        }
    }

    /// What tells the two apart that name a thing and its network.
    private static let use = "use"
}

extension Decoder {
    fileprivate func ids() throws -> [ID] {
        try singleValueContainer().decode([String].self).compactMap { ID($0) }
    }
}

extension Encoder {
    fileprivate func encode(_ ids: [ID]) throws {
        var container = singleValueContainer()
        try container.encode(ids.map(\.description))
    }
}

/// The way out for what robots say.
protocol RobotPort: Sendable {
    /// - Parameter attempts: which try this is, from 1 on.
    /// - Throws: ``JobDelay`` while the robot is busy, ``RobotFault`` where it is to be tried again.
    func send(_ post: RobotPost, attempts: Int) async throws
}

enum RobotTurnStore {
    /// When each robot is next to be posted to, by the keyed hash of its address: it can be entered in several networks.
    static let migration = Migration(
        "2026-11-26 turns of robots",
        ["CREATE TABLE robot_turns (hook \(.blob) PRIMARY KEY, turn \(.int) NOT NULL) \(.keyed)"])
}

extension Connection {
    /// Takes a turn at a robot.
    /// - Returns: until when to wait, where it is not the time yet.
    func takeTurn(_ hook: [UInt8], at now: Int64) throws -> Int64? {
        let kept = try value("SELECT turn FROM robot_turns WHERE hook = \(hook)", as: Int64.self)
        let next = RobotRules.take(kept, at: now)
        guard let turn = next.turn else { return next.wait }
        try setTurn(turn, hook)
        return nil
    }

    /// Nothing is posted to a robot before `moment`.
    func holdTurn(_ hook: [UInt8], until moment: Int64) throws {
        try setTurn(RobotRules.held(until: moment), hook)
    }

    private func setTurn(_ turn: Int64, _ hook: [UInt8]) throws {
        try execute(
            """
            INSERT INTO robot_turns (hook, turn) VALUES (\(hook), \(turn))
            ON CONFLICT (hook) DO UPDATE SET turn = excluded.turn WHERE excluded.turn > robot_turns.turn
            """)
    }

    func forgetTurns(before moment: Int64) throws {
        try execute("DELETE FROM robot_turns WHERE turn < \(moment)")
    }
}
