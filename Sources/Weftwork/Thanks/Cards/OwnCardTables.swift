/// What cards and records keep of a member, for their own data.
extension OwnTable {
    static let ofCards: [OwnTable] = [
        OwnTable(
            name: "volunteer_cards", members: ["member_id"], shows: ["id", "made_at", "changed_at", "ended_at"],
            sealed: [Sealed(column: "words", key: .own, context: ["id"])]),
        OwnTable(name: "public_records", members: ["by_id"], shows: ["id", "kind", "shown_at", "ended_at"]),
        OwnTable(name: "record_voices", members: ["member_id"], shows: ["record_id", "at"]),
    ]
}
