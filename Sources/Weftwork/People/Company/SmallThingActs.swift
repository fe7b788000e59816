internal import Database

extension MemberActs {
    /// Takes on a small thing.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` for one who has enough open, or has this one.
    @discardableResult
    func takeSmallThing(_ kind: String, by viewer: Viewer, in network: ID) async throws -> ID {
        let member = try own(viewer, in: network)
        let kinds = SmallThing.Kind.allCases.filter { member.standing >= $0.leastStanding }
        guard let kind = kinds.first(where: { $0.rawValue == kind }) else {
            throw Refusal.invalid("kind", SiteWords.badChoice(kinds.map(\.rawValue), kind))
        }
        let thing = SmallThing(
            id: world.newID(), networkID: network, memberID: member.id, kind: kind, takenAt: world.now(), doneAt: nil,
            confirmedByID: nil, confirmedAt: nil)
        try await database.write { db in
            let open = try db.smallThings(of: member.id, in: network).filter(\.isOpen)
            guard open.count < SmallThingRules.mostOpen else {
                throw Refusal.conflict(SmallThingWords.enough(SmallThingRules.mostOpen))
            }
            guard !open.contains(where: { $0.kind == kind }) else { throw Refusal.conflict(SmallThingWords.hasIt) }
            try db.insert(thing)
            try record(
                .smallThingTaken, on: member.id, in: network, by: viewer, audience: .members, db,
                [("kind", .text(kind.rawValue))])
        }
        return thing.id
    }

    /// Gives it back, without blame.
    func dropSmallThing(_ id: ID, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network)
        try await database.write { db in
            guard let thing = try db.smallThing(id, in: network), thing.memberID == member.id else {
                throw Refusal.notFound
            }
            guard try db.drop(thing) else { throw Refusal.conflict(SmallThingWords.isConfirmed) }
            try db.stopClock(of: id, in: network)
        }
    }

    /// Says that it is done, with a line about what was done; their buddy, else the welcome duty, is asked to confirm it.
    func doSmallThing(_ id: ID, _ words: String, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network), now = world.now()
        let words = try MatterRules.named("words", words)
        let duty = try await owner(for: .application, about: nil, except: [member.id], in: network)
        try await database.write { db in
            guard let thing = try db.smallThing(id, in: network), thing.memberID == member.id,
                let key = try db.key(of: member.personID, in: vault)
            else { throw Refusal.notFound }
            let box = vault.seal(Array(words.utf8), key: key, context: id.bytes)
            guard try db.setDone(thing, words: box, at: now) else {
                throw Refusal.conflict(SmallThingWords.isConfirmed)
            }
            let owner = try db.arrival(of: member.id, in: network)?.buddyID ?? duty
            let due = now + SmallThingRules.confirming
            try db.start(
                Clock(
                    networkID: network, object: .smallThing, objectID: id, needID: member.id, step: "smallThing",
                    ownerID: owner, startedAt: now, dueAt: due, stage: 0,
                    nextAt: Escalation.next(after: .none, start: now, due: due)))
            try record(
                .smallThingDone, on: member.id, in: network, by: viewer, audience: .concerned, db,
                [("kind", .text(thing.kind.rawValue))])
            try tell(
                owner, in: network, SmallThingWords.title, SmallThingWords.mailDone(member.name), to: "/me/company", db)
        }
    }

    /// A second person confirms what was done. It is a newcomer's first thing, and stands on their path.
    func confirmSmallThing(_ id: ID, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network), now = world.now()
        try await database.write { db in
            let thing = try confirmable(id, viewer, network, db)
            guard try db.confirm(thing, by: member.id, at: now) else { throw Refusal.conflict(SmallThingWords.notDone) }
            try db.stopClock(of: id, in: network)
            if var arrival = try db.arrival(of: thing.memberID, in: network), arrival.firstThingAt == nil {
                arrival.firstThingAt = now
                try settle(&arrival, now, db)
            }
            try record(
                .smallThingConfirmed, on: thing.memberID, in: network, by: viewer, audience: .members, db,
                [("kind", .text(thing.kind.rawValue))])
            try tell(
                thing.memberID, in: network, SmallThingWords.title, SmallThingWords.mailConfirmed(member.name),
                to: "/me/path", db)
        }
    }

    /// It is not done yet, with a word on what is missing.
    func sendBackSmallThing(_ id: ID, _ words: String, by viewer: Viewer, in network: ID) async throws {
        let words = try MatterRules.named("words", words)
        try await database.write { db in
            let thing = try confirmable(id, viewer, network, db)
            guard thing.doneAt != nil, try db.setDone(thing, words: nil, at: nil) else {
                throw Refusal.conflict(SmallThingWords.notDone)
            }
            try db.stopClock(of: id, in: network)
            try tell(
                thing.memberID, in: network, SmallThingWords.title, SmallThingWords.mailBack(words),
                to: "/me/small-things", db)
        }
    }

    private func confirmable(_ id: ID, _ viewer: Viewer, _ network: ID, _ db: any Connection) throws -> SmallThing {
        guard let thing = try db.smallThing(id, in: network) else { throw Refusal.notFound }
        let buddy = try db.arrival(of: thing.memberID, in: network)?.buddyID
        let owner = try db.clock(of: id, in: network)?.ownerID
        guard SmallThingRules.mayConfirm(thing, viewer, buddy: buddy, owner: owner) else { throw Refusal.notFound }
        return thing
    }
}
