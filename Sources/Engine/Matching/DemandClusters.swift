/// Something that somebody lacks somewhere, as clusters see it.
public struct Demand<Key: Comparable & Hashable & Sendable>: Sendable {
    public let key: Key
    /// What it is about: only what is about the same gathers.
    public let kind: String
    /// The area by its code; 0 where none is known.
    public let area: Int
    /// The middle of that area, or a rough place where no area is known.
    public let point: GeoPoint?

    public init(key: Key, kind: String, area: Int, point: GeoPoint?) {
        self.key = key
        self.kind = kind
        self.area = area
        self.point = point
    }
}

/// Demands of one kind in one place.
public struct DemandCluster<Key: Comparable & Hashable & Sendable>: Sendable, Equatable {
    public let kind: String
    /// The area in which most of them are; 0 where that has no code.
    public let area: Int
    /// In their order.
    public let keys: [Key]
    /// How many places they stand in, that of the most included.
    public let places: Int
    /// From the place of the most to the furthest of the others.
    public let kilometres: Double
}

/// Finds where many lack the same. The result follows from what there is, never from the order in which it is given.
///
/// Demands in the same place are one spot. The fullest spot gathers all free spots within the radius; where that makes enough
/// they are a cluster, else they stay free for the next. So no cluster is wider than twice the radius, and nothing grows into a
/// chain over a whole country.
public enum DemandClusters {
    private struct Spot<Key: Comparable & Hashable & Sendable> {
        let area: Int
        let point: GeoPoint?
        let sphere: Sphere?
        var keys: [Key]
    }

    private struct Place: Hashable {
        let area: Int
        let point: GeoPoint?
    }

    /// - Parameters:
    ///   - radius: in kilometres.
    ///   - least: fewer than these are no cluster.
    /// - Returns: the largest first.
    public static func find<Key>(
        _ demands: [Demand<Key>], radius: Double, least: Int
    ) -> [DemandCluster<Key>] {
        let byKind = Dictionary(grouping: demands.filter { $0.area != 0 || $0.point != nil }, by: \.kind)
        return byKind.flatMap { kind, demands in clusters(of: spots(in: demands), kind: kind, radius, least) }
            .sorted { ($1.keys.count, $0.kind, $0.area, $0.keys[0]) < ($0.keys.count, $1.kind, $1.area, $1.keys[0]) }
    }

    /// The fullest first.
    private static func spots<Key>(in demands: [Demand<Key>]) -> [Spot<Key>] {
        var places: [Place: [Demand<Key>]] = [:]
        for demand in demands {
            let place =
                demand.area != 0 ? Place(area: demand.area, point: nil) : Place(area: 0, point: demand.point)
            places[place, default: []].append(demand)
        }
        let spots = places.map { place, demands -> Spot<Key> in
            // All of one area should say the same point; where they differ the smallest stands for it.
            let point = demands.compactMap(\.point).min { ($0.latitude, $0.longitude) < ($1.latitude, $1.longitude) }
            return Spot(
                area: place.area, point: point, sphere: point.map { Sphere($0) },
                keys: Array(Set(demands.map(\.key))).sorted())
        }
        return spots.sorted { ($1.keys.count, $0.area, $0.keys[0]) < ($0.keys.count, $1.area, $1.keys[0]) }
    }

    private static func clusters<Key>(
        of spots: [Spot<Key>], kind: String, _ radius: Double, _ least: Int
    ) -> [DemandCluster<Key>] {
        let limit = Sphere.chord(kilometres: radius)
        var isFree = [Bool](repeating: true, count: spots.count)
        var found: [DemandCluster<Key>] = []
        for seed in spots.indices where isFree[seed] {
            var members = [seed], furthest = 0.0
            if let heart = spots[seed].sphere {
                for other in spots.indices where other != seed && isFree[other] {
                    guard let sphere = spots[other].sphere else { continue }
                    let chord = Sphere.chord(heart, sphere)
                    guard chord <= limit else { continue }
                    members.append(other)
                    furthest = max(furthest, chord)
                }
            }
            let keys = members.flatMap { spots[$0].keys }.sorted()
            guard keys.count >= max(1, least) else { continue }
            for member in members { isFree[member] = false }
            found.append(
                DemandCluster(
                    kind: kind, area: spots[seed].area, keys: keys, places: members.count,
                    kilometres: Sphere.kilometres(chord: furthest)))
        }
        return found
    }
}
