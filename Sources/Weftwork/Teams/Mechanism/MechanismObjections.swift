internal import Database

/// A draft that is open for objections: it is published when its time is over, somebody else has consented and nobody objects.
extension MechanismActs {
    static let step = "objections"

    /// Sets for how many days a draft is open for objections from the next time on that somebody asks; none means that one consent
    /// publishes it at once.
    /// - Throws: ``Refusal/invalid(_:)`` at `objectionDays`.
    func setObjectionDays(_ typed: Int?, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.editSettings, viewer)
        let now = world.now()
        guard let days = typed, MechanismRules.objectionDays.contains(days) else {
            throw Refusal.invalid("objectionDays", MechanismWords.badDays(MechanismRules.objectionDays.upperBound))
        }
        try await database.write { db in
            let before = try db.objectionDays(of: network)
            guard before != days else { return }
            try db.setObjectionDays(days, of: network, at: now)
            try members.record(
                .settingsChanged, on: network, in: network, by: viewer, audience: .members, db,
                FieldChange.open("objectionDays", String(before), String(days)))
        }
    }

    /// Somebody who decides objects and says why: the draft is held until it is changed or the objection is withdrawn.
    func object(to hash: String, reason: String, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.decideMechanism, viewer)
        let member = try members.own(viewer, in: network), reason = try MechanismRules.reason(reason)
        try await database.write { db in
            let draft = try requireAsked(hash, in: network, db)
            guard draft.openUntil != nil else { throw Refusal.conflict(MechanismWords.noObjections) }
            guard draft.askedByID != member.id else { throw Refusal.forbidden(MechanismWords.takeItBack) }
            try object(to: draft, reason, by: member, viewer, db)
        }
    }

    func object(
        to draft: MechanismVersion, _ reason: String, by member: Member, _ viewer: Viewer, _ db: any Connection
    ) throws {
        try db.save(
            MechanismVoice(
                memberID: member.id, isObjection: true, reason: reason, hand: MechanismVersion.Hand(member),
                at: world.now()), about: draft)
        try members.record(
            .mechanismObjected, on: draft.networkID, in: draft.networkID, by: viewer, audience: .stewards, db,
            [("version", .number(Int64(draft.number)))])
        guard let asker = draft.askedByID else { return }
        try members.tell(
            asker, in: draft.networkID, MechanismWords.title, MechanismWords.mailObjected(member.name),
            to: "/mechanism/edit", db)
    }

    /// Whoever objected does so no more; where the time is over it may be published by that.
    func withdrawObjection(to hash: String, by viewer: Viewer, in network: ID) async throws -> MechanismVersion {
        try Policy.require(.decideMechanism, viewer)
        let member = try members.own(viewer, in: network), weighing = try await weighing(of: network)
        return try await database.write { db in
            let draft = try requireAsked(hash, in: network, db)
            guard try db.withdrawObjection(of: member.id, to: draft) else {
                throw Refusal.conflict(MechanismWords.noneOfYours)
            }
            try members.record(
                .mechanismObjected, on: network, in: network, by: viewer, audience: .stewards, db,
                [("version", .number(Int64(draft.number))), ("withdrawn", .text("yes"))])
            return try settled(draft, weighing, by: viewer, db) ?? draft
        }
    }

    /// What is read before a draft is weighed: the figures that are kept with it, and who may decide.
    struct Weighing: Sendable {
        let figures: MechanismFigures
        let hands: Set<ID>
    }

    func weighing(of network: ID) async throws -> Weighing {
        let now = world.now()
        return try await database.read { db in
            Weighing(
                figures: try db.mechanismFigures(of: network, from: now - MechanismRules.reach, until: now),
                hands: try db.mechanismHands(of: network))
        }
    }

    /// The draft, published, where its time is over and nothing holds it.
    func settled(
        _ draft: MechanismVersion, _ weighing: Weighing, by viewer: Viewer, _ db: any Connection
    ) throws -> MechanismVersion? {
        let voices = try db.mechanismVoices(about: draft)
        guard let consent = MechanismRules.carrying(draft, voices, hands: weighing.hands, at: world.now()) else {
            return nil
        }
        try db.stopClock(of: draft.networkID, in: draft.networkID)
        return try publish(draft, consent.memberID, consent.hand, weighing.figures, by: viewer, db)
    }

    // MARK: Time

    /// From the moment somebody asks the time for objections runs.
    func startClock(of draft: MechanismVersion, _ db: any Connection) throws {
        guard let until = draft.openUntil, let asker = draft.askedByID, let since = draft.askedAt else { return }
        try db.start(
            Clock(
                networkID: draft.networkID, object: .mechanism, objectID: draft.networkID, needID: draft.networkID,
                step: MechanismActs.step, ownerID: asker, startedAt: since, dueAt: until, stage: 0,
                nextAt: Escalation.reminded.moment(start: since, due: until)))
    }

    /// Publishes what may be, reminds those who have said nothing, tells whoever asked what holds it. Safe on several nodes.
    func sweep() async throws {
        let now = world.now()
        let due = try await database.read { db in try db.clocksGoingOff([.mechanism], by: now, limit: 100) }
        for clock in due {
            let weighing = try await weighing(of: clock.networkID)
            try await database.write { db in try fire(clock, weighing, at: now, db) }
        }
    }

    private func fire(_ clock: Clock, _ weighing: Weighing, at now: Int64, _ db: any Connection) throws {
        let network = clock.networkID
        guard let draft = try db.mechanismDraft(of: network), draft.state == .asked, let until = draft.openUntil,
            let asker = draft.askedByID
        else { return try db.stopClock(of: clock.objectID, in: network) }
        if try settled(draft, weighing, by: Viewer(.system, language: .zh), db) != nil { return }
        let voices = try db.mechanismVoices(about: draft)
        guard until <= now else {
            guard try db.advance(clock, to: 1, next: until) else { return }
            let silent = weighing.hands.subtracting(voices.map(\.memberID)).subtracting([draft.editorID])
            for member in silent.sorted() where try db.member(member, in: network)?.isSuspended == false {
                try members.tell(
                    member, in: network, MechanismWords.title, MechanismWords.mailSoon(until), to: "/mechanism/edit", db
                )
            }
            return
        }
        guard try db.advance(clock, to: 2, next: now + MechanismRules.again) else { return }
        let isHeld = MechanismRules.objections(voices, hands: weighing.hands).isEmpty == false
        try members.tell(
            asker, in: network, MechanismWords.title, isHeld ? MechanismWords.mailHeld : MechanismWords.mailNobody,
            to: "/mechanism/edit", db)
    }

    // MARK: At home

    /// What waits for a member here: a draft that they have said nothing about; one of their own that somebody objects to.
    static let tasks: MemberActs.LaterTasks = { member, _, db in
        let network = member.networkID
        guard Policy.allows(.decideMechanism, Viewer(.member(member), language: .zh)),
            let draft = try db.mechanismDraft(of: network), draft.state == .asked, let askedAt = draft.askedAt
        else { return [] }
        let clock =
            try db.clock(of: network, in: network)
            ?? Clock(
                networkID: network, object: .mechanism, objectID: network, needID: network, step: MechanismActs.step,
                ownerID: draft.askedByID ?? draft.editorID, startedAt: askedAt,
                dueAt: askedAt + MechanismRules.again, stage: 0, nextAt: Clock.never)
        let voices = try db.mechanismVoices(about: draft), path = "/mechanism/edit"
        if draft.askedByID == member.id {
            guard voices.contains(where: \.isObjection) else { return [] }
            return [WaitingTask(clock: clock, words: MechanismWords.isHeld, path: path)]
        }
        guard draft.editorID != member.id, !voices.contains(where: { $0.memberID == member.id }) else { return [] }
        return [WaitingTask(clock: clock, words: MechanismWords.yours, path: path)]
    }
}

extension MechanismRules {
    /// So many days a draft may be open for objections.
    static let objectionDays = 0...60
    /// So often whoever asked hears that it is still held.
    static let again = 7 * Time.day

    /// Objections count while whoever raised them may decide.
    static func objections(_ voices: [MechanismVoice], hands: Set<ID>) -> [MechanismVoice] {
        voices.filter { $0.isObjection && hands.contains($0.memberID) }
    }

    /// The consent on which a draft is published: the first by another who may still decide, once its time is over and nobody
    /// objects; nothing before.
    static func carrying(
        _ draft: MechanismVersion, _ voices: [MechanismVoice], hands: Set<ID>, at now: Int64
    ) -> MechanismVoice? {
        guard draft.state == .asked, let until = draft.openUntil, until <= now,
            objections(voices, hands: hands).isEmpty
        else { return nil }
        let others = hands.subtracting([draft.editorID]).count
        return voices.filter { voice in
            !voice.isObjection && hands.contains(voice.memberID)
                && mayConsent(to: draft, voice.memberID, others: others)
        }.min { ($0.at, $0.memberID) < ($1.at, $1.memberID) }
    }
}
