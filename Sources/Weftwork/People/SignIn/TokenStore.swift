internal import Database

/// A program's way in, as its owner sees it.
struct APIToken: Sendable {
    let id: ID
    let label: String
    let scopes: [String]
    let createdAt: Int64
    let expiresAt: Int64
    let network: String
}

extension Connection {
    func insertToken(
        hash: [UInt8], id: ID, label: String, person: ID, network: ID, scopes: [Scope], now: Int64, expires: Int64
    ) throws {
        let words = scopes.map(\.rawValue).joined(separator: " ")
        try execute(
            """
            INSERT INTO tokens (token_hash, id, label, person_id, network_id, scopes, created_at, expires_at)
            VALUES (\(hash), \(id), \(label), \(person), \(network), \(words), \(now), \(expires))
            """)
    }

    func tokens(of person: ID, now: Int64) throws -> [APIToken] {
        try query(
            """
            SELECT t.id, t.label, t.scopes, t.created_at, t.expires_at, n.slug FROM tokens t
            JOIN networks n ON n.id = t.network_id
            WHERE t.person_id = \(person) AND t.expires_at > \(now) AND t.id IS NOT NULL ORDER BY t.created_at DESC
            """
        ) {
            APIToken(
                id: try $0[0], label: try $0[1], scopes: (try $0[2] as String).words, createdAt: try $0[3],
                expiresAt: try $0[4], network: try $0[5])
        }
    }

    /// Tokens that end within `notice`, were made for longer than that, and whose owner has not been told.
    func tokensEnding(now: Int64, notice: Int64, limit: Int) throws -> [(
        hash: [UInt8], person: ID, label: String, ends: Int64
    )] {
        try query(
            """
            SELECT token_hash, person_id, label, expires_at FROM tokens
            WHERE noticed_at IS NULL AND expires_at > \(now) AND expires_at <= \(now + notice)
                AND expires_at - created_at > \(notice + Time.day)
            ORDER BY expires_at LIMIT \(limit)
            """
        ) { (try $0[0], try $0[1], try $0[2], try $0[3]) }
    }

    /// False when another node was first.
    func setNoticed(token hash: [UInt8], at now: Int64) throws -> Bool {
        try execute("UPDATE tokens SET noticed_at = \(now) WHERE token_hash = \(hash) AND noticed_at IS NULL") == 1
    }

    /// Revokes one of somebody's tokens; false when it is none of theirs.
    func deleteToken(_ id: ID, of person: ID) throws -> Bool {
        try execute("DELETE FROM tokens WHERE id = \(id) AND person_id = \(person)") == 1
    }

    /// Revokes a token by itself, wherever it was found.
    func deleteToken(hash: [UInt8]) throws -> Bool {
        try execute("DELETE FROM tokens WHERE token_hash = \(hash)") == 1
    }
}
