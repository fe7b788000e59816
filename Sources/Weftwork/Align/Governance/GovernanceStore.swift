internal import Database
internal import Foundation

enum GovernanceStore {
    static let migration = Migration(
        "2026-11-26 governance",
        [
            """
            CREATE TABLE governance_versions (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, number \(.int) NOT NULL, state TEXT NOT NULL, texts TEXT NOT NULL,
                settings TEXT NOT NULL, reason TEXT NOT NULL, editor_id \(.id) NOT NULL, edited_at \(.int) NOT NULL,
                proposal_id \(.id), adopted_at \(.int), ended_at \(.int), PRIMARY KEY (network_id, id),
                UNIQUE (network_id, number)
            ) \(.keyed)
            """,
            """
            CREATE UNIQUE INDEX governance_versions_open ON governance_versions (network_id) WHERE state IN ('draft', 'asked')
            """,
            """
            CREATE TABLE governance_seats (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, body TEXT NOT NULL, member_id \(.id) NOT NULL,
                organisation_id \(.id), sector TEXT, named_by \(.id) NOT NULL, words TEXT NOT NULL, named_at \(.int) NOT NULL,
                state TEXT NOT NULL, proposal_id \(.id), from_at \(.int), until_at \(.int), ended_at \(.int),
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX governance_seats_member ON governance_seats (network_id, member_id)",
            """
            CREATE TABLE governance_findings (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, by_id \(.id) NOT NULL, about TEXT NOT NULL, words TEXT NOT NULL,
                at \(.int) NOT NULL, owner_id \(.id) NOT NULL, due_at \(.int) NOT NULL, state TEXT NOT NULL,
                answer TEXT NOT NULL, answered_by \(.id), answered_at \(.int), again \(.int) NOT NULL, settled_at \(.int),
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE council_minutes (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, by_id \(.id) NOT NULL, day \(.int) NOT NULL,
                audience \(.int) NOT NULL, words TEXT NOT NULL, at \(.int) NOT NULL, PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE council_proposals (
                network_id \(.id) NOT NULL, proposal_id \(.id) NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, proposal_id)
            ) \(.keyed)
            """,
        ])

    /// What was said to a finding, one after the other; of before its last answer alone is left.
    static let said = Migration(
        "2026-11-28 what was said to findings",
        [
            """
            CREATE TABLE finding_words (
                network_id \(.id) NOT NULL, finding_id \(.id) NOT NULL, number \(.int) NOT NULL, kind TEXT NOT NULL,
                by_id \(.id) NOT NULL, words TEXT NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, finding_id, number)
            ) \(.keyed)
            """,
            """
            INSERT INTO finding_words (network_id, finding_id, number, kind, by_id, words, at)
            SELECT network_id, id, 1, 'answer', coalesce(answered_by, owner_id), answer, coalesce(answered_at, at)
            FROM governance_findings WHERE answer <> ''
            """,
        ])

    fileprivate static let columns: SQL = """
        g.network_id, g.id, g.number, g.state, g.texts, g.settings, g.reason, g.editor_id, g.edited_at, g.proposal_id,
        g.adopted_at, g.ended_at
        """
    fileprivate static let seat: SQL = """
        s.id, s.network_id, s.body, s.member_id, s.organisation_id, s.sector, s.named_by, s.words, s.named_at, s.state,
        s.proposal_id, s.from_at, s.until_at, s.ended_at
        """
    fileprivate static func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// What can't be read is no rule: it throws, rather than that others would hold unseen.
    fileprivate static func decoded<Value: Decodable>(_ text: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }
}

extension GovernanceVersion {
    fileprivate init(row: Row) throws {
        (networkID, id, number, state) = (try row[0], try row[1], try row[2], try row[3])
        texts = try GovernanceStore.decoded(try row[4])
        settings = try GovernanceStore.decoded(try row[5])
        (reason, editorID, editedAt) = (try row[6], try row[7], try row[8])
        (proposalID, adoptedAt, endedAt) = (try row[9], try row[10], try row[11])
    }
}

extension GovernanceSeat {
    fileprivate init(row: Row) throws {
        (id, networkID, body, memberID, organisationID) = (try row[0], try row[1], try row[2], try row[3], try row[4])
        (sector, namedByID, words, namedAt) = (try row[5], try row[6], try row[7], try row[8])
        (state, proposalID, from, until, endedAt) = (try row[9], try row[10], try row[11], try row[12], try row[13])
    }
}

extension Connection {
    // MARK: The rules

    func governance(_ id: ID, in network: ID) throws -> GovernanceVersion? {
        try governance(of: network, "g.id = \(id)")
    }

    /// The rules in force; nothing where none were ever adopted.
    func governanceInForce(of network: ID) throws -> GovernanceVersion? {
        try governance(of: network, "g.state = 'adopted'")
    }

    /// The version that is being written or asked about.
    func governanceOpen(of network: ID) throws -> GovernanceVersion? {
        try governance(of: network, "g.state IN ('draft', 'asked')")
    }

    private func governance(of network: ID, _ condition: SQL) throws -> GovernanceVersion? {
        try first(
            """
            SELECT \(GovernanceStore.columns) FROM governance_versions g
            WHERE g.network_id = \(network) AND \(condition) ORDER BY g.number DESC LIMIT 1
            """, GovernanceVersion.init(row:))
    }

    /// A version that is or was in force.
    func governance(number: Int, of network: ID) throws -> GovernanceVersion? {
        try governance(of: network, "g.number = \(number) AND g.state IN ('adopted', 'replaced')")
    }

    /// All that are or were in force, the newest first, without their words.
    func governanceLines(of network: ID) throws -> [GovernanceLine] {
        try query(
            """
            SELECT number, coalesce(adopted_at, edited_at), ended_at, reason FROM governance_versions
            WHERE network_id = \(network) AND state IN ('adopted', 'replaced') ORDER BY number DESC LIMIT 100
            """
        ) { GovernanceLine(number: try $0[0], adoptedAt: try $0[1], endedAt: try $0[2], reason: try $0[3]) }
    }

    func save(_ version: GovernanceVersion) throws {
        try execute(
            """
            INSERT INTO governance_versions (network_id, id, number, state, texts, settings, reason, editor_id, edited_at,
                proposal_id, adopted_at, ended_at)
            VALUES (\(version.networkID), \(version.id), \(version.number), \(version.state),
                \(try GovernanceStore.encoded(version.texts)), \(try GovernanceStore.encoded(version.settings)),
                \(version.reason), \(version.editorID), \(version.editedAt), \(version.proposalID), \(version.adoptedAt),
                \(version.endedAt))
            ON CONFLICT (network_id, id) DO UPDATE SET state = excluded.state, texts = excluded.texts,
                settings = excluded.settings, reason = excluded.reason, editor_id = excluded.editor_id,
                edited_at = excluded.edited_at, proposal_id = excluded.proposal_id, adopted_at = excluded.adopted_at,
                ended_at = excluded.ended_at
            """)
    }

    /// Throws a draft away.
    func discard(_ version: GovernanceVersion) throws {
        try execute(
            """
            DELETE FROM governance_versions
            WHERE network_id = \(version.networkID) AND id = \(version.id) AND state = 'draft'
            """)
    }

    /// Of some members the one who has the least on their hands.
    func leastBusy(_ members: [ID], in network: ID) throws -> ID? {
        try first(
            """
            SELECT m.id FROM memberships m WHERE m.network_id = \(network) AND m.id IN (\(list: members))
            ORDER BY (SELECT count(*) FROM clocks c WHERE c.network_id = m.network_id AND c.owner_id = m.id), m.id LIMIT 1
            """
        ) { try $0[0] }
    }

    /// From when on drift is raised: as the rules in force say, else as the product ships it.
    func driftLimits(of network: ID) throws -> DriftLimits {
        try governanceInForce(of: network)?.settings.limits ?? DriftLimits()
    }

    /// The bodies that the rules in force have.
    func bodies(of network: ID) throws -> [GovernanceBody] {
        guard let settings = try governanceInForce(of: network)?.settings else { return [] }
        return GovernanceBody.allCases.filter(settings.has)
    }

    // MARK: Seats

    func seat(_ id: ID, in network: ID) throws -> GovernanceSeat? {
        try first(
            "SELECT \(GovernanceStore.seat) FROM governance_seats s WHERE s.network_id = \(network) AND s.id = \(id)",
            GovernanceSeat.init(row:))
    }

    /// Seats that are offered or held, the oldest first.
    func seats(of network: ID) throws -> [GovernanceSeat] {
        try query(
            """
            SELECT \(GovernanceStore.seat) FROM governance_seats s
            WHERE s.network_id = \(network) AND s.state IN ('named', 'asked', 'held') ORDER BY s.id LIMIT 500
            """, GovernanceSeat.init(row:))
    }

    /// Members who hold a seat of a body that the rules in force have: seats that an earlier change of them left over are none.
    func seated(in body: GovernanceBody, at now: Int64, of network: ID) throws -> Set<ID> {
        guard try bodies(of: network).contains(body) else { return [] }
        return Set(try seats(of: network).filter { $0.body == body && $0.isHeld(at: now) }.map(\.memberID))
    }

    /// For whom those sat who held a seat of a body at a moment: by member what their organisation is called.
    func seatOrganisations(_ body: GovernanceBody, at moment: Int64, of network: ID) throws -> [ID: String] {
        let rows = try query(
            """
            SELECT s.member_id, o.name FROM governance_seats s JOIN organisations o ON o.id = s.organisation_id
            WHERE s.network_id = \(network) AND s.body = \(body) AND s.from_at <= \(moment)
                AND (s.ended_at IS NULL OR s.ended_at > \(moment)) ORDER BY s.id
            """
        ) { (try $0[0] as ID, try $0[1] as String) }
        return Dictionary(rows, uniquingKeysWith: { $1 })
    }

    /// How often somebody held a seat of a body before.
    func termsHeld(of member: ID, in body: GovernanceBody, _ network: ID) throws -> Int {
        try value(
            """
            SELECT count(*) FROM governance_seats WHERE network_id = \(network) AND member_id = \(member) AND body = \(body)
                AND from_at IS NOT NULL
            """) ?? 0
    }

    /// Seats whose term is over, or whose holder takes no part any more; namings that nobody answered in time.
    func seatsOver(by now: Int64, limit: Int) throws -> [GovernanceSeat] {
        try query(
            """
            SELECT \(GovernanceStore.seat) FROM governance_seats s
            LEFT JOIN memberships m ON m.network_id = s.network_id AND m.id = s.member_id
            WHERE s.state IN ('named', 'asked', 'held')
                AND (s.until_at <= \(now) OR s.state = 'named' AND s.named_at <= \(now - GovernanceRules.toAnswer)
                    OR coalesce(m.state, '') NOT IN ('welcomed', 'active', 'dormant'))
            ORDER BY s.id LIMIT \(limit)
            """, GovernanceSeat.init(row:))
    }

    func save(_ seat: GovernanceSeat) throws {
        try execute(
            """
            INSERT INTO governance_seats (network_id, id, body, member_id, organisation_id, sector, named_by, words, named_at,
                state, proposal_id, from_at, until_at, ended_at)
            VALUES (\(seat.networkID), \(seat.id), \(seat.body), \(seat.memberID), \(seat.organisationID), \(seat.sector),
                \(seat.namedByID), \(seat.words), \(seat.namedAt), \(seat.state), \(seat.proposalID), \(seat.from),
                \(seat.until), \(seat.endedAt))
            ON CONFLICT (network_id, id) DO UPDATE SET state = excluded.state, proposal_id = excluded.proposal_id,
                from_at = excluded.from_at, until_at = excluded.until_at, ended_at = excluded.ended_at
            """)
    }

    /// For whom a member sits somewhere, and of what sector that is.
    func seatHolder(_ member: ID, in network: ID) throws -> (organisation: ID?, sector: Sector?) {
        try first(
            """
            SELECT m.organisation_id, o.sector FROM memberships m LEFT JOIN organisations o ON o.id = m.organisation_id
            WHERE m.network_id = \(network) AND m.id = \(member)
            """
        ) { (organisation: try $0[0] as ID?, sector: try $0[1] as Sector?) } ?? (nil, nil)
    }
}
