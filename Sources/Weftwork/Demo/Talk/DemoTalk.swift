internal import Database
internal import Engine

/// A conversation of the demonstration: its members, and people who came by the public page, in two ways of seeing it.
extension Demonstration {
    static func addConversation(_ people: [String: Member], _ app: App) async throws {
        guard let host = people["coordinator"] else { return }
        let network = host.networkID, acts = app.conversations
        func viewer(_ member: Member) -> Viewer { Viewer(.member(member), language: .zh) }
        let draft = ConversationDraft(
            question: DemoTalkWords.question, background: DemoTalkWords.background, who: "public", moderation: "before",
            showsAfter: "3", seeds: DemoTalkWords.statements.joined(separator: "\n"))
        let talk = try await acts.open(draft, by: viewer(host), in: network)
        let asked = try await app.database.read { db in try db.statements(of: talk.id, in: network) }
        let members = people.values.filter { $0.id != host.id }.sorted { $0.id < $1.id }
            .map { ConversationVisitor(viewer: viewer($0)) }
        let strangers = (0..<16).map { _ in
            ConversationVisitor(viewer: Viewer(.anonymous, language: .zh), device: acts.newDevice(for: talk))
        }
        var random = SplitMix64(seed: 43)
        for (place, visitor) in (members + strangers).enumerated() {
            for (number, statement) in asked.enumerated() where Int.random(in: 0..<10, using: &random) > 0 {
                let agrees =
                    number < DemoTalkWords.shared
                    ? Int.random(in: 0..<12, using: &random) > 0
                    : (place + number) % 2 == 0
                        ? Int.random(in: 0..<8, using: &random) > 0 : Int.random(in: 0..<8, using: &random) == 0
                let isPass = Int.random(in: 0..<9, using: &random) == 0
                _ = try await acts.answer(
                    isPass ? .pass : agrees ? .agree : .disagree, to: statement.id, in: talk.id, by: visitor,
                    of: network)
            }
        }
        guard let first = strangers.first else { return }
        _ = try await acts.say(DemoTalkWords.said, in: talk.id, by: first, of: network)
    }
}
