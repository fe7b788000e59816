internal import Database
internal import Engine

/// The doors of conversations for programs.
struct ConversationAPI: Sendable {
    let acts: ConversationActs
    let doors: ConversationDoors
    let hub: Hub

    static let root = "/api/v1/networks/{slug}/conversations"

    var endpoints: [Endpoint] {
        keeping + takingPart + showing + [
            Endpoint(.get, "\(ConversationRoutes.root)/{id}/live", .seeConversations, .page, handle: live)
        ]
    }

    /// Words, and what is done about them.
    struct WordsBody: Decodable {
        let words: String?
        let action: String?
        let reason: String?
        let outlet: String?
        let target: String?
    }

    func visitor(_ ask: Ask) throws -> (network: Network, id: ID, visitor: ConversationVisitor) {
        let id = try ask.id("id")
        return (try ask.requireNetwork(), id, doors.visitor(ask, in: id))
    }

    /// For pages, at their own address: a device's mark is sent to no other.
    func live(_ ask: Ask) async throws -> Answer {
        let found = try visitor(ask)
        let view = try await acts.view(found.id, for: found.visitor, in: found.network.id)
        let newest = try await acts.database.read { db in try db.newestEvent(in: found.network.id) }
        let last = (ask.headers["last-event-id"] ?? ask.query["last_event_id"]).flatMap { Int64($0) }
        let feed = LiveFeed(hub: hub, database: acts.database, vault: acts.vault)
        return feed.answer(
            found.network.id, view.conversation.audience, after: last ?? newest, newest: newest
        ) { event in
            guard event.objectID == found.id, event.kind == .conversationMoved || event.kind == .conversationClosed
            else {
                return nil
            }
            return Array("{}".utf8)
        }
    }
}
