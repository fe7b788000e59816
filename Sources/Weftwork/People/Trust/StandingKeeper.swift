internal import Database
internal import Engine

/// Keeps everybody's standing as the vouches have it.
///
/// The store holds places and what vouches carry; the flow that belongs to them is laid in memory once and then changed with
/// each vouch. Several nodes may do so: whoever comes second finds that it was done and lays anew.
actor StandingKeeper {
    private let database: any Database
    private let world: World

    /// A network as it is laid in memory.
    private struct Held {
        var trust: TrustNetwork
        var ids: [ID]
        var numbers: [ID: Int]
        var computed: Int64
        var roots: Int64
        var isFresh: Bool

        /// The number of somebody, who may have come since the flow was laid.
        mutating func number(of id: ID) -> Int {
            if let number = numbers[id] { return number }
            let number = trust.addMember()
            ids.append(id)
            numbers[id] = number
            return number
        }
    }

    /// So many networks stay laid.
    private static let most = 16
    private var held: [ID: Held] = [:]
    private var uses: [ID] = []
    /// What the end of an anchor would do, of vouches as they stand.
    private struct End: Hashable {
        let network: ID
        let computed: Int64
        let roots: Int64
        let anchor: ID

        /// Whether what is known of it can still be asked for when `other` is.
        func isBeside(_ other: End) -> Bool {
            network != other.network || (computed == other.computed && roots == other.roots)
        }
    }

    /// So many answers are remembered.
    private static let mostEnds = 256
    private var ends: [End: Task<[StandingChange]?, any Error>] = [:]
    /// The work at hand for each network; the next waits for it. Whoever asked for it awaits it.
    private var work: [ID: Task<[StandingChange], any Error>] = [:]

    init(database: any Database, world: World) {
        self.database = database
        self.world = world
    }

    /// Computes what has changed since the last time, and stores it; whose standing is another now.
    @discardableResult
    func catchUp(_ network: ID) async throws -> [StandingChange] {
        try await inTurn(network) { try await self.compute(network) }
    }

    /// What would become of whom if `from` answered for `to` no more than `tier`.
    func foresee(_ network: ID, from: ID, to: ID, tier: Int) async throws -> [StandingChange] {
        try await inTurn(network) {
            _ = try await self.compute(network)
            return await self.foreseen(network, from: from, to: to, tier: tier)
        }
    }

    /// What would become of whom if somebody were an anchor no more.
    func foresee(_ network: ID, withoutAnchor gone: ID) async throws -> [StandingChange] {
        for _ in 0..<3 {
            _ = try await catchUp(network)
            guard let at = held[network] else {
                // None where nobody has vouched yet; else it is being laid anew.
                if try await database.read({ db in try db.trustHead(of: network).version }) == 0 { return [] }
                continue
            }
            let end = End(network: network, computed: at.computed, roots: at.roots, anchor: gone)
            if let changes = try await foreseen(end, at) { return changes }
        }
        throw Refusal.unavailable(retryAfter: 1)
    }

    /// Many who ask at once wait for one answer, and it stands until somebody's vouch changes it; others' turns wait for none.
    private func foreseen(_ end: End, _ at: Held) async throws -> [StandingChange]? {
        if let known = ends[end] { return try await known.value }
        let tiers = Dictionary(uniqueKeysWithValues: at.ids.enumerated().map { ($1, at.trust.tier(of: $0)) })
        ends = ends.filter { $0.key.isBeside(end) }
        if ends.count >= StandingKeeper.mostEnds { ends = [:] }
        let task = Task { [database] in try await StandingKeeper.changes(by: end, from: tiers, database) }
        ends[end] = task
        do {
            let changes = try await task.value
            if changes == nil { ends[end] = nil }
            return changes
        } catch {
            ends[end] = nil
            throw error
        }
    }

    /// Reads `body` of the network as it is laid now.
    func read<T: Sendable>(
        _ network: ID, _ body: @escaping @Sendable (_ trust: TrustNetwork, _ ids: [ID], _ numbers: [ID: Int]) -> T
    ) async throws -> T? {
        _ = try await catchUp(network)
        return held[network].map { body($0.trust, $0.ids, $0.numbers) }
    }

    /// How many chains of vouches that share nobody lead to each of some members whom the vouches accept; at most `most`.
    func chains(to members: [ID], most: Int, in network: ID) async throws -> [ID: Int] {
        let found = try await read(network) { trust, ids, numbers in
            let known = members.compactMap { numbers[$0] }.filter { trust.tier(of: $0) > 0 }
            guard !known.isEmpty else { return [ID: Int]() }
            let graph = VouchGraph(
                memberCount: ids.count, vouches: trust.links.map { .init(from: $0.from, to: $0.to, tier: $0.tier) })
            let witness = TrustWitness(
                graph, anchors: trust.rootMembers(tier: 1), tier: 1, isIn: ids.indices.map { trust.tier(of: $0) > 0 })
            let counts = witness.independentChains(to: known, most: most)
            return Dictionary(zip(known.map { ids[$0] }, counts), uniquingKeysWith: { first, _ in first })
        }
        return found ?? [:]
    }

    /// Derives all anew: what an anchor can bring in follows again from how many people there are.
    func derive(_ network: ID) async throws -> [StandingChange] {
        try await inTurn(network) { try await self.deriveNow(network) }
    }

    private func inTurn(
        _ network: ID, _ body: @escaping @Sendable () async throws -> [StandingChange]
    ) async throws -> [StandingChange] {
        let before = work[network]
        let task = Task {
            _ = await before?.result
            return try await body()
        }
        work[network] = task
        return try await task.value
    }

    // MARK: Computing

    private func compute(_ network: ID) async throws -> [StandingChange] {
        for _ in 0..<3 {
            let head = try await database.read { db in try db.trustHead(of: network) }
            if head.version == 0 { return [] }
            if let held = held[network], held.computed == head.computed, held.computed == head.version,
                held.roots == head.roots
            {
                return []
            }
            if held[network]?.computed != head.computed || held[network]?.roots != head.roots {
                try await lay(network, head)
            }
            if let changes = try await advance(network, head) { return changes }
            // Another node was faster: what is in memory is no longer what is stored.
            held[network] = nil
        }
        throw Refusal.unavailable(retryAfter: 1)
    }

    /// Lays the flow as it is stored.
    private func lay(_ network: ID, _ head: TrustHead) async throws {
        let stored = try await database.read { db in try db.storedTrust(of: network, head) }
        let ids = stored.members.map(\.id)
        let numbers = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
        held[network] = Held(
            trust: stored.laid(numbers), ids: ids, numbers: numbers, computed: head.computed, roots: head.roots,
            isFresh: true)
        uses.removeAll { $0 == network }
        uses.append(network)
        if uses.count > StandingKeeper.most { held[uses.removeFirst()] = nil }
    }

    /// Brings memory and store from `head.computed` to `head.version`; nothing when somebody else did.
    private func advance(_ network: ID, _ head: TrustHead) async throws -> [StandingChange]? {
        guard var at = held[network] else { return nil }
        let pending = try await database.read { db in
            try db.changedVouches(of: network, after: head.computed).filter { $0.changed <= head.version }.map {
                (from: $0.from, to: $0.to, tier: try db.trustTier(from: $0.from, to: $0.to, in: network))
            }
        }
        held[network] = nil
        let now = world.now()
        var tally = TrustTally()
        if at.isFresh {
            tally.add(at.trust.settle(now: now), at.trust.settled)
            at.isFresh = false
        }
        for change in pending {
            let (from, to) = (at.number(of: change.from), at.number(of: change.to))
            // Taken back first: what counts for less now must not go on carrying what it did.
            tally.add(at.trust.remove(from: from, to: to, now: now), at.trust.settled)
            if change.tier > 0 {
                tally.add(at.trust.add(.init(from: from, to: to, tier: change.tier), now: now), at.trust.settled)
            }
        }
        let changes = try await store(network, head, tally, at.ids)
        guard let changes else { return nil }
        at.computed = head.version
        held[network] = at
        return changes
    }

    private func store(
        _ network: ID, _ head: TrustHead, _ tally: TrustTally, _ ids: [ID]
    ) async throws -> [StandingChange]? {
        let now = world.now()
        return try await database.write { [world] db in
            guard try db.setComputed(network, from: head.computed, to: head.version) else { return nil }
            for seat in tally.seats.values {
                try db.save(seat.seat, tier: seat.tier, of: ids[seat.member], in: network)
            }
            for link in tally.limits.values {
                try db.save(link.limits, from: ids[link.from], to: ids[link.to], in: network)
            }
            try db.markConduct(in: network, at: now)
            return try tally.tiers.keys.sorted().compactMap { member in
                try db.settleStanding(of: ids[member], in: network, at: now, id: world.newID())
            }
        }
    }

    private func foreseen(_ network: ID, from: ID, to: ID, tier: Int) -> [StandingChange] {
        guard var at = held[network], let from = at.numbers[from], let to = at.numbers[to] else { return [] }
        var tally = TrustTally()
        tally.add(at.trust.remove(from: from, to: to, now: .max), at.trust.settled)
        if tier > 0 { tally.add(at.trust.add(.init(from: from, to: to, tier: tier), now: .max), at.trust.settled) }
        return tally.tiers.sorted { $0.key < $1.key }.compactMap { member, tiers in
            guard tiers.before != tiers.after else { return nil }
            return StandingChange(
                memberID: at.ids[member], before: Standing(tier: tiers.before), after: Standing(tier: tiers.after))
        }
    }

    /// Laid beside what is held, which stays as it is: where trust begins is another then, as if it had been stored so.
    ///
    /// - Returns: nothing where the vouches are others by now.
    @concurrent
    private static func changes(
        by end: End, from tiers: [ID: Int], _ database: any Database
    ) async throws -> [StandingChange]? {
        let stored = try await database.read { db -> StoredTrust? in
            let head = try db.trustHead(of: end.network)
            guard head.computed == end.computed, head.roots == end.roots else { return nil }
            return try db.storedTrust(of: end.network, head)
        }
        guard let stored else { return nil }
        let ids = stored.members.map(\.id)
        let numbers = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
        var trust = stored.laid(numbers, withoutAnchor: end.anchor)
        _ = trust.settle(now: .max)
        return ids.enumerated().compactMap { number, id in
            guard let before = tiers[id] else { return nil }
            let after = trust.tier(of: number)
            guard before != after else { return nil }
            return StandingChange(memberID: id, before: Standing(tier: before), after: Standing(tier: after))
        }
    }

    private func deriveNow(_ network: ID) async throws -> [StandingChange] {
        _ = try await compute(network)
        guard let at = held[network] else { return [] }
        held[network] = nil
        let head = try await database.read { db in try db.trustHead(of: network) }
        guard head.version == at.computed else { throw Refusal.unavailable(retryAfter: 1) }
        let now = world.now()
        let derived = at.trust.derivedAnew(now: now)
        let ids = at.ids
        let changes = try await database.write { [world] db -> [StandingChange] in
            guard try db.setComputed(network, from: head.version, to: head.version) else { return [] }
            try db.forgetSeats(of: network)
            try db.setTables(derived.tables, of: network, at: now)
            for member in ids.indices {
                for tier in 1...3 {
                    if let seat = derived.seat(of: member, tier: tier) {
                        try db.save(seat, tier: tier, of: ids[member], in: network)
                    }
                }
            }
            for link in derived.links { try db.save(link.limits, from: ids[link.from], to: ids[link.to], in: network) }
            try db.markConduct(in: network, at: now)
            // Whoever has no room any more is told a month before.
            return try ids.compactMap { member in
                try db.settleStanding(
                    of: member, in: network, at: now, id: world.newID(), fallsAt: now + VouchRules.notice)
            }
        }
        return changes
    }
}

extension Standing {
    init(tier: Int) { self = Standing(rawValue: tier) ?? .newcomer }
}
