internal import Database

enum VouchStore {
    static let migration = Migration(
        "2026-11-24 vouches",
        [
            "ALTER TABLE memberships ADD COLUMN standing \(.int) NOT NULL DEFAULT 0",
            "ALTER TABLE memberships ADD COLUMN state TEXT NOT NULL DEFAULT 'active'",
            "ALTER TABLE memberships ADD COLUMN vouching_from \(.int) NOT NULL DEFAULT 0",
            "UPDATE memberships SET standing = 2 WHERE is_entered = \(true)",
            "UPDATE memberships SET standing = 3 WHERE is_anchor = \(true)",
            """
            CREATE TABLE vouches (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, from_id \(.id) NOT NULL, to_id \(.id) NOT NULL,
                kind TEXT NOT NULL, subject TEXT NOT NULL, how \(.blob) NOT NULL, created_at \(.int) NOT NULL,
                expires_at \(.int) NOT NULL, ended_at \(.int), ended_why TEXT, noticed_at \(.int), changed \(.int) NOT NULL,
                PRIMARY KEY (network_id, id)
            ) \(.strict)
            """,
            """
            CREATE UNIQUE INDEX vouches_now ON vouches (network_id, from_id, to_id, kind, subject)
            WHERE ended_at IS NULL
            """,
            "CREATE INDEX vouches_to ON vouches (network_id, to_id)",
            "CREATE INDEX vouches_from ON vouches (network_id, from_id, created_at)",
            "CREATE INDEX vouches_changed ON vouches (network_id, changed)",
            "CREATE INDEX vouches_expires ON vouches (expires_at) WHERE ended_at IS NULL",
        ])

    static let columns: SQL = """
        v.id, v.network_id, v.from_id, v.to_id, v.kind, v.subject, v.created_at, v.expires_at, v.ended_at,
        v.organisation_id
        """
}

extension Vouch {
    init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        fromID = try row[2]
        toID = try row[3]
        kind = try row[4]
        subject = try row[5]
        createdAt = try row[6]
        expiresAt = try row[7]
        endedAt = try row[8]
        organisationID = try row[9]
    }
}

extension Vouch {
    /// What the words of its end are sealed with, apart from those of its beginning.
    var endContext: [UInt8] { id.bytes + [1] }
}

extension Connection {
    /// - Parameter how: sealed for the one whom it is about.
    func insert(_ vouch: Vouch, how: [UInt8], changed: Int64) throws {
        try execute(
            """
            INSERT INTO vouches (network_id, id, from_id, to_id, kind, subject, how, created_at, expires_at, changed,
                organisation_id)
            VALUES (\(vouch.networkID), \(vouch.id), \(vouch.fromID), \(vouch.toID), \(vouch.kind), \(vouch.subject),
                \(how), \(vouch.createdAt), \(vouch.expiresAt), \(changed), \(vouch.organisationID))
            """)
    }

    func vouch(_ id: ID, in network: ID) throws -> Vouch? {
        try first(
            "SELECT \(VouchStore.columns) FROM vouches v WHERE v.network_id = \(network) AND v.id = \(id)",
            Vouch.init(row:))
    }

    /// The vouch of this kind that holds between two now.
    func vouch(_ draft: VouchDraft, from: ID, to: ID, in network: ID) throws -> Vouch? {
        try first(
            """
            SELECT \(VouchStore.columns) FROM vouches v
            WHERE v.network_id = \(network) AND v.from_id = \(from) AND v.to_id = \(to) AND v.kind = \(draft.kind)
                AND v.subject = \(draft.subject) AND v.ended_at IS NULL
            """, Vouch.init(row:))
    }

    /// Who answers for an account now, in each of its networks.
    func vouchers(of person: ID, now: Int64) throws -> [(network: ID, member: ID)] {
        try query(
            """
            SELECT DISTINCT v.network_id, v.from_id FROM memberships m
            JOIN vouches v ON v.network_id = m.network_id AND v.to_id = m.id
            WHERE m.person_id = \(person) AND v.ended_at IS NULL AND v.expires_at > \(now)
            ORDER BY v.network_id, v.from_id LIMIT 200
            """
        ) { (try $0[0], try $0[1]) }
    }

    /// Vouches that hold for somebody, and those that somebody has given, the newest first.
    func vouches(of member: ID, in network: ID) throws -> [Vouch] {
        try query(
            """
            SELECT \(VouchStore.columns) FROM vouches v
            WHERE v.network_id = \(network) AND (v.to_id = \(member) OR v.from_id = \(member)) AND v.ended_at IS NULL
            ORDER BY v.id DESC LIMIT 500
            """, Vouch.init(row:))
    }

    func vouchesGiven(by member: ID, in network: ID, since moment: Int64) throws -> Int {
        try value(
            """
            SELECT count(*) FROM vouches
            WHERE network_id = \(network) AND from_id = \(member) AND created_at > \(moment)
            """) ?? 0
    }

    /// Vouches that were taken back since a moment, of and by somebody, the newest first.
    func vouchesTakenBack(of member: ID, in network: ID, since moment: Int64) throws -> [Vouch] {
        try query(
            """
            SELECT \(VouchStore.columns) FROM vouches v
            WHERE v.network_id = \(network) AND (v.to_id = \(member) OR v.from_id = \(member))
                AND v.ended_why = \(Vouch.End.revoked) AND v.ended_at > \(moment) ORDER BY v.ended_at DESC, v.id LIMIT 50
            """, Vouch.init(row:))
    }

    func setOrganisation(_ organisation: ID, of vouch: Vouch) throws {
        try execute(
            """
            UPDATE vouches SET organisation_id = \(organisation)
            WHERE network_id = \(vouch.networkID) AND id = \(vouch.id)
            """)
    }

    func prolong(_ vouch: Vouch, until moment: Int64) throws {
        try execute(
            """
            UPDATE vouches SET expires_at = \(moment), noticed_at = NULL
            WHERE network_id = \(vouch.networkID) AND id = \(vouch.id) AND ended_at IS NULL
            """)
    }

    /// Ends a vouch; false when it had ended before.
    ///
    /// - Parameter words: why it was taken back, sealed for the one whom it is about.
    func end(
        _ vouch: Vouch, _ why: Vouch.End, words: [UInt8]? = nil, at now: Int64, changed: Int64
    ) throws -> Bool {
        try execute(
            """
            UPDATE vouches SET ended_at = \(now), ended_why = \(why), ended_words = \(words), changed = \(changed)
            WHERE network_id = \(vouch.networkID) AND id = \(vouch.id) AND ended_at IS NULL
            """) == 1
    }

    /// Vouches whose time is over, or soon will be and nobody was asked yet.
    func vouchesExpiring(by moment: Int64, isNoticed: Bool, limit: Int) throws -> [Vouch] {
        let condition: SQL = isNoticed ? "" : " AND v.noticed_at IS NULL"
        return try query(
            """
            SELECT \(VouchStore.columns) FROM vouches v WHERE v.ended_at IS NULL AND v.expires_at <= \(moment)\(condition)
            ORDER BY v.expires_at LIMIT \(limit)
            """, Vouch.init(row:))
    }

    func setNoticed(_ vouch: Vouch, at now: Int64) throws {
        try execute(
            "UPDATE vouches SET noticed_at = \(now) WHERE network_id = \(vouch.networkID) AND id = \(vouch.id)")
    }

    /// How somebody's voucher knows them, as they said it.
    func how(of vouch: Vouch, vault: Vault) throws -> String? {
        try words("v.how", of: vouch, context: vouch.id.bytes, vault: vault)
    }

    /// Why somebody took a vouch back, as they said it.
    func whyEnded(_ vouch: Vouch, vault: Vault) throws -> String? {
        try words("v.ended_words", of: vouch, context: vouch.endContext, vault: vault)
    }

    private func words(_ column: SQL, of vouch: Vouch, context: [UInt8], vault: Vault) throws -> String? {
        let found = try first(
            """
            SELECT \(column), m.person_id FROM vouches v
            JOIN memberships m ON m.network_id = v.network_id AND m.id = v.to_id
            WHERE v.network_id = \(vouch.networkID) AND v.id = \(vouch.id)
            """
        ) { (box: try $0[0] as [UInt8]?, person: try $0[1] as ID) }
        guard let found, let box = found.box, let key = try key(of: found.person, in: vault),
            let text = vault.open(box, key: key, context: context)
        else { return nil }
        return String(decoding: text, as: UTF8.self)
    }
}
