/// How much groups depend on single answers.
public struct OpinionStability: Sendable, Equatable {
    /// Median likeness of the groups to those without a twentieth of the answers: 1 if none changes, 0 if all is chance.
    public let value: Double
    /// By deletion.
    public let likenesses: [Double]

    /// Below it the groups are not spoken of.
    public static let least = 0.7
    /// People at most whose groups are compared; of more, every so many-th.
    private static let sample = 500

    public var isStable: Bool { value >= OpinionStability.least }

    /// Takes away each twentieth of the answers in turn and groups anew; nil where nobody is in a group.
    ///
    /// - Parameters:
    ///   - map: what the answers show, with groups that were found.
    ///   - votes: the same answers.
    /// - Complexity: O(answers) about eighty times; of large conversations the grouping is that of a sample.
    public init?(_ map: OpinionMap, of votes: OpinionVotes) {
        let states = map.statements.map(\.state)
        let directions = map.statements.map { SIMD2($0.component1, $0.component2) }
        let all = OpinionGroups.clustered(votes, statements: map.statementCount)
        let stride = max(1, (all.count + OpinionStability.sample - 1) / OpinionStability.sample)
        let people = Swift.stride(from: 0, to: all.count, by: stride).map { all[$0] }
        guard !people.isEmpty else { return nil }
        func labels(_ matrix: OpinionMatrix, _ directions: [SIMD2<Double>]) -> [Int] {
            OpinionGroups(matrix.positions(along: directions, of: people)).groupOf.map { $0 ?? 0 }
        }
        let whole = labels(OpinionMatrix(votes, states: states), directions)
        likenesses = votes.withoutTwentieths { less in
            let less = OpinionMatrix(less, states: states)
            return OpinionClusters.likeness(whole, labels(less, OpinionComponents.leading(less, near: directions)))
        }
        let ordered = likenesses.sorted()
        value = (ordered[ordered.count / 2 - 1] + ordered[ordered.count / 2]) / 2
    }
}

extension OpinionVotes {
    /// What `body` makes of the answers without each twentieth of them in turn.
    ///
    /// Which answers go together follows from the numbers of person and statement alone.
    fileprivate func withoutTwentieths<T>(_ body: (OpinionVotes) -> T) -> [T] {
        var parts: [UInt8] = []
        parts.reserveCapacity(count)
        for person in 0..<participantCount {
            for code in codes[starts[person]..<starts[person + 1]] {
                parts.append(UInt8(SplitMix64.mixed(UInt64(person) << 32 | UInt64(code >> 2)) % 20))
            }
        }
        return (0..<20).map { part in body(dropping { parts[$0] == part }) }
    }
}
