internal import Database
internal import Foundation

enum DriftStore {
    static let migration = Migration(
        "2026-11-26 drift",
        [
            """
            CREATE TABLE drift_points (
                network_id \(.id) NOT NULL, kind TEXT NOT NULL, subject_id \(.id) NOT NULL, day \(.int) NOT NULL,
                value \(.int) NOT NULL, base \(.int) NOT NULL, unaffirmed \(.int) NOT NULL, objecting \(.int) NOT NULL,
                polarisation \(.int) NOT NULL, PRIMARY KEY (network_id, kind, subject_id, day)
            ) \(.keyed)
            """,
            """
            CREATE TABLE drift_alerts (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, kind TEXT NOT NULL, value \(.int) NOT NULL,
                limit_at \(.int) NOT NULL, owner_id \(.id) NOT NULL, opened_at \(.int) NOT NULL, due_at \(.int) NOT NULL,
                closed_at \(.int), outcome TEXT, words TEXT NOT NULL, renewal_id \(.id), clause_id \(.id),
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX drift_alerts_open ON drift_alerts (network_id, kind) WHERE closed_at IS NULL",
            """
            CREATE TABLE drift_rounds (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, step \(.int) NOT NULL, before_id \(.id),
                version \(.int) NOT NULL, by_id \(.id), at \(.int) NOT NULL, due_at \(.int) NOT NULL, closed_at \(.int),
                results TEXT NOT NULL, asked \(.int) NOT NULL, answered \(.int) NOT NULL, PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX drift_rounds_open ON drift_rounds (network_id) WHERE closed_at IS NULL",
            """
            CREATE TABLE drift_asked (
                network_id \(.id) NOT NULL, round_id \(.id) NOT NULL, voice_id \(.id) NOT NULL, member_id \(.id) NOT NULL,
                PRIMARY KEY (network_id, round_id, voice_id, member_id)
            ) \(.keyed)
            """,
            "CREATE INDEX drift_asked_member ON drift_asked (network_id, member_id)",
        ])

    /// Those who have not answered are reminded once.
    static let reminders = Migration(
        "2026-11-28 reminders of asking again", ["ALTER TABLE drift_rounds ADD COLUMN reminded_at \(.int)"])

    /// Of what a promise brought so many thousandths of an hour: where the line is counted in hours itself, or says how long it takes
    /// of each of its people; nothing where it says neither.
    fileprivate static let claimHours: SQL = """
        CASE WHEN l.unit IN (\(list: DriftWords.hourUnits)) THEN c.delivered
            WHEN l.kind = 'people' AND l.work_minutes IS NOT NULL THEN c.delivered * l.work_minutes / 60 ELSE 0 END
        """
    fileprivate static let alert: SQL = """
        a.id, a.network_id, a.kind, a.value, a.limit_at, a.owner_id, a.opened_at, a.due_at, a.closed_at, a.outcome, a.words,
        a.renewal_id, a.clause_id
        """
    fileprivate static let round: SQL = """
        r.id, r.network_id, r.step, r.before_id, r.version, r.by_id, r.at, r.due_at, r.closed_at, r.results, r.asked, r.answered
        """
}

extension DriftPoint {
    fileprivate init(row: Row) throws {
        (kind, subjectID, day, value, base) = (try row[0], try row[1], try row[2], try row[3], try row[4])
        (unaffirmed, objecting, polarisation) = (try row[5], try row[6], try row[7])
    }
}

extension DriftAlert {
    fileprivate init(row: Row) throws {
        (id, networkID, kind, value, limit) = (try row[0], try row[1], try row[2], try row[3], try row[4])
        (ownerID, openedAt, dueAt, closedAt) = (try row[5], try row[6], try row[7], try row[8])
        (outcome, words, renewalID, clauseID) = (try row[9], try row[10], try row[11], try row[12])
    }
}

extension AskRound {
    fileprivate init(row: Row) throws {
        (id, networkID, step, before, version) = (try row[0], try row[1], try row[2], try row[3], try row[4])
        (byID, at, dueAt, closedAt) = (try row[5], try row[6], try row[7], try row[8])
        let stored: String = try row[9]
        results = try JSONDecoder().decode([AskResult].self, from: Data(stored.utf8))
        (asked, answered) = (try row[10], try row[11])
    }

    fileprivate func stored() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(results), as: UTF8.self)
    }
}

extension Connection {
    // MARK: What was measured

    /// Stores a day; a day that stands already stays as it was measured.
    func insert(_ points: [DriftPoint], in network: ID) throws {
        for point in points {
            try execute(
                """
                INSERT INTO drift_points (network_id, kind, subject_id, day, value, base, unaffirmed, objecting, polarisation)
                VALUES (\(network), \(point.kind), \(point.subjectID), \(point.day), \(point.value), \(point.base),
                    \(point.unaffirmed), \(point.objecting), \(point.polarisation))
                ON CONFLICT (network_id, kind, subject_id, day) DO NOTHING
                """)
        }
    }

    /// - Parameter day: points of effort from before this day stay as they were measured.
    func forgetDriftPoints(of network: ID, keepingEffortBefore day: Int64) throws {
        try execute(
            """
            DELETE FROM drift_points
            WHERE network_id = \(network) AND (kind <> \(DriftKind.effort) OR day >= \(day))
            """)
    }

    /// From this moment on visits are kept.
    func visitsKeptSince(in network: ID, at now: Int64) throws -> Int64 {
        try value(
            "SELECT \(Retention.cutoff(.visits, network: "x.id", now: now)) FROM networks x WHERE x.id = \(network)")
            ?? now
    }

    /// Oldest first.
    func driftPoints(of network: ID, since day: Int64) throws -> [DriftPoint] {
        try query(
            """
            SELECT kind, subject_id, day, value, base, unaffirmed, objecting, polarisation FROM drift_points
            WHERE network_id = \(network) AND day >= \(day) ORDER BY day, kind, subject_id LIMIT 40000
            """, DriftPoint.init(row:))
    }

    /// Networks with a charter in force that have not been measured on a day.
    func networksToMeasure(on day: Int64, limit: Int) throws -> [ID] {
        try query(
            """
            SELECT v.network_id FROM charter_versions v
            WHERE v.subject_id = v.network_id AND v.state IN ('adopted', 'review') AND NOT EXISTS (
                SELECT 1 FROM drift_points p
                WHERE p.network_id = v.network_id AND p.kind = 'charter' AND p.subject_id = v.network_id AND p.day = \(day))
            ORDER BY v.network_id LIMIT \(limit)
            """
        ) { try $0[0] }
    }

    /// Members who take part or did, with when they left; not whoever was only invited, or only asked to come in.
    func voicesThen(of network: ID) throws -> [VoiceThen] {
        try query(
            """
            SELECT id, organisation_id, created_at, left_at FROM memberships
            WHERE network_id = \(network) AND state NOT IN ('invited', 'applied') ORDER BY id
            """
        ) { VoiceThen(id: try $0[0], organisation: try $0[1], joinedAt: try $0[2], leftAt: try $0[3]) }
    }

    /// What was done about needs since a moment, promise by promise.
    func effortDone(in network: ID, since start: Int64) throws -> [EffortDone] {
        try query(
            """
            SELECT n.category, c.created_at, c.changed_at, c.state, \(DriftStore.claimHours)
            FROM claims c JOIN needs n ON n.network_id = c.network_id AND n.id = c.need_id
            JOIN need_lines l ON l.network_id = c.network_id AND l.need_id = c.need_id AND l.id = c.line_id
            WHERE c.network_id = \(network) AND c.changed_at >= \(start)
            """
        ) {
            let state: Claim.State = try $0[3]
            return EffortDone(
                category: try $0[0], promisedAt: try $0[1], changedAt: try $0[2], isReleased: state == .released,
                isConfirmed: state == .confirmed, hours: try $0[4])
        }
    }

    /// Visits of needs that ended within a time, as long as they are kept, with when promises said within it how long that need took.
    func effortVisits(in network: ID, from start: Int64, to end: Int64) throws -> [EffortVisit] {
        let moments = try query(
            """
            SELECT c.need_id, c.changed_at FROM claims c
            JOIN need_lines l ON l.network_id = c.network_id AND l.need_id = c.need_id AND l.id = c.line_id
            WHERE c.network_id = \(network) AND c.changed_at >= \(start) AND c.changed_at <= \(end)
                AND c.state = 'confirmed' AND \(DriftStore.claimHours) > 0
            """
        ) { (need: try $0[0] as ID, at: try $0[1] as Int64) }
        let said = Dictionary(grouping: moments, by: \.need)
        return try query(
            """
            SELECT n.category, v.in_at, v.out_at, v.need_id
            FROM visits v JOIN needs n ON n.network_id = v.network_id AND n.id = v.need_id
            WHERE v.network_id = \(network) AND v.out_at >= \(start) AND v.out_at <= \(end)
            """
        ) {
            let need: ID = try $0[3]
            return EffortVisit(
                category: try $0[0], inAt: try $0[1], outAt: try $0[2], said: said[need, default: []].map(\.at))
        }
    }

    /// What was done about needs within a time, by category.
    func effortSpent(in network: ID, from start: Int64, to end: Int64) throws -> [EffortSpent] {
        let isConfirmed: SQL = "c.state = 'confirmed' AND c.changed_at >= \(start) AND c.changed_at <= \(end)"
        let rows = try query(
            """
            SELECT n.category, cast(sum(CASE WHEN c.created_at >= \(start) AND c.state <> 'released' THEN 1 ELSE 0 END) AS BIGINT),
                cast(sum(CASE WHEN \(isConfirmed) THEN 1 ELSE 0 END) AS BIGINT),
                cast(sum(CASE WHEN \(isConfirmed) THEN \(DriftStore.claimHours) ELSE 0 END) AS BIGINT)
            FROM claims c JOIN needs n ON n.network_id = c.network_id AND n.id = c.need_id
            JOIN need_lines l ON l.network_id = c.network_id AND l.need_id = c.need_id AND l.id = c.line_id
            WHERE c.network_id = \(network) AND c.created_at <= \(end) AND c.changed_at >= \(start)
            GROUP BY n.category ORDER BY n.category
            """
        ) {
            (
                category: try $0[0] as String,
                sum: EffortSum(promises: try $0[1], deliveries: try $0[2], hours: try $0[3])
            )
        }
        let sums = Dictionary(rows.map { ($0.category, $0.sum) }, uniquingKeysWith: { first, _ in first })
        return DriftRules.spent(
            sums, try effortVisits(in: network, from: start, to: end), from: start, to: end)
    }

    // MARK: Alerts

    func driftAlert(_ id: ID, in network: ID) throws -> DriftAlert? {
        try first(
            "SELECT \(DriftStore.alert) FROM drift_alerts a WHERE a.network_id = \(network) AND a.id = \(id)",
            DriftAlert.init(row:))
    }

    /// Open ones first, then the newest: none that is open is overlooked, however many came after it.
    func driftAlerts(of network: ID, limit: Int = 50) throws -> [DriftAlert] {
        try query(
            """
            SELECT \(DriftStore.alert) FROM drift_alerts a WHERE a.network_id = \(network)
            ORDER BY CASE WHEN a.closed_at IS NULL THEN 0 ELSE 1 END, a.opened_at DESC, a.id DESC LIMIT \(limit)
            """, DriftAlert.init(row:))
    }

    func save(_ alert: DriftAlert) throws {
        try execute(
            """
            INSERT INTO drift_alerts (network_id, id, kind, value, limit_at, owner_id, opened_at, due_at, closed_at, outcome,
                words, renewal_id, clause_id)
            VALUES (\(alert.networkID), \(alert.id), \(alert.kind), \(alert.value), \(alert.limit), \(alert.ownerID),
                \(alert.openedAt), \(alert.dueAt), \(alert.closedAt), \(alert.outcome), \(alert.words),
                \(alert.renewalID), \(alert.clauseID))
            ON CONFLICT (network_id, id) DO UPDATE SET owner_id = excluded.owner_id, due_at = excluded.due_at,
                closed_at = excluded.closed_at, outcome = excluded.outcome, words = excluded.words,
                renewal_id = excluded.renewal_id
            """)
    }

    // MARK: Asking again

    func askRound(_ id: ID, in network: ID) throws -> AskRound? {
        try first(
            "SELECT \(DriftStore.round) FROM drift_rounds r WHERE r.network_id = \(network) AND r.id = \(id)",
            AskRound.init(row:))
    }

    /// The newest first.
    func askRounds(of network: ID, limit: Int = 20) throws -> [AskRound] {
        try query(
            """
            SELECT \(DriftStore.round) FROM drift_rounds r WHERE r.network_id = \(network)
            ORDER BY r.at DESC, r.id DESC LIMIT \(limit)
            """, AskRound.init(row:))
    }

    /// How many of those who are asked have said something since.
    func answered(_ round: AskRound) throws -> Int {
        try value(
            """
            SELECT count(DISTINCT s.voice_id) FROM charter_clauses c
            JOIN charter_stances s ON s.network_id = c.network_id AND s.clause_id = c.clause_id AND s.is_latest
                AND s.at > \(round.at)
            JOIN drift_asked x ON x.network_id = s.network_id AND x.round_id = \(round.id) AND x.voice_id = s.voice_id
            WHERE c.network_id = \(round.networkID) AND c.subject_id = \(round.networkID) AND c.version = \(round.version)
            """) ?? 0
    }

    func openAskRounds(limit: Int) throws -> [AskRound] {
        try query(
            "SELECT \(DriftStore.round) FROM drift_rounds r WHERE r.closed_at IS NULL ORDER BY r.due_at LIMIT \(limit)",
            AskRound.init(row:))
    }

    func save(_ round: AskRound) throws {
        try execute(
            """
            INSERT INTO drift_rounds (network_id, id, step, before_id, version, by_id, at, due_at, closed_at, results, asked,
                answered)
            VALUES (\(round.networkID), \(round.id), \(round.step), \(round.before), \(round.version), \(round.byID),
                \(round.at), \(round.dueAt), \(round.closedAt), \(try round.stored()), \(round.asked), \(round.answered))
            ON CONFLICT (network_id, id) DO UPDATE SET closed_at = excluded.closed_at, results = excluded.results,
                answered = excluded.answered
            """)
    }

    func insertAsked(_ voice: ID, _ member: ID, round: ID, in network: ID) throws {
        try execute(
            """
            INSERT INTO drift_asked (network_id, round_id, voice_id, member_id)
            VALUES (\(network), \(round), \(voice), \(member))
            ON CONFLICT (network_id, round_id, voice_id, member_id) DO NOTHING
            """)
    }

    func voicesAsked(in round: ID, _ network: ID) throws -> Set<ID> {
        Set(
            try query(
                "SELECT DISTINCT voice_id FROM drift_asked WHERE network_id = \(network) AND round_id = \(round)"
            ) { try $0[0] as ID })
    }

    /// The open round in which a member is asked, with the voices they are asked for.
    func askRoundOpen(for member: ID, in network: ID) throws -> (round: AskRound, voices: [ID])? {
        let found = try query(
            """
            SELECT \(DriftStore.round), x.voice_id FROM drift_asked x
            JOIN drift_rounds r ON r.network_id = x.network_id AND r.id = x.round_id
            WHERE x.network_id = \(network) AND x.member_id = \(member) AND r.closed_at IS NULL ORDER BY x.voice_id
            """
        ) { (round: try AskRound(row: $0), voice: try $0[12] as ID) }
        return found.first.map { ($0.round, found.map(\.voice)) }
    }
}
