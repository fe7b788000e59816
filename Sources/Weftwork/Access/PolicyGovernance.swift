/// Who may do what about the rules a network gives itself, and about what drifts.
extension PolicyRow {
    static let ofGovernance: [PolicyRow] = [
        PolicyRow(
            .seeGovernance, [.everyone], "Who decides what is public; drafts and names are for members."),
        PolicyRow(
            .draftGovernance, [.trusted, .steward, .role(.coordinator)],
            "Whoever is trusted writes; only those whose voice counts adopt."),
        PolicyRow(.nameForSeat, [.member], "Anybody may name somebody; the group consents."),
        PolicyRow(.answerSeat, [.member], "Whoever is named says yes or no; the rule says who that is."),
        PolicyRow(.sitInCouncil, [.member], "Those who hold a seat; the rule says who that is."),
        PolicyRow(.seeOversight, [.member], "What oversight finds is open to all who take part."),
        PolicyRow(.findForOversight, [.member], "Those who hold a seat there; the rule says who that is."),
        PolicyRow(.answerFinding, [.member], "Whoever answers for it, and whoever found it; the rule says who."),
        PolicyRow(.seeDrift, [.member], "Whoever agreed may see whether it still holds."),
        PolicyRow(
            .keepDrift, [.role(.coordinator), .steward, .system],
            "Those who lead ask again, take what is raised, begin and end a renewal."),
        PolicyRow(
            .answerDrift, [.member], "Whoever answers for what is raised, or for a step; the rule says who that is."),
    ]
}
