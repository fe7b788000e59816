/// Why somebody has a tier: the chains of vouches that lead to them, and whom they depend on alone.
public struct TrustWitness: Sendable {
    private let graph: VouchGraph
    private let isIn: [Bool]
    private let tier: Int
    private let anchors: Set<Int>
    /// From the nearest anchor, over members who are in.
    private let distance: [Int32]

    /// - Parameters:
    ///   - graph: the vouches.
    ///   - anchors: where trust begins.
    ///   - tier: which vouches count: those for this tier and above.
    ///   - isIn: who has the tier.
    public init(_ graph: VouchGraph, anchors: Set<Int>, tier: Int, isIn: [Bool]) {
        self.graph = graph
        self.anchors = anchors
        self.tier = tier
        self.isIn = isIn
        distance = graph.distances(from: TrustRoots(anchors: anchors), tier: tier) { isIn[$0] }
    }

    /// Who answers for `member`, of those who are in.
    public func vouchers(of member: Int) -> [Int] {
        graph.inVouches[Int(graph.inStart[member])..<Int(graph.inStart[member + 1])].lazy
            .map { self.graph.vouches[Int($0)] }.filter { $0.tier >= self.tier && self.isIn[$0.from] }.map(\.from)
    }

    /// A shortest chain from an anchor to `member`, both counted; empty where none leads. Of several the one whose vouchers have
    /// the smallest numbers.
    public func shortestChain(to member: Int) -> [Int] {
        guard distance[member] != VouchGraph.unreached else { return [] }
        var chain = [member]
        var at = member
        while distance[at] > 0, let next = vouchers(of: at).first(where: { distance[$0] == distance[at] - 1 }) {
            chain.append(next)
            at = next
        }
        return chain.reversed()
    }

    /// How many chains lead from anchors to each of `members` that share nobody, anchors counted; at most `most`.
    ///
    /// Paths without common members by augmenting paths (Menger 1927), looked for from the member back to the anchors, those
    /// nearest to an anchor first.
    /// - Complexity: O(c · (n + m)) for c chains; in practice only the surroundings of a member are looked at.
    public func independentChains(to members: [Int], most: Int = 9) -> [Int] {
        let usable = anchors.count { anchor in
            graph.vouches[Int(graph.outStart[anchor])..<Int(graph.outStart[anchor + 1])].contains { $0.tier >= tier }
        }
        var search = DisjointChains(self, count: graph.memberCount)
        return members.map { member in
            guard !anchors.contains(member) else { return 0 }
            let bound = min(most, usable, vouchers(of: member).count)
            return search.count(to: member, most: bound)
        }
    }

    fileprivate func isAnchor(_ member: Int) -> Bool { anchors.contains(member) }
    fileprivate func rank(_ member: Int) -> Int { Int(min(distance[member], 63)) }
}

/// Looks for chains without common members; its tables are made once for many members.
private struct DisjointChains {
    private let witness: TrustWitness
    /// For who is on a chain: whom they vouch for on it.
    private var next: [Int32]
    private var chained: [Int] = []
    /// For each side of a member – behind (2 · member), where they are vouched for, and ahead, where they vouch – the side that
    /// it was reached from.
    private var cameFrom: [Int32]
    private var reached: [Int32] = []

    private static let nobody: Int32 = -1

    init(_ witness: TrustWitness, count: Int) {
        self.witness = witness
        next = [Int32](repeating: DisjointChains.nobody, count: count)
        cameFrom = [Int32](repeating: DisjointChains.nobody, count: 2 * count)
    }

    mutating func count(to member: Int, most: Int) -> Int {
        for one in chained { next[one] = DisjointChains.nobody }
        chained.removeAll(keepingCapacity: true)
        var count = 0
        while count < most, augment(to: member) { count += 1 }
        return count
    }

    private mutating func augment(to member: Int) -> Bool {
        for side in reached { cameFrom[Int(side)] = DisjointChains.nobody }
        reached.removeAll(keepingCapacity: true)
        let start = Int32(2 * member)
        reach(start, from: start)
        var waiting: [[Int32]] = [[start]], least = 0
        while least < waiting.count {
            guard let side = waiting[least].popLast() else {
                least += 1
                continue
            }
            let here = Int(side >> 1), isBehind = side & 1 == 0
            if isBehind, here != member, witness.isAnchor(here), next[here] == DisjointChains.nobody {
                lay(from: side, to: start)
                return true
            }
            for target in steps(from: side, to: member) where cameFrom[Int(target)] == DisjointChains.nobody {
                reach(target, from: side)
                let rank = witness.rank(Int(target >> 1))
                while waiting.count <= rank { waiting.append([]) }
                waiting[rank].append(target)
                least = min(least, rank)
            }
        }
        return false
    }

    private mutating func reach(_ side: Int32, from other: Int32) {
        cameFrom[Int(side)] = other
        reached.append(side)
    }

    private func steps(from side: Int32, to member: Int) -> [Int32] {
        let here = Int(side >> 1)
        if side & 1 == 0 {
            // Further back, to whoever answers for them.
            var steps = witness.vouchers(of: here).filter { $0 != member && next[$0] != here }.map { Int32(2 * $0 + 1) }
            if next[here] != DisjointChains.nobody { steps.append(side + 1) }
            return steps
        }
        // Who is on no chain can be passed; who is on one only if that chain gives up what comes after them.
        guard next[here] != DisjointChains.nobody else { return [side - 1] }
        return Int(next[here]) == member ? [] : [2 * next[here]]
    }

    /// From the anchor towards the member new links are laid, given-up ones taken away.
    private mutating func lay(from end: Int32, to start: Int32) {
        var given: [Int] = [], laid: [(Int, Int32)] = []
        var side = end
        while side != start {
            let before = cameFrom[Int(side)]
            if side >> 1 != before >> 1 {
                if side & 1 == 1 { laid.append((Int(side >> 1), before >> 1)) } else { given.append(Int(before >> 1)) }
            }
            side = before
        }
        for voucher in given { next[voucher] = DisjointChains.nobody }
        for (voucher, vouched) in laid {
            next[voucher] = vouched
            chained.append(voucher)
        }
    }
}
