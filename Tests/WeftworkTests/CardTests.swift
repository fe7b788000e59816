import Database
import Testing

@testable import Weftwork

/// Cards of needs, codes and what comes of them: the rules.
@Suite("Cards: codes, looks, pictures")
struct CardRuleTests {
    @Test(arguments: [
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.47",
            true
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", true),
        ("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", false),
        ("Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)", false),
        ("TelegramBot (like TwitterBot)", false), ("WhatsApp/2.23.20.0", false), ("curl/8.5.0", false), ("", false),
    ])
    func machinesAreNobody(_ agent: String, _ isPerson: Bool) {
        #expect(ViewRules.isPerson(agent) == isPerson)
    }

    @Test func aCodeIsChanceInLettersThatCannotBeMistaken() throws {
        let code = try #require(ShareRules.code(from: (0..<40).map { UInt8(truncatingIfNeeded: $0 * 7) }))
        #expect(code.count == ShareRules.length && ShareRules.cleaned(code) == code)
        #expect(
            ShareRules.code(from: [UInt8](repeating: 255, count: 40)) == nil,
            "what would favour some letters is not used")
        for wrong in ["", "short", code.uppercased(), code + "2", String(code.dropLast()) + "l", "../../etc/p"] {
            #expect(ShareRules.cleaned(wrong) == nil, "\(wrong)")
        }
    }

    @Test func aBrowserCountsOnceADayAndKeepsNoTrace() async throws {
        let test = try await TestApp()
        let counter = ViewCounter(vault: test.app.vault, world: test.clock.world)
        let share = ViewCounter.Share(network: test.network.id, share: test.network.id)
        func look(_ address: String, _ agent: String = "Mozilla/5.0 Firefox") {
            counter.look(at: share, from: address, agent: agent)
        }
        func taken() -> Int { counter.take().reduce(0) { $0 + $1.count } }
        for _ in 0..<3 { look("10.0.0.1") }
        look("10.0.0.2")
        look("10.0.0.1", "Mozilla/5.0 Chrome")
        look("10.0.0.3", "Googlebot/2.1")
        let first = counter.take()
        #expect(first.map(\.count) == [3])
        counter.giveBack(first)
        #expect(taken() == 3)
        look("10.0.0.1")
        #expect(taken() == 0, "the same day")
        test.clock.pass(Time.day)
        look("10.0.0.1")
        #expect(taken() == 1, "another day knows nobody of the day before")
    }

    @Test(arguments: Need.State.allCases)
    func whatAsksForNothingSaysSo(_ state: Need.State) {
        let kind = Outdated.Kind(state)
        switch state {
        case .published, .inProgress: #expect(kind == nil)
        case .confirmed, .closed: #expect(kind == .ended(.met))
        case .delivered: #expect(kind == .arrived)
        case .withdrawn: #expect(kind == .ended(.withdrawn))
        case .expired: #expect(kind == .ended(.expired))
        case .unmet: #expect(kind == .ended(.unmet))
        case .rejected: #expect(kind == .ended(.rejected))
        case .duplicate: #expect(kind == .merged)
        default: #expect(kind == .paused)
        }
    }

    @Test func theStrongestReasonIsTheOne() {
        #expect(ThanksRules.stronger(nil, .shared) == .shared)
        #expect(ThanksRules.stronger(.shared, .promised) == .promised)
        #expect(ThanksRules.stronger(.promised, .followed) == .promised)
        #expect(ThanksRules.stronger(.offered, .answered) == .answered)
    }

    private static let words = CardPicture.Words(
        band: "湖北互助", badge: "危急", isOver: false, title: "武汉市金银潭医院急需 N95 口罩和防护服，越快越好，夜里也有人收",
        lines: ["还缺 N95 口罩 1,000 只、防护服 200 套", "武汉市 · 东西湖区"], foot: "2020年2月1日 提出 & 不要钱",
        address: "http://test.invalid/n/hubei/needs/1")

    /// Width and height as a PNG's own head says them.
    private func size(_ png: [UInt8]) -> [Int]? {
        guard png.count > 24, Array(png[0..<8]) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] else { return nil }
        func number(_ start: Int) -> Int { png[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
        return [number(16), number(20)]
    }

    @Test func aPictureIsAPicture() throws {
        let font = CardFont.find(nil)
        let png = try #require(CardPicture.png(CardRuleTests.words, font: font))
        #expect(size(png) == [CardPicture.width, CardPicture.height])
        #expect((4_000..<400_000).contains(png.count), "\(png.count) bytes")
        #expect(CardPicture.png(CardRuleTests.words, font: font) == png, "the same words, the same picture")
    }

    @Test func withoutAFontAPictureShowsACode() throws {
        let png = try #require(CardPicture.png(CardRuleTests.words, font: nil))
        #expect(size(png) == [CardPicture.width, CardPicture.height])
        let latin = CardFont(path: "/nowhere.ttf", readsChinese: false)
        #expect(CardPicture.png(CardRuleTests.words, font: latin) == png, "letters that a font lacks are no boxes")
    }

    @Test(arguments: [
        ("why", "打我电话 13912345678 一起来"), ("why", "请打钱到 6222020200112233445"), ("name", "小王 wang@example.org"),
        ("why", "短"), ("name", ""), ("consents", "想出一份力，开车也行"),
    ])
    func whatMustNotStandOnACardIsNamed(_ field: String, _ text: String) {
        let draft = VolunteerCardDraft(
            name: field == "name" ? text : "小王", from: "汉口", why: field == "why" ? text : "想出一份力，开车也行",
            consents: field != "consents")
        do {
            _ = try VolunteerCardRules.cleaned(draft)
            Issue.record("it was taken: \(text)")
        } catch .invalid(let problems) {
            #expect(Set(problems.map(\.field)) == [field])
        } catch {
            Issue.record(error)
        }
    }
}

/// Sharing, its funnel, cards and records, on both stores.
@Suite("Cards: shared, counted, taken back")
struct CardTests {
    private static let phone = "Mozilla/5.0 (Android 14) Firefox/130.0"

    @Test(arguments: TestApp.kinds) func aCardShowsWhatThePublicSees(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        var entry = test.entry("Masks for the ward")
        entry.name = "canary-name"
        entry.email = "canary@canary.example"
        entry.address = "canary-street 7"
        entry.description = "canary-description"
        entry.receiving = "canary-gate"
        entry.wechat = "canary-wechat"
        entry.institution = "canary-institution"
        let need = try await test.submit(entry)
        await #expect(throws: Refusal.self) { try await test.app.cards.card(of: need.id, in: test.network) }
        for viewer in [test.viewer("founder"), test.viewer("volunteer")] {
            await #expect(throws: Refusal.self) {
                try await test.app.cards.share(need: need.id, by: viewer, in: test.network)
            }
        }
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        try await test.act(.verify(VerificationDraft(confidence: .official)), need.id, "verifier")
        try await test.act(.publish(audience: .members, reason: ""), need.id, "dispatcher")
        await #expect(throws: Refusal.self, "members' needs go round among members") {
            try await test.app.cards.share(need: need.id, by: test.viewer("volunteer"), in: test.network)
        }
        try await test.act(.publish(audience: .public, reason: ""), need.id, "dispatcher")
        let card = try await test.app.cards.share(need: need.id, by: test.viewer("volunteer"), in: test.network)
        for language in Language.allCases {
            let view = NeedCardView(card: card, base: "http://test.invalid", language: language, now: test.clock.now)
            let words = card.pictureWords(language, "http://test.invalid")
            let shown =
                String(decoding: view.json, as: UTF8.self) + "\(words)"
                + CardWords.description(card, now: test.clock.now)(language)
            #expect(shown.contains("Masks for the ward") && shown.contains("100") && shown.contains("江汉区"))
            #expect(!shown.contains("canary") && !shown.contains("15412345678") && !shown.contains("volunteer"))
        }
    }

    @Test(arguments: TestApp.kinds) func theFunnelIsTheSharersAlone(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, network = test.network
        try await app.members.call("We need drivers", until: "2030-01-01", by: test.viewer("founder"), in: network.id)
        let need = try await test.published()
        let sharer = test.viewer("volunteer")
        let card = try await app.cards.share(need: need.id, by: sharer, in: network)
        let again = try await app.cards.share(need: need.id, by: sharer, in: network)
        #expect(again.code == card.code, "one code for each thing and sharer")
        let other = try await app.cards.share(need: need.id, by: test.viewer("volunteer2"), in: network)
        #expect(other.code != card.code)

        let code = try #require(try await app.members.shareCode(card.code, in: network.id))
        for address in ["10.0.0.1", "10.0.0.2", "10.0.0.2"] {
            app.members.look(at: code, from: address, agent: CardTests.phone)
        }
        let newcomer = try await test.account("Newcomer")
        let id = try await app.members.comeIn(by: .call, share: card.code, newcomer, in: network.id)
        let (arrival, asks) = try await app.database.read { db in
            (
                try db.arrival(of: id, in: network.id),
                try db.value(
                    "SELECT count(*) FROM vouch_asks WHERE network_id = \(network.id) AND about_id = \(id)",
                    as: Int.self)
            )
        }
        #expect(arrival?.referrerID == sharer.member?.id && arrival?.campaign == ShareRules.campaign)
        #expect(asks == 1, "whoever's link it was is asked whether they vouch")

        func count(_ name: String) async throws -> SpreadCount? {
            try await app.members.shares(of: test.viewer(name), in: network.id).first?.count
        }
        #expect(try await count("volunteer") == SpreadCount(shared: 1, views: 2, joined: 1))
        #expect(try await count("volunteer2") == SpreadCount(shared: 1))
        #expect(try await count("volunteer3") == nil)

        // They are vouched for, and do something that is confirmed.
        let member = try #require(try await app.database.read { db in try db.member(id, in: network.id) })
        _ = try await app.vouches.give(
            VouchDraft(kind: .identity, how: "I have known them for years"), to: id, by: sharer, in: network.id)
        try await app.vouches.settle(network.id)
        let own = Viewer(
            .member(try #require(try await app.database.read { db in try db.member(id, in: network.id) })),
            language: .en)
        let claim = try await app.needs.claim(
            ClaimDraft(line: need.lines[0].id, quantity: 100_000, promisedBy: test.clock.now + Time.hour), on: need.id,
            by: own, in: network.id)
        _ = try await app.needs.perform(
            .deliver(quantity: nil, note: ""), onClaim: claim.claim.id, by: own, in: network.id)
        _ = try await app.needs.perform(
            .confirm(rating: 5, note: ""), on: need.id, by: test.requester(need.id), in: network.id)
        #expect(try await count("volunteer") == SpreadCount(shared: 1, views: 2, joined: 1, vouched: 1, active: 1))
        let sums = try await app.members.spread(for: test.viewer("founder"), in: network.id)
        #expect(sums.map(\.count) == [SpreadCount(shared: 2, views: 2, joined: 1, vouched: 1, active: 1)])
        await #expect(throws: Refusal.self) { try await app.members.spread(for: sharer, in: network.id) }
        #expect(member.standing == .newcomer)

        // What has ended is not shared any more.
        await #expect(throws: Refusal.self) {
            try await app.cards.share(need: need.id, by: test.viewer("volunteer3"), in: network)
        }
    }

    @Test(arguments: TestApp.kinds) func anApplicationKeepsItsCode(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), app = test.app, network = test.network
        let need = try await test.published()
        let card = try await app.cards.share(need: need.id, by: test.viewer("volunteer"), in: network)
        let applicant = try await test.account("Applicant")
        let matter = try await app.members.apply(
            "I drive a van at night", share: card.code, by: applicant, in: network.id)
        let kept = try await app.database.read { db in try db.share(ofApplication: matter, in: network.id) }
        #expect(kept?.code == card.code)
        _ = try await app.members.apply(
            "I can drive a van, too", share: "zzzzzzzzzz", by: try await test.account("Other"), in: network.id)
    }

    @Test(arguments: TestApp.kinds) func aCardOfOnesOwnIsTakenBack(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), cards = test.app.cards, network = test.network.id
        let viewer = test.viewer("volunteer")
        let draft = VolunteerCardDraft(name: "Canary Wang", from: "Hankou", why: "canary-why I drive", consents: true)
        let card = try await cards.showCard(draft, by: viewer, in: network)
        #expect(try await cards.volunteerCard(card.id, in: network)?.card.words.name == "Canary Wang")
        #expect(try await cards.ownCard(of: viewer, in: network)?.code?.isEmpty == false)
        let png = try await cards.picture(ofCard: card.id, in: test.network, .zh)
        #expect(png.count > 3_000)
        // Sealed for the person: the store holds no word of it.
        let box = try await test.app.database.read { db in
            try db.value("SELECT words FROM volunteer_cards WHERE network_id = \(network)", as: [UInt8].self)
        }
        let stored = String(decoding: try #require(box), as: UTF8.self)
        #expect(!stored.contains("canary"))
        let place = TextPlace(kind: .card, id: card.id)
        try await test.app.members.hide(place, reason: "not so", by: test.viewer("founder"), in: network)
        #expect(try await cards.volunteerCard(card.id, in: network)?.hidden == "not so")
        await #expect(throws: Refusal.self) { try await cards.picture(ofCard: card.id, in: test.network, .zh) }
        // Said anew it stays hidden: another decides.
        try await cards.showCard(draft, by: viewer, in: network)
        #expect(try await cards.volunteerCard(card.id, in: network)?.hidden == "not so")
        try await cards.endCard(by: viewer, in: network)
        #expect(try await cards.volunteerCard(card.id, in: network) == nil)
        await #expect(throws: Refusal.self) { try await cards.volunteerCard(test.network.id, in: network) }
    }

    @Test(arguments: TestApp.kinds) func aRecordCountsAndNamesWhoAgreed(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), cards = test.app.cards, network = test.network.id
        let viewer = test.viewer("volunteer"), member = try #require(viewer.member)
        await #expect(throws: Refusal.self) {
            try await cards.showRecord(organisation: nil, consents: false, by: viewer, in: network)
        }
        let record = try await cards.showRecord(organisation: nil, consents: true, by: viewer, in: network)
        let anybody = Viewer(.anonymous, language: .en)
        #expect(try await cards.record(record.id, for: anybody, in: network)?.figures == RecordFigures(members: 1))

        let need = try await test.published()
        let claim = try await test.app.needs.claim(
            ClaimDraft(line: need.lines[0].id, quantity: 100_000, promisedBy: test.clock.now + Time.hour), on: need.id,
            by: viewer, in: network)
        _ = try await test.app.needs.perform(
            .deliver(quantity: nil, note: ""), onClaim: claim.claim.id, by: viewer, in: network)
        _ = try await test.app.needs.perform(
            .confirm(rating: nil, note: ""), on: need.id, by: test.requester(need.id), in: network)
        let figures = try #require(try await cards.record(record.id, for: anybody, in: network)).figures
        #expect(figures.deliveries == 1 && figures.timed == 1 && figures.inTime == 1 && figures.disputes == 0)

        _ = try await test.app.vouches.give(
            VouchDraft(kind: .identity, how: "I have known them for years"), to: member.id,
            by: test.viewer("founder"), in: network)
        #expect(try await cards.record(record.id, for: anybody, in: network)?.vouchers == [])
        await #expect(throws: Refusal.self) {
            try await cards.setNamed(true, on: record.id, by: test.viewer("volunteer2"), in: network)
        }
        try await cards.setNamed(true, on: record.id, by: test.viewer("founder"), in: network)
        #expect(try await cards.record(record.id, for: anybody, in: network)?.vouchers == ["founder"])
        #expect(try await cards.record(record.id, for: test.viewer("founder"), in: network)?.isNamed == true)
        try await cards.setNamed(false, on: record.id, by: test.viewer("founder"), in: network)
        #expect(try await cards.record(record.id, for: anybody, in: network)?.vouchers == [])

        await #expect(throws: Refusal.self) {
            try await cards.endRecord(record.id, by: test.viewer("volunteer2"), in: network)
        }
        try await cards.endRecord(record.id, by: viewer, in: network)
        #expect(try await cards.record(record.id, for: anybody, in: network) == nil)
        await #expect(throws: Refusal.self) {
            try await cards.showRecord(
                organisation: ID(milliseconds: 1, entropy: (0, 1)), consents: true, by: viewer, in: network)
        }
    }

    /// Brought by nine and confirmed at noon is in time for ten; who answered is who answered.
    @Test(arguments: TestApp.kinds) func aRecordSaysWhatHappened(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), network = test.network.id, viewer = test.viewer("volunteer")
        let member = try #require(viewer.member).id
        func figures(_ member: ID) async throws -> RecordFigures {
            try await test.app.database.read { db in try db.recordFigures(of: [member], in: network) }
        }
        var claims: [ID] = []
        for brought in [Time.hour / 2, 2 * Time.hour] {
            let need = try await test.published(test.mailed("Need \(brought)"))
            let claim = try await test.app.needs.claim(
                ClaimDraft(line: need.lines[0].id, quantity: 100_000, promisedBy: test.clock.now + Time.hour),
                on: need.id, by: viewer, in: network
            ).claim.id
            test.clock.pass(brought)
            _ = try await test.app.needs.perform(
                .deliver(quantity: nil, note: ""), onClaim: claim, by: viewer, in: network)
            test.clock.pass(Time.day)
            _ = try await test.app.needs.perform(
                .progress(note: "It stands at the door.", carrier: "", waybill: ""), onClaim: claim, by: viewer,
                in: network)
            _ = try await test.app.needs.perform(
                .confirm(rating: nil, note: ""), on: need.id, by: test.requester(need.id), in: network)
            claims.append(claim)
        }
        var shown = try await figures(member)
        #expect(shown.deliveries == 2 && shown.timed == 2 && shown.inTime == 1)
        // Of what nobody wrote down the time it is neither in time nor late.
        let unknown = claims[0]
        _ = try await test.app.database.write { db in
            try db.execute("UPDATE claims SET delivered_at = NULL WHERE id = \(unknown)")
        }
        shown = try await figures(member)
        #expect(shown.deliveries == 2 && shown.timed == 1 && shown.inTime == 0)
        #expect(RecordWords.deliveries(shown)(.en).contains("of 1 with a known time"))
        let intake = try #require(test.members["intake"]).id
        let answered = try await figures(intake)
        #expect(answered.answers == 2 && answered.answersInTime == 2)
        let others = try await test.app.database.write { db in
            try db.execute("UPDATE needs SET owner_id = \(member) WHERE network_id = \(network)")
            return try db.recordFigures(of: [member], in: network)
        }
        #expect(others.answers == 0, "whoever answers for it now has not answered it then")
        #expect(try await figures(intake).answers == 2)
        await test.app.database.close()
    }
}
