internal import Database
internal import Engine

/// What somebody has and would give: it mirrors a need, and its lines are a need's lines.
struct Offer: Sendable, Equatable {
    enum State: String, Sendable, CaseIterable, SQLConvertible {
        case submitted, acknowledged, verified, listed
        /// Both follow from the uses of what is listed, and are stored nowhere.
        case inUse, usedUp
        case withdrawn, expired, rejected

        /// Somebody answers for it and a clock runs.
        var isOpen: Bool { ![.withdrawn, .expired, .rejected].contains(self) }

        /// The states that are stored and open.
        static let open: [State] = [.submitted, .acknowledged, .verified, .listed]
        static let desk: [State] = [.submitted, .acknowledged, .verified]
    }

    /// How far it goes.
    struct Reach: Sendable, Equatable {
        var radiusKm: Int?
        var ships: Bool
    }

    let id: ID
    let networkID: ID
    let createdAt: Int64
    var title: String
    var category: Need.Category
    /// For members.
    var description: String
    /// For whoever may see the offer: what is asked in return for nothing, who may have it.
    var conditions: String
    var area: AreaPath
    /// Its area in the catalogue; 0 where that has no one area for it.
    var areaCode: Int
    var source: Need.SourceKind
    var reference: String
    var institution: String
    /// Whether whoever has it knows of it and agrees, where another speaks for them.
    var consent: Need.Consent
    /// The member who has it; nobody where it is reached through another.
    let offererID: ID?
    let submitterID: ID?
    var ownerID: ID
    let language: Language
    /// As it is stored; ``shownState`` is what people are told.
    var state: State
    var confidence: Need.Confidence?
    var freshness: Need.Freshness
    var audience: Audience
    /// Fields that are kept from everybody but those who work on it: words about money, ways to reach somebody.
    var held: Set<String>
    var reach: Reach
    var from: Int64?
    var until: Int64?
    /// Outlives what it was offered for; confirmed again every half year.
    var isStanding: Bool
    /// So much of it a day, in thousandths.
    var perDay: Int64?
    /// What can be relied on: within how many days, by whom.
    var serviceLevel: String
    /// From whom it comes where it must be bought first. Price and contract are between those two, and stay outside.
    var boughtFrom: String
    /// When its clock runs out (the same as in the clocks' table).
    var dueAt: Int64?
    var changedAt: Int64
    var version: Int
    /// `claimed` is bound by uses that were asked or are on their way, `delivered` was brought.
    var lines: [NeedLine]
    /// Why its words are hidden from those who don't work on it.
    var hidden: String? = nil
    /// By which a guest, who has no account, comes back to what they offer.
    var code: String? = nil
    /// It is controlled, and one has checked it: a second has to.
    var awaitsSecond = false
    /// Two have checked it and disagree: a coordinator decides.
    var isDisputed = false

    /// Somebody without an account has it, and answers by the code.
    var isGuests: Bool { code != nil }

    /// Who answers when somebody asks for it: whoever has it, else who speaks for them, else who answers for it at the desk.
    var speakerID: ID { offererID ?? submitterID ?? ownerID }

    /// All of it has a number, and nothing of it is left.
    var isUsedUp: Bool { lines.allSatisfy { $0.remaining == 0 } }

    /// The state as its uses have it.
    var shownState: State {
        guard state == .listed else { return state }
        if isUsedUp { return .usedUp }
        return lines.contains { $0.claimed + $0.delivered > 0 } ? .inUse : .listed
    }

    /// What it is called in a mail to whoever works on it or has it.
    var titleInMail: Text { .verbatim(title) }
}

/// What of an offer is private: sealed with the offer's own key.
struct OfferSecret: Sendable, Equatable, Codable {
    var part: PrivatePart
    /// Why it ended, in somebody's own words.
    var reason: String?
}

/// An act on an offer with what it carries.
enum OfferAction: Sendable {
    case acknowledge(note: String)
    case verify(OfferVerification)
    case list(audience: Audience)
    case reject(reason: String)
    case withdraw(reason: String)
    /// Whoever offers says whether it is still there.
    case stillThere(Bool)
    case change(OfferChange)
    case reopen(reason: String)

    var act: Act {
        switch self {
        case .acknowledge: .acknowledgeOffer
        case .verify: .verifyOffer
        case .list: .listOffer
        case .reject: .rejectOffer
        case .withdraw, .stillThere, .change: .keepOffer
        case .reopen: .reopenOffer
        }
    }

    var name: String {
        switch self {
        case .acknowledge: "acknowledge"
        case .verify: "verify"
        case .list: "list"
        case .reject: "reject"
        case .withdraw: "withdraw"
        case .stillThere: "stillThere"
        case .change: "change"
        case .reopen: "reopen"
        }
    }
}

/// What a verifier found out about an offer.
struct OfferVerification: Sendable {
    /// What is asked of every offer.
    enum Question: String, Sendable, CaseIterable {
        case calledBack = "called-back"
        case seen, plausible, standard
        case pickUp = "pick-up"
    }

    var confidence: Need.Confidence
    var checks: [Question: VerificationDraft.Finding] = [:]
    var note = ""
}

/// Changed fields of an offer; what is nothing stays.
struct OfferChange: Sendable {
    var quantities: [ID: Quantity] = [:]
    var conditions: String?
    var from: Int64?
    var until: Int64?
    var perDay: Int64?
    var serviceLevel: String?
    var boughtFrom: String?
    /// Whoever has it agrees now.
    var agrees: Bool?
    /// How a guest is reached from now on.
    var contact: Contact?

    var isEmpty: Bool {
        quantities.isEmpty && conditions == nil && from == nil && until == nil && perDay == nil && serviceLevel == nil
            && boughtFrom == nil && agrees == nil && contact == nil
    }

    /// What is changed, by name: for the record, without the values.
    var fieldNames: [String] {
        [
            quantities.isEmpty ? nil : "lines", conditions.map { _ in "conditions" }, from.map { _ in "from" },
            until.map { _ in "until" }, perDay.map { _ in "perDay" }, serviceLevel.map { _ in "serviceLevel" },
            boughtFrom.map { _ in "boughtFrom" }, agrees.map { _ in "consent" }, contact.map { _ in "contact" },
        ].compactMap { $0 }
    }
}
