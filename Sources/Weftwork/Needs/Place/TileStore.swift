internal import Database
internal import Engine

/// The SQL on files of tiles (MBTiles 1.3): tables or views of others, of which only this much is expected.
extension Connection {
    /// What the file says of itself.
    func tileMetadata() throws -> [String: String] {
        let pairs = try query("SELECT CAST(name AS TEXT), CAST(value AS TEXT) FROM metadata LIMIT 200") {
            (try $0[0] as String?, try $0[1] as String?)
        }
        return Dictionary(
            pairs.compactMap { name, value in name.flatMap { name in value.map { (name, $0) } } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The least and the greatest zoom that has tiles.
    func tileZooms() throws -> (least: Int, greatest: Int)? {
        let least = try value("SELECT min(zoom_level) FROM tiles", as: Int.self)
        let greatest = try value("SELECT max(zoom_level) FROM tiles", as: Int.self)
        return least.flatMap { least in greatest.map { (least, $0) } }
    }

    /// Any tile of a zoom.
    func someTile(zoom: Int) throws -> [UInt8]? {
        try value(
            "SELECT tile_data FROM tiles WHERE zoom_level = \(zoom) AND typeof(tile_data) = 'blob' LIMIT 1",
            as: [UInt8].self)
    }

    func bytes(of tile: MapTile) throws -> [UInt8]? {
        try value(
            """
            SELECT tile_data FROM tiles WHERE zoom_level = \(tile.zoom) AND tile_column = \(tile.column)
                AND tile_row = \(tile.rowFromBelow) AND typeof(tile_data) = 'blob' LIMIT 1
            """, as: [UInt8].self)
    }

    /// Which of some tiles there are.
    func present(_ tiles: MapTiles) throws -> [MapTile] {
        let upper = MapTile(zoom: tiles.zoom, column: 0, row: tiles.rows.lowerBound).rowFromBelow
        let lower = MapTile(zoom: tiles.zoom, column: 0, row: tiles.rows.upperBound).rowFromBelow
        let found = try query(
            """
            SELECT tile_column, tile_row FROM tiles WHERE zoom_level = \(tiles.zoom)
                AND tile_column BETWEEN \(tiles.columns.lowerBound) AND \(tiles.columns.upperBound)
                AND tile_row BETWEEN \(lower) AND \(upper) ORDER BY tile_row DESC, tile_column LIMIT \(tiles.count)
            """
        ) { MapTile(zoom: tiles.zoom, column: try $0[0], row: (1 << tiles.zoom) - 1 - (try $0[1] as Int)) }
        return found.filter(\.isValid)
    }
}

extension MapTile {
    /// Files count rows from the south (TMS), addresses from the north.
    fileprivate var rowFromBelow: Int { (1 << zoom) - 1 - row }
}
