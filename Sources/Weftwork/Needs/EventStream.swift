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
            try db.events(in: network.id, after: after ?? 0, tier: tier, limit: limit, vault: vault)
        }
        let views = found.map { EventView(event: $0, showsActor: ask.viewer.member != nil) }
        return .json(
            Listing(
                items: views, next: found.count == limit ? found.last.map { String($0.number) } : nil,
                total: views.count, totalIsExact: found.count < limit))
    }

    /// The stream begins with what came after the reader's last event, without a gap.
    func live(_ network: ID, _ tier: Audience, _ after: Int64?, showsActors: Bool) async throws -> Answer {
        let (hub, database, vault) = (hub, acts.database, acts.vault)
        let newest = try await database.read { db in try db.newestEvent(in: network) }
        let start = after ?? newest
        var answer = Answer(headers: [
            ("Content-Type", "text/event-stream; charset=utf-8"), ("Cache-Control", "no-store"),
            ("X-Accel-Buffering", "no"),
        ])
        answer.body = .stream {
            // Subscribed first, read then: nothing falls between the two.
            let live = hub.subscribe(to: network, tier: tier, passed: newest)
            return AsyncStream(bufferingPolicy: .bufferingOldest(256)) { continuation in
                let task = Task {
                    var passed = start
                    while true {
                        // What can't be read now isn't skipped: the reader is let go and resumes where it was.
                        guard
                            let page = try? await database.read({ [passed] db in
                                try db.events(in: network, after: passed, tier: tier, limit: 500, vault: vault)
                            })
                        else { return continuation.finish() }
                        guard let last = page.last else { break }
                        for event in page {
                            // A reader that doesn't read is let go; it comes back and resumes where it was.
                            guard case .enqueued = continuation.yield(Self.message(event, showsActors)) else {
                                return continuation.finish()
                            }
                        }
                        passed = last.number
                    }
                    for await event in live {
                        guard let event else {
                            guard case .enqueued = continuation.yield(Array("event: ping\ndata: {}\n\n".utf8)) else {
                                break
                            }
                            continue
                        }
                        guard event.number > passed else { continue }
                        passed = event.number
                        guard case .enqueued = continuation.yield(Self.message(event, showsActors)) else { break }
                    }
                    continuation.finish()
                }
                continuation.onTermination = { _ in task.cancel() }
            }
        }
        return answer
    }

    private static func message(_ event: SealedEvent, _ showsActors: Bool) -> [UInt8] {
        let data = EventView(event: event, showsActor: showsActors).json
        return Array("id: \(event.number)\nevent: \(event.kind.rawValue)\ndata: ".utf8) + data + Array("\n\n".utf8)
    }
}
