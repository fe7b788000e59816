internal import Database

enum BadgeStore {
    static let migration = Migration(
        "2026-11-26 badges",
        [
            """
            CREATE TABLE badge_kinds (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, name_zh TEXT NOT NULL, name_en TEXT NOT NULL,
                criteria_zh TEXT NOT NULL, criteria_en TEXT NOT NULL, by_id \(.id) NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, id)
            ) \(.strict)
            """,
            // The secret half is sealed with a key of its own, as a person's is: a new master key wraps it anew with the others.
            """
            CREATE TABLE badge_keys (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, public \(.blob) NOT NULL, secret \(.blob) NOT NULL,
                made_at \(.int) NOT NULL, retired_at \(.int), PRIMARY KEY (network_id, id)
            ) \(.strict)
            """,
            "CREATE UNIQUE INDEX badge_keys_present ON badge_keys (network_id) WHERE retired_at IS NULL",
            """
            CREATE TABLE badges (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, member_id \(.id) NOT NULL, kind TEXT NOT NULL,
                about TEXT NOT NULL, key_id \(.id) NOT NULL, place \(.int) NOT NULL, evidence TEXT NOT NULL,
                issued_at \(.int) NOT NULL, by_id \(.id), subject \(.id) NOT NULL, salt TEXT NOT NULL,
                revoked_at \(.int), revoked_by \(.id), reason \(.blob), is_shown \(.bool) NOT NULL,
                shows_name \(.bool) NOT NULL, has_mail \(.bool) NOT NULL, PRIMARY KEY (network_id, id)
            ) \(.strict)
            """,
            "CREATE UNIQUE INDEX badges_id ON badges (id)",
            "CREATE UNIQUE INDEX badges_place ON badges (network_id, key_id, place)",
            "CREATE UNIQUE INDEX badges_once ON badges (network_id, member_id, kind, about) WHERE revoked_at IS NULL",
        ])
}

extension Badge {
    fileprivate static let columns: SQL = """
        id, network_id, member_id, kind, about, key_id, place, evidence, issued_at, by_id, subject, salt, revoked_at,
        revoked_by, is_shown, shows_name, has_mail
        """

    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        memberID = try row[2]
        kind = try row[3]
        about = try row[4]
        keyID = try row[5]
        place = try row[6]
        evidence = try row[7]
        issuedAt = try row[8]
        byID = try row[9]
        subject = try row[10]
        salt = try row[11]
        revokedAt = try row[12]
        revokedBy = try row[13]
        choice = BadgeChoice(isShown: try row[14], showsName: try row[15], hasMail: try row[16])
    }
}

extension BadgeKey {
    fileprivate static let columns: SQL = """
        b.id, b.network_id, b.public, b.secret, b.made_at, b.retired_at, k.wrapped FROM badge_keys b
        LEFT JOIN subject_keys k ON k.subject_id = b.id
        """

    fileprivate init(row: Row, vault: Vault) throws {
        let id: ID = try row[0], box: [UInt8] = try row[3], wrapped: [UInt8]? = try row[6]
        self.id = id
        networkID = try row[1]
        publicKey = try row[2]
        madeAt = try row[4]
        retiredAt = try row[5]
        guard let wrapped, let key = vault.unwrap(wrapped, for: id),
            let seed = vault.open(box, key: key, context: id.bytes), seed.count == Ed25519.seedLength
        else { throw Refusal.unavailable(retryAfter: 60) }
        secret = seed
    }
}

extension Connection {
    // MARK: Kinds

    /// Shipped kinds, then those of the network in the order they were written.
    func badgeKinds(of network: ID) throws -> [BadgeKind] {
        BadgeKind.shipped
            + (try query(
                """
                SELECT id, name_zh, name_en, criteria_zh, criteria_en FROM badge_kinds WHERE network_id = \(network)
                ORDER BY id LIMIT 100
                """
            ) {
                let (nameZh, nameEn, forZh, forEn): (String, String, String, String) =
                    (try $0[1], try $0[2], try $0[3], try $0[4])
                return BadgeKind(
                    key: (try $0[0] as ID).description, name: Text(zh: "\(nameZh)", en: "\(nameEn)"),
                    criteria: Text(zh: "\(forZh)", en: "\(forEn)"), rule: .given)
            })
    }

    func insert(_ kind: BadgeKindDraft, _ id: ID, of network: ID, by member: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO badge_kinds (network_id, id, name_zh, name_en, criteria_zh, criteria_en, by_id, at)
            VALUES (\(network), \(id), \(kind.nameZh), \(kind.nameEn), \(kind.criteriaZh), \(kind.criteriaEn), \(member),
                \(now))
            """)
    }

    // MARK: Keys

    /// All keys of a network, the newest first.
    func badgeKeys(of network: ID, vault: Vault) throws -> [BadgeKey] {
        try query("SELECT \(BadgeKey.columns) WHERE b.network_id = \(network) ORDER BY b.id DESC") {
            try BadgeKey(row: $0, vault: vault)
        }
    }

    func badgeKey(_ id: ID, in network: ID, vault: Vault) throws -> BadgeKey? {
        try first("SELECT \(BadgeKey.columns) WHERE b.network_id = \(network) AND b.id = \(id)") {
            try BadgeKey(row: $0, vault: vault)
        }
    }

    /// The key that signs now; nothing where the network has signed nothing yet.
    func presentBadgeKey(of network: ID, vault: Vault) throws -> BadgeKey? {
        try first("SELECT \(BadgeKey.columns) WHERE b.network_id = \(network) AND b.retired_at IS NULL") {
            try BadgeKey(row: $0, vault: vault)
        }
    }

    /// From here on this key signs; the one before signs only its own list of what was revoked.
    func begin(_ key: BadgeKey, vault: Vault) throws {
        try execute(
            """
            UPDATE badge_keys SET retired_at = \(key.madeAt)
            WHERE network_id = \(key.networkID) AND retired_at IS NULL
            """)
        let wrapping = try makeKey(for: key.id, in: vault)
        let box = vault.seal(key.secret, key: wrapping, context: key.id.bytes)
        try execute(
            """
            INSERT INTO badge_keys (network_id, id, public, secret, made_at)
            VALUES (\(key.networkID), \(key.id), \(key.publicKey), \(box), \(key.madeAt))
            """)
    }

    // MARK: Badges

    func insert(_ badge: Badge) throws {
        try execute(
            """
            INSERT INTO badges (network_id, id, member_id, kind, about, key_id, place, evidence, issued_at, by_id, subject,
                salt, is_shown, shows_name, has_mail)
            VALUES (\(badge.networkID), \(badge.id), \(badge.memberID), \(badge.kind), \(badge.about), \(badge.keyID),
                \(badge.place), \(badge.evidence), \(badge.issuedAt), \(badge.byID), \(badge.subject), \(badge.salt),
                \(badge.choice.isShown), \(badge.choice.showsName), \(badge.choice.hasMail))
            """)
    }

    /// The next free bit of a key's list.
    func nextBadgePlace(of key: ID, in network: ID) throws -> Int {
        (try value("SELECT max(place) FROM badges WHERE network_id = \(network) AND key_id = \(key)") ?? -1) + 1
    }

    func badge(_ id: ID, in network: ID) throws -> Badge? {
        try first("SELECT \(Badge.columns) FROM badges WHERE network_id = \(network) AND id = \(id)", Badge.init(row:))
    }

    func badge(_ id: ID) throws -> Badge? {
        try first("SELECT \(Badge.columns) FROM badges WHERE id = \(id)", Badge.init(row:))
    }

    /// Badges of somebody, the newest first, revoked ones too.
    func badges(of member: ID, in network: ID) throws -> [Badge] {
        try query(
            """
            SELECT \(Badge.columns) FROM badges WHERE network_id = \(network) AND member_id = \(member)
            ORDER BY id DESC LIMIT 100
            """, Badge.init(row:))
    }

    /// All badges of somebody of one kind, revoked ones too: what is given once is looked for among all of them.
    func badges(of member: ID, kind: String, in network: ID) throws -> [Badge] {
        try query(
            """
            SELECT \(Badge.columns) FROM badges
            WHERE network_id = \(network) AND member_id = \(member) AND kind = \(kind) ORDER BY id DESC
            """, Badge.init(row:))
    }

    func revoke(_ badge: Badge, by member: ID?, reason: [UInt8]?, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE badges SET revoked_at = \(now), revoked_by = \(member), reason = \(reason)
            WHERE network_id = \(badge.networkID) AND id = \(badge.id) AND revoked_at IS NULL
            """) == 1
    }

    func save(_ choice: BadgeChoice, of badge: Badge) throws {
        try execute(
            """
            UPDATE badges SET is_shown = \(choice.isShown), shows_name = \(choice.showsName), has_mail = \(choice.hasMail)
            WHERE network_id = \(badge.networkID) AND id = \(badge.id)
            """)
    }

    /// The bits of a key's list that are set.
    func revokedPlaces(of key: ID, in network: ID) throws -> [Int] {
        try query(
            """
            SELECT place FROM badges WHERE network_id = \(network) AND key_id = \(key) AND revoked_at IS NOT NULL
            ORDER BY place
            """
        ) { try $0[0] }
    }
}
