internal import Database

/// A way in that was asked for: by the link in the mail or by the code typed where it was asked.
struct SignIn: Sendable {
    let personID: ID
    let codeHash: [UInt8]
    let expiresAt: Int64
    let tries: Int
    /// Of somebody who is to get an account by it, sealed.
    let draft: [UInt8]?
    /// By which channel the code went out.
    let channel: Channel.Kind
}

/// Who asked for a code.
enum SignInAsker: String, Sendable, SQLConvertible {
    /// A device that the account knows.
    case own
    case stranger
    /// The operator, for a link.
    case link
}

extension Connection {
    func insertSignIn(
        id: [UInt8], link: [UInt8], code: [UInt8], person: ID, draft: [UInt8]?, channel: Channel.Kind,
        asker: SignInAsker,
        now: Int64, expires: Int64
    ) throws {
        try execute(
            """
            INSERT INTO sign_ins
                (id_hash, link_hash, code_hash, person_id, created_at, expires_at, tries, draft, channel, asker)
            VALUES (\(id), \(link), \(code), \(person), \(now), \(expires), 0, \(draft), \(channel), \(asker))
            """)
    }

    func signIn(id: [UInt8]) throws -> SignIn? {
        try first(
            "SELECT person_id, code_hash, expires_at, tries, draft, channel FROM sign_ins WHERE id_hash = \(id)",
            SignIn.init(row:))
    }

    func signIn(link: [UInt8]) throws -> SignIn? {
        try first(
            "SELECT person_id, code_hash, expires_at, tries, draft, channel FROM sign_ins WHERE link_hash = \(link)",
            SignIn.init(row:))
    }

    /// Voids codes that were asked for before: a device of the account's own voids all, a stranger only those of strangers, so
    /// that nobody keeps somebody out by asking for codes.
    func voidCodes(of person: ID, by asker: SignInAsker) throws {
        switch asker {
        case .own:
            try execute("DELETE FROM sign_ins WHERE person_id = \(person) AND asker <> \(SignInAsker.link)")
        case .stranger:
            try execute("DELETE FROM sign_ins WHERE person_id = \(person) AND asker = \(SignInAsker.stranger)")
        case .link: break
        }
    }

    func deleteSignIns(of person: ID) throws {
        try execute("DELETE FROM sign_ins WHERE person_id = \(person)")
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
}

extension SignIn {
    fileprivate init(row: Row) throws {
        personID = try row[0]
        codeHash = try row[1]
        expiresAt = try row[2]
        tries = try row[3]
        draft = try row[4]
        channel = try row[5]
    }
}
