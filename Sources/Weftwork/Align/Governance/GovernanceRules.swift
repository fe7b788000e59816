internal import Database
internal import Engine

/// What rules can say, who can sit where. Pure.
enum GovernanceRules {
    static let mostWords = 4_000
    static let mostMinutes = 8_000
    /// Whoever is named says yes or no within so long; then the naming is over.
    static let toAnswer = 14 * Time.day
    /// Those whose voice counts have so long to consent to a seat, and to new rules.
    static let toConsent = 7 * Time.day

    /// The version that a draft says, in place of what it said before.
    ///
    /// - Throws: ``Refusal/invalid(_:)`` naming each field that is wrong.
    static func apply(_ draft: GovernanceDraft, to old: GovernanceVersion) throws(Refusal) -> GovernanceVersion {
        var new = old, problems: [FieldProblem] = []
        for part in GovernancePart.allCases {
            for (language, typed) in draft.texts[part] ?? [:] {
                let words = Clean.prose(typed)
                if words.count > mostWords { problems.append(FieldProblem(part.rawValue, SiteWords.tooLong)) }
                new.texts[part, language] = words
            }
        }
        for (name, typed) in draft.settings.sorted(by: { $0.key < $1.key }) {
            guard let setting = GovernanceSetting(rawValue: name) else {
                problems.append(
                    FieldProblem(name, SiteWords.badChoice(GovernanceSetting.allCases.map(\.rawValue), name)))
                continue
            }
            if let problem = setting.set(Clean.line(typed), in: &new.settings) { problems.append(problem) }
        }
        problems += firstAnswers(new.settings)
        guard problems.isEmpty else { throw .invalid(problems) }
        return new
    }

    /// What is wrong with the clocks of the first answer: all four are named or none, and the more urgent never waits longer.
    private static func firstAnswers(_ settings: GovernanceSettings) -> [FieldProblem] {
        guard let named = settings.firstAnswer else { return [] }
        let all = Need.Urgency.allCases, own = GovernanceSetting.allCases.filter { $0.urgency != nil }
        let missing = own.filter { one in one.urgency.map { named[$0.name] == nil } ?? false }
        guard missing.isEmpty else {
            return missing.map { FieldProblem($0.rawValue, GovernanceWords.allFourOrNone) }
        }
        return zip(all, all.dropFirst()).compactMap { urgent, next in
            guard let first = named[urgent.name], let then = named[next.name], first > then,
                let setting = own.first(where: { $0.urgency == urgent })
            else { return nil }
            return FieldProblem(
                setting.rawValue,
                SettingsWords.longerThanNext(
                    RosterWords.step(NeedClocks.Step.firstAnswer.rawValue), NeedWords.name(of: urgent),
                    NeedWords.name(of: next)))
        }
    }

    /// Parts without which nothing can be adopted.
    static func missing(_ version: GovernanceVersion) -> [GovernancePart] {
        GovernancePart.needed.filter { !version.texts.isWritten($0) }
    }

    /// How changing the rules is decided: the first time all consent; afterwards by the rules in force.
    static func method(after inForce: GovernanceVersion?) -> (method: ProposalMethod, threshold: Int?) {
        guard let inForce else { return (.consent, nil) }
        return (.superMajority, inForce.settings.changeThreshold)
    }

    // MARK: Seats

    /// Why somebody cannot sit in a body; nothing where they can.
    ///
    /// - Parameters:
    ///   - seats: offered and held ones, without the one in question. Whoever is only named bars nobody but themselves,
    ///     from being named for the same once more.
    ///   - organisation: for whom they would sit there.
    ///   - terms: how often they sat there before.
    static func bar(
        _ body: GovernanceBody, _ member: ID, organisation: ID?, sector: Sector?, among seats: [GovernanceSeat],
        terms: Int, _ settings: GovernanceSettings
    ) -> Text? {
        if seats.contains(where: { $0.body == body && $0.memberID == member }) { return GovernanceWords.sitsThere }
        let taken = seats.filter { $0.state != .named }
        let own = taken.filter { $0.body == body }, others = taken.filter { $0.body != body }
        if terms >= settings.terms { return GovernanceWords.termsOver(settings.terms) }
        // Whoever looks at what the council does has no part in it, neither they nor those for whom they came.
        func belongs(_ seat: GovernanceSeat) -> Bool {
            seat.memberID == member || (organisation != nil && seat.organisationID == organisation)
        }
        if others.contains(where: belongs) {
            return body == .oversight ? GovernanceWords.sitsInCouncil : GovernanceWords.sitsInOversight
        }
        switch body {
        case .council:
            // One voice each, whatever its size.
            let isTaken = organisation != nil && own.contains { $0.organisationID == organisation }
            return isTaken ? GovernanceWords.oneEach : nil
        case .oversight:
            guard let sector else { return GovernanceWords.noSector }
            // The second is of another sector than the first; from then on it is mixed.
            let sectors = Set(own.compactMap(\.sector))
            return sectors == [sector] ? GovernanceWords.severalSectors : nil
        }
    }

    /// Whether oversight can work: two sectors at least.
    static func isComplete(_ seats: [GovernanceSeat], at now: Int64) -> Bool {
        Set(seats.filter { $0.body == .oversight && $0.isHeld(at: now) }.compactMap(\.sector)).count >= 2
    }

    static func words(
        _ typed: String, _ field: String, least: Int = 4, most: Int = mostWords
    ) throws(Refusal) -> String {
        let words = Clean.prose(typed)
        guard words.count >= least else { throw .invalid(field, MatterWords.sayMore(least)) }
        guard words.count <= most else { throw .invalid(field, SiteWords.tooLong) }
        return words
    }
}

/// Each setting by its name, with what it can be.
enum GovernanceSetting: String, Sendable, CaseIterable {
    case unit, silenceConsents, quorum, workDays, mayDelegate, coreThreshold, changeThreshold, termMonths, terms
    case hasCouncil, hasOversight, findingDays, consensusLimit, effortLimit, renewalMonths
    case firstAnswerCritical, firstAnswerHigh, firstAnswerNormal, firstAnswerLow

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
        case .firstAnswerCritical, .firstAnswerHigh, .firstAnswerNormal, .firstAnswerLow:
            Int(ClockLengths.shortest / Time.minute)...Int(ClockLengths.longest / Time.minute)
        }
    }

    /// Of whose first answer it says how long that may take.
    var urgency: Need.Urgency? {
        switch self {
        case .firstAnswerCritical: .critical
        case .firstAnswerHigh: .high
        case .firstAnswerNormal: .normal
        case .firstAnswerLow: .low
        default: nil
        }
    }

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
        case .unit, .silenceConsents, .mayDelegate, .hasCouncil, .hasOversight: nil
        case .firstAnswerCritical, .firstAnswerHigh, .firstAnswerNormal, .firstAnswerLow: nil
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
        if let urgency { return settings.firstAnswer?[urgency.name].map(String.init) ?? "" }
        if let number { return String(settings[keyPath: number]) }
        if let bit { return settings[keyPath: bit] ? "yes" : "no" }
        return settings.unit
    }

    /// - Returns: what is wrong with `typed`.
    func set(_ typed: String, in settings: inout GovernanceSettings) -> FieldProblem? {
        if let urgency {
            return set(typed, urgency, in: &settings)
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

    /// Minutes until the first answer; nothing leaves it to the desk.
    private func set(_ typed: String, _ urgency: Need.Urgency, in settings: inout GovernanceSettings) -> FieldProblem? {
        var named = settings.firstAnswer ?? [:]
        if typed.isEmpty {
            named[urgency.name] = nil
        } else {
            guard let minutes = Int(typed), bounds?.contains(minutes) ?? false else {
                return FieldProblem(
                    rawValue, SettingsWords.badLength(ClockLengths.shortest, ClockLengths.longest))
            }
            named[urgency.name] = minutes
        }
        settings.firstAnswer = named.isEmpty ? nil : named
        return nil
    }
}
