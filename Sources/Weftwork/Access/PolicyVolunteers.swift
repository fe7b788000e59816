/// Who may do what about volunteers' hours and about training.
extension PolicyRow {
    static let ofVolunteers: [PolicyRow] = [
        PolicyRow(.keepVolunteer, [.member], "What one can do, and when, is one's own to say."),
        PolicyRow(
            .seeVolunteers, [.role(.coordinator), .role(.dispatcher), .steward, .operator],
            "Who is free is for those who ask people to help; never for the public."),
        PolicyRow(
            .seeMatches, [.role(.coordinator), .role(.dispatcher), .steward, .operator],
            "Who fits a need is for those who ask people to help; never for the public."),
        PolicyRow(.seeOwnMatches, [.member], "Every member may find what they can do."),
        PolicyRow(.seeTraining, [.member, .operator], "Every member may read what is taught."),
        PolicyRow(.takeTraining, [.member], "Everybody takes it for themselves."),
        PolicyRow(
            .writeTraining, [.role(.trainer), .role(.coordinator), .steward],
            "A trainer writes what is taught; where there is none, those who lead."),
        PolicyRow(
            .gateTraining, [.role(.coordinator), .steward, .operator],
            "What takes a training is decided by those who answer for the network."),
        PolicyRow(
            .seeTrained, [.role(.trainer), .role(.coordinator), .steward, .operator],
            "Who has passed what is for those who train and those who lead."),
    ]
}
