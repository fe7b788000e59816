/// What Volunteers keeps of a member, for their own data.
extension OwnTable {
    static let ofVolunteers: [OwnTable] = [
        OwnTable(
            name: "volunteers", members: ["member_id"],
            shows: ["is_remote", "radius_km", "channel", "means", "weekly_limit", "paused_until", "changed_at"],
            sealed: [Sealed(column: "notes", key: .own, context: ["member_id"])]),
        OwnTable(name: "volunteer_skills", members: ["member_id"], shows: ["skill", "level"]),
        OwnTable(
            name: "availabilities", members: ["member_id"],
            shows: ["kind", "zone", "from_at", "to_at", "week", "except_days", "said_at", "ends_at"]),
        OwnTable(
            name: "training_passes", members: ["member_id"],
            shows: ["module_id", "version", "score", "passed_at", "until_at"]),
        OwnTable(
            name: "training_tries", members: ["member_id"],
            shows: ["module_id", "version", "score", "is_passed", "at"]),
        OwnTable(name: "training_modules", members: ["by_id"], shows: ["id", "title_zh", "title_en", "at", "by_id"]),
        OwnTable(name: "training_versions", members: ["by_id"], shows: ["module_id", "version", "at", "by_id"]),
        OwnTable(name: "training_gates", members: ["by_id"], shows: ["subject", "module_id", "since", "by_id"]),
    ]
}
