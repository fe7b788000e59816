internal import Database
internal import Engine

/// One transaction on one team: the hands of all acts on teams.
struct TeamDesk {
    let acts: TeamActs
    let db: any Connection
    let viewer: Viewer
    let network: ID
    let now: Int64
    let picture: DutyPicture

    private var members: MemberActs { acts.members }

    /// The team, what ties the viewer to it, and how far it may be seen.
    /// - Throws: ``Refusal/notFound`` where the viewer may not know of it.
    func open(_ id: ID) throws -> (team: Team, ties: Ties, audience: Audience) {
        guard let team = try db.team(id, in: network) else { throw Refusal.notFound }
        let holds = try viewer.member.map { try db.holdsPlace($0.id, in: id, network) } ?? false
        let ties = team.ties(of: viewer, holds: holds), audience = try db.audience(of: team)
        guard TeamRules.canSee(viewer, ties, audience) else { throw Refusal.notFound }
        return (team, ties, audience)
    }

    // MARK: Beginning

    func begin(_ draft: TeamDraft, keeper: Member, needs: [Need], _ place: TeamGround) throws -> Team {
        let origin: Team.Origin = draft.isFromCluster ? .cluster : needs.isEmpty ? .hand : .need
        let backup = DutyRules.choose(
            picture.candidates, area: place.area, language: viewer.language, except: [keeper.id])
        let team = Team(
            id: acts.world.newID(), networkID: network, createdAt: now, origin: origin, purpose: draft.purpose,
            category: place.category, area: place.area, areaCode: place.areaCode, emergency: place.emergency,
            keeperID: keeper.id, backupID: backup, askedID: nil, askedAt: nil, state: .open, proposedAt: nil,
            closedAt: nil, changedAt: now, version: 1)
        try db.insert(team, vault: acts.vault)
        for need in needs { try join(need, team) }
        try settleRoles(of: team)
        try startKeeping(team)
        try record(
            .teamOpened, on: team,
            [
                ("origin", .text(origin.rawValue)), ("category", .text(team.category.rawValue)),
                ("needs", .number(Int64(needs.count))),
            ])
        if let backup { try tell(backup, TeamWords.mailBackup, about: team) }
        return team
    }

    private func join(_ need: Need, _ team: Team) throws {
        try TeamRules.requireTeamable(need)
        guard try db.add(need.id, to: team, by: viewer.member?.id, at: now) else {
            throw Refusal.conflict(TeamWords.needHasTeam)
        }
    }

    /// A need that the viewer may see, to be put into a team.
    func need(_ id: ID) throws -> Need {
        guard let need = try db.need(id, in: network) else { throw Refusal.invalid("needs", TeamWords.unknownNeed) }
        let ties = try db.ties(of: viewer, to: need, now: now)
        guard NeedAccess.canSee(need, viewer, ties) else { throw Refusal.invalid("needs", TeamWords.unknownNeed) }
        return need
    }

    // MARK: Acting

    func perform(_ action: TeamAction, on old: Team) throws -> Team {
        guard old.state == .open else { throw Refusal.conflict(TeamWords.isClosed, Refusal.Extras(state: "closed")) }
        switch action {
        case .take(let role): return try take(role, old)
        case .release(let role, let member): return try release(role, of: member, old)
        case .confirm(let role, let member): return try confirm(role, of: member, old)
        case .change(let purpose):
            let line = try TeamRules.purpose(purpose)
            return try save(old, .teamChanged, [("field", .text("purpose"))]) { $0.purpose = line }
        case .addNeeds(let ids): return try addNeeds(ids, old)
        case .removeNeed(let id): return try removeNeed(id, old)
        case .openRole(let kind, let name, let heads): return try openRole(kind, name, heads, old)
        case .setHeads(let role, let heads): return try setHeads(heads, of: role, old)
        case .looked:
            try settleRoles(of: old)
            let team = try save(old, .teamLooked) { _ in }
            try startKeeping(team)
            return team
        case .setBackup(let member): return try setBackup(member, old)
        case .offer(let member): return try offer(to: member, old)
        case .takeBack:
            guard old.askedID != nil else { throw Refusal.conflict(TeamWords.notAsked) }
            return try save(old, .teamHandoverDeclined) { ($0.askedID, $0.askedAt) = (nil, nil) }
        case .accept: return try accept(old)
        case .decline:
            let team = try save(old, .teamHandoverDeclined) { ($0.askedID, $0.askedAt) = (nil, nil) }
            try tell(old.keeperID, TeamWords.mailDeclined, about: team)
            return team
        case .keepOpen:
            guard old.proposedAt != nil else { throw Refusal.conflict(TeamWords.notProposed) }
            let team = try save(old, .teamKeptOpen) { $0.proposedAt = nil }
            try startKeeping(team)
            return team
        case .close: return try close(old)
        }
    }

    /// Stores a change with its event.
    /// - Parameter most: no wider than this its event is told.
    func save(
        _ old: Team, _ kind: Event.Kind, _ details: [(String, EventValue)] = [], atMost most: Audience = .public,
        _ change: (inout Team) -> Void
    ) throws -> Team {
        var team = old
        change(&team)
        team.changedAt = now
        try db.save(team, from: old)
        team.version = old.version + 1
        try record(kind, on: team, details, atMost: most)
        return team
    }

    private func addNeeds(_ ids: [ID], _ old: Team) throws -> Team {
        guard !ids.isEmpty else { throw Refusal.invalid("needs", SiteWords.missing) }
        guard try db.needIDs(of: old).count + ids.count <= TeamRules.mostNeeds else {
            throw Refusal.invalid("needs", TeamWords.tooManyNeeds(TeamRules.mostNeeds))
        }
        for id in Set(ids).sorted() { try join(need(id), old) }
        let isProposed = old.proposedAt != nil
        let team = try save(old, .teamNeedJoined, [("needs", .number(Int64(Set(ids).count)))]) { $0.proposedAt = nil }
        if isProposed { try startKeeping(team) }
        try settleRoles(of: team)
        return team
    }

    private func removeNeed(_ id: ID, _ old: Team) throws -> Team {
        // Named by its event, it is known no wider than before: neither by what is left nor because nothing is.
        let before = try db.need(id, in: network)?.hidden == nil ? try db.audience(of: old) : .stewards
        guard try db.remove(id, from: old, at: now) else { throw Refusal.invalid("need", TeamWords.notInTeam) }
        let heart = try heart(of: old)
        let team = try save(old, .teamNeedLeft, [("need", .text(id.description))], atMost: before) {
            guard let heart else { return }
            ($0.category, $0.area, $0.areaCode) = (heart.category, heart.area, heart.areaCode)
        }
        try settleRoles(of: team)
        return team
    }

    /// By which it is called from now on, where none of its needs is any more what its name says.
    private func heart(of team: Team) throws -> Need? {
        let left = try db.needs(of: team)
        guard !left.contains(where: { $0.category == team.category && $0.area == team.area }) else { return nil }
        return TeamActs.heart(of: left)
    }

    // MARK: Keeping

    /// The keeper's clock runs anew.
    func startKeeping(_ team: Team) throws {
        let length = team.proposedAt == nil ? TeamRules.look : TeamRules.closing
        try db.start(TeamClocks.clock(of: team, now: now, length: length))
    }

    private func setBackup(_ member: ID?, _ old: Team) throws -> Team {
        if let member {
            guard member != old.keeperID else { throw Refusal.invalid("member", TeamWords.isKeeper) }
            try requirePresent(member)
        }
        let team = try save(old, .teamChanged, [("field", .text("backup"))]) { $0.backupID = member }
        if let member, member != viewer.member?.id { try tell(member, TeamWords.mailBackup, about: team) }
        return team
    }

    private func requirePresent(_ member: ID) throws {
        guard let found = try db.member(member, in: network), !found.isSuspended, try db.isAwake(member, in: network)
        else { throw Refusal.invalid("member", NeedWords.unknownMember) }
    }

    private func offer(to member: ID, _ old: Team) throws -> Team {
        guard member != old.keeperID else { throw Refusal.invalid("member", TeamWords.isKeeper) }
        // Asked already: they are not called twice.
        guard member != old.askedID else { return old }
        try requirePresent(member)
        return try ask(member, old)
    }

    /// Asks somebody to take it over; until they accept whoever keeps it does so.
    /// - Parameter isTold: by a message, too; whoever is asked for several at once hears of the first.
    func ask(_ member: ID, _ old: Team, isTold: Bool = true) throws -> Team {
        let team = try save(old, .teamHandoverOffered, [("to", .text(member.description))]) {
            ($0.askedID, $0.askedAt) = (member, now)
        }
        guard isTold, member != viewer.member?.id else { return team }
        try members.ask(
            member, for: .team, in: network, TeamWords.title, TeamWords.mailAsked(TeamWords.name(of: team)),
            to: "/teams/\(team.id)", db)
        return team
    }

    private func accept(_ old: Team) throws -> Team {
        guard let member = viewer.member?.id, old.askedID == member else {
            throw Refusal.conflict(TeamWords.notAsked)
        }
        let team = try pass(old, to: member)
        try tell(old.keeperID, TeamWords.mailAccepted, about: team)
        return team
    }

    /// Another keeps it from now on; where that was the backup there is a new one.
    func pass(_ old: Team, to member: ID, except gone: Set<ID> = []) throws -> Team {
        var backup = old.backupID.flatMap { gone.contains($0) ? nil : $0 }
        if backup == member || backup == nil {
            backup = DutyRules.choose(
                picture.candidates, area: old.area, language: .zh, except: gone.union([member]))
        }
        let team = try save(old, .teamKept, [("keeper", .text(member.description))]) {
            ($0.keeperID, $0.backupID) = (member, backup)
            ($0.askedID, $0.askedAt) = (nil, nil)
        }
        try db.setClockOwners(member, ofTeam: team.id, in: network)
        return team
    }

    // MARK: Closing

    /// It is done: its needs are free again and stay whose they are, everybody who took part is thanked, the record stays.
    func close(_ old: Team) throws -> Team {
        let people = try db.everInTeam(old.id, in: network).union([old.keeperID])
        try db.letGoNeeds(of: old, at: now)
        try db.stopClocks(ofTeam: old.id, in: network)
        let team = try save(old, .teamClosed, [("people", .number(Int64(people.count)))]) {
            ($0.state, $0.closedAt, $0.proposedAt) = (.closed, now, nil)
            ($0.askedID, $0.askedAt) = (nil, nil)
        }
        for member in people.sorted() where member != viewer.member?.id {
            guard try db.member(member, in: network)?.isSuspended == false else { continue }
            try tell(member, TeamWords.mailThanks, about: team)
        }
        return team
    }

    // MARK: Telling

    func record(
        _ kind: Event.Kind, on team: Team, _ details: [(String, EventValue)] = [], atMost most: Audience = .public
    ) throws {
        try members.record(
            kind, on: team.id, in: network, by: viewer,
            audience: TeamRules.eventAudience(min(try db.audience(of: team), most)), db, details)
    }

    /// By mail, but of nothing they have done themselves.
    func tell(_ member: ID, _ words: (Text) -> Text, about team: Team) throws {
        guard member != viewer.member?.id else { return }
        try members.tell(
            member, in: network, TeamWords.title, words(TeamWords.name(of: team)), to: "/teams/\(team.id)", db)
    }
}

/// Where a team is and what it is about.
struct TeamGround: Sendable {
    let category: Need.Category
    let area: AreaPath
    let areaCode: Int
    let emergency: EmergencyTie?
}
