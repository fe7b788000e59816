internal import Database
internal import Engine
internal import Synchronization

/// A way in that was opened.
struct Entrance: Sendable {
    let session: String
    /// The second step is still to come.
    let needsSecondStep: Bool
}

/// Signing in: by code or link, by password, by a second step; what is kept of it.
struct SignInActs: Sendable {
    let database: any Database
    let world: World
    let vault: Vault
    let configuration: Configuration
    let security: SecurityLog
    private let passwords = PasswordWorkers()
    private let touched = TouchedSessions()

    init(
        database: any Database, world: World, vault: Vault, configuration: Configuration, security: SecurityLog
    ) {
        self.database = database
        self.world = world
        self.vault = vault
        self.configuration = configuration
        self.security = security
    }

    /// A session that is used lasts so long after its last use; the longest that one lasts at all.
    static let idleLifetime = 14 * Time.day
    static let sessionLifetime = 30 * Time.day
    static let codeLifetime = 10 * Time.minute
    /// Wrong codes after which a sign-in is void.
    static let mostTries = 6

    // MARK: What is written, and heard

    /// One transaction about somebody's account; what it notes is told once it is committed.
    @discardableResult
    func write<T: Sendable>(
        _ body: @escaping @Sendable (any Connection, SecurityNotes) throws -> T
    ) async throws -> T {
        let notes = SecurityNotes()
        let result = try await database.write { db in
            notes.clear()
            return try body(db, notes)
        }
        security.tell(notes)
        return result
    }

    /// Writes down what happened to an account.
    ///
    /// - Parameter kind: of several ways the one: mail, phone, password, second.
    func log(
        _ event: SecurityEvent, of person: ID, agent: String, _ db: any Connection, _ notes: SecurityNotes,
        kind: String? = nil
    ) throws {
        try db.log(event, of: person, agent: agent, id: world.newID(), at: world.now())
        notes.add(SecurityNote(event: event.rawValue, account: person, kind: kind, isWarning: event.isWarning))
    }

    static func digits(_ code: String) -> String { Clean.line(code).filter { !$0.isWhitespace } }

    // MARK: By password

    /// Lets in by mail address or phone and password. An unknown one, and one without a password, take as long as a wrong one.
    func enter(by channel: Channel, password: String, from device: Device) async throws -> Entrance {
        let fingerprint = vault.fingerprint(channel)
        let found = try await database.read { db -> (person: ID, hash: String?)? in
            guard let person = try db.person(channel.kind, hash: fingerprint) else { return nil }
            return (person.id, try db.credentials(of: person.id).password)
        }
        let isRight = await passwords.isPassword(password, of: found?.hash ?? PasswordWorkers.nobodys)
        guard let found else {
            security.tell(.wrongCode("password"))
            throw Refusal.invalid("password", SignInWords.wrongPassword)
        }
        let token = newToken()
        let entrance = try await write { db, notes -> Entrance? in
            // A right one is refused, too: nobody learns by it that it was right.
            if try isStopped(found.person, device.hash, agent: device.agent, db, notes) { return nil }
            guard found.hash != nil, isRight else {
                try log(.wrongCode, of: found.person, agent: device.agent, db, notes, kind: "password")
                return nil
            }
            return try open(token, for: found.person, from: device, db, notes)
        }
        guard let entrance else { throw Refusal.invalid("password", SignInWords.wrongPassword) }
        return entrance
    }

    /// Sets a password, or removes it with nothing; other sessions end.
    func setPassword(_ password: String?, of person: Person, session: String, agent: String) async throws {
        if let password { try PasswordRules.check(password, for: person) }
        let hash = try await password.asyncMap { try await passwords.hash($0) }
        let now = world.now(), current = Sodium.hash(Array(session.utf8))
        try await write { db, notes in
            var credentials = try db.credentials(of: person.id)
            credentials.password = hash
            try db.save(credentials, of: person.id, at: now)
            try db.deleteSessions(of: person.id, but: current)
            try log(hash == nil ? .passwordRemoved : .passwordSet, of: person.id, agent: agent, db, notes)
        }
        try await notify(person, SignInWords.mailPassword)
    }

    // MARK: Sessions

    /// Opens a session for somebody who has proved who they are – half of one where a second step is set up.
    func open(
        _ token: (text: String, hash: [UInt8]), for person: ID, from device: Device, _ db: any Connection,
        _ notes: SecurityNotes
    ) throws -> Entrance {
        let now = world.now()
        let needsSecondStep = try db.credentials(of: person).totp != nil
        if let previous = device.previous { _ = try db.deleteSession(hash: Sodium.hash(Array(previous.utf8))) }
        try db.insertSession(
            hash: token.hash, id: world.newID(), person: person, agent: device.agent, device: device.hash,
            isFull: !needsSecondStep, now: now,
            expires: now + (needsSecondStep ? SignInActs.codeLifetime : SignInActs.idleLifetime))
        if !needsSecondStep { try welcome(person, from: device, db, notes) }
        return Entrance(session: token.text, needsSecondStep: needsSecondStep)
    }

    /// Writes down that somebody is in, and tells them of a device that is new.
    private func welcome(
        _ person: ID, from device: Device, _ db: any Connection, _ notes: SecurityNotes
    ) throws {
        let now = world.now()
        let isKnown = try db.isKnown(device: device.hash, of: person)
        if !isKnown { try tellOfDevice(device, person, db) }
        try db.remember(device: device.hash, of: person, at: now)
        try log(isKnown ? .signedIn : .signedInNewDevice, of: person, agent: device.agent, db, notes)
    }

    /// Tells somebody of a device that is new; the first of all is no news.
    func tellOfDevice(_ device: Device, _ person: ID, _ db: any Connection) throws {
        guard try db.hasOtherDevice(person, than: device.hash) else { return }
        try tell(person, SignInWords.mailNewDevice(device.agent), db)
    }

    func newToken() -> (text: String, hash: [UInt8]) {
        let text = Base64URL.encode(world.bytes(32))
        return (text, Sodium.hash(Array(text.utf8)))
    }

    func signOut(session: String) async throws {
        let hash = Sodium.hash(Array(session.utf8))
        try await write { db, notes in
            guard let ended = try db.deleteSession(hash: hash) else { return }
            try log(.signedOut, of: ended.person, agent: ended.agent, db, notes)
        }
    }

    /// A session in use goes on; written at most once an hour.
    func touch(_ hash: [UInt8], now: Int64) async throws {
        guard touched.isDue(hash, now: now) else { return }
        try await database.write { db in
            guard
                let created = try db.value(
                    "SELECT created_at FROM sessions WHERE token_hash = \(hash)", as: Int64.self)
            else { return }
            let most = created + SignInActs.sessionLifetime
            try db.touchSession(hash: hash, now: now, expires: min(now + SignInActs.idleLifetime, most))
        }
    }

    // MARK: What is kept

    /// Tells somebody, by mail or phone, what was done with their account.
    func notify(_ person: Person, _ words: Text) async throws {
        try await database.write { db in try tell(person.id, words, db) }
    }

    func tell(_ person: ID, _ words: Text, _ db: any Connection) throws {
        let body = SignInWords.mailBody(words, link: "\(configuration.publicURL)/me/security")
        try db.tell(
            person: person, SignInWords.mailSubject, body, vault: vault, id: world.newID(), at: world.now())
    }

    /// Forgets what is over.
    func sweep() async throws {
        let now = world.now()
        try await database.write { db in
            try db.forgetSignIns(before: now)
            try db.forgetChannels(before: now)
        }
    }
}

/// Which sessions were written as used within the hour, so that a look costs no write.
private final class TouchedSessions: Sendable {
    private static let most = 20_000
    private let moments = Mutex<[[UInt8]: Int64]>([:])

    func isDue(_ hash: [UInt8], now: Int64) -> Bool {
        moments.withLock { moments in
            if let last = moments[hash], abs(now - last) < Time.hour { return false }
            if moments.count >= TouchedSessions.most { moments.removeAll() }
            moments[hash] = now
            return true
        }
    }
}

extension Optional where Wrapped: Sendable {
    fileprivate func asyncMap<T>(_ transform: (Wrapped) async throws -> T) async rethrows -> T? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
