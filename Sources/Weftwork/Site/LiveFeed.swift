internal import Database

/// Events as they come, resumed where their reader left off: the stream of a network, of a thread.
struct LiveFeed: Sendable {
    let hub: Hub
    let database: any Database
    let vault: Vault

    private static let ping = Array("event: ping\ndata: {}\n\n".utf8)

    /// The stream begins with what came after the reader's last event, without a gap.
    ///
    /// - Parameters:
    ///   - tier: events that it may know of are read.
    ///   - after: the last event that the reader has.
    ///   - newest: the last one of the network.
    ///   - cleaned: what of the log stands there no more for this reader.
    ///   - data: what an event says here, as JSON; nothing for those that don't belong into this stream.
    func answer(
        _ network: ID, _ tier: Audience, after start: Int64, newest: Int64,
        cleaned: @escaping @Sendable ([SealedEvent], any Connection) throws -> [SealedEvent] = { page, _ in page },
        data: @escaping @Sendable (SealedEvent) -> [UInt8]?
    ) -> Answer {
        var answer = Answer(headers: [
            ("Content-Type", "text/event-stream; charset=utf-8"), ("Cache-Control", "no-store"),
            ("X-Accel-Buffering", "no"),
        ])
        answer.body = .stream { [hub, database, vault] in
            // Subscribed first, read then: nothing falls between the two.
            let live = hub.subscribe(to: network, tier: tier, passed: newest)
            let reading = LiveReading(passed: start, live: live) { passed in
                // What can't be read now isn't skipped: the reader is let go and resumes where it was.
                try? await database.read { db in
                    let page = try db.events(in: network, after: passed, tier: tier, limit: 500, vault: vault)
                    return try cleaned(page, db)
                }
            }
            let pieces = AsyncStream<[UInt8]> {
                while true {
                    switch await reading.next() {
                    case .event(let event):
                        guard let data = data(event) else { continue }
                        return Array("id: \(event.number)\nevent: \(event.kind.rawValue)\ndata: ".utf8) + data
                            + Array("\n\n".utf8)
                    case .ping: return LiveFeed.ping
                    case .end: return nil
                    }
                }
            }
            return LivePieces(pieces: pieces) { live.end() }
        }
        return answer
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
