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
                        details: [("part", .text(part.rawValue)), ("version", .number(Int64(after.version)))],
                        id: world.newID()))
            }
            try db.saveVersion(of: after, in: network)
            return after
        }
        duty.forget(network)
        return after
    }
}
