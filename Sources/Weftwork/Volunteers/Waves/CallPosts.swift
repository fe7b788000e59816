internal import Database
internal import Engine

/// What everybody may read of a call for help.
struct PublicCall: Sendable {
    let call: HelpCall
    let need: NeedView
    let line: NeedLine

    /// - Parameter limits: what authorities keep to themselves.
    /// - Returns: nothing of a need of which not everybody may know, or whose words are held.
    init?(_ call: HelpCall, _ need: Need, limits: RestrictionReading, at now: Int64) {
        let anybody = Viewer(.anonymous, language: need.language)
        guard need.audience == .public, need.hidden == nil, NeedAccess.canSee(need, anybody, []) else { return nil }
        let view = NeedView(need, for: anybody, ties: [], ownerName: "", now: now, limits: limits)
        guard case .full(let lines) = view.lines, let line = lines.first(where: { $0.id == call.lineID }) else {
            return nil
        }
        self.call = call
        self.need = view
        self.line = line
    }

    var share: Text { AskedWords.share(line.item, call.share, line.unit, isPerson: line.kind == .people) }
    var title: Text { need.title.map(Text.verbatim) ?? BoardWords.heldText }

    /// As a robot says it.
    func message(in network: Network, link: String, _ language: Language) -> RobotMessage {
        let lines =
            [title]
            + HandsWords.facts(share, need.area, AskedWords.time(call.terms), wanted: call.wanted)
            + [HandsWords.comeBy]
        return RobotMessage(
            title: HandsWords.posted(line.item, in: network.name)(language), lines: lines.map { $0(language) },
            link: link, linkWords: HandsWords.way(language))
    }
}

enum CallPostStore {
    /// Which robot has said which call: each says each once.
    static let migration = Migration(
        "2026-11-26 calls that robots posted",
        [
            """
            CREATE TABLE robot_posts (
                network_id \(.id) NOT NULL, robot_id \(.id) NOT NULL, call_id \(.id) NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, robot_id, call_id)
            ) \(.keyed)
            """
        ])
}

extension WaveDesk {
    /// Says in the groups what is asked, once for each call.
    func post(_ call: HelpCall, _ need: Need) throws {
        let robots = try db.robots(in: network, vault: acts.vault).filter {
            $0.posts.contains(.calls) && !$0.health.isBroken
        }
        guard !robots.isEmpty, let said = PublicCall(call, need, limits: limits, at: now),
            let place = try db.network(id: network)
        else { return }
        let team = try acts.robots.scopes.ofNeed(need.id, network, db)
        let link = "\(acts.needs.configuration.publicURL)/n/\(place.slug)/hands/\(call.id)"
        for robot in robots where robot.teamID == nil || robot.teamID == team {
            guard try db.note(post: call, by: robot.id, at: now) else { continue }
            let post = RobotPost(
                to: .group(network: network, robot: robot.id), about: .call(call.id, network: network),
                said.message(in: place, link: link, robot.language))
            try db.enqueue(.robot, post.sealed(by: acts.vault), id: acts.world.newID(), at: now)
        }
    }

    /// Tells whoever is or was asked: by their own robot where they have named one, else as everything else is told.
    ///
    /// - Parameter topic: what has to be true still when the robot's turn comes.
    /// - Returns: false where they have none.
    func sendByOwnRobot(
        _ message: RobotMessage, instead: RobotPost.Instead, about topic: RobotPost.Topic, to person: ID
    ) throws -> Bool {
        guard let own = try db.ownRobot(of: person, vault: acts.vault), own.isUsed else { return false }
        let post = RobotPost(to: .own(person: person), about: topic, message, instead: instead)
        try db.enqueue(.robot, post.sealed(by: acts.vault), id: acts.world.newID(), at: now)
        return true
    }
}

extension WaveActs {
    /// Whether what a robot is to say is still so: a call that runs of a need that everybody may know of; an asking that is open.
    static func truth(_ world: World, _ vault: Vault) -> @Sendable (RobotPost.Topic, any Connection) throws -> Bool {
        { topic, db in
            let now = world.now()
            switch topic {
            case .none: return true
            case .asking(let id): return try db.asking(id, vault: vault)?.isOpen(at: now) == true
            case .call(let id, let network):
                guard let call = try db.helpCall(id, in: network), call.state.isOpen, call.untilAt > now,
                    let need = try db.need(call.needID, in: network), need.state.phase == .board
                else { return false }
                return PublicCall(call, need, limits: .none, at: now) != nil
            }
        }
    }
}

extension Connection {
    /// False where it was said before.
    fileprivate func note(post call: HelpCall, by robot: ID, at now: Int64) throws -> Bool {
        try execute(
            """
            INSERT INTO robot_posts (network_id, robot_id, call_id, at)
            VALUES (\(call.networkID), \(robot), \(call.id), \(now)) ON CONFLICT DO NOTHING
            """) == 1
    }

    /// What somebody was asked about a need, or has said of themselves; not what was taken back before they said anything.
    func asking(of member: ID, for need: ID, in network: ID, vault: Vault) throws -> Asking? {
        try askings(
            "a.network_id = \(network) AND a.need_id = \(need) AND a.member_id = \(member) AND \(Asking.counts)",
            limit: 1,
            vault: vault
        ).first
    }

    /// Of calls and robots that are gone.
    func forgetPosts() throws {
        try execute(
            """
            DELETE FROM robot_posts WHERE NOT EXISTS (SELECT 1 FROM help_calls h
                WHERE h.network_id = robot_posts.network_id AND h.id = robot_posts.call_id)
            OR NOT EXISTS (SELECT 1 FROM robots r
                WHERE r.network_id = robot_posts.network_id AND r.id = robot_posts.robot_id)
            """)
    }
}
