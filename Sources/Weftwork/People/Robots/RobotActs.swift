internal import Database

/// Which teams robots can be for; handed in by who keeps teams.
struct RobotScopes: Sendable {
    /// Teams that are open, with how they are called.
    let all: @Sendable (_ network: ID, _ db: any Connection) throws -> [(id: ID, name: Text)]
    /// The team that a need is in.
    let ofNeed: @Sendable (_ need: ID, _ network: ID, _ db: any Connection) throws -> ID?

    static let none = RobotScopes(all: { _, _ in [] }, ofNeed: { _, _, _ in nil })
}

/// A robot as those who lead see it.
struct RobotReading: Sendable {
    let robot: GroupRobot
    let enteredBy: String
    /// The team that it is for, where it is for one.
    let team: Text?
}

/// What is done about a network's robots: the same for pages and programs.
struct RobotActs: Sendable {
    let sender: RobotSender
    let scopes: RobotScopes

    static let most = 50

    var members: MemberActs { sender.members }
    private var database: any Database { members.database }
    private var world: World { members.world }
    private var vault: Vault { members.vault }

    func list(for viewer: Viewer, in network: ID) async throws -> [RobotReading] {
        try Policy.require(.keepRobots, viewer)
        return try await database.read { db in
            let found = try db.robots(in: network, vault: vault)
            let names = try db.names(of: Set(found.map(\.enteredBy)), in: network)
            let teams = try scopes.all(network, db)
            return found.map { robot in
                let team = robot.teamID.map { id in teams.first { $0.id == id }?.name ?? RobotWords.closedTeam }
                return RobotReading(robot: robot, enteredBy: names[robot.enteredBy] ?? "", team: team)
            }
        }
    }

    func teams(for viewer: Viewer, in network: ID) async throws -> [(id: ID, name: Text)] {
        try Policy.require(.keepRobots, viewer)
        return try await database.read { db in try scopes.all(network, db) }
    }

    /// Enters a robot. Nothing is posted yet but what the robot is for.
    ///
    /// - Throws: ``Refusal/invalid(_:)`` naming each field, ``Refusal/conflict(_:_:)`` where there are too many.
    func enter(_ draft: RobotDraft, by viewer: Viewer, in network: ID, once: Once? = nil) async throws -> ID {
        try Policy.require(.keepRobots, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        let hook = try draft.hook(allowed: members.configuration.robotHosts, needsName: true)
        guard let language = draft.language.flatMap(Language.init(rawValue:)) else {
            throw Refusal.invalid(
                "language", SiteWords.badChoice(Language.allCases.map(\.rawValue), draft.language ?? ""))
        }
        let posts = draft.posts.compactMap(GroupRobot.Posts.init(rawValue:))
        guard !posts.isEmpty, posts.count == draft.posts.count else {
            throw Refusal.invalid(
                "posts",
                SiteWords.badChoice(GroupRobot.Posts.allCases.map(\.rawValue), draft.posts.joined(separator: " ")))
        }
        return try await database.write { db in
            if let earlier = try db.earlier(once, by: viewer, in: network) { return earlier }
            if let team = draft.team, try !scopes.all(network, db).contains(where: { $0.id == team }) {
                throw Refusal.invalid("team", RobotWords.noTeam)
            }
            guard try db.robotCount(in: network) < RobotActs.most else {
                throw Refusal.conflict(RobotWords.tooMany(RobotActs.most))
            }
            let robot = GroupRobot(
                id: world.newID(), networkID: network, enteredBy: member.id, enteredAt: now, teamID: draft.team,
                language: language, posts: Set(posts), hook: hook, kind: hook.kind, health: RobotHealth())
            try db.insert(robot, hook, vault: vault)
            try members.record(
                .settingsChanged, on: network, in: network, by: viewer, audience: .stewards, db,
                FieldChange.open("robot", nil, hook.kind.rawValue))
            try db.remember(once, object: robot.id, by: viewer, in: network, at: now)
            return robot.id
        }
    }

    /// Posts a message that only says that it works. What was wrong before is mended where it is taken.
    ///
    /// - Returns: why it was not taken.
    func test(_ id: ID, by viewer: Viewer, in network: ID) async throws -> RobotFault? {
        try Policy.require(.keepRobots, viewer)
        let found = try await database.read { db in
            (try db.robot(id, in: network, vault: vault), try db.network(id: network)?.name ?? "")
        }
        guard let robot = found.0 else { throw Refusal.notFound }
        guard let hook = robot.hook else { return RobotFault(.gone) }
        let message = RobotWords.test(hook.name, in: found.1, robot.language)
        return try await tried(message, by: hook, .group(network: network, robot: id))
    }

    /// Posts now, and keeps how it went; that it is not its turn says nothing of a robot.
    func tried(_ message: RobotMessage, by hook: RobotHook, _ target: RobotPost.Target) async throws -> RobotFault? {
        do {
            try await sender.post(message, by: hook)
        } catch let fault as RobotFault {
            let now = world.now()
            guard fault.kind != .busy else { return fault }
            // Whoever pressed reads it now: no mail tells them again.
            _ = try await database.write { db in
                try db.robotFailed(target, fault, RobotRules.Failure(fault, isFirst: true, isLast: false), at: now)
            }
            return fault
        }
        let now = world.now()
        try await database.write { db in try db.robotTook(target, at: now) }
        return nil
    }

    func end(_ id: ID, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.keepRobots, viewer)
        try await database.write { db in
            guard let robot = try db.robot(id, in: network, vault: vault) else { throw Refusal.notFound }
            try db.endRobot(id, in: network)
            try members.record(
                .settingsChanged, on: network, in: network, by: viewer, audience: .stewards, db,
                FieldChange.open("robot", robot.kind.rawValue, nil))
        }
    }

    func forgetOld() async throws {
        let now = world.now()
        try await database.write { db in try db.forgetTurns(before: now - Time.day) }
    }
}
