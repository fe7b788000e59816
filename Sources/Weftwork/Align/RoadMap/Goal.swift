internal import Database

/// A stage goal, or a milestone on the way to one, in time and with an owner.
struct Goal: Sendable, Equatable {
    enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        case stage, milestone
    }

    enum State: String, Sendable, CaseIterable, SQLConvertible {
        case planned, going, done, dropped

        var isOver: Bool { self == .done || self == .dropped }
    }

    let id: ID
    let networkID: ID
    let kind: Kind
    /// The stage goal to which a milestone belongs.
    let parentID: ID?
    /// The priority of the charter that it serves.
    var clauseID: ID?
    var title: String
    var note: String
    /// When it begins; a milestone has only its day.
    var from: Int64
    var charge: Charge
    var state: State
    /// What was said when its state changed.
    var stateNote: String
    var stateAt: Int64
    let madeByID: ID
    let madeAt: Int64
    /// The decision it was made of.
    var decisionID: ID?
    /// Why others don't read what it says; nothing where they do.
    var hidden: String?

    var text: TextPlace { TextPlace(kind: .goal, id: id) }
    /// Its title as others read it.
    var shownTitle: Text { hidden.map { ModerationWords.stub($0) } ?? .verbatim(title) }

    var dueAt: Int64 { charge.dueAt }
}

struct GoalDraft: Sendable {
    var title = ""
    var note = ""
    var parent: String?
    var clause: String?
    var from: String?
    var due: String?
    /// Who is asked to take it on: their id or whole name; nobody where whoever sets it answers for it.
    var member: String?
}

enum GoalAction: Sendable {
    case state(Goal.State, note: String)
    case change(GoalDraft)
    case charge(ChargeAction)

    static let names = ["begin", "done", "drop", "reopen", "change"] + ChargeAction.names

    init(_ form: (String) -> String?) throws(Refusal) {
        let name = form("action")
        if let action = try ChargeAction(name, member: form("member")) {
            self = .charge(action)
            return
        }
        switch name {
        case "begin": self = .state(.going, note: form("note") ?? "")
        case "done": self = .state(.done, note: form("note") ?? "")
        case "drop": self = .state(.dropped, note: form("note") ?? "")
        case "reopen": self = .state(.planned, note: form("note") ?? "")
        case "change": self = .change(GoalDraft(form))
        default: throw .invalid("action", SiteWords.badChoice(GoalAction.names, name))
        }
    }
}

extension GoalDraft {
    init(_ form: (String) -> String?) {
        self.init(
            title: form("title") ?? "", note: form("words") ?? "", parent: form("parent"), clause: form("clause"),
            from: form("from"), due: form("due"), member: form("member"))
    }
}

/// The road map as one viewer sees it.
struct RoadMap: Sendable {
    let goals: [Goal]
    /// The priorities of the charter in force, in their order.
    let priorities: [(id: ID, words: Bilingual)]
    let names: [ID: String]
    let candidates: [(id: ID, name: String)]
    /// What the decisions asked, of which goals were made: those that the viewer may see.
    var decisions: [ID: Text] = [:]
    /// Priorities that goals serve and that the charter in force no longer has; for members.
    var gone: Set<ID> = []

    var stages: [Goal] { goals.filter { $0.kind == .stage } }
    func milestones(of stage: Goal) -> [Goal] { goals.filter { $0.parentID == stage.id } }
    func words(of clause: ID?) -> Bilingual? { priorities.first { $0.id == clause }?.words }
    func isGone(_ clause: ID?) -> Bool { clause.map(gone.contains) ?? false }
}

/// To what a goal that is made elsewhere can be tied.
struct GoalChoices: Sendable {
    /// Stage goals that are not over, for milestones.
    let stages: [Goal]
    let priorities: [(id: ID, words: Bilingual)]
    /// Who can be asked to take it on.
    let candidates: [(id: ID, name: String)]
}

/// What may stand on a road map, and what follows on what. Pure.
enum GoalRules {
    static let mostTitle = 160
    static let mostNote = 1000
    static let longest = 6 * 366 * Time.day
    /// So many goals and milestones that are not over.
    static let mostOpen = 300

    /// The states to which one can go from another.
    static func next(_ state: Goal.State) -> [Goal.State] {
        switch state {
        case .planned: [.going, .done, .dropped]
        case .going: [.done, .dropped]
        case .done, .dropped: [.planned]
        }
    }

    /// From when until when; a goal begins today where nothing is said.
    static func span(_ draft: GoalDraft, now: Int64) throws(Refusal) -> (from: Int64, due: Int64) {
        guard let typed = draft.due, let due = Format.endOfDay(typed) ?? Format.milliseconds(rfc3339: typed) else {
            throw .invalid("due", RoadMapWords.dueMissing)
        }
        var from = now
        if let typed = draft.from, !typed.isEmpty {
            guard let moment = Format.milliseconds(rfc3339: typed) else {
                throw .invalid("from", RoadMapWords.badFrom)
            }
            // A day begins at the network's midnight.
            from = typed.count == 10 ? moment - 8 * Time.hour : moment
        }
        guard due > from else { throw .invalid("due", RoadMapWords.dueBeforeFrom) }
        guard due - now <= longest, now - from <= longest else { throw .invalid("due", RoadMapWords.tooFar) }
        return (from, due)
    }
}
