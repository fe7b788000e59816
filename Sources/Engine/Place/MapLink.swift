/// A point from what people paste: a link of a map, or two numbers. Each map says its points in a datum of its own.
public struct MapLink: Sendable, Equatable {
    public enum Source: String, Sendable, CaseIterable {
        case amap, baidu, tencent, apple, google, osm
        /// Two numbers, or a `geo:` address: what a phone's own compass shows.
        case plain
    }

    public enum Reading: Sendable, Equatable {
        case point(MapLink)
        /// A link that holds no point: short ones lead to a server that knows it.
        case noPoint(Source?)
        /// Neither a link of a map nor two numbers.
        case unreadable
    }

    public let source: Source
    /// As it was said.
    public let point: GeoPoint
    public let datum: Datum

    /// The point in WGS-84.
    public var wgs84: GeoPoint { datum.toWGS84(point) }

    /// Reads what was pasted: the first link of a map in it, else two numbers.
    /// - Parameter datum: what two numbers are measured against; an address says it by itself.
    public static func read(_ text: String, numbersIn datum: Datum = .wgs84) -> Reading {
        let text = shortened(text)
        guard let link = MapAddress(in: text) else {
            return plain(text, datum).map { .point($0) } ?? .unreadable
        }
        guard let source = link.source else { return .unreadable }
        return point(of: link, source).map { .point($0) } ?? .noPoint(source)
    }

    /// Whether a text holds an address, so that nobody has to say what its numbers are measured against.
    public static func saysItsDatum(_ text: String) -> Bool { MapAddress(in: shortened(text)) != nil }

    private static func shortened(_ text: String) -> String { String(Clean.line(text).prefix(2000)) }

    /// `30.6, 114.3` – or the other way round, where only that can be –, `北纬30.6 东经114.3`, `30.6°N 114.3°E`.
    private static func plain(_ text: String, _ datum: Datum) -> MapLink? {
        let numbers = MapAddress.numbers(in: text)
        guard numbers.count == 2 else { return nil }
        let lower = text.lowercased()
        let isSouth = lower.contains("南纬") || lower.contains("°s"),
            isWest = lower.contains("西经") || lower.contains("°w")
        var (latitude, longitude) = (numbers[0], numbers[1])
        let saysEastFirst = lower.firstRange(of: "经").map { east in
            lower.firstRange(of: "纬").map { east.lowerBound < $0.lowerBound } ?? false
        }
        if saysEastFirst == true || abs(latitude) > 90 { swap(&latitude, &longitude) }
        if isSouth { latitude = -abs(latitude) }
        if isWest { longitude = -abs(longitude) }
        return made(.plain, latitude, longitude, datum)
    }

    private static func made(_ source: Source, _ latitude: Double?, _ longitude: Double?, _ datum: Datum) -> MapLink? {
        guard let latitude, let longitude else { return nil }
        let point = GeoPoint(latitude: latitude, longitude: longitude)
        // Zero and zero is what a map without a place says.
        guard point.isValid, latitude != 0 || longitude != 0 else { return nil }
        return MapLink(source: source, point: point, datum: datum)
    }

    // MARK: Maps

    private static func point(of link: MapAddress, _ source: Source) -> MapLink? {
        switch source {
        case .amap: amap(link)
        case .baidu: baidu(link)
        case .tencent: tencent(link)
        case .apple: pair(link, ["ll", "coordinate", "q", "address", "sll"], .apple, .gcj02)
        case .google: google(link)
        case .osm: osm(link)
        case .plain: made(.plain, link.numbers.first, link.numbers.dropFirst().first, .wgs84)
        }
    }

    /// Amap writes the longitude first in `position`, the latitude first in `q` and `p`.
    private static func amap(_ link: MapAddress) -> MapLink? {
        let datum = link["coordinate"] == "wgs84" || link["dev"] == "1" ? Datum.wgs84 : .gcj02
        for name in ["position", "location", "center"] {
            let pair = MapAddress.pair(link[name])
            if let pair { return made(.amap, pair.1, pair.0, datum) }
        }
        if let pair = MapAddress.pair(link["q"]) { return made(.amap, pair.0, pair.1, datum) }
        if let place = link["p"] {
            let parts = place.split(separator: ",", omittingEmptySubsequences: false).dropFirst().map(String.init)
            if parts.count >= 2 { return made(.amap, Double(parts[0]), Double(parts[1]), datum) }
        }
        return made(.amap, link.number("lat"), link.number("lng") ?? link.number("lon"), datum)
    }

    /// Baidu says where it doesn't mean its own datum. Its own pages say points in metres of a projection, which are no point here.
    private static func baidu(_ link: MapAddress) -> MapLink? {
        let datum: Datum =
            switch link["coord_type"] ?? link["coordtype"] {
            case "wgs84"?: .wgs84
            case "gcj02"?: .gcj02
            default: .bd09
            }
        if let pair = MapAddress.pair(link["location"] ?? link["center"] ?? link["latlng"]) {
            return made(.baidu, pair.0, pair.1, datum)
        }
        return made(.baidu, link.number("lat"), link.number("lng"), datum)
    }

    private static func tencent(_ link: MapAddress) -> MapLink? {
        let datum = link["coord_type"] == "1" ? Datum.wgs84 : .gcj02
        if let marker = link["marker"], let start = marker.firstRange(of: "coord:") {
            if let pair = MapAddress.pair(String(marker[start.upperBound...])) {
                return made(.tencent, pair.0, pair.1, datum)
            }
        }
        for name in ["coord", "center", "pointx"] {
            if let pair = MapAddress.pair(link[name]) { return made(.tencent, pair.0, pair.1, datum) }
        }
        return made(
            .tencent, link.number("pointy") ?? link.number("lat"), link.number("pointx") ?? link.number("lng"), datum)
    }

    /// Google's map of the mainland is drawn in GCJ-02; that of Hong Kong and Macao isn't shifted.
    private static func google(_ link: MapAddress) -> MapLink? {
        let found: MapLink? =
            link.tagged("!3d", "!4d").flatMap { made(.google, $0.0, $0.1, .gcj02) }
            ?? pair(link, ["q", "query", "ll", "destination", "center"], .google, .gcj02)
            ?? link.afterAt.flatMap { made(.google, $0.0, $0.1, .gcj02) }
        guard let found else { return nil }
        let isUnshifted =
            (22.13...22.57).contains(found.point.latitude) && (113.82...114.45).contains(found.point.longitude)
            || (22.10...22.22).contains(found.point.latitude) && (113.52...113.61).contains(found.point.longitude)
        return isUnshifted ? MapLink(source: .google, point: found.point, datum: .wgs84) : found
    }

    private static func osm(_ link: MapAddress) -> MapLink? {
        if let point = made(.osm, link.number("mlat"), link.number("mlon"), .wgs84) { return point }
        // #map=17/30.6/114.3
        let parts = (link["map"] ?? "").split(separator: "/").map(String.init)
        if parts.count >= 3 { return made(.osm, Double(parts[1]), Double(parts[2]), .wgs84) }
        return made(.osm, link.number("lat"), link.number("lon"), .wgs84)
    }

    private static func pair(_ link: MapAddress, _ names: [String], _ source: Source, _ datum: Datum) -> MapLink? {
        names.lazy.compactMap { MapAddress.pair(link[$0]) }.first.flatMap { made(source, $0.0, $0.1, datum) }
    }
}
