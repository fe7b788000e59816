internal import Database
internal import Engine

/// Small tasks: taken, done, looked at by a second, settled where two disagree. What comes of them is proposed to whoever answers
/// for the need; no need is changed by them.
struct SmallActs: Sendable {
    let needs: NeedActs
    let members: MemberActs
    let volunteers: VolunteerActs
    /// Cut no oftener than this, however many come.
    let cuts = Recent<ID, Bool>(for: 3 * Time.second, most: 1000)

    init(needs: NeedActs, volunteers: VolunteerActs) {
        self.needs = needs
        self.volunteers = volunteers
        members = volunteers.members
    }

    var database: any Database { members.database }
    var world: World { members.world }
    var vault: Vault { members.vault }

    // MARK: Taking

    /// Puts the next task into somebody's hands for a quarter of an hour: to do, or to look at what another did.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` to whoever has not signed the Pact, has enough in hand or did enough today, or where
    ///   there is nothing.
    @discardableResult
    func take(toCheck: Bool, kind: String?, by viewer: Viewer, in network: ID) async throws -> SmallTask {
        try Policy.require(.doSmallTask, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        let kind = try kind.map(SmallActs.kind)
        try await cut(in: network)
        let limits = try await needs.limits(of: network)
        return try await database.write { db in
            try requireFree(member, at: now, db)
            for task in try db.freeSmallTasks(for: member, toCheck: toCheck, kind: kind, at: now, limit: 10) {
                guard try subject(of: task, at: now, limits, db) != nil else {
                    _ = try db.move(task, to: .ended, isFreed: true, at: now)
                    try db.stopClock(of: task.id, in: network)
                    continue
                }
                guard try db.lock(task, for: member.id, at: now), let taken = try db.smallTask(task.id, in: network)
                else { continue }
                return taken
            }
            throw Refusal.conflict(toCheck ? SmallWords.nothingToCheck : SmallWords.nothingToDo)
        }
    }

    private static func kind(_ name: String) throws(Refusal) -> SmallTask.Kind {
        guard let kind = SmallTask.Kind(rawValue: name) else {
            throw .invalid("kind", SiteWords.badChoice(SmallTask.Kind.allCases.map(\.rawValue), name))
        }
        return kind
    }

    private func requireFree(_ member: Member, at now: Int64, _ db: any Connection) throws {
        guard try db.hasSigned(member.id, in: member.networkID) else { throw Refusal.conflict(SmallWords.signFirst) }
        guard try db.heldSmallTasks(by: member.id, in: member.networkID, at: now).count < SmallRules.mostHeld else {
            throw Refusal.conflict(SmallWords.enoughHeld(SmallRules.mostHeld))
        }
        let done = try db.doneCount(by: member.id, in: member.networkID, since: now - Time.day)
        guard done < SmallRules.mostADay else { throw Refusal.conflict(SmallWords.enoughToday) }
    }

    // MARK: Doing

    /// Gives the answer to a task in one's hands; a second person looks at it.
    /// - Throws: ``Refusal/conflict(_:_:)`` where it went to another or has gone; ``Refusal/invalid(_:)``.
    func answer(_ id: ID, _ draft: SmallDraft, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.doSmallTask, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        let limits = try await needs.limits(of: network)
        // Where nobody else is there yet, it waits with whoever did it for a second person to come.
        let duty =
            (try? await members.owner(for: .application, about: nil, except: [member.id], in: network)) ?? member.id
        try await database.write { db in
            let task = try mine(id, .open, member, network, db)
            guard let subject = try subject(of: task, at: now, limits, db) else {
                throw Refusal.conflict(SmallWords.isGone)
            }
            let answer = try SmallRules.answer(draft, task.kind, subject)
            guard let box = try db.sealed(answer, of: member.personID, context: task.id.bytes, in: vault) else {
                throw Refusal.notFound
            }
            guard try db.answer(task, box, by: member.id, at: now) else { throw Refusal.conflict(SmallWords.notYours) }
            try start(.check, of: task, doer: member.id, owner: duty, for: SmallRules.checking, at: now, db)
            try members.record(
                .smallTaskDone, on: task.id, in: network, by: viewer, audience: .concerned, db,
                [("kind", .text(task.kind.rawValue))])
        }
    }

    /// A task that is in somebody's hands, in the state in which they took it.
    private func mine(
        _ id: ID, _ state: SmallTask.State, _ member: Member, _ network: ID, _ db: any Connection
    ) throws -> SmallTask {
        guard let task = try db.smallTask(id, in: network) else { throw Refusal.notFound }
        guard task.state == state, task.lockBy == member.id else {
            throw Refusal.conflict(SmallWords.notYours, Refusal.Extras(state: task.state.rawValue, allowed: []))
        }
        return task
    }

    /// Passes a task on, with a reason; whoever has it in hand is not handed it again.
    func skip(_ id: ID, _ reason: String, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.doSmallTask, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        guard let reason = SmallSkip(rawValue: reason) else {
            throw Refusal.invalid("reason", SiteWords.badChoice(SmallSkip.allCases.map(\.rawValue), reason))
        }
        try await database.write { db in
            guard let task = try db.smallTask(id, in: network) else { throw Refusal.notFound }
            guard task.lockBy == member.id, [.open, .done].contains(task.state) else {
                throw Refusal.conflict(SmallWords.notYours, Refusal.Extras(state: task.state.rawValue, allowed: []))
            }
            try db.skip(task, by: member.id, reason, at: now)
            try db.unlock(task, of: member.id)
            // What several could not do is nobody's small task.
            if task.state == .open, try db.skipCount(of: task) >= SmallRules.mostSkips {
                _ = try db.move(task, to: .ended, at: now)
            }
        }
    }

    // MARK: The second person

    /// Says whether what another did is right; where it is not, somebody at the desk decides.
    func check(_ id: ID, isRight: Bool, _ words: String, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.doSmallTask, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        let words = try SmallRules.words(words, "words", isNeeded: !isRight)
        let picture = try await needs.duty.picture(of: network, now: now)
        let limits = try await needs.limits(of: network)
        try await database.write { db in
            let task = try mine(id, .done, member, network, db)
            guard let doer = task.doerID else { throw Refusal.conflict(SmallWords.notYours) }
            // Whoever has left or was set aside vouches for nothing; the second's own standing decides.
            let known = try db.member(doer, in: network).flatMap { $0.isSuspended ? nil : $0.standing }
            guard SmallRules.mayCheck(task, doer: known ?? .newcomer, member) else {
                throw Refusal.forbidden(SmallWords.notOneself)
            }
            guard try subject(of: task, at: now, limits, db) != nil else { throw Refusal.conflict(SmallWords.isGone) }
            guard try db.move(task, to: isRight ? .accepted : .disputed, at: now) else {
                throw Refusal.conflict(SmallWords.notYours)
            }
            let box = words.isEmpty ? nil : try db.sealed(words, of: member.personID, context: task.id.bytes, in: vault)
            try db.insertCheck(task, by: member.id, isRight: isRight, box, at: now)
            try db.stopClock(of: task.id, in: network)
            guard isRight else { return try dispute(task, picture, [member.id, doer], by: viewer, db) }
            try confirmed(task, doer: doer, checker: member.id, by: viewer, db)
        }
    }

    private func dispute(
        _ task: SmallTask, _ picture: DutyPicture, _ sides: Set<ID>, by viewer: Viewer, _ db: any Connection
    ) throws {
        let now = world.now()
        let leads = picture.candidates.filter { $0.member.has(.coordinator) || $0.member.standing == .steward }
        let area = AreaPath(), language = viewer.language
        let owner =
            DutyRules.choose(leads, area: area, language: language, except: sides)
            ?? DutyRules.choose(picture.candidates, area: area, language: language, except: sides)
            ?? DutyRules.choose(picture.candidates, area: area, language: language)
        guard let owner, let doer = task.doerID else { throw Refusal.unavailable(retryAfter: 60) }
        try start(.decide, of: task, doer: doer, owner: owner, for: SmallRules.deciding, at: now, db)
        try members.record(
            .smallTaskDisputed, on: task.id, in: task.networkID, by: viewer, audience: .concerned, db,
            [("kind", .text(task.kind.rawValue))])
        try members.tell(
            owner, in: task.networkID, SmallWords.title, SmallDeskWords.mailDisputed(task.kind),
            to: "/small-tasks/\(task.id)", db)
    }

    func start(
        _ step: SmallStep, of task: SmallTask, doer: ID, owner: ID, for length: Int64, at now: Int64,
        _ db: any Connection
    ) throws {
        try db.start(
            Clock(
                networkID: task.networkID, object: .smallTask, objectID: task.id, needID: doer, step: step.rawValue,
                ownerID: owner, startedAt: now, dueAt: now + length, stage: 0,
                nextAt: Escalation.next(after: .none, start: now, due: now + length)))
    }
}

/// What a task waits for.
enum SmallStep: String, Sendable {
    case check = "smallCheck"
    case decide = "smallDecide"
    case use = "smallUse"
}
