import Engine
import Testing

/// Which tiles lie under a map, and where.
@Suite struct MapTileTests {
    private let hubei = GeoBox(south: 29, north: 33.3, west: 108.3, east: 116.2)

    @Test func pointsFallOnTheirTiles() throws {
        let frame = MapFrame(hubei, isForTiles: true)
        // Wuhan at zoom 8, as every map of the web counts: 209, 105.
        let there = frame.place(GeoPoint(latitude: 30.6, longitude: 114.3))
        let tile = frame.place(of: MapTile(zoom: 8, column: 209, row: 105))
        #expect(Double(tile.left)...Double(tile.left + tile.width) ~= there.x)
        #expect(Double(tile.top)...Double(tile.top + tile.height) ~= there.y)
        // North is up, east is right.
        let north = frame.place(GeoPoint(latitude: 31.6, longitude: 114.3))
        #expect(north.y < there.y && abs(north.x - there.x) < 1e-6)
    }

    @Test(arguments: 1...100 as ClosedRange<UInt64>)
    func tilesCoverThePicture(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let south = Double.random(in: -84...80, using: &random), west = Double.random(in: -180...170, using: &random)
        let box = GeoBox(
            south: south, north: min(85, south + Double.random(in: 0.01...60, using: &random)), west: west,
            east: min(180, west + Double.random(in: 0.01...90, using: &random)))
        let frame = MapFrame(box, isForTiles: true)
        guard let tiles = frame.tiles(within: 0...22, most: 24) else {
            Issue.record("no tiles under \(box)")
            return
        }
        #expect((1...24).contains(tiles.count))
        let side = (1 << tiles.zoom) - 1
        let first = frame.place(
            of: MapTile(zoom: tiles.zoom, column: tiles.columns.lowerBound, row: tiles.rows.lowerBound))
        let last = frame.place(
            of: MapTile(zoom: tiles.zoom, column: tiles.columns.upperBound, row: tiles.rows.upperBound))
        #expect(first.left <= 0 || tiles.columns.lowerBound == 0)
        #expect(first.top <= 0 || tiles.rows.lowerBound == 0)
        #expect(Double(last.left + last.width) >= frame.width - 1 || tiles.columns.upperBound == side)
        #expect(Double(last.top + last.height) >= frame.height - 1 || tiles.rows.upperBound == side)
        // Neighbours meet.
        for column in tiles.columns.dropLast() {
            let here = frame.place(of: MapTile(zoom: tiles.zoom, column: column, row: tiles.rows.lowerBound))
            let next = frame.place(of: MapTile(zoom: tiles.zoom, column: column + 1, row: tiles.rows.lowerBound))
            #expect(here.left + here.width == next.left)
        }
    }

    @Test func theZoomFits() throws {
        let frame = MapFrame(hubei, isForTiles: true)
        let best = try #require(frame.tiles(within: 0...22, most: 24))
        #expect(best.count <= 24)
        #expect(frame.tiles(within: 0...(best.zoom + 1), most: 24) == best, "one closer would be too many")
        #expect(frame.tiles(within: (best.zoom + 1)...22, most: 24) == nil)
        // What is far too coarse says nothing; what is a little too coarse does.
        #expect(frame.tiles(within: 0...0, most: 24) == nil)
        #expect(frame.tiles(within: 0...(best.zoom - 1), most: 24)?.zoom == best.zoom - 1)
    }

    @Test func whatIsNoTile() {
        for tile in [
            MapTile(zoom: -1, column: 0, row: 0), MapTile(zoom: 23, column: 0, row: 0),
            MapTile(zoom: 2, column: 4, row: 0),
            MapTile(zoom: 2, column: 0, row: -1), MapTile(zoom: 64, column: 0, row: 0),
        ] { #expect(!tile.isValid, "\(tile)") }
        #expect(MapTile(zoom: 0, column: 0, row: 0).isValid)
    }
}
