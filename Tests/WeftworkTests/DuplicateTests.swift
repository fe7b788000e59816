import Database
import Engine
import Testing

@testable import Weftwork

/// What is taken for the same need and what is not: names and lists that the real data has or that are like them.
@Suite struct DuplicateRuleTests {
    private static let list = ["医用外科口罩 YY 0469", "N95口罩 GB 19083", "防护服 GB 19082", "护目镜", "隔离衣"]

    private static func need(_ name: String, city: String = "黄冈市", district: String = "", lines: [String] = list)
        -> Need
    {
        var need = Sample.need(
            lines: lines.map { item in
                var line = Sample.line(.unlimited)
                line.item = item
                return line
            })
        need.title = "\(name)：\(lines.first ?? "")等 \(lines.count) 样"
        need.institution = name
        need.area = AreaPath(province: "湖北省", city: city, district: district)
        return need
    }

    @Test(arguments: [
        ("团风县人民医院", "黄冈市", "团风县人民医院", "黄冈市", true), ("团风县人民医院", "黄冈市", "團風縣人民醫院", "黄冈市", true),
        ("团风县人民医院", "黄冈市", "团风人民医院", "黄冈市", true), ("红十字会", "黄冈市", "黄冈市红十字会", "黄冈市", true),
        ("红十字会", "黄冈市", "红十字会", "随州市", false), ("武汉市中心医院", "武汉市", "武汉市中心医院麻醉科", "武汉市", false),
        ("武汉大学人民医院", "武汉市", "武汉大学人民医院东院", "武汉市", false),
        ("武汉大学人民医院", "武汉市", "武汉大学人民医院（心外科）", "武汉市", false),
        ("黄石市第二医院", "黄石市", "黄石市第五医院", "黄石市", false), ("浠水县中医院", "黄冈市", "浠水县中心医院", "黄冈市", false),
        ("青云县人民医院", "黄冈市", "白石县人民医院", "黄冈市", false),
    ])
    func theSameListMakesNoDoubleOfTwoHouses(
        _ one: String, _ city: String, _ other: String, _ otherCity: String, _ isSame: Bool
    ) {
        let first = Self.need(one, city: city), second = Self.need(other, city: otherCity)
        for (a, b) in [(first, second), (second, first)] {
            let judged = DuplicateRules.judge(a, b, shared: [])
            #expect(
                (judged.score >= DuplicateRules.leastAtDesk) == isSame, "\(a.institution) \(b.institution) \(judged)")
        }
    }

    @Test func aSlipOfThePenIsCloseWhereThePlaceIsTheSame() {
        let right = Self.need("浠水县人民医院", district: "浠水县", lines: ["大米"])
        let slipped = Self.need("浠水县人明医院", district: "浠水县", lines: ["帐篷"])
        let judged = DuplicateRules.judge(right, slipped, shared: [])
        #expect(judged.reasons.contains(.closeName) && judged.score >= DuplicateRules.leastAtDesk)
    }

    @Test func oneNumberForTwoHousesIsNoDoubleByItself() {
        let one = Self.need("青云县人民医院", lines: ["大米"]), two = Self.need("白石县中医院", lines: ["帐篷"])
        #expect(DuplicateRules.judge(one, two, shared: [.phone]).score < DuplicateRules.leastAtDesk)
        var private1 = one, private2 = two
        for title in ["老人缺氧气"] {
            (private1.institution, private1.title) = ("", title)
            (private2.institution, private2.title) = ("", "家里断粮")
        }
        #expect(DuplicateRules.judge(private1, private2, shared: [.phone]).score >= DuplicateRules.leastAtDesk)
    }

    @Test func whoSaysItIsTheSameIsBelievedEnoughToBeShown() {
        let one = Self.need("青云县人民医院", lines: ["大米"]), two = Self.need("白石县中医院", lines: ["帐篷"])
        let judged = DuplicateRules.judge(one, two, shared: [.follow])
        #expect(judged.reasons.first == .follow && judged.score >= 0.9)
    }

    @Test func fewSharersNearPlaceAndTimeComeFirst() {
        let need = Self.need("", city: "武汉市", district: "江汉区")
        func trace(_ number: Int64, _ kinds: Set<DuplicateTrace.Kind>, key: Int64? = nil, district: String = "")
            -> DuplicateTrace
        {
            DuplicateTrace(
                id: ID(milliseconds: number, entropy: (0, 0)), title: "x", institution: "", isHeld: false,
                area: AreaPath(city: "武汉市", district: district), createdAt: 0, kinds: kinds,
                textKeys: key.map { [$0] } ?? [])
        }
        let hot = (100..<200).map { trace($0, [.text], key: 1) }
        let traces =
            hot + [
                trace(1, [.text], key: 2), trace(2, [.phone]), trace(3, [.institution]),
                trace(4, [.text], key: 1, district: "江汉区"),
            ]
        let order = DuplicateRules.closest(traces, to: need, most: 4).map(\.id.milliseconds)
        #expect(order == [2, 3, 1, 4])
        #expect(DuplicateRules.closest(traces.reversed(), to: need, most: 4).map(\.id.milliseconds) == order)
    }

    @Test(arguments: [
        ("武汉市中心医院急需口罩", "武汉市中心医院"), ("团风县人民医院：口罩等 3 样", "团风县人民医院"), ("县医院缺 N95 口罩", "县医院"),
        ("County hospital lacks N95 masks", "County hospital"), ("老人需要氧气", nil), ("急需：大米", nil), ("家里断粮三天", nil),
        ("", nil),
    ])
    func aTitleBeginsWithItsInstitution(_ title: String, _ name: String?) {
        #expect(Institution.leading(title) == name)
    }

    @Test func thePublicComparesPublicWordsOnly() {
        var need = Self.need("青云县人民医院")
        need.held = ["title", "lines"]
        let open = need.publicWords
        #expect(open.institution.isEmpty && open.title.isEmpty && open.lines.isEmpty)
    }
}

/// The search itself, on both engines.
@Suite struct DuplicateSearchTests {
    private func entry(_ test: TestApp, _ title: String, phone: String, item: String = "N95 mask") -> NeedEntry {
        var entry = test.entry(title)
        entry.phone = phone
        entry.lines = [NeedEntry.Line(item: item, quantity: "100", unit: "pieces")]
        return entry
    }

    /// A hundred houses with one list: the one with the same name is found however many share the list.
    @Test(arguments: TestApp.kinds) func aHotListHidesNoDouble(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let old = try await test.submit(entry(test, "青云县人民医院：防护服", phone: "15400000001"))
        let slipped = entry(test, "青云县人明医院：防护服", phone: "15400000009")
        #expect(try await test.app.needs.duplicates(of: slipped, in: test.network.id).contains { $0.need.id == old.id })
        for number in 0..<130 {
            test.clock.pass(1000)
            _ = try await test.submit(entry(test, "白石\(number)县中医院：防护服", phone: "154100\(10000 + number)"))
        }
        let draft = entry(test, "青云县人民医院：防护服", phone: "15400000009")
        let found = try await test.app.needs.duplicates(of: draft, in: test.network.id)
        #expect(found.first?.need.id == old.id)
        #expect(found.count == 1, "\(found.map { ($0.need.title, $0.score) })")
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func onlyOpenOnesAndNoneThatWasSaidToBeAnother(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let ended = try await test.submit(entry(test, "one", phone: "15400000001"))
        _ = try await test.app.needs.perform(
            .withdraw(reason: ""), on: ended.id, by: test.requester(ended.id), in: test.network.id)
        let other = try await test.submit(entry(test, "two", phone: "15400000001"))
        let need = try await test.submit(entry(test, "three", phone: "15400000001"))
        #expect(try await test.app.needs.duplicates(of: need).map(\.need.id) == [other.id])
        // What came later is found from the earlier one just as well.
        #expect(try await test.app.needs.duplicates(of: other).map(\.need.id) == [need.id])
        try await test.app.needs.dismissDuplicate(need.id, of: other.id, by: test.viewer("intake"), in: test.network.id)
        #expect(try await test.app.needs.duplicates(of: need).isEmpty)
        await test.app.database.close()
    }

    /// The queue's mark follows what is said now.
    @Test(arguments: TestApp.kinds) func theQueueMarksDoublesByTextAndForgetsThemWhenCorrected(_ kind: EngineKind)
        async throws
    {
        let test = try await TestApp(kind)
        let first = try await test.submit(entry(test, "青云县人民医院：氧气瓶", phone: "15400000001"))
        test.clock.pass(Time.minute)
        let second = try await test.submit(entry(test, "青云县人民医院：氧气瓶", phone: "15400000002"))
        func marked() async throws -> Set<ID> {
            Set(try await test.app.needs.queue(.all, in: test.network.id).filter(\.maybeDouble).map(\.id))
        }
        #expect(try await marked().isEmpty, "before anybody has compared them")
        test.clock.pass(Time.minute)
        try await test.app.needs.sweepDoubles()
        #expect(try await marked() == [first.id, second.id])
        try await test.app.needs.sweepDoubles()
        #expect(try await marked() == [first.id, second.id])
        var correction = Correction()
        correction.title = "白石县福利院：大米"
        correction.items[second.lines[0].id] = "大米"
        _ = try await test.app.needs.perform(
            .correct(correction), on: second.id, by: test.requester(second.id), in: test.network.id)
        #expect(try await marked().isEmpty)
        test.clock.pass(Time.minute)
        try await test.app.needs.sweepDoubles()
        #expect(try await marked().isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatIsKeptFromThePublicIsNotFoundByIt(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        var hidden = entry(test, "缺防护服", phone: "15400000001", item: "防护服 GB 19082")
        hidden.institution = "青云县人民医院"
        let need = try await test.published(hidden)
        let secret = try await test.submit(entry(test, "缺防护服", phone: "15400000002", item: "防护服 GB 19082"))
        // Another text that only the institution's private name would join.
        var asked = entry(test, "断电三天", phone: "15400000001", item: "发电机")
        asked.institution = "青云县人民医院"
        asked.area = []
        #expect(try await test.app.needs.similar(to: asked, in: test.network.id, for: .zh).isEmpty)
        let same = entry(test, "缺防护服", phone: "", item: "防护服 GB 19082")
        let found = try await test.app.needs.similar(to: same, in: test.network.id, for: .zh)
        #expect(found.map(\.view.id) == [need.id], "and never \(secret.id)")
        #expect(found.allSatisfy { $0.reasons.allSatisfy { [.text, .near].contains($0) } })
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aNeedThatFollowsIsLinkedAndProposed(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.published(entry(test, "缺防护服", phone: "15400000001"))
        let hers = try await test.app.needs.submit(
            entry(test, "我们这里也要", phone: "15400000002", item: "雨衣"), by: Viewer(.anonymous, language: .zh),
            in: test.network, from: NeedOrigin(follow: need.id)
        ).need
        let found = try await test.app.needs.duplicates(of: hers)
        #expect(found.first?.need.id == need.id && found.first?.reasons.contains(.follow) == true)
        #expect(try await test.app.needs.duplicates(of: need).first?.need.id == hers.id)
        #expect(try await test.need(need.id)?.version == need.version, "the one that is followed stays as it is")
        // What can't be seen can't be followed; the need is taken in all the same.
        let secret = try await test.submit(entry(test, "悄悄", phone: "15400000003"))
        let other = try await test.app.needs.submit(
            entry(test, "另一件", phone: "15400000004", item: "煤"), by: Viewer(.anonymous, language: .zh),
            in: test.network,
            from: NeedOrigin(follow: secret.id)
        ).need
        #expect(try await test.app.database.read { db in try db.links(of: other).isEmpty })
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func askingAgainTakesAProof(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs
        let need = try await test.submit(entry(test, "缺防护服", phone: "15400000001"))
        let anonymous = Viewer(.anonymous, language: .zh)
        for (index, secret) in [acts.secret(of: need.id), "wrong"].enumerated() {
            let origin = NeedOrigin(again: (need.code, .secret(secret)))
            let again = try await acts.submit(
                entry(test, "再一次 \(index)", phone: "15400000001"), by: anonymous, in: test.network, from: origin
            ).need
            let links = try await test.app.database.read { db in try db.links(of: again) }
            #expect(links.map(\.other) == (index == 0 ? [need.id] : []))
        }
        let digits = try await acts.earlier(
            need.code, .mark(acts.deviceMark(of: need.id, full: false)), in: test.network.id)
        #expect(digits?.full == false)
        #expect(try await acts.entry(from: need, full: false).phone.isEmpty)
        #expect(try await acts.entry(from: need, full: true).phone == "15400000001")
        #expect(try await acts.earlier(need.code, .mark("nothing"), in: test.network.id) == nil)
        await test.app.database.close()
    }

    /// For a month, for this institution with this number, until somebody says that it holds no more.
    @Test(arguments: TestApp.kinds) func anInstitutionIsCalledBackOnce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs
        let checks = KnownInstitutionRules.questions.map { VerificationDraft.Check(id: $0, answer: .yes, note: "") }
        var keep = VerificationDraft(confidence: .official, checks: checks)
        keep.keepsInstitution = true
        let first = try await acknowledged(test, "青云县人民医院：口罩", "15400000001")
        var lacking = keep
        lacking.checks = []
        await #expect(throws: Refusal.self) { try await test.act(.verify(lacking), first.id, "verifier") }
        try await test.act(.verify(keep), first.id, "verifier")

        let second = try await acknowledged(test, "青云人民医院：大米", "15400000001")
        let known = try #require(try await acts.knownInstitution(for: second))
        #expect(known.needID == first.id && known.until == known.at + 30 * Time.day)
        let elsewhere = try await acknowledged(test, "青云县人民医院：煤", "15400000002")
        #expect(try await acts.knownInstitution(for: elsewhere) == nil, "another number proves nothing")
        var relying = VerificationDraft(confidence: .official)
        relying.reliesOn = known.id
        await #expect(throws: Refusal.self) { try await test.act(.verify(relying), elsewhere.id, "verifier2") }
        try await test.act(.verify(relying), second.id, "verifier2")
        let found = try await test.app.database.read { db in try db.verifications(of: second) }
        #expect(Set(found[0].checks.filter { $0.answer == .yes }.map(\.id)) == Set(KnownInstitutionRules.questions))
        let story = try await acts.file(second.id, for: test.viewer("verifier"), in: test.network.id).story.map(\.kind)
        #expect(story.contains(.institutionReliedOn))

        let third = try await acknowledged(test, "青云县人民医院：水", "15400000001")
        await #expect(throws: Refusal.self) {
            try await acts.endKnownInstitution(known.id, reason: "no", by: test.viewer("intake"), in: test.network.id)
        }
        try await acts.endKnownInstitution(known.id, reason: "posed", by: test.viewer("verifier"), in: test.network.id)
        #expect(try await acts.knownInstitution(for: third) == nil)
        await #expect(throws: Refusal.self) { try await test.act(.verify(relying), third.id, "verifier2") }
        let hers = try await acts.file(first.id, for: test.requester(first.id), in: test.network.id).story.map(\.kind)
        #expect(!hers.contains(.institutionDoubted))
        await test.app.database.close()
    }

    /// Who gives her own number first and the hospital's known one second is called at the first.
    @Test(arguments: TestApp.kinds) func itIsTheFirstNumberThatIsKnown(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs
        let checks = KnownInstitutionRules.questions.map { VerificationDraft.Check(id: $0, answer: .yes, note: "") }
        var keep = VerificationDraft(confidence: .official, checks: checks)
        keep.keepsInstitution = true
        let first = try await acknowledged(test, "青云县人民医院：口罩", "15400000001")
        try await test.act(.verify(keep), first.id, "verifier")
        let posed = try await acknowledged(test, "青云县人民医院：床单", "张三:15400000009|总机:15400000001")
        #expect(try await acts.knownInstitution(for: posed) == nil, "the number that is called is another")
        let known = try #require(try await acts.knownInstitution(for: first))
        var relying = VerificationDraft(confidence: .official)
        relying.reliesOn = known.id
        await #expect(throws: Refusal.self) { try await test.act(.verify(relying), posed.id, "verifier2") }
        let theirs = try await acknowledged(test, "青云县人民医院：大米", "总机:15400000001|张三:15400000009")
        #expect(try await acts.knownInstitution(for: theirs)?.id == known.id)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func aStandingVerificationEndsByItself(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let checks = KnownInstitutionRules.questions.map { VerificationDraft.Check(id: $0, answer: .yes, note: "") }
        var keep = VerificationDraft(confidence: .official, checks: checks)
        keep.keepsInstitution = true
        let first = try await acknowledged(test, "青云县人民医院：口罩", "15400000001")
        try await test.act(.verify(keep), first.id, "verifier")
        test.clock.pass(30 * Time.day + 1)
        let late = try await acknowledged(test, "青云县人民医院：水", "15400000001")
        #expect(try await test.app.needs.knownInstitution(for: late) == nil)
        await test.app.database.close()
    }

    private func acknowledged(_ test: TestApp, _ title: String, _ phone: String) async throws -> Need {
        let need = try await test.submit(entry(test, title, phone: phone))
        return try await test.act(.acknowledge(note: ""), need.id, "intake")
    }
}
