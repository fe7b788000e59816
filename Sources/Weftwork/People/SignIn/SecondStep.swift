internal import Database

/// The second step: codes of an authenticator app, and those kept for its loss.
extension SignInActs {
    /// Lets in, wholly, by the code of an authenticator app or one that was kept for its loss.
    func secondStep(session: String, code: String) async throws -> String {
        let half = Sodium.hash(Array(session.utf8)), now = world.now()
        let token = newToken(), digits = SignInActs.digits(code)
        let isIn = try await write { db, notes -> Bool in
            guard let waiting = try db.halfSession(hash: half, now: now),
                try !isStopped(waiting.person, waiting.device, agent: waiting.agent, db, notes),
                try accept(digits, of: waiting.person, agent: waiting.agent, db, notes)
            else { return false }
            _ = try db.deleteSession(hash: half)
            try db.insertSession(
                hash: token.hash, id: world.newID(), person: waiting.person, agent: waiting.agent,
                device: waiting.device,
                isFull: true, now: now, expires: now + SignInActs.idleLifetime)
            try db.remember(device: waiting.device, of: waiting.person, at: now)
            try log(.signedIn, of: waiting.person, agent: waiting.agent, db, notes)
            return true
        }
        guard isIn else { throw Refusal.invalid("code", SignInWords.wrongSecondCode) }
        return token.text
    }

    /// Whether a code is right, and uses it up.
    private func accept(
        _ code: String, of person: ID, agent: String, _ db: any Connection, _ notes: SecurityNotes
    ) throws -> Bool {
        var credentials = try db.credentials(of: person)
        let now = world.now()
        if let secret = try secret(credentials.totp, of: person, db),
            let counter = TOTP.counter(of: code, secret: secret, now: now, after: 0)
        {
            guard counter > credentials.totpUsed else {
                try tellOfReuse(by: person, agent: agent, db, notes)
                return false
            }
            credentials.totpUsed = counter
            try db.save(credentials, of: person, at: now)
            return true
        }
        let spare = Sodium.hash(Array("spare \(code.uppercased())".utf8))
        for start in stride(from: 0, to: credentials.spareCodes.count, by: 32)
        where Sodium.equal(Array(credentials.spareCodes[start..<start + 32]), spare) {
            credentials.spareCodes.removeSubrange(start..<start + 32)
            try db.save(credentials, of: person, at: now)
            try log(.spareCodeUsed, of: person, agent: agent, db, notes)
            try tell(person, SignInWords.mailSpareCode(credentials.spareCodes.count / 32), db)
            return true
        }
        try log(.wrongCode, of: person, agent: agent, db, notes, kind: "second")
        return false
    }

    /// A code of the authenticator that was used before: somebody may have looked over a shoulder. Told once an hour.
    private func tellOfReuse(
        by person: ID, agent: String, _ db: any Connection, _ notes: SecurityNotes
    ) throws {
        let isFirst = try db.count(.codeReused, of: person, since: world.now() - Time.hour) == 0
        try log(.codeReused, of: person, agent: agent, db, notes)
        if isFirst { try tell(person, SignInWords.mailCodeReused, db) }
    }

    private func secret(_ box: [UInt8]?, of person: ID, _ db: any Connection) throws -> [UInt8]? {
        guard let box, let key = try db.key(of: person, in: vault) else { return nil }
        return vault.open(box, key: key, context: person.bytes)
    }

    /// Begins to set up a second step; the secret for the app, the same until it is confirmed.
    func beginSecondStep(of person: Person) async throws -> [UInt8] {
        let fresh = world.bytes(20), now = world.now()
        return try await database.write { db in
            var credentials = try db.credentials(of: person.id)
            if let known = try secret(credentials.totpDraft, of: person.id, db) { return known }
            guard let key = try db.key(of: person.id, in: vault) else { throw Refusal.notFound }
            credentials.totpDraft = vault.seal(fresh, key: key, context: person.id.bytes)
            try db.save(credentials, of: person.id, at: now)
            return fresh
        }
    }

    static let spareCount = 10

    /// The second step is on from now; codes to keep for the loss of the phone, shown once.
    func confirmSecondStep(of person: Person, code: String, session: String, agent: String) async throws -> [String] {
        let spares = (0..<SignInActs.spareCount).map { _ in String(Base32.encode(world.bytes(7)).prefix(10)) }
        let now = world.now(), digits = SignInActs.digits(code), current = Sodium.hash(Array(session.utf8))
        try await write { db, notes in
            var credentials = try db.credentials(of: person.id)
            guard let secret = try secret(credentials.totpDraft, of: person.id, db),
                let counter = TOTP.counter(of: digits, secret: secret, now: now, after: 0)
            else { throw Refusal.invalid("code", SignInWords.wrongSecondCode) }
            credentials.totp = credentials.totpDraft
            credentials.totpDraft = nil
            credentials.totpUsed = counter
            credentials.spareCodes = spares.flatMap { Sodium.hash(Array("spare \($0)".utf8)) }
            try db.save(credentials, of: person.id, at: now)
            try db.deleteSessions(of: person.id, but: current)
            try log(.secondStepOn, of: person.id, agent: agent, db, notes)
        }
        try await notify(person, SignInWords.mailSecondStepOn)
        return spares
    }

    /// Turns the second step off, which takes one more code.
    func endSecondStep(of person: Person, code: String, agent: String) async throws {
        let now = world.now(), digits = SignInActs.digits(code)
        let isRight = try await write { db, notes in
            guard try accept(digits, of: person.id, agent: agent, db, notes) else { return false }
            var credentials = try db.credentials(of: person.id)
            credentials.totp = nil
            credentials.spareCodes = []
            try db.save(credentials, of: person.id, at: now)
            try log(.secondStepOff, of: person.id, agent: agent, db, notes)
            return true
        }
        // Thrown outside: what is written down of a wrong code stays.
        guard isRight else { throw Refusal.invalid("code", SignInWords.wrongSecondCode) }
        try await notify(person, SignInWords.mailSecondStepOff)
    }
}
