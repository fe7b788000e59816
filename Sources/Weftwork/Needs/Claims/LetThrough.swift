internal import Database

/// Newcomers whom nobody vouches for see a contact once somebody who answers for the need has let them through.
enum LetThroughStore {
    static let migration = Migration(
        "2026-11-25 newcomers at needs",
        [
            """
            CREATE TABLE let_through (
                network_id \(.id) NOT NULL, need_id \(.id) NOT NULL, member_id \(.id) NOT NULL, by_id \(.id), at \(.int) NOT NULL,
                PRIMARY KEY (network_id, need_id, member_id)
            ) \(.keyed)
            """
        ])
}

extension NeedActs {
    /// Lets a newcomer who has promised something see the contact.
    func letThrough(claim id: ID, by viewer: Viewer, in network: ID) async throws {
        let now = world.now()
        try await database.write { db in
            guard let claim = try db.claim(id, in: network), let need = try db.need(claim.needID, in: network) else {
                throw Refusal.notFound
            }
            try Policy.require(.letThrough, viewer, ties: try db.ties(of: viewer, to: need, now: now))
            guard viewer.member?.id != claim.memberID else { throw Refusal.forbidden(SiteWords.forbidden) }
            try db.letThrough(claim.memberID, to: need, by: viewer.member?.id, at: now)
            try db.record(
                Event(
                    .letThrough, on: need.id, in: network, by: viewer.actor, at: now, audience: .case,
                    details: [("member", .text(claim.memberID.description))], id: world.newID()))
            try db.tell(
                claim.memberID, in: network, NeedWords.letThroughSubject, vault: vault, id: world.newID(), at: now
            ) { slug in
                MemberWords.mail(
                    NeedWords.letThroughMail, link: "\(configuration.publicURL)/n/\(slug)/needs/\(need.id)")
            }
        }
    }

    /// Asks the owner of a need about a newcomer who has promised something.
    func askAboutNewcomer(_ member: Member, at need: Need, _ db: any Connection) throws {
        guard member.standing == .newcomer else { return }
        try db.tell(
            need.ownerID, in: need.networkID, NeedWords.newcomerSubject, vault: vault, id: world.newID(),
            at: world.now()
        ) { slug in
            MemberWords.mail(NeedWords.newcomerMail, link: "\(configuration.publicURL)/n/\(slug)/needs/\(need.id)")
        }
    }
}

extension Connection {
    fileprivate func letThrough(_ member: ID, to need: Need, by other: ID?, at now: Int64) throws {
        try execute(
            """
            INSERT INTO let_through (network_id, need_id, member_id, by_id, at)
            VALUES (\(need.networkID), \(need.id), \(member), \(other), \(now))
            ON CONFLICT (network_id, need_id, member_id) DO NOTHING
            """)
    }

    func isLetThrough(_ member: ID, to need: Need) throws -> Bool {
        try value(
            """
            SELECT 1 FROM let_through
            WHERE network_id = \(need.networkID) AND need_id = \(need.id) AND member_id = \(member)
            """, as: Int64.self) != nil
    }

    /// Newcomers with a promise at a need who wait to be let through.
    func newcomersWaiting(at need: Need) throws -> Set<ID> {
        Set(
            try query(
                """
                SELECT DISTINCT c.member_id FROM claims c
                JOIN memberships m ON m.network_id = c.network_id AND m.id = c.member_id
                WHERE c.network_id = \(need.networkID) AND c.need_id = \(need.id) AND c.state = \(Claim.State.open)
                    AND m.standing = \(Standing.newcomer) AND c.member_id NOT IN (
                        SELECT l.member_id FROM let_through l
                        WHERE l.network_id = \(need.networkID) AND l.need_id = \(need.id))
                """
            ) { try $0[0] as ID })
    }
}
