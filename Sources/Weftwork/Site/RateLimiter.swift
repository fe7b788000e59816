internal import Database
internal import Synchronization

/// Counts tries within a sliding time, by kind and key (address, account, target).
///
/// One process counts in memory. Where several nodes share a store they count there, so that three nodes let nobody try
/// three times as often; memory then only spares the store those who are over the limit anyway.
final class RateLimiter: Sendable {
    enum Kind: String, Sendable {
        case intake, signIn, code, password, secondStep, trackGuess, needGuess, reveal, export, upload, evidence,
            similar, report,
            ownLink, slip, asking, conversation, robot
    }

    /// What a key has tried in the present period and in the one before.
    struct Window: Sendable {
        var start: Int64
        var current: Int
        var before: Int

        /// Counts one try; how many seconds to wait when it is one too many.
        mutating func count(limit: Int, per period: Int64, now: Int64) -> Int? {
            let passed = (now - start) / period
            if passed > 0 {
                self = Window(start: start + passed * period, current: 0, before: passed == 1 ? current : 0)
            }
            let share = 1 - Double(now - start) / Double(period)
            guard Double(before) * share + Double(current) < Double(limit) else {
                return max(1, Int((start + period - now) / 1000))
            }
            current += 1
            return nil
        }
    }

    /// Past this many keys the oldest windows go.
    private static let mostKeys = 50_000
    /// A limit as high as this is there to spare a node, not to stop a person: each node counts for itself.
    private static let leastOfNode = 10_000
    private let windows = Mutex<[String: Window]>([:])
    private let shared: (database: any Database, vault: Vault)?
    private let security: SecurityLog?

    /// - Parameters:
    ///   - database: counts on the store where several nodes can share it.
    ///   - vault: keys can be addresses of people: the store holds keyed hashes.
    ///   - security: hears of limits that were reached.
    init(database: any Database, vault: Vault, security: SecurityLog? = nil) {
        self.security = security
        shared = database.engine == .postgres ? (database, vault) : nil
    }

    /// Counts one try.
    /// - Throws: ``Refusal/tooMany(retryAfter:)`` when more than `limit` were made in the last `period` milliseconds.
    func check(_ kind: Kind, _ key: String, limit: Int, per period: Int64, now: Int64) async throws {
        let name = "\(kind.rawValue) \(key)"
        if let retry = here(name, limit: limit, per: period, now: now) { throw refused(kind, retry) }
        guard let shared, limit < RateLimiter.leastOfNode else { return }
        let hash = shared.vault.fingerprint("limit", name)
        let retry = try await shared.database.write { db -> Int? in
            var window = try db.window(hash) ?? Window(start: now, current: 0, before: 0)
            let retry = window.count(limit: limit, per: period, now: now)
            try db.save(window, hash, until: now + 2 * period)
            return retry
        }
        if let retry { throw refused(kind, retry) }
    }

    private func refused(_ kind: Kind, _ seconds: Int) -> Refusal {
        security?.limited(kind.rawValue)
        return .tooMany(retryAfter: seconds)
    }

    /// Takes one try back: it was right.
    func giveBack(_ kind: Kind, _ key: String) async throws {
        let name = "\(kind.rawValue) \(key)"
        windows.withLock { windows in
            guard let current = windows[name]?.current, current > 0 else { return }
            windows[name]?.current = current - 1
        }
        guard let shared else { return }
        let hash = shared.vault.fingerprint("limit", name)
        try await shared.database.write { db in try db.giveBack(hash) }
    }

    private func here(_ name: String, limit: Int, per period: Int64, now: Int64) -> Int? {
        windows.withLock { windows in
            if windows.count > RateLimiter.mostKeys {
                let oldest = windows.values.map(\.start).sorted()[RateLimiter.mostKeys / 2]
                windows = windows.filter { $0.value.start > oldest }
            }
            var window = windows[name] ?? Window(start: now, current: 0, before: 0)
            let retry = window.count(limit: limit, per: period, now: now)
            windows[name] = window
            return retry
        }
    }
}

enum LimitStore {
    static let migration = Migration(
        "2026-11-23 limits",
        [
            """
            CREATE TABLE limits (
                name \(.blob) PRIMARY KEY, start \(.int) NOT NULL, tries \(.int) NOT NULL, tries_before \(.int) NOT NULL,
                until \(.int) NOT NULL
            ) \(.keyed)
            """,
            "CREATE INDEX limits_until ON limits (until)",
        ])
}

extension Connection {
    fileprivate func window(_ name: [UInt8]) throws -> RateLimiter.Window? {
        try first("SELECT start, tries, tries_before FROM limits WHERE name = \(name)") {
            RateLimiter.Window(start: try $0[0], current: try $0[1], before: try $0[2])
        }
    }

    fileprivate func save(_ window: RateLimiter.Window, _ name: [UInt8], until: Int64) throws {
        try execute(
            """
            INSERT INTO limits (name, start, tries, tries_before, until)
            VALUES (\(name), \(window.start), \(window.current), \(window.before), \(until))
            ON CONFLICT (name) DO UPDATE SET start = excluded.start, tries = excluded.tries,
                tries_before = excluded.tries_before, until = excluded.until
            """)
    }

    fileprivate func giveBack(_ name: [UInt8]) throws {
        try execute("UPDATE limits SET tries = tries - 1 WHERE name = \(name) AND tries > 0")
    }

    /// Forgets counts that limit nobody any more.
    func forgetLimits(before now: Int64) throws {
        try execute("DELETE FROM limits WHERE until < \(now)")
    }
}
