/// An order of proposals in which copies of one don't crowd out others.
public enum HarmonicOrder {
    /// Proposals from the first to the last, with the weight by which each was placed.
    ///
    /// Each supporter's weight is split among all unplaced proposals they support; the lightest is placed last, of equals the
    /// newer. O(proposals² + proposals · supports).
    /// - Parameter supporters: of each proposal, from the oldest on, who supports it.
    public static func order(_ supporters: [Set<Int>]) -> [(proposal: Int, weight: Double)] {
        var held: [Int: Int] = [:]
        for set in supporters { for person in set { held[person, default: 0] += 1 } }
        var unplaced = Array(supporters.indices), placed: [(proposal: Int, weight: Double)] = []
        while !unplaced.isEmpty {
            let weights = unplaced.map { proposal in
                // Summed by how many proposals share a person, so that the order of a set is nothing.
                Dictionary(grouping: supporters[proposal], by: { held[$0] ?? 1 }).sorted { $0.key < $1.key }
                    .reduce(0.0) { $0 + Double($1.value.count) / Double($1.key) }
            }
            let last = unplaced.indices.min { (weights[$0], unplaced[$1]) < (weights[$1], unplaced[$0]) } ?? 0
            placed.append((unplaced[last], weights[last]))
            for person in supporters[unplaced[last]] { held[person, default: 1] -= 1 }
            unplaced.remove(at: last)
        }
        return placed.reversed()
    }
}
