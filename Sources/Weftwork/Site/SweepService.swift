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
