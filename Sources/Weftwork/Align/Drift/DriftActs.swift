internal import Database
internal import Engine

/// How far what was agreed has drifted: measured day by day, raised above a limit, asked about, renewed. One function for each act,
/// whatever door it came through.
struct DriftActs: Sendable {
    let members: MemberActs
    /// The opinion groups of each network: costly, since how steady they are is found by leaving answers out, and slow to change.
    private let recent = Recent<ID, [ID: Int]>(for: Time.hour)
    /// Begins a new version of the charter: what changed and why, what was learnt.
    var newVersion: (@Sendable (_ reason: String, _ learnt: String, Viewer, ID) async throws -> Void)?

    var database: any Database { members.database }
    var world: World { members.world }
    var clocks: AlignClocks { AlignClocks(members: members) }
    static let system = Viewer(.system, language: .zh)

    init(
        members: MemberActs, newVersion: (@Sendable (String, String, Viewer, ID) async throws -> Void)? = nil
    ) {
        (self.members, self.newVersion) = (members, newVersion)
    }

    /// The opinion group of each voice, where a conversation has shown groups that are steady enough to be spoken of.
    func groups(of network: ID) async throws -> [ID: Int] {
        try await recent.value(of: network, now: world.now()) {
            try await OpinionGroups.steady(of: network, in: database)
        }
    }

    // MARK: Reading

    /// Both drifts as they stand now, with what was measured before.
    func reading(of network: ID, for viewer: Viewer) async throws -> DriftReading {
        try Policy.require(.seeDrift, viewer)
        let member = try members.own(viewer, in: network), now = world.now(), groups = try await groups(of: network)
        let (facts, reading) = try await database.read { db in
            let alerts = try db.driftAlerts(of: network)
            let reading = DriftReading(
                effortSince: now - DriftRules.window,
                history: try db.driftPoints(of: network, since: DriftRules.day(now) - Int64(DriftRules.mostDays)),
                alerts: alerts, rounds: try db.askRounds(of: network), renewals: try db.renewals(of: network),
                limits: try db.driftLimits(of: network),
                names: try db.names(of: Set(alerts.map(\.ownerID)), in: network),
                asked: try DriftActs.unanswered(by: member, db)?.round.id)
            return (try DriftFacts(of: network, at: now, db), reading)
        }
        return reading.with(DriftState(facts, groups: groups))
    }

    /// The open round in which a member is asked, with those of their voices that have said nothing yet: one after the other. Whoever
    /// no longer speaks for an organisation is not asked for it.
    static func unanswered(
        by member: Member, _ db: any Connection
    ) throws -> (round: AskRound, voices: [StanceVoice])? {
        guard let (round, asked) = try db.askRoundOpen(for: member.id, in: member.networkID),
            let version = try db.charter(of: .network(round.networkID), number: round.version)
        else { return nil }
        let own = try CharterActs.ownVoices(of: member, in: version.subject, db).filter { asked.contains($0.id) }
        let said = try db.stances(
            of: own.map(\.id), on: try db.clauses(of: version).map(\.id), in: round.networkID)
        let left = own.filter { voice in said[voice.id]?.values.contains { $0.at > round.at } != true }
        return left.isEmpty ? nil : (round, left)
    }

    // MARK: Measuring

    /// Measures what has not been measured today; raises what is above its limit. Safe on several nodes.
    func sweep(failed: (ID, any Error) -> Void = { _, _ in }) async throws {
        let now = world.now()
        let due = try await database.read { db in try db.networksToMeasure(on: DriftRules.day(now), limit: 100) }
        for network in due {
            await SweepService.trying(network, failed) { try await measure(network, at: now) }
        }
        try await sweepRounds(failed: failed)
        try await sweepRenewals(failed: failed)
        try await clocks.sweep(
            [.driftAlert, .renewal], about: { try DriftActs.about($0, $1) }, pass: { try pass($0, to: $1, $2) },
            failed: failed)
    }

    /// Today's point of one network.
    func measure(_ network: ID, at now: Int64) async throws {
        let groups = try await groups(of: network)
        let state = DriftState(
            try await database.read { db in try DriftFacts(of: network, at: now, db) }, groups: groups)
        try await database.write { db in
            try db.insert(state.points, in: network)
            try raise(state, now, db)
        }
    }

    /// Throws all that was measured away and computes it again from what people said and did. Effort of days that look back on visits
    /// which are not kept any more stays as it was measured: it would come out lower than it was.
    ///
    /// - Returns: how many days there are now.
    @discardableResult
    func rebuild(_ network: ID, by viewer: Viewer, once: Once? = nil) async throws -> Int {
        try Policy.require(.keepDrift, viewer)
        let now = world.now(), groups = try await groups(of: network)
        // Read at once and computed outside of any transaction: a year of days is a long reckoning.
        let past = try await database.read { db in try DriftPast(of: network, at: now, db) }
        let points = past.points(groups: groups), days = past.days.count
        try await database.write { db in
            if try db.earlier(once, by: viewer, in: network) != nil { return }
            try db.forgetDriftPoints(of: network, keepingEffortBefore: past.effortSince)
            try db.insert(points, in: network)
            try members.record(
                .driftRebuilt, on: network, in: network, by: viewer, audience: .members, db,
                [("days", .number(Int64(days)))])
            try db.remember(once, object: network, by: viewer, in: network, at: now)
        }
        return days
    }
}
