/// Why a supply was suggested, as facts that anybody can check; the words for them stand with who shows them.
public enum MatchReason: Sendable, Equatable {
    /// Holds all that is wanted, or so many of so many things.
    case holds(Int, of: Int)
    /// Has as much as is wanted, or part of it; thousandths.
    case enough(Int64)
    case part(Int64, of: Int64)
    case near(kilometres: Double)
    /// Comes from anywhere: shipped, or work at a distance.
    case anywhere
    /// How far it is has to be asked.
    case distanceUnknown
    /// Its standing, where one is asked for or it has more than a newcomer's.
    case tier(Int)
    /// Known to be free for the whole time.
    case free
    /// Whether it is free has to be asked.
    case hoursUnknown
    case language(Int32)
    /// Has learnt everything that is required.
    case trained
    /// Kept so many of so many promises, nine in ten at least.
    case keepsPromises(Int, of: Int)
    /// Minutes that its week still has after this.
    case roomInWeek(Int)
    /// Nobody asked it for anything in the last fourteen days.
    case notAskedLately
}

/// What is to be said about one suggestion.
public struct MatchExplanation: Sendable, Equatable {
    /// Who would be next, had this one not been there.
    public struct Next: Sendable, Equatable {
        public let supply: Int
        /// How much lower it scores; negative where a better one is needed elsewhere.
        public let lower: Double
        /// How many kilometres further it is; negative is nearer. None where a place is not known.
        public let further: Double?
    }

    public let parts: MatchParts
    public let score: Double
    public let kilometres: Double?
    public let reasons: [MatchReason]
    public let next: Next?
}

/// Why somebody was not suggested.
public enum WhyNot: Sendable, Equatable {
    /// These rules stand in the way.
    case rules([MatchRule])
    /// Comes into question, at this place of the order (1 is the best), so much lower than the best.
    case ranked(place: Int, of: Int, lower: Double)
}

extension MatchMarket {
    /// Reasons, sub-scores and who would be next. `instead` are those who may be next, best first.
    public func explanation(need: Int, supply: Int, instead: [MatchCandidate] = []) -> MatchExplanation {
        let parts = parts(need: need, supply: supply), score = parts.total(weights)
        let kilometres = kilometres(need: need, supply: supply)
        let next = instead.first { $0.position != supply }.map { other in
            let there = self.kilometres(need: need, supply: other.position)
            return MatchExplanation.Next(
                supply: other.position, lower: score - other.score,
                further: kilometres.flatMap { here in there.map { $0 - here } })
        }
        return MatchExplanation(
            parts: parts, score: score, kilometres: kilometres,
            reasons: MatchReason.all(needs[need], supplies[supply], kilometres), next: next)
    }

    /// Why this one was not suggested for the need: the rules in the way, else its place in the order. O(candidates).
    public func whyNot(need: Int, supply: Int) -> WhyNot {
        let broken = MatchRules.broken(needs[need], supplies[supply], position: need)
        guard broken.isEmpty else { return .rules(broken) }
        let ranking = best(forNeed: need, top: supplies.count)
        let own = score(need: need, supply: supply)
        let place = (ranking.candidates.firstIndex { $0.position == supply } ?? ranking.candidates.count) + 1
        return .ranked(place: place, of: ranking.passed, lower: (ranking.candidates.first?.score ?? own) - own)
    }
}

extension MatchReason {
    /// All that is true of a pair, most telling first.
    static func all(_ need: MatchNeed, _ supply: MatchSupply, _ kilometres: Double?) -> [MatchReason] {
        var reasons: [MatchReason] = []
        let things = need.things
        reasons.append(.holds(things.count { supply.holds.contains($0) }, of: things.count))
        if need.kind == .goods, let amount = amount(need, supply) { reasons.append(amount) }
        reasons.append(place(need, supply, kilometres))
        if supply.tier > 0 { reasons.append(.tier(Int(supply.tier))) }
        if !need.slots.isEmpty {
            reasons.append(supply.availability.isKnownFree(need.slots) ? .free : .hoursUnknown)
        }
        if let language = need.languages.first(where: { supply.languages.contains($0) }) {
            reasons.append(.language(language))
        }
        if !need.training.isEmpty { reasons.append(.trained) }
        reasons += person(need, supply)
        return reasons
    }

    private static func amount(_ need: MatchNeed, _ supply: MatchSupply) -> MatchReason? {
        guard case .number(let has) = supply.amount else { return nil }
        switch need.amount {
        case .number(let wants), .range(let wants, _): return has >= wants ? .enough(has) : .part(has, of: wants)
        case .unknown, .unlimited: return .enough(has)
        }
    }

    private static func place(_ need: MatchNeed, _ supply: MatchSupply, _ kilometres: Double?) -> MatchReason {
        if MatchRules.isAnywhere(need, supply) { return .anywhere }
        return kilometres.map { .near(kilometres: $0) } ?? .distanceUnknown
    }

    private static func person(_ need: MatchNeed, _ supply: MatchSupply) -> [MatchReason] {
        var reasons: [MatchReason] = []
        let promises = supply.kept + supply.missed
        if promises >= 3, supply.kept >= 0.9 * promises {
            reasons.append(.keepsPromises(Int(supply.kept), of: Int(promises)))
        }
        guard supply.kind == .people else { return reasons }
        if let limit = supply.minutesLimit, need.minutes > 0 {
            reasons.append(.roomInWeek(Int(limit) - Int(supply.minutesTaken) - Int(need.minutes)))
        }
        if supply.asked == 0 { reasons.append(.notAskedLately) }
        return reasons
    }
}
