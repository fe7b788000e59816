internal import Synchronization

/// What is read often and costs more than a page: kept for a while by each node. Many who ask at once wait for one reading.
final class Recent<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Kept: Sendable {
        let value: Value
        let at: Int64
        /// So long it may be used.
        let lifetime: Int64
        /// When it was asked for last.
        var askedAt: Int64
    }

    private struct State: Sendable {
        var kept: [Key: Kept] = [:]
        var work: [Key: Task<Value, any Error>] = [:]
    }

    /// How long a reading that took long is kept beyond the usual time: so many times as long as it took, by this clock.
    struct Worth: Sendable {
        let times: Int64
        let clock: @Sendable () -> Int64
    }

    /// So much is kept at most; past that all is read anew rather than growing.
    private let most: Int
    /// In milliseconds.
    private let lifetime: Int64
    private let worth: Worth?
    private let state = Mutex(State())

    init(for lifetime: Int64, most: Int = 1000, worth: Worth? = nil) {
        self.lifetime = lifetime
        self.most = most
        self.worth = worth
    }

    /// What is known of `key`, read by `read` where it is older than it may be.
    /// - Throws: what `read` throws; nothing is kept then.
    func value(
        of key: Key, now: Int64, _ read: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let task: Task<Value, any Error>
        // Before it is begun: it may be done before the next line runs.
        let clock = worth?.clock() ?? 0
        switch state.withLock({ begin(key, now, read, &$0) }) {
        case .known(let value): return value
        case .running(let running): return try await running.value
        case .begun(let begun): task = begun
        }
        return try await finish(task, of: key, now, began: clock, askedAt: now)
    }

    /// - Parameter askedAt: when somebody asked for it; nothing where it is renewed unasked.
    private func finish(
        _ task: Task<Value, any Error>, of key: Key, _ now: Int64, began: Int64, askedAt: Int64?
    ) async throws -> Value {
        let result = await task.result
        let cost = worth.map { $0.times * max(0, $0.clock() - began) } ?? 0
        state.withLock { state in
            // What was forgotten meanwhile is true of an earlier moment.
            guard state.work[key] == task else { return }
            state.work[key] = nil
            guard case .success(let value) = result else { return }
            let asked = askedAt ?? state.kept[key]?.askedAt ?? now
            // What nobody may use any more only takes room.
            state.kept = state.kept.filter { abs(now - $0.value.at) < $0.value.lifetime }
            if state.kept.count >= most { state.kept.removeAll() }
            state.kept[key] = Kept(value: value, at: now, lifetime: max(lifetime, cost), askedAt: asked)
        }
        return try result.get()
    }

    /// Reads anew what costs much, was asked for, and has had half of its time, so that nobody waits for it. What is kept stays in
    /// use meanwhile.
    ///
    /// - Parameter isMeant: which of them.
    func renew(
        now: Int64, where isMeant: (Key) -> Bool = { _ in true },
        _ read: @escaping @Sendable (Key) async throws -> Value
    ) async throws {
        let due = state.withLock { state in
            state.kept.filter { key, kept in
                isMeant(key) && kept.lifetime > lifetime && now - kept.at >= kept.lifetime / 2
                    && now - kept.askedAt < kept.lifetime
            }.map(\.key)
        }
        for key in due {
            let clock = worth?.clock() ?? 0
            let begun = state.withLock { state -> Task<Value, any Error>? in
                guard state.work[key] == nil else { return nil }
                let task = Task { try await read(key) }
                state.work[key] = task
                return task
            }
            guard let begun else { continue }
            _ = try await finish(begun, of: key, now, began: clock, askedAt: nil)
        }
    }

    /// Something has changed: what is read soon is read anew; what costs much keeps to its time.
    func outdate(_ key: Key) {
        state.withLock { state in
            if let kept = state.kept[key], kept.lifetime > lifetime { return }
            state.kept[key] = nil
            state.work[key] = nil
        }
    }

    /// Something has changed: it is read anew when it is asked for next.
    func forget(_ key: Key) {
        state.withLock { state in
            state.kept[key] = nil
            state.work[key] = nil
        }
    }

    /// The same for all of which `isMeant` is true.
    func forget(where isMeant: (Key) -> Bool) {
        state.withLock { state in
            for key in Set(state.kept.keys).union(state.work.keys) where isMeant(key) {
                state.kept[key] = nil
                state.work[key] = nil
            }
        }
    }

    private enum Step: Sendable {
        case known(Value)
        case running(Task<Value, any Error>)
        case begun(Task<Value, any Error>)
    }

    private func begin(
        _ key: Key, _ now: Int64, _ read: @escaping @Sendable () async throws -> Value, _ state: inout State
    ) -> Step {
        if let kept = state.kept[key], abs(now - kept.at) < kept.lifetime {
            state.kept[key]?.askedAt = now
            return .known(kept.value)
        }
        if let running = state.work[key] { return .running(running) }
        // Whoever began it awaits it; that they go away ends it for nobody else.
        let task = Task { try await read() }
        state.work[key] = task
        return .begun(task)
    }
}
