/// What the charter keeps of a member, for their own data.
extension OwnTable {
    static let ofCharter: [OwnTable] = [
        OwnTable(
            name: "charter_versions", members: ["convener_id"],
            shows: ["number", "state", "created_at", "edited_at", "adopted_at"]),
        OwnTable(
            name: "charter_stances", members: ["member_id"], persons: ["person_id"],
            shows: ["clause_id", "voice_id", "version", "stance", "at", "is_latest"],
            sealed: [OwnTable.Sealed(column: "words", key: .own, context: ["id"])]),
        OwnTable(
            name: "charter_suggestions", members: ["member_id"], persons: ["person_id"],
            shows: [
                "about", "version", "round", "created_at", "edited_at", "state", "answer", "answered_at",
                "answered_by", "beside_id",
            ],
            sealed: [OwnTable.Sealed(column: "words", key: .own, context: ["id"])]),
        OwnTable(
            name: "charter_amendments", members: ["by_id"],
            shows: ["version", "round", "clause_id", "zh", "en", "reason", "at"]),
        OwnTable(name: "charter_credits", members: ["member_id"], shows: ["amendment_id"]),
    ]
}
