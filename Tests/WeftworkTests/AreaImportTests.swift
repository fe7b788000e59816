import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

/// Areas of other countries: what a file must be, and that all that knows places knows them.
@Suite struct AreaImportTests {
    static let kenya = """
        pcode,parent_pcode,name,name_zh,name_en,other names,admin_level,lat,lon
        KE,,Kenya,肯尼亚,,,0,0.5,37.9
        KE047,KE,Nairobi,内罗毕,,Nai|Nairobi City,1,-1.28,36.82
        KE047274,KE047,Westlands,,,,2,-1.26,36.80
        KE047275,KE047,Dagoretti North,,,,ADM2,-1.29,36.76
        KE022,KE,Kiambu,,,,1,-1.17,36.83
        KE022110,KE022,Thika Town,,,,2,-1.03,37.08
        """

    private static let base = AreaCountry.base(of: "KE") ?? 0

    private func read(_ text: String, _ test: TestApp, isDryRun: Bool = false) async throws -> AreaReport {
        try await test.app.needs.importAreas(
            Array(text.utf8), isDryRun: isDryRun, by: Viewer(.operator, language: .en))
    }

    // MARK: The file

    @Test func aGoodFileIsRead() throws {
        let reading = try AreaRules.read(Array(Self.kenya.utf8))
        #expect(reading.problems.isEmpty && reading.read == 6 && reading.country == "KE")
        let file = try #require(reading.file)
        let (areas, kept) = file.areas(known: [:])
        #expect(areas.first { $0.code == "KE" }?.number == Self.base && kept == [Self.base])
        // What lies in one area is one run of numbers.
        let numbers = Dictionary(uniqueKeysWithValues: areas.map { ($0.code, $0.number - Self.base) })
        #expect(numbers == ["KE": 0, "KE047": 1, "KE047274": 2, "KE047275": 3, "KE022": 4, "KE022110": 5])
        #expect(areas.first { $0.code == "KE047275" }?.level == .city)
        #expect(areas.first { $0.code == "KE047" }?.others == ["Nai", "Nairobi City"])
    }

    @Test func levelsFollowFromParents() throws {
        let text = "code,parent,name,latitude,longitude\nb,a,B,,\nXX,,X,1,1\na,XX,A,,\nc,b,C,,\n"
        let file = try #require(try AreaRules.read(Array(text.utf8)).file)
        #expect(file.lines.map(\.level) == [.city, .country, .province, .district])
    }

    @Test(arguments: [
        ("KE,,Kenya,1,1\na,KE,,,", ["3 name"]),
        ("KE,,Kenya,1,1\n,KE,A,,", ["3 code"]),
        ("KE,,Kenya,1,1\na,KE,A,,\na,KE,B,,", ["4 code"]),
        ("KE,,Kenya,1,1\na,nowhere,A,,", ["3 parent"]),
        ("KE,,Kenya,1,1\nUG,,Uganda,1,1", ["3 parent"]),
        ("a,b,A,1,1\nb,a,B,1,1", ["1 parent"]),
        ("KE,,Kenya,1,1\na,b,A,,\nb,a,B,,", ["3 level", "4 level"]),
        ("KE,,Kenya,1,1\na,KE,A,,\nb,a,B,,\nc,b,C,,\nd,c,D,,", ["6 level"]),
        ("KE,,Kenya,1,1\na,KE,A,,\nb,KE,a,,", ["4 name"]),
        ("KE,,Kenya,1,1\na,KE,A,91,1\nb,KE,B,1,\nc,KE,C,x,1", ["3 latitude", "4 longitude", "5 latitude"]),
        ("KE,,Kenya,,\na,KE,A,,", ["2 latitude"]),
        ("Kenya,,Kenya,1,1", ["2 code"]), ("CN,,China,1,1", ["2 code"]), ("ke,,Kenya,1,1\nKE,ke,A,,", ["2 code"]),
        ("", ["1 parent"]),
    ])
    func everyFaultIsNamed(rows: String, expected: [String]) throws {
        let reading = try AreaRules.read(Array("code,parent,name,latitude,longitude\n\(rows)".utf8))
        #expect(reading.problems.map { "\($0.row) \($0.field)" } == expected)
        #expect(reading.file == nil)
        #expect(reading.problems.allSatisfy { !$0.message(.zh).isEmpty && !$0.message(.en).isEmpty })
    }

    @Test func saidLevelsAreChecked() throws {
        let head = "code,parent,name,level,latitude,longitude\n"
        for (rows, expected) in [
            ("KE,,Kenya,1,1,1", ["2 level"]), ("KE,,Kenya,0,1,1\na,KE,A,4,,", ["3 level"]),
            ("KE,,Kenya,0,1,1\na,KE,A,0,,", ["3 level"]), ("KE,,Kenya,0,1,1\na,KE,A,2,,\nb,a,B,1,,", ["4 level"]),
        ] {
            let reading = try AreaRules.read(Array((head + rows).utf8))
            #expect(reading.problems.map { "\($0.row) \($0.field)" } == expected, "\(rows)")
        }
        // A level may be left out: what lies right below a province can be a district.
        #expect(try AreaRules.read(Array("\(head)KE,,Kenya,0,1,1\na,KE,A,1,,\nb,a,B,3,,".utf8)).file != nil)
    }

    @Test func whatIsNoTableIsUnreadable() {
        for text in ["", "a,b\n1,2", "code,name\nKE,Kenya"] {
            #expect(throws: Refusal.self) { try AreaRules.read(Array(text.utf8)) }
        }
    }

    // MARK: The store

    @Test(arguments: TestApp.kinds)
    func placesAbroadAreKnownAtOnce(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        var entry = test.entry("Before")
        entry.area = ["Kenya", "Nairobi", "Westlands"]
        let before = try await test.published(entry)
        #expect(before.areaCode == 0)

        let dry = try await read(Self.kenya, test, isDryRun: true)
        #expect(dry.added == 6 && dry.stored == 0 && test.app.needs.places.catalogue.countries.isEmpty)
        let report = try await read(Self.kenya, test)
        #expect(report.stored == 6 && report.added == 6 && report.removed == 0 && report.rejected.isEmpty)
        #expect(report.name == "Kenya" && report.needs == 1)
        // What had no area is read again, by the same words.
        try await test.app.needs.sweepPlaces()
        let after = try #require(try await test.need(before.id))
        #expect(after.areaCode == Self.base + 2 && after.version == before.version)
        #expect(after.area.parts == ["Kenya", "Nairobi", "Westlands"])

        entry.title = "After"
        entry.area = ["", "内罗毕"]
        entry.latitude = "-1.2511"
        entry.longitude = "36.7711"
        let later = try await test.published(entry)
        #expect(later.area == AreaPath(country: "Kenya", province: "Nairobi") && later.areaCode == Self.base + 1)
        entry.title = "In China"
        entry.area = ["中国", "湖北省", "武汉市", "江汉区"]
        _ = try await test.published(entry)

        let anyone = test.viewer("nobody"), acts = test.app.needs
        func total(_ pairs: [(String, String)]) async throws -> Int {
            try await acts.board(
                try BoardQuery(Form(pairs: pairs), viewer: anyone), for: anyone, in: test.network.id
            ).total
        }
        for (code, count) in [(0, 2), (1, 2), (2, 1), (4, 0)] {
            #expect(try await total([("areaCode", String(Self.base + code))]) == count, "\(code)")
        }
        #expect(try await total([("areaCode", String(Self.base + 1)), ("areaOnly", "1")]) == 1)
        for words in ["Nairobi", "内罗毕", "肯尼亚", "Kenya"] { #expect(try await total([("area", words)]) == 2, "\(words)") }
        #expect(try await total([("near", "-1.26,36.80"), ("radiusKm", "1")]) == 1, "by the centre of Westlands")
        let map = try await acts.map(
            try BoardQuery(Form(pairs: []), viewer: anyone), of: nil, for: anyone, in: test.network.id)
        #expect(map.area == nil && Set(map.spots.map(\.area.code)) == [420_000, Self.base])
        let kenya = try await acts.map(
            try BoardQuery(Form(pairs: []), viewer: anyone), of: Self.base, for: anyone, in: test.network.id)
        #expect(kenya.spots.map(\.area.code) == [Self.base + 1] && kenya.total.count == 2)
        let frame = acts.places.box(of: kenya)
        #expect(frame.south < -1.28 && frame.north > -1.17)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func aNewFileTakesThePlaceOfTheOld(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        _ = try await read(Self.kenya, test)
        var needs: [String: Need] = [:]
        for (title, area) in [
            ("stays", ["Kenya", "Nairobi", "Westlands"]), ("goes", ["Kenya", "Nairobi", "Dagoretti North"]),
        ] {
            var entry = test.entry(title)
            entry.area = area
            needs[title] = try await test.submit(entry)
        }
        // Westlands is called otherwise, Dagoretti North is no more, Ruiru is new.
        let next =
            Self.kenya.split(separator: "\n").filter { !$0.contains("Dagoretti") }.joined(separator: "\n")
            .replacing("Westlands", with: "Westlands Central") + "\nKE022111,KE022,Ruiru,,,,2,-1.15,36.96\n"
        let report = try await read(next, test)
        #expect(report.added == 1 && report.removed == 1 && report.stored == 6 && report.needs == 1)
        try await test.app.needs.sweepPlaces()
        let stays = try #require(try await test.need(needs["stays"]?.id ?? test.network.id))
        let goes = try #require(try await test.need(needs["goes"]?.id ?? test.network.id))
        #expect(stays.areaCode == Self.base + 2 && stays.area.city == "Westlands", "needs keep their words")
        #expect(goes.areaCode == Self.base + 1 && goes.area.parts == ["Kenya", "Nairobi", "Dagoretti North"])
        let catalogue = test.app.needs.places.catalogue
        #expect(catalogue.area(Self.base + 2)?.name == "Westlands Central" && catalogue.area(Self.base + 3) == nil)
        #expect(catalogue.area(Self.base + 6)?.name == "Ruiru", "numbers that were used are not given again")
        // The same country under another code is one too many.
        let twin = try await read(
            "code,parent,name,latitude,longitude\nKEN,,Kenya,1,1\nx,KEN,Coast,,", test)
        #expect(twin.rejected.map(\.field) == ["code"] && twin.stored == 0)

        let gone = try await test.app.needs.removeAreas(of: "ke", by: Viewer(.operator, language: .en))
        #expect(gone.removed == 6 && gone.needs == 2)
        try await test.app.needs.sweepPlaces()
        let left = try #require(try await test.need(stays.id))
        #expect(left.areaCode == 0 && left.area == stays.area)
        #expect(test.app.needs.places.catalogue.countries.isEmpty)
        await #expect(throws: Refusal.self) {
            try await test.app.needs.removeAreas(of: "KE", by: Viewer(.operator, language: .en))
        }
        await test.app.database.close()
    }

    /// Another server on the same store learns of it, and what it read by old areas meanwhile is read again.
    @Test(arguments: TestApp.kinds)
    func everyServerLearnsOfIt(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let other = try test.app.playing(test.clock.world)
        try await other.loadAreas()
        _ = try await read(Self.kenya, test)
        var entry = test.entry("Meanwhile")
        entry.area = ["Kenya", "Nairobi"]
        let need = try await other.needs.submit(entry, by: Viewer(.anonymous, language: .en), in: test.network).need
        #expect(need.areaCode == 0)
        try await other.needs.sweepPlaces()
        #expect(other.needs.places.catalogue.countries.map(\.name) == ["Kenya"])
        #expect(try await test.need(need.id)?.areaCode == Self.base + 1)
        #expect(try await other.needs.areaListing().map(\.country) == ["CN", "KE"])
        // A server that never looked reads nothing by areas that are not those of the store.
        let blind = try test.app.playing(test.clock.world)
        try await test.app.database.write { db in
            try db.execute("UPDATE needs SET area_code = \(nil as Int64?) WHERE id = \(need.id)")
        }
        #expect(try await blind.needs.readPlaces() == 0)
        await test.app.database.close()
    }

    @Test func onlyTheOperatorReadsThemIn() async throws {
        let test = try await TestApp()
        for name in ["founder", "intake", "nobody"] {
            await #expect(throws: Refusal.self) {
                try await test.app.needs.importAreas(Array(Self.kenya.utf8), by: test.viewer(name))
            }
        }
        await test.app.database.close()
    }

    /// Two of one name in two countries: a page asks.
    @Test func twoCountriesAreAskedAbout() async throws {
        let test = try await TestApp()
        _ = try await read(
            "code,parent,name,name_en,latitude,longitude\nKR,,대한민국,South Korea,36,128\nKR31,KR,안양시,Anyang,37.4,126.9",
            test)
        var entry = test.entry("Somewhere")
        entry.area = ["", "", "Anyang"]
        let receipt = try await test.app.needs.submit(entry, by: Viewer(.anonymous, language: .en), in: test.network)
        let korean = (AreaCountry.base(of: "KR") ?? 0) + 1
        #expect(receipt.areaCandidates.map(\.area.code) == [410_500, korean])
        entry.title = "There"
        entry.asksArea = true
        entry.areaCode = String(korean)
        #expect(try await test.submit(entry).area == AreaPath(country: "대한민국", province: "안양시"))
        await test.app.database.close()
    }
}
