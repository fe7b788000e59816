internal import Database

extension TeamActs {
    /// Robots of chat groups can be for one team: what its needs ask is said in its group alone.
    static let robotScopes = RobotScopes(
        all: { network, db in
            try db.teams(in: network, where: "t.state = \(Team.State.open)", limit: 200).map { team in
                (team.id, TeamWords.name(of: team))
            }
        },
        ofNeed: { need, network, db in try db.team(ofNeed: need, in: network)?.id })
}
