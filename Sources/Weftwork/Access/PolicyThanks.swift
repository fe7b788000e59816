/// Who may do what about points, badges and certificates.
extension PolicyRow {
    static let ofThanks: [PolicyRow] = [
        PolicyRow(.seePoints, [.everyone], "By which rules people are thanked is public."),
        PolicyRow(
            .keepPoints, [.role(.coordinator), .steward],
            "Whoever answers for the network changes its rules, with a reason that everybody reads."),
        PolicyRow(
            .reverseAward, [.role(.coordinator), .steward],
            "What went wrong is taken back by those who lead, with a reason that its owner reads."),
        PolicyRow(
            .confirmShift, [.role(.coordinator), .role(.dispatcher), .steward],
            "That somebody was on shift is said by whoever leads and saw it, never of oneself."),
        PolicyRow(.seeThanks, [.member], "What one is thanked for is one's own; sums hold only those who agreed."),
        PolicyRow(
            .seeCertificate, [.everyone], "A certificate is checked by strangers; its holder says what stands there."),
        PolicyRow(
            .giveBadge, [.role(.trainer), .role(.coordinator), .steward],
            "Whoever trains or leads gives a certificate, never to themselves, and revokes it with a reason."),
        PolicyRow(
            .keepBadges, [.role(.coordinator), .steward],
            "What a network gives, and which key signs it, is for those who answer for it."),
        PolicyRow(.ownBadges, [.member], "What of one's certificates is shown is one's own to say."),
    ]
}
