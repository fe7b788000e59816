/// What drift and renewal keep of a member, for their own data.
extension OwnTable {
    static let ofDrift: [OwnTable] = [
        OwnTable(
            name: "drift_alerts", members: ["owner_id"],
            shows: ["kind", "opened_at", "due_at", "closed_at", "outcome", "words"]),
        OwnTable(name: "drift_rounds", members: ["by_id"], shows: ["at", "due_at", "closed_at", "version"]),
        OwnTable(name: "drift_asked", members: ["member_id"], shows: ["round_id", "voice_id"]),
        OwnTable(
            name: "renewals", members: ["by_id"], shows: ["reason", "words", "started_at", "ended_at", "outcome"]),
        OwnTable(
            name: "renewal_steps", members: ["owner_id", "done_by"],
            shows: ["renewal_id", "kind", "started_at", "due_at", "done_at", "done_by", "words"]),
    ]
}
