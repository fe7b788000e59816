public import Database
public import Engine

/// What somebody lacks, with lines; the main thing of the product.
public struct Need: Sendable, Equatable {
    public enum State: String, Sendable, CaseIterable, SQLConvertible {
        case submitted, acknowledged, verifying, verified, published, inProgress, delivered, confirmed, closed
        case needsInformation, cannotReach
        case rejected, duplicate, withdrawn, expired, unmet

        /// Somebody still answers for it and a clock runs.
        public var isOpen: Bool {
            switch self {
            case .closed, .rejected, .duplicate, .withdrawn, .expired, .unmet: false
            default: true
            }
        }

        /// Where on the way it is, coarsely: for lists.
        var phase: Phase {
            switch self {
            case .submitted, .acknowledged, .verifying, .verified, .needsInformation, .cannotReach: .desk
            case .published, .inProgress: .board
            case .delivered, .confirmed: .arrived
            case .closed, .rejected, .duplicate, .withdrawn, .expired, .unmet: .ended
            }
        }
    }

    enum Phase: Int, Sendable, SQLConvertible, CaseIterable {
        case desk = 0
        case board = 1
        case arrived = 2
        case ended = 3
    }

    public enum Urgency: Int, Sendable, CaseIterable, Comparable, SQLConvertible {
        case critical = 0
        case high = 1
        case normal = 2
        case low = 3

        public static func < (left: Urgency, right: Urgency) -> Bool { left.rawValue < right.rawValue }

        public var name: String {
            switch self {
            case .critical: "critical"
            case .high: "high"
            case .normal: "normal"
            case .low: "low"
            }
        }

        public init?(name: String) {
            guard let match = Urgency.allCases.first(where: { $0.name == name }) else { return nil }
            self = match
        }
    }

    public enum Category: String, Sendable, CaseIterable, SQLConvertible {
        case medical, protective, food, water, shelter, clothing, hygiene, power, transport, people, rescue
        case information, other
    }

    public enum Progress: String, Sendable, CaseIterable, SQLConvertible {
        case open, partClaimed, claimed, partDelivered, delivered
    }

    public enum Confidence: String, Sendable, CaseIterable, SQLConvertible {
        case official
        case twoSources = "two-sources"
        case singleSource = "single-source"
        case unverified
    }

    /// Whether its requester has lately said that it is still needed.
    public enum Freshness: String, Sendable, CaseIterable, SQLConvertible {
        case fresh, asked, stale
    }

    public enum SourceKind: String, Sendable, CaseIterable, SQLConvertible {
        case `self`, official, hotline, partner, media, relay
    }

    /// Whether the person in need knows and agrees, where somebody else speaks for her.
    public enum Consent: String, Sendable, CaseIterable, SQLConvertible {
        case own, yes, no
    }

    public let id: ID
    public let networkID: ID
    public let code: String
    public let createdAt: Int64
    public var title: String
    public var category: Category
    public var description: String
    public var urgencyAsked: Urgency
    public var urgency: Urgency
    public var neededBy: Int64?
    public var area: AreaPath
    /// Its area in the catalogue; 0 where that has no one area for it.
    public var areaCode: Int = 0
    public var source: SourceKind
    public var reference: String
    public var institution: String
    public var consent: Consent
    public var state: State
    /// Where it goes on when a wait or a merge ends.
    public var resumeState: State?
    public var progress: Progress
    public var audience: Audience
    public var confidence: Confidence?
    public var freshness: Freshness
    public var ownerID: ID
    public var submitterID: ID?
    public var language: Language
    /// Fields that hold words about money: kept from everybody but the desk.
    public var held: Set<String>
    /// Verified fields that were changed since.
    public var voided: Set<String>
    /// How often in vain somebody tried to reach the requester, and since when.
    public var attempts: Int
    public var attemptsSince: Int64?
    /// Verifications with an older round don't count any more.
    public var round: Int
    public var mergedInto: ID?
    /// When its clock runs out (the same as in the clocks' table).
    public var dueAt: Int64?
    public var changedAt: Int64
    public var version: Int
    public var lines: [NeedLine]
    /// Why its public words are hidden from all but those who work on it; nothing where they are not.
    public var hidden: String?
    /// It lies with an authority that has not answered yet.
    public var isAnswerOut = false
    /// The emergency it belongs to; nothing where it is everyday work.
    public var emergency: EmergencyTie?
}

/// One thing of a need: how much of what.
public struct NeedLine: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        case goods, people, service, space, transport, information
    }

    public let id: ID
    public var item: String
    public var kind: Kind
    public var quantity: Quantity
    public var unit: String
    public var specification: String
    /// Sums of claims in thousandths; `claimed` is promised and on its way, `delivered` has arrived.
    public var claimed: Int64
    public var delivered: Int64
    /// The requester says that she has enough of it.
    public var isMet: Bool
    /// Drugs and the like: a second verifier is needed.
    public var isControlled: Bool
    /// She wants no more than this, but more is promised already: the quantity sinks on as promises are let go.
    var wanted: Int64? = nil
    /// So much more than it asks for may be promised, in thousandths: where some of it often gets lost on the way.
    var allowance: Int64 = 0
    /// When people are wanted for it, and for how long.
    var work = LineWork.unsaid
    /// Whether something else like it serves, too; nothing where nobody said.
    var substitute: Substitute? = nil

    /// How much of it she has said last that she wants: less than it stands for where more is promised.
    var said: Quantity { wanted.map { .number($0) } ?? quantity }

    /// The line as low as what is promised and has arrived lets it be.
    var sunk: NeedLine {
        guard let wanted, let most, most > wanted else { return self }
        var line = self
        line.quantity = .number(max(wanted, claimed + delivered - allowance, 1))
        if line.most == wanted { line.wanted = nil }
        return line
    }

    /// The most that may be promised; nothing where the line has no number.
    public var most: Int64? {
        switch quantity {
        case .number(let number): number
        case .range(_, let most): most
        case .unknown, .unlimited: nil
        }
    }

    /// What is still missing, in thousandths; nothing where the line has no number.
    public var remaining: Int64? {
        most.map { max(0, $0 - claimed - delivered) }
    }

    /// What may still be promised, with what is allowed over it; nothing where the line has no number.
    var promisable: Int64? {
        most.map { max(0, $0 + allowance - claimed - delivered) }
    }

    /// It has arrived: all of it, or – without a number – something, with nothing on its way.
    public var isDelivered: Bool {
        if isMet { return true }
        guard let most else { return delivered > 0 && claimed == 0 }
        return delivered >= most
    }

    /// All of it is promised or has arrived. A line without a number never is: more is always welcome.
    var isClaimed: Bool {
        if isDelivered { return true }
        guard let most else { return false }
        return claimed + delivered >= most
    }
}

/// Country, province, city, district: as far as known, from large to small.
public struct AreaPath: Sendable, Equatable {
    public var country: String
    public var province: String
    public var city: String
    public var district: String

    public init(country: String = "", province: String = "", city: String = "", district: String = "") {
        self.country = country
        self.province = province
        self.city = city
        self.district = district
    }

    public init(parts: [String]) {
        func part(_ index: Int) -> String { index < parts.count ? parts[index] : "" }
        self.init(country: part(0), province: part(1), city: part(2), district: part(3))
    }

    /// The known parts.
    public var parts: [String] {
        [country, province, city, district].filter { !$0.isEmpty }
    }
}

/// Where something is, no more exactly than a district: its centre, or the middle of a square of a quarter degree (some 28 km).
///
/// Exact points are sealed; this is what searching by distance measures from, for everybody.
struct Grid: Sendable, Equatable {
    let latitude: Double
    let longitude: Double

    init?(latitude: Double?, longitude: Double?) {
        guard let latitude, let longitude else { return nil }
        self.latitude = (latitude * 4).rounded(.down) / 4 + 0.125
        self.longitude = (longitude * 4).rounded(.down) / 4 + 0.125
    }

    init(center: GeoPoint) {
        latitude = center.latitude
        longitude = center.longitude
    }
}

/// How to reach somebody. Private.
public struct Contact: Sendable, Equatable, Codable {
    public var name: String
    public var phone: String
    public var email: String
    public var wechat: String
    /// Which way she would like best, and when she answers.
    public var preference: String
    /// The hours in which this person answers; nothing where nobody said.
    public var hours: String?

    public init(
        name: String = "", phone: String = "", email: String = "", wechat: String = "", preference: String = "",
        hours: String? = nil
    ) {
        self.hours = hours
        self.name = name
        self.phone = phone
        self.email = email
        self.wechat = wechat
        self.preference = preference
    }

    var isReachable: Bool { !(phone.isEmpty && email.isEmpty && wechat.isEmpty) }
}

/// What of a need is private: sealed with the need's own key.
public struct PrivatePart: Sendable, Equatable, Codable {
    public var contacts: [Contact]
    public var address: String
    /// When goods are taken in there, and by which gate.
    public var receiving: String?
    public var latitude: Double?
    public var longitude: Double?
    /// Whether the two may be off by some hundred metres: nobody said which map they were read from.
    public var isRough: Bool?
    /// For whom it was said, where somebody else says it.
    public var onBehalfOf: String
    /// What was typed, by field, where cleaning made something else of it.
    public var original: [String: String]?
    /// How she wants to be reached; nothing where she left it to us.
    public var reach: Reach?
    /// As the service account at WeChat knows her, where she asked for answers there: shown to nobody.
    public var wechat: String?

    public init(
        contacts: [Contact] = [],
        address: String = "",
        receiving: String? = nil,
        latitude: Double? = nil,
        longitude: Double? = nil,
        onBehalfOf: String = "",
        original: [String: String]? = nil
    ) {
        self.contacts = contacts
        self.address = address
        self.receiving = receiving
        self.original = original
        self.latitude = latitude
        self.longitude = longitude
        self.onBehalfOf = onBehalfOf
    }
}
