internal import Database

/// What is done about the page that says how a network works: written by stewards, published by decision, read by all.
struct MechanismActs: Sendable {
    let needs: NeedActs
    let members: MemberActs
    /// What a network has agreed on elsewhere; it stands on the card in place of what is written here.
    var agreed: AgreedWords?

    /// The parts of the card on which a network has agreed, as far as `viewer` may read them.
    typealias AgreedWords =
        @Sendable (_ network: ID, _ viewer: Viewer, _ db: any Connection) throws -> [MechanismPart:
        MechanismTexts.Saying]

    /// By network and the version since which they count.
    let recent = Recent<CountsKey, MechanismCounts>(for: Time.minute)

    struct CountsKey: Hashable, Sendable {
        let network: ID
        let number: Int
    }

    var database: any Database { needs.database }
    var world: World { needs.world }

    // MARK: Writing

    /// Keeps a draft. What another has been asked to consent to is a draft again: they would consent to other words.
    ///
    /// - Throws: ``Refusal/invalid(_:)``, ``Refusal/conflict(_:_:)`` where somebody else wrote meanwhile.
    @discardableResult
    func save(_ draft: MechanismDraft, by viewer: Viewer, in network: ID) async throws -> MechanismVersion {
        try Policy.require(.draftMechanism, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        return try await database.write { db in
            let open = try db.mechanismDraft(of: network)
            if let read = draft.read {
                let found = try open ?? db.mechanism(of: network)
                guard read == found.map({ Hex.encode($0.hash) }) ?? "" else {
                    throw Refusal.conflict(MechanismWords.writtenMeanwhile)
                }
            }
            let before = try open ?? begin(by: member, at: now, db)
            var after = try MechanismRules.apply(draft, to: before)
            after.state = .draft
            after.editorID = member.id
            after.editor = MechanismVersion.Hand(member)
            after.editedAt = now
            (after.askedByID, after.askedAt, after.openUntil, after.answer) = (nil, nil, nil, "")
            try db.save(after)
            try db.forgetVoices(about: after)
            try members.record(
                .mechanismDrafted, on: network, in: network, by: viewer, audience: .stewards, db,
                [("version", .number(Int64(after.number)))])
            return after
        }
    }

    /// A draft begins as what is in force.
    private func begin(by member: Member, at now: Int64, _ db: any Connection) throws -> MechanismVersion {
        let present = try db.mechanism(of: member.networkID)
        return MechanismVersion(
            networkID: member.networkID, number: (present?.number ?? 0) + 1, scope: present?.scope ?? .public,
            texts: present?.texts ?? MechanismTexts(), editorID: member.id, editor: MechanismVersion.Hand(member),
            editedAt: now)
    }

    /// Throws the draft away.
    ///
    /// - Parameter hash: of the draft that was read.
    /// - Throws: ``Refusal/conflict(_:_:)`` where somebody wrote meanwhile.
    func discard(_ hash: String, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.draftMechanism, viewer)
        try await database.write { db in
            let draft = try require(hash, in: network, db)
            try db.discard(draft)
            try members.record(
                .mechanismDiscarded, on: network, in: network, by: viewer, audience: .stewards, db,
                [("version", .number(Int64(draft.number)))])
        }
    }

    // MARK: Deciding

    /// Asks the others who may decide to consent to the draft; they are told.
    ///
    /// - Parameters:
    ///   - hash: of the draft that was read.
    ///   - reason: why it is changed; everybody will read it.
    /// - Throws: ``Refusal/conflict(_:_:)`` where it lacks something or is another by now, ``Refusal/invalid(_:)``.
    func ask(_ hash: String, reason: String, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.draftMechanism, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        let reason = try MechanismRules.reason(reason)
        let others = try await database.read { db in try db.mechanismHands(of: network) }.subtracting([member.id])
        try await database.write { db in
            var draft = try require(hash, in: network, db)
            guard draft.state == .draft else { throw Refusal.conflict(MechanismWords.askedAlready) }
            guard MechanismRules.missing(draft.texts).isEmpty else { throw Refusal.conflict(MechanismWords.lacks) }
            guard try db.mechanism(of: network).map({ $0.hash != draft.hash }) ?? true else {
                throw Refusal.conflict(MechanismWords.unchanged)
            }
            draft.state = .asked
            draft.reason = reason
            (draft.askedByID, draft.askedAt, draft.answer) = (member.id, now, "")
            // With nobody else there is nobody who could object.
            let days = others.isEmpty ? 0 : try db.objectionDays(of: network)
            draft.openUntil = days > 0 ? now + Int64(days) * Time.day : nil
            try db.save(draft)
            try startClock(of: draft, db)
            try members.record(
                .mechanismAsked, on: network, in: network, by: viewer, audience: .stewards, db,
                [("version", .number(Int64(draft.number)))])
            for other in others.sorted() where try db.member(other, in: network)?.isSuspended == false {
                try members.ask(
                    other, for: .consent, in: network, MechanismWords.title, MechanismWords.mailAsked(member.name),
                    to: "/mechanism/edit", db)
            }
        }
    }

    /// Another steward consents: from now on it is how the network works – where drafts are open for objections, from the end of
    /// that time on. The figures of the last thirty days are kept with it.
    ///
    /// - Returns: the version, published or still open for objections.
    /// - Throws: ``Refusal/forbidden(_:)`` to whoever wrote it while there is another who could decide,
    ///   ``Refusal/conflict(_:_:)``.
    @discardableResult
    func consent(to hash: String, by viewer: Viewer, in network: ID) async throws -> MechanismVersion {
        try Policy.require(.decideMechanism, viewer)
        let member = try members.own(viewer, in: network), weighing = try await weighing(of: network)
        return try await database.write { db in
            let draft = try requireAsked(hash, in: network, db)
            try requireHand(member.id, in: network, db)
            let others = weighing.hands.subtracting([draft.editorID]).count
            guard MechanismRules.mayConsent(to: draft, member.id, others: others) else {
                throw Refusal.forbidden(MechanismWords.byAnother)
            }
            let hand = MechanismVersion.Hand(member)
            guard draft.openUntil != nil else {
                return try publish(draft, member.id, hand, weighing.figures, by: viewer, db)
            }
            try db.save(
                MechanismVoice(memberID: member.id, isObjection: false, reason: "", hand: hand, at: world.now()),
                about: draft)
            try members.record(
                .mechanismConsented, on: network, in: network, by: viewer, audience: .stewards, db,
                [("version", .number(Int64(draft.number)))])
            return try settled(draft, weighing, by: viewer, db) ?? draft
        }
    }

    /// From now on it is how the network works.
    func publish(
        _ asked: MechanismVersion, _ decider: ID, _ hand: MechanismVersion.Hand, _ figures: MechanismFigures,
        by viewer: Viewer, _ db: any Connection
    ) throws -> MechanismVersion {
        var version = asked
        let before = try db.mechanism(of: asked.networkID)?.texts ?? MechanismTexts()
        version.changed = MechanismRules.changed(from: before, to: asked.texts)
        version.state = .published
        version.isAlone = decider == asked.editorID
        (version.decidedByID, version.decider, version.decidedAt) = (decider, hand, world.now())
        version.figures = figures
        try db.save(version)
        try tell(ofPublished: version, by: viewer, in: asked.networkID, db)
        return version
    }

    private func tell(
        ofPublished version: MechanismVersion, by viewer: Viewer, in network: ID, _ db: any Connection
    ) throws {
        try members.record(
            .mechanismPublished, on: network, in: network, by: viewer, audience: version.scope, db,
            [
                ("version", .number(Int64(version.number))),
                ("changed", .text(MechanismPart.words(version.changed ?? []))),
            ])
        guard let asker = version.askedByID, asker != viewer.member?.id else { return }
        try members.tell(asker, in: network, MechanismWords.title, MechanismWords.mailPublished, to: "/mechanism", db)
    }

    /// Who may decide was read before: whoever decides may still do so.
    private func requireHand(_ member: ID, in network: ID, _ db: any Connection) throws {
        guard let present = try db.member(member, in: network) else { throw Refusal.notFound }
        try Policy.require(.decideMechanism, Viewer(.member(present), language: .zh))
    }

    /// Another steward does not consent, and says why; it is a draft again. Whoever asked may take it back in the same way.
    func refuse(_ hash: String, note: String, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.decideMechanism, viewer)
        let member = try members.own(viewer, in: network)
        try await database.write { db in
            var draft = try requireAsked(hash, in: network, db)
            let asker = draft.askedByID
            // While it is open for objections nobody ends it alone: what they say holds it.
            if draft.openUntil != nil, asker != member.id {
                return try object(to: draft, try MechanismRules.reason(note), by: member, viewer, db)
            }
            draft.answer = asker == member.id ? "" : try MechanismRules.reason(note)
            draft.state = .draft
            (draft.askedByID, draft.askedAt, draft.openUntil) = (nil, nil, nil)
            try db.save(draft)
            try db.forgetVoices(about: draft)
            try members.record(
                .mechanismRefused, on: network, in: network, by: viewer, audience: .stewards, db,
                [("version", .number(Int64(draft.number)))])
            if let asker, asker != member.id {
                try members.tell(
                    asker, in: network, MechanismWords.title, MechanismWords.mailRefused, to: "/mechanism/edit", db)
            }
        }
    }

    func requireAsked(_ hash: String, in network: ID, _ db: any Connection) throws -> MechanismVersion {
        let draft = try require(hash, in: network, db)
        guard draft.state == .asked else { throw Refusal.conflict(MechanismWords.notAsked) }
        return draft
    }

    private func require(_ hash: String, in network: ID, _ db: any Connection) throws -> MechanismVersion {
        guard let draft = try db.mechanismDraft(of: network) else { throw Refusal.notFound }
        guard Hex.encode(draft.hash) == hash else { throw Refusal.conflict(MechanismWords.writtenMeanwhile) }
        return draft
    }
}
