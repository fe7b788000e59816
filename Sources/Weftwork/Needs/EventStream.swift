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
            let reading = LiveReading(passed: start, live: live) { passed in
                // What can't be read now isn't skipped: the reader is let go and resumes where it was.
                try? await database.read { db in
                    let page = try db.events(in: network, after: passed, tier: tier, limit: 500, vault: vault)
                    return try db.withoutHidden(page, in: network, tier: tier)
                }
            }
            let pieces = AsyncStream {
                switch await reading.next() {
                case .event(let event): Self.message(event, showsActors)
                case .ping: Self.ping
                case .end: nil
                }
            }
            return LivePieces(pieces: pieces) { live.end() }
        }
        return answer
    }

    private static let ping = Array("event: ping\ndata: {}\n\n".utf8)

    private static func message(_ event: SealedEvent, _ showsActors: Bool) -> [UInt8] {
        let data = EventView(event: event, showsActor: showsActors).json
        return Array("id: \(event.number)\nevent: \(event.kind.rawValue)\ndata: ".utf8) + data + Array("\n\n".utf8)
    }
}

/// What one viewer reads: first what the log has after their last event, then what comes. Pulled by whoever writes to the
/// line: a viewer who doesn't read holds a few dozen events at the hub and is let go then.
private actor LiveReading {
    enum Piece: Sendable {
        case event(SealedEvent)
        case ping
        case end
    }

    private var passed: Int64
    private let live: Hub.Subscription
    private var coming: AsyncStream<SealedEvent?>.Iterator
    private let read: @Sendable (_ after: Int64) async -> [SealedEvent]?
    private var page: ArraySlice<SealedEvent> = []
    private var isCaughtUp = false

    init(passed: Int64, live: Hub.Subscription, read: @escaping @Sendable (_ after: Int64) async -> [SealedEvent]?) {
        self.passed = passed
        self.live = live
        coming = live.stream.makeAsyncIterator()
        self.read = read
    }

    func next() async -> Piece {
        while !isCaughtUp {
            if let event = page.popFirst() {
                passed = event.number
                return .event(event)
            }
            guard let more = await read(passed) else { return .end }
            page = more[...]
            isCaughtUp = more.isEmpty
        }
        // One reader pulls one piece at a time: nobody else moves the iterator meanwhile.
        var iterator = coming
        while let event = await iterator.next(isolation: self) {
            guard let event else { return .ping }
            guard event.number > passed else { continue }
            passed = event.number
            return .event(event)
        }
        return .end
    }
}
