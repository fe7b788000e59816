internal import Database

/// Somebody accompanies another in what they want to learn: asked, accepted, ended by either.
struct Mentorship: Sendable {
    let id: ID
    let networkID: ID
    let memberID: ID
    let mentorID: ID
    let askedAt: Int64
    let acceptedAt: Int64?
}

extension Mentorship {
    fileprivate static let columns: SQL = "id, network_id, member_id, mentor_id, asked_at, accepted_at"

    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        memberID = try row[2]
        mentorID = try row[3]
        askedAt = try row[4]
        acceptedAt = try row[5]
    }
}

extension Connection {
    func mentorship(_ id: ID, in network: ID) throws -> Mentorship? {
        try first(
            """
            SELECT \(Mentorship.columns) FROM mentorships
            WHERE network_id = \(network) AND id = \(id) AND ended_at IS NULL
            """, Mentorship.init(row:))
    }

    /// Whom somebody asked, or who accompanies them.
    func mentorship(of member: ID, in network: ID) throws -> Mentorship? {
        try first(
            """
            SELECT \(Mentorship.columns) FROM mentorships
            WHERE network_id = \(network) AND member_id = \(member) AND ended_at IS NULL ORDER BY id DESC LIMIT 1
            """, Mentorship.init(row:))
    }

    /// Who asked somebody to be their mentor, and whom they accompany.
    func mentorships(by mentor: ID, in network: ID) throws -> [Mentorship] {
        try query(
            """
            SELECT \(Mentorship.columns) FROM mentorships
            WHERE network_id = \(network) AND mentor_id = \(mentor) AND ended_at IS NULL ORDER BY id LIMIT 50
            """, Mentorship.init(row:))
    }

    fileprivate func insert(_ mentorship: Mentorship) throws {
        try execute(
            """
            INSERT INTO mentorships (network_id, id, member_id, mentor_id, asked_at)
            VALUES (\(mentorship.networkID), \(mentorship.id), \(mentorship.memberID), \(mentorship.mentorID),
                \(mentorship.askedAt))
            """)
    }

    fileprivate func accept(_ mentorship: Mentorship, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE mentorships SET accepted_at = \(now) WHERE network_id = \(mentorship.networkID)
                AND id = \(mentorship.id) AND accepted_at IS NULL AND ended_at IS NULL
            """) == 1
    }

    fileprivate func end(_ mentorship: Mentorship, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE mentorships SET ended_at = \(now)
            WHERE network_id = \(mentorship.networkID) AND id = \(mentorship.id) AND ended_at IS NULL
            """) == 1
    }

    /// Ends what somebody who leaves asked and accompanied.
    func endMentorships(of member: ID, in network: ID, at now: Int64) throws {
        try execute(
            """
            UPDATE mentorships SET ended_at = \(now) WHERE network_id = \(network)
                AND (member_id = \(member) OR mentor_id = \(member)) AND ended_at IS NULL
            """)
    }

    /// Since when a member's path is open to members; nothing where it is private.
    func pathSharedAt(of member: ID, in network: ID) throws -> Int64? {
        try value("SELECT path_shared_at FROM memberships WHERE network_id = \(network) AND id = \(member)")
    }

    fileprivate func setPathShared(_ moment: Int64?, of member: ID, in network: ID) throws {
        try execute(
            "UPDATE memberships SET path_shared_at = \(moment) WHERE network_id = \(network) AND id = \(member)")
    }
}

extension MemberActs {
    /// Asks somebody who is willing to be one's mentor.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` for one who has a mentor, or has asked one.
    func askMentor(_ id: ID, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network), now = world.now()
        try await database.write { db in
            guard id != member.id, try db.isWilling(id, to: .mentor, in: network) else {
                throw Refusal.invalid("mentor", CompanyWords.badMentor)
            }
            if try db.mentorship(of: member.id, in: network) != nil { throw Refusal.conflict(CompanyWords.hasMentor) }
            try db.insert(
                Mentorship(
                    id: world.newID(), networkID: network, memberID: member.id, mentorID: id, askedAt: now,
                    acceptedAt: nil))
            try record(.mentorAsked, on: member.id, in: network, by: viewer, audience: .concerned, db)
            try ask(
                id, for: .mentor, in: network, CompanyWords.mentor, CompanyWords.mailBeMentor(member.name),
                to: "/me/company", db)
        }
    }

    /// The one who was asked says yes or no.
    func answerMentor(_ id: ID, accepts: Bool, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network), now = world.now()
        try await database.write { db in
            guard let asked = try db.mentorship(id, in: network), asked.mentorID == member.id, asked.acceptedAt == nil
            else { throw Refusal.conflict(CompanyWords.offerOver) }
            guard try accepts ? db.accept(asked, at: now) : db.end(asked, at: now) else {
                throw Refusal.conflict(CompanyWords.offerOver)
            }
            try record(
                accepts ? .mentorAccepted : .mentorEnded, on: asked.memberID, in: network, by: viewer,
                audience: .concerned, db)
            try tell(
                asked.memberID, in: network, CompanyWords.mentor,
                CompanyWords.mailMentor(member.name, accepts: accepts),
                to: "/me/path", db)
        }
    }

    /// Either side ends it.
    func endMentor(_ id: ID, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network), now = world.now()
        try await database.write { db in
            guard let known = try db.mentorship(id, in: network), [known.memberID, known.mentorID].contains(member.id)
            else { throw Refusal.notFound }
            guard try db.end(known, at: now) else { return }
            try record(.mentorEnded, on: known.memberID, in: network, by: viewer, audience: .concerned, db)
            let other = known.memberID == member.id ? known.mentorID : known.memberID
            try tell(
                other, in: network, CompanyWords.mentor, CompanyWords.mailMentorEnds(member.name), to: "/me/path", db)
        }
    }

    func sharesPath(_ member: ID, in network: ID) async throws -> Bool {
        try await database.read { db in try db.pathSharedAt(of: member, in: network) != nil }
    }

    /// Opens one's path to members, or takes that back.
    func sharePath(_ isOn: Bool, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, in: network), now = world.now()
        try await database.write { db in
            guard try (db.pathSharedAt(of: member.id, in: network) != nil) != isOn else { return }
            try db.setPathShared(isOn ? now : nil, of: member.id, in: network)
            try record(
                .pathShared, on: member.id, in: network, by: viewer, audience: .concerned, db,
                [("shared", .text(isOn ? "yes" : "no"))])
        }
    }
}
