internal import Database
internal import Engine
internal import Foundation

/// What somebody says about themselves, each with who may see it. Nobody else edits it.
enum ProfileField: String, Sendable, CaseIterable, SQLConvertible {
    case offers, needs, skills, askMe, about, handle, area, timeZone, languages, walk, interests, phone, wechat
    case publicEmail, emergencyContact, insurance

    /// Who sees it where nothing was chosen.
    var usualAudience: Audience {
        switch self {
        case .handle, .about, .languages, .interests, .skills, .needs, .offers, .askMe, .area, .timeZone, .walk:
            .members
        case .phone, .wechat, .publicEmail: .case
        case .emergencyContact, .insurance: .case
        }
    }

    /// Nobody but oneself ever reads it on a page; it is opened when somebody who went out does not come back.
    var isSealedForSafety: Bool { self == .emergencyContact || self == .insurance }

    /// What changes with time: after half a year its owner is asked whether it is still true.
    static let asksAgain: [ProfileField] = [.needs, .offers]
    /// By which somebody is reached: shown to others by an act of its own, which is on record.
    var isContact: Bool { self == .phone || self == .wechat || self == .publicEmail }

    var isLong: Bool { self == .about || self == .needs || self == .offers }
    var most: Int { isLong ? 1000 : 200 }
}

/// A field as it is kept.
struct ProfileEntry: Sendable, Equatable {
    let field: ProfileField
    let text: String
    let audience: Audience
}

/// Who sees what of a profile. Pure.
enum ProfileRules {
    /// Audiences that a field can be given: oneself only, or so far.
    static let audiences: [Audience] = [.case, .stewards, .trusted, .members]

    /// The entries as they are typed.
    /// - Throws: ``Refusal/invalid(_:)`` naming each field that is wrong.
    static func cleaned(_ texts: [ProfileField: String], _ audiences: [ProfileField: String]) throws(Refusal)
        -> [ProfileEntry]
    {
        var problems: [FieldProblem] = [], entries: [ProfileEntry] = []
        for field in ProfileField.allCases {
            guard let raw = texts[field] else { continue }
            let text = field.isLong ? Clean.prose(raw) : Clean.sentence(raw)
            if text.count > field.most { problems.append(FieldProblem(field.rawValue, SiteWords.tooLong)) }
            if let problem = problem(field, text) { problems.append(FieldProblem(field.rawValue, problem)) }
            let named = audiences[field].flatMap(Audience.init(name:)) ?? field.usualAudience
            let audience = field.isSealedForSafety ? .case : self.audiences.contains(named) ? named : .case
            entries.append(ProfileEntry(field: field, text: normal(field, text), audience: audience))
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        return entries
    }

    /// The names of time zones that this machine knows, as the IANA list has them.
    private static let timeZones = Set(TimeZone.knownTimeZoneIdentifiers)

    static func isTimeZone(_ text: String) -> Bool {
        // Names that were given up later still work; offsets such as "GMT+8" say nothing of summer.
        text == "UTC" || timeZones.contains(text) || (text.contains("/") && TimeZone(identifier: text) != nil)
    }

    private static func problem(_ field: ProfileField, _ text: String) -> Text? {
        guard !text.isEmpty else { return nil }
        switch field {
        case .handle:
            let isFine =
                (2...32).contains(text.count)
                && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
            return isFine ? nil : ProfileWords.badHandle
        case .phone: return Contacts.phone(text) == nil ? ProfileWords.badPhone : nil
        case .publicEmail: return Contacts.email(text) == nil ? PeopleWords.badEmail : nil
        case .timeZone: return isTimeZone(text) ? nil : ProfileWords.badTimeZone
        case .walk:
            return Walk(rawValue: text) == nil ? SiteWords.badChoice(Walk.allCases.map(\.rawValue), text) : nil
        default: return nil
        }
    }

    private static func normal(_ field: ProfileField, _ text: String) -> String {
        switch field {
        case .phone: Contacts.phone(text) ?? text
        case .publicEmail: Contacts.email(text) ?? text
        default: text
        }
    }

    /// What a page shows a reader of somebody: the audience of each field includes the reader's tier; to oneself everything.
    static func visible(_ entries: [ProfileEntry], of person: ID, to viewer: Viewer) -> [ProfileEntry] {
        if viewer.personID == person { return entries.filter { !$0.text.isEmpty } }
        return allowed(entries, to: viewer).filter { !$0.field.isContact }
    }

    /// How a reader may reach somebody, once they look.
    static func contacts(_ entries: [ProfileEntry], to viewer: Viewer) -> [ProfileEntry] {
        allowed(entries, to: viewer).filter(\.field.isContact)
    }

    private static func allowed(_ entries: [ProfileEntry], to viewer: Viewer) -> [ProfileEntry] {
        guard viewer.member != nil else { return [] }
        return entries.filter { entry in
            !entry.text.isEmpty && entry.audience > .case && !entry.field.isSealedForSafety
                && viewer.tier <= entry.audience
        }
    }

    /// What all members may know of a field that is a list.
    static func openList(_ entries: [ProfileEntry], _ field: ProfileField) -> [String] {
        Clean.list(entries.first { $0.field == field && $0.audience >= .members }?.text ?? "")
    }

    /// So many members' contacts one may look at a day.
    static func looksPerDay(_ standing: Standing) -> Int {
        switch standing {
        case .newcomer: 5
        case .vouched: 15
        case .trusted, .steward: 40
        }
    }
}

/// Fields that belong together, as the form shows them.
enum ProfileGroup: String, CaseIterable, Sendable {
    case give, card, place, reach, safety

    var fields: [ProfileField] {
        switch self {
        case .give: [.offers, .needs, .skills, .askMe]
        case .card: [.about, .handle, .walk, .interests]
        case .place: [.area, .timeZone, .languages]
        case .reach: [.phone, .wechat, .publicEmail]
        case .safety: [.emergencyContact, .insurance]
        }
    }
}

/// A profile as somebody changes it; what is not said stays.
struct ProfileDraft: Sendable {
    var name: String?
    var language: String?
    var texts: [ProfileField: String] = [:]
    var audiences: [ProfileField: String] = [:]
    var willing: Set<Willing>?
}

/// A walk of life (000).
enum Walk: String, Sendable, CaseIterable {
    case official, scholar, entrepreneur, employee, socialWorker, health, student, retired, other
}
