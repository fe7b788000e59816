internal import Synchronization

/// What is read often and costs more than a page: kept for a while by each node. Many who ask at once wait for one reading.
final class Recent<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Kept: Sendable {
        let value: Value
        let at: Int64
    }

    private struct State: Sendable {
        var kept: [Key: Kept] = [:]
        var work: [Key: Task<Value, any Error>] = [:]
    }

    /// So much is kept at most; past that all is read anew rather than growing.
    private let most: Int
    /// In milliseconds.
    private let lifetime: Int64
    private let state = Mutex(State())

    init(for lifetime: Int64, most: Int = 1000) {
        self.lifetime = lifetime
        self.most = most
    }

    /// What is known of `key`, read by `read` where it is older than it may be.
    /// - Throws: what `read` throws; nothing is kept then.
    func value(
        of key: Key, now: Int64, _ read: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let task: Task<Value, any Error>
        switch state.withLock({ begin(key, now, read, &$0) }) {
        case .known(let value): return value
        case .running(let running): return try await running.value
        case .begun(let begun): task = begun
        }
        let result = await task.result
        state.withLock { state in
            // What was forgotten meanwhile is true of an earlier moment.
            guard state.work[key] == task else { return }
            state.work[key] = nil
            guard case .success(let value) = result else { return }
            if state.kept.count >= most { state.kept.removeAll() }
            state.kept[key] = Kept(value: value, at: now)
        }
        return try result.get()
    }

    /// Something has changed: it is read anew when it is asked for next.
    func forget(_ key: Key) {
        state.withLock { state in
            state.kept[key] = nil
            state.work[key] = nil
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
        if let kept = state.kept[key], abs(now - kept.at) < lifetime { return .known(kept.value) }
        if let running = state.work[key] { return .running(running) }
        // Whoever began it awaits it; that they go away ends it for nobody else.
        let task = Task { try await read() }
        state.work[key] = task
        return .begun(task)
    }
}
