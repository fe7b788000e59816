internal import Database

/// What was settled of a precondition after it was talked over.
struct PreconditionState: Sendable, Equatable {
    let id: ID
    let networkID: ID
    let precondition: Precondition
    var isMet: Bool
    var evidence: String
    var saidByID: ID
    var saidAt: Int64
    /// Who answers for one that is not met.
    var charge: Charge?
}

/// What kind of network is wanted, and which shape.
struct NetworkWish: Sendable, Equatable {
    var kind: NetworkKind?
    var shape: WantedShape?
    let byID: ID
    let at: Int64
}

enum ReadinessAction: Sendable {
    /// Settles a precondition; one that is not met is whoever's says so until another takes it on.
    case met(Precondition, evidence: String)
    case unmet(Precondition, evidence: String, due: String?)
    case charge(Precondition, ChargeAction)
    case settle(kind: String?, shape: String?)

    static let names = ["met", "unmet"] + ChargeAction.names + ["settle"]

    init(_ form: (String) -> String?) throws(Refusal) {
        let name = form("action")
        if name == "settle" {
            self = .settle(kind: form("kind"), shape: form("shape"))
            return
        }
        guard let precondition = form("precondition").flatMap({ Precondition(rawValue: $0) }) else {
            guard name.map(ReadinessAction.names.contains) ?? false else {
                throw .invalid("action", SiteWords.badChoice(ReadinessAction.names, name))
            }
            throw .invalid("precondition", ReadinessWords.unknownPrecondition)
        }
        if let action = try ChargeAction(name, member: form("member")) {
            self = .charge(precondition, action)
            return
        }
        switch name {
        case "met": self = .met(precondition, evidence: form("evidence") ?? "")
        case "unmet": self = .unmet(precondition, evidence: form("evidence") ?? "", due: form("due"))
        default: throw .invalid("action", SiteWords.badChoice(ReadinessAction.names, name))
        }
    }
}

/// How ready a network is, as one viewer sees it.
struct ReadinessReading: Sendable {
    let rounds: [SheetLine]
    /// The newest round whose answers the viewer may see.
    let newest: SheetReading?
    let states: [PreconditionState]
    let wish: NetworkWish?
    let names: [ID: String]
    /// Who can be asked, for those who may ask.
    let candidates: [(id: ID, name: String)]

    func state(of precondition: Precondition) -> PreconditionState? {
        states.first { $0.precondition == precondition }
    }
}
