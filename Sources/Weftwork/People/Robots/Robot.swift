internal import Database
internal import Engine

/// How it has gone with a robot.
struct RobotHealth: Sendable, Equatable {
    /// When it last took a message.
    var tookAt: Int64?
    /// Why it did not take the last one.
    var fault: RobotFault.Kind?
    var code: Int?
    var faultAt: Int64?
    /// How often in a row.
    var failures = 0
    /// Since when nothing is posted to it: somebody has to mend it.
    var brokenAt: Int64?

    var isBroken: Bool { brokenAt != nil }
}

/// A robot of a group, entered into a network.
struct GroupRobot: Sendable {
    /// What it posts of itself.
    enum Posts: String, Sendable, CaseIterable {
        /// Calls for help, when people are asked.
        case calls
    }

    let id: ID
    let networkID: ID
    /// Who entered it, and hears when it is dead.
    let enteredBy: ID
    let enteredAt: Int64
    /// The team that it is for; nothing is the whole network.
    let teamID: ID?
    let language: Language
    let posts: Set<Posts>
    /// Nothing where it can't be opened any more.
    let hook: RobotHook?
    let kind: RobotHook.Kind
    let health: RobotHealth
}

/// A robot in a chat that only its owner reads, among the ways in which she is reached.
struct OwnRobot: Sendable {
    let personID: ID
    let kind: RobotHook.Kind
    let hook: RobotHook?
    let enteredAt: Int64
    /// Since when it is known that she reads it: she has typed a code that it said.
    let confirmedAt: Int64?
    let health: RobotHealth

    /// Askings go by it.
    var isUsed: Bool { confirmedAt != nil && hook != nil && !health.isBroken }
}

/// A robot as somebody enters it.
struct RobotDraft: Sendable {
    var kind: String?
    var name = ""
    var address = ""
    var secret = ""
    var team: ID?
    var language: String?
    var posts: [String] = []

    /// - Throws: ``Refusal/invalid(_:)`` naming each field.
    func hook(allowed: Set<String>, needsName: Bool) throws(Refusal) -> RobotHook {
        var problems: [FieldProblem] = []
        let kind = kind.flatMap(RobotHook.Kind.init(rawValue:))
        if kind == nil {
            problems.append(
                FieldProblem("kind", SiteWords.badChoice(RobotHook.Kind.allCases.map(\.rawValue), self.kind ?? "")))
        }
        let name = Clean.line(name), secret = Clean.line(secret), address = Clean.line(address)
        if needsName, name.isEmpty { problems.append(FieldProblem("name", SiteWords.missing)) }
        if name.count > RobotRules.mostName {
            problems.append(FieldProblem("name", RobotWords.tooLong(RobotRules.mostName)))
        }
        if secret.utf8.count > RobotRules.mostSecret {
            problems.append(FieldProblem("secret", RobotWords.tooLong(RobotRules.mostSecret)))
        }
        if address.isEmpty {
            problems.append(FieldProblem("address", SiteWords.missing))
        } else if let kind, !RobotRules.mayPost(kind, to: address, allowed: allowed) {
            problems.append(FieldProblem("address", RobotWords.badAddress(kind, allowed.sorted())))
        }
        guard problems.isEmpty, let kind else { throw .invalid(problems) }
        return RobotHook(kind: kind, url: address, secret: secret.isEmpty ? nil : secret, name: name)
    }
}
