import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

@Suite struct PlaceTests {
    /// Where the store has a need by distance.
    private func grid(_ need: ID, _ test: TestApp) async throws -> GeoPoint? {
        try await test.app.database.read { db in
            try db.first("SELECT grid_latitude, grid_longitude FROM needs WHERE id = \(need)") { row in
                (try row[0] as Double?, try row[1] as Double?)
            }
        }.flatMap { pair in pair.0.flatMap { north in pair.1.map { GeoPoint(latitude: north, longitude: $0) } } }
    }

    private func secret(_ need: Need, _ test: TestApp) async throws -> PrivatePart? {
        try await test.app.database.read { [vault = test.app.needs.vault] db in try db.privatePart(of: need, in: vault)
        }
    }

    @Test(arguments: TestApp.kinds)
    func typedPlacesBecomeAreas(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        var entry = test.entry()
        entry.area = ["", "湖北", "武漢", "江汉区解放大道1277号"]
        let need = try await test.submit(entry)
        #expect(need.area == AreaPath(country: "中国", province: "湖北省", city: "武汉市", district: "江汉区"))
        #expect(need.areaCode == 420_103)
        #expect(try await test.need(need.id)?.areaCode == 420_103)
        // What was typed is kept, but for the case alone.
        #expect(try await secret(need, test)?.original?["place.area"] == "湖北 / 武漢 / 江汉区解放大道1277号")
        // Elsewhere in the world paths are free.
        entry.title = "Shelter wanted"
        entry.area = ["France", "Île-de-France", "Paris", "11e"]
        let abroad = try await test.submit(entry)
        #expect(abroad.areaCode == 0 && abroad.area.parts == ["France", "Île-de-France", "Paris", "11e"])
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func twoOfOneNameAreAskedAbout(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        var entry = test.entry()
        entry.area = ["", "", "", "朝阳区"]
        // A program's need is stored as it was typed, with what it may mean.
        let receipt = try await test.app.needs.submit(entry, by: Viewer(.anonymous, language: .en), in: test.network)
        #expect(receipt.need.areaCode == 0 && receipt.need.area.parts == ["朝阳区"])
        #expect(receipt.areaCandidates.map(\.area.code) == [110_105, 220_104])
        // A page asks.
        entry.title = "Asked on a page"
        entry.asksArea = true
        do {
            _ = try await test.submit(entry)
            Issue.record("nobody was asked")
        } catch Refusal.invalid(let problems) {
            #expect(problems.map(\.field) == ["place.areaCode"])
        }
        entry.areaCode = "220104"
        #expect(try await test.submit(entry).area.city == "长春市")
        // Other words, another choice: the one made before doesn't count.
        entry.title = "Asked again"
        entry.area = ["", "湖北省", "武汉市", "江汉区"]
        #expect(try await test.submit(entry).areaCode == 420_103)
        entry.areaCode = "nonsense"
        await #expect(throws: Refusal.self) { try await test.submit(entry) }

        // The desk says which; whoever may not correct it doesn't.
        let need = receipt.need
        let view = try await test.app.needs.view(need.id, for: test.viewer("founder"), in: test.network.id)
        #expect(view.areaCandidates.map(\.area.code) == [110_105, 220_104])
        try await test.act(.acknowledge(note: ""), need.id, "intake")
        var correction = Correction()
        correction.areaCode = 110_105
        await #expect(throws: Refusal.self) { try await test.act(.correct(correction), need.id, "volunteer") }
        let owner = try #require(test.members.first { $0.value.id == need.ownerID }?.key)
        let after = try await test.act(.correct(correction), need.id, owner)
        #expect(after.area.district == "朝阳区" && after.area.city == "北京市" && after.areaCode == 110_105)
        #expect(try await test.need(need.id)?.area == after.area)
        #expect(try await grid(need.id, test) != nil)
        correction.areaCode = 1
        await #expect(throws: Refusal.self) { try await test.act(.correct(correction), need.id, owner) }
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func aPlaceIsCorrectedInWords(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind), places = test.app.needs.places
        let need = try await test.published()
        func correct(_ parts: [String], code: Int? = nil) async throws -> Need {
            var correction = Correction()
            (correction.area, correction.areaCode) = (AreaPath(parts: parts), code)
            return try await test.app.needs.perform(
                .correct(correction), on: need.id, by: test.requester(need.id), in: test.network.id)
        }
        // The same place said again, in either language, is no correction of it.
        for parts in [["", "湖北省", "武汉市", "江汉区"], need.area.parts, need.area.shown(in: .en).parts] {
            await #expect(throws: Refusal.self, "\(parts)") { try await correct(parts) }
        }
        let moved = try await correct(["", "湖北", "武漢", "武昌"])
        #expect(moved.area == AreaPath(country: "中国", province: "湖北省", city: "武汉市", district: "武昌区"))
        #expect(moved.areaCode == 420_106 && moved.voided == ["area"] && moved.state == .published)
        #expect(try await grid(need.id, test) == places.catalogue.area(420_106)?.center)
        // Of several it must be said which; a choice for other words is none.
        for code in [nil, 420_106] {
            do {
                _ = try await correct(["", "", "", "朝阳区"], code: code)
                Issue.record("nobody was asked")
            } catch Refusal.invalid(let problems) {
                #expect(problems.map(\.field) == ["areaCode"])
            }
        }
        #expect(try await correct(["", "", "", "朝阳区"], code: 220_104).area.city == "长春市")
        // What the catalogue lacks stays as it was typed.
        let abroad = try await correct(["France", "Île-de-France", "Paris", ""])
        #expect(abroad.areaCode == 0 && abroad.area.parts == ["France", "Île-de-France", "Paris"])
        #expect(try await test.need(need.id)?.area == abroad.area)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func pointsAreKeptInOneDatum(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let wgs84 = GeoPoint(latitude: 30.603929, longitude: 114.265453)
        for (index, (latitude, longitude, datum)) in [
            ("30.603929", "114.265453", ""), ("30.601475", "114.270867", "GCJ-02"), ("30.607460", "114.277373", "百度"),
        ].enumerated() {
            var entry = test.entry("Place \(index)")
            (entry.latitude, entry.longitude, entry.datum) = (latitude, longitude, datum)
            let part = try #require(try await secret(try await test.submit(entry), test))
            #expect(try #require(part.point).distance(to: wgs84) < 1.5, "\(datum)")
            #expect((part.original?["place.latitude"] == latitude) == !datum.isEmpty)
        }
        var entry = test.entry("By link")
        entry.mapLink = "https://uri.amap.com/marker?position=114.270867,30.601475"
        let part = try #require(try await secret(try await test.submit(entry), test))
        #expect(try #require(part.point).distance(to: wgs84) < 1)
        #expect(part.original?["place.link"] == entry.mapLink)
        for (link, datum) in [("https://surl.amap.com/abc", ""), ("somewhere", ""), ("", "mars")] {
            (entry.mapLink, entry.datum) = (link, datum)
            await #expect(throws: Refusal.self) { try await test.submit(entry) }
        }
        await test.app.database.close()
    }

    /// Numbers typed into the one field are of the map that was named beside it; where none was, whoever goes there is told.
    @Test(arguments: TestApp.kinds)
    func typedNumbersAreOfTheMapThatIsNamed(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let wgs84 = GeoPoint(latitude: 30.603929, longitude: 114.265453)
        for (index, (numbers, datum)) in [
            ("30.603929, 114.265453", "wgs84"), ("30.601475, 114.270867", "gcj02"), ("30.607460, 114.277373", "bd09"),
            ("30.603929, 114.265453", ""),
        ].enumerated() {
            var entry = test.entry("Numbers \(index)")
            (entry.mapLink, entry.datum) = (numbers, datum)
            let part = try #require(try await secret(try await test.submit(entry), test))
            #expect(try #require(part.point).distance(to: wgs84) < 1.5, "\(datum)")
            #expect(part.original?["place.datum"] == datum.nilIfEmpty)
            #expect((part.isRough == true) == datum.isEmpty)
        }
        // A link says it by itself, and abroad the maps agree.
        for (link, datum) in [
            ("https://uri.amap.com/marker?position=114.270867,30.601475", "bd09"), ("48.85, 2.35", ""),
        ] {
            var entry = test.entry("Not rough \(link)")
            (entry.mapLink, entry.datum) = (link, datum)
            let part = try #require(try await secret(try await test.submit(entry), test))
            #expect(part.isRough == nil && part.original?["place.datum"] == nil)
            if !datum.isEmpty { #expect(try #require(part.point).distance(to: wgs84) < 1) }
        }
        var entry = test.entry("Of no map")
        (entry.mapLink, entry.datum) = ("30.6, 114.2", "mars")
        do {
            _ = try await test.submit(entry)
            Issue.record("a datum that is none was taken")
        } catch Refusal.invalid(let problems) {
            #expect(problems.map(\.field) == ["place.datum"])
        }
        await test.app.database.close()
    }

    /// However exact a point is, everybody finds it by its county's centre alone.
    @Test(arguments: TestApp.kinds)
    func nearTellsTheCountyAtMost(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let center = try #require(test.app.needs.places.catalogue.area(420_103)?.center)
        for (latitude, longitude) in [("", ""), ("30.6012", "114.2511"), ("30.7", "114.9")] {
            var entry = test.entry("At \(latitude)")
            (entry.latitude, entry.longitude) = (latitude, longitude)
            #expect(try await grid(try await test.published(entry).id, test) == center)
        }
        func found(_ near: String, _ radius: String, _ name: String) async throws -> Int {
            let form = Form(pairs: [("near", near), ("radiusKm", radius)])
            let query = try BoardQuery(form, viewer: test.viewer(name))
            return try await test.app.needs.board(query, for: test.viewer(name), in: test.network.id).total
        }
        for name in ["nobody", "volunteer", "founder"] {
            #expect(
                try await found("30.6012,114.2511", "0.2", name) == 0, "an exact circle around the point finds nothing")
            #expect(try await found("\(center.latitude),\(center.longitude)", "0.2", name) == 3)
        }
        // Without a county, the square; without a point, the centre of what is known; without either, nothing.
        var entry = test.entry("City only")
        entry.area = ["中国", "湖北省", "武汉市"]
        (entry.latitude, entry.longitude) = ("30.6012", "114.2511")
        #expect(try await grid(try await test.submit(entry).id, test) == GeoPoint(latitude: 30.625, longitude: 114.375))
        entry.title = "Province only"
        (entry.area, entry.latitude, entry.longitude) = (["中国", "湖北省"], "", "")
        #expect(
            try await grid(try await test.submit(entry).id, test)
                == test.app.needs.places.catalogue.area(420_000)?.center)
        entry.title = "Nowhere"
        entry.area = []
        #expect(try await grid(try await test.submit(entry).id, test) == nil)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func boardAndMapCountByArea(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let places: [([String], String)] = [
            (["中国", "湖北省", "武汉市", "江汉区"], "critical"), (["中国", "湖北省", "武汉市", "江汉区"], "low"),
            (["中国", "湖北省", "武汉市"], "normal"), (["中国", "湖北省", "仙桃市"], "high"),
            (["中国", "北京市", "北京市", "朝阳区"], "normal"), (["中国", "吉林省", "长春市", "朝阳区"], "normal"),
            (["France", "Paris"], "low"),
        ]
        for (index, (area, urgency)) in places.enumerated() {
            var entry = test.entry("Need \(index)")
            (entry.area, entry.urgency) = (area, urgency)
            _ = try await test.published(entry)
            test.clock.pass(Time.minute)
        }
        // On the desk still: no part of the public map.
        _ = try await test.submit(test.entry("Not published"))
        let anyone = test.viewer("nobody")
        func total(_ pairs: [(String, String)]) async throws -> Int {
            try await test.app.needs.board(
                try BoardQuery(Form(pairs: pairs), viewer: anyone), for: anyone, in: test.network.id
            ).total
        }
        for (code, count) in [
            ("420000", 4), ("420100", 3), ("420103", 2), ("429004", 1), ("110105", 1), ("220104", 1), ("220000", 1),
            ("0", 1), ("310000", 0),
        ] {
            #expect(try await total([("areaCode", code)]) == count, "\(code)")
        }
        #expect(try await total([("areaCode", "420100"), ("areaOnly", "1")]) == 1)
        #expect(try await total([("area", "朝阳区")]) == 2, "words go on as before")
        #expect(try await total([("area", "Wuhan")]) == 3)
        #expect(throws: Refusal.self) { try BoardQuery(Form(pairs: [("areaCode", "x")]), viewer: anyone) }

        func map(_ code: Int?, _ pairs: [(String, String)] = []) async throws -> NeedMap {
            try await test.app.needs.map(
                try BoardQuery(Form(pairs: pairs), viewer: anyone), of: code, for: anyone, in: test.network.id)
        }
        let whole = try await map(nil)
        #expect(whole.area == nil && whole.total.count == 7 && whole.unplaced.count == 1)
        #expect(whole.spots.map(\.area.code) == [420_000, 110_000, 220_000])
        #expect(
            whole.spots[0].tally.count == 4 && whole.spots[0].tally.critical == 1
                && whole.spots[0].tally.worst == .critical)
        let hubei = try await map(420_000)
        #expect(hubei.spots.map(\.area.code) == [420_100, 429_004] && hubei.total.count == 4)
        let wuhan = try await map(420_100)
        #expect(wuhan.spots.map(\.area.code) == [420_103, 420_100] && wuhan.spots.map(\.isRest) == [false, true])
        #expect(try await map(420_103).area?.code == 420_100, "a district is shown in its city")
        #expect(try await map(nil, [("urgency", "critical,high")]).area?.code == 420_000, "what holds everything")
        await #expect(throws: Refusal.self) { try await map(7) }
        // The next need is counted at once.
        _ = try await test.published(test.entry("One more"))
        if kind == .postgres { _ = try await test.app.database.write { try EventSealer.seal($0) } }
        #expect(try await map(420_100).total.count == 4)
        await test.app.database.close()
    }

    /// What was stored before there was a catalogue is read by and by.
    @Test(arguments: TestApp.kinds)
    func oldNeedsAreRead(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        let need = try await test.submit(), other = try await test.submit(test.entry("Ambiguous"))
        try await test.app.database.write { db in
            try db.execute(
                "UPDATE needs SET area_code = \(nil as Int64?), province = '湖北', grid_latitude = \(nil as Double?)")
            try db.execute("UPDATE needs SET province = '', city = '', district = '朝阳区' WHERE id = \(other.id)")
        }
        #expect(try await test.app.needs.readPlaces() == 2)
        #expect(try await test.app.needs.readPlaces() == 0, "each is read once")
        let after = try #require(try await test.need(need.id))
        #expect(after.areaCode == 420_103 && after.area.province == "湖北省" && after.version == need.version)
        #expect(try await secret(after, test)?.original?["place.area"] == "中国 / 湖北 / 武汉市 / 江汉区")
        #expect(try await secret(after, test)?.contacts.first?.phone == "15412345678")
        #expect(try await grid(need.id, test) != nil)
        #expect(try await test.need(other.id)?.areaCode == 0)
        await test.app.database.close()
    }

    @Test(arguments: TestApp.kinds)
    func geoJSONHoldsCentres(_ kind: EngineKind) async throws {
        let test = try await TestApp(kind)
        var entry = test.entry("On the map")
        (entry.latitude, entry.longitude, entry.address) = ("30.6012", "114.2511", "解放大道1号")
        let placed = try await test.published(entry)
        entry.title = "Off the map"
        entry.area = ["France"]
        _ = try await test.published(entry)
        for name in ["nobody", "volunteer", "founder"] {
            let text = try await test.app.needs.exportGeoJSON(by: test.viewer(name), in: test.network.id)
            for secret in ["30.6012", "114.2511", "解放大道", "15412345678"] { #expect(!text.contains(secret), "\(name)") }
            let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            #expect(document["type"] as? String == "FeatureCollection")
            let features = try #require(document["features"] as? [[String: Any]])
            #expect(features.count == 2)
            for feature in features {
                #expect(feature["type"] as? String == "Feature" && feature["properties"] is [String: Any])
                guard feature["id"] as? String == placed.id.description else {
                    #expect(feature["geometry"] is NSNull)
                    continue
                }
                let geometry = try #require(feature["geometry"] as? [String: Any])
                let center = try #require(test.app.needs.places.catalogue.area(420_103)?.center)
                #expect(geometry["type"] as? String == "Point")
                // Longitude first, as RFC 7946 has it.
                #expect(
                    (geometry["coordinates"] as? [Any])?.compactMap { ($0 as? NSNumber)?.doubleValue } == [
                        center.longitude, center.latitude,
                    ])
                #expect(feature["centreOf"] as? String == "district")
            }
        }
        await test.app.database.close()
    }

    @Test func waysToOtherMapsGoOutInTheirDatum() {
        let point = GeoPoint(latitude: 30.603929, longitude: 114.265453)
        for door in MapDoor.all {
            let address = door.address(of: point, called: "x&y=1")
            #expect(!address.contains("x&y"), "\(address)")
            guard case .point(let link) = MapLink.read(address) else {
                Issue.record("\(address) can't be read again")
                continue
            }
            #expect(link.source == door.source && link.wgs84.distance(to: point) < 1, "\(address)")
        }
        #expect(MapDoor.text(GeoPoint(latitude: -0.0000004, longitude: -12.05)) == "0.000000, -12.050000")
    }

    @Test func anOperatorsOutlinesAreRead() throws {
        let path = NSTemporaryDirectory() + "outlines-\(UUID().uuidString).txt"
        try "0 0,0 1000,0 0,1000".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try Places(outlines: path).outlines.rings.count == 1)
        try "no outlines".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: DatabaseError.self) { try Places(outlines: path) }
        #expect(throws: DatabaseError.self) { try Places(outlines: path + ".none") }
        #expect(try Places(outlines: nil).outlines.rings.count > 34)
    }
}
