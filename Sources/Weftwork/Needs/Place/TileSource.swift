internal import Database
internal import Engine
internal import Foundation
internal import Logging
internal import Synchronization

/// The operator's own tiles under the maps of the board, where there are any.
struct Tiles: Sendable {
    private let opened: Result<TileSource, TileSet.Fault>?

    /// - Parameter path: an MBTiles file; nothing for maps without tiles.
    init(path: String?) {
        opened = path.map { path in Result { () throws(TileSet.Fault) in try TileSource(path: path) } }
    }

    var source: TileSource? { try? opened?.get() }

    /// Why they can't be used.
    var fault: TileSet.Fault? {
        if case .failure(let fault) = opened { fault } else { nil }
    }
}

/// A file of tiles that is served.
final class TileSource: Sendable {
    let set: TileSet
    /// Another as soon as the file is: browsers keep tiles for good.
    let version: String
    private let file: ForeignFile
    private let waiting = Mutex(0)

    /// So many wait for the file at most.
    private static let mostWaiting = 100
    /// The longest value that is read: what is longer than a tile may be is refused, not read.
    private static let longest: Int32 = 2 << 20

    /// - Throws: why the file can't be used.
    init(path: String) throws(TileSet.Fault) {
        do {
            let file = try ForeignFile(path: path, mostBytes: TileSource.longest)
            set = try file.readNow { db in
                let metadata = try db.tileMetadata()
                let isSaid = metadata["minzoom"] != nil && metadata["maxzoom"] != nil
                let set = try TileSet(metadata, found: isSaid ? nil : try db.tileZooms())
                guard let tile = try db.someTile(zoom: set.zooms.lowerBound) else { throw TileSet.Fault.noTile }
                guard TileRules.type(of: tile) != nil else { throw TileSet.Fault.noPicture }
                return set
            }
            self.file = file
            version = TileSource.version(of: path)
        } catch let fault as TileSet.Fault {
            throw fault
        } catch {
            throw .unreadable("\(error)")
        }
    }

    private static func version(of path: String) -> String {
        let facts = try? FileManager.default.attributesOfItem(atPath: path)
        let size = facts?[.size] as? Int ?? 0, changed = facts?[.modificationDate] as? Date
        let text = "\(size) \(changed?.timeIntervalSince1970 ?? 0)"
        return Base64URL.encode(Sodium.hash(Array(text.utf8)).prefix(6))
    }

    /// A tile that can be shown; nothing for one that the file doesn't have, or that is no picture.
    /// - Throws: ``Refusal/unavailable(retryAfter:)`` where too many wait.
    func tile(_ tile: MapTile) async throws -> (bytes: [UInt8], type: String)? {
        guard tile.isValid, set.zooms.contains(tile.zoom) else { return nil }
        let isFull = waiting.withLock { waiting in
            waiting += 1
            return waiting > TileSource.mostWaiting
        }
        defer { waiting.withLock { $0 -= 1 } }
        guard !isFull else { throw Refusal.unavailable(retryAfter: 1) }
        // A file that fails here has been changed under us, or is not what it said: it has no such tile.
        guard let bytes = try? await file.read({ db in try db.bytes(of: tile) }),
            let type = TileRules.type(of: bytes)
        else { return nil }
        return (bytes, type)
    }

    /// Which of some tiles there are.
    func present(_ tiles: MapTiles) async -> [MapTile] {
        (try? await file.read { db in try db.present(tiles) }) ?? []
    }
}

/// Tiles that lie under a map, with the frame they fit.
struct MapGround: Sendable {
    struct Piece: Sendable {
        let address: String
        let place: (left: Int, top: Int, width: Int, height: Int)
    }

    /// More are no picture for a phone.
    static let most = 24

    let frame: MapFrame
    let pieces: [Piece]
    /// Tiles are missing in the picture.
    let hasGaps: Bool
    let attribution: String
}

extension Places {
    /// The tiles under a map; nothing where the file has none for it.
    func ground(of map: NeedMap, _ source: TileSource?) async -> MapGround? {
        guard let source, !map.spots.isEmpty else { return nil }
        let frame = MapFrame(box(of: map), around: shapes(of: map), isForTiles: true)
        guard let tiles = frame.tiles(within: source.set.zooms, most: MapGround.most) else { return nil }
        let present = await source.present(tiles)
        guard !present.isEmpty else { return nil }
        return MapGround(
            frame: frame,
            pieces: present.map { tile in
                MapGround.Piece(
                    address: "/tiles/\(tile.zoom)/\(tile.column)/\(tile.row)?v=\(source.version)",
                    place: frame.place(of: tile))
            }, hasGaps: present.count < tiles.count, attribution: source.set.attribution)
    }
}

extension App {
    /// Whether the operator's tiles can be used and what they cover, and whose areas are known.
    func lookAtPlaces(_ list: inout Findings) async throws {
        let listing = try await needs.areaListing()
        list.add(
            "areas of \(listing.map { "\($0.country) (\($0.count))" }.joined(separator: ", "))", true, "")
        guard let path = configuration.tiles else {
            return list.add("maps show outlines: no tiles are set", true, "")
        }
        guard let set = tiles.source?.set else {
            return list.add(
                "WEFT_TILES: \(path) \(tiles.fault?.words ?? "can't be used")", false,
                "set WEFT_TILES to an MBTiles file of PNG, JPEG or WebP tiles, or to nothing")
        }
        let bounds = set.bounds
        list.add(
            "tiles \(set.name): zoom \(set.zooms.lowerBound) to \(set.zooms.upperBound), latitude \(bounds.south) to "
                + "\(bounds.north), longitude \(bounds.west) to \(bounds.east) (\(path))", true, "")
    }
}

extension TileSet.Fault {
    /// For the operator.
    var words: String {
        switch self {
        case .unreadable(let why): "can't be read as MBTiles: \(why)"
        case .format(let format): "has tiles of the format \(format): only PNG, JPEG and WebP can be shown"
        case .zooms: "says no zooms between 0 and \(MapTile.mostZoom)"
        case .bounds(let text): "has bounds that are none: \(text)"
        case .noTile: "has no tile at its least zoom"
        case .noPicture: "has tiles that are no PNG, JPEG or WebP of a usual size"
        }
    }
}
