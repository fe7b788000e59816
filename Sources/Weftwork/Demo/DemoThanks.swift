internal import Database

/// Thanks and a certificate in the demonstration: what was played in is weighed, one volunteer shows hers.
extension Demonstration {
    static func addThanks(_ people: [String: Member], _ app: App) async throws {
        try await app.points.sweep()
        guard let lead = people["coordinator"], let volunteer = people["volunteer"] else { return }
        let network = lead.networkID, she = Viewer(.member(volunteer), language: .zh)
        let badge = try await app.badges.give(
            BadgeDraft(
                kind: BadgeKind.trained.key, about: DemoThanksWords.about, evidence: DemoThanksWords.evidence),
            to: volunteer.id, by: Viewer(.member(lead), language: .zh), in: network)
        try await app.badges.choose(
            BadgeChoice(isShown: true, showsName: true), of: badge.id, by: she, in: network)
        try await app.points.choose(
            ThanksChoice(onProfile: true, inOrganisation: true, byName: true), by: she, in: network)
    }
}
