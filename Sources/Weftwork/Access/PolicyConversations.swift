/// Who may do what in conversations.
extension PolicyRow {
    static let ofConversations: [PolicyRow] = [
        PolicyRow(
            .seeConversations, [.everyone],
            "A conversation is seen by whom it is for: members, whoever has its link, everybody; the rule says who."),
        PolicyRow(
            .answerConversation, [.everyone],
            "Whoever may see it may answer and say something; devices that came by link are counted apart."),
        PolicyRow(
            .openConversation,
            [.trusted, .steward, .role(.coordinator), .role(.facilitator), .role(.weaver), .role(.communicator)],
            "Anybody whom others trust may ask all; letting in others than members takes a role, the rule says which."),
        PolicyRow(
            .keepConversation, [.tie(.owner), .role(.coordinator), .role(.facilitator), .steward],
            "Whoever opened it answers for it; those who lead stand in."),
        PolicyRow(
            .importConversation, [.role(.coordinator), .role(.facilitator), .role(.dataSteward), .steward],
            "Answers from elsewhere are read in by those who answer for what they mean."),
    ]
}
