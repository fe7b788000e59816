internal import Database

/// That a member has read what is for few: those whom it concerns see it beside it.
struct ReadRecord: Sendable {
    /// What was read.
    enum Kind: String, Sendable, SQLConvertible {
        /// The words of a matter.
        case matter
        /// What she photographed of her need.
        case photos
        /// What was photographed of what is brought to it: kept by the need.
        case deliveryPhotos
        /// What verifiers photographed while they checked it: kept by the need.
        case evidence
        /// A post that is held back.
        case heldPosts

        /// Who looks again within it costs no write.
        var pause: Int64 {
            switch self {
            case .matter, .heldPosts: Time.hour
            // They stand in one record: so long nobody sees from it that another of them was looked at.
            case .photos, .deliveryPhotos, .evidence: Time.minute
            }
        }
    }

    let name: String
    let firstAt: Int64
    let lastAt: Int64
}

enum ReadStore {
    static let migration = Migration(
        "2026-11-26 who has read",
        [
            """
            CREATE TABLE read_records (
                network_id \(.id) NOT NULL, kind TEXT NOT NULL, object_id \(.id) NOT NULL, member_id \(.id) NOT NULL,
                first_at \(.int) NOT NULL, last_at \(.int) NOT NULL, PRIMARY KEY (network_id, kind, object_id, member_id)
            ) \(.keyed)
            """
        ])
}

/// Keeps who has read what is for few. What can't be recorded is not shown.
struct ReadRecords: Sendable {
    let database: any Database
    let world: World

    /// A member has the words, or the pictures, before them.
    ///
    /// - Parameter changedAt: when what they see came there: who looked before has not seen it.
    func note(
        _ kind: ReadRecord.Kind, _ object: ID, changedAt: Int64 = 0, by viewer: Viewer, in network: ID
    ) async throws {
        guard let member = viewer.member?.id else { return }
        let now = world.now()
        let last = try await database.read { db in try db.lastRead(kind, object, by: member, in: network) }
        if let last, last > now - kind.pause, last > changedAt { return }
        try await database.write { db in try db.noteRead(kind, object, by: member, in: network, at: now) }
    }
}

extension MemberActs {
    var readRecords: ReadRecords { ReadRecords(database: database, world: world) }
}

extension Connection {
    fileprivate func lastRead(_ kind: ReadRecord.Kind, _ object: ID, by member: ID, in network: ID) throws -> Int64? {
        try value(
            """
            SELECT last_at FROM read_records
            WHERE network_id = \(network) AND kind = \(kind) AND object_id = \(object) AND member_id = \(member)
            """)
    }

    fileprivate func noteRead(
        _ kind: ReadRecord.Kind, _ object: ID, by member: ID, in network: ID, at now: Int64
    ) throws {
        try execute(
            """
            INSERT INTO read_records (network_id, kind, object_id, member_id, first_at, last_at)
            VALUES (\(network), \(kind), \(object), \(member), \(now), \(now))
            ON CONFLICT (network_id, kind, object_id, member_id) DO UPDATE SET last_at = excluded.last_at
            """)
    }

    /// Who has read something, the latest first.
    func readers(of kind: ReadRecord.Kind, _ object: ID, in network: ID) throws -> [ReadRecord] {
        try query(
            """
            SELECT p.name, r.first_at, r.last_at FROM read_records r
            JOIN memberships m ON m.network_id = r.network_id AND m.id = r.member_id JOIN persons p ON p.id = m.person_id
            WHERE r.network_id = \(network) AND r.kind = \(kind) AND r.object_id = \(object)
            ORDER BY r.last_at DESC, r.member_id LIMIT 100
            """
        ) { ReadRecord(name: try $0[0], firstAt: try $0[1], lastAt: try $0[2]) }
    }

    /// Who has read something goes with what was read.
    func forgetReaders(of kind: ReadRecord.Kind, _ object: ID, in network: ID) throws {
        try execute(
            "DELETE FROM read_records WHERE network_id = \(network) AND kind = \(kind) AND object_id = \(object)")
    }
}
