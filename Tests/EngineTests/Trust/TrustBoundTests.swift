import Testing

@testable import Engine

/// What an attacker wins by making accounts: nothing.
@Suite struct TrustBoundTests {
    /// Twenty communities of a hundred with three bridges to the next, `deceived` of whose members vouch for a false account.
    private static func attacked(fakes: Int, deceived: Int, seed: UInt64) -> VouchGraph {
        var random = SplitMix64(seed: seed)
        let honest = 2000
        var vouches: [VouchGraph.Vouch] = []
        func add(_ from: Int, _ to: Int) { vouches.append(.init(from: from, to: to, tier: 1)) }
        for community in 0..<20 {
            for member in 0..<100 {
                for _ in 0..<6 {
                    add(community * 100 + member, community * 100 + Int.random(in: 0..<100, using: &random))
                }
            }
            for _ in 0..<3 {
                add(
                    community * 100 + Int.random(in: 0..<100, using: &random),
                    (community + 1) % 20 * 100 + Int.random(in: 0..<100, using: &random))
            }
        }
        for edge in 0..<deceived { add(Int.random(in: 0..<honest, using: &random), honest + edge) }
        for fake in 0..<fakes {
            for _ in 0..<5 { add(honest + fake, honest + Int.random(in: 0..<fakes, using: &random)) }
            add(honest + fake, Int.random(in: 0..<honest, using: &random))
        }
        return VouchGraph(memberCount: honest + fakes, vouches: vouches)
    }

    private static func accepted(_ graph: VouchGraph, anchors: Set<Int>) -> (honest: Int, fakes: Int, bound: Int) {
        let trust = TrustNetwork.derived(
            memberCount: graph.memberCount, vouches: graph.vouches, roots: TrustRoots(anchors: anchors))
        let isIn = (0..<graph.memberCount).map { trust.tier(of: $0) > 0 }
        let bound = graph.vouches.filter { $0.from < 2000 && $0.to >= 2000 }
            .reduce(0) { $0 + Int(trust.limits(from: $1.from, to: $1.to)[0]) }
        return (isIn[..<2000].count { $0 }, isIn[2000...].count { $0 }, bound)
    }

    @Test(arguments: [3, 10], [UInt64(1), 2, 3])
    func moreAccountsBringInNoMore(_ deceived: Int, _ seed: UInt64) {
        let anchors = Set((0..<20).map { $0 * 100 })
        let few = TrustBoundTests.accepted(
            TrustBoundTests.attacked(fakes: 100, deceived: deceived, seed: seed), anchors: anchors)
        let many = TrustBoundTests.accepted(
            TrustBoundTests.attacked(fakes: 20_000, deceived: deceived, seed: seed), anchors: anchors)
        print("trust: \(deceived) deceived, seed \(seed): \(few) of 100, \(many) of 20000")
        #expect(few.fakes <= few.bound && many.fakes <= many.bound)
        #expect(abs(few.fakes - many.fakes) <= max(1, few.fakes / 10))
        #expect(min(few.honest, many.honest) >= 2000 * 97 / 100)
    }

    @Test func withoutAnAnchorACommunityLooksLikeAnAttack() {
        let graph = TrustBoundTests.attacked(fakes: 1, deceived: 0, seed: 1)
        let two = TrustBoundTests.accepted(graph, anchors: [0, 100])
        #expect(two.honest < 1000)
        let isIn = [Bool](repeating: true, count: graph.memberCount)
        let health = TrustHealth(graph, anchors: [0, 100], isIn: isIn)
        #expect(health.communities.count { $0.anchors.isEmpty } == health.communities.count - 2)
    }

    @Test func theOrderOfTheVouchesIsNothing() {
        let graph = TrustBoundTests.attacked(fakes: 500, deceived: 10, seed: 4)
        let anchors = Set((0..<20).map { $0 * 100 })
        var random = SplitMix64(seed: 9)
        let one = TrustNetwork.derived(
            memberCount: graph.memberCount, vouches: graph.vouches, roots: TrustRoots(anchors: anchors))
        let other = TrustNetwork.derived(
            memberCount: graph.memberCount, vouches: graph.vouches.shuffled(using: &random),
            roots: TrustRoots(anchors: anchors))
        #expect((0..<graph.memberCount).allSatisfy { one.tier(of: $0) == other.tier(of: $0) })
    }
}
