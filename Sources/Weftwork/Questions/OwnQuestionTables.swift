/// What Questions keeps of a member, for their own data.
extension OwnTable {
    static let ofQuestions: [OwnTable] = [
        OwnTable(
            name: "sheets", members: ["keeper_id"],
            shows: [
                "id", "kind", "title", "round", "after_id", "version", "who", "keeper_id", "made_at", "opened_at",
                "closes_at", "closed_at",
            ]),
        OwnTable(
            name: "sheet_answers", members: ["member_id"],
            shows: ["sheet_id", "at", "changed_at", "is_fixed", "may_show"],
            sealed: [Sealed(column: "replies", key: .own, context: ["sheet_id", "member_id"])]),
    ]
}
