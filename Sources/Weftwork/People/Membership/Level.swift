internal import Database

/// How much of themselves a member gives, chosen by the member, changed any time.
enum Level: String, Sendable, CaseIterable, SQLConvertible {
    case core, participant, friend, undecided
}

/// What somebody chooses.
struct LevelDraft: Sendable {
    let level: String
    /// For the undecided: the day on which they are asked again, as an HTML date.
    let askAgain: String?
}

enum LevelRules {
    static let askAgainWithin = 366 * Time.day

    /// - Throws: ``Refusal/invalid(_:)`` naming the field.
    static func cleaned(_ draft: LevelDraft, now: Int64) throws(Refusal) -> (level: Level, askAgainAt: Int64?) {
        guard let level = Level(rawValue: draft.level) else {
            throw .invalid("level", SiteWords.badChoice(Level.allCases.map(\.rawValue), draft.level))
        }
        guard level == .undecided else { return (level, nil) }
        guard let day = draft.askAgain.flatMap(Format.endOfDay), day > now, day <= now + askAgainWithin else {
            throw .invalid("askAgain", LevelWords.badDay)
        }
        return (level, day)
    }
}

/// What the convener gives to those who come, until when: the other side of the promise.
struct ConvenerPromise: Sendable {
    enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        case facilitation, resources, knowledge, technology, stipends
    }

    let id: ID
    let kind: Kind
    let text: String
    let until: Int64?
    let byID: ID?
}

/// A promise as it is typed.
struct PromiseDraft: Sendable {
    let kind: String
    let text: String
    let until: String?
}

/// One's own place in a network.
struct OwnMembership: Sendable {
    let level: Level
    let askAgainAt: Int64?
    let state: Membership.State
    let since: Int64
    let promises: [ConvenerPromise]
}

enum LevelStore {
    static let migration = Migration(
        "2026-11-25 levels",
        [
            """
            CREATE TABLE convener_promises (
                network_id \(.id) NOT NULL, id \(.id) NOT NULL, kind TEXT NOT NULL, words TEXT NOT NULL, until \(.int),
                by_id \(.id), made_at \(.int) NOT NULL, ended_at \(.int), PRIMARY KEY (network_id, id)
            ) \(.keyed)
            """
        ])
}

extension Connection {
    func ownMembership(_ member: ID, in network: ID) throws -> OwnMembership? {
        let promises = try convenerPromises(of: network)
        return try first(
            """
            SELECT level, ask_again_at, state, created_at FROM memberships
            WHERE network_id = \(network) AND id = \(member)
            """
        ) {
            OwnMembership(
                level: try $0[0], askAgainAt: try $0[1], state: try $0[2], since: try $0[3], promises: promises)
        }
    }

    func setLevel(_ level: Level, askAgainAt: Int64?, of member: ID, in network: ID, at now: Int64) throws {
        try execute(
            """
            UPDATE memberships SET level = \(level), ask_again_at = \(askAgainAt), level_at = coalesce(level_at, \(now))
            WHERE network_id = \(network) AND id = \(member)
            """)
    }

    func convenerPromises(of network: ID) throws -> [ConvenerPromise] {
        try query(
            """
            SELECT id, kind, words, until, by_id FROM convener_promises
            WHERE network_id = \(network) AND ended_at IS NULL ORDER BY id
            """
        ) {
            ConvenerPromise(
                id: try $0[0], kind: try $0[1], text: try $0[2], until: try $0[3], byID: try $0[4])
        }
    }

    func insert(_ promise: ConvenerPromise, in network: ID, at now: Int64) throws {
        try execute(
            """
            INSERT INTO convener_promises (network_id, id, kind, words, until, by_id, made_at)
            VALUES (\(network), \(promise.id), \(promise.kind), \(promise.text), \(promise.until), \(promise.byID), \(now))
            """)
    }

    func endPromise(_ id: ID, in network: ID, at now: Int64) throws -> Bool {
        try execute(
            """
            UPDATE convener_promises SET ended_at = \(now)
            WHERE network_id = \(network) AND id = \(id) AND ended_at IS NULL
            """) == 1
    }

    /// Undecided members whose day has come.
    func undecidedToAsk(by now: Int64, limit: Int) throws -> [(network: ID, member: ID)] {
        try query(
            """
            SELECT network_id, id FROM memberships
            WHERE ask_again_at <= \(now) AND state IN ('welcomed', 'active') LIMIT \(limit)
            """
        ) { (try $0[0], try $0[1]) }
    }
}
