internal import Engine

/// What a file of tiles says of itself, as far as it can be used. Pure.
struct TileSet: Sendable, Equatable {
    let name: String
    /// Whom the map is from, as plain words.
    let attribution: String
    let zooms: ClosedRange<Int>
    let bounds: GeoBox

    /// Why a file can't be used; said to the operator alone.
    enum Fault: Error, Sendable, Equatable {
        case unreadable(String)
        case format(String)
        case zooms
        case bounds(String)
        case noTile
        case noPicture
    }

    static let world = GeoBox(south: -85.0511, north: 85.0511, west: -180, east: 180)

    /// - Parameters:
    ///   - metadata: names and values.
    ///   - found: the zooms of the tiles, where the metadata doesn't say.
    init(_ metadata: [String: String], found: (least: Int, greatest: Int)?) throws(Fault) {
        let format = metadata["format"].map(Clean.key) ?? "png"
        guard ["png", "jpg", "jpeg", "webp", "image/png", "image/jpeg", "image/webp"].contains(format) else {
            throw .format(String(format.prefix(20)))
        }
        let least = metadata["minzoom"].map { Int(Clean.line($0)) } ?? found?.least
        let greatest = metadata["maxzoom"].map { Int(Clean.line($0)) } ?? found?.greatest
        guard let least, let greatest, least <= greatest, least >= 0, greatest <= MapTile.mostZoom else {
            throw .zooms
        }
        zooms = least...greatest
        bounds = try TileSet.bounds(metadata["bounds"])
        name = String(TileSet.plain(metadata["name"] ?? "").prefix(100))
        let said = String(TileSet.plain(metadata["attribution"] ?? "").prefix(200))
        attribution = said.isEmpty ? name : said
    }

    private static func bounds(_ text: String?) throws(Fault) -> GeoBox {
        guard let text else { return world }
        let parts = text.split(separator: ",").compactMap { Double(Clean.line(String($0))) }
        guard parts.count == 4, parts.allSatisfy(\.isFinite), parts[0] < parts[2], parts[1] < parts[3],
            abs(parts[1]) <= 90, abs(parts[3]) <= 90, parts[0] >= -180.01, parts[2] <= 180.01
        else { throw .bounds(String(text.prefix(60))) }
        return GeoBox(south: parts[1], north: parts[3], west: parts[0], east: parts[2])
    }

    /// Attributions are HTML by the specification: what they say is shown, where they lead isn't.
    static func plain(_ html: String) -> String {
        var text = "", isInTag = false
        for character in html.prefix(2000) {
            if character == "<" { isInTag = true }
            if !isInTag { text.append(character) }
            if character == ">" { isInTag = false }
        }
        for (entity, character) in [
            ("&copy;", "©"), ("&#169;", "©"), ("&nbsp;", " "), ("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"),
            ("&gt;", ">"), ("&amp;", "&"),
        ] { text = text.replacing(entity, with: character) }
        return Clean.line(text)
    }
}

/// What a tile may be: a picture of a usual size.
enum TileRules {
    static let mostBytes = 512 * 1024
    static let mostSide = 1024

    /// The type of a tile's picture; nothing for what is none, or is too large.
    static func type(of bytes: [UInt8]) -> String? {
        guard bytes.count <= mostBytes, case .picture(let head) = PictureHead.read(bytes[...]),
            head.width <= mostSide, head.height <= mostSide
        else { return nil }
        return switch head.kind {
        case .png: "image/png"
        case .jpeg: "image/jpeg"
        case .webp: "image/webp"
        }
    }
}
