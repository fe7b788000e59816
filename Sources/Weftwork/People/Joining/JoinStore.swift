internal import Database

enum JoinStore {
    static let migration = Migration(
        "2026-11-25 joining",
        [
            """
            CREATE TABLE invitations (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, by_id \(.id) NOT NULL, uses \(.int) NOT NULL, used \(.int) NOT NULL,
                expires_at \(.int) NOT NULL, campaign TEXT NOT NULL, note TEXT NOT NULL, ended_at \(.int),
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX invitations_id ON invitations (id)",
            "CREATE INDEX invitations_by ON invitations (network_id, by_id)",
            """
            CREATE TABLE arrivals (
                network_id \(.id) NOT NULL, member_id \(.id) NOT NULL, way TEXT NOT NULL, campaign TEXT NOT NULL,
                referrer_id \(.id), joined_at \(.int) NOT NULL, buddy_id \(.id), buddy_met_at \(.int), said_at \(.int),
                primer_at \(.int), first_thing_at \(.int), seen_by \(.id), seen_at \(.int), completed_at \(.int),
                PRIMARY KEY (network_id, member_id)
            ) \(.keyed)
            """,
            "CREATE INDEX arrivals_referrer ON arrivals (network_id, referrer_id)",
            """
            CREATE TABLE volunteer_calls (
                network_id \(.id) PRIMARY KEY, words TEXT NOT NULL, until \(.int) NOT NULL, by_id \(.id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE recognitions (
                network_id \(.id) NOT NULL, partner_id \(.id) NOT NULL, by_id \(.id), at \(.int) NOT NULL,
                PRIMARY KEY (network_id, partner_id)
            ) \(.keyed)
            """,
            "ALTER TABLE sign_ins ADD COLUMN draft \(.blob)",
        ])
}

extension Invitation {
    fileprivate static let columns: SQL =
        "id, network_id, by_id, uses, used, expires_at, campaign, note, ended_at, promise IS NOT NULL"

    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        byID = try row[2]
        uses = try row[3]
        used = try row[4]
        expiresAt = try row[5]
        campaign = try row[6]
        note = try row[7]
        endedAt = try row[8]
        hasPromise = try row[9]
    }
}

extension Arrival {
    fileprivate static let columns: SQL = """
        network_id, member_id, way, campaign, referrer_id, joined_at, buddy_id, buddy_met_at, said_at, primer_at,
        first_thing_at, seen_by, seen_at, completed_at, buddy_search_id, buddy_next_at, again_at
        """

    fileprivate init(row: Row, from start: Int = 0) throws {
        networkID = try row[start]
        memberID = try row[start + 1]
        way = try row[start + 2]
        campaign = try row[start + 3]
        referrerID = try row[start + 4]
        joinedAt = try row[start + 5]
        buddyID = try row[start + 6]
        buddyMetAt = try row[start + 7]
        saidAt = try row[start + 8]
        primerAt = try row[start + 9]
        firstThingAt = try row[start + 10]
        seenByID = try row[start + 11]
        seenAt = try row[start + 12]
        completedAt = try row[start + 13]
        buddySearchID = try row[start + 14]
        buddyNextAt = try row[start + 15]
        againAt = try row[start + 16]
    }
}

extension Connection {
    /// - Parameter promise: sealed for the inviter.
    func insert(_ invitation: Invitation, promise: [UInt8]?) throws {
        try execute(
            """
            INSERT INTO invitations (network_id, id, by_id, uses, used, expires_at, campaign, note, promise)
            VALUES (\(invitation.networkID), \(invitation.id), \(invitation.byID), \(invitation.uses), 0,
                \(invitation.expiresAt), \(invitation.campaign), \(invitation.note), \(promise))
            """)
    }

    func invitation(_ id: ID) throws -> Invitation? {
        try first("SELECT \(Invitation.columns) FROM invitations WHERE id = \(id)", Invitation.init(row:))
    }

    func invitations(by member: ID, in network: ID) throws -> [Invitation] {
        try query(
            """
            SELECT \(Invitation.columns) FROM invitations WHERE network_id = \(network) AND by_id = \(member)
            ORDER BY id DESC LIMIT 50
            """, Invitation.init(row:))
    }

    func invitationsMade(by member: ID, in network: ID, since moment: Int64) throws -> Int {
        try value(
            """
            SELECT coalesce(sum(uses), 0) FROM invitations
            WHERE network_id = \(network) AND by_id = \(member) AND expires_at > \(moment)
            """) ?? 0
    }

    /// Uses an invitation once; false when it is used up, over or ended.
    func use(_ invitation: Invitation, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE invitations SET used = used + 1 WHERE network_id = \(invitation.networkID) AND id = \(invitation.id)
                AND used < uses AND expires_at > \(now) AND ended_at IS NULL
            """) == 1
    }

    func endInvitation(_ id: ID, in network: ID, at now: Int64) throws -> Bool {
        try execute(
            "UPDATE invitations SET ended_at = \(now) WHERE network_id = \(network) AND id = \(id) AND ended_at IS NULL"
        )
            == 1
    }

    // MARK: Memberships and arrivals

    /// Where an account stands in a network.
    func place(of person: ID, in network: ID) throws -> (id: ID, state: Membership.State)? {
        try first(
            "SELECT id, state FROM memberships WHERE network_id = \(network) AND person_id = \(person)"
        ) { (try $0[0], try $0[1]) }
    }

    /// Makes an account a newcomer, or brings back one who had left.
    func welcome(person: ID, in network: ID, newID: ID, at now: Int64) throws -> ID {
        try value(
            """
            INSERT INTO memberships (network_id, id, person_id, is_anchor, is_entered, roles, skills, languages, created_at,
                standing, state, level)
            VALUES (\(network), \(newID), \(person), \(false), \(false), '', '', '', \(now), \(Standing.newcomer),
                \(Membership.State.welcomed), \(Level.undecided))
            ON CONFLICT (network_id, person_id) DO UPDATE SET state = excluded.state, left_at = NULL
            RETURNING id
            """) ?? newID
    }

    func insert(_ arrival: Arrival) throws {
        try execute(
            """
            INSERT INTO arrivals (network_id, member_id, way, campaign, referrer_id, joined_at, buddy_search_id,
                buddy_next_at)
            VALUES (\(arrival.networkID), \(arrival.memberID), \(arrival.way), \(arrival.campaign), \(arrival.referrerID),
                \(arrival.joinedAt), \(arrival.buddySearchID), \(arrival.buddyNextAt))
            ON CONFLICT (network_id, member_id) DO NOTHING
            """)
    }

    func arrival(of member: ID, in network: ID) throws -> Arrival? {
        try first(
            "SELECT \(Arrival.columns) FROM arrivals WHERE network_id = \(network) AND member_id = \(member)"
        ) { try Arrival(row: $0) }
    }

    func save(_ arrival: Arrival) throws {
        try execute(
            """
            UPDATE arrivals SET buddy_id = \(arrival.buddyID), buddy_met_at = \(arrival.buddyMetAt),
                said_at = \(arrival.saidAt), primer_at = \(arrival.primerAt), first_thing_at = \(arrival.firstThingAt),
                seen_by = \(arrival.seenByID), seen_at = \(arrival.seenAt), completed_at = \(arrival.completedAt),
                buddy_search_id = \(arrival.buddySearchID), buddy_next_at = \(arrival.buddyNextAt),
                again_at = \(arrival.againAt)
            WHERE network_id = \(arrival.networkID) AND member_id = \(arrival.memberID)
            """)
    }

    /// Newcomers who are still on their way, the longest first.
    func arrivalsUnderWay(in network: ID) throws -> [Arrival] {
        try query(
            """
            SELECT \(Arrival.columns) FROM arrivals WHERE network_id = \(network) AND completed_at IS NULL
                AND member_id IN (SELECT id FROM memberships WHERE network_id = \(network) AND state = 'welcomed')
            ORDER BY joined_at, member_id LIMIT 200
            """
        ) { try Arrival(row: $0) }
    }

    // MARK: Call and partners

    func volunteerCall(of network: ID) throws -> VolunteerCall? {
        try first("SELECT words, until FROM volunteer_calls WHERE network_id = \(network)") {
            VolunteerCall(words: try $0[0], until: try $0[1])
        }
    }

    func save(_ call: VolunteerCall, of network: ID, by member: ID?) throws {
        try execute(
            """
            INSERT INTO volunteer_calls (network_id, words, until, by_id)
            VALUES (\(network), \(call.words), \(call.until), \(member))
            ON CONFLICT (network_id) DO UPDATE SET words = excluded.words, until = excluded.until, by_id = excluded.by_id
            """)
    }

    /// Networks that this one recognises, and whether they recognise it.
    func partners(of network: ID) throws -> [(network: Network, isMutual: Bool)] {
        try query(
            """
            SELECT n.id, n.slug, n.name, n.language, b.at FROM recognitions r JOIN networks n ON n.id = r.partner_id
            LEFT JOIN recognitions b ON b.network_id = r.partner_id AND b.partner_id = r.network_id
            WHERE r.network_id = \(network) ORDER BY n.slug
            """
        ) { (try Network(row: $0), (try $0[4] as Int64?) != nil) }
    }

    func recognise(_ partner: ID, by network: ID, member: ID?, at now: Int64) throws {
        try execute(
            """
            INSERT INTO recognitions (network_id, partner_id, by_id, at) VALUES (\(network), \(partner), \(member), \(now))
            ON CONFLICT (network_id, partner_id) DO NOTHING
            """)
    }

    func endRecognition(_ partner: ID, by network: ID) throws -> Bool {
        try execute("DELETE FROM recognitions WHERE network_id = \(network) AND partner_id = \(partner)") == 1
    }

    /// A network with mutual recognition in which somebody is an active member with a standing.
    func partnerThrough(_ person: ID, to network: ID) throws -> ID? {
        try value(
            """
            SELECT m.network_id FROM memberships m
            JOIN recognitions r ON r.network_id = \(network) AND r.partner_id = m.network_id
            JOIN recognitions b ON b.network_id = m.network_id AND b.partner_id = \(network)
            WHERE m.person_id = \(person) AND m.state = 'active' AND m.standing > 0
                AND NOT EXISTS (SELECT 1 FROM suspensions s JOIN memberships o ON o.network_id = s.network_id
                    AND o.id = s.member_id WHERE o.network_id = \(network) AND o.person_id = \(person)
                    AND s.ended_at IS NULL)
            ORDER BY m.created_at LIMIT 1
            """)
    }
}

/// What the public page of joining knows of its reader.
struct JoinReading: Sendable {
    /// An application that waits for its answer.
    struct Applied: Sendable {
        let at: Int64
        let dueAt: Int64?
    }

    let call: VolunteerCall?
    let hasPartners: Bool
    let applied: Applied?
}
