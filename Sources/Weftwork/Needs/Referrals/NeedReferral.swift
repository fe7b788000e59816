internal import Database
internal import Engine

/// A need that is offered to a partner network on the same server. It stays ours, with owner and clock, until they accept.
struct NeedReferral: Sendable, Equatable {
    enum State: String, Sendable, CaseIterable, SQLConvertible {
        case offered, accepted, declined
        /// Nobody there answered in time.
        case lapsed
        /// Whoever answers for it here wants it back.
        case takenBack
        /// She does not want it to be passed on.
        case refused
        /// The need ended here meanwhile.
        case ended
        /// They had taken it on, it ended there, and it was opened here again.
        case returned
    }

    /// Whether she agrees that it is passed on, and how that is known.
    enum Consent: String, Sendable, SQLConvertible {
        case asked, hers, phone
    }

    /// What is private of it; sealed with the key of the need, empty once that is destroyed.
    struct Paper: Sendable, Codable, Equatable {
        /// For those to whom it is offered.
        var note = ""
        /// When and by whom she was asked on the telephone: stays here.
        var agreed = ""
        /// Why it came back.
        var reason = ""
    }

    let id: ID
    let networkID: ID
    let needID: ID
    let partnerID: ID
    let fromID: ID?
    let at: Int64
    var state = State.offered
    var consent: Consent
    /// She agreed to her exact address, too.
    var withAddress: Bool
    var dueAt: Int64
    var paper: Paper
    var settledAt: Int64?
    /// What it became there.
    var otherID: ID?

    var isAgreed: Bool { consent != .asked }
}

/// A referral as it is asked for.
struct ReferralDraft: Sendable {
    var to = ""
    var note = ""
    var consent = ""
    var agreed = ""
}

/// What she says to being passed on.
enum ReferralWish: String, Sendable, CaseIterable {
    case yes, withoutAddress, no
}

/// What a partner may know of a need before it is theirs.
struct ReferralGlimpse: Sendable {
    let title: String?
    let description: String
    let category: Need.Category
    let urgency: Need.Urgency
    let neededBy: Int64?
    let area: AreaPath
    let lines: [NeedLine]
}

/// What may be done about a referral, and what goes with it. Pure.
enum ReferralRules {
    /// How she may be asked: on her page, or she has agreed on the telephone.
    static let ways = ["ask", "phone", "phoneWithoutAddress"]

    /// So long the partner has for an answer.
    static func length(_ urgency: Need.Urgency) -> Int64 {
        switch urgency {
        case .critical: 4 * Time.hour
        case .high: 12 * Time.hour
        case .normal, .low: Time.day
        }
    }

    /// When the partner's intake is reminded.
    static func reminder(from start: Int64, due: Int64) -> Int64 {
        Escalation.reminded.moment(start: start, due: due)
    }

    static func cleaned(
        _ draft: ReferralDraft
    ) throws(Refusal) -> (paper: NeedReferral.Paper, consent: NeedReferral.Consent, withAddress: Bool) {
        var problems: [FieldProblem] = []
        let paper = NeedReferral.Paper(
            note: RestrictionRules.prose(draft.note, "note", most: 1000, &problems),
            agreed: RestrictionRules.prose(draft.agreed, "agreed", most: 500, &problems))
        if !ways.contains(draft.consent) {
            problems.append(FieldProblem("consent", SiteWords.badChoice(ways, draft.consent)))
        }
        let isByPhone = draft.consent.hasPrefix("phone")
        if isByPhone, paper.agreed.count < 2 { problems.append(FieldProblem("agreed", NeedReferralWords.sayWhen)) }
        guard problems.isEmpty else { throw .invalid(problems) }
        return (paper, isByPhone ? .phone : .asked, draft.consent == "phone")
    }

    /// Only what still lies with us and on which nobody is on the way.
    static func requireFree(_ need: Need, hasPromises: Bool) throws(Refusal) {
        try NeedRules.require(.referNeed, in: need)
        guard !hasPromises else {
            throw .conflict(
                NeedReferralWords.hasPromises, Refusal.Extras(state: need.state.rawValue, allowed: []))
        }
    }

    static func requireOffered(_ referral: NeedReferral) throws(Refusal) {
        guard referral.state == .offered else {
            throw .conflict(
                NeedReferralWords.isOver(referral.state), Refusal.Extras(state: referral.state.rawValue, allowed: []))
        }
    }

    /// While a partner decides, the desk ends nothing behind their back.
    static func waitsForPartner(_ act: Act) -> Bool { [.markUnmet, .reject, .merge].contains(act) }

    /// Before she has agreed, a partner reads what was published to partners, and else no words of hers.
    static func glimpse(of need: Need, _ referral: NeedReferral) -> ReferralGlimpse {
        let isPublished = need.audience >= .partners
        let reads = (referral.isAgreed || isPublished) && need.hidden == nil
        return ReferralGlimpse(
            title: reads && !need.held.contains("title") ? need.title : nil,
            description: referral.isAgreed && reads && !need.held.contains("description") ? need.description : "",
            category: need.category, urgency: need.urgency, neededBy: need.neededBy, area: need.area,
            lines: reads && !need.held.contains("lines") ? need.lines.filter { !$0.isDelivered } : [])
    }

    /// What of a line has not arrived yet.
    static func rest(of line: NeedLine) -> Quantity {
        switch line.quantity {
        case .number(let most): .number(max(1, most - line.delivered))
        case .range(let least, let most): .range(max(1, least - line.delivered), max(1, most - line.delivered))
        case .unknown, .unlimited: line.quantity
        }
    }

    /// What of the private part she lets go. Her tie to the service account of this network stays here: who takes her need on
    /// writes and calls by what she left herself.
    static func passed(_ part: PrivatePart, withAddress: Bool) -> PrivatePart {
        var part = part
        part.original = nil
        part.wechat = nil
        if part.reach?.channel == MessageWay.wechat.rawValue { part.reach?.channel = "" }
        guard !withAddress else { return part }
        part.address = ""
        (part.receiving, part.latitude, part.longitude, part.isRough) = (nil, nil, nil, nil)
        return part
    }
}
