internal import Database

/// What somebody sees of the safety of their account.
struct Account: Sendable {
    let sessions: [Session]
    let tokens: [APIToken]
    let log: [SecurityEntry]
    /// Accounts elsewhere that sign in to this one.
    let identities: [(issuer: String, subject: String, label: Text, linkedAt: Int64)]
    let networks: [Network]
    let hasPassword: Bool
    let hasSecondStep: Bool
    /// How they are reached, enough of it to know which it is.
    let mail: String?
    let phone: String?
    let offersPhone: Bool
    /// Until when a change of it can be taken back.
    let changeUntil: Int64?
    /// A robot by which they are asked.
    let robot: OwnRobot?
    /// Signed in lately: may change how one signs in.
    let isFresh: Bool
}

extension SignInActs {
    /// For so long after signing in one may change how one signs in.
    static let freshness = 30 * Time.minute

    func account(of person: ID, session: String) async throws -> Account {
        let hash = Sodium.hash(Array(session.utf8)), now = world.now()
        return try await database.read { db in
            let credentials = try db.credentials(of: person)
            let changes = try db.channelChanges(of: person).filter { $0.until > now }
            return Account(
                sessions: try db.sessions(of: person, current: hash, now: now),
                tokens: try db.tokens(of: person, now: now),
                log: try db.securityLog(of: person),
                identities: try db.linkedIdentities(of: person).map {
                    ($0.issuer, $0.subject, configuration.label(ofIssuer: $0.issuer), $0.linkedAt)
                },
                networks: try db.networks(of: person),
                hasPassword: credentials.password != nil, hasSecondStep: credentials.totp != nil,
                mail: try db.channel(.mail, of: person, vault: vault)?.masked,
                phone: try db.channel(.phone, of: person, vault: vault)?.masked,
                offersPhone: configuration.offersPhone, changeUntil: changes.map(\.until).max(),
                robot: try db.ownRobot(of: person, vault: vault), isFresh: try isFresh(hash, db))
        }
    }

    private func isFresh(_ hash: [UInt8], _ db: any Connection) throws -> Bool {
        guard let began = try db.sessionBegan(hash: hash) else { return false }
        return world.now() - began < SignInActs.freshness
    }

    func isFresh(session: String) async throws -> Bool {
        let hash = Sodium.hash(Array(session.utf8))
        return try await database.read { db in try isFresh(hash, db) }
    }

    /// For what somebody who finds a device left open must not do.
    /// - Throws: ``Refusal/forbidden(_:)`` when the last sign-in is too long ago.
    func requireFresh(_ ask: Ask) async throws {
        guard let session = ask.session else { throw Refusal.signInRequired }
        guard try await isFresh(session: session) else { throw Refusal.forbidden(SignInWords.again) }
    }

    /// Whose session waits for its second step.
    func waiting(session: String) async throws -> ID? {
        let hash = Sodium.hash(Array(session.utf8)), now = world.now()
        return try await database.read { db in try db.halfSession(hash: hash, now: now)?.person }
    }

    /// Ends one of one's own sessions.
    func endSession(_ id: ID, of person: ID, agent: String) async throws {
        try await write { db, notes in
            guard try db.deleteSession(id, of: person) else { throw Refusal.notFound }
            try log(.sessionEnded, of: person, agent: agent, db, notes)
        }
    }

    /// Ends all of one's sessions but the one at hand.
    func endSessions(of person: ID, but session: String, agent: String) async throws {
        let current = Sodium.hash(Array(session.utf8))
        try await write { db, notes in
            try db.deleteSessions(of: person, but: current)
            try log(.sessionEnded, of: person, agent: agent, db, notes)
        }
    }
}
