internal import Database
internal import Logging
internal import ServiceLifecycle
internal import Synchronization

/// Tells live viewers what has changed. One dead or slow viewer is let go; it comes back and resumes from the log.
final class Hub: Sendable {
    private struct Subscriber: Sendable {
        let network: ID
        let tier: Audience
        let continuation: AsyncStream<SealedEvent?>.Continuation
    }

    private struct State: Sendable {
        var next = 0
        var subscribers: [Int: Subscriber] = [:]
        /// The last event of each network that has been passed on.
        var passed: [ID: Int64] = [:]
        var isOver = false
    }

    /// So many events may wait for one viewer.
    private static let buffer = 64
    private let state = Mutex(State())

    var subscriberCount: Int { state.withLock { $0.subscribers.count } }

    /// Events of `network` that `tier` may know of, from `passed` on; `nil` is a sign of life.
    func subscribe(to network: ID, tier: Audience, passed: Int64) -> Subscription {
        let (stream, continuation) = AsyncStream.makeStream(
            of: SealedEvent?.self, bufferingPolicy: .bufferingOldest(Hub.buffer))
        let number = state.withLock { state -> Int? in
            guard !state.isOver else { return nil }
            state.next += 1
            state.subscribers[state.next] = Subscriber(network: network, tier: tier, continuation: continuation)
            if state.passed[network] == nil { state.passed[network] = passed }
            return state.next
        }
        guard let number else {
            continuation.finish()
            return Subscription(stream: stream, continuation: continuation)
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.subscribers.removeValue(forKey: number) }
        }
        return Subscription(stream: stream, continuation: continuation)
    }

    /// One viewer's place at the hub; it ends with this object.
    final class Subscription: Sendable {
        let stream: AsyncStream<SealedEvent?>
        private let continuation: AsyncStream<SealedEvent?>.Continuation

        fileprivate init(stream: AsyncStream<SealedEvent?>, continuation: AsyncStream<SealedEvent?>.Continuation) {
            self.stream = stream
            self.continuation = continuation
        }

        /// The viewer has gone.
        func end() {
            continuation.finish()
        }

        deinit {
            continuation.finish()
        }
    }

    /// The networks somebody watches, with the last event passed on in each.
    var watched: [ID: Int64] {
        state.withLock { state in
            let networks = Set(state.subscribers.values.map(\.network))
            state.passed = state.passed.filter { networks.contains($0.key) }
            return state.passed
        }
    }

    func publish(_ events: [SealedEvent], in network: ID) {
        guard let last = events.last else { return }
        let subscribers = state.withLock { state in
            state.passed[network] = max(last.number, state.passed[network] ?? 0)
            return state.subscribers.filter { $0.value.network == network }
        }
        for (_, subscriber) in subscribers {
            for event in events where event.audience >= subscriber.tier {
                if case .dropped = subscriber.continuation.yield(event) {
                    subscriber.continuation.finish()
                    break
                }
            }
        }
    }

    /// Lets all viewers go, for the server goes: they come back to the next one.
    func end() {
        let subscribers = state.withLock { state in
            state.isOver = true
            return Array(state.subscribers.values)
        }
        for subscriber in subscribers { subscriber.continuation.finish() }
    }

    func beat() {
        for subscriber in state.withLock({ Array($0.subscribers.values) }) { subscriber.continuation.yield(nil) }
    }
}

/// Seals events where the engine does not do it while committing, and passes sealed ones on to the hub.
struct EventService: Service {
    let database: any Database
    let hub: Hub
    let vault: Vault
    let logger: Logger

    func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask {
                for await _ in database.wakeUps().cancelOnGracefulShutdown() { await self.pass() }
            }
            group.addTask {
                let beats = AsyncStream<Void>.ticks(every: .seconds(20))
                for await _ in beats.cancelOnGracefulShutdown() {
                    hub.beat()
                    await self.pass()
                }
            }
        }
    }

    private func pass() async {
        do {
            if database.engine == .postgres { try await sealAll() }
            for (network, passed) in hub.watched {
                let events = try await database.read { db in
                    try db.events(in: network, after: passed, tier: .case, limit: 500, vault: vault)
                }
                hub.publish(events, in: network)
            }
        } catch {
            logger.error("passing events on failed", metadata: ["error": "\(error)"])
        }
    }

    /// One node at a time. Whoever doesn't get the lock asks again soon: the other may have looked before these events
    /// were there.
    private func sealAll() async throws {
        var pause = Duration.milliseconds(5)
        while true {
            let sealed = try await database.write { db -> Int? in
                guard try db.tryAdvisoryLock(.eventSealer) else { return nil }
                let count = try EventSealer.seal(db)
                if count > 0 { try db.wake() }
                return count
            }
            guard let sealed else {
                try await Task.sleep(for: pause)
                pause = min(pause * 2, .seconds(1))
                continue
            }
            if sealed < EventSealer.most { return }
        }
    }
}
extension AsyncStream where Element == Void {
    /// A tick after every `interval`.
    static func ticks(every interval: Duration) -> AsyncStream<Void> {
        AsyncStream {
            try? await Task.sleep(for: interval)
            return Task.isCancelled ? nil : ()
        }
    }
}
