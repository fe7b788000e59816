internal import Database

/// A way in that was asked for: by the link in the mail or by the code typed where it was asked.
struct SignIn: Sendable {
    let personID: ID
    let codeHash: [UInt8]
    let expiresAt: Int64
    let tries: Int
}

extension Connection {
    func insertSession(hash: [UInt8], person: ID, now: Int64, expires: Int64) throws {
        try execute(
            """
            INSERT INTO sessions (token_hash, person_id, created_at, expires_at)
            VALUES (\(hash), \(person), \(now), \(expires))
            """)
    }

    func deleteSession(hash: [UInt8]) throws {
        try execute("DELETE FROM sessions WHERE token_hash = \(hash)")
    }

    func insertSignIn(id: [UInt8], link: [UInt8], code: [UInt8], person: ID, now: Int64, expires: Int64) throws {
        try execute(
            """
            INSERT INTO sign_ins (id_hash, link_hash, code_hash, person_id, created_at, expires_at, tries)
            VALUES (\(id), \(link), \(code), \(person), \(now), \(expires), 0)
            """)
    }

    func signIn(id: [UInt8]) throws -> SignIn? {
        try first(
            "SELECT person_id, code_hash, expires_at, tries FROM sign_ins WHERE id_hash = \(id)", SignIn.init(row:))
    }

    func signIn(link: [UInt8]) throws -> SignIn? {
        try first(
            "SELECT person_id, code_hash, expires_at, tries FROM sign_ins WHERE link_hash = \(link)", SignIn.init(row:))
    }

    func countTry(ofSignIn id: [UInt8]) throws {
        try execute("UPDATE sign_ins SET tries = tries + 1 WHERE id_hash = \(id)")
    }

    func useSignIn(id: [UInt8]) throws -> Bool {
        try execute("DELETE FROM sign_ins WHERE id_hash = \(id)") == 1
    }

    func useSignIn(link: [UInt8]) throws -> Bool {
        try execute("DELETE FROM sign_ins WHERE link_hash = \(link)") == 1
    }

    func insertToken(hash: [UInt8], person: ID, network: ID, scopes: [Scope], now: Int64, expires: Int64) throws {
        try execute(
            """
            INSERT INTO tokens (token_hash, person_id, network_id, scopes, created_at, expires_at)
            VALUES (\(hash), \(person), \(network), \(scopes.map(\.rawValue).joined(separator: " ")), \(now), \(expires))
            """)
    }
}

extension SignIn {
    fileprivate init(row: Row) throws {
        personID = try row[0]
        codeHash = try row[1]
        expiresAt = try row[2]
        tries = try row[3]
    }
}
