internal import Engine

/// Where people stand, in squares: a picture of as few pieces as a phone likes, in which nobody's exact place is shown.
struct ConversationMap: Sendable {
    struct Spot: Sendable, Equatable {
        /// From 0 to 1, from left to right and from top to bottom.
        let x: Double
        let y: Double
        /// The place of the group in the list of groups; nothing where none is spoken of, or its numbers are not shown.
        let group: Int?
        let people: Int
        /// How many people it is, where that may be said.
        let shown: Int?
    }

    private(set) var spots: [Spot] = []
    /// In which of the squares whoever looks stands.
    private(set) var own: Int?
    private let least: SIMD2<Double>
    private let span: Double

    static let squares = 20

    /// Pure, linear in the people.
    init(_ result: ConversationResult) {
        let map = result.picture.map
        let positions = result.isTooSmall ? [] : map.positions.compactMap { $0 }
        var low = positions.first ?? .zero, high = low
        for position in positions {
            low = SIMD2(Swift.min(low.x, position.x), Swift.min(low.y, position.y))
            high = SIMD2(Swift.max(high.x, position.x), Swift.max(high.y, position.y))
        }
        span = Swift.max(high.x - low.x, high.y - low.y, 1e-9)
        let middle = (low + high) / 2
        least = middle - SIMD2(span, span) / 2
        guard !result.isTooSmall else { return }
        var numbers: [Int: Int] = [:]
        for (place, group) in result.groups.enumerated() where group.showsCounts { numbers[group.number] = place }
        var counts: [[Int]: Int] = [:], ownKey: [Int]?
        for person in map.positions.indices {
            guard let position = map.positions[person] else { continue }
            let at = square(position), group = map.groupOf[person].flatMap { numbers[$0] } ?? -1
            counts[[at.row, at.column, group], default: 0] += 1
            if person == result.own { ownKey = [at.row, at.column, group] }
        }
        let size = Double(ConversationMap.squares), withheld = ConversationMap.withheld(counts)
        let sorted = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        own = sorted.firstIndex { $0.key == ownKey }
        spots = sorted.map { key, people in
            Spot(
                x: (Double(key[1]) + 0.5) / size, y: (Double(key[0]) + 0.5) / size, group: key[2] < 0 ? nil : key[2],
                people: people, shown: withheld.contains(key) ? nil : people)
        }
    }

    /// The squares whose numbers stay out: those of a few people. How many people a colour has is known, and that none left out has more
    /// people than one that is told: where from that the smallest number follows all the same, or they come to a few, the next
    /// smallest of the colour stays out as well, and so on.
    ///
    /// - Parameter counts: people by row, column and colour.
    static func withheld(_ counts: [[Int]: Int]) -> Set<[Int]> {
        var withheld: Set<[Int]> = []
        for (_, squares) in Dictionary(grouping: counts, by: { $0.key.last ?? -1 }) {
            let sorted = squares.sorted {
                $0.value != $1.value ? $0.value < $1.value : $0.key.lexicographicallyPrecedes($1.key)
            }
            var (left, places) = (0, 0)
            for (key, people) in sorted
            where ConversationApart.isFew(people) || isSettled(left, places, atMost: people) {
                withheld.insert(key)
                (left, places) = (left + people, places + 1)
            }
        }
        return withheld
    }

    /// Whether so many people in so many squares, each of one or more and none of more than `most`, are a few, or it follows how many the
    /// smallest has: one and two must both be possible.
    private static func isSettled(_ people: Int, _ places: Int, atMost most: Int) -> Bool {
        guard places > 0 else { return false }
        return ConversationApart.isFew(people) || people < 2 * places || people > 1 + (places - 1) * most
    }

    private func square(_ position: SIMD2<Double>) -> (row: Int, column: Int) {
        let at = place(position), size = Double(ConversationMap.squares)
        func step(_ value: Double) -> Int { Swift.max(0, Swift.min(ConversationMap.squares - 1, Int(value * size))) }
        return (step(at.y), step(at.x))
    }

    /// A place on the map, each side from 0 to 1.
    func place(_ position: SIMD2<Double>) -> SIMD2<Double> { (position - least) / span }
}
