internal import Database
internal import Engine

/// What a priority matrix says about one of the charter's priorities.
struct MatrixPriority: Sendable, Equatable {
    let words: String
    /// From 1; those that are alike share one.
    let place: Int
    /// Nothing where nobody placed it.
    let quarter: PriorityMatrix.Quarter?
    /// Its share among the priorities, in percent.
    let weight: Int
}

/// A matrix in which priorities were or are placed.
struct MatrixLine: Sendable {
    let proposal: Proposal
    /// Its outcome is written.
    let isOver: Bool
    /// It says something.
    let hasOutcome: Bool
    let isHanded: Bool
}

/// What the outcome of a matrix comes to in the charter. Pure.
enum MatrixRules {
    static let least = 2
    static let days = 1...60

    /// In the order that came out; none where nobody placed anything, or too few did.
    static func priorities(_ tally: ProposalTally, _ options: [ProposalOption]) -> [MatrixPriority] {
        let rows = Dictionary(
            (BallotDetail.decode(tally.detail)?.rows ?? []).map { ($0.option, $0) }, uniquingKeysWith: { one, _ in one }
        )
        let known = Dictionary(options.map { ($0.id.description, $0.words) }, uniquingKeysWith: { one, _ in one })
        var placed: [(words: String, place: Int, quarter: PriorityMatrix.Quarter?, importance: Double)] = []
        for level in tally.ranking {
            let place = placed.count + 1
            for id in level {
                guard let words = known[id], let row = rows[id] else { continue }
                let importance = row.figures.count > 1 ? row.figures[1] : nil
                placed.append(
                    (words, place, row.quarter.flatMap { PriorityMatrix.Quarter(rawValue: $0) }, importance ?? 0))
            }
        }
        guard placed.contains(where: { $0.quarter != nil }) else { return [] }
        let shares = weights(placed.map { ($0.quarter, $0.importance) })
        return placed.indices.map {
            MatrixPriority(
                words: placed[$0].words, place: placed[$0].place, quarter: placed[$0].quarter, weight: shares[$0])
        }
    }

    /// Percents that make a hundred: what is important shares them as it is; what is not weighs nothing, unless nothing is important.
    static func weights(_ items: [(quarter: PriorityMatrix.Quarter?, importance: Double)]) -> [Int] {
        let isImportant = items.map { $0.quarter == .first || $0.quarter == .plan }
        let isAny = isImportant.contains(true)
        let parts = items.indices.map { item in
            items[item].quarter != nil && (isImportant[item] || !isAny) ? items[item].importance : 0
        }
        let sum = parts.reduce(0, +)
        guard sum > 0 else { return parts.map { _ in 0 } }
        let exact = parts.map { $0 / sum * 100 }
        var whole = exact.map { Int($0) }
        // What rounding down leaves goes to those it took the most from.
        let left = items.indices.sorted {
            (exact[$1] - Double(whole[$1]), $0) < (exact[$0] - Double(whole[$0]), $1)
        }
        for item in left.prefix(100 - whole.reduce(0, +)) { whole[item] += 1 }
        return whole
    }

    /// A clause as an item of a matrix.
    static func item(_ clause: CharterClause, _ language: Language) -> String {
        String(Clean.sentence(clause.text(language)).prefix(ProposalRules.mostOption))
    }

    /// The priority that an item names by its words.
    static func clause(_ words: String, _ clauses: [CharterClause]) -> CharterClause? {
        clauses.first { clause in
            clause.section == .priorities && Language.allCases.contains { item(clause, $0) == words }
        }
    }
}
