import Testing

@testable import Engine

/// Who comes into question, in which order, and why not the others.
@Suite struct MatchSearchTests {
    private static let wuhan = GeoPoint(latitude: 30.59, longitude: 114.3)

    private static func nurse() -> (MatchNeed, MatchSupply) {
        var need = MatchNeed(.people, wanted: [1, 2])
        need.required = [1]
        need.place = wuhan
        need.radius = 20
        need.slots = [HourSlot(hours: WeekHours(days: 0...0, from: 14, to: 18))]
        need.minutes = 240
        need.tier = 1
        need.languages = [1]
        need.training = [5]
        var nurse = MatchSupply(.people, holds: [1, 2])
        nurse.place = GeoPoint(latitude: 30.6, longitude: 114.31)
        nurse.radius = 10
        nurse.availability = MatchAvailability(weekly: WeekHours(days: 0...4, from: 12, to: 20))
        nurse.minutesLimit = 480
        nurse.tier = 1
        nurse.languages = [1, 2]
        nurse.training = [5]
        return (need, nurse)
    }

    /// What breaks one rule and no other.
    private static let breaks: [(MatchRule, @Sendable (inout MatchNeed, inout MatchSupply) -> Void)] = [
        (.distance, { $1.radius = 1 }), (.distance, { need, _ in need.radius = 1 }), (.required, { $1.holds = [2] }),
        (.paused, { $1.isPaused = true }), (.paused, { $1.amount = .number(0) }), (.tier, { $1.tier = 0 }),
        (.training, { $1.training = [4, 6] }), (.training, { $1.training = [5 + 64] }),
        (.language, { $1.languages = [3] }),
        (.language, { $1.languages = [1 + 64] }),
        (.unit, { need, supply in (need.unit, supply.unit) = (1, 2) }),
        (.hours, { $1.availability.weekly = WeekHours(days: 0...4, from: 15, to: 20) }),
        (
            .hours,
            { need, supply in
                need.slots[0].week = 3
                supply.availability.exceptions = [.init(week: 3, busy: WeekHours(days: 0...0, from: 17, to: 18))]
            }
        ),
        (.load, { $1.minutesTaken = 241 }), (.load, { $1.full = WeekHours(CollectionOfOne(15)) }),
        (.askedBefore, { $1.passedOver = [0] }),
    ]

    @Test(arguments: breaks.indices)
    func eachRuleRemovesTheLastCandidate(_ index: Int) {
        var (need, nurse) = MatchSearchTests.nurse()
        #expect(MatchRules.broken(need, nurse, position: 0) == [])
        MatchSearchTests.breaks[index].1(&need, &nurse)
        let market = MatchMarket(needs: [need], supplies: [nurse, MatchSupply(.people, holds: [7])])
        let rule = MatchSearchTests.breaks[index].0, ranking = market.best(forNeed: 0)
        #expect(MatchRules.broken(need, nurse, position: 0) == [rule])
        #expect(ranking.candidates.isEmpty && ranking.sieve.last == rule)
        #expect(ranking.sieve.removed[rule.rawValue] == 1 && ranking.sieve.removed[MatchRule.thing.rawValue] == 1)
        #expect(market.whyNot(need: 0, supply: 0) == .rules([rule]))
        #expect(market.best(forSupply: 0).candidates.isEmpty)
    }

    @Test func theScoreIsTheFiveParts() {
        var (need, nurse) = MatchSearchTests.nurse()
        need.required = []
        nurse.holds = [1]
        (nurse.kept, nurse.missed, nurse.minutesTaken) = (8, 0, 120)
        // A second who holds the other thing, and one more: 1 is held by one, 2 by two.
        let others = [MatchSupply(.people, holds: [2]), MatchSupply(.people, holds: [2])]
        let market = MatchMarket(needs: [need], supplies: [nurse] + others)
        let parts = market.parts(need: 0, supply: 0)
        // 1 / log2(3) of 1 / log2(3) + 1 / log2(4).
        #expect(abs(parts.coverage - 0.63093 / 1.13093) < 1e-5)
        // 1.47 km: e^(-1.47 / 15).
        #expect(abs(parts.near - 0.9067) < 1e-3)
        // Network mean 9/10; Beta(9.8, 0.2): 0.98 less 0.0422.
        #expect(abs(parts.reliability - 0.9378) < 1e-3)
        #expect(parts.load == 0.75 && parts.tier == 0.5)
        let by = 0.4 * parts.coverage + 0.2 * parts.near + 0.2 * parts.reliability + 0.1 * 0.75 + 0.1 * 0.5
        #expect(abs(market.score(need: 0, supply: 0) - by) < 1e-12)
    }

    /// The search by cells and packed facts against the rules said simply, on every pair.
    @Test(arguments: UInt64(1)...12)
    func theFastSearchIsTheSlowOne(_ seed: UInt64) {
        var maker = MarketMaker(seed: seed)
        let market = maker.market(needs: 30, supplies: 150)
        for need in market.needs.indices {
            let firsts = market.supplies.indices.map { supply in
                MatchRules.broken(market.needs[need], market.supplies[supply], position: need).first
            }
            let passing = firsts.indices.filter { firsts[$0] == nil }
            let sorted = passing.map { MatchCandidate(position: $0, score: market.score(need: need, supply: $0)) }
                .sorted { ($1.score, $0.position) < ($0.score, $1.position) }
            let ranking = market.best(forNeed: need, top: 5)
            #expect(ranking.passed == passing.count, "seed \(seed)")
            #expect(ranking.candidates == Array(sorted.prefix(5)), "seed \(seed)")
            let sieve = market.sieve(of: need)
            for rule in MatchRule.allCases {
                #expect(sieve.removed[rule.rawValue] == firsts.count { $0 == rule }, "seed \(seed)")
            }
            if passing.isEmpty { #expect(ranking.sieve == sieve, "seed \(seed)") }
            #expect(market.sieve(of: need).passed == passing.count)
        }
        for supply in market.supplies.indices {
            let passing = market.needs.indices.filter {
                MatchRules.broken(market.needs[$0], market.supplies[supply], position: $0).isEmpty
            }
            let ranking = market.best(forSupply: supply, top: 400)
            #expect(Set(ranking.candidates.map(\.position)) == Set(passing), "seed \(seed)")
        }
    }

    /// Every reason said is true of what was handed in.
    @Test(arguments: UInt64(20)...28)
    func everyReasonIsTrue(_ seed: UInt64) {
        var maker = MarketMaker(seed: seed)
        let market = maker.market(needs: 20, supplies: 200)
        for need in market.needs.indices {
            let candidates = market.best(forNeed: need, top: 10).candidates
            for (place, one) in candidates.enumerated() {
                let why = market.explanation(
                    need: need, supply: one.position, instead: Array(candidates[(place + 1)...]))
                #expect(why.score == one.score && why.score >= 0 && why.score <= 1)
                for reason in why.reasons {
                    #expect(
                        MatchSearchTests.isTrue(reason, market.needs[need], market.supplies[one.position]),
                        "seed \(seed), \(reason)")
                }
                if let next = why.next {
                    #expect(next.supply == candidates[place + 1].position && next.lower >= 0)
                    #expect(abs(market.score(need: need, supply: next.supply) + next.lower - one.score) < 1e-12)
                }
                #expect(
                    market.whyNot(need: need, supply: one.position)
                        == .ranked(
                            place: place + 1, of: market.best(forNeed: need).passed,
                            lower: candidates[0].score - one.score))
            }
        }
    }

    private static func isTrue(_ reason: MatchReason, _ need: MatchNeed, _ supply: MatchSupply) -> Bool {
        let wanted = Set(need.wanted + need.required)
        switch reason {
        case .holds(let some, let all):
            return some == wanted.intersection(supply.holds).count && all == wanted.count && some > 0
        case .enough(let has): return supply.amount == .number(has) && isWithin(need.amount, has)
        case .part(let has, let wants):
            return supply.amount == .number(has) && has < wants && !isWithin(need.amount, has)
        case .near(let kilometres):
            guard let there = need.place, let here = supply.place else { return false }
            return abs(there.distance(to: here) / 1000 - kilometres) < 1e-6
                && kilometres <= min(need.radius ?? .infinity, supply.radius ?? .infinity) + 1e-6
        case .anywhere: return supply.isRemote && (need.isRemote || supply.kind == .goods)
        case .distanceUnknown: return need.place == nil || supply.place == nil
        case .tier(let tier): return Int(supply.tier) == tier && supply.tier >= need.tier
        case .free: return need.slots.allSatisfy { slot in isFree(slot, supply.availability) == true }
        case .hoursUnknown: return need.slots.contains { slot in isFree(slot, supply.availability) == nil }
        case .language(let one): return need.languages.contains(one) && supply.languages.contains(one)
        case .trained: return need.training.allSatisfy(supply.training.contains)
        case .keepsPromises(let kept, let all):
            return Double(kept) == supply.kept && Double(all) == supply.kept + supply.missed && kept * 10 >= all * 9
        case .roomInWeek(let minutes):
            return minutes >= 0 && supply.minutesLimit.map { Int($0 - supply.minutesTaken - need.minutes) } == minutes
        case .notAskedLately: return supply.asked == 0
        }
    }

    private static func isWithin(_ amount: Quantity, _ has: Int64) -> Bool {
        switch amount {
        case .number(let wants): wants <= has
        case .range(let least, _): least <= has
        case .unknown, .unlimited: true
        }
    }

    /// Hour by hour; none where nothing is known of the week.
    private static func isFree(_ slot: HourSlot, _ availability: MatchAvailability) -> Bool? {
        let changed = availability.exceptions.filter { slot.week != nil && $0.week == slot.week }
        guard availability.weekly != nil || !changed.isEmpty else { return nil }
        return (0..<168).allSatisfy { hour in
            guard slot.hours.contains(hour) else { return true }
            let isBusy = changed.contains { $0.busy.contains(hour) },
                isFree = changed.contains { $0.free.contains(hour) }
            return !isBusy && (isFree || availability.weekly?.contains(hour) == true)
        }
    }
}
