internal import Engine

/// What a network has settled for its desk. What it has not touched is as the product ships it.
struct DeskSettings: Sendable, Equatable {
    /// Who runs this, said to whoever leaves their contact here.
    struct About: Sendable, Equatable {
        var runBy = ""
        /// How they are reached: a public number, address or link.
        var contact = ""
        /// Whom one asks about law and duty of care, and how they are reached.
        var complianceBy = ""
        var complianceContact = ""
    }

    /// How much one person carries, and how tired eyes are relieved.
    struct Desk: Sendable, Equatable {
        /// More open needs than this nobody on shift is given, while somebody else can take one.
        var mostOpen = DutyRules.limit
        /// Of a hundred verified needs so many are looked at by a second verifier.
        var secondLook = 5
        /// After so many hours of checking without a break one is advised to rest.
        var restAfter = 4
    }

    enum Part: String, Sendable, CaseIterable {
        case about, clocks, desk, catalogue, checklist, briefings
    }

    var about = About()
    var clocks = ClockLengths.shipped
    var desk = Desk()
    var catalogue = Catalogue.shipped
    var checklist = Checklist.shipped
    var briefings = Briefings.shipped
    /// What of it the network's adopted rules have settled: it holds, and nobody sets it otherwise here.
    private(set) var fixed: FixedClocks?
    /// What the desk itself has set where the rules hold something else: it is given back when they leave it to the desk.
    private var own: [NeedClocks.Step: [Need.Urgency: Int64]] = [:]
    /// Goes up by one with each change.
    var version = 0

    static let shipped = DeskSettings()

    /// The same as the rules have it; as the desk has it where they settle nothing.
    func held(to fixed: FixedClocks?) -> DeskSettings {
        var settings = self
        settings.fixed = fixed
        for step in fixed?.steps ?? [] {
            settings.own[step] = Dictionary(
                Need.Urgency.allCases.map { ($0, clocks.length(of: step, urgency: $0)) },
                uniquingKeysWith: { first, _ in first })
        }
        settings.hold()
        return settings
    }

    /// The same as the desk itself has set it: what is stored.
    var asSet: DeskSettings {
        var settings = self
        for (step, lengths) in own {
            for (urgency, length) in lengths { settings.clocks.set(step, urgency, to: length) }
        }
        return settings
    }

    private mutating func hold() {
        for step in fixed?.steps ?? [] {
            for urgency in Need.Urgency.allCases {
                if let length = fixed?[step, urgency] { clocks.set(step, urgency, to: length) }
            }
        }
    }

    /// Whether the rules say how long a step may take.
    func isFixed(_ step: NeedClocks.Step) -> Bool { fixed?.steps.contains(step) ?? false }
}

/// How long steps of the desk may take, as the network's adopted rules say.
struct FixedClocks: Sendable, Equatable, Codable {
    /// The version of the rules.
    let rules: Int
    /// Minutes by the name of the step and of the urgency.
    private let minutes: [String: [String: Int]]

    private enum CodingKeys: String, CodingKey {
        case rules, minutes
        /// What was stored while the rules could say nothing else.
        case firstAnswer
    }

    init(rules: Int, minutes: [String: [String: Int]]) {
        (self.rules, self.minutes) = (rules, minutes)
    }

    init(from decoder: any Decoder) throws {
        let stored = try decoder.container(keyedBy: CodingKeys.self)
        rules = try stored.decode(Int.self, forKey: .rules)
        let first = try stored.decodeIfPresent([String: Int].self, forKey: .firstAnswer)
        minutes =
            try stored.decodeIfPresent([String: [String: Int]].self, forKey: .minutes)
            ?? first.map { [NeedClocks.Step.firstAnswer.rawValue: $0] } ?? [:]
    }

    func encode(to encoder: any Encoder) throws {
        var stored = encoder.container(keyedBy: CodingKeys.self)
        try stored.encode(rules, forKey: .rules)
        try stored.encode(minutes, forKey: .minutes)
    }

    /// Those of which they say it, in the order of a need's life.
    var steps: [NeedClocks.Step] { ClockLengths.steps.filter { minutes[$0.rawValue] != nil } }

    subscript(step: NeedClocks.Step, urgency: Need.Urgency) -> Int64? {
        minutes[step.rawValue]?[urgency.name].map { Int64($0) * Time.minute }
    }
}

/// A change of a network's settings.
enum SettingsChange: Sendable {
    /// The compliance contact stays where nothing is said of it.
    case about(runBy: String, contact: String, compliance: ComplianceContact? = nil)
    /// Minutes by step and urgency; what is not named stays.
    case clocks(ClocksDraft)
    /// What is not named stays.
    case desk(DeskDraft)
    /// One thing: in its place, or as the first where it is new.
    case item(ItemDraft)
    case removeItem(String)
    /// To the top of the list: what stands higher is recognised first.
    case raiseItem(String)
    /// The whole catalogue.
    case catalogue([ItemDraft])
    case question(QuestionDraft)
    case removeQuestion(String)
    /// The whole checklist.
    case checklist([QuestionDraft])
    /// Those that are named; the others stay.
    case briefings([BriefingDraft])
    /// Back to what ships with the product.
    case reset(DeskSettings.Part)

    var part: DeskSettings.Part {
        switch self {
        case .about: .about
        case .clocks: .clocks
        case .desk: .desk
        case .item, .removeItem, .raiseItem, .catalogue: .catalogue
        case .question, .removeQuestion, .checklist: .checklist
        case .briefings: .briefings
        case .reset(let part): part
        }
    }
}

/// Lengths as somebody set them, in minutes.
struct ClocksDraft: Sendable, Equatable {
    var steps: [String: [String: Double]] = [:]
    var retries: [Double]?
    var reachLimit: Double?
}

/// How the desk shares its work, as somebody set it.
struct DeskDraft: Sendable, Equatable {
    var mostOpen: Int?
    var secondLook: Int?
    var restAfter: Int?
}

/// A thing as somebody typed it.
struct ItemDraft: Sendable, Equatable {
    var id = ""
    var zh = ""
    var en = ""
    var words: [String] = []
    var category = ""
    var isControlled = false
}

/// A question as somebody typed it.
struct QuestionDraft: Sendable, Equatable {
    var id = ""
    var zh = ""
    var en = ""
    var categories: [String] = []
}
