internal import Database
internal import Engine

/// A late visit, opened by who answers for it.
struct OpenedVisit: Sendable {
    let visit: Visit
    let name: String
    /// Nothing before it is late, or where nobody opened it.
    let place: String?
    let emergencyContact: String?
}

extension MemberActs {
    // MARK: On site

    func openVisit(of viewer: Viewer, in network: ID) async throws -> Visit? {
        let member = try own(viewer, in: network)
        return try await database.read { db in try db.openVisit(of: member.id, in: network) }
    }

    /// Goes out: says where to, and when they mean to be back.
    @discardableResult
    func checkIn(_ draft: VisitDraft, by viewer: Viewer, in network: ID) async throws -> Visit {
        let member = try own(viewer, in: network), now = world.now()
        let (place, length) = try VisitRules.cleaned(draft)
        let duty = try await holdings.owner(of: draft.need, in: network)
        let fallback = try? await owner(for: .incident, about: nil, except: [member.id], in: network)
        guard let keeper = [duty, fallback].compactMap({ $0 }).first(where: { $0 != member.id }) else {
            throw Refusal.conflict(MatterWords.nobody)
        }
        let visit = Visit(
            id: world.newID(), networkID: network, memberID: member.id, needID: draft.need, checkedInAt: now,
            dueAt: now + length, outAt: nil)
        try await database.write { db in
            if try db.openVisit(of: member.id, in: network) != nil { throw Refusal.conflict(VisitWords.alreadyOut) }
            guard let key = try db.key(of: member.personID, in: vault) else { throw Refusal.notFound }
            try db.insert(visit, place: vault.seal(Array(place.utf8), key: key, context: visit.id.bytes))
            try db.start(
                Clock(
                    networkID: network, object: .visit, objectID: visit.id, needID: visit.id, step: "out",
                    ownerID: keeper,
                    startedAt: now, dueAt: visit.dueAt, stage: 0, nextAt: visit.dueAt))
            try record(.checkedIn, on: visit.id, in: network, by: viewer, audience: .concerned, db)
        }
        return visit
    }

    func checkOut(by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network), now = world.now()
        try await database.write { db in
            guard let visit = try db.openVisit(of: member.id, in: network), try db.checkOut(visit, at: now) else {
                return
            }
            try db.stopClock(of: visit.id, in: network)
            try record(.checkedOut, on: visit.id, in: network, by: viewer, audience: .concerned, db)
        }
    }

    /// What who answers for a visit sees of it.
    func visit(_ id: ID, for viewer: Viewer, in network: ID) async throws -> OpenedVisit {
        let member = try own(viewer, in: network)
        return try await database.read { db in
            let (visit, other) = try kept(id, by: member, network, db)
            return OpenedVisit(visit: visit, name: other.name, place: nil, emergencyContact: nil)
        }
    }

    private func kept(_ id: ID, by member: Member, _ network: ID, _ db: any Connection) throws -> (Visit, Member) {
        guard let visit = try db.visit(id, in: network), let other = try db.member(visit.memberID, in: network) else {
            throw Refusal.notFound
        }
        let isKeeper = try db.clock(of: id, in: network)?.ownerID == member.id
        guard isKeeper || member.standing == .steward || member.has(.coordinator), other.id != member.id else {
            throw Refusal.notFound
        }
        return (visit, other)
    }

    /// Opens where somebody went who is late, and whom to call; they are told.
    func openLate(_ id: ID, by viewer: Viewer, in network: ID) async throws -> OpenedVisit {
        let member = try own(viewer, in: network), now = world.now()
        return try await database.write { db in
            let (visit, other) = try kept(id, by: member, network, db)
            guard visit.outAt == nil, visit.dueAt <= now else { throw Refusal.conflict(VisitWords.notLate) }
            guard let key = try db.key(of: other.personID, in: vault) else { throw Refusal.notFound }
            let contact = try db.profile(of: other.personID, vault: vault).first { $0.field == .emergencyContact }
            try record(
                .revealed, on: visit.id, in: network, by: viewer, audience: .concerned, db, [("what", .text("visit"))])
            try tell(other.id, in: network, VisitWords.title, VisitWords.mailOpened(member.name), to: "/me/safety", db)
            return OpenedVisit(
                visit: visit, name: other.name, place: try db.place(of: visit, key: key, vault: vault),
                emergencyContact: contact?.text)
        }
    }

    // MARK: Passes

    static let passHours = 1...72

    func code(ofPass pass: ID) -> String { vault.linkCode("pass", pass) }

    @discardableResult
    func makePass(_ draft: PassDraft, by viewer: Viewer, in network: ID) async throws -> Pass {
        let member = try own(viewer, in: network), now = world.now()
        let task = try MatterRules.named("task", draft.task, least: 2)
        guard task.count <= 120 else { throw Refusal.invalid("task", SiteWords.tooLong) }
        guard let hours = draft.hours, MemberActs.passHours.contains(hours) else {
            throw Refusal.invalid("hours", VisitWords.badPassHours)
        }
        let pass = Pass(
            id: world.newID(), networkID: network, memberID: member.id, task: task, madeAt: now,
            until: now + Int64(hours) * Time.hour, revokedAt: nil, claimID: draft.claim)
        try await database.write { db in
            try db.insert(pass)
            try record(.passMade, on: pass.id, in: network, by: viewer, audience: .stewards, db)
        }
        return pass
    }

    func passes(of viewer: Viewer, in network: ID) async throws -> [(pass: Pass, scans: [(at: Int64, agent: String)])] {
        let member = try own(viewer, in: network)
        return try await database.read { db in
            try db.passes(of: member.id, in: network).map { ($0, try db.scans(of: $0.id, in: network)) }
        }
    }

    /// Ends a pass at once: its holder, or who answers for the network.
    func revokePass(_ id: ID, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network), now = world.now()
        try await database.write { db in
            guard let pass = try db.pass(id), pass.networkID == network,
                pass.memberID == member.id || Policy.allows(.suspend, viewer)
            else { throw Refusal.notFound }
            guard try db.revokePass(id, in: network, at: now) else { return }
            try record(.passRevoked, on: id, in: network, by: viewer, audience: .stewards, db)
        }
    }

    /// What whoever scans a pass sees; the look is recorded for its holder.
    func scan(_ code: String, agent: String) async throws -> (pass: Pass, name: String, network: Network, holds: Bool) {
        guard let id = vault.id("pass", ofLinkCode: code) else { throw Refusal.notFound }
        let now = world.now()
        guard let seen = try await database.read({ db in try db.pass(id) }) else { throw Refusal.notFound }
        let hasEnded = try await holdings.hasEnded(seen.claimID, in: seen.networkID)
        return try await database.write { db in
            guard let pass = try db.pass(id), let network = try db.network(id: pass.networkID) else {
                throw Refusal.notFound
            }
            try db.recordScan(of: pass, agent: agent, id: world.newID(), at: now)
            // Whoever is suspended or has left is no member: no name is shown.
            let member = try db.member(pass.memberID, in: network.id).flatMap { $0.isSuspended ? nil : $0 }
            return (pass, member?.name ?? "", network, pass.holds(at: now) && member != nil && !hasEnded)
        }
    }
}
