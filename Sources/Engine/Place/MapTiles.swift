internal import Foundation

/// Mercator's projection as tiles have it: the world is a square of one by one, from its lower left corner at (0, −1).
enum Mercator {
    /// Where the square ends; no further can be drawn.
    static let mostLatitude = 85.0511287798066

    static func place(_ point: GeoPoint) -> (x: Double, y: Double) {
        let latitude = min(max(point.latitude, -mostLatitude), mostLatitude) * .pi / 180
        return ((point.longitude + 180) / 360, asinh(tan(latitude)) / (2 * .pi) - 0.5)
    }
}

/// A square of the world: at zoom z there are 2^z in a row and in a column, counted from the upper left.
public struct MapTile: Sendable, Hashable {
    public let zoom: Int
    public let column: Int
    public let row: Int

    public init(zoom: Int, column: Int, row: Int) {
        self.zoom = zoom
        self.column = column
        self.row = row
    }

    /// The greatest zoom that anybody draws tiles for: some centimetres a pixel.
    public static let mostZoom = 22

    /// Whether there can be such a tile.
    public var isValid: Bool {
        (0...MapTile.mostZoom).contains(zoom) && (0..<1 << zoom).contains(column) && (0..<1 << zoom).contains(row)
    }
}

/// The tiles of one zoom that a picture shows.
public struct MapTiles: Sendable, Equatable {
    public let zoom: Int
    public let columns: ClosedRange<Int>
    public let rows: ClosedRange<Int>

    public var count: Int { columns.count * rows.count }
}

extension MapFrame {
    /// A tile is no wider than so many pictures: past that its pixels tell nothing.
    private static let widest = 4.0

    /// The tiles of the greatest zoom at which `most` are enough. For a frame in Mercator's projection.
    /// - Parameter zooms: those that there are tiles of.
    /// - Returns: nothing where even the least zoom takes more, or the greatest is far too coarse.
    public func tiles(within zooms: ClosedRange<Int>, most: Int) -> MapTiles? {
        for zoom in zooms.clamped(to: 0...MapTile.mostZoom).reversed() {
            guard let tiles = tiles(at: zoom), tiles.count <= most else { continue }
            return scale / Double(1 << zoom) <= width * MapFrame.widest ? tiles : nil
        }
        return nil
    }

    private func tiles(at zoom: Int) -> MapTiles? {
        let side = Double(1 << zoom), last = (1 << zoom) - 1
        let halfWidth = width / 2 / scale, halfHeight = height / 2 / scale
        func number(_ place: Double) -> Int { Int(min(max((place * side).rounded(.down), -1), side)) }
        let left = number(origin.x - halfWidth), right = number(origin.x + halfWidth)
        let top = number(-origin.y - halfHeight), bottom = number(-origin.y + halfHeight)
        guard left <= last, right >= 0, top <= last, bottom >= 0, left <= right, top <= bottom else { return nil }
        return MapTiles(
            zoom: zoom, columns: max(0, left)...min(last, right), rows: max(0, top)...min(last, bottom))
    }

    /// Where a tile is in the picture, in whole units, so that neighbours meet.
    public func place(of tile: MapTile) -> (left: Int, top: Int, width: Int, height: Int) {
        let side = Double(1 << tile.zoom)
        func across(_ column: Int) -> Int { Int((width / 2 + (Double(column) / side - origin.x) * scale).rounded()) }
        func down(_ row: Int) -> Int { Int((height / 2 + (Double(row) / side + origin.y) * scale).rounded()) }
        let left = across(tile.column), top = down(tile.row)
        return (left, top, across(tile.column + 1) - left, down(tile.row + 1) - top)
    }
}
