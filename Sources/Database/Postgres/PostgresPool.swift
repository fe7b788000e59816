internal import Dispatch

/// Hands out connections, first come, first served; whoever waits too long is told that the store is busy.
actor PostgresPool {
    private struct Waiter {
        let number: Int
        let continuation: CheckedContinuation<PostgresLink, any Error>
    }

    private let url: String
    private let limit: Int
    private let patience: Duration
    private let statements: StatementCounter
    private var idle: [PostgresLink] = []
    private var made = 0
    private var waiters: [Waiter] = []
    private var nextWaiter = 0
    private var isClosed = false

    init(url: String, limit: Int, patience: Duration = .seconds(5), statements: StatementCounter) {
        self.url = url
        self.limit = limit
        self.patience = patience
        self.statements = statements
    }

    func take() async throws -> PostgresLink {
        guard !isClosed else { throw DatabaseError.unavailable("closed") }
        if let link = idle.popLast() { return link }
        if made < limit {
            made += 1
            return PostgresLink(url: url, statements: statements)
        }
        nextWaiter += 1
        let number = nextWaiter
        let timer = Task { [patience] in
            try await Task.sleep(for: patience)
            self.giveUp(number)
        }
        defer { timer.cancel() }
        return try await withCheckedThrowingContinuation { waiters.append(Waiter(number: number, continuation: $0)) }
    }

    func give(back link: PostgresLink) async {
        if isClosed { return await link.close() }
        guard !waiters.isEmpty else { return idle.append(link) }
        waiters.removeFirst().continuation.resume(returning: link)
    }

    func close() async {
        isClosed = true
        for waiter in waiters { waiter.continuation.resume(throwing: DatabaseError.unavailable("closed")) }
        waiters = []
        for link in idle { await link.close() }
        idle = []
    }

    private func giveUp(_ number: Int) {
        guard let index = waiters.firstIndex(where: { $0.number == number }) else { return }
        waiters.remove(at: index).continuation.resume(throwing: DatabaseError.unavailable("no connection is free"))
    }
}
