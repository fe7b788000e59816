internal import Engine

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
        self.init(kinds, of: ConversationApart.order)
    }

    /// Of which statements, by their numbers, no number may be told in a selection: of those who answered it so few may be left – by
    /// taking from one another what the selections tell that may be seen – that one reads what they answered.
    ///
    /// - Parameter others: the selections that may be seen.
    /// - Complexity: linear in the answers.
    static func withheld(
        _ votes: OpinionVotes, in selection: ConversationSelection, beside others: [ConversationSelection],
        selected: (ConversationSelection, Int) -> Bool
    ) -> Set<Int> {
        guard selection != .all else { return [] }
        let places = ConversationApart.order.indices, width = 1 << places.count
        var counts = [Int](repeating: 0, count: votes.statementCount * width)
        for person in 0..<votes.participantCount {
            let kind = places.reduce(0) { $0 + (selected(ConversationApart.order[$1], person) ? 1 << $1 : 0) }
            for statement in votes.statements(of: person) { counts[statement * width + kind] += 1 }
        }
        let selections = ConversationApart.order.filter { others.contains($0) || $0 == selection }
        return Set(
            (0..<votes.statementCount).filter { statement in
                var kinds: [[Bool]: Int] = [:]
                for kind in 0..<width where counts[statement * width + kind] > 0 {
                    kinds[places.map { kind & 1 << $0 != 0 }] = counts[statement * width + kind]
                }
                return !ConversationApart(kinds, of: selections).shown.contains(selection)
            })
    }

    /// So many people of each kind, by whether they stand in each selection of ``order``; of these only some are looked at.
    private init(_ kinds: [[Bool]: Int], of selections: [ConversationSelection]) {
        let everybody = kinds.values.reduce(0, +)
        var letIn: [Int] = []
        for (place, selection) in ConversationApart.order.enumerated() where selections.contains(selection) {
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
        // Where there are enough of each kind, no kinds together are a few.
        guard kinds.values.contains(where: isFew) else { return false }
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

    /// Whether of one statement it may be said what is computed across the large groups: neither they nor whoever they leave over are a few.
    ///
    /// - Parameters:
    ///   - all: so many saw it.
    ///   - grouped: those of them who are in a group.
    ///   - large: so many of each group that is large enough.
    static func showsShares(_ all: Int, grouped: Int, large: [Int]) -> Bool {
        let left = [all - grouped, grouped - large.reduce(0, +)] + large
        return !left.contains(where: ConversationApart.isFew) && !leavesFew(all, large)
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
