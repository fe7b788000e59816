internal import Database
internal import Engine

/// What somebody who takes part sees: one statement to answer, and how far they have come.
struct ConversationTurn: Sendable {
    let view: ConversationView
    /// What is asked; nothing once all is answered, or where nobody asks any more.
    let next: ConversationStatement?
    /// What one answered last, to be changed.
    let last: OwnAnswer?
    /// One's own statements that wait or were taken out.
    let said: [ConversationStatement]
}

extension ConversationActs {
    /// A list of conversations as `viewer` may know of them.
    func list(
        after: ConversationCursor? = nil, most: Int = 30, for viewer: Viewer, in network: ID
    ) async throws -> (views: [ConversationView], next: ConversationCursor?, total: Int) {
        try Policy.require(.seeConversations, viewer)
        let publicOnly = isOutside(viewer, network), now = world.now()
        return try await database.read { db in
            let found = try db.conversations(
                in: network, publicOnly: publicOnly, after: after, limit: most + 1, now: now)
            let shown = Array(found.prefix(most))
            let views = try shown.map { try view(of: $0, for: ConversationVisitor(viewer: viewer), db) }
            return (
                views, found.count > most ? shown.last.map { ConversationCursor($0, now: now) } : nil,
                try db.conversationCount(in: network, publicOnly: publicOnly)
            )
        }
    }

    /// Sees only what everybody may.
    func isOutside(_ viewer: Viewer, _ network: ID) -> Bool {
        viewer.member.map { $0.networkID != network || $0.isSuspended } ?? !viewer.isOperator
    }

    func view(_ id: ID, for visitor: ConversationVisitor, in network: ID) async throws -> ConversationView {
        try Policy.require(.seeConversations, visitor.viewer)
        return try await database.read { db in
            try view(of: try admitted(id, visitor, in: network, db), for: visitor, db)
        }
    }

    /// Known by a handful of look-ups, however many answers there are.
    func view(
        of conversation: Conversation, for visitor: ConversationVisitor, _ db: any Connection
    ) throws -> ConversationView {
        let network = conversation.networkID, now = world.now()
        let head = try db.head(of: conversation.id, in: network)
        let counts = try db.statementCounts(of: conversation.id, in: network)
        let kinds = try db.participantCounts(in: conversation.id, of: network)
        let person = try participant(visitor, in: conversation, db)
        let own = try person.map { try db.ownCount(of: $0.id, in: conversation.id, of: network) } ?? 0
        let open = counts[.open] ?? 0
        let host = try db.names(of: [conversation.hostID], in: network)[conversation.hostID] ?? ""
        return ConversationView(
            conversation: conversation, head: head, hostName: host, openCount: open,
            waitingCount: counts[.waiting] ?? 0,
            people: kinds.values.reduce(0, +), byLink: kinds[.device] ?? 0, answers: Int(head.lastVote), own: own,
            mayAnswer: conversation.isOpen(at: now) && ConversationRules.admits(conversation, visitor),
            keeps: ConversationRules.keeps(conversation, visitor.viewer),
            untilShown: ConversationRules.untilShown(conversation, own: own, open: open, now: now))
    }

    /// What is asked next: drawn by priority from what the answers showed a moment ago; the same until one has answered.
    func turn(_ id: ID, for visitor: ConversationVisitor, in network: ID) async throws -> ConversationTurn {
        try Policy.require(.seeConversations, visitor.viewer)
        let found = try await database.read { db in
            let conversation = try admitted(id, visitor, in: network, db)
            let person = try participant(visitor, in: conversation, db)
            return (
                conversation: conversation, person: person,
                answers: try person.map { try db.answers(of: $0.id, in: id, of: network) } ?? [:],
                statements: try db.statements(of: id, in: network),
                last: try person.flatMap { try db.lastAnswer(of: $0.id, in: id, of: network) },
                view: try view(of: conversation, for: visitor, db)
            )
        }
        var next: ConversationStatement?
        if found.view.mayAnswer, found.statements.contains(where: { $0.state == .open && found.answers[$0.id] == nil })
        {
            let picture = try await keepers.keeper(of: id).pictureForAsking(of: found.conversation, clock: world.now)
            let priorities = picture.priorities()
            // A device that has answered nothing yet is nobody: what it is asked first follows from its secret.
            let seed =
                found.person?.seed ?? visitor.device.map { vault.shortFingerprint("conversation seed", $0) }
                ?? visitorSeed(visitor, id)
            next = ConversationRules.next(
                of: found.statements, answered: Set(found.answers.keys),
                priority: { priorities[$0.id] ?? ConversationPicture.unanswered },
                draw: ConversationRules.draw(seed: seed, answered: found.answers.count))
        }
        let last = found.last.flatMap { last in found.statements.first { $0.id == last.statement && $0.state == .open }
        }
        let said = found.statements.filter { $0.participantID != nil && $0.participantID == found.person?.id }
        return ConversationTurn(
            view: found.view, next: next,
            last: last.flatMap { statement in
                found.answers[statement.id].map { OwnAnswer(statement: statement, answer: $0) }
            }, said: said)
    }

    private func visitorSeed(_ visitor: ConversationVisitor, _ id: ID) -> Int64 {
        vault.shortFingerprint("conversation seed", "\(id) \(visitor.viewer.member?.id.description ?? "")")
    }

    /// What somebody has answered, in the order of the statements.
    func ownAnswers(
        _ id: ID, of visitor: ConversationVisitor, in network: ID
    ) async throws -> (view: ConversationView, answers: [OwnAnswer]) {
        try Policy.require(.seeConversations, visitor.viewer)
        return try await database.read { db in
            let conversation = try admitted(id, visitor, in: network, db)
            let answers =
                try participant(visitor, in: conversation, db)
                .map { try db.answers(of: $0.id, in: id, of: network) } ?? [:]
            let own = try db.statements(of: id, in: network).filter { $0.state == .open }.compactMap { statement in
                answers[statement.id].map { OwnAnswer(statement: statement, answer: $0) }
            }
            return (try view(of: conversation, for: visitor, db), own)
        }
    }

    /// What the host works with: what waits, what is asked, what was taken out; and what of it another judges.
    func desk(
        _ id: ID, for viewer: Viewer, in network: ID
    ) async throws -> (view: ConversationView, statements: [ConversationStatement], link: String?, left: Set<ID>) {
        try await database.read { db in
            let conversation = try kept(id, by: viewer, in: network, db)
            let statements = try db.statements(of: id, in: network)
            return (
                try view(of: conversation, for: ConversationVisitor(viewer: viewer), db), statements,
                link(of: conversation), try leftToOthers(statements, of: conversation, by: viewer, db)
            )
        }
    }

    /// What was done about statements, for everybody who may see the conversation: never their words, never by whom.
    func log(
        _ id: ID, for visitor: ConversationVisitor, in network: ID
    ) async throws -> (
        view: ConversationView, steps: [(number: Int, step: ConversationStep)],
        counts: [ConversationStatement.State: Int]
    ) {
        try Policy.require(.seeConversations, visitor.viewer)
        return try await database.read { db in
            let conversation = try admitted(id, visitor, in: network, db)
            let numbers = Dictionary(
                uniqueKeysWithValues: try db.statements(of: id, in: network).map { ($0.id, $0.number) })
            let steps = try db.steps(of: id, in: network).map { (number: numbers[$0.statementID] ?? 0, step: $0) }
            return (
                try view(of: conversation, for: visitor, db), steps, try db.statementCounts(of: id, in: network)
            )
        }
    }

    /// The conversation in which a statement stands, and that statement.
    func statement(
        _ id: ID, for visitor: ConversationVisitor, in network: ID
    ) async throws -> (conversation: Conversation, statement: ConversationStatement, isOwn: Bool) {
        try Policy.require(.seeConversations, visitor.viewer)
        return try await database.read { db in
            guard let (place, statement) = try db.statement(id, in: network) else { throw Refusal.notFound }
            let conversation = try admitted(place, visitor, in: network, db)
            let own = try participant(visitor, in: conversation, db)
            let isOwn = own != nil && own?.id == statement.participantID
            guard statement.state == .open || isOwn || ConversationRules.keeps(conversation, visitor.viewer) else {
                throw Refusal.notFound
            }
            return (conversation, statement, isOwn)
        }
    }
}

extension Connection {
    /// How many of the statements that are asked about somebody has answered.
    func ownCount(of participant: ID, in conversation: ID, of network: ID) throws -> Int {
        try value(
            """
            SELECT count(*) FROM conversation_answers a
            JOIN conversation_statements s ON s.network_id = a.network_id AND s.id = a.statement_id
            WHERE a.network_id = \(network) AND a.conversation_id = \(conversation)
                AND a.participant_id = \(participant) AND s.state = \(ConversationStatement.State.open)
            """) ?? 0
    }

    /// What somebody answered last.
    func lastAnswer(of participant: ID, in conversation: ID, of network: ID) throws -> (statement: ID, number: Int64)? {
        try first(
            """
            SELECT statement_id, number FROM conversation_answers WHERE network_id = \(network)
                AND conversation_id = \(conversation) AND participant_id = \(participant) ORDER BY number DESC LIMIT 1
            """
        ) { (try $0[0], try $0[1]) }
    }
}
