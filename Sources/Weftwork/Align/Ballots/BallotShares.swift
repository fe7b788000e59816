internal import Database
internal import Engine

/// Money or time that is shared out.
extension BallotCounting {
    /// Each voice holds an equal part; who passed theirs on has a purse of their own, spent as the other says.
    func shares() -> Result {
        let budget = proposal.terms.ballot.budget
        var wanting = [[Int]](repeating: [], count: options.count), voter = 0
        let places = places
        for one in ordered {
            for _ in 0..<one.weight {
                for mark in one.paper.marks where mark.value > 0 {
                    if let place = places[mark.option] { wanting[place].append(voter) }
                }
                voter += 1
            }
        }
        let projects = options.indices.map { place -> EqualShares.Project in
            let cost = Double(options[place].cost ?? 0)
            return EqualShares.Project(
                name: name(place, wanting[place].count), cost: cost,
                supporters: wanting[place].map { (voter: $0, worth: cost) })
        }
        let shares = EqualShares(projects, voterCount: voter, budget: Double(budget))
        func spent(_ chosen: [Int]) -> Int64 { chosen.reduce(0) { $0 + (options[$1].cost ?? 0) } }
        let rest = options.indices.filter { !shares.selected.contains($0) }
            .sorted { (wanting[$1].count, $0) < (wanting[$0].count, $1) }
        return Result(
            levels: (shares.selected + rest).map { [$0] }, supporters: wanting.map(\.count),
            electable: Set(options.indices), chosen: shares.selected,
            detail: BallotDetail(
                rows: options.indices.map { place in
                    let price = shares.selected.firstIndex(of: place).map { shares.prices[$0] }
                    return BallotDetail.Row(
                        option: options[place].id.description,
                        figures: [
                            Double(options[place].cost ?? 0) / 1000, Double(wanting[place].count),
                            price.map { $0 * projects[place].cost / 1000 },
                        ])
                }, budget: budget, spent: spent(shares.selected),
                greedy: shares.greedy.map { options[$0].id.description },
                greedySpent: spent(shares.greedy)))
    }

    /// Purses have numbers, and payments are summed in their order: it must not follow from the order of the papers.
    private var ordered: [CountedPaper] {
        papers.map { (key: $0.paper.marks.map { "\($0.option)\($0.value)" }.joined(), paper: $0) }
            .sorted { ($0.key, $0.paper.weight) < ($1.key, $1.paper.weight) }.map(\.paper)
    }

    /// By name options of the same price are parted: who has more supporters stands first where the rules say so, then as listed.
    private func name(_ place: Int, _ supporters: Int) -> String {
        let first = proposal.tieBreak == .earlier ? 0 : 1_000_000 - supporters
        return BallotCounting.digits(first) + BallotCounting.digits(place)
    }

    private static func digits(_ number: Int) -> String {
        let text = String(max(0, number))
        return String(repeating: "0", count: max(0, 8 - text.count)) + text
    }
}
