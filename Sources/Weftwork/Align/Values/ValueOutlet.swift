internal import Database

extension ValueSurvey {
    /// Hands values over as suggestions for the charter's values: talked over and answered like those of members.
    static func toCharter(_ charter: CharterActs) -> Hand {
        { words, person, source, network, now, db in
            try charter.handOver(
                words, writtenBy: person, from: source, to: .values, of: .network(network), at: now, db) != nil
        }
    }
}
