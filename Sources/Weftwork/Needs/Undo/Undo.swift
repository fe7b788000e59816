internal import Database
internal import Foundation

/// Acts that can be taken back: for a minute, by whoever did them, while nothing else has happened to the need.
enum UndoStore {
    static let migration = Migration(
        "2026-11-25 undo",
        [
            // Which act a message follows from: undone in time, the act takes back its own messages and no others.
            "ALTER TABLE jobs ADD COLUMN act_id \(.id)",
            "CREATE INDEX jobs_act ON jobs (act_id) WHERE act_id IS NOT NULL",
            """
            CREATE TABLE undoables (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, need_id \(.id) NOT NULL, member_id \(.id) NOT NULL,
                act TEXT NOT NULL, before TEXT NOT NULL, at \(.int) NOT NULL, until \(.int) NOT NULL,
                PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """,
            "CREATE INDEX undoables_member ON undoables (network_id, member_id, until)",
            "CREATE INDEX undoables_until ON undoables (until)",
        ])
}

/// Which acts can be taken back. Pure.
enum UndoRules {
    /// So long an act can be undone, and so long its messages wait.
    static let window = Time.minute

    /// What ends a need, puts it before others or says that she was not reached – done by the desk. What she does herself she takes
    /// back by herself, and what time does is no slip of a hand. How a call ended can be undone, too (`endCall`).
    static func isUndoable(_ action: NeedAction, by viewer: Viewer) -> Bool {
        switch viewer.identity {
        case .system, .requester, .anonymous: return false
        case .member, .operator: break
        }
        switch action {
        case .reject, .merge, .markUnmet, .withdraw, .publish, .cannotReach, .stillNeeded(false): return true
        default: return false
        }
    }
}

/// An act that can still be taken back.
struct Undoable: Sendable {
    let id: ID
    let needID: ID
    let title: String
    let memberID: ID
    let act: String
    let at: Int64
    let until: Int64
}

/// What an act has changed, as it was before. Holds no word of anybody: states, ids, moments.
struct UndoBefore: Codable, Sendable {
    struct OfNeed: Codable, Sendable {
        var id: String
        /// The need's version after the act: with another one something else has happened to it since.
        var version = 0
        var state: String
        var resumeState: String?
        var audience: Int
        var freshness: String
        var ownerID: String
        var attempts: Int
        var attemptsSince: Int64?
        var round: Int
        var mergedInto: String?
        var dueAt: Int64?
        var clocks: [OfClock]
        var claims: [OfClaim]
        var call: OfCall?
        /// The attempt to wake somebody that was open.
        var ring: Int?
        var merge: OfMerge?
        var ways: [OfWay]?
    }

    struct OfClock: Codable, Sendable {
        var object: String
        var objectID: String
        var step: String
        var ownerID: String
        var startedAt: Int64
        var dueAt: Int64
        var stage: Int
        var nextAt: Int64
    }

    struct OfClaim: Codable, Sendable {
        var id: String
        var state: String
        var changedAt: Int64
        var dispute: String?
    }

    struct OfCall: Codable, Sendable {
        var id: String
        var says: String
        /// Kept since how a call ended can be undone.
        var tries: Int?
    }

    /// What was known of a way back to her.
    struct OfWay: Codable, Sendable {
        var way: String
        var state: String
        var at: Int64
        var topic: String?
    }

    struct OfMerge: Codable, Sendable {
        var into: String
        var state: String
        var memberID: String?
        var at: Int64
    }

    /// The need of the act first; then what was merged into it and stands by itself again since it ended.
    var needs: [OfNeed]

    var encoded: String {
        get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
    }

    init(needs: [OfNeed]) { self.needs = needs }

    init(encoded: String) throws {
        self = try JSONDecoder().decode(UndoBefore.self, from: Data(encoded.utf8))
    }
}

extension UndoBefore.OfClock {
    init(_ clock: Clock) {
        self.init(
            object: clock.object.rawValue, objectID: clock.objectID.description, step: clock.step,
            ownerID: clock.ownerID.description, startedAt: clock.startedAt, dueAt: clock.dueAt, stage: clock.stage,
            nextAt: clock.nextAt)
    }

    /// The clock as it ran; nothing where it is none of ours.
    func clock(of need: ID, in network: ID) -> Clock? {
        guard let object = Clock.Object(rawValue: object), let id = ID(objectID), let owner = ID(ownerID) else {
            return nil
        }
        return Clock(
            networkID: network, object: object, objectID: id, needID: need, step: step, ownerID: owner,
            startedAt: startedAt, dueAt: dueAt, stage: stage, nextAt: nextAt)
    }
}

extension Connection {
    /// How a need stands, with all that an act which can be undone may change.
    func undoBefore(of need: Need) throws -> UndoBefore.OfNeed {
        let (network, id) = (need.networkID, need.id)
        let clocks = try query(
            """
            SELECT \(Clock.columns) FROM clocks c
            WHERE c.network_id = \(network) AND c.need_id = \(id) AND c.object NOT IN (\(Clock.Object.report), \(Clock.Object.permit), \(Clock.Object.channel), \(Clock.Object.permitWait))
            """
        ) { UndoBefore.OfClock(try Clock(row: $0)) }
        let claims = try self.claims(of: need).filter { $0.state == .open || $0.state == .disputed }.map { claim in
            UndoBefore.OfClaim(
                id: claim.id.description, state: claim.state.rawValue, changedAt: claim.changedAt,
                dispute: try openDispute(of: claim.id, in: network)?.id.description)
        }
        let call = try first(
            """
            SELECT id, says, tries FROM call_items
            WHERE network_id = \(network) AND need_id = \(id) AND closed_at IS NULL
            """
        ) { UndoBefore.OfCall(id: (try $0[0] as ID).description, says: try $0[1], tries: try $0[2]) }
        let ring = try value(
            "SELECT max(number) FROM rings WHERE network_id = \(network) AND need_id = \(id) AND is_open", as: Int.self)
        let merge = try first(
            "SELECT into_id, state, member_id, at FROM merges WHERE network_id = \(network) AND need_id = \(id)"
        ) { row in
            UndoBefore.OfMerge(
                into: (try row[0] as ID).description, state: try row[1],
                memberID: (try row[2] as ID?)?.description, at: try row[3])
        }
        return UndoBefore.OfNeed(
            id: id.description, state: need.state.rawValue, resumeState: need.resumeState?.rawValue,
            audience: need.audience.rawValue, freshness: need.freshness.rawValue, ownerID: need.ownerID.description,
            attempts: need.attempts, attemptsSince: need.attemptsSince, round: need.round,
            mergedInto: need.mergedInto?.description, dueAt: need.dueAt, clocks: clocks, claims: claims, call: call,
            ring: ring, merge: merge, ways: try ways(of: need))
    }

    private func ways(of need: Need) throws -> [UndoBefore.OfWay] {
        try query(
            "SELECT way, state, at, topic FROM need_ways WHERE network_id = \(need.networkID) AND need_id = \(need.id) ORDER BY way"
        ) { UndoBefore.OfWay(way: try $0[0], state: try $0[1], at: try $0[2], topic: try $0[3]) }
    }

    func insertUndoable(
        _ id: ID, of need: Need, by member: ID, act: Act, _ before: UndoBefore, at now: Int64
    ) throws {
        try execute(
            """
            INSERT INTO undoables (network_id, id, need_id, member_id, act, before, at, until)
            VALUES (\(need.networkID), \(id), \(need.id), \(member), \(act.rawValue), \(try before.encoded), \(now),
                \(now + UndoRules.window))
            """)
    }

    func undoable(_ id: ID, in network: ID) throws -> (undoable: Undoable, before: UndoBefore)? {
        try first(
            """
            SELECT u.id, u.need_id, n.title, u.member_id, u.act, u.at, u.until, u.before FROM undoables u
            JOIN needs n ON n.network_id = u.network_id AND n.id = u.need_id
            WHERE u.network_id = \(network) AND u.id = \(id)
            """
        ) { (try Undoable(row: $0), try UndoBefore(encoded: try $0[7])) }
    }

    /// What a member can still take back, the latest first.
    func undoables(of member: ID, in network: ID, now: Int64) throws -> [Undoable] {
        try query(
            """
            SELECT u.id, u.need_id, n.title, u.member_id, u.act, u.at, u.until FROM undoables u
            JOIN needs n ON n.network_id = u.network_id AND n.id = u.need_id
            WHERE u.network_id = \(network) AND u.member_id = \(member) AND u.until > \(now)
            ORDER BY u.id DESC LIMIT 200
            """
        ) { try Undoable(row: $0) }
    }

    /// False when another request was faster.
    func deleteUndoable(_ id: ID, in network: ID) throws -> Bool {
        try execute("DELETE FROM undoables WHERE network_id = \(network) AND id = \(id)") == 1
    }

    /// Whether its end may still be taken back. What was put before others is no end.
    func isEndUndoable(of need: ID, in network: ID, at now: Int64) throws -> Bool {
        try value(
            """
            SELECT 1 FROM undoables WHERE network_id = \(network) AND need_id = \(need) AND until > \(now)
                AND act <> \(Act.publish.rawValue) LIMIT 1
            """, as: Int64.self) != nil
    }

    func hasOldUndoables(now: Int64) throws -> Bool {
        try value("SELECT 1 FROM undoables WHERE until <= \(now) LIMIT 1", as: Int64.self) != nil
    }

    func forgetUndoables(until now: Int64) throws {
        try execute("DELETE FROM undoables WHERE until <= \(now)")
    }
}

extension Undoable {
    fileprivate init(row: Row) throws {
        id = try row[0]
        needID = try row[1]
        title = try row[2]
        memberID = try row[3]
        act = try row[4]
        at = try row[5]
        until = try row[6]
    }
}
