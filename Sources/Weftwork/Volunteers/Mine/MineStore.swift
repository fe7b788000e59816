internal import Database
internal import Engine

extension Connection {
    /// Promises of a member that still bind them: what they have to do before what waits for others, the next due first; each
    /// with the hours agreed on where they were asked for it, and whether the need was corrected since.
    func livePromises(
        of member: ID, in network: ID
    ) throws -> [(claim: Claim, agreed: RestGuard.Span?, isCorrected: Bool)] {
        try query(
            """
            SELECT \(Claim.columns), a.starts_at, a.ends_at,
                EXISTS (SELECT 1 FROM events e WHERE e.network_id = c.network_id AND e.object_id = c.need_id
                    AND e.kind = \(Event.Kind.corrected) AND e.at >= a.answered_at)
            FROM claims c
            LEFT JOIN askings a ON a.network_id = c.network_id AND a.member_id = c.member_id AND a.claim_id = c.id
            WHERE c.network_id = \(network) AND c.member_id = \(member)
                AND c.state IN ('open', 'delivered', 'disputed')
            ORDER BY CASE c.state WHEN 'open' THEN 0 WHEN 'disputed' THEN 1 ELSE 2 END, c.promised_by, c.id LIMIT 50
            """
        ) { row in
            let start: Int64? = try row[Claim.columnCount], end: Int64? = try row[Claim.columnCount + 1]
            return (
                try Claim(row: row), start.flatMap { start in end.map { RestGuard.Span(start: start, end: $0) } },
                try row[Claim.columnCount + 2]
            )
        }
    }

    /// Shifts of a member between two moments, answered or not.
    func shifts(of member: ID, in network: ID, from start: Int64, to end: Int64) throws -> [Shift] {
        try query(
            """
            SELECT \(Shift.columns) FROM \(Shift.source)
            WHERE s.network_id = \(network) AND s.member_id = \(member) AND s.ends_at > \(start) AND s.starts_at < \(end)
            ORDER BY s.starts_at, s.id LIMIT 50
            """, Shift.init(row:))
    }

    /// Shifts that a member has stood, verifications they gave.
    func workCounts(of member: ID, in network: ID, at now: Int64) throws -> (shifts: Int, verified: Int) {
        try first(
            """
            SELECT (SELECT count(*) FROM shifts WHERE network_id = \(network) AND member_id = \(member)
                    AND accepted_at IS NOT NULL AND ends_at <= \(now)),
                (SELECT count(DISTINCT need_id) FROM verifications WHERE network_id = \(network) AND member_id = \(member))
            """
        ) { (shifts: try $0[0] as Int, verified: try $0[1] as Int) } ?? (0, 0)
    }

    /// Small tasks of a member that were confirmed, with whoever did so; the newest first.
    func confirmedTasks(
        of member: ID, in network: ID, limit: Int
    ) throws -> [(kind: SmallTask.Kind, at: Int64, by: ID)] {
        try query(
            """
            SELECT t.kind, t.settled_at, coalesce(c.decided_by, c.member_id) FROM small_tasks t
            JOIN small_checks c ON c.network_id = t.network_id AND c.task_id = t.id
            WHERE t.network_id = \(network) AND t.doer_id = \(member) AND t.state = \(SmallTask.State.accepted)
            ORDER BY t.settled_at DESC, t.id DESC LIMIT \(limit)
            """
        ) { (kind: try $0[0] as SmallTask.Kind, at: try $0[1] as Int64, by: try $0[2] as ID) }
    }

    func smallTotals(of member: ID, in network: ID) throws -> (done: Int, checked: Int) {
        try first(
            """
            SELECT (SELECT count(*) FROM small_tasks WHERE network_id = \(network) AND doer_id = \(member)
                    AND state = \(SmallTask.State.accepted)),
                (SELECT count(*) FROM small_checks WHERE network_id = \(network) AND member_id = \(member))
            """
        ) { (done: try $0[0] as Int, checked: try $0[1] as Int) } ?? (0, 0)
    }
}
