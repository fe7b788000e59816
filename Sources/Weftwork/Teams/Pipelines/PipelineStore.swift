internal import Database

/// An open need as the pipeline counts it.
struct PipelineNeed: Sendable {
    let id: ID
    let stage: PipelineStage
    let createdAt: Int64
    /// When its present clock began, and when it is due.
    let startedAt: Int64?
    let dueAt: Int64?
}

/// The events that move needs, by need.
typealias NeedEvents = [ID: [(kind: Event.Kind, at: Int64)]]

extension Connection {
    /// How many open needs are in each stage, and how many of them past their time.
    func pipelineCounts(of network: ID, at now: Int64) throws -> [PipelineStage: (count: Int, late: Int)] {
        let rows = try query(
            """
            SELECT state, resume_state, count(*), count(*) FILTER (WHERE due_at < \(now)) FROM needs
            WHERE network_id = \(network) AND phase < 3 GROUP BY state, resume_state ORDER BY state, resume_state NULLS FIRST
            """
        ) { (try $0[0] as Need.State, try $0[1] as Need.State?, try $0[2] as Int, try $0[3] as Int) }
        var counts: [PipelineStage: (count: Int, late: Int)] = [:]
        for (state, resuming, count, late) in rows {
            guard let stage = PipelineStage(state, resuming: resuming) else { continue }
            counts[stage, default: (0, 0)].count += count
            counts[stage, default: (0, 0)].late += late
        }
        return counts
    }

    /// Open needs: one of `step`, evenly over the network, so that a middle of them is one of all.
    func pipelineNeeds(of network: ID, oneOf step: Int) throws -> [PipelineNeed] {
        try query(
            """
            SELECT n.id, n.state, n.resume_state, n.created_at, c.started_at, n.due_at FROM needs n
            LEFT JOIN clocks c ON c.network_id = n.network_id AND c.object_id = n.id
            WHERE n.network_id = \(network) AND n.phase < 3 AND n.search_id % \(step) = 0 ORDER BY n.id
            """
        ) { row -> PipelineNeed? in
            let state: Need.State = try row[1], resuming: Need.State? = try row[2]
            guard let stage = PipelineStage(state, resuming: resuming) else { return nil }
            return PipelineNeed(
                id: try row[0], stage: stage, createdAt: try row[3], startedAt: try row[4], dueAt: try row[5])
        }.compactMap { $0 }
    }

    /// What moved those needs.
    func pipelineEvents(of network: ID, oneOf step: Int) throws -> NeedEvents {
        try pipelineEvents(
            """
            SELECT e.object_id, e.kind, e.at FROM events e
            WHERE e.network_id = \(network) AND e.kind IN (\(list: NeedWay.kinds)) AND e.object_id IN (
                SELECT n.id FROM needs n
                WHERE n.network_id = \(network) AND n.phase < 3 AND n.search_id % \(step) = 0)
            ORDER BY e.object_id, e.id
            """)
    }

    /// The whole way of needs that something moved lately; of very many the latest.
    func pipelineEvents(of network: ID, since moment: Int64, limit: Int) throws -> NeedEvents {
        let first = ID(milliseconds: moment, entropy: (0, 0))
        return try pipelineEvents(
            """
            SELECT e.object_id, e.kind, e.at FROM events e
            WHERE e.network_id = \(network) AND e.kind IN (\(list: NeedWay.kinds)) AND e.object_id IN (
                SELECT l.object_id FROM (
                    SELECT object_id FROM events WHERE network_id = \(network) AND id >= \(first)
                        AND kind IN (\(list: NeedWay.kinds)) ORDER BY id DESC LIMIT \(limit)) AS l)
            ORDER BY e.object_id, e.id
            """)
    }

    private func pipelineEvents(_ sql: SQL) throws -> NeedEvents {
        var events: NeedEvents = [:]
        for (need, kind, at) in try query(
            sql, { (try $0[0] as ID, try $0[1] as Event.Kind, try $0[2] as Int64) })
        {
            events[need, default: []].append((kind, at))
        }
        return events
    }

    // MARK: Volunteers

    /// The ways of all who take part and don't rest.
    func volunteerWays(of network: ID, at now: Int64) throws -> [VolunteerWay] {
        let members = try query(
            """
            SELECT m.id, coalesce(a.joined_at, m.created_at), m.primer_at FROM memberships m
            LEFT JOIN arrivals a ON a.network_id = m.network_id AND a.member_id = m.id
            WHERE m.network_id = \(network) AND m.state IN ('welcomed', 'active') ORDER BY m.id
            """
        ) { (id: try $0[0] as ID, calledAt: try $0[1] as Int64, primerAt: try $0[2] as Int64?) }
        let read = try spans("SELECT member_id, min(at), max(at) FROM briefings_read WHERE network_id = \(network)")
        let taught = try spans(
            "SELECT member_id, min(from_at), max(from_at) FROM certificates WHERE network_id = \(network)")
        let shifts = try spans(
            """
            SELECT member_id, min(starts_at), max(ends_at) FROM shifts
            WHERE network_id = \(network) AND accepted_at IS NOT NULL
            """)
        // What the clock let go was no act of theirs.
        let sources: [SQL] = [
            """
            SELECT member_id, min(created_at), max(CASE WHEN state = 'released' THEN created_at ELSE changed_at END)
            FROM claims WHERE network_id = \(network)
            """,
            "SELECT member_id, min(at), max(at) FROM verifications WHERE network_id = \(network)",
            "SELECT member_id, min(at), max(at) FROM calls WHERE network_id = \(network)",
        ]
        let acts = try sources.map(spans)
        return members.map { member in
            VolunteerWay(
                calledAt: member.calledAt,
                trainedAt: [member.primerAt, read[member.id]?.first, taught[member.id]?.first].compactMap { $0 }.min(),
                firstShiftAt: shifts[member.id]?.first, lastShiftEnd: shifts[member.id]?.last,
                firstActAt: acts.compactMap { $0[member.id]?.first }.min(),
                lastActAt: acts.compactMap { $0[member.id]?.last }.max())
        }
    }

    private func spans(_ sql: SQL) throws -> [ID: (first: Int64, last: Int64)] {
        let rows = try query("\(sql) GROUP BY member_id ORDER BY member_id") {
            (try $0[0] as ID, (first: try $0[1] as Int64, last: try $0[2] as Int64))
        }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    /// By which way members came since `moment`.
    func arrivalWays(of network: ID, since moment: Int64) throws -> [(way: Way, count: Int)] {
        try query(
            """
            SELECT way, count(*) FROM arrivals WHERE network_id = \(network) AND joined_at > \(moment)
            GROUP BY way ORDER BY count(*) DESC, way
            """
        ) { (try $0[0], try $0[1]) }
    }
}
