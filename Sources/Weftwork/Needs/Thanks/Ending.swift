internal import Database

/// How a need ended, as those are told who had to do with it.
enum Ending: String, Sendable, CaseIterable, SQLConvertible {
    case met, withdrawn, expired, unmet, rejected

    /// The end that a state is; nothing where it goes on. What was merged goes on with the other.
    init?(_ state: Need.State) {
        switch state {
        case .confirmed, .closed: self = .met
        case .withdrawn: self = .withdrawn
        case .expired: self = .expired
        case .unmet: self = .unmet
        case .rejected: self = .rejected
        default: return nil
        }
    }
}

/// An end that happened, until everybody was written down who is told of it.
struct NeedEnding: Sendable {
    let networkID: ID
    let needID: ID
    /// A need that was taken up again can end again, and is told of again.
    let round: Int
    let ending: Ending
    let at: Int64
    /// When it can no longer be undone.
    let dueAt: Int64
    /// The member who ended it: they know.
    let byID: ID?
}

/// Somebody to be told: a member, or – by their own need – whoever asked for the same.
struct ThanksDue: Sendable, Equatable {
    let networkID: ID
    let objectID: ID
    let isNeed: Bool
}

/// One end that somebody is told of.
struct ThanksLine: Sendable {
    let needID: ID
    let ending: Ending
    let reason: ThanksReason
}

enum EndingStore {
    static let migration = Migration(
        "2026-11-26 endings",
        [
            """
            CREATE TABLE need_ends (
                network_id \(.id) NOT NULL, need_id \(.id) NOT NULL, round \(.int) NOT NULL, ending TEXT NOT NULL,
                at \(.int) NOT NULL, due_at \(.int) NOT NULL, by_id \(.id), settled_at \(.int), PRIMARY KEY (network_id, need_id, round)
            ) \(.keyed)
            """,
            "CREATE INDEX need_ends_due ON need_ends (due_at) WHERE settled_at IS NULL",
            """
            CREATE TABLE need_thanks (
                network_id \(.id) NOT NULL, need_id \(.id) NOT NULL, round \(.int) NOT NULL, object_id \(.id) NOT NULL,
                is_need \(.bool) NOT NULL, reason TEXT NOT NULL, ending TEXT NOT NULL, at \(.int) NOT NULL, told_at \(.int),
                PRIMARY KEY (network_id, need_id, round, object_id)
            ) \(.keyed)
            """,
            "CREATE INDEX need_thanks_due ON need_thanks (network_id, object_id) WHERE told_at IS NULL",
            "CREATE INDEX offer_uses_need ON offer_uses (network_id, need_id)",
            "CREATE INDEX need_thanks_told ON need_thanks (network_id, object_id, told_at)",
        ])
}

extension Connection {
    /// An end happened. What ended before and was not told yet ended as this.
    func insertEnding(_ end: NeedEnding) throws {
        try execute(
            """
            INSERT INTO need_ends (network_id, need_id, round, ending, at, due_at, by_id)
            VALUES (\(end.networkID), \(end.needID), \(end.round), \(end.ending), \(end.at), \(end.dueAt),
                \(end.byID))
            ON CONFLICT (network_id, need_id, round) DO UPDATE SET ending = excluded.ending, at = excluded.at,
                due_at = excluded.due_at, by_id = excluded.by_id WHERE need_ends.settled_at IS NULL
            """)
    }

    /// Ends that can no longer be undone and of which nobody was told, the oldest first.
    func endingsDue(by now: Int64, limit: Int) throws -> [NeedEnding] {
        try query(
            """
            SELECT network_id, need_id, round, ending, at, due_at, by_id FROM need_ends
            WHERE settled_at IS NULL AND due_at <= \(now) ORDER BY due_at, need_id LIMIT \(limit)
            """
        ) {
            NeedEnding(
                networkID: try $0[0], needID: try $0[1], round: try $0[2], ending: try $0[3], at: try $0[4],
                dueAt: try $0[5], byID: try $0[6])
        }
    }

    /// Whether it was not settled yet.
    func settle(_ end: NeedEnding, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE need_ends SET settled_at = \(now) WHERE network_id = \(end.networkID) AND need_id = \(end.needID)
                AND round = \(end.round) AND at = \(end.at) AND settled_at IS NULL
            """) == 1
    }

    /// It did not end after all.
    func deleteEnding(_ end: NeedEnding) throws {
        try execute(
            """
            DELETE FROM need_ends WHERE network_id = \(end.networkID) AND need_id = \(end.needID)
                AND round = \(end.round) AND settled_at IS NULL
            """)
    }

    /// When a need ended, for what is said of it at its head.
    func endedAt(_ need: Need) throws -> Int64? {
        try value(
            """
            SELECT at FROM need_ends WHERE network_id = \(need.networkID) AND need_id = \(need.id)
            ORDER BY round DESC LIMIT 1
            """)
    }

    /// - Parameter told: when they were told already, by another message.
    func insertThanks(
        of end: NeedEnding, to object: ID, isNeed: Bool, _ reason: ThanksReason, told: Int64?, at now: Int64
    ) throws {
        try execute(
            """
            INSERT INTO need_thanks (network_id, need_id, round, object_id, is_need, reason, ending, at, told_at)
            VALUES (\(end.networkID), \(end.needID), \(end.round), \(object), \(isNeed), \(reason), \(end.ending), \(now),
                \(told))
            ON CONFLICT (network_id, need_id, round, object_id) DO NOTHING
            """)
    }

    /// Those to whom something is to be told, but for those who were told of another end since `moment`.
    func thanksDue(since moment: Int64, limit: Int) throws -> [ThanksDue] {
        try query(
            """
            SELECT DISTINCT t.network_id, t.object_id, t.is_need FROM need_thanks t WHERE t.told_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM need_thanks o WHERE o.network_id = t.network_id
                    AND o.object_id = t.object_id AND o.told_at > \(moment))
            ORDER BY t.network_id, t.object_id LIMIT \(limit)
            """
        ) { ThanksDue(networkID: try $0[0], objectID: try $0[1], isNeed: try $0[2]) }
    }

    /// All that is to be told to one; from here on it counts as told.
    func takeThanks(_ due: ThanksDue, at now: Int64) throws -> [ThanksLine] {
        try query(
            """
            UPDATE need_thanks SET told_at = \(now) WHERE network_id = \(due.networkID)
                AND object_id = \(due.objectID) AND told_at IS NULL RETURNING need_id, ending, reason
            """
        ) { ThanksLine(needID: try $0[0], ending: try $0[1], reason: try $0[2]) }
    }

    /// How many are told of the last end of a need, by reason.
    func thanked(for need: Need) throws -> [ThanksReason: Int] {
        let pairs = try query(
            """
            SELECT reason, count(*) FROM need_thanks WHERE network_id = \(need.networkID) AND need_id = \(need.id)
                AND round = \(need.round) GROUP BY reason
            """
        ) { (try $0[0] as ThanksReason, try $0[1] as Int) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// Needs that were given in as the same as this one: whoever asked there waits for this one, too.
    func needsWaiting(with need: Need) throws -> [ID] {
        try query(
            """
            SELECT need_id FROM need_links WHERE network_id = \(need.networkID) AND other_id = \(need.id)
                AND kind = \(NeedLink.Kind.follow) ORDER BY need_id LIMIT 500
            """
        ) { try $0[0] }
    }

    /// Promises that went back by the end itself: their members were told so, with thanks, at that moment.
    func releasedByEnd(_ end: NeedEnding) throws -> Set<ID> {
        Set(
            try query(
                """
                SELECT member_id FROM claims WHERE network_id = \(end.networkID) AND need_id = \(end.needID)
                    AND state = \(Claim.State.released) AND changed_at = \(end.at)
                """
            ) { try $0[0] as ID })
    }

    /// Who was told of it goes with the contact of what has ended, and that she waited with another.
    func forgetThanks(of need: ID, in network: ID) throws {
        try execute(
            """
            DELETE FROM need_thanks WHERE network_id = \(network)
                AND (need_id = \(need) OR (object_id = \(need) AND is_need))
            """)
    }
}
