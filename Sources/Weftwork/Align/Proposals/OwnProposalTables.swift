/// What proposals keep of a member, for their own data.
extension OwnTable {
    static let ofProposals: [OwnTable] = [
        OwnTable(
            name: "proposals", members: ["proposer_id", "owner_id", "facilitator_id", "asked_id"],
            shows: [
                "id", "question", "context", "method", "state", "created_at", "proposer_id", "owner_id",
                "facilitator_id", "asked_id", "opened_at", "closed_at", "decided_at", "review_at",
            ]),
        OwnTable(
            name: "proposal_versions", members: ["by_id"],
            shows: ["proposal_id", "number", "question", "context", "reason", "at"]),
        OwnTable(
            name: "proposal_voices", members: ["voice_id"],
            shows: ["proposal_id", "kind", "standing", "sector", "region", "joined_at", "asked_version", "is_recent"]),
        OwnTable(
            name: "proposal_stances", members: ["by_id"],
            shows: ["proposal_id", "voice_id", "position", "test", "version", "at", "number"],
            sealed: [Sealed(column: "reason", key: .own, context: ["proposal_id", "voice_id"])]),
        OwnTable(
            name: "proposal_stance_log", members: ["by_id"],
            shows: ["proposal_id", "voice_id", "number", "position", "test", "version", "at"],
            sealed: [Sealed(column: "reason", key: .own, context: ["proposal_id", "voice_id"])]),
        OwnTable(
            name: "proposal_advice", members: ["member_id"], shows: ["proposal_id", "voice_id", "position", "at"],
            sealed: [Sealed(column: "reason", key: .own, context: ["proposal_id", "member_id"])]),
        OwnTable(
            name: "proposal_waits", members: ["by_id"], shows: ["proposal_id", "voice_id", "until_at", "at"],
            sealed: [Sealed(column: "reason", key: .own, context: ["proposal_id", "voice_id"])]),
        OwnTable(
            name: "proposal_outcomes", members: ["by_id"],
            shows: ["proposal_id", "verdict", "words", "met", "at", "review_at"]),
        OwnTable(name: "proposal_reviews", members: ["by_id"], shows: ["proposal_id", "kind", "words", "at"]),
    ]
}
