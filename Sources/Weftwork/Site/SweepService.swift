internal import Database
internal import Logging
internal import ServiceLifecycle

/// Does again and again what time asks for: clocks that go off, vouches that end. Each sweep is idempotent and safe on several
/// nodes.
struct SweepService: Service {
    struct Sweep: Sendable {
        let name: String
        let every: Duration
        let work: @Sendable () async throws -> Void
    }

    let sweeps: [Sweep]
    let logger: Logger

    /// Moves one thing on; what another was faster with is no failure.
    ///
    /// - Parameter failed: told of what could not be moved on.
    static func trying(_ id: ID, _ failed: (ID, any Error) -> Void, _ body: () async throws -> Void) async {
        do { try await body() } catch Refusal.stale {} catch { failed(id, error) }
    }

    /// Moves each on; one that can't be holds none of the others up.
    static func each<Item: Sendable>(
        _ items: [Item], _ id: (Item) -> ID, failed: (ID, any Error) -> Void, _ body: (Item) async throws -> Void
    ) async {
        for item in items { await trying(id(item), failed) { try await body(item) } }
    }

    func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            for sweep in sweeps {
                group.addTask {
                    for await _ in AsyncStream<Void>.ticks(every: sweep.every).cancelOnGracefulShutdown() {
                        do {
                            try await sweep.work()
                        } catch {
                            logger.error("sweep failed", metadata: ["sweep": "\(sweep.name)", "error": "\(error)"])
                        }
                    }
                }
            }
        }
    }
}
