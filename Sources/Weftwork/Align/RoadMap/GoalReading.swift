internal import Database

extension GoalActs {
    /// The road map; strangers read what is to be reached and by when, members also who answers for it.
    func roadMap(for viewer: Viewer, in network: ID) async throws -> RoadMap {
        try Policy.require(.seeRoadMap, viewer)
        let isMember = viewer.member.map { !$0.isSuspended } ?? false
        let (goals, priorities, names, decisions, gone) = try await database.read { db in
            let goals = try db.goals(in: network)
            let people = goals.flatMap { [$0.charge.ownerID, $0.charge.askedID].compactMap { $0 } }
            let known = Set(isMember ? try db.priorities(of: network).map(\.id) : [])
            return (
                goals, try db.priorities(of: network, tier: viewer.tier),
                isMember ? try db.names(of: Set(people), in: network) : [:],
                try db.decisions(of: goals, in: network, for: viewer),
                isMember ? Set(goals.compactMap(\.clauseID)).subtracting(known) : []
            )
        }
        let asks =
            isMember
            && (Policy.allows(.keepRoadMap, viewer) || goals.contains { $0.charge.ownerID == viewer.member?.id })
        let candidates = asks ? try await keeper.candidates(in: network) : []
        return RoadMap(
            goals: goals, priorities: priorities, names: names, candidates: candidates, decisions: decisions,
            gone: gone)
    }

    /// To what a goal that is made of a decision can be tied, and whom it can be asked of.
    func choices(for viewer: Viewer, in network: ID) async throws -> GoalChoices {
        let (stages, priorities) = try await database.read { db in
            (
                try db.goals(in: network).filter { $0.kind == .stage && !$0.state.isOver && $0.hidden == nil },
                try db.priorities(of: network, tier: viewer.tier)
            )
        }
        return GoalChoices(
            stages: stages, priorities: priorities, candidates: try await keeper.candidates(in: network))
    }
}

extension Connection {
    /// What the decisions asked of which goals were made, as far as a reader may see them.
    func decisions(of goals: [Goal], in network: ID, for viewer: Viewer) throws -> [ID: Text] {
        let made = Set(goals.compactMap(\.decisionID)).sorted()
        guard !made.isEmpty, Policy.allows(.seeProposals, viewer) else { return [:] }
        let seen = try seenProposals(by: viewer)
        return Dictionary(
            uniqueKeysWithValues: try proposals(
                in: network, where: "x.id IN (\(list: made)) AND (\(seen))", limit: made.count
            ).map { ($0.id, $0.title) })
    }

    /// The priorities of the charter in force, in their order, for a tier that may read it.
    func priorities(of network: ID, tier: Audience = .members) throws -> [(id: ID, words: Bilingual)] {
        guard let charter = try charterInForce(of: .network(network)), tier <= charter.scope else { return [] }
        return try clauses(of: charter).filter { $0.section == .priorities }
            .map { (id: $0.id, words: Bilingual(zh: $0.zh, en: $0.en)) }
    }
}
