/// Who may do what about sheets of questions.
extension PolicyRow {
    static let ofQuestions: [PolicyRow] = [
        PolicyRow(
            .seeSheets, [.member],
            "What is asked is for members to see; of the answers each sees what the rule lets come to light."),
        PolicyRow(.answerSheet, [.member], "Whoever takes part may be asked; the sheet says who is."),
        PolicyRow(
            .keepSheet, [.role(.coordinator), .role(.weaver), .role(.facilitator), .steward],
            "Whoever holds the process writes, opens and closes what is asked."),
    ]
}
