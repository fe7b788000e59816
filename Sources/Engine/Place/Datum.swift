internal import Foundation

/// A point by latitude and longitude, in degrees.
public struct GeoPoint: Sendable, Hashable {
    public var latitude: Double
    public var longitude: Double

    public init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Both are finite and on the globe.
    public var isValid: Bool {
        latitude.isFinite && longitude.isFinite && abs(latitude) <= 90 && abs(longitude) <= 180
    }

    /// Metres to another point, along a great circle.
    public func distance(to other: GeoPoint) -> Double {
        let radian = Double.pi / 180
        let north = sin((other.latitude - latitude) * radian / 2),
            east = sin((other.longitude - longitude) * radian / 2)
        let chord = north * north + cos(latitude * radian) * cos(other.latitude * radian) * east * east
        return 2 * 6_371_008.8 * asin(min(1, chord.squareRoot()))
    }
}

/// What coordinates are measured against. Chinese maps shift every point by some hundred metres (GCJ-02); Baidu shifts it once
/// more (BD-09). Outside China none of them shifts anything.
public enum Datum: String, Sendable, CaseIterable {
    case wgs84, gcj02, bd09

    /// A point said in this datum, in WGS-84; exact to less than a centimetre.
    public func toWGS84(_ point: GeoPoint) -> GeoPoint {
        switch self {
        case .wgs84: point
        case .gcj02: Datum.unshifted(point) ?? point
        case .bd09: Datum.unshifted(Datum.untwisted(point)) ?? point
        }
    }

    /// A point in WGS-84 as maps of this datum have it.
    public func fromWGS84(_ point: GeoPoint) -> GeoPoint {
        guard Datum.isShifted(point) else { return point }
        return switch self {
        case .wgs84: point
        case .gcj02: Datum.shifted(point)
        case .bd09: Datum.twisted(Datum.shifted(point))
        }
    }

    /// Whether Chinese maps shift a point: it lies in the mainland, Hong Kong or Macao, or within some ten kilometres of them.
    public static func isShifted(_ point: GeoPoint) -> Bool {
        let row = Int(((point.latitude - DatumBands.south) * 2).rounded(.down))
        guard point.isValid, DatumBands.rows.indices.contains(row) else { return false }
        return DatumBands.rows[row].contains { $0.west <= point.longitude && point.longitude <= $0.east }
    }

    // MARK: GCJ-02

    /// Krasovsky's ellipsoid, which the shift is reckoned on.
    private static let axis = 6_378_245.0
    private static let eccentricity = 0.00669342162296594323

    private static func shifted(_ point: GeoPoint) -> GeoPoint {
        let offset = offset(at: point)
        return GeoPoint(latitude: point.latitude + offset.latitude, longitude: point.longitude + offset.longitude)
    }

    /// The shift has no closed inverse; each step of this is some thousand times nearer than the one before. Nothing where no
    /// point is shifted to there.
    private static func unshifted(_ point: GeoPoint) -> GeoPoint? {
        guard point.isValid else { return nil }
        var guess = point
        for _ in 0..<8 {
            let there = shifted(guess)
            let miss = (point.latitude - there.latitude, point.longitude - there.longitude)
            guess.latitude += miss.0
            guess.longitude += miss.1
            if abs(miss.0) < 1e-10 && abs(miss.1) < 1e-10 { break }
        }
        return isShifted(guess) ? guess : nil
    }

    private static func offset(at point: GeoPoint) -> GeoPoint {
        let x = point.longitude - 105, y = point.latitude - 35, pi = Double.pi
        let wave = (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
        var north = -100 + 2 * x + 3 * y + 0.2 * y * y
        north += 0.1 * x * y + 0.2 * abs(x).squareRoot() + wave
        north += (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
        north += (160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3
        var east = 300 + x + 2 * y + 0.1 * x * x
        east += 0.1 * x * y + 0.1 * abs(x).squareRoot() + wave
        east += (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
        east += (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
        let radians = point.latitude / 180 * pi
        let magic = 1 - eccentricity * sin(radians) * sin(radians), root = magic.squareRoot()
        return GeoPoint(
            latitude: north * 180 / ((axis * (1 - eccentricity)) / (magic * root) * pi),
            longitude: east * 180 / (axis / root * cos(radians) * pi))
    }

    // MARK: BD-09

    private static let turn = Double.pi * 3000 / 180

    private static func twisted(_ point: GeoPoint) -> GeoPoint {
        let x = point.longitude, y = point.latitude
        let length = (x * x + y * y).squareRoot() + 0.00002 * sin(y * turn)
        let angle = atan2(y, x) + 0.000003 * cos(x * turn)
        return GeoPoint(latitude: length * sin(angle) + 0.006, longitude: length * cos(angle) + 0.0065)
    }

    /// The formula that everybody uses is off by half a metre: steps from it end exactly.
    private static func untwisted(_ point: GeoPoint) -> GeoPoint {
        var guess = GeoPoint(latitude: point.latitude - 0.006, longitude: point.longitude - 0.0065)
        for _ in 0..<12 {
            let there = twisted(guess)
            let miss = (point.latitude - there.latitude, point.longitude - there.longitude)
            guess.latitude += miss.0
            guess.longitude += miss.1
            if abs(miss.0) < 1e-11 && abs(miss.1) < 1e-11 { break }
        }
        return guess
    }
}
