internal import CPostgres
internal import Dispatch

/// One connection to PostgreSQL, used by one task at a time on a queue of its own: blocking calls block no one else.
actor PostgresLink {
    private let executor = QueueExecutor()
    private let url: String
    private let statements: StatementCounter
    private var connection: PostgresConnection?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(url: String, statements: StatementCounter) {
        self.url = url
        self.statements = statements
    }

    /// Runs `body` inside a transaction that `begin` opens; connects first if need be.
    func transaction<T: Sendable>(begin: SQL, _ body: @Sendable (any Connection) throws -> T) throws -> T {
        let connection = try opened()
        do {
            try connection.execute(begin)
            let value = try body(connection)
            try connection.execute("COMMIT")
            return value
        } catch {
            if connection.isAlive { _ = try? connection.execute("ROLLBACK") }
            if !connection.isAlive { self.connection = nil }
            throw error
        }
    }

    func close() {
        connection = nil
    }

    private func opened() throws -> PostgresConnection {
        if let connection, connection.isAlive { return connection }
        let fresh = try PostgresConnection(url: url, statements: statements)
        connection = fresh
        return fresh
    }
}

/// Runs an actor's work on a serial queue, so that a blocking call holds up no thread of the shared pool.
final class QueueExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "weft.postgres")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    func checkIsolated() {
        dispatchPrecondition(condition: .onQueue(queue))
    }
}
