internal import Database

enum PactStore {
    static let migration = Migration(
        "2026-11-25 pact",
        [
            """
            CREATE TABLE pacts (
                network_id \(.id) NOT NULL, version \(.int) NOT NULL, zh TEXT NOT NULL, en TEXT NOT NULL,
                hash \(.blob) NOT NULL, published_at \(.int) NOT NULL, due_at \(.int) NOT NULL, by_id \(.id),
                PRIMARY KEY (network_id, version)
            ) \(.keyed)
            """,
            """
            CREATE TABLE pact_signatures (
                network_id \(.id) NOT NULL, member_id \(.id) NOT NULL, version \(.int) NOT NULL, hash \(.blob) NOT NULL,
                at \(.int) NOT NULL, PRIMARY KEY (network_id, member_id, version)
            ) \(.keyed)
            """,
        ])
}

extension Connection {
    /// The version of a pact, or the one in force.
    func pact(of network: ID, version: Int? = nil) throws -> Pact? {
        let chosen: SQL = version.map { " AND version = \($0)" } ?? ""
        return try first(
            """
            SELECT version, zh, en, published_at, due_at FROM pacts WHERE network_id = \(network)\(chosen)
            ORDER BY version DESC LIMIT 1
            """
        ) {
            Pact(
                networkID: network, version: try $0[0], zh: try $0[1], en: try $0[2], publishedAt: try $0[3],
                dueAt: try $0[4])
        }
    }

    func pactVersions(of network: ID) throws -> [(version: Int, publishedAt: Int64)] {
        try query(
            "SELECT version, published_at FROM pacts WHERE network_id = \(network) ORDER BY version DESC"
        ) { (try $0[0], try $0[1]) }
    }

    func publish(_ pact: Pact, by member: ID?) throws {
        try execute(
            """
            INSERT INTO pacts (network_id, version, zh, en, hash, published_at, due_at, by_id)
            VALUES (\(pact.networkID), \(pact.version), \(pact.zh), \(pact.en), \(pact.hash), \(pact.publishedAt),
                \(pact.dueAt), \(member))
            """)
        try execute(
            """
            UPDATE networks SET pact_version = \(pact.version), pact_due_at = \(pact.dueAt)
            WHERE id = \(pact.networkID)
            """)
    }

    /// Whether a signature was put under it now; false where there was one already.
    func sign(_ pact: Pact, by member: ID, at now: Int64) throws -> Bool {
        let isNew =
            try execute(
                """
                INSERT INTO pact_signatures (network_id, member_id, version, hash, at)
                VALUES (\(pact.networkID), \(member), \(pact.version), \(pact.hash), \(now))
                ON CONFLICT (network_id, member_id, version) DO NOTHING
                """) == 1
        try execute(
            """
            UPDATE memberships SET signed_version = \(pact.version)
            WHERE network_id = \(pact.networkID) AND id = \(member)
            """)
        return isNew
    }

    func signature(of member: ID, in network: ID, version: Int) throws -> Int64? {
        try value(
            """
            SELECT at FROM pact_signatures
            WHERE network_id = \(network) AND member_id = \(member) AND version = \(version)
            """)
    }

    /// How many members have signed the version, of how many.
    func signatures(of network: ID, version: Int) throws -> (signed: Int, members: Int) {
        try first(
            """
            SELECT count(CASE WHEN signed_version >= \(version) THEN 1 END), count(*) FROM memberships
            WHERE network_id = \(network) AND state IN ('welcomed', 'active', 'dormant')
            """
        ) { (try $0[0], try $0[1]) } ?? (0, 0)
    }

    /// Members who take part, by their ids.
    func presentMembers(of network: ID) throws -> [ID] {
        try query(
            """
            SELECT id FROM memberships WHERE network_id = \(network) AND state IN ('welcomed', 'active', 'dormant')
            ORDER BY id
            """
        ) { try $0[0] }
    }
}
