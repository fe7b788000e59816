import Database
import Testing

@testable import Weftwork

/// What may be known of a need before a partner has it: pure.
@Suite struct ReferralRuleTests {
    static func referral(_ consent: NeedReferral.Consent, withAddress: Bool = true) -> NeedReferral {
        NeedReferral(
            id: Sample.id, networkID: Sample.id, needID: Sample.id, partnerID: Sample.id, fromID: nil, at: 0,
            consent: consent, withAddress: withAddress, dueAt: 1, paper: NeedReferral.Paper())
    }

    @Test(arguments: [
        (NeedReferral.Consent.asked, Audience.case, false, false), (.asked, .members, false, false),
        (.asked, .partners, true, false), (.asked, .public, true, false), (.hers, .case, true, true),
        (.phone, .case, true, true),
    ])
    func beforeSheAgreesOnlyWhatWasPublished(
        _ consent: NeedReferral.Consent, _ audience: Audience, _ hasTitle: Bool, _ hasWords: Bool
    ) {
        var need = Sample.need()
        need.audience = audience
        need.description = "words"
        let glimpse = ReferralRules.glimpse(of: need, Self.referral(consent))
        #expect((glimpse.title != nil) == hasTitle)
        #expect(glimpse.description.isEmpty == !hasWords)
        #expect(glimpse.lines.isEmpty == !hasTitle)
        need.held = ["title", "lines", "description"]
        let held = ReferralRules.glimpse(of: need, Self.referral(consent))
        #expect(held.title == nil && held.description.isEmpty && held.lines.isEmpty)
        need.held = []
        need.hidden = "a name"
        let hidden = ReferralRules.glimpse(of: need, Self.referral(consent))
        #expect(hidden.title == nil && hidden.description.isEmpty && hidden.lines.isEmpty)
    }

    @Test func withoutHerAddressNothingOfThePlaceGoes() {
        var part = PrivatePart(
            contacts: [Contact(phone: "15412345678")], address: "gate 3", receiving: "mornings", latitude: 1,
            longitude: 2, original: ["place.address": "gate three"])
        #expect(ReferralRules.passed(part, withAddress: true).address == "gate 3")
        part = ReferralRules.passed(part, withAddress: false)
        #expect(part.address.isEmpty && part.receiving == nil && part.latitude == nil && part.longitude == nil)
        #expect(part.original == nil && part.contacts.count == 1)
    }

    @Test func herTieToTheServiceAccountStaysHere() {
        var part = PrivatePart(contacts: [Contact(phone: "15412345678", email: "mei@a.example")])
        part.wechat = "o-her"
        part.reach = Reach(channel: "wechat", hours: "9-12", askEvery: 2)
        for withAddress in [true, false] {
            let passed = ReferralRules.passed(part, withAddress: withAddress)
            #expect(passed.wechat == nil && passed.contacts == part.contacts)
            #expect(
                passed.reach == Reach(channel: "", hours: "9-12", askEvery: 2), "her hours are hers, wherever it goes")
        }
        part.reach?.channel = "email"
        #expect(ReferralRules.passed(part, withAddress: true).reach?.channel == "email")
    }

    @Test(arguments: [("ask", "", true), ("phone", "", false), ("phone", "at nine", true), ("", "", false)])
    func onTheTelephoneOneSaysWhen(_ consent: String, _ agreed: String, _ isGood: Bool) {
        let draft = ReferralDraft(to: "p", consent: consent, agreed: agreed)
        #expect(((try? ReferralRules.cleaned(draft)) != nil) == isGood)
    }
}

/// A need passes from one network to another, never without an owner.
@Suite struct ReferralTests {
    struct Two: Sendable {
        let test: TestApp
        let partner: Network
        let there: [String: Member]

        var acts: NeedActs { test.app.needs }

        func viewer(_ name: String) -> Viewer {
            there[name].map { Viewer(.member($0), language: .en) } ?? Viewer(.anonymous, language: .en)
        }

        func refer(
            _ need: ID, consent: String = "phone", by name: String = "founder"
        ) async throws -> NeedReferral {
            try await acts.refer(
                ReferralDraft(to: partner.slug, note: "we have no masks left", consent: consent, agreed: "at nine"),
                need: need, by: test.viewer(name), in: test.network.id)
        }

        func state(_ id: ID) async throws -> NeedReferral.State? {
            try await acts.database.read { [vault = acts.vault] db in
                try db.referral(id, to: partner.id, vault: vault)?.state
            }
        }

        /// Every need that is open has an owner and a clock; what is offered is still open at home.
        func check() async throws {
            try await acts.database.read { db in
                let lost = try db.value(
                    """
                    SELECT count(*) FROM needs n WHERE n.phase <> 3 AND NOT EXISTS (SELECT 1 FROM clocks c
                        WHERE c.network_id = n.network_id AND c.object_id = n.id AND c.owner_id = n.owner_id)
                    """, as: Int.self)
                #expect(lost == 0)
                let orphans = try db.value(
                    """
                    SELECT count(*) FROM need_referrals r JOIN needs n ON n.network_id = r.network_id AND n.id = r.need_id
                    WHERE (r.state = 'offered' AND n.phase = 3) OR (r.state = 'accepted' AND r.other_id IS NULL)
                    """, as: Int.self)
                #expect(orphans == 0)
                let clocks = try db.value(
                    """
                    SELECT count(*) FROM clocks c WHERE c.object = 'referral' AND NOT EXISTS (SELECT 1
                        FROM need_referrals r WHERE r.id = c.object_id AND r.state = 'offered')
                    """, as: Int.self)
                #expect(clocks == 0)
            }
        }
    }

    static func two(_ kind: EngineKind) async throws -> Two {
        let test = try await TestApp(kind)
        let lead = MemberDraft(email: "lead@example.org", name: "lead")
        let made = try await test.app.people.found(slug: "other", name: "Other", founder: lead, language: .en)
        _ = try await test.app.people.addMember(
            MemberDraft(email: "reader@example.org", name: "reader", roles: [.intake]), to: "other")
        _ = try await test.app.people.addMember(MemberDraft(email: "plain@example.org", name: "plain"), to: "other")
        let (home, partner) = (test.network.id, made.network.id)
        try await test.app.database.write { db in
            try db.recognise(partner, by: home, member: nil, at: 1)
            try db.recognise(home, by: partner, member: nil, at: 1)
        }
        let members = try await test.app.database.read { db in try db.members(of: partner) }
        return Two(
            test: test, partner: made.network,
            there: Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0) }))
    }

    private func refused(_ state: String? = nil, _ body: () async throws -> Void) async throws {
        do {
            try await body()
            Issue.record("it was let through")
        } catch Refusal.conflict(_, let extras) {
            if let state { #expect(extras.state == state) }
        }
    }

    @Test(arguments: TestApp.kinds) func acceptedItIsTheirsAndHersGoesOn(_ kind: EngineKind) async throws {
        let two = try await Self.two(kind), test = two.test, acts = two.acts
        var entry = test.entry()
        entry.description = "canary words"
        entry.address = "canary gate 3"
        let need = try await test.submit(entry)
        let referral = try await two.refer(need.id, consent: "phoneWithoutAddress")
        // Ours still, and not answered by being offered.
        let before = try #require(try await test.need(need.id))
        #expect(before.state == .submitted && before.ownerID == need.ownerID)
        try await two.check()
        let offered = try await acts.offeredReferrals(for: two.viewer("reader"), in: two.partner.id)
        #expect(offered.map(\.referral.id) == [referral.id] && offered[0].glimpse?.title == need.title)
        #expect(offered[0].referral.paper.note == "we have no masks left" && offered[0].referral.paper.agreed.isEmpty)
        let waiting =
            try await test.app.members.waiting(for: #require(two.there["reader"]))
            + test.app.members.waiting(for: #require(two.there["lead"]))
        #expect(waiting.filter { $0.path.hasPrefix("/referred") }.count == 1)

        await #expect(throws: Refusal.self) {
            _ = try await acts.acceptReferral(referral.id, by: two.viewer("plain"), in: two.partner.id)
        }
        let made = try await acts.acceptReferral(referral.id, by: two.viewer("reader"), in: two.partner.id)
        #expect(made.networkID == two.partner.id && made.state == .acknowledged && made.audience == .case)
        #expect(made.ownerID == two.there["reader"]?.id && made.source == .partner && made.submitterID == nil)
        let part = try await test.app.database.read { [vault = acts.vault] db in try db.privatePart(of: made, in: vault)
        }
        #expect(part?.contacts.first?.phone.hasSuffix("15412345678") == true && part?.address == "")
        #expect(try await test.need(need.id)?.state == .unmet)
        #expect(try await two.state(referral.id) == .accepted)
        try await two.check()

        // Her code and secret lead on.
        let found = try await acts.requester(code: need.code, secret: acts.secret(of: need.id))
        let file = try await acts.file(
            found.need.id, for: Viewer(found.viewer, language: .en), in: test.network.id)
        let item = try #require(file.referrals.accepted)
        #expect(item.other?.code == made.code && item.other?.ownerName == "reader")
        #expect(item.link == acts.trackingURL(of: made))
        let theirs = try await acts.file(made.id, for: two.viewer("reader"), in: two.partner.id)
        #expect(theirs.referrals.origin?.network == "Test")
        #expect(theirs.story.contains { $0.kind == .referred })
        // What goes on there is not opened here again; once it has ended there, it may be.
        try await refused("unmet") { try await test.act(.reopen(reason: "still"), need.id, "founder") }
        _ = try await acts.perform(
            .withdraw(reason: ""), on: made.id, by: test.requester(made.id), in: two.partner.id)
        try await test.act(.reopen(reason: "still"), need.id, "founder")
        #expect(try await two.state(referral.id) == .returned)
        try await two.check()
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func withoutHerYesNothingGoes(_ kind: EngineKind) async throws {
        let two = try await Self.two(kind), test = two.test, acts = two.acts
        var entry = test.entry("canary title")
        entry.description = "canary words"
        let need = try await test.submit(entry)
        let first = try await two.refer(need.id, consent: "ask")
        let seen = try await acts.offeredReferrals(for: two.viewer("reader"), in: two.partner.id)
        let text = seen.map { String(decoding: OfferedReferralView($0).json, as: UTF8.self) }.joined()
        #expect(!text.contains("canary") && !text.contains("N95") && !text.contains("at nine"))
        try await refused {
            _ = try await acts.acceptReferral(first.id, by: two.viewer("reader"), in: two.partner.id)
        }
        try await refused { _ = try await two.refer(need.id) }
        // Nobody but her, or whoever telephoned with her.
        for stranger in [test.viewer("volunteer"), Viewer(.anonymous, language: .en), two.viewer("lead")] {
            await #expect(throws: Refusal.self) {
                _ = try await acts.answer(.yes, referralOf: need.id, by: stranger, in: test.network.id)
            }
        }
        _ = try await acts.answer(.no, referralOf: need.id, by: test.requester(need.id), in: test.network.id)
        #expect(try await two.state(first.id) == .refused)
        #expect(try await test.need(need.id)?.state == .submitted)
        let second = try await two.refer(need.id, consent: "ask")
        _ = try await acts.answer(.yes, referralOf: need.id, by: test.requester(need.id), in: test.network.id)
        try await refused {
            _ = try await acts.answer(.no, referralOf: need.id, by: test.requester(need.id), in: test.network.id)
        }
        let now = try await acts.offeredReferrals(for: two.viewer("reader"), in: two.partner.id)
        #expect(now.first { $0.referral.id == second.id }?.glimpse?.title == "canary title")
        _ = try await acts.acceptReferral(second.id, by: two.viewer("lead"), in: two.partner.id)
        try await two.check()
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func declinedLateOrTakenBackItReturns(_ kind: EngineKind) async throws {
        let two = try await Self.two(kind), test = two.test, acts = two.acts
        let need = try await test.submit()
        let declined = try await two.refer(need.id)
        await #expect(throws: Refusal.self) {
            try await acts.declineReferral(declined.id, reason: " ", by: two.viewer("reader"), in: two.partner.id)
        }
        await #expect(throws: Refusal.self) {
            try await acts.declineReferral(declined.id, reason: "no", by: test.viewer("founder"), in: test.network.id)
        }
        try await acts.declineReferral(declined.id, reason: "no van", by: two.viewer("reader"), in: two.partner.id)
        let file = try await acts.referrals(of: need.id, by: test.viewer("founder"), in: test.network.id)
        #expect(file.items.first?.referral.paper.reason == "no van")
        try await refused("declined") {
            _ = try await acts.acceptReferral(declined.id, by: two.viewer("lead"), in: two.partner.id)
        }

        let late = try await two.refer(need.id)
        // While they decide, the desk ends nothing behind their back.
        try await refused { try await test.act(.markUnmet(reason: "none", tried: "all"), need.id, "founder") }
        test.clock.pass(late.dueAt - test.clock.now)
        try await acts.sweepReferrals()
        #expect(try await two.state(late.id) == .lapsed)
        #expect(try await test.need(need.id)?.state.isOpen == true)

        let back = try await two.refer(need.id)
        _ = try await acts.takeBackReferral(
            of: need.id, reason: "found some", by: test.viewer("founder"), in: test.network.id)
        #expect(try await two.state(back.id) == .takenBack)

        // With the need ends what is offered of it; with a partner that recognises it no more nothing is accepted.
        let last = try await two.refer(need.id)
        let (home, partner) = (test.network.id, two.partner.id)
        _ = try await test.app.database.write { db in try db.endRecognition(home, by: partner) }
        try await refused {
            _ = try await acts.acceptReferral(last.id, by: two.viewer("lead"), in: two.partner.id)
        }
        _ = try await acts.perform(.withdraw(reason: ""), on: need.id, by: test.requester(need.id), in: home)
        #expect(try await two.state(last.id) == .ended)
        try await two.check()
        await #expect(throws: Refusal.self) { _ = try await two.refer(need.id) }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatIsPromisedIsNotPassedOn(_ kind: EngineKind) async throws {
        let two = try await Self.two(kind), test = two.test, acts = two.acts
        let need = try await test.published()
        let referral = try await two.refer(need.id)
        let claim = try await acts.claim(
            ClaimDraft(
                line: need.lines[0].id, quantity: 10_000, promisedBy: test.clock.now + Time.day, note: ""),
            on: need.id, by: test.viewer("volunteer"), in: test.network.id)
        try await refused {
            _ = try await acts.acceptReferral(referral.id, by: two.viewer("lead"), in: two.partner.id)
        }
        _ = try await acts.perform(
            .release(note: ""), onClaim: claim.claim.id, by: test.viewer("volunteer"), in: test.network.id)
        _ = try await acts.acceptReferral(referral.id, by: two.viewer("lead"), in: two.partner.id)
        try await two.check()
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoeverLeavesPassesItOn(_ kind: EngineKind) async throws {
        let two = try await Self.two(kind), test = two.test, acts = two.acts
        let need = try await test.submit()
        let referral = try await two.refer(need.id)
        let owner = try await acts.database.read { db in try db.clock(of: referral.id, in: two.partner.id)?.ownerID }
        _ = try await acts.handOn(from: #require(owner), in: two.partner.id, note: "")
        let next = try await acts.database.read { db in try db.clock(of: referral.id, in: two.partner.id)?.ownerID }
        #expect(next != nil && next != owner)
        // Reminded once, then it lapses; a clock without its referral ends.
        test.clock.pass((referral.dueAt - referral.at) * 4 / 5)
        try await acts.sweepReferrals()
        let clock = try await acts.database.read { db in try db.clock(of: referral.id, in: two.partner.id) }
        #expect(clock?.stage == 1 && clock?.nextAt == Clock.never)
        try await two.check()
        await test.app.database.close()
    }

    /// Accepted, declined, taken back, withdrawn and swept in the same moment: one of them comes first, and somebody owns it.
    @Test(arguments: TestApp.kinds) func ofManyAtOnceOneComesFirst(_ kind: EngineKind) async throws {
        let two = try await Self.two(kind), test = two.test, acts = two.acts
        for round in 0..<6 {
            let need = try await test.submit(test.entry("Lacks masks \(round)"))
            let referral = try await two.refer(need.id)
            let home = test.network.id, partner = two.partner.id
            await withTaskGroup(of: Void.self) { group in
                for name in ["lead", "reader"] {
                    group.addTask {
                        _ = try? await acts.acceptReferral(referral.id, by: two.viewer(name), in: partner)
                    }
                }
                group.addTask {
                    try? await acts.declineReferral(referral.id, reason: "no", by: two.viewer("lead"), in: partner)
                }
                group.addTask {
                    _ = try? await acts.takeBackReferral(
                        of: need.id, reason: "no", by: test.viewer("founder"), in: home)
                }
                group.addTask {
                    _ = try? await acts.perform(
                        .withdraw(reason: ""), on: need.id, by: test.requester(need.id), in: home)
                }
            }
            let state = try await two.state(referral.id), ours = try await test.need(need.id)
            let made = try await acts.database.read { db in
                try db.value(
                    "SELECT count(*) FROM needs WHERE network_id = \(partner) AND title = \(need.title)", as: Int.self)
            }
            #expect(state != .offered)
            #expect(made == (state == .accepted ? 1 : 0))
            if state == .accepted { #expect(ours?.state == .unmet) }
            try await two.check()
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func offeredTwiceAtOnceItIsOfferedOnce(_ kind: EngineKind) async throws {
        let two = try await Self.two(kind), need = try await two.test.submit()
        let done = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<6 { group.addTask { (try? await two.refer(need.id)) != nil } }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(done == 1)
        try await two.check()
        await two.test.app.database.close()
    }
}
