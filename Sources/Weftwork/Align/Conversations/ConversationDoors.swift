internal import Database

/// Who comes through a door: members by their session, others by the mark of their device.
struct ConversationDoors: Sendable {
    let acts: ConversationActs
    let limiter: RateLimiter

    /// So often an hour one address tries links and lets new devices in; a hall full of people has one address.
    private static let triesPerHour = 3000
    private static let devicesPerHour = 1000
    /// So much one person does: a tap a second for ten minutes is more than anybody reads.
    private static let answersPerTenMinutes = 400
    private static let statementsPerHour = 12

    /// Programs without an account say by this which device they are.
    static let header = "x-participant"

    static func cookieName(_ id: ID) -> String { "weft_c_\(id)" }

    /// Who asks, in the conversation of this id.
    func visitor(_ ask: Ask, in conversation: ID) -> ConversationVisitor {
        let text = ask.headers[ConversationDoors.header] ?? ask.cookie(ConversationDoors.cookieName(conversation))
        return ConversationVisitor(
            viewer: ask.viewer, device: acts.device(text, in: conversation), remote: ask.remote)
    }

    /// Remembers the device that was let in.
    func marking(_ answer: Answer, _ device: String, _ conversation: Conversation, _ ask: Ask) -> Answer {
        let slug = ask.network?.slug
        return answer.settingCookie(
            ConversationDoors.cookieName(conversation.id), device, maxAge: NeedRoutes.markLifetime,
            isSecure: acts.members.configuration.isSecure,
            path: slug.map { "/n/\($0)/conversations/\(conversation.id)" } ?? "/")
    }

    func countTry(_ ask: Ask) async throws {
        try await limiter.check(
            .conversation, "from \(ask.remote)", limit: ConversationDoors.triesPerHour, per: Time.hour,
            now: acts.world.now())
    }

    /// A new device for whoever has none: only as many as one place can hold.
    func newDevice(for conversation: Conversation, _ ask: Ask) async throws -> String {
        try await limiter.check(
            .conversation, "devices \(ask.remote)", limit: ConversationDoors.devicesPerHour, per: Time.hour,
            now: acts.world.now())
        return acts.newDevice(for: conversation)
    }

    func countAnswer(_ visitor: ConversationVisitor, in conversation: ID) async throws {
        guard !visitor.viewer.isOperator else { return }
        try await limiter.check(
            .conversation, "answers \(conversation) \(name(of: visitor))",
            limit: ConversationDoors.answersPerTenMinutes,
            per: 10 * Time.minute, now: acts.world.now())
    }

    func countStatement(_ visitor: ConversationVisitor, in conversation: ID) async throws {
        guard !visitor.viewer.isOperator else { return }
        try await limiter.check(
            .conversation, "statements \(conversation) \(name(of: visitor))",
            limit: ConversationDoors.statementsPerHour,
            per: Time.hour, now: acts.world.now())
    }

    private func name(of visitor: ConversationVisitor) -> String {
        visitor.viewer.member?.id.description ?? visitor.device ?? visitor.remote
    }

    /// Who said something without an account, for the appeal: known by their device.
    func author(_ visitor: ConversationVisitor, in conversation: ID, of network: ID) async throws -> Viewer {
        guard visitor.viewer.member == nil else { return visitor.viewer }
        let person = try await acts.database.read { db -> ConversationParticipant? in
            guard let found = try db.conversation(conversation, in: network) else { return nil }
            return try acts.participant(visitor, in: found, db)
        }
        guard let person else { throw Refusal.notFound }
        return Viewer(.requester(need: person.id, full: true), language: visitor.viewer.language)
    }
}
