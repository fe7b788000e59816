internal import Database
internal import Engine

/// What whoever scans a pass sees.
struct ScannedPass: Sendable {
    let pass: Pass
    let name: String
    let network: Network
    let holds: Bool
    /// Its holder agreed to show it.
    let photo: StoredFile?
}

extension MemberActs {
    static let passHours = 1...72

    func code(ofPass pass: ID) -> String { vault.linkCode("pass", pass) }

    /// What of one's own a pass can be for: it ends with it.
    func purposes(of viewer: Viewer, in network: ID) async throws -> [Holding] {
        let member = try own(viewer, in: network)
        return try await holdings.purposes(of: member.id, in: network, now: world.now())
    }

    /// - Throws: ``Refusal/invalid(_:)``, also at `for` where promise or shift is not one's own, or over.
    @discardableResult
    func makePass(_ draft: PassDraft, by viewer: Viewer, in network: ID) async throws -> Pass {
        let member = try own(viewer, in: network), now = world.now()
        let task = try MatterRules.named("task", draft.task, least: 2)
        guard task.count <= 120 else { throw Refusal.invalid("task", SiteWords.tooLong) }
        guard let hours = draft.hours, MemberActs.passHours.contains(hours) else {
            throw Refusal.invalid("hours", VisitWords.badPassHours)
        }
        var until = now + Int64(hours) * Time.hour
        if let wanted = draft.claim ?? draft.shift {
            let own = try await holdings.purposes(of: member.id, in: network, now: now)
            guard let found = own.first(where: { $0.id == wanted && $0.isShift == (draft.claim == nil) }) else {
                throw Refusal.invalid("for", VisitWords.notYourOwn)
            }
            until = min(until, found.endsAt ?? until)
        }
        let pass = Pass(
            id: world.newID(), networkID: network, memberID: member.id, task: task, madeAt: now, until: until,
            revokedAt: nil, claimID: draft.claim, shiftID: draft.claim == nil ? draft.shift : nil)
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

    /// Everybody's passes in force, for those who answer for the network.
    func passesInForce(for viewer: Viewer, in network: ID) async throws -> [HeldPass] {
        try Policy.require(.seePasses, viewer)
        let now = world.now()
        let found = try await database.read { db in try db.passesInForce(in: network, at: now) }
        var held: [HeldPass] = []
        for one in found where try await !hasEnded(one.pass) { held.append(one) }
        return held
    }

    /// Ends a pass at once: its holder, or who answers for the network.
    func revokePass(_ id: ID, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network), now = world.now()
        try await database.write { db in
            guard let pass = try db.pass(id), pass.networkID == network,
                pass.memberID == member.id || Policy.allows(.seePasses, viewer)
            else { throw Refusal.notFound }
            guard try db.revokePass(id, in: network, at: now) else { return }
            try record(.passRevoked, on: id, in: network, by: viewer, audience: .stewards, db)
            if pass.memberID != member.id {
                try tell(
                    pass.memberID, in: network, VisitWords.passes, VisitWords.mailRevoked(pass.task), to: "/me/safety",
                    evenSuspended: true, db)
            }
        }
    }

    private func hasEnded(_ pass: Pass) async throws -> Bool {
        try await holdings.hasEnded(claim: pass.claimID, shift: pass.shiftID, in: pass.networkID, now: world.now())
    }

    /// What whoever scans a pass sees; the look is recorded for its holder.
    func scan(_ code: String, agent: String) async throws -> ScannedPass {
        guard let id = vault.id("pass", ofLinkCode: code),
            let seen = try await database.read({ db in try db.pass(id) })
        else { throw Refusal.notFound }
        let now = world.now(), hasEnded = try await hasEnded(seen)
        return try await database.write { db in
            let scanned = try scanned(id, hasEnded: hasEnded, at: now, db)
            try db.recordScan(of: scanned.pass, agent: agent, id: world.newID(), at: now)
            return scanned
        }
    }

    /// The photo on a pass that holds, if its holder shows one; the look at the pass itself is on record already.
    func photo(onPass code: String) async throws -> StoredFile? {
        guard let id = vault.id("pass", ofLinkCode: code),
            let seen = try await database.read({ db in try db.pass(id) })
        else { return nil }
        let now = world.now(), hasEnded = try await hasEnded(seen)
        return try await database.read { db in try scanned(id, hasEnded: hasEnded, at: now, db) }.photo
    }

    private func scanned(_ id: ID, hasEnded: Bool, at now: Int64, _ db: any Connection) throws -> ScannedPass {
        guard let pass = try db.pass(id), let network = try db.network(id: pass.networkID) else {
            throw Refusal.notFound
        }
        // Whoever is suspended or has left is no member: no name is shown, and no face.
        let member = try db.member(pass.memberID, in: network.id).flatMap { $0.isSuspended ? nil : $0 }
        let holds = pass.holds(at: now) && member != nil && !hasEnded
        let portrait = try member.flatMap { holds ? try db.portrait(of: $0.personID, vault: vault) : nil }
        return ScannedPass(
            pass: pass, name: member?.name ?? "", network: network, holds: holds,
            photo: portrait.flatMap { $0.isOnPasses ? $0.file : nil })
    }
}
