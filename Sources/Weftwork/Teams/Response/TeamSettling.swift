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
    /// What the keeper said of how many, or that there shall be none, stays until they look or a need comes or goes.
    func followNeeds(_ id: ID) throws {
        guard let team = try db.team(id, in: network), team.state == .open else { return }
        try settleRoles(of: team, sparing: try db.kindsSetByHand(in: team))
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
        return try !TeamRules.settled(present, asked: asked, sparing: kindsSetByHand(in: team)).isEmpty
    }

    /// Kinds of roles of which the keeper has said how many they take, or closed them.
    fileprivate func kindsSetByHand(in team: Team) throws -> Set<TeamRole.Kind> {
        let details = try query(
            """
            SELECT details FROM events WHERE network_id = \(team.networkID) AND object_id = \(team.id)
                AND kind = \(Event.Kind.teamChanged)
            """
        ) { try $0[0] as String }
        return Set(
            details.compactMap { text in
                let facts = StoryWords.Facts(text, [:])
                guard facts["heads"] != nil else { return nil }
                return facts["role"].flatMap(TeamRole.Kind.init(rawValue:))
            })
    }
}
