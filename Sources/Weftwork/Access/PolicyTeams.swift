/// Who may do what about how the network works, and about its pipelines.
extension PolicyRow {
    static let ofTeams: [PolicyRow] = [
        PolicyRow(
            .draftMechanism, [.role(.coordinator), .steward],
            "How the network works is written by those who answer for it."),
        PolicyRow(
            .decideMechanism, [.role(.coordinator), .steward],
            "It is public once another of them has consented; the rule says who."),
        PolicyRow(
            .seePipelines,
            [
                .role(.coordinator), .role(.intake), .role(.verifier), .role(.dispatcher), .role(.weaver),
                .role(.trainer), .steward, .operator,
            ], "Whoever works at the desk or looks after people sees where it jams; the public does not."),
        PolicyRow(.seeTeams, [.everyone], "A team is seen as far as its needs are; by strangers without names."),
        PolicyRow(
            .openTeam, [.role(.coordinator), .role(.dispatcher), .steward, .tie(.owner)],
            "A team is gathered by those who dispatch or lead, or by whoever answers for its needs."),
        PolicyRow(
            .keepTeam, [.tie(.owner), .role(.coordinator), .steward],
            "Whoever keeps it, and whoever stands in; those who lead where both are silent."),
        PolicyRow(
            .joinTeam, [.member],
            "Whoever may see a team may take a role in it, newcomers with its keeper's yes, and lay it down any time."),
        PolicyRow(.answerTeam, [.tie(.invited)], "A team is handed over by acceptance."),
        PolicyRow(
            .seeClusters, [.role(.coordinator), .role(.dispatcher), .steward],
            "Where much piles up is shown to those who may gather a team for it."),
        PolicyRow(
            .seeOrganisation, [.everyone],
            "What has grown is for everybody to see: strangers read counts, members names."),
        PolicyRow(.sayDoing, [.member], "A single actor needs nobody's leave."),
        PolicyRow(.helpDoing, [.member], "Whoever takes part sees what others do and may help."),
    ]
}
