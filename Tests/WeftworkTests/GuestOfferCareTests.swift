import Database
import Engine
import Testing

@testable import Weftwork

/// What is owed to guests who said yes, and to members whose week is full.
@Suite struct GuestOfferCareTests {
    private func mails(_ test: TestApp, to address: String, _ words: String = "") async throws -> Int {
        try await test.app.database.read { db in
            try db.query("SELECT payload FROM jobs WHERE kind = 'mail' ORDER BY id") { try $0[0] as [UInt8] }
        }.compactMap { Mail(sealed: $0, vault: test.app.vault) }.count {
            $0.to == address && (words.isEmpty || $0.body.contains(words))
        }
    }

    /// Another dispatcher than the one who asks.
    private func second(_ test: TestApp) async throws -> Viewer {
        _ = try await test.app.people.addMember(
            MemberDraft(email: "dispatcher2@example.org", name: "dispatcher2", roles: [.dispatcher]), to: "test")
        let member = try await test.app.database.read { db in try db.members(of: test.network.id) }
            .first { $0.name == "dispatcher2" }
        return Viewer(.member(try #require(member)), language: .en)
    }

    /// The guest's own yes.
    private func grant(_ use: OfferUse, _ test: TestApp) async throws -> OfferUse {
        try await test.app.offers.answer(
            test.yes(use), use: use.id, by: test.guest(use.offerID), in: test.network.id)
    }

    /// Lets so many hundredths of the time pass that a use has, and sweeps.
    private func pass(_ share: Int64, of use: OfferUse, _ test: TestApp) async throws {
        let clock = try #require(
            try await test.app.database.read { db in try db.clock(of: use.id, in: test.network.id) })
        let moment = clock.startedAt + (clock.dueAt - clock.startedAt) * share / 100
        test.clock.pass(moment - test.clock.now)
        try await test.app.offers.sweep()
    }

    @Test(arguments: TestApp.kinds) func aYesWaitsForWhoeverIsThere(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.offers, network = test.network.id
        let other = try await second(test), offer = try await test.guestsOffer(), need = try await test.published()
        let asked = try await test.use(offer, for: need, 10_000, by: "dispatcher")
        await #expect(throws: Refusal.self, "the guest has not said yes") {
            _ = try await acts.answer(test.yes(asked), use: asked.id, by: other, in: network)
        }
        let granted = try await grant(asked, test)
        await #expect(throws: Refusal.self, "no dispatcher") {
            _ = try await test.answer(test.yes(granted), granted, by: "volunteer2")
        }
        let promised = try await acts.answer(test.yes(granted), use: granted.id, by: other, in: network)
        #expect(promised.state == .agreed)
        let claimant = try await test.app.database.read { db in
            try promised.claimID.flatMap { try db.claim($0, in: network)?.memberID }
        }
        #expect(claimant == other.member?.id)
        // An offer that a member has is still answered by that member alone.
        let members = try await test.listed(), theirs = try await test.use(members, for: need, 1_000, by: "dispatcher")
        await #expect(throws: Refusal.self) {
            _ = try await acts.answer(test.yes(theirs), use: theirs.id, by: other, in: network)
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aYesLapsesBeforeTheEyesOfThoseWhoAnswerForIt(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), offer = try await test.guestsOffer(), need = try await test.published()
        let granted = try await grant(try await test.use(offer, for: need, 10_000, by: "dispatcher"), test)
        let others = Set([offer.ownerID, try #require(try await test.need(need.id)).ownerID]).subtracting([
            granted.answererID
        ])
        let names = test.members.values.filter { others.contains($0.id) }.map(\.name)
        #expect(!names.isEmpty)
        try await pass(80, of: granted, test)
        for name in names {
            #expect(try await mails(test, to: "\(name)@example.org", "nobody has promised it yet") == 1, "\(name)")
        }
        try await pass(101, of: granted, test)
        for name in names {
            #expect(try await mails(test, to: "\(name)@example.org", "nobody promised it in time") == 1, "\(name)")
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoseWeekIsFullIsNotRemindedEither(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, address = "volunteer@example.org"
        let she = try #require(test.members["volunteer"]).id
        let offer = try await test.listed(), need = try await test.published()
        let sent = try await test.use(offer, for: need, 1_000, by: "dispatcher"),
            first = try await mails(test, to: address)
        try await pass(80, of: sent, test)
        #expect(try await mails(test, to: address) == first + 1, "what was sent is reminded of")
        let (app, now) = (test.app, test.clock.now)
        try await app.database.write { db in
            for _ in 0..<20 {
                _ = try db.takeContact(with: she, in: network, for: .vouch, id: app.world.newID(), at: now)
            }
        }
        let before = try await mails(test, to: address)
        let asker = "dispatcher@example.org", unsent = "no message went to them"
        #expect(try await mails(test, to: asker, unsent) == 0)
        let second = try await test.published(test.entry("A school lacks masks"))
        let quiet = try await test.use(offer, for: second, 1_000, by: "dispatcher")
        #expect(try await mails(test, to: address) == before)
        #expect(
            try await mails(test, to: asker, unsent) == 1, "whoever asked must not wait for a mail that never went out")
        // The other use is long reminded of, and lapses: whoever asked hears of it, not she.
        try await pass(80, of: quiet, test)
        #expect(try await mails(test, to: address) == before)
        // Of the two that lapsed she was told of one.
        try await pass(101, of: quiet, test)
        let answers = try await app.database.read { db in try db.offerAnswerCounts(in: network, since: 0) }
        #expect(answers.map(\.of) == [she] && answers.map(\.no) == [1] && answers.map(\.yes) == [0])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aGuestWhoGaveIsToldTheEnd(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, network = test.network.id
        let offer = try await test.guestsOffer(), asked = try await test.guestsOffer(email: "asked@example.org")
        let need = try await test.published()
        _ = try await test.use(asked, for: need, 1_000, by: "dispatcher")
        let granted = try await grant(try await test.use(offer, for: need, 100_000, by: "dispatcher"), test)
        let promised = try await test.answer(test.yes(granted), granted, by: "dispatcher")
        let thanked = try await app.database.read { db in try db.offerersThanked(for: need) }
        #expect(thanked.isEmpty, "the offer is the guest's, not that of whoever asked for it")
        _ = try await app.needs.perform(
            .deliver(quantity: nil, note: ""), onClaim: try #require(promised.claimID), by: test.viewer("dispatcher"),
            in: network)
        _ = try await app.needs.perform(
            .confirm(rating: nil, note: ""), on: need.id, by: test.requester(need.id), in: network)
        let before = try await mails(test, to: "firm@example.org")
        let other = try await mails(test, to: "asked@example.org")
        test.clock.pass(UndoRules.window)
        for _ in 0..<2 { try await app.needs.sweepEndings() }
        #expect(try await mails(test, to: "firm@example.org") == before + 1)
        let inChinese = try await mails(test, to: "firm@example.org", "已经满足")
        let inEnglish = try await mails(test, to: "firm@example.org", "it is met")
        #expect(inChinese + inEnglish == 1)
        #expect(try await mails(test, to: "firm@example.org", need.title) >= 1)
        #expect(try await mails(test, to: "asked@example.org") == other + 1)
        #expect(
            try await mails(test, to: "asked@example.org", "for which you gave something") == 0,
            "of theirs nothing was given")
        await test.app.database.close()
    }
}
