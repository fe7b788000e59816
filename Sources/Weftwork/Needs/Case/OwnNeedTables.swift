/// What Needs keeps of a member, for their own data.
extension OwnTable {
    static let ofNeeds: [OwnTable] = [
        OwnTable(
            name: "needs", members: ["submitter_id"],
            shows: ["id", "code", "created_at", "changed_at", "state", "title"]),
        // What one answers for is told by its number: its words are the requester's.
        OwnTable(name: "needs", members: ["owner_id"], shows: ["id", "code", "state"]),
        OwnTable(name: "needs", members: ["answered_by"], shows: ["id", "code", "answered_at", "is_in_time"]),
        OwnTable(
            name: "claims", members: ["member_id"],
            shows: [
                "id", "need_id", "quantity", "delivered", "usable", "state", "promised_by", "note", "carrier",
                "waybill", "parting",
                "created_at", "changed_at", "delivered_at",
            ]),
        OwnTable(
            name: "deliveries", members: ["member_id"], shows: ["claim_id", "at", "is_well_verified", "title"]),
        OwnTable(name: "calls", members: ["member_id"], shows: ["need_id", "channel", "outcome", "note", "at"]),
        OwnTable(
            name: "verifications", members: ["member_id"], shows: ["need_id", "round", "confidence", "note", "at"]),
        OwnTable(
            name: "reveals", members: ["member_id", "approved_by"],
            shows: ["need_id", "member_id", "purpose", "at", "is_desk", "by_operator", "export_id", "approved_by"]),
        OwnTable(
            name: "look_stops", members: ["member_id", "ended_by"],
            shows: ["member_id", "from_at", "ended_at", "ended_by"]),
        OwnTable(
            name: "private_exports", members: ["asked_by", "decided_by"],
            shows: [
                "asked_by", "filter", "needs", "contacts", "asked_at", "state", "decided_by", "decided_at",
                "downloaded_at",
            ]),
        OwnTable(
            name: "handovers", members: ["from_id", "to_id"],
            shows: ["need_id", "from_id", "to_id", "state", "note", "at"]),
        OwnTable(
            name: "shifts", members: ["member_id", "planned_by"],
            shows: ["desk", "starts_at", "ends_at", "member_id", "planned_by"]),
        OwnTable(
            name: "let_through", members: ["member_id", "by_id"], shows: ["need_id", "member_id", "by_id", "at"]),
        OwnTable(name: "merges", members: ["member_id"], shows: ["need_id", "into_id", "state", "at"]),
        OwnTable(name: "distinct_pairs", members: ["member_id"], shows: ["need_id", "other_id", "at"]),
        OwnTable(name: "disputes", members: ["owner_id"], shows: ["need_id", "claim_id", "state", "outcome", "at"]),
        OwnTable(name: "queue_skips", members: ["member_id"], shows: ["need_id", "at"]),
        OwnTable(name: "briefings_read", members: ["member_id"], shows: ["topic", "version", "at"]),
        OwnTable(
            name: "seconds", members: ["member_id", "by_id"],
            shows: ["need_id", "claim_id", "training", "member_id", "by_id", "state", "at"]),
        OwnTable(
            name: "co_signs", members: ["member_id", "signer_id"],
            shows: ["member_id", "signer_id", "need_id", "state", "more", "asked_at", "answered_at", "until_at"]),
        OwnTable(name: "rings", members: ["member_id"], shows: ["need_id", "number", "at", "taken_at"]),
        OwnTable(name: "bursts", members: ["by_id"], shows: ["began_at", "until", "ended_at"]),
        OwnTable(name: "reserve_calls", members: ["member_id"], shows: ["asked_at", "comes", "answered_at"]),
        OwnTable(
            name: "known_institutions", members: ["member_id", "ended_by"],
            shows: ["name", "need_id", "member_id", "at", "until", "ended_at", "ended_by"]),
        OwnTable(
            name: "second_looks", members: ["first_id", "member_id"],
            shows: ["need_id", "first_id", "member_id", "drawn_at", "answer", "at"]),
        OwnTable(name: "need_ends", members: ["by_id"], shows: ["need_id", "ending", "at"]),
        OwnTable(name: "need_thanks", members: ["object_id"], shows: ["need_id", "reason", "ending", "told_at"]),
        OwnTable(name: "breaks", members: ["member_id"], shows: ["starts_at", "ends_at"]),
        OwnTable(name: "paper_batches", members: ["by_id"], shows: ["id", "place", "issued_at"]),
        OwnTable(
            name: "slips", members: ["member_id"], shows: ["need_id", "claim_id", "made_at", "until", "ended_at"]),
        OwnTable(name: "emergencies", members: ["lead_id"], shows: ["name", "phase", "opened_at"]),
        OwnTable(name: "emergency_steps", members: ["by_id"], shows: ["emergency_id", "phase", "at"]),
        OwnTable(name: "emergency_handovers", members: ["by_id"], shows: ["emergency_id", "object_id", "kind", "at"]),
        OwnTable(
            name: "emergency_reviews", members: ["by_id"],
            shows: ["emergency_id", "went_well", "to_change", "written_at"]),
        OwnTable(
            name: "restrictions", members: ["by_id", "lifted_by"],
            shows: ["id", "authority", "set_at", "changed_at", "lifted_at", "by_id", "lifted_by"]),
        OwnTable(
            name: "permits", members: ["for_id", "stated_by", "decided_by"],
            shows: [
                "need_id", "restriction_id", "for_id", "stated_by", "until_at", "state", "decided_by", "decided_at",
                "at",
            ]),
        OwnTable(
            name: "official_ways", members: ["by_id", "answered_by"],
            shows: ["need_id", "restriction_id", "by_id", "at", "due_at", "outcome", "answered_by", "answered_at"]),
        OwnTable(
            name: "need_referrals", members: ["from_id"],
            shows: ["need_id", "state", "consent", "at", "due_at", "settled_at"]),
        OwnTable(name: "queue_locks", members: ["member_id"], shows: ["need_id", "until"]),
    ]
}

extension NeedActs {
    var ownTables: [OwnTable] { OwnTable.ofNeeds + OwnTable.ofDiscussion }
}
