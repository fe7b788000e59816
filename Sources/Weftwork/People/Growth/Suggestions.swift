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
        return try await database.read { db in
            let willing = try db.members(willing: .roles, in: network, limit: GrowthRules.mostLookedAt)
                .filter { !$0.has(role) }
            let ids = willing.map(\.id)
            // As their deliveries were weighed last: whatever changes them is weighed within seconds.
            let facts = try db.facts(of: willing, counted: try db.countedDeliveries(of: ids, in: network), at: now)
            return GrowthRules.ordered(
                willing.compactMap { member in
                    facts[member.id].map { Suggestion(member: member, reach: GrowthRules.reach(role, $0)) }
                })
        }
    }
}
