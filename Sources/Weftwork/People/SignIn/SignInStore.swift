internal import Database

enum SignInStore {
    static let migration = Migration(
        "2026-11-24 sign-in",
        [
            // Whoever was signed in signs in again: a session now knows its device and can be ended apart from others.
            "DROP TABLE sessions",
            """
            CREATE TABLE sessions (
                token_hash \(.blob) PRIMARY KEY, id \(.id) NOT NULL UNIQUE, person_id \(.id) NOT NULL REFERENCES persons (id),
                agent TEXT NOT NULL, device \(.blob) NOT NULL, is_full \(.bool) NOT NULL, created_at \(.int) NOT NULL,
                seen_at \(.int) NOT NULL, expires_at \(.int) NOT NULL
            ) \(.strict)
            """,
            "CREATE INDEX sessions_person ON sessions (person_id)",
            "CREATE INDEX sessions_expires ON sessions (expires_at)",
            "CREATE INDEX sign_ins_expires ON sign_ins (expires_at)",
            """
            CREATE TABLE credentials (
                person_id \(.id) PRIMARY KEY, password TEXT, totp \(.blob), totp_draft \(.blob), totp_used \(.int) NOT NULL,
                spare_codes \(.blob), changed_at \(.int) NOT NULL
            ) \(.strict)
            """,
            """
            CREATE TABLE devices (
                person_id \(.id) NOT NULL, hash \(.blob) NOT NULL, first_at \(.int) NOT NULL, seen_at \(.int) NOT NULL,
                PRIMARY KEY (person_id, hash)
            ) \(.keyed)
            """,
            "CREATE INDEX devices_seen ON devices (seen_at)",
            """
            CREATE TABLE foreign_identities (
                issuer TEXT NOT NULL, subject TEXT NOT NULL, person_id \(.id) NOT NULL, created_at \(.int) NOT NULL,
                PRIMARY KEY (issuer, subject)
            ) \(.keyed)
            """,
            """
            CREATE TABLE security_log (
                person_id \(.id) NOT NULL, id \(.id) NOT NULL, at \(.int) NOT NULL, kind TEXT NOT NULL, agent TEXT NOT NULL,
                PRIMARY KEY (person_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX security_log_at ON security_log (at)",
            "ALTER TABLE tokens ADD COLUMN id \(.id)",
            "ALTER TABLE tokens ADD COLUMN label TEXT NOT NULL DEFAULT ''",
        ])
}

/// Somebody's way in from one device.
struct Session: Sendable {
    let id: ID
    let agent: String
    let createdAt: Int64
    let seenAt: Int64
    let isCurrent: Bool
}

/// What somebody proves themselves with besides their mail.
struct Credentials: Sendable {
    var password: String?
    /// Sealed with the person's key.
    var totp: [UInt8]?
    /// One that is being set up.
    var totpDraft: [UInt8]?
    /// The last half minute whose code was used.
    var totpUsed: Int64 = 0
    /// Hashes of codes that are good once, 32 bytes each.
    var spareCodes: [UInt8] = []
}

/// What happened to an account, for its owner to read.
enum SecurityEvent: String, Sendable, SQLConvertible {
    case signedIn, signedInNewDevice, wrongCode, signedOut, sessionEnded, passwordSet, passwordRemoved, secondStepOn,
        secondStepOff, spareCodeUsed, codeReused, tokenMade, tokenRevoked, providerLinked, providerUnlinked
    case mailChanged, phoneChanged, phoneRemoved, takenBack
    /// A robot by which they are asked.
    case robotNamed, robotRemoved
    /// A code by SMS that opened nothing: the number alone brings this account back on no new device.
    case numberAlone
    /// So many wrong codes in an hour that only the account's own devices get further.
    case codesStopped

    /// What whoever reads the log should look at.
    var isWarning: Bool {
        switch self {
        case .wrongCode, .codeReused, .numberAlone, .codesStopped, .takenBack: true
        default: false
        }
    }
}

/// One line of an account's security log.
struct SecurityEntry: Sendable {
    let at: Int64
    let kind: SecurityEvent
    let agent: String
}

extension Connection {
    func insertSession(
        hash: [UInt8], id: ID, person: ID, agent: String, device: [UInt8], isFull: Bool, now: Int64, expires: Int64
    ) throws {
        try execute(
            """
            INSERT INTO sessions (token_hash, id, person_id, agent, device, is_full, created_at, seen_at, expires_at)
            VALUES (\(hash), \(id), \(person), \(agent), \(device), \(isFull), \(now), \(now), \(expires))
            """)
    }

    /// Ends a session; whose it was.
    func deleteSession(hash: [UInt8]) throws -> (person: ID, agent: String)? {
        try first("DELETE FROM sessions WHERE token_hash = \(hash) RETURNING person_id, agent") {
            (try $0[0], try $0[1])
        }
    }

    /// Ends one of somebody's sessions; false when it is none of theirs.
    func deleteSession(_ id: ID, of person: ID) throws -> Bool {
        try execute("DELETE FROM sessions WHERE id = \(id) AND person_id = \(person)") == 1
    }

    /// Ends all of somebody's sessions but the one at hand.
    func deleteSessions(of person: ID, but hash: [UInt8]) throws {
        try execute("DELETE FROM sessions WHERE person_id = \(person) AND token_hash <> \(hash)")
    }

    func sessions(of person: ID, current hash: [UInt8], now: Int64) throws -> [Session] {
        try query(
            """
            SELECT id, agent, created_at, seen_at, token_hash FROM sessions
            WHERE person_id = \(person) AND expires_at > \(now) AND is_full = \(true) ORDER BY seen_at DESC
            """
        ) {
            Session(
                id: try $0[0], agent: try $0[1], createdAt: try $0[2], seenAt: try $0[3],
                isCurrent: (try $0[4] as [UInt8]) == hash)
        }
    }

    /// When somebody signed in with a session.
    func sessionBegan(hash: [UInt8]) throws -> Int64? {
        try value("SELECT created_at FROM sessions WHERE token_hash = \(hash) AND is_full = \(true)")
    }

    /// Whose session waits for its second step.
    func halfSession(hash: [UInt8], now: Int64) throws -> (person: ID, agent: String, device: [UInt8])? {
        try first(
            """
            SELECT person_id, agent, device FROM sessions
            WHERE token_hash = \(hash) AND is_full = \(false) AND expires_at > \(now)
            """
        ) { (try $0[0], try $0[1], try $0[2]) }
    }

    /// A session that is used stays; how long one may lie unused is bounded.
    func touchSession(hash: [UInt8], now: Int64, expires: Int64) throws {
        try execute(
            "UPDATE sessions SET seen_at = \(now), expires_at = \(expires) WHERE token_hash = \(hash) AND is_full = \(true)"
        )
    }

    func forgetSignIns(before now: Int64) throws {
        try execute("DELETE FROM sessions WHERE expires_at <= \(now)")
        try execute("DELETE FROM sign_ins WHERE expires_at <= \(now)")
        try execute("DELETE FROM security_log WHERE at <= \(now - 90 * Time.day)")
        try execute("DELETE FROM devices WHERE seen_at <= \(now - 2 * 365 * Time.day)")
        try execute("DELETE FROM tokens WHERE expires_at <= \(now)")
    }

    // MARK: Credentials

    func credentials(of person: ID) throws -> Credentials {
        try first(
            "SELECT password, totp, totp_draft, totp_used, spare_codes FROM credentials WHERE person_id = \(person)"
        ) {
            Credentials(
                password: try $0[0], totp: try $0[1], totpDraft: try $0[2], totpUsed: try $0[3],
                spareCodes: try $0[4] as [UInt8]? ?? [])
        } ?? Credentials()
    }

    func save(_ credentials: Credentials, of person: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO credentials (person_id, password, totp, totp_draft, totp_used, spare_codes, changed_at)
            VALUES (\(person), \(credentials.password), \(credentials.totp), \(credentials.totpDraft),
                \(credentials.totpUsed), \(credentials.spareCodes), \(now))
            ON CONFLICT (person_id) DO UPDATE SET password = excluded.password, totp = excluded.totp,
                totp_draft = excluded.totp_draft, totp_used = excluded.totp_used,
                spare_codes = excluded.spare_codes, changed_at = excluded.changed_at
            """)
    }

    /// Puts everybody out of an account: sessions, tokens and codes end; so do devices, passwords, second steps and accounts
    /// elsewhere that came since it was in other hands.
    func closeWaysIn(to person: ID, since moment: Int64, devicesSince: Int64) throws {
        let wasSet = try count(.passwordSet, of: person, since: moment - 1) > 0
        let isNewStep = try count(.secondStepOn, of: person, since: moment - 1) > 0
        try execute("DELETE FROM sessions WHERE person_id = \(person)")
        try execute("DELETE FROM tokens WHERE person_id = \(person)")
        try execute("DELETE FROM devices WHERE person_id = \(person) AND first_at > \(devicesSince)")
        try execute("DELETE FROM foreign_identities WHERE person_id = \(person) AND created_at >= \(moment)")
        try deleteSignIns(of: person)
        if wasSet { try execute("UPDATE credentials SET password = NULL WHERE person_id = \(person)") }
        if isNewStep {
            try execute("UPDATE credentials SET totp = NULL, spare_codes = NULL WHERE person_id = \(person)")
        }
        try execute("UPDATE credentials SET totp_draft = NULL WHERE person_id = \(person)")
    }

    // MARK: Devices and the log

    /// Since when the device of a session is known; nothing for one that is not.
    func deviceKnownSince(session hash: [UInt8]) throws -> Int64? {
        try value(
            """
            SELECT d.first_at FROM sessions s JOIN devices d ON d.person_id = s.person_id AND d.hash = s.device
            WHERE s.token_hash = \(hash)
            """)
    }

    /// Whether somebody has signed in from this device before.
    func isKnown(device hash: [UInt8], of person: ID) throws -> Bool {
        try value("SELECT 1 FROM devices WHERE hash = \(hash) AND person_id = \(person)", as: Int64.self) != nil
    }

    /// Whether somebody has used another device before.
    func hasOtherDevice(_ person: ID, than hash: [UInt8]) throws -> Bool {
        try value(
            "SELECT 1 FROM devices WHERE person_id = \(person) AND hash <> \(hash) LIMIT 1", as: Int64.self) != nil
    }

    func remember(device hash: [UInt8], of person: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO devices (hash, person_id, first_at, seen_at) VALUES (\(hash), \(person), \(now), \(now))
            ON CONFLICT (person_id, hash) DO UPDATE SET seen_at = excluded.seen_at
            """)
    }

    func log(_ event: SecurityEvent, of person: ID, agent: String, id: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO security_log (person_id, id, at, kind, agent)
            VALUES (\(person), \(id), \(now), \(event), \(agent))
            """)
    }

    /// How often somebody did not get in, or something else happened, since a moment.
    func count(_ event: SecurityEvent, of person: ID, since moment: Int64) throws -> Int {
        try value(
            "SELECT count(*) FROM security_log WHERE person_id = \(person) AND kind = \(event) AND at > \(moment)") ?? 0
    }

    func securityLog(of person: ID) throws -> [SecurityEntry] {
        try query(
            "SELECT at, kind, agent FROM security_log WHERE person_id = \(person) ORDER BY id DESC LIMIT 50"
        ) { SecurityEntry(at: try $0[0], kind: try $0[1], agent: try $0[2]) }
    }
}
