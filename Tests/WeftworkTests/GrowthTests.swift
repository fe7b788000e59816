import Database
import Testing

@testable import Weftwork

/// Conduct can't be farmed.
@Suite struct GrowthTests {
    private func delivery(_ day: Int64, _ side: String, by member: ID? = nil, isWell: Bool = true) -> Delivery {
        Delivery(at: day * Time.day, counterpart: side, memberID: member, isWellVerified: isWell, title: "t")
    }

    @Test func aSideCountsOnceAQuarter() {
        let all = [delivery(0, "a"), delivery(30, "a"), delivery(90, "a"), delivery(91, "a"), delivery(100, "a")]
        #expect(GrowthRules.independent(all, near: []).map(\.at) == [0, 91 * Time.day])
        #expect(GrowthRules.independent(all.reversed(), near: []).count == 2, "in whatever order they come")
    }

    @Test func onesOwnBranchAndSingleSourcesCountNothing() {
        let near = Sample.id, far = ID(milliseconds: 2, entropy: (2, 2))
        let all = [
            delivery(0, "a", by: near), delivery(1, "b", by: far), delivery(2, "c", isWell: false), delivery(3, "d"),
        ]
        #expect(GrowthRules.independent(all, near: [near]).map(\.counterpart) == ["b", "d"])
    }

    @Test func aConfirmedDeliveryIsWrittenDownOnce() async throws {
        let test = try await TestApp()
        let need = try await test.published()
        let line = try #require(need.lines.first).id
        let draft = ClaimDraft(line: line, quantity: 5_000, promisedBy: test.clock.now + Time.hour, note: "")
        let claim = try await test.app.needs.claim(
            draft, on: need.id, by: test.viewer("volunteer"), in: test.network.id
        ).claim
        _ = try await test.app.needs.perform(
            .deliver(quantity: 5_000, note: ""), onClaim: claim.id, by: test.viewer("volunteer"), in: test.network.id)
        _ = try await test.app.needs.perform(
            .confirm(usable: nil, note: ""), onClaim: claim.id, by: test.requester(need.id), in: test.network.id)
        let growth = try await test.app.members.growth(of: test.viewer("volunteer"), in: test.network.id)
        #expect(growth.deliveries.count == 1 && growth.independent == 1)
        let other = try await test.app.members.growth(of: test.viewer("volunteer2"), in: test.network.id)
        #expect(other.deliveries.isEmpty)
        await test.app.database.close()
    }
}
