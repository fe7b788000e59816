import Engine
import Testing

@Suite struct MapTests {
    @Test func outlinesHoldTheirProvinces() throws {
        let outlines = try #require(ShippedAreas.outlines)
        #expect(Set(outlines.rings.map(\.code)).count == 34)
        for province in ShippedAreas.china.children(of: nil) {
            let box = try #require(outlines.box(of: province.codes), "\(province.name)")
            #expect((box.south...box.north).contains(province.center.latitude), "\(province.name)")
            #expect((box.west...box.east).contains(province.center.longitude), "\(province.name)")
        }
    }

    @Test(arguments: [
        "", "x", "110000 1", "110000 1,2 3", "110000 1,2 3,4", "110000 1,2 3,4 999999,0", "110000 0,89000 0,89000 1,1",
    ])
    func badOutlines(text: String) {
        #expect(MapOutlines(text: Array(text.utf8)) == nil)
    }

    @Test func aPictureHoldsWhatItIsOf() throws {
        let outlines = try #require(ShippedAreas.outlines)
        let box = try #require(outlines.box())
        let frame = MapFrame(box, around: outlines.rings)
        for province in ShippedAreas.china.children(of: nil) {
            let place = frame.place(province.center)
            #expect((0...frame.width).contains(place.x) && (0...frame.height).contains(place.y), "\(province.name)")
        }
        // North is up, east is right.
        let beijing = frame.place(GeoPoint(latitude: 39.9, longitude: 116.4)),
            guangzhou = frame.place(GeoPoint(latitude: 23.1, longitude: 113.3))
        #expect(beijing.y < guangzhou.y && beijing.x > guangzhou.x)
        let paths = outlines.rings.compactMap { frame.path(of: $0) }
        // Islands that are smaller than a point of it are left out.
        #expect((34...outlines.rings.count).contains(paths.count))
        #expect(paths.reduce(0) { $0 + $1.utf8.count } < 60_000)
        // A part of the globe beside it holds none of them.
        let elsewhere = MapFrame(GeoBox(south: -40, north: -30, west: 0, east: 20))
        #expect(outlines.rings.allSatisfy { elsewhere.path(of: $0) == nil })
        // Around the equator too.
        let middle = MapFrame(GeoBox(south: -5, north: 5, west: 10, east: 30)).place(
            GeoPoint(latitude: 0, longitude: 20))
        #expect(abs(middle.x - 1800) < 1)
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func bubblesPart(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        // Some lie at the very same place.
        let bubbles = (0..<25).map { index in
            MapBubble(
                x: index < 4 ? 500 : Double.random(in: 0...3600, using: &random),
                y: index < 4 ? 500 : Double.random(in: 0...2600, using: &random),
                radius: Double(Int.random(in: 140...200, using: &random)))
        }
        let apart = MapLayout.spread(bubbles, width: 3600, height: 2600)
        #expect(apart == MapLayout.spread(bubbles, width: 3600, height: 2600), "always the same")
        for (index, one) in apart.enumerated() {
            #expect(
                one.x >= one.radius && one.x <= 3600 - one.radius && one.y >= one.radius && one.y <= 2600 - one.radius)
            for other in apart.dropFirst(index + 1) {
                let distance = ((one.x - other.x) * (one.x - other.x) + (one.y - other.y) * (one.y - other.y))
                    .squareRoot()
                #expect(distance > (one.radius + other.radius) * 0.9, "they hardly touch")
            }
        }
        let names = MapLayout.names(
            of: apart, widths: apart.map { _ in 300 }, height: 135, in: (width: 3600, height: 2600))
        #expect(names.count == apart.count && names.contains { $0 != nil })
    }
}
