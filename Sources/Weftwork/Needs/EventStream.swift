internal import Database

/// Activity: as pages of JSON, or live, resumed where the reader left off.
extension NeedAPI {
    func events(_ ask: Ask) async throws -> Answer {
        let network = try ask.requireNetwork()
        // The desk's own work is for the case; everybody else reads at their tier.
        let tier = Policy.allows(.seeCase, ask.viewer) ? Audience.case : max(ask.viewer.tier, .stewards)
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
        let found = try await acts.database.read { [vault = acts.vault] db in
            let page = try db.events(in: network.id, after: after ?? 0, tier: tier, limit: limit, vault: vault)
            return try db.withoutHidden(page, in: network.id, tier: tier)
        }
        let views = found.map { EventView(event: $0, showsActor: ask.viewer.member != nil) }
        return .json(
            Listing(
                items: views, next: found.count == limit ? found.last.map { String($0.number) } : nil,
                total: views.count, totalIsExact: found.count < limit))
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
