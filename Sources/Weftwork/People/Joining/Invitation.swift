internal import Database
internal import Engine

/// A link, or a poster with its QR code, by which people come into a network.
struct Invitation: Sendable {
    let id: ID
    let networkID: ID
    let byID: ID
    /// How many can come by it.
    let uses: Int
    let used: Int
    let expiresAt: Int64
    /// What it was made for: "poster in the canteen".
    let campaign: String
    /// What the inviter says to those who come; everybody with the link reads it.
    let note: String
    let endedAt: Int64?
    /// Its inviter vouches for the one who has it from their own hand.
    let hasPromise: Bool

    func isOpen(at now: Int64) -> Bool { endedAt == nil && expiresAt > now && used < uses }
}

/// An invitation as it is asked for.
struct InvitationDraft: Sendable {
    let uses: Int?
    let days: Int?
    let campaign: String
    let note: String
    /// How the inviter knows the one for whom it is meant, where they promise to vouch; nothing where they don't.
    var promise: String? = nil
}

enum InvitationRules {
    static let uses = 1...500
    static let days = 1...90

    static func cleaned(
        _ draft: InvitationDraft
    ) throws(Refusal) -> (uses: Int, days: Int, campaign: String, note: String, promise: String?) {
        var problems: [FieldProblem] = []
        if draft.uses.map(uses.contains) != true {
            problems.append(FieldProblem("uses", JoinWords.between(uses.lowerBound, uses.upperBound)))
        }
        if draft.days.map(days.contains) != true {
            problems.append(FieldProblem("days", JoinWords.between(days.lowerBound, days.upperBound)))
        }
        let campaign = Clean.line(draft.campaign), note = Clean.prose(draft.note)
        if campaign.count > 60 { problems.append(FieldProblem("campaign", SiteWords.tooLong)) }
        if note.count > 500 { problems.append(FieldProblem("note", SiteWords.tooLong)) }
        let promise = draft.promise.map { Clean.text($0) }
        if let promise {
            if draft.uses != 1 { problems.append(FieldProblem("promises", JoinWords.promiseForOne)) }
            if promise.count < 10 { problems.append(FieldProblem("how", TrustWords.sayHow)) }
            if promise.count > 1000 { problems.append(FieldProblem("how", SiteWords.tooLong)) }
        }
        guard problems.isEmpty, let uses = draft.uses, let days = draft.days else { throw .invalid(problems) }
        return (uses, days, campaign, note, promise)
    }
}

/// How somebody came into a network.
enum Way: String, Sendable, CaseIterable, SQLConvertible {
    case entered, invitation, application, call, partner
}

/// The way of a newcomer: through whom they came, and what of the welcome is done.
struct Arrival: Sendable {
    let networkID: ID
    let memberID: ID
    let way: Way
    let campaign: String
    let referrerID: ID?
    let joinedAt: Int64
    var buddyID: ID?
    var buddyMetAt: Int64?
    /// Said what they bring and need.
    var saidAt: Int64?
    var primerAt: Int64?
    var firstThingAt: Int64?
    var seenByID: ID?
    var seenAt: Int64?
    var completedAt: Int64?
    /// The object of the clock that runs until a buddy has accepted.
    var buddySearchID: ID?
    /// When a buddy is looked for next; nothing where that is over.
    var buddyNextAt: Int64?
    /// Since when somebody asks that a weaver sees them once more.
    var againAt: Int64?

    /// A weaver sees a newcomer within so long.
    static let seenWithin = 7 * Time.day

    enum Step: String, Sendable, CaseIterable {
        case pact, level, said, primer, buddy, firstThing, seen
    }

    /// What is still to do, in its order.
    func missing(isPactSigned: Bool, hasLevel: Bool) -> [Step] {
        Step.allCases.filter { step in
            switch step {
            case .pact: !isPactSigned
            case .level: !hasLevel
            case .said: saidAt == nil
            case .primer: primerAt == nil
            case .buddy: buddyMetAt == nil
            case .firstThing: firstThingAt == nil
            case .seen: seenAt == nil
            }
        }
    }
}

/// The call for volunteers: while it is open, whoever has an account comes in as a newcomer.
struct VolunteerCall: Sendable {
    let words: String
    let until: Int64
}
