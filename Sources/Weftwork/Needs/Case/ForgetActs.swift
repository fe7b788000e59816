internal import Database

extension NeedActs {
    /// The requester has her contact, her address and her description destroyed before their time, once her need has ended.
    /// - Throws: ``Refusal/conflict(_:_:)`` while somebody may still have to reach her.
    func forget(_ id: ID, by viewer: Viewer, in network: ID) async throws {
        let now = world.now()
        try await database.write { db in
            guard var need = try db.need(id, in: network) else { throw Refusal.notFound }
            try Policy.require(.forgetMe, viewer, ties: try db.ties(of: viewer, to: need, now: now))
            guard !need.state.isOpen else {
                throw Refusal.conflict(
                    TrackWords.forgetLater, Refusal.Extras(state: need.state.rawValue, allowed: ["withdraw"]))
            }
            let old = need
            need.description = ""
            need.changedAt = now
            need.version += 1
            try db.save(need, from: old)
            try db.reindex(need)
            try db.forgetOnDemand(id, in: network, at: now)
            try db.record(
                Event(
                    .forgotten, on: id, in: network, by: viewer.actor, at: now, audience: .case, id: world.newID()))
        }
    }
}
