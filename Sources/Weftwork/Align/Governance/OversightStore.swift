internal import Database

/// What oversight reads: counts over a time, never who.
struct OversightFigures: Sendable, Equatable {
    let since: Int64
    /// Promises made, kept and past their day.
    var promises = 0
    var kept = 0
    var late = 0
    /// Decisions written, and those closed and not written yet.
    var decided = 0
    var undecided = 0
    /// Entries of the ledger of thanks, and those taken back.
    var awards = 0
    var reversed = 0
    /// Events on record and sealed in the chain.
    var events = 0
    var sealed = 0
    /// Looks at private contacts, alerts of many at once, and by how many different people.
    var reveals = 0
    var bulk = 0
    var lookers = 0
    /// Looks by week, the oldest first.
    var weeks: [Int] = []
}

extension Connection {
    /// Networks in which somebody oversees.
    func networksOverseen() throws -> [ID] {
        try query(
            """
            SELECT DISTINCT network_id FROM governance_seats
            WHERE body = \(GovernanceBody.oversight) AND state = \(GovernanceSeat.State.held) ORDER BY network_id
            """
        ) { try $0[0] }
    }

    /// When a sealed event was.
    func momentOfEvent(_ number: Int64, in network: ID) throws -> Int64? {
        try value("SELECT at FROM events WHERE network_id = \(network) AND number = \(number)", as: Int64.self)
    }

    /// - Parameter start: of the time that is counted, whole weeks before `now`.
    func oversightFigures(of network: ID, since start: Int64, now: Int64) throws -> OversightFigures {
        var figures = OversightFigures(since: start)
        if let row = try first(
            """
            SELECT count(*), cast(coalesce(sum(CASE WHEN state = 'confirmed' THEN 1 ELSE 0 END), 0) AS BIGINT),
                cast(coalesce(sum(CASE WHEN state = 'open' AND promised_by < \(now) THEN 1 ELSE 0 END), 0) AS BIGINT)
            FROM claims WHERE network_id = \(network) AND created_at >= \(start)
            """, { (try $0[0] as Int, try $0[1] as Int, try $0[2] as Int) })
        {
            (figures.promises, figures.kept, figures.late) = row
        }
        if let row = try first(
            """
            SELECT cast(coalesce(sum(CASE WHEN decided_at >= \(start) THEN 1 ELSE 0 END), 0) AS BIGINT),
                cast(coalesce(sum(CASE WHEN state = 'closed' THEN 1 ELSE 0 END), 0) AS BIGINT)
            FROM proposals WHERE network_id = \(network)
            """, { (try $0[0] as Int, try $0[1] as Int) })
        {
            (figures.decided, figures.undecided) = row
        }
        func count(_ kind: Event.Kind) -> SQL {
            "cast(coalesce(sum(CASE WHEN kind = \(kind) THEN 1 ELSE 0 END), 0) AS BIGINT)"
        }
        if let row = try first(
            """
            SELECT count(*), cast(coalesce(sum(CASE WHEN number IS NULL THEN 0 ELSE 1 END), 0) AS BIGINT),
                \(count(.awarded)), \(count(.awardReversed)), \(count(.revealed)), \(count(.revealedInBulk)),
                count(DISTINCT CASE WHEN kind = \(Event.Kind.revealed) THEN actor_id END)
            FROM events WHERE network_id = \(network) AND at >= \(start)
            """, { row in try (0..<7).map { try row[$0] as Int } })
        {
            (figures.events, figures.sealed, figures.awards, figures.reversed) = (row[0], row[1], row[2], row[3])
            (figures.reveals, figures.bulk, figures.lookers) = (row[4], row[5], row[6])
        }
        let week = 7 * Time.day
        let counted = try query(
            """
            SELECT (at - \(start)) / \(week), count(*) FROM events WHERE network_id = \(network)
                AND kind = \(Event.Kind.revealed) AND at >= \(start) GROUP BY 1 ORDER BY 1
            """
        ) { (week: try $0[0] as Int, count: try $0[1] as Int) }
        figures.weeks = [Int](repeating: 0, count: max(1, Int((now - start + week - 1) / week)))
        for row in counted where figures.weeks.indices.contains(row.week) { figures.weeks[row.week] = row.count }
        return figures
    }
}
