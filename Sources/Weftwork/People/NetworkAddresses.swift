internal import Synchronization

/// Networks by their address, each remembered for a second.
final class NetworkAddresses: Sendable {
    private static let most = 1000
    private let known = Mutex<[String: (network: Network, readAt: Int64)]>([:])

    func network(at slug: String, now: Int64) -> Network? {
        guard let found = known.withLock({ $0[slug] }), abs(now - found.readAt) < Time.second else { return nil }
        return found.network
    }

    func remember(_ network: Network, at slug: String, now: Int64) {
        known.withLock { known in
            if known.count >= NetworkAddresses.most { known.removeAll() }
            known[slug] = (network, now)
        }
    }
}
