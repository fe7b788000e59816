internal import Database

/// The tables of the charter: its versions with their clauses, how each section comes about.
enum CharterStore {
    static let open: [CharterVersion.State] = [.draft, .suggestions, .revising, .consent]
    static let inForce: [CharterVersion.State] = [.adopted, .review]

    static let migration = Migration(
        "2026-11-26 charter",
        [
            """
            CREATE TABLE charter_versions (
                network_id \(.id) NOT NULL, subject_id \(.id) NOT NULL, subject TEXT NOT NULL, number \(.int) NOT NULL,
                state TEXT NOT NULL, scope \(.int) NOT NULL, convener_id \(.id) NOT NULL, round \(.int) NOT NULL,
                suggest_until \(.int), reason TEXT NOT NULL, learnt TEXT NOT NULL, gains TEXT NOT NULL, bears TEXT NOT NULL,
                unheard TEXT NOT NULL, created_at \(.int) NOT NULL, edited_at \(.int) NOT NULL, proposal_id \(.id),
                adopted_at \(.int), review_at \(.int), ended_at \(.int), PRIMARY KEY (network_id, subject_id, number)
            ) \(.keyed)
            """,
            // One at a time is written, one at a time is in force.
            """
            CREATE UNIQUE INDEX charter_versions_open ON charter_versions (network_id, subject_id)
            WHERE state IN ('draft', 'suggestions', 'revising', 'consent')
            """,
            """
            CREATE UNIQUE INDEX charter_versions_force ON charter_versions (network_id, subject_id)
            WHERE state IN ('adopted', 'review')
            """,
            "CREATE INDEX charter_versions_until ON charter_versions (suggest_until) WHERE state = 'suggestions'",
            "CREATE INDEX charter_versions_review ON charter_versions (review_at) WHERE state = 'adopted'",
            """
            CREATE TABLE charter_clauses (
                network_id \(.id) NOT NULL, subject_id \(.id) NOT NULL, version \(.int) NOT NULL, clause_id \(.id) NOT NULL,
                section TEXT NOT NULL, kind TEXT NOT NULL, level TEXT NOT NULL, position \(.int) NOT NULL, zh TEXT NOT NULL,
                en TEXT NOT NULL, is_core \(.bool) NOT NULL, since \(.int) NOT NULL, reason TEXT NOT NULL,
                weight \(.int) NOT NULL, categories TEXT NOT NULL,
                PRIMARY KEY (network_id, subject_id, version, clause_id)
            ) \(.keyed)
            """,
            "CREATE INDEX charter_clauses_clause ON charter_clauses (network_id, clause_id)",
            """
            CREATE TABLE charter_sections (
                network_id \(.id) NOT NULL, subject_id \(.id) NOT NULL, section TEXT NOT NULL, way TEXT NOT NULL, day \(.int),
                PRIMARY KEY (network_id, subject_id, section)
            ) \(.keyed)
            """,
            """
            CREATE TABLE charter_stances (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, clause_id \(.id) NOT NULL, voice_id \(.id) NOT NULL,
                member_id \(.id) NOT NULL, person_id \(.id) NOT NULL, version \(.int) NOT NULL, stance TEXT NOT NULL,
                at \(.int) NOT NULL, is_latest \(.bool) NOT NULL, words \(.blob), text_id \(.id) NOT NULL,
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX charter_stances_text ON charter_stances (network_id, text_id) WHERE is_latest",
            "CREATE UNIQUE INDEX charter_stances_latest ON charter_stances (network_id, clause_id, voice_id) WHERE is_latest",
            "CREATE INDEX charter_stances_clause ON charter_stances (network_id, clause_id, id)",
            "CREATE INDEX charter_stances_member ON charter_stances (network_id, member_id)",
        ])

    fileprivate static let columns: SQL = """
        v.network_id, v.subject, v.subject_id, v.number, v.state, v.scope, v.convener_id, v.round, v.suggest_until, v.reason,
        v.learnt, v.gains, v.bears, v.unheard, v.created_at, v.edited_at, v.proposal_id, v.adopted_at, v.review_at, v.ended_at,
        v.kept_at, v.kept_reason,
        (SELECT max(k.kept_at) FROM charter_versions k
            WHERE k.network_id = v.network_id AND k.subject_id = v.subject_id AND k.number < v.number)
        """
    fileprivate static let clauseColumns: SQL = """
        c.clause_id, c.section, c.kind, c.level, c.position, c.zh, c.en, c.is_core, c.since, c.reason, c.weight, c.categories
        """
}

extension CharterVersion {
    fileprivate init(row: Row) throws {
        subject = CharterSubject(networkID: try row[0], kind: try row[1], id: try row[2])
        number = try row[3]
        state = try row[4]
        scope = try row[5]
        convenerID = try row[6]
        round = try row[7]
        suggestUntil = try row[8]
        reason = try row[9]
        learnt = try row[10]
        gains = try row[11]
        bears = try row[12]
        unheard = try row[13]
        createdAt = try row[14]
        editedAt = try row[15]
        proposalID = try row[16]
        adoptedAt = try row[17]
        reviewAt = try row[18]
        endedAt = try row[19]
        keptAt = try row[20]
        keptReason = (try row[21] as String?) ?? ""
        keptBefore = try row[22]
    }
}

extension CharterClause {
    fileprivate init(row: Row, from start: Int = 0) throws {
        id = try row[start]
        section = try row[start + 1]
        kind = try row[start + 2]
        level = try row[start + 3]
        position = try row[start + 4]
        zh = try row[start + 5]
        en = try row[start + 6]
        isCore = try row[start + 7]
        since = try row[start + 8]
        reason = try row[start + 9]
        weight = try row[start + 10]
        categories = (try row[start + 11] as String).split(separator: " ").map(String.init)
    }
}

extension Connection {
    // MARK: Versions

    /// A version by its number, whatever became of it.
    func charter(of subject: CharterSubject, number: Int) throws -> CharterVersion? {
        try charterVersion(of: subject, "v.number = \(number)")
    }

    /// The one in force: adopted, or looked at again.
    func charterInForce(of subject: CharterSubject) throws -> CharterVersion? {
        try charterVersion(of: subject, "v.state IN ('adopted', 'review')")
    }

    /// The one that is being written, suggested to or asked about.
    func charterOpen(of subject: CharterSubject) throws -> CharterVersion? {
        try charterVersion(of: subject, "v.state IN ('draft', 'suggestions', 'revising', 'consent')")
    }

    private func charterVersion(of subject: CharterSubject, _ condition: SQL) throws -> CharterVersion? {
        try first(
            """
            SELECT \(CharterStore.columns) FROM charter_versions v
            WHERE v.network_id = \(subject.networkID) AND v.subject_id = \(subject.id) AND \(condition)
            """, CharterVersion.init(row:))
    }

    /// All that were ever in force or are, the newest first.
    func charterVersions(of subject: CharterSubject) throws -> [CharterVersion] {
        try query(
            """
            SELECT \(CharterStore.columns) FROM charter_versions v
            WHERE v.network_id = \(subject.networkID) AND v.subject_id = \(subject.id) ORDER BY v.number DESC LIMIT 200
            """, CharterVersion.init(row:))
    }

    /// Those of a network's that are open, its teams' too.
    func openCharters(of network: ID) throws -> [CharterVersion] {
        try query(
            """
            SELECT \(CharterStore.columns) FROM charter_versions v WHERE v.network_id = \(network)
                AND v.state IN ('draft', 'suggestions', 'revising', 'consent') ORDER BY v.created_at, v.subject_id LIMIT 200
            """, CharterVersion.init(row:))
    }

    /// Those of some subjects that are in force, the network's own before its teams'.
    func chartersInForce(of subjects: [ID], in network: ID) throws -> [CharterVersion] {
        guard !subjects.isEmpty else { return [] }
        return try query(
            """
            SELECT \(CharterStore.columns) FROM charter_versions v
            WHERE v.network_id = \(network) AND v.subject_id IN (\(list: subjects)) AND v.state IN ('adopted', 'review')
            ORDER BY v.subject, v.created_at, v.subject_id LIMIT 500
            """, CharterVersion.init(row:))
    }

    /// The version that a proposal asks consent for.
    func charter(askedBy proposal: ID, in network: ID) throws -> CharterVersion? {
        try first(
            """
            SELECT \(CharterStore.columns) FROM charter_versions v
            WHERE v.network_id = \(network) AND v.proposal_id = \(proposal) AND v.state = 'consent'
            """, CharterVersion.init(row:))
    }

    /// Rounds of suggestions whose time is over.
    func chartersDue(by now: Int64, limit: Int) throws -> [CharterVersion] {
        try query(
            """
            SELECT \(CharterStore.columns) FROM charter_versions v WHERE v.state = 'suggestions' AND v.suggest_until <= \(now)
            ORDER BY v.suggest_until LIMIT \(limit)
            """, CharterVersion.init(row:))
    }

    /// Stores a version in place of what it was before.
    func save(_ version: CharterVersion) throws {
        try execute(
            """
            INSERT INTO charter_versions (network_id, subject, subject_id, number, state, scope, convener_id, round,
                suggest_until, reason, learnt, gains, bears, unheard, created_at, edited_at, proposal_id, adopted_at,
                review_at, ended_at, kept_at, kept_reason)
            VALUES (\(version.networkID), \(version.subject.kind), \(version.subject.id), \(version.number),
                \(version.state), \(version.scope), \(version.convenerID), \(version.round), \(version.suggestUntil),
                \(version.reason), \(version.learnt), \(version.gains), \(version.bears), \(version.unheard),
                \(version.createdAt), \(version.editedAt), \(version.proposalID), \(version.adoptedAt),
                \(version.reviewAt), \(version.endedAt), \(version.keptAt), \(version.keptReason))
            ON CONFLICT (network_id, subject_id, number) DO UPDATE SET state = excluded.state, scope = excluded.scope,
                convener_id = excluded.convener_id, round = excluded.round, suggest_until = excluded.suggest_until,
                reason = excluded.reason, learnt = excluded.learnt, gains = excluded.gains, bears = excluded.bears,
                unheard = excluded.unheard, edited_at = excluded.edited_at, proposal_id = excluded.proposal_id,
                adopted_at = excluded.adopted_at, review_at = excluded.review_at, ended_at = excluded.ended_at,
                kept_at = excluded.kept_at, kept_reason = excluded.kept_reason
            """)
    }

    // MARK: Clauses

    /// The clauses of a version, section by section in their order.
    func clauses(of version: CharterVersion) throws -> [CharterClause] {
        let found = try query(
            """
            SELECT \(CharterStore.clauseColumns) FROM charter_clauses c
            WHERE c.network_id = \(version.networkID) AND c.subject_id = \(version.subject.id)
                AND c.version = \(version.number) ORDER BY c.position, c.clause_id
            """
        ) { try CharterClause(row: $0) }
        return CharterSection.allCases.flatMap { section in found.filter { $0.section == section } }
    }

    /// The clauses of what is in force, by whose charter it is.
    func clausesInForce(of subjects: [ID], in network: ID) throws -> [ID: [CharterClause]] {
        guard !subjects.isEmpty else { return [:] }
        let found = try query(
            """
            SELECT c.subject_id, \(CharterStore.clauseColumns) FROM charter_clauses c
            JOIN charter_versions v ON v.network_id = c.network_id AND v.subject_id = c.subject_id AND v.number = c.version
            WHERE c.network_id = \(network) AND c.subject_id IN (\(list: subjects)) AND v.state IN ('adopted', 'review')
            ORDER BY c.position, c.clause_id
            """
        ) { (subject: try $0[0] as ID, clause: try CharterClause(row: $0, from: 1)) }
        return Dictionary(grouping: found, by: \.subject).mapValues { $0.map(\.clause) }
    }

    /// One clause through all versions it was in, the newest first.
    func clauseHistory(_ clause: ID, in network: ID) throws -> [(version: Int, subject: ID, clause: CharterClause)] {
        try query(
            """
            SELECT c.version, c.subject_id, \(CharterStore.clauseColumns) FROM charter_clauses c
            WHERE c.network_id = \(network) AND c.clause_id = \(clause) ORDER BY c.version DESC LIMIT 200
            """
        ) { (try $0[0], try $0[1], try CharterClause(row: $0, from: 2)) }
    }

    func save(_ clause: CharterClause, in version: CharterVersion) throws {
        try execute(
            """
            INSERT INTO charter_clauses (network_id, subject_id, version, clause_id, section, kind, level, position, zh, en,
                is_core, since, reason, weight, categories)
            VALUES (\(version.networkID), \(version.subject.id), \(version.number), \(clause.id), \(clause.section),
                \(clause.kind), \(clause.level), \(clause.position), \(clause.zh), \(clause.en), \(clause.isCore),
                \(clause.since), \(clause.reason), \(clause.weight), \(clause.categories.joined(separator: " ")))
            ON CONFLICT (network_id, subject_id, version, clause_id) DO UPDATE SET section = excluded.section,
                kind = excluded.kind, level = excluded.level, position = excluded.position, zh = excluded.zh,
                en = excluded.en, is_core = excluded.is_core, since = excluded.since, reason = excluded.reason,
                weight = excluded.weight, categories = excluded.categories
            """)
    }

    private func remove(_ clause: ID, from version: CharterVersion) throws {
        try execute(
            """
            DELETE FROM charter_clauses WHERE network_id = \(version.networkID) AND subject_id = \(version.subject.id)
                AND version = \(version.number) AND clause_id = \(clause)
            """)
    }

    /// Takes a clause out of a version, and keeps why.
    func remove(_ clause: ID, from version: CharterVersion, because reason: String) throws {
        try remove(clause, from: version)
        guard !reason.isEmpty else { return }
        try execute(
            """
            INSERT INTO charter_removals (network_id, subject_id, version, clause_id, reason)
            VALUES (\(version.networkID), \(version.subject.id), \(version.number), \(clause), \(reason))
            ON CONFLICT (network_id, subject_id, version, clause_id) DO UPDATE SET reason = excluded.reason
            """)
    }

    /// Why clauses were left out, version by version; also of versions that never came into force.
    func clauseRemovals(of subject: CharterSubject) throws -> [ClauseRemoval] {
        try query(
            """
            SELECT clause_id, version, reason FROM charter_removals
            WHERE network_id = \(subject.networkID) AND subject_id = \(subject.id) ORDER BY version, clause_id LIMIT 5000
            """
        ) { ClauseRemoval(clauseID: try $0[0], version: try $0[1], reason: try $0[2]) }
    }

    // MARK: Sections

    func sectionPlans(of subject: CharterSubject) throws -> [CharterSection: SectionPlan] {
        let rows = try query(
            """
            SELECT section, way, day, clock_id FROM charter_sections
            WHERE network_id = \(subject.networkID) AND subject_id = \(subject.id)
            """
        ) {
            (
                section: try $0[0] as CharterSection,
                plan: SectionPlan(way: try $0[1], day: try $0[2], clockID: try $0[3])
            )
        }
        return Dictionary(rows.map { ($0.section, $0.plan) }, uniquingKeysWith: { first, _ in first })
    }

    func save(_ plan: SectionPlan, for section: CharterSection, of subject: CharterSubject) throws {
        try execute(
            """
            INSERT INTO charter_sections (network_id, subject_id, section, way, day, clock_id)
            VALUES (\(subject.networkID), \(subject.id), \(section), \(plan.way), \(plan.day), \(plan.clockID))
            ON CONFLICT (network_id, subject_id, section) DO UPDATE SET way = excluded.way, day = excluded.day,
                clock_id = excluded.clock_id
            """)
    }
}

/// How and by when a section comes about.
struct SectionPlan: Sendable, Equatable {
    var way = SectionWay.draft
    var day: Int64?
    /// Under which it is waited for where it is dated.
    var clockID: ID?
}
