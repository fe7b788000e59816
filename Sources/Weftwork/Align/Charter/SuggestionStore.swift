internal import Database

enum SuggestionStore {
    static let migration = Migration(
        "2026-11-26 charter suggestions",
        [
            """
            CREATE TABLE charter_suggestions (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, subject TEXT NOT NULL, subject_id \(.id) NOT NULL,
                version \(.int) NOT NULL, round \(.int) NOT NULL, about TEXT NOT NULL, member_id \(.id), person_id \(.id),
                words \(.blob), said TEXT NOT NULL, created_at \(.int) NOT NULL, edited_at \(.int) NOT NULL,
                state TEXT NOT NULL, beside_id \(.id), answer TEXT NOT NULL, answered_by \(.id), answered_at \(.int),
                amendment_id \(.id), source TEXT NOT NULL, weight \(.int),
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            // One of each member for each clause in each round; what was taken back leaves room for another.
            """
            CREATE UNIQUE INDEX charter_suggestions_one
            ON charter_suggestions (network_id, subject_id, version, round, about, member_id) WHERE state <> 'withdrawn'
            """,
            "CREATE INDEX charter_suggestions_member ON charter_suggestions (network_id, member_id)",
            """
            CREATE TABLE charter_amendments (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, subject_id \(.id) NOT NULL, version \(.int) NOT NULL,
                round \(.int) NOT NULL, clause_id \(.id) NOT NULL, zh_before TEXT NOT NULL, en_before TEXT NOT NULL,
                zh TEXT NOT NULL, en TEXT NOT NULL, reason TEXT NOT NULL, by_id \(.id) NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX charter_amendments_clause ON charter_amendments (network_id, clause_id)",
        ])

    /// Whose words went into an amendment that came of no suggestion: what was said against it while consent was asked for.
    static let credits = Migration(
        "2026-11-28 credits of charter amendments",
        [
            """
            CREATE TABLE charter_credits (
                network_id \(.id) NOT NULL, amendment_id \(.id) NOT NULL, member_id \(.id) NOT NULL,
                PRIMARY KEY (network_id, amendment_id, member_id)
            ) \(.keyed)
            """,
            "CREATE INDEX charter_credits_member ON charter_credits (network_id, member_id)",
        ])

    /// What a clause was beside its words before and after an amendment: nothing on the side where it was not there.
    static let marks = Migration(
        "2026-11-28 what charter amendments change beside words",
        [
            "ALTER TABLE charter_amendments ADD COLUMN weight_before \(.int)",
            "ALTER TABLE charter_amendments ADD COLUMN level_before TEXT",
            "ALTER TABLE charter_amendments ADD COLUMN is_core_before \(.bool)",
            "ALTER TABLE charter_amendments ADD COLUMN weight \(.int)",
            "ALTER TABLE charter_amendments ADD COLUMN level TEXT",
            "ALTER TABLE charter_amendments ADD COLUMN is_core \(.bool)",
        ])

    fileprivate static let columns: SQL = """
        s.id, s.network_id, s.subject, s.subject_id, s.version, s.round, s.about, s.member_id, s.person_id, s.words, s.said,
        s.created_at, s.edited_at, s.state, s.beside_id, s.answer, s.answered_by, s.answered_at, s.amendment_id, s.source,
        \(TextPlace.hidden("'suggestion'", network: "s.network_id", text: "s.id")), s.weight
        """
}

extension ClauseMarks {
    fileprivate init?(row: Row, from start: Int) throws {
        let weight: Int? = try row[start], level: AlignmentLevel? = try row[start + 1]
        let isCore: Bool? = try row[start + 2]
        guard let weight, let level, let isCore else { return nil }
        self.init(weight: weight, level: level, isCore: isCore)
    }
}

/// A row as it is stored: its words are opened once for all of a person.
private struct SealedSuggestion {
    var suggestion: CharterSuggestion
    let box: [UInt8]?

    init?(row: Row) throws {
        guard let about = SuggestionTarget(encoded: try row[6]) else { return nil }
        let said: String = try row[10]
        suggestion = CharterSuggestion(
            id: try row[0], subject: CharterSubject(networkID: try row[1], kind: try row[2], id: try row[3]),
            version: try row[4], round: try row[5], about: about, memberID: try row[7], personID: try row[8],
            words: said.isEmpty ? nil : said, createdAt: try row[11], editedAt: try row[12], state: try row[13],
            besideID: try row[14], answer: try row[15], answeredByID: try row[16], answeredAt: try row[17],
            amendmentID: try row[18], weight: try row[21], source: try row[19], hidden: try row[20])
        box = try row[9]
    }
}

extension Connection {
    /// The suggestions to a version, the earliest first; those taken back are not among them.
    func suggestions(to version: CharterVersion, _ vault: Vault) throws -> [CharterSuggestion] {
        try suggestions(
            """
            s.network_id = \(version.networkID) AND s.subject_id = \(version.subject.id) AND s.version = \(version.number)
                AND s.state <> 'withdrawn'
            """, vault)
    }

    /// Those that went into amendments of a clause, whatever version they were made to.
    func suggestions(inAmendmentsOf clause: ID, in network: ID, _ vault: Vault) throws -> [CharterSuggestion] {
        try suggestions(
            """
            s.network_id = \(network) AND s.amendment_id IN (SELECT a.id FROM charter_amendments a
                WHERE a.network_id = \(network) AND a.clause_id = \(clause))
            """, vault)
    }

    func suggestion(_ id: ID, in network: ID, _ vault: Vault) throws -> CharterSuggestion? {
        try suggestions("s.network_id = \(network) AND s.id = \(id)", vault).first
    }

    /// What one member has suggested to a version.
    func suggestions(of member: ID, to version: CharterVersion, _ vault: Vault) throws -> [CharterSuggestion] {
        try suggestions(
            """
            s.network_id = \(version.networkID) AND s.subject_id = \(version.subject.id) AND s.version = \(version.number)
                AND s.member_id = \(member) AND s.state <> 'withdrawn'
            """, vault)
    }

    /// What was kept for the next time, whatever version it was made to, the earliest first.
    func keptSuggestions(of subject: CharterSubject, _ vault: Vault) throws -> [CharterSuggestion] {
        try suggestions(
            "s.network_id = \(subject.networkID) AND s.subject_id = \(subject.id) AND s.state = 'later'", vault)
    }

    private func suggestions(_ condition: SQL, _ vault: Vault) throws -> [CharterSuggestion] {
        let rows = try query(
            "SELECT \(SuggestionStore.columns) FROM charter_suggestions s WHERE \(condition) ORDER BY s.id LIMIT 5000",
            SealedSuggestion.init(row:))
        var keys: [ID: [UInt8]?] = [:]
        return try rows.compactMap { $0 }.map { row in
            var suggestion = row.suggestion
            guard let person = suggestion.personID, let box = row.box else { return suggestion }
            if keys[person] == nil { keys[person] = .some(try key(of: person, in: vault)) }
            let opened = keys[person].flatMap { $0 }.flatMap { vault.open(box, key: $0, context: suggestion.id.bytes) }
            suggestion.words = opened.map { String(decoding: $0, as: UTF8.self) }
            return suggestion
        }
    }

    /// How many suggestions to a version wait for an answer.
    func openSuggestionCount(to version: CharterVersion) throws -> Int {
        try value(
            """
            SELECT count(*) FROM charter_suggestions WHERE network_id = \(version.networkID)
                AND subject_id = \(version.subject.id) AND version = \(version.number) AND state = 'open'
            """) ?? 0
    }

    /// What stands before a version from a source: handed over to it, or kept and back again.
    func handedOver(from source: String, to version: CharterVersion) throws -> [(
        about: SuggestionTarget?, said: String
    )] {
        try query(
            """
            SELECT about, said FROM charter_suggestions WHERE network_id = \(version.networkID)
                AND subject_id = \(version.subject.id) AND version = \(version.number) AND source = \(source)
            """
        ) { (SuggestionTarget(encoded: try $0[0]), try $0[1] as String) }
    }

    /// Stores a suggestion in place of what it was. What a member wrote is sealed with their key.
    func save(_ suggestion: CharterSuggestion, _ vault: Vault) throws {
        var box: [UInt8]?
        if let person = suggestion.personID, let words = suggestion.words, let key = try key(of: person, in: vault) {
            box = vault.seal(Array(words.utf8), key: key, context: suggestion.id.bytes)
        }
        let said = suggestion.personID == nil ? suggestion.words ?? "" : ""
        try execute(
            """
            INSERT INTO charter_suggestions (network_id, id, subject, subject_id, version, round, about, member_id, person_id,
                words, said, created_at, edited_at, state, beside_id, answer, answered_by, answered_at, amendment_id, source,
                weight)
            VALUES (\(suggestion.subject.networkID), \(suggestion.id), \(suggestion.subject.kind), \(suggestion.subject.id),
                \(suggestion.version), \(suggestion.round), \(suggestion.about.encoded), \(suggestion.memberID),
                \(suggestion.personID), \(box), \(said), \(suggestion.createdAt), \(suggestion.editedAt),
                \(suggestion.state), \(suggestion.besideID), \(suggestion.answer), \(suggestion.answeredByID),
                \(suggestion.answeredAt), \(suggestion.amendmentID), \(suggestion.source), \(suggestion.weight))
            ON CONFLICT (network_id, id) DO UPDATE SET version = excluded.version, round = excluded.round,
                words = excluded.words, said = excluded.said, edited_at = excluded.edited_at, state = excluded.state,
                beside_id = excluded.beside_id, answer = excluded.answer, answered_by = excluded.answered_by,
                answered_at = excluded.answered_at, amendment_id = excluded.amendment_id
            """)
    }

    // MARK: Amendments

    func insert(_ amendment: Amendment, to subject: CharterSubject) throws {
        try execute(
            """
            INSERT INTO charter_amendments (network_id, id, subject_id, version, round, clause_id, zh_before, en_before, zh, en,
                reason, by_id, at, weight_before, level_before, is_core_before, weight, level, is_core)
            VALUES (\(subject.networkID), \(amendment.id), \(subject.id), \(amendment.version), \(amendment.round),
                \(amendment.clauseID), \(amendment.before.zh), \(amendment.before.en), \(amendment.after.zh),
                \(amendment.after.en), \(amendment.reason), \(amendment.byID), \(amendment.at),
                \(amendment.marksBefore?.weight), \(amendment.marksBefore?.level), \(amendment.marksBefore?.isCore),
                \(amendment.marksAfter?.weight), \(amendment.marksAfter?.level), \(amendment.marksAfter?.isCore))
            """)
    }

    /// Writes down whose words went into an amendment, beside those whose suggestions it names.
    func credit(_ members: Set<ID>, for amendment: ID, in network: ID) throws {
        for member in members.sorted() {
            try execute(
                """
                INSERT INTO charter_credits (network_id, amendment_id, member_id)
                VALUES (\(network), \(amendment), \(member))
                """)
        }
    }

    /// Whose words went into clauses within a round of consent, the earliest amendment first.
    func credits(to version: CharterVersion) throws -> [ClauseCredit] {
        try credits(
            """
            a.network_id = \(version.networkID) AND a.subject_id = \(version.subject.id) AND a.version = \(version.number)
            """)
    }

    func credits(of clause: ID, in network: ID) throws -> [ClauseCredit] {
        try credits("a.network_id = \(network) AND a.clause_id = \(clause)")
    }

    private func credits(_ condition: SQL) throws -> [ClauseCredit] {
        try query(
            """
            SELECT a.clause_id, a.version, c.member_id FROM charter_credits c
            JOIN charter_amendments a ON a.network_id = c.network_id AND a.id = c.amendment_id
            WHERE \(condition) ORDER BY a.id, c.member_id LIMIT 5000
            """
        ) { ClauseCredit(clause: try $0[0], version: try $0[1], member: try $0[2]) }
    }

    /// The amendments to a version, the earliest first.
    func amendments(to version: CharterVersion) throws -> [Amendment] {
        try amendments(
            """
            a.network_id = \(version.networkID) AND a.subject_id = \(version.subject.id) AND a.version = \(version.number)
            """)
    }

    func amendments(of clause: ID, in network: ID) throws -> [Amendment] {
        try amendments("a.network_id = \(network) AND a.clause_id = \(clause)")
    }

    private func amendments(_ condition: SQL) throws -> [Amendment] {
        try query(
            """
            SELECT a.id, a.version, a.round, a.clause_id, a.zh_before, a.en_before, a.zh, a.en, a.reason, a.by_id, a.at,
                a.weight_before, a.level_before, a.is_core_before, a.weight, a.level, a.is_core
            FROM charter_amendments a WHERE \(condition) ORDER BY a.id LIMIT 500
            """
        ) {
            Amendment(
                id: try $0[0], version: try $0[1], round: try $0[2], clauseID: try $0[3],
                before: (try $0[4], try $0[5]), after: (try $0[6], try $0[7]), reason: try $0[8], byID: try $0[9],
                at: try $0[10], marksBefore: try ClauseMarks(row: $0, from: 11),
                marksAfter: try ClauseMarks(row: $0, from: 14))
        }
    }

    /// Why clauses were left out, for whoever may read that: what is said while consent is asked for is the members'.
    func removals(of subject: CharterSubject, isMember: Bool) throws -> [ClauseRemoval] {
        let own = try clauseRemovals(of: subject)
        guard isMember else { return own }
        return try own
            + query(
                """
                SELECT clause_id, version, reason FROM charter_amendments
                WHERE network_id = \(subject.networkID) AND subject_id = \(subject.id) AND zh = '' AND en = ''
                ORDER BY id LIMIT 5000
                """
            ) { ClauseRemoval(clauseID: try $0[0], version: try $0[1], reason: try $0[2]) }
    }
}
