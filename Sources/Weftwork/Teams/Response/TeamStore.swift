internal import Database

/// The tables of teams.
enum TeamStore {
    static let migration = Migration(
        "2026-11-26 teams",
        [
            """
            CREATE TABLE teams (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, created_at \(.int) NOT NULL, origin TEXT NOT NULL,
                purpose TEXT NOT NULL, category TEXT NOT NULL, country TEXT NOT NULL, province TEXT NOT NULL,
                city TEXT NOT NULL, district TEXT NOT NULL, area_code \(.int) NOT NULL, emergency_id \(.id),
                keeper_id \(.id) NOT NULL, backup_id \(.id), asked_id \(.id), asked_at \(.int), state TEXT NOT NULL,
                proposed_at \(.int), closed_at \(.int), changed_at \(.int) NOT NULL, version \(.int) NOT NULL,
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX teams_state ON teams (network_id, state, id)",
            "CREATE INDEX teams_keeper ON teams (network_id, keeper_id)",
            """
            CREATE TABLE team_needs (
                network_id \(.id) NOT NULL, team_id \(.id) NOT NULL, need_id \(.id) NOT NULL, by_id \(.id),
                at \(.int) NOT NULL, left_at \(.int), PRIMARY KEY (network_id, team_id, need_id)
            ) \(.keyed)
            """,
            // One team at a time; what a closed team had stays with it as its record.
            "CREATE UNIQUE INDEX team_needs_open ON team_needs (network_id, need_id) WHERE left_at IS NULL",
            """
            CREATE TABLE team_roles (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, team_id \(.id) NOT NULL, kind TEXT NOT NULL,
                name TEXT NOT NULL, heads \(.int) NOT NULL, taken \(.int) NOT NULL, by_hand \(.bool) NOT NULL,
                opened_at \(.int) NOT NULL, PRIMARY KEY (network_id, id), CHECK (taken >= 0 AND taken <= heads)
            ) \(.keyed)
            """,
            "CREATE INDEX team_roles_team ON team_roles (network_id, team_id, id)",
            """
            CREATE TABLE team_places (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, team_id \(.id) NOT NULL, role_id \(.id) NOT NULL,
                member_id \(.id) NOT NULL, taken_at \(.int) NOT NULL, released_at \(.int), PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX team_places_held ON team_places (network_id, role_id, member_id) WHERE released_at IS NULL",
            "CREATE INDEX team_places_team ON team_places (network_id, team_id)",
            "CREATE INDEX team_places_member ON team_places (network_id, member_id)",
            """
            CREATE TABLE team_dismissals (
                network_id \(.id) NOT NULL, suggestion TEXT NOT NULL, needs \(.int) NOT NULL, by_id \(.id),
                at \(.int) NOT NULL, PRIMARY KEY (network_id, suggestion)
            ) \(.keyed)
            """,
        ])

    /// Whoever asks for a place is in the team once its keeper agrees; all who had one by then were.
    static let confirmed = Migration(
        "2026-11-26 confirmed places",
        [
            "ALTER TABLE team_places ADD COLUMN confirmed_at \(.int)",
            "UPDATE team_places SET confirmed_at = taken_at",
        ])

    static let columns: SQL = """
        t.id, t.network_id, t.created_at, t.origin, t.purpose, t.category, t.country, t.province, t.city, t.district,
        t.area_code, t.emergency_id, (SELECT e.name FROM emergencies e WHERE e.network_id = t.network_id
            AND e.id = t.emergency_id), t.keeper_id, t.backup_id, t.asked_id, t.asked_at, t.state, t.proposed_at,
        t.closed_at, t.changed_at, t.version
        """
    static let columnCount = 22

    static let roleColumns: SQL = "r.id, r.team_id, r.kind, r.name, r.heads, r.taken, r.by_hand, r.opened_at"
    static let roleColumnCount = 8

    /// Whether a need is in the team `t` by the row `x`; of a closed one whether it was at the end.
    static let isKept: SQL = "(x.left_at IS NULL OR t.state = 'closed' AND x.left_at = t.closed_at)"

    /// How far a team `t` may be seen: as far as the narrowest of its needs, for its name, roles and numbers tell of all of
    /// them. One that has none left is for stewards, one that never had any for all members.
    static let audience: SQL = """
        CASE WHEN EXISTS (SELECT 1 FROM team_needs x WHERE x.network_id = t.network_id AND x.team_id = t.id)
            THEN coalesce((SELECT min(CASE WHEN n.audience < 1 THEN 1 ELSE n.audience END) FROM team_needs x
                JOIN needs n ON n.network_id = x.network_id AND n.id = x.need_id
                WHERE x.network_id = t.network_id AND x.team_id = t.id AND n.hidden IS NULL AND \(isKept)), 1)
            ELSE 3 END
        """
}

extension Team {
    init(row: Row, from start: Int = 0) throws {
        id = try row[start]
        networkID = try row[start + 1]
        createdAt = try row[start + 2]
        origin = try row[start + 3]
        purpose = try row[start + 4]
        category = try row[start + 5]
        area = AreaPath(
            country: try row[start + 6], province: try row[start + 7], city: try row[start + 8],
            district: try row[start + 9])
        areaCode = try row[start + 10]
        emergency = try EmergencyTie.read(row, at: start + 11)
        keeperID = try row[start + 13]
        backupID = try row[start + 14]
        askedID = try row[start + 15]
        askedAt = try row[start + 16]
        state = try row[start + 17]
        proposedAt = try row[start + 18]
        closedAt = try row[start + 19]
        changedAt = try row[start + 20]
        version = try row[start + 21]
    }
}

extension TeamRole {
    init(row: Row, from start: Int = 0) throws {
        id = try row[start]
        teamID = try row[start + 1]
        kind = try row[start + 2]
        name = try row[start + 3]
        heads = try row[start + 4]
        taken = try row[start + 5]
        isByHand = try row[start + 6]
        openedAt = try row[start + 7]
    }
}

extension Connection {
    // MARK: Teams

    func team(_ id: ID, in network: ID) throws -> Team? {
        try first("SELECT \(TeamStore.columns) FROM teams t WHERE t.network_id = \(network) AND t.id = \(id)") {
            try Team(row: $0)
        }
    }

    /// How far it may be seen.
    func audience(of team: Team) throws -> Audience {
        try value(
            """
            SELECT \(TeamStore.audience) FROM teams t WHERE t.network_id = \(team.networkID) AND t.id = \(team.id)
            """) ?? .stewards
    }

    /// Teams of which `condition` on rows `t` holds, each with how far it may be seen.
    func teams(
        in network: ID, where condition: SQL, order: SQL = "t.id DESC", limit: Int
    ) throws -> [Team] {
        try query(
            """
            SELECT \(TeamStore.columns) FROM teams t
            WHERE t.network_id = \(network) AND \(condition) ORDER BY \(order) LIMIT \(limit)
            """
        ) { try Team(row: $0) }
    }

    func insert(_ team: Team, vault: Vault) throws {
        // What is said in it is sealed with a key of its own.
        _ = try makeKey(for: team.id, in: vault)
        try execute(
            """
            INSERT INTO teams (network_id, id, created_at, origin, purpose, category, country, province, city, district,
                area_code, emergency_id, keeper_id, backup_id, asked_id, asked_at, state, proposed_at, closed_at,
                changed_at, version)
            VALUES (\(team.networkID), \(team.id), \(team.createdAt), \(team.origin), \(team.purpose), \(team.category),
                \(team.area.country), \(team.area.province), \(team.area.city), \(team.area.district),
                \(team.areaCode), \(team.emergency?.id), \(team.keeperID), \(team.backupID), \(team.askedID),
                \(team.askedAt), \(team.state), \(team.proposedAt), \(team.closedAt), \(team.changedAt),
                \(team.version))
            """)
    }

    /// - Throws: ``Refusal/stale`` when somebody else changed it in between.
    func save(_ team: Team, from old: Team) throws {
        let changed = try execute(
            """
            UPDATE teams SET purpose = \(team.purpose), category = \(team.category), country = \(team.area.country),
                province = \(team.area.province), city = \(team.area.city), district = \(team.area.district),
                area_code = \(team.areaCode), keeper_id = \(team.keeperID), backup_id = \(team.backupID),
                asked_id = \(team.askedID), asked_at = \(team.askedAt), state = \(team.state),
                proposed_at = \(team.proposedAt), closed_at = \(team.closedAt), changed_at = \(team.changedAt),
                version = \(old.version + 1)
            WHERE network_id = \(team.networkID) AND id = \(team.id) AND version = \(old.version)
            """)
        guard changed == 1 else { throw Refusal.stale }
    }

    // MARK: Needs

    /// Ids of the needs of a team: those of now, of a closed one those it had at its end.
    func needIDs(of team: Team) throws -> [ID] {
        let kept: SQL = team.state == .closed ? "x.left_at = \(team.closedAt)" : "x.left_at IS NULL"
        return try query(
            """
            SELECT x.need_id FROM team_needs x WHERE x.network_id = \(team.networkID) AND x.team_id = \(team.id) AND \(kept)
            ORDER BY x.need_id LIMIT \(TeamRules.mostNeeds)
            """
        ) { try $0[0] }
    }

    func needs(of team: Team) throws -> [Need] {
        let ids = try needIDs(of: team), needs = try needs(byID: ids, in: team.networkID)
        return ids.compactMap { needs[$0] }
    }

    /// The team that a need is in.
    func team(ofNeed need: ID, in network: ID) throws -> Team? {
        let id: ID? = try value(
            "SELECT team_id FROM team_needs WHERE network_id = \(network) AND need_id = \(need) AND left_at IS NULL")
        return try id.flatMap { try team($0, in: network) }
    }

    /// - Returns: false where the need is in a team already.
    func add(_ need: ID, to team: Team, by member: ID?, at now: Int64) throws -> Bool {
        guard try self.team(ofNeed: need, in: team.networkID) == nil else { return false }
        try execute(
            """
            INSERT INTO team_needs (network_id, team_id, need_id, by_id, at)
            VALUES (\(team.networkID), \(team.id), \(need), \(member), \(now))
            ON CONFLICT (network_id, team_id, need_id)
                DO UPDATE SET by_id = excluded.by_id, at = excluded.at, left_at = NULL
            """)
        return true
    }

    func remove(_ need: ID, from team: Team, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE team_needs SET left_at = \(now)
            WHERE network_id = \(team.networkID) AND team_id = \(team.id) AND need_id = \(need) AND left_at IS NULL
            """) == 1
    }

    func letGoNeeds(of team: Team, at now: Int64) throws {
        try execute(
            """
            UPDATE team_needs SET left_at = \(now)
            WHERE network_id = \(team.networkID) AND team_id = \(team.id) AND left_at IS NULL
            """)
    }

    /// Promises on a team's needs that are on their way, the next due first.
    func promises(on needs: [ID], in network: ID) throws -> [TeamPromise] {
        guard !needs.isEmpty else { return [] }
        return try query(
            """
            SELECT c.need_id, l.item, l.unit, c.quantity, c.promised_by FROM claims c
            JOIN need_lines l ON l.network_id = c.network_id AND l.id = c.line_id
            WHERE c.network_id = \(network) AND c.need_id IN (\(list: needs)) AND c.state IN ('open', 'disputed')
            ORDER BY c.promised_by, c.id LIMIT 200
            """
        ) {
            TeamPromise(
                needID: try $0[0], item: try $0[1], unit: try $0[2], quantity: try $0[3], promisedBy: try $0[4])
        }
    }
}

/// A promise on a need of a team that is on its way: what, how much, by when – not whose.
struct TeamPromise: Sendable, Equatable {
    let needID: ID
    let item: String
    let unit: String
    let quantity: Int64
    let promisedBy: Int64
}
