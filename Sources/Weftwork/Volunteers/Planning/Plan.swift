internal import Database
internal import Engine

/// Who or what for which line, over all open needs at once: a proposal to those who dispatch, never applied by itself.
struct Plan: Sendable, Equatable {
    enum State: String, Sendable, CaseIterable, SQLConvertible {
        /// Being made, beside the requests.
        case waiting
        case ready
        /// It could not be made; another can be.
        case failed
        /// Put away: nothing more is accepted of it.
        case discarded
    }

    let id: ID
    let networkID: ID
    /// Nobody where the operator made it.
    let makerID: ID?
    let askedAt: Int64
    let filter: PlanFilter
    var state = State.waiting
    /// The moment it speaks of: what was open, offered and free then.
    var madeAt: Int64?
    var figures = Figures()

    struct Figures: Sendable, Equatable {
        /// Lines that were open, of so many needs.
        var lines = 0
        var needs = 0
        /// Rows proposed, and lines that stay open.
        var rows = 0
        var gaps = 0
    }
}

/// One proposal of a plan: so much of one offer, or one person, for one line.
struct PlanRow: Sendable {
    enum Who: Sendable, Equatable {
        case offer(ID, line: ID)
        case volunteer(ID)
    }

    enum State: String, Sendable, CaseIterable, SQLConvertible {
        case open
        /// Accepted with many others: it is asked in its turn, beside the requests.
        case inTurn
        /// Somebody accepts it just now.
        case asking
        /// Accepted: whoever it is about has been asked.
        case asked
        /// Not any more.
        case gone
    }

    /// Who would be next, and so many kilometres further away.
    struct Next: Sendable, Equatable {
        let who: Who
        let further: Double?
    }

    let position: Int
    let needID: ID
    let lineID: ID
    let who: Who
    /// In thousandths; a person is 1 000.
    var quantity: Int64
    /// The line or the offer gave no number.
    let isAssumed: Bool
    let reasons: [FitReason]
    /// Nothing where nobody else of the ``PlanMaking/mostLooked`` best is free of the plan.
    let next: Next?
    /// Of the need, as it was: for the map and the order.
    let areaCode: Int
    let urgency: Need.Urgency
    var state = State.open
    /// Why it is not any more.
    var why: Text?
    /// What came of it: the use of the offer that was asked for, or the call for help.
    var resultID: ID?
    var at: Int64?
    var byID: ID?
}

/// A line that gets nothing, or not all.
struct PlanGap: Sendable {
    enum Reason: Sendable, Equatable {
        /// Nobody comes into question: the rule that the last one fell by.
        case nobody(MatchRule)
        /// So many come into question and are needed more elsewhere, or have too little.
        case taken(Int)
        /// All who come into question, so many, were asked as often as they may be in a week.
        case budget(Int)
        /// An authority keeps it to itself: it takes a permit first.
        case permit
        /// What it asks for was changed and is checked again first.
        case waits
        /// For all of it somebody has been asked and has not answered yet.
        case asked
    }

    let position: Int
    let needID: ID
    let lineID: ID
    let kind: MatchKind
    /// In thousandths; nothing where the line has no number.
    let missing: Int64?
    let reason: Reason
    let areaCode: Int
    let urgency: Need.Urgency
}

/// What has been asked and is not answered yet.
struct PlanPending: Sendable {
    /// In thousandths, by the line.
    var asked: [ID: Int64] = [:]
    /// Members who were asked often enough this week.
    var resting: Set<ID> = []
    /// Those of them who can't be asked for what is critical either: they have lent the weeks to come already.
    var spent: Set<ID> = []
    var rooms = Rooms()
    /// In thousandths, by the offer: what of it was asked for in the last day, or has been agreed to; all its lines are brought by the
    /// same hands.
    var today: [ID: Int64] = [:]

    /// How often anybody may still be asked this week.
    struct Rooms: Sendable {
        var perWeek = 0
        /// How often each was asked, of those who were.
        var asked: [ID: Int] = [:]

        func left(of member: ID) -> Int { max(0, perWeek - (asked[member] ?? 0)) }
    }
}

/// What of a plan is accepted.
struct PlanChoice: Sendable {
    /// Positions of rows.
    var rows: Set<Int> = []
    /// All rows of these needs.
    var needs: Set<ID> = []
    var isAll = false

    var isEmpty: Bool { rows.isEmpty && needs.isEmpty && !isAll }
}

/// What came of accepting.
struct PlanAcceptance: Sendable {
    /// As they are now.
    let rows: [PlanRow]
    /// Rows of the choice that are asked in their turn, without anybody's doing.
    let left: Int
}

/// When a plan is old. Pure.
enum PlanRules {
    /// From then on it is said to be stale.
    static let fresh = 30 * Time.minute
    /// From then on nothing of it is accepted: too much has changed to ask anybody by it.
    static let usable = 24 * Time.hour
    static let kept = 30 * Time.day
    /// So few lines that stay open are read at a glance.
    static let shortList = 5
    /// So many rows are carried out while somebody waits, and in one step beside the requests.
    static let mostAtOnce = 200
    /// So many steps of one sweep.
    static let mostSteps = 50
    /// So many rows and needs are named in one request; all of a plan is accepted without naming any.
    static let mostNamed = 5000
    /// A network that has no more than this is planned at once; all others beside the requests.
    static let small = 2000
    /// Whoever was carrying out rows and has not come back by then does so no more.
    static let patience = 5 * Time.minute

    static func isStale(_ plan: Plan, at now: Int64) -> Bool { plan.madeAt.map { now - $0 > fresh } ?? false }

    /// - Throws: ``Refusal/conflict(_:_:)`` where nothing of it can be accepted.
    static func requireUsable(_ plan: Plan, at now: Int64) throws(Refusal) {
        let extras = Refusal.Extras(state: plan.state.rawValue, allowed: [])
        guard plan.state == .ready, let madeAt = plan.madeAt else {
            throw .conflict(PlanWords.name(of: plan.state), extras)
        }
        guard now - madeAt <= usable, plan.filter.terms.from.map({ $0 > now }) ?? true else {
            throw .conflict(PlanWords.tooOld, extras)
        }
    }

    /// By when what is asked for should be there: when people come for it, else as the need says, else by its urgency.
    static func promisedBy(_ need: Need, _ terms: CallTerms, at now: Int64) -> Int64 {
        if let from = terms.from { return from }
        if let by = need.neededBy, by > now + Time.hour { return min(by, now + 300 * Time.day) }
        let length: Int64 =
            switch need.urgency {
            case .critical: Time.day
            case .high: 2 * Time.day
            case .normal: 4 * Time.day
            case .low: 7 * Time.day
            }
        return now + length
    }
}
