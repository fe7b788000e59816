/// How large the network is that the anchors' trust should reach, found without counting anybody whom nobody brought in: a
/// count of accounts is what an attacker makes at will.
///
/// The anchors' capacity is raised until more of it no longer brings in as many more: until then it was too small for the
/// people there are, from then on it would only be open to whoever made more accounts.
struct TrustScale {
    let graph: VouchGraph
    let roots: TrustRoots
    let tier: Int
    /// Who can be in at all.
    let isInside: [Bool]
    let distances: [Int32]
    private let counts: [Int32]

    /// An anchor of a young network can bring in so many.
    static let leastFirst = 64
    /// Room for so many more, in percent, than there are.
    static let room = 25
    static let usualFactor = 4.0
    /// To find the size, what paths of one more length add is passed over when it is less than one in so many.
    static let roughly = 2000

    init(_ graph: VouchGraph, roots: TrustRoots, tier: Int, isInside: [Bool]) {
        self.graph = graph
        self.roots = roots
        self.tier = tier
        self.isInside = isInside
        let distances = graph.distances(from: roots, tier: tier) { isInside[$0] }
        var counts = [Int32](repeating: 0, count: graph.memberCount)
        for vouch in graph.vouches where vouch.tier >= tier && isInside[vouch.to] { counts[vouch.from] += 1 }
        self.distances = distances
        self.counts = counts
    }

    /// - Complexity: O(log n) flows, each going on from the one before.
    func capacity() -> TrustCapacity {
        let factor = growth(knee(factor: TrustScale.usualFactor).accepted)
        let first = knee(factor: factor).first
        return TrustCapacity(
            first: max(TrustScale.leastFirst, first + first * TrustScale.room / 100), factor: factor)
    }

    /// The anchors' capacity at which more of it begins to bring in less, and who is in then.
    private func knee(factor: Double) -> (first: Int, accepted: [Bool]) {
        var first = TrustScale.leastFirst / 2
        var flow = laid(TrustCapacity(first: first, factor: factor))
        flow.fill(roughly: TrustScale.roughly)
        while first < 64 * graph.memberCount {
            var next = flow
            raise(&next, to: 2 * first, factor)
            // Twice the capacity should bring in twice as many.
            guard 5 * next.acceptedCount >= 8 * flow.acceptedCount else { break }
            flow = next
            first *= 2
        }
        let start = (first: first, count: flow.acceptedCount)
        for eighth in 9...16 {
            var next = flow
            raise(&next, to: start.first * eighth / 8, factor)
            let gain = next.acceptedCount - flow.acceptedCount
            guard 2 * 8 * gain >= start.count else { break }
            flow = next
            first = start.first * eighth / 8
        }
        return (first, flow.accepted)
    }

    private func raise(_ flow: inout TrustFlow, to first: Int, _ factor: Double) {
        let capacity = TrustCapacity(first: first, factor: factor)
        flow.raise(capacity: capacities(capacity), limit: limits(capacity))
        flow.fill(roughly: TrustScale.roughly)
    }

    /// By how much each ring of people around the anchors is larger than the one within, up to the largest.
    private func growth(_ isAccepted: [Bool]) -> Double {
        var rings: [Int] = []
        for member in isAccepted.indices where isAccepted[member] {
            let distance = Int(distances[member])
            while rings.count <= distance { rings.append(0) }
            rings[distance] += 1
        }
        guard let most = rings.max(), let largest = rings.firstIndex(of: most), largest > 0, rings[0] > 0 else {
            return TrustScale.usualFactor
        }
        // The root by repeated halving: the same digits on every machine, which a library's logarithm does not promise.
        let wanted = Double(most) / Double(rings[0])
        var low = 1.0, high = wanted
        while high - low > 0.001 {
            let middle = (low + high) / 2
            let power = (0..<largest).reduce(1.0) { product, _ in product * middle }
            if power < wanted { low = middle } else { high = middle }
        }
        return min(16, max(1.5, high))
    }

    func capacities(_ capacity: TrustCapacity) -> [Int32] {
        distances.indices.map { member in
            isInside[member] && distances[member] != VouchGraph.unreached ? capacity.at(distances[member]) : 0
        }
    }

    /// What each vouch carries; nothing where it does not count for this tier.
    func limits(_ capacity: TrustCapacity) -> [Int32] {
        let each = distances.indices.map { member -> Int32 in
            guard isInside[member], distances[member] != VouchGraph.unreached else { return 0 }
            return TrustCapacity.ofVouch(capacity: capacity.at(distances[member]), vouches: Int(counts[member]))
        }
        return graph.vouches.map { $0.tier >= tier && isInside[$0.to] ? each[$0.from] : 0 }
    }

    /// The flow of everybody who can be in, those named first before the others.
    func flow(_ capacity: TrustCapacity, first: Set<Int> = []) -> TrustFlow {
        var flow = laid(capacity)
        if !first.isEmpty {
            let others = isInside.indices.filter { isInside[$0] && !first.contains($0) && !roots.all.contains($0) }
            flow.hold(others)
            flow.fill()
            flow.restore(others, capacities(capacity))
        }
        flow.fill()
        return flow
    }

    private func laid(_ capacity: TrustCapacity) -> TrustFlow {
        TrustFlow(
            graph, roots: roots, capacity: capacities(capacity), limit: limits(capacity), isWanting: isInside)
    }
}
