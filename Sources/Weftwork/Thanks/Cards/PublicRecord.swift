internal import Database

/// What a member or an organisation shows to the outside of what it did here: counted, never judged. There is no score.
struct PublicRecord: Sendable, Equatable {
    enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        case member, organisation
    }

    let id: ID
    let networkID: ID
    let kind: Kind
    /// The member, or the organisation.
    let subjectID: ID
    let byID: ID
    let shownAt: Int64
    let endedAt: Int64?
}

/// The figures, counted from what others have confirmed.
struct RecordFigures: Sendable, Equatable {
    /// Deliveries that the other side has confirmed.
    var deliveries = 0
    /// Of these, where it is known when they came; and by the time that was promised.
    var timed = 0
    var inTime = 0
    /// First answers to requests, and those of them in time.
    var answers = 0
    var answersInTime = 0
    /// Disagreements about a delivery, and those that were settled.
    var disputes = 0
    var settled = 0
    /// Members of an organisation.
    var members = 0
}

/// A record as everybody reads it.
struct ShownRecord: Sendable {
    let record: PublicRecord
    let name: String
    let since: Int64
    let figures: RecordFigures
    /// Who vouches and agreed to be named: nobody else.
    let vouchers: [String]
    /// What the reader may do.
    var isMine = false
    /// The reader vouches, and is or is not named.
    var isNamed: Bool?
    var code: String?
}

/// A record of which the reader may decide: their own, or of an organisation they speak for.
struct KeptRecord: Sendable {
    let kind: PublicRecord.Kind
    let subjectID: ID
    let name: String
    /// Nothing where it was never shown.
    let record: PublicRecord?

    var isShown: Bool { record.map { $0.endedAt == nil } ?? false }
}

enum RecordStore {
    static let migration = Migration(
        "2026-11-26 public records",
        [
            """
            CREATE TABLE public_records (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, kind TEXT NOT NULL, subject_id \(.id) NOT NULL,
                by_id \(.id) NOT NULL, shown_at \(.int) NOT NULL, ended_at \(.int), PRIMARY KEY (network_id, id),
                UNIQUE (network_id, subject_id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE record_voices (
                network_id \(.id) NOT NULL, record_id \(.id) NOT NULL, member_id \(.id) NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, record_id, member_id)
            ) \(.keyed)
            """,
        ])
}

extension PublicRecord {
    fileprivate static let columns: SQL = "r.id, r.network_id, r.kind, r.subject_id, r.by_id, r.shown_at, r.ended_at"

    fileprivate init(row: Row) throws {
        id = try row[0]
        networkID = try row[1]
        kind = try row[2]
        subjectID = try row[3]
        byID = try row[4]
        shownAt = try row[5]
        endedAt = try row[6]
    }
}

extension Connection {
    func publicRecord(_ id: ID, in network: ID) throws -> PublicRecord? {
        try first(
            "SELECT \(PublicRecord.columns) FROM public_records r WHERE r.network_id = \(network) AND r.id = \(id)",
            PublicRecord.init(row:))
    }

    func publicRecord(of subject: ID, in network: ID) throws -> PublicRecord? {
        try first(
            """
            SELECT \(PublicRecord.columns) FROM public_records r
            WHERE r.network_id = \(network) AND r.subject_id = \(subject)
            """, PublicRecord.init(row:))
    }

    func save(_ record: PublicRecord) throws {
        try execute(
            """
            INSERT INTO public_records (network_id, id, kind, subject_id, by_id, shown_at, ended_at)
            VALUES (\(record.networkID), \(record.id), \(record.kind), \(record.subjectID), \(record.byID),
                \(record.shownAt), \(record.endedAt))
            ON CONFLICT (network_id, subject_id) DO UPDATE SET by_id = excluded.by_id, shown_at = excluded.shown_at,
                ended_at = excluded.ended_at
            """)
    }

    /// Whoever vouches agrees to be named, or takes that back.
    func setNamed(_ isNamed: Bool, _ member: ID, on record: PublicRecord, at now: Int64) throws {
        guard isNamed else {
            try execute(
                """
                DELETE FROM record_voices WHERE network_id = \(record.networkID) AND record_id = \(record.id)
                    AND member_id = \(member)
                """)
            return
        }
        try execute(
            """
            INSERT INTO record_voices (network_id, record_id, member_id, at)
            VALUES (\(record.networkID), \(record.id), \(member), \(now))
            ON CONFLICT (network_id, record_id, member_id) DO NOTHING
            """)
    }

    /// The members that a record speaks of, who take part.
    func subjects(of record: PublicRecord) throws -> [(id: ID, since: Int64)] {
        let one: SQL =
            record.kind == .member ? "m.id = \(record.subjectID)" : "m.organisation_id = \(record.subjectID)"
        return try query(
            """
            SELECT m.id, m.created_at FROM memberships m WHERE m.network_id = \(record.networkID) AND \(one)
                AND m.state IN ('welcomed', 'active', 'dormant') ORDER BY m.created_at, m.id LIMIT 2000
            """
        ) { (try $0[0] as ID, try $0[1] as Int64) }
    }

    /// Who vouches for any of these members, by a vouch in force: with their name, and whether they agreed to be named.
    func vouchers(for members: [ID], on record: PublicRecord, at now: Int64) throws -> [(
        id: ID, name: String, isNamed: Bool
    )] {
        guard !members.isEmpty else { return [] }
        let list = members.map { "\($0)" as SQL }.joined(separator: ", ")
        return try query(
            """
            SELECT DISTINCT v.from_id, p.name,
                EXISTS (SELECT 1 FROM record_voices w WHERE w.network_id = \(record.networkID)
                    AND w.record_id = \(record.id) AND w.member_id = v.from_id)
            FROM vouches v JOIN memberships m ON m.network_id = v.network_id AND m.id = v.from_id
            JOIN persons p ON p.id = m.person_id
            WHERE v.network_id = \(record.networkID) AND v.ended_at IS NULL AND v.expires_at > \(now)
                AND v.to_id IN (\(list)) AND m.state IN ('welcomed', 'active', 'dormant') ORDER BY p.name, v.from_id
            LIMIT 500
            """
        ) { (try $0[0] as ID, try $0[1] as String, try $0[2] as Bool) }
        // An organisation's own members are no voice from outside.
        .filter { !members.contains($0.0) }
    }

    func recordFigures(of members: [ID], in network: ID) throws -> RecordFigures {
        var figures = RecordFigures(members: members.count)
        guard !members.isEmpty else { return figures }
        let list = members.map { "\($0)" as SQL }.joined(separator: ", ")
        let delivered = try first(
            """
            SELECT count(*), count(c.delivered_at), count(CASE WHEN c.delivered_at <= c.promised_by THEN 1 END)
            FROM deliveries d
            LEFT JOIN claims c ON c.network_id = d.network_id AND c.id = d.claim_id
            WHERE d.network_id = \(network) AND d.member_id IN (\(list))
            """
        ) { (try $0[0] as Int, try $0[1] as Int, try $0[2] as Int) }
        let answered = try first(
            """
            SELECT count(n.is_in_time), count(CASE WHEN n.is_in_time THEN 1 END) FROM needs n
            WHERE n.network_id = \(network) AND n.answered_by IN (\(list))
            """
        ) { (try $0[0] as Int, try $0[1] as Int) }
        let disputed = try first(
            """
            SELECT count(*), count(CASE WHEN d.state <> 'open' THEN 1 END) FROM disputes d
            JOIN claims c ON c.network_id = d.network_id AND c.id = d.claim_id
            WHERE d.network_id = \(network) AND c.member_id IN (\(list))
            """
        ) { (try $0[0] as Int, try $0[1] as Int) }
        (figures.deliveries, figures.timed, figures.inTime) = delivered ?? (0, 0, 0)
        (figures.answers, figures.answersInTime) = answered ?? (0, 0)
        (figures.disputes, figures.settled) = disputed ?? (0, 0)
        return figures
    }
}
