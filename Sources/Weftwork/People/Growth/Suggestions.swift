internal import Database

/// Who from within would suit a role: those who agreed to be suggested, each with the reasons drawn from what was done.
struct Suggestion: Sendable {
    let member: Member
    let reach: RoleReach
}

extension GrowthRules {
    /// So many are looked at, and so many shown.
    static let mostLookedAt = 200
    static let mostSuggested = 20

    /// In the order in which they are named: who lacks least first, those alike by their names. There is no other weighing.
    static func ordered(_ suggestions: [Suggestion]) -> [Suggestion] {
        Array(
            suggestions.sorted { left, right in
                let (one, other) = (left.reach.missing.count, right.reach.missing.count)
                return one == other
                    ? (left.member.name, left.member.id) < (right.member.name, right.member.id) : one < other
            }.prefix(mostSuggested))
    }
}

extension MemberActs {
    /// Whom those who lead can ask for a role.
    func suggestions(for role: Role, by viewer: Viewer, in network: ID) async throws -> [Suggestion] {
        try Policy.require(.seeSuggestions, viewer)
        let now = world.now()
        let willing = try await database.read { db in
            try db.members(willing: .roles, in: network, limit: GrowthRules.mostLookedAt).filter { !$0.has(role) }
        }
        var found: [Suggestion] = []
        for member in willing {
            let conduct = try await conduct(of: member.id, in: network)
            let facts = try await database.read { db in try self.facts(of: member, conduct, now, db) }
            found.append(Suggestion(member: member, reach: GrowthRules.reach(role, facts)))
        }
        return GrowthRules.ordered(found)
    }
}
