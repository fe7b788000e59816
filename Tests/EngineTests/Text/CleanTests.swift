import Engine
import Testing

@Suite struct CleanTests {
    /// Every distinct value of the 251 cells a real import refused, with what it means once cleaned.
    @Test(arguments: [
        ("待审核", "待审核"), ("错误信息", "错误信息"), ("\u{3000}", ""), (" 男", "男"), ("已审核\u{200B}", "已审核"),
        ("已审核\\u200b", "已审核"), ("后面未查到网页", "后面未查到网页"),
        ("1、M列应为2020/2/2；2、O列应为2020/2/6", "1、M列应为2020/2/2;2、O列应为2020/2/6"),
        ("1、M列应为2020/2/4", "1、M列应为2020/2/4"), ("1、F列应为宝坻区", "1、F列应为宝坻区"),
        ("1、M列应为2020/1/27", "1、M列应为2020/1/27"),
    ])
    func cleansTheRefusedCells(raw: String, clean: String) {
        #expect(Clean.line(raw) == clean)
        #expect(Clean.text(raw) == clean)
    }

    @Test(arguments: [
        ("", ""), ("plain text", "plain text"), ("  a \t b\u{A0}\u{3000}c  ", "a b c"), ("Ｎ９５ 口罩，５００只", "N95 口罩,500只"),
        ("a\u{200B}\u{200C}\u{200D}\u{2060}\u{FEFF}b", "ab"), ("a\u{0}\u{7}\u{1B}\u{9F}b", "ab"),
        ("one\r\ntwo\nthree\u{2028}four", "one two three four"), ("e\u{301}", "é"), ("①㎡ｱ", "1m2ア"),
        ("\u{202E}txt.exe", "txt.exe"), ("so\u{AD}ft", "soft"), ("\u{3164}\u{1160}", ""), ("\u{2800}x\u{2800}", "x"),
        ("C:\\users", "C:\\users"), ("\\u3000a\\u00A0b\\uFEFF", "a b"), ("\\u20\\u200b0b", ""), ("\\ud800", "\\ud800"),
        ("👍🏽", "👍🏽"),
    ])
    func line(raw: String, clean: String) {
        #expect(Clean.line(raw) == clean)
    }

    @Test(arguments: [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"), ("a\n\n\n\nb", "a\n\nb"), ("a\r\n \r\n\u{3000}\r\n\tb  ", "a\n\nb"),
        ("\n\n a  b \n", "a b"), ("\u{200B}\n\u{200B}", ""), ("a\u{2029}b\u{85}c", "a\nb\nc"),
    ])
    func text(raw: String, clean: String) {
        #expect(Clean.text(raw) == clean)
    }

    @Test(arguments: [
        ("武漢市中心醫院（麻醉科）", "武汉市中心医院麻醉科"), ("Ｎ95-Masks, 3M!", "n95masks3m"), ("。。。", ""), ("हिन्दी", "हिन्दी"),
        ("ÉCOLE", "école"), ("\u{3000}", ""),
    ])
    func key(raw: String, key: String) {
        #expect(Clean.key(raw) == key)
    }

    @Test func seesNUL() {
        #expect(Clean.hasNUL("a\u{0}b"))
        #expect(!Clean.hasNUL("a\\0b"))
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func cleaningTwiceChangesNothing(seed: UInt64) {
        var numbers = SplitMix64(seed: seed)
        let raw = Hostile.text(&numbers, count: 200)
        let line = Clean.line(raw), text = Clean.text(raw), key = Clean.key(raw)
        #expect(Clean.line(line) == line, "seed \(seed)")
        #expect(Clean.text(text) == text, "seed \(seed)")
        #expect(Clean.key(key) == key, "seed \(seed)")
        #expect(Clean.line(text) == line, "seed \(seed)")
        #expect(!line.contains("  ") && !line.contains(where: \.isNewline) && !Clean.hasNUL(line), "seed \(seed)")
    }

    @Test func veryLongTextsAreCleaned() {
        let long = String(repeating: "防护服\u{200B} \u{3000}", count: 200_000)
        #expect(Clean.line(long).utf8.count == 200_000 * 10 - 1)
        #expect(Clean.line(String(repeating: "\\u200b", count: 100_000)).isEmpty)
    }
}

/// Texts of the kind that break parsers, made from a seed.
enum Hostile {
    private static let pieces = [
        "口罩", "防護服", "N95", " ", "\u{3000}", "\u{200B}", "\r\n", "\n", "\t", "\u{0}", "1,000", "1.5万", "-", "x", "|",
        "、",
        "；", ",", "：", "\"", "\\u200b", "\\u", "\\ud83d", "e", "\u{301}", "ﬁ", "①", "㍿", "한글", "かな", "ｶﾞ", "👩‍👩‍👧", "0",
        "99999999999",
        "(", "）", "+86", "GB 19083", "https://a.b/", "账", "户", "名", "第", "一", "百", "省", "市", "'", "\u{202E}", "é", "年",
        "月", "日",
    ]

    static func text(_ numbers: inout SplitMix64, count: Int) -> String {
        (0..<Int.random(in: 0...count, using: &numbers)).reduce(into: "") { text, _ in
            text += pieces[Int.random(in: pieces.indices, using: &numbers)]
        }
    }
}
