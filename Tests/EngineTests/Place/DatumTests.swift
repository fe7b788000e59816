import Engine
import Testing

@Suite struct DatumTests {
    /// The middle of Tian'anmen in all three, as published.
    @Test func knownPoint() {
        let wgs84 = GeoPoint(latitude: 39.907291, longitude: 116.391236)
        let gcj02 = GeoPoint(latitude: 39.908692, longitude: 116.397477)
        let bd09 = GeoPoint(latitude: 39.915035, longitude: 116.403850)
        #expect(Datum.gcj02.toWGS84(gcj02).distance(to: wgs84) < 0.2)
        #expect(Datum.bd09.toWGS84(bd09).distance(to: wgs84) < 0.2)
        #expect(Datum.gcj02.fromWGS84(wgs84).distance(to: gcj02) < 0.2)
        #expect(Datum.bd09.fromWGS84(wgs84).distance(to: bd09) < 0.2)
        #expect((400...700).contains(gcj02.distance(to: wgs84)) && (900...1400).contains(bd09.distance(to: wgs84)))
    }

    /// At the centre of every area of China: there and back again ends within a centimetre.
    @Test func thereAndBack() {
        var worst = 0.0
        for province in ShippedAreas.china.children(of: nil) where province.code != 710_000 {
            // Sansha's islands lie south of all that is shifted.
            for city in ShippedAreas.china.children(of: province.code) where city.code != 460_300 {
                for area in [city] + ShippedAreas.china.children(of: city.code) {
                    for datum in Datum.allCases {
                        let back = datum.toWGS84(datum.fromWGS84(area.center))
                        worst = max(worst, back.distance(to: area.center))
                    }
                    #expect(Datum.isShifted(area.center), "\(area.name)")
                }
            }
        }
        #expect(worst < 0.01)
    }

    @Test(arguments: [
        GeoPoint(latitude: 25.03, longitude: 121.5), GeoPoint(latitude: 37.57, longitude: 127),
        GeoPoint(latitude: 21.03, longitude: 105.85),
        GeoPoint(latitude: 27.7, longitude: 85.3), GeoPoint(latitude: 47.9, longitude: 106.9),
        GeoPoint(latitude: 43.1, longitude: 131.9),
        GeoPoint(latitude: 51.5, longitude: 0), GeoPoint(latitude: -33.9, longitude: 151.2),
        GeoPoint(latitude: 39.03, longitude: 125.75),
    ])
    func nothingIsShiftedElsewhere(point: GeoPoint) {
        for datum in Datum.allCases {
            #expect(datum.fromWGS84(point) == point && datum.toWGS84(point) == point)
        }
    }

    /// Links as the maps make them, with the datum each speaks in.
    @Test(arguments: [
        ("https://uri.amap.com/marker?position=114.27,30.6&name=x", MapLink.Source.amap, Datum.gcj02),
        ("https://www.amap.com/?q=30.6,114.27,name", .amap, .gcj02),
        ("https://wb.amap.com/?p=B001,30.6,114.27,a,b", .amap, .gcj02),
        ("androidamap://viewMap?sourceApplication=a&lat=30.6&lon=114.27&dev=0", .amap, .gcj02),
        ("https://uri.amap.com/marker?position=114.27,30.6&coordinate=wgs84", .amap, .wgs84),
        ("http://api.map.baidu.com/marker?location=30.6,114.27&title=a&output=html", .baidu, .bd09),
        ("http://api.map.baidu.com/marker?location=30.6,114.27&coord_type=gcj02", .baidu, .gcj02),
        ("看这里 https://apis.map.qq.com/uri/v1/marker?marker=coord:30.6,114.27;title:t&referer=x", .tencent, .gcj02),
        ("https://maps.apple.com/?ll=30.6,114.27&q=a", .apple, .gcj02),
        ("https://www.google.com/maps/place/W/@30,114,12z/data=!3m1!8m2!3d30.6!4d114.27", .google, .gcj02),
        ("https://maps.google.com/?q=30.6,114.27", .google, .gcj02),
        ("https://www.google.com/maps/@30.6,114.27,17z", .google, .gcj02),
        ("https://www.openstreetmap.org/?mlat=30.6&mlon=114.27#map=17/30.6/114.27", .osm, .wgs84),
        ("https://www.openstreetmap.org/#map=17/30.6/114.27", .osm, .wgs84), ("geo:30.6,114.27;u=35", .plain, .wgs84),
        ("30.6, 114.27", .plain, .wgs84), ("114.27，30.6", .plain, .wgs84), ("北纬30.6 东经114.27", .plain, .wgs84),
        ("东经114.27，北纬30.6", .plain, .wgs84), ("30.6°N 114.27°E", .plain, .wgs84),
    ])
    func linksAreRead(text: String, source: MapLink.Source, datum: Datum) {
        guard case .point(let link) = MapLink.read(text) else {
            Issue.record("\(text) was not read")
            return
        }
        #expect(
            link.source == source && link.datum == datum && link.point == GeoPoint(latitude: 30.6, longitude: 114.27))
    }

    @Test(arguments: [
        ("https://surl.amap.com/abc", MapLink.Source.amap), ("https://j.map.baidu.com/ab/cd", .baidu),
        ("https://maps.app.goo.gl/xyz", .google),
        ("https://uri.amap.com/marker?position=0,0", .amap),
        ("https://map.baidu.com/@12722905.45,3576321.77,15z", .baidu),
        ("https://maps.apple.com/?q=30%20High%20Street,12", .apple),
    ])
    func linksWithoutAPoint(text: String, source: MapLink.Source) {
        #expect(MapLink.read(text) == .noPoint(source))
    }

    @Test(arguments: ["", "hello", "30.6", "https://example.org/?q=30.6,114.27", "99, 200", "amap.com.evil.example 1"])
    func noPlaces(text: String) {
        #expect(MapLink.read(text) == .unreadable)
    }

    /// From two numbers nobody can tell which map they were read from: it is said beside them. An address says it by itself.
    @Test(arguments: Datum.allCases)
    func numbersAreInTheDatumThatIsSaid(datum: Datum) {
        let numbers = "30.6, 114.27"
        #expect(!MapLink.saysItsDatum(numbers))
        for (address, own) in [
            (numbers, datum), ("geo:30.6,114.27", Datum.wgs84),
            ("https://uri.amap.com/marker?position=114.27,30.6", .gcj02),
        ] {
            guard case .point(let link) = MapLink.read(address, numbersIn: datum) else {
                Issue.record("\(address) not read")
                continue
            }
            #expect(link.datum == own && link.point == GeoPoint(latitude: 30.6, longitude: 114.27))
            #expect(MapLink.saysItsDatum(address) == (address != numbers))
        }
    }

    @Test func hongKongOnGoogleIsNotShifted() {
        guard case .point(let link) = MapLink.read("https://www.google.com/maps/@22.28,114.17,17z") else {
            Issue.record("not read")
            return
        }
        #expect(link.datum == .wgs84)
    }
}
