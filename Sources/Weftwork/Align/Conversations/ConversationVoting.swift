internal import Database
internal import Engine

/// What became of an answer.
struct AnswerReceipt: Sendable {
    let statement: ConversationStatement
    let answer: OpinionAnswer
    /// What it was before, where it was another.
    let before: OpinionAnswer?
    /// Behind which all others come; nothing where it was the same as before.
    let number: Int64?
}

extension ConversationActs {
    /// The conversation, for whoever may take part in it.
    /// - Throws: ``Refusal/notFound`` where they may not know of it.
    func admitted(
        _ id: ID, _ visitor: ConversationVisitor, in network: ID, _ db: any Connection
    ) throws -> Conversation {
        guard let conversation = try db.conversation(id, in: network) else { throw Refusal.notFound }
        guard ConversationRules.admits(conversation, visitor) else {
            // That a conversation of members is there is no secret to those who could sign in.
            guard visitor.viewer.personID == nil, conversation.who == .members else { throw Refusal.notFound }
            throw Refusal.signInRequired
        }
        return conversation
    }

    /// Who somebody is in it, where they have taken part.
    func participant(
        _ visitor: ConversationVisitor, in conversation: Conversation, _ db: any Connection
    ) throws -> ConversationParticipant? {
        if let member = visitor.viewer.member {
            return try db.participant(ofMember: member.id, in: conversation.id, of: conversation.networkID)
        }
        guard let device = visitor.device else { return nil }
        return try db.participant(ofDevice: deviceKey(device), in: conversation.id, of: conversation.networkID)
    }

    private func takingPart(
        _ visitor: ConversationVisitor, in conversation: Conversation, _ db: any Connection
    ) throws -> ConversationParticipant {
        if let known = try participant(visitor, in: conversation, db) { return known }
        let member = visitor.viewer.member
        guard member != nil || (visitor.device != nil && conversation.who != .members) else {
            throw Refusal.signInRequired
        }
        let made = ConversationParticipant(
            id: world.newID(), kind: member == nil ? .device : .member, memberID: member?.id, at: world.now(),
            seed: Int64(bitPattern: world.number()))
        try db.insert(
            made, device: member == nil ? visitor.device.map(deviceKey) : nil, in: conversation.id,
            of: conversation.networkID)
        return made
    }

    /// Answers a statement, or changes one's answer. The latest counts; all that came stay written down.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` where the conversation is over or the statement is not asked about.
    func answer(
        _ answer: OpinionAnswer, to statement: ID, in id: ID, by visitor: ConversationVisitor, of network: ID
    ) async throws -> AnswerReceipt {
        try Policy.require(.answerConversation, visitor.viewer)
        let now = world.now()
        return try await database.write { db in
            let conversation = try admitted(id, visitor, in: network, db)
            guard conversation.isOpen(at: now) else { throw Refusal.conflict(ConversationWords.isOver) }
            guard let (place, found) = try db.statement(statement, in: network), place == id else {
                throw Refusal.notFound
            }
            guard found.state == .open else { throw Refusal.conflict(ConversationWords.notAsked) }
            try db.hold(id, in: network)
            let person = try takingPart(visitor, in: conversation, db)
            let before = try db.answer(of: person.id, to: statement, in: id, of: network)
            guard before != answer else {
                return AnswerReceipt(statement: found, answer: answer, before: nil, number: nil)
            }
            let number = try db.insertVote(answer, by: person.id, to: statement, in: conversation, at: now)
            try tellOfChange(conversation, db)
            return AnswerReceipt(statement: found, answer: answer, before: before, number: number)
        }
    }

    /// Tells those who look that there is something new – that alone, and not at each answer: who watched would know whose it was.
    func tellOfChange(_ conversation: Conversation, _ db: any Connection) throws {
        guard try db.tellsOfChange(conversation.id, in: conversation.networkID, at: world.now()) else { return }
        try record(.conversationMoved, conversation, by: Viewer(.system, language: .zh), db)
    }

    // MARK: Saying something

    /// Says something of one's own.
    ///
    /// - Throws: ``Refusal/invalid(_:)`` for what is too long, says how somebody is reached, or was said before;
    ///   ``Refusal/conflict(_:_:)`` past what one person can say.
    func say(
        _ typed: String, in id: ID, by visitor: ConversationVisitor, of network: ID, once: Once? = nil
    ) async throws -> ConversationStatement {
        try Policy.require(.answerConversation, visitor.viewer)
        let words = try ConversationRules.words(typed), now = world.now(), once = visitor.own(once)
        return try await database.write { db in
            let conversation = try admitted(id, visitor, in: network, db)
            guard conversation.isOpen(at: now) else { throw Refusal.conflict(ConversationWords.isOver) }
            if let earlier = try db.earlier(once, by: visitor.viewer, in: network),
                let known = try db.statement(earlier, in: network), known.conversation == id
            {
                return known.statement
            }
            try db.hold(id, in: network)
            let person = try takingPart(visitor, in: conversation, db)
            try requireRoom(for: person, in: conversation, db)
            if let same = try db.statement(saying: Clean.key(words), in: id, of: network) {
                throw Refusal.invalid("words", ConversationWords.saidBefore(same.words, isOpen: same.state == .open))
            }
            let made = try insert(
                words, by: person.id, isSeed: false, state: conversation.moderation == .before ? .waiting : .open,
                to: conversation, db)
            // Who said it stands nowhere but with the statement itself.
            try record(.statementSaid, conversation, by: Viewer(.anonymous, language: .zh), db, audience: .case)
            if made.state == .waiting { try startModerating(conversation, saidBy: person.memberID, db) }
            try db.touch(id, in: network)
            try db.remember(once, object: made.id, by: visitor.viewer, in: network, at: now)
            return made
        }
    }

    private func requireRoom(
        for person: ConversationParticipant, in conversation: Conversation, _ db: any Connection
    ) throws {
        let all = try db.statements(of: conversation.id, in: conversation.networkID)
        guard all.count < ConversationRules.mostStatements else { throw Refusal.conflict(ConversationWords.full) }
        guard all.count(where: { $0.participantID == person.id }) < ConversationRules.mostOfOne else {
            throw Refusal.conflict(ConversationWords.saidEnough(ConversationRules.mostOfOne))
        }
    }

    func addSeed(_ words: String, to conversation: Conversation, _ db: any Connection) throws {
        let key = Clean.key(words)
        guard try db.statement(saying: key, in: conversation.id, of: conversation.networkID) == nil else { return }
        _ = try insert(words, by: nil, isSeed: true, state: .open, to: conversation, db)
    }

    func insert(
        _ words: String, by participant: ID?, isSeed: Bool, state: ConversationStatement.State,
        to conversation: Conversation, _ db: any Connection
    ) throws -> ConversationStatement {
        let number = try db.lastStatement(of: conversation.id, in: conversation.networkID) + 1
        let made = ConversationStatement(
            id: world.newID(), number: number, words: words, state: state, isSeed: isSeed,
            participantID: participant, at: world.now(), reason: nil)
        try db.insert(made, key: Clean.key(words), in: conversation.id, of: conversation.networkID)
        return made
    }
}
