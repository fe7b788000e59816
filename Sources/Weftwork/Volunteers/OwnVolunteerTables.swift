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
        OwnTable(
            name: "small_tasks", members: ["doer_id", "lock_by"],
            shows: ["id", "kind", "need_id", "state", "done_at", "settled_at", "used_at", "lock_until"],
            sealed: [Sealed(column: "answer", key: .own, context: ["id"])]),
        OwnTable(
            name: "small_checks", members: ["member_id", "decided_by"],
            shows: ["task_id", "is_right", "at", "decided_right", "decided_at"],
            sealed: [
                Sealed(column: "words", key: .own, context: ["task_id"]),
                Sealed(column: "decided_words", key: .own, context: ["task_id"]),
            ]),
        OwnTable(name: "small_skips", members: ["member_id"], shows: ["task_id", "reason", "at"]),
        OwnTable(
            name: "askings", members: ["member_id"],
            shows: [
                "need_id", "wave", "asked_at", "until_at", "is_picked", "state", "said", "answered_at", "claim_id",
                "starts_at", "ends_at", "minutes",
            ],
            sealed: [Sealed(column: "why", key: .own, context: ["id"])]),
        OwnTable(
            name: "help_calls", members: ["owner_id"],
            shows: ["id", "need_id", "wanted", "from_at", "minutes", "state", "opened_at", "ended_at"]),
        OwnTable(name: "contact_ledger", members: ["member_id"], shows: ["kind", "at", "is_borrowed"]),
        OwnTable(name: "training_gates", members: ["by_id"], shows: ["subject", "module_id", "since", "by_id"]),
        OwnTable(name: "plans", members: ["maker_id"], shows: ["id", "asked_at", "filter", "state"]),
        // For what one was thought of is shown; who else was, is theirs.
        OwnTable(
            name: "plan_rows", members: ["member_id", "next_member_id", "by_id"],
            shows: ["plan_id", "need_id", "line_id", "quantity", "state", "at"]),
    ]
}
