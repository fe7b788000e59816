internal import Database
internal import Engine

/// The order of a list of open proposals.
enum ProposalOrder {
    /// Those that many take part in stand first, each voice's part split among all it takes part in: ten copies of one proposal don't
    /// push the others off the page. Taking part counts, not what was said; of a secret ballot too small to be shown it doesn't.
    ///
    /// - Complexity: O(proposals² + proposals · answers).
    static func bySupport(_ lines: [ProposalLine]) -> [ProposalLine] {
        let oldest = lines.sorted { $0.proposal.id < $1.proposal.id }
        var numbers: [ID: Int] = [:]
        let supporters = oldest.map { line -> Set<Int> in
            guard line.answered != nil else { return [] }
            return Set(
                line.voices.map { voice in
                    let number = numbers[voice, default: numbers.count]
                    numbers[voice] = number
                    return number
                })
        }
        return HarmonicOrder.order(supporters).map { oldest[$0.proposal] }
    }
}
