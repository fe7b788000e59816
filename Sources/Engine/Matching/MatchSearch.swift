/// One that came into question and what it is worth.
public struct MatchCandidate: Sendable, Equatable {
    /// Position of the supply – or of the need, where a supply asked.
    public let position: Int
    public let score: Double
}

/// Which rule sent how many away. The rules are gone through in the order of ``MatchRule``.
public struct MatchSieve: Sendable, Equatable {
    /// By the raw value of the rule.
    public internal(set) var removed: [Int]
    public internal(set) var passed: Int

    /// The rule that removed the last candidate; none while there is one.
    public var last: MatchRule? {
        guard passed == 0 else { return nil }
        return removed.lastIndex { $0 > 0 }.flatMap { MatchRule(rawValue: $0) } ?? .thing
    }
}

/// The best for one asker.
public struct MatchRanking: Sendable, Equatable {
    /// Best first.
    public let candidates: [MatchCandidate]
    /// How many fulfil all rules.
    public let passed: Int
    /// Who was sent away by which rule; whole only where nobody passed (``MatchMarket/sieve(of:)`` makes it whole).
    public let sieve: MatchSieve
    /// So many of the best were left out of ``candidates`` though they fulfil all rules.
    public let barred: Int

    init(candidates: [MatchCandidate], passed: Int, sieve: MatchSieve, barred: Int = 0) {
        (self.candidates, self.passed, self.sieve, self.barred) = (candidates, passed, sieve, barred)
    }

    /// Of what nobody was looked for.
    static let none = MatchRanking(
        candidates: [], passed: 0,
        sieve: MatchSieve(removed: [Int](repeating: 0, count: MatchRule.allCases.count), passed: 0))
}

/// The memory of a search, made once for many: who was seen already, and with how much of what is wanted.
struct MatchScratch {
    private var stamps: [UInt32] = []
    private var turn: UInt32 = 0
    private var sums: [Double] = []
    /// Who was seen, in the order of seeing.
    private(set) var seen: [Int32] = []
    var stretches: [Range<Int>] = []
    var removed = [Int](repeating: 0, count: MatchRule.allCases.count)
    /// How many hold one of some things: the same things are asked for again and again, and the scratch is one market's.
    private var holders: [[Int32]: Int] = [:]

    /// How many hold one of these things, counted when it is first asked. What was seen is forgotten.
    mutating func holders(of things: [Int32], _ count: (inout MatchScratch) -> Int) -> Int {
        if let known = holders[things] { return known }
        let counted = count(&self)
        holders[things] = counted
        return counted
    }

    /// Begins another search among so many.
    mutating func begin(_ count: Int) {
        if stamps.count < count { stamps = [UInt32](repeating: 0, count: count) }
        turn &+= 1
        if turn == 0 {
            for index in stamps.indices { stamps[index] = 0 }
            turn = 1
        }
        seen.removeAll(keepingCapacity: true)
        for rule in removed.indices { removed[rule] = 0 }
    }

    /// Notes that this one is there.
    @inline(__always)
    mutating func see(_ slot: Int) {
        guard stamps[slot] != turn else { return }
        stamps[slot] = turn
        seen.append(Int32(slot))
    }

    /// Notes that this one holds something that weighs so much.
    @inline(__always)
    mutating func see(_ slot: Int, adding weight: Double) {
        if sums.count < stamps.count { sums = [Double](repeating: 0, count: stamps.count) }
        if stamps[slot] != turn { sums[slot] = 0 }
        see(slot)
        sums[slot] += weight
    }

    @inline(__always)
    func sum(_ slot: Int) -> Double { sums[slot] }
}

/// The best few of many, without sorting the many.
struct TopCandidates {
    let limit: Int
    private(set) var best: [MatchCandidate] = []

    init(limit: Int) {
        self.limit = limit
        best.reserveCapacity(min(limit, 256) + 1)
    }

    @inline(__always)
    mutating func offer(_ position: Int, _ score: Double) {
        if best.count == limit, let worst = best.last, !TopCandidates.isBetter(position, score, than: worst) { return }
        insert(MatchCandidate(position: position, score: score))
    }

    private mutating func insert(_ one: MatchCandidate) {
        guard limit > 0 else { return }
        var low = 0, high = best.count
        while low < high {
            let middle = (low + high) / 2
            if TopCandidates.isBetter(one.position, one.score, than: best[middle]) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        best.insert(one, at: low)
        if best.count > limit { best.removeLast() }
    }

    @inline(__always)
    private static func isBetter(_ position: Int, _ score: Double, than other: MatchCandidate) -> Bool {
        score > other.score || (score == other.score && position < other.position)
    }
}

extension MatchMarket {
    /// The best offers and volunteers for a need. Reads the cells under the radius alone: of what is wanted, or, where something is
    /// required, of the rarest of that.
    public func best(forNeed need: Int, top count: Int = 20) -> MatchRanking {
        var scratch = MatchScratch()
        return best(forNeed: need, top: count, &scratch)
    }

    /// The best needs for an offer or a volunteer: what can I do now?
    public func best(forSupply supply: Int, top count: Int = 20) -> MatchRanking {
        let one = supplies[supply], slot = Int(supplyIndex.slots[supply])
        var scratch = MatchScratch(), stretches: [Range<Int>] = []
        scratch.begin(needs.count)
        for thing in one.holds {
            // Shipped goods and who works from anywhere see every need; the pair's own rule measures the rest.
            needIndex.stretches(
                of: thing, around: one.isRemote ? nil : one.place, within: one.radius, into: &stretches)
            for stretch in stretches { for entry in stretch { scratch.see(needIndex.slot(entry)) } }
        }
        var best = TopCandidates(limit: count), passed = 0
        for seen in scratch.seen {
            let need = Int(needIndex.positions[Int(seen)])
            if let rule = firstBroken(needFacts[Int(seen)], need, slot) {
                scratch.removed[rule.rawValue] += 1
            } else {
                passed += 1
                best.offer(need, score(need: need, supply: supply))
            }
        }
        return MatchRanking(
            candidates: best.best, passed: passed, sieve: MatchSieve(removed: scratch.removed, passed: passed))
    }

    /// Who was sent away by which rule, all supplies counted.
    public func sieve(of need: Int) -> MatchSieve {
        var scratch = MatchScratch()
        return sieve(of: need, &scratch)
    }

    func best(forNeed need: Int, top count: Int, _ scratch: inout MatchScratch) -> MatchRanking {
        let things = needs[need].things
        guard things.count > 1 || needs[need].isRemote else {
            return best(forNeed: need, holding: things.first ?? -1, top: count, &scratch)
        }
        let all = things.reduce(0) { $0 + rarity(of: $1) }
        gather(needs[need], things, &scratch)
        var best = TopCandidates(limit: count), passed = 0
        let facts = needFacts[Int(needIndex.slots[need])]
        for index in scratch.seen.indices {
            let slot = Int(scratch.seen[index])
            guard firstBroken(facts, need, slot) == nil else { continue }
            passed += 1
            let position = Int(supplyIndex.positions[slot])
            let coverage =
                needs[need].required.isEmpty && all > 0 ? scratch.sum(slot) / all : coverage(things, of: position)
            best.offer(position, score(facts, slot, coverage))
        }
        let sieve = passed == 0 ? sieve(of: need, &scratch) : MatchSieve(removed: scratch.removed, passed: passed)
        return MatchRanking(candidates: best.best, passed: passed, sieve: sieve)
    }

    /// Everybody in reach who holds one of the things, with how much that weighs: of what is required the rarest list alone, else
    /// all lists, in the order in which coverage adds them up.
    private func gather(_ need: MatchNeed, _ things: [Int32], _ scratch: inout MatchScratch) {
        scratch.begin(supplies.count)
        let rarest = need.required.min { (supplyIndex.count(of: $0), $0) < (supplyIndex.count(of: $1), $1) }
        var stretches: [Range<Int>] = []
        for thing in rarest.map({ [$0] }) ?? things {
            let weight = rarity(of: thing)
            supplyIndex.stretches(of: thing, around: need.place, within: need.radius, into: &stretches)
            for stretch in stretches {
                for entry in stretch {
                    let slot = supplyIndex.slot(entry)
                    // Who works from anywhere is found once more below.
                    if need.isRemote && isFoundTwice(slot) { continue }
                    scratch.see(slot, adding: weight)
                }
            }
            guard need.isRemote else { continue }
            for entry in supplyIndex.remote(thing) { scratch.see(supplyIndex.slot(entry), adding: weight) }
        }
    }

    private func isFoundTwice(_ slot: Int) -> Bool {
        supplyFacts[slot].flags.isSuperset(of: [.people, .remote]) && supplyIndex.isTwice(slot)
    }

    /// The usual case, one thing: nobody is seen twice, and all who pass hold all of it.
    private func best(forNeed need: Int, holding thing: Int32, top count: Int, _ scratch: inout MatchScratch)
        -> MatchRanking
    {
        scratch.begin(0)
        var best = TopCandidates(limit: count), passed = 0, seen = 0
        let facts = needFacts[Int(needIndex.slots[need])]
        supplyIndex.stretches(
            of: thing, around: needs[need].place, within: needs[need].radius, into: &scratch.stretches)
        for stretch in scratch.stretches {
            seen += stretch.count
            for entry in stretch {
                let slot = supplyIndex.slot(entry)
                if let rule = firstBroken(facts, need, slot) {
                    scratch.removed[rule.rawValue] += 1
                } else {
                    passed += 1
                    best.offer(Int(supplyIndex.positions[slot]), score(facts, slot, 1))
                }
            }
        }
        // Whoever holds it and was not looked at lies too far; whoever does not hold it has nothing.
        let holders = supplyIndex.count(of: thing)
        scratch.removed[MatchRule.distance.rawValue] += holders - seen
        scratch.removed[MatchRule.thing.rawValue] += supplies.count - holders
        return MatchRanking(
            candidates: best.best, passed: passed, sieve: MatchSieve(removed: scratch.removed, passed: passed))
    }

    private func sieve(of need: Int, _ scratch: inout MatchScratch) -> MatchSieve {
        let things = needs[need].things
        let holders = scratch.holders(of: things) { counting in
            counting.begin(supplies.count)
            see(things, &counting)
            return counting.seen.count
        }
        scratch.begin(supplies.count)
        if needs[need].isRemote {
            see(things, &scratch)
        } else {
            for thing in things {
                supplyIndex.stretches(
                    of: thing, around: needs[need].place, within: needs[need].radius, into: &scratch.stretches)
                for stretch in scratch.stretches { for entry in stretch { scratch.see(supplyIndex.slot(entry)) } }
            }
        }
        var passed = 0
        let facts = needFacts[Int(needIndex.slots[need])]
        for slot in scratch.seen {
            if let rule = firstBroken(facts, need, Int(slot)) {
                scratch.removed[rule.rawValue] += 1
            } else {
                passed += 1
            }
        }
        // Whoever holds something and was not looked at lies too far.
        scratch.removed[MatchRule.distance.rawValue] += holders - scratch.seen.count
        scratch.removed[MatchRule.thing.rawValue] += supplies.count - holders
        return MatchSieve(removed: scratch.removed, passed: passed)
    }

    /// Everybody who holds one of the things, wherever they are.
    private func see(_ things: [Int32], _ scratch: inout MatchScratch) {
        for thing in things {
            for entry in supplyIndex.list(of: thing) { scratch.see(supplyIndex.slot(entry)) }
        }
    }
}
