internal import Database

/// Which teams a list shows to one reader.
struct TeamChoice: Sendable {
    let state: Team.State
    let viewer: Viewer

    /// Whoever may gather a team sees all there are, and counts what is hidden with the rest.
    var seesAll: Bool { viewer.identity == .system || Policy.allows(.seeClusters, viewer) }

    /// Those that they keep, stand in for, are asked to take over or hold a place in: as ``Team/ties(of:holds:)`` says.
    private var isOwn: SQL {
        guard let member = viewer.member, !member.isSuspended else { return "1 = 0" }
        return """
            (t.keeper_id = \(member.id) OR coalesce(t.backup_id = \(member.id), \(false))
                OR coalesce(t.asked_id = \(member.id), \(false))
                OR EXISTS (SELECT 1 FROM team_places p WHERE p.network_id = t.network_id AND p.team_id = t.id
                    AND p.member_id = \(member.id) AND p.released_at IS NULL AND p.confirmed_at IS NOT NULL))
            """
    }

    /// As ``TeamRules/canSee(_:_:_:)`` says of whoever is tied to none of them.
    private var isSeen: SQL {
        seesAll ? "1 = 1" : "\(TeamStore.audience) >= \(max(viewer.tier, .stewards))"
    }

    var own: SQL { "t.state = \(state) AND \(isOwn)" }

    var all: SQL { "t.state = \(state) AND (\(isOwn) OR \(isSeen))" }

    func others(after: ID?) -> SQL {
        let rest: SQL = after.map { "AND t.id < \($0)" as SQL } ?? .empty
        return "t.state = \(state) AND NOT \(isOwn) AND \(isSeen) \(rest)"
    }
}

extension Connection {
    func teamCount(where condition: SQL, in network: ID) throws -> Int {
        try value("SELECT count(*) FROM teams t WHERE t.network_id = \(network) AND \(condition)") ?? 0
    }

    /// Lines of a list, however many with three questions.
    func teamLines(_ teams: [Team], mine: Set<ID>, seesHidden: Bool, in network: ID) throws -> [TeamLine] {
        guard !teams.isEmpty else { return [] }
        let ids = teams.map(\.id)
        let needs = try needCounts(of: ids, seesHidden: seesHidden, in: network)
        let people = try peopleCounts(of: ids, in: network)
        let roles = Dictionary(grouping: try roles(of: ids, in: network), by: \.teamID)
        return teams.map { team in
            TeamLine(
                team: team, needs: needs[team.id] ?? 0, open: (roles[team.id] ?? []).filter { !$0.isFull },
                people: people[team.id] ?? 0, isMine: mine.contains(team.id))
        }
    }

    private func needCounts(of teams: [ID], seesHidden: Bool, in network: ID) throws -> [ID: Int] {
        let hidden: SQL = seesHidden ? .empty : "AND n.hidden IS NULL"
        let rows = try query(
            """
            SELECT x.team_id, count(*) FROM team_needs x
            JOIN teams t ON t.network_id = x.network_id AND t.id = x.team_id
            JOIN needs n ON n.network_id = x.network_id AND n.id = x.need_id
            WHERE x.network_id = \(network) AND x.team_id IN (\(list: teams)) AND \(TeamStore.isKept) \(hidden)
            GROUP BY x.team_id
            """
        ) { (try $0[0] as ID, try $0[1] as Int) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    private func peopleCounts(of teams: [ID], in network: ID) throws -> [ID: Int] {
        let rows = try query(
            """
            SELECT team_id, count(DISTINCT member_id) FROM team_places
            WHERE network_id = \(network) AND team_id IN (\(list: teams)) AND released_at IS NULL
                AND confirmed_at IS NOT NULL
            GROUP BY team_id
            """
        ) { (try $0[0] as ID, try $0[1] as Int) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    private func roles(of teams: [ID], in network: ID) throws -> [TeamRole] {
        try query(
            """
            SELECT \(TeamStore.roleColumns) FROM team_roles r
            WHERE r.network_id = \(network) AND r.team_id IN (\(list: teams)) ORDER BY r.opened_at, r.id
            """
        ) { try TeamRole(row: $0) }
    }
}
