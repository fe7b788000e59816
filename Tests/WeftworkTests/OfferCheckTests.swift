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
            // Whoever comes to see it as the other does ends the dispute: of each the latest counts.
            #expect(Self.outcome(yes, by: Self.names[1], after: [yes, other]) == "settled")
            let changed = [other, yes].map { OfferCheck(memberID: Self.names[0], found: $0) }
            guard case .settled = OfferCheckOutcome(yes, by: Self.third, after: changed, leads: false) else {
                Issue.record("what was found before counted")
                continue
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
        #expect(OfferView(disputed, for: test.viewer("founder"), ownerName: "", now: 0).file?.isDisputed == true)
        // A third opinion of the same rank settles nothing.
        _ = try await test.app.people.addMember(
            MemberDraft(email: "third@example.org", name: "third", roles: [.verifier]), to: "test")
        let members = try await test.app.database.read { [network = test.network.id] db in try db.members(of: network) }
        let third = Viewer(.member(try #require(members.first { $0.name == "third" })), language: .en)
        let still = try await test.app.offers.perform(
            .verify(Self.found()), on: id, by: third, in: test.network.id)
        #expect(still.awaitsSecond && still.isDisputed && still.ownerID == founder)
        let settled = try await check(id, test, by: "founder")
        #expect(settled.state == .verified && !settled.awaitsSecond)
        await test.app.database.close()
    }

    private func told(_ test: TestApp, _ name: String) async throws -> [String] {
        try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE kind = 'mail' ORDER BY id") { try $0[0] as [UInt8] }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault) }.filter { $0.to == "\(name)@example.org" }.map(\.body)
    }

    @Test(arguments: TestApp.kinds) func whoDecidesAlreadyHearsOfTheDispute(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), id = try await acknowledged(test)
        let founder = try #require(test.members["founder"]).id
        try await test.app.database.write { db in
            try db.execute("UPDATE offers SET owner_id = \(founder) WHERE id = \(id)")
        }
        _ = try await check(id, test, by: "verifier")
        let before = try await told(test, "founder").count
        #expect(try await check(id, test, by: "verifier2", called: .no).ownerID == founder)
        let mails = try await told(test, "founder").dropFirst(before)
        #expect(mails.count == 1 && mails.first?.contains("disagree") == true, "\(mails)")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aDoubtTakesItOffTheList(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), id = try await acknowledged(test)
        func list() async -> Int? {
            await status { try await test.act(.list(audience: .public), offer: id, "dispatcher") }
        }
        _ = try await check(id, test, by: "verifier")
        _ = try await check(id, test, by: "verifier2")
        #expect(await list() == nil)
        // One who confirms it again keeps it where it is; one who doubts does not.
        #expect(try await check(id, test, by: "verifier").state == .listed)
        let doubted = try await test.act(.verify(Self.found(.unverified)), offer: id, "verifier2")
        #expect(doubted.state == .verified && doubted.confidence == nil && doubted.awaitsSecond)
        #expect(await list() == 409)
        #expect(try await check(id, test, by: "founder").state == .verified)
        #expect(await list() == nil)
        let alone = try await test.act(.verify(Self.found(.unverified)), offer: id, "verifier")
        #expect(alone.state == .verified && alone.confidence == nil)
        #expect(await list() == 409)
        #expect(try await test.act(.verify(Self.found(.unverified)), offer: id, "verifier2").state == .verified)
        #expect(await list() == 409, "two who doubt it let nothing out")
        await test.app.database.close()
    }

    /// Checked when one was enough.
    @Test(arguments: TestApp.kinds) func whatOneCheckedBeforeIsNotListed(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), id = try await acknowledged(test)
        _ = try await check(id, test, by: "verifier")
        try await test.app.database.write { db in
            try db.execute("UPDATE offer_verifications SET is_open = FALSE WHERE offer_id = \(id)")
            try db.execute("UPDATE offers SET state = 'verified', confidence = 'official' WHERE id = \(id)")
        }
        #expect(await status { try await test.act(.list(audience: .public), offer: id, "dispatcher") } == 409)
        for name in ["verifier2", "verifier"] { _ = try await check(id, test, by: name) }
        #expect(await status { try await test.act(.list(audience: .public), offer: id, "dispatcher") } == nil)
        await test.app.database.close()
    }
}
