internal import Database

/// A time in which more comes in than the desk can do.
struct Burst: Sendable, Equatable {
    let id: ID
    let networkID: ID
    let beganAt: Int64
    /// Who declared it; nobody where the figures showed it.
    let byID: ID?
    /// Until when it was declared.
    let until: Int64?
}

/// Somebody who is not on shift and is asked to help through a burst.
struct ReserveCall: Sendable {
    let memberID: ID
    let askedAt: Int64
    let answer: Bool?
}

enum BurstStore {
    static let migration = Migration(
        "2026-11-25 bursts",
        [
            """
            CREATE TABLE bursts (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, began_at \(.int) NOT NULL, by_id \(.id), until \(.int),
                ended_at \(.int), PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE UNIQUE INDEX bursts_open ON bursts (network_id) WHERE ended_at IS NULL",
            """
            CREATE TABLE reserve_calls (
                network_id \(.id) NOT NULL, burst_id \(.id) NOT NULL, member_id \(.id) NOT NULL, asked_at \(.int) NOT NULL,
                comes \(.bool), answered_at \(.int), PRIMARY KEY (network_id, burst_id, member_id)
            ) \(.keyed)
            """,
            """
            CREATE TABLE first_answers (
                network_id \(.id) NOT NULL, at \(.int) NOT NULL, need_id \(.id) NOT NULL, waited \(.int) NOT NULL,
                PRIMARY KEY (network_id, at, need_id)
            ) \(.keyed)
            """,
            "CREATE INDEX first_answers_at ON first_answers (at)",
        ])
}

extension NeedActs {
    /// So many of the reserve are asked at once, and so long after those the next.
    static let reserveWave = 5
    static let reservePause = 20 * Time.minute
    /// So long whoever comes from the reserve is on shift.
    static let reserveShift = 4 * Time.hour

    /// Says openly that more comes in than the desk can do; alarms, words and reserve follow from it.
    func declareBurst(hours: Int, by viewer: Viewer, in network: ID, once: Once? = nil) async throws {
        try Policy.require(.editRoster, viewer)
        guard (1...72).contains(hours) else { throw Refusal.invalid("hours", JoinWords.between(1, 72)) }
        let now = world.now()
        let burst = Burst(
            id: world.newID(), networkID: network, beganAt: now, byID: viewer.member?.id,
            until: now + Int64(hours) * Time.hour)
        let isNew = try await database.write { db in
            guard try db.earlier(once, by: viewer, in: network) == nil else { return false }
            if let open = try db.burst(of: network) { try finish(open, at: now, by: viewer, db) }
            try begin(burst, by: viewer, db)
            try db.remember(once, object: burst.id, by: viewer, in: network, at: now)
            return true
        }
        tempos.forget(network)
        if isNew { try await askReserve(burst, now: now) }
    }

    /// Ends it: by whoever answers for the desk. Where the figures still show it, it begins again by itself.
    func endBurst(by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.editRoster, viewer)
        let now = world.now()
        try await database.write { db in
            guard let open = try db.burst(of: network) else { throw Refusal.conflict(BurstWords.isOver) }
            try finish(open, at: now, by: viewer, db)
        }
        tempos.forget(network)
    }

    private func begin(_ burst: Burst, by viewer: Viewer, _ db: any Connection) throws {
        try db.insert(burst)
        try db.record(
            Event(
                .burstBegan, on: burst.id, in: burst.networkID, by: viewer.actor, at: burst.beganAt, audience: .members,
                id: world.newID()))
    }

    private func finish(_ burst: Burst, at now: Int64, by viewer: Viewer, _ db: any Connection) throws {
        try db.end(burst, at: now)
        try db.record(
            Event(
                .burstEnded, on: burst.id, in: burst.networkID, by: viewer.actor, at: now, audience: .members,
                id: world.newID()))
    }

    // MARK: What time does

    /// Sees from the figures where a burst begins and ends, and asks the reserve in waves while it lasts.
    func sweepBursts() async throws {
        let now = world.now(), system = Viewer(.system, language: .zh)
        for network in try await database.read({ db in try db.networksWithWaiting() }) {
            let limit = try await settings(of: network).desk.mostOpen
            let tempo = try await readTempo(of: network, now: now)
            let open = try await database.read { db in try db.burst(of: network) }
            if let open {
                let isOver = open.until.map { $0 <= now } ?? true
                if isOver, BurstRules.ends(tempo, limit: limit) {
                    try await database.write { db in try finish(open, at: now, by: system, db) }
                    tempos.forget(network)
                } else {
                    try await askReserve(open, now: now)
                }
            } else if BurstRules.begins(tempo, limit: limit) {
                let burst = Burst(id: world.newID(), networkID: network, beganAt: now, byID: nil, until: nil)
                // Another node may have seen it in the same moment.
                let isOurs = try await database.write { db in
                    guard try db.burst(of: network) == nil else { return false }
                    try begin(burst, by: system, db)
                    return true
                }
                tempos.forget(network)
                if isOurs { try await askReserve(burst, now: now) }
            }
        }
        let week = now - 7 * Time.day
        let isOld = try await database.read { db in
            try db.value("SELECT 1 FROM first_answers WHERE at < \(week) LIMIT 1", as: Int64.self) != nil
        }
        if isOld { try await database.write { db in try db.forgetFirstAnswers(before: week) } }
    }

    /// The next wave: of those who may check needs and are neither on shift nor asked yet.
    private func askReserve(_ burst: Burst, now: Int64) async throws {
        let candidates = try await duty.picture(of: burst.networkID, now: now).candidates
        try await database.write { db in
            let asked = try db.reserveCalls(of: burst)
            if let last = asked.map(\.askedAt).max(), now - last < NeedActs.reservePause { return }
            let known = Set(asked.map(\.memberID))
            let left = candidates.filter { candidate in
                !candidate.isOnShift && !known.contains(candidate.member.id)
                    && (candidate.member.has(.verifier) || candidate.member.has(.intake))
            }.sorted { ($0.load, $0.member.id) < ($1.load, $1.member.id) }.map(\.member.id)
            var sent = 0
            for member in left where sent < NeedActs.reserveWave {
                try db.insertReserveCall(of: burst, to: member, at: now)
                // Past what they are asked in a week, and what an emergency borrows, nothing is sent: it stands at their home.
                let message = world.newID()
                guard
                    try db.takeContact(
                        with: member, in: burst.networkID, for: .reserve, isEmergency: true, id: message, at: now)
                else { continue }
                sent += 1
                try db.tell(
                    member, in: burst.networkID, BurstWords.reserveSubject, vault: vault, id: message, at: now
                ) { BurstWords.reserveBody(link: "\(configuration.publicURL)/n/\($0)/roster") }
            }
        }
    }

    /// Somebody of the reserve comes, for four hours from now, or says that they can't.
    func answerReserve(comes: Bool, by viewer: Viewer, in network: ID) async throws {
        let member = try own(viewer, network), now = world.now()
        try await database.write { db in
            guard let burst = try db.burst(of: network),
                try db.answerReserveCall(of: burst, by: member.id, comes, at: now)
            else { throw Refusal.conflict(BurstWords.isOver) }
            guard comes else { return }
            let shift = Shift(
                id: world.newID(), memberID: member.id, memberName: "", desk: BurstWords.reserveDesk(viewer.language),
                startsAt: now, endsAt: now + NeedActs.reserveShift, isOnCall: false, acceptedAt: now)
            try db.insert(shift, in: network)
            try recordPlanned(shift, by: viewer, in: network, now: now, db)
        }
        duty.forget(network)
        tempos.forget(network)
    }

    func own(_ viewer: Viewer, _ network: ID) throws(Refusal) -> Member {
        guard let member = viewer.member, member.networkID == network else { throw .forbidden(SiteWords.membersOnly) }
        return member
    }
}

extension Connection {
    func burst(of network: ID) throws -> Burst? {
        try first(
            "SELECT id, network_id, began_at, by_id, until FROM bursts WHERE network_id = \(network) AND ended_at IS NULL"
        ) { Burst(id: try $0[0], networkID: try $0[1], beganAt: try $0[2], byID: try $0[3], until: try $0[4]) }
    }

    /// Whether a member of the reserve is asked and has not answered.
    func isReserveAsked(_ member: ID, in network: ID) throws -> Bool {
        guard let burst = try burst(of: network) else { return false }
        return try reserveCalls(of: burst).contains { $0.memberID == member && $0.answer == nil }
    }

    fileprivate func insert(_ burst: Burst) throws {
        try execute(
            """
            INSERT INTO bursts (network_id, id, began_at, by_id, until)
            VALUES (\(burst.networkID), \(burst.id), \(burst.beganAt), \(burst.byID), \(burst.until))
            """)
    }

    fileprivate func end(_ burst: Burst, at now: Int64) throws {
        try execute("UPDATE bursts SET ended_at = \(now) WHERE network_id = \(burst.networkID) AND id = \(burst.id)")
    }

    /// Networks in which something waits for its first answer, or a burst goes on.
    fileprivate func networksWithWaiting() throws -> [ID] {
        try query(
            """
            SELECT id FROM networks n WHERE EXISTS (SELECT 1 FROM needs d WHERE d.network_id = n.id AND d.phase = 0
                AND d.state = \(Need.State.submitted))
                OR EXISTS (SELECT 1 FROM bursts b WHERE b.network_id = n.id AND b.ended_at IS NULL)
            ORDER BY id
            """
        ) { try $0[0] }
    }

    fileprivate func reserveCalls(of burst: Burst) throws -> [ReserveCall] {
        try query(
            """
            SELECT member_id, asked_at, comes FROM reserve_calls
            WHERE network_id = \(burst.networkID) AND burst_id = \(burst.id)
            """
        ) { ReserveCall(memberID: try $0[0], askedAt: try $0[1], answer: try $0[2]) }
    }

    fileprivate func insertReserveCall(of burst: Burst, to member: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO reserve_calls (network_id, burst_id, member_id, asked_at)
            VALUES (\(burst.networkID), \(burst.id), \(member), \(now))
            """)
    }

    fileprivate func answerReserveCall(of burst: Burst, by member: ID, _ comes: Bool, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE reserve_calls SET comes = \(comes), answered_at = \(now) WHERE network_id = \(burst.networkID)
                AND burst_id = \(burst.id) AND member_id = \(member) AND comes IS NULL
            """) == 1
    }
}
