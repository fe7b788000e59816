internal import Database

/// What somebody does by themselves: seen, counted, offered help – and nobody's leave is asked for it.
struct Doing: Sendable, Equatable {
    let id: ID
    let networkID: ID
    let memberID: ID
    /// The organisation for which they speak; nothing where it is they themselves.
    let organisationID: ID?
    /// In one line, for members.
    let what: String
    let category: Need.Category
    /// Never more exact than a district.
    let area: AreaPath
    let areaCode: Int
    let createdAt: Int64
    /// Ends by itself then, unless renewed.
    var until: Int64
    var endedAt: Int64?

    func isOn(at now: Int64) -> Bool { endedAt == nil && until > now }
}

/// What somebody says they do.
struct DoingDraft: Sendable {
    var what = ""
    var category: String?
    var area = ""
    /// A day or a moment; nothing is two weeks.
    var until: String?
    var organisation: String?
}

enum DoingAction: Sendable {
    case renew(until: String?)
    /// Whoever leads ends that of another with a reason.
    case end(reason: String?)
    /// "We can help", and that one no longer can.
    case help
    case helpNot

    var act: Act {
        switch self {
        case .renew, .end: .sayDoing
        case .help, .helpNot: .helpDoing
        }
    }

    static let names = ["renew", "end", "help", "helpNot"]

    init(_ name: String?, until: String?, reason: String?) throws(Refusal) {
        switch name {
        case "renew": self = .renew(until: until)
        case "end": self = .end(reason: reason)
        case "help": self = .help
        case "helpNot": self = .helpNot
        default: throw .invalid("action", SiteWords.badChoice(DoingAction.names, name))
        }
    }
}

/// A thing that is done, as a list shows it to members.
struct DoingLine: Sendable {
    let doing: Doing
    /// Of the organisation, else of the member.
    let name: String
    /// Who has said that they can help.
    let hands: [ID]
    let names: [ID: String]
    /// Why it is hidden: for whoever said it, and for those who lead.
    var hidden: String?
}

/// A page of the list of what is done.
struct DoingPage: Sendable {
    let lines: [DoingLine]
    /// After which the next page begins.
    let next: ID?
    let total: Int
}

extension Doing {
    var text: TextPlace { TextPlace(kind: .doing, id: id) }
}
