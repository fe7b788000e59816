internal import Database

/// What somebody's confirmed deliveries of the last year come to.
struct Conduct: Sendable, Equatable {
    /// Deliveries that count.
    let counted: Int
    /// Different sides that they went to.
    let sides: Int
    /// Until when they suffice if nothing is added; 0 where they don't.
    let until: Int64
    /// When the next one of them is a year old; nothing where there is none.
    let nextChange: Int64?

    static let none = Conduct(counted: 0, sides: 0, until: 0, nextChange: nil)
}

/// When conduct raises a standing by one tier. Pure.
///
/// Whoever the vouches accept as vouched, by two chains that share nobody, and who has brought enough to enough different sides
/// within a year is trusted – never more than that. Without vouches conduct opens nothing, and whoever is trusted by conduct is
/// no source of trust for others: the flow of that tier does not know them. So no more fakes can be trusted by conduct than the
/// flow lets in as vouched, whatever they deliver to one another.
enum ConductRules {
    /// So many deliveries, to so many different sides, within so long.
    static let deliveries = 4
    static let sides = 3
    static let window = 365 * Time.day
    /// So many chains of vouches that share nobody.
    static let chains = 2
    /// How far up the tree of who brought whom two members are compared.
    static let generations = 32

    /// What counts of somebody's deliveries now.
    ///
    /// - Parameters:
    ///   - all: every delivery that was confirmed.
    ///   - near: members who are not independent of them, they themselves among them.
    ///   - own: the sides that are they themselves, by their own contact.
    static func conduct(_ all: [Delivery], near: Set<ID>, own: Set<String> = [], now: Int64) -> Conduct {
        let counted = GrowthRules.independent(all.filter { !own.contains($0.counterpart) }, near: near)
            .filter { $0.at > now - window && $0.at <= now }
        return Conduct(
            counted: counted.count, sides: Set(counted.map(\.counterpart)).count, until: end(of: counted),
            nextChange: counted.first.map { $0.at + window })
    }

    static func suffices(counted: Int, sides: Int) -> Bool { counted >= deliveries && sides >= self.sides }

    /// When the oldest have dropped out so far that the rest no longer suffice.
    private static func end(of counted: [Delivery]) -> Int64 {
        var end: Int64 = 0
        for (index, delivery) in counted.enumerated() {
            let left = counted[index...]
            guard suffices(counted: left.count, sides: Set(left.map(\.counterpart)).count) else { break }
            end = delivery.at + window
        }
        return end
    }

    /// Until when the chains hold: without end where there are enough, a month from now where there no longer are, not at all
    /// where there never were.
    static func firm(chains: Int, before: Int64, now: Int64) -> Int64 {
        if chains >= self.chains { return Clock.never }
        return before == Clock.never ? now + VouchRules.notice : before
    }

    /// Whether two came in by the same branch: one through the other, or both through somebody who is no anchor.
    ///
    /// - Parameters:
    ///   - above: through whom each came, the nearest first.
    static func isSameBranch(_ one: ID, above: [ID], _ other: ID, above others: [ID], anchors: Set<ID>) -> Bool {
        if one == other || above.contains(other) || others.contains(one) { return true }
        return !Set(above).subtracting(anchors).isDisjoint(with: others)
    }
}
