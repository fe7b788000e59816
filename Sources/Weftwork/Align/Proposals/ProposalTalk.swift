internal import Database

/// What is said about a proposal, beside the answers: one thread, for whoever may see it.
struct ProposalTalk: TalkKeeper {
    static let thread = "proposal"

    let kind = TalkKind.proposal
    let collection = "proposals"

    func subject(_ place: TalkPlace, for viewer: Viewer, now: Int64, _ db: any Connection) throws -> TalkSubject? {
        guard let proposal = try db.proposal(place.id, in: place.network), proposal.openedAt != nil,
            let network = try db.network(id: place.network), let member = viewer.member, !member.isSuspended,
            try ProposalRules.canSee(
                proposal, viewer,
                isConcerned: !proposal.ties(of: viewer).isEmpty || db.isConcerned(viewer, by: proposal))
        else { return nil }
        var thread = TalkThread(
            name: ProposalTalk.thread, title: ProposalTalkWords.title, readers: ProposalTalkWords.readers,
            audience: proposal.audience)
        let leads = Policy.allows(.releasePost, viewer)
        (thread.seesHeld, thread.mayRelease) = (leads, leads)
        thread.mayWrite = proposal.state != .withdrawn
        return TalkSubject(
            place: place, sealedFor: proposal.id, title: proposal.title(network.language),
            path: "/n/\(network.slug)/proposals/\(proposal.id)", threads: [thread])
    }

    /// Whoever answers for it hears of it; others as they follow.
    func listeners(_ place: TalkPlace, thread: String, _ db: any Connection) throws -> [ID] {
        guard let proposal = try db.proposal(place.id, in: place.network), proposal.openedAt != nil else { return [] }
        return Set([proposal.ownerID, proposal.proposerID] + [proposal.facilitatorID].compactMap { $0 }).sorted()
    }

    /// Nobody without an account takes part.
    func teller(in network: ID, by viewer: Viewer, now: Int64) async throws -> TalkTeller { { _, _ in } }

    func tell(_ news: TextNews, of post: Post, by viewer: Viewer, now: Int64, _ db: any Connection) throws {}
}
