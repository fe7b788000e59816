internal import Database
internal import Engine

extension MemberActs {
    func membership(of viewer: Viewer, in network: ID) async throws -> OwnMembership {
        let member = try own(viewer, in: network)
        let found = try await database.read { db in try db.ownMembership(member.id, in: network) }
        guard let found else { throw Refusal.notFound }
        return found
    }

    /// Chooses how much one gives.
    func choose(_ draft: LevelDraft, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network)
        let now = world.now()
        let (level, askAgainAt) = try LevelRules.cleaned(draft, now: now)
        try await database.write { db in
            let before = try db.ownMembership(member.id, in: network)?.level
            try db.setLevel(level, askAgainAt: askAgainAt, of: member.id, in: network, at: now)
            if var arrival = try db.arrival(of: member.id, in: network) { try settle(&arrival, now, db) }
            try record(
                .levelChosen, on: member.id, in: network, by: viewer, audience: .members, db,
                before == level
                    ? [("level", .text(level.rawValue))]
                    : FieldChange.open("level", before?.rawValue, level.rawValue))
        }
    }

    /// Writes down what the convener gives.
    /// - Throws: ``Refusal/invalid(_:)`` naming the field.
    @discardableResult
    func promise(_ draft: PromiseDraft, by viewer: Viewer, in network: ID) async throws -> ID {
        try Policy.require(.promise, viewer)
        guard let kind = ConvenerPromise.Kind(rawValue: draft.kind) else {
            throw Refusal.invalid(
                "kind", SiteWords.badChoice(ConvenerPromise.Kind.allCases.map(\.rawValue), draft.kind))
        }
        let text = Clean.sentence(draft.text), now = world.now(), id = world.newID()
        guard text.count >= 4 else { throw Refusal.invalid("text", MemberWords.sayMore) }
        guard text.count <= 500 else { throw Refusal.invalid("text", SiteWords.tooLong) }
        let until = try draft.until.map { text throws(Refusal) -> Int64 in
            guard let day = Format.endOfDay(text), day > now else { throw .invalid("until", LevelWords.badDay) }
            return day
        }
        try await database.write { db in
            let promise = ConvenerPromise(id: id, kind: kind, text: text, until: until, byID: viewer.member?.id)
            try db.insert(promise, in: network, at: now)
            try record(
                .promiseMade, on: id, in: network, by: viewer, audience: .members, db,
                [("kind", .text(kind.rawValue))])
        }
        return id
    }

    func endPromise(_ id: ID, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.promise, viewer)
        let now = world.now()
        try await database.write { db in
            guard try db.endPromise(id, in: network, at: now) else { throw Refusal.notFound }
            try record(.promiseEnded, on: id, in: network, by: viewer, audience: .members, db)
        }
    }

    /// Asks the undecided on the day they named.
    func askUndecided() async throws {
        let now = world.now()
        for (network, member) in try await database.read({ db in try db.undecidedToAsk(by: now, limit: 200) }) {
            try await database.write { db in
                try db.setLevel(.undecided, askAgainAt: nil, of: member, in: network, at: now)
                try tell(member, in: network, LevelWords.title, LevelWords.mailAsk, to: "/me", db)
            }
        }
    }
}
