import Engine
import Testing

@Suite struct QuantityTests {
    @Test(
        arguments: [
            ("500只", 500_000, "只"), ("1,000", 1_000_000, ""), ("1.5万个", 15_000_000, "个"), ("2亿", 200_000_000_000, ""),
            ("十", 10_000, ""), ("两百", 200_000, ""), ("两萬五", 25_000_000, ""), ("三千五百個", 3_500_000, "個"),
            ("一百二十", 120_000, ""),
            ("五千零三十只", 5_030_000, "只"), ("5千克", 5_000, "千克"), ("5千", 5_000_000, ""), ("1 000 箱", 1_000_000, "箱"),
            ("１，０００套", 1_000_000, "套"), ("3 million", 3_000_000_000, ""), ("约500件", 500_000, "件"),
            ("500+", 500_000, ""),
            ("500左右", 500_000, ""), ("0", 0, ""), ("0.0005", 1, ""), ("1.2345", 1_235, ""), ("95%", 95_000, "%"),
            ("20㎡", 20_000, "m2"), ("10盒(50只/盒)", 10_000, "盒(50只/盒)"),
            ("500 cardboard boxes", 500_000, "cardboard boxes"),
            ("1,000,000,000,000", 1_000_000_000_000_000, ""), ("100-100", 100_000, ""), ("数量：30台", 30_000, "台"),
        ] as [(String, Int64, String)]
    )
    func numbers(raw: String, milli: Int64, unit: String) throws {
        let found = try #require(QuantityText.parse(raw))
        #expect(found.quantity == .number(milli) && found.unit == unit)
    }

    @Test(
        arguments: [
            ("100-200套", 100_000, 200_000, "套"), ("100~200", 100_000, 200_000, ""),
            ("1-2万个", 10_000_000, 20_000_000, "个"),
            ("100只-200只", 100_000, 200_000, "只"), ("100 to 200 boxes", 100_000, 200_000, "boxes"),
            ("五到十台", 5_000, 10_000, "台"),
            ("100～200", 100_000, 200_000, ""), ("5000-1万", 5_000_000, 10_000_000, ""),
        ] as [(String, Int64, Int64, String)]
    )
    func ranges(raw: String, low: Int64, high: Int64, unit: String) throws {
        let found = try #require(QuantityText.parse(raw))
        #expect(found.quantity == .range(low, high) && found.unit == unit)
    }

    @Test(
        arguments: [
            ("不限", .unlimited), ("無上限", .unlimited), ("越多越好！", .unlimited), ("No limit", .unlimited),
            ("UNLIMITED", .unlimited),
            ("", .unknown), ("\u{3000}", .unknown), ("若干", .unknown), ("不详", .unknown), ("Unknown", .unknown),
            ("？", .unknown),
            ("/", .unknown), ("几百个", .unknown), ("數千", .unknown),
        ] as [(String, Quantity)]
    )
    func words(raw: String, quantity: Quantity) {
        #expect(QuantityText.parse(raw)?.quantity == quantity)
    }

    @Test(arguments: [
        "abc", "-5", "－5只", "1000000000001", "99999999999999999999", "1e5", "2020-02-05", "1/2", "200-100", "5个5个",
        "一次性",
        "十字镐", "千斤顶", "1,5", "口罩500", "500;600", "9亿亿亿亿亿", "百万", "一千万亿亿", "一千万亿万", "一亿亿", "19990001111 张三 13",
        "\u{0}5\u{0}x9",
    ])
    func nothing(raw: String) {
        #expect(QuantityText.parse(raw) == nil)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func plainNumbersRoundTrip(seed: UInt64) {
        var numbers = SplitMix64(seed: seed)
        for _ in 0..<50 {
            let value =
                Int64.random(in: 0...1_000_000_000_000, using: &numbers) >> Int64.random(in: 0...39, using: &numbers)
            #expect(QuantityText.parse("\(value)只")?.quantity == .number(value * 1000), "seed \(seed): \(value)")
            let chinese = Spelled.number(value)
            #expect(QuantityText.parse(chinese)?.quantity == .number(value * 1000), "seed \(seed): \(chinese)")
        }
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func hostileTextIsHarmless(seed: UInt64) {
        var numbers = SplitMix64(seed: seed)
        let raw = Hostile.text(&numbers, count: 12)
        if let found = QuantityText.parse(raw) {
            switch found.quantity {
            case .number(let milli): #expect(milli >= 0 && milli <= 1_000_000_000_000_000, "seed \(seed): \(raw)")
            case .range(let low, let high): #expect(low >= 0 && low < high, "seed \(seed): \(raw)")
            case .unknown, .unlimited: break
            }
            #expect(found.unit == Clean.line(found.unit), "seed \(seed): \(raw)")
        }
        #expect(QuantityText.parse(String(repeating: "9", count: 1_000_000)) == nil)
        for _ in 0..<500 {
            let numerals = (0..<12).map { _ in "零一两九十百千万亿亿09,. -k".randomElement(using: &numbers) ?? "一" }
            _ = PastedLines.parse(String(numerals) + "个")
            _ = QuantityText.parse(String(numerals))
        }
    }
}

/// Chinese numerals as a schoolbook writes them, made from the number.
enum Spelled {
    static func number(_ value: Int64) -> String {
        if value == 0 { return "零" }
        var out = "", rest = value
        for (scale, name) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] as [(Int64, String)] where rest >= scale {
            let part = rest / scale
            if !out.isEmpty && part < 1000 { out += "零" }
            out += (part >= 10_000 ? number(part) : section(part)) + name
            rest %= scale
            if !out.isEmpty && rest > 0 && rest < scale / 10_000 { out += "零" }
        }
        return out.replacing("零零", with: "零")
    }

    private static func section(_ value: Int64) -> String {
        let digits = Array("零一二三四五六七八九")
        var out = "", rest = value
        for (scale, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] as [(Int64, String)] {
            let digit = Int(rest / scale)
            if digit > 0 {
                out += String(digits[digit]) + name
            } else if !out.isEmpty && rest > 0 && !out.hasSuffix("零") {
                out += "零"
            }
            rest %= scale
        }
        return out
    }
}
