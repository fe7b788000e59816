import Database
import Testing

@testable import Weftwork

/// Offers whose people are suspended, whose key is gone, that two have alike; what is too much at once.
@Suite struct OfferCareTests {
    @Test(arguments: TestApp.kinds) func theSuspendedAnswerForNoOfferAndKeepTheirOwn(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let intake = try #require(test.members["intake"]).id
        try await test.app.needs.planShift(
            member: intake, desk: "desk", from: test.clock.now - Time.hour, to: test.clock.now + 8 * Time.hour,
            by: test.viewer("founder"), in: network)
        let other = try await test.offered()
        let owner = try #require(test.members.values.first { $0.id == other.ownerID })
        #expect(owner.name == "intake")
        let own = try await test.offered(test.offerEntry("Bandage"), by: owner.name)
        try await test.app.members.suspend(
            owner.id, SuspensionDraft(reason: "Asked for deposits in our name.", days: 30, isAbuse: false),
            by: test.viewer("founder"), in: network)
        let suspended = try #require(try await test.app.database.read { db in try db.member(owner.id, in: network) })
        #expect(suspended.isSuspended)
        let viewer = Viewer(.member(suspended), language: .en)
        // Even before the sweep has passed it on.
        await #expect(throws: Refusal.self) {
            try await test.app.offers.look(at: other.id, purpose: "to call them back", by: viewer, in: network)
        }
        try await test.app.offers.sweepPeople()
        let passed = try await test.offer(other.id), kept = try await test.offer(own.id)
        #expect(passed.ownerID != owner.id && passed.state.isOpen)
        #expect(kept.state.isOpen && kept.offererID == owner.id)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatWasForgottenIsNotReopened(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let offer = try await test.listed()
        try await test.act(.withdraw(reason: "sold"), offer: offer.id, "volunteer")
        test.clock.pass(91 * Time.day)
        try await test.app.offers.sweepPeople()
        await #expect(throws: Refusal.self) {
            try await test.act(.reopen(reason: "there again"), offer: offer.id, "intake")
        }
        #expect(try await test.offer(offer.id).state == .withdrawn)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatTwoHaveAlikeIsTwoOffers(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let first = try await test.offered(by: "volunteer"), second = try await test.offered(by: "volunteer2")
        let again = try await test.offered(by: "volunteer")
        #expect(first.id != second.id && again.id == first.id)
        await test.app.database.close()
    }

    /// The list walks its index: one page costs the same however many are listed.
    @Test func aPageOfTheListIsReadByItsIndex() async throws {
        let test = try await TestApp()
        let plan = try await test.app.database.read { db in
            try db.query(
                """
                EXPLAIN QUERY PLAN SELECT n.id FROM offers n WHERE n.network_id = \(test.network.id) AND n.state = 'listed'
                ORDER BY CASE WHEN n.freshness = 'stale' THEN 1 ELSE 0 END, n.id DESC LIMIT 51
                """
            ) { try $0[3] as String }.joined(separator: "; ")
        }
        #expect(plan.contains("offers_list") && !plan.contains("TEMP B-TREE"), "\(plan)")
        await test.app.database.close()
    }

    @Test func aHundredThousandSkillsAreRefusedAtOnce() async throws {
        let test = try await TestApp()
        var draft = VolunteerDraft()
        let many = (0..<100_000).map { "skill\($0)" }.joined(separator: ",")
        draft.skills = [.init(name: many, level: nil, evidence: nil)]
        let sent = draft, begun = ContinuousClock.now
        await #expect(throws: Refusal.self) {
            try await test.app.volunteers.save(sent, by: test.viewer("volunteer"), in: test.network.id)
        }
        // By the square of what was typed it would take an hour.
        #expect(ContinuousClock.now - begun < .seconds(60))
        await test.app.database.close()
    }
}
