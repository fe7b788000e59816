internal import Database
internal import Engine

/// What the host says about a statement.
enum StatementVerdict: Sendable {
    case accept
    /// With why; further words, where the host has any, are read by everybody.
    case reject(ConversationStatement.Reason, String)

    static let names = ["accept", "reject"]

    init(_ name: String?, reason: String?, words: String?) throws(Refusal) {
        switch name {
        case "accept": self = .accept
        case "reject":
            let reasons = ConversationStatement.Reason.chosen
            guard let reason = reasons.first(where: { $0.rawValue == reason }) else {
                throw .invalid("reason", SiteWords.badChoice(reasons.map(\.rawValue), reason))
            }
            let words = Clean.sentence(words ?? "")
            guard words.count <= ModerationRules.mostReason - 60 else { throw .invalid("words", SiteWords.tooLong) }
            guard reason != .other || !words.isEmpty else { throw .invalid("words", ConversationWords.sayWhy) }
            self = .reject(reason, words)
        default: throw .invalid("action", SiteWords.badChoice(StatementVerdict.names, name))
        }
    }
}

extension ConversationActs {
    /// Lets a statement in, or takes it out with the reason: its words are kept and shown to nobody, the answers to it say nothing
    /// about anybody any more, and whoever said it can ask once that another looks at it. What holds already is done.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` where it was answered otherwise, ``Refusal/forbidden(_:)`` to whoever judges what they
    ///   said themselves where somebody else could.
    func judge(
        _ verdict: StatementVerdict, of statement: ID, in id: ID, by viewer: Viewer, of network: ID, once: Once? = nil
    ) async throws -> ConversationStatement {
        let left = try await database.read { db -> Set<ID> in
            let conversation = try kept(id, by: viewer, in: network, db)
            let known = try db.statement(statement, in: network).map { [$0.statement] } ?? []
            return try leftToOthers(known, of: conversation, by: viewer, db)
        }
        guard !left.contains(statement) else { throw Refusal.forbidden(ConversationWords.notOwn) }
        return try await database.write { db in
            let conversation = try kept(id, by: viewer, in: network, db)
            guard let known = try db.statement(statement, in: network), known.conversation == id else {
                throw Refusal.notFound
            }
            guard try db.earlier(once, by: viewer, in: network) == nil else { return known.statement }
            // What must not stand is taken out after the end, too; let in, nobody could answer it any more.
            if case .accept = verdict, !conversation.isOpen(at: world.now()) {
                throw Refusal.conflict(ConversationWords.isOver)
            }
            let judged = try judge(verdict, of: known.statement, in: conversation, by: viewer, db)
            try db.remember(once, object: statement, by: viewer, in: network, at: world.now())
            return judged
        }
    }

    private func judge(
        _ verdict: StatementVerdict, of statement: ConversationStatement, in conversation: Conversation,
        by viewer: Viewer, _ db: any Connection
    ) throws -> ConversationStatement {
        let network = conversation.networkID
        var found = statement
        switch verdict {
        case .accept:
            guard found.state != .open else { return found }
            guard found.state == .waiting else { throw Refusal.conflict(ConversationWords.notWaiting) }
            (found.state, found.reason) = (.open, nil)
            try db.save(found, in: network)
            try step(.accepted, nil, of: found, in: conversation, by: viewer, db)
            try settleQueue(of: conversation, db)
            try db.moved(conversation, world)
        case .reject(let reason, let words):
            let written = StatementTexts.stored(reason, words)
            guard found.state != .rejected else {
                guard try db.hiding(of: found.text, in: network)?.reason == written else {
                    throw Refusal.conflict(ConversationWords.isOut)
                }
                return found
            }
            (found.state, found.reason) = (.rejected, reason)
            try db.save(found, in: network)
            try members.hide(found.text, reason: written, byKeeper: viewer, in: network, db)
        }
        return found
    }

    /// Which of these statements whoever keeps a conversation said themselves, so that somebody else judges them: the host, or one who
    /// is reminded of what waits. Where there is nobody else they may, so that nothing waits for ever.
    func leftToOthers(
        _ statements: [ConversationStatement], of conversation: Conversation, by viewer: Viewer, _ db: any Connection
    ) throws -> Set<ID> {
        guard let member = viewer.member,
            let person = try participant(ConversationVisitor(viewer: viewer), in: conversation, db)
        else { return [] }
        let own = statements.filter { $0.participantID == person.id }
        guard !own.isEmpty else { return [] }
        return try db.judges(of: conversation, besides: member.id).isEmpty ? [] : Set(own.map(\.id))
    }

    /// Writes a step down for everybody to read, and where it was decided.
    func step(
        _ kind: ConversationStep.Kind, _ reason: ConversationStatement.Reason?, of statement: ConversationStatement,
        in conversation: Conversation, by viewer: Viewer, _ db: any Connection
    ) throws {
        try db.insertStep(
            kind, reason, of: statement.id, id: world.newID(), in: conversation.id, of: conversation.networkID,
            by: viewer.member?.id, at: world.now())
        try record(
            .statementModerated, conversation, by: viewer, db,
            [
                ("number", .number(Int64(statement.number))), ("step", .text(kind.rawValue)),
                ("reason", .text(reason?.rawValue)),
            ], audience: .members)
    }

    /// Says that a statement must not stand, by whatever door one reads it: with the mark of a device as well.
    ///
    /// - Throws: ``Refusal/notFound`` where they may not read it or it is not asked about, ``Refusal/invalid(_:)``.
    @discardableResult
    func report(
        _ statement: ID, _ words: String, in id: ID, by visitor: ConversationVisitor, of network: ID, once: Once? = nil
    ) async throws -> ID {
        let found = try await reportable(statement, in: id, by: visitor, of: network)
        return try await members.report(
            ReportDraft(place: found.text, words: words), by: visitor.viewer, in: network, reads: true,
            once: visitor.own(once))
    }

    /// A statement that `visitor` may report.
    ///
    /// - Throws: ``Refusal/invalid(_:)`` where they said it themselves.
    func reportable(
        _ statement: ID, in id: ID, by visitor: ConversationVisitor, of network: ID
    ) async throws -> ConversationStatement {
        let found = try await self.statement(statement, for: visitor, in: network)
        guard found.conversation.id == id, found.statement.state == .open else { throw Refusal.notFound }
        guard !found.isOwn else { throw Refusal.invalid("words", MatterWords.notOneself) }
        return found.statement
    }

    // MARK: What waits to be looked at

    /// What nobody had looked at when a conversation ended: whoever said it is told so, and can ask that another than the host looks
    /// at it. Nobody could answer it any more, so it is not let in.
    func turnAwayLate(in conversation: Conversation, by viewer: Viewer, _ db: any Connection) throws {
        let network = conversation.networkID
        let late = try db.statements(of: conversation.id, in: network).filter { $0.state == .waiting }
        for var statement in late {
            (statement.state, statement.reason) = (.rejected, .late)
            try db.save(statement, in: network)
            try db.insertStep(
                .rejected, .late, of: statement.id, id: world.newID(), in: conversation.id, of: network,
                by: viewer.member?.id, at: world.now())
        }
        try members.hide(
            late.map(\.text), reason: ConversationWords.lateReason, byKeeper: viewer, for: conversation.hostID,
            in: network, to: "/conversations/\(conversation.id)", db)
    }

    /// Starts the clock of what waits. What the host said themselves waits for another: one of those who stand in hears of the first at
    /// once.
    func startModerating(_ conversation: Conversation, saidBy member: ID?, _ db: any Connection) throws {
        if member == conversation.hostID,
            try db.waitingAuthors(of: conversation).count(where: { $0 == member }) == 1,
            let other = try db.nextJudge(of: conversation)
        {
            try tellToJudge(other, conversation, db)
        }
        guard try db.clock(of: conversation.id, in: conversation.networkID) == nil else { return }
        let now = world.now(), due = now + ConversationRules.moderating
        try db.start(
            Clock(
                networkID: conversation.networkID, object: .conversation, objectID: conversation.id,
                needID: conversation.id, step: "moderating", ownerID: conversation.hostID, startedAt: now, dueAt: due,
                stage: 0, nextAt: now + (due - now) / 2))
    }

    func tellToJudge(_ member: ID, _ conversation: Conversation, _ db: any Connection) throws {
        try members.tell(
            member, in: conversation.networkID, ConversationWords.title,
            ConversationWords.mailJudge(conversation.question), to: "/conversations/\(conversation.id)/host", db)
    }

    func settleQueue(of conversation: Conversation, _ db: any Connection) throws {
        let waiting = try db.statementCounts(of: conversation.id, in: conversation.networkID)[.waiting] ?? 0
        if waiting == 0 { try db.stopClock(of: conversation.id, in: conversation.networkID) }
    }
}

/// Statements as texts that can be reported, hidden and appealed like others; its host hides them with a reason as well.
struct StatementTexts: TextKeeper {
    let world: World

    private func found(
        _ id: ID, _ network: ID, _ db: any Connection
    ) throws -> (conversation: Conversation, statement: ConversationStatement) {
        guard let (place, statement) = try db.statement(id, in: network),
            let conversation = try db.conversation(place, in: network)
        else { throw Refusal.notFound }
        return (conversation, statement)
    }

    func author(ofText id: ID, in network: ID, _ db: any Connection) throws -> TextAuthor {
        let (conversation, statement) = try found(id, network, db)
        guard let author = statement.participantID,
            let person = try db.participant(author, in: conversation.id, of: network)
        else { return TextAuthor(memberID: nil, needID: nil) }
        return TextAuthor(memberID: person.memberID, needID: person.kind == .device ? person.id : nil)
    }

    func requireReader(ofText id: ID, _ viewer: Viewer, in network: ID, _ db: any Connection) throws {
        let (conversation, statement) = try found(id, network, db)
        guard statement.state == .open, ConversationRules.admits(conversation, ConversationVisitor(viewer: viewer))
        else {
            throw Refusal.notFound
        }
    }

    func words(ofText id: ID, in network: ID, _ db: any Connection) throws -> (words: String, heldSince: Int64?)? {
        let words = try found(id, network, db).statement.words
        return words.isEmpty ? nil : (words, nil)
    }

    func follow(_ news: TextNews, text id: ID, in network: ID, by viewer: Viewer, _ db: any Connection) throws {
        let known = try found(id, network, db), conversation = known.conversation
        var statement = known.statement
        let kind: ConversationStep.Kind
        switch news {
        case .hidden:
            if statement.state != .rejected { statement.reason = .other }
            (statement.state, kind) = (.rejected, .rejected)
        case .shown:
            (statement.state, statement.reason, kind) = (.open, nil, .restored)
        case .upheld: kind = .upheld
        }
        try db.save(statement, in: network)
        try db.insertStep(
            kind, statement.reason, of: id, id: world.newID(), in: conversation.id, of: network, by: viewer.member?.id,
            at: world.now())
        let waiting = try db.statementCounts(of: conversation.id, in: network)[.waiting] ?? 0
        if waiting == 0 { try db.stopClock(of: conversation.id, in: network) }
        try db.moved(conversation, world)
    }

    func requireMayJudge(text id: ID, _ viewer: Viewer, in network: ID, _ db: any Connection) throws {
        guard let member = viewer.member?.id, try author(ofText: id, in: network, db).memberID == member,
            try !db.judges(of: found(id, network, db).conversation, besides: member).isEmpty
        else { return }
        throw Refusal.forbidden(ConversationWords.ownToOthers)
    }

    // MARK: Reasons

    func recorded(reason stored: String) -> String {
        stored.hasPrefix(StatementTexts.mark) ? String(stored.dropFirst(StatementTexts.mark.count)) : stored
    }

    private static let mark = "statement:"

    /// A reason that the host chose, as it is written down: whoever reads it may have another language.
    static func stored(_ reason: ConversationStatement.Reason, _ words: String) -> String {
        words.isEmpty ? "\(mark)\(reason.rawValue)" : "\(mark)\(reason.rawValue) \(words)"
    }

    /// What was written down before reasons had a mark, and what others than the host write, stays as it is.
    func words(ofReason stored: String) -> Text {
        guard stored.hasPrefix(StatementTexts.mark) else { return .verbatim(stored) }
        let parts = stored.dropFirst(StatementTexts.mark.count).split(separator: " ", maxSplits: 1)
        guard let reason = parts.first.flatMap({ ConversationStatement.Reason(rawValue: String($0)) }) else {
            return .verbatim(stored)
        }
        let name = ConversationWords.name(of: reason)
        return parts.count > 1 ? ConversationPageWords.about(name, String(parts[1])) : name
    }

    /// Nothing is held back here: what waits is let through by its host.
    func release(in network: ID, by viewer: Viewer) async throws -> TextRelease {
        { _, _ in throw Refusal.notFound }
    }
}
