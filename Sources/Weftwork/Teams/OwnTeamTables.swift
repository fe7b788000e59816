/// What Teams keeps of a member, for their own data.
extension OwnTable {
    static let ofTeams: [OwnTable] = [
        OwnTable(
            name: "mechanism_versions", members: ["editor_id", "asked_by", "decided_by"],
            shows: ["number", "state", "edited_at", "editor_id", "asked_by", "asked_at", "decided_by", "decided_at"]),
        OwnTable(
            name: "teams", members: ["keeper_id", "backup_id", "asked_id"],
            shows: [
                "id", "created_at", "purpose", "state", "keeper_id", "backup_id", "asked_id", "asked_at", "closed_at",
            ]),
        OwnTable(name: "team_needs", members: ["by_id"], shows: ["team_id", "need_id", "by_id", "at", "left_at"]),
        OwnTable(
            name: "team_places", members: ["member_id"],
            shows: ["team_id", "role_id", "taken_at", "released_at", "confirmed_at"]),
        OwnTable(name: "team_dismissals", members: ["by_id"], shows: ["suggestion", "at", "by_id"]),
        OwnTable(
            name: "doings", members: ["member_id"],
            shows: ["id", "what", "category", "province", "city", "district", "created_at", "until_at", "ended_at"]),
        OwnTable(name: "doing_hands", members: ["member_id"], shows: ["doing_id", "at"]),
        OwnTable(name: "mechanism_voices", members: ["member_id"], shows: ["number", "is_objection", "reason", "at"]),
    ]
}
