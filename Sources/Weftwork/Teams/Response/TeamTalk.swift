internal import Database

/// What Teams says about the talk of a team: one thread, for those who are in it and those who answer for the network.
struct TeamTalk: TalkKeeper {
    static let thread = "team"

    let kind = TalkKind.team
    let collection = "teams"

    func subject(_ place: TalkPlace, for viewer: Viewer, now: Int64, _ db: any Connection) throws -> TalkSubject? {
        guard let team = try db.team(place.id, in: place.network), let network = try db.network(id: place.network),
            let member = viewer.member
        else { return nil }
        let ties = team.ties(of: viewer, holds: try db.holdsPlace(member.id, in: team.id, place.network))
        // Whoever may see the team and is not in it reads none of its talk.
        guard TeamRules.isInside(viewer, ties) else { return nil }
        var thread = TalkThread(
            name: TeamTalk.thread, title: TeamWords.talk, readers: TeamWords.talkReaders, audience: .case)
        let leads = Policy.allows(.releasePost, viewer)
        (thread.seesHeld, thread.mayRelease) = (leads, leads)
        thread.mayWrite = team.state == .open
        thread.since = try since(member, ties, leads: leads, in: team, db)
        return TalkSubject(
            place: place, sealedFor: team.id, title: TeamWords.name(of: team)(viewer.language),
            path: "/n/\(network.slug)/teams/\(team.id)", threads: [thread])
    }

    /// From when on somebody reads it. Whoever nobody vouches for yet was let in for what is to be done: what others had said before, when
    /// they could not know of them, is theirs to read once somebody does.
    private func since(
        _ member: Member, _ ties: Ties, leads: Bool, in team: Team, _ db: any Connection
    ) throws -> Int64? {
        guard member.standing < .vouched, !ties.contains(.owner), !leads, !member.has(.coordinator) else { return nil }
        return try db.cameIn(member.id, to: team.id, team.networkID)
    }

    /// Everybody in it hears of it, as often as they chose; who mutes it hears nothing.
    func listeners(_ place: TalkPlace, thread: String, _ db: any Connection) throws -> [ID] {
        guard let team = try db.team(place.id, in: place.network), team.state == .open else { return [] }
        let holders = try db.places(of: team.id, in: place.network).filter { $0.confirmedAt != nil }.map(\.memberID)
        return Set(holders + [team.keeperID] + [team.backupID].compactMap { $0 }).sorted()
    }

    /// Nobody without an account takes part.
    func teller(in network: ID, by viewer: Viewer, now: Int64) async throws -> TalkTeller { { _, _ in } }

    func tell(_ news: TextNews, of post: Post, by viewer: Viewer, now: Int64, _ db: any Connection) throws {}
}
