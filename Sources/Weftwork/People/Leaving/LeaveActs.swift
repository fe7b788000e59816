internal import Database
internal import Engine

extension MemberActs {
    /// So long one can come back; then the keys are destroyed.
    static let grace = 14 * Time.day

    /// Leaves a network at once. What one owned passes on the same hour, with one's note; promises are given back.
    ///
    /// - Parameter blanksWords: one's own words in what is over go, too, when the days for coming back are over.
    func leave(note: String, blanksWords: Bool = false, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network)
        try await leave(member.id, note: Clean.prose(note), blanksWords, by: viewer, in: network)
    }

    /// Duties hold nobody back: where the last who leads goes, whoever stands in is asked to lead, and the operator is told.
    private func leave(
        _ member: ID, note: String, _ blanksWords: Bool, by viewer: Viewer, in network: ID
    ) async throws {
        let now = world.now()
        guard note.count <= 1000 else { throw Refusal.invalid("note", SiteWords.tooLong) }
        // Left first: nothing new is given to somebody who is going.
        try await database.write { db in
            try db.leave(member, in: network, at: now)
            try db.setBlank(member, in: network, at: blanksWords ? now + MemberActs.grace : nil)
            try db.revokePasses(of: member, in: network, at: now)
            try db.endRoles(of: member, in: network, at: now)
            try db.stopClocks(.training, of: member, in: network)
            try db.endBuddyhood(of: member, in: network, at: now)
            try pauseWelcome(of: member, in: network, db)
            try db.endMentorships(of: member, in: network, at: now)
            try db.endSpeaking(of: member, in: network)
            try db.lapseAsks(of: member, in: network, at: now)
            try record(.memberLeft, on: member, in: network, by: viewer, audience: .members, db)
            try askForLead(in: network, after: member, at: now, db)
        }
        _ = try await holdings.handOn(from: member, in: network, note: note.isEmpty ? LeaveWords.handedOn(.zh) : note)
        try await handOnMatters(of: member, note: note, in: network)
    }

    func handOnMatters(of member: ID, note: String, in network: ID) async throws {
        let clocks = try await database.read { db in
            try db.clocksOfPeople(in: network, owner: member)
        }
        for clock in clocks {
            guard let next = try await backup(of: clock) else { continue }
            let words = PeopleClocks.about(clock)
            try await database.write { db in
                try pass(clock, to: next, note: note, db)
                try tell(
                    next, in: network, MatterWords.mailSubject, LeaveWords.mailPassedOn(words.0), to: words.1, db)
            }
        }
    }

    /// Comes back within the days that there are for it.
    func comeBack(by viewer: Viewer, to network: ID) async throws {
        guard let person = viewer.personID else { throw Refusal.signInRequired }
        let now = world.now()
        try await database.write { db in
            guard let place = try db.place(of: person, in: network), place.state == .left,
                let left = try db.leftAt(place.id, in: network), left + MemberActs.grace > now
            else { throw Refusal.conflict(LeaveWords.tooLate) }
            try db.returnMember(place.id, in: network)
            try db.setBlank(place.id, in: network, at: nil)
            try db.record(
                Event(
                    .memberReturned, on: place.id, in: network, by: Actor(kind: .member, id: place.id), at: now,
                    audience: .members, id: world.newID()))
        }
    }

    // MARK: The account

    /// Leaves all networks and has the account forgotten when the days for coming back are over.
    func askToBeForgotten(note: String, blanksWords: Bool = false, by viewer: Viewer) async throws {
        guard let person = viewer.personID else { throw Refusal.signInRequired }
        let now = world.now(), note = Clean.prose(note)
        guard note.count <= 1000 else { throw Refusal.invalid("note", SiteWords.tooLong) }
        for place in try await database.read({ db in try db.memberships(of: person) }) {
            let state = try await database.read { db in try db.place(of: person, in: place.network)?.state }
            if state?.isPresent == true || state == .suspended {
                try await leave(place.member, note: note, blanksWords, by: viewer, in: place.network)
            } else if blanksWords {
                try await database.write { db in
                    try db.setBlank(place.member, in: place.network, at: now + MemberActs.grace)
                }
            }
        }
        try await database.write { db in
            try db.setForget(person, at: now + MemberActs.grace)
            try recordForgetting(.forgetAsked, of: person, db)
        }
    }

    /// Does not want to be forgotten after all.
    func stay(by viewer: Viewer) async throws {
        guard let person = viewer.personID else { throw Refusal.signInRequired }
        try await database.write { db in
            guard try db.forgetAt(of: person) != nil else { return }
            try db.setForget(person, at: nil)
            try recordForgetting(.forgetTakenBack, of: person, db)
        }
    }

    /// In each of their networks, for nobody's eyes but the audit's.
    private func recordForgetting(_ kind: Event.Kind, of person: ID, _ db: any Connection) throws {
        for place in try db.memberships(of: person) {
            try db.record(
                Event(
                    kind, on: place.member, in: place.network, by: Actor(kind: .member, id: place.member),
                    at: world.now(), audience: .concerned, id: world.newID()))
        }
    }

    /// Forgets accounts whose days are over.
    func forgetAccounts() async throws {
        let now = world.now()
        for person in try await database.read({ db in try db.accountsToForget(by: now, limit: 50) }) {
            for place in try await database.read({ db in try db.memberships(of: person) })
            where try await database.read({ db in try db.blankAt(place.member, in: place.network) }) != nil {
                try await blankWords(of: place.member, in: place.network)
            }
            let remains = try await remains(of: person)
            try await database.write { db in try forget(person, remains, at: now, db) }
        }
    }

    private func forget(_ person: ID, _ remains: Remains, at now: Int64, _ db: any Connection) throws {
        // To the address that is destroyed with this.
        try db.tell(
            person: person, LeaveWords.receipt, LeaveWords.receiptBody(remains), vault: vault, id: world.newID(),
            at: now)
        let name = try db.name(of: person) ?? ""
        let blank = vault.seal([], key: world.bytes(Sodium.keyLength), context: person.bytes)
        for place in try db.memberships(of: person) {
            try tellHolders(remains.holders, of: name, in: place.network, db)
            try db.record(
                Event(
                    .forgotten, on: place.member, in: place.network, by: Actor(kind: .system, id: nil), at: now,
                    audience: .stewards, id: world.newID()))
        }
        try db.forget(person: person, name: LeaveWords.formerMember, blank: blank, hash: world.bytes(32), at: now)
    }
}
