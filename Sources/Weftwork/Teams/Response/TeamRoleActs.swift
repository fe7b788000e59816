internal import Database

/// Roles of a team: opened by its needs or its keeper, taken and laid down by anybody who may see it.
extension TeamDesk {
    /// Brings the roles in line with what the needs ask for now.
    func settleRoles(of team: Team, said: [TeamRole.Kind: Int] = [:]) throws {
        let needs = try db.needs(of: team), present = try db.teamRoles(of: team.id, in: network)
        let changes = TeamRules.settled(present, asked: TeamRules.roles(for: needs), said: said)
        for ask in changes.new {
            let role = TeamRole(
                id: acts.world.newID(), teamID: team.id, kind: ask.kind, name: "", heads: ask.heads, taken: 0,
                isByHand: false, openedAt: now)
            try add(role, to: team, needs)
        }
        for (id, heads) in changes.heads where try db.setHeads(heads, of: id, in: network) {
            guard let role = present.first(where: { $0.id == id }) else { continue }
            try runClock(of: role, heads: heads, team, needs)
        }
        for id in changes.gone where try db.deleteRole(id, in: network) {
            try db.stopClock(of: id, in: network)
        }
    }

    private func add(_ role: TeamRole, to team: Team, _ needs: [Need]) throws {
        try db.insert(role, in: network)
        try runClock(of: role, heads: role.heads, team, needs)
        try record(
            .teamRoleOpened, on: team, [("role", .text(role.kind.rawValue)), ("heads", .number(Int64(role.heads)))])
    }

    /// While nobody holds it its clock runs: past that the keeper hears of it.
    private func runClock(of role: TeamRole, heads: Int, _ team: Team, _ needs: [Need]) throws {
        // Somebody who has only asked for it does not do it yet.
        guard try !db.isHeld(role.id, in: network) else { return try db.stopClock(of: role.id, in: network) }
        guard try db.clock(of: role.id, in: network) == nil else { return }
        try db.start(TeamClocks.clock(of: role, in: team, now: now, length: TeamRules.patience(for: needs)))
    }

    private func found(_ id: ID, of team: Team) throws -> TeamRole {
        guard let role = try db.teamRoles(of: team.id, in: network).first(where: { $0.id == id }) else {
            throw Refusal.invalid("role", TeamWords.unknownRole)
        }
        return role
    }

    func take(_ id: ID, _ team: Team) throws -> Team {
        guard let member = viewer.member else { throw Refusal.forbidden(SiteWords.membersOnly) }
        let role = try found(id, of: team)
        try TeamRules.requireTrained(viewer, for: role.kind)
        try TeamRules.requireKnown(member.standing, for: role.kind)
        guard try !db.holds(role.id, member.id, in: network) else { throw Refusal.conflict(TeamWords.holdsAlready) }
        try TeamRules.requireRoom(db.placesHeld(by: member.id, in: network), in: team.id, member.standing)
        // Whoever could say yes need not ask.
        let isIn =
            TeamRules.isInAtOnce(member.standing, role.kind)
            || Policy.allows(.keepTeam, viewer, ties: team.ties(of: viewer, holds: false))
        let place = TeamPlace(
            id: acts.world.newID(), roleID: role.id, memberID: member.id, takenAt: now, releasedAt: nil,
            confirmedAt: isIn ? now : nil)
        guard try db.insert(place, of: role, in: network) else {
            throw Refusal.conflict(TeamWords.isFull, Refusal.Extras(remaining: 0))
        }
        if isIn { try db.stopClock(of: role.id, in: network) }
        try record(
            .teamRoleTaken, on: team, [("role", .text(role.kind.rawValue)), ("waits", .number(isIn ? nil : 1))])
        let words = isIn ? TeamWords.mailTaken : TeamWords.mailAsks
        try tell(team.keeperID, { words(TeamWords.name(of: role), $0) }, about: team)
        return team
    }

    /// From now on they are in the team: they read its talk, and what its needs show to those inside.
    func confirm(_ id: ID, of member: ID, _ team: Team) throws -> Team {
        let role = try found(id, of: team)
        guard try db.confirmPlace(in: role.id, of: member, network, at: now) else {
            throw Refusal.conflict(TeamWords.nobodyAsks)
        }
        try db.stopClock(of: role.id, in: network)
        try record(.teamChanged, on: team, [("field", .text("place")), ("role", .text(role.kind.rawValue))])
        try tell(member, { TeamWords.mailConfirmed(TeamWords.name(of: role), $0) }, about: team)
        return team
    }

    func release(_ id: ID, of other: ID?, _ team: Team) throws -> Team {
        guard let member = other ?? viewer.member?.id else { throw Refusal.forbidden(SiteWords.membersOnly) }
        try letGo(try found(id, of: team), of: member, team)
        if other != nil { try tell(member, TeamWords.mailReleased, about: team) }
        return team
    }

    /// Frees a place; where nobody is left in the role its clock runs again.
    func letGo(_ role: TeamRole, of member: ID, _ team: Team) throws {
        let wasHeld = try db.isHeld(role.id, in: network)
        guard try db.freePlace(in: role.id, of: member, network, at: now) else {
            throw Refusal.conflict(TeamWords.holdsNot)
        }
        try runClock(of: role, heads: role.heads, team, try db.needs(of: team))
        try record(.teamRoleReleased, on: team, [("role", .text(role.kind.rawValue))])
        if wasHeld, try !db.isHeld(role.id, in: network) {
            try tell(team.keeperID, { TeamWords.mailEmpty(TeamWords.name(of: role), $0) }, about: team)
        }
    }

    func openRole(_ kind: TeamRole.Kind, _ typed: String, _ heads: Int, _ team: Team) throws -> Team {
        let name = try TeamRules.name(typed, of: kind), heads = try TeamRules.heads(heads)
        let present = try db.teamRoles(of: team.id, in: network)
        guard !present.contains(where: { $0.kind == kind && $0.name == name }) else {
            throw Refusal.conflict(TeamWords.roleThere)
        }
        let role = TeamRole(
            id: acts.world.newID(), teamID: team.id, kind: kind, name: name, heads: heads, taken: 0, isByHand: true,
            openedAt: now)
        try add(role, to: team, try db.needs(of: team))
        return team
    }

    /// How many it takes; none closes it.
    func setHeads(_ heads: Int, of id: ID, _ team: Team) throws -> Team {
        let role = try found(id, of: team)
        if heads == 0 {
            guard try db.deleteRole(id, in: network) else { throw Refusal.conflict(TeamWords.roleHeld) }
            try db.stopClock(of: id, in: network)
        } else {
            let heads = try TeamRules.heads(heads, atLeast: role.taken)
            guard try db.setHeads(heads, of: id, in: network) else { throw Refusal.conflict(TeamWords.roleHeld) }
        }
        try record(
            .teamChanged, on: team, [("role", .text(role.kind.rawValue)), ("heads", .number(Int64(heads)))])
        return team
    }
}
