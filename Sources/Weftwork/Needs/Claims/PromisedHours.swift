internal import Database

/// When somebody is busy with what they promised on a need's own page, as far as the line says it. Pure.
enum PromisedHours {
    /// So long people are asked for where a line says when it begins, and neither how long nor until when it takes.
    static let usualMinutes = 4 * 60
    /// A line that goes on for days does not keep one person there for days.
    private static let longest = 12 * Time.hour
    /// More than this no line asks of one person.
    static let most = Int64(LineWorkRules.minutes.upperBound) * Time.minute

    /// - Parameters:
    ///   - madeAt: when it was promised: of what had begun by then nobody has said when they come, only by when it is done.
    ///   - deliveredAt: what is brought earlier takes nobody's time any more.
    static func span(
        of work: LineWork, madeAt: Int64, promisedBy: Int64, deliveredAt: Int64? = nil
    ) -> (from: Int64, to: Int64)? {
        guard let length = length(work) else { return nil }
        let start = work.from.flatMap { $0 >= madeAt ? $0 : nil }
        let end = start.map { $0 + length } ?? max(promisedBy, madeAt + length)
        guard let deliveredAt, deliveredAt < end else { return (end - length, end) }
        return (start.flatMap { $0 < deliveredAt ? $0 : nil } ?? deliveredAt - length, deliveredAt)
    }

    private static func length(_ work: LineWork) -> Int64? {
        if let minutes = work.minutes { return Int64(minutes) * Time.minute }
        guard let from = work.from else { return nil }
        return work.to.map { min(longest, max(0, $0 - from)) } ?? Int64(usualMinutes) * Time.minute
    }
}

extension Connection {
    /// When members are busy between two moments with what they promised themselves: what they said yes to when they were asked has its
    /// hours with the asking.
    ///
    /// - Parameters:
    ///   - members: of these alone; of all where nothing is said.
    ///   - others: the condition on claims `c` that somebody else does what they promised, where those above know of such.
    func promisedSpans(
        in network: ID, of members: [ID]? = nil, from start: Int64, to end: Int64, but others: SQL? = nil
    ) throws -> [(member: ID, span: (from: Int64, to: Int64))] {
        let kinds: [NeedLine.Kind] = [.people, .service, .transport, .information]
        let only: SQL = members.map { " AND c.member_id IN (\(list: $0.shaped))" } ?? ""
        let own: SQL = others.map { " AND NOT \($0)" } ?? ""
        let earliest = start - PromisedHours.most
        let rows = try query(
            """
            SELECT c.member_id, l.work_from, l.work_to, l.work_minutes, c.created_at, c.promised_by, c.delivered_at
            FROM claims c JOIN need_lines l ON l.network_id = c.network_id AND l.id = c.line_id
            WHERE c.network_id = \(network) AND c.state <> \(Claim.State.released) AND c.created_at < \(end)\(only)
                AND (c.promised_by > \(earliest) OR l.work_from > \(earliest)) AND l.kind IN (\(list: kinds))
                AND (l.work_from IS NOT NULL OR l.work_minutes IS NOT NULL)
                AND NOT EXISTS (SELECT 1 FROM askings a WHERE a.network_id = c.network_id AND a.need_id = c.need_id
                    AND a.member_id = c.member_id AND a.claim_id = c.id)\(own)
            """
        ) { row in
            (
                member: try row[0] as ID,
                span: PromisedHours.span(
                    of: LineWork(from: try row[1], to: try row[2], minutes: try row[3]), madeAt: try row[4],
                    promisedBy: try row[5], deliveredAt: try row[6])
            )
        }
        return rows.compactMap { row in
            guard let span = row.span, span.from < end, span.to > start else { return nil }
            return (row.member, span)
        }
    }
}
