internal import Database

extension StanceSaid {
    fileprivate static let columns: SQL =
        "s.id, s.clause_id, s.voice_id, s.member_id, s.version, s.stance, s.at, s.is_latest"

    fileprivate init(row: Row) throws {
        id = try row[0]
        clauseID = try row[1]
        voiceID = try row[2]
        memberID = try row[3]
        version = try row[4]
        stance = try row[5]
        at = try row[6]
        isLatest = try row[7]
    }
}

/// What was said about clauses. Nothing said is overwritten: drift compares what a voice said before with what it says now.
extension Connection {
    /// The latest stance of every voice on each of these clauses.
    func stances(on clauses: [ID], in network: ID) throws -> [StanceSaid] {
        guard !clauses.isEmpty else { return [] }
        return try query(
            """
            SELECT \(StanceSaid.columns) FROM charter_stances s
            WHERE s.network_id = \(network) AND s.clause_id IN (\(list: clauses)) AND s.is_latest
            ORDER BY s.clause_id, s.voice_id
            """, StanceSaid.init(row:))
    }

    /// All that was ever said about these clauses, the oldest first: of each voice one after the other.
    func stanceHistory(on clauses: [ID], in network: ID) throws -> [StanceSaid] {
        guard !clauses.isEmpty else { return [] }
        return try query(
            """
            SELECT \(StanceSaid.columns) FROM charter_stances s
            WHERE s.network_id = \(network) AND s.clause_id IN (\(list: clauses)) ORDER BY s.at, s.id
            """, StanceSaid.init(row:))
    }

    /// What one voice says now about each of these clauses.
    func stances(of voice: ID, on clauses: [ID], in network: ID) throws -> [ID: StanceSaid] {
        try stances(of: [voice], on: clauses, in: network)[voice] ?? [:]
    }

    /// What some voices say now, by voice and clause.
    func stances(of voices: [ID], on clauses: [ID], in network: ID) throws -> [ID: [ID: StanceSaid]] {
        guard !clauses.isEmpty, !voices.isEmpty else { return [:] }
        let found = try query(
            """
            SELECT \(StanceSaid.columns) FROM charter_stances s WHERE s.network_id = \(network)
                AND s.clause_id IN (\(list: clauses)) AND s.voice_id IN (\(list: voices)) AND s.is_latest
            """, StanceSaid.init(row:))
        return found.reduce(into: [:]) { $0[$1.voiceID, default: [:]][$1.clauseID] = $1 }
    }

    /// Of each of these stances the text that its reason is, and why that is hidden.
    func reasonTexts(of stances: [StanceSaid], in network: ID) throws -> [ID: (text: ID, hidden: String?)] {
        guard !stances.isEmpty else { return [:] }
        let rows = try query(
            """
            SELECT s.id, s.text_id, \(TextPlace.hidden("'reason'", network: "s.network_id", text: "s.text_id"))
            FROM charter_stances s WHERE s.network_id = \(network) AND s.id IN (\(list: stances.map(\.id)))
            """
        ) { (try $0[0] as ID, (text: try $0[1] as ID, hidden: try $0[2] as String?)) }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    /// What a voice says now about a clause, by the text that its reason is.
    func stance(ofReason text: ID, in network: ID) throws -> StanceSaid? {
        try first(
            """
            SELECT \(StanceSaid.columns) FROM charter_stances s
            WHERE s.network_id = \(network) AND s.text_id = \(text) AND s.is_latest
            """, StanceSaid.init(row:))
    }

    /// The reason given with each of these stances, where there is one and whoever gave it is not forgotten.
    func reasons(of stances: [StanceSaid], in network: ID, _ vault: Vault) throws -> [ID: String] {
        guard !stances.isEmpty else { return [:] }
        let rows = try query(
            """
            SELECT s.id, s.person_id, s.words FROM charter_stances s WHERE s.network_id = \(network)
                AND s.id IN (\(list: stances.map(\.id))) AND s.words IS NOT NULL
            """
        ) { (id: try $0[0] as ID, person: try $0[1] as ID, words: try $0[2] as [UInt8]) }
        var keys: [ID: [UInt8]?] = [:], found: [ID: String] = [:]
        for row in rows {
            if keys[row.person] == nil { keys[row.person] = .some(try key(of: row.person, in: vault)) }
            guard let key = keys[row.person].flatMap({ $0 }) else { continue }
            found[row.id] = vault.open(row.words, key: key, context: row.id.bytes).map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        return found
    }

    /// The same, as somebody who speaks for their voice is given them back: what another wrote only where that is not hidden.
    func reasons(
        of stances: [StanceSaid], for member: ID, in network: ID, _ vault: Vault
    ) throws -> [ID: String] {
        let texts = try reasonTexts(of: stances, in: network)
        let open = stances.filter { $0.memberID == member || texts[$0.id]?.hidden == nil }
        return try reasons(of: open, in: network, vault)
    }

    /// Writes down what a voice says; what it said before is kept as said before. Why it says so stays the same text, said anew –
    /// of whoever wrote it: what is hidden of one does not hide what another says for the same voice.
    ///
    /// - Parameters:
    ///   - person: whose key the reason is sealed with.
    ///   - words: the reason, sealed.
    func say(_ said: StanceSaid, person: ID, words: [UInt8]?, in network: ID) throws {
        let text = try value(
            """
            SELECT text_id FROM charter_stances WHERE network_id = \(network) AND clause_id = \(said.clauseID)
                AND voice_id = \(said.voiceID) AND member_id = \(said.memberID) ORDER BY at DESC, id DESC LIMIT 1
            """, as: ID.self)
        try execute(
            """
            UPDATE charter_stances SET is_latest = \(false) WHERE network_id = \(network)
                AND clause_id = \(said.clauseID) AND voice_id = \(said.voiceID) AND is_latest
            """)
        try execute(
            """
            INSERT INTO charter_stances (network_id, id, clause_id, voice_id, member_id, person_id, version, stance, at,
                is_latest, words, text_id)
            VALUES (\(network), \(said.id), \(said.clauseID), \(said.voiceID), \(said.memberID), \(person),
                \(said.version), \(said.stance), \(said.at), \(true), \(words), \(text ?? said.id))
            """)
    }
}
