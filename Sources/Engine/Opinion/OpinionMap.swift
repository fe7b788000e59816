/// What a conversation shows: where people and statements stand, in which groups, what those hold, what all share.
///
/// A value of the answers alone: the same answers give the same map to the last digit, in whatever order they came. Based on
/// the published method of Polis (Small et al. 2021); the article "Opinion maps" has the formulas.
public struct OpinionMap: Sendable, Equatable {
    /// A statement on the map.
    public struct Statement: Sendable, Equatable {
        public let state: OpinionStatementState
        /// Mean answer, 1 for agree; 0 where it is moderated out.
        public let mean: Double
        public let component1: Double
        public let component2: Double
        /// Where somebody stands who agreed with this alone.
        public let position: SIMD2<Double>
        /// How far that is from the middle.
        public let extremity: Double
        public let priority: Double
        /// How everybody answered.
        public let everybody: OpinionCount
    }

    /// People who answer alike.
    public struct Group: Sendable, Equatable {
        public let members: [Int]
        public let centre: SIMD2<Double>
        /// How they answered each statement.
        public let counts: [OpinionCount]
        /// What tells them from the others.
        public let marks: [OpinionMark]
    }

    public let statements: [Statement]
    /// By person; nil for who answered nothing.
    public let positions: [SIMD2<Double>?]
    public let groups: [Group]
    /// By person; nil for who answered too little.
    public let groupOf: [Int?]
    /// How clear each number of groups would be.
    public let silhouettes: [Int: Double]
    /// What most of all take one side on.
    public let agreed: [OpinionConsensus]
    public let disagreed: [OpinionConsensus]
    public let informed: [OpinionInformed]
    /// People with an answer.
    public let participantCount: Int
    /// Statements with an answer.
    public let statementCount: Int

    /// - Parameters:
    ///   - votes: the answers.
    ///   - states: how each statement counts; nil means all are open.
    ///   - groups: by person the number of a group given from outside, counted from 0; nil means they are to be found.
    /// - Complexity: O(answers) about thirty times, and the grouping of at most a hundred points.
    public init(_ votes: OpinionVotes, states: [OpinionStatementState]? = nil, groups given: [Int?]? = nil) {
        let states = states ?? [OpinionStatementState](repeating: .open, count: votes.statementCount)
        let matrix = OpinionMatrix(votes, states: states)
        let directions = OpinionComponents.leading(matrix)
        let places = matrix.positions(along: directions, of: 0..<votes.participantCount)
        let found = given.map(OpinionGroups.init) ?? OpinionGroups(votes, at: places, statements: matrix.statementCount)
        self.init(votes, states, matrix, directions, places, found)
    }

    private init(
        _ votes: OpinionVotes, _ states: [OpinionStatementState], _ matrix: OpinionMatrix,
        _ directions: [SIMD2<Double>], _ places: [SIMD2<Double>], _ found: OpinionGroups
    ) {
        let counts = OpinionCounts(votes, groupOf: found.groupOf, groups: found.count)
        positions = places.indices.map { votes.count(of: $0) > 0 ? places[$0] : nil }
        participantCount = places.indices.count { votes.count(of: $0) > 0 }
        statementCount = matrix.statementCount
        groupOf = found.groupOf
        silhouettes = found.silhouettes
        func isListed(_ statement: Int) -> Bool { states[statement] == .open }
        let members = found.members
        groups = members.enumerated().map { number, members in
            Group(
                members: members, centre: OpinionMap.centre(members, places), counts: counts.groups[number],
                marks: OpinionMark.marks(of: counts.groups[number], among: counts.grouped, isListed: isListed))
        }
        agreed = OpinionConsensus.list(.agree, of: counts.everybody, isListed: isListed)
        disagreed = OpinionConsensus.list(.disagree, of: counts.everybody, isListed: isListed)
        let large = OpinionMap.large(members)
        informed = states.indices.filter { counts.everybody[$0].seen > 0 }.map { statement in
            OpinionInformed(
                statement, groups: counts.groups.map { $0[statement] }, large: large, all: counts.grouped[statement])
        }
        let stretch = Double(matrix.statementCount).squareRoot()
        statements = states.indices.map { statement in
            let direction = directions[statement]
            let position = stretch * (1 - matrix.means[statement]) * direction, square = position * position
            let extremity = (square.x + square.y).squareRoot()
            return Statement(
                state: states[statement], mean: matrix.means[statement], component1: direction.x,
                component2: direction.y, position: position, extremity: extremity,
                priority: states[statement] == .about
                    ? OpinionPriority.about : OpinionPriority.of(counts.grouped[statement], extremity: extremity),
                everybody: counts.everybody[statement])
        }
    }

    private static func centre(_ members: [Int], _ places: [SIMD2<Double>]) -> SIMD2<Double> {
        members.isEmpty ? .zero : members.reduce(SIMD2<Double>.zero) { $0 + places[$1] } / Double(members.count)
    }

    /// Whether a statement may stand in a list.
    func isListed(_ statement: Int) -> Bool { statements[statement].state == .open }

    /// Groups large enough to speak for anybody: five people and three in a hundred of all who are in a group.
    public var largeGroups: [Int] { OpinionMap.large(groups.map(\.members)) }

    private static func large(_ members: [[Int]]) -> [Int] {
        let all = members.reduce(0) { $0 + $1.count }
        return members.indices.filter { members[$0].count >= 5 && members[$0].count * 100 >= 3 * all }
    }
}
