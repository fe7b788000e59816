/// Groups within a graph that are tied more among themselves than to others.
///
/// The Leiden algorithm (Traag, Waltman, van Eck 2019) for modularity: nodes move to where they gain most, groups are refined
/// so that each hangs together, refined groups become nodes, and so on until nothing gains. Refinement takes the best merge
/// instead of a drawn one, so that the same graph gives the same groups.
public enum Communities {
    /// An undirected tie with its weight.
    public struct Tie: Sendable {
        public let a: Int
        public let b: Int
        public let weight: Double

        public init(_ a: Int, _ b: Int, weight: Double = 1) {
            self.a = a
            self.b = b
            self.weight = weight
        }
    }

    /// The group of each node, numbered from the largest group on.
    ///
    /// - Parameters:
    ///   - count: nodes are `0..<count`.
    ///   - ties: ties to oneself are left out.
    ///   - resolution: above 1 smaller groups, below 1 larger ones.
    /// - Complexity: O(m) for each round, in practice about ten of them.
    public static func find(count: Int, ties: [Tie], resolution: Double = 1) -> [Int] {
        var graph = Weighted(count: count, ties: ties.filter { $0.a != $0.b })
        guard graph.total > 0 else { return numbered(Array(0..<count)) }
        var node = Array(0..<count)
        var groups = Array(0..<count)
        while true {
            graph.moveNodes(&groups, resolution)
            let refined = graph.refined(within: groups, resolution)
            let kinds = numbered(refined)
            let sums = (kinds.max() ?? -1) + 1
            var groupOfKind = [Int](repeating: 0, count: sums)
            for (index, kind) in kinds.enumerated() { groupOfKind[kind] = groups[index] }
            node = node.map { kinds[$0] }
            let isDone = sums == graph.count
            graph = graph.merged(into: kinds, count: sums)
            groups = numbered(groupOfKind)
            if isDone { break }
        }
        return numbered(node.map { groups[$0] })
    }

    /// Modularity of a grouping: the share of ties within groups beyond what the same degrees would give by chance.
    public static func modularity(_ groups: [Int], ties: [Tie], resolution: Double = 1) -> Double {
        let ties = ties.filter { $0.a != $0.b }
        let total = ties.reduce(0) { $0 + $1.weight }
        guard total > 0 else { return 0 }
        var inside = 0.0
        var degree: [Int: Double] = [:]
        for tie in ties {
            if groups[tie.a] == groups[tie.b] { inside += tie.weight }
            degree[groups[tie.a], default: 0] += tie.weight
            degree[groups[tie.b], default: 0] += tie.weight
        }
        let expected = degree.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value * $1.value }
        return inside / total - resolution * expected / (4 * total * total)
    }

    /// Numbers groups by size, the largest first; of equals that with the first node.
    private static func numbered(_ groups: [Int]) -> [Int] {
        var sizes: [Int: (size: Int, first: Int)] = [:]
        for (node, group) in groups.enumerated() {
            sizes[group] = ((sizes[group]?.size ?? 0) + 1, sizes[group]?.first ?? node)
        }
        let order = sizes.sorted { (-$0.value.size, $0.value.first) < (-$1.value.size, $1.value.first) }
        let number = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1.key, $0) })
        return groups.map { number[$0] ?? 0 }
    }
}

/// A weighted graph in rows.
private struct Weighted {
    let count: Int
    private var start: [Int]
    private var ends: [Int]
    private var weights: [Double]
    /// Weight of all ties of a node, those within a merged one twice.
    private var degree: [Double]
    /// Sum of all weights.
    let total: Double

    init(count: Int, ties: [Communities.Tie], inner: [Double]? = nil) {
        self.count = count
        var start = [Int](repeating: 0, count: count + 1)
        for tie in ties {
            start[tie.a + 1] += 1
            start[tie.b + 1] += 1
        }
        for node in 0..<count { start[node + 1] += start[node] }
        var next = start
        ends = [Int](repeating: 0, count: 2 * ties.count)
        weights = [Double](repeating: 0, count: 2 * ties.count)
        degree = (inner ?? [Double](repeating: 0, count: count)).map { 2 * $0 }
        for tie in ties {
            for (from, to) in [(tie.a, tie.b), (tie.b, tie.a)] {
                ends[next[from]] = to
                weights[next[from]] = tie.weight
                next[from] += 1
                degree[from] += tie.weight
            }
        }
        self.start = start
        total = degree.reduce(0, +) / 2
        inside = inner ?? [Double](repeating: 0, count: count)
    }

    /// Weight of the ties within a merged node.
    private let inside: [Double]

    /// Weights of the ties of a node to each group around it.
    private func around(_ node: Int, _ groups: [Int], _ sums: inout [Double], _ touched: inout [Int]) {
        for group in touched { sums[group] = 0 }
        touched.removeAll(keepingCapacity: true)
        for index in start[node]..<start[node + 1] {
            let group = groups[ends[index]]
            if sums[group] == 0 { touched.append(group) }
            sums[group] += weights[index]
        }
    }

    /// Moves nodes, those whose surroundings changed again, until none gains by moving.
    func moveNodes(_ groups: inout [Int], _ resolution: Double) {
        var sums = [Double](repeating: 0, count: count), touched: [Int] = []
        var size = [Double](repeating: 0, count: count)
        for node in 0..<count { size[groups[node]] += degree[node] }
        var queue = Array(0..<count), head = 0
        var isWaiting = [Bool](repeating: true, count: count)
        while head < queue.count {
            let node = queue[head], own = groups[node]
            head += 1
            isWaiting[node] = false
            around(node, groups, &sums, &touched)
            size[own] -= degree[node]
            var best = own, gain = sums[own] - resolution * degree[node] * size[own] / (2 * total)
            for group in touched {
                let other = sums[group] - resolution * degree[node] * size[group] / (2 * total)
                if other > gain + 1e-12 || other > gain - 1e-12 && group < best && best != own {
                    best = group
                    gain = other
                }
            }
            size[best] += degree[node]
            guard best != own else { continue }
            groups[node] = best
            for index in start[node]..<start[node + 1] where groups[ends[index]] != best && !isWaiting[ends[index]] {
                isWaiting[ends[index]] = true
                queue.append(ends[index])
            }
        }
    }

    /// Splits each group into parts that hang together: every node begins alone and joins, once, the part of its group in which
    /// it gains most.
    func refined(within groups: [Int], _ resolution: Double) -> [Int] {
        var parts = Array(0..<count)
        var size = degree
        var isAlone = [Bool](repeating: true, count: count)
        var sums = [Double](repeating: 0, count: count), touched: [Int] = []
        for node in 0..<count where isAlone[node] {
            around(node, parts, &sums, &touched)
            var best = node, gain = 0.0
            for index in start[node]..<start[node + 1] where groups[ends[index]] == groups[node] {
                let part = parts[ends[index]]
                guard part != node else { continue }
                let other = sums[part] - resolution * degree[node] * size[part] / (2 * total)
                if other > gain + 1e-12 {
                    best = part
                    gain = other
                }
            }
            guard best != node else { continue }
            size[best] += degree[node]
            size[node] -= degree[node]
            parts[node] = best
            isAlone[node] = false
            isAlone[best] = false
        }
        return parts
    }

    /// The graph whose nodes are the parts.
    func merged(into parts: [Int], count: Int) -> Weighted {
        var inner = [Double](repeating: 0, count: count)
        var between: [Int: Double] = [:]
        for node in 0..<self.count {
            inner[parts[node]] += inside[node]
            for index in start[node]..<start[node + 1] where node < ends[index] {
                let (a, b) = (min(parts[node], parts[ends[index]]), max(parts[node], parts[ends[index]]))
                if a == b { inner[a] += weights[index] } else { between[a * count + b, default: 0] += weights[index] }
            }
        }
        let ties = between.sorted { $0.key < $1.key }
            .map { Communities.Tie($0.key / count, $0.key % count, weight: $0.value) }
        return Weighted(count: count, ties: ties, inner: inner)
    }
}
