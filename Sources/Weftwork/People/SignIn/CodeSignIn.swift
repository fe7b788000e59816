internal import Database

/// Signing in by a code, or by a link of the mail.
extension SignInActs {
    /// Wrong codes and wrong passwords of an account within an hour, all together, after which only its own devices get further.
    static let mostWrong = 100

    /// Sends a code – by mail a link, too – to a channel if somebody has it. What comes back looks the same either way, and takes
    /// the same work, so that nobody learns here who is a member.
    func request(by channel: Channel, from device: Device, language: Language) async throws -> String {
        let made = newSignIn(lifetime: SignInActs.codeLifetime), message = message(made, channel, language)
        return try await send(made, message, draft: nil, by: channel, from: device)
    }

    /// The same for a channel that is to get an account by typing the code.
    func request(
        newFor channel: Channel, draft: [UInt8], from device: Device, language: Language
    ) async throws -> String {
        let made = newSignIn(lifetime: SignInActs.codeLifetime), message: Message
        switch channel.kind {
        case .phone: message = self.message(made, channel, language)
        case .mail:
            let mail = Mail(
                to: channel.address, subject: JoinWords.mailSignUpSubject(language),
                body: JoinWords.mailSignUp(code: made.code, link: configuration.publicURL)(language))
            message = Message(kind: .mail, sealed: mail.sealed(by: vault))
        }
        return try await send(made, message, draft: draft, by: channel, from: device)
    }

    /// What goes out, sealed.
    private struct Message: Sendable {
        let kind: Job.Kind
        let sealed: [UInt8]?
    }

    private func message(_ made: NewSignIn, _ channel: Channel, _ language: Language) -> Message {
        switch channel.kind {
        case .mail:
            let mail = Mail(
                to: channel.address, subject: PeopleWords.mailSubject(language),
                body: PeopleWords.mailBody(code: made.code, link: made.link)(language))
            return Message(kind: .mail, sealed: mail.sealed(by: vault))
        case .phone:
            let sms = SMS(
                to: channel.address, text: ChannelWords.codeSMS(made.code)(language), until: world.now() + made.lifetime
            )
            return Message(kind: .sms, sealed: sms?.sealed(by: vault))
        }
    }

    /// Keeps a sign-in and sends its code, where there is somebody to send it to: an account, or a draft of one.
    private func send(
        _ made: NewSignIn, _ message: Message, draft: [UInt8]?, by channel: Channel, from device: Device
    ) async throws -> String {
        let fingerprint = vault.fingerprint(channel), now = world.now()
        try await database.write { db in
            let known = try db.person(channel.kind, hash: fingerprint)?.id
            let isOwn = try known.map { try db.isKnown(device: device.hash, of: $0) } ?? false
            let asker: SignInAsker = isOwn ? .own : .stranger
            if let known { try db.voidCodes(of: known, by: asker) }
            try insert(made, for: known ?? SignInActs.nobody, draft: draft, by: channel.kind, asker, db)
            guard known != nil || draft != nil, let sealed = message.sealed else { return }
            try db.enqueue(message.kind, sealed, id: world.newID(), at: now)
        }
        return made.id
    }

    /// Nobody has this id: a code that was asked for an unknown address lets nobody in.
    private static let nobody = ID(milliseconds: 0, entropy: (0, 0))

    /// A one-time link, good for a week, to be passed on by the operator.
    func link(for person: ID) async throws -> String {
        let made = newSignIn(lifetime: 7 * Time.day)
        try await database.write { db in try insert(made, for: person, draft: nil, by: .mail, .link, db) }
        return made.link
    }

    private struct NewSignIn: Sendable {
        let id: String
        let secret: String
        let code: String
        let link: String
        let lifetime: Int64
    }

    /// Six digits.
    func newCode() -> String { String(String(1_000_000 + world.number() % 1_000_000).dropFirst()) }

    private func newSignIn(lifetime: Int64) -> NewSignIn {
        let secret = Base64URL.encode(world.bytes(24))
        return NewSignIn(
            id: Base64URL.encode(world.bytes(18)), secret: secret, code: newCode(),
            link: "\(configuration.publicURL)/sign-in/\(secret)", lifetime: lifetime)
    }

    private func insert(
        _ made: NewSignIn, for person: ID, draft: [UInt8]?, by channel: Channel.Kind, _ asker: SignInAsker,
        _ db: any Connection
    ) throws {
        let now = world.now()
        try db.insertSignIn(
            id: Sodium.hash(Array(made.id.utf8)), link: Sodium.hash(Array(made.secret.utf8)),
            code: Sodium.hash(Array("\(made.id) \(made.code)".utf8)), person: person, draft: draft, channel: channel,
            asker: asker, now: now, expires: now + made.lifetime)
    }

    // MARK: Letting in

    /// What came of a code that was typed.
    private enum Outcome: Sendable {
        case entered(Entrance)
        case wrong
        /// The number alone does not bring this account back here.
        case numberAlone
    }

    /// Lets in by the code that was typed.
    /// - Throws: ``Refusal/invalid(_:)`` for a code that is wrong or over; ``Refusal/forbidden(_:)`` where a code by SMS is not
    ///   enough.
    func enter(id: String, code: String, from device: Device) async throws -> Entrance {
        let idHash = Sodium.hash(Array(id.utf8)), token = newToken()
        let codeHash = Sodium.hash(Array("\(id) \(SignInActs.digits(code))".utf8))
        let outcome = try await write { db, notes -> Outcome in
            guard let found = try openSignIn(idHash, from: device, db, notes) else {
                notes.add(SecurityNote(event: "refusedCode", account: nil, kind: nil, isWarning: false))
                return .wrong
            }
            guard Sodium.equal(found.codeHash, codeHash), found.draft != nil || found.personID != SignInActs.nobody
            else {
                try db.countTry(ofSignIn: idHash)
                if found.personID == SignInActs.nobody {
                    notes.add(.wrongCode(found.channel.rawValue))
                } else {
                    try log(
                        .wrongCode, of: found.personID, agent: device.agent, db, notes, kind: found.channel.rawValue)
                }
                return .wrong
            }
            guard try db.useSignIn(id: idHash),
                let person = try found.draft.map({ try account(of: $0, db) }) ?? found.personID
            else { return .wrong }
            if found.channel == .phone, try !isEnough(numberOf: person, from: device, db) {
                try log(.numberAlone, of: person, agent: device.agent, db, notes)
                return .numberAlone
            }
            return .entered(try open(token, for: person, from: device, db, notes))
        }
        switch outcome {
        case .entered(let entrance): return entrance
        case .wrong: throw Refusal.invalid("code", PeopleWords.wrongCode)
        case .numberAlone: throw Refusal.forbidden(ChannelWords.numberAlone)
        }
    }

    /// A sign-in whose code can still be typed. Past so many wrong codes for one account a stranger's are not looked at, and
    /// they are not told why: nobody learns here who is a member.
    private func openSignIn(
        _ id: [UInt8], from device: Device, _ db: any Connection, _ notes: SecurityNotes
    ) throws -> SignIn? {
        let now = world.now()
        guard let found = try db.signIn(id: id), found.expiresAt > now, found.tries < SignInActs.mostTries else {
            return nil
        }
        guard found.personID != SignInActs.nobody else { return found }
        return try isStopped(found.personID, device.hash, agent: device.agent, db, notes) ? nil : found
    }

    /// Whether so much was guessed wrong at an account – codes, passwords and second steps are one sum – that what a stranger
    /// types is not looked at any more within the hour; its own devices are no strangers.
    func isStopped(
        _ person: ID, _ device: [UInt8], agent: String, _ db: any Connection, _ notes: SecurityNotes
    ) throws -> Bool {
        let since = world.now() - Time.hour
        guard try db.count(.wrongCode, of: person, since: since) >= SignInActs.mostWrong,
            try !db.isKnown(device: device, of: person)
        else { return false }
        if try db.count(.codesStopped, of: person, since: since) == 0 {
            try log(.codesStopped, of: person, agent: agent, db, notes)
        }
        return true
    }

    /// Whether a code sent to its phone opens an account: numbers are given to other people after a while. Where much hangs on an
    /// account, a device that it does not know needs more.
    private func isEnough(numberOf person: ID, from device: Device, _ db: any Connection) throws -> Bool {
        if try db.isKnown(device: device.hash, of: person) { return true }
        if try db.credentials(of: person).totp != nil { return true }
        return try !db.holdsTrust(person)
    }

    /// Lets in by the link of the mail, once.
    func enter(link secret: String, from device: Device) async throws -> Entrance {
        let hash = Sodium.hash(Array(secret.utf8)), now = world.now()
        let token = newToken()
        let entrance = try await write { db, notes -> Entrance? in
            guard let found = try db.signIn(link: hash), found.expiresAt > now, found.personID != SignInActs.nobody,
                try db.useSignIn(link: hash)
            else { return nil }
            return try open(token, for: found.personID, from: device, db, notes)
        }
        guard let entrance else { throw Refusal.conflict(PeopleWords.usedLink) }
        return entrance
    }
}
