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
    ]
}
