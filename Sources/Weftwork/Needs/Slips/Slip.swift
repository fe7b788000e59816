internal import Database
internal import Engine

/// What a driver needs who is no member: made by whoever promised, for one named person, for some hours.
struct Slip: Sendable {
    let id: ID
    let networkID: ID
    let needID: ID
    let claimID: ID
    let memberID: ID
    /// Empty once the need's key is destroyed.
    let driver: Driver
    let madeAt: Int64
    let until: Int64
    let endedAt: Int64?

    /// Who drives; sealed with the key of the need.
    struct Driver: Sendable, Codable, Equatable {
        var name = ""
        var vehicle = ""
    }
}

/// A slip as it is asked for.
struct SlipDraft: Sendable {
    let name: String
    let vehicle: String
    let hours: Int?
}

enum SlipRules {
    static let hours = 1...72

    static func cleaned(_ draft: SlipDraft) throws(Refusal) -> (driver: Slip.Driver, length: Int64) {
        var problems: [FieldProblem] = []
        let driver = Slip.Driver(name: Clean.line(draft.name), vehicle: Clean.line(draft.vehicle))
        if driver.name.count < 2 { problems.append(FieldProblem("name", SiteWords.missing)) }
        if driver.name.count > 80 { problems.append(FieldProblem("name", SiteWords.tooLong)) }
        if driver.vehicle.count < 2 { problems.append(FieldProblem("vehicle", SiteWords.missing)) }
        if driver.vehicle.count > 80 { problems.append(FieldProblem("vehicle", SiteWords.tooLong)) }
        if draft.hours.map(hours.contains) != true { problems.append(FieldProblem("hours", SlipWords.badHours)) }
        guard problems.isEmpty, let hours = draft.hours else { throw .invalid(problems) }
        return (driver, Int64(hours) * Time.hour)
    }

    /// A slip is good as long as what it is for: the promise open, the need too, whoever promised taking part.
    static func holds(_ slip: Slip, claim: Claim?, need: Need?, isMember: Bool, at now: Int64) -> Bool {
        slip.endedAt == nil && slip.until > now && isMember && claim?.state == .open && need?.state.isOpen == true
    }
}

enum SlipStore {
    static let migration = Migration(
        "2026-11-25 delivery slips",
        [
            """
            CREATE TABLE slips (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, need_id \(.id) NOT NULL, claim_id \(.id) NOT NULL,
                member_id \(.id) NOT NULL, driver \(.blob) NOT NULL, made_at \(.int) NOT NULL, until \(.int) NOT NULL,
                ended_at \(.int), PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX slips_id ON slips (id)",
            "CREATE INDEX slips_need ON slips (network_id, need_id)",
            """
            CREATE TABLE slip_openings (
                network_id \(.id) NOT NULL, slip_id \(.id) NOT NULL, id \(.id) NOT NULL, at \(.int) NOT NULL, agent TEXT NOT NULL,
                PRIMARY KEY (network_id, slip_id, id)
            ) \(.keyed)
            """,
        ])
}

extension Slip {
    fileprivate static let columns: SQL = """
        s.id, s.network_id, s.need_id, s.claim_id, s.member_id, s.made_at, s.until, s.ended_at, s.driver, k.wrapped
        """
    fileprivate static let source: SQL = "slips s LEFT JOIN subject_keys k ON k.subject_id = s.need_id"

    fileprivate init(row: Row, vault: Vault) throws {
        let id: ID = try row[0], need: ID = try row[2], box: [UInt8] = try row[8], wrapped: [UInt8]? = try row[9]
        self.id = id
        networkID = try row[1]
        needID = need
        claimID = try row[3]
        memberID = try row[4]
        madeAt = try row[5]
        until = try row[6]
        endedAt = try row[7]
        driver =
            vault.value(Driver.self, in: box, wrapped: wrapped, of: need, context: id.bytes) ?? Driver()
    }
}

extension Connection {
    func insert(_ slip: Slip, vault: Vault) throws {
        guard let driver = try sealed(slip.driver, of: slip.needID, context: slip.id.bytes, in: vault) else {
            throw Refusal.notFound
        }
        try execute(
            """
            INSERT INTO slips (network_id, id, need_id, claim_id, member_id, driver, made_at, until)
            VALUES (\(slip.networkID), \(slip.id), \(slip.needID), \(slip.claimID), \(slip.memberID), \(driver),
                \(slip.madeAt), \(slip.until))
            """)
    }

    func slip(_ id: ID, vault: Vault) throws -> Slip? {
        try first("SELECT \(Slip.columns) FROM \(Slip.source) WHERE s.id = \(id)") { try Slip(row: $0, vault: vault) }
    }

    /// The slips of a promise, the newest first.
    func slips(ofClaim claim: Claim, vault: Vault) throws -> [Slip] {
        try query(
            """
            SELECT \(Slip.columns) FROM \(Slip.source)
            WHERE s.network_id = \(claim.networkID) AND s.need_id = \(claim.needID) AND s.claim_id = \(claim.id)
            ORDER BY s.id DESC LIMIT 20
            """
        ) { try Slip(row: $0, vault: vault) }
    }

    /// Who comes: the slips of a need that are good now.
    func slipsInForce(of need: Need, at now: Int64, vault: Vault) throws -> [Slip] {
        guard need.state.isOpen else { return [] }
        return try query(
            """
            SELECT \(Slip.columns) FROM \(Slip.source)
            JOIN claims c ON c.network_id = s.network_id AND c.id = s.claim_id
            WHERE s.network_id = \(need.networkID) AND s.need_id = \(need.id) AND s.ended_at IS NULL
                AND s.until > \(now) AND c.state = \(Claim.State.open) ORDER BY s.id LIMIT 50
            """
        ) { try Slip(row: $0, vault: vault) }
    }

    func endSlip(_ slip: Slip, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE slips SET ended_at = \(now)
            WHERE network_id = \(slip.networkID) AND id = \(slip.id) AND ended_at IS NULL
            """) == 1
    }

    func recordOpening(of slip: Slip, agent: String, id: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO slip_openings (network_id, slip_id, id, at, agent)
            VALUES (\(slip.networkID), \(slip.id), \(id), \(now), \(agent))
            """)
    }

    func openings(of slip: Slip) throws -> [(at: Int64, agent: String)] {
        try query(
            """
            SELECT at, agent FROM slip_openings WHERE network_id = \(slip.networkID) AND slip_id = \(slip.id)
            ORDER BY id DESC LIMIT 50
            """
        ) { (try $0[0], try $0[1]) }
    }

    /// With the contact goes who drove there, and from which devices the slip was opened.
    func forgetSlips(of need: ID, in network: ID) throws {
        try execute(
            """
            DELETE FROM slip_openings WHERE network_id = \(network)
                AND slip_id IN (SELECT id FROM slips WHERE network_id = \(network) AND need_id = \(need))
            """)
        try execute("DELETE FROM slips WHERE network_id = \(network) AND need_id = \(need)")
    }
}
