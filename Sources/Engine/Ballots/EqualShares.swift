/// Money shared out so that every voter decides over an equal part of it (Peters, Skowron 2020), and greedily beside.
public struct EqualShares: Sendable, Equatable {
    /// Something that can be paid for.
    public struct Project: Sendable, Equatable {
        public let name: String
        public let cost: Double
        /// Voters who want it, by number, ascending, and how much it is worth to each.
        public let supporters: [(voter: Int, worth: Double)]

        /// A project from its parts.
        public init(name: String, cost: Double, supporters: [(voter: Int, worth: Double)]) {
            self.name = name
            self.cost = cost
            self.supporters = supporters
        }

        public static func == (one: Project, other: Project) -> Bool {
            one.name == other.name && one.cost == other.cost
                && one.supporters.elementsEqual(other.supporters) { $0.voter == $1.voter && $0.worth == $1.worth }
        }
    }

    public let projects: [Project]
    public let budget: Double
    /// In the order in which they were taken.
    public let selected: [Int]
    /// What the most burdened supporter pays for one unit of worth, by place in `selected`.
    public let prices: [Double]

    /// Each takes an equal part; the project is taken whose supporters can pay for it at the lowest price per worth, until
    /// none can be paid for. O(selected · projects · supporters · log supporters) at worst, far less as prices only rise.
    public init(_ projects: [Project], voterCount: Int, budget: Double) {
        self.projects = projects
        self.budget = budget
        let share = voterCount > 0 ? budget / Double(voterCount) : 0
        var purses = [Double](repeating: share, count: voterCount)
        var selected: [Int] = [], prices: [Double] = []
        // Prices only rise, so an old one is a bound from below.
        var bounds = projects.map { $0.cost > 0 ? 0 : Double.infinity }
        while let (next, price) = EqualShares.cheapest(projects, purses, &bounds) {
            for supporter in projects[next].supporters {
                let paid = min(purses[supporter.voter], price * supporter.worth)
                purses[supporter.voter] = max(0, purses[supporter.voter] - paid)
            }
            selected.append(next)
            prices.append(price)
            bounds[next] = .infinity
        }
        self.selected = selected
        self.prices = prices
    }

    /// What differs by less is equal: rounding of a few hundred payments stays far below.
    private static let near = 1e-9

    private static func cheapest(
        _ projects: [Project], _ purses: [Double], _ bounds: inout [Double]
    ) -> (Int, Double)? {
        var best: (project: Int, price: Double)?
        let order = projects.indices.sorted { (bounds[$0], $0) < (bounds[$1], $1) }
        for project in order where bounds[project] < .infinity {
            if let best, bounds[project] > best.price * (1 + near) { break }
            bounds[project] = price(projects[project], purses)
            guard bounds[project] < .infinity else { continue }
            guard let leader = best else {
                best = (project, bounds[project])
                continue
            }
            let isCheaper = bounds[project] < leader.price * (1 - near)
            let isLevel = bounds[project] <= leader.price * (1 + near)
            if isCheaper || (isLevel && projects[project].name < projects[leader.project].name) {
                best = (project, bounds[project])
            }
        }
        return best.map { ($0.project, $0.price) }
    }

    /// The lowest price per worth at which the supporters can pay; infinite where they can't.
    private static func price(_ project: Project, _ purses: [Double]) -> Double {
        let supporters = project.supporters.filter { $0.worth > 0 }
        let money = supporters.reduce(0) { $0 + purses[$1.voter] }
        guard money >= project.cost * (1 - near) else { return .infinity }
        // Whose purse runs out first pays all of it.
        let ordered = supporters.sorted {
            (purses[$0.voter] / $0.worth, $0.voter) < (purses[$1.voter] / $1.worth, $1.voter)
        }
        var left = project.cost, worth = ordered.reduce(0) { $0 + $1.worth }
        for supporter in ordered {
            let price = left / worth
            if price * supporter.worth <= purses[supporter.voter] { return price }
            left -= purses[supporter.voter]
            worth -= supporter.worth
        }
        return ordered.last.map { purses[$0.voter] / $0.worth } ?? .infinity
    }

    /// What the projects with most worth for their cost would be, taken while the money lasts.
    public var greedy: [Int] {
        let value = projects.map { project in
            project.cost > 0 ? project.supporters.reduce(0) { $0 + $1.worth } / project.cost : 0
        }
        let order = projects.indices.sorted { one, other in
            value[one] != value[other] ? value[one] > value[other] : projects[one].name < projects[other].name
        }
        var left = budget, taken: [Int] = []
        for project in order where projects[project].cost <= left * (1 + EqualShares.near) {
            taken.append(project)
            left -= projects[project].cost
        }
        return taken
    }

    public var outcome: BallotOutcome {
        let isSelected = Set(selected)
        return BallotOutcome(
            winners: selected, ranking: selected + projects.indices.filter { !isSelected.contains($0) })
    }
}
