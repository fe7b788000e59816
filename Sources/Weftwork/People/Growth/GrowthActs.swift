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
            let facts = try self.facts(of: member, conduct, now, db)
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

    /// What of a member counts for roles.
    func facts(
        of member: Member, _ conduct: Conduct, _ now: Int64, _ db: any Connection
    ) throws -> GrowthFacts {
        let skills = Set(try db.skillVouches(of: member.id, in: member.networkID).map(\.subject))
        let place = try db.pathPlace(of: member.id, in: member.networkID)
        return GrowthFacts(
            standing: member.standing, deliveries: conduct.counted,
            hasPrimer: place.primerAt != nil, skills: skills.count, days: Int((now - place.since) / Time.day))
    }
}

extension Connection {
    /// Vouches for a member's skills that hold now.
    fileprivate func skillVouches(of member: ID, in network: ID) throws -> [Vouch] {
        try vouches(of: member, in: network).filter { $0.toID == member && $0.kind == .skill }
    }

    /// When a member came, and when they finished the primer.
    fileprivate func pathPlace(of member: ID, in network: ID) throws -> (since: Int64, primerAt: Int64?) {
        try first(
            "SELECT created_at, primer_at FROM memberships WHERE network_id = \(network) AND id = \(member)"
        ) { (try $0[0], try $0[1]) } ?? (0, nil)
    }

    func setPrimer(of member: ID, in network: ID, at now: Int64) throws {
        try execute(
            """
            UPDATE memberships SET primer_at = \(now)
            WHERE network_id = \(network) AND id = \(member) AND primer_at IS NULL
            """)
    }
}
