internal import Database

/// Activity: as pages of JSON, or live, resumed where the reader left off.
extension NeedAPI {
    func events(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        let tier = NeedActs.activityTier(of: ask.viewer)
        let last =
            ask.headers["last-event-id"] ?? ask.query["last_event_id"] ?? ask.query["cursor"] ?? ask.query["after"]
        let after = try last.map { text throws(Refusal) -> Int64 in
            guard let number = Int64(text), number >= 0 else { throw .invalid("after", ListingWords.badCursor) }
            return number
        }
        if ask.headers["accept"]?.contains("text/event-stream") == true {
            return try await live(network.id, tier, after, showsActors: ask.viewer.member != nil)
        }
        let limit = try Paging(ask.query.with("cursor", nil), keys: 1).limit
        let views = try await acts.activity(after: after ?? 0, limit: limit, for: ask.viewer, in: network.id)
        return .json(
            Listing(
                items: views, next: views.count == limit ? views.last.map { String($0.event.number) } : nil,
                total: views.count, totalIsExact: views.count < limit))
    }

    /// The stream begins with what came after the reader's last event, without a gap.
    func live(_ network: ID, _ tier: Audience, _ after: Int64?, showsActors: Bool) async throws -> Answer {
        let newest = try await acts.database.read { db in try db.newestEvent(in: network) }
        let feed = LiveFeed(hub: hub, database: acts.database, vault: acts.vault)
        return feed.answer(
            network, tier, after: after ?? newest, newest: newest,
            cleaned: { page, db in try db.withoutHidden(page, in: network, tier: tier) }
        ) {
            EventView(event: $0, showsActor: showsActors).json
        }
    }
}
