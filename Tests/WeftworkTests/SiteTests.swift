import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

/// The small types everything stands on.
@Suite struct SiteTests {
    @Test(arguments: [
        ("<script>", "&lt;script&gt;"), ("\" onload='x'", "&quot; onload=&#39;x&#39;"), ("a & b", "a &amp; b"),
        ("口罩", "口罩"),
    ])
    func htmlEscapesWhatIsInterpolated(_ typed: String, _ expected: String) {
        let html: HTML = "<p title=\"\(typed)\">\(typed)</p>"
        #expect(html.text == "<p title=\"\(expected)\">\(expected)</p>")
    }

    @Test func aMomentOfAnotherYearSaysIts() {
        // 1 January 2021, 00:30 in the network's time, when it is still 2020 in UTC.
        let moment: Int64 = 1_609_432_200_000
        #expect(Format.moment(moment, in: .en, now: moment + Time.day) == "1 Jan 00:30")
        #expect(Format.moment(moment, in: .en, now: moment - Time.hour) == "1 Jan 2021 00:30")
        #expect(Format.moment(moment, in: .zh, now: moment - Time.hour) == "2021年1月1日 00:30")
        let words = Text(zh: "\(moment: moment) 前", en: "by \(moment: moment)")
        let around = Text(zh: "\(words)。", en: "\(words).")
        #expect(around(.en, now: moment - Time.hour) == "by 1 Jan 2021 00:30.")
        #expect(around(.en) == "by 1 Jan 00:30.", "where nobody knows what year it is")
    }

    @Test func jsonIsReadBackAsItWasWritten() throws {
        let nasty = "\u{1}\u{8}\t\n\r\u{c}\"\\/口罩𠮷</script>"
        var json = JSON()
        json.object { json in
            json.field("text", nasty)
            json.field("nothing", nil as String?)
            json.field("amount", quantity: -1500)
            json.name("list")
            json.array([1, 2]) { json, number in json.object { $0.field("n", number) } }
        }
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: Any])
        #expect(object["text"] as? String == nasty)
        #expect(object["nothing"] is NSNull)
        #expect(object["amount"] as? Double == -1.5)
        #expect((object["list"] as? [[String: Int]])?.map { $0["n"] } == [1, 2])
    }

    @Test(arguments: [
        (Int64(0), "0", "0"), (1000, "1", "1"), (1500, "1.5", "1.5"), (12_345_678, "12\u{202F}345.678", "12345.678"),
        (500, "0.5", "0.5"),
    ])
    func quantitiesAreWrittenWithoutNeedlessZeros(_ thousandths: Int64, _ shown: String, _ plain: String) {
        #expect(Format.quantity(thousandths) == shown)
        #expect(Format.decimal(thousandths) == plain)
    }

    @Test(arguments: [
        ("zh-CN,zh;q=0.9,en;q=0.8", Language.zh), ("en-GB,en", .en), ("fr,en;q=0.3,zh;q=0.7", .zh), ("de", nil),
        ("", nil),
    ])
    func theBestLanguageOfOursIsTaken(_ header: String, _ expected: Language?) {
        #expect(Language(accepting: header) == expected)
    }

    @Test func momentsRoundTripForDecades() {
        var random = SplitMix64(seed: 5)
        for _ in 0..<2000 {
            let moment = Int64.random(in: -2_000_000_000_000...4_000_000_000_000, using: &random)
            #expect(Format.milliseconds(rfc3339: Format.rfc3339(moment)) == moment)
        }
    }

    /// A form has no zone: whoever fills it in means the clock on the wall, and 15:00 is not 08:00.
    @Test func aTimeWithoutAZoneIsNoMomentAndIsReadOnTheWall() throws {
        let wall = Format.rfc3339(try #require(Format.milliseconds(rfc3339: "2026-11-28T07:00:00Z")))
        for text in ["2026-11-28T15:00", "2026-11-28T15:00:00", "2026-11-28Tfoo"] {
            #expect(Format.milliseconds(rfc3339: text) == nil, "\(text)")
        }
        #expect(Format.milliseconds(rfc3339: "2026-11-28") == Format.milliseconds(rfc3339: "2026-11-28T00:00:00Z"))
        let read = try MomentReading.moment("2026-11-28T15:00", "until", now: 0)
        #expect(Format.rfc3339(try #require(read)) == wall)
    }

    @Test func formsComeBackAsTheyWereEncoded() {
        let form = Form(pairs: [("名", "值 & = + % \u{1F600}"), ("a", ""), ("a", "2")])
        #expect(Form(encoded: form.encoded) == form)
        #expect(Form(encoded: "a=%zz&b=%4").all("a") == [""])
        #expect(form.all("a") == ["", "2"])
    }

    @Test func aFormTokenIsGoodForItsVisitOnlyAndNeverTheSameTwice() {
        let world = TestWorld(seed: 3).world
        let one = FormToken.make(visit: "v1", mask: world.bytes(32)),
            two = FormToken.make(visit: "v1", mask: world.bytes(32))
        #expect(one != two)
        #expect(FormToken.matches(one, visit: "v1") && FormToken.matches(two, visit: "v1"))
        #expect(!FormToken.matches(one, visit: "v2"))
        #expect(!FormToken.matches(nil, visit: "v1") && !FormToken.matches(one, visit: ""))
    }

    @Test func aTraceGoesOnAndNonsenseBeginsItsOwn() {
        let id = "0192aa00bb117000800000000000abcd", trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        let whole = TraceContext("00-\(trace)-00f067aa0ba902b7-01", id: id)
        #expect(whole.trace == trace && whole.isSampled && whole.header == "00-\(trace)-800000000000abcd-01")
        #expect(TraceContext("cc-\(trace)-00f067aa0ba902b7-00-more", id: id).trace == trace)
        let broken = [
            "", "nonsense", "00-\(trace)-00f067aa0ba902b7", "00-\(trace)-00f067aa0ba902b7-01-more",
            "ff-\(trace)-00f067aa0ba902b7-01", "00-\(trace.uppercased())-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "00-\(trace)-0000000000000000-01",
            "00-\(trace)-00f067aa0ba902b7-0g",
        ]
        for header in broken { #expect(TraceContext(header, id: id).trace == id, "\(header)") }
        #expect(TraceContext(nil, id: id).header == "00-\(id)-800000000000abcd-00")
    }

    @Test func whatIsSealedOpensOnlyForItsRowAndKey() throws {
        let world = TestWorld(seed: 4).world
        let vault = Vault(master: world.bytes(32), world: world)
        let subject = world.newID(), other = world.newID()
        let (key, wrapped) = vault.newKey(for: subject)
        let box = vault.seal(Array("15412345678".utf8), key: key, context: subject.bytes)
        #expect(vault.open(box, key: key, context: subject.bytes) == Array("15412345678".utf8))
        #expect(vault.open(box, key: key, context: other.bytes) == nil)
        #expect(vault.unwrap(wrapped, for: subject) == key)
        #expect(vault.unwrap(wrapped, for: other) == nil)
        var bent = box
        bent[30] ^= 1
        #expect(vault.open(bent, key: key, context: subject.bytes) == nil)
        #expect(vault.fingerprint("phone", "1") != vault.fingerprint("email", "1"))
    }

    @Test func trackingCodesHaveNoLookAlikes() {
        let world = TestWorld(seed: 9).world
        let codes = (0..<2000).map { _ in TrackingCode.make(world) }
        #expect(Set(codes).count == codes.count)
        #expect(codes.allSatisfy { $0.count == 8 && !$0.contains { "01ILOU".contains($0) } })
        #expect(TrackingCode.read(" abcd-efgh ") == "ABCDEFGH")
        #expect(TrackingCode.read("ABCDEFG") == nil && TrackingCode.read("ABCDEFG0") == nil)
    }
}
