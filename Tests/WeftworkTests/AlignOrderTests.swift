import Database
import Foundation
import Testing

@testable import Weftwork

/// The kind of a network sets what comes first among what it agrees on, and hides nothing.
@Suite struct AlignOrderTests {
    @Test func aKindLeavesNothingOut() {
        let all = AlignLine.Place.allCases
        #expect(AlignLine.Place.order(for: nil) == all)
        for kind in NetworkKind.allCases {
            let order = AlignLine.Place.order(for: kind)
            #expect(order.count == all.count && Set(order) == Set(all))
            #expect(Array(order.prefix(kind.leansOn.count)) == kind.leansOn)
        }
        #expect(Set(NetworkKind.allCases.map(\.leansOn)).count == NetworkKind.allCases.count)
    }

    @Test(arguments: TestApp.kinds)
    func thePageStandsInItsOrder(kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, founder = test.viewer("founder")
        let by = try #require(test.members["founder"]).id
        let door = try #require(test.app.endpoints.first { $0.path == "/n/{slug}/align" && $0.method == .get })
        func places(_ viewer: Viewer) async throws -> (page: String, order: [AlignLine.Place]) {
            let body = await test.body(door, ["slug": test.network.slug], as: viewer)
            let page = try #require(body)
            let found = AlignLine.Place.allCases.compactMap { place in
                page.range(of: ">\(AlignWords.name(of: place)(.en))</a><br>").map { ($0.lowerBound, place) }
            }
            return (page, found.sorted { $0.0 < $1.0 }.map(\.1))
        }
        let before = try await places(founder)
        #expect(before.order == AlignLine.Place.allCases.filter(before.order.contains))
        #expect(before.order.count > 5 && !before.page.contains("First among what we agree on"))
        for wanted in NetworkKind.allCases {
            let now = test.clock.now
            try await test.app.database.write { db in
                try db.save(NetworkWish(kind: wanted, shape: nil, byID: by, at: now), of: network)
            }
            let after = try await places(founder)
            #expect(after.order == AlignLine.Place.order(for: wanted).filter(before.order.contains))
            #expect(after.page.contains("First among what we agree on"))
        }
    }
}
