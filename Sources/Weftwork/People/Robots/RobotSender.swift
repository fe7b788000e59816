internal import Database
internal import Logging

/// Posts to robots, in turn, and keeps how it went.
struct RobotSender: RobotPort {
    let members: MemberActs
    let web: any WebPort
    /// Whether what a message is about is still true when its turn comes.
    let isTrue: @Sendable (RobotPost.Topic, any Connection) throws -> Bool

    private var database: any Database { members.database }
    private var world: World { members.world }
    private var vault: Vault { members.vault }

    /// Posts now.
    /// - Throws: ``RobotFault`` where it was not taken, or it is not the robot's turn.
    func post(_ message: RobotMessage, by hook: RobotHook) async throws {
        let now = world.now(), name = vault.fingerprint("robot", hook.url)
        guard RobotRules.mayPost(hook.kind, to: hook.url, allowed: members.configuration.robotHosts) else {
            throw RobotFault(.barred)
        }
        if let wait = try await database.write({ db in try db.takeTurn(name, at: now) }) {
            throw RobotFault(.busy, until: wait)
        }
        do {
            try RobotAnswer.require(try await answer(message, hook, now), of: hook.kind, at: now)
        } catch let fault as RobotFault {
            // Whatever else waits for it is spared the same.
            let until = fault.until ?? (fault.kind == .unreachable ? now + Time.minute : nil)
            if let until { try await database.write { db in try db.holdTurn(name, until: until) } }
            throw fault
        }
    }

    private func answer(_ message: RobotMessage, _ hook: RobotHook, _ now: Int64) async throws -> [UInt8] {
        do {
            return try await web.fetch(RobotFormat.request(message, by: hook, at: now))
        } catch let fault as WebFault {
            throw RobotAnswer.fault(hook.kind, status: fault.status, at: now)
        }
    }

    // MARK: From the outbox

    private enum Way: Sendable {
        case robot(RobotHook)
        /// It is not to be used any more, or not yet.
        case none
        /// What it told of is not true any more.
        case over
    }

    func send(_ post: RobotPost, attempts: Int) async throws {
        let way = try await database.read { db -> Way in
            guard try isTrue(post.topic, db) else { return .over }
            switch post.target {
            case .group(let network, let robot):
                guard let found = try db.robot(robot, in: network, vault: vault), let hook = found.hook,
                    !found.health.isBroken
                else { return .none }
                return .robot(hook)
            case .own(let person):
                guard let found = try db.ownRobot(of: person, vault: vault), found.isUsed, let hook = found.hook else {
                    return .none
                }
                return .robot(hook)
            }
        }
        switch way {
        case .over: return
        case .none: try await database.write { db in try sendInstead(post, db) }
        case .robot(let hook): try await send(post, by: hook, attempts: attempts)
        }
    }

    private func send(_ post: RobotPost, by hook: RobotHook, attempts: Int) async throws {
        do {
            try await self.post(post.message, by: hook)
        } catch let fault as RobotFault {
            return try await failed(post, fault, attempts: attempts)
        }
        let now = world.now()
        try await database.write { db in try db.robotTook(post.target, at: now) }
    }

    private func failed(_ post: RobotPost, _ fault: RobotFault, attempts: Int) async throws {
        let now = world.now()
        if fault.kind == .busy {
            let until = fault.until ?? now + Time.minute
            guard post.isOwn, until - now > RobotRules.ownPatience else { throw JobDelay(until: until) }
            return try await database.write { db in try sendInstead(post, db) }
        }
        let most = post.isOwn ? RobotRules.ownTries : JobStore.mostAttempts
        let isDead = fault.kind.isFinal || attempts >= most
        try await database.write { db in
            if try db.robotFailed(post.target, fault, isDead: isDead, at: now) { try tell(of: post.target, fault, db) }
            if isDead { try sendInstead(post, db) }
        }
        if !isDead { throw fault }
    }

    /// By whichever way its owner is reached otherwise; what a group would have read goes nowhere else.
    private func sendInstead(_ post: RobotPost, _ db: any Connection) throws {
        guard case .own(let person) = post.target, let instead = post.instead else { return }
        try db.tell(
            person: person, .verbatim(instead.subject), .verbatim(instead.body), vault: vault, id: world.newID(),
            at: world.now())
    }

    // MARK: A dead robot

    /// Whoever entered it hears that it is dead; where they are gone, those who lead.
    func tell(of target: RobotPost.Target, _ fault: RobotFault, _ db: any Connection) throws {
        switch target {
        case .own(let person):
            let link = "\(members.configuration.publicURL)/me/security"
            try db.tell(
                person: person, RobotWords.ownDeadSubject,
                MemberWords.mail(RobotWords.ownDead(RobotWords.words(fault)), link: link), vault: vault,
                id: world.newID(), at: world.now())
        case .group(let network, let id):
            guard let robot = try db.robot(id, in: network, vault: vault) else { return }
            let told =
                try db.hears(robot.enteredBy, in: network) ? [robot.enteredBy] : db.leads(of: network, most: 5)
            for member in told {
                try members.tell(
                    member, in: network, RobotWords.deadSubject,
                    RobotWords.dead(robot.hook?.name ?? "", RobotWords.words(fault)), to: "/robots", db)
            }
        }
    }
}

extension RobotPost {
    fileprivate var isOwn: Bool {
        if case .own = target { true } else { false }
    }
}
