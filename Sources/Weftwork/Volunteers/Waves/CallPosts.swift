internal import Database
internal import Engine

/// What everybody may read of a call for help.
struct PublicCall: Sendable {
    /// With the time that holds now.
    let call: HelpCall
    let need: NeedView
    let line: NeedLine
    /// She has said another time for the line since it was opened.
    let isMoved: Bool
    /// Somebody can still say yes.
    let isOpen: Bool

    /// - Parameter limits: what authorities keep to themselves.
    /// - Returns: nothing of a need of which not everybody may know, or whose words are held.
    init?(_ call: HelpCall, _ need: Need, limits: RestrictionReading, at now: Int64) {
        let anybody = Viewer(.anonymous, language: need.language)
        guard need.audience == .public, need.hidden == nil, NeedAccess.canSee(need, anybody, []) else { return nil }
        let view = NeedView(need, for: anybody, ties: [], ownerName: "", now: now, limits: limits)
        guard case .full(let lines) = view.lines, let line = lines.first(where: { $0.id == call.lineID }) else {
            return nil
        }
        let current = call.state.isOpen ? WaveRules.current(call, on: line, at: now) : call
        self.call = current ?? call
        self.need = view
        self.line = line
        isMoved = self.call.terms != call.terms
        isOpen = call.state.isOpen && need.state.phase == .board && current.map { $0.untilAt > now } ?? false
    }

    /// Whoever says yes has read the time that holds now, or one that asked more of them.
    /// - Throws: ``Refusal/conflict(_:_:)``.
    func require(seen: CallTerms) throws(Refusal) {
        let (read, now) = (seen.from.map { $0 / Time.second }, call.terms.from.map { $0 / Time.second })
        guard !isOpen || read == now && call.terms.length <= seen.length else { throw .conflict(HandsWords.movedSince) }
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
        guard !robots.isEmpty, let said = PublicCall(call, need, limits: limits, at: now), said.isOpen,
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
}

extension WaveActs {
    /// What robots say of calls and askings: looked at when their turn comes.
    static func robotTopics(_ world: World, _ vault: Vault) -> RobotTopics {
        RobotTopics(
            message: { post, db in
                switch post.topic {
                case .none: post.message
                case .asking(let id):
                    try db.asking(id, vault: vault)?.isOpen(at: world.now()) == true ? post.message : nil
                case .use(let id, let network):
                    try OfferActs.isWaiting(id, in: network, at: world.now(), vault, db) ? post.message : nil
                case .call(let id, let network):
                    try said(id, in: network, post, at: world.now(), vault, db)
                }
            },
            unsaid: { post, db in
                guard case .call(let call, let network) = post.topic, case .group(_, let robot) = post.target else {
                    return
                }
                try db.forget(post: call, by: robot, in: network)
            })
    }

    /// A call as it is when the robot says it: she can have moved its time since.
    /// - Returns: nothing where nobody can come any more, or not everybody may know of it.
    private static func said(
        _ id: ID, in network: ID, _ post: RobotPost, at now: Int64, _ vault: Vault, _ db: any Connection
    ) throws -> RobotMessage? {
        guard case .group(_, let robot) = post.target, let call = try db.helpCall(id, in: network),
            let need = try db.need(call.needID, in: network),
            let said = PublicCall(call, need, limits: .none, at: now), said.isOpen,
            let place = try db.network(id: network), let link = post.message.link,
            let language = try db.robot(robot, in: network, vault: vault)?.language
        else { return nil }
        return said.message(in: place, link: link, language)
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

    /// It was not said after all: the next wave says it.
    fileprivate func forget(post call: ID, by robot: ID, in network: ID) throws {
        try execute(
            """
            DELETE FROM robot_posts WHERE network_id = \(network) AND robot_id = \(robot) AND call_id = \(call)
            """)
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
