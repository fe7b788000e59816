/// What governance keeps of a member, for their own data.
extension OwnTable {
    static let ofGovernance: [OwnTable] = [
        OwnTable(
            name: "governance_versions", members: ["editor_id"],
            shows: ["number", "state", "edited_at", "adopted_at", "ended_at"]),
        OwnTable(
            name: "governance_seats", members: ["member_id", "named_by"],
            shows: ["body", "member_id", "named_by", "words", "named_at", "state", "from_at", "until_at", "ended_at"]),
        OwnTable(
            name: "governance_findings", members: ["by_id", "owner_id", "answered_by"],
            shows: [
                "about", "words", "at", "by_id", "owner_id", "due_at", "state", "answer", "answered_by", "answered_at",
                "settled_at",
            ]),
        OwnTable(
            name: "finding_words", members: ["by_id"], shows: ["finding_id", "number", "kind", "by_id", "words", "at"]),
        OwnTable(name: "council_minutes", members: ["by_id"], shows: ["day", "words", "at"]),
    ]
}
