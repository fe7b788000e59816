internal import Database
internal import Engine

/// The road map: goals and milestones are set, moved, handed on. One function for each act, whatever door it came through.
struct GoalActs: Sendable {
    let members: MemberActs

    var database: any Database { members.database }
    private var world: World { members.world }
    var keeper: ChargeKeeper { ChargeKeeper(members: members) }

    /// Sets a stage goal; or, with a parent, a milestone on the way to one. Whoever sets it answers for it.
    ///
    /// - Throws: ``Refusal/invalid(_:)``, ``Refusal/forbidden(_:)`` to whoever neither leads nor answers for the stage goal.
    func set(_ draft: GoalDraft, by viewer: Viewer, in network: ID, once: Once? = nil) async throws -> Goal {
        let now = world.now()
        return try await database.write { db in
            if let known = try db.earlier(once, by: viewer, in: network), let goal = try db.goal(known, in: network) {
                return goal
            }
            let goal = try make(draft, by: viewer, in: network, now: now, db)
            try db.remember(once, object: goal.id, by: viewer, in: network, at: now)
            return goal
        }
    }

    /// The same, in the transaction of what it comes from.
    ///
    /// - Parameters:
    ///   - decision: what was decided and is made a goal.
    ///   - isOfAll: that all could decide it: then whoever keeps it sets the goal, whether they lead or not. Who they are is for the
    ///     caller to know.
    func make(
        _ draft: GoalDraft, of decision: ID? = nil, isOfAll: Bool = false, by viewer: Viewer, in network: ID,
        now: Int64, _ db: any Connection
    ) throws -> Goal {
        try Policy.require(.moveGoal, viewer)
        let member = try members.own(viewer, in: network)
        let (title, note) = try words(draft), span = try GoalRules.span(draft, now: now)
        let parent = try parent(draft.parent, in: network, db)
        guard isOfAll || Policy.allows(.keepRoadMap, viewer) || parent?.charge.ownerID == member.id else {
            throw Refusal.forbidden(SiteWords.forbidden)
        }
        // A milestone is one day; what leads to it is the stage goal.
        let goal = Goal(
            id: world.newID(), networkID: network, kind: parent == nil ? .stage : .milestone,
            parentID: parent?.id, clauseID: try clause(draft.clause, in: network, db) ?? parent?.clauseID,
            title: title, note: note, from: span.from,
            charge: Charge(ownerID: member.id, askedID: nil, dueAt: span.due), state: .planned, stateNote: "",
            stateAt: now, madeByID: member.id, madeAt: now, decisionID: decision)
        return try start(try asked(draft.member, member, goal, viewer, db), viewer, db)
    }

    /// Whoever sets it answers for it until the one who is asked takes it on.
    private func asked(
        _ typed: String?, _ member: Member, _ old: Goal, _ viewer: Viewer, _ db: any Connection
    ) throws -> Goal {
        guard let typed, !typed.isEmpty, ID(typed) != member.id, let step = try ChargeAction("ask", member: typed)
        else { return old }
        var goal = old
        goal.charge = try keeper.perform(step, on: old.charge, about(old), by: viewer, leads: false, db)
        return goal
    }

    /// It stands on the map, its clock runs.
    private func start(_ goal: Goal, _ viewer: Viewer, _ db: any Connection) throws -> Goal {
        guard try db.openGoals(in: goal.networkID) < GoalRules.mostOpen else {
            throw Refusal.conflict(RoadMapWords.tooMany(GoalRules.mostOpen))
        }
        try db.insert(goal)
        try keeper.start(goal.charge, about(goal), db)
        // Of which decision it comes is told by the decision, to those who may know of that.
        try record(.goalSet, goal, viewer, db, [("kind", .text(goal.kind.rawValue))])
        return goal
    }

    /// A stage goal in the transaction of what it comes from; whoever sets it there answers for it.
    func begin(
        _ id: ID, _ words: String, clause: ID?, until due: Int64, by viewer: Viewer, in network: ID, now: Int64,
        _ db: any Connection
    ) throws {
        let member = try members.own(viewer, in: network)
        let isLong = words.count > GoalRules.mostTitle
        let serves = try clause.flatMap { id in try db.priorities(of: network).contains { $0.id == id } ? id : nil }
        let goal = Goal(
            id: id, networkID: network, kind: .stage, parentID: nil, clauseID: serves,
            title: isLong ? "\(words.prefix(GoalRules.mostTitle - 1))…" : words, note: isLong ? words : "", from: now,
            charge: Charge(ownerID: member.id, askedID: nil, dueAt: due), state: .planned, stateNote: "",
            stateAt: now, madeByID: member.id, madeAt: now)
        _ = try start(goal, viewer, db)
    }

    private func words(_ draft: GoalDraft) throws(Refusal) -> (title: String, note: String) {
        let title = Clean.sentence(draft.title), note = Clean.prose(draft.note)
        guard !title.isEmpty else { throw .invalid("title", RoadMapWords.titleMissing) }
        guard title.count <= GoalRules.mostTitle else {
            throw .invalid("title", QuestionWords.tooLong(GoalRules.mostTitle))
        }
        guard note.count <= GoalRules.mostNote else {
            throw .invalid("words", QuestionWords.tooLong(GoalRules.mostNote))
        }
        return (title, note)
    }

    private func parent(_ typed: String?, in network: ID, _ db: any Connection) throws -> Goal? {
        guard let typed, !typed.isEmpty else { return nil }
        guard let id = ID(typed), let goal = try db.goal(id, in: network), goal.kind == .stage, !goal.state.isOver
        else {
            throw Refusal.invalid("parent", RoadMapWords.unknownParent)
        }
        return goal
    }

    private func clause(_ typed: String?, in network: ID, _ db: any Connection) throws -> ID? {
        guard let typed, !typed.isEmpty else { return nil }
        guard let id = ID(typed), try db.priorities(of: network).contains(where: { $0.id == id }) else {
            throw Refusal.invalid("clause", RoadMapWords.unknownClause)
        }
        return id
    }

    /// Says how it stands, changes it, hands it on: for whoever answers for it, and those who lead.
    func perform(_ action: GoalAction, on id: ID, by viewer: Viewer, in network: ID) async throws -> Goal {
        try Policy.require(.moveGoal, viewer)
        let member = try members.own(viewer, in: network), leads = Policy.allows(.keepRoadMap, viewer)
        return try await database.write { db in
            guard let goal = try db.goal(id, in: network) else { throw Refusal.notFound }
            switch action {
            case .charge(let step):
                guard !goal.state.isOver else { throw Refusal.conflict(RoadMapWords.notNow(goal.state)) }
                var handed = goal
                handed.charge = try keeper.perform(
                    step, on: goal.charge, about(goal), by: viewer, leads: leads, db)
                try db.save(handed)
                try keeper.start(handed.charge, about(handed), db)
                if case .accept = step { try record(.goalOwned, handed, viewer, db) }
                return handed
            case .state(let state, let note):
                try requireOwn(goal, member, leads)
                return try move(goal, to: state, note, viewer, db)
            case .change(let draft):
                try requireOwn(goal, member, leads)
                return try change(goal, draft, viewer, db)
            }
        }
    }

    private func requireOwn(_ goal: Goal, _ member: Member, _ leads: Bool) throws(Refusal) {
        guard leads || goal.charge.ownerID == member.id else { throw .forbidden(SiteWords.forbidden) }
    }

    private func move(
        _ old: Goal, to state: Goal.State, _ typed: String, _ viewer: Viewer, _ db: any Connection
    ) throws -> Goal {
        guard GoalRules.next(old.state).contains(state) else {
            throw Refusal.conflict(
                RoadMapWords.notNow(old.state),
                Refusal.Extras(state: old.state.rawValue, allowed: GoalRules.next(old.state).map(\.rawValue)))
        }
        let note = Clean.sentence(typed)
        guard note.count <= GoalRules.mostNote else {
            throw Refusal.invalid("note", QuestionWords.tooLong(GoalRules.mostNote))
        }
        if state == .dropped, note.isEmpty { throw Refusal.invalid("note", RoadMapWords.whyDropped) }
        var goal = old
        (goal.state, goal.stateNote, goal.stateAt) = (state, note, world.now())
        if state.isOver { goal.charge.askedID = nil }
        try db.save(goal)
        if state.isOver {
            try db.stopClock(of: goal.id, in: goal.networkID)
        } else {
            try keeper.start(goal.charge, about(goal), db)
        }
        try record(
            .goalMoved, goal, viewer, db, FieldChange.open("state", old.state.rawValue, state.rawValue))
        return goal
    }

    private func change(_ old: Goal, _ draft: GoalDraft, _ viewer: Viewer, _ db: any Connection) throws -> Goal {
        guard !old.state.isOver else { throw Refusal.conflict(RoadMapWords.notNow(old.state)) }
        let (title, note) = try words(draft), span = try GoalRules.span(draft, now: old.madeAt)
        var goal = old
        (goal.title, goal.note, goal.from, goal.charge.dueAt) = (title, note, span.from, span.due)
        if draft.from == nil { goal.from = min(old.from, span.due - 1) }
        // The priority it serves may have left the charter since: then it stays, though none can be given it anew.
        if draft.clause != old.clauseID?.description {
            goal.clauseID = try clause(draft.clause, in: goal.networkID, db)
        }
        try db.save(goal)
        try keeper.start(goal.charge, about(goal), db)
        try record(
            .goalChanged, goal, viewer, db,
            FieldChange.open("due", Format.rfc3339(old.dueAt), Format.rfc3339(goal.dueAt)))
        return goal
    }

    private func record(
        _ kind: Event.Kind, _ goal: Goal, _ viewer: Viewer, _ db: any Connection,
        _ details: [(String, EventValue)] = []
    ) throws {
        try members.record(
            kind, on: goal.id, in: goal.networkID, by: viewer, audience: .members, db, details)
    }

    private func about(_ goal: Goal) -> ChargeKeeper.About {
        ChargeKeeper.About(
            object: .goal, id: goal.id, networkID: goal.networkID, subject: RoadMapWords.title,
            path: "/align/road-map/\(goal.id)", asks: RoadMapWords.asks(goal.shownTitle),
            late: RoadMapWords.mailLate(goal.shownTitle, goal.dueAt),
            answered: { [title = goal.shownTitle] name, isYes in RoadMapWords.mailAnswered(name, title, isYes) })
    }

    // MARK: What time does

    static let tasks: MemberActs.LaterTasks = { member, now, db in
        try db.goals(waitingFor: member.id, in: member.networkID).compactMap { goal in
            guard let clock = try db.clock(of: goal.id, in: goal.networkID) else { return nil }
            let path = "/align/road-map/\(goal.id)"
            if goal.charge.askedID == member.id {
                return WaitingTask(clock: clock, words: RoadMapWords.asks(goal.shownTitle), path: path)
            }
            // What is far off waits for nobody yet.
            guard clock.stage > 0 || clock.dueAt - now < 14 * Time.day else { return nil }
            return WaitingTask(clock: clock, words: RoadMapWords.waits(goal.shownTitle), path: path)
        }
    }

    /// Reminds of what is due; what was left behind goes to those who lead. Safe on several nodes.
    ///
    /// - Parameter failed: told of what could not be moved on; the others are.
    func sweep(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now()
        let clocks = try await database.read { db in try db.clocksGoingOff([.goal], by: now, limit: 100) }
        await SweepService.each(clocks, \.objectID, failed: failed) { clock in
            try await database.write { db in
                guard let goal = try db.goal(clock.objectID, in: clock.networkID), !goal.state.isOver else {
                    return try db.stopClock(of: clock.objectID, in: clock.networkID)
                }
                try keeper.fire(clock, goal.charge, about(goal), db)
            }
        }
        let leftAlone = try await database.read { db in try db.goalsLeftAlone() }
        await SweepService.each(leftAlone, \.id, failed: failed) { goal in
            try await database.write { db in
                guard var goal = try db.goal(goal.id, in: goal.networkID), !goal.state.isOver,
                    let heir = try keeper.heir(of: goal.charge, in: goal.networkID, db)
                else { return }
                goal.charge = Charge(ownerID: heir, askedID: nil, dueAt: goal.dueAt)
                try db.save(goal)
                try keeper.start(goal.charge, about(goal), db)
                try members.tell(
                    heir, in: goal.networkID, RoadMapWords.title, RoadMapWords.waits(goal.shownTitle),
                    to: "/align/road-map/\(goal.id)", db)
            }
        }
    }
}
