internal import Database

/// A team with all that its page shows to one reader.
struct TeamFile: Sendable {
    let team: Team
    let ties: Ties
    let audience: Audience
    /// Those of its needs that this reader may see, redacted for them.
    let needs: [NeedView]
    /// How many it has, seen or not.
    let needCount: Int
    let roles: [ListedRole]
    let promises: [TeamPromise]
    /// Names of the people in it, for members.
    let names: [ID: String]
    let allowed: [String]
}

/// A role with why it is open and who holds it.
struct ListedRole: Sendable {
    let role: TeamRole
    let reasons: [RoleReason]
    let holders: [ID]
    /// Who waits for the keeper's yes.
    let asking: [ID]
}

/// A team as a list shows it.
struct TeamLine: Sendable {
    let team: Team
    let needs: Int
    /// Roles that somebody could take.
    let open: [TeamRole]
    let people: Int
    let isMine: Bool
}

/// A page of the list of teams.
struct TeamPage: Sendable {
    let lines: [TeamLine]
    /// The team after which the next page begins.
    let next: ID?
    /// How many there are on all pages.
    let total: Int
}

extension TeamActs {
    /// Teams that a viewer may see: on the first page their own, then the newest.
    func list(
        closed: Bool = false, after: ID? = nil, most: Int = TeamRules.page, for viewer: Viewer, in network: ID
    ) async throws -> TeamPage {
        try Policy.require(.seeTeams, viewer)
        let choice = TeamChoice(state: closed ? .closed : .open, viewer: viewer)
        return try await database.read { db in
            let own = after == nil ? try db.teams(in: network, where: choice.own, limit: most) : []
            let found = try db.teams(in: network, where: choice.others(after: after), limit: most + 1)
            let others = Array(found.prefix(most)), mine = Set(own.map(\.id))
            let lines = try db.teamLines(own + others, mine: mine, seesHidden: choice.seesAll, in: network)
            return TeamPage(
                lines: lines, next: found.count > most ? others.last?.id : nil,
                total: try db.teamCount(where: choice.all, in: network))
        }
    }

    /// One team, as far as this reader may know it.
    /// - Throws: ``Refusal/notFound``
    func file(_ id: ID, for viewer: Viewer, in network: ID) async throws -> TeamFile {
        try Policy.require(.seeTeams, viewer)
        let now = world.now()
        return try await database.read { db in
            guard let team = try db.team(id, in: network) else { throw Refusal.notFound }
            let holds = try viewer.member.map { try db.holdsPlace($0.id, in: id, network) } ?? false
            let ties = team.ties(of: viewer, holds: holds), audience = try db.audience(of: team)
            guard TeamRules.canSee(viewer, ties, audience) else { throw Refusal.notFound }
            let needs = try db.needs(of: team)
            let toNeeds = try db.ties(of: viewer, to: needs, now: now)
            let shown = needs.filter { NeedAccess.canSee($0, viewer, toNeeds[$0.id] ?? []) }
            // What is hidden is told by no number and by no reason either.
            let told = needs.filter { need in need.hidden == nil || shown.contains { $0.id == need.id } }
            let places = try db.places(of: id, in: network), asked = TeamRules.roles(for: told)
            let roles = try db.teamRoles(of: id, in: network).map { role in
                ListedRole(
                    role: role,
                    reasons: role.isByHand ? [.byHand] : asked.first { $0.kind == role.kind }?.reasons ?? [],
                    holders: places.filter { $0.roleID == role.id && $0.confirmedAt != nil }.map(\.memberID),
                    asking: places.filter { $0.roleID == role.id && $0.confirmedAt == nil }.map(\.memberID))
            }
            let isMember = viewer.member.map { !$0.isSuspended } ?? viewer.isOperator
            let people = Set(places.map(\.memberID) + [team.keeperID, team.backupID, team.askedID].compactMap { $0 })
            let owners = Set(shown.map(\.ownerID))
            let names = isMember ? try db.names(of: people.union(owners), in: network) : [:]
            return TeamFile(
                team: team, ties: ties, audience: audience,
                needs: shown.map {
                    NeedView(
                        $0, for: viewer, ties: toNeeds[$0.id] ?? [],
                        ownerName: names[$0.ownerID] ?? "", now: now)
                },
                needCount: told.count, roles: roles,
                promises: isMember ? try db.promises(on: shown.filter(TeamActs.showsLines).map(\.id), in: network) : [],
                names: names, allowed: TeamActs.allowed(team, viewer, ties, isMember: isMember))
        }
    }

    /// What is held back or hidden is told by no promise either.
    private static func showsLines(_ need: Need) -> Bool { need.hidden == nil && !need.held.contains("lines") }

    /// The acts that this viewer could do now.
    private static func allowed(_ team: Team, _ viewer: Viewer, _ ties: Ties, isMember: Bool) -> [String] {
        guard team.state == .open, isMember else { return [] }
        var allowed: [String] = []
        if Policy.allows(.joinTeam, viewer) { allowed += ["take", "release"] }
        if Policy.allows(.keepTeam, viewer, ties: ties) {
            allowed += [
                "confirm", "change", "addNeeds", "removeNeed", "openRole", "setHeads", "looked", "setBackup", "offer",
                "close",
            ]
            if team.askedID != nil { allowed.append("takeBack") }
            if team.proposedAt != nil { allowed.append("keepOpen") }
        }
        if Policy.allows(.answerTeam, viewer, ties: ties) { allowed += ["accept", "decline"] }
        return allowed
    }

    /// Open roles for a member to take: in teams near them first, none of a team that they are in.
    func rolesToFill(for viewer: Viewer, in network: ID, most: Int) async throws -> [(role: TeamRole, team: Team)] {
        guard let member = viewer.member, Policy.allows(.joinTeam, viewer) else { return [] }
        return try await database.read { db in
            let mine = Set(try db.placesHeld(by: member.id, in: network).map(\.team))
            let open = try db.openRoles(in: network, limit: 300).filter { one in
                !mine.contains(one.team.id) && one.team.keeperID != member.id
            }
            func isNear(_ team: Team) -> Bool {
                guard let area = member.area, !area.isEmpty else { return false }
                return team.area.parts.contains { area.contains($0) || $0.contains(area) }
            }
            let near = open.filter { isNear($0.team) }, far = open.filter { !isNear($0.team) }
            // How far a team is seen takes a look at all its needs: only of as many as are shown.
            var seen: [ID: Bool] = [:], shown: [(role: TeamRole, team: Team)] = []
            for one in near + far where shown.count < most {
                let isSeen =
                    try seen[one.team.id]
                    ?? TeamRules.canSee(
                        viewer, one.team.ties(of: viewer, holds: false), db.audience(of: one.team))
                seen[one.team.id] = isSeen
                if isSeen { shown.append(one) }
            }
            return shown
        }
    }

    /// The team of a need, for whoever may see both.
    func team(ofNeed need: ID, for viewer: Viewer, in network: ID) async throws -> Team? {
        try await database.read { db in
            guard let team = try db.team(ofNeed: need, in: network) else { return nil }
            let holds = try viewer.member.map { try db.holdsPlace($0.id, in: team.id, network) } ?? false
            guard TeamRules.canSee(viewer, team.ties(of: viewer, holds: holds), try db.audience(of: team)) else {
                return nil
            }
            return team
        }
    }

    /// Needs on the board that are in no team, for a choice; those that a suggestion names where one is meant.
    func needsToChoose(_ ids: [ID], for viewer: Viewer, in network: ID) async throws -> [NeedView] {
        let now = world.now()
        return try await database.read { db in
            let ids = ids.prefix(TeamRules.mostNeeds), needs = try db.needs(byID: ids, in: network)
            let ties = try db.ties(of: viewer, to: needs.values, now: now)
            return ids.compactMap { id in
                guard let need = needs[id], NeedAccess.canSee(need, viewer, ties[id] ?? []) else { return nil }
                return NeedView(need, for: viewer, ties: ties[id] ?? [], ownerName: "", now: now)
            }
        }
    }
}
