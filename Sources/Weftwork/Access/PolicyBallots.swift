/// Who may do what with papers and voices.
extension PolicyRow {
    static let ofBallots: [PolicyRow] = [
        PolicyRow(
            .castBallot, [.member],
            "Whoever had a voice when the proposal opened fills in a paper; the frozen list says who."),
        PolicyRow(
            .passVoice, [.member],
            "Everybody passes on their own voice alone, where the network wants it, and takes it back any time."),
    ]
}
