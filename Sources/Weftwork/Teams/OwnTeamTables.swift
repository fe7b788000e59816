/// What Teams keeps of a member, for their own data.
extension OwnTable {
    static let ofTeams: [OwnTable] = [
        OwnTable(
            name: "mechanism_versions", members: ["editor_id", "asked_by", "decided_by"],
            shows: ["number", "state", "edited_at", "editor_id", "asked_by", "asked_at", "decided_by", "decided_at"]),
        OwnTable(name: "mechanism_voices", members: ["member_id"], shows: ["number", "is_objection", "reason", "at"]),
    ]
}
