internal import Database

/// Agreeing anew, step by step; each step has somebody who answers for it and a clock.
extension DriftActs {
    /// Begins a renewal. What had drifted is answered by it.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` without a charter in force, or while another renewal runs.
    @discardableResult
    func renew(_ typed: String, by viewer: Viewer, in network: ID, once: Once? = nil) async throws -> Renewal {
        try await requireKeeper(viewer, in: network)
        let member = try members.own(viewer, in: network), now = world.now()
        let words = try DriftRules.words(typed, "reason")
        return try await database.write { db in
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.renewal(earlier, in: network)
            {
                return known
            }
            guard let version = try db.charterInForce(of: .network(network)) else {
                throw Refusal.conflict(DriftWords.noCharter)
            }
            guard try db.renewalOpen(in: network) == nil else { throw Refusal.conflict(RenewalWords.runs) }
            let alerts = try db.driftAlerts(of: network).filter(\.isOpen)
            // The mindset check is repeated with it, from the first day, so that it is there when it is talked over.
            let renewal = Renewal(
                id: world.newID(), networkID: network, reason: reason(alerts), words: words, byID: member.id,
                startedAt: now, version: version.number,
                sheetID: try mindsetRound(tells: false, by: viewer, in: network, now: now, db))
            try db.save(renewal)
            let owner = try db.isAwake(version.convenerID, in: network) ? version.convenerID : member.id
            for kind in RenewalStep.Kind.allCases {
                let step = RenewalStep(
                    id: world.newID(), renewalID: renewal.id, networkID: network, kind: kind, ownerID: owner, words: "")
                try db.save(step)
                if kind == .review { try begin(step, now, db) }
            }
            for alert in alerts { try close(alert, .renewal, words, renewal: renewal.id, by: viewer, db) }
            try members.record(
                .renewalBegun, on: renewal.id, in: network, by: viewer, audience: .members, db,
                [("version", .number(Int64(version.number)))])
            try db.remember(once, object: renewal.id, by: viewer, in: network, at: now)
            return renewal
        }
    }

    private func reason(_ alerts: [DriftAlert]) -> Renewal.Reason {
        let kinds = Set(alerts.map(\.kind))
        if !kinds.isDisjoint(with: [.consensus, .clause, .asked]) { return .consensus }
        if kinds.contains(.effort) { return .effort }
        return kinds.contains(.yearly) ? .yearly : .asked
    }

    /// It is this step's turn: its clock runs, whoever answers for it is told.
    private func begin(_ old: RenewalStep, _ now: Int64, _ db: any Connection) throws {
        var step = old
        (step.startedAt, step.dueAt) = (now, now + step.kind.length)
        try db.save(step)
        if let clock = RenewalRules.clock(of: step) { try db.start(clock) }
        try members.tell(
            step.ownerID, in: step.networkID, RenewalWords.title,
            RenewalWords.mailTurn(step.kind, now + step.kind.length),
            to: "/renewals/\(step.renewalID)", db)
    }

    // MARK: Reading

    func renewal(_ id: ID, for viewer: Viewer, in network: ID) async throws -> RenewalReading {
        try Policy.require(.seeDrift, viewer)
        _ = try members.own(viewer, in: network)
        var reading = try await database.read { db in
            guard let renewal = try db.renewal(id, in: network) else { throw Refusal.notFound }
            let steps = try db.renewalSteps(of: id, in: network), subject = CharterSubject.network(network)
            let people = Set([renewal.byID] + steps.flatMap { [$0.ownerID, $0.doneByID].compactMap { $0 } })
            let clauses = try db.charterInForce(of: subject).map { try db.clauses(of: $0) } ?? []
            return RenewalReading(
                renewal: renewal, steps: steps, goals: try db.goals(of: id, in: network),
                names: try db.names(of: people, in: network), priorities: clauses.filter { $0.section == .priorities },
                open: try db.charterOpen(of: subject)?.number)
        }
        if let sheet = reading.renewal.sheetID {
            reading.mindset = try await questions.reading(sheet, for: viewer, in: network)
        }
        return reading
    }

    // MARK: Step by step

    /// Takes a step, says what came of it, sets a goal, begins the draft, ends it all.
    func perform(_ action: RenewalAction, on id: ID, by viewer: Viewer, in network: ID, once: Once? = nil) async throws
    {
        try Policy.require(.answerDrift, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        if case .draft(let reason, let learnt) = action {
            return try await draft(reason, learnt, on: id, by: viewer, in: network, once: once)
        }
        try await database.write { db in
            if try db.earlier(once, by: viewer, in: network) != nil { return }
            let renewal = try requireOpen(id, in: network, db)
            switch action {
            case .take(let kind): try take(kind, of: renewal, member, viewer, db)
            case .finish(let kind, let words):
                let step = try requireTurn(kind, of: renewal, member, db)
                guard kind.isSaid else { throw Refusal.conflict(RenewalWords.byCharter) }
                try finish(step, of: renewal, try DriftRules.words(words, "words-\(kind.name)"), by: viewer, now, db)
            case .goal(let words, let priority, let until):
                _ = try requireTurn(.goals, of: renewal, member, db)
                try add(words, priority, until, to: renewal, viewer, now, db)
            case .mindset: try begin(mindsetOf: renewal, by: viewer, now, db)
            case .end(let reason):
                try Policy.require(.keepDrift, viewer)
                try end(renewal, .ended, try DriftRules.words(reason, "endReason"), by: viewer, now, db)
            case .draft: break
            }
            try db.remember(once, object: id, by: viewer, in: network, at: now)
        }
        try await database.write { db in try follow(id, in: network, now, db) }
    }

    private func requireOpen(_ id: ID, in network: ID, _ db: any Connection) throws -> Renewal {
        guard let renewal = try db.renewal(id, in: network) else { throw Refusal.notFound }
        guard renewal.isOpen else { throw Refusal.conflict(RenewalWords.isOver) }
        return renewal
    }

    private func requireTurn(
        _ kind: RenewalStep.Kind, of renewal: Renewal, _ member: Member, _ db: any Connection
    ) throws -> RenewalStep {
        guard let step = try db.renewalSteps(of: renewal.id, in: renewal.networkID).first(where: { $0.kind == kind })
        else {
            throw Refusal.notFound
        }
        guard step.isTurn else { throw Refusal.conflict(RenewalWords.notItsTurn) }
        guard step.ownerID == member.id else { throw Refusal.forbidden(RenewalWords.notYours) }
        return step
    }

    private func take(
        _ kind: RenewalStep.Kind, of renewal: Renewal, _ member: Member, _ viewer: Viewer, _ db: any Connection
    ) throws {
        try Policy.require(.keepDrift, viewer)
        guard var step = try db.renewalSteps(of: renewal.id, in: renewal.networkID).first(where: { $0.kind == kind }),
            step.doneAt == nil
        else { throw Refusal.conflict(RenewalWords.notItsTurn) }
        step.ownerID = member.id
        try db.save(step)
        try db.setClockOwner(member.id, of: step.id, in: renewal.networkID)
        try members.record(
            .renewalStepTaken, on: renewal.id, in: renewal.networkID, by: viewer, audience: .members, db,
            [("step", .text(kind.name))])
    }

    private func add(
        _ words: String, _ priority: ID?, _ until: String, to renewal: Renewal, _ viewer: Viewer, _ now: Int64,
        _ db: any Connection
    ) throws {
        let words = try RenewalRules.goalWords(words), until = try RenewalRules.until(until, now: now)
        guard try db.goals(of: renewal.id, in: renewal.networkID).count < RenewalRules.mostGoals else {
            throw Refusal.conflict(RenewalWords.tooManyGoals(RenewalRules.mostGoals))
        }
        if let priority {
            let clauses = try db.charterInForce(of: .network(renewal.networkID)).map { try db.clauses(of: $0) } ?? []
            guard clauses.contains(where: { $0.id == priority }) else {
                throw Refusal.invalid("priority", RenewalWords.noPriority)
            }
        }
        // It stands on the road map, with an owner and a clock.
        let goal = world.newID()
        try db.insertGoal(goal, of: renewal.id, in: renewal.networkID)
        try GoalActs(members: members).begin(
            goal, words, clause: priority, until: until, by: viewer, in: renewal.networkID, now: now, db)
        try members.record(
            .renewalGoalSet, on: renewal.id, in: renewal.networkID, by: viewer, audience: .members, db)
    }

    private func finish(
        _ old: RenewalStep, of renewal: Renewal, _ words: String, by viewer: Viewer, _ now: Int64, _ db: any Connection
    ) throws {
        var step = old
        (step.doneAt, step.doneByID, step.words) = (now, viewer.member?.id, words)
        try db.save(step)
        try db.stopClock(of: step.id, in: step.networkID)
        try members.record(
            .renewalStepDone, on: renewal.id, in: renewal.networkID, by: viewer, audience: .members, db,
            [("step", .text(step.kind.name))])
        if let next = step.kind.next {
            guard
                let following = try db.renewalSteps(of: renewal.id, in: renewal.networkID).first(where: {
                    $0.kind == next
                })
            else { return }
            try begin(following, now, db)
        } else {
            try end(renewal, .renewed, "", by: viewer, now, db)
        }
    }

    private func end(
        _ old: Renewal, _ outcome: Renewal.Outcome, _ words: String, by viewer: Viewer, _ now: Int64,
        _ db: any Connection
    ) throws {
        guard let present = try db.renewal(old.id, in: old.networkID) else { return }
        var renewal = present
        (renewal.endedAt, renewal.outcome) = (now, outcome)
        try db.save(renewal)
        for var step in try db.renewalSteps(of: renewal.id, in: renewal.networkID) where step.isTurn {
            step.words = words
            try db.save(step)
            try db.stopClock(of: step.id, in: renewal.networkID)
        }
        if outcome == .ended { try tellEnded(renewal, words, by: viewer, db) }
        try members.record(
            .renewalEnded, on: renewal.id, in: renewal.networkID, by: viewer, audience: .members, db,
            [("outcome", .text(outcome.rawValue)), ("version", .number(renewal.newVersion.map(Int64.init)))])
    }

    // MARK: What the charter says

    /// Steps that nobody has to say: there is a draft, a new version is in force.
    func sweepRenewals(failed: (ID, any Error) -> Void) async throws {
        let now = world.now()
        try await tellBegun(now, failed)
        for renewal in try await database.read({ db in try db.openRenewals(limit: 100) }) {
            await SweepService.trying(renewal.networkID, failed) {
                let moves = try await database.read { db in
                    try step(toFollow: renewal.id, renewal.networkID, db) != nil
                }
                guard moves else { return }
                try await database.write { db in try follow(renewal.id, in: renewal.networkID, now, db) }
            }
        }
    }

    /// The step that the charter has done meanwhile.
    private func step(toFollow id: ID, _ network: ID, _ db: any Connection) throws -> (Renewal, RenewalStep)? {
        guard let renewal = try db.renewal(id, in: network), renewal.isOpen,
            let step = try db.renewalSteps(of: id, in: network).first(where: \.isTurn), !step.kind.isSaid
        else { return nil }
        let subject = CharterSubject.network(network)
        let isAdopted = try (db.charterInForce(of: subject)?.number ?? 0) > renewal.version
        let isWritten = try (db.charterOpen(of: subject)?.number ?? 0) > renewal.version
        return isAdopted || (step.kind == .draft && isWritten) ? (renewal, step) : nil
    }

    private func follow(_ id: ID, in network: ID, _ now: Int64, _ db: any Connection) throws {
        while let (old, step) = try step(toFollow: id, network, db) {
            var renewal = old
            if step.kind == .adopt, let number = try db.charterInForce(of: .network(network))?.number {
                renewal.newVersion = number
                try db.save(renewal)
            }
            try finish(step, of: renewal, "", by: DriftActs.system, now, db)
        }
    }

    /// Begins a new version of the charter from the one in force, with what changed and what was learnt.
    private func draft(
        _ reason: String, _ learnt: String, on id: ID, by viewer: Viewer, in network: ID, once: Once?
    ) async throws {
        let member = try members.own(viewer, in: network), now = world.now()
        let isDone = try await database.read { db in
            if try db.earlier(once, by: viewer, in: network) != nil { return true }
            _ = try requireTurn(.draft, of: try requireOpen(id, in: network, db), member, db)
            return false
        }
        guard !isDone else { return }
        let why = try DriftRules.words(reason, "reason"), what = try DriftRules.words(learnt, "learnt")
        guard let newVersion else { throw Refusal.conflict(RenewalWords.byCharter) }
        try await newVersion(why, what, viewer, network)
        try await database.write { db in
            try follow(id, in: network, now, db)
            if try db.earlier(once, by: viewer, in: network) == nil {
                try db.remember(once, object: id, by: viewer, in: network, at: now)
            }
        }
    }
}
