import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

/// Every parser of ours is fed what nobody meant: mutations of good input and plain noise. Whatever comes, it ends, it stays in
/// its memory (`./dev drill fuzz` runs this under the address sanitizer), and what it read can be written and read again.
@Suite struct FuzzTests {
    /// Inputs for each parser; more in the drill.
    static let rounds = ProcessInfo.processInfo.environment["WEFT_FUZZ"].flatMap(Int.init) ?? 1_500
    /// The same inputs in every ordinary run, others in every drill; `WEFT_SEED` repeats one.
    static let seed: UInt64 = {
        let environment = ProcessInfo.processInfo.environment
        let fresh = environment["WEFT_FUZZ"] == nil ? 20_261_124 : UInt64(Date().timeIntervalSince1970)
        return environment["WEFT_SEED"].flatMap(UInt64.init) ?? fresh
    }()

    /// Mutates seeds: bytes flipped, cut, doubled, replaced by what parsers trip over.
    struct Mutator {
        var random: SplitMix64
        let seeds: [[UInt8]]

        private static let dictionary: [[UInt8]] =
            [
                "\"", "\"\"", ",", "\r\n", "\r", "\n", "\0", "%", "%2", "%00", "%ff", "%u0041", "+", "&", "=", ";", "{",
                "}", "[", "]",
                "\\", "\\u", "\\u0000", "\\ud800", "null", "true", "-", "1e999", "-0", "9223372036854775808", "０",
                "\u{FEFF}", "\u{202E}",
                "\u{1F9B8}\u{200D}\u{2640}\u{FE0F}", "é", "é", "中", "..", "/", "//", "<script>", "--", "00-", " ", "\t",
                "99999999999999999999",
            ].map { Array($0.utf8) } + [
                [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE4, 0xB8],
            ]

        mutating func next() -> [UInt8] {
            var bytes = seeds[below(seeds.count)]
            for _ in 0...below(6) {
                let at = below(bytes.count + 1)
                switch below(6) {
                case 0 where !bytes.isEmpty: bytes[min(at, bytes.count - 1)] = UInt8(below(256))
                case 1: bytes.insert(contentsOf: Mutator.dictionary[below(Mutator.dictionary.count)], at: at)
                case 2 where !bytes.isEmpty: bytes.removeSubrange(min(at, bytes.count - 1)..<bytes.count)
                case 3 where !bytes.isEmpty:
                    let piece = bytes[min(at, bytes.count - 1)...].prefix(1 + below(40))
                    for _ in 0...below(30) { bytes.insert(contentsOf: piece, at: min(at, bytes.count)) }
                case 4: bytes = (0..<below(64)).map { _ in UInt8(below(256)) }
                default:
                    let other = seeds[below(seeds.count)]
                    bytes = Array(bytes.prefix(at) + other.suffix(below(other.count + 1)))
                }
                if bytes.count > 20_000 { bytes = Array(bytes.prefix(20_000)) }
            }
            return bytes
        }

        mutating func below(_ most: Int) -> Int { Int(random.next() % UInt64(max(1, most))) }
    }

    private func feed(_ name: String, _ seeds: [String], _ parser: ([UInt8], String) throws -> Void) {
        var mutator = Mutator(
            random: SplitMix64(seed: FuzzTests.seed ^ UInt64(name.utf8.reduce(7) { $0 &* 31 &+ Int($1) }.magnitude)),
            seeds: seeds.map { Array($0.utf8) })
        for round in 0..<FuzzTests.rounds {
            let bytes = mutator.next()
            do {
                try parser(bytes, String(decoding: bytes, as: UTF8.self))
            } catch is Refusal {
            } catch is CSVError {
            } catch {
                Issue.record("\(name), round \(round) of seed \(FuzzTests.seed): \(error) for \(bytes.prefix(200))")
                return
            }
        }
    }

    @Test func tables() {
        feed("CSV", ["名称,数量\r\n\"N95, 白\",10\r\n", "a;b\n1;2\n", "\u{FEFF}a\tb\n\"x\"\"y\"\t2"]) { bytes, _ in
            // Writing makes formulas harmless: from then on nothing changes any more.
            let rows = try CSV.parse(bytes).map(\.cells)
            let once = try CSV.parse(Array(CSV.write(rows).utf8)).map(\.cells)
            let twice = try CSV.parse(Array(CSV.write(once).utf8)).map(\.cells)
            #expect(once == twice, "\(bytes.prefix(120))")
        }
    }

    @Test func forms() {
        feed("form", ["a=1&b=%E4%B8%AD&a=2", "q=+&q=%", "_token=abc&to=%2Fme"]) { _, text in
            let form = Form(encoded: text)
            #expect(Form(encoded: form.encoded) == form)
            #expect(SignInRoutes.ours(form["to"])?.hasPrefix("/") != false)
        }
        feed("cookies", ["weft_session=abc; lang=zh", "a=b;c", "=;=;weft_t_X=1"]) { _, text in
            var ask = Ask(
                id: "0123456789abcdef0123456789abcdef", method: .get, path: "/", remote: "", language: .zh,
                viewer: Viewer(.anonymous, language: .zh))
            ask.headers["cookie"] = text
            _ = ask.cookie("weft_session")
            ask.headers["traceparent"] = text
            ask.headers["user-agent"] = text
            #expect(ask.trace.header.utf8.count == 55)
            #expect(!Device(ask, cookie: text, fresh: [UInt8](repeating: 1, count: 24)).secret.isEmpty)
            _ = Language(accepting: text)
            _ = FormToken.matches(text, visit: text)
        }
        feed("paging", ["limit=20&cursor=YXxi", "cursor=", "limit=-1"]) { _, text in
            _ = try Paging(Form(encoded: text), keys: 1)
        }
    }

    @Test func bodies() {
        let seeds = [
            #"{"title":"口罩","lines":[{"item":"N95","quantity":10,"unit":"只"}],"contact":{"phone":"13900001234"}}"#,
            #"{"action":"verify","confidence":"official","checks":[{"id":"a","answer":"yes"}]}"#,
            #"{"a":{"b":[[[[]]]]}}"#,
        ]
        feed("JSON", seeds) { bytes, _ in
            var ask = Ask(
                id: "", method: .post, path: "/", remote: "", language: .zh, viewer: Viewer(.anonymous, language: .zh))
            ask.body = bytes
            _ = try ask.decoded(ActionBody.self)
        }
        feed("lines", [#"[{"item":"N95","kind":"goods","quantity":1000}]"#, "[]"]) { bytes, _ in
            _ = NeedLine.read(bytes, most: 50)
        }
    }

    @Test func moments() {
        feed("moments", ["2026-02-28T12:00:00Z", "2024-02-29", "2026-11-24T23:59:60.5+08:00"]) { _, text in
            if let moment = Format.milliseconds(rfc3339: text) {
                #expect(Format.milliseconds(rfc3339: Format.rfc3339(moment)) == moment)
            }
            _ = Format.endOfDay(text)
            _ = SpanText.minutes(text)
        }
        feed("ids", ["0195a4f2-5b7c-7000-8000-000000000001", "AZWk8lt8cACAAAAAAAAAAQ"]) { _, text in
            if let id = ID(text) { #expect(ID(id.description) == id) }
            if let bytes = Base64URL.decode(text) { #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes) }
            _ = TrackingCode.read(text)
        }
    }

    @Test func words() {
        let seeds = [
            "湖北省武汉市 张三 13900001234 急需N95口罩500只", "Dr. Li, +86 139 0000 1234, li@example.org, wechat: li_88",
            "１３９－００００－１２３４",
        ]
        feed("words", seeds) { _, text in
            let line = Clean.line(text), prose = Clean.prose(text)
            #expect(Clean.line(line) == line && Clean.prose(prose) == prose)
            #expect(!line.utf8.contains(0) && !prose.utf8.contains(0))
            _ = Clean.key(text)
            _ = Clean.list(text)
            if let phone = Contacts.phone(text) { #expect(Contacts.phone(phone) == phone) }
            if let email = Contacts.email(text) { #expect(Contacts.email(email) == email) }
            _ = Contacts.split(text)
            _ = Days.parse(text)
            _ = PastedLines.parse(text)
            _ = QuantityText.parse(text)
            _ = SearchText.tokens(text)
            _ = PactPages.prose(text).bytes
        }
    }

    @Test func tokens() {
        let vault = Vault(master: [UInt8](repeating: 3, count: 32), world: TestWorld(seed: 3).world)
        feed("tokens", ["eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln", "a.b.c", "AAAA"]) { _, text in
            #expect(OpenIDVisit(sealed: text, vault: vault, now: 0) == nil)
        }
        let claims =
            #"{"iss":"x","sub":"y","aud":["a"],"exp":1,"iat":1,"nonce":"n","email":"a@b.example","email_verified":true}"#
        feed("claims", [claims]) { bytes, _ in
            _ = try? JSONDecoder().decode(IDClaims.self, from: Data(bytes))
        }
    }
}
