/// Who may do what about needs that pass between partner networks.
extension PolicyRow {
    static let ofReferrals: [PolicyRow] = [
        PolicyRow(
            .referNeed, [.tie(.owner), .role(.coordinator)],
            "Whoever answers for the need asks a partner to take it on."),
        PolicyRow(.agreeToReferral, [.tie(.requester)], "What goes on is hers to allow."),
        PolicyRow(
            .seeReferred, [.role(.coordinator), .role(.intake), .role(.verifier), .role(.dispatcher), .steward],
            "What partners offer is the desk's to read."),
        PolicyRow(
            .answerReferral, [.role(.coordinator), .role(.intake), .role(.verifier), .role(.dispatcher), .steward],
            "Whoever takes it on answers for it from then on; declining takes a reason."),
    ]
}
