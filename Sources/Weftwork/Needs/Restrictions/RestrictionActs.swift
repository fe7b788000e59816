internal import Database
internal import Engine

/// A restriction as its network's page lists it.
struct ListedRestriction: Sendable {
    let restriction: Restriction
    let isInForce: Bool
    let isOver: Bool
}

extension NeedActs {
    /// Sets what an authority keeps to itself. Those whose needs and promises it binds are told when it begins.
    /// - Throws: ``Refusal/invalid(_:)`` with every wrong field.
    func setRestriction(
        _ draft: RestrictionDraft, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> Restriction {
        try Policy.require(.setRestriction, viewer)
        defer { limitsInForce.forget(network) }
        let now = world.now(), settings = try await settings(of: network)
        return try await database.write { db in
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.restriction(earlier, in: network)
            {
                return known
            }
            let good = try RestrictionRules.cleaned(draft, at: now, settings.catalogue, places)
            let tie = try EmergencyRules.named(
                draft.emergency, area: good.area, among: try db.emergencies(in: network), isDesk: true)?.tie
            let restriction = Restriction(
                id: world.newID(), networkID: network, categories: good.categories, items: good.items, area: good.area,
                from: good.from, until: draft.until, authority: good.authority, permit: good.permit,
                channel: good.channel, note: good.note, setBy: viewer.member?.id, setAt: now, changedAt: now,
                liftedAt: nil, emergency: tie)
            try db.insert(restriction)
            try record(
                .restrictionSet, restriction, by: viewer, at: now, db,
                [
                    ("authority", .text(restriction.authority)),
                    ("categories", .text(restriction.categories.map(\.rawValue).sorted().joined(separator: " "))),
                    ("items", .text(restriction.items.map(\.id).joined(separator: " "))),
                    ("area", .text(restriction.area.parts.joined(separator: " / "))),
                    ("from", .text(Format.rfc3339(restriction.from))),
                    ("until", .text(restriction.until.map(Format.rfc3339))),
                    ("emergency", .text(tie?.name)),
                ])
            try db.remember(once, object: restriction.id, by: viewer, in: network, at: now)
            return restriction
        }
    }

    /// Changes how long it holds and how the authority is asked; what it binds stays as it was set.
    /// - Throws: ``Refusal/conflict(_:_:)`` where it is over.
    func changeRestriction(
        _ id: ID, _ change: RestrictionChange, by viewer: Viewer, in network: ID
    ) async throws -> Restriction {
        try Policy.require(.setRestriction, viewer)
        defer { limitsInForce.forget(network) }
        let now = world.now()
        return try await database.write { db in
            guard let restriction = try db.restriction(id, in: network) else { throw Refusal.notFound }
            try requireGoing(restriction, at: now)
            let next = try RestrictionRules.changed(restriction, change, at: now)
            guard next != restriction else { return restriction }
            try db.save(next)
            try record(
                .restrictionChanged, next, by: viewer, at: now, db,
                FieldChange.open("until", restriction.until.map(Format.rfc3339), next.until.map(Format.rfc3339))
                    + FieldChange.open("channel", restriction.channel.words, next.channel.words)
                    + FieldChange.open("phone", restriction.channel.phone, next.channel.phone)
                    + FieldChange.open("link", restriction.channel.link, next.channel.link)
                    + FieldChange.open("note", restriction.note, next.note))
            return next
        }
    }

    /// It holds no more, from now on. Those whom it bound are told.
    func liftRestriction(_ id: ID, by viewer: Viewer, in network: ID) async throws -> Restriction {
        try Policy.require(.setRestriction, viewer)
        defer { limitsInForce.forget(network) }
        let now = world.now()
        return try await database.write { db in
            guard var restriction = try db.restriction(id, in: network) else { throw Refusal.notFound }
            try requireGoing(restriction, at: now)
            guard try db.lift(restriction, by: viewer.member?.id, at: now) else { throw Refusal.stale }
            restriction.liftedAt = now
            // What has not begun has bound nobody.
            if restriction.from > now { _ = try db.takeEnd(of: restriction, at: now) }
            try record(.restrictionLifted, restriction, by: viewer, at: now, db, [])
            return restriction
        }
    }

    /// What an authority keeps to itself here, for everybody: what holds and will hold first.
    func restrictions(for viewer: Viewer, in network: ID) async throws -> [ListedRestriction] {
        try Policy.require(.seeRestrictions, viewer)
        let now = world.now()
        let all = try await database.read { db in try db.restrictions(in: network) }
        let listed = all.map {
            ListedRestriction(
                restriction: $0, isInForce: $0.isInForce(at: now), isOver: $0.isOver(at: now))
        }
        return listed.filter { !$0.isOver } + listed.filter(\.isOver).prefix(20)
    }

    /// What holds in a network now, to read needs by.
    func limits(of network: ID) async throws -> RestrictionReading {
        let now = world.now()
        return try await limitsInForce.value(of: network, now: now) {
            let found = try await database.read { db in try db.restrictionsInForce(in: network, at: now) }
            if found.isEmpty { return .none }
            return RestrictionReading(
                restrictions: found, catalogue: try await settings(of: network).catalogue)
        }
    }

    private func requireGoing(_ restriction: Restriction, at now: Int64) throws(Refusal) {
        guard restriction.isOver(at: now) else { return }
        throw .conflict(RestrictionWords.isOver, Refusal.Extras(state: "over", allowed: []))
    }

    func record(
        _ kind: Event.Kind, _ restriction: Restriction, by viewer: Viewer, at now: Int64, _ db: any Connection,
        _ details: [(String, EventValue)]
    ) throws {
        try db.record(
            Event(
                kind, on: restriction.id, in: restriction.networkID, by: viewer.actor, at: now, audience: .public,
                details: details, id: world.newID()))
    }
}
