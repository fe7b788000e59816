internal import CPostgres
internal import Dispatch
internal import Synchronization

/// How long PostgreSQL is waited for, in seconds, before its caller is told that the store is away.
public struct PostgresPatience: Sendable {
    /// For a connection to be made.
    public var connect: Int
    /// For one statement; its server ends it then.
    public var statement: Int
    /// For a connection to become free.
    public var free: Double
    /// How many may wait for a connection; the next is told at once that the store is busy.
    public var waiting: Int

    public init(connect: Int = 3, statement: Int = 15, free: Double = 5, waiting: Int = 512) {
        self.connect = connect
        self.statement = statement
        self.free = free
        self.waiting = waiting
    }

    /// What the line may take beyond the statement: a server that is frozen or cut off ends nothing itself.
    static let line = 3
}

/// What the driver keeps to itself.
enum PostgresFault: Error {
    /// No connection could be made.
    case unreachable(String)
    /// The connection went while the transaction ran: nothing of it is stored, it may be run again.
    case lost(String)
}

/// Asks the server to stop what a connection does.
final class PostgresCanceller: Sendable {
    /// Safe from every thread: libpq never changes a `PGcancel` after it was made, and documents `PQcancel` as safe even in
    /// a signal handler; it is freed only when nobody holds this object any more.
    private nonisolated(unsafe) let handle: OpaquePointer

    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    deinit {
        PQfreeCancel(handle)
    }

    func cancel() {
        var words = [CChar](repeating: 0, count: 256)
        _ = PQcancel(handle, &words, Int32(words.count))
    }
}

/// One transaction's ticket: whoever waits for it can call it off – until it commits. A commit is never called off: while
/// it waits for the standby, the server would take that as leave to do without.
final class PostgresTicket: Sendable {
    private struct State: Sendable {
        var isCancelled = false
        var running: PostgresCanceller?
    }

    private static let queue = DispatchQueue(label: "weft.postgres.cancel", attributes: .concurrent)
    private let state = Mutex(State())

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// - Throws: `CancellationError` when it was called off already.
    func begin(_ canceller: PostgresCanceller?) throws {
        let isCancelled = state.withLock { state in
            state.running = canceller
            return state.isCancelled
        }
        if isCancelled { throw CancellationError() }
    }

    /// From here on nothing calls it off; waits for a call that is on its way, so that it hits no later transaction.
    func end() {
        state.withLock { $0.running = nil }
    }

    func cancel() {
        state.withLock { $0.isCancelled = true }
        PostgresTicket.queue.async { self.state.withLock { $0.running?.cancel() } }
    }
}
