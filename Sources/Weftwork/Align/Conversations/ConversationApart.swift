/// Which selections of the answers may be shown beside one another: of none of them, taken from the others, may so few people
/// be left that one reads who answered what. Pure.
struct ConversationApart: Sendable, Equatable {
    /// Those that may be seen, all among them.
    private(set) var shown: [ConversationSelection] = [.all]

    /// In this order they are let in: an earlier one is shown rather than a later one.
    static let order: [ConversationSelection] = [.trusted, .byLink, .unflagged]

    /// - Parameters:
    ///   - all: everybody who answered something, by their numbers.
    ///   - selected: who of them stands in a selection.
    init(_ all: some Sequence<Int>, selected: (ConversationSelection, Int) -> Bool) {
        // Whoever stands in the same selections is alike: so many people of each kind.
        var kinds: [[Bool]: Int] = [:]
        for person in all { kinds[ConversationApart.order.map { selected($0, person) }, default: 0] += 1 }
        let everybody = kinds.values.reduce(0, +)
        var letIn: [Int] = []
        for (place, selection) in ConversationApart.order.enumerated() {
            let people = kinds.reduce(0) { $0 + ($1.key[place] ? $1.value : 0) }
            // Too few are shown as nothing but their number; all but a few would be those few.
            guard people >= ConversationRules.fewest else {
                if !ConversationApart.isFew(everybody - people) { shown.append(selection) }
                continue
            }
            guard !ConversationApart.tellsOfFew(kinds, letIn + [place]) else { continue }
            letIn.append(place)
            shown.append(selection)
        }
    }

    /// So few people that one would read who answered what.
    static func isFew(_ people: Int) -> Bool { (1..<ConversationRules.fewest).contains(people) }

    /// Whether everybody's counts and those of these selections, added and taken away as one likes, come to those of a few people.
    private static func tellsOfFew(_ kinds: [[Bool]: Int], _ places: [Int]) -> Bool {
        let most = 2, steps = 2 * most + 1
        let ways = (0...places.count).reduce(1) { product, _ in product * steps }
        return (0..<ways).contains { way in
            var left = way
            let factors = (0...places.count).map { _ -> Int in
                defer { left /= steps }
                return left % steps - most
            }
            let people = kinds.reduce(0) { sum, kind in
                let weight = zip(places, factors.dropFirst()).reduce(factors[0]) {
                    $0 + (kind.key[$1.0] ? $1.1 : 0)
                }
                return sum + (weight == 0 ? 0 : kind.value)
            }
            return isFew(people)
        }
    }
}

/// Which numbers of groups may stand beside everybody's: where a few people would be left over by taking groups from everybody, one
/// would read what those few answered. Pure.
struct ConversationRest: Sendable, Equatable {
    /// The smallest group that is spoken of goes without numbers: then those few are not left over alone.
    let hidesSmallest: Bool
    /// Whether what is computed across groups may be said – means, widths, how often others answer so: it tells what all who are in
    /// a group answered.
    let showsShares: Bool

    /// - Parameters:
    ///   - people: everybody.
    ///   - grouped: those of them who are in a group.
    ///   - spoken: those of them whose group is spoken of.
    init(people: Int, grouped: Int, spoken: Int) {
        hidesSmallest = ConversationApart.isFew(people - spoken)
        showsShares = ![people - spoken, people - grouped, grouped - spoken].contains(where: ConversationApart.isFew)
    }

    /// Whether what groups answered to one statement, taken from what everybody did – one group or several –, leaves a few people.
    ///
    /// - Parameters:
    ///   - all: of everybody so many saw it.
    ///   - groups: so many of each group whose numbers would be told.
    static func leavesFew(_ all: Int, _ groups: [Int]) -> Bool {
        var left: Set<Int> = [all]
        for seen in groups { left.formUnion(left.map { $0 - seen }) }
        left.remove(all)
        return left.contains(where: ConversationApart.isFew)
    }
}
