/// Who may do what about the charter: what the network stands for, and a team's purpose.
extension PolicyRow {
    static let ofCharter: [PolicyRow] = [
        PolicyRow(
            .seeCharter, [.everyone],
            "What a network stands for is open where it says so; drafts are the members', a team's purpose is for those who see it."
        ),
        PolicyRow(
            .draftCharter, [.role(.coordinator), .role(.facilitator), .steward, .tie(.owner)],
            "Whoever leads or facilitates offers a draft; of a team whoever keeps it. Others decide about it."),
        PolicyRow(.suggestToCharter, [.member], "Each member may say what would make a clause stronger."),
        PolicyRow(
            .answerSuggestions, [.tie(.owner), .role(.coordinator), .role(.facilitator), .steward],
            "Whoever convenes owes each suggestion an answer; those who lead where they are late."),
        PolicyRow(.takeStance, [.member], "Where somebody stands is theirs to say, any day."),
    ]
}
