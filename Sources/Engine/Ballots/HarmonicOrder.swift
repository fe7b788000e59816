/// An order of proposals in which copies of one don't crowd out others.
public enum HarmonicOrder {
    /// Proposals from the first to the last, with the weight by which each was placed.
    ///
    /// Each supporter's weight is split among all unplaced proposals they support; the lightest is placed last, of equals the
    /// newer. O(proposals² + proposals · supports).
    /// - Parameter supporters: of each proposal, from the oldest on, who supports it.
    public static func order(_ supporters: [Set<Int>]) -> [(proposal: Int, weight: Double)] {
        var numbers: [Int: Int] = [:]
        let people = supporters.map { set in
            set.map { person in
                let number = numbers[person, default: numbers.count]
                numbers[person] = number
                return number
            }
        }
        // How many unplaced proposals each person supports.
        var held = [Int](repeating: 0, count: numbers.count)
        for one in people { for person in one { held[person] += 1 } }
        var tally = [Int](repeating: 0, count: supporters.count + 1)
        var unplaced = Array(supporters.indices), placed: [(proposal: Int, weight: Double)] = []
        while !unplaced.isEmpty {
            let weights = unplaced.map { weight(of: people[$0], held, &tally) }
            let last = unplaced.indices.min { (weights[$0], unplaced[$1]) < (weights[$1], unplaced[$0]) } ?? 0
            placed.append((unplaced[last], weights[last]))
            for person in people[unplaced[last]] { held[person] -= 1 }
            unplaced.remove(at: last)
        }
        return placed.reversed()
    }

    /// Summed by how many proposals share a person, so that the order of people is nothing.
    ///
    /// - Parameter tally: all zero, and left so.
    private static func weight(of people: [Int], _ held: [Int], _ tally: inout [Int]) -> Double {
        var shares: [Int] = []
        for person in people {
            let share = held[person]
            if tally[share] == 0 { shares.append(share) }
            tally[share] += 1
        }
        var sum = 0.0
        for share in shares.sorted() {
            sum += Double(tally[share]) / Double(share)
            tally[share] = 0
        }
        return sum
    }
}
