internal import Database

extension NeedActs {
    /// The settings of a network, at most a second old.
    func settings(of network: ID) async throws -> DeskSettings {
        try await duty.picture(of: network, now: world.now()).settings
    }

    /// Changes how the desk works. What runs already keeps its deadline: it was promised.
    ///
    /// - Parameter version: what the caller has read; another is refused.
    /// - Throws: ``Refusal/invalid(_:)``, ``Refusal/stale``, ``Refusal/notFound`` for a thing that is gone.
    func change(
        _ changes: [SettingsChange], version: Int? = nil, by viewer: Viewer, in network: ID
    ) async throws -> DeskSettings {
        try Policy.require(.editSettings, viewer)
        let now = world.now()
        let after = try await database.write { db in
            let settings = try db.settings(of: network)
            if let version, version != settings.version { throw Refusal.stale }
            let after = try SettingsRules.apply(changes, to: settings) {
                world.newID().description
            }
            for part in DeskSettings.Part.allCases {
                // What is said last holds: a part can be reset and then changed in one call.
                guard let last = changes.last(where: { $0.part == part }) else { continue }
                if case .reset = last {
                    try db.forgetSettings(part, of: network)
                } else {
                    try db.save(after, part, of: network, at: now)
                }
                try db.record(
                    Event(
                        .settingsChanged, on: network, in: network, by: viewer.actor, at: now, audience: .members,
                        details: [("part", .text(part.rawValue)), ("version", .number(Int64(after.version)))]
                            + SettingsDifference.details(part, from: settings, to: after),
                        id: world.newID()))
            }
            try db.saveVersion(of: after, in: network)
            return after
        }
        duty.forget(network)
        limitsInForce.forget(network)
        return after
    }

    /// Changes how long things are kept. What is over by the new length goes with the next sweep.
    ///
    /// - Throws: ``Refusal/invalid(_:)`` naming each kind whose days are out of bounds.
    func keep(_ days: [Retention.Kind: Int?], by viewer: Viewer, in network: ID) async throws -> Retention {
        try Policy.require(.editSettings, viewer)
        let problems = Retention.Kind.allCases.compactMap { kind -> FieldProblem? in
            guard let given = days[kind], given.map(kind.bounds.contains) != true else { return nil }
            return FieldProblem(
                "keep.\(kind.rawValue)", JoinWords.between(kind.bounds.lowerBound, kind.bounds.upperBound))
        }
        guard problems.isEmpty else { throw Refusal.invalid(problems) }
        let now = world.now()
        return try await database.write { db in
            let before = try db.retention(of: network)
            var after = before
            for (kind, given) in days { if let given { after[kind] = given } }
            guard after != before else { return before }
            try db.save(after, of: network)
            let changed = Retention.Kind.allCases.filter { before[$0] != after[$0] }
            try db.record(
                Event(
                    .settingsChanged, on: network, in: network, by: viewer.actor, at: now, audience: .members,
                    details: [("part", .text("retention"))]
                        + changed.flatMap { FieldChange.open($0.rawValue, String(before[$0]), String(after[$0])) },
                    id: world.newID()))
            return after
        }
    }

    func retention(of network: ID) async throws -> Retention {
        try await database.read { db in try db.retention(of: network) }
    }

    /// The latest changes of settings, for all members.
    func settingsStory(of network: ID) async throws -> [SealedEvent] {
        try await database.read { db in
            try db.story(of: network, in: network, tier: .members, vault: vault).filter { $0.kind == .settingsChanged }
                .suffix(20).reversed()
        }
    }
}
