internal import Database

extension Connection {
    /// Sums of those who agreed, since a moment: nobody else is in any of them. A sum of a few says what each of them did, so that
    /// it takes at least ``AwardRules/leastInSum`` of them.
    ///
    /// - Parameter tier: of whoever reads; a team that they may not see is in no row.
    func thanksBoard(of network: ID, since moment: Int64, for tier: Audience) throws -> ThanksBoard {
        let sums: SQL = """
            FROM thanks_choices c JOIN memberships m ON m.network_id = c.network_id AND m.id = c.member_id
                AND m.state IN ('welcomed', 'active', 'dormant')
            JOIN awards a ON a.network_id = c.network_id AND a.member_id = c.member_id AND a.at > \(moment)
            """
        let organisations = try query(
            """
            SELECT o.id, o.name, CAST(sum(a.points) AS BIGINT), count(DISTINCT c.member_id) \(sums)
            JOIN organisations o ON o.id = m.organisation_id
            WHERE c.network_id = \(network) AND c.in_organisation GROUP BY o.id, o.name HAVING sum(a.points) > 0
                AND count(DISTINCT c.member_id) >= \(AwardRules.leastInSum)
            ORDER BY 3 DESC, o.id LIMIT 50
            """, ThanksBoard.Row.init(row:))
        let people = try query(
            """
            SELECT m.id, p.name, CAST(sum(a.points) AS BIGINT), 1 \(sums) JOIN persons p ON p.id = m.person_id
            WHERE c.network_id = \(network) AND c.by_name GROUP BY m.id, p.name HAVING sum(a.points) > 0
            ORDER BY 3 DESC, m.id LIMIT 50
            """, ThanksBoard.Row.init(row:))
        return ThanksBoard(
            teams: try thankedTeams(of: network, sums, for: tier), organisations: organisations, people: people)
    }

    /// Of an open team what its members did since they joined. It goes by its name: what it is for is read where its needs are.
    private func thankedTeams(of network: ID, _ sums: SQL, for tier: Audience) throws -> [ThanksBoard.Row] {
        try query(
            """
            SELECT t.id, CAST(sum(a.points) AS BIGINT), count(DISTINCT c.member_id), t.category, t.country, t.province,
                t.city, t.district \(sums)
            JOIN (SELECT network_id, team_id, member_id, min(taken_at) AS since FROM team_places
                WHERE network_id = \(network) AND released_at IS NULL AND confirmed_at IS NOT NULL
                GROUP BY network_id, team_id, member_id) tp
                ON tp.network_id = c.network_id AND tp.member_id = c.member_id AND a.at >= tp.since
            JOIN teams t ON t.network_id = tp.network_id AND t.id = tp.team_id
            WHERE c.network_id = \(network) AND c.in_organisation AND t.state = \(Team.State.open)
                AND \(TeamStore.audience) >= \(max(tier, .stewards))
            GROUP BY t.id, t.category, t.country, t.province, t.city, t.district HAVING sum(a.points) > 0
                AND count(DISTINCT c.member_id) >= \(AwardRules.leastInSum)
            ORDER BY 2 DESC, t.id LIMIT 50
            """
        ) { row in
            let area = AreaPath(country: try row[4], province: try row[5], city: try row[6], district: try row[7])
            return ThanksBoard.Row(
                id: try row[0], name: TeamWords.name(try row[3], area), points: try row[1], people: try row[2])
        }
    }

    /// Shifts that are over since a moment, of which nobody has said yet that somebody was there.
    func endedShifts(
        in network: ID, since moment: Int64, until now: Int64, id: ID? = nil
    ) throws -> [EndedShift] {
        let one: SQL = id.map { "AND s.id = \($0)" } ?? .empty
        return
            try query(
                """
                SELECT s.id, s.member_id, p.name, s.desk, s.starts_at, s.ends_at FROM shifts s
                JOIN memberships m ON m.network_id = s.network_id AND m.id = s.member_id
                    AND m.state IN ('welcomed', 'active', 'dormant')
                JOIN persons p ON p.id = m.person_id
                WHERE s.network_id = \(network) AND s.ends_at > \(moment) AND s.ends_at <= \(now)
                    AND s.accepted_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM awards a WHERE a.network_id = s.network_id
                        AND a.member_id = s.member_id AND a.kind = 'shift' AND a.object_id = s.id) \(one)
                ORDER BY s.ends_at DESC, s.id LIMIT 200
                """
            ) {
                EndedShift(
                    id: try $0[0], memberID: try $0[1], name: try $0[2], desk: try $0[3], startsAt: try $0[4],
                    endsAt: try $0[5])
            }
    }

    /// Through whom somebody came in.
    func referrer(of member: ID, in network: ID) throws -> ID? {
        try value("SELECT referrer_id FROM arrivals WHERE network_id = \(network) AND member_id = \(member)")
    }

    /// When somebody's first confirmed work was that still stands.
    func firstWork(of member: ID, in network: ID) throws -> Int64? {
        try value(
            """
            SELECT min(a.at) FROM awards a WHERE a.network_id = \(network) AND a.member_id = \(member)
                AND a.kind NOT IN ('training', 'invitee') AND a.reverses IS NULL AND NOT EXISTS (
                    SELECT 1 FROM awards r WHERE r.network_id = a.network_id AND r.reverses = a.id)
            """)
    }
}

extension ThanksBoard.Row {
    fileprivate init(row: Row) throws {
        id = try row[0]
        name = .verbatim(try row[1])
        points = try row[2]
        people = try row[3]
    }
}
