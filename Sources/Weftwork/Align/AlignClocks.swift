internal import Database

/// Clocks of aligning that somebody answers for: how they go off, and what stands at home. Each part says what its own are about.
struct AlignClocks: Sendable {
    let members: MemberActs

    /// What is drifting and has to be looked at, a step of a renewal, a finding of oversight, a seat that is offered.
    static let objects: [Clock.Object] = [.driftAlert, .renewal, .finding, .seat]

    /// What a clock is about, for whoever answers for it.
    struct About: Sendable {
        let words: Text
        /// Within the network.
        let path: String
    }

    /// Does what is due by now: 75 % the owner is reminded, 100 % whoever stands in is told, 150 % they take over. Safe on several
    /// nodes.
    ///
    /// - Parameters:
    ///   - about: nothing for what is over; its clock stops.
    ///   - pass: gives it to another. Where that can't be, nothing happens but the reminder.
    ///   - failed: told of what could not be moved on; the others are.
    func sweep(
        _ objects: [Clock.Object], about: @escaping @Sendable (Clock, any Connection) throws -> About?,
        pass: @escaping @Sendable (Clock, ID, any Connection) throws -> Bool,
        failed: (ID, any Error) -> Void = { _, _ in }
    ) async throws {
        let now = members.world.now()
        for clock in try await members.database.read({ db in try db.clocksGoingOff(objects, by: now, limit: 200) }) {
            await SweepService.trying(clock.objectID, failed) {
                try await members.database.write { db in
                    guard let about = try about(clock, db) else {
                        return try db.stopClock(of: clock.objectID, in: clock.networkID)
                    }
                    try fire(clock, about, pass, now, db)
                }
            }
        }
    }

    private func fire(
        _ clock: Clock, _ about: About, _ pass: (Clock, ID, any Connection) throws -> Bool, _ now: Int64,
        _ db: any Connection
    ) throws {
        let reached = Escalation.reached(start: clock.startedAt, due: clock.dueAt, now: now)
        guard reached.rawValue > clock.stage else { return }
        let next = Escalation.next(after: reached, start: clock.startedAt, due: clock.dueAt)
        guard try db.advance(clock, to: reached.rawValue, next: next) else { return }
        try members.record(
            PeopleClocks.event(reached), on: clock.objectID, in: clock.networkID, by: Viewer(.system, language: .zh),
            audience: .stewards, db, [("step", .text(clock.step))])
        let backup = try db.candidates([.coordinator], in: clock.networkID, except: [clock.ownerID]).first
        if reached >= .reassigned, clock.stage < Escalation.reassigned.rawValue, let backup,
            try pass(clock, backup, db)
        {
            try db.setClockOwner(backup, of: clock.objectID, in: clock.networkID)
            return try tell(backup, clock, about, AlignClockWords.passed, db)
        }
        let told = reached == .backupTold ? backup ?? clock.ownerID : clock.ownerID
        try tell(told, clock, about, reached == .reminded ? AlignClockWords.soon : AlignClockWords.late, db)
    }

    private func tell(
        _ member: ID, _ clock: Clock, _ about: About, _ words: (Text, Int64) -> Text, _ db: any Connection
    ) throws {
        try members.tell(
            member, in: clock.networkID, AlignWords.title, words(about.words, clock.dueAt), to: about.path, db)
    }

    /// What waits for a member at home; to those who lead, also what has gone red.
    static func tasks(
        _ objects: [Clock.Object], about: @escaping @Sendable (Clock, any Connection) throws -> About?
    ) -> MemberActs.LaterTasks {
        { member, _, db in
            let leads = member.standing == .steward || member.has(.coordinator)
            return try db.alignClocks(objects, of: member.id, leads: leads, in: member.networkID).compactMap { clock in
                try about(clock, db).map { WaitingTask(clock: clock, words: $0.words, path: $0.path) }
            }
        }
    }
}

extension Connection {
    fileprivate func alignClocks(_ objects: [Clock.Object], of member: ID, leads: Bool, in network: ID) throws
        -> [Clock]
    {
        let kinds = objects.map { "\($0)" as SQL }.joined(separator: ", ")
        let red: SQL = leads ? "OR c.stage >= \(Escalation.red.rawValue)" : .empty
        return try query(
            """
            SELECT \(Clock.columns) FROM clocks c WHERE c.network_id = \(network) AND c.object IN (\(kinds))
                AND (c.owner_id = \(member) \(red)) ORDER BY c.due_at, c.object_id LIMIT 50
            """
        ) { try Clock(row: $0) }
    }
}
