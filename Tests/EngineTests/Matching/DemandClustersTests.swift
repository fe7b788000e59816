import Testing

@testable import Engine

/// Where many lack the same: what comes out follows from what there is, never from its order.
@Suite struct DemandClustersTests {
    /// Counties of a made-up country on a line, some eleven kilometres apart.
    private static func area(_ number: Int) -> (code: Int, point: GeoPoint) {
        (100 + number, GeoPoint(latitude: 30 + 0.1 * Double(number), longitude: 114))
    }

    private static func demands(_ seed: UInt64, count: Int) -> [Demand<Int>] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { key in
            let area = area(Int.random(in: 0..<12, using: &random))
            let kind = ["food", "medical", "water"][Int.random(in: 0..<3, using: &random)]
            switch Int.random(in: 0..<10, using: &random) {
            case 0: return Demand(key: key, kind: kind, area: 0, point: nil)
            case 1: return Demand(key: key, kind: kind, area: 0, point: area.point)
            default: return Demand(key: key, kind: kind, area: area.code, point: area.point)
            }
        }
    }

    @Test func oneKindInOnePlaceIsACluster() {
        let (code, point) = DemandClustersTests.area(0)
        let all = (0..<4).map { Demand(key: $0, kind: $0 == 3 ? "food" : "medical", area: code, point: point) }
        let found = DemandClusters.find(all, radius: 20, least: 3)
        #expect(found == [DemandCluster(kind: "medical", area: code, keys: [0, 1, 2], places: 1, kilometres: 0)])
        #expect(DemandClusters.find(all, radius: 20, least: 4).isEmpty)
        #expect(DemandClusters.find([Demand<Int>](), radius: 20, least: 1).isEmpty)
    }

    @Test func theFullestPlaceGathersThoseAroundItAndNoChain() throws {
        // Two, three, two in a row, then one far away: the middle one takes both sides.
        let counts = [(0, 2), (1, 3), (2, 2), (3, 1), (9, 1)]
        var all: [Demand<Int>] = []
        for (number, count) in counts {
            let (code, point) = DemandClustersTests.area(number)
            for index in 0..<count {
                all.append(Demand(key: number * 10 + index, kind: "food", area: code, point: point))
            }
        }
        let found = DemandClusters.find(all, radius: 12, least: 3)
        let only = try #require(found.first)
        #expect(found.count == 1 && only.area == 101 && only.keys.count == 7 && only.places == 3)
        #expect(only.kilometres > 11 && only.kilometres < 12)
    }

    @Test func whereItIsNotEnoughItStaysFreeForTheNext() {
        // The first of two equal spots reaches one other only; the second reaches both of its neighbours.
        let all = [0, 2, 3, 4].map { number -> Demand<Int> in
            let (code, point) = DemandClustersTests.area(number)
            return Demand(key: number, kind: "food", area: code, point: point)
        }
        let found = DemandClusters.find(all, radius: 12, least: 3)
        #expect(found.map(\.keys) == [[2, 3, 4]] && found.first?.area == 103)
    }

    @Test(arguments: 1...40) func theOrderIsNothing(_ seed: UInt64) {
        var random = SplitMix64(seed: seed &* 977)
        let all = DemandClustersTests.demands(seed, count: 120)
        let first = DemandClusters.find(all, radius: 25, least: 3)
        for _ in 0..<5 {
            #expect(DemandClusters.find(all.shuffled(using: &random), radius: 25, least: 3) == first, "seed \(seed)")
        }
    }

    @Test(arguments: 1...40) func noneIsInTwoAndAllAreOfOneKindAndNear(_ seed: UInt64) {
        let all = DemandClustersTests.demands(seed, count: 150)
        let byKey = Dictionary(uniqueKeysWithValues: all.map { ($0.key, $0) })
        let found = DemandClusters.find(all, radius: 25, least: 3)
        let keys = found.flatMap(\.keys)
        #expect(!found.isEmpty && Set(keys).count == keys.count, "seed \(seed)")
        for cluster in found {
            let members = cluster.keys.compactMap { byKey[$0] }
            #expect(members.count >= 3 && members.allSatisfy { $0.kind == cluster.kind }, "seed \(seed)")
            #expect(cluster.kilometres <= 25.001)
            for one in members {
                for other in members {
                    guard let left = one.point, let right = other.point else { continue }
                    let far = Sphere.kilometres(chord: Sphere.chord(Sphere(left), Sphere(right)))
                    #expect(far <= 50.01, "seed \(seed): \(far)")
                }
            }
        }
        // The largest first, and what has no place is in none.
        #expect(found.map(\.keys.count) == found.map(\.keys.count).sorted(by: >))
        #expect(keys.allSatisfy { byKey[$0].map { $0.area != 0 || $0.point != nil } == true })
    }
}
