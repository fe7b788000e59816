import Database
import Testing

@testable import Weftwork

/// Codes on paper, their picture, and the rules of slips: pure.
@Suite struct PaperRuleTests {
    @Test(
        arguments: [
            (" abcd-efgh ", "ABCDEFGH"), ("2345 6789", "23456789"), ("ABCDEFG0", nil), ("ABCDEFGI", nil),
            ("ABCDEFG", nil),
            ("ABCDEFGHJ", nil), ("", nil), ("\u{3000}", nil), ("ABCDEFG张", nil),
        ] as [(String, String?)])
    func whatIsTypedIsACodeOrSaysWhyNot(_ typed: String, _ code: String?) async throws {
        let test = try await TestApp()
        let desk = test.viewer("intake")
        if let code {
            #expect(try PaperRules.code(typed, by: desk) == code)
        } else {
            #expect(throws: Refusal.self) { try PaperRules.code(typed, by: desk) }
        }
        #expect(try PaperRules.code(nil, by: test.viewer("volunteer")) == nil)
        #expect(throws: Refusal.self) { try PaperRules.code("ABCDEFGH", by: test.viewer("volunteer")) }
        await test.app.database.close()
    }

    @Test(
        arguments: [
            ("ABCDEFGJ", "ABCDEFGH"), ("ABCDEFGH", nil), ("ABCDEFJJ", nil), ("2BCDEFGH", "ABCDEFGH"), ("XXXXXXX3", nil),
        ] as [(String, String?)])
    func oneWrongLetterIsGuessed(_ typed: String, _ found: String?) {
        // Two papers are as near to the last one: then nothing is guessed.
        #expect(PaperRules.near(typed, among: ["ABCDEFGH", "XXXXXXX2", "XXXXXXX4"]) == found)
    }

    @Test(arguments: [(0, false), (1, true), (100, true), (101, false)])
    func aBatchHasOneToAHundred(_ count: Int, _ isGood: Bool) {
        let draft = PaperDraft(count: count, place: "village office")
        #expect(((try? PaperRules.checked(draft)) != nil) == isGood)
        #expect((try? PaperRules.checked(PaperDraft(count: 5, place: "  "))) == nil)
    }

    @Test func everyLetterOfACodeIsDrawnAndNoTwoAlike() {
        #expect(Set(CodeLetters.rows.keys) == Set(TrackingCode.alphabet))
        #expect(Set(CodeLetters.rows.values).count == TrackingCode.alphabet.count)
        #expect(CodeLetters.rows.values.allSatisfy { $0.count == 7 && $0.allSatisfy { $0 < 32 } })
    }

    @Test func thePictureHoldsCodeAndAddress() throws {
        let address = "http://test.invalid/track?code=ABCDEFGH"
        let picture = try #require(CodePicture.bitmap("ABCDEFGH", address: address))
        #expect(picture.width == CodePicture.side && picture.height > picture.width)
        #expect(picture != CodePicture.bitmap("ABCDEFGJ", address: address))
        #expect(CodePicture.bitmap("ABCDEFG0", address: address) == nil)
        // Nothing is cut off: the margin is white all around.
        for x in 0..<picture.width { #expect(!picture[x, 0] && !picture[x, picture.height - 1]) }
        for y in 0..<picture.height { #expect(!picture[0, y] && !picture[picture.width - 1, y]) }
        let bytes = try #require(CodePicture.png(picture))
        guard case .picture(let head) = PictureHead.read(bytes[...]) else {
            Issue.record("no picture")
            return
        }
        #expect(head.width == picture.width && head.height == picture.height)
    }

    @Test(arguments: [
        ("Li", "van", 1, true), ("L", "van", 1, false), ("Li", "v", 1, false), ("Li", "van", 0, false),
        ("Li", "van", 72, true), ("Li", "van", 73, false),
    ])
    func aSlipNamesDriverVehicleAndHours(_ name: String, _ vehicle: String, _ hours: Int, _ isGood: Bool) {
        let draft = SlipDraft(name: name, vehicle: vehicle, hours: hours)
        #expect(((try? SlipRules.cleaned(draft)) != nil) == isGood)
    }
}

/// Papers are typed in, once each.
@Suite struct PaperTests {
    private static func paper(_ test: TestApp, _ title: String = "Village lacks water") -> NeedEntry {
        var entry = test.entry(title)
        entry.consent = "yes"
        entry.sourceKind = "relay"
        return entry
    }

    private static func submit(_ test: TestApp, _ code: String, _ entry: NeedEntry? = nil) async throws -> Receipt {
        try await test.app.needs.submit(
            entry ?? paper(test), by: test.viewer("intake"), in: test.network, code: code)
    }

    @Test(arguments: TestApp.kinds) func aPaperMakesOneNeed(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs
        let issued = try await acts.issuePaper(
            PaperDraft(count: 3, place: "office"), by: test.viewer("intake"), in: test.network.id)
        #expect(issued.codes.count == 3 && Set(issued.codes.map(\.code)).count == 3)
        let code = issued.codes[0].code, other = issued.codes[1].code
        #expect(try await acts.isUntyped(code))
        let made = try await Self.submit(test, code)
        #expect(made.need.code == code && made.need.source == .relay && made.need.consent == .yes)
        #expect(made.need.submitterID == test.members["intake"]?.id)
        #expect(try await !acts.isUntyped(code))
        // The same words with another code are another paper; with the same code they are this one.
        let second = try await Self.submit(test, other)
        #expect(second.need.id != made.need.id && !second.isRepeated)
        test.clock.pass(2 * Time.minute)
        do {
            _ = try await Self.submit(test, code)
            Issue.record("a paper was typed in twice")
        } catch Refusal.conflict(_, let extras) {
            #expect(extras.state == "submitted")
        }
        let batch = try await acts.paperBatch(issued.batch.id, for: test.viewer("founder"), in: test.network.id)
        #expect(batch.batch.used == 2 && batch.batch.count == 3)
        let uses = Dictionary(uniqueKeysWithValues: batch.codes.map { ($0.code, $0.needID) })
        #expect(uses[code] == made.need.id && uses[other] == second.need.id)
        #expect(try await test.app.database.read { db in try db.needCount(in: test.network.id) } == 2)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func theStripBearsTheCheckWord(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let issued = try await acts.issuePaper(
            PaperDraft(count: 1, place: "office"), by: test.viewer("intake"), in: network)
        let code = issued.codes[0].code, printed = acts.checkWord(ofPaper: code)
        func word(_ need: ID) async throws -> String? {
            try await acts.file(need, for: test.requester(need), in: network).checkWord?(.en)
        }
        let need = try await Self.submit(test, code).need
        #expect(try await word(need.id) == printed(.en))
        // A need that was typed in before strips bore it keeps the word that was told.
        _ = try await test.app.database.write { db in
            try db.execute("UPDATE issued_codes SET has_word = \(false) WHERE code = \(code)")
        }
        let told = try await word(need.id)
        #expect(told != nil && told != printed(.en))
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func sentTwiceAtOnceItIsTheSame(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let issued = try await test.app.needs.issuePaper(
            PaperDraft(count: 1, place: "office"), by: test.viewer("intake"), in: test.network.id)
        let code = issued.codes[0].code
        let needs = try await withThrowingTaskGroup(of: ID.self) { group in
            for _ in 0..<6 { group.addTask { try await Self.submit(test, code).need.id } }
            return try await group.reduce(into: Set<ID>()) { $0.insert($1) }
        }
        #expect(needs.count == 1)
        #expect(try await test.app.database.read { db in try db.needCount(in: test.network.id) } == 1)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func nobodyElseDrawsACodeOnPaper(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), database = test.app.database
        let issued = try await test.app.needs.issuePaper(
            PaperDraft(count: 1, place: "office"), by: test.viewer("intake"), in: test.network.id)
        let code = issued.codes[0].code, need = try await Self.submit(test, code).need
        #expect(try await !database.read { db in try db.isFree(code) })
        let free = try await database.read { db in try db.isFree("22222222") }
        #expect(free)
        await #expect(throws: DatabaseError.self) {
            try await database.write { db in try db.takePaper(of: need, isPaper: false, at: 0) }
        }
        await #expect(throws: Refusal.self) { _ = try await Self.submit(test, "22222222") }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatAPaperMustSay(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let issued = try await test.app.needs.issuePaper(
            PaperDraft(count: 2, place: "office"), by: test.viewer("intake"), in: test.network.id)
        var entry = Self.paper(test)
        entry.consent = ""
        await #expect(throws: Refusal.self) { _ = try await Self.submit(test, issued.codes[0].code, entry) }
        entry.consent = "no"
        entry.sourceKind = "media"
        await #expect(throws: Refusal.self) { _ = try await Self.submit(test, issued.codes[0].code, entry) }
        entry.sourceKind = "hotline"
        // Who has no telephone asks all the same.
        entry.phone = ""
        let need = try await Self.submit(test, issued.codes[0].code, entry).need
        #expect(need.source == .hotline && need.consent == .no)
        await #expect(throws: Refusal.self) {
            _ = try await test.app.needs.submit(
                Self.paper(test), by: test.viewer("volunteer"), in: test.network, code: issued.codes[1].code)
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func listsByDistrictAreTheBoard(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs
        var entry = test.entry("In the other district")
        entry.area = ["中国", "湖北省", "武汉市", "武昌区"]
        entry.phone = "15412345679"
        _ = try await test.published()
        let second = try await test.published(entry)
        _ = try await test.submit(test.entry("Nobody has checked it"))
        for name in ["volunteer", "anonymous"] {
            let list = try await acts.districtList(Form(), for: test.viewer(name), in: test.network.id)
            #expect(list.districts.map(\.rows.count) == [1, 1] && !list.isCutOff)
            #expect(list.outdatedAfter == test.clock.now + 24 * Time.hour)
            #expect(list.names.isEmpty == (name == "anonymous"))
        }
        let one = try await acts.districtList(
            Form(pairs: [("area", "武昌区")]), for: test.viewer("volunteer"), in: test.network.id)
        #expect(one.districts.map(\.area) == [["湖北省", "武汉市", "武昌区"]])
        #expect(one.districts.first?.rows.map(\.id) == [second.id])
        await test.app.database.close()
    }
}

/// A driver who is no member.
@Suite struct SlipTests {
    private static let draft = SlipDraft(name: "Driver Li", vehicle: "blue van", hours: 6)

    private static func claim(_ test: TestApp, _ need: Need, by name: String) async throws -> Claim {
        try await test.app.needs.claim(
            ClaimDraft(line: need.lines[0].id, quantity: 10_000, promisedBy: test.clock.now + Time.day), on: need.id,
            by: test.viewer(name), in: test.network.id
        ).claim
    }

    @Test(arguments: TestApp.kinds) func fromThePromiseToTheDoor(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await test.published()
        let claim = try await Self.claim(test, need, by: "volunteer")
        for name in ["volunteer2", "founder"] {
            await #expect(throws: Refusal.self, "\(name)") {
                _ = try await acts.makeSlip(Self.draft, forClaim: claim.id, by: test.viewer(name), in: network)
            }
        }
        let slip = try await acts.makeSlip(Self.draft, forClaim: claim.id, by: test.viewer("volunteer"), in: network)
        let code = acts.code(ofSlip: slip.id)
        #expect(try await acts.slip(code: code).isGood)
        let opened = try #require(try await acts.openSlip(code, agent: "phone"))
        #expect(opened.part.contacts.first?.phone == "15412345678" && opened.need.code == need.code)
        #expect(opened.slip.driver == Slip.Driver(name: "Driver Li", vehicle: "blue van"))
        let file = try await acts.file(need.id, for: test.requester(need.id), in: network)
        #expect(file.slips.map(\.driver.name) == ["Driver Li"])
        #expect(file.reveals.contains { $0.purpose.contains("Driver Li") && $0.memberName == "volunteer" })
        let kept = try await acts.slips(ofClaim: claim.id, by: test.viewer("volunteer"), in: network).slips
        #expect(kept.map(\.openings.count) == [1] && kept[0].isGood)
        await #expect(throws: Refusal.self) {
            _ = try await acts.slips(ofClaim: claim.id, by: test.viewer("volunteer2"), in: network)
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func itEndsByHandByTimeAndWithThePromise(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await test.published(), viewer = test.viewer("volunteer")
        let claim = try await Self.claim(test, need, by: "volunteer")
        var codes: [String] = [], slips: [Slip] = []
        for _ in 0..<3 {
            let slip = try await acts.makeSlip(Self.draft, forClaim: claim.id, by: viewer, in: network)
            slips.append(slip)
            codes.append(acts.code(ofSlip: slip.id))
        }
        await #expect(throws: Refusal.self) {
            _ = try await acts.endSlip(slips[0].id, by: test.viewer("volunteer2"), in: network)
        }
        _ = try await acts.endSlip(slips[0].id, by: viewer, in: network)
        #expect(try await acts.openSlip(codes[0], agent: "") == nil)
        #expect(try await acts.openSlip(codes[1], agent: "") != nil)
        test.clock.pass(6 * Time.hour)
        #expect(try await acts.openSlip(codes[1], agent: "") == nil)
        let last = try await acts.makeSlip(Self.draft, forClaim: claim.id, by: viewer, in: network)
        _ = try await acts.perform(.release(note: ""), onClaim: claim.id, by: viewer, in: network)
        #expect(try await acts.openSlip(acts.code(ofSlip: last.id), agent: "") == nil)
        let file = try await acts.file(need.id, for: test.requester(need.id), in: network)
        #expect(file.slips.isEmpty)
        await #expect(throws: Refusal.self) { _ = try await acts.openSlip("made-up", agent: "") }
        await #expect(throws: Refusal.self) {
            _ = try await acts.makeSlip(Self.draft, forClaim: claim.id, by: viewer, in: network)
        }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func withTheContactGoesTheDriver(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), acts = test.app.needs, network = test.network.id
        let need = try await test.published()
        let claim = try await Self.claim(test, need, by: "volunteer")
        let slip = try await acts.makeSlip(Self.draft, forClaim: claim.id, by: test.viewer("volunteer"), in: network)
        _ = try await acts.openSlip(acts.code(ofSlip: slip.id), agent: "phone")
        _ = try await acts.perform(
            .withdraw(reason: "no more"), on: need.id, by: test.requester(need.id), in: network)
        try await acts.forget(need.id, by: test.requester(need.id), in: network)
        let left = try await test.app.database.read { db in
            (
                try db.value("SELECT count(*) FROM slips", as: Int.self),
                try db.value("SELECT count(*) FROM slip_openings", as: Int.self)
            )
        }
        #expect(left.0 == 0 && left.1 == 0)
        await test.app.database.close()
    }
}
