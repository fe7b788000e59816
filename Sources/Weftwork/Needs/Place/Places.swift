internal import Database
internal import Engine
internal import Foundation

/// The areas that typed places are matched to, and their outlines for maps.
struct Places: Sendable {
    let shelf: AreaShelf
    let outlines: MapOutlines

    /// China's areas, and those of the countries that were read in.
    var catalogue: AreaCatalogue { shelf.catalogue }

    /// Read once for a process: it's the same for every application in it.
    private static let shipped = Result {
        (catalogue: AreaCatalogue(csv: try bytes("china.csv")), outlines: try outlines(bytes("outlines.txt")))
    }

    /// China's areas as they ship, whichever countries were read in besides.
    static var ofChina: AreaCatalogue? { try? shipped.get().catalogue }

    /// The catalogue as shipped, with the outlines that the operator chose.
    /// - Throws: where `path` names no file of outlines.
    init(outlines path: String?) throws {
        let shipped = try Places.shipped.get()
        shelf = AreaShelf(shipped.catalogue)
        guard let path else {
            outlines = shipped.outlines
            return
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw DatabaseError.storage("WEFT_MAP_OUTLINES: \(path) can't be read")
        }
        outlines = try Places.outlines([UInt8](data))
    }

    private static func bytes(_ name: String) throws -> [UInt8] {
        let folder = Bundle.module.bundleURL.appendingPathComponent("Resources/areas")
        return [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    private static func outlines(_ bytes: [UInt8]) throws -> MapOutlines {
        guard let outlines = MapOutlines(text: bytes) else {
            throw DatabaseError.storage(
                "WEFT_MAP_OUTLINES: this is no file of outlines (see Resources/areas/ORIGIN.md)")
        }
        return outlines
    }

    /// The path of an area, by the names of the catalogue.
    /// - Parameter rest: what was typed below it that the catalogue doesn't know.
    func path(of area: CatalogueArea, rest: String = "") -> AreaPath {
        let catalogue = catalogue, names = catalogue.names(of: area)
        return AreaPath(
            country: area.isImported ? catalogue.line(of: area)[0].name : PlaceWords.china, province: names.province,
            city: names.city,
            district: names.district.isEmpty ? rest : names.district)
    }

    func read(_ path: AreaPath) -> AreaReading {
        catalogue.read(
            AreaWords(country: path.country, province: path.province, city: path.city, district: path.district))
    }

    /// The areas that a need without one may mean, where there are several.
    func candidates(for need: Need) -> [CatalogueArea] {
        guard need.areaCode == 0, case .several(let areas) = read(need.area) else { return [] }
        return areas
    }
}

extension Grid {
    /// Where a need is found by distance, for everybody alike: by the centre of its county as soon as that is known – whatever its exact
    /// point, so that asking again and again tells nothing about it –, else by the square that the point lies in, else by the centre of
    /// whatever larger area is known.
    init?(_ area: CatalogueArea?, _ point: GeoPoint?) {
        if let area, area.isCounty, area.centerLevel == area.level {
            self.init(center: area.center)
        } else if let point {
            self.init(latitude: point.latitude, longitude: point.longitude)
        } else if let area {
            self.init(center: area.center)
        } else {
            return nil
        }
    }
}

extension CatalogueArea {
    /// As small as a district: one, or a town that stands directly under its province; abroad one without parts below a province.
    var isCounty: Bool { level == .district || (isImported ? level == .city && isLeaf : code % 100 != 0) }

    /// A map of it would have nothing smaller to show.
    var isSmallest: Bool { isCounty || isLeaf }

    /// The word of its level, for programs.
    static func name(of level: Level) -> String {
        switch level {
        case .country: "country"
        case .province: "province"
        case .city: "city"
        case .district: "district"
        }
    }
}

/// An area that a need may mean, for programs.
struct AreaChoice: View {
    let area: CatalogueArea
    let path: AreaPath

    func write(to json: inout JSON) {
        json.object {
            $0.field("code", String(area.code))
            $0.field("area", path.parts)
        }
    }
}
