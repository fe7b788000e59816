import Engine
import Testing

/// Other countries beside China: who is asked, who is understood, and that China is read as before.
@Suite struct CountryTests {
    private static func area(
        _ base: Int, _ number: Int, _ parent: Int?, _ level: CatalogueArea.Level, _ name: String, zh: String = "",
        en: String = "", others: [String] = [], at center: GeoPoint? = nil
    ) -> ImportedArea {
        ImportedArea(
            number: base + number, code: "\(base)-\(number)", parent: parent.map { base + $0 }, level: level,
            name: name,
            chinese: zh, latin: en, others: others, center: center)
    }

    static let kenya = AreaCountry.base(of: "KE") ?? 0
    static let korea = AreaCountry.base(of: "KR") ?? 0
    static let states = AreaCountry.base(of: "USA") ?? 0

    static let imported: [ImportedArea] = [
        area(kenya, 0, nil, .country, "Kenya", zh: "肯尼亚"),
        area(kenya, 1, 0, .province, "Nairobi County", zh: "内罗毕郡", others: ["Nai"]),
        area(kenya, 2, 1, .city, "Westlands", at: GeoPoint(latitude: -1.26, longitude: 36.8)),
        area(kenya, 3, 1, .city, "Lang'ata", at: GeoPoint(latitude: -1.36, longitude: 36.75)),
        area(kenya, 4, 0, .province, "Kiambu", at: GeoPoint(latitude: -1.17, longitude: 36.83)),
        // Read in later: what lies in Nairobi is no longer one run.
        area(kenya, 5, 1, .city, "Mowlem / Dandora"),
        area(korea, 0, nil, .country, "대한민국", zh: "韩国", en: "South Korea", at: GeoPoint(latitude: 36, longitude: 128)),
        area(korea, 1, 0, .province, "경기도", zh: "京畿道", en: "Gyeonggi"),
        area(korea, 2, 1, .city, "안양시", zh: "安养市", en: "Anyang"),
        area(states, 0, nil, .country, "United States", at: GeoPoint(latitude: 40, longitude: -100)),
        area(states, 1, 0, .province, "Georgia"),
        area(states, 2, 1, .city, "Athens"),
        // What lies in nothing is left out.
        area(states, 9, 8, .city, "Lost"),
    ]

    private let world = ShippedAreas.china.adding(imported)

    private func code(_ reading: AreaReading) -> Int {
        if case .one(let area, _) = reading { area.code } else { 0 }
    }

    private func codes(_ reading: AreaReading) -> [Int] {
        if case .several(let areas) = reading { areas.map(\.code) } else { [] }
    }

    @Test func blocksAreApart() {
        let codes = ["AA", "KE", "ZZ", "AAA", "KEN", "ZZZ"].compactMap(AreaCountry.base)
        #expect(codes == codes.sorted() && Set(codes).count == 6)
        #expect(codes.allSatisfy { $0 >= AreaCountry.block && $0.isMultiple(of: AreaCountry.block) })
        #expect((codes.last ?? 0) + AreaCountry.block <= AreaCountry.end)
        for word in ["", "K", "ke", "KENY", "K1", "肯尼"] { #expect(AreaCountry.base(of: word) == nil, "\(word)") }
    }

    @Test(arguments: [
        ("Kenya", 0), ("肯尼亚", 0), ("Nairobi County", 1), ("nairobi", 1), ("内罗毕", 1), ("内罗毕郡", 1), ("Nai", 1),
        ("Westlands, Nairobi, Kenya", 2), ("Kenya/Nairobi/Westlands", 2), ("肯尼亚内罗毕郡", 1), ("Westlands Ward", 2),
        ("LANG'ATA", 3),
    ])
    func kenyanPlacesAreRead(words: String, expected: Int) {
        #expect(code(world.read(words)) == Self.kenya + expected)
    }

    @Test(arguments: [
        (AreaWords(country: "Kenya", province: "Nairobi", city: "Westlands"), 2),
        (AreaWords(country: "肯尼亚", province: "内罗毕"), 1), (AreaWords(country: "Kenya"), 0),
        (AreaWords(country: "Nairobi", province: "Westlands"), 2), (AreaWords(city: "Westlands"), 2),
        (AreaWords(country: "Kenya", province: "Nairobi County", city: "Mowlem / Dandora"), 5),
        (AreaWords(country: "Kenya", city: "Kiambu"), 4),
    ])
    func fieldsAreRead(words: AreaWords, expected: Int) {
        #expect(code(world.read(words)) == Self.kenya + expected)
    }

    @Test func whatAFileLacksStaysBelow() {
        for words in [
            AreaWords(country: "Kenya", province: "Nairobi", city: "Kibera"),
            AreaWords(country: "Kenya", province: "Nairobi", district: "Kibera"),
        ] {
            guard case .one(let area, let rest) = world.read(words) else {
                Issue.record("\(words) was not read")
                continue
            }
            #expect(area.code == Self.kenya + 1 && rest == "Kibera")
        }
        #expect(world.read(AreaWords(country: "Kenya", province: "Nowhere")) == .unknown)
    }

    /// Two of one name are asked about across countries, unless the country is said.
    @Test func theSameNameElsewhereIsAskedAbout() {
        let both = [410_500, Self.korea + 2]
        #expect(codes(world.read("Anyang")) == both)
        #expect(codes(world.read(AreaWords(city: "Anyang"))) == both)
        #expect(code(world.read("Anyang, China")) == 410_500)
        #expect(code(world.read(AreaWords(country: "中国", city: "Anyang"))) == 410_500)
        #expect(code(world.read("Anyang, South Korea")) == Self.korea + 2)
        #expect(code(world.read(AreaWords(country: "韩国", city: "Anyang"))) == Self.korea + 2)
        // No country that merely isn't there, though a state is called so.
        #expect(world.read(AreaWords(country: "Georgia")) == .unknown)
        #expect(world.read(AreaWords(country: "Georgia", city: "Tbilisi")) == .unknown)
        #expect(code(world.read(AreaWords(country: "Georgia", province: "Athens"))) == Self.states + 2)
        #expect(world.read(AreaWords(country: "Mali", city: "Westlands")) == .unknown)
    }

    @Test func namesCentresAndRuns() throws {
        let westlands = try #require(world.area(Self.kenya + 2)), nairobi = try #require(world.area(Self.kenya + 1))
        let country = try #require(world.area(Self.kenya))
        #expect(world.line(of: westlands).map(\.name) == ["Kenya", "Nairobi County", "Westlands"])
        let names = world.names(of: westlands), none = world.names(of: country)
        #expect([names.province, names.city, names.district] == ["Nairobi County", "Westlands", ""])
        #expect([none.province, none.city, none.district] == ["", "", ""])
        // Amid its parts, where the file says nothing; without parts as what is above.
        #expect(abs(nairobi.center.latitude + 1.31) < 1e-9 && nairobi.centerLevel == .province)
        let dandora = try #require(world.area(Self.kenya + 5))
        #expect(dandora.center == nairobi.center && dandora.centerLevel == .province)
        #expect(world.codes(in: country) == [Self.kenya...(Self.kenya + AreaCountry.block - 1)])
        #expect(
            world.codes(in: nairobi) == [(Self.kenya + 1)...(Self.kenya + 3), (Self.kenya + 5)...(Self.kenya + 5)])
        #expect(westlands.isLeaf && !nairobi.isLeaf && westlands.isImported)
        #expect(nairobi.chinese == "内罗毕郡" && nairobi.latin == "Nairobi County")
        #expect(world.countries.map(\.name) == ["Kenya", "대한민국", "United States"])
        #expect(world.area(Self.states + 9) == nil)
        #expect(ShippedAreas.china.adding([]).countries.isEmpty)
    }

    /// China is read as before, whoever else is there.
    @Test func chinaStaysAsItWas() {
        let china = ShippedAreas.china
        for words in ["武汉", "Wuhan", "朝阳", "北京朝阳", "吉林", "海南", "恩施", "Xi'an", "湖北省武汉市江汉区解放大道1277号", "London"] {
            #expect(world.read(words) == china.read(words), "\(words)")
        }
        for province in china.children(of: nil) {
            for area in [province] + china.children(of: province.code) {
                let names = china.names(of: area)
                let words = AreaWords(
                    country: "中国", province: names.province, city: names.city, district: names.district)
                #expect(code(world.read(words)) == area.code, "\(names)")
            }
        }
    }
}
