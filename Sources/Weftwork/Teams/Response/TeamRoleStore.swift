internal import Database

/// Roles of teams and who holds them.
extension Connection {
    func teamRoles(of team: ID, in network: ID) throws -> [TeamRole] {
        try query(
            """
            SELECT \(TeamStore.roleColumns) FROM team_roles r WHERE r.network_id = \(network) AND r.team_id = \(team)
            ORDER BY r.opened_at, r.id
            """
        ) { try TeamRole(row: $0) }
    }

    func insert(_ role: TeamRole, in network: ID) throws {
        try execute(
            """
            INSERT INTO team_roles (network_id, id, team_id, kind, name, heads, taken, by_hand, opened_at)
            VALUES (\(network), \(role.id), \(role.teamID), \(role.kind), \(role.name), \(role.heads), \(role.taken),
                \(role.isByHand), \(role.openedAt))
            """)
    }

    /// - Returns: false where more hold it by now.
    func setHeads(_ heads: Int, of role: ID, in network: ID) throws -> Bool {
        try execute(
            """
            UPDATE team_roles SET heads = \(heads) WHERE network_id = \(network) AND id = \(role) AND taken <= \(heads)
            """) == 1
    }

    /// - Returns: false where somebody holds it by now.
    func deleteRole(_ role: ID, in network: ID) throws -> Bool {
        try execute("DELETE FROM team_roles WHERE network_id = \(network) AND id = \(role) AND taken = 0") == 1
    }

    // MARK: Places

    /// Who holds a role in a team now, or – of a closed one – held it at its end; and who has asked for one.
    func places(of team: ID, in network: ID) throws -> [TeamPlace] {
        try query(
            """
            SELECT id, role_id, member_id, taken_at, released_at, confirmed_at FROM team_places
            WHERE network_id = \(network) AND team_id = \(team) AND released_at IS NULL ORDER BY taken_at, id
            """
        ) {
            TeamPlace(
                id: try $0[0], roleID: try $0[1], memberID: try $0[2], takenAt: try $0[3], releasedAt: try $0[4],
                confirmedAt: try $0[5])
        }
    }

    /// Everybody who ever held a place in it.
    func everInTeam(_ team: ID, in network: ID) throws -> Set<ID> {
        Set(
            try query(
                """
                SELECT DISTINCT member_id FROM team_places WHERE network_id = \(network) AND team_id = \(team)
                    AND confirmed_at IS NOT NULL
                """
            ) { try $0[0] as ID })
    }

    /// Whether they are in it: whoever has only asked for a place is not.
    func holdsPlace(_ member: ID, in team: ID, _ network: ID) throws -> Bool {
        try value(
            """
            SELECT 1 FROM team_places WHERE network_id = \(network) AND team_id = \(team) AND member_id = \(member)
                AND released_at IS NULL AND confirmed_at IS NOT NULL LIMIT 1
            """, as: Int64.self) != nil
    }

    /// Since when they are in it without a break in the place they have held longest.
    func cameIn(_ member: ID, to team: ID, _ network: ID) throws -> Int64? {
        try value(
            """
            SELECT min(confirmed_at) FROM team_places WHERE network_id = \(network) AND team_id = \(team)
                AND member_id = \(member) AND released_at IS NULL
            """)
    }

    /// Whether somebody does it whom the keeper agrees to.
    func isHeld(_ role: ID, in network: ID) throws -> Bool {
        try value(
            """
            SELECT 1 FROM team_places WHERE network_id = \(network) AND role_id = \(role) AND released_at IS NULL
                AND confirmed_at IS NOT NULL LIMIT 1
            """, as: Int64.self) != nil
    }

    /// Whether they hold it, or have asked for it.
    func holds(_ role: ID, _ member: ID, in network: ID) throws -> Bool {
        try value(
            """
            SELECT 1 FROM team_places WHERE network_id = \(network) AND role_id = \(role) AND member_id = \(member)
                AND released_at IS NULL LIMIT 1
            """, as: Int64.self) != nil
    }

    /// Takes a place; the count of the role and its bound go with it, so that of two who take the last one only one has it.
    /// - Returns: false where none is left.
    func insert(_ place: TeamPlace, of role: TeamRole, in network: ID) throws -> Bool {
        let taken = try execute(
            """
            UPDATE team_roles SET taken = taken + 1 WHERE network_id = \(network) AND id = \(role.id) AND taken < heads
            """)
        guard taken == 1 else { return false }
        try execute(
            """
            INSERT INTO team_places (network_id, id, team_id, role_id, member_id, taken_at, confirmed_at)
            VALUES (\(network), \(place.id), \(role.teamID), \(role.id), \(place.memberID), \(place.takenAt),
                \(place.confirmedAt))
            """)
        return true
    }

    /// - Returns: false where nobody waits for it any more.
    func confirmPlace(in role: ID, of member: ID, _ network: ID, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE team_places SET confirmed_at = \(now)
            WHERE network_id = \(network) AND role_id = \(role) AND member_id = \(member) AND released_at IS NULL
                AND confirmed_at IS NULL
            """) == 1
    }

    /// Places in open teams that somebody has asked for: those that wait for one keeper; for those who lead also what has
    /// waited since before `late`.
    func placesAsked(
        of keeper: ID, in network: ID, late: Int64?
    ) throws -> [(place: TeamPlace, team: Team, role: TeamRole)] {
        let red: SQL = late.map { "OR p.taken_at <= \($0)" as SQL } ?? .empty
        return try query(
            """
            SELECT \(TeamStore.roleColumns), \(TeamStore.columns), p.id, p.member_id, p.taken_at FROM team_places p
            JOIN teams t ON t.network_id = p.network_id AND t.id = p.team_id
            JOIN team_roles r ON r.network_id = p.network_id AND r.id = p.role_id
            WHERE p.network_id = \(network) AND p.released_at IS NULL AND p.confirmed_at IS NULL AND t.state = 'open'
                AND (t.keeper_id = \(keeper) \(red))
            ORDER BY p.taken_at, p.id LIMIT 50
            """
        ) { row in
            let role = try TeamRole(row: row), after = TeamStore.roleColumnCount + TeamStore.columnCount
            let place = TeamPlace(
                id: try row[after], roleID: role.id, memberID: try row[after + 1], takenAt: try row[after + 2],
                releasedAt: nil, confirmedAt: nil)
            return (place, try Team(row: row, from: TeamStore.roleColumnCount), role)
        }
    }

    /// - Returns: false where they hold it no more.
    func freePlace(in role: ID, of member: ID, _ network: ID, at now: Int64) throws -> Bool {
        let freed = try execute(
            """
            UPDATE team_places SET released_at = \(now)
            WHERE network_id = \(network) AND role_id = \(role) AND member_id = \(member) AND released_at IS NULL
            """)
        guard freed == 1 else { return false }
        try execute("UPDATE team_roles SET taken = taken - 1 WHERE network_id = \(network) AND id = \(role)")
        return true
    }

    /// Roles of open teams that somebody could take, the longest open first, each with its team.
    func openRoles(in network: ID, limit: Int) throws -> [(role: TeamRole, team: Team)] {
        try query(
            """
            SELECT \(TeamStore.roleColumns), \(TeamStore.columns)
            FROM team_roles r JOIN teams t ON t.network_id = r.network_id AND t.id = r.team_id
            WHERE r.network_id = \(network) AND t.state = 'open' AND r.taken < r.heads
            ORDER BY r.opened_at, r.id LIMIT \(limit)
            """
        ) { (try TeamRole(row: $0), try Team(row: $0, from: TeamStore.roleColumnCount)) }
    }

    /// Places that a member holds or has asked for in open teams.
    func placesHeld(by member: ID, in network: ID) throws -> [(team: ID, role: ID)] {
        try query(
            """
            SELECT p.team_id, p.role_id FROM team_places p JOIN teams t ON t.network_id = p.network_id AND t.id = p.team_id
            WHERE p.network_id = \(network) AND p.member_id = \(member) AND p.released_at IS NULL AND t.state = 'open'
            ORDER BY p.id
            """
        ) { (try $0[0], try $0[1]) }
    }
}

extension Connection {
    /// Everybody who kept a team that a need was in, or has held a place there.
    func everInTeam(of need: Need) throws -> [ID] {
        let teams: SQL = """
            SELECT team_id FROM team_needs WHERE network_id = \(need.networkID) AND need_id = \(need.id)
            """
        return try query(
            """
            SELECT keeper_id AS member_id FROM teams WHERE network_id = \(need.networkID) AND id IN (\(teams))
            UNION SELECT member_id FROM team_places WHERE network_id = \(need.networkID) AND team_id IN (\(teams))
                AND confirmed_at IS NOT NULL
            ORDER BY member_id
            """
        ) { try $0[0] }
    }
}
