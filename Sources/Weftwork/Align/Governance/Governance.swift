internal import Database
internal import Foundation

/// A part of the rules by which a network governs itself.
enum GovernancePart: String, Sendable, CaseIterable, Codable {
    /// Who decides what.
    case who
    /// By which method.
    case methods
    /// How many it takes, for how long somebody is chosen.
    case quorum
    /// How benefits are shared.
    case benefits
    /// How these rules change.
    case changing
    case more

    /// Without these there is nothing to adopt.
    static let needed: [GovernancePart] = [.who, .methods, .changing]
}

/// Its words, in both languages where somebody has written both.
struct GovernanceTexts: Sendable, Equatable, Codable {
    private var parts: [String: [String: String]] = [:]

    subscript(part: GovernancePart, language: Language) -> String {
        get { parts[part.rawValue]?[language.rawValue] ?? "" }
        set { parts[part.rawValue, default: [:]][language.rawValue] = newValue.isEmpty ? nil : newValue }
    }

    func isWritten(_ part: GovernancePart) -> Bool { Language.allCases.contains { !self[part, $0].isEmpty } }

    /// In the language asked for, else in the other; nothing where neither is written.
    func words(_ part: GovernancePart, _ language: Language) -> String? {
        [language, language.other].map { self[part, $0] }.first { !$0.isEmpty }
    }
}

/// What of the rules is a setting: it holds from the day of adoption, and nobody sets it otherwise.
struct GovernanceSettings: Sendable, Equatable, Codable {
    var unit = VoiceUnit.persons.rawValue
    var silenceConsents = false
    var quorum = 50
    var workDays = 14
    var mayDelegate = true
    /// Where a core clause of the charter is changed so many percent of those who count have to answer.
    var coreThreshold = CharterRules.coreQuorum
    /// Changing these rules takes so many percent.
    var changeThreshold = 67
    /// A seat is held for so many months,
    var termMonths = 12
    /// and so many times running.
    var terms = 2
    var hasCouncil = false
    var hasOversight = false
    /// A finding of oversight is answered within so many days.
    var findingDays = 14
    var consensusLimit = 40
    var effortLimit = 30
    var renewalMonths = 12
    /// Minutes that steps of the desk may take, by the name of the step and of the urgency: of a step all four, or none where the desk
    /// sets them itself.
    var clocks: [String: [String: Int]]?

    var aligned: AlignSettings {
        var settings = AlignSettings()
        settings.unit = VoiceUnit(rawValue: unit) ?? .persons
        (settings.silenceConsents, settings.quorum) = (silenceConsents, quorum)
        (settings.workDays, settings.mayDelegate) = (workDays, mayDelegate)
        return settings
    }

    /// As a network has them that never wrote any rules.
    init(_ settings: AlignSettings = AlignSettings()) {
        (unit, silenceConsents, quorum) = (settings.unit.rawValue, settings.silenceConsents, settings.quorum)
        (workDays, mayDelegate) = (settings.workDays, settings.mayDelegate)
    }

    /// What a version does not say, because it is older than the setting, is as usual.
    init(from decoder: any Decoder) throws {
        self.init()
        let stored = try decoder.container(keyedBy: CodingKeys.self)
        func read<Value: Decodable>(_ key: CodingKeys, _ usual: Value) throws -> Value {
            try stored.decodeIfPresent(Value.self, forKey: key) ?? usual
        }
        unit = try read(.unit, unit)
        silenceConsents = try read(.silenceConsents, silenceConsents)
        quorum = try read(.quorum, quorum)
        workDays = try read(.workDays, workDays)
        mayDelegate = try read(.mayDelegate, mayDelegate)
        coreThreshold = try read(.coreThreshold, coreThreshold)
        changeThreshold = try read(.changeThreshold, changeThreshold)
        termMonths = try read(.termMonths, termMonths)
        terms = try read(.terms, terms)
        hasCouncil = try read(.hasCouncil, hasCouncil)
        hasOversight = try read(.hasOversight, hasOversight)
        findingDays = try read(.findingDays, findingDays)
        consensusLimit = try read(.consensusLimit, consensusLimit)
        effortLimit = try read(.effortLimit, effortLimit)
        renewalMonths = try read(.renewalMonths, renewalMonths)
        let first = try decoder.container(keyedBy: OldKeys.self).decodeIfPresent(
            [String: Int].self, forKey: .firstAnswer)
        clocks =
            try stored.decodeIfPresent([String: [String: Int]].self, forKey: .clocks)
            ?? first.map { [NeedClocks.Step.firstAnswer.rawValue: $0] }
    }

    /// What versions say that were written while the first answer was the only step.
    private enum OldKeys: String, CodingKey {
        case firstAnswer
    }

    func has(_ body: GovernanceBody) -> Bool {
        switch body {
        case .council: hasCouncil
        case .oversight: hasOversight
        }
    }

    var limits: DriftLimits {
        DriftLimits(consensus: consensusLimit, effort: effortLimit, renewalMonths: renewalMonths)
    }
}

/// One version of the rules.
struct GovernanceVersion: Sendable, Equatable {
    enum State: String, Sendable, CaseIterable, SQLConvertible {
        case draft
        /// Those whose voice counts are asked about it.
        case asked
        case adopted
        /// Another has taken its place.
        case replaced
    }

    let networkID: ID
    let id: ID
    /// Counts from 1.
    let number: Int
    var state = State.draft
    var texts = GovernanceTexts()
    var settings = GovernanceSettings()
    /// Why it was changed, for everybody to read.
    var reason = ""
    var editorID: ID
    var editedAt: Int64
    var proposalID: ID?
    var adoptedAt: Int64?
    var endedAt: Int64?

    /// What it says, as one mark: whoever agrees agrees to this.
    var mark: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let bytes = ((try? encoder.encode(texts)) ?? Data()) + ((try? encoder.encode(settings)) ?? Data())
        return TextStamp.of(String(decoding: bytes, as: UTF8.self))
    }
}

/// A version that is or was in force, in a list.
struct GovernanceLine: Sendable {
    let number: Int
    let adoptedAt: Int64
    let endedAt: Int64?
    let reason: String
}

/// What somebody writes; what is nothing stays.
struct GovernanceDraft: Sendable {
    var texts: [GovernancePart: [Language: String]] = [:]
    var settings: [String: String] = [:]
    /// The mark of what was read before it was written.
    var read: String?
}

/// A body that a network chooses people for.
enum GovernanceBody: String, Sendable, CaseIterable, SQLConvertible {
    /// Makes strategy together: one voice for each partner, whatever its size.
    case council
    /// Looks at what is done: members of several sectors without a seat in the council.
    case oversight
}

/// A seat, from the day somebody is named for it to its end.
struct GovernanceSeat: Sendable, Equatable {
    enum State: String, Sendable, CaseIterable, SQLConvertible {
        /// Somebody is named and has not said yes or no.
        case named
        /// They would; those whose voice counts are asked.
        case asked
        case held
        case declined
        case ended
    }

    let id: ID
    let networkID: ID
    let body: GovernanceBody
    let memberID: ID
    /// For whom they sit there; nothing where for themselves.
    let organisationID: ID?
    let sector: Sector?
    let namedByID: ID
    let words: String
    let namedAt: Int64
    var state = State.named
    var proposalID: ID?
    var from: Int64?
    var until: Int64?
    var endedAt: Int64?

    func isHeld(at now: Int64) -> Bool { state == .held && (until ?? .max) > now }
}

/// What oversight has found: a request with somebody who answers for it and a clock.
struct OversightFinding: Sendable, Equatable {
    enum About: String, Sendable, CaseIterable, SQLConvertible {
        case commitments, ledger, decisions, audit, reveals, rules, other
    }

    enum State: String, Sendable, CaseIterable, SQLConvertible {
        /// To be answered.
        case open
        case answered
        /// Whoever found it says that the answer will do.
        case settled
    }

    let id: ID
    let networkID: ID
    let byID: ID
    let about: About
    let words: String
    let at: Int64
    var ownerID: ID
    var dueAt: Int64
    var state = State.open
    var answer = ""
    var answeredByID: ID?
    var answeredAt: Int64?
    /// How often it was answered and put again.
    var again = 0
    var settledAt: Int64?
    /// Why others don't read it; nothing where they do.
    var hidden: String?

    var text: TextPlace { TextPlace(kind: .finding, id: id) }
}

/// What was said and settled in a session of the council, for those who may read it.
struct CouncilMinutes: Sendable, Equatable {
    let id: ID
    let networkID: ID
    let byID: ID
    /// The day of the session.
    let day: Int64
    let audience: Audience
    let words: String
    let at: Int64
    /// Why others don't read them; nothing where they do.
    var hidden: String?

    var text: TextPlace { TextPlace(kind: .minutes, id: id) }

    static let audiences: [Audience] = [.public, .members, .trusted, .stewards]
}
