/// How much each line takes and each supply gives, in thousandths, where most of them give no number.
///
/// A line without a number is taken to want what the lines with a number want of the same thing (the middle one of them); where none
/// has one, its share of what there is; one piece at least. A supply without a number is taken to have what others have of the same
/// thing, else what one line wants. What was taken for true is said with every assignment (`isAssumed`). A person is always one.
public struct MatchAmounts: Sendable {
    /// By position of the need.
    public let demand: [Int64]
    public let isDemandAssumed: [Bool]
    /// By position of the supply.
    public private(set) var stock: [Int64]
    public let isStockAssumed: [Bool]

    /// The most that is counted with, a billion pieces: sums stay far from the end of the numbers.
    static let most: Int64 = 1_000_000_000_000

    public init(_ needs: [MatchNeed], _ supplies: [MatchSupply]) {
        let wanted = MatchAmounts.known(
            needs.map { ($0.kind, $0.things.first, MatchAmounts.number($0.amount, isLeast: false)) })
        let held = MatchAmounts.known(
            supplies.flatMap { supply in
                supply.holds.map { (supply.kind, $0, MatchAmounts.number(supply.amount, isLeast: true)) }
            })
        var asking: [Int32: Int64] = [:]
        for need in needs where need.kind == .goods && MatchAmounts.number(need.amount, isLeast: false) == nil {
            for thing in need.things.prefix(1) { asking[thing, default: 0] += 1 }
        }
        func share(_ thing: Int32) -> Int64 {
            let total = (held[thing] ?? []).reduce(0) { min(MatchAmounts.most, $0 + $1) }
            return MatchAmounts.whole(total / max(1, asking[thing] ?? 1))
        }
        func assumed(_ need: MatchNeed) -> Int64 {
            guard need.kind == .goods, let thing = need.things.first else { return 1000 }
            let usual = wanted[thing].map(MatchAmounts.middle)
            return need.amount == .unlimited ? max(usual ?? 0, share(thing)) : usual ?? share(thing)
        }
        let demand = needs.map { MatchAmounts.number($0.amount, isLeast: false) ?? assumed($0) }
        let sought = MatchAmounts.known(zip(needs, demand).map { ($0.kind, $0.things.first, $1) })
        self.demand = demand
        isDemandAssumed = needs.map { MatchAmounts.number($0.amount, isLeast: false) == nil }
        stock = supplies.map { supply in
            if let number = MatchAmounts.number(supply.amount, isLeast: true) { return number }
            guard supply.kind == .goods else { return 1000 }
            let all = supply.holds.flatMap { sought[$0] ?? [] }
            if supply.amount == .unlimited { return max(1000, all.reduce(0) { min(MatchAmounts.most, $0 + $1) }) }
            let usual = supply.holds.flatMap { held[$0] ?? [] }
            return max(1000, MatchAmounts.middle(usual.isEmpty ? all : usual))
        }
        isStockAssumed = supplies.map { MatchAmounts.number($0.amount, isLeast: true) == nil }
    }

    /// Supplies give no more than this, by position, though more is left of them.
    mutating func limit(_ most: [Int: Int64]) {
        for (supply, amount) in most { stock[supply] = min(stock[supply], max(0, amount)) }
    }

    /// The number that a quantity is counted with: of a range what is wanted at most, what is had at least.
    private static func number(_ quantity: Quantity, isLeast: Bool) -> Int64? {
        switch quantity {
        case .number(let number): min(most, max(0, number))
        case .range(let low, let high): min(most, max(0, isLeast ? low : high))
        case .unknown, .unlimited: nil
        }
    }

    private static func known(_ all: [(kind: MatchKind, thing: Int32?, number: Int64?)]) -> [Int32: [Int64]] {
        var found: [Int32: [Int64]] = [:]
        for case (.goods, let thing?, let number?) in all where number > 0 { found[thing, default: []].append(number) }
        return found
    }

    /// The lower of the two in the middle; one piece where there is none.
    private static func middle(_ numbers: [Int64]) -> Int64 {
        numbers.isEmpty ? 1000 : whole(numbers.sorted()[(numbers.count - 1) / 2])
    }

    /// Whole pieces, one at least.
    private static func whole(_ amount: Int64) -> Int64 { max(1000, amount / 1000 * 1000) }
}
