internal import Database

private enum LeadStore {
    /// Of a membership `m`: leads its network.
    static let leads: SQL = """
        m.state IN ('welcomed', 'active')
            AND (m.standing = \(Standing.steward) OR ' ' || m.roles || ' ' LIKE '% coordinator %')
        """
}

/// Networks in which nobody leads: neither a steward nor a coordinator takes part.
extension Connection {
    func hasLead(_ network: ID, except member: ID? = nil) throws -> Bool {
        let others: SQL = member.map { " AND m.id <> \($0)" } ?? ""
        return try value(
            "SELECT 1 FROM memberships m WHERE m.network_id = \(network) AND \(LeadStore.leads)\(others) LIMIT 1",
            as: Int64.self) != nil
    }

    /// Some of those who lead, the first first.
    func leads(of network: ID, most: Int) throws -> [ID] {
        try query(
            """
            SELECT m.id FROM memberships m WHERE m.network_id = \(network) AND \(LeadStore.leads)
            ORDER BY m.created_at, m.id LIMIT \(most)
            """
        ) { try $0[0] }
    }

    func networksWithoutLead() throws -> [Network] {
        try query(
            """
            SELECT n.id, n.slug, n.name, n.language FROM networks n
            WHERE NOT EXISTS (SELECT 1 FROM memberships m WHERE m.network_id = n.id AND \(LeadStore.leads)) ORDER BY n.slug
            """, Network.init(row:))
    }

    /// Who stands in where nobody leads: of those with the highest standing whoever came first. Nobody whom nobody vouches for.
    func standIn(in network: ID, except: Set<ID>) throws -> ID? {
        try query(
            """
            SELECT m.id FROM memberships m WHERE m.network_id = \(network) AND m.state = 'active'
                AND m.standing >= \(Standing.vouched)
            ORDER BY m.standing DESC, m.created_at, m.id LIMIT 20
            """
        ) { try $0[0] as ID }.first { !except.contains($0) }
    }
}

extension MemberActs {
    /// Asks whoever stands in to take the coordinator's role: a nomination like any other, with its days for the others to object.
    func askForLead(in network: ID, after member: ID, at now: Int64, _ db: any Connection) throws {
        guard try !db.hasLead(network), let next = try db.standIn(in: network, except: [member]),
            let other = try db.member(next, in: network), let key = try db.key(of: other.personID, in: vault)
        else { return }
        let isAsked = try db.openNominations(in: network).contains {
            $0.memberID == next && $0.office == .role(.coordinator)
        }
        guard !isAsked else { return }
        let nomination = Nomination(
            id: world.newID(), networkID: network, memberID: next, office: .role(.coordinator), byID: member,
            openedAt: now,
            acceptedAt: nil, decidesAt: now + RoleRules.answering, outcome: nil)
        let words = try db.network(id: network).map { LeaveWords.leadNeeded($0.language) } ?? ""
        try db.insert(nomination, words: vault.seal(Array(words.utf8), key: key, context: nomination.id.bytes))
        try record(
            .roleNominated, on: next, in: network, by: Viewer(.system, language: .zh), audience: .members, db,
            [("role", .text(Role.coordinator.rawValue))])
        try tell(next, in: network, RoleWords.title, LeaveWords.mailLead, to: "/roles", db)
    }
}
