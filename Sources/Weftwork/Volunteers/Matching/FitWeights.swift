internal import Engine

extension MatchWeights {
    /// What a score is made of, in the order in which it is told.
    enum Part: String, Sendable, CaseIterable {
        case coverage, near, reliability, load, tier
    }

    subscript(part: Part) -> Double {
        switch part {
        case .coverage: coverage
        case .near: near
        case .reliability: reliability
        case .load: load
        case .tier: tier
        }
    }

    /// In whole percents.
    var shares: [(part: Part, percent: Int)] {
        Part.allCases.map { ($0, Int((self[$0] * 100).rounded())) }
    }
}
