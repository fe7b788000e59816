internal import Database

enum ModerationStore {
    /// Of memberships: whose profile is not hidden.
    static let isShown: SQL = """
        NOT EXISTS (SELECT 1 FROM hidings h WHERE h.network_id = memberships.network_id
            AND h.kind = 'profile' AND h.text_id = memberships.id AND h.ended_at IS NULL)
        """

    static let migration = Migration(
        "2026-11-25 moderation",
        [
            """
            CREATE TABLE reported_texts (
                network_id \(.id) NOT NULL, matter_id \(.id) NOT NULL, kind TEXT NOT NULL, text_id \(.id) NOT NULL,
                PRIMARY KEY (network_id, matter_id)
            ) \(.keyed)
            """,
            "CREATE INDEX reported_texts_text ON reported_texts (network_id, kind, text_id)",
            """
            CREATE TABLE hidings (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, kind TEXT NOT NULL, text_id \(.id) NOT NULL,
                reason TEXT NOT NULL, by_id \(.id), at \(.int) NOT NULL, appeal_id \(.id), ended_at \(.int), ended_by \(.id),
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX hidings_open ON hidings (network_id, kind, text_id) WHERE ended_at IS NULL",
        ])

    /// The name of the organisation `o` to whom the membership `m` belongs: none where its text is hidden in that network.
    static let organisationName: SQL = """
        CASE WHEN EXISTS (SELECT 1 FROM hidings h WHERE h.network_id = m.network_id AND h.kind = 'organisation'
            AND h.text_id = o.id AND h.ended_at IS NULL) THEN NULL ELSE o.name END
        """
}

extension Connection {
    // MARK: Reports

    func insertReported(_ place: TextPlace, in matter: Matter) throws {
        try execute(
            """
            INSERT INTO reported_texts (network_id, matter_id, kind, text_id)
            VALUES (\(matter.networkID), \(matter.id), \(place.kind), \(place.id))
            """)
    }

    /// The text that a matter is about.
    func reportedText(of matter: Matter) throws -> TextReading? {
        guard [.report, .textAppeal, .heldPost].contains(matter.kind) else { return nil }
        let place = try first(
            """
            SELECT kind, text_id FROM reported_texts WHERE network_id = \(matter.networkID) AND matter_id = \(matter.id)
            """
        ) { TextPlace(kind: try $0[0], id: try $0[1]) }
        return try place.map { place in
            TextReading(place: place, words: place.kind == .invitation ? try invitation(place.id)?.note : nil)
        }
    }

    /// The open matter of a kind about a text.
    func openMatter(_ kind: Matter.Kind, about place: TextPlace, in network: ID) throws -> Matter? {
        let id = try value(
            """
            SELECT m.id FROM reported_texts r JOIN matters m ON m.network_id = r.network_id AND m.id = r.matter_id
            WHERE r.network_id = \(network) AND r.kind = \(place.kind) AND r.text_id = \(place.id)
                AND m.kind = \(kind) AND m.stage <> \(Matter.Stage.closed) LIMIT 1
            """, as: ID.self)
        return try id.flatMap { try matter($0, in: network) }
    }

    // MARK: Hiding

    func hiding(of place: TextPlace, in network: ID) throws -> Hiding? {
        try first(
            """
            SELECT id, reason, by_id, at, appeal_id FROM hidings
            WHERE network_id = \(network) AND kind = \(place.kind) AND text_id = \(place.id) AND ended_at IS NULL
            """
        ) {
            Hiding(
                id: try $0[0], place: place, reason: try $0[1], byID: try $0[2], at: try $0[3], appealID: try $0[4])
        }
    }

    func insert(_ hiding: Hiding, in network: ID) throws {
        try execute(
            """
            INSERT INTO hidings (network_id, id, kind, text_id, reason, by_id, at)
            VALUES (\(network), \(hiding.id), \(hiding.place.kind), \(hiding.place.id), \(hiding.reason), \(hiding.byID),
                \(hiding.at))
            """)
    }

    func end(_ hiding: Hiding, in network: ID, by member: ID?, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE hidings SET ended_at = \(now), ended_by = \(member)
            WHERE network_id = \(network) AND id = \(hiding.id) AND ended_at IS NULL
            """) == 1
    }

    /// Remembers the one appeal; false when there was one already.
    func setAppeal(_ matter: ID, against hiding: Hiding, in network: ID) throws -> Bool {
        try execute(
            """
            UPDATE hidings SET appeal_id = \(matter)
            WHERE network_id = \(network) AND id = \(hiding.id) AND appeal_id IS NULL AND ended_at IS NULL
            """) == 1
    }

    /// What a member is known by in lists of a network follows whether their text is hidden there.
    func setFacts(skills: String, languages: String, of member: ID, in network: ID) throws {
        try execute(
            """
            UPDATE memberships SET skills = \(skills), languages = \(languages)
            WHERE network_id = \(network) AND id = \(member)
            """)
    }
}
