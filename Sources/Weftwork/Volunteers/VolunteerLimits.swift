internal import Database
internal import Engine

/// Tells the roster what its volunteers have said to do at most.
struct VolunteerLimits: OwnLimits {
    func limitPassed(
        by span: (from: Int64, to: Int64), of member: ID, in network: ID, _ db: any Connection
    ) throws -> Int? {
        guard let limit = try db.ownLimit(of: member, in: network) else { return nil }
        let busy = try db.busySpans(
            in: network, of: [member], from: span.from - VolunteerRules.week, to: span.to + VolunteerRules.week)
        let time = RestGuard.Span(start: span.from, end: span.to)
        return WaveRules.excess(time, busy[member] ?? [], limit: limit) > 0 ? limit : nil
    }
}
