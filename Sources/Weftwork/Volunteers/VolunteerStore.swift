internal import Database

enum VolunteerStore {
    static let migration = Migration(
        "2026-11-26 volunteers",
        [
            """
            CREATE TABLE volunteers (
                network_id \(.id) NOT NULL, member_id \(.id) NOT NULL, is_remote \(.bool) NOT NULL, radius_km \(.int),
                channel TEXT NOT NULL, means TEXT NOT NULL, weekly_limit \(.int), paused_until \(.int), notes \(.blob) NOT NULL,
                changed_at \(.int) NOT NULL, PRIMARY KEY (network_id, member_id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE volunteer_skills (
                network_id \(.id) NOT NULL, member_id \(.id) NOT NULL, skill TEXT NOT NULL, level TEXT NOT NULL,
                PRIMARY KEY (network_id, member_id, skill)
            ) \(.keyed)
            """,
            """
            CREATE TABLE availabilities (
                network_id \(.id) NOT NULL, member_id \(.id) NOT NULL, kind TEXT NOT NULL, zone TEXT NOT NULL,
                from_at \(.int) NOT NULL, to_at \(.int) NOT NULL, week TEXT NOT NULL, except_days TEXT NOT NULL,
                said_at \(.int) NOT NULL, ends_at \(.int) NOT NULL, asked_at \(.int),
                PRIMARY KEY (network_id, member_id, kind)
            ) \(.keyed)
            """,
            "CREATE INDEX availabilities_ends ON availabilities (ends_at)",
        ])

    /// Later than any day: until they say that they are back.
    static let open = Clock.never
}

extension Volunteer {
    fileprivate static let columns: SQL = """
        v.network_id, v.member_id, v.is_remote, v.radius_km, v.channel, v.means, v.weekly_limit, v.paused_until, v.changed_at
        """

    fileprivate init(row: Row) throws {
        let paused: Int64? = try row[7]
        networkID = try row[0]
        memberID = try row[1]
        isRemote = try row[2]
        radius = try row[3]
        channel = try row[4]
        means = (try row[5] as String).words.compactMap(Means.init(rawValue:))
        weeklyLimit = try row[6]
        pause = paused.map { $0 == VolunteerStore.open ? .open : .until($0) }
        changedAt = try row[8]
    }

    fileprivate var pausedUntil: Int64? {
        pause.map { pause in
            switch pause {
            case .until(let moment): moment
            case .open: VolunteerStore.open
            }
        }
    }
}

extension Availability {
    fileprivate static let columns: SQL = """
        a.network_id, a.member_id, a.kind, a.zone, a.from_at, a.to_at, a.week, a.except_days, a.said_at, a.ends_at
        """

    fileprivate init(row: Row) throws {
        networkID = try row[0]
        memberID = try row[1]
        kind = try row[2]
        zone = try row[3]
        from = try row[4]
        to = try row[5]
        week = WeekMask(stored: try row[6]) ?? WeekMask()
        except = (try row[7] as String).words
        saidAt = try row[8]
        endsAt = try row[9]
    }
}

extension Connection {
    /// Somebody as a volunteer; as one who has said nothing yet where they haven't.
    func volunteer(_ member: Member, vault: Vault) throws -> Volunteer {
        let network = member.networkID
        let found = try first(
            """
            SELECT \(Volunteer.columns), v.notes, k.wrapped FROM volunteers v
            LEFT JOIN subject_keys k ON k.subject_id = \(member.personID)
            WHERE v.network_id = \(network) AND v.member_id = \(member.id)
            """
        ) { row -> Volunteer in
            var volunteer = try Volunteer(row: row)
            volunteer.notes =
                vault.value(
                    Volunteer.Notes.self, in: try row[9], wrapped: try row[10], of: member.personID,
                    context: member.id.bytes) ?? Volunteer.Notes()
            return volunteer
        }
        var volunteer = found ?? Volunteer(networkID: network, memberID: member.id)
        volunteer.levels = try levels(of: member.id, in: network)
        return volunteer
    }

    /// How many hours in seven days somebody has said to do at most.
    func ownLimit(of member: ID, in network: ID) throws -> Int? {
        try value("SELECT weekly_limit FROM volunteers WHERE network_id = \(network) AND member_id = \(member)")
    }

    private func levels(of member: ID, in network: ID) throws -> [String: Volunteer.Level] {
        let pairs = try query(
            "SELECT skill, level FROM volunteer_skills WHERE network_id = \(network) AND member_id = \(member)"
        ) { (try $0[0] as String, try $0[1] as Volunteer.Level) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    func save(_ volunteer: Volunteer, of person: ID, vault: Vault) throws {
        guard let notes = try sealed(volunteer.notes, of: person, context: volunteer.memberID.bytes, in: vault) else {
            throw Refusal.notFound
        }
        let means = volunteer.means.map(\.rawValue).joined(separator: " ")
        try execute(
            """
            INSERT INTO volunteers (network_id, member_id, is_remote, radius_km, channel, means, weekly_limit, paused_until,
                notes, changed_at)
            VALUES (\(volunteer.networkID), \(volunteer.memberID), \(volunteer.isRemote), \(volunteer.radius),
                \(volunteer.channel), \(means), \(volunteer.weeklyLimit), \(volunteer.pausedUntil), \(notes),
                \(volunteer.changedAt))
            ON CONFLICT (network_id, member_id) DO UPDATE SET is_remote = excluded.is_remote,
                radius_km = excluded.radius_km, channel = excluded.channel, means = excluded.means,
                weekly_limit = excluded.weekly_limit, paused_until = excluded.paused_until, notes = excluded.notes,
                changed_at = excluded.changed_at
            """)
        try execute(
            """
            DELETE FROM volunteer_skills WHERE network_id = \(volunteer.networkID) AND member_id = \(volunteer.memberID)
            """)
        for (skill, level) in volunteer.levels.sorted(by: { $0.key < $1.key }) {
            try execute(
                """
                INSERT INTO volunteer_skills (network_id, member_id, skill, level)
                VALUES (\(volunteer.networkID), \(volunteer.memberID), \(skill), \(level))
                """)
        }
    }

    // MARK: When

    func availabilities(of member: ID, in network: ID, at now: Int64) throws -> [Availability] {
        try query(
            """
            SELECT \(Availability.columns) FROM availabilities a
            WHERE a.network_id = \(network) AND a.member_id = \(member) AND a.ends_at > \(now) ORDER BY a.kind
            """, Availability.init(row:))
    }

    /// Takes the place of what was said before of its kind.
    func save(_ one: Availability) throws {
        try execute(
            """
            INSERT INTO availabilities (network_id, member_id, kind, zone, from_at, to_at, week, except_days, said_at, ends_at)
            VALUES (\(one.networkID), \(one.memberID), \(one.kind), \(one.zone), \(one.from), \(one.to), \(one.week.stored),
                \(one.except.joined(separator: " ")), \(one.saidAt), \(one.endsAt))
            ON CONFLICT (network_id, member_id, kind) DO UPDATE SET zone = excluded.zone, from_at = excluded.from_at,
                to_at = excluded.to_at, week = excluded.week, except_days = excluded.except_days,
                said_at = excluded.said_at, ends_at = excluded.ends_at, asked_at = NULL
            """)
    }

    /// Takes it back; whether there was any.
    func endAvailability(_ kinds: [Availability.Kind], of member: ID, in network: ID) throws -> Bool {
        try execute(
            """
            DELETE FROM availabilities
            WHERE network_id = \(network) AND member_id = \(member) AND kind IN (\(list: kinds))
            """) > 0
    }

    /// What ends by a moment and was not asked about, of those who take part.
    func availabilitiesEnding(
        _ kind: Availability.Kind, after now: Int64, by moment: Int64, limit: Int
    ) throws -> [Availability] {
        try query(
            """
            SELECT \(Availability.columns) FROM availabilities a
            JOIN memberships m ON m.network_id = a.network_id AND m.id = a.member_id AND m.state IN ('welcomed', 'active')
            WHERE a.kind = \(kind) AND a.ends_at > \(now) AND a.ends_at <= \(moment) AND a.asked_at IS NULL
            ORDER BY a.ends_at, a.member_id LIMIT \(limit)
            """, Availability.init(row:))
    }

    /// Whether this is the one who asks: another server may have been faster.
    func setAsked(_ one: Availability, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE availabilities SET asked_at = \(now)
            WHERE network_id = \(one.networkID) AND member_id = \(one.memberID) AND kind = \(one.kind)
                AND asked_at IS NULL AND ends_at = \(one.endsAt)
            """) == 1
    }

    /// What is over is nobody's business any more.
    func forgetAvailabilities(endedBy moment: Int64) throws {
        try execute("DELETE FROM availabilities WHERE ends_at <= \(moment)")
    }

    // MARK: For a whole network

    /// Those who take part and have said something about themselves as volunteers.
    func volunteering(in network: ID) throws -> [Member] {
        try members(
            of: network,
            where: """
                (EXISTS (SELECT 1 FROM volunteers v WHERE v.network_id = m.network_id AND v.member_id = m.id)
                OR EXISTS (SELECT 1 FROM availabilities a WHERE a.network_id = m.network_id AND a.member_id = m.id))
                """, limit: 200_000)
    }

    /// By member; without what is sealed.
    func volunteers(of network: ID) throws -> [ID: Volunteer] {
        let found = try query(
            "SELECT \(Volunteer.columns) FROM volunteers v WHERE v.network_id = \(network)", Volunteer.init(row:))
        var volunteers = Dictionary(found.map { ($0.memberID, $0) }, uniquingKeysWith: { first, _ in first })
        let skills = try query("SELECT member_id, skill, level FROM volunteer_skills WHERE network_id = \(network)") {
            (member: try $0[0] as ID, skill: try $0[1] as String, level: try $0[2] as Volunteer.Level)
        }
        for skill in skills { volunteers[skill.member]?.levels[skill.skill] = skill.level }
        return volunteers
    }

    func availabilities(in network: ID, at now: Int64) throws -> [ID: [Availability]] {
        let found = try query(
            """
            SELECT \(Availability.columns) FROM availabilities a
            WHERE a.network_id = \(network) AND a.ends_at > \(now) ORDER BY a.member_id, a.kind
            """, Availability.init(row:))
        return Dictionary(grouping: found, by: \.memberID)
    }

    /// When members are busy between two moments, with work or with what they have promised themselves: these, or all.
    func busySpans(
        in network: ID, of members: [ID]? = nil, from start: Int64, to end: Int64
    ) throws -> [ID: [(from: Int64, to: Int64)]] {
        var busy = try workSpans(in: network, of: members, from: start, to: end)
        let promised = try promisedSpans(
            in: network, of: members, from: start, to: end, but: OfferUse.isForAnother)
        for one in promised {
            busy[one.member, default: []].append(one.span)
        }
        return busy
    }

    /// When members were on shift or on site between two moments, or said yes to being there.
    func workSpans(
        in network: ID, of members: [ID]? = nil, from start: Int64, to end: Int64
    ) throws -> [ID: [(from: Int64, to: Int64)]] {
        let only: SQL = members.map { " AND member_id IN (\(list: $0.shaped))" } ?? ""
        let rows = try query(
            """
            SELECT member_id, starts_at, ends_at FROM shifts
            WHERE network_id = \(network) AND ends_at > \(start) AND starts_at < \(end) AND accepted_at IS NOT NULL\(only)
            UNION ALL SELECT member_id, in_at, coalesce(out_at, due_at) FROM visits
            WHERE network_id = \(network) AND in_at < \(end) AND coalesce(out_at, due_at) > \(start)\(only)
            UNION ALL SELECT member_id, starts_at, ends_at FROM askings
            WHERE network_id = \(network) AND starts_at < \(end) AND ends_at > \(start)\(only)
                AND EXISTS (SELECT 1 FROM claims c WHERE c.network_id = askings.network_id AND c.id = askings.claim_id
                    AND c.state <> \(Claim.State.released))
            """
        ) { (member: try $0[0] as ID, span: (from: try $0[1] as Int64, to: try $0[2] as Int64)) }
        return Dictionary(grouping: rows, by: \.member).mapValues { $0.map(\.span) }
    }

    /// Who rests from the network, or takes a break now.
    func restingMembers(of network: ID, at now: Int64) throws -> Set<ID> {
        let dormant = try query("SELECT id FROM memberships WHERE network_id = \(network) AND state = 'dormant'") {
            try $0[0] as ID
        }
        return Set(dormant).union(try onBreak(in: network, now: now).keys)
    }

    /// What these members said of dialects: one statement, however many they are.
    func dialects(of members: [ID], in network: ID, vault: Vault) throws -> [ID: String] {
        let found = try query(
            """
            SELECT v.member_id, m.person_id, v.notes, k.wrapped FROM volunteers v
            JOIN memberships m ON m.network_id = v.network_id AND m.id = v.member_id
            LEFT JOIN subject_keys k ON k.subject_id = m.person_id
            WHERE v.network_id = \(network) AND v.member_id IN (\(list: members.shaped))
            """
        ) { row -> (member: ID, dialect: String?) in
            let member: ID = try row[0], person: ID = try row[1], box: [UInt8] = try row[2],
                wrapped: [UInt8]? = try row[3]
            let notes = vault.value(
                Volunteer.Notes.self, in: box, wrapped: wrapped, of: person, context: member.bytes)
            return (member, notes?.dialect.nilIfEmpty)
        }
        return Dictionary(
            found.compactMap { one in one.dialect.map { (one.member, $0) } }, uniquingKeysWith: { first, _ in first })
    }
}
