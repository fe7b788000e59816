public import Database

/// What runs for an object: its step, who answers for it, when it is due. One table for all of the product.
public struct Clock: Sendable, Equatable {
    public enum Object: String, Sendable, SQLConvertible {
        case need, claim, dispute
        /// Somebody in need who has to be called; a call that she reported.
        case call, report
        /// A permit that somebody has to look at; an authority whose answer is out.
        case permit, channel
        /// A promise that waits for a permit.
        case permitWait
        /// A need that a partner network offers, at that partner; `needID` is the referral.
        case referral
        /// A draft of how a network works that is open for objections; the object is the network.
        case mechanism
        /// Of people: a matter that somebody answers for, a newcomer to be seen, somebody on site who has not come back.
        case matter, newcomer, visit
        /// Somebody is asked to vouch; what nobody answers lapses, and nobody is reminded or blamed: it is kept in no table of
        /// clocks.
        case ask
        /// Somebody is asked to answer for more of another's promises; it lapses as well, and is in no table.
        case coSign
        /// A newcomer without a buddy yet, something done that waits to be confirmed; `needID` is the member it is about.
        case buddy, smallThing
        /// An offer; a use of one that waits for the word of whoever offers. `needID` is the offer.
        case offer, offerUse
        /// A call for help that fell short, whoever called answers for it. Somebody who is asked: in no table, as with vouches.
        case helpCall, asking
        /// An answer to a small task: a second person looks, the desk decides or takes over; `needID` is whoever answered.
        case smallTask

        /// A team, for its keeper; a role of it that nobody holds: `needID` is the team. What a single actor does, until it ends.
        case team, teamRole, doing

        /// A proposal: until it ends, until an objection is worked through, until its outcome is written, until it is looked at again.
        case proposal

        /// Statements that the host of a conversation has to look at.
        case conversation
        /// A sheet of questions, until it closes. A precondition that is not met; a goal: for whoever answers for it.
        case sheet, precondition, goal
        /// What is drifting and has to be looked at; a step of a renewal, whose id is `needID`; what oversight has found; a seat that
        /// somebody is named for.
        case driftAlert, renewal, finding, seat

        /// Somebody has to pass a module by then, or a role of theirs pauses; `needID` is the module.
        case training

        /// A suggestion to a charter that waits for its answer; `needID` is whose charter it is: the network, or a team.
        case suggestion
        /// A dated section of a charter that has no words yet; `needID` is whose charter it is, the step the section.
        case section

        static let ofNeeds: [Object] = [.need, .claim, .dispute, .call, .report, .permit, .channel, .permitWait]
        static let ofOffers: [Object] = [.offer, .offerUse]
        static let ofPeople: [Object] = [.matter, .newcomer, .visit, .buddy, .smallThing, .smallTask]
    }

    public let networkID: ID
    public let object: Object
    public let objectID: ID
    /// The need that it belongs to; of what belongs to none, the object itself.
    public let needID: ID
    public var step: String
    public var ownerID: ID
    public var startedAt: Int64
    public var dueAt: Int64
    /// How far it has gone off already.
    public var stage: Int
    /// When it goes off next; far in the future when it has nothing more to do.
    public var nextAt: Int64
}

/// How a late clock escalates: 75 % the owner is reminded, 100 % the backup is told, 150 % the backup takes over and
/// coordinators are told, 200 % every steward sees it in red.
public enum Escalation: Int, Sendable, CaseIterable, Comparable {
    case none = 0
    case reminded = 1
    case backupTold = 2
    case reassigned = 3
    case red = 4

    public static func < (left: Escalation, right: Escalation) -> Bool { left.rawValue < right.rawValue }

    /// The share of the time, in percent, after which it comes.
    var percent: Int64 {
        switch self {
        case .none: 0
        case .reminded: 75
        case .backupTold: 100
        case .reassigned: 150
        case .red: 200
        }
    }

    /// When it comes for a clock that runs from `start` to `due`.
    public func moment(start: Int64, due: Int64) -> Int64 {
        start + (due - start) * percent / 100
    }

    /// The furthest step that has come by `now`; steps missed in an outage are caught up as one.
    public static func reached(start: Int64, due: Int64, now: Int64) -> Escalation {
        allCases.last { $0.moment(start: start, due: due) <= now } ?? .none
    }

    /// When the step after `stage` comes.
    public static func next(after stage: Escalation, start: Int64, due: Int64) -> Int64 {
        guard let following = Escalation(rawValue: stage.rawValue + 1) else { return Clock.never }
        return following.moment(start: start, due: due)
    }
}

extension Clock {
    /// Later than any clock goes off.
    public static let never = Int64.max / 4

    static let columnCount = 10
    static let columns: SQL = """
        c.network_id, c.object, c.object_id, c.need_id, c.step, c.owner_id, c.started_at, c.due_at, c.stage, c.next_at
        """

    init(row: Row, from start: Int = 0) throws {
        networkID = try row[start]
        object = try row[start + 1]
        objectID = try row[start + 2]
        needID = try row[start + 3]
        step = try row[start + 4]
        ownerID = try row[start + 5]
        startedAt = try row[start + 6]
        dueAt = try row[start + 7]
        stage = try row[start + 8]
        nextAt = try row[start + 9]
    }
}

enum ClockStore {
    static let migration = Migration(
        "2026-11-21 clocks",
        [
            """
            CREATE TABLE clocks (
                network_id \(.id) NOT NULL, object TEXT NOT NULL, object_id \(.id) NOT NULL, need_id \(.id) NOT NULL,
                step TEXT NOT NULL, owner_id \(.id) NOT NULL, started_at \(.int) NOT NULL, due_at \(.int) NOT NULL,
                stage \(.int) NOT NULL, next_at \(.int) NOT NULL, PRIMARY KEY (network_id, object_id)
            ) \(.keyed)
            """,
            "CREATE INDEX clocks_next ON clocks (next_at)",
            "CREATE INDEX clocks_owner ON clocks (network_id, owner_id, due_at)",
        ])
}

extension Connection {
    /// Starts the object's clock; the one that ran for it before ends.
    func start(_ clock: Clock) throws {
        try execute(
            """
            INSERT INTO clocks (network_id, object, object_id, need_id, step, owner_id, started_at, due_at, stage, next_at)
            VALUES (\(clock.networkID), \(clock.object), \(clock.objectID), \(clock.needID), \(clock.step),
                \(clock.ownerID), \(clock.startedAt), \(clock.dueAt), \(clock.stage), \(clock.nextAt))
            ON CONFLICT (network_id, object_id) DO UPDATE SET step = excluded.step, owner_id = excluded.owner_id,
                started_at = excluded.started_at, due_at = excluded.due_at, stage = excluded.stage,
                next_at = excluded.next_at
            """)
    }

    func stopClock(of object: ID, in network: ID) throws {
        try execute("DELETE FROM clocks WHERE network_id = \(network) AND object_id = \(object)")
    }

    /// Ends the clocks of one kind that a member owns.
    func stopClocks(_ object: Clock.Object, of owner: ID, in network: ID) throws {
        try execute("DELETE FROM clocks WHERE network_id = \(network) AND owner_id = \(owner) AND object = \(object)")
    }

    func clock(of object: ID, in network: ID) throws -> Clock? {
        try first(
            "SELECT \(Clock.columns) FROM clocks c WHERE c.network_id = \(network) AND c.object_id = \(object)"
        ) { try Clock(row: $0) }
    }

    /// Clocks that go off by `now`, the longest overdue first.
    func clocksGoingOff(_ objects: [Clock.Object], by now: Int64, limit: Int) throws -> [Clock] {
        let kinds = objects.map { "\($0)" as SQL }.joined(separator: ", ")
        return try query(
            """
            SELECT \(Clock.columns) FROM clocks c WHERE c.next_at <= \(now) AND c.object IN (\(kinds))
            ORDER BY c.next_at LIMIT \(limit)
            """
        ) { try Clock(row: $0) }
    }

    func setClockOwner(_ member: ID, of object: ID, in network: ID) throws {
        try execute(
            "UPDATE clocks SET owner_id = \(member) WHERE network_id = \(network) AND object_id = \(object)")
    }

    /// Clocks of people's objects that somebody owns, the next due first.
    func clocksOfPeople(in network: ID, owner: ID) throws -> [Clock] {
        let kinds = Clock.Object.ofPeople.map { "\($0)" as SQL }.joined(separator: ", ")
        return try query(
            """
            SELECT \(Clock.columns) FROM clocks c
            WHERE c.network_id = \(network) AND c.owner_id = \(owner) AND c.object IN (\(kinds))
            ORDER BY c.due_at, c.object_id LIMIT 100
            """
        ) { try Clock(row: $0) }
    }

    /// Sets how far `clock` has gone; false when another node was faster or the clock runs anew.
    func advance(_ clock: Clock, to stage: Int, next: Int64) throws -> Bool {
        try execute(
            """
            UPDATE clocks SET stage = \(stage), next_at = \(next)
            WHERE network_id = \(clock.networkID) AND object_id = \(clock.objectID)
                AND stage = \(clock.stage) AND next_at = \(clock.nextAt) AND due_at = \(clock.dueAt)
            """) == 1
    }
}
