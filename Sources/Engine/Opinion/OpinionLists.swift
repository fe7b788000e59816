/// A statement by which a group is told from the others.
public struct OpinionMark: Sendable, Equatable {
    public let statement: Int
    public let side: OpinionSide
    /// How many of the group took the side, of how many who saw the statement.
    public let taken: Int
    public let seen: Int
    /// Probability that one of the group takes the side.
    public let probability: Double
    public let probabilityTest: Double
    /// How many times as likely as in the rest.
    public let repness: Double
    public let repnessTest: Double

    private var strength: Double { repness * repnessTest * probability * probabilityTest }

    private init(_ statement: Int, _ pair: OpinionPair) {
        side = pair.difference(.agree) > pair.difference(.disagree) ? .agree : .disagree
        self.statement = statement
        taken = pair.own.on(side)
        seen = pair.own.seen
        probability = pair.own.probability(side)
        probabilityTest = pair.own.test(side)
        repness = pair.ratio(side)
        repnessTest = pair.difference(side)
    }

    /// The statements that stand for a group, at most five, agreement first.
    ///
    /// - Parameters:
    ///   - group: how the group answered each statement.
    ///   - all: how all groups together answered.
    ///   - isListed: whether a statement may stand in a list.
    static func marks(of group: [OpinionCount], among all: [OpinionCount], isListed: (Int) -> Bool) -> [OpinionMark] {
        var sufficient: [OpinionMark] = [], agreed: (number: Int, pair: OpinionPair)?,
            best: (number: Int, test: Double)?
        for statement in group.indices where isListed(statement) {
            let pair = OpinionPair(own: group[statement], rest: all[statement] - group[statement])
            if pair.isTelling { sufficient.append(OpinionMark(statement, pair)) }
            let test = max(pair.difference(.agree), pair.difference(.disagree))
            if best.map({ test > $0.test }) ?? true { best = (statement, test) }
            if pair.isMoreAgreed(than: agreed?.pair) { agreed = (statement, pair) }
        }
        let first = agreed.map { OpinionMark($0.number, $0.pair) }
        guard !sufficient.isEmpty else {
            if let first { return [first] }
            return best.map {
                [OpinionMark($0.number, OpinionPair(own: group[$0.number], rest: all[$0.number] - group[$0.number]))]
            }
                ?? []
        }
        let others = sufficient.filter { $0.statement != first?.statement }
            .sorted { ($1.strength, $0.statement) < ($0.strength, $1.statement) }
        let marks = ([first].compactMap { $0 } + others).prefix(5)
        return marks.filter { $0.side == .agree } + marks.filter { $0.side == .disagree }
    }
}

/// How a group and the rest answered one statement.
private struct OpinionPair {
    let own: OpinionCount
    let rest: OpinionCount

    func ratio(_ side: OpinionSide) -> Double { own.probability(side) / rest.probability(side) }

    func difference(_ side: OpinionSide) -> Double { own.test(side, against: rest) }

    var isTelling: Bool {
        OpinionSide.allCases.contains {
            difference($0) > OpinionCount.significant && own.test($0) > OpinionCount.significant
        }
    }

    private var product: Double { ratio(.agree) * difference(.agree) * own.probability(.agree) * own.test(.agree) }

    func isMoreAgreed(than best: OpinionPair?) -> Bool {
        if own.agrees == 0, own.disagrees == 0 { return false }
        guard let best else {
            return own.test(.agree) > OpinionCount.significant
                || (ratio(.agree) > 1 && own.probability(.agree) > 0.5)
        }
        if best.ratio(.agree) > 1 { return product > best.product }
        return own.probability(.agree) * own.test(.agree) > best.own.probability(.agree) * best.own.test(.agree)
    }
}

/// A statement on which most of all who answered it take one side.
public struct OpinionConsensus: Sendable, Equatable {
    public let statement: Int
    public let taken: Int
    public let seen: Int
    public let probability: Double
    public let probabilityTest: Double

    /// The strongest on a side, at most five.
    static func list(_ side: OpinionSide, of counts: [OpinionCount], isListed: (Int) -> Bool) -> [OpinionConsensus] {
        let found = counts.enumerated().compactMap { statement, count -> OpinionConsensus? in
            let one = OpinionConsensus(
                statement: statement, taken: count.on(side), seen: count.seen, probability: count.probability(side),
                probabilityTest: count.test(side))
            let isClear = one.probability > 0.5 && one.probabilityTest > OpinionCount.significant
            return isListed(statement) && count.seen > 0 && isClear ? one : nil
        }
        func strength(_ one: OpinionConsensus) -> Double { one.probability * one.probabilityTest }
        return Array(found.sorted { (strength($1), $0.statement) < (strength($0), $1.statement) }.prefix(5))
    }
}
