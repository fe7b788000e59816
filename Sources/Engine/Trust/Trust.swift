extension TrustNetwork {
    /// Standing anew, from nothing but vouches, anchors and who was in before.
    ///
    /// For each tier: how much an anchor can bring in follows from the network (``TrustScale``), then the flow is filled, those
    /// who had a place first. The same vouches give the same standing in whatever order they come.
    ///
    /// - Parameters:
    ///   - memberCount: how many members there are.
    ///   - vouches: their vouches, in any order.
    ///   - roots: where trust begins.
    ///   - seats: the places so far, by tier and member; whoever has one keeps it where there is room at all.
    ///   - now: by which it is known who is longest in, for those who come in now.
    /// - Complexity: O(log n) maximal flows for each tier.
    public static func derived(
        memberCount: Int, vouches: [VouchGraph.Vouch], roots: TrustRoots, seats: [[Int: Seat]] = [[:], [:], [:]],
        now: Int64 = 0
    ) -> TrustNetwork {
        let graph = VouchGraph(memberCount: memberCount, vouches: vouches)
        var isInside = [Bool](repeating: true, count: memberCount)
        var levels: [Level] = []
        for tier in 1...3 {
            let scale = TrustScale(graph, roots: roots.of(tier: tier), tier: tier, isInside: isInside)
            let level = Level(scale, scale.capacity(), seats[tier - 1], now)
            isInside = level.flow.accepted
            levels.append(level)
        }
        return TrustNetwork(graph, roots, levels)
    }

    private init(_ graph: VouchGraph, _ roots: TrustRoots, _ levels: [Level]) {
        self.roots = roots
        self.levels = levels
        tiers = graph.vouches.map(\.tier)
    }
}

extension TrustNetwork.Level {
    fileprivate init(_ scale: TrustScale, _ table: TrustCapacity, _ before: [Int: TrustNetwork.Seat], _ now: Int64) {
        let flow = scale.flow(table, first: Set(before.keys))
        let capacities = scale.capacities(table)
        seats = flow.places.enumerated().map { member, place in
            guard place.isAccepted else { return nil }
            let since = scale.roots.all.contains(member) ? .min : before[member]?.since ?? now
            return TrustNetwork.Seat(
                distance: scale.distances[member], capacity: capacities[member], since: since)
        }
        self.flow = flow
        self.flow.forgetOutsiders()
        order = .init(distance: seats.map { $0?.distance ?? .max }, seniority: seats.map { $0?.since ?? .max })
        self.table = table
        waiting = self.flow.waiting
    }
}

extension TrustNetwork {
    /// The same vouches and roots with capacities that follow anew from how many people there are.
    public func derivedAnew(now: Int64) -> TrustNetwork {
        let vouches = links.map { link in VouchGraph.Vouch(from: link.from, to: link.to, tier: link.tier) }
        let seats = levels.map { level in
            Dictionary(
                uniqueKeysWithValues: level.seats.enumerated().compactMap { index, seat in seat.map { (index, $0) } })
        }
        return .derived(memberCount: memberCount, vouches: vouches, roots: roots, seats: seats, now: now)
    }

    /// Every vouch that counts, with the tier for which it does and what it carries.
    public var links: [(from: Int, to: Int, tier: Int, limits: Entry.Limits)] {
        tiers.indices.filter { tiers[$0] > 0 }.map { number in
            let pipe = levels[0].flow.pipes[number]
            return (
                Int(pipe.from), Int(pipe.to), tiers[number],
                Entry.Limits { self.levels[$0].flow.pipes[number].limit }
            )
        }
    }
}
