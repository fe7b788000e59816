/// k-means on points of the plane, as conversations are grouped.
///
/// It begins with the first distinct points, a point between two centres goes to the later, a cluster without points is
/// given up, and it ends when no centre moved by 0.01 any more.
struct OpinionClusters: Sendable, Equatable {
    private(set) var centres: [SIMD2<Double>] = []
    /// The cluster of each point.
    private(set) var labels: [Int] = []

    private static let still = 0.01

    /// - Parameters:
    ///   - points: in the order of the ids.
    ///   - weights: how much each point counts in its centre; nil means all alike.
    ///   - most: clusters at most; there are fewer where fewer points differ.
    ///   - steps: how often the centres may move.
    /// - Complexity: O(steps · points · neighbouring clusters).
    init(_ points: [SIMD2<Double>], weights: [Double]? = nil, most: Int, steps: Int) {
        centres = OpinionClusters.firstDistinct(points, most)
        guard !centres.isEmpty else { return }
        var nearest = NearestCentres(count: points.count)
        for step in 0...steps {
            nearest.assign(points, to: centres)
            dropEmpty(&nearest)
            labels = nearest.labels
            if step == steps { break }
            let moved = means(points, weights)
            let isStill = OpinionClusters.isStill(moved, centres)
            nearest.follow(from: centres, to: moved)
            centres = moved
            if isStill { break }
        }
    }

    private static func firstDistinct(_ points: [SIMD2<Double>], _ most: Int) -> [SIMD2<Double>] {
        var seen: Set<SIMD2<Double>> = [], first: [SIMD2<Double>] = []
        for point in points where first.count < most && seen.insert(point).inserted { first.append(point) }
        return first
    }

    private mutating func dropEmpty(_ nearest: inout NearestCentres) {
        var isUsed = [Bool](repeating: false, count: centres.count)
        for label in nearest.labels { isUsed[label] = true }
        guard isUsed.contains(false) else { return }
        var number: [Int] = []
        for used in isUsed { number.append((number.last ?? -1) + (used ? 1 : 0)) }
        nearest.rename(number)
        centres = zip(centres, isUsed).filter(\.1).map(\.0)
    }

    private func means(_ points: [SIMD2<Double>], _ weights: [Double]?) -> [SIMD2<Double>] {
        var sums = [SIMD2<Double>](repeating: .zero, count: centres.count)
        var totals = [Double](repeating: 0, count: centres.count)
        for (index, point) in points.enumerated() {
            let weight = weights?[index] ?? 1
            sums[labels[index]] += point * weight
            totals[labels[index]] += weight
        }
        return zip(sums, totals).map { $0 / $1 }
    }

    private static func isStill(_ new: [SIMD2<Double>], _ old: [SIMD2<Double>]) -> Bool {
        guard new.count == old.count else { return false }
        func ordered(_ centres: [SIMD2<Double>]) -> [SIMD2<Double>] { centres.sorted { ($0.x, $0.y) < ($1.x, $1.y) } }
        return zip(ordered(new), ordered(old)).allSatisfy { distance($0, $1) < still }
    }

    static func distance(_ one: SIMD2<Double>, _ other: SIMD2<Double>) -> Double {
        let difference = one - other, square = difference * difference
        return (square.x + square.y).squareRoot()
    }

    /// How well each point lies in its cluster, on average: 1 at best; nil with fewer than two clusters. O(points²).
    func silhouette(_ points: [SIMD2<Double>]) -> Double? {
        guard centres.count > 1 else { return nil }
        var sizes = [Double](repeating: 0, count: centres.count)
        for label in labels { sizes[label] += 1 }
        var total = 0.0
        for (index, point) in points.enumerated() where sizes[labels[index]] > 1 {
            var sums = [Double](repeating: 0, count: centres.count)
            for (other, label) in zip(points, labels) { sums[label] += OpinionClusters.distance(point, other) }
            let own = sums[labels[index]] / (sizes[labels[index]] - 1)
            let next = sums.indices.filter { $0 != labels[index] }.map { sums[$0] / sizes[$0] }.min() ?? 0
            total += max(own, next) > 0 ? (next - own) / max(own, next) : 0
        }
        return total / Double(points.count)
    }

    /// How alike two groupings of the same people are, chance taken off: 1 if equal (Hubert, Arabie 1985).
    static func likeness(_ one: [Int], _ other: [Int]) -> Double {
        func pairs(_ count: Int) -> Double { Double(count) * Double(count - 1) / 2 }
        let width = (other.max() ?? 0) + 1
        var both = [Int](repeating: 0, count: ((one.max() ?? 0) + 1) * width)
        for (left, right) in zip(one, other) { both[left * width + right] += 1 }
        let together = both.reduce(0) { $0 + pairs($1) }
        let left = stride(from: 0, to: both.count, by: width).reduce(0) {
            $0 + pairs(both[$1..<$1 + width].reduce(0, +))
        }
        let right = (0..<width).reduce(0) { sum, column in
            sum + pairs(stride(from: column, to: both.count, by: width).reduce(0) { $0 + both[$1] })
        }
        let all = pairs(one.count), most = (left + right) / 2
        guard all > 0, most != left * right / all else { return 1 }
        return (together - left * right / all) / (most - left * right / all)
    }
}

/// Which centre is nearest to each point, kept while the centres move.
///
/// A centre nearer than the one a point had lies within twice the distance to that one (triangle inequality), so each point
/// looks at few: the neighbours of its centre from the nearest on.
struct NearestCentres {
    private(set) var labels: [Int]
    /// For one centre after the other all centres from the nearest on, and how far they were when they were ordered.
    private var neighbours: [Neighbour] = []
    /// By how much two centres may have come nearer since.
    private var slack = 0.0
    /// Slack that is worth ordering them anew.
    private var most = -1.0

    private struct Neighbour {
        var number: Int
        var distance: Double
    }

    init(count: Int) { labels = [Int](repeating: 0, count: count) }

    /// Finds the nearest centre of every point; of equals the later.
    mutating func assign(_ points: [SIMD2<Double>], to centres: [SIMD2<Double>]) {
        if slack > most || neighbours.count != centres.count * centres.count { order(centres) }
        labels.withUnsafeMutableBufferPointer { labels in
            centres.withUnsafeBufferPointer { centres in
                neighbours.withUnsafeBufferPointer { neighbours in
                    for (index, point) in points.enumerated() {
                        let start = labels[index] * centres.count
                        labels[index] = NearestCentres.nearest(
                            point, centres, neighbours[start..<start + centres.count], slack)
                    }
                }
            }
        }
    }

    @inline(__always)
    private static func nearest(
        _ point: SIMD2<Double>, _ centres: UnsafeBufferPointer<SIMD2<Double>>,
        _ neighbours: Slice<UnsafeBufferPointer<Neighbour>>, _ slack: Double
    ) -> Int {
        var best = -1, least = Double.infinity, reach = Double.infinity
        for neighbour in neighbours {
            if neighbour.distance > reach { break }
            let difference = point - centres[neighbour.number], square = difference * difference
            let distance = square.x + square.y
            if distance < least || (distance == least && neighbour.number > best) {
                // A little beyond, for what rounding does.
                if best < 0 { reach = 2 * distance.squareRoot() * 1.000_000_1 + 1e-9 + slack }
                least = distance
                best = neighbour.number
            }
        }
        return best
    }

    /// Takes note that the centres moved.
    mutating func follow(from old: [SIMD2<Double>], to new: [SIMD2<Double>]) {
        slack += 2 * (zip(old, new).map { OpinionClusters.distance($0, $1) }.max() ?? 0)
    }

    /// The order changes little, so each goes to its place by insertion.
    private mutating func order(_ centres: [SIMD2<Double>]) {
        let count = centres.count
        if neighbours.count != count * count {
            neighbours = centres.flatMap { own in
                centres.indices.map { Neighbour(number: $0, distance: OpinionClusters.distance(own, centres[$0])) }
                    .sorted { ($0.distance, $0.number) < ($1.distance, $1.number) }
            }
        }
        var nearest = 0.0
        neighbours.withUnsafeMutableBufferPointer { list in
            for own in 0..<count {
                for place in (own * count)..<((own + 1) * count) {
                    var moving = list[place], before = place
                    moving.distance = OpinionClusters.distance(centres[own], centres[moving.number])
                    while before > own * count, list[before - 1].distance > moving.distance {
                        list[before] = list[before - 1]
                        before -= 1
                    }
                    list[before] = moving
                }
                if count > 1 { nearest += list[own * count + 1].distance }
            }
        }
        most = 0.5 * nearest / Double(max(1, count))
        slack = 0
    }

    /// New numbers for the clusters after some were given up.
    mutating func rename(_ number: [Int]) {
        for index in labels.indices { labels[index] = number[labels[index]] }
    }
}
