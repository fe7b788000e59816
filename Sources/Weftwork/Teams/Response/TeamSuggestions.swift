internal import Database
internal import Engine

/// Where many lack the same in one place and no team has gathered yet: shown to those who may gather one, never done by itself.
extension TeamActs {
    /// So many open needs are looked at, the most urgent first.
    private static let most = 5000

    func suggestions(for viewer: Viewer, in network: ID) async throws -> [TeamSuggestion] {
        try Policy.require(.seeClusters, viewer)
        let now = world.now(), places = needs.places
        return try await recent.value(of: network, now: now) { [database] in
            try await database.read { db in
                let free = try db.needsWithoutTeam(in: network, limit: TeamActs.most)
                let teams = try db.teams(in: network, where: "t.state = 'open'", limit: 1000)
                let dismissed = try db.dismissals(of: network)
                return TeamActs.suggestions(free, teams: teams, places.catalogue).filter { one in
                    dismissed[one.key].map { TeamActs.isBack(one.needs.count, $0.needs, $0.at, now: now) } ?? true
                }
            }
        }
    }

    /// What was dismissed comes back when it has doubled, or after a while.
    static func isBack(_ count: Int, _ before: Int, _ at: Int64, now: Int64) -> Bool {
        count >= 2 * before || now >= at + TeamRules.dismissedFor
    }

    static func suggestions(
        _ free: [FreeNeed], teams: [Team], _ catalogue: AreaCatalogue
    ) -> [TeamSuggestion] {
        let demands = free.map { need in
            // A whole city or province is no place where a team could meet what is lacking.
            let area = catalogue.area(need.areaCode).flatMap { $0.isSmallest ? $0 : nil }
            return Demand(
                key: need.id, kind: need.category.rawValue, area: area?.code ?? 0, point: area?.center ?? need.point)
        }
        let byID = Dictionary(free.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let clusters = DemandClusters.find(
            demands, radius: TeamRules.suggestedRadius, least: TeamRules.leastSuggested)
        return clusters.compactMap { cluster in
            let members = cluster.keys.compactMap { byID[$0] }
            guard let heart = members.first(where: { $0.areaCode == cluster.area }) ?? members.first else { return nil }
            let team = teams.first {
                $0.category == heart.category && $0.areaCode != 0 && $0.areaCode == heart.areaCode
            }
            return TeamSuggestion(
                key: "\(cluster.kind)-\(cluster.area == 0 ? heart.id.description : String(cluster.area))",
                category: heart.category, area: heart.area, needs: cluster.keys, places: cluster.places,
                kilometres: cluster.kilometres, critical: members.count { $0.urgency == .critical },
                unpromised: members.count { $0.progress == .open }, oldestAt: members.map(\.createdAt).min() ?? 0,
                team: team?.id)
        }
    }

    /// Needs in no team that could join this one: about the same, in the same city.
    func needsToJoin(_ team: Team, for viewer: Viewer, in network: ID) async throws -> [NeedView] {
        let ids = try await database.read { db in
            try db.needsWithoutTeam(in: network, limit: TeamActs.most).filter {
                $0.category == team.category && ($0.areaCode == team.areaCode || $0.area.city == team.area.city)
            }.map(\.id)
        }
        return try await needsToChoose(Array(ids.prefix(30)), for: viewer, in: network)
    }

    /// One of them, by its key.
    /// - Throws: ``Refusal/notFound`` where it is none any more.
    func suggestion(_ key: String, for viewer: Viewer, in network: ID) async throws -> TeamSuggestion {
        guard let found = try await suggestions(for: viewer, in: network).first(where: { $0.key == key }) else {
            throw Refusal.notFound
        }
        return found
    }

    /// Says that no team is wanted for it; with its reasons it comes back when it has doubled.
    func dismiss(_ key: String, by viewer: Viewer, in network: ID) async throws {
        let found = try await suggestion(key, for: viewer, in: network), now = world.now()
        try await database.write { db in
            try db.dismiss(found.key, needs: found.needs.count, by: viewer.member?.id, in: network, at: now)
            try members.record(
                .teamSuggestionDismissed, on: network, in: network, by: viewer, audience: .stewards, db,
                [("suggestion", .text(found.key)), ("needs", .number(Int64(found.needs.count)))])
        }
        recent.forget(network)
    }
}

/// An open need on the board that is in no team, as clusters see it.
struct FreeNeed: Sendable {
    let id: ID
    let category: Need.Category
    let urgency: Need.Urgency
    let progress: Need.Progress
    let createdAt: Int64
    let area: AreaPath
    let areaCode: Int
    let point: GeoPoint?
}

extension Connection {
    fileprivate func needsWithoutTeam(in network: ID, limit: Int) throws -> [FreeNeed] {
        try query(
            """
            SELECT n.id, n.category, n.urgency, n.progress, n.created_at, n.country, n.province, n.city, n.district,
                n.area_code, n.grid_latitude, n.grid_longitude
            FROM needs n WHERE n.network_id = \(network) AND n.phase = \(Need.Phase.board) AND n.audience > 0
                AND n.hidden IS NULL AND NOT EXISTS (SELECT 1 FROM team_needs x
                    WHERE x.network_id = n.network_id AND x.need_id = n.id AND x.left_at IS NULL)
            ORDER BY n.rank, n.id DESC LIMIT \(limit)
            """
        ) { row in
            let latitude: Double? = try row[10], longitude: Double? = try row[11]
            let point = latitude.flatMap { latitude in
                longitude.map { GeoPoint(latitude: latitude, longitude: $0) }
            }
            return FreeNeed(
                id: try row[0], category: try row[1], urgency: try row[2], progress: try row[3],
                createdAt: try row[4],
                area: AreaPath(country: try row[5], province: try row[6], city: try row[7], district: try row[8]),
                areaCode: try row[9] as Int? ?? 0, point: point)
        }
    }

    fileprivate func dismissals(of network: ID) throws -> [String: (needs: Int, at: Int64)] {
        let rows = try query("SELECT suggestion, needs, at FROM team_dismissals WHERE network_id = \(network)") {
            (try $0[0] as String, (needs: try $0[1] as Int, at: try $0[2] as Int64))
        }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    /// Once a team has gathered there, what comes later is news again.
    func forgetDismissal(of team: Team) throws {
        let key = "\(team.category.rawValue)-\(team.areaCode)"
        try execute(
            "DELETE FROM team_dismissals WHERE network_id = \(team.networkID) AND suggestion = \(key)")
    }

    fileprivate func dismiss(_ key: String, needs: Int, by member: ID?, in network: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO team_dismissals (network_id, suggestion, needs, by_id, at)
            VALUES (\(network), \(key), \(needs), \(member), \(now))
            ON CONFLICT (network_id, suggestion)
                DO UPDATE SET needs = excluded.needs, by_id = excluded.by_id, at = excluded.at
            """)
    }
}
