/// What is asked of somebody for a role, published as data: few things, each of which can be shown.
struct RoleCriteria: Sendable {
    let standing: Standing
    /// Deliveries that count: to different, independent sides.
    let deliveries: Int
    let needsPrimer: Bool
    /// Skills that somebody answers for.
    let skills: Int
    /// Days here.
    let days: Int

    static func of(_ role: Role) -> RoleCriteria {
        switch role {
        case .intake: RoleCriteria(standing: .vouched, deliveries: 0, needsPrimer: true, skills: 0, days: 14)
        case .communicator, .knowledgeWeaver, .fundraiser:
            RoleCriteria(standing: .vouched, deliveries: 0, needsPrimer: true, skills: 1, days: 30)
        case .facilitator, .trainer:
            RoleCriteria(standing: .trusted, deliveries: 0, needsPrimer: true, skills: 1, days: 60)
        case .verifier: RoleCriteria(standing: .trusted, deliveries: 1, needsPrimer: true, skills: 0, days: 30)
        case .dispatcher: RoleCriteria(standing: .trusted, deliveries: 3, needsPrimer: true, skills: 0, days: 60)
        case .weaver: RoleCriteria(standing: .trusted, deliveries: 1, needsPrimer: true, skills: 0, days: 90)
        case .dataSteward: RoleCriteria(standing: .trusted, deliveries: 0, needsPrimer: true, skills: 1, days: 90)
        case .coordinator: RoleCriteria(standing: .trusted, deliveries: 3, needsPrimer: true, skills: 1, days: 180)
        }
    }
}

/// What of somebody counts for a role.
struct GrowthFacts: Sendable, Equatable {
    let standing: Standing
    let deliveries: Int
    let hasPrimer: Bool
    let skills: Int
    let days: Int

    static let none = GrowthFacts(standing: .newcomer, deliveries: 0, hasPrimer: false, skills: 0, days: 0)
}

/// One thing that is asked for, beside what is there.
enum Criterion: Sendable, Equatable {
    case standing(Standing)
    case primer
    case deliveries(has: Int, of: Int)
    case skills(has: Int, of: Int)
    case days(has: Int, of: Int)
}

/// How near somebody is to a role: what is there, what is missing. Never a number.
struct RoleReach: Sendable, Equatable {
    let role: Role
    let met: [Criterion]
    let missing: [Criterion]
}

extension GrowthRules {
    /// So many roles are shown as the next within reach.
    static let shown = 3

    static func reach(_ role: Role, _ facts: GrowthFacts) -> RoleReach {
        let asks = RoleCriteria.of(role)
        var met: [Criterion] = [], missing: [Criterion] = []
        func weigh(_ isThere: Bool, _ criterion: Criterion) {
            if isThere { met.append(criterion) } else { missing.append(criterion) }
        }
        weigh(facts.standing >= asks.standing, .standing(asks.standing))
        if asks.needsPrimer { weigh(facts.hasPrimer, .primer) }
        if asks.deliveries > 0 {
            weigh(facts.deliveries >= asks.deliveries, .deliveries(has: facts.deliveries, of: asks.deliveries))
        }
        if asks.skills > 0 { weigh(facts.skills >= asks.skills, .skills(has: facts.skills, of: asks.skills)) }
        if asks.days > 0 { weigh(facts.days >= asks.days, .days(has: facts.days, of: asks.days)) }
        return RoleReach(role: role, met: met, missing: missing)
    }

    /// The roles next within reach: those of which the fewest things are missing, as they stand in the list of roles.
    static func next(_ facts: GrowthFacts, holding: Set<Role>) -> [RoleReach] {
        let open = Role.allCases.filter { !holding.contains($0) }.map { reach($0, facts) }
        return Array(
            open.enumerated().sorted { ($0.element.missing.count, $0.offset) < ($1.element.missing.count, $1.offset) }
                .map(\.element).prefix(shown))
    }
}
