internal import Database

extension CognitionActs {
    /// What the conversations came to, as far as whoever looks may see it: each by its own rule of who sees what when.
    static func talks(_ conversations: ConversationActs) -> Talks {
        { viewer, network in
            var talks: [CognitionTalk] = []
            for view in try await conversations.list(most: mostTalks, for: viewer, in: network).views {
                let conversation = view.conversation
                var shared: [Text] = [], divided: [Text] = []
                if view.untilShown == nil {
                    let result = try await conversations.result(
                        conversation.id, for: ConversationVisitor(viewer: viewer), in: network)
                    shared = result.shared.prefix(mostStatements).map { .verbatim($0.tally.statement.words) }
                    divided = result.dividing.prefix(mostStatements).map { .verbatim($0.tally.statement.words) }
                }
                talks.append(
                    CognitionTalk(
                        title: .verbatim(conversation.question), path: "/conversations/\(conversation.id)",
                        people: view.people, shared: shared, divided: divided))
            }
            return talks
        }
    }

    /// The newest talks, and of each what stands out.
    private static let mostTalks = 6
    private static let mostStatements = 5
}
