/// Who may share, who keeps a card or a public record, and who sees them.
extension PolicyRow {
    static let ofCards: [PolicyRow] = [
        PolicyRow(
            .share, [.member],
            "Whoever shares something public has a code for it, and sees what came of it; the rule says what is public."
        ),
        PolicyRow(.seeCard, [.everyone], "A card shows what everybody may see anyway; what is not public has none."),
        PolicyRow(.keepCard, [.member], "One's own card is one's own to show, change and take back."),
        PolicyRow(
            .keepRecord, [.member],
            "One's own record, that of an organisation one speaks for, and one's own name on it; the rule says whose."),
        PolicyRow(.seeRecord, [.everyone], "What is shown to the outside is for everybody."),
    ]
}
