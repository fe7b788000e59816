/// Ballots that put options in order, equals among them allowed; who is not named stands last, tied.
public struct RankedBallots: Sendable, Equatable {
    public let optionCount: Int
    /// Where each ballot begins in `places`, and where the last one ends.
    private var starts: [Int] = [0]
    /// Twice the option, and one more where it stands level with the one before.
    private var places: [UInt16] = []
    /// How many people cast it.
    private var counts: [Int] = []

    /// No ballots yet, on fewer than 32,768 options.
    public init(optionCount: Int) { self.optionCount = optionCount }

    /// How many people voted.
    public var voterCount: Int { counts.reduce(0, +) }

    /// Adds a ballot: from the best on, options that stand level together; no option twice.
    public mutating func add(_ ranks: [[Int]], count: Int = 1) {
        for rank in ranks {
            for (place, option) in rank.enumerated() { append(option, isLevel: place > 0) }
        }
        end(count: count)
    }

    /// Adds the next option of a ballot.
    mutating func append(_ option: Int, isLevel: Bool) { places.append(UInt16(option) << 1 | (isLevel ? 1 : 0)) }

    /// Ends a ballot.
    mutating func end(count: Int) {
        starts.append(places.count)
        counts.append(count)
    }

    /// The options of a ballot that is not ended yet.
    var open: ArraySlice<UInt16> { places[(starts.last ?? 0)...] }

    /// How many put the first of two options before the second, row by row. O(ballots · options²).
    public func pairwise() -> [Int] {
        var matrix = [Int](repeating: 0, count: optionCount * optionCount)
        var isNamed = [Bool](repeating: false, count: optionCount)
        matrix.withUnsafeMutableBufferPointer { matrix in
            places.withUnsafeBufferPointer { places in
                for (ballot, count) in counts.enumerated() {
                    let (start, end) = (starts[ballot], starts[ballot + 1])
                    tally(places[start..<end], count, &matrix, &isNamed)
                }
            }
        }
        return matrix
    }

    @inline(__always)
    private func tally(
        _ ballot: Slice<UnsafeBufferPointer<UInt16>>, _ count: Int, _ matrix: inout UnsafeMutableBufferPointer<Int>,
        _ isNamed: inout [Bool]
    ) {
        var next = ballot.startIndex
        for place in ballot.indices {
            // The first that stands below: behind all that are level.
            if next <= place { next = place + 1 }
            while next < ballot.endIndex, ballot[next] & 1 == 1 { next += 1 }
            let row = Int(ballot[place] >> 1) * optionCount
            for below in next..<ballot.endIndex { matrix[row + Int(ballot[below] >> 1)] += count }
        }
        guard ballot.count < optionCount else { return }
        for place in ballot { isNamed[Int(place >> 1)] = true }
        for place in ballot {
            let row = Int(place >> 1) * optionCount
            for other in 0..<optionCount where !isNamed[other] { matrix[row + other] += count }
        }
        for place in ballot { isNamed[Int(place >> 1)] = false }
    }

    /// How many put an option first alone, and how many ballots name one first at all.
    func firsts() -> (counts: [Int], cast: Int) {
        var firsts = [Int](repeating: 0, count: optionCount), cast = 0
        for (ballot, count) in counts.enumerated() where starts[ballot] < starts[ballot + 1] {
            let isShared = starts[ballot] + 1 < starts[ballot + 1] && places[starts[ballot] + 1] & 1 == 1
            if isShared { continue }
            firsts[Int(places[starts[ballot]] >> 1)] += count
            cast += count
        }
        return (firsts, cast)
    }

    /// Where each ballot begins.
    var heads: [Int] { Array(starts.dropLast()) }

    /// How many stand behind each option, those that are out passed over, and how many ballots name one that is in. `heads` moves
    /// on to the first place of each ballot that still counts.
    func tally(without isOut: [Bool], from heads: inout [Int]) -> (votes: [Double], continuing: Int) {
        // By how many share a place: whole numbers, so that the order of the ballots is nothing.
        var parts: [[Int]] = [], continuing = 0
        for (ballot, count) in counts.enumerated() {
            let end = starts[ballot + 1]
            var at = heads[ballot]
            // The head stands at the first of a level group; the group is passed over once all of it are out.
            while at < end {
                var next = at + 1, left = isOut[Int(places[at] >> 1)] ? 0 : 1
                while next < end, places[next] & 1 == 1 {
                    if !isOut[Int(places[next] >> 1)] { left += 1 }
                    next += 1
                }
                if left > 0 {
                    while parts.count < left { parts.append([Int](repeating: 0, count: optionCount)) }
                    for place in at..<next where !isOut[Int(places[place] >> 1)] {
                        parts[left - 1][Int(places[place] >> 1)] += count
                    }
                    continuing += count
                    break
                }
                at = next
            }
            heads[ballot] = at
        }
        var votes = [Double](repeating: 0, count: optionCount)
        for (shared, tally) in parts.enumerated() {
            for option in votes.indices { votes[option] += Double(tally[option]) / Double(shared + 1) }
        }
        return (votes, continuing)
    }
}
