import Engine
import Testing

@Suite struct PastedLinesTests {
    private typealias Line = PastedLine

    @Test(arguments: [
        (
            "N95口罩 500只 GB19083",
            PastedLine(item: "N95口罩", quantity: .number(500_000), unit: "只", specification: "GB19083")
        ),
        ("防护服 不限", PastedLine(item: "防护服", quantity: .unlimited)),
        ("masks x 300", PastedLine(item: "masks", quantity: .number(300_000))),
        ("医用外科口罩：2000个", PastedLine(item: "医用外科口罩", quantity: .number(2_000_000), unit: "个")),
        ("200 blankets", PastedLine(item: "blankets", quantity: .number(200_000))),
        ("10 boxes of masks", PastedLine(item: "masks", quantity: .number(10_000), unit: "boxes")),
        ("50 x masks", PastedLine(item: "masks", quantity: .number(50_000))),
        ("2.5kg rice x 40", PastedLine(item: "2.5kg rice", quantity: .number(40_000))),
        ("• 口罩 100 个", PastedLine(item: "口罩", quantity: .number(100_000), unit: "个")),
        ("1. 手套 5 盒", PastedLine(item: "手套", quantity: .number(5_000), unit: "盒")),
        ("①护目镜 20副", PastedLine(item: "护目镜", quantity: .number(20_000), unit: "副")),
        ("（3）呼吸机 1-2台", PastedLine(item: "呼吸机", quantity: .range(1_000, 2_000), unit: "台")),
        ("A2、生化分析仪800份测速机5台；", PastedLine(item: "生化分析仪800份测速机", quantity: .number(5_000), unit: "台")),
        ("呼吸机3台(感染患者急用)", PastedLine(item: "呼吸机", quantity: .number(3_000), unit: "台", specification: "感染患者急用")),
        ("奥司他韦胶囊（盒）\t*5000 ", PastedLine(item: "奥司他韦胶囊(盒)", quantity: .number(5_000_000))),
        ("3%过氧化氢消毒液（500ml) 2000", PastedLine(item: "3%过氧化氢消毒液(500ml)", quantity: .number(2_000_000))),
        ("全面型呼吸防护器30", PastedLine(item: "全面型呼吸防护器", quantity: .number(30_000))),
        ("200盒口罩", PastedLine(item: "口罩", quantity: .number(200_000), unit: "盒")),
        ("一次性手套五百双", PastedLine(item: "一次性手套", quantity: .number(500_000), unit: "双")),
        ("GB 19083 口罩 500只", PastedLine(item: "GB 19083 口罩", quantity: .number(500_000), unit: "只")),
        (
            "masks 500 pcs 3M 1860",
            PastedLine(item: "masks", quantity: .number(500_000), unit: "pcs", specification: "3M 1860")
        ),
        ("84消毒液", PastedLine(item: "84消毒液", quantity: .unknown)), ("N95", PastedLine(item: "N95", quantity: .unknown)),
        ("75%酒精 若干", PastedLine(item: "75%酒精", quantity: .unknown)),
        ("医用防护口罩 | N95口罩", PastedLine(item: "医用防护口罩 | N95口罩", quantity: .unknown)),
        ("GB 19083-2010, 建议3M 1860", PastedLine(item: "GB 19083-2010, 建议3M 1860", quantity: .unknown)),
        ("口罩、防护服 500套", PastedLine(item: "口罩、防护服", quantity: .number(500_000), unit: "套")),
        ("邱德勋 19906401032", PastedLine(item: "邱德勋 19906401032", quantity: .unknown)),
        ("500只", PastedLine(item: "", quantity: .number(500_000), unit: "只")),
    ])
    func oneThing(text: String, line: PastedLine) {
        #expect(PastedLines.parse(text) == [line])
    }

    @Test func cutsLists() {
        #expect(PastedLines.parse("医用手套：10000；速干手消：2000").map(\.quantity) == [.number(10_000_000), .number(2_000_000)])
        #expect(PastedLines.parse("乙醇消毒液2000瓶，奥司他韦胶囊500盒").map(\.item) == ["乙醇消毒液", "奥司他韦胶囊"])
        #expect(PastedLines.parse("口罩 100 | 手套 200").map(\.item) == ["口罩", "手套"])
        #expect(PastedLines.parse("有创呼吸机、除颤仪、监护仪").map(\.item) == ["有创呼吸机", "除颤仪", "监护仪"])
        #expect(
            PastedLines.parse("洗漱用品（毛巾2、口杯1）1000套；卫生纸7000卷").map(\.item) == ["洗漱用品(毛巾2、口杯1)", "卫生纸"]
        )
        #expect(PastedLines.parse("1、口罩 5个\r\n\r\n2、手套\r\n").map(\.item) == ["口罩", "手套"])
        #expect(PastedLines.parse("\n \u{3000}\n").isEmpty)
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func hostileTextIsHarmless(seed: UInt64) {
        var numbers = SplitMix64(seed: seed)
        for line in PastedLines.parse(Hostile.text(&numbers, count: 200)) {
            #expect(line.item == Clean.line(line.item), "seed \(seed)")
            #expect(!line.item.isEmpty || line.quantity != .unknown, "seed \(seed)")
        }
    }

    @Test func longLinesTakeNoTime() {
        #expect(PastedLines.parse(String(repeating: "1 ", count: 20_000)).count == 1)
        #expect(PastedLines.parse(String(repeating: "口罩5个、", count: 5_000)).count == 5_000)
    }
}
