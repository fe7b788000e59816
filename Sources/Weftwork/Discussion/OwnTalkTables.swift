/// What Discussion keeps of a member, for their own data.
extension OwnTable {
    static let ofDiscussion: [OwnTable] = [
        OwnTable(
            name: "posts", members: ["by_id"],
            shows: ["id", "object_kind", "object_id", "thread", "at", "edited_at", "removed_at"],
            sealed: [Sealed(column: "words", key: .of("subject_id"), context: ["id"])]),
        OwnTable(
            name: "talk_follows", members: ["member_id"], shows: ["object_kind", "object_id", "state", "at", "told_at"]),
        OwnTable(
            name: "talk_unread", members: ["member_id"],
            shows: ["object_kind", "object_id", "thread", "posts", "since"]),
        OwnTable(name: "talk_choices", members: [], persons: ["person_id"], shows: ["rhythm", "sent_at"]),
    ]
}
