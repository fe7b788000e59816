import Testing

@testable import Engine

/// Chains, dependence and communities beside what trying everything gives.
@Suite struct TrustWitnessTests {
    private static func random(_ seed: Int) -> (graph: VouchGraph, anchors: Set<Int>, isIn: [Bool]) {
        var random = SplitMix64(seed: UInt64(seed))
        let count = Int.random(in: 5...9, using: &random)
        let vouches = (0..<Int.random(in: count...(3 * count), using: &random)).map { _ in
            VouchGraph.Vouch(
                from: Int.random(in: 0..<count, using: &random), to: Int.random(in: 0..<count, using: &random), tier: 1)
        }
        let anchors = Set(0..<Int.random(in: 1...3, using: &random))
        let graph = VouchGraph(memberCount: count, vouches: vouches)
        let reached = graph.distances(from: TrustRoots(anchors: anchors), tier: 1) { _ in true }
        return (graph, anchors, reached.map { $0 != VouchGraph.unreached })
    }

    /// Whether a chain leads to `member` that passes nobody in `out`.
    private static func isReached(_ member: Int, _ graph: VouchGraph, _ anchors: Set<Int>, without out: Set<Int>)
        -> Bool
    {
        var reached = anchors.subtracting(out), queue = Array(reached)
        while let at = queue.popLast() {
            for vouch in graph.vouches where vouch.from == at && !out.contains(vouch.to) {
                if reached.insert(vouch.to).inserted { queue.append(vouch.to) }
            }
        }
        return reached.contains(member)
    }

    @Test(arguments: 0..<200)
    func chainsAreAsManyAsPeopleMustGoToCutThem(_ seed: Int) {
        let (graph, anchors, isIn) = TrustWitnessTests.random(seed)
        let witness = TrustWitness(graph, anchors: anchors, tier: 1, isIn: isIn)
        let members = (0..<graph.memberCount).filter { isIn[$0] && !anchors.contains($0) }
        for (member, chains) in zip(members, witness.independentChains(to: members)) {
            let others = (0..<graph.memberCount).filter { $0 != member }
            let least = (0..<(1 << others.count)).filter { set in
                !TrustWitnessTests.isReached(
                    member, graph, anchors,
                    without: Set(others.indices.filter { set >> $0 & 1 == 1 }.map { others[$0] }))
            }.map(\.nonzeroBitCount).min()
            #expect(chains == least, "seed \(seed), member \(member)")
        }
    }

    @Test(arguments: 0..<200)
    func shortestChainsAreChains(_ seed: Int) {
        let (graph, anchors, isIn) = TrustWitnessTests.random(seed)
        let witness = TrustWitness(graph, anchors: anchors, tier: 1, isIn: isIn)
        for member in 0..<graph.memberCount where isIn[member] {
            let chain = witness.shortestChain(to: member)
            #expect(chain.first.map(anchors.contains) == true && chain.last == member, "seed \(seed)")
            for (from, to) in zip(chain, chain.dropFirst()) {
                #expect(graph.vouches.contains { $0.from == from && $0.to == to }, "seed \(seed)")
            }
        }
    }

    @Test(arguments: 0..<200)
    func whoDependsOnOnePersonIsCutOffWithoutThem(_ seed: Int) {
        let (graph, anchors, isIn) = TrustWitnessTests.random(seed)
        let health = TrustHealth(graph, anchors: anchors, isIn: isIn)
        for member in 0..<graph.memberCount where isIn[member] && !anchors.contains(member) {
            let cutting = (0..<graph.memberCount).filter {
                $0 != member && !TrustWitnessTests.isReached(member, graph, anchors, without: [$0])
            }
            #expect(health.dependsOn[member].map(cutting.contains) ?? cutting.isEmpty, "seed \(seed), member \(member)")
        }
    }

    @Test func communitiesAreFoundWhereTheyWerePlanted() {
        var random = SplitMix64(seed: 3)
        var ties: [Communities.Tie] = []
        for node in 0..<200 {
            for _ in 0..<6 { ties.append(.init(node, node / 20 * 20 + Int.random(in: 0..<20, using: &random))) }
            if node % 4 == 0 { ties.append(.init(node, Int.random(in: 0..<200, using: &random))) }
        }
        let groups = Communities.find(count: 200, ties: ties)
        #expect(Set(groups).count == 10)
        for start in stride(from: 0, to: 200, by: 20) { #expect(Set(groups[start..<(start + 20)]).count == 1) }
        #expect(Communities.find(count: 200, ties: ties.reversed()) == groups)
        #expect(abs(Communities.modularity(groups, ties: ties) - 0.85) < 0.05)
        #expect(Communities.find(count: 3, ties: []) == [0, 1, 2])
    }
}
