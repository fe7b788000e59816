/// How a statement counts.
public enum OpinionStatementState: Sendable, Equatable {
    case open
    /// Moderated out: it says nothing about anybody and stands in no list.
    case rejected
    /// Asks who somebody is, not what they think: it is put to everybody and moves nobody.
    case about
}

/// The answers less what people answer on average: sparse, since what is missing is exactly the average, thus zero.
struct OpinionMatrix: Sendable {
    let votes: OpinionVotes
    /// Mean answer to each statement; 0 where it is moderated out or nobody answered.
    let means: [Double]
    /// Statements somebody answered and that differ: the others are zero throughout.
    let isActive: [Bool]
    /// Statements at least one person answered.
    let statementCount: Int
    /// Statements that count as seen by everybody, since they are set to zero for all.
    private let zeroed: [Bool]
    private let zeroedCount: Int
    /// Deviation from the mean by code.
    private let deviations: [Double]

    init(_ votes: OpinionVotes, states: [OpinionStatementState]) {
        var counts = [Int](repeating: 0, count: 4 * votes.statementCount)
        counts.withUnsafeMutableBufferPointer { counts in
            votes.codes.withUnsafeBufferPointer { codes in
                for code in codes { counts[Int(code)] += 1 }
            }
        }
        var means: [Double] = [], isActive: [Bool] = [], zeroed: [Bool] = [], answered = 0
        for statement in 0..<votes.statementCount {
            let (disagree, pass, agree) = (counts[4 * statement], counts[4 * statement + 1], counts[4 * statement + 2])
            let seen = disagree + pass + agree, isOut = states[statement] != .open
            answered += seen > 0 ? 1 : 0
            zeroed.append(seen > 0 && isOut)
            means.append(seen > 0 && !isOut ? Double(agree - disagree) / Double(seen) : 0)
            isActive.append(!isOut && max(disagree, pass, agree) < seen)
        }
        self.votes = votes
        self.means = means
        self.isActive = isActive
        self.zeroed = zeroed
        zeroedCount = zeroed.count { $0 }
        statementCount = answered
        deviations = OpinionMatrix.deviations(means, zeroed)
    }

    private static func deviations(_ means: [Double], _ zeroed: [Bool]) -> [Double] {
        var deviations = [Double](repeating: 0, count: 4 * means.count)
        for statement in means.indices where !zeroed[statement] {
            for answer in 0..<3 { deviations[4 * statement + answer] = Double(answer - 1) - means[statement] }
        }
        return deviations
    }

    /// The matrix with its transpose applied to two directions at once: one pass over the answers.
    func applied(to directions: [SIMD2<Double>]) -> [SIMD2<Double>] {
        let terms = terms(directions)
        var sums = [SIMD2<Double>](repeating: .zero, count: terms.count)
        sums.withUnsafeMutableBufferPointer { sums in
            each(0..<votes.participantCount, terms) { _, range, codes, value in
                for place in range { sums[Int(codes[place])] += value }
            }
        }
        return directions.indices.map { statement in
            var sum = SIMD2<Double>.zero
            for code in (4 * statement)..<(4 * statement + 3) { sum += sums[code] * deviations[code] }
            return sum
        }
    }

    /// Where some people stand along two directions, stretched as far as they answered less than all.
    func positions(along directions: [SIMD2<Double>], of people: some Collection<Int>) -> [SIMD2<Double>] {
        var positions = [SIMD2<Double>](repeating: .zero, count: people.count)
        positions.withUnsafeMutableBufferPointer { positions in
            each(people, terms(directions)) { number, range, codes, value in
                var seen = zeroedCount
                for place in range where !zeroed[Int(codes[place] >> 2)] { seen += 1 }
                positions[number] = value * (Double(statementCount) / Double(max(1, seen))).squareRoot()
            }
        }
        return positions
    }

    private func terms(_ directions: [SIMD2<Double>]) -> [SIMD2<Double>] {
        deviations.indices.map { deviations[$0] * directions[$0 >> 2] }
    }

    /// Calls `body` for each of some people with the sum of the terms of their answers, always added in the same order.
    @inline(__always)
    private func each(
        _ people: some Collection<Int>, _ terms: [SIMD2<Double>],
        _ body: (Int, Range<Int>, UnsafeBufferPointer<UInt32>, SIMD2<Double>) -> Void
    ) {
        terms.withUnsafeBufferPointer { terms in
            votes.codes.withUnsafeBufferPointer { codes in
                votes.starts.withUnsafeBufferPointer { starts in
                    for (number, person) in people.enumerated() {
                        let (start, end) = (starts[person], starts[person + 1])
                        var even = SIMD2<Double>.zero, odd = SIMD2<Double>.zero, place = start
                        while place + 1 < end {
                            even += terms[Int(codes[place])]
                            odd += terms[Int(codes[place + 1])]
                            place += 2
                        }
                        if place < end { even += terms[Int(codes[place])] }
                        body(number, start..<end, codes, even + odd)
                    }
                }
            }
        }
    }
}
