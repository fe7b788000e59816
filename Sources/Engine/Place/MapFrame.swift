internal import Foundation

/// Fits a part of the globe into a picture, in whole units: by Albers' equal-area conic projection, as maps of China use it, or by
/// Mercator's, in which tiles are drawn.
public struct MapFrame: Sendable {
    public let width: Double
    public let height: Double
    private let projection: Projection
    let scale: Double
    let origin: (x: Double, y: Double)

    /// - Parameters:
    ///   - box: what must be in the picture.
    ///   - shapes: what of the box has to be seen; all of it, where nothing is named. A country fills its box badly.
    ///   - width: units from left to right.
    ///   - heights: the least and the most units from top to bottom.
    ///   - isForTiles: by Mercator's projection.
    public init(
        _ box: GeoBox, around shapes: [MapOutlines.Ring] = [], width: Double = 3600,
        heights: ClosedRange<Double> = 2400...4200, isForTiles: Bool = false
    ) {
        let projection = isForTiles ? Projection.mercator : .conic(Conic(box))
        let edge =
            shapes.isEmpty
            ? MapFrame.edge(of: box, projection) : shapes.flatMap { $0.points.map(projection.callAsFunction) }
        let (left, right) = (edge.map(\.x).min() ?? 0, edge.map(\.x).max() ?? 1)
        let (bottom, top) = (edge.map(\.y).min() ?? 0, edge.map(\.y).max() ?? 1)
        let margin = shapes.isEmpty ? 1 : 1.06
        let wide = max(right - left, 1e-9) * margin, high = max(top - bottom, 1e-9) * margin
        let height = min(max(width * high / wide, heights.lowerBound), heights.upperBound)
        self.width = width
        self.height = height.rounded()
        self.projection = projection
        scale = min(width / wide, height / high)
        origin = ((left + right) / 2, (top + bottom) / 2)
    }

    private static func edge(of box: GeoBox, _ projection: Projection) -> [(x: Double, y: Double)] {
        (0...16).flatMap { step -> [(x: Double, y: Double)] in
            let part = Double(step) / 16
            let latitude = box.south + (box.north - box.south) * part,
                longitude = box.west + (box.east - box.west) * part
            return [
                projection(GeoPoint(latitude: box.south, longitude: longitude)),
                projection(GeoPoint(latitude: box.north, longitude: longitude)),
                projection(GeoPoint(latitude: latitude, longitude: box.west)),
                projection(GeoPoint(latitude: latitude, longitude: box.east)),
            ]
        }
    }

    /// Where a point is in the picture, from its upper left corner.
    public func place(_ point: GeoPoint) -> (x: Double, y: Double) {
        let there = projection(point)
        return (width / 2 + (there.x - origin.x) * scale, height / 2 - (there.y - origin.y) * scale)
    }

    /// A ring as the path of an SVG, points closer than `least` units left out; nothing where none of it is in the picture.
    public func path(of ring: MapOutlines.Ring, least: Double = 7) -> String? {
        var points: [(x: Int, y: Int)] = []
        var box = (left: Double.infinity, right: -Double.infinity, top: Double.infinity, bottom: -Double.infinity)
        for point in ring.points {
            let there = place(point)
            box = (min(box.left, there.x), max(box.right, there.x), min(box.top, there.y), max(box.bottom, there.y))
            if let last = points.last, abs(Double(last.x) - there.x) < least, abs(Double(last.y) - there.y) < least {
                continue
            }
            points.append((Int(there.x.rounded()), Int(there.y.rounded())))
        }
        guard points.count >= 3, box.right > 0, box.left < width, box.bottom > 0, box.top < height else { return nil }
        var path = "M\(points[0].x) \(points[0].y)l"
        var before = points[0]
        for (index, point) in points.dropFirst().enumerated() {
            path += index == 0 ? "" : " "
            path += "\(point.x - before.x) \(point.y - before.y)"
            before = point
        }
        return path + "z"
    }

    private enum Projection: Sendable {
        case conic(Conic)
        case mercator

        func callAsFunction(_ point: GeoPoint) -> (x: Double, y: Double) {
            switch self {
            case .conic(let conic): conic(point)
            case .mercator: Mercator.place(point)
            }
        }
    }

    private struct Conic: Sendable {
        private let bend: Double
        private let constant: Double
        private let radius: Double
        private let middle: (latitude: Double, longitude: Double)

        init(_ box: GeoBox) {
            let radian = Double.pi / 180, sixth = (box.north - box.south) / 6
            let first = (box.south + sixth) * radian, second = (box.north - sixth) * radian
            middle = ((box.south + box.north) / 2 * radian, (box.west + box.east) / 2 * radian)
            bend = (sin(first) + sin(second)) / 2
            constant = cos(first) * cos(first) + 2 * bend * sin(first)
            radius = abs(bend) < 0.02 ? 0 : (constant - 2 * bend * sin(middle.latitude)).squareRoot() / bend
        }

        func callAsFunction(_ point: GeoPoint) -> (x: Double, y: Double) {
            let radian = Double.pi / 180
            let latitude = point.latitude * radian, east = point.longitude * radian - middle.longitude
            // Around the equator a cone is a cylinder.
            guard radius != 0 else { return (east * cos(middle.latitude), latitude - middle.latitude) }
            let distance = max(0, constant - 2 * bend * sin(latitude)).squareRoot() / bend
            return (distance * sin(bend * east), radius - distance * cos(bend * east))
        }
    }
}
