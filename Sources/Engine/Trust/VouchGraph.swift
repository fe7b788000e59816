/// Who answers for whom: members numbered from 0, and their vouches in a fixed order, so that the same vouches give the same
/// answer in whatever order they came.
public struct VouchGraph: Sendable {
    /// One member's word for another.
    public struct Vouch: Sendable, Hashable {
        public let from: Int
        public let to: Int
        /// For which tier it counts, and for all below: 1 vouched, 2 trusted, 3 steward.
        public let tier: Int

        public init(from: Int, to: Int, tier: Int) {
            self.from = from
            self.to = to
            self.tier = tier
        }

        /// By voucher, then by member; the stronger of two between the same first.
        func isBefore(_ other: Vouch) -> Bool {
            if from != other.from { return from < other.from }
            return to != other.to ? to < other.to : tier > other.tier
        }
    }

    public let memberCount: Int
    /// Sorted by voucher, then by member; at most one for each pair, the strongest; nobody vouches for themselves.
    public let vouches: [Vouch]
    /// The vouches of member `m` are `outStart[m]..<outStart[m + 1]`.
    let outStart: [Int32]
    /// The vouches for member `m` are `inVouches[inStart[m]..<inStart[m + 1]]`, by voucher.
    let inStart: [Int32]
    let inVouches: [Int32]

    /// - Parameters:
    ///   - memberCount: how many members there are.
    ///   - vouches: in any order; ends outside `0..<memberCount` are left out.
    /// - Complexity: O(m log m) for m vouches.
    public init(memberCount: Int, vouches: [Vouch]) {
        self.memberCount = memberCount
        let sorted = VouchGraph.sorted(
            vouches.filter {
                $0.from != $0.to && (0..<memberCount).contains($0.from) && (0..<memberCount).contains($0.to)
            })
        self.vouches = sorted
        outStart = VouchGraph.starts(sorted.lazy.map(\.from), memberCount)
        inStart = VouchGraph.starts(sorted.lazy.map(\.to), memberCount)
        var next = inStart
        var incoming = [Int32](repeating: 0, count: sorted.count)
        for (index, vouch) in sorted.enumerated() {
            incoming[Int(next[vouch.to])] = Int32(index)
            next[vouch.to] += 1
        }
        inVouches = incoming
    }

    private static func sorted(_ vouches: [Vouch]) -> [Vouch] {
        var result: [Vouch] = []
        result.reserveCapacity(vouches.count)
        for vouch in vouches.sorted(by: { $0.isBefore($1) }) {
            if let last = result.last, last.from == vouch.from, last.to == vouch.to { continue }
            result.append(vouch)
        }
        return result
    }

    private static func starts(_ keys: some Sequence<Int>, _ count: Int) -> [Int32] {
        var starts = [Int32](repeating: 0, count: count + 1)
        for key in keys { starts[key + 1] += 1 }
        for index in 0..<count { starts[index + 1] += starts[index] }
        return starts
    }

    /// How many vouches each member is from the nearest root, over vouches that count for `tier` and members that `passes` lets
    /// through; nothing where no chain leads.
    ///
    /// - Complexity: O(n + m).
    func distances(from roots: TrustRoots, tier: Int, through passes: (Int) -> Bool) -> [Int32] {
        var distance = [Int32](repeating: VouchGraph.unreached, count: memberCount)
        for entered in roots.entered { distance[entered] = 1 }
        for anchor in roots.anchors { distance[anchor] = 0 }
        var ring = roots.anchors.sorted(), next = roots.entered.subtracting(roots.anchors).sorted()
        var far: Int32 = 0
        while !ring.isEmpty || !next.isEmpty {
            far += 1
            for member in ring where passes(member) {
                for index in Int(outStart[member])..<Int(outStart[member + 1]) {
                    let vouch = vouches[index]
                    guard vouch.tier >= tier, distance[vouch.to] > far else { continue }
                    distance[vouch.to] = far
                    next.append(vouch.to)
                }
            }
            (ring, next) = (next, [])
        }
        return distance
    }

    static let unreached = Int32.max
}

/// Where trust begins.
public struct TrustRoots: Sendable, Equatable {
    /// Members chosen by decision; they are stewards.
    public var anchors: Set<Int>
    /// Members whom the network's operator has entered: as if an anchor answered for each of them, but not as stewards.
    public var entered: Set<Int>

    public init(anchors: Set<Int>, entered: Set<Int> = []) {
        self.anchors = anchors
        self.entered = entered
    }

    /// Those that count for a tier.
    func of(tier: Int) -> TrustRoots { TrustRoots(anchors: anchors, entered: tier < 3 ? entered : []) }

    var all: Set<Int> { anchors.union(entered) }
}
