/// Who may do what about what a network agrees on: the page that leads there, readiness, road map, shared cognition. Charter,
/// conversations, proposals, governance and drift have their rows in files of their own.
extension PolicyRow {
    static let ofAlign: [PolicyRow] = [
        PolicyRow(
            .seeAlign, [.everyone], "What a network agrees on is open; each part says itself what it shows to whom."),
        PolicyRow(
            .settleReadiness, [.role(.coordinator), .role(.weaver), .role(.facilitator), .steward],
            "What was talked over is written down by those who hold the process."),
        PolicyRow(
            .ownPrecondition, [.member],
            "Whoever is asked may take on what is missing; its owner may say that it is met; the rule says who."),
        PolicyRow(.seeRoadMap, [.everyone], "What is to be reached is open; who answers for it is for members."),
        PolicyRow(
            .keepRoadMap, [.role(.coordinator), .role(.weaver), .role(.facilitator), .steward],
            "Stage goals are set by those who hold the process."),
        PolicyRow(.seeCognition, [.member], "How the network sees its matter is for those who see it together."),
        PolicyRow(
            .writeCognition, [.member], "Each side says what it means and what it goes by; the rule says what is whose."
        ),
        PolicyRow(
            .keepCognition, [.role(.coordinator), .role(.knowledgeWeaver), .steward],
            "What does not belong there is taken away with a reason."),
        PolicyRow(.moveGoal, [.member], "Whoever answers for a goal says how it stands; the rule says who."),
    ]
}
