internal import Database
internal import Engine

/// Each setting by its name, with what it can be.
enum GovernanceSetting: Sendable, Hashable, CaseIterable {
    case unit, silenceConsents, quorum, workDays, mayDelegate, coreThreshold, changeThreshold, termMonths, terms
    case hasCouncil, hasOversight, findingDays, consensusLimit, effortLimit, renewalMonths
    /// How long a step of the desk may take.
    case clock(NeedClocks.Step, Need.Urgency)

    /// All but the desk's clocks, by the names that programs know.
    private static let named: KeyValuePairs<String, GovernanceSetting> = [
        "unit": .unit, "silenceConsents": .silenceConsents, "quorum": .quorum, "workDays": .workDays,
        "mayDelegate": .mayDelegate, "coreThreshold": .coreThreshold, "changeThreshold": .changeThreshold,
        "termMonths": .termMonths, "terms": .terms, "hasCouncil": .hasCouncil, "hasOversight": .hasOversight,
        "findingDays": .findingDays, "consensusLimit": .consensusLimit, "effortLimit": .effortLimit,
        "renewalMonths": .renewalMonths,
    ]
    static let plain = named.map(\.value)
    static let allCases =
        plain + ClockLengths.steps.flatMap { step in Need.Urgency.allCases.map { .clock(step, $0) } }
    private static let byName = Dictionary(allCases.map { ($0.rawValue, $0) }, uniquingKeysWith: { first, _ in first })

    init?(rawValue: String) {
        guard let setting = GovernanceSetting.byName[rawValue] else { return nil }
        self = setting
    }

    /// A clock is called by its step and its urgency: firstAnswerCritical.
    var rawValue: String {
        if case .clock(let step, let urgency) = self {
            return step.rawValue + urgency.name.prefix(1).uppercased() + urgency.name.dropFirst()
        }
        return GovernanceSetting.named.first { $0.value == self }?.key ?? ""
    }

    /// Its field on a page, where texts have names of their own: both know a quorum.
    var formField: String { "set-\(rawValue)" }

    /// What a number can be; nothing of what is no number.
    var bounds: ClosedRange<Int>? {
        switch self {
        case .unit, .silenceConsents, .mayDelegate, .hasCouncil, .hasOversight: nil
        case .quorum: AlignSettings.quorums
        case .workDays: AlignSettings.days
        case .coreThreshold, .changeThreshold: 51...100
        case .termMonths: 1...60
        case .terms: 1...10
        case .findingDays: 3...60
        case .consensusLimit, .effortLimit: DriftLimits.percent
        case .renewalMonths: DriftLimits.months
        case .clock:
            Int(ClockLengths.shortest / Time.minute)...Int(ClockLengths.longest / Time.minute)
        }
    }

    var isClock: Bool { if case .clock = self { true } else { false } }

    var isYesNo: Bool { bounds == nil && self != .unit }

    private var number: WritableKeyPath<GovernanceSettings, Int>? {
        switch self {
        case .quorum: \.quorum
        case .workDays: \.workDays
        case .coreThreshold: \.coreThreshold
        case .changeThreshold: \.changeThreshold
        case .termMonths: \.termMonths
        case .terms: \.terms
        case .findingDays: \.findingDays
        case .consensusLimit: \.consensusLimit
        case .effortLimit: \.effortLimit
        case .renewalMonths: \.renewalMonths
        case .unit, .silenceConsents, .mayDelegate, .hasCouncil, .hasOversight, .clock: nil
        }
    }

    private var bit: WritableKeyPath<GovernanceSettings, Bool>? {
        switch self {
        case .silenceConsents: \.silenceConsents
        case .mayDelegate: \.mayDelegate
        case .hasCouncil: \.hasCouncil
        case .hasOversight: \.hasOversight
        default: nil
        }
    }

    func value(in settings: GovernanceSettings) -> String {
        if case .clock(let step, let urgency) = self {
            return settings.clocks?[step.rawValue]?[urgency.name].map(String.init) ?? ""
        }
        if let number { return String(settings[keyPath: number]) }
        if let bit { return settings[keyPath: bit] ? "yes" : "no" }
        return settings.unit
    }

    /// - Returns: what is wrong with `typed`.
    func set(_ typed: String, in settings: inout GovernanceSettings) -> FieldProblem? {
        if case .clock(let step, let urgency) = self {
            return set(typed, step, urgency, in: &settings)
        } else if let number, let bounds {
            guard let value = Int(typed), bounds.contains(value) else {
                return FieldProblem(rawValue, JoinWords.between(bounds.lowerBound, bounds.upperBound))
            }
            settings[keyPath: number] = value
        } else if let bit {
            guard ["yes", "no", "true", "false"].contains(typed) else {
                return FieldProblem(rawValue, SiteWords.badChoice(["yes", "no"], typed))
            }
            settings[keyPath: bit] = typed == "yes" || typed == "true"
        } else {
            guard VoiceUnit(rawValue: typed) != nil else {
                return FieldProblem(rawValue, SiteWords.badChoice(VoiceUnit.allCases.map(\.rawValue), typed))
            }
            settings.unit = typed
        }
        return nil
    }

    /// Minutes that the step may take; nothing leaves it to the desk.
    private func set(
        _ typed: String, _ step: NeedClocks.Step, _ urgency: Need.Urgency, in settings: inout GovernanceSettings
    ) -> FieldProblem? {
        var steps = settings.clocks ?? [:], named = steps[step.rawValue] ?? [:]
        if typed.isEmpty {
            named[urgency.name] = nil
        } else {
            guard let minutes = Int(typed), bounds?.contains(minutes) ?? false else {
                return FieldProblem(
                    rawValue, SettingsWords.badLength(ClockLengths.shortest, ClockLengths.longest))
            }
            named[urgency.name] = minutes
        }
        steps[step.rawValue] = named.isEmpty ? nil : named
        settings.clocks = steps.isEmpty ? nil : steps
        return nil
    }
}
