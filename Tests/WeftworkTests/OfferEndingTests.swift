import Database
import Engine
import Testing

@testable import Weftwork

/// What was asked of offers does not outlive the need it was for.
@Suite struct OfferEndingTests {
    private func mails(_ test: TestApp, to address: String, _ words: String = "") async throws -> Int {
        try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE kind = 'mail'") { try $0[0] as [UInt8] }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault) }.count {
            $0.to == address && (words.isEmpty || $0.body.contains(words))
        }
    }

    private func state(_ use: OfferUse, _ test: TestApp) async throws -> OfferUse.State? {
        let (network, vault) = (test.network.id, test.app.vault)
        return try await test.app.database.read { db in try db.use(use.id, in: network, vault: vault)?.state }
    }

    private func settle(_ test: TestApp) async throws {
        test.clock.pass(UndoRules.window)
        for _ in 0..<2 { try await test.app.needs.sweepEndings() }
    }

    @Test(arguments: TestApp.kinds) func whatWasAskedIsFreeAndNobodyIsReminded(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id
        let offer = try await test.listed(), need = try await test.published()
        let use = try await test.use(offer, for: need, 60_000, by: "dispatcher")
        #expect(try await test.offer(offer.id).lines[0].remaining == 40_000)
        let clock = try #require(try await test.app.database.read { db in try db.clock(of: use.id, in: network) })
        _ = try await test.app.needs.perform(
            .withdraw(reason: ""), on: need.id, by: test.requester(need.id), in: network)
        let she = "volunteer@example.org", before = try await mails(test, to: she)
        test.clock.pass(clock.startedAt + (clock.dueAt - clock.startedAt) * 8 / 10 - test.clock.now)
        #expect(try await test.app.offers.sweep() > 0)
        #expect(try await mails(test, to: she) == before, "nobody is reminded of a need that is over")
        try await settle(test)
        #expect(try await state(use, test) == .takenBack)
        #expect(try await test.offer(offer.id).lines[0].remaining == 100_000)
        #expect(try await test.app.database.read { db in try db.clock(of: use.id, in: network) } == nil)
        // That they had not answered by then is no answer of theirs, and bars nothing.
        #expect(try await test.app.database.read { db in try db.passedOver(in: network) }.isEmpty)
        let answers = try await test.app.database.read { db in try db.offerAnswerCounts(in: network, since: 0) }
        #expect(answers.allSatisfy { $0.yes == 0 && $0.no == 0 })
        #expect(try await mails(test, to: she) == before + 1)
        #expect(try await mails(test, to: she, "not needed any more") == 1)
        #expect(try await mails(test, to: "dispatcher@example.org", "What was kept is free again") == 1)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func guestsOfMergedNeedsHearItOnce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, guest = "firm@example.org"
        let offer = try await test.guestsOffer()
        let main = try await test.published()
        let same = try await test.published(test.entry("The hospital of the county has no masks"))
        let asked = try await test.use(offer, for: main, 10_000, by: "dispatcher")
        let other = try await test.use(offer, for: same, 20_000, by: "dispatcher")
        let granted = try await test.app.offers.answer(
            test.yes(other), use: other.id, by: test.guest(offer.id), in: network)
        try await test.act(.merge(into: main.id), same.id, "intake")
        let before = try await mails(test, to: guest)
        _ = try await test.claimAndConfirm(main)
        try await settle(test)
        #expect(try await mails(test, to: guest) == before + 1)
        let inEnglish = try await mails(test, to: guest, "for which you were asked")
        let inChinese = try await mails(test, to: guest, "现在不用您的东西了")
        #expect(inEnglish + inChinese == 1)
        for use in [asked, granted] { #expect(try await state(use, test) == .takenBack) }
        #expect(try await test.offer(offer.id).lines[0].remaining == 10_000_000)
        await test.app.database.close()
    }
}

extension TestApp {
    /// Somebody brings all of its first line, and she says that it is there.
    fileprivate func claimAndConfirm(_ need: Need) async throws -> Need {
        let claim = try await app.needs.claim(
            ClaimDraft(line: need.lines[0].id, quantity: 100_000, promisedBy: clock.now + Time.hour), on: need.id,
            by: viewer("volunteer2"), in: network.id
        ).claim
        _ = try await app.needs.perform(
            .deliver(quantity: nil, note: ""), onClaim: claim.id, by: viewer("volunteer2"), in: network.id)
        return try await app.needs.perform(
            .confirm(rating: nil, note: ""), on: need.id, by: requester(need.id), in: network.id)
    }
}
