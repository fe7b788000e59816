internal import Database

extension AlignParts {
    /// Proposals and decisions, with how many there are.
    mutating func addProposals(_ acts: ProposalActs) {
        register { viewer, network in
            guard Policy.allows(.seeProposals, viewer) else { return [] }
            let (running, decided, waiting) = try await acts.counts(for: viewer, in: network)
            return [
                AlignLine(
                    .proposals, "/proposals", state: running > 0 ? ProposalPageWords.runningCount(running) : nil,
                    waits: waiting > 0 ? ProposalPageWords.waitingCount(waiting) : nil),
                AlignLine(
                    .decisions, "/decisions", state: decided > 0 ? ProposalPageWords.decidedCount(decided) : nil),
            ]
        }
    }
}
