internal import Foundation

/// Needs and supplies side by side, with indexes over both: made once, asked often, by many at the same time.
///
/// Equal scores are put in order by position: give both in the order of their ids, and equal input gives equal answers.
public struct MatchMarket: Sendable {
    public private(set) var needs: [MatchNeed]
    public let supplies: [MatchSupply]
    public let weights: MatchWeights
    /// What the network's people keep of what they accept, on average.
    public let meanReliability: Double

    let needIndex: MatchIndex
    let supplyIndex: MatchIndex
    /// By slot of their index.
    private(set) var needFacts: [MatchFacts]
    let supplyFacts: [MatchFacts]
    /// How rare a thing is among what is held.
    private let rarity: [Double]
    /// What reliability and load bring to a score, which do not hang on the need; by slot.
    private let own: [Double]

    /// O((needs + supplies) log) time; some 200 bytes for each.
    public init(needs: [MatchNeed], supplies: [MatchSupply], weights: MatchWeights = MatchWeights()) {
        let index = MatchIndex(count: needs.count) { position in
            let need = needs[position]
            // What comes from anywhere finds it wherever it is; what doesn't measures by itself.
            return .init(
                things: need.things, place: need.place, radius: need.radius, isAnywhere: need.isRemote)
        }
        self.init(
            needs: needs, supplies: supplies, weights: weights, needIndex: index,
            needFacts: index.positions.map { MatchFacts(needs[Int($0)]) })
    }

    private init(
        needs: [MatchNeed], supplies: [MatchSupply], weights: MatchWeights, needIndex: MatchIndex,
        needFacts: [MatchFacts]
    ) {
        self.needs = needs
        self.supplies = supplies
        self.weights = weights
        self.needIndex = needIndex
        self.needFacts = needFacts
        supplyIndex = MatchIndex(count: supplies.count) { position in
            // Field by field: a supply copied whole would count up the references of all its lists.
            let isRemote = supplies[position].isRemote, isGoods = supplies[position].kind == .goods
            return .init(
                things: supplies[position].things, place: supplies[position].place, radius: supplies[position].radius,
                isAnywhere: isRemote && isGoods, isAlsoRemote: isRemote && !isGoods)
        }
        supplyFacts = supplyIndex.positions.map { MatchFacts(supplies[Int($0)]) }
        var kept = 0.0, missed = 0.0
        for position in supplies.indices {
            kept += supplies[position].kept
            missed += supplies[position].missed
        }
        let mean = Reliability.mean(kept: kept, missed: missed)
        meanReliability = mean
        own = supplyIndex.positions.map { MatchParts(standingOf: supplies[Int($0)], mean: mean).own(weights) }
        let index = supplyIndex
        rarity = (0..<index.thingCount).map { 1 / log2(2 + Double(index.count(of: Int32($0)))) }
    }

    /// The same market with other amounts wanted, by position; its indexes are shared. Of what is wanted no more – 0 – a plan takes
    /// no notice.
    public func wanting(_ amounts: [Quantity]) -> MatchMarket {
        var market = self
        for (position, amount) in zip(market.needs.indices, amounts) { market.needs[position].amount = amount }
        return market
    }

    /// The same market with one need at other hours.
    public func asking(_ need: Int, at slots: [HourSlot]) -> MatchMarket {
        var market = self
        market.needs[need].slots = slots
        market.needFacts[Int(needIndex.slots[need])] = MatchFacts(market.needs[need])
        return market
    }

    /// The same needs before other supplies: the index over the needs is shared.
    public func offering(_ supplies: [MatchSupply]) -> MatchMarket {
        MatchMarket(needs: needs, supplies: supplies, weights: weights, needIndex: needIndex, needFacts: needFacts)
    }

    /// How much a thing weighs: the rarer among what is held, the more.
    public func rarity(of thing: Int32) -> Double {
        thing >= 0 && Int(thing) < rarity.count ? rarity[Int(thing)] : 1
    }

    /// The five sub-scores of a pair, each 0 to 1.
    public func parts(need: Int, supply: Int) -> MatchParts {
        let one = needFacts[Int(needIndex.slots[need])], other = supplyFacts[Int(supplyIndex.slots[supply])]
        var parts = MatchParts(standingOf: supplies[supply], mean: meanReliability)
        parts.coverage = coverage(needs[need].things, of: supply)
        parts.near = near(one, other)
        parts.tier = MatchMarket.above(one, other)
        return parts
    }

    /// What a pair is worth, 0 to 1.
    public func score(need: Int, supply: Int) -> Double { parts(need: need, supply: supply).total(weights) }

    /// Kilometres between the two; none where a place is not known.
    public func kilometres(need: Int, supply: Int) -> Double? {
        guard let there = needs[need].place, let here = supplies[supply].place else { return nil }
        return there.distance(to: here) / 1000
    }

    /// The score of what lies in a slot: the same as the total of its parts.
    @inline(__always)
    func score(_ need: MatchFacts, _ slot: Int, _ coverage: Double) -> Double {
        let supply = supplyFacts[slot]
        return MatchParts.total(
            weights, coverage: coverage, near: near(need, supply), tier: MatchMarket.above(need, supply), own: own[slot]
        )
    }

    private static func above(_ need: MatchFacts, _ supply: MatchFacts) -> Double {
        min(1, max(0, (Double(supply.tier) - Double(need.tier) + 1) / 2))
    }

    /// Which part of what is wanted it holds, by rarity.
    func coverage(_ things: [Int32], of supply: Int) -> Double {
        let held = supplies[supply].holds
        var all = 0.0, found = 0.0
        for thing in things {
            let weight = rarity(of: thing)
            all += weight
            if held.contains(thing) { found += weight }
        }
        return all > 0 ? found / all : 0
    }

    private func near(_ need: MatchFacts, _ supply: MatchFacts) -> Double {
        let isPeople = supply.flags.contains(.people)
        if isPeople && need.flags.intersection(supply.flags).contains(.remote) { return 1 }
        guard need.flags.intersection(supply.flags).contains(.placed) else { return weights.unplaced }
        let near = exp(-Sphere.kilometres(chord: Sphere.chord(need.point, supply.point)) / weights.nearKm)
        return !isPeople && supply.flags.contains(.remote) ? max(near, weights.unplaced) : near
    }

    /// The first rule that a pair breaks; the two are known to share a thing.
    @inline(__always)
    func firstBroken(_ one: MatchFacts, _ need: Int, _ slot: Int) -> MatchRule? {
        let other = supplyFacts[slot]
        if one.flags.symmetricDifference(other.flags).contains(.people) { return .thing }
        if isTooFar(one, other) { return .distance }
        if one.flags.contains(.required), lacks(need, slot) { return .required }
        if other.flags.contains(.paused) { return .paused }
        if other.tier < one.tier { return .tier }
        // Whose numbers do not fit the bits, or who was asked before, is looked at in the values.
        if one.flags.union(other.flags).contains(.closer) { return closer(need, slot) }
        if one.training & ~other.training != 0 { return .training }
        if one.languages != 0 && other.languages != 0 && one.languages & other.languages == 0 { return .language }
        if one.unit != other.unit && one.unit != 0 && other.unit != 0 { return .unit }
        if !isFree(need, slot, one, other) { return .hours }
        return other.minutes < one.minutes ? .load : nil
    }

    @inline(__always)
    private func isTooFar(_ one: MatchFacts, _ other: MatchFacts) -> Bool {
        if other.flags.contains(.remote) && (!other.flags.contains(.people) || one.flags.contains(.remote)) {
            return false
        }
        guard one.flags.intersection(other.flags).contains(.placed) else { return false }
        return Sphere.chord(one.point, other.point) > min(one.reach, other.reach)
    }

    @inline(__always)
    private func isFree(_ need: Int, _ slot: Int, _ one: MatchFacts, _ other: MatchFacts) -> Bool {
        if one.flags.intersection(other.flags).contains(.plainHours) { return other.weekly.contains(one.weekly) }
        return supply(in: slot).availability.allows(needs[need].slots)
    }

    private func lacks(_ need: Int, _ slot: Int) -> Bool {
        let held = supply(in: slot).holds
        return needs[need].required.contains { !held.contains($0) }
    }

    private func closer(_ need: Int, _ slot: Int) -> MatchRule? {
        MatchRules.broken(needs[need], supply(in: slot), position: need).first
    }

    private func supply(in slot: Int) -> MatchSupply { supplies[Int(supplyIndex.positions[slot])] }
}

/// The five sub-scores of a pair, each 0 to 1.
public struct MatchParts: Sendable, Equatable {
    public var coverage: Double
    public var near: Double
    public var reliability: Double
    public var load: Double
    public var tier: Double

    init(coverage: Double, near: Double, reliability: Double, load: Double, tier: Double) {
        self.coverage = coverage
        self.near = near
        self.reliability = reliability
        self.load = load
        self.tier = tier
    }

    /// What a supply brings to every need alike.
    init(standingOf supply: MatchSupply, mean: Double) {
        let limit = Double(supply.minutesLimit ?? 0), taken = Double(supply.minutesTaken)
        self.init(
            coverage: 0, near: 0,
            reliability: Reliability(kept: supply.kept, missed: supply.missed, mean: mean).careful,
            load: limit > 0 ? max(0, 1 - taken / limit) : supply.minutesLimit == nil ? 1 : 0, tier: 0)
    }

    /// The score: the parts by their weights.
    public func total(_ weights: MatchWeights) -> Double {
        MatchParts.total(weights, coverage: coverage, near: near, tier: tier, own: own(weights))
    }

    /// What reliability and load bring.
    func own(_ weights: MatchWeights) -> Double { weights.reliability * reliability + weights.load * load }

    /// One sum for the search and for who looks a pair up, so that both come to the same number.
    @inline(__always)
    static func total(_ weights: MatchWeights, coverage: Double, near: Double, tier: Double, own: Double) -> Double {
        weights.coverage * coverage + weights.near * near + weights.tier * tier + own
    }
}
