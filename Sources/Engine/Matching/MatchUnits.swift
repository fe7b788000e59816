/// Units as people type them, as numbers: what counts single pieces is 0, whatever the word.
public struct MatchUnits: Sendable {
    private var numbers: [String: Int32] = [:]

    /// What counts single pieces in whatever words is one unit, and so is no word at all.
    private static let pieces: Set<String> = [
        "", "个", "只", "件", "张", "枚", "颗", "pc", "pcs", "piece", "pieces", "unit", "units", "each", "ea", "item",
        "items",
    ]

    public init() {}

    /// The number of a unit; equal ones have one number.
    public mutating func number(of text: String) -> Int32 {
        let key = Clean.key(text)
        if MatchUnits.pieces.contains(key) { return 0 }
        if let known = numbers[key] { return known }
        numbers[key] = Int32(numbers.count + 1)
        return Int32(numbers.count)
    }
}
