internal import Database

extension TeamActs {
    private static let system = Viewer(.system, language: .zh)

    /// Does what is due by now for teams: clocks, what is done is proposed to be closed, what those who are gone kept passes on.
    /// Safe on several nodes.
    ///
    /// - Parameter failed: told of each that could not be done; it keeps the others from nothing.
    func sweep(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now()
        let due = try await database.read { db in try db.clocksGoingOff([.team, .teamRole], by: now, limit: 200) }
        for clock in due {
            do {
                try await onDesk(in: clock.networkID, at: now) { try $0.fire(clock) }
            } catch Refusal.stale {
                // Somebody changed it in the same moment: the next sweep looks at it anew.
            } catch {
                failed(clock.needID, error)
                _ = try await database.write { db in try db.advance(clock, to: clock.stage, next: now + Time.minute) }
            }
        }
        for (network, id) in try await database.read({ db in try db.teamsToPropose(most: 200) }) {
            try await trying(id, failed) { try await onDesk(in: network, at: now) { try $0.propose(id) } }
        }
        for (network, id) in try await database.read({ db in try db.teamsToKeepOpen(most: 200) }) {
            try await trying(id, failed) { try await onDesk(in: network, at: now) { try $0.unpropose(id) } }
        }
    }

    func trying(_ id: ID, _ failed: (ID, any Error) -> Void, _ body: () async throws -> Void) async throws {
        do { try await body() } catch Refusal.stale {} catch { failed(id, error) }
    }

    /// What those who have left, rest or are suspended kept passes on; their places are free again.
    func sweepPeople(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now()
        for (network, team, gone) in try await database.read({ db in try db.teamsLeftAlone() }) {
            try await trying(team, failed) {
                let except = gone
                try await onDesk(in: network, at: now) { try $0.passOn(team, from: except) }
            }
        }
        for (network, member) in try await database.read({ db in try db.holdersGone() }) {
            try await trying(member, failed) {
                try await onDesk(in: network, at: now) { try $0.freePlaces(of: member) }
            }
        }
    }

    /// What was said in teams that closed long ago is forgotten.
    func forgetOld(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now()
        for (network, id) in try await database.read({ db in try db.teamsToForget(at: now, most: 100) }) {
            try await trying(id, failed) {
                try await database.write { db in
                    try db.shredKey(of: id)
                    try db.forgetPurpose(of: id, in: network)
                }
            }
        }
    }

    func onDesk(
        in network: ID, at now: Int64, _ body: @escaping @Sendable (TeamDesk) throws -> Void
    ) async throws {
        let picture = try await needs.duty.picture(of: network, now: now)
        try await database.write { db in
            try body(
                TeamDesk(
                    acts: self, db: db, viewer: TeamActs.system, network: network, now: now, picture: picture))
        }
    }
}

extension TeamDesk {
    func fire(_ clock: Clock) throws {
        guard let team = try db.team(clock.needID, in: network), team.state == .open,
            let step = TeamClocks.Step(rawValue: clock.step)
        else { return try db.stopClock(of: clock.objectID, in: network) }
        switch step {
        case .look: try escalate(clock, team)
        case .close: try remindOrClose(clock, team)
        case .role: try tellOfEmpty(clock, team)
        case .handover, .place: try db.stopClock(of: clock.objectID, in: network)
        }
    }

    /// 75 % the keeper is reminded, 100 % the backup is told, 150 % they take over, 200 % it is red for those who lead.
    private func escalate(_ clock: Clock, _ team: Team) throws {
        let reached = Escalation.reached(start: clock.startedAt, due: clock.dueAt, now: now)
        guard reached.rawValue > clock.stage else { return }
        let next = Escalation.next(after: reached, start: clock.startedAt, due: clock.dueAt)
        guard try db.advance(clock, to: reached.rawValue, next: next) else { return }
        try record(PeopleClocks.event(reached), on: team, [("step", .text(clock.step))])
        let isTaken = reached >= .reassigned && clock.stage < Escalation.reassigned.rawValue
        if isTaken, let backup = team.backupID, try db.isAwake(backup, in: network) {
            let passed = try pass(team, to: backup, except: [team.keeperID])
            try tell(backup, TeamWords.mailPassed, about: passed)
            try tellLeads(of: passed, except: [backup])
        } else {
            let told = reached == .backupTold ? team.backupID ?? team.keeperID : team.keeperID
            try tell(told, reached == .reminded ? TeamWords.mailReminder : TeamWords.mailLate, about: team)
            // Nobody stands in: those who lead hear of it, else nobody would.
            if reached >= .reassigned { try tellLeads(of: team, except: [told]) }
        }
    }

    private func tellLeads(of team: Team, except: Set<ID>) throws {
        let leads = picture.candidates.map(\.member).filter {
            ($0.has(.coordinator) || $0.standing == .steward) && !except.contains($0.id)
        }
        for lead in leads { try tell(lead.id, TeamWords.mailLate, about: team) }
    }

    /// What nobody closed and nobody kept open closes by itself.
    private func remindOrClose(_ clock: Clock, _ team: Team) throws {
        guard now < clock.dueAt else {
            _ = try close(team)
            return
        }
        guard try db.advance(clock, to: Escalation.reminded.rawValue, next: clock.dueAt) else { return }
        try tell(team.keeperID, TeamWords.mailProposed, about: team)
    }

    /// But of nothing that is over by now: what its needs ask for may have changed since the clock began.
    private func tellOfEmpty(_ clock: Clock, _ team: Team) throws {
        try followNeeds(team.id)
        guard let role = try db.teamRoles(of: team.id, in: network).first(where: { $0.id == clock.objectID }),
            try !db.isHeld(role.id, in: network)
        else { return try db.stopClock(of: clock.objectID, in: network) }
        guard try isAskedFor(role, team) else {
            // It may be asked for again: a need is opened anew.
            _ = try db.advance(clock, to: clock.stage, next: now + TeamRules.closing)
            return
        }
        guard try db.advance(clock, to: Escalation.reminded.rawValue, next: Clock.never) else { return }
        try record(.teamRoleEmpty, on: team, [("role", .text(role.kind.rawValue))])
        try tell(team.keeperID, { TeamWords.mailEmpty(TeamWords.name(of: role), $0) }, about: team)
    }

    // MARK: All is done

    func propose(_ id: ID) throws {
        guard let old = try db.team(id, in: network), old.state == .open, old.proposedAt == nil else { return }
        let needs = try db.needs(of: old)
        guard !needs.isEmpty, needs.allSatisfy({ TeamRules.isDone($0.state) }) else { return }
        let team = try save(old, .teamCloseProposed) { $0.proposedAt = now }
        try startKeeping(team)
        try tell(team.keeperID, TeamWords.mailProposed, about: team)
    }

    /// A need was opened again.
    func unpropose(_ id: ID) throws {
        guard let old = try db.team(id, in: network), old.state == .open, old.proposedAt != nil,
            try db.needs(of: old).contains(where: { !TeamRules.isDone($0.state) })
        else { return }
        let team = try save(old, .teamKeptOpen) { $0.proposedAt = nil }
        try startKeeping(team)
    }

    // MARK: Who is gone

    func passOn(_ id: ID, from gone: Set<ID>) throws {
        guard let old = try db.team(id, in: network), old.state == .open else { return }
        if gone.contains(old.keeperID) {
            // The backup; else whom the duty chooses; where nobody is left its clock finds somebody as soon as there is one.
            let backup = old.backupID.flatMap { gone.contains($0) ? nil : $0 }
            guard
                let next = backup
                    ?? DutyRules.choose(picture.candidates, area: old.area, language: .zh, except: gone)
            else { return }
            let team = try pass(old, to: next, except: gone)
            return try tell(next, TeamWords.mailPassed, about: team)
        }
        let backup =
            old.backupID.flatMap { gone.contains($0) ? nil : $0 }
            ?? DutyRules.choose(
                picture.candidates, area: old.area, language: .zh, except: gone.union([old.keeperID]))
        let asked = old.askedID.flatMap { gone.contains($0) ? nil : $0 }
        guard backup != old.backupID || asked != old.askedID else { return }
        _ = try save(old, .teamChanged, [("field", .text("people"))]) {
            $0.backupID = backup
            ($0.askedID, $0.askedAt) = (asked, asked == nil ? nil : old.askedAt)
        }
    }

    func freePlaces(of member: ID) throws {
        guard try !db.isAwake(member, in: network) else { return }
        for (id, roleID) in try db.placesHeld(by: member, in: network) {
            guard let team = try db.team(id, in: network),
                let role = try db.teamRoles(of: id, in: network).first(where: { $0.id == roleID })
            else { continue }
            try letGo(role, of: member, team)
        }
    }
}

extension Connection {
    /// Whether a need `n` is done for a team.
    private var done: SQL { "(n.phase = 3 OR n.state = \(Need.State.confirmed))" }

    /// Open teams all of whose needs are done, and that have any.
    fileprivate func teamsToPropose(most: Int) throws -> [(network: ID, team: ID)] {
        try query(
            """
            SELECT t.network_id, t.id FROM teams t WHERE t.state = 'open' AND t.proposed_at IS NULL
                AND EXISTS (SELECT 1 FROM team_needs x
                    WHERE x.network_id = t.network_id AND x.team_id = t.id AND x.left_at IS NULL)
                AND NOT EXISTS (SELECT 1 FROM team_needs x
                    JOIN needs n ON n.network_id = x.network_id AND n.id = x.need_id
                    WHERE x.network_id = t.network_id AND x.team_id = t.id AND x.left_at IS NULL AND NOT \(done))
            ORDER BY t.network_id, t.id LIMIT \(most)
            """
        ) { (try $0[0], try $0[1]) }
    }

    /// Teams that are proposed to be closed while something is to do again.
    fileprivate func teamsToKeepOpen(most: Int) throws -> [(network: ID, team: ID)] {
        try query(
            """
            SELECT t.network_id, t.id FROM teams t WHERE t.state = 'open' AND t.proposed_at IS NOT NULL
                AND EXISTS (SELECT 1 FROM team_needs x
                    JOIN needs n ON n.network_id = x.network_id AND n.id = x.need_id
                    WHERE x.network_id = t.network_id AND x.team_id = t.id AND x.left_at IS NULL AND NOT \(done))
            ORDER BY t.network_id, t.id LIMIT \(most)
            """
        ) { (try $0[0], try $0[1]) }
    }

    /// Open teams whose keeper, backup or whoever is asked takes no part any more, with those of them who don't.
    fileprivate func teamsLeftAlone() throws -> [(network: ID, team: ID, gone: Set<ID>)] {
        let rows = try query(
            """
            SELECT t.network_id, t.id, m.id FROM teams t JOIN memberships m ON m.network_id = t.network_id
                AND (m.id = t.keeper_id OR m.id = t.backup_id OR m.id = t.asked_id)
            WHERE t.state = 'open' AND m.state NOT IN ('welcomed', 'active')
            ORDER BY t.network_id, t.id, m.id LIMIT 300
            """
        ) { (network: try $0[0] as ID, team: try $0[1] as ID, member: try $0[2] as ID) }
        var found: [(network: ID, team: ID, gone: Set<ID>)] = []
        for row in rows {
            if found.last?.team == row.team {
                found[found.count - 1].gone.insert(row.member)
            } else {
                found.append((row.network, row.team, [row.member]))
            }
        }
        return found
    }

    /// Members who hold a place in an open team and take no part any more.
    fileprivate func holdersGone() throws -> [(network: ID, member: ID)] {
        try query(
            """
            SELECT DISTINCT p.network_id, p.member_id FROM team_places p
            JOIN teams t ON t.network_id = p.network_id AND t.id = p.team_id
            JOIN memberships m ON m.network_id = p.network_id AND m.id = p.member_id
            WHERE p.released_at IS NULL AND t.state = 'open' AND m.state NOT IN ('welcomed', 'active')
            ORDER BY p.network_id, p.member_id LIMIT 200
            """
        ) { (try $0[0], try $0[1]) }
    }

    /// Teams that closed so long ago that nobody may still hold what was said in them.
    fileprivate func teamsToForget(at now: Int64, most: Int) throws -> [(network: ID, team: ID)] {
        try query(
            """
            SELECT t.network_id, t.id FROM teams t JOIN subject_keys k ON k.subject_id = t.id
            WHERE t.state = 'closed' AND k.wrapped IS NOT NULL
                AND t.closed_at < \(Retention.cutoff(.contacts, network: "t.network_id", now: now))
            ORDER BY t.id LIMIT \(most)
            """
        ) { (try $0[0], try $0[1]) }
    }

    fileprivate func forgetPurpose(of team: ID, in network: ID) throws {
        try execute("UPDATE teams SET purpose = '' WHERE network_id = \(network) AND id = \(team)")
        try execute("UPDATE team_roles SET name = '' WHERE network_id = \(network) AND team_id = \(team)")
    }
}
