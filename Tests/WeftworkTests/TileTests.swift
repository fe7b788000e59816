import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

/// Files of tiles: which are served, which are refused, and what lies under a map.
@Suite struct TileTests {
    /// The smallest PNG that is one: 1 × 1, or what its head says.
    static func png(width: UInt8 = 1, height: UInt8 = 1, large: Bool = false) -> [UInt8] {
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, large ? 1 : 0, 0,
            width,
        ]
            + [0, large ? 1 : 0, 0, height, 8, 2, 0, 0, 0] + [UInt8](repeating: 0, count: 40)
    }

    /// A file of tiles: rows as MBTiles counts them, from the south.
    private func file(
        _ metadata: [String: String] = ["format": "png", "minzoom": "0", "maxzoom": "6", "name": "Test"],
        tiles: [(zoom: Int, column: Int, row: Int, data: [UInt8])] = [(0, 0, 0, png())], isIndexed: Bool = true
    ) throws -> String {
        let path = NSTemporaryDirectory() + "t" + UUID().uuidString + ".mbtiles"
        let file = try StoreFile(path: path, isNew: true)
        try file.write { db in
            try db.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
            try db.execute(
                "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)")
            if isIndexed {
                try db.execute("CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)")
            }
            for (name, value) in metadata {
                try db.execute("INSERT INTO metadata (name, value) VALUES (\(name), \(value))")
            }
            for tile in tiles {
                try db.execute(
                    """
                    INSERT INTO tiles (zoom_level, tile_column, tile_row, tile_data)
                    VALUES (\(tile.zoom), \(tile.column), \(tile.row), \(tile.data))
                    """)
            }
        }
        try file.close()
        return path
    }

    private func fault(_ path: String) -> TileSet.Fault? { Tiles(path: path).fault }

    @Test func tilesAreFoundFromTheNorth() async throws {
        let path = try file(tiles: [
            (0, 0, 0, Self.png()), (2, 1, 3, Self.png(width: 7)), (2, 2, 0, Array("no picture".utf8)),
        ])
        defer { try? FileManager.default.removeItem(atPath: path) }
        let source = try #require(Tiles(path: path).source)
        let found = try #require(try await source.tile(MapTile(zoom: 2, column: 1, row: 0)))
        #expect(found.type == "image/png" && found.bytes == Self.png(width: 7))
        for tile in [
            MapTile(zoom: 2, column: 1, row: 3), MapTile(zoom: 2, column: 2, row: 3),
            MapTile(zoom: 7, column: 0, row: 0),
            MapTile(zoom: -1, column: 0, row: 0), MapTile(zoom: 2, column: 9, row: 0),
            MapTile(zoom: 63, column: 0, row: 0),
        ] { #expect(try await source.tile(tile) == nil, "\(tile)") }
    }

    @Test func whatCanNotBeServedIsRefused() throws {
        let good = ["format": "png", "minzoom": "0", "maxzoom": "6"]
        func with(_ more: [String: String]) throws -> TileSet.Fault? {
            let path = try file(good.merging(more) { $1 })
            defer { try? FileManager.default.removeItem(atPath: path) }
            return fault(path)
        }
        #expect(try with([:]) == nil)
        #expect(try with(["format": "pbf"]) == .format("pbf"))
        for zooms in [("5", "2"), ("-1", "3"), ("0", "40"), ("x", "3"), ("0", "99999999999999999999")] {
            #expect(try with(["minzoom": zooms.0, "maxzoom": zooms.1]) == .zooms, "\(zooms)")
        }
        for bounds in ["1,2,3", "a,b,c,d", "10,0,-10,5", "0,0,nan,1", "0,0,1,1e9"] {
            #expect(try with(["bounds": bounds]) == .bounds(bounds))
        }
        #expect(try with(["minzoom": "3"]) == .noTile)
        let text = try file(good, tiles: [(0, 0, 0, Array("<svg onload=alert(1)>".utf8))])
        let large = try file(good, tiles: [(0, 0, 0, Self.png(large: true))])
        let huge = try file(good, tiles: [(0, 0, 0, Self.png() + [UInt8](repeating: 1, count: 600_000))])
        let vast = try file(good, tiles: [(0, 0, 0, Self.png() + [UInt8](repeating: 1, count: 5_000_000))])
        defer { for path in [text, large, huge, vast] { try? FileManager.default.removeItem(atPath: path) } }
        for path in [text, large, huge] { #expect(fault(path) == .noPicture) }
        #expect(fault(vast) != nil)
        // A picture wider than a tile is fine as long as it is not wider than any screen.
        #expect(TileRules.type(of: Self.png(width: 0, large: true)) == nil)
    }

    @Test func whatIsNoFileOfTilesIsRefused() throws {
        let path = NSTemporaryDirectory() + "t" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(fault(path) != nil, "not there")
        #expect(fault(NSTemporaryDirectory()) != nil, "a folder")
        try "not a database, but long enough to be taken for one".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(fault(path) != nil)
        try FileManager.default.removeItem(atPath: path)
        let empty = try StoreFile(path: path, isNew: true)
        _ = try empty.write { try $0.execute("CREATE TABLE other (name TEXT)") }
        try empty.close()
        #expect(fault(path) != nil)
    }

    /// A view may look like a table of tiles and never end.
    @Test func whatNeverEndsIsBrokenOff() throws {
        let path = NSTemporaryDirectory() + "t" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file = try StoreFile(path: path, isNew: true)
        try file.write { db in
            try db.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
            try db.execute(
                "INSERT INTO metadata (name, value) VALUES ('minzoom', '0'), ('maxzoom', '3'), ('format', 'png')")
            try db.execute(
                """
                CREATE VIEW tiles (zoom_level, tile_column, tile_row, tile_data) AS
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, i, i, zeroblob(9) FROM n WHERE i < 0
                """)
        }
        try file.close()
        let begun = ContinuousClock.now
        #expect(fault(path) != nil)
        #expect(begun.duration(to: .now) < .seconds(20))
    }

    @Test func attributionsArePlainWords() throws {
        let set = try TileSet(
            [
                "format": "PNG", "minzoom": "1", "maxzoom": "2", "name": "Base",
                "attribution":
                    "<a href=\"https://a.example\" onclick=\"x\">&copy; OSM</a> &amp; <script>y</script>friends",
            ], found: nil)
        #expect(set.attribution == "© OSM & yfriends")
        #expect(try TileSet(["name": "Base"], found: (0, 4)).attribution == "Base")
        #expect(throws: TileSet.Fault.zooms) { try TileSet([:], found: nil) }
    }

    @Test func theGroundFitsTheMap() async throws {
        let test = try await TestApp()
        _ = try await test.published()
        var tiles: [(zoom: Int, column: Int, row: Int, data: [UInt8])] = []
        for zoom in 0...6 {
            // China and around, at each zoom.
            for column in 0..<(1 << zoom) where zoom < 3 || (column * 8) >> zoom >= 5 {
                for row in 0..<(1 << zoom) where zoom < 3 || (row * 8) >> zoom >= 4 {
                    tiles.append((zoom, column, row, Self.png()))
                }
            }
        }
        let path = try file(tiles: tiles)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let source = try #require(Tiles(path: path).source), anyone = test.viewer("nobody")
        let places = test.app.needs.places
        func map(_ code: Int?) async throws -> NeedMap {
            try await test.app.needs.map(
                try BoardQuery(Form(pairs: []), viewer: anyone), of: code, for: anyone, in: test.network.id)
        }
        #expect(await places.ground(of: try await map(420_100), source) == nil, "far too coarse for a city")
        for code in [0, 420_000] {
            let ground = await places.ground(of: try await map(code), source)
            let found = try #require(ground, "\(code)")
            #expect((1...MapGround.most).contains(found.pieces.count) && !found.hasGaps, "\(code)")
            #expect(found.attribution == "Test")
        }
        #expect(await places.ground(of: try await map(420_000), nil) == nil)
        await test.app.database.close()
    }
}
