public import Database

/// One emergency as it is answered: what, where, how far it has come, what everybody should know. All of it is public but
/// who answers for it.
struct Emergency: Sendable, Equatable {
    enum Phase: String, Sendable, CaseIterable, SQLConvertible {
        case standby, active, windingDown, closed
    }

    enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        case epidemic, flood, earthquake, storm, fire, cold, drought, accident, conflict, other
    }

    enum Level: String, Sendable, CaseIterable, SQLConvertible {
        case national, provincial, municipal, local
    }

    /// A number to call, and whose it is.
    struct Hotline: Sendable, Equatable, Codable {
        var name: String
        var number: String
    }

    let id: ID
    let networkID: ID
    var name: String
    var kind: Kind
    var level: Level
    /// Where it is; everywhere where none is named.
    var areas: [AreaPath]
    /// Safety advice for the public, as typed in each language.
    var adviceZh: String
    var adviceEn: String
    var hotlines: [Hotline]
    var phase: Phase
    /// Since when it is in its phase.
    var phaseAt: Int64
    /// The member who answers for it.
    var leadID: ID
    let openedAt: Int64
    var version: Int

    var tie: EmergencyTie { EmergencyTie(id: id, name: name) }

    /// The advice in `language`; the other's where only that was typed.
    func advice(in language: Language) -> String {
        let (own, other) = language == .zh ? (adviceZh, adviceEn) : (adviceEn, adviceZh)
        return own.isEmpty ? other : own
    }
}

/// The emergency that something belongs to, by its public name.
public struct EmergencyTie: Sendable, Equatable {
    public let id: ID
    public let name: String
}

/// When a phase began, and by whom.
struct EmergencyStep: Sendable, Equatable {
    let phase: Emergency.Phase
    let at: Int64
    let byID: ID?
}

/// An emergency as it is typed or sent; what is nothing stays as it was.
struct EmergencyDraft: Sendable {
    var name: String?
    var kind: String?
    var level: String?
    /// One area each: its parts from large to small, or one text that holds them all.
    var areas: [[String]]?
    var adviceZh: String?
    var adviceEn: String?
    var hotlines: [Emergency.Hotline]?
    var lead: String?
    /// Only where it is opened: standby or active.
    var phase: String?
    /// The version that was read before it was changed; nothing where that doesn't matter.
    var version: Int?
}

/// What the coordinator writes afterwards, beside the figures of the moment it was closed.
struct EmergencyReview: Sendable {
    var wentWell: String
    var toChange: String
    /// Nothing before it was closed.
    var figures: EmergencyFigures?
    var closedAt: Int64?
    var writtenAt: Int64?
    var byID: ID?
}

/// Where something goes when its emergency closes.
enum EmergencyTarget: Sendable, Equatable {
    case everyday
    case emergency(ID)

    static let everydayWord = "everyday"

    /// Reads `everyday` or an emergency's id.
    init?(_ word: String) {
        if word == EmergencyTarget.everydayWord {
            self = .everyday
        } else if let id = ID(word) {
            self = .emergency(id)
        } else {
            return nil
        }
    }

    var id: ID? { if case .emergency(let id) = self { id } else { nil } }
}

/// Where all that is still open goes: one answer for all, and others for some.
struct ClosingDraft: Sendable {
    var rest: String?
    var needs: [(id: String, to: String)] = []
    var shifts: [(id: String, to: String)] = []
    var teams: [(id: String, to: String)] = []
    var restrictions: [(id: String, to: String)] = []
}
