internal import Database

/// Teams under an emergency that closes: each goes on with its keeper, who is asked how it stands and has a clock for the answer.
struct TeamsUnder: UnderEmergency {
    let kind = HandedKind.team

    func open(under emergency: ID, in network: ID, at now: Int64, _ db: any Connection) throws -> [ThingUnder] {
        try db.teams(
            in: network, where: "t.emergency_id = \(emergency) AND t.state = \(Team.State.open)", order: "t.id",
            limit: 500
        ).map { ThingUnder(kind: kind, id: $0.id, name: TeamWords.name(of: $0), path: "teams/\($0.id)") }
    }

    func move(_ id: ID, from emergency: Emergency, to tie: EmergencyTie?, _ desk: CaseDesk) throws {
        let db = desk.db, network = desk.network, acts = desk.acts
        guard let team = try db.team(id, in: network), team.state == .open else { return }
        try db.move(team, to: tie?.id, at: desk.now)
        try db.record(
            Event(
                .teamChanged, on: id, in: network, by: desk.viewer.actor, at: desk.now,
                audience: TeamRules.eventAudience(try db.audience(of: team)),
                details: [("field", .text("emergency"))] + FieldChange.open("emergency", emergency.name, tie?.name),
                id: acts.world.newID()))
        // What is done already closes by the clock that runs.
        if team.proposedAt == nil {
            try db.start(TeamClocks.clock(of: team, now: desk.now, length: TeamRules.settling))
        }
        guard team.keeperID != desk.viewer.member?.id else { return }
        try db.tell(
            team.keeperID, in: network, TeamWords.title, vault: acts.vault, id: acts.world.newID(), at: desk.now
        ) { slug in
            TeamWords.mailEmergencyOver(
                TeamWords.name(of: team), emergency.name, tie?.name,
                link: "\(acts.configuration.publicURL)/n/\(slug)/teams/\(id)")
        }
    }
}

extension Connection {
    /// - Throws: ``Refusal/stale`` when somebody else changed it in between.
    fileprivate func move(_ team: Team, to emergency: ID?, at now: Int64) throws {
        let changed = try execute(
            """
            UPDATE teams SET emergency_id = \(emergency), changed_at = \(now), version = \(team.version + 1)
            WHERE network_id = \(team.networkID) AND id = \(team.id) AND version = \(team.version)
            """)
        guard changed == 1 else { throw Refusal.stale }
    }
}
