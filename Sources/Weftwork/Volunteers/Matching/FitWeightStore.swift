internal import Database
internal import Engine

/// What counts how much in a network, in whole percents; one that has said nothing goes by what is shipped.
enum FitWeightStore {
    static let migration = Migration(
        "2026-11-27 match weights",
        [
            """
            CREATE TABLE match_weights (
                network_id \(.id) NOT NULL, coverage \(.int) NOT NULL, near \(.int) NOT NULL, reliability \(.int) NOT NULL,
                load \(.int) NOT NULL, tier \(.int) NOT NULL, changed_at \(.int) NOT NULL, PRIMARY KEY (network_id)
            ) \(.keyed)
            """
        ])
}

extension Connection {
    func matchWeights(of network: ID) throws -> MatchWeights {
        let found = try first(
            "SELECT coverage, near, reliability, load, tier FROM match_weights WHERE network_id = \(network)"
        ) { row -> [MatchWeights.Part: Int] in
            [.coverage: try row[0], .near: try row[1], .reliability: try row[2], .load: try row[3], .tier: try row[4]]
        }
        return found.map { MatchWeights(percents: $0) } ?? MatchWeights()
    }

    func save(_ weights: MatchWeights, in network: ID, at now: Int64) throws {
        let percents = weights.shares.map(\.percent)
        try execute(
            """
            INSERT INTO match_weights (network_id, coverage, near, reliability, load, tier, changed_at)
            VALUES (\(network), \(percents[0]), \(percents[1]), \(percents[2]), \(percents[3]), \(percents[4]), \(now))
            ON CONFLICT (network_id) DO UPDATE SET coverage = excluded.coverage, near = excluded.near,
                reliability = excluded.reliability, load = excluded.load, tier = excluded.tier,
                changed_at = excluded.changed_at
            """)
    }
}
