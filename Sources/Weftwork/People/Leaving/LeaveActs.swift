internal import Database
internal import Engine

/// What leaving would do, shown before.
struct LeavePreview: Sendable {
    let owned: Int
    let promised: Int
    let given: Int
    /// Until when an account that is to be forgotten can come back.
    let forgetAt: Int64?
}

extension MemberActs {
    /// So long one can come back; then the keys are destroyed.
    static let grace = 14 * Time.day

    func leavePreview(for viewer: Viewer, in network: ID) async throws -> LeavePreview {
        let member = try own(viewer, in: network)
        let held = try await holdings.count(of: member.id, in: network)
        return try await database.read { db in
            LeavePreview(
                owned: held.owned, promised: held.promised,
                given: try db.vouches(of: member.id, in: network).filter { $0.fromID == member.id }.count,
                forgetAt: try db.forgetAt(of: member.personID))
        }
    }

    /// Leaves a network at once. What one owned passes on the same hour, with one's note; promises are given back.
    func leave(note: String, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network)
        try await leave(member.id, note: Clean.prose(note), by: viewer, in: network)
    }

    private func leave(_ member: ID, note: String, by viewer: Viewer, in network: ID) async throws {
        let now = world.now()
        guard note.count <= 1000 else { throw Refusal.invalid("note", SiteWords.tooLong) }
        let isLastLead = try await database.read { db in
            try db.candidates([.coordinator], in: network, except: [member]).isEmpty
                && db.candidates([], in: network, except: [member]).isEmpty
        }
        // Somebody must be there for those who wait.
        guard !isLastLead else { throw Refusal.conflict(LeaveWords.lastLead) }
        _ = try await holdings.handOn(from: member, in: network, note: note.isEmpty ? LeaveWords.handedOn(.zh) : note)
        try await handOnMatters(of: member, in: network)
        try await database.write { db in
            try db.leave(member, in: network, at: now)
            try db.revokePasses(of: member, in: network, at: now)
            try db.endRoles(of: member, in: network, at: now)
            try record(.memberLeft, on: member, in: network, by: viewer, audience: .members, db)
        }
    }

    private func handOnMatters(of member: ID, in network: ID) async throws {
        let clocks = try await database.read { db in
            try db.clocksOfPeople(in: network, owner: member)
        }
        for clock in clocks {
            guard let next = try await backup(of: clock) else { continue }
            try await database.write { db in try pass(clock, to: next, db) }
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
            try db.record(
                Event(
                    .memberReturned, on: place.id, in: network, by: Actor(kind: .member, id: place.id), at: now,
                    audience: .members, id: world.newID()))
        }
    }

    // MARK: The account

    /// Leaves all networks and has the account forgotten when the days for coming back are over.
    func askToBeForgotten(note: String, by viewer: Viewer) async throws {
        guard let person = viewer.personID else { throw Refusal.signInRequired }
        let now = world.now()
        let places = try await database.read { db in
            try db.memberships(of: person).filter { place in
                try db.place(of: person, in: place.network)?.state.isPresent ?? false
            }
        }
        for place in places { try await leave(place.member, note: Clean.prose(note), by: viewer, in: place.network) }
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
            try await database.write { db in
                // To the address that is destroyed with this.
                try db.tell(
                    person: person, LeaveWords.receipt, LeaveWords.receiptBody, vault: vault, id: world.newID(), at: now
                )
                let blank = vault.seal([], key: world.bytes(Sodium.keyLength), context: person.bytes)
                for place in try db.memberships(of: person) {
                    try db.record(
                        Event(
                            .forgotten, on: place.member, in: place.network, by: Actor(kind: .system, id: nil), at: now,
                            audience: .stewards, id: world.newID()))
                }
                try db.forget(
                    person: person, name: LeaveWords.formerMember, blank: blank, hash: world.bytes(32), at: now)
            }
        }
    }
}
