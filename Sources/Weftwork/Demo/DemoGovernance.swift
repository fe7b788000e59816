internal import Database

/// Rules of the demonstration, adopted together, with a council for which somebody is named; whoever comes in at the end of the day is
/// asked what was agreed.
extension Demonstration {
    static func addGovernance(_ people: [String: Member], _ app: App) async throws {
        guard let lead = people["coordinator"], let partner = people["partner"] else { return }
        let network = lead.networkID
        func viewer(_ member: Member) -> Viewer { Viewer(.member(member), language: .zh) }
        var draft = GovernanceDraft(settings: ["hasCouncil": "yes", "hasOversight": "yes", "quorum": "60"])
        for (part, words) in DemoGovernanceWords.parts {
            draft.texts[part] = [.zh: words(.zh), .en: words(.en)]
        }
        let written = try await app.governance.save(draft, by: viewer(lead), in: network)
        let asked = try await app.governance.ask(
            written.mark, reason: DemoGovernanceWords.reason, by: viewer(lead), in: network)
        let everybody = try await app.database.read { db in
            try VoiceReading.voices(of: network, counting: asked.terms.unit, db).voices.flatMap(\.speakers)
        }
        for id in everybody {
            guard let member = try await app.database.read({ db in try db.member(id, in: network) }) else { continue }
            try await app.proposals.perform(
                .answer(voice: nil, .consent, reason: ""), on: asked.id, by: viewer(member), in: network)
        }
        try await app.proposals.perform(.close, on: asked.id, by: viewer(lead), in: network)
        try await app.proposals.perform(
            .decide(ProposalDecision(words: DemoGovernanceWords.outcome)), on: asked.id, by: viewer(lead), in: network)
        _ = try await app.governance.name(
            partner.id.description, for: .council, DemoGovernanceWords.named, by: viewer(lead), in: network)
    }
}
