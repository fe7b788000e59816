internal import Foundation

/// The address of a map, taken apart. Maps build theirs in many ways, so fields of query and fragment are looked up alike.
struct MapAddress {
    let host: String
    private let whole: String
    private let fields: [String: String]

    /// The first address in a text that has one.
    init?(in text: String) {
        let starts = [
            "https://", "http://", "geo:", "iosamap://", "androidamap://", "amapuri://", "baidumap://", "bdapp://",
            "qqmap://",
        ]
        let lower = text.lowercased()
        let found = starts.compactMap { lower.firstRange(of: $0) }.min { $0.lowerBound < $1.lowerBound }
        guard let found else { return nil }
        let start = lower.distance(from: lower.startIndex, to: found.lowerBound)
        let address = text.dropFirst(start).prefix { !$0.isWhitespace && !"，。；）】》\"<>".contains($0) }
        whole = String(address)
        let scheme = String(lower[found])
        let rest = address.dropFirst(scheme.count)
        host =
            scheme.hasPrefix("http")
            ? rest.prefix { !"/?#:".contains($0) }.lowercased() : String(scheme.prefix { $0 != ":" })
        var fields: [String: String] = [:]
        for piece in rest.split(whereSeparator: { "?#&".contains($0) }) {
            let parts = piece.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let value = String(parts[1]).replacing("+", with: " ")
            fields[parts[0].lowercased(), default: ""] = value.removingPercentEncoding ?? value
        }
        self.fields = fields
    }

    subscript(name: String) -> String? { fields[name] }

    func number(_ name: String) -> Double? { fields[name].flatMap { Double($0) } }

    /// Which map it belongs to.
    var source: MapLink.Source? {
        func isAt(_ domain: String) -> Bool { host == domain || host.hasSuffix(".\(domain)") }
        switch host {
        case "iosamap", "androidamap", "amapuri": return .amap
        case "baidumap", "bdapp": return .baidu
        case "qqmap": return .tencent
        case "geo": return .plain
        default: break
        }
        if isAt("amap.com") || isAt("gaode.com") { return .amap }
        if isAt("map.baidu.com") || host.hasPrefix("map.baidu") { return .baidu }
        if isAt("map.qq.com") { return .tencent }
        if host == "maps.apple.com" || host == "maps.apple" { return .apple }
        if isAt("openstreetmap.org") || isAt("osm.org") { return .osm }
        if host == "goo.gl" || host == "maps.app.goo.gl" || host.split(separator: ".").contains("google") {
            return .google
        }
        return nil
    }

    /// All decimal numbers of the address, in order.
    var numbers: [Double] { MapAddress.numbers(in: whole) }

    /// `!3d30.6!4d114.3`: the last of each, which is the place itself rather than the middle of the view.
    func tagged(_ first: String, _ second: String) -> (Double, Double)? {
        func last(_ tag: String) -> Double? {
            whole.ranges(of: tag).last.flatMap { MapAddress.numbers(in: String(whole[$0.upperBound...])).first }
        }
        guard let latitude = last(first), let longitude = last(second) else { return nil }
        return (latitude, longitude)
    }

    /// `/@30.6,114.3,17z`
    var afterAt: (Double, Double)? {
        whole.firstRange(of: "/@").flatMap { MapAddress.pair(String(whole[$0.upperBound...])) }
    }

    /// The two numbers that a text begins with, as `30.6,114.3`.
    static func pair(_ text: String?) -> (Double, Double)? {
        guard let text else { return nil }
        let parts = text.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, let first = leading(parts[0]), let second = leading(parts[1]) else { return nil }
        return (first, second)
    }

    private static func leading(_ text: Substring) -> Double? {
        let trimmed = text.drop { $0 == " " }
        let number = trimmed.prefix { $0.isASCII && ($0.isNumber || $0 == "-" || $0 == ".") }
        // "30 High Street" is no latitude.
        let next = trimmed.dropFirst(number.count).first
        return next == nil || next == ";" || next == "z" ? Double(number) : nil
    }

    /// All decimal numbers in a text.
    static func numbers(in text: String) -> [Double] {
        text.split { !($0.isASCII && ($0.isNumber || $0 == "." || $0 == "-")) }.compactMap { Double($0) }
    }
}
