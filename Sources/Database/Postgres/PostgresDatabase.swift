internal import CPostgres
internal import Dispatch
internal import Foundation
internal import Synchronization

/// PostgreSQL through libpq: for several nodes on one store.
///
/// Writes are SERIALIZABLE and tried again after a conflict; one that was in others' way too often is let through alone,
/// so that nobody is told "too many came between" for having the longer work. Reads see one snapshot.
public final class PostgresDatabase: Database {
    public let engine = EngineKind.postgres
    /// The connections for transactions at one moment.
    public struct Connections: Sendable, Equatable {
        public let most: Int
        public let inUse: Int
        public let idle: Int
        /// Transactions that wait for one.
        public let waiting: Int

        public init(most: Int, inUse: Int, idle: Int, waiting: Int) {
            self.most = most
            self.inUse = inUse
            self.idle = idle
            self.waiting = waiting
        }
    }

    private let pool: PostgresPool
    private let statements = StatementMeter()
    private let listeners = Listeners()
    private let listening: PostgresListener
    private let jitter: @Sendable () -> Double
    private let retries = Atomic<Int>(0)

    /// How often a write is tried before its caller is told that the store is busy.
    private static let mostTries = 40
    /// How often it is tried among others; from then on every second try waits until no other node or task writes, and is not
    /// overtaken.
    private static let triesAmongOthers = 8
    /// On how many connections a transaction is tried when one after the other goes.
    private static let mostLinks = 3

    /// - Parameters:
    ///   - url: `postgres://…`, as libpq reads it.
    ///   - connections: how many at most (one more listens for wake-ups).
    ///   - patience: how long the server is waited for.
    ///   - jitter: a number in 0..<1, spreads the tries of writers that were in each other's way.
    /// - Throws: ``DatabaseError/unavailable(_:)`` when the server can't be reached.
    public init(
        url: String, connections: Int = 8, patience: PostgresPatience = PostgresPatience(),
        jitter: @escaping @Sendable () -> Double
    ) async throws {
        pool = PostgresPool(url: url, limit: connections, patience: patience, statements: statements)
        listening = PostgresListener(url: url, patience: patience, statements: statements, listeners: listeners)
        self.jitter = jitter
        isServerProved = PostgresLine(url: url)?.isServerProved ?? false
        _ = try await read { db in try db.value("SELECT 1", as: Int64.self) }
        listening.start()
    }

    /// A store that nobody holds any more listens no longer: its thread and its connections go with it.
    deinit {
        listening.stop()
        listeners.end()
    }

    public var statementTimes: Histogram { statements.present }

    /// The version of libpq, as PostgreSQL writes its own.
    public static var libraryVersion: String {
        let version = PQlibVersion()
        return "\(version / 10_000).\(version % 10_000)"
    }

    /// Whether the server has to prove that it is the host it is said to be (`sslmode=verify-full`).
    public let isServerProved: Bool

    /// Writes that had to be run again so far.
    public var retryCount: Int { retries.load(ordering: .relaxed) }

    /// How full the pool is.
    public var connections: Connections { get async { await pool.counts } }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await run(.reading, body)
    }

    @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        for attempt in 1...PostgresDatabase.mostTries {
            do {
                let isAlone = attempt > PostgresDatabase.triesAmongOthers && attempt % 2 == 1
                return try await run(isAlone ? .writingAlone : .writing, body)
            } catch DatabaseError.serialization {
                retries.add(1, ordering: .relaxed)
                let most = Double(min(attempt, 10)) * 6
                try await Task.sleep(for: .milliseconds(1 + most * jitter()))
            }
        }
        throw DatabaseError.serialization
    }

    public func wakeUps() -> AsyncStream<Void> {
        listeners.add()
    }

    public func close() async {
        listening.stop()
        listeners.end()
        await pool.close()
    }

    /// Runs a transaction; one whose connection went before it could commit is run again.
    private func run<T: Sendable>(
        _ start: PostgresStart,
        _ body: @escaping @Sendable (any Connection) throws -> T
    ) async throws -> T {
        var words = ""
        for _ in 0..<PostgresDatabase.mostLinks {
            do {
                return try await once(start, body)
            } catch PostgresFault.lost(let reason) {
                words = reason
            } catch PostgresFault.unreachable(let reason) {
                words = reason
                guard await pool.hasOthers else { break }
            }
        }
        throw DatabaseError.unavailable(words)
    }

    private func once<T: Sendable>(
        _ start: PostgresStart,
        _ body: @escaping @Sendable (any Connection) throws -> T
    ) async throws -> T {
        let link = try await pool.take()
        let ticket = PostgresTicket()
        do {
            let value = try await withTaskCancellationHandler {
                try await link.transaction(start, ticket: ticket, body)
            } onCancel: {
                ticket.cancel()
            }
            await pool.give(back: link, isConnected: true, isUnreachable: false)
            return value
        } catch {
            var isUnreachable = false
            if case PostgresFault.unreachable = error { isUnreachable = true }
            await pool.give(back: link, isConnected: await link.isConnected, isUnreachable: isUnreachable)
            throw error
        }
    }
}

/// Hears on a connection of its own that some node has committed something, and wakes those who wait here.
private final class PostgresListener: Sendable {
    private let queue = DispatchQueue(label: "weft.postgres.listen")
    private let url: String
    private let patience: PostgresPatience
    private let statements: StatementMeter
    private let listeners: Listeners
    private let isStopped = Atomic<Bool>(false)

    init(url: String, patience: PostgresPatience, statements: StatementMeter, listeners: Listeners) {
        self.url = url
        self.patience = patience
        self.statements = statements
        self.listeners = listeners
    }

    func start() {
        queue.async { self.listen() }
    }

    func stop() {
        isStopped.store(true, ordering: .relaxed)
    }

    /// Listens until stopped. A lost connection is made again; whoever waits is woken then, since something may have
    /// been missed.
    private func listen() {
        guard !isStopped.load(ordering: .relaxed) else { return }
        do {
            let connection = try PostgresConnection(url: url, patience: patience, statements: statements)
            try connection.execute("LISTEN weft")
            listeners.wake()
            while !isStopped.load(ordering: .relaxed) {
                if try connection.waitForNotification(milliseconds: 250) { listeners.wake() }
            }
        } catch {
            queue.asyncAfter(deadline: .now() + .milliseconds(500)) { self.listen() }
        }
    }
}
