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
    private let passwords = PasswordWorkers()
    private let touched = TouchedSessions()

    init(database: any Database, world: World, vault: Vault, configuration: Configuration) {
        self.database = database
        self.world = world
        self.vault = vault
        self.configuration = configuration
    }

    /// A session that is used lasts so long after its last use; the longest that one lasts at all.
    static let idleLifetime = 14 * Time.day
    static let sessionLifetime = 30 * Time.day
    static let codeLifetime = 10 * Time.minute
    /// Wrong codes after which a sign-in is void.
    static let mostTries = 6

    // MARK: By mail

    /// Sends a link and a code to the address if somebody has it. What comes back looks the same either way, and takes the same
    /// work, so that nobody learns here who is a member.
    func request(email address: String, fingerprint: [UInt8], language: Language) async throws -> String {
        let made = newSignIn(lifetime: SignInActs.codeLifetime)
        let mail = Mail(
            to: address, subject: PeopleWords.mailSubject(language),
            body: PeopleWords.mailBody(code: made.code, link: made.link)(language))
        return try await send(made, by: mail) { db in
            try db.person(emailHash: fingerprint).map { (person: $0.id, draft: nil) }
        }
    }

    /// The same for an address that is to get an account by typing the code.
    func request(newFor address: String, draft: [UInt8], language: Language) async throws -> String {
        let made = newSignIn(lifetime: SignInActs.codeLifetime)
        let mail = Mail(
            to: address, subject: JoinWords.mailSignUpSubject(language),
            body: JoinWords.mailSignUp(code: made.code, link: configuration.publicURL)(language))
        return try await send(made, by: mail) { _ in (person: SignInActs.nobody, draft: draft) }
    }

    /// Keeps a sign-in and sends its code, where there is somebody to send it to.
    private func send(
        _ made: NewSignIn, by mail: Mail,
        to target: @Sendable @escaping (any Connection) throws -> (person: ID, draft: [UInt8]?)?
    ) async throws -> String {
        let sealed = mail.sealed(by: vault), now = world.now()
        try await database.write { db in
            let found = try target(db)
            try insert(made, for: found?.person ?? SignInActs.nobody, draft: found?.draft, db)
            if found != nil { try db.enqueue(.mail, sealed, id: world.newID(), at: now) }
        }
        return made.id
    }

    /// Nobody has this id: a code that was asked for an unknown address lets nobody in.
    private static let nobody = ID(milliseconds: 0, entropy: (0, 0))

    /// A one-time link, good for a week, to be passed on by the operator.
    func link(for person: ID) async throws -> String {
        let made = newSignIn(lifetime: 7 * Time.day)
        try await database.write { db in try insert(made, for: person, db) }
        return made.link
    }

    private struct NewSignIn: Sendable {
        let id: String
        let secret: String
        let code: String
        let link: String
        let lifetime: Int64
    }

    private func newSignIn(lifetime: Int64) -> NewSignIn {
        let secret = Base64URL.encode(world.bytes(24))
        return NewSignIn(
            id: Base64URL.encode(world.bytes(18)), secret: secret,
            code: String(String(1_000_000 + world.number() % 1_000_000).dropFirst()),
            link: "\(configuration.publicURL)/sign-in/\(secret)", lifetime: lifetime)
    }

    private func insert(_ made: NewSignIn, for person: ID, draft: [UInt8]? = nil, _ db: any Connection) throws {
        let now = world.now()
        try db.insertSignIn(
            id: Sodium.hash(Array(made.id.utf8)), link: Sodium.hash(Array(made.secret.utf8)),
            code: Sodium.hash(Array("\(made.id) \(made.code)".utf8)), person: person, draft: draft, now: now,
            expires: now + made.lifetime)
    }

    /// Lets in by the code that was typed.
    func enter(id: String, code: String, from device: Device) async throws -> Entrance {
        let idHash = Sodium.hash(Array(id.utf8)), now = world.now()
        let codeHash = Sodium.hash(Array("\(id) \(SignInActs.digits(code))".utf8))
        let token = newToken()
        let entrance = try await database.write { db -> Entrance? in
            guard let found = try db.signIn(id: idHash), found.expiresAt > now, found.tries < SignInActs.mostTries
            else { return nil }
            guard Sodium.equal(found.codeHash, codeHash), found.draft != nil || found.personID != SignInActs.nobody
            else {
                try db.countTry(ofSignIn: idHash)
                if found.personID != SignInActs.nobody {
                    try db.log(.wrongCode, of: found.personID, agent: device.agent, id: world.newID(), at: now)
                }
                return nil
            }
            guard try db.useSignIn(id: idHash) else { return nil }
            guard let person = try found.draft.map({ try account(of: $0, db) }) ?? found.personID else { return nil }
            return try open(token, for: person, from: device, db)
        }
        guard let entrance else { throw Refusal.invalid("code", PeopleWords.wrongCode) }
        return entrance
    }

    /// Lets in by the link of the mail, once.
    func enter(link secret: String, from device: Device) async throws -> Entrance {
        let hash = Sodium.hash(Array(secret.utf8)), now = world.now()
        let token = newToken()
        let entrance = try await database.write { db -> Entrance? in
            guard let found = try db.signIn(link: hash), found.expiresAt > now, found.personID != SignInActs.nobody,
                try db.useSignIn(link: hash)
            else { return nil }
            return try open(token, for: found.personID, from: device, db)
        }
        guard let entrance else { throw Refusal.conflict(PeopleWords.usedLink) }
        return entrance
    }

    static func digits(_ code: String) -> String { Clean.line(code).filter { !$0.isWhitespace } }

    // MARK: By password

    /// Lets in by mail address and password. An unknown address, and one without a password, take as long as a wrong one.
    func enter(fingerprint: [UInt8], password: String, from device: Device) async throws -> Entrance {
        let found = try await database.read { db -> (person: ID, hash: String?)? in
            guard let person = try db.person(emailHash: fingerprint) else { return nil }
            return (person.id, try db.credentials(of: person.id).password)
        }
        let isRight = await passwords.isPassword(password, of: found?.hash ?? PasswordWorkers.nobodys)
        guard let found, found.hash != nil, isRight else {
            if let found {
                let now = world.now()
                try await database.write { db in
                    try db.log(.wrongCode, of: found.person, agent: device.agent, id: world.newID(), at: now)
                }
            }
            throw Refusal.invalid("password", SignInWords.wrongPassword)
        }
        let token = newToken()
        return try await database.write { db in try open(token, for: found.person, from: device, db) }
    }

    /// Sets a password, or removes it with nothing; other sessions end.
    func setPassword(_ password: String?, of person: Person, session: String, agent: String) async throws {
        if let password { try PasswordRules.check(password, for: person) }
        let hash = try await password.asyncMap { try await passwords.hash($0) }
        let now = world.now(), current = Sodium.hash(Array(session.utf8))
        try await database.write { db in
            var credentials = try db.credentials(of: person.id)
            credentials.password = hash
            try db.save(credentials, of: person.id, at: now)
            try db.deleteSessions(of: person.id, but: current)
            try db.log(
                hash == nil ? .passwordRemoved : .passwordSet, of: person.id, agent: agent, id: world.newID(), at: now)
        }
        try await notify(person, SignInWords.mailPassword)
    }

    // MARK: Sessions

    /// Opens a session for somebody who has proved who they are – half of one where a second step is set up.
    func open(
        _ token: (text: String, hash: [UInt8]), for person: ID, from device: Device, _ db: any Connection
    ) throws -> Entrance {
        let now = world.now()
        let needsSecondStep = try db.credentials(of: person).totp != nil
        if let previous = device.previous { _ = try db.deleteSession(hash: Sodium.hash(Array(previous.utf8))) }
        try db.insertSession(
            hash: token.hash, id: world.newID(), person: person, agent: device.agent, device: device.hash,
            isFull: !needsSecondStep, now: now,
            expires: now + (needsSecondStep ? SignInActs.codeLifetime : SignInActs.idleLifetime))
        if !needsSecondStep { try welcome(person, from: device, db) }
        return Entrance(session: token.text, needsSecondStep: needsSecondStep)
    }

    /// Writes down that somebody is in, and tells them of a device that is new.
    private func welcome(_ person: ID, from device: Device, _ db: any Connection) throws {
        let now = world.now()
        let isKnown = try db.isKnown(device: device.hash, of: person)
        if !isKnown { try tellOfDevice(device, person, db) }
        try db.remember(device: device.hash, of: person, at: now)
        try db.log(
            isKnown ? .signedIn : .signedInNewDevice, of: person, agent: device.agent, id: world.newID(), at: now)
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
        let now = world.now()
        try await database.write { db in
            guard let ended = try db.deleteSession(hash: hash) else { return }
            try db.log(.signedOut, of: ended.person, agent: ended.agent, id: world.newID(), at: now)
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

    /// Tells somebody by mail what was done with their account.
    func notify(_ person: Person, _ words: Text) async throws {
        try await database.write { db in try tell(person.id, words, db) }
    }

    private func tell(_ person: ID, _ words: Text, _ db: any Connection) throws {
        let body = SignInWords.mailBody(words, link: "\(configuration.publicURL)/me/security")
        try db.tell(
            person: person, SignInWords.mailSubject, body, vault: vault, id: world.newID(), at: world.now())
    }

    /// Forgets what is over.
    func sweep() async throws {
        let now = world.now()
        try await database.write { db in try db.forgetSignIns(before: now) }
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
