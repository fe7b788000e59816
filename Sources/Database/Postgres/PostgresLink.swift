internal import CPostgres
internal import Dispatch

/// One connection to PostgreSQL, used by one task at a time on a queue of its own: blocking calls block no one else.
actor PostgresLink {
    private let executor = QueueExecutor()
    private let url: String
    private let patience: PostgresPatience
    private let statements: StatementMeter
    private var connection: PostgresConnection?
    private var canceller: PostgresCanceller?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(url: String, patience: PostgresPatience, statements: StatementMeter) {
        self.url = url
        self.patience = patience
        self.statements = statements
    }

    var isConnected: Bool { connection?.isAlive == true }

    /// Runs `body` inside a transaction that begins as `start` says; connects first if need be.
    /// - Throws: ``PostgresFault`` while nothing can have been stored; a `DatabaseError` otherwise.
    func transaction<T: Sendable>(
        _ start: PostgresStart, ticket: PostgresTicket, _ body: @Sendable (any Connection) throws -> T
    ) throws -> T {
        let connection = try begun(start)
        var isCommitting = false
        do {
            try ticket.begin(canceller)
            let value = try body(connection)
            ticket.end()
            isCommitting = true
            try connection.commit()
            return value
        } catch {
            ticket.end()
            if start.isWrite && connection.lastState == "25006" { connection.abandon() }
            connection.rollBack()
            if !connection.isAlive { close() }
            if ticket.isCancelled { throw CancellationError() }
            throw isCommitting ? doubt(error) : error
        }
    }

    func close() {
        connection = nil
        canceller = nil
    }

    /// A connection on which the transaction has begun. One that went while it lay idle is made anew.
    private func begun(_ start: PostgresStart) throws -> PostgresConnection {
        if let connection, connection.isAlive {
            do {
                try connection.begin(start)
                return connection
            } catch PostgresFault.lost {
                close()
            } catch {
                throw refusedToBegin(connection, error)
            }
        }
        close()
        let fresh = try PostgresConnection(url: url, patience: patience, statements: statements)
        do {
            try fresh.begin(start)
        } catch {
            throw refusedToBegin(fresh, error)
        }
        connection = fresh
        canceller = fresh.canceller()
        return fresh
    }

    /// A standby takes no writing transaction: the next connection may find the primary.
    private func refusedToBegin(_ connection: PostgresConnection, _ error: any Error) -> any Error {
        guard connection.lastState == "0A000" || connection.lastState == "25006" else { return error }
        connection.abandon()
        close()
        return PostgresFault.unreachable("the server is a standby")
    }

    /// A connection that goes in the midst of a commit leaves open whether it was done: that is not for us to try again,
    /// but for whoever sent it, with the same idempotency key.
    private func doubt(_ error: any Error) -> any Error {
        guard case PostgresFault.lost(let words) = error else { return error }
        return DatabaseError.unavailable("lost while committing: \(words)")
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
