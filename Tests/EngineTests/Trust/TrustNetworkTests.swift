import Testing

@testable import Engine

/// Random histories of vouches given and taken back: what must hold after each step, whatever happened.
@Suite struct TrustNetworkTests {
    @Test(arguments: 0..<300)
    func everyChangeKeepsTheFlowWhole(_ seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let count = Int.random(in: 6...40, using: &random)
        let anchors = Set(0..<Int.random(in: 1...3, using: &random))
        let entered = Set((3..<count).filter { _ in Int.random(in: 0..<6, using: &random) == 0 })
        let table = TrustCapacity(first: Int.random(in: 3...16, using: &random), factor: 2)
        var trust = TrustNetwork(
            memberCount: count, entries: [], roots: TrustRoots(anchors: anchors, entered: entered),
            seats: [[:], [:], [:]],
            tables: [table, table, table])
        var given: [VouchGraph.Vouch] = []
        for step in 0..<(4 * count) {
            let before = (0..<trust.memberCount).map { trust.tier(of: $0) }
            let note = "seed \(seed), step \(step)"
            if !given.isEmpty, Int.random(in: 0..<3, using: &random) == 0 {
                let vouch = given.remove(at: Int.random(in: 0..<given.count, using: &random))
                check(trust.remove(from: vouch.from, to: vouch.to, now: Int64(step)), before, trust, note)
            } else {
                let (from, to) = (Int.random(in: 0..<count, using: &random), Int.random(in: 0..<count, using: &random))
                // What counts for more stays.
                let known = given.first { $0.from == from && $0.to == to }?.tier ?? 0
                let vouch = VouchGraph.Vouch(
                    from: from, to: to, tier: max(known, Int.random(in: 1...3, using: &random)))
                given.removeAll { $0.from == from && $0.to == to }
                if from != to { given.append(vouch) }
                let changes = trust.add(vouch, now: Int64(step))
                check(changes, before, trust, note)
                #expect(changes.allSatisfy { $0.after > $0.before }, "\(note): a new vouch took somebody's place")
            }
            checkFlows(trust, note)
        }
        checkRestoring(trust, given, "seed \(seed)")
    }

    private func check(
        _ changes: [TrustNetwork.Change], _ before: [Int], _ trust: TrustNetwork, _ note: String
    ) {
        for member in before.indices {
            let change = changes.first { $0.member == member }
            #expect(trust.tier(of: member) == change?.after ?? before[member], "\(note): member \(member)")
            if let change { #expect(change.before == before[member], "\(note): member \(member)") }
        }
    }

    private func checkFlows(_ trust: TrustNetwork, _ note: String) {
        for (number, level) in trust.levels.enumerated() {
            var inflow = [Int32](repeating: 0, count: trust.memberCount), outflow = inflow
            for (index, pipe) in level.flow.pipes.enumerated() {
                #expect(pipe.flow >= 0 && pipe.flow <= pipe.limit, "\(note): vouch \(index)")
                #expect(trust.tiers[index] > number || pipe.flow == 0, "\(note): a vouch that is none carries")
                inflow[Int(pipe.to)] += pipe.flow
                outflow[Int(pipe.from)] += pipe.flow
            }
            for (member, place) in level.flow.places.enumerated() {
                #expect(outflow[member] == place.passed && place.passed <= max(0, place.passLimit), "\(note)")
                if !trust.levels[number].flow.roots.contains(Int32(member)) {
                    #expect(inflow[member] == place.passed + (place.isAccepted ? 1 : 0), "\(note): member \(member)")
                }
                #expect(place.isAccepted == (level.seats[member] != nil), "\(note): member \(member)")
                #expect(place.passed == 0 || place.isAccepted, "\(note): brings in and is not in")
                #expect(!place.isAccepted || trust.isInside(member, number), "\(note): skipped a tier")
            }
            var filled = level.flow
            filled.fill()
            #expect(filled.acceptedCount == level.flow.acceptedCount, "\(note): tier \(number + 1) has room")
        }
    }

    /// What is kept – places and what vouches carry – gives the same standing again; with other roots whoever has no way left
    /// falls, and the flow is whole again.
    private func checkRestoring(_ trust: TrustNetwork, _ given: [VouchGraph.Vouch], _ note: String) {
        let restored = self.restored(trust, given, trust.roots)
        #expect(
            (0..<trust.memberCount).map { restored.tier(of: $0) }
                == (0..<trust.memberCount).map { trust.tier(of: $0) })
        for gone in trust.roots.all.sorted() where trust.roots.all.count > 1 {
            var roots = trust.roots
            roots.anchors.remove(gone)
            roots.entered.remove(gone)
            var changed = self.restored(trust, given, roots)
            let changes = changed.settle(now: 1_000_000)
            checkFlows(changed, "\(note), without root \(gone)")
            for change in changes { #expect(changed.tier(of: change.member) == change.after, "\(note), root \(gone)") }
        }
    }

    private func restored(_ trust: TrustNetwork, _ given: [VouchGraph.Vouch], _ roots: TrustRoots) -> TrustNetwork {
        TrustNetwork(
            memberCount: trust.memberCount,
            entries: given.map { .init(vouch: $0, limits: trust.limits(from: $0.from, to: $0.to)) }.shuffled(),
            roots: roots,
            seats: trust.levels.map { level in
                Dictionary(
                    uniqueKeysWithValues: level.seats.enumerated().compactMap { index, seat in seat.map { (index, $0) }
                    })
            },
            tables: trust.tables)
    }
}
