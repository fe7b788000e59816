internal import Database

/// That a member has looked at how another is reached.
struct ProfileLook: Sendable {
    let name: String
    let at: Int64
}

enum ProfileLookStore {
    static let migration = Migration(
        "2026-11-25 looks at profiles",
        [
            """
            CREATE TABLE profile_looks (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, person_id \(.id) NOT NULL, member_id \(.id) NOT NULL,
                at \(.int) NOT NULL, PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX profile_looks_person ON profile_looks (person_id, at)",
            "CREATE INDEX profile_looks_member ON profile_looks (network_id, member_id, at)",
        ])
}

extension MemberActs {
    /// Shows how another member is reached; they see who looked and when.
    ///
    /// - Throws: ``Refusal/tooMany(retryAfter:)`` past a day's number, ``Refusal/notFound`` where there is nothing that this
    ///   reader may see.
    func lookAtContacts(of id: ID, by viewer: Viewer, in network: ID) async throws -> [ProfileEntry] {
        try Policy.require(.lookAtProfile, viewer)
        let member = try own(viewer, in: network), now = world.now()
        return try await database.write { db in
            guard let other = try db.member(id, in: network) else { throw Refusal.notFound }
            let isHidden = try db.hiding(of: TextPlace(kind: .profile, id: id), in: network) != nil
            let entries = try db.profile(of: other.personID, vault: vault)
            if other.personID == member.personID { return entries.filter { $0.field.isContact && !$0.text.isEmpty } }
            try viewer.requireUnheld(now: now)
            let shown = isHidden ? [] : ProfileRules.contacts(entries, to: viewer)
            guard !shown.isEmpty else { throw Refusal.notFound }
            let today = try db.profileLooks(by: member.id, in: network, since: now - Time.day)
            guard today < ProfileRules.looksPerDay(member.standing) else { throw Refusal.tooMany(retryAfter: 3600) }
            try db.insertLook(at: other.personID, by: member.id, in: network, at: now, id: world.newID())
            return shown
        }
    }

    /// Who has looked at how somebody is reached, the latest first.
    func looks(at person: ID) async throws -> [ProfileLook] {
        try await database.read { db in try db.looks(at: person) }
    }
}

extension Connection {
    fileprivate func profileLooks(by member: ID, in network: ID, since moment: Int64) throws -> Int {
        try value(
            """
            SELECT count(*) FROM profile_looks
            WHERE network_id = \(network) AND member_id = \(member) AND at > \(moment)
            """) ?? 0
    }

    fileprivate func insertLook(at person: ID, by member: ID, in network: ID, at now: Int64, id: ID) throws {
        try execute(
            """
            INSERT INTO profile_looks (network_id, id, person_id, member_id, at)
            VALUES (\(network), \(id), \(person), \(member), \(now))
            """)
    }

    func looks(at person: ID) throws -> [ProfileLook] {
        try query(
            """
            SELECT p.name, l.at FROM profile_looks l
            JOIN memberships m ON m.network_id = l.network_id AND m.id = l.member_id JOIN persons p ON p.id = m.person_id
            WHERE l.person_id = \(person) ORDER BY l.at DESC, l.id DESC LIMIT 100
            """
        ) { ProfileLook(name: try $0[0], at: try $0[1]) }
    }
}
