import Database
import Synchronization

/// A store that fails at some of its writes.
struct FailingDatabase: Database {
    struct Failed: Error {}

    private final class Count: Sendable {
        private let taken = Mutex(0)

        func next() -> Int {
            taken.withLock { taken in
                taken += 1
                return taken
            }
        }
    }

    private let inner: any Database
    private let fails: @Sendable (Int) -> Bool
    private let count = Count()

    /// - Parameter fails: whether a write does, by its number: 1 for the first.
    init(_ inner: any Database, fails: @escaping @Sendable (Int) -> Bool) {
        (self.inner, self.fails) = (inner, fails)
    }

    var engine: EngineKind { inner.engine }
    var statementTimes: Histogram { inner.statementTimes }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await inner.read(body)
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        if fails(count.next()) { throw Failed() }
        return try await inner.write(body)
    }

    func wakeUps() -> AsyncStream<Void> { inner.wakeUps() }
    func close() async {}
}
