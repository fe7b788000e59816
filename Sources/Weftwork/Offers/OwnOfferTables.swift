/// What Offers keeps of a member, for their own data.
extension OwnTable {
    static let ofOffers: [OwnTable] = [
        OwnTable(
            name: "offers", members: ["offerer_id", "submitter_id"],
            shows: [
                "id", "offerer_id", "submitter_id", "created_at", "changed_at", "state", "title", "description",
                "conditions",
            ],
            sealed: [Sealed(column: "sealed", key: .of("id"), context: ["id"])]),
        // What one answers for is told by its number.
        OwnTable(name: "offers", members: ["owner_id"], shows: ["id", "state"]),
        OwnTable(
            name: "offer_uses", members: ["asked_by", "answerer_id"],
            shows: [
                "offer_id", "need_id", "asked_by", "answerer_id", "quantity", "state", "asked_at", "promised_by",
                "answered_at",
            ]),
        OwnTable(name: "offer_verifications", members: ["member_id"], shows: ["offer_id", "confidence", "at"]),
        OwnTable(name: "offer_looks", members: ["member_id"], shows: ["offer_id", "at"]),
    ]
}
