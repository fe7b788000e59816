internal import Database

/// How fast the desk works now, against what comes in.
struct DeskTempo: Sendable, Equatable {
    /// Needs that came within the last hour, and first answers given within it; neither counts what came from a machine.
    var arrivals = 0
    var answered = 0
    /// Needs that wait for their first answer.
    var waiting = 0
    /// What those who were answered within the last day waited, in the middle; nothing where nobody was.
    var usualWait: Int64?
    var onShift = 0
    /// When the next shift at a desk begins; nothing where none is planned within a week.
    var nextShiftAt: Int64?
    /// Somebody can be woken for what is critical.
    var hasOnCall = false
    /// Since when more comes than the desk can do, as seen or as declared.
    var burstSince: Int64?

    var isStaffed: Bool { onShift > 0 }
    var isBurst: Bool { burstSince != nil }

    /// After how long somebody who asks now can expect a first answer, while the desk is staffed: what waits before them at the
    /// present pace, and never less than what others waited. Nothing where there is no figure to go by.
    var expectedWait: Int64? {
        guard isStaffed else { return nil }
        let queue = answered > 0 ? Int64(waiting) * Time.hour / Int64(answered) : nil
        switch (queue, usualWait) {
        case (nil, nil): return nil
        case (let queue?, let usual?): return max(queue, usual)
        case (let queue, let usual): return queue ?? usual
        }
    }
}

/// When it is a burst. Pure.
enum BurstRules {
    /// So many waiting for each who is on shift are a burst, and never fewer than twenty in all.
    static func bound(onShift: Int, limit: Int) -> Int { max(20, onShift * limit) }

    /// More waits than those on shift can own, and twice as much comes as is answered.
    static func begins(_ tempo: DeskTempo, limit: Int) -> Bool {
        tempo.waiting > bound(onShift: tempo.onShift, limit: limit) && tempo.arrivals > 2 * tempo.answered
    }

    /// Half of that waits, and no more comes than is answered – or next to nothing comes.
    static func ends(_ tempo: DeskTempo, limit: Int) -> Bool {
        tempo.waiting * 2 <= bound(onShift: tempo.onShift, limit: limit)
            && (tempo.arrivals <= tempo.answered || tempo.arrivals < 5)
    }
}

extension NeedActs {
    /// The desk's tempo, at most half a minute old.
    func tempo(of network: ID) async throws -> DeskTempo {
        let now = world.now()
        return try await tempos.value(of: network, now: now) { try await readTempo(of: network, now: now) }
    }

    func readTempo(of network: ID, now: Int64) async throws -> DeskTempo {
        let candidates = try await duty.picture(of: network, now: now).candidates
        return try await database.read { db in
            var tempo = try db.tempo(of: network, readers: candidates.map(\.member.id), now: now)
            tempo.onShift = candidates.count(where: \.isOnShift)
            tempo.hasOnCall = candidates.contains(where: \.isOnCall)
            tempo.burstSince = try db.burst(of: network)?.beganAt
            return tempo
        }
    }
}

extension Connection {
    /// - Parameter readers: who reads the desk; the shift of anybody else brings nobody an answer.
    fileprivate func tempo(of network: ID, readers: [ID], now: Int64) throws -> DeskTempo {
        var tempo = DeskTempo()
        let hour = ID(milliseconds: now - Time.hour, entropy: (0, 0))
        tempo.arrivals =
            try value(
                """
                SELECT count(*) FROM needs n WHERE n.network_id = \(network) AND n.id >= \(hour)
                    AND NOT \(QueueSQL.cameAsFlood)
                """) ?? 0
        tempo.waiting = try count(QueueSQL.waitsByHand, in: network)
        let waits = try query(
            """
            SELECT at, waited FROM first_answers WHERE network_id = \(network) AND at > \(now - Time.day)
            ORDER BY at DESC LIMIT 500
            """
        ) { (at: try $0[0] as Int64, waited: try $0[1] as Int64) }
        tempo.answered =
            waits.count < 500 || (waits.last?.at ?? 0) < now - Time.hour
            ? waits.count { $0.at > now - Time.hour }
            : try value(
                "SELECT count(*) FROM first_answers WHERE network_id = \(network) AND at > \(now - Time.hour)") ?? 0
        let sorted = waits.prefix(100).map(\.waited).sorted()
        tempo.usualWait = sorted.isEmpty ? nil : sorted[sorted.count / 2]
        tempo.nextShiftAt = try nextShift(of: Set(readers), in: network, now: now)
        return tempo
    }

    private func nextShift(of readers: Set<ID>, in network: ID, now: Int64) throws -> Int64? {
        let first = try query(
            """
            SELECT member_id, min(starts_at) FROM shifts WHERE network_id = \(network) AND is_on_call = \(false)
                AND starts_at > \(now) AND starts_at < \(now + 7 * Time.day) AND ends_at > \(now) GROUP BY member_id
            """
        ) { (member: try $0[0] as ID, at: try $0[1] as Int64) }
        return first.filter { readers.contains($0.member) }.map(\.at).min()
    }

    func forgetFirstAnswers(before moment: Int64) throws {
        try execute("DELETE FROM first_answers WHERE at < \(moment)")
    }
}
