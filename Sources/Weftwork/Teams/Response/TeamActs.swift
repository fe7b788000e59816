internal import Database
internal import Engine

/// What is done about teams. One function for each act, whatever door it came through: page, API, clock, demonstration.
struct TeamActs: Sendable {
    let needs: NeedActs
    let members: MemberActs
    /// What is suggested is worked out once for many who look.
    let recent = Recent<ID, [TeamSuggestion]>(for: 5 * Time.second)

    var database: any Database { needs.database }
    var world: World { needs.world }
    var vault: Vault { needs.vault }

    /// Gathers a team around needs, or – without any – in an emergency. Whoever does it keeps it.
    ///
    /// - Throws: ``Refusal/invalid(_:)``, ``Refusal/conflict(_:_:)`` for a need that is in a team already or not published.
    func open(_ draft: TeamDraft, by viewer: Viewer, in network: ID, once: Once? = nil) async throws -> Team {
        let member = try members.own(viewer, in: network), now = world.now()
        var draft = draft
        draft.needs = Set(draft.needs).sorted()
        guard draft.needs.count <= TeamRules.mostNeeds else {
            throw Refusal.invalid("needs", TeamWords.tooManyNeeds(TeamRules.mostNeeds))
        }
        draft.purpose = try TeamRules.purpose(draft.purpose)
        let picture = try await needs.duty.picture(of: network, now: now), ready = draft
        let typed = TeamActs.area(ready.area, needs.places)
        let team = try await database.write { db in
            let desk = TeamDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let found = try ready.needs.map { try desk.need($0) }
            // Whoever answers for a need may gather a team around it; for others it takes a duty.
            let owns = !found.isEmpty && found.allSatisfy { $0.ownerID == member.id }
            try Policy.require(.openTeam, viewer, ties: owns ? .owner : [])
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.team(earlier, in: network)
            {
                return known
            }
            let ground = try ground(ready, found, typed, in: network, db)
            let team = try desk.begin(ready, keeper: member, needs: found, ground)
            try db.forgetDismissal(of: team)
            try db.remember(once, object: team.id, by: viewer, in: network, at: now)
            return team
        }
        recent.forget(network)
        return team
    }

    /// The place of most of its needs; of one without needs what was typed.
    private func ground(
        _ draft: TeamDraft, _ found: [Need], _ typed: (path: AreaPath, code: Int)?, in network: ID,
        _ db: any Connection
    ) throws -> TeamGround {
        let tie = try draft.emergency.map { id in
            guard let emergency = try db.emergency(id, in: network), emergency.phase != .closed else {
                throw Refusal.invalid("emergency", TeamWords.noSuchEmergency)
            }
            return emergency.tie
        }
        guard let first = TeamActs.heart(of: found) else {
            guard tie != nil else { throw Refusal.invalid("needs", TeamWords.needsMissing) }
            return TeamGround(
                category: draft.category ?? .other, area: typed?.path ?? AreaPath(), areaCode: typed?.code ?? 0,
                emergency: tie)
        }
        return TeamGround(
            category: first.category, area: first.area, areaCode: first.areaCode,
            emergency: tie ?? first.emergency)
    }

    /// One of those in the fullest place; of two alike the one by its area's number.
    static func heart(of needs: [Need]) -> Need? {
        let places = Dictionary(grouping: needs) { $0.areaCode }
        let fullest = places.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
        return fullest?.value.min { $0.id < $1.id }
    }

    /// An area as it was typed, by the names of the catalogue where it knows them: never more exact than a district.
    static func area(_ typed: String, _ places: Places) -> (path: AreaPath, code: Int)? {
        let line = Clean.line(typed)
        guard !line.isEmpty else { return nil }
        if case .one(let area, _) = places.catalogue.read(line) { return (places.path(of: area), area.code) }
        return (AreaPath(district: String(line.prefix(60))), 0)
    }

    /// Does `action` on a team.
    ///
    /// - Throws: ``Refusal/notFound`` where the viewer may not know of it, ``Refusal/forbidden(_:)``,
    ///   ``Refusal/conflict(_:_:)`` where it is closed, full, or not theirs to do now, ``Refusal/invalid(_:)``.
    @discardableResult
    func perform(
        _ action: TeamAction, on id: ID, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> Team {
        let now = world.now(), picture = try await needs.duty.picture(of: network, now: now)
        let team = try await database.write { db in
            let desk = TeamDesk(acts: self, db: db, viewer: viewer, network: network, now: now, picture: picture)
            let (team, ties, _) = try desk.open(id)
            if try db.earlier(once, by: viewer, in: network) != nil { return team }
            try Policy.require(action.act, viewer, ties: ties)
            let after = try desk.perform(action, on: team)
            try db.remember(once, object: id, by: viewer, in: network, at: now)
            return after
        }
        recent.forget(network)
        return team
    }
}
