internal import Database

/// Somebody's own path: what they have shown, what they hold, what is within reach. Private; nobody else reads it.
struct GrowthReading: Sendable {
    let deliveries: [Delivery]
    /// What of them counts for one's standing.
    let conduct: Conduct
    /// Skills that somebody answers for, with who does.
    let skills: [(skill: String, by: String)]
    let roles: [(role: Role, until: Int64?)]
    let hasPrimer: Bool
    /// Open calls for roles that they could take up.
    let calls: [RoleCall]

    /// How many of them count now: to sides that are no members, or of another branch, each side once a quarter.
    var independent: Int { conduct.counted }
}

/// Which deliveries prove something. Pure.
enum GrowthRules {
    static let quarter = 91 * Time.day

    /// Deliveries to independent sides: the need verified better than by a single source, not for somebody whom the member
    /// brought in or was brought in by, each side once a quarter.
    ///
    /// - Parameters:
    ///   - deliveries: all that were confirmed.
    ///   - near: members who are not independent: of the same branch, of the same organisation.
    /// - Complexity: O(n log n).
    static func independent(_ deliveries: [Delivery], near: Set<ID>) -> [Delivery] {
        var last: [String: Int64] = [:]
        return deliveries.sorted { $0.at < $1.at }.filter { delivery in
            let members = [delivery.memberID, delivery.confirmedBy].compactMap { $0 }
            guard delivery.isWellVerified, near.isDisjoint(with: members) else { return false }
            if let before = last[delivery.counterpart], delivery.at - before < quarter { return false }
            last[delivery.counterpart] = delivery.at
            return true
        }
    }
}

extension MemberActs {
    func growth(of viewer: Viewer, in network: ID) async throws -> GrowthReading {
        let member = try own(viewer, in: network), now = world.now()
        let deliveries = try await holdings.deliveries(of: member.id, in: network)
        let conduct = try await conduct(of: member.id, in: network)
        return try await database.read { db in
            let skills = try db.vouches(of: member.id, in: network).filter { $0.toID == member.id && $0.kind == .skill }
            let names = try db.names(of: Set(skills.map(\.fromID)), in: network)
            let terms = try db.roleTerms(in: network).filter { $0.memberID == member.id }
            return GrowthReading(
                deliveries: deliveries, conduct: conduct,
                skills: skills.map { ($0.subject, names[$0.fromID] ?? "") },
                roles: member.roles.sorted { $0.rawValue < $1.rawValue }
                    .map { role in (role, terms.first { $0.role == role }?.until) },
                hasPrimer: try db.arrival(of: member.id, in: network)?.primerAt != nil,
                calls: try db.roleCalls(in: network, now: now).filter { !member.has($0.role) })
        }
    }
}
