import Engine
import Foundation
import Testing

/// The shipped catalogue, read as the server reads it.
enum ShippedAreas {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../Sources/Weftwork/Resources").standardizedFileURL
    static let china = AreaCatalogue(csv: bytes("areas/china.csv"))
    static let outlines = MapOutlines(text: bytes("areas/outlines.txt"))

    static func bytes(_ path: String) -> [UInt8] {
        [UInt8]((try? Data(contentsOf: folder.appendingPathComponent(path))) ?? Data())
    }
}

@Suite struct AreaTests {
    private let china = ShippedAreas.china

    /// The code of the one area that words mean; 0 where they mean none or several.
    private func code(_ reading: AreaReading) -> Int {
        if case .one(let area, _) = reading { area.code } else { 0 }
    }

    private func codes(_ reading: AreaReading) -> [Int] {
        if case .several(let areas) = reading { areas.map(\.code) } else { [] }
    }

    @Test func theCatalogueIsWhole() {
        #expect(china.children(of: nil).count == 34)
        #expect(china.children(of: 420_000).count == 17)
        #expect(china.children(of: 420_100).count == 13)
        #expect(china.children(of: 110_000).allSatisfy { $0.level == .district })
        #expect(china.area(429_004)?.level == .city && china.area(429_004)?.parent == 420_000)
        #expect(china.area(420_104)?.latin == "Qiaokou" && china.area(500_000)?.latin == "Chongqing")
        #expect(china.area(123_456) == nil)
        for province in china.children(of: nil) {
            #expect(province.center.isValid && (18...54).contains(province.center.latitude), "\(province.name)")
        }
    }

    @Test(arguments: [
        ("武汉", 420_100), ("武汉市", 420_100), ("武漢市", 420_100), ("Wuhan", 420_100), ("Wǔhàn", 420_100),
        ("wuhanshi", 420_100),
        ("City of Wuhan", 420_100), ("湖北武汉", 420_100), ("wuhan hubei", 420_100), ("湖北省武汉市江汉区解放大道1277号", 420_103),
        ("Jianghan, Wuhan, Hubei", 420_103), ("Jianghan District, Wuhan City, Hubei Province, China", 420_103),
        ("中国/湖北省/武汉市/江汉区", 420_103), ("北京朝阳", 110_105), ("北京市朝阳区建国路", 110_105), ("吉林", 220_000), ("海南", 460_000),
        ("恩施", 422_800), ("仙桃", 429_004), ("襄樊", 420_600), ("襄阳", 420_600), ("松滋县", 421_087), ("临安市", 330_112),
        ("崇文区", 110_101), ("香港", 810_000), ("Hong Kong", 810_000), ("内蒙古呼和浩特", 150_100), ("xinjiang urumqi", 650_100),
        ("广东省中山市", 442_000),
    ])
    func saidInManyWays(words: String, expected: Int) {
        #expect(code(china.read(words)) == expected)
    }

    @Test(arguments: [
        ("朝阳", [110_105, 211_300, 211_321, 220_104]), ("朝阳区", [110_105, 220_104]),
        ("鼓楼区", [320_106, 320_302, 350_102, 410_204]),
        ("西安", [220_403, 231_005, 610_100]), ("Xi'an", [220_403, 231_005, 610_100]),
    ])
    func askedWhich(words: String, expected: [Int]) {
        #expect(codes(china.read(words)) == expected)
    }

    @Test(arguments: ["", "London", "5 High Street, London", "Springfield", "高新区", "？", "Paris", "😷", "的"])
    func unknown(words: String) {
        #expect(china.read(words) == .unknown)
    }

    @Test(arguments: [
        (AreaWords(province: "吉林", city: "吉林"), 220_200), (AreaWords(city: "吉林"), 220_200),
        (AreaWords(province: "吉林"), 220_000),
        (AreaWords(city: "西安"), 610_100), (AreaWords(country: "湖北省", province: "武汉市"), 420_100),
        (AreaWords(country: "China", province: "北京市", city: "北京市", district: "朝阳区"), 110_105),
        (AreaWords(province: "北京市", district: "朝阳区"), 110_105), (AreaWords(district: "江汉区"), 420_103),
        (AreaWords(city: "武汉", district: "江汉区解放大道1号"), 420_103), (AreaWords(province: "辽宁省", district: "朝阳"), 211_300),
        (AreaWords(province: "重庆市", district: "江北区"), 500_000),
        (AreaWords(country: "France", city: "Paris"), 0), (AreaWords(country: "Mali", city: "Anyang"), 0),
        (AreaWords(country: "日本", city: "福岛"), 0), (AreaWords(province: "Bayern", city: "Anyang"), 0),
    ])
    func saidInFields(words: AreaWords, expected: Int) {
        #expect(code(china.read(words)) == expected)
    }

    @Test(arguments: [
        (AreaWords(province: "河北省", city: "武汉市"), [130_000, 420_100]),
        (AreaWords(province: "湖北省", city: "宜昌市", district: "武汉市"), [420_100, 420_500]),
        (AreaWords(district: "朝阳"), [110_105, 211_300, 211_321, 220_104]),
    ])
    func contradictionsAreAskedAbout(words: AreaWords, expected: [Int]) {
        #expect(codes(china.read(words)) == expected)
    }

    @Test func whatTheCatalogueLacksStaysAsItWasSaid() {
        guard case .one(let area, let rest) = china.read(AreaWords(province: "湖北", city: "鄂州", district: "高新区")) else {
            Issue.record("鄂州 was not read")
            return
        }
        #expect(area.code == 420_700 && rest == "高新区")
        let names = china.names(of: area)
        #expect(names.province == "湖北省" && names.city == "鄂州市" && names.district.isEmpty)
    }

    /// Every place of the hospitals of February 2020, as their volunteers typed it, stray blanks included.
    @Test func realPlacesAreRead() throws {
        struct Need: Decodable {
            let city: String
            let district: String
        }
        let needs = try JSONDecoder().decode([Need].self, from: Data(ShippedAreas.bytes("demo/hubei.json")))
        #expect(needs.count == 227)
        var lacking = Set<String>(), contradictions: [String] = []
        for need in needs {
            let reading = china.read(AreaWords(province: "湖北省", city: need.city, district: need.district))
            guard case .one(let area, let rest) = reading else {
                contradictions.append("\(need.city) \(need.district)")
                continue
            }
            #expect(area.code / 10_000 == 42)
            if !rest.isEmpty { lacking.insert(rest) }
        }
        // Four of the source's rows name a city in the district's column that is not in theirs.
        #expect(contradictions.sorted() == ["宜昌市 天门市", "宜昌市 天门市", "宜昌市 天门市", "宜昌市 武汉市"])
        // Development zones are no administrative areas.
        #expect(lacking == ["城南新区", "高新区"])
    }

    @Test func everyAreaIsFoundByItsOwnPath() {
        for province in china.children(of: nil) {
            for city in [province] + china.children(of: province.code) {
                for area in [city] + china.children(of: city.code) {
                    let names = china.names(of: area)
                    let words = AreaWords(
                        country: "中国", province: names.province, city: names.city, district: names.district)
                    #expect(code(china.read(words)) == area.code, "\(names)")
                }
            }
        }
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func anyWordsAreRead(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let pieces = ["湖北", "朝阳", "市", "区", "Wuhan", " ", ",", "省", "吉林", "\u{200B}", "1号", "of", "'", "中国", "🦸", "é"]
        let text = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
            pieces[Int.random(in: 0..<pieces.count, using: &random)]
        }
        .joined()
        if case .several(let areas) = china.read(text) {
            #expect((2...AreaCatalogue.mostChoices).contains(areas.count))
        }
        _ = china.read(AreaWords(country: text, province: text, city: text, district: text))
    }
}
