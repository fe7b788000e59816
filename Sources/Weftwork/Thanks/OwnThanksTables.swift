/// What Thanks keeps of a member, for their own data.
extension OwnTable {
    static let ofThanks: [OwnTable] = [
        OwnTable(
            name: "awards", members: ["member_id", "by_id"],
            shows: [
                "id", "kind", "object_id", "round", "points", "cut", "at", "version", "reverses", "member_id", "by_id",
            ],
            sealed: [Sealed(column: "reason", key: .own, context: ["id"])]),
        OwnTable(
            name: "thanks_choices", members: ["member_id"],
            shows: ["on_profile", "in_organisation", "by_name", "changed_at"]),
        OwnTable(
            name: "award_rulings", members: ["by_id"], shows: ["version", "rules", "day_cap", "reason", "at", "by_id"]),
        OwnTable(
            name: "badges", members: ["member_id", "by_id", "revoked_by"],
            shows: [
                "id", "kind", "about", "evidence", "issued_at", "key_id", "member_id", "by_id", "subject", "revoked_at",
                "revoked_by", "is_shown", "shows_name", "has_mail",
            ], sealed: [Sealed(column: "reason", key: .own, context: ["id"])]),
        OwnTable(
            name: "badge_kinds", members: ["by_id"],
            shows: ["id", "name_zh", "name_en", "criteria_zh", "criteria_en", "at", "by_id"]),
    ]
}
