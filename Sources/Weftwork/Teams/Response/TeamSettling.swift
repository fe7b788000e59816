internal import Database

/// Roles follow what needs still ask for: lines are met, changed and added, and needs are done, without anybody's telling the team.
extension TeamActs {
    private static let page = 200

    /// Closes empty roles that nothing asks for any more, and opens what is asked for by now. Looks first and writes only where something
    /// changes, for most teams are as they were. Safe on several nodes.
    ///
    /// - Parameter failed: told of each that could not be done; it keeps the others from nothing.
    func sweepRoles(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now()
        var last: Team?
        repeat {
            let (teams, behind) = try await database.read { [last] db in
                let teams = try db.openTeams(after: last, limit: TeamActs.page)
                return (teams, try teams.filter { try db.isBehindItsNeeds($0) })
            }
            for team in behind {
                try await trying(team.id, failed) {
                    try await onDesk(in: team.networkID, at: now) { try $0.followNeeds(team.id) }
                }
            }
            last = teams.count == TeamActs.page ? teams.last : nil
        } while last != nil
    }
}

extension TeamDesk {
    /// What the keeper said of how many, or that there shall be none, stays until they look or a need comes or goes. A role closes
    /// while nothing asks for it, and comes back with their number.
    func followNeeds(_ id: ID) throws {
        guard let team = try db.team(id, in: network), team.state == .open else { return }
        try settleRoles(of: team, said: try db.headsSaid(in: team))
    }

    /// Whether somebody is still to be found for a role: it is not for what is done, nor for what nobody asks for any more.
    func isAskedFor(_ role: TeamRole, _ team: Team) throws -> Bool {
        let needs = try db.needs(of: team)
        if role.isByHand { return needs.isEmpty || !needs.allSatisfy { TeamRules.isDone($0.state) } }
        return TeamRules.roles(for: needs).contains { $0.kind == role.kind }
    }
}

extension Connection {
    fileprivate func openTeams(after last: Team?, limit: Int) throws -> [Team] {
        let later: SQL = last.map { "AND (t.network_id, t.id) > (\($0.networkID), \($0.id))" } ?? .empty
        return try query(
            """
            SELECT \(TeamStore.columns) FROM teams t WHERE t.state = \(Team.State.open) \(later)
            ORDER BY t.network_id, t.id LIMIT \(limit)
            """
        ) { try Team(row: $0) }
    }

    fileprivate func isBehindItsNeeds(_ team: Team) throws -> Bool {
        let present = try teamRoles(of: team.id, in: team.networkID)
        let asked = TeamRules.roles(for: try needs(of: team))
        guard !TeamRules.settled(present, asked: asked).isEmpty else { return false }
        return try !TeamRules.settled(present, asked: asked, said: headsSaid(in: team)).isEmpty
    }

    /// How many the keeper last said that kinds of roles take, none where they closed them, since all was settled anew: no more of the
    /// team's story is read than what came after.
    fileprivate func headsSaid(in team: Team) throws -> [TeamRole.Kind: Int] {
        let anew: [Event.Kind] = [.teamOpened, .teamLooked, .teamNeedJoined, .teamNeedLeft]
        let since: ID? = try value(
            """
            SELECT id FROM events WHERE network_id = \(team.networkID) AND object_id = \(team.id)
                AND kind IN (\(list: anew)) ORDER BY id DESC LIMIT 1
            """)
        let later: SQL = since.map { "AND id > \($0)" } ?? .empty
        let details = try query(
            """
            SELECT details FROM events WHERE network_id = \(team.networkID) AND object_id = \(team.id)
                AND kind = \(Event.Kind.teamChanged) \(later) ORDER BY id
            """
        ) { try $0[0] as String }
        return details.reduce(into: [:]) { said, text in
            let facts = StoryWords.Facts(text, [:])
            guard let heads = facts["heads"].flatMap({ Int($0) }),
                let kind = facts["role"].flatMap(TeamRole.Kind.init(rawValue:))
            else { return }
            said[kind] = heads
        }
    }
}
