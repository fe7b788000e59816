internal import Database

/// The clocks of teams: the keeper's, that of a role nobody holds. `needID` is the team.
enum TeamClocks {
    enum Step: String, Sendable {
        /// How does it stand?
        case look = "teamLook"
        /// All is done: close it?
        case close = "teamClose"
        case role = "teamRole"
        /// Somebody is asked to take it over; made when it is read, it stands in no table.
        case handover = "teamHandover"
        /// Somebody asks for a place; made when it is read, too.
        case place = "teamPlace"
    }

    static func clock(of team: Team, now: Int64, length: Int64) -> Clock {
        let due = now + length
        return Clock(
            networkID: team.networkID, object: .team, objectID: team.id, needID: team.id,
            step: (team.proposedAt == nil ? Step.look : .close).rawValue, ownerID: team.keeperID, startedAt: now,
            dueAt: due, stage: 0, nextAt: Escalation.next(after: .none, start: now, due: due))
    }

    static func clock(of role: TeamRole, in team: Team, now: Int64, length: Int64) -> Clock {
        Clock(
            networkID: team.networkID, object: .teamRole, objectID: role.id, needID: team.id,
            step: Step.role.rawValue, ownerID: team.keeperID, startedAt: now, dueAt: now + length, stage: 0,
            nextAt: now + length)
    }
}

extension TeamActs {
    /// What waits for a member in teams: those they keep, roles that stay empty, one that they are asked to take over; to those who
    /// lead, also what has gone red.
    static let tasks: MemberActs.LaterTasks = { member, now, db in
        let leads = member.standing == .steward || member.has(.coordinator)
        return try asked(member, db) + asking(member, leads: leads, now, db)
            + db.teamClocks(in: member.networkID, of: member.id, leads: leads).map { clock, team, role in
                let name = TeamWords.name(of: team)
                let words =
                    switch TeamClocks.Step(rawValue: clock.step) {
                    case .close: TeamWords.waitsToClose(name)
                    case .role: TeamWords.waitsForRole(role.map { TeamWords.name(of: $0) } ?? name, name)
                    default: TeamWords.waitsForLook(name)
                    }
                return WaitingTask(clock: clock, words: words, path: "/teams/\(team.id)")
            }
    }

    /// Who asks for a place in a team that they keep; what nobody answers in time is for those who lead.
    private static func asking(
        _ member: Member, leads: Bool, _ now: Int64, _ db: any Connection
    ) throws -> [WaitingTask] {
        let late = leads ? now - TeamRules.welcome : nil
        return try db.placesAsked(of: member.id, in: member.networkID, late: late).map { place, team, role in
            WaitingTask(
                clock: Clock(
                    networkID: team.networkID, object: .teamRole, objectID: place.id, needID: team.id,
                    step: TeamClocks.Step.place.rawValue, ownerID: team.keeperID, startedAt: place.takenAt,
                    dueAt: place.takenAt + TeamRules.welcome, stage: 0, nextAt: Clock.never),
                words: TeamWords.waitsForYes(TeamWords.name(of: role), TeamWords.name(of: team)),
                path: "/teams/\(team.id)")
        }
    }

    private static func asked(_ member: Member, _ db: any Connection) throws -> [WaitingTask] {
        try db.teams(
            in: member.networkID, where: "t.asked_id = \(member.id) AND t.state = 'open'", limit: 20
        ).map { team in
            let at = team.askedAt ?? team.changedAt
            return WaitingTask(
                clock: Clock(
                    networkID: team.networkID, object: .team, objectID: team.id, needID: team.id,
                    step: TeamClocks.Step.handover.rawValue, ownerID: member.id, startedAt: at,
                    dueAt: at + TeamRules.handover, stage: 0, nextAt: Clock.never),
                words: TeamWords.waitsForAnswer(TeamWords.name(of: team)), path: "/teams/\(team.id)")
        }
    }
}

extension Connection {
    /// Clocks of teams that wait for a member, the next due first. A role is no matter before its time is over.
    fileprivate func teamClocks(
        in network: ID, of member: ID, leads: Bool
    ) throws -> [(clock: Clock, team: Team, role: TeamRole?)] {
        let red: SQL = leads ? "OR c.stage >= \(Escalation.reassigned.rawValue)" : .empty
        let roleStart = Clock.columnCount + TeamStore.columnCount
        return try query(
            """
            SELECT \(Clock.columns), \(TeamStore.columns), \(TeamStore.roleColumns) FROM clocks c
            JOIN teams t ON t.network_id = c.network_id AND t.id = c.need_id AND t.state = \(Team.State.open)
            LEFT JOIN team_roles r ON c.object = \(Clock.Object.teamRole) AND r.network_id = c.network_id AND r.id = c.object_id
            WHERE c.network_id = \(network) AND (c.owner_id = \(member) \(red))
                AND (c.object = \(Clock.Object.team) OR c.object = \(Clock.Object.teamRole) AND c.stage > 0)
            ORDER BY c.due_at, c.object_id LIMIT 100
            """
        ) { row in
            let hasRole = try row[roleStart] as ID? != nil
            return (
                clock: try Clock(row: row), team: try Team(row: row, from: Clock.columnCount),
                role: hasRole ? try TeamRole(row: row, from: roleStart) : nil
            )
        }
    }

    /// Whoever keeps a team is told of all of it.
    func setClockOwners(_ member: ID, ofTeam team: ID, in network: ID) throws {
        try execute("UPDATE clocks SET owner_id = \(member) WHERE network_id = \(network) AND object_id = \(team)")
        for role in try teamRoles(of: team, in: network) { try setClockOwner(member, of: role.id, in: network) }
    }

    func stopClocks(ofTeam team: ID, in network: ID) throws {
        try stopClock(of: team, in: network)
        for role in try teamRoles(of: team, in: network) { try stopClock(of: role.id, in: network) }
    }

    /// Takes part, and does not rest.
    func isAwake(_ member: ID, in network: ID) throws -> Bool {
        try value(
            """
            SELECT 1 FROM memberships WHERE network_id = \(network) AND id = \(member)
                AND state IN ('welcomed', 'active')
            """, as: Int64.self) != nil
    }
}
