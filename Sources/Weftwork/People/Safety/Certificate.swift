internal import Database

/// Training on record, for work that harms where it is done without: by whom it was seen, until when it holds.
struct Certificate: Sendable, Equatable {
    /// What it is for (002: minors, dangerous places, medical or psychological help).
    enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        case medical, psychological, minors, danger
    }

    let id: ID
    let networkID: ID
    let memberID: ID
    let kind: Kind
    /// Who saw it and wrote it down.
    let byID: ID
    let fromAt: Int64
    let untilAt: Int64
    let endedAt: Int64?

    func holds(at now: Int64) -> Bool { endedAt == nil && fromAt <= now && untilAt > now }
}

/// A certificate as it is written down.
struct CertificateDraft: Sendable {
    let kind: String
    /// Until the end of this day.
    let until: String
}

enum CertificateStore {
    static let migration = Migration(
        "2026-11-25 certificates",
        [
            """
            CREATE TABLE certificates (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, member_id \(.id) NOT NULL, kind TEXT NOT NULL,
                by_id \(.id) NOT NULL, from_at \(.int) NOT NULL, until_at \(.int) NOT NULL, ended_at \(.int),
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX certificates_member ON certificates (network_id, member_id)",
            "CREATE INDEX certificates_kind ON certificates (network_id, kind, until_at)",
            // Who has read which briefing, in which wording.
            """
            CREATE TABLE briefings_read (
                network_id \(.id) NOT NULL, member_id \(.id) NOT NULL, topic TEXT NOT NULL, version TEXT NOT NULL,
                at \(.int) NOT NULL, PRIMARY KEY (network_id, member_id, topic)
            ) \(.keyed)
            """,
        ])
}

extension MemberActs {
    /// Longer than this nobody's training holds without being looked at again.
    static let mostCertificate = 5 * 366 * Time.day

    /// Writes down that somebody is trained; they are told.
    /// - Throws: ``Refusal/invalid(_:)``, ``Refusal/forbidden(_:)`` for one's own, ``Refusal/notFound``.
    @discardableResult
    func certify(_ other: ID, _ draft: CertificateDraft, by viewer: Viewer, in network: ID) async throws -> Certificate
    {
        let member = try own(viewer, in: network), now = world.now()
        try Policy.require(.certify, viewer)
        guard other != member.id else { throw Refusal.forbidden(CertificateWords.notOwn) }
        guard let kind = Certificate.Kind(rawValue: draft.kind) else {
            throw Refusal.invalid("kind", SiteWords.badChoice(Certificate.Kind.allCases.map(\.rawValue), draft.kind))
        }
        guard let until = Format.endOfDay(draft.until), until > now, until <= now + MemberActs.mostCertificate else {
            throw Refusal.invalid("until", CertificateWords.badUntil)
        }
        let certificate = Certificate(
            id: world.newID(), networkID: network, memberID: other, kind: kind, byID: member.id, fromAt: now,
            untilAt: until, endedAt: nil)
        try await database.write { db in
            guard try db.member(other, in: network) != nil else { throw Refusal.notFound }
            try db.insert(certificate)
            try record(
                .certificateGiven, on: other, in: network, by: viewer, audience: .stewards, db,
                [("kind", .text(kind.rawValue)), ("until", .number(until))])
            try tell(
                other, in: network, CertificateWords.title, CertificateWords.mailGiven(kind, until), to: "/me/safety",
                db)
        }
        return certificate
    }

    /// Takes a certificate back at once.
    func endCertificate(_ id: ID, by viewer: Viewer, in network: ID) async throws -> Certificate {
        _ = try own(viewer, in: network)
        try Policy.require(.certify, viewer)
        let now = world.now()
        return try await database.write { db in
            guard let found = try db.certificate(id, in: network) else { throw Refusal.notFound }
            guard try db.endCertificate(id, in: network, at: now) else { return found }
            try record(
                .certificateEnded, on: found.memberID, in: network, by: viewer, audience: .stewards, db,
                [("kind", .text(found.kind.rawValue))])
            try tell(
                found.memberID, in: network, CertificateWords.title, CertificateWords.mailEnded(found.kind),
                to: "/me/safety", evenSuspended: true, db)
            return found
        }
    }

    /// Certificates of a member that hold, for themselves and those who may write them down; nothing for others.
    func certificates(of member: ID, for viewer: Viewer, in network: ID) async throws -> [Certificate] {
        guard viewer.member?.id == member || Policy.allows(.certify, viewer) else { return [] }
        let now = world.now()
        return try await database.read { db in try db.certificates(of: member, in: network) }
            .filter { $0.holds(at: now) }
    }
}

extension Certificate {
    fileprivate static let columns: SQL = "id, network_id, member_id, kind, by_id, from_at, until_at, ended_at"

    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        memberID = try row[2]
        kind = try row[3]
        byID = try row[4]
        fromAt = try row[5]
        untilAt = try row[6]
        endedAt = try row[7]
    }
}

extension Connection {
    fileprivate func insert(_ certificate: Certificate) throws {
        try execute(
            """
            INSERT INTO certificates (network_id, id, member_id, kind, by_id, from_at, until_at)
            VALUES (\(certificate.networkID), \(certificate.id), \(certificate.memberID), \(certificate.kind),
                \(certificate.byID), \(certificate.fromAt), \(certificate.untilAt))
            """)
    }

    fileprivate func certificate(_ id: ID, in network: ID) throws -> Certificate? {
        try first(
            "SELECT \(Certificate.columns) FROM certificates WHERE network_id = \(network) AND id = \(id)",
            Certificate.init(row:))
    }

    fileprivate func endCertificate(_ id: ID, in network: ID, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE certificates SET ended_at = \(now)
            WHERE network_id = \(network) AND id = \(id) AND ended_at IS NULL
            """) == 1
    }

    /// All that were written down about a member, the newest first.
    func certificates(of member: ID, in network: ID) throws -> [Certificate] {
        try query(
            """
            SELECT \(Certificate.columns) FROM certificates WHERE network_id = \(network) AND member_id = \(member)
            ORDER BY id DESC LIMIT 100
            """, Certificate.init(row:))
    }

    func holdsCertificate(_ kind: Certificate.Kind, _ member: ID, in network: ID, at now: Int64) throws -> Bool {
        try certificates(of: member, in: network).contains { $0.kind == kind && $0.holds(at: now) }
    }

    /// Members who hold a certificate now, but for one.
    func holders(of kind: Certificate.Kind, in network: ID, except: ID?, at now: Int64) throws -> [Member] {
        let holders = try members(
            of: network,
            where: """
                EXISTS (SELECT 1 FROM certificates c WHERE c.network_id = m.network_id AND c.member_id = m.id
                    AND c.kind = \(kind) AND c.until_at > \(now) AND c.ended_at IS NULL)
                """, limit: 200)
        return holders.filter { $0.id != except && !$0.isSuspended }
    }

    /// In which wording, and when, somebody last read a briefing.
    func briefingRead(_ topic: String, by member: ID, in network: ID) throws -> (version: String, at: Int64)? {
        try first(
            """
            SELECT version, at FROM briefings_read
            WHERE network_id = \(network) AND member_id = \(member) AND topic = \(topic)
            """
        ) { (try $0[0], try $0[1]) }
    }

    func setBriefingRead(_ topic: String, _ version: String, by member: ID, in network: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO briefings_read (network_id, member_id, topic, version, at)
            VALUES (\(network), \(member), \(topic), \(version), \(now))
            ON CONFLICT (network_id, member_id, topic) DO UPDATE SET version = excluded.version, at = excluded.at
            """)
    }

    /// Forgets what training somebody had and what they read.
    func forgetCertificates(of person: ID) throws {
        for table in ["certificates", "briefings_read"] as [SQL] {
            try execute(
                "DELETE FROM \(table) WHERE member_id IN (SELECT id FROM memberships WHERE person_id = \(person))")
        }
    }
}

/// A certificate for programs.
struct CertificateView: View {
    let certificate: Certificate

    func write(to json: inout JSON) {
        json.object {
            $0.field("id", certificate.id)
            $0.field("member", certificate.memberID)
            $0.field("kind", certificate.kind.rawValue)
            $0.field("by", certificate.byID)
            $0.field("from", moment: certificate.fromAt)
            $0.field("until", moment: certificate.untilAt)
        }
    }
}
