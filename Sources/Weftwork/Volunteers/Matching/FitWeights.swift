internal import Database
internal import Engine

extension MatchWeights {
    /// What a score is made of, in the order in which it is told.
    enum Part: String, Sendable, CaseIterable {
        case coverage, near, reliability, load, tier
    }

    subscript(part: Part) -> Double {
        get {
            switch part {
            case .coverage: coverage
            case .near: near
            case .reliability: reliability
            case .load: load
            case .tier: tier
            }
        }
        set {
            switch part {
            case .coverage: coverage = newValue
            case .near: near = newValue
            case .reliability: reliability = newValue
            case .load: load = newValue
            case .tier: tier = newValue
            }
        }
    }

    /// In whole percents.
    var shares: [(part: Part, percent: Int)] {
        Part.allCases.map { ($0, Int((self[$0] * 100).rounded())) }
    }

    /// - Parameter percents: by part; what is not among them stays as it is shipped.
    init(percents: [Part: Int]) {
        self.init()
        for (part, percent) in percents { self[part] = Double(percent) / 100 }
    }

    /// What a network says of all five.
    /// - Throws: ``Refusal/invalid(_:)`` naming each that is no percent, or the first where together they are not the whole.
    static func read(_ said: [Part: Int]) throws(Refusal) -> MatchWeights {
        let wrong = Part.allCases.filter { !(said[$0].map((0...100).contains) ?? false) }
        guard wrong.isEmpty else {
            throw .invalid(wrong.map { FieldProblem($0.rawValue, JoinWords.between(0, 100)) })
        }
        let sum = said.values.reduce(0, +)
        guard sum == 100 else { throw .invalid(Part.coverage.rawValue, FitWords.notWhole(sum)) }
        return MatchWeights(percents: said)
    }
}

extension FitActs {
    func weights(in network: ID) async throws -> MatchWeights {
        try await database.read { db in try db.matchWeights(of: network) }
    }

    /// What counts how much for suggestions from now on.
    func setWeights(_ percents: [MatchWeights.Part: Int], by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.editSettings, viewer)
        let weights = try MatchWeights.read(percents), now = world.now()
        func words(_ weights: MatchWeights) -> String { weights.shares.map { "\($0.percent)" }.joined(separator: " ") }
        let after = words(weights)
        try await database.write { db in
            let before = try db.matchWeights(of: network).shares.map { "\($0.percent)" }.joined(separator: " ")
            guard before != after else { return }
            try db.save(weights, in: network, at: now)
            try volunteers.members.record(
                .settingsChanged, on: network, in: network, by: viewer, audience: .members, db,
                FieldChange.open("matchWeights", before, after))
        }
        changed(in: network)
    }
}
