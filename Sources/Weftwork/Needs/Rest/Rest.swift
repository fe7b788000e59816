internal import Database

/// Breaks: whoever has checked for hours is advised to rest, and is given nothing new while they do.
enum BreakStore {
    static let migration = Migration(
        "2026-11-25 breaks",
        [
            """
            CREATE TABLE breaks (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, member_id \(.id) NOT NULL, starts_at \(.int) NOT NULL,
                ends_at \(.int) NOT NULL, PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX breaks_member ON breaks (network_id, member_id, ends_at)",
        ])
}

/// When somebody is tired. Pure.
enum BreakRules {
    /// So long without a check is a break, whether or not anybody said so.
    static let pause = 15 * Time.minute
    /// So long a break lasts that is taken by the button.
    static let length = 20 * Time.minute
    /// Checks further back don't matter.
    static let reach = 24 * Time.hour

    /// Since when somebody has been checking without a break; nothing where they rest now.
    ///
    /// - Parameters:
    ///   - moments: of their checks, calls and looks, in any order.
    ///   - rested: until when their last break went.
    static func checkingSince(_ moments: [Int64], rested: Int64?, now: Int64) -> Int64? {
        var start: Int64?
        var later = now
        for moment in moments.sorted(by: >) where moment <= now && moment >= rested ?? .min {
            guard later - moment < pause else { break }
            start = moment
            later = moment
        }
        return start
    }

    /// Whether it is time to rest.
    /// - Parameter hours: after so many; none is never.
    static func isTired(since start: Int64?, now: Int64, after hours: Int) -> Bool {
        guard let start, hours > 0 else { return false }
        return now - start >= Int64(hours) * Time.hour
    }
}

/// What somebody at the desk is told about resting.
enum RestAdvice: Sendable, Equatable {
    /// They rest until then.
    case resting(until: Int64)
    /// They have been checking for so long.
    case tired(for: Int64)
}

extension NeedActs {
    /// A break of twenty minutes, from now: what one owns stays, nothing new comes.
    func takeBreak(by viewer: Viewer, in network: ID) async throws -> Int64 {
        try Policy.require(.takeBreak, viewer)
        let member = try own(viewer, network), now = world.now()
        let end = now + BreakRules.length
        try await database.write { db in
            guard try db.breakEnd(of: member.id, in: network, now: now) == nil else { return }
            try db.insertBreak(world.newID(), of: member.id, in: network, from: now, to: end)
            try db.record(
                Event(
                    .breakTaken, on: member.id, in: network, by: viewer.actor, at: now, audience: .stewards,
                    details: [("until", .number(end))], id: world.newID()))
        }
        duty.forget(network)
        tempos.forget(network)
        return end
    }

    /// Back at work before the break is over.
    func endBreak(by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.takeBreak, viewer)
        let member = try own(viewer, network), now = world.now()
        try await database.write { db in try db.endBreak(of: member.id, in: network, at: now) }
        duty.forget(network)
        tempos.forget(network)
    }

    func restAdvice(for member: Member) async throws -> RestAdvice? {
        let now = world.now(), network = member.networkID
        let hours = try await duty.picture(of: network, now: now).settings.desk.restAfter
        return try await database.read { db in
            if let until = try db.breakEnd(of: member.id, in: network, now: now) { return .resting(until: until) }
            let moments = try db.checks(by: member.id, in: network, since: now - BreakRules.reach)
            let rested = try db.lastBreakEnd(of: member.id, in: network)
            let start = BreakRules.checkingSince(moments, rested: rested, now: now)
            guard BreakRules.isTired(since: start, now: now, after: hours), let start else { return nil }
            return .tired(for: now - start)
        }
    }

    /// Who rests now, and until when.
    func onBreak(in network: ID) async throws -> [ID: Int64] {
        let now = world.now()
        return try await database.read { db in try db.onBreak(in: network, now: now) }
    }
}

extension Connection {
    func onBreak(in network: ID, now: Int64) throws -> [ID: Int64] {
        let rows = try query(
            """
            SELECT member_id, max(ends_at) FROM breaks
            WHERE network_id = \(network) AND starts_at <= \(now) AND ends_at > \(now) GROUP BY member_id
            """
        ) { (try $0[0] as ID, try $0[1] as Int64) }
        return Dictionary(rows, uniquingKeysWith: max)
    }

    fileprivate func insertBreak(_ id: ID, of member: ID, in network: ID, from start: Int64, to end: Int64) throws {
        try execute(
            """
            INSERT INTO breaks (network_id, id, member_id, starts_at, ends_at)
            VALUES (\(network), \(id), \(member), \(start), \(end))
            """)
    }

    fileprivate func endBreak(of member: ID, in network: ID, at now: Int64) throws {
        try execute(
            """
            UPDATE breaks SET ends_at = \(now)
            WHERE network_id = \(network) AND member_id = \(member) AND ends_at > \(now)
            """)
    }

    fileprivate func breakEnd(of member: ID, in network: ID, now: Int64) throws -> Int64? {
        try value(
            """
            SELECT max(ends_at) FROM breaks
            WHERE network_id = \(network) AND member_id = \(member) AND ends_at > \(now)
            """)
    }

    /// A break that was ended after a minute is none.
    fileprivate func lastBreakEnd(of member: ID, in network: ID) throws -> Int64? {
        try value(
            """
            SELECT max(ends_at) FROM breaks WHERE network_id = \(network) AND member_id = \(member)
                AND ends_at - starts_at >= \(BreakRules.pause)
            """)
    }

    /// When somebody has checked, called, or looked at a contact for the desk.
    fileprivate func checks(by member: ID, in network: ID, since moment: Int64) throws -> [Int64] {
        try query(
            """
            SELECT at FROM verifications WHERE network_id = \(network) AND member_id = \(member) AND at > \(moment)
            UNION SELECT at FROM reveals
                WHERE network_id = \(network) AND member_id = \(member) AND at > \(moment) AND is_desk
            UNION SELECT at FROM calls WHERE network_id = \(network) AND member_id = \(member) AND at > \(moment)
            """
        ) { try $0[0] }
    }
}
