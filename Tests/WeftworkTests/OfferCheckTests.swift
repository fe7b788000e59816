import Database
import Engine
import Testing

@testable import Weftwork

/// Controlled things that are offered take two verifiers, as those that are needed do.
@Suite struct OfferCheckTests {
    private static let names = [ID(milliseconds: 1, entropy: (0, 1)), ID(milliseconds: 2, entropy: (0, 2))]
    private static let third = ID(milliseconds: 3, entropy: (0, 3))

    private static func found(
        _ confidence: Need.Confidence = .official, called: VerificationDraft.Finding = .yes
    ) -> OfferVerification {
        OfferVerification(confidence: confidence, checks: [.calledBack: called])
    }

    private static func outcome(
        _ found: OfferVerification, by member: ID, after earlier: [OfferVerification], leads: Bool = false
    ) -> String {
        let checks = zip(names, earlier).map { OfferCheck(memberID: $0, found: $1) }
        return switch OfferCheckOutcome(found, by: member, after: checks, leads: leads) {
        case .settled: "settled"
        case .awaitsSecond: "waits"
        case .disputed(let isFirst): isFirst ? "first dispute" : "dispute"
        }
    }

    @Test func twoSettleItAndACoordinatorEndsADispute() {
        let yes = Self.found(), no = Self.found(called: .no), doubt = Self.found(.unverified)
        #expect(Self.outcome(yes, by: Self.third, after: []) == "waits")
        // Nobody is the second of themselves.
        #expect(Self.outcome(yes, by: Self.names[0], after: [yes]) == "waits")
        #expect(Self.outcome(yes, by: Self.third, after: [yes]) == "settled")
        #expect(Self.outcome(Self.found(.singleSource, called: .na), by: Self.third, after: [yes]) == "settled")
        for other in [no, doubt] {
            #expect(Self.outcome(other, by: Self.third, after: [yes]) == "first dispute")
            // A lead who is the second is no judge of the first.
            #expect(Self.outcome(other, by: Self.third, after: [yes], leads: true) == "first dispute")
            for member in [Self.third, Self.names[0]] {
                #expect(Self.outcome(yes, by: member, after: [yes, other]) == "dispute")
            }
            #expect(Self.outcome(yes, by: Self.third, after: [yes, other], leads: true) == "settled")
        }
    }

    private func status(_ body: () async throws -> Void) async -> Int? {
        do {
            try await body()
            return nil
        } catch { return (error as? Refusal)?.status }
    }

    private func acknowledged(_ test: TestApp, _ item: String = "Insulin", by name: String = "volunteer") async throws
        -> ID
    {
        let offer = try await test.offered(test.offerEntry(item), by: name)
        try await test.act(.acknowledge(note: ""), offer: offer.id, "intake")
        return offer.id
    }

    private func check(_ id: ID, _ test: TestApp, by name: String, called: VerificationDraft.Finding = .yes)
        async throws
        -> Offer
    {
        try await test.act(.verify(Self.found(called: called)), offer: id, name)
    }

    @Test(arguments: TestApp.kinds) func nothingControlledIsListedByOneAlone(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), id = try await acknowledged(test)
        func list() async -> Int? {
            await status { try await test.act(.list(audience: .public), offer: id, "dispatcher") }
        }
        for _ in 0..<2 {
            let first = try await check(id, test, by: "verifier")
            #expect(first.state == .acknowledged && first.awaitsSecond && first.confidence == nil)
            #expect(await list() == 409)
        }
        let stored = try await test.offer(id)
        #expect(stored.awaitsSecond && stored.dueAt != nil)
        let view = OfferView(stored, for: test.viewer("dispatcher"), ownerName: "", now: test.clock.now)
        #expect(String(decoding: view.json, as: UTF8.self).contains("\"awaitsSecond\":true"))
        let second = try await check(id, test, by: "verifier2")
        #expect(second.state == .verified && !second.awaitsSecond && second.confidence == .official)
        #expect(try await !test.offer(id).awaitsSecond)
        #expect(await list() == nil)
        let kinds = try await test.app.database.read { [network = test.network.id] db in
            try db.story(of: id, in: network, tier: .case, vault: test.app.vault).map(\.kind)
        }
        #expect(kinds.count { $0 == .secondCheck } == 2 && kinds.count { $0 == .offerVerified } == 1)
        // Whatever is not controlled takes one, as ever.
        let masks = try await acknowledged(test, "N95 mask")
        #expect(try await check(masks, test, by: "verifier").state == .verified)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func moreIsCheckedByTwoAgainAndLessIsNot(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), id = try await acknowledged(test)
        let line = try await test.offer(id).lines[0].id
        func changes(to quantity: Int64) async throws {
            try await test.act(.change(OfferChange(quantities: [line: .number(quantity)])), offer: id, "volunteer")
        }
        _ = try await check(id, test, by: "verifier")
        try await changes(to: 50_000)
        #expect(try await test.offer(id).awaitsSecond, "less costs nothing")
        try await changes(to: 80_000)
        #expect(try await !test.offer(id).awaitsSecond)
        #expect(try await check(id, test, by: "verifier2").state == .acknowledged, "the first check was of less")
        #expect(try await check(id, test, by: "verifier").state == .verified)
        try await changes(to: 90_000)
        #expect(try await check(id, test, by: "verifier").state == .acknowledged)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whereTwoDisagreeACoordinatorDecides(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), id = try await acknowledged(test)
        _ = try await check(id, test, by: "verifier")
        let disputed = try await check(id, test, by: "verifier2", called: .no)
        let founder = try #require(test.members["founder"]).id
        #expect(disputed.state == .acknowledged && disputed.awaitsSecond && disputed.ownerID == founder)
        let clock = try await test.app.database.read { [network = test.network.id] db in
            try db.clock(of: id, in: network)
        }
        #expect(clock?.ownerID == founder)
        // A third opinion of the same rank settles nothing.
        #expect(try await check(id, test, by: "verifier").awaitsSecond)
        let settled = try await check(id, test, by: "founder")
        #expect(settled.state == .verified && !settled.awaitsSecond)
        await test.app.database.close()
    }
}
