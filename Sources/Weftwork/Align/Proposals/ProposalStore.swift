internal import Database
internal import Engine
internal import Foundation

/// The tables of proposals.
enum ProposalStore {
    static let migration = Migration(
        "2026-11-26 proposals",
        [
            """
            CREATE TABLE proposals (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, created_at \(.int) NOT NULL, proposer_id \(.id) NOT NULL,
                owner_id \(.id) NOT NULL, method TEXT NOT NULL, topic TEXT NOT NULL, audience \(.int) NOT NULL,
                subject_kind TEXT, subject_id \(.id), question TEXT NOT NULL, context TEXT NOT NULL, state TEXT NOT NULL,
                version \(.int) NOT NULL, opens_at \(.int), closes_at \(.int) NOT NULL, opened_at \(.int),
                objected_at \(.int), facilitator_id \(.id), closed_at \(.int), decided_at \(.int), review_at \(.int),
                unit TEXT NOT NULL, scope TEXT NOT NULL, quorum \(.int) NOT NULL, least_voices \(.int) NOT NULL,
                threshold \(.int) NOT NULL, of_eligible \(.bool) NOT NULL, silence_consents \(.bool) NOT NULL,
                tie_break TEXT NOT NULL, results TEXT NOT NULL, is_secret \(.bool) NOT NULL, work_days \(.int) NOT NULL,
                ballot_rules TEXT NOT NULL, changed_at \(.int) NOT NULL, revision \(.int) NOT NULL, asked_id \(.id),
                touches TEXT NOT NULL,
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX proposals_state ON proposals (network_id, state, id)",
            // What the clock looks at, over all networks.
            "CREATE INDEX proposals_running ON proposals (state, closes_at)",
            "CREATE INDEX proposals_owner ON proposals (network_id, owner_id)",
            "CREATE INDEX proposals_asked ON proposals (network_id, asked_id) WHERE asked_id IS NOT NULL",
            "CREATE INDEX proposals_subject ON proposals (network_id, subject_id) WHERE subject_id IS NOT NULL",
            """
            CREATE TABLE proposal_options (
                network_id \(.id) NOT NULL, proposal_id \(.id) NOT NULL, id \(.id) NOT NULL, number \(.int) NOT NULL,
                words TEXT NOT NULL, cost \(.int), starts_at \(.int), ends_at \(.int),
                PRIMARY KEY (network_id, proposal_id, id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE proposal_versions (
                network_id \(.id) NOT NULL, proposal_id \(.id) NOT NULL, number \(.int) NOT NULL, question TEXT NOT NULL,
                context TEXT NOT NULL, by_id \(.id) NOT NULL, at \(.int) NOT NULL, reason TEXT NOT NULL,
                credits TEXT NOT NULL, asked TEXT, PRIMARY KEY (network_id, proposal_id, number)
            ) \(.keyed)
            """,
            // Who may answer, as it was at the opening.
            """
            CREATE TABLE proposal_voices (
                network_id \(.id) NOT NULL, proposal_id \(.id) NOT NULL, voice_id \(.id) NOT NULL, kind TEXT NOT NULL,
                standing \(.int) NOT NULL, sector TEXT, region TEXT, joined_at \(.int) NOT NULL,
                asked_version \(.int) NOT NULL, told_version \(.int) NOT NULL, reminded_version \(.int) NOT NULL,
                PRIMARY KEY (network_id, proposal_id, voice_id)
            ) \(.keyed)
            """,
            "CREATE INDEX proposal_voices_voice ON proposal_voices (network_id, voice_id)",
            """
            CREATE INDEX proposal_voices_untold ON proposal_voices (network_id, proposal_id)
            WHERE told_version < asked_version
            """,
            // One row for each voice: nobody counts twice, whatever is sent twice.
            """
            CREATE TABLE proposal_stances (
                network_id \(.id) NOT NULL, proposal_id \(.id) NOT NULL, voice_id \(.id) NOT NULL, id \(.id) NOT NULL,
                position TEXT NOT NULL, reason \(.blob), version \(.int) NOT NULL, by_id \(.id) NOT NULL,
                at \(.int) NOT NULL, number \(.int) NOT NULL, PRIMARY KEY (network_id, proposal_id, voice_id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX proposal_stances_id ON proposal_stances (network_id, id)",
            "CREATE INDEX proposal_stances_by ON proposal_stances (network_id, by_id)",
            // What a voice said before.
            """
            CREATE TABLE proposal_stance_log (
                network_id \(.id) NOT NULL, proposal_id \(.id) NOT NULL, voice_id \(.id) NOT NULL, number \(.int) NOT NULL,
                position TEXT NOT NULL, reason \(.blob), version \(.int) NOT NULL, by_id \(.id) NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, proposal_id, voice_id, number)
            ) \(.keyed)
            """,
            """
            CREATE TABLE proposal_advice (
                network_id \(.id) NOT NULL, proposal_id \(.id) NOT NULL, member_id \(.id) NOT NULL, voice_id \(.id) NOT NULL,
                id \(.id) NOT NULL, position TEXT NOT NULL, reason \(.blob), at \(.int) NOT NULL,
                PRIMARY KEY (network_id, proposal_id, member_id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX proposal_advice_id ON proposal_advice (network_id, id)",
            """
            CREATE TABLE proposal_waits (
                network_id \(.id) NOT NULL, proposal_id \(.id) NOT NULL, voice_id \(.id) NOT NULL, id \(.id) NOT NULL,
                by_id \(.id) NOT NULL, reason \(.blob), until_at \(.int) NOT NULL, at \(.int) NOT NULL, reminded_at \(.int),
                PRIMARY KEY (network_id, proposal_id, voice_id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX proposal_waits_id ON proposal_waits (network_id, id)",
            "CREATE INDEX proposal_waits_until ON proposal_waits (until_at) WHERE reminded_at IS NULL",
            // The decision log. What it says is found by its tokens: those of what was asked, and those of what came of it, for each
            // of the two can be hidden.
            """
            CREATE TABLE proposal_outcomes (
                network_id \(.id) NOT NULL, proposal_id \(.id) NOT NULL, verdict TEXT NOT NULL, winners TEXT NOT NULL,
                tally TEXT NOT NULL, words TEXT NOT NULL, met TEXT NOT NULL, concerns \(.int) NOT NULL,
                by_id \(.id) NOT NULL, at \(.int) NOT NULL, review_at \(.int), asked_tokens TEXT NOT NULL,
                said_tokens TEXT NOT NULL, PRIMARY KEY (network_id, proposal_id)
            ) \(.keyed)
            """,
            "CREATE INDEX proposal_outcomes_at ON proposal_outcomes (network_id, at, proposal_id)",
            """
            CREATE TABLE proposal_links (
                network_id \(.id) NOT NULL, proposal_id \(.id) NOT NULL, number \(.int) NOT NULL, title TEXT NOT NULL,
                path TEXT NOT NULL, PRIMARY KEY (network_id, proposal_id, number)
            ) \(.keyed)
            """,
            """
            CREATE TABLE proposal_reviews (
                network_id \(.id) NOT NULL, proposal_id \(.id) NOT NULL, number \(.int) NOT NULL, id \(.id) NOT NULL,
                kind TEXT NOT NULL, words TEXT NOT NULL, by_id \(.id) NOT NULL, at \(.int) NOT NULL,
                PRIMARY KEY (network_id, proposal_id, number)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX proposal_reviews_id ON proposal_reviews (network_id, id)",
        ])

    /// Which voices came lately is frozen with them: vouches given later change no result.
    static let recent = Migration(
        "2026-11-27 voices that came lately", ["ALTER TABLE proposal_voices ADD COLUMN is_recent \(.bool)"])

    /// What somebody alone had switched on, or what decides about rules, seats and roles, is adopted by nobody's silence: nor where it
    /// was asked before that held. What has ended stays as it was counted.
    static let silence = Migration(
        "2026-11-27 silence by adopted rules alone",
        [
            """
            UPDATE proposals SET silence_consents = FALSE
            WHERE silence_consents = TRUE AND state IN ('draft', 'scheduled', 'open', 'objected')
                AND (subject_kind IN ('governance', 'seat', 'role') OR NOT EXISTS (SELECT 1 FROM governance_versions g
                    WHERE g.network_id = proposals.network_id AND g.state = 'adopted'
                        AND g.settings LIKE '%"silenceConsents":true%'))
            """
        ])

    /// An objection says which test fails, and what was said before is a text of its voice like what is said now: it stays on record
    /// once it is met, and is hidden with it. Of what another said for the same voice before this, the text is not known any more.
    static let objections = Migration(
        "2026-11-28 objections on record",
        [
            "ALTER TABLE proposal_stances ADD COLUMN test TEXT",
            "ALTER TABLE proposal_stance_log ADD COLUMN test TEXT",
            "ALTER TABLE proposal_stance_log ADD COLUMN text_id \(.id)",
            """
            UPDATE proposal_stance_log SET text_id = (SELECT s.id FROM proposal_stances s
                WHERE s.network_id = proposal_stance_log.network_id AND s.proposal_id = proposal_stance_log.proposal_id
                    AND s.voice_id = proposal_stance_log.voice_id AND s.by_id = proposal_stance_log.by_id)
            """,
            "CREATE INDEX proposal_stance_log_text ON proposal_stance_log (network_id, text_id)",
        ])

    static let columns: SQL = """
        x.id, x.network_id, x.created_at, x.proposer_id, x.owner_id, x.method, x.topic, x.audience, x.subject_kind, x.subject_id,
        x.question, x.context, x.state, x.version, x.opens_at, x.closes_at, x.opened_at, x.objected_at, x.facilitator_id,
        x.closed_at, x.decided_at, x.review_at, x.unit, x.scope, x.quorum, x.least_voices, x.threshold, x.of_eligible,
        x.silence_consents, x.tie_break, x.results, x.is_secret, x.work_days, x.ballot_rules, x.changed_at, x.revision,
        \(TextPlace.hidden("'proposal'", network: "x.network_id", text: "x.id")), x.asked_id, x.touches
        """
    static let columnCount = 39

    /// Of outcomes `o`.
    static let outcome: SQL = """
        o.verdict, o.winners, o.tally, o.words, o.met, o.concerns, o.by_id, o.at, o.review_at,
        \(TextPlace.hidden("'outcome'", network: "o.network_id", text: "o.proposal_id"))
        """

    /// Of outcomes `o`: whose words are not hidden.
    static let isOutcomeShown: SQL = """
        NOT EXISTS (SELECT 1 FROM hidings h WHERE h.network_id = o.network_id AND h.kind = 'outcome'
            AND h.text_id = o.proposal_id AND h.ended_at IS NULL)
        """

    /// Of proposals `x`: whose words are not hidden.
    static let isShown: SQL = """
        NOT EXISTS (SELECT 1 FROM hidings h WHERE h.network_id = x.network_id AND h.kind = 'proposal'
            AND h.text_id = x.id AND h.ended_at IS NULL)
        """

    /// Ids in one column, in their order.
    static func list(_ ids: [ID]) -> String { ids.map(\.description).joined(separator: " ") }
    static func ids(_ list: String) -> [ID] { list.words.compactMap { ID($0) } }
}

extension BallotRules {
    fileprivate var encoded: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    fileprivate init(encoded: String) {
        self = (try? JSONDecoder().decode(BallotRules.self, from: Data(encoded.utf8))) ?? BallotRules()
    }
}

extension Proposal {
    init(row: Row, from start: Int = 0) throws {
        id = try row[start]
        networkID = try row[start + 1]
        createdAt = try row[start + 2]
        proposerID = try row[start + 3]
        ownerID = try row[start + 4]
        method = try row[start + 5]
        topic = try row[start + 6]
        audience = try row[start + 7]
        let kind: String? = try row[start + 8], object: ID? = try row[start + 9]
        subject = kind.flatMap { kind in
            object.map { ProposalSubject(kind: ProposalSubject.Kind(rawValue: kind), id: $0) }
        }
        question = try row[start + 10]
        context = try row[start + 11]
        state = try row[start + 12]
        version = try row[start + 13]
        opensAt = try row[start + 14]
        closesAt = try row[start + 15]
        openedAt = try row[start + 16]
        objectedAt = try row[start + 17]
        facilitatorID = try row[start + 18]
        closedAt = try row[start + 19]
        decidedAt = try row[start + 20]
        reviewAt = try row[start + 21]
        terms = try Terms(row: row, from: start + 22)
        if closedAt != nil { terms.ballot.objectionsStand = terms.ballot.objectionsStand ?? false }
        changedAt = try row[start + 34]
        revision = try row[start + 35]
        hidden = try row[start + 36]
        askedID = try row[start + 37]
        touches = ProposalStore.ids(try row[start + 38])
    }
}

extension Proposal.Terms {
    fileprivate init(row: Row, from start: Int) throws {
        unit = try row[start]
        scope = VoiceScope(encoded: try row[start + 1]) ?? .all
        quorum = try row[start + 2]
        leastVoices = try row[start + 3]
        threshold = try row[start + 4]
        ofEligible = try row[start + 5]
        silenceConsents = try row[start + 6]
        tieBreak = try row[start + 7]
        results = try row[start + 8]
        isSecret = try row[start + 9]
        workDays = try row[start + 10]
        ballot = BallotRules(encoded: try row[start + 11])
    }
}

extension Connection {
    func proposal(_ id: ID, in network: ID) throws -> Proposal? {
        try first("SELECT \(ProposalStore.columns) FROM proposals x WHERE x.network_id = \(network) AND x.id = \(id)") {
            try Proposal(row: $0)
        }
    }

    /// Proposals of a network of which something holds, the newest first.
    ///
    /// - Parameter condition: on the proposal `x`.
    func proposals(in network: ID, where condition: SQL, limit: Int) throws -> [Proposal] {
        try query(
            """
            SELECT \(ProposalStore.columns) FROM proposals x WHERE x.network_id = \(network) AND (\(condition))
            ORDER BY x.id DESC LIMIT \(limit)
            """
        ) { try Proposal(row: $0) }
    }

    func insert(_ new: Proposal, vault: Vault) throws {
        // What is said about it is sealed with a key of its own.
        _ = try makeKey(for: new.id, in: vault)
        let terms = new.terms
        try execute(
            """
            INSERT INTO proposals (id, network_id, created_at, proposer_id, owner_id, method, topic, audience, subject_kind,
                subject_id, question, context, state, version, opens_at, closes_at, opened_at, objected_at, facilitator_id,
                closed_at, decided_at, review_at, unit, scope, quorum, least_voices, threshold, of_eligible,
                silence_consents, tie_break, results, is_secret, work_days, ballot_rules, changed_at, revision, asked_id, touches)
            VALUES (\(new.id), \(new.networkID), \(new.createdAt), \(new.proposerID), \(new.ownerID), \(new.method),
                \(new.topic), \(new.audience), \(new.subject?.kind.rawValue), \(new.subject?.id), \(new.question),
                \(new.context), \(new.state), \(new.version), \(new.opensAt), \(new.closesAt), \(new.openedAt),
                \(new.objectedAt), \(new.facilitatorID), \(new.closedAt), \(new.decidedAt), \(new.reviewAt), \(terms.unit),
                \(terms.scope.encoded), \(terms.quorum), \(terms.leastVoices), \(terms.threshold), \(terms.ofEligible),
                \(terms.silenceConsents), \(terms.tieBreak), \(terms.results), \(terms.isSecret), \(terms.workDays),
                \(terms.ballot.encoded), \(new.changedAt), \(new.revision), \(new.askedID),
                \(ProposalStore.list(new.touches)))
            """)
    }

    /// Stores a change of what was read as `old`.
    /// - Throws: ``Refusal/stale`` where somebody else changed it meanwhile.
    func save(_ new: Proposal, from old: Proposal) throws {
        let terms = new.terms
        let changed = try execute(
            """
            UPDATE proposals SET owner_id = \(new.ownerID), method = \(new.method), topic = \(new.topic),
                audience = \(new.audience), subject_kind = \(new.subject?.kind.rawValue), subject_id = \(new.subject?.id),
                question = \(new.question), context = \(new.context), state = \(new.state), version = \(new.version),
                opens_at = \(new.opensAt), closes_at = \(new.closesAt), opened_at = \(new.openedAt),
                objected_at = \(new.objectedAt), facilitator_id = \(new.facilitatorID), closed_at = \(new.closedAt),
                decided_at = \(new.decidedAt), review_at = \(new.reviewAt), unit = \(terms.unit),
                scope = \(terms.scope.encoded), quorum = \(terms.quorum), least_voices = \(terms.leastVoices),
                threshold = \(terms.threshold), of_eligible = \(terms.ofEligible),
                silence_consents = \(terms.silenceConsents), tie_break = \(terms.tieBreak), results = \(terms.results),
                is_secret = \(terms.isSecret), work_days = \(terms.workDays), ballot_rules = \(terms.ballot.encoded),
                changed_at = \(new.changedAt), asked_id = \(new.askedID),
                touches = \(ProposalStore.list(new.touches)), revision = \(old.revision + 1)
            WHERE network_id = \(old.networkID) AND id = \(old.id) AND revision = \(old.revision)
            """)
        guard changed == 1 else { throw Refusal.stale }
    }
}
