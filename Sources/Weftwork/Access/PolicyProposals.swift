/// Who may do what about proposals and decisions.
extension PolicyRow {
    static let ofProposals: [PolicyRow] = [
        PolicyRow(
            .seeProposals, [.member, .operator],
            "What members decide is for members, as far as each proposal says; whoever has a voice in it sees it always."
        ),
        PolicyRow(
            .propose, [.member], "Anybody may propose, newcomers too; how many at once follows from their standing."),
        PolicyRow(.answerProposal, [.member], "Whoever had a voice when it opened answers; the frozen list says who."),
        PolicyRow(
            .keepProposal, [.tie(.owner), .tie(.submitter), .role(.coordinator), .role(.facilitator), .steward],
            "Whoever answers for it writes what came of it; those who lead where they are silent."),
    ]
}
