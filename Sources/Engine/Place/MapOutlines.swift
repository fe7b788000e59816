/// Outlines of areas for drawing maps: rings of points, each with the code of its area.
public struct MapOutlines: Sendable {
    public struct Ring: Sendable {
        public let code: Int
        let points: [GeoPoint]

        public var box: GeoBox? { GeoBox(points) }
    }

    public let rings: [Ring]

    /// - Parameter text: one ring a line: a code, then longitude,latitude in thousandths of a degree, each but the first as the step
    ///   from the one before. Nothing where a line is anything else.
    public init?(text bytes: [UInt8]) {
        var rings: [Ring] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let words = line.split(separator: UInt8(ascii: " "))
            guard let code = words.first.flatMap({ Int(String(decoding: $0, as: UTF8.self)) }) else { return nil }
            var points: [GeoPoint] = [], x = 0, y = 0
            points.reserveCapacity(words.count)
            for word in words.dropFirst() {
                let pair = word.split(separator: UInt8(ascii: ",")).map { Int(String(decoding: $0, as: UTF8.self)) }
                guard pair.count == 2, let east = pair[0], let north = pair[1], abs(east) <= 360_000,
                    abs(north) <= 180_000
                else { return nil }
                (x, y) = (x + east, y + north)
                points.append(GeoPoint(latitude: Double(y) / 1000, longitude: Double(x) / 1000))
            }
            guard points.count >= 3, points.allSatisfy(\.isValid) else { return nil }
            rings.append(Ring(code: code, points: points))
        }
        guard !rings.isEmpty else { return nil }
        self.rings = rings
    }

    /// What the rings of some areas lie in; of all, where none is named.
    public func box(of codes: ClosedRange<Int>? = nil) -> GeoBox? {
        let boxes = rings.filter { codes?.contains($0.code) ?? true }.compactMap(\.box)
        return boxes.dropFirst().reduce(boxes.first) { $0?.joined(with: $1) }
    }
}

/// A part of the globe between two latitudes and two longitudes.
public struct GeoBox: Sendable, Equatable {
    public var south: Double
    public var north: Double
    public var west: Double
    public var east: Double

    public init(south: Double, north: Double, west: Double, east: Double) {
        self.south = south
        self.north = north
        self.west = west
        self.east = east
    }

    /// The smallest that holds all points; nothing without points.
    public init?(_ points: [GeoPoint]) {
        guard let first = points.first else { return nil }
        self.init(south: first.latitude, north: first.latitude, west: first.longitude, east: first.longitude)
        for point in points.dropFirst() {
            (south, north) = (min(south, point.latitude), max(north, point.latitude))
            (west, east) = (min(west, point.longitude), max(east, point.longitude))
        }
    }

    /// The smallest that holds both.
    public func joined(with other: GeoBox) -> GeoBox {
        GeoBox(
            south: min(south, other.south), north: max(north, other.north), west: min(west, other.west),
            east: max(east, other.east))
    }

    /// Wider by a share of its size on each side, and by `least` degrees at least.
    public func widened(by share: Double, least: Double) -> GeoBox {
        let high = max(least, (north - south) * share), wide = max(least, (east - west) * share)
        return GeoBox(
            south: max(-85, south - high), north: min(85, north + high), west: max(-180, west - wide),
            east: min(180, east + wide))
    }
}
