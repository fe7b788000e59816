/// What somebody or something must fulfil to come into question at all, in the order in which a need's candidates go through it.
public enum MatchRule: Int, Sendable, CaseIterable {
    /// Has nothing of what is wanted.
    case thing
    /// Too far for either of them.
    case distance
    /// Lacks something that is required.
    case required
    /// Paused, or nothing is left.
    case paused
    case tier
    case training
    case language
    /// Counts in another unit.
    case unit
    /// Not free when it has to be done.
    case hours
    /// Would pass its own weekly limit.
    case load
    /// Was asked for this already.
    case askedBefore

    /// The name in interfaces for programs.
    public var name: String { String(describing: self) }
}

/// The rules on plain values: what the fast search does, said simply.
public enum MatchRules {
    /// All rules that a supply breaks for a need at this position; none is a candidate.
    public static func broken(_ need: MatchNeed, _ supply: MatchSupply, position: Int) -> [MatchRule] {
        MatchRule.allCases.filter { !isFulfilled($0, need, supply, position) }
    }

    private static func isFulfilled(
        _ rule: MatchRule, _ need: MatchNeed, _ supply: MatchSupply, _ position: Int
    ) -> Bool {
        switch rule {
        case .thing: need.kind == supply.kind && !Set(need.things).isDisjoint(with: supply.holds)
        case .distance: isNear(need, supply)
        case .required: Set(need.required).isSubset(of: supply.holds)
        case .paused: !supply.isPaused && supply.amount != .number(0)
        case .tier: supply.tier >= need.tier
        case .training: Set(need.training).isSubset(of: supply.training)
        case .language: speaks(need, supply)
        case .unit: countsAlike(need, supply)
        case .hours: supply.availability.allows(need.slots)
        case .load: hasRoom(need, supply)
        case .askedBefore: !supply.passedOver.contains(Int32(position))
        }
    }

    /// Whether distance does not matter: shipped goods, or work from anywhere.
    static func isAnywhere(_ need: MatchNeed, _ supply: MatchSupply) -> Bool {
        supply.isRemote && (supply.kind == .goods || need.isRemote)
    }

    private static func isNear(_ need: MatchNeed, _ supply: MatchSupply) -> Bool {
        guard !isAnywhere(need, supply), let there = need.place, let here = supply.place else { return true }
        return Sphere.chord(Sphere(there), Sphere(here))
            <= min(Sphere.chord(kilometres: need.radius), Sphere.chord(kilometres: supply.radius))
    }

    /// In the present week, and in the weeks of the hours that it takes.
    private static func hasRoom(_ need: MatchNeed, _ supply: MatchSupply) -> Bool {
        let isLeft = supply.minutesLimit.map { Int($0) >= Int(supply.minutesTaken) + Int(need.minutes) } ?? true
        return isLeft && !need.slots.contains { $0.hours.overlaps(supply.full) }
    }

    private static func speaks(_ need: MatchNeed, _ supply: MatchSupply) -> Bool {
        need.languages.isEmpty || supply.languages.isEmpty || !Set(need.languages).isDisjoint(with: supply.languages)
    }

    private static func countsAlike(_ need: MatchNeed, _ supply: MatchSupply) -> Bool {
        need.unit == supply.unit || need.unit == 0 || supply.unit == 0
    }
}
