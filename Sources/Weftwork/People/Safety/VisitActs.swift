internal import Database
internal import Engine

/// A late visit, opened by who answers for it.
struct OpenedVisit: Sendable {
    let visit: Visit
    let name: String
    /// Nothing before it is late, or where nobody opened it.
    let place: String?
    let emergencyContact: String?
    let insurance: String?
}

extension MemberActs {
    // MARK: On site

    /// Who insures the one who asks, as they noted it.
    func insurance(of viewer: Viewer) async throws -> String? {
        guard let person = viewer.personID else { return nil }
        return try await profile(of: person).first { $0.field == .insurance }?.text
    }

    func openVisit(of viewer: Viewer, in network: ID) async throws -> Visit? {
        let member = try own(viewer, in: network)
        return try await database.read { db in try db.openVisit(of: member.id, in: network) }
    }

    /// Goes out: says where to, and when they mean to be back.
    @discardableResult
    func checkIn(_ draft: VisitDraft, by viewer: Viewer, in network: ID) async throws -> Visit {
        let member = try own(viewer, in: network), now = world.now()
        let (place, length) = try VisitRules.cleaned(draft)
        let duty = try await holdings.owner(of: draft.need, seenBy: viewer, in: network)
        let fallback = try? await owner(for: .incident, about: nil, except: [member.id], in: network)
        guard let keeper = [duty, fallback].compactMap({ $0 }).first(where: { $0 != member.id }) else {
            throw Refusal.conflict(MatterWords.nobody)
        }
        let visit = Visit(
            id: world.newID(), networkID: network, memberID: member.id, needID: duty == nil ? nil : draft.need,
            checkedInAt: now,
            dueAt: now + length, outAt: nil)
        try await database.write { db in
            if try db.openVisit(of: member.id, in: network) != nil { throw Refusal.conflict(VisitWords.alreadyOut) }
            if let need = visit.needID {
                try holdings.setOut(to: need, seen: draft.seen, by: viewer, in: network, db)
            }
            guard let key = try db.key(of: member.personID, in: vault) else { throw Refusal.notFound }
            try db.insert(visit, place: vault.seal(Array(place.utf8), key: key, context: visit.id.bytes))
            if let insurance = draft.insurance {
                let entry = ProfileEntry(field: .insurance, text: Clean.sentence(insurance), audience: .case)
                try db.save(entry, of: member.personID, key: key, vault: vault, at: now)
            }
            try db.start(
                Clock(
                    networkID: network, object: .visit, objectID: visit.id, needID: visit.id, step: "out",
                    ownerID: keeper,
                    startedAt: now, dueAt: visit.dueAt, stage: 0, nextAt: visit.dueAt))
            try record(.checkedIn, on: visit.id, in: network, by: viewer, audience: .concerned, db)
        }
        return visit
    }

    /// What has changed of a need since the one who asks promised something of it.
    func changesSincePromise(
        of need: ID?, by viewer: Viewer, in network: ID
    ) async throws -> (changes: [Refusal.Change], stamp: String)? {
        guard (try? await holdings.owner(of: need, seenBy: viewer, in: network)) != nil else { return nil }
        return try await holdings.changesSincePromise(of: need, by: viewer, in: network)
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
            return OpenedVisit(visit: visit, name: other.name, place: nil, emergencyContact: nil, insurance: nil)
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
            let profile = try db.profile(of: other.personID, vault: vault)
            func said(_ field: ProfileField) -> String? {
                profile.first { $0.field == field && !$0.text.isEmpty }?.text
            }
            try record(
                .revealed, on: visit.id, in: network, by: viewer, audience: .concerned, db, [("what", .text("visit"))])
            try tell(other.id, in: network, VisitWords.title, VisitWords.mailOpened(member.name), to: "/me/safety", db)
            return OpenedVisit(
                visit: visit, name: other.name, place: try db.place(of: visit, key: key, vault: vault),
                emergencyContact: said(.emergencyContact), insurance: said(.insurance))
        }
    }
}
