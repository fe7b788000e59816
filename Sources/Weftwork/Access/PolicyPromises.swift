/// Who may do what around promises.
extension PolicyRow {
    static let ofPromises: [PolicyRow] = [
        PolicyRow(
            .askCoSign, [.member],
            "Whoever carries as much as they may alone asks another to answer for more; the rule says whom."),
        PolicyRow(
            .receiveInbound, [.role(.intake), .role(.coordinator), .operator],
            "What comes by a gateway is handed in by whoever keeps it; the need is the sender's."),
        PolicyRow(
            .agree, [.tie(.requester), .tie(.owner), .tie(.holder)],
            "She says that it may be published; for her whoever answers for it or has it in hand, not whoever asked without her word."
        ),
        PolicyRow(.answerCoSign, [.trusted], "Whoever is trusted may answer for another's promises, by name."),
        PolicyRow(
            .setAllowance,
            [.tie(.owner), .tie(.holder), .tie(.submitter), .tie(.requester), .role(.dispatcher), .role(.coordinator)],
            "How much more than is asked for may be promised is seen by whoever sends things on their way, too."),
    ]
}
