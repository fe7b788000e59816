extension App {
    /// Tables beside those of People in which something of a member is kept: one line for each capability.
    static let tablesOfMembers: [OwnTable] = [
        OwnTable.ofOffers,
        OwnTable.ofVolunteers,
        OwnTable.ofTeams,
        OwnTable.ofThanks,
        OwnTable.ofCards,
        OwnTable.ofCharter,
        OwnTable.ofQuestions,
        OwnTable.ofAlign,
        OwnTable.ofProposals,
        OwnTable.ofBallots,
        OwnTable.ofConversations,
        OwnTable.ofDrift,
        OwnTable.ofGovernance,
    ].flatMap { $0 }
}
