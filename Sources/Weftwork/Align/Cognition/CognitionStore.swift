internal import Database

enum CognitionStore {
    static let migration = Migration(
        "2026-11-26 shared cognition",
        [
            """
            CREATE TABLE terms (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, zh TEXT NOT NULL, en TEXT NOT NULL, key TEXT NOT NULL,
                made_by \(.id) NOT NULL, made_at \(.int) NOT NULL, PRIMARY KEY (network_id, id), UNIQUE (network_id, key)
            ) \(.keyed)
            """,
            // A side is an organisation, or a member who speaks for themselves: each has one meaning.
            """
            CREATE TABLE term_meanings (
                network_id \(.id) NOT NULL, term_id \(.id) NOT NULL, side_id \(.id) NOT NULL, organisation_id \(.id),
                member_id \(.id) NOT NULL, words TEXT NOT NULL, at \(.int) NOT NULL, id \(.id) NOT NULL,
                PRIMARY KEY (network_id, term_id, side_id), UNIQUE (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX term_meanings_member ON term_meanings (network_id, member_id)",
            """
            CREATE TABLE evidence (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, title TEXT NOT NULL, link TEXT NOT NULL,
                note TEXT NOT NULL, by_id \(.id) NOT NULL, at \(.int) NOT NULL, PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
        ])

    /// Who gave a word its other language: a text of its own. Of those added before nobody knows.
    static let others = Migration(
        "2026-11-28 who added a word's other language",
        [
            "ALTER TABLE terms ADD COLUMN other_id \(.id)",
            "ALTER TABLE terms ADD COLUMN other_language TEXT",
            "ALTER TABLE terms ADD COLUMN other_by_id \(.id)",
        ])
}

extension Connection {
    /// All words with their meanings, the newest first.
    func terms(in network: ID) throws -> [Term] {
        try terms("t.network_id = \(network) ORDER BY t.id DESC", "m.network_id = \(network)")
    }

    /// The word that a text is, or of which it is a meaning or the added language.
    func term(ofText id: ID, in network: ID) throws -> Term? {
        let of: ID? = try value(
            """
            SELECT term_id FROM term_meanings WHERE network_id = \(network) AND id = \(id)
            UNION ALL SELECT id FROM terms WHERE network_id = \(network) AND other_id = \(id)
            """)
        return try term(of ?? id, in: network)
    }

    func term(_ id: ID, in network: ID) throws -> Term? {
        try terms(
            "t.network_id = \(network) AND t.id = \(id)", "m.network_id = \(network) AND m.term_id = \(id)"
        ).first
    }

    private func terms(_ which: SQL, _ said: SQL) throws -> [Term] {
        let terms = try query(
            """
            SELECT t.network_id, t.id, t.zh, t.en, t.made_by, t.made_at,
                \(TextPlace.hidden("'term'", network: "t.network_id", text: "t.id")),
                t.other_id, t.other_language, t.other_by_id,
                \(TextPlace.hidden("'term'", network: "t.network_id", text: "t.other_id"))
            FROM terms t WHERE \(which)
            """
        ) { row in
            var term = Term(
                id: try row[1], networkID: try row[0], words: Bilingual(zh: try row[2], en: try row[3]),
                madeByID: try row[4], madeAt: try row[5], meanings: [], hidden: try row[6])
            if let id = try row[7] as ID?, let language = try row[8] as Language?, let member = try row[9] as ID? {
                term.other = Term.Other(id: id, language: language, memberID: member, hidden: try row[10])
            }
            return term
        }
        guard !terms.isEmpty else { return [] }
        let meanings = Dictionary(
            grouping: try query(
                """
                SELECT m.term_id, m.id, m.side_id, m.organisation_id, m.member_id, m.words, m.at,
                    \(TextPlace.hidden("'term'", network: "m.network_id", text: "m.id"))
                FROM term_meanings m WHERE \(said) ORDER BY m.at, m.side_id
                """
            ) {
                (
                    term: try $0[0] as ID,
                    meaning: Term.Meaning(
                        id: try $0[1], sideID: try $0[2], organisationID: try $0[3], memberID: try $0[4],
                        words: try $0[5], at: try $0[6], hidden: try $0[7])
                )
            }, by: \.term)
        return terms.map { term in
            var term = term
            term.meanings = meanings[term.id]?.map(\.meaning) ?? []
            return term
        }
    }

    func termCount(in network: ID) throws -> Int {
        try value("SELECT count(*) FROM terms WHERE network_id = \(network)") ?? 0
    }

    /// All words in both languages, without what is meant by them.
    func termWords(in network: ID) throws -> [(id: ID, words: Bilingual)] {
        try query("SELECT id, zh, en FROM terms WHERE network_id = \(network) ORDER BY id") {
            (try $0[0], Bilingual(zh: try $0[1], en: try $0[2]))
        }
    }

    func save(_ words: Bilingual, _ other: Term.Other?, of term: ID, in network: ID) throws {
        try execute(
            """
            UPDATE terms SET zh = \(words.zh), en = \(words.en), other_id = \(other?.id),
                other_language = \(other?.language), other_by_id = \(other?.memberID)
            WHERE network_id = \(network) AND id = \(term)
            """)
    }

    func insert(_ term: Term, key: String) throws {
        try execute(
            """
            INSERT INTO terms (network_id, id, zh, en, key, made_by, made_at)
            VALUES (\(term.networkID), \(term.id), \(term.words.zh), \(term.words.en), \(key), \(term.madeByID),
                \(term.madeAt))
            """)
    }

    func save(_ meaning: Term.Meaning, of term: ID, in network: ID) throws {
        try execute(
            """
            INSERT INTO term_meanings (network_id, term_id, side_id, organisation_id, member_id, words, at, id)
            VALUES (\(network), \(term), \(meaning.sideID), \(meaning.organisationID), \(meaning.memberID),
                \(meaning.words), \(meaning.at), \(meaning.id))
            ON CONFLICT (network_id, term_id, side_id) DO UPDATE SET member_id = excluded.member_id,
                words = excluded.words, at = excluded.at
            """)
    }

    func removeMeaning(of side: ID, from term: ID, in network: ID) throws -> Bool {
        try execute(
            "DELETE FROM term_meanings WHERE network_id = \(network) AND term_id = \(term) AND side_id = \(side)") == 1
    }

    func removeTerm(_ id: ID, in network: ID) throws {
        try execute("DELETE FROM term_meanings WHERE network_id = \(network) AND term_id = \(id)")
        try execute("DELETE FROM terms WHERE network_id = \(network) AND id = \(id)")
    }

    // MARK: Evidence

    /// All of it, the newest first.
    func evidence(in network: ID) throws -> [Evidence] {
        try evidence("e.network_id = \(network) ORDER BY e.id DESC")
    }

    func evidence(_ id: ID, in network: ID) throws -> Evidence? {
        try evidence("e.network_id = \(network) AND e.id = \(id)").first
    }

    private func evidence(_ which: SQL) throws -> [Evidence] {
        try query(
            """
            SELECT e.network_id, e.id, e.title, e.link, e.note, e.by_id, e.at,
                \(TextPlace.hidden("'evidence'", network: "e.network_id", text: "e.id"))
            FROM evidence e WHERE \(which)
            """
        ) {
            Evidence(
                id: try $0[1], networkID: try $0[0], title: try $0[2], link: try $0[3], note: try $0[4],
                byID: try $0[5], at: try $0[6], hidden: try $0[7])
        }
    }

    func evidenceCount(in network: ID) throws -> Int {
        try value("SELECT count(*) FROM evidence WHERE network_id = \(network)") ?? 0
    }

    func insert(_ evidence: Evidence) throws {
        try execute(
            """
            INSERT INTO evidence (network_id, id, title, link, note, by_id, at)
            VALUES (\(evidence.networkID), \(evidence.id), \(evidence.title), \(evidence.link), \(evidence.note),
                \(evidence.byID), \(evidence.at))
            """)
    }

    func removeEvidence(_ id: ID, in network: ID) throws {
        try execute("DELETE FROM evidence WHERE network_id = \(network) AND id = \(id)")
    }
}
