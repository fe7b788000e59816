internal import Database

/// A paper that is no secret, with the voices for whom it counts: whose it is, and who passed theirs on to it.
struct OpenPaper: Sendable {
    let paper: BallotPaper
    let voices: [ProposalVoice]
}

extension BallotPaperRules {
    /// What open papers say without voices that came lately.
    ///
    /// Nobody sees what one paper says: where so few stand on one of the two sides that one would read from the difference what they
    /// said, there is no second count.
    static func withoutRecent(
        _ papers: [OpenPaper], count: ([CountedPaper]) -> BallotCount
    ) -> ProposalTally.Without? {
        let kept = papers.compactMap { one -> CountedPaper? in
            let weight = one.voices.count { !$0.isRecent }
            return weight > 0 ? CountedPaper(paper: one.paper, weight: weight) : nil
        }
        let recent = papers.map { $0.voices.count(where: \.isRecent) }.filter { $0 > 0 }
        guard kept.count >= leastSecret, recent.count >= leastSecret else { return nil }
        let count = count(kept)
        var without = ProposalTally.Without(left: recent.reduce(0, +))
        without.winners = count.winners.map(\.description)
        without.ranking = count.ranking.map { $0.map(\.description) }
        return without
    }
}

extension BallotActs {
    /// In the order of the voices that were asked, whatever the store gives.
    private func openPapers(
        _ proposal: Proposal, _ voices: [ProposalVoice], _ db: any Connection
    ) throws -> [OpenPaper] {
        let papers = try db.ballots(proposal), ends = try delegations(proposal, voices, db)
        let passed = Dictionary(grouping: voices.filter { ends[$0.id] != nil }) { ends[$0.id] }
        return voices.compactMap { voice in
            papers[voice.id].map { OpenPaper(paper: $0, voices: [voice] + (passed[voice.id] ?? [])) }
        }
    }

    func countOpen(
        _ proposal: Proposal, _ options: [ProposalOption], _ db: any Connection
    ) throws -> BallotCount {
        let papers = try openPapers(proposal, db.voices(of: proposal), db)
        let counted = papers.map { CountedPaper(paper: $0.paper, weight: $0.voices.count) }
        return BallotCounting(proposal: proposal, options: options, papers: counted).count()
    }

    /// Only once it is over: before, what changes from one look to the next would say who changed their paper.
    func withoutRecent(
        _ proposal: Proposal, _ options: [ProposalOption], _ voices: [ProposalVoice], _ db: any Connection
    ) throws -> ProposalTally.Without? {
        guard proposal.usesPaper, !proposal.terms.isSecret, proposal.closedAt != nil,
            voices.contains(where: \.isRecent)
        else { return nil }
        return BallotPaperRules.withoutRecent(try openPapers(proposal, voices, db)) { papers in
            BallotCounting(proposal: proposal, options: options, papers: papers).count()
        }
    }
}
