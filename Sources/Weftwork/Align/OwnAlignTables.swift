/// What readiness, road map and shared cognition keep of a member, for their own data.
extension OwnTable {
    static let ofAlign: [OwnTable] = [
        OwnTable(
            name: "preconditions", members: ["said_by", "owner_id", "asked_id"],
            shows: ["name", "is_met", "evidence", "said_by", "said_at", "owner_id", "asked_id", "due_at"]),
        OwnTable(name: "network_wishes", members: ["by_id"], shows: ["kind", "shape", "by_id", "at"]),
        OwnTable(
            name: "goals", members: ["owner_id", "asked_id", "made_by"],
            shows: [
                "id", "kind", "title", "state", "from_at", "due_at", "owner_id", "asked_id", "made_by", "made_at",
                "decision_id",
            ]),
        OwnTable(name: "value_words", members: ["by_id"], shows: ["sheet_id", "by_id", "at"]),
        OwnTable(name: "value_hands", members: ["by_id"], shows: ["sheet_id", "option_number", "by_id", "at"]),
        OwnTable(
            name: "terms", members: ["made_by", "other_by_id"],
            shows: ["id", "zh", "en", "made_by", "made_at", "other_language", "other_by_id"]),
        OwnTable(
            name: "term_meanings", members: ["member_id"], shows: ["id", "term_id", "organisation_id", "words", "at"]),
        OwnTable(name: "evidence", members: ["by_id"], shows: ["id", "title", "link", "note", "by_id", "at"]),
    ]
}
