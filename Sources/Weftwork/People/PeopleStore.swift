internal import Database

enum PeopleStore {
    static let migration = Migration(
        "2026-11-21 people",
        [
            """
            CREATE TABLE networks (
                id \(.id) PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, language TEXT NOT NULL,
                created_at \(.int) NOT NULL
            ) \(.strict)
            """,
            """
            CREATE TABLE persons (
                id \(.id) PRIMARY KEY, name TEXT NOT NULL, language TEXT NOT NULL, email_sealed \(.blob) NOT NULL,
                email_hash \(.blob) NOT NULL UNIQUE, created_at \(.int) NOT NULL
            ) \(.strict)
            """,
            """
            CREATE TABLE organisations (
                id \(.id) PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE, created_at \(.int) NOT NULL
            ) \(.strict)
            """,
            """
            CREATE TABLE memberships (
                network_id \(.id) NOT NULL REFERENCES networks (id), id \(.id) NOT NULL,
                person_id \(.id) NOT NULL REFERENCES persons (id), organisation_id \(.id),
                is_anchor \(.bool) NOT NULL, is_entered \(.bool) NOT NULL, roles TEXT NOT NULL, area TEXT,
                skills TEXT NOT NULL, languages TEXT NOT NULL, created_at \(.int) NOT NULL,
                PRIMARY KEY (network_id, id), UNIQUE (network_id, person_id)
            ) \(.strict)
            """,
            "CREATE INDEX memberships_person ON memberships (person_id)",
            """
            CREATE TABLE sessions (
                token_hash \(.blob) PRIMARY KEY, person_id \(.id) NOT NULL REFERENCES persons (id),
                created_at \(.int) NOT NULL, expires_at \(.int) NOT NULL
            ) \(.strict)
            """,
            """
            CREATE TABLE sign_ins (
                id_hash \(.blob) PRIMARY KEY, link_hash \(.blob) NOT NULL UNIQUE, code_hash \(.blob) NOT NULL,
                person_id \(.id) NOT NULL, created_at \(.int) NOT NULL, expires_at \(.int) NOT NULL, tries \(.int) NOT NULL
            ) \(.strict)
            """,
            """
            CREATE TABLE tokens (
                token_hash \(.blob) PRIMARY KEY, person_id \(.id) NOT NULL REFERENCES persons (id),
                network_id \(.id) NOT NULL, scopes TEXT NOT NULL, created_at \(.int) NOT NULL, expires_at \(.int) NOT NULL
            ) \(.strict)
            """,
        ])

    /// Columns of somebody's place, in the order that `identity` reads.
    static let columns: SQL = """
        p.id, p.name, p.language, n.id, n.slug, n.name, n.language, m.id, \(ModerationStore.organisationName), m.standing, m.state, m.roles,
        m.area, m.skills, m.languages, EXISTS (SELECT 1 FROM credentials c WHERE c.person_id = p.id AND c.totp IS NOT NULL),
        CASE WHEN m.signed_version < n.pact_version THEN n.pact_due_at END, p.channel_changed_at
        """
}

/// A person and, in one network, their membership.
struct Identity: Sendable {
    let person: Person
    let network: Network?
    let member: Member?
    /// Still on the welcome path.
    let isNewcomer: Bool
    /// Takes a rest.
    let isResting: Bool
    /// Has a second step set up.
    let hasSecondStep: Bool
    /// Until when the Pact in force is to be signed; nothing where it is signed.
    let pactDueAt: Int64?
    /// When their mail address or phone was last changed.
    let channelChangedAt: Int64?

    /// - Parameter now: where it is said, the standing of those who are late to sign the Pact is paused.
    init(row: Row, from start: Int = 0, now: Int64? = nil) throws {
        person = Person(id: try row[start], name: try row[start + 1], language: try row[start + 2])
        let networkID: ID? = try row[start + 3]
        network = try networkID.map {
            Network(id: $0, slug: try row[start + 4], name: try row[start + 5], language: try row[start + 6])
        }
        hasSecondStep = try row[start + 15]
        pactDueAt = try row[start + 16]
        channelChangedAt = try row[start + 17]
        let memberID: ID? = try row[start + 7]
        let state: Membership.State? = try row[start + 10]
        isNewcomer = state == .welcomed
        isResting = state == .dormant
        guard let networkID, let memberID, let state, state.isPresent || state == .suspended else {
            member = nil
            return
        }
        let dueAt = pactDueAt
        let isPaused = now.map { now in dueAt.map { $0 <= now } ?? false } ?? false
        member = Member(
            id: memberID,
            personID: person.id,
            networkID: networkID,
            name: person.name,
            organisation: try row[start + 8],
            standing: state == .suspended || isPaused ? .newcomer : try row[start + 9],
            roles: state == .suspended
                ? [] : Set((try row[start + 11] as String).words.compactMap(Role.init(rawValue:))),
            area: try row[start + 12],
            skills: (try row[start + 13] as String).listed,
            languages: (try row[start + 14] as String).words,
            isSuspended: state == .suspended)
    }
}

extension String {
    /// The words between spaces.
    var words: [String] { split(separator: " ").map(String.init) }
    /// The entries of a list kept as text.
    fileprivate var listed: [String] { split(separator: "\n").map(String.init) }
}

extension Connection {
    func network(slug: String) throws -> Network? {
        try first("SELECT id, slug, name, language FROM networks WHERE slug = \(slug)", Network.init(row:))
    }

    func network(id: ID) throws -> Network? {
        try first("SELECT id, slug, name, language FROM networks WHERE id = \(id)", Network.init(row:))
    }

    func networks() throws -> [Network] {
        try query("SELECT id, slug, name, language FROM networks ORDER BY slug", Network.init(row:))
    }

    /// The networks that somebody takes part in.
    func networks(of person: ID) throws -> [Network] {
        try query(
            """
            SELECT n.id, n.slug, n.name, n.language FROM networks n JOIN memberships m ON m.network_id = n.id
            WHERE m.person_id = \(person) AND m.state IN ('welcomed', 'active', 'dormant') ORDER BY m.created_at, n.id
            """, Network.init(row:))
    }

    func insert(_ network: Network, at now: Int64) throws {
        try execute(
            """
            INSERT INTO networks (id, slug, name, language, created_at)
            VALUES (\(network.id), \(network.slug), \(network.name), \(network.language), \(now))
            """)
    }

    /// The person with this mail address, found by its keyed hash.
    func person(emailHash: [UInt8]) throws -> Person? {
        try first("SELECT id, name, language FROM persons WHERE email_hash = \(emailHash)") {
            Person(id: try $0[0], name: try $0[1], language: try $0[2])
        }
    }

    func insert(_ person: Person, emailSealed: [UInt8], emailHash: [UInt8], at now: Int64) throws {
        try execute(
            """
            INSERT INTO persons (id, name, language, email_sealed, email_hash, created_at)
            VALUES (\(person.id), \(person.name), \(person.language), \(emailSealed), \(emailHash), \(now))
            """)
    }

    /// The organisation whose name has this key.
    func organisation(key: String) throws -> ID? {
        try value("SELECT id FROM organisations WHERE name_key = \(key)")
    }

    /// The organisation of this name, made if there is none.
    func organisation(named name: String, key: String, newID: ID, at now: Int64) throws -> ID {
        try execute(
            """
            INSERT INTO organisations (id, name, name_key, created_at) VALUES (\(newID), \(name), \(key), \(now))
            ON CONFLICT (name_key) DO NOTHING
            """)
        return try value("SELECT id FROM organisations WHERE name_key = \(key)") ?? newID
    }

    /// Enters a membership, or adds roles and facts to the one there is; its id.
    func enter(
        _ draft: MemberDraft, person: ID, organisation: ID?, network: ID, newID: ID, at now: Int64
    ) throws -> ID {
        let roles = draft.roles.map(\.rawValue).joined(separator: " ")
        let skills = draft.skills.joined(separator: "\n"), languages = draft.languages.joined(separator: " ")
        let standing = draft.isAnchor ? Standing.steward : .trusted
        let id: ID =
            try value(
                """
                INSERT INTO memberships (network_id, id, person_id, organisation_id, is_anchor, is_entered, roles, area,
                    skills, languages, created_at, standing, state)
                VALUES (\(network), \(newID), \(person), \(organisation), \(draft.isAnchor), \(true), \(roles),
                    \(draft.area), \(skills), \(languages), \(now), \(standing), \(Membership.State.active))
                ON CONFLICT (network_id, person_id) DO UPDATE SET organisation_id = excluded.organisation_id,
                    is_anchor = excluded.is_anchor, is_entered = excluded.is_entered, roles = excluded.roles,
                    area = excluded.area, skills = excluded.skills, languages = excluded.languages,
                    standing = excluded.standing, state = excluded.state
                RETURNING id
                """) ?? newID
        // Trust begins with them, too.
        try changeTrust(of: network, roots: true)
        return id
    }

    /// Who signs in with a session, in the network `slug` – or, without one, in the first they joined.
    func identity(session hash: [UInt8], slug: String?, now: Int64) throws -> Identity? {
        let from: SQL = "sessions s JOIN persons p ON p.id = s.person_id"
        let condition: SQL = "s.token_hash = \(hash) AND s.is_full = \(true) AND s.expires_at > \(now)"
        return try identity(from, condition, slug, now).first
    }

    /// Whose token it is, with its scopes; a token is good in its own network only.
    func identity(
        token hash: [UInt8], slug: String?, now: Int64
    ) throws -> (identity: Identity, scopes: [String], madeAt: Int64)? {
        try first(
            """
            SELECT t.scopes, t.created_at, \(PeopleStore.columns) FROM tokens t JOIN persons p ON p.id = t.person_id
            JOIN networks n ON n.id = t.network_id
            LEFT JOIN memberships m ON m.network_id = n.id AND m.person_id = p.id
            LEFT JOIN organisations o ON o.id = m.organisation_id
            WHERE t.token_hash = \(hash) AND t.expires_at > \(now)
            """
        ) { row in
            let scopes: String = try row[0]
            return (try Identity(row: row, from: 2, now: now), scopes.words, try row[1])
        }
    }

    private func identity(_ from: SQL, _ condition: SQL, _ slug: String?, _ now: Int64) throws -> [Identity] {
        guard let slug else {
            return try query(
                """
                SELECT \(PeopleStore.columns) FROM \(from) LEFT JOIN memberships m ON m.person_id = p.id
                LEFT JOIN networks n ON n.id = m.network_id LEFT JOIN organisations o ON o.id = m.organisation_id
                WHERE \(condition) ORDER BY m.created_at NULLS LAST LIMIT 1
                """
            ) { try Identity(row: $0, now: now) }
        }
        return try query(
            """
            SELECT \(PeopleStore.columns) FROM \(from) LEFT JOIN networks n ON n.slug = \(slug)
            LEFT JOIN memberships m ON m.network_id = n.id AND m.person_id = p.id
            LEFT JOIN organisations o ON o.id = m.organisation_id WHERE \(condition)
            """
        ) { try Identity(row: $0, now: now) }
    }

    /// The name of an account.
    func name(of person: ID) throws -> String? {
        try value("SELECT name FROM persons WHERE id = \(person)")
    }

    /// Whether much hangs on an account: a role, or trust, in any network.
    func holdsTrust(_ person: ID) throws -> Bool {
        try value(
            """
            SELECT 1 FROM memberships
            WHERE person_id = \(person) AND (roles <> '' OR standing >= \(Standing.trusted) OR is_anchor) LIMIT 1
            """, as: Int64.self) != nil
    }

    func isMember(_ person: ID, of network: ID) throws -> Bool {
        try value(
            "SELECT 1 FROM memberships WHERE network_id = \(network) AND person_id = \(person)", as: Int64.self) != nil
    }

    /// Members of a network, by name.
    func members(of network: ID) throws -> [Member] {
        try query(
            """
            SELECT \(PeopleStore.columns) FROM memberships m JOIN persons p ON p.id = m.person_id
            JOIN networks n ON n.id = m.network_id LEFT JOIN organisations o ON o.id = m.organisation_id
            WHERE m.network_id = \(network) ORDER BY m.created_at, m.id
            """
        ) { try Identity(row: $0).member }.compactMap { $0 }
    }

    /// Members of whom something holds, those who came first before others.
    ///
    /// - Parameter condition: on the membership `m`.
    func members(of network: ID, where condition: SQL, limit: Int = 500) throws -> [Member] {
        try query(
            """
            SELECT \(PeopleStore.columns) FROM memberships m JOIN persons p ON p.id = m.person_id
            JOIN networks n ON n.id = m.network_id LEFT JOIN organisations o ON o.id = m.organisation_id
            WHERE m.network_id = \(network) AND m.state IN ('welcomed', 'active', 'dormant') AND \(condition)
            ORDER BY m.id LIMIT \(limit)
            """
        ) { try Identity(row: $0).member }.compactMap { $0 }
    }

    /// A page of members in the order in which they came; how many there are.
    func members(of network: ID, after: ID?, limit: Int) throws -> (members: [Member], total: Int) {
        let later: SQL = after.map { " AND m.id > \($0)" } ?? ""
        let present: SQL = "m.network_id = \(network) AND m.state IN ('welcomed', 'active', 'dormant')"
        let members = try query(
            """
            SELECT \(PeopleStore.columns) FROM memberships m JOIN persons p ON p.id = m.person_id
            JOIN networks n ON n.id = m.network_id LEFT JOIN organisations o ON o.id = m.organisation_id
            WHERE \(present)\(later) ORDER BY m.id LIMIT \(limit)
            """
        ) { try Identity(row: $0).member }.compactMap { $0 }
        return (members, try value("SELECT count(*) FROM memberships m WHERE \(present)") ?? 0)
    }

    /// Names of some members.
    func names(of members: Set<ID>, in network: ID) throws -> [ID: String] {
        guard !members.isEmpty else { return [:] }
        let list = members.sorted().map { "\($0)" as SQL }.joined(separator: ", ")
        let pairs = try query(
            """
            SELECT m.id, p.name FROM memberships m JOIN persons p ON p.id = m.person_id
            WHERE m.network_id = \(network) AND m.id IN (\(list))
            """
        ) { (try $0[0] as ID, try $0[1] as String) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    func member(_ id: ID, in network: ID) throws -> Member? {
        try first(
            """
            SELECT \(PeopleStore.columns) FROM memberships m JOIN persons p ON p.id = m.person_id
            JOIN networks n ON n.id = m.network_id LEFT JOIN organisations o ON o.id = m.organisation_id
            WHERE m.network_id = \(network) AND m.id = \(id)
            """
        ) { try Identity(row: $0).member } ?? nil
    }
}

extension Network {
    init(row: Row) throws {
        self.init(id: try row[0], slug: try row[1], name: try row[2], language: try row[3])
    }
}
