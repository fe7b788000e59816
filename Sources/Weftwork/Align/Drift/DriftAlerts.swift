internal import Database
internal import Engine

/// What is raised, to whom, and how it is answered.
extension DriftActs {
    /// Raises what is above its limit and nobody has been told of; lets go what is below it again. What is not known does neither.
    func raise(_ state: DriftState, _ now: Int64, _ db: any Connection) throws {
        let network = state.facts.networkID
        // Measured a moment ago: another version may have come into force since.
        guard let version = try db.charterInForce(of: .network(network)), let adopted = version.adoptedAt,
            version.number == state.facts.version?.number
        else { return }
        let limits = try db.driftLimits(of: network), alerts = try db.driftAlerts(of: network)
        let isRenewing = try db.renewalOpen(in: network) != nil
        for kind in [DriftAlert.Kind.consensus, .effort, .yearly] {
            let open = alerts.first { $0.kind == kind && $0.isOpen }
            let last = alerts.first { $0.kind == kind && !$0.isOpen }
            let value = state.value(of: kind), limit = limits.percent(of: kind)
            let isOver: Bool, isDue: Bool
            if kind == .yearly {
                isOver = !DriftRules.isToRenew(version, limits, last: nil, now: now)
                isDue = DriftRules.isToRenew(version, limits, last: last, now: now)
            } else {
                guard let value else { continue }
                isOver = value < limit * 100
                isDue = DriftRules.isToRaise(value, limit: limit, since: adopted, last: last, now: now)
            }
            if let open {
                if isOver { try close(open, .past, "", by: DriftActs.system, db) }
            } else if isDue, !isRenewing {
                let worst = kind == .consensus ? state.lost(atLeast: limit).first?.clause : nil
                try begin(kind, value ?? 0, limit * 100, about: worst, version, now, db)
            }
        }
        let lost = state.lost(atLeast: limits.percent(of: .clause))
        try raise(lost, limits.percent(of: .clause), isRenewing: isRenewing, since: adopted, version, now, db)
        // What people were asked about was another charter.
        for alert in alerts where alert.isOpen && alert.kind == .asked && alert.openedAt < adopted {
            try close(alert, .past, "", by: DriftActs.system, db)
        }
    }

    /// One clause lost among many that hold is nothing in their mean: the gravest is raised by its name, unless the alert of the
    /// whole charter says it already.
    private func raise(
        _ lost: [(clause: CharterClause, value: Int)], _ limit: Int, isRenewing: Bool, since adopted: Int64,
        _ version: CharterVersion, _ now: Int64, _ db: any Connection
    ) throws {
        let alerts = try db.driftAlerts(of: version.networkID)
        if let open = alerts.first(where: { $0.kind == .clause && $0.isOpen }) {
            if lost.contains(where: { $0.clause.id == open.clauseID }) { return }
            try close(open, .past, "", by: DriftActs.system, db)
        }
        guard !isRenewing, !DriftRules.isSaidOfTheWhole(alerts, now: now) else { return }
        let due = lost.first { clause, value in
            let last = alerts.first { $0.kind == .clause && !$0.isOpen && $0.clauseID == clause.id }
            return DriftRules.isToRaise(value, limit: limit, since: adopted, last: last, now: now)
        }
        guard let due else { return }
        try begin(.clause, due.value, limit * 100, about: due.clause, version, now, db)
    }

    /// What asking again has shown: where people no longer stand behind a clause somebody looks at it; where all hold nobody has to
    /// any more.
    ///
    /// - Returns: what was raised.
    func raise(
        _ round: AskRound, _ clauses: [CharterClause], _ version: CharterVersion, _ now: Int64, _ db: any Connection
    ) throws -> DriftAlert? {
        let open = try db.driftAlerts(of: round.networkID).first { $0.kind == .asked && $0.isOpen }
        if let open, round.verdict == .steady { try close(open, .past, "", by: DriftActs.system, db) }
        let lost = round.results.compactMap { result -> (clause: CharterClause, loss: Double)? in
            guard result.answers.verdict == .drift else { return nil }
            return clauses.first { $0.id.description == result.clause }.map { ($0, result.answers.netLoss) }
        }
        guard let worst = lost.min(by: DriftRules.isGraver), open == nil, version.state.isInForce,
            try db.renewalOpen(in: round.networkID) == nil
        else { return nil }
        return try begin(
            .asked, DriftRules.stored(worst.loss), DriftRules.stored(PairedAnswers.leastLoss), about: worst.clause,
            version, now, db)
    }

    /// The charter has been looked at: it is not time any more to agree anew.
    static func lookedAt(_ network: ID, by viewer: Viewer, _ members: MemberActs, _ db: any Connection) throws {
        for alert in try db.driftAlerts(of: network) where alert.isOpen && alert.kind == .yearly {
            try DriftActs(members: members).close(alert, .past, "", by: viewer, db)
        }
    }

    @discardableResult
    private func begin(
        _ kind: DriftAlert.Kind, _ value: Int, _ limit: Int, about clause: CharterClause?, _ version: CharterVersion,
        _ now: Int64, _ db: any Connection
    ) throws -> DriftAlert? {
        guard let owner = try owner(version, db) else { return nil }
        let due = now + DriftRules.toLook
        let alert = DriftAlert(
            id: world.newID(), networkID: version.networkID, kind: kind, value: value, limit: limit,
            clauseID: clause?.id, ownerID: owner, openedAt: now, dueAt: due, words: "")
        try db.save(alert)
        try db.start(
            Clock(
                networkID: alert.networkID, object: .driftAlert, objectID: alert.id, needID: alert.id,
                step: "drift.\(kind.rawValue)", ownerID: owner, startedAt: now, dueAt: due, stage: 0,
                nextAt: Escalation.next(after: .none, start: now, due: due)))
        try members.record(
            .driftRaised, on: alert.id, in: alert.networkID, by: DriftActs.system, audience: .members, db,
            [("kind", .text(kind.rawValue)), ("percent", .number(Int64(value / 100)))])
        try members.tell(
            owner, in: alert.networkID, DriftWords.title, DriftWords.mailRaised(kind, value / 100, due, clause),
            to: "/drift", db)
        return alert
    }

    /// Whoever answers for the charter, as long as they take part; else somebody who leads.
    private func owner(_ version: CharterVersion, _ db: any Connection) throws -> ID? {
        if try db.isAwake(version.convenerID, in: version.networkID) { return version.convenerID }
        return try db.someoneWhoLeads(in: version.networkID)
    }

    @discardableResult
    func close(
        _ old: DriftAlert, _ outcome: DriftAlert.Outcome, _ words: String, renewal: ID? = nil, by viewer: Viewer,
        _ db: any Connection
    ) throws -> DriftAlert {
        var alert = old
        (alert.closedAt, alert.outcome, alert.words, alert.renewalID) = (world.now(), outcome, words, renewal)
        try db.save(alert)
        try db.stopClock(of: alert.id, in: alert.networkID)
        try members.record(
            .driftAnswered, on: alert.id, in: alert.networkID, by: viewer, audience: .members, db,
            [("kind", .text(alert.kind.rawValue)), ("outcome", .text(outcome.rawValue))])
        return alert
    }

    /// What is to be done about it, by whoever answers for it or those who lead: asked again, answered, renewed.
    func perform(
        _ action: DriftAction, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> ID? {
        let now = world.now()
        if let earlier = try await database.read({ db in try db.earlier(once, by: viewer, in: network) }) {
            return earlier == network ? nil : earlier
        }
        switch action {
        case .rebuild:
            try await rebuild(network, by: viewer, once: once)
            return nil
        case .askAgain: return try await askAgain(by: viewer, in: network, once: once).id
        case .renew(let words): return try await renew(words, by: viewer, in: network, once: once).id
        case .answer(let id, let words):
            try Policy.require(.answerDrift, viewer)
            let member = try members.own(viewer, in: network), words = try DriftRules.words(words, "words")
            try await database.write { db in
                if try db.earlier(once, by: viewer, in: network) != nil { return }
                let alert = try requireOpen(id, in: network, db)
                guard alert.ownerID == member.id else { throw Refusal.forbidden(DriftWords.notYours) }
                try close(alert, .answered, words, by: viewer, db)
                try db.remember(once, object: id, by: viewer, in: network, at: now)
            }
            return id
        case .take(let id):
            try Policy.require(.keepDrift, viewer)
            let member = try members.own(viewer, in: network)
            try await database.write { db in
                if try db.earlier(once, by: viewer, in: network) != nil { return }
                var alert = try requireOpen(id, in: network, db)
                alert.ownerID = member.id
                try db.save(alert)
                try db.setClockOwner(member.id, of: id, in: network)
                try members.record(.driftTaken, on: id, in: network, by: viewer, audience: .members, db)
                try db.remember(once, object: id, by: viewer, in: network, at: now)
            }
            return id
        }
    }

    private func requireOpen(_ id: ID, in network: ID, _ db: any Connection) throws -> DriftAlert {
        guard let alert = try db.driftAlert(id, in: network) else { throw Refusal.notFound }
        guard alert.isOpen else { throw Refusal.conflict(DriftWords.isOver) }
        return alert
    }

    /// Whoever answers for an open alert may do what those who lead may.
    func requireKeeper(_ viewer: Viewer, in network: ID) async throws {
        if Policy.allows(.keepDrift, viewer) { return }
        try Policy.require(.answerDrift, viewer)
        let member = try members.own(viewer, in: network)
        let owns = try await database.read { db in
            try db.driftAlerts(of: network).contains { $0.isOpen && $0.ownerID == member.id }
        }
        guard owns else { throw Refusal.forbidden(DriftWords.notYours) }
    }

    // MARK: Clocks

    static func about(_ clock: Clock, _ db: any Connection) throws -> AlignClocks.About? {
        if clock.object == .driftAlert {
            guard let alert = try db.driftAlert(clock.objectID, in: clock.networkID), alert.isOpen else { return nil }
            let version = try alert.clauseID == nil ? nil : db.charterInForce(of: .network(alert.networkID))
            let clause = try version.map { try db.clauses(of: $0) }?.first { $0.id == alert.clauseID }
            return AlignClocks.About(words: DriftWords.waits(alert.kind, clause), path: "/drift#alerts")
        }
        guard let step = try db.renewalStep(clock.objectID, in: clock.networkID), step.isTurn else { return nil }
        return AlignClocks.About(words: RenewalWords.waits(step.kind), path: "/renewals/\(step.renewalID)")
    }

    /// What waits at home: alerts and steps that a member answers for, a round in which they are asked.
    static let tasks: MemberActs.LaterTasks = { member, now, db in
        let own = try AlignClocks.tasks([.driftAlert, .renewal], about: { try DriftActs.about($0, $1) })(
            member, now, db)
        guard let round = try unanswered(by: member, db)?.round else { return own }
        let clock = Clock(
            networkID: member.networkID, object: .asking, objectID: round.id, needID: round.id, step: "driftAsked",
            ownerID: member.id, startedAt: round.at, dueAt: round.dueAt, stage: 0, nextAt: Clock.never)
        return own + [WaitingTask(clock: clock, words: DriftWords.waitsAsked, path: "/drift/again")]
    }

    func pass(_ clock: Clock, to member: ID, _ db: any Connection) throws -> Bool {
        if clock.object == .driftAlert {
            guard var alert = try db.driftAlert(clock.objectID, in: clock.networkID) else { return false }
            alert.ownerID = member
            try db.save(alert)
        } else {
            guard var step = try db.renewalStep(clock.objectID, in: clock.networkID) else { return false }
            step.ownerID = member
            try db.save(step)
        }
        return true
    }
}

extension DriftLimits {
    func percent(of kind: DriftAlert.Kind) -> Int {
        switch kind {
        case .consensus, .clause: consensus
        case .effort: effort
        case .yearly: 0
        case .asked: Int(PairedAnswers.leastLoss * 100)
        }
    }
}
