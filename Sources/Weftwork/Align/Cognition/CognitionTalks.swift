internal import Database
internal import Engine

extension CognitionActs {
    /// What the conversations came to, as far as whoever looks may see it: each by its own rule of who sees what when.
    static func talks(_ conversations: ConversationActs) -> Talks {
        { viewer, network in
            var talks: [CognitionTalk] = []
            for view in try await conversations.list(most: mostTalks, for: viewer, in: network).views {
                let conversation = view.conversation
                var shared: [Text] = [], rejected: [Text] = [], divided: [Text] = []
                if view.untilShown == nil {
                    let result = try await conversations.result(
                        conversation.id, for: ConversationVisitor(viewer: viewer), in: network)
                    func words(_ tallies: [StatementTally]) -> [Text] {
                        tallies.prefix(mostStatements).map { .verbatim($0.statement.words) }
                    }
                    shared = words(result.shared.filter { $0.informed.side == .agree }.map(\.tally))
                    rejected = words(result.shared.filter { $0.informed.side == .disagree }.map(\.tally))
                    divided = words(result.dividing.map(\.tally))
                }
                talks.append(
                    CognitionTalk(
                        title: .verbatim(conversation.question), path: "/conversations/\(conversation.id)",
                        people: view.people, shared: shared, rejected: rejected, divided: divided))
            }
            return talks
        }
    }

    /// The newest talks, and of each what stands out.
    private static let mostTalks = 6
    private static let mostStatements = 5
}
