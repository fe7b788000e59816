internal import Database

/// A robot of one's own: named, proved by a code that it says, tested, taken off.
struct OwnRobotActs: Sendable {
    let signIns: SignInActs
    let robots: RobotActs

    private var database: any Database { signIns.database }
    private var world: World { signIns.world }
    private var vault: Vault { signIns.vault }

    /// Has a robot say a code: only whoever reads its chat can go on.
    ///
    /// - Throws: ``Refusal/invalid(_:)`` naming the field, also with what the robot answered.
    func name(_ draft: RobotDraft, of person: Person) async throws {
        let hook = try draft.hook(allowed: signIns.configuration.robotHosts, needsName: false)
        let code = signIns.newCode(), language = person.language
        do {
            try await robots.sender.post(RobotWords.code(code, language), by: hook)
        } catch let fault as RobotFault {
            throw Refusal.invalid("address", RobotWords.words(fault))
        }
        let now = world.now(), until = now + SignInActs.codeLifetime, hash = codeHash(code, person.id)
        try await database.write { db in
            try db.save(ownRobot: hook, of: person.id, codeHash: hash, until: until, at: now, vault: vault)
        }
    }

    private func codeHash(_ code: String, _ person: ID) -> [UInt8] {
        vault.fingerprint("own robot code", "\(person) \(code)")
    }

    /// The code was typed: from now on askings come by the robot. The other way in which they are reached hears of it.
    func confirm(code: String, of person: Person, agent: String) async throws {
        let now = world.now(), typed = codeHash(SignInActs.digits(code), person.id)
        let isRight = try await signIns.write { db, notes in
            guard let waiting = try db.ownRobotCode(of: person.id), waiting.until > now,
                waiting.tries < SignInActs.mostTries
            else { return false }
            guard Sodium.equal(waiting.hash, typed) else {
                try db.countOwnRobotTry(of: person.id)
                try signIns.log(.wrongCode, of: person.id, agent: agent, db, notes, kind: "robot")
                return false
            }
            try db.confirmOwnRobot(of: person.id, at: now)
            try signIns.log(.robotNamed, of: person.id, agent: agent, db, notes)
            try signIns.tell(person.id, RobotWords.named, db)
            return true
        }
        guard isRight else { throw Refusal.invalid("code", PeopleWords.wrongCode) }
    }

    /// - Returns: why it was not taken.
    func test(of person: Person) async throws -> RobotFault? {
        let found = try await database.read { db in try db.ownRobot(of: person.id, vault: vault) }
        guard let found, found.confirmedAt != nil else { throw Refusal.notFound }
        guard let hook = found.hook else { return RobotFault(.gone) }
        return try await robots.tried(
            RobotWords.ownTest(person.language), by: hook, .own(person: person.id))
    }

    func remove(of person: Person, agent: String) async throws {
        try await signIns.write { db, notes in
            guard try db.ownRobot(of: person.id, vault: vault) != nil else { return }
            try db.forgetOwnRobot(of: person.id)
            try signIns.log(.robotRemoved, of: person.id, agent: agent, db, notes)
        }
    }
}
