/// Who may do what about things that an authority keeps to itself.
extension PolicyRow {
    static let ofRestrictions: [PolicyRow] = [
        PolicyRow(
            .seeRestrictions, [.everyone], "Whoever asks or helps may know what an authority keeps to itself."),
        PolicyRow(
            .setRestriction, [.role(.coordinator), .steward, .operator],
            "What an authority has ordered is entered by those who answer for the network."),
        PolicyRow(
            .statePermit, [.member, .tie(.requester), .tie(.submitter)],
            "Whoever has a permit says so; it counts once another has looked at it."),
        PolicyRow(
            .decidePermit, [.role(.verifier), .role(.coordinator), .steward],
            "A permit is evidence: a verifier's to look at, a steward's where nobody else is left, never one's own."),
        PolicyRow(
            .passToAuthority, [.tie(.owner), .role(.coordinator)],
            "Whoever answers for the need goes the official way for it."),
        PolicyRow(
            .answerAuthority, [.tie(.owner), .role(.coordinator)],
            "Whoever passed it on writes down what was answered, and she is told."),
    ]
}
