internal import Database
internal import Foundation

/// A part of the page that says how a network works, written by people. What settings and figures say is not written.
enum MechanismPart: String, Sendable, CaseIterable {
    case mission, vision, values, aim, coreUsers, serves
    /// What answers each of the four uncertainties.
    case people, time, ability, place
    /// What answers each pain.
    case painIdentity, painInformation, painSafety, painCoordination, painAbility
    case goalLink, goalGrow
    /// How it works, in one line: it stands on the card.
    case line
    case demand, trust, tiers, responsibility, spread, points, answers, pact
    case advantage

    enum Group: Sendable, CaseIterable {
        case purpose, uncertainties, pains, goals, mechanisms, advantage

        var parts: [MechanismPart] {
            switch self {
            case .purpose: [.mission, .vision, .values, .aim, .coreUsers, .serves]
            case .uncertainties: [.people, .time, .ability, .place]
            case .pains: [.painIdentity, .painInformation, .painSafety, .painCoordination, .painAbility]
            case .goals: [.goalLink, .goalGrow]
            case .mechanisms: [.line] + MechanismPart.eight
            case .advantage: [.advantage]
            }
        }
    }

    /// Those for which settings and figures have something to say, too.
    static let eight: [MechanismPart] = [
        .demand, .trust, .tiers, .responsibility, .spread, .points, .answers, .pact,
    ]
    /// Without these there is no card to meet.
    static let required: [MechanismPart] = [.mission, .vision, .values, .line]

    /// Parts as they are stored and told, by name.
    static func words(_ parts: [MechanismPart]) -> String { parts.map(\.rawValue).joined(separator: " ") }

    static func list(_ words: String) -> [MechanismPart] {
        words.split(separator: " ").compactMap { MechanismPart(rawValue: String($0)) }
    }
}

/// The written parts, each in one language or both.
struct MechanismTexts: Sendable, Equatable {
    struct Saying: Sendable, Equatable, Codable {
        var zh = ""
        var en = ""

        var isEmpty: Bool { zh.isEmpty && en.isEmpty }

        func text(_ language: Language) -> String { language == .zh ? zh : en }

        mutating func set(_ text: String, in language: Language) {
            if language == .zh { zh = text } else { en = text }
        }
    }

    private var sayings: [MechanismPart: Saying] = [:]

    init() {}

    subscript(part: MechanismPart) -> Saying {
        get { sayings[part] ?? Saying() }
        set { sayings[part] = newValue.isEmpty ? nil : newValue }
    }

    var isEmpty: Bool { sayings.isEmpty }

    /// A part in a language, else in the other; nothing where it was left out.
    func said(_ part: MechanismPart, _ language: Language) -> String? {
        guard let saying = sayings[part] else { return nil }
        let own = saying.text(language)
        return own.isEmpty ? saying.text(language.other) : own
    }

    /// As it is stored and hashed: always in the same order.
    var encoded: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let named = Dictionary(sayings.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first })
        return (try? encoder.encode(named)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    init(encoded: String) {
        let named = try? JSONDecoder().decode([String: Saying].self, from: Data(encoded.utf8))
        for (name, saying) in named ?? [:] {
            if let part = MechanismPart(rawValue: name) { self[part] = saying }
        }
    }
}

/// One version of how a network works: a draft until another steward has consented, then for all to read.
struct MechanismVersion: Sendable {
    enum State: String, Sendable, SQLConvertible {
        case draft, asked, published
    }

    /// As what somebody acted; their name is for members only.
    enum Hand: String, Sendable, SQLConvertible {
        case coordinator, steward

        init(_ member: Member) { self = member.has(.coordinator) ? .coordinator : .steward }
    }

    let networkID: ID
    /// Counts from 1.
    let number: Int
    var state = State.draft
    /// Who may read what is written: everybody, or members.
    var scope = Audience.public
    var texts = MechanismTexts()
    /// Why it is changed, as whoever asked says.
    var reason = ""
    var editorID: ID
    var editor: Hand
    var editedAt: Int64
    var askedByID: ID?
    var askedAt: Int64?
    var decidedByID: ID?
    var decider: Hand?
    var decidedAt: Int64?
    /// Decided by its editor, since there was nobody else who could.
    var isAlone = false
    /// Why another steward did not consent, until it is changed.
    var answer = ""
    /// Until when it is open for objections; nothing where one consent publishes it at once.
    var openUntil: Int64?
    /// What the figures said in the thirty days before it was published.
    var figures: MechanismFigures?
    /// The parts in which it differs from the one before; nothing until it is decided.
    var changed: [MechanismPart]?

    static let scopes: [Audience] = [.public, .members]

    /// What is consented to: nobody can say later that it was another text.
    var hash: [UInt8] {
        Sodium.hash(Array("mechanism".utf8) + [0] + Array(scope.name.utf8) + [0] + Array(texts.encoded.utf8))
    }

    /// Whether its words are for `viewer`.
    func isRead(by viewer: Viewer) -> Bool { viewer.tier <= scope }
}

/// A published version as it stands in the list.
struct MechanismStep: Sendable {
    let number: Int
    /// When it was decided.
    let at: Int64
    /// The parts in which it differs from the one before.
    let changed: [MechanismPart]
}

/// A draft as it is sent: what is not named stays.
struct MechanismDraft: Sendable {
    var scope: String?
    var texts: [MechanismPart: [Language: String]] = [:]
    /// The hash of what its editor has read – the draft, else what is in force –, so that nobody writes over another; nothing
    /// where they don't say.
    var read: String?
}
