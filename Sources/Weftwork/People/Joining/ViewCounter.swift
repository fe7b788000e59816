internal import Database
internal import Synchronization

/// Counts who looked at what was shared, without knowing anybody: a look is remembered for a day as a keyed hash that is salted with
/// chance nobody keeps, and only in memory. What is stored is a number a day.
final class ViewCounter: Sendable {
    struct Share: Hashable, Sendable {
        let network: ID
        let share: ID
    }

    struct Counted: Sendable {
        let share: Share
        let day: Int64
        let count: Int
    }

    private struct State: Sendable {
        var day: Int64 = -1
        var salt = ""
        var seen: Set<Int64> = []
        var waiting: [Share: [Int64: Int]] = [:]
    }

    /// So many looks a node tells apart a day; past that it counts no more until the next.
    private static let most = 200_000
    private let state = Mutex(State())
    private let vault: Vault
    private let world: World

    init(vault: Vault, world: World) {
        self.vault = vault
        self.world = world
    }

    /// Counts a look, the first of a browser a day.
    ///
    /// - Parameters:
    ///   - address: the caller's network address.
    ///   - agent: what their browser calls itself.
    func look(at share: Share, from address: String, agent: String) {
        guard ViewRules.isPerson(agent) else { return }
        let day = world.now() / Time.day, chance = world.bytes(16)
        state.withLock { state in
            if state.day != day { (state.day, state.salt, state.seen) = (day, Hex.encode(chance), []) }
            guard state.seen.count < ViewCounter.most else { return }
            let mark = vault.shortFingerprint("look", "\(state.salt) \(share.share) \(address) \(agent)")
            guard state.seen.insert(mark).inserted else { return }
            state.waiting[share, default: [:]][day, default: 0] += 1
        }
    }

    /// What waits to be stored; it waits no more.
    func take() -> [Counted] {
        let waiting = state.withLock { state in
            defer { state.waiting = [:] }
            return state.waiting
        }
        return waiting.flatMap { share, days in days.map { Counted(share: share, day: $0.key, count: $0.value) } }
    }

    /// It could not be stored: it waits again.
    func giveBack(_ counted: [Counted]) {
        state.withLock { state in
            for one in counted { state.waiting[one.share, default: [:]][one.day, default: 0] += one.count }
        }
    }
}

/// Who counts as somebody who looks. Pure.
enum ViewRules {
    /// What fetches pages for others: search engines, scanners, and what makes the little preview in a chat. WeChat's own browser
    /// (MicroMessenger) is somebody.
    private static let machines = [
        "bot", "spider", "crawl", "preview", "fetch", "scan", "slurp", "facebookexternalhit", "whatsapp/", "curl/",
        "wget/", "python-", "go-http", "java/", "okhttp", "libwww", "headlesschrome-lighthouse", "embedly", "outbrain",
        "pinterest/", "vkshare", "skypeuripreview", "iframely", "mediapartners", "feed", "monitor", "httpclient",
    ]

    static func isPerson(_ agent: String) -> Bool {
        let agent = agent.lowercased()
        return !agent.isEmpty && !machines.contains(where: agent.contains)
    }
}
