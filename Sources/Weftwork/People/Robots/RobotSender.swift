internal import Database
internal import Logging

/// What a message is about, looked at when its turn comes; handed in by who keeps that.
struct RobotTopics: Sendable {
    /// The message as it is true now; nothing where it is not any more.
    let message: @Sendable (RobotPost, any Connection) throws -> RobotMessage?
    /// It was not said after all, and is no more tried.
    let unsaid: @Sendable (RobotPost, any Connection) throws -> Void
}

/// Posts to robots, in turn, and keeps how it went.
struct RobotSender: RobotPort {
    let members: MemberActs
    let web: any WebPort
    let topics: RobotTopics

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
        case robot(RobotHook, RobotMessage)
        /// It is not to be used any more, or not yet.
        case none
        /// What it told of is not true any more.
        case over
    }

    func send(_ post: RobotPost, attempts: Int) async throws {
        let way = try await database.read { db -> Way in
            guard let message = try topics.message(post, db) else { return .over }
            switch post.target {
            case .group(let network, let robot):
                guard let found = try db.robot(robot, in: network, vault: vault), let hook = found.hook,
                    !found.health.isBroken
                else { return .none }
                return .robot(hook, message)
            case .own(let person):
                guard let found = try db.ownRobot(of: person, vault: vault), found.isUsed, let hook = found.hook else {
                    return .none
                }
                return .robot(hook, message)
            }
        }
        switch way {
        case .over: try await database.write { db in try topics.unsaid(post, db) }
        case .none: try await database.write { db in try giveUp(post, db) }
        case .robot(let hook, let message): try await send(message, of: post, by: hook, attempts: attempts)
        }
    }

    private func send(_ message: RobotMessage, of post: RobotPost, by hook: RobotHook, attempts: Int) async throws {
        do {
            try await self.post(message, by: hook)
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
            return try await database.write { db in try giveUp(post, db) }
        }
        // Whoever has to answer soon is not kept waiting for what trying again does not change.
        let isGivenUp =
            post.isOwn
            ? fault.kind.isFinal || attempts >= RobotRules.ownTries
            : fault.isGone || attempts >= JobStore.mostAttempts
        let failure = RobotRules.Failure(fault, isFirst: attempts == 1, isLast: isGivenUp)
        try await database.write { db in
            if try db.robotFailed(post.target, fault, failure, at: now) { try tell(of: post.target, fault, db) }
            if isGivenUp { try giveUp(post, db) }
        }
        if !isGivenUp { throw fault }
    }

    /// It goes by whichever way its owner is reached otherwise; what a group would have read goes nowhere else.
    private func giveUp(_ post: RobotPost, _ db: any Connection) throws {
        try topics.unsaid(post, db)
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
