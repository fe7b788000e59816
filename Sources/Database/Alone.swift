internal import Dispatch

extension Database {
    /// Does `work` while no other node holds `lock`; nothing is done and nothing comes back where another has it. One process
    /// alone always gets it.
    ///
    /// The lock lies in a transaction of its own that does nothing else, so that `work` may have as many transactions as it
    /// needs; it goes with the process that holds it.
    public func alone<T: Sendable>(
        with lock: AdvisoryLock, _ work: @escaping @Sendable () async throws -> T
    ) async throws -> T? {
        guard engine == .postgres else { return try await work() }
        let (answers, tell) = AsyncStream<Bool>.makeStream()
        let over = DispatchSemaphore(value: 0)
        let holder = Task {
            defer { tell.finish() }
            try await read { db in
                let isOurs = try db.tryAdvisoryLock(lock)
                tell.yield(isOurs)
                // A session that says nothing for a minute would be ended by its server.
                while isOurs, over.wait(timeout: .now() + 5) == .timedOut {
                    _ = try db.value("SELECT 1", as: Int64.self)
                }
            }
        }
        for await isOurs in answers {
            guard isOurs else { break }
            defer { over.signal() }
            return try await work()
        }
        try await holder.value
        return nil
    }
}
