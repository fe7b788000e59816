internal import Database

/// Somebody's path: what they have shown, what they hold, what is within reach. Private unless they share it.
struct GrowthReading: Sendable {
    let member: Member
    let deliveries: [Delivery]
    /// What of them counts for one's standing.
    let conduct: Conduct
    /// Skills that somebody answers for, with who does.
    let skills: [(skill: String, by: String)]
    let roles: [(role: Role, until: Int64?)]
    let hasPrimer: Bool
    /// Small things that a second person has confirmed.
    let things: [SmallThing]
    /// The roles next within reach.
    let next: [RoleReach]
    /// Open calls for roles that they could take up.
    let calls: [RoleCall]
    let mentorship: Mentorship?
    let mentorName: String
    /// Who could be asked to be their mentor.
    let mentors: [Member]
    let sharedAt: Int64?

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

    /// Who may read a path: oneself, one's mentor, and members where it is shared.
    static func mayRead(_ path: ID, _ reader: ID, isShared: Bool, mentor: ID?) -> Bool {
        path == reader || isShared || mentor == reader
    }
}

extension MemberActs {
    func growth(of viewer: Viewer, in network: ID) async throws -> GrowthReading {
        try await growth(of: try own(viewer, in: network), for: viewer, in: network)
    }

    /// Another's path, for those who may read it.
    /// - Throws: ``Refusal/notFound`` where it is private.
    func growth(of id: ID, for viewer: Viewer, in network: ID) async throws -> GrowthReading {
        let reader = try own(viewer, in: network)
        let found = try await database.read { db -> Member? in
            guard let member = try db.member(id, in: network), !member.isSuspended else { return nil }
            let mentorship = try db.mentorship(of: id, in: network)
            let mentor = mentorship?.acceptedAt == nil ? nil : mentorship?.mentorID
            let isShared = try db.pathSharedAt(of: id, in: network) != nil
            return GrowthRules.mayRead(id, reader.id, isShared: isShared, mentor: mentor) ? member : nil
        }
        guard let found else { throw Refusal.notFound }
        return try await growth(of: found, for: viewer, in: network)
    }

    private func growth(of member: Member, for viewer: Viewer, in network: ID) async throws -> GrowthReading {
        let now = world.now(), isOwn = viewer.member?.id == member.id
        let deliveries = try await holdings.deliveries(of: member.id, in: network)
        let conduct = try await conduct(of: member.id, in: network)
        return try await database.read { db in
            let skills = try db.skillVouches(of: member.id, in: network)
            let names = try db.names(of: Set(skills.map(\.fromID)), in: network)
            let terms = try db.roleTerms(in: network).filter { $0.memberID == member.id }
            let facts = try db.facts(of: [member], counted: [member.id: conduct.counted], at: now)[member.id] ?? .none
            let mentorship = try db.mentorship(of: member.id, in: network)
            let mentorName = try mentorship.flatMap { try db.names(of: [$0.mentorID], in: network)[$0.mentorID] }
            let mentors =
                isOwn && mentorship == nil
                ? try db.members(willing: .mentor, in: network).filter { $0.id != member.id } : []
            return GrowthReading(
                member: member, deliveries: deliveries, conduct: conduct,
                skills: skills.map { ($0.subject, names[$0.fromID] ?? "") },
                roles: member.roles.sorted { $0.rawValue < $1.rawValue }
                    .map { role in (role, terms.first { $0.role == role }?.until) },
                hasPrimer: facts.hasPrimer,
                things: try db.smallThings(of: member.id, in: network).filter { $0.confirmedAt != nil },
                next: GrowthRules.next(facts, holding: member.roles),
                calls: try isOwn ? db.roleCalls(in: network, now: now).filter { !member.has($0.role) } : [],
                mentorship: mentorship, mentorName: mentorName ?? "", mentors: mentors,
                sharedAt: try db.pathSharedAt(of: member.id, in: network))
        }
    }
}

extension Connection {
    /// Vouches for a member's skills that hold now.
    fileprivate func skillVouches(of member: ID, in network: ID) throws -> [Vouch] {
        try vouches(of: member, in: network).filter { $0.toID == member && $0.kind == .skill }
    }

    /// What of some members of one network counts for roles, in one look however many they are.
    ///
    /// - Parameter counted: how many deliveries of each count.
    func facts(of members: [Member], counted: [ID: Int], at now: Int64) throws -> [ID: GrowthFacts] {
        guard let network = members.first?.networkID else { return [:] }
        let byID = Dictionary(members.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let list = byID.keys.sorted().map { "\($0)" as SQL }.joined(separator: ", ")
        let found = try query(
            """
            SELECT m.id, m.created_at, m.primer_at IS NOT NULL, (SELECT count(DISTINCT v.subject) FROM vouches v
                WHERE v.network_id = m.network_id AND v.to_id = m.id AND v.kind = \(Vouch.Kind.skill) AND v.ended_at IS NULL)
            FROM memberships m WHERE m.network_id = \(network) AND m.id IN (\(list))
            """
        ) { (id: try $0[0] as ID, since: try $0[1] as Int64, hasPrimer: try $0[2] as Bool, skills: try $0[3] as Int) }
        let facts = found.compactMap { line in
            byID[line.id].map { member in
                (
                    line.id,
                    GrowthFacts(
                        standing: member.standing, deliveries: counted[line.id] ?? 0, hasPrimer: line.hasPrimer,
                        skills: line.skills, days: Int((now - line.since) / Time.day))
                )
            }
        }
        return Dictionary(facts, uniquingKeysWith: { first, _ in first })
    }

    func setPrimer(of member: ID, in network: ID, at now: Int64) throws {
        try execute(
            """
            UPDATE memberships SET primer_at = \(now)
            WHERE network_id = \(network) AND id = \(member) AND primer_at IS NULL
            """)
    }
}
