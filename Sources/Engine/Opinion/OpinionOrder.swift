/// The answers of a conversation in an order that follows from the answers alone, whoever came first and however people are
/// named: what is made of them is then the same on every machine, from every store, from every copy.
public struct OpinionArrangement: Sendable {
    /// People who answered something, statements that somebody answered.
    public let votes: OpinionVotes
    /// Who stands at each place: their number before.
    public let people: [Int]
    /// Which statement stands at each place: its number before, ascending.
    public let statements: [Int]

    /// The place of each person before; nil for who is left out or answered nothing.
    public func places(of count: Int) -> [Int?] {
        var places = [Int?](repeating: nil, count: count)
        for (place, person) in people.enumerated() { places[person] = place }
        return places
    }
}

extension OpinionVotes {
    /// The same answers in their own order.
    ///
    /// People are ordered by a mixed number of what they answered: grouping begins with the first of them, and an order by
    /// letters would begin with people who are all alike. Who answered exactly the same may stand either way round.
    ///
    /// - Parameter isKept: whether a person's answers count.
    /// - Complexity: linear in the answers, and the sorting of the people.
    public func arranged(keeping isKept: (Int) -> Bool = { _ in true }) -> OpinionArrangement {
        let kept = (0..<participantCount).filter { count(of: $0) > 0 && isKept($0) }
        let (statements, numbers) = answered(by: kept)
        var rows = kept.map { person in
            ArrangedRow(person: person, codes: codes[starts[person]..<starts[person + 1]], numbers: numbers)
        }
        rows.sort { $0.stands(before: $1) }
        return OpinionArrangement(
            votes: OpinionVotes(rows: rows.map(\.codes), statementCount: statements.count),
            people: rows.map(\.person), statements: statements)
    }

    /// The statements that some people answered, and the new number of each.
    private func answered(by people: [Int]) -> (statements: [Int], numbers: [UInt32]) {
        var isAnswered = [Bool](repeating: false, count: statementCount)
        for person in people {
            for place in starts[person]..<starts[person + 1] { isAnswered[Int(codes[place] >> 2)] = true }
        }
        var statements: [Int] = [], numbers = [UInt32](repeating: 0, count: statementCount)
        for statement in 0..<statementCount where isAnswered[statement] {
            numbers[statement] = UInt32(statements.count)
            statements.append(statement)
        }
        return (statements, numbers)
    }
}

/// What one person answered, with the number by which they are ordered.
private struct ArrangedRow {
    let person: Int
    let codes: [UInt32]
    let key: UInt64

    init(person: Int, codes: ArraySlice<UInt32>, numbers: [UInt32]) {
        self.person = person
        var key: UInt64 = 0
        self.codes = codes.map { code in
            let new = numbers[Int(code >> 2)] << 2 | code & 3
            key = SplitMix64.mixed(key ^ UInt64(new) &+ 1)
            return new
        }
        self.key = key
    }

    func stands(before other: ArrangedRow) -> Bool {
        if key != other.key { return key < other.key }
        return codes.lexicographicallyPrecedes(other.codes)
    }
}
