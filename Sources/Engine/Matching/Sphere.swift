internal import Foundation

/// A point on the unit sphere: the straight line between two of them is compared without any sine.
struct Sphere: Sendable {
    static let kilometres = 6371.0088
    let x: Double
    let y: Double
    let z: Double

    init(_ point: GeoPoint) {
        let latitude = point.latitude * .pi / 180, longitude = point.longitude * .pi / 180
        x = cos(latitude) * cos(longitude)
        y = cos(latitude) * sin(longitude)
        z = sin(latitude)
    }

    /// The centre of the earth, for what has no place.
    init() {
        (x, y, z) = (0, 0, 0)
    }

    /// The square of the straight line between two points.
    @inline(__always)
    static func chord(_ one: Sphere, _ other: Sphere) -> Double {
        let x = one.x - other.x, y = one.y - other.y, z = one.z - other.z
        return x * x + y * y + z * z
    }

    /// The square of the straight line that spans so many kilometres along the earth; no limit is longer than any.
    static func chord(kilometres limit: Double?) -> Double {
        guard let limit, limit < .pi * kilometres else { return .infinity }
        let half = sin(max(0, limit) / kilometres / 2)
        return 4 * half * half
    }

    /// Kilometres along the earth.
    static func kilometres(chord: Double) -> Double { 2 * kilometres * asin(min(1, chord.squareRoot() / 2)) }
}
