internal import Database

/// A paper that is no secret, with the voices for whom it counts: whose it is, and who passed theirs on to it.
struct OpenPaper: Sendable {
    let paper: BallotPaper
    let voices: [ProposalVoice]
}

extension BallotPaperRules {
    /// What open papers say without voices that came lately.
    static func withoutRecent(
        _ papers: [OpenPaper], count: ([CountedPaper]) -> BallotCount
    ) -> ProposalTally.Without? {
        without(papers, \.isRecent, count: count)
    }

    /// What they say without newcomers.
    ///
    /// Where the other second count is told, too, the two together must say no more than each: there is none where they differ by so few
    /// papers that one would read from that what these said.
    static func withoutNewcomers(
        _ papers: [OpenPaper], count: ([CountedPaper]) -> BallotCount
    ) -> ProposalTally.Without? {
        let apart = papers.count { one in one.voices.count(where: \.isNew) != one.voices.count(where: \.isRecent) }
        if withoutRecent(papers, count: { _ in BallotCount() }) != nil, apart > 0, apart < leastSecret { return nil }
        return without(papers, \.isNew, count: count)
    }

    /// Nobody sees what one paper says: where so few stand on one of the two sides that one would read from the difference what they
    /// said, there is no second count.
    private static func without(
        _ papers: [OpenPaper], _ isLeft: (ProposalVoice) -> Bool, count: ([CountedPaper]) -> BallotCount
    ) -> ProposalTally.Without? {
        let kept = papers.compactMap { one -> CountedPaper? in
            let weight = one.voices.count { !isLeft($0) }
            return weight > 0 ? CountedPaper(paper: one.paper, weight: weight) : nil
        }
        let left = papers.map { $0.voices.count(where: isLeft) }.filter { $0 > 0 }
        guard kept.count >= leastSecret, left.count >= leastSecret else { return nil }
        let count = count(kept)
        var without = ProposalTally.Without(left: left.reduce(0, +))
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
    func without(
        _ proposal: Proposal, _ options: [ProposalOption], _ voices: [ProposalVoice], _ db: any Connection
    ) throws -> (recent: ProposalTally.Without?, newcomers: ProposalTally.Without?) {
        guard proposal.usesPaper, !proposal.terms.isSecret, proposal.closedAt != nil,
            voices.contains(where: { $0.isRecent || $0.isNew })
        else { return (nil, nil) }
        let papers = try openPapers(proposal, voices, db)
        func count(_ papers: [CountedPaper]) -> BallotCount {
            BallotCounting(proposal: proposal, options: options, papers: papers).count()
        }
        return (
            BallotPaperRules.withoutRecent(papers, count: count),
            BallotPaperRules.withoutNewcomers(papers, count: count)
        )
    }
}
