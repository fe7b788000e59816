internal import ServiceLifecycle
internal import Synchronization

/// A server that was told to stop says for a while that it is not ready, and serves on: whoever stands before several of
/// them sends the next people elsewhere, and nobody is turned away.
final class Draining: Service {
    private let seconds: Int
    private let hub: Hub
    private let flag = Atomic<Bool>(false)

    init(seconds: Int, hub: Hub) {
        self.seconds = seconds
        self.hub = hub
    }

    var isDraining: Bool { flag.load(ordering: .relaxed) }

    /// Returns when the time is over; the server is told to stop only then.
    func run() async throws {
        try? await gracefulShutdown()
        flag.store(true, ordering: .relaxed)
        try await Task.sleep(for: .seconds(seconds))
        // Streams have no end of their own: the server would wait for them.
        hub.end()
    }
}
