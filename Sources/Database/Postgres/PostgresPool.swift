internal import Dispatch

/// Hands out connections, first come, first served; whoever waits too long, or finds too many waiting, is told that the
/// store is busy.
actor PostgresPool {
    private struct Waiter {
        let number: Int
        let continuation: CheckedContinuation<PostgresLink, any Error>
    }

    /// After a connection that could not be made, so long none is tried: the callers are told at once.
    private static let rest = Duration.milliseconds(250)

    private let url: String
    private let limit: Int
    private let patience: PostgresPatience
    private let statements: StatementMeter
    /// Links with a connection; the last used lies on top.
    private var idle: [PostgresLink] = []
    private var unconnected: [PostgresLink] = []
    private var made = 0
    private var waiters: [Waiter] = []
    private var nextWaiter = 0
    private var isClosed = false
    private var restsUntil: ContinuousClock.Instant?

    init(url: String, limit: Int, patience: PostgresPatience, statements: StatementMeter) {
        self.url = url
        self.limit = limit
        self.patience = patience
        self.statements = statements
    }

    func take() async throws -> PostgresLink {
        guard !isClosed else { throw DatabaseError.unavailable("closed") }
        if let link = idle.popLast() { return link }
        if let restsUntil, ContinuousClock.now < restsUntil {
            // A server that takes no more connections may still answer on those it has.
            guard inUse > 0 else { throw DatabaseError.unavailable("the server could not be reached a moment ago") }
        } else if let link = unconnected.popLast() {
            return link
        } else if made < limit {
            made += 1
            return PostgresLink(url: url, patience: patience, statements: statements)
        }
        guard waiters.count < patience.waiting else { throw DatabaseError.unavailable("too many wait already") }
        return try await wait()
    }

    /// Takes a link back; whether it could connect decides when it is tried again.
    func give(back link: PostgresLink, isConnected: Bool, isUnreachable: Bool) async {
        if isClosed { return await link.close() }
        restsUntil = isUnreachable ? ContinuousClock.now + PostgresPool.rest : isConnected ? nil : restsUntil
        if isUnreachable {
            unconnected.append(link)
            // Whoever waits would only find the same – unless another connection works and comes back.
            if inUse == 0 && idle.isEmpty { refuseAll(DatabaseError.unavailable("the server can't be reached")) }
            return
        }
        guard !waiters.isEmpty else {
            if isConnected { idle.append(link) } else { unconnected.append(link) }
            return
        }
        waiters.removeFirst().continuation.resume(returning: link)
    }

    /// Whether a connection works that could serve who was just refused one.
    var hasOthers: Bool { inUse > 0 || !idle.isEmpty }

    /// How many connections work, rest and are waited for.
    var counts: PostgresDatabase.Connections {
        PostgresDatabase.Connections(most: limit, inUse: inUse, idle: idle.count, waiting: waiters.count)
    }

    private var inUse: Int { made - idle.count - unconnected.count }

    func close() async {
        isClosed = true
        refuseAll(DatabaseError.unavailable("closed"))
        for link in idle + unconnected { await link.close() }
        idle = []
        unconnected = []
    }

    private func wait() async throws -> PostgresLink {
        nextWaiter += 1
        let number = nextWaiter
        let timer = Task { [patience] in
            try await Task.sleep(for: .seconds(patience.free))
            self.giveUp(number, DatabaseError.unavailable("no connection is free"))
        }
        defer { timer.cancel() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                if Task.isCancelled { return continuation.resume(throwing: CancellationError()) }
                waiters.append(Waiter(number: number, continuation: continuation))
            }
        } onCancel: {
            Task { await self.giveUp(number, CancellationError()) }
        }
    }

    private func giveUp(_ number: Int, _ error: any Error) {
        guard let index = waiters.firstIndex(where: { $0.number == number }) else { return }
        waiters.remove(at: index).continuation.resume(throwing: error)
    }

    private func refuseAll(_ error: any Error) {
        for waiter in waiters { waiter.continuation.resume(throwing: error) }
        waiters = []
    }
}
