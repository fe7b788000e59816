internal import Dispatch
internal import GRDB
internal import Synchronization

/// The one writer of a SQLite file. Writes that wait together share one commit – one sync of the disk – but not their
/// fate: each has a savepoint of its own and its own answer.
final class GroupWriter: Sendable {
    /// One write that waits: `run` does it and says whether it went well, `finish` answers whoever waits.
    private struct Job: Sendable {
        let run: @Sendable (SQLiteConnection) -> Bool
        let finish: @Sendable ((any Error)?) -> Void
    }

    private struct State: Sendable {
        var waiting: [Job] = []
        var isDraining = false
        var groups = 0
        var writes = 0
    }

    /// More than this in one group would only make the first of them wait longer.
    static let largestGroup = 128

    private let queue = DispatchQueue(label: "weft.sqlite.writer")
    private let state = Mutex(State())
    private let pool: DatabasePool
    private let statements: StatementMeter
    private let listeners: Listeners
    private let beforeCommit: (@Sendable (any Connection) throws -> Void)?
    private let largest: Int

    init(
        pool: DatabasePool,
        statements: StatementMeter,
        listeners: Listeners,
        largest: Int,
        beforeCommit: (@Sendable (any Connection) throws -> Void)?
    ) {
        self.largest = largest
        self.pool = pool
        self.statements = statements
        self.listeners = listeners
        self.beforeCommit = beforeCommit
    }

    var counts: (groups: Int, writes: Int) { state.withLock { ($0.groups, $0.writes) } }

    func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let box = Outcome<T>()
            submit(
                Job(
                    run: { connection in
                        let result = Result {
                            let value = try body(connection)
                            guard !connection.faults.isRaised else {
                                throw DatabaseError.other(code: "25P02", message: "the transaction had failed")
                            }
                            return value
                        }
                        box.value.withLock { $0 = result }
                        if case .success = result { return true }
                        return false
                    },
                    finish: { error in
                        let result = box.value.withLock { $0 }
                        if case .failure(let own) = result { return continuation.resume(throwing: own) }
                        if let error { return continuation.resume(throwing: error) }
                        guard let result else { return continuation.resume(throwing: DatabaseError.serialization) }
                        continuation.resume(with: result)
                    }))
        }
    }

    /// Returns when all that waits has been written.
    func finish() async {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume() }
        }
    }

    private func submit(_ job: Job) {
        let mustStart = state.withLock { state in
            state.waiting.append(job)
            defer { state.isDraining = true }
            return !state.isDraining
        }
        if mustStart { queue.async { self.drain() } }
    }

    private func drain() {
        while let group = next() { commit(group) }
    }

    private func next() -> [Job]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isDraining = false
                return nil
            }
            let group = Array(state.waiting.prefix(largest))
            state.waiting.removeFirst(group.count)
            state.groups += 1
            state.writes += group.count
            return group
        }
    }

    private func commit(_ group: [Job]) {
        let wakes = WakeFlag()
        var fault: (any Error)?
        do {
            try pool.writeWithoutTransaction { database in try self.run(group, on: database, wakes: wakes) }
        } catch let error as GRDB.DatabaseError {
            fault = DatabaseError(error)
        } catch {
            fault = error
        }
        for job in group { job.finish(fault) }
        if fault == nil && wakes.isRaised { listeners.wake() }
    }

    private func run(_ group: [Job], on database: GRDB.Database, wakes: WakeFlag) throws {
        var connection = SQLiteConnection(database: database, statements: statements, wakes: wakes)
        try database.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
        do {
            for job in group {
                connection.faults = WakeFlag()
                try database.cachedStatement(sql: "SAVEPOINT job").execute()
                if !job.run(connection) { try database.cachedStatement(sql: "ROLLBACK TO job").execute() }
                try database.cachedStatement(sql: "RELEASE job").execute()
            }
            if wakes.isRaised { try beforeCommit?(connection) }
            try database.cachedStatement(sql: "COMMIT").execute()
        } catch {
            // A full disk may have ended the transaction already.
            if database.isInsideTransaction { try? database.cachedStatement(sql: "ROLLBACK").execute() }
            throw error
        }
    }
}

/// Carries one result from the writer's queue to the waiting task.
private final class Outcome<T: Sendable>: Sendable {
    let value = Mutex<Result<T, any Error>?>(nil)
}
