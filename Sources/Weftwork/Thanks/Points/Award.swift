internal import Database

/// For what somebody is thanked: kinds of outcome that another side confirmed.
enum AwardKind: String, Sendable, CaseIterable, SQLConvertible {
    /// Brought, and the receiving side says so.
    case delivery
    /// On shift, and somebody who leads was there to see it.
    case shift
    /// A first answer in time, to a need whose requester confirmed its end.
    case answer
    /// A small task that a second person checked.
    case smallTask
    /// A training passed: nothing by default, for nobody but oneself gains by it.
    case training
    /// Somebody they brought in has done their first confirmed work.
    case invitee

    /// Who says that it was so.
    enum Confirmer: String, Sendable {
        case receiver, lead, requester, second, quiz, system
    }

    var confirmer: Confirmer {
        switch self {
        case .delivery: .receiver
        case .shift: .lead
        case .answer: .requester
        case .smallTask: .second
        case .training: .quiz
        case .invitee: .system
        }
    }

    /// Work of one's own, as badges and the first work of somebody invited count it.
    var isWork: Bool { self != .training && self != .invitee }
    /// The same side thanks for this only so often in a month: two who confirm one another gain little by it.
    var isBoundBySide: Bool { self == .delivery || self == .answer || self == .smallTask }
}

/// The published rules of a network: one version of them.
struct AwardRuling: Sendable, Equatable {
    struct Rule: Sendable, Equatable {
        var points: Int
        /// So many points of this kind a day, at most.
        var dayCap: Int
    }

    /// 0 is as shipped.
    var version = 0
    var rules: [AwardKind: Rule] = AwardRuling.shipped
    /// So many points a day of all kinds together.
    var dayCap = 40
    var reason = ""
    var byID: ID?
    var at: Int64 = 0

    static let shipped: [AwardKind: Rule] = [
        .delivery: Rule(points: 10, dayCap: 30), .shift: Rule(points: 6, dayCap: 12),
        .answer: Rule(points: 2, dayCap: 10), .smallTask: Rule(points: 1, dayCap: 5),
        .training: Rule(points: 0, dayCap: 0), .invitee: Rule(points: 3, dayCap: 6),
    ]

    subscript(kind: AwardKind) -> Rule { rules[kind] ?? Rule(points: 0, dayCap: 0) }
}

/// The rules as they are to be; what is not said stays.
struct AwardRulingDraft: Sendable {
    var points: [AwardKind: String] = [:]
    var caps: [AwardKind: String] = [:]
    var dayCap: String?
    var reason = ""
    /// The version that was read with it.
    var read: String?
}

/// One line of the ledger. Lines are only ever added; taking one back is another line.
struct Award: Sendable, Equatable {
    /// Why a line carries fewer points than the rule says.
    enum Cut: String, Sendable, SQLConvertible {
        case none = ""
        /// The day's points of this kind, or of all, are reached.
        case day
        /// The same side again within the month.
        case side
        /// More hours in seven days than is good: nothing is offered for going on.
        case rest
    }

    let id: ID
    let networkID: ID
    let memberID: ID
    let kind: AwardKind
    /// The promise, the shift, the need, the task, or whoever was brought in.
    let objectID: ID
    /// How often it was given for the same before.
    let round: Int
    /// The other side: a keyed hash.
    let side: [UInt8]
    let points: Int
    let cut: Cut
    /// The day in the network's time.
    let day: Int
    /// When it was confirmed.
    let at: Int64
    /// By which version of the rules.
    let version: Int
    /// The line that this one takes back.
    let reversesID: ID?
    /// The member who took it back; nobody where the confirmation itself was undone.
    let byID: ID?
}

/// What stands about something somebody did: true as of now, whatever was true before.
struct Outcome: Sendable, Equatable {
    let kind: AwardKind
    let objectID: ID
    let memberID: ID
    /// Confirmed now, by another side.
    let stands: Bool
    let at: Int64
    /// The other side: a keyed hash, the same for the same side.
    let side: [UInt8]
    /// The members who spoke for the other side.
    var sayers: [ID] = []
}

/// What somebody is thanked for, as they see it themselves.
struct OwnThanks: Sendable {
    struct Line: Sendable {
        let award: Award
        /// Another line took it back.
        let isReversed: Bool
        /// Why, in the words of whoever did.
        let reason: String
    }

    let points: Int
    let lines: [Line]
    /// How often for each kind, without what was taken back.
    let counts: [AwardKind: Int]
    let choice: ThanksChoice
    /// More hours in seven days than their limit.
    let needsRest: Bool
    let hours: Int64
    let limit: Int

    var level: ThanksLevel { ThanksLevel.of(points) }
}

/// What somebody agreed to show. Nothing is shown of who has said nothing.
struct ThanksChoice: Sendable, Equatable {
    var onProfile = false
    /// Counted in the sums of their teams and of their organisation.
    var inOrganisation = false
    /// Named in the list of people.
    var byName = false
}

/// Thanks in warm words, from light to light.
enum ThanksLevel: Int, Sendable, CaseIterable, Comparable {
    case none, spark, lamp, hearth, lighthouse

    var least: Int {
        switch self {
        case .none: 0
        case .spark: 1
        case .lamp: 50
        case .hearth: 150
        case .lighthouse: 400
        }
    }

    static func of(_ points: Int) -> ThanksLevel { allCases.last { points >= $0.least } ?? .none }
    static func < (left: ThanksLevel, right: ThanksLevel) -> Bool { left.rawValue < right.rawValue }
}

/// Sums of those who agreed, of the last quarter: teams and organisations first, then people.
struct ThanksBoard: Sendable {
    struct Row: Sendable {
        let id: ID
        let name: Text
        let points: Int
        let people: Int
    }

    let teams: [Row]
    let organisations: [Row]
    let people: [Row]
}

/// A shift that is over, for whoever can say that somebody was there.
struct EndedShift: Sendable {
    let id: ID
    let memberID: ID
    let name: String
    let desk: String
    let startsAt: Int64
    let endsAt: Int64
}
