internal import Synchronization

/// Counts tries within a sliding time, by kind and key (address, account, target).
final class RateLimiter: Sendable {
    enum Kind: String, Sendable {
        case intake, signIn, code, trackGuess, needGuess, reveal, export
    }

    private struct Window: Sendable {
        var start: Int64
        var current: Int
        var before: Int
    }

    /// Past this many keys the oldest windows go.
    private static let mostKeys = 50_000
    private let windows = Mutex<[String: Window]>([:])

    /// Counts one try.
    /// - Throws: ``Refusal/tooMany(retryAfter:)`` when more than `limit` were made in the last `period` milliseconds.
    func check(_ kind: Kind, _ key: String, limit: Int, per period: Int64, now: Int64) throws(Refusal) {
        let retry = windows.withLock { windows -> Int? in
            if windows.count > RateLimiter.mostKeys {
                let oldest = windows.values.map(\.start).sorted()[RateLimiter.mostKeys / 2]
                windows = windows.filter { $0.value.start > oldest }
            }
            let name = "\(kind.rawValue) \(key)"
            var window = windows[name] ?? Window(start: now, current: 0, before: 0)
            let passed = (now - window.start) / period
            if passed > 0 {
                window = Window(
                    start: window.start + passed * period, current: 0, before: passed == 1 ? window.current : 0)
            }
            let share = 1 - Double(now - window.start) / Double(period)
            guard Double(window.before) * share + Double(window.current) < Double(limit) else {
                windows[name] = window
                return max(1, Int((window.start + period - now) / 1000))
            }
            window.current += 1
            windows[name] = window
            return nil
        }
        if let retry { throw .tooMany(retryAfter: retry) }
    }

    /// Takes one try back: it was right.
    func giveBack(_ kind: Kind, _ key: String) {
        windows.withLock { windows in
            guard let current = windows["\(kind.rawValue) \(key)"]?.current, current > 0 else { return }
            windows["\(kind.rawValue) \(key)"]?.current = current - 1
        }
    }
}
