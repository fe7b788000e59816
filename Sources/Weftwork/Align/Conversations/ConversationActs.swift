internal import Database
internal import Engine

/// What is done in conversations. One function for each act, whatever door it came through.
struct ConversationActs: Sendable {
    let members: MemberActs
    let keepers: ConversationKeepers
    /// Where what a conversation showed can go on.
    let outlets: StatementOutlets

    init(members: MemberActs, outlets: StatementOutlets = StatementOutlets()) {
        self.members = members
        self.outlets = outlets
        keepers = ConversationKeepers(database: members.database)
    }

    var database: any Database { members.database }
    var world: World { members.world }
    var vault: Vault { members.vault }

    // MARK: Opening

    /// Asks a question of all.
    ///
    /// - Throws: ``Refusal/invalid(_:)``, ``Refusal/forbidden(_:)`` where others than members may answer and whoever opens it may
    ///   not let them.
    func open(
        _ draft: ConversationDraft, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> Conversation {
        try Policy.require(.openConversation, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        let zone = try await zone(of: member), who = try ConversationRules.who(draft.who)
        guard who == .members || ConversationRules.mayOpenToOthers(member) else {
            throw Refusal.forbidden(ConversationWords.notToOthers)
        }
        let seeds = try ConversationRules.seeds(draft.seeds)
        let made = Conversation(
            id: world.newID(), networkID: network, question: try ConversationRules.question(draft.question),
            background: try ConversationRules.background(draft.background ?? ""), who: who,
            moderation: try ConversationRules.moderation(draft.moderation, for: who),
            showsAfter: try ConversationRules.showsAfter(draft.showsAfter), hostID: member.id, openedAt: now,
            closesAt: try ConversationRules.closes(draft.closes, zone: zone, now: now), linkVersion: 1,
            isImported: false)
        return try await database.write { db in
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.conversation(earlier, in: network)
            {
                return known
            }
            try db.insert(made)
            for words in seeds { try addSeed(words, to: made, db) }
            try db.touch(made.id, in: network)
            try record(.conversationOpened, made, by: viewer, db, [("question", .text(made.question))])
            try db.remember(once, object: made.id, by: viewer, in: network, at: now)
            return made
        }
    }

    /// Where somebody lives, as they said it.
    func zone(of member: Member) async throws -> String? {
        try await members.profile(of: member.personID).first { $0.field == .timeZone && !$0.text.isEmpty }?.text
    }

    func record(
        _ kind: Event.Kind, _ conversation: Conversation, by viewer: Viewer, _ db: any Connection,
        _ details: [(String, EventValue)] = [], audience: Audience? = nil
    ) throws {
        try members.record(
            kind, on: conversation.id, in: conversation.networkID, by: viewer,
            audience: audience ?? conversation.audience, db, details)
    }

    // MARK: Keeping

    /// The conversation, for whoever keeps it.
    func kept(_ id: ID, by viewer: Viewer, in network: ID, _ db: any Connection) throws -> Conversation {
        guard let conversation = try db.conversation(id, in: network) else { throw Refusal.notFound }
        try Policy.require(.keepConversation, viewer, ties: ConversationRules.ties(conversation, viewer))
        return conversation
    }

    /// Changes how a conversation is led, adds statements to begin with, makes its link anew, ends it. What has ended already is ended.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` where it is over, or the result would be shown earlier than was promised.
    func perform(
        _ action: ConversationAction, on id: ID, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> Conversation {
        let now = world.now(), member = viewer.member
        if case .close = action {
            let closed = try await end(by: viewer) { db in
                let conversation = try kept(id, by: viewer, in: network, db)
                return conversation.closedAt == nil ? conversation : nil
            }
            if let closed { return closed }
            return try await database.read { db in try kept(id, by: viewer, in: network, db) }
        }
        let zone = try await member.asyncMap { try await self.zone(of: $0) } ?? nil
        return try await database.write { db in
            var conversation = try kept(id, by: viewer, in: network, db)
            guard try db.earlier(once, by: viewer, in: network) == nil else { return conversation }
            guard conversation.isOpen(at: now) else { throw Refusal.conflict(ConversationWords.isOver) }
            switch action {
            case .change(let draft): try change(&conversation, draft, zone, db)
            case .seed(let typed):
                let seeds = try ConversationRules.seeds(typed)
                guard !seeds.isEmpty else { throw Refusal.invalid("seeds", ConversationWords.statementMissing) }
                for words in seeds { try addSeed(words, to: conversation, db) }
                try db.moved(conversation, world)
            case .renewLink: conversation.linkVersion += 1
            case .close: return conversation
            }
            try db.save(conversation)
            try record(
                .conversationChanged, conversation, by: viewer, db, [("what", .text(action.name))], audience: .members)
            try db.remember(once, object: id, by: viewer, in: network, at: now)
            return conversation
        }
    }

    private func change(
        _ conversation: inout Conversation, _ draft: ConversationDraft, _ zone: String?, _ db: any Connection
    ) throws {
        if !draft.question.isEmpty, Clean.sentence(draft.question) != conversation.question {
            // Another question under the same answers would be another conversation.
            guard try db.head(of: conversation.id, in: conversation.networkID).lastVote == 0 else {
                throw Refusal.invalid("question", ConversationWords.questionStands)
            }
            conversation.question = try ConversationRules.question(draft.question)
        }
        if let typed = draft.background { conversation.background = try ConversationRules.background(typed) }
        if let typed = draft.moderation {
            conversation.moderation = try ConversationRules.moderation(typed, for: conversation.who)
        }
        if let typed = draft.showsAfter {
            let shows = try ConversationRules.showsAfter(typed)
            guard !ConversationRules.isLoosened(shows, than: conversation.showsAfter) else {
                throw Refusal.invalid("showsAfter", ConversationWords.notLoosened)
            }
            conversation.showsAfter = shows
        }
        if let typed = draft.closes {
            conversation.closesAt = try ConversationRules.closes(typed, zone: zone, now: world.now())
        }
    }

    // MARK: The link

    private func linkKind(_ version: Int) -> String { "conversation \(version)" }

    /// The link by which people without an account come in; nothing where only members may answer.
    func link(of conversation: Conversation) -> String? {
        guard conversation.who == .link else { return nil }
        let code = vault.linkCode(linkKind(conversation.linkVersion), conversation.id)
        return "\(members.configuration.publicURL)/talk/\(code)"
    }

    /// The conversation to which a link leads.
    /// - Throws: ``Refusal/notFound`` for a link that was never given out, or was made anew since.
    func conversation(ofLink code: String) async throws -> Conversation {
        guard let bytes = Base64URL.decode(code), bytes.count == 28, let id = ID(bytes: bytes.prefix(16)) else {
            throw Refusal.notFound
        }
        let found = try await database.read { db -> Conversation? in
            guard let network = try db.network(ofConversation: id) else { return nil }
            return try db.conversation(id, in: network)
        }
        guard let found, found.who == .link, vault.id(linkKind(found.linkVersion), ofLinkCode: code) == id else {
            throw Refusal.notFound
        }
        return found
    }

    /// What a new device bears: chance, and that this server let it in.
    func newDevice(for conversation: Conversation) -> String {
        let chance = world.bytes(16)
        return Base64URL.encode(chance + deviceMark(chance, conversation.id))
    }

    private func deviceMark(_ chance: [UInt8], _ conversation: ID) -> [UInt8] {
        Array(vault.fingerprint("conversation device", "\(conversation) \(Base64URL.encode(chance))").prefix(12))
    }

    /// The device, where this server let it into the conversation.
    func device(_ text: String?, in conversation: ID) -> String? {
        guard let text, let bytes = Base64URL.decode(text), bytes.count == 28,
            Sodium.equal(Array(bytes.suffix(12)), deviceMark(Array(bytes.prefix(16)), conversation))
        else { return nil }
        return text
    }

    func deviceKey(_ device: String) -> [UInt8] { vault.fingerprint("conversation participant", device) }
}

/// What the host does.
enum ConversationAction: Sendable {
    case change(ConversationDraft)
    /// More statements to begin with, one a line.
    case seed(String)
    /// The link that went round opens nothing any more; whoever came by it stays.
    case renewLink
    case close

    static let names = ["change", "seed", "renewLink", "close"]

    var name: String {
        switch self {
        case .change: "change"
        case .seed: "seed"
        case .renewLink: "renewLink"
        case .close: "close"
        }
    }

    init(_ name: String?, _ draft: ConversationDraft) throws(Refusal) {
        switch name {
        case "change": self = .change(draft)
        case "seed": self = .seed(draft.seeds)
        case "renewLink": self = .renewLink
        case "close": self = .close
        default: throw .invalid("action", SiteWords.badChoice(ConversationAction.names, name))
        }
    }
}

extension Optional where Wrapped: Sendable {
    fileprivate func asyncMap<T: Sendable>(_ body: (Wrapped) async throws -> T) async throws -> T? {
        switch self {
        case .some(let value): try await body(value)
        case .none: nil
        }
    }
}
