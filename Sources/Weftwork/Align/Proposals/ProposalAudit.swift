internal import Database

/// Counts again what was counted: a result follows from the answers alone, and each voice is one.
extension ProposalActs {
    /// Proposals whose answers don't make the number that was written down, or come from voices that had none.
    ///
    /// - Parameter most: so many of the newest decisions are counted again.
    func miscounted(in network: ID, most: Int = 500) async throws -> [ID] {
        let (stray, decisions) = try await database.read { db in
            (try db.strayStances(in: network), try db.decisions(DecisionQuery(), limit: most, in: network))
        }
        var wrong = Set(stray)
        // Each by itself: one reading of them all would hold a connection, and what it sees, for as long as it takes to count them.
        for (proposal, outcome) in decisions {
            let fits = try await database.read { db in try isRight(proposal, outcome.tally, db) }
            if !fits { wrong.insert(proposal.id) }
        }
        return wrong.sorted()
    }

    private func isRight(_ proposal: Proposal, _ kept: ProposalTally, _ db: any Connection) throws -> Bool {
        let anew = try db.tally(of: proposal, ballots).tally
        let isSame =
            anew.answered == kept.answered && anew.counts == kept.counts && anew.eligible == kept.eligible
            && anew.silent == kept.silent && anew.ranking == kept.ranking && anew.withoutRecent == kept.withoutRecent
            // What was decided before it was counted lacks it.
            && (kept.papersWithoutNewcomers == nil || anew.papersWithoutNewcomers == kept.papersWithoutNewcomers)
        // Of positions each voice takes one; a paper can name many options.
        let isWhole =
            try proposal.usesPaper
            ? ballots.isWhole(proposal, db) : anew.counts.values.reduce(0, +) == anew.answered
        return isSame && isWhole && anew.answered <= anew.eligible
    }
}

extension Connection {
    /// Proposals in which somebody answered who was not among the voices.
    fileprivate func strayStances(in network: ID) throws -> [ID] {
        try query(
            """
            SELECT DISTINCT s.proposal_id FROM proposal_stances s WHERE s.network_id = \(network)
                AND NOT EXISTS (SELECT 1 FROM proposal_voices v WHERE v.network_id = s.network_id
                    AND v.proposal_id = s.proposal_id AND v.voice_id = s.voice_id)
            """
        ) { try $0[0] }
    }
}
