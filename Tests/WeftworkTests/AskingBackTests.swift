import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

/// What a page asks back, what other doors take; what is said after "it did not arrive"; words in the reader's language.
@Suite struct AskingBackTests {
    /// Read once for all.
    private static let places = Result { try Places(outlines: nil) }
    private let now: Int64 = 1_580_515_200_000

    private func problems(_ entry: NeedEntry, at moment: Int64? = nil) -> [String] {
        do {
            _ = try NeedCleaning.draft(from: entry, now: moment ?? now, Catalogue.shipped, AskingBackTests.places.get())
            return []
        } catch Refusal.invalid(let problems) {
            return problems.map(\.field)
        } catch {
            return ["?"]
        }
    }

    private func typed(_ change: (inout NeedEntry) -> Void) -> NeedEntry {
        var entry = NeedEntry()
        (entry.title, entry.pastedLines, entry.phone, entry.asksArea) = ("缺口罩", "口罩 500只", "13812345678", true)
        change(&entry)
        return entry
    }

    @Test func aPageAsksAndTakesTheSecondWord() {
        #expect(problems(typed { _ in }) == [])
        #expect(problems(typed { $0.neededBy = "2020-01-31 18:00" }) == ["neededBy"])
        #expect(problems(typed { $0.neededBy = "2020-02-03 18:00" }) == [])
        #expect(problems(typed { $0.area = ["", "湖北", "汪汪市", ""] }) == ["city"])
        #expect(problems(typed { $0.area = ["", "", "Gotham", ""] }) == ["city"])
        #expect(problems(typed { $0.area = ["", "湖北", "武汉", "光谷新区"] }) == [])
        #expect(problems(typed { $0.area = ["Kenya", "", "Kisumu", ""] }) == [])
        let place = AreaPath(parts: ["", "", "Gotham", ""])
        #expect(
            problems(typed { ($0.area, $0.asTyped) = (["", "", "Gotham", ""], [NeedCleaning.mark(area: place)]) }) == []
        )
        #expect(
            problems(
                typed {
                    $0.asksArea = false; $0.area = ["", "", "Gotham", ""]
                }) == [])
    }

    @Test(
        arguments: [
            ("110", false), ("12345", false), ("+110", false), ("123", false), ("打110", false), ("67890", true),
            ("027-8888", true), ("13812345678", nil), ("12345 13812345678", nil), ("027-88889999", nil),
        ] as [(String, Bool?)])
    func noNeedIsRefusedForADoubtfulNumber(_ phone: String, _ isQuestion: Bool?) {
        let asked = problems(typed { $0.phone = phone })
        #expect(asked == (isQuestion == nil ? [] : ["contact.phone"]))
        // Said again it is taken, where it can be called at all.
        let again = problems(typed { ($0.phone, $0.asTyped) = (phone, [NeedCleaning.mark(phone: phone)]) })
        #expect(again == (isQuestion == false ? ["contact.phone"] : []))
        // With another way to reach her nothing is asked.
        #expect(problems(typed { ($0.phone, $0.email) = (phone, "she@example.org") }) == [])
    }

    @Test(arguments: ["口罩 -5", "口罩: -5只", "手套 0 副", "睡袋 耐寒 -20度"]) func anAmountBelowNothingIsAsked(_ line: String)
        throws
    {
        #expect(problems(typed { $0.pastedLines = line }) == ["lines"])
        // Said again, or where nobody is there to be asked, it is taken; nobody asks for nothing.
        let again = typed { ($0.pastedLines, $0.asTyped) = (line, [NeedCleaning.mark(lines: "\(line) \r\n")]) }
        let fromAfar = typed { ($0.pastedLines, $0.asksArea) = (line, false) }
        let copied = typed { ($0.pastedLines, $0.isCopied) = (line, true) }
        let inOneField = typed { ($0.pastedLines, $0.lines) = ("", [NeedEntry.Line(item: line)]) }
        for entry in [again, fromAfar, copied, inOneField] {
            let draft = try NeedCleaning.draft(
                from: entry, now: now, Catalogue.shipped, AskingBackTests.places.get())
            #expect(draft.lines.map(\.quantity) == [.unknown])
        }
        // Another list is another question.
        #expect(
            problems(typed { ($0.pastedLines, $0.asTyped) = (line, [NeedCleaning.mark(lines: "口罩 -6")]) }) == ["lines"])
    }

    @Test func whatIsNeededTodayIsNotOverInTheMorning() throws {
        // Six in the evening where the network is; by universal time the day began eighteen hours before.
        let evening = now + 10 * Time.hour
        for day in ["2020-02-01", "2020/2/1"] {
            #expect(problems(typed { $0.neededBy = day }, at: evening) == [])
            #expect(problems(typed { $0.neededBy = day }, at: evening + Time.day) == ["neededBy"])
            #expect(
                problems(
                    typed { ($0.neededBy, $0.asTyped) = (day, [NeedCleaning.mark(neededBy: day)]) },
                    at: evening + Time.day) == [])
        }
        #expect(NeedCleaning.moment("2020-02-01", now: now) == NeedCleaning.moment("2020/2/1", now: now))
    }

    @Test func aPageTakesTheTimeOfALineSaidAgain() {
        let work = LineWorkEntry(from: "2020-01-30T08:00", to: "2020-01-30T18:00")
        let nurses = NeedEntry.Line(item: "nurses", quantity: "2", kind: "people", work: work)
        #expect(problems(typed { $0.lines = [nurses] }) == ["lines.0.to"])
        #expect(problems(typed { ($0.lines, $0.asTyped) = ([nurses], [NeedCleaning.mark(work: work)]) }) == [])
        #expect(problems(typed { ($0.lines, $0.isCopied) = ([nurses], true) }) == [])
        // The page gives the mark with the form that it shows again.
        let entry = typed { $0.lines = [nurses] }
        let marks = AskingBack.marks(Form(), [FieldProblem("people.0.to", NeedWords.tooFar)], entry)
        #expect(marks == [NeedCleaning.mark(work: work)])
    }

    @Test(arguments: ["KN95-3 口罩", "GB19083-2010 口罩 20只", "防护服 XL-2", "口罩", "口罩 5-10只", "masks - 3"])
    func aModelIsNoAmount(_ line: String) {
        #expect(problems(typed { $0.pastedLines = line }) == [])
    }

    // MARK: It did not arrive

    @Test(arguments: TestApp.kinds) func sheMayStillCountWhatDidNotArrive(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.published(test.entry(quantity: "10")), network = test.network.id
        let draft = ClaimDraft(
            line: need.lines[0].id, quantity: 10_000, promisedBy: test.clock.now + Time.day, note: "By noon")
        let claim = try await test.app.needs.claim(draft, on: need.id, by: test.viewer("volunteer"), in: network).claim
        func act(_ action: ClaimAction, _ viewer: Viewer) async throws -> (claim: Claim, need: Need) {
            try await test.app.needs.perform(action, onClaim: claim.id, by: viewer, in: network)
        }
        _ = try await act(.deliver(quantity: nil, note: ""), test.viewer("volunteer"))
        let her = test.requester(need.id)
        _ = try await test.app.needs.perform(.notDelivered(note: "nothing came"), on: need.id, by: her, in: network)
        let file = try await test.app.needs.file(need.id, for: her, in: network)
        let dispute = try #require(file.disputes[claim.id])
        #expect(file.names[dispute.ownerID] != nil && (file.disputeDue[claim.id] ?? 0) > test.clock.now)
        #expect(file.story.contains { $0.kind == .claimProgress })
        // Who owns the need settles; only she says that it has come after all.
        await #expect(throws: Refusal.self) { try await act(.confirm(usable: nil, note: ""), test.viewer("founder")) }
        await #expect(throws: Refusal.self) { try await act(.confirm(usable: 11_000, note: ""), her) }
        // Nothing has come yet: whoever looks into it goes on.
        let still = try await act(.confirm(usable: 0, note: "the gate was shut"), her)
        #expect(still.claim.state == .disputed && still.need.lines[0].claimed == 10_000)
        let open = try await test.app.needs.file(need.id, for: her, in: network)
        #expect(open.disputes[claim.id]?.ownerID == dispute.ownerID && open.disputeDue == file.disputeDue)
        #expect(open.story.contains { "\($0)".contains("the gate was shut") })
        let done = try await act(.confirm(usable: 7_000, note: ""), her)
        #expect(done.claim.state == .confirmed && done.claim.usable == 7_000)
        #expect(done.need.lines[0].delivered == 7_000 && done.need.lines[0].claimed == 0)
        let after = try await test.app.needs.file(need.id, for: her, in: network)
        #expect(after.disputes.isEmpty)
        #expect(try await test.app.database.read { db in try db.clock(of: dispute.id, in: network) } == nil)
        #expect(try await Invariants.broken(test).isEmpty)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whatIsLeftForWhoeverGoesOnIsNotHers(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.published(test.entry(quantity: "10")), network = test.network.id
        func promise(_ name: String) async throws -> Claim {
            let draft = ClaimDraft(line: need.lines[0].id, quantity: 2_000, promisedBy: test.clock.now + Time.day)
            return try await test.app.needs.claim(draft, on: need.id, by: test.viewer(name), in: network).claim
        }
        let claim = try await promise("volunteer")
        _ = try await test.app.needs.perform(
            .stop(done: 0, note: "the gate is shut"), onClaim: claim.id, by: test.viewer("volunteer"), in: network)
        func reads(_ viewer: Viewer) async throws -> Bool {
            let file = try await test.app.needs.file(need.id, for: viewer, in: network)
            let story = file.story.map { "\($0)" }.joined()
            return file.partings[claim.id] != nil || story.contains("gate")
        }
        #expect(try await !reads(test.requester(need.id)))
        #expect(try await !reads(test.viewer("volunteer2")))
        #expect(try await reads(test.viewer("dispatcher")))
        _ = try await promise("volunteer2")
        #expect(try await reads(test.viewer("volunteer2")))
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func homeSaysTheDayThatWasNamed(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.published(test.entry(quantity: "10")), member = test.members["volunteer"]!
        let day = test.clock.now + 30 * Time.day
        let draft = ClaimDraft(line: need.lines[0].id, quantity: 1_000, promisedBy: day)
        _ = try await test.app.needs.claim(draft, on: need.id, by: test.viewer("volunteer"), in: test.network.id)
        let item = try #require(try await test.app.needs.waiting(for: member).items.first)
        #expect(item.clock.dueAt == day && !item.isAsked && item.thing == "N95 mask 1 piece")
        // What was promised later for an earlier day comes first, though it is asked about later.
        test.clock.pass(Time.hour)
        let sooner = ClaimDraft(line: need.lines[0].id, quantity: 2_000, promisedBy: day - 10 * Time.day)
        _ = try await test.app.needs.claim(sooner, on: need.id, by: test.viewer("volunteer"), in: test.network.id)
        let days = try await test.app.needs.waiting(for: member).items.map(\.clock.dueAt)
        #expect(days == [day - 10 * Time.day, day])
        test.clock.pass(4 * Time.day)
        try await test.app.needs.sweep()
        let asked = try #require(try await test.app.needs.waiting(for: member).items.first)
        #expect(asked.isAsked && asked.clock.dueAt < day)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoeverSetsOutLearnsThatItIsOver(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.published(), network = test.network.id
        let draft = VisitDraft(place: "the ward", hours: 2, hasReadSafety: true, need: need.id, insurance: nil)
        _ = try await test.app.members.checkIn(draft, by: test.viewer("volunteer"), in: network)
        try await test.app.members.checkOut(by: test.viewer("volunteer"), in: network)
        _ = try await test.app.needs.perform(
            .withdraw(reason: ""), on: need.id, by: test.requester(need.id), in: network)
        await #expect(throws: Refusal.self) {
            try await test.app.members.checkIn(draft, by: test.viewer("volunteer"), in: network)
        }
        #expect(try await test.app.members.openVisit(of: test.viewer("volunteer"), in: network) == nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds) func whoeverMayNotKnowOfANeedLearnsNotThatItIsOver(_ kind: EngineKind) async throws
    {
        let test = try await TestApp(kind)
        let need = try await test.submit(), network = test.network.id
        _ = try await test.app.needs.perform(
            .withdraw(reason: ""), on: need.id, by: test.requester(need.id), in: network)
        let draft = VisitDraft(place: "the ward", hours: 2, hasReadSafety: true, need: need.id, insurance: nil)
        let visit = try await test.app.members.checkIn(draft, by: test.viewer("volunteer"), in: network)
        #expect(visit.needID == nil)
        await test.app.database.close()
    }

    // MARK: Words

    @Test(arguments: [
        (1000, "cans", "1 can"), (2000, "can", "2 cans"), (500, "box", "0.5 boxes"), (1000, "只", "1 只"),
        (3000, "", "3"), (1000, "kg", "1 kg"),
    ])
    func unitsGoWithTheirNumber(_ quantity: Int64, _ unit: String, _ words: String) {
        #expect(Format.amount(quantity, unit) == words)
    }

    @Test func areasHaveTheirEnglishNames() {
        let wuhan = AreaPath(country: "中国", province: "湖北省", city: "武汉市", district: "江汉区")
        #expect(wuhan.shown(in: .en).parts == ["China", "Hubei", "Wuhan", "Jianghan"])
        #expect(wuhan.shown(in: .zh) == wuhan)
        let beijing = AreaPath(country: "中国", province: "北京市", city: "北京市", district: "朝阳区")
        #expect(beijing.shown(in: .en).parts == ["China", "Beijing", "Beijing", "Chaoyang"])
        #expect(AreaPath(city: "汪汪市").shown(in: .en).city == "汪汪市")
        #expect(AreaPath(country: "Kenya", city: "Kisumu").shown(in: .en).parts == ["Kenya", "Kisumu"])
    }

    @Test func whySomebodyWasAskedIsReadInTheReadersLanguage() throws {
        let why = WhyAsked([.skills(["driving"], of: 2), .near(4.2), .distanceUnknown, .language("en"), .hands])
        let bytes = try JSONEncoderForTests.encode(why)
        let read = try JSONEncoderForTests.decode(WhyAsked.self, bytes)
        #expect(read == why && !read.isEmpty)
        #expect(read.words(.en).contains("about 4 km away") && read.words(.zh).contains("约 4 公里"))
        #expect(!read.words(.en).unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
        let old = try JSONEncoderForTests.decode(WhyAsked.self, Array(#"["会开车"]"#.utf8))
        #expect(old.words(.en) == "会开车" && !old.isEmpty)
        #expect(WhyAsked().isEmpty)
    }
}

enum JSONEncoderForTests {
    static func encode(_ value: some Encodable) throws -> [UInt8] { Array(try JSONEncoder().encode(value)) }

    static func decode<T: Decodable>(_ type: T.Type, _ bytes: [UInt8]) throws -> T {
        try JSONDecoder().decode(type, from: Data(bytes))
    }
}
