/// An administrative area of a catalogue.
public struct CatalogueArea: Sendable, Equatable {
    public enum Level: Int, Sendable, Comparable {
        case province = 1
        case city = 2
        case district = 3

        public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// Six digits: two each for province, city, district.
    public let code: Int
    public let name: String
    /// In Latin letters, without the kind of area: `Jianghan`.
    public let latin: String
    public let level: Level
    /// The area's middle as its government's seat has it, in WGS-84; that of the area above where it isn't known.
    public let center: GeoPoint
    /// Of which level ``center`` is the middle.
    public let centerLevel: Level
    /// The area above, by code; none above a province.
    public let parent: Int?

    /// The codes of all areas in it, itself too.
    public var codes: ClosedRange<Int> {
        switch level {
        case .province: code...(code + 9999)
        case .city: code % 100 == 0 ? code...(code + 99) : code...code
        case .district: code...code
        }
    }
}

/// A catalogue of areas in three levels, to look up what people type. Loaded once from bytes; some 1 MB for China.
public struct AreaCatalogue: Sendable {
    let areas: [CatalogueArea]
    private let words: [Word]

    /// A word an area is known by: sorted by hash, so that a look-up is a binary search.
    struct Word: Sendable {
        enum Tier: UInt8, Sendable {
            /// 武汉市.
            case full
            /// 武汉, Wuhan.
            case short
            /// 襄樊市: what it was called once, or one that was joined to it.
            case former
        }

        let hash: UInt64
        let area: Int32
        let tier: Tier
    }

    /// - Parameter csv: lines of code, name, latitude, longitude, Latin name, short names, former names; the first line is the
    ///   header. Sorted by code. A line that can't be read is left out.
    public init(csv bytes: [UInt8]) {
        var areas: [CatalogueArea] = [], words: [Word] = []
        var places: [Int: Int] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n")).dropFirst() {
            let cells = line.split(separator: UInt8(ascii: ","), maxSplits: 6, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            guard cells.count == 7, let code = Int(cells[0]), code >= 100_000, code <= 999_999 else { continue }
            let area = AreaCatalogue.area(code, cells, above: { places[$0].map { areas[$0] } })
            guard let area else { continue }
            let index = Int32(areas.count)
            places[code] = areas.count
            areas.append(area)
            func add(_ word: String, _ tier: Word.Tier) {
                words.append(Word(hash: AreaCatalogue.hash(AreaText.key(word)), area: index, tier: tier))
            }
            add(cells[1], .full)
            add(cells[4], .short)
            for word in cells[5].split(separator: " ") { add(String(word), .short) }
            for word in cells[6].split(separator: " ") { add(String(word), .former) }
        }
        self.areas = areas
        self.words = words.sorted { ($0.hash, $0.tier.rawValue, $0.area) < ($1.hash, $1.tier.rawValue, $1.area) }
    }

    private static func area(
        _ code: Int, _ cells: [String], above known: (Int) -> CatalogueArea?
    ) -> CatalogueArea? {
        let province = known(code / 10_000 * 10_000), city = known(code / 100 * 100)
        let level: CatalogueArea.Level
        let parent: CatalogueArea?
        if code % 10_000 == 0 {
            (level, parent) = (.province, nil)
        } else if code % 100 == 0 {
            (level, parent) = (.city, province)
        } else if let city, city.code % 10_000 != 0 {
            (level, parent) = (.district, city)
        } else {
            // 仙桃市 stands directly under Hubei; the districts of Beijing have no city between.
            (level, parent) = (AreaCatalogue.isCityProvince(code) ? .district : .city, province)
        }
        if level != .province && parent == nil { return nil }
        var center = parent?.center ?? GeoPoint(latitude: 0, longitude: 0),
            centerLevel = parent?.centerLevel ?? .province
        if let latitude = Double(cells[2]), let longitude = Double(cells[3]) {
            center = GeoPoint(latitude: latitude, longitude: longitude)
            centerLevel = level
        }
        return CatalogueArea(
            code: code, name: cells[1], latin: cells[4], level: level, center: center, centerLevel: centerLevel,
            parent: parent?.code)
    }

    /// Beijing, Tianjin, Shanghai, Chongqing: a province that is one city.
    static func isCityProvince(_ code: Int) -> Bool { [11, 12, 31, 50].contains(code / 10_000) }

    /// The area of a code.
    public func area(_ code: Int) -> CatalogueArea? { index(of: code).map { areas[$0] } }

    private func index(of code: Int) -> Int? {
        var low = 0, high = areas.count
        while low < high {
            let middle = (low + high) / 2
            if areas[middle].code < code { low = middle + 1 } else { high = middle }
        }
        return low < areas.count && areas[low].code == code ? low : nil
    }

    /// The area with those above it, from large to small.
    public func line(of area: CatalogueArea) -> [CatalogueArea] {
        var line = [area], next = area.parent
        while let code = next, let above = self.area(code) {
            line.insert(above, at: 0)
            next = above.parent
        }
        return line
    }

    /// Province, city and district by their names, as far as `area` has them.
    public func names(of area: CatalogueArea) -> (province: String, city: String, district: String) {
        let line = line(of: area)
        let province = line[0].name
        let city = line.first { $0.level == .city }?.name
        let district = line.first { $0.level == .district }?.name ?? ""
        // The city of 朝阳区 in Beijing is Beijing.
        return (province, city ?? (AreaCatalogue.isCityProvince(area.code) ? province : ""), district)
    }

    /// The areas right below one – of China, where there is none –, by code.
    public func children(of code: Int?) -> [CatalogueArea] { areas.filter { $0.parent == code } }

    /// The areas that a word stands for at the best tier that knows it, by code.
    func find(_ word: String) -> [Int32] {
        let wanted = AreaCatalogue.hash(AreaText.key(word))
        var low = 0, high = words.count
        while low < high {
            let middle = (low + high) / 2
            if words[middle].hash < wanted { low = middle + 1 } else { high = middle }
        }
        guard low < words.count, words[low].hash == wanted else { return [] }
        let tier = words[low].tier
        return words[low...].prefix { $0.hash == wanted && $0.tier == tier }.map(\.area)
    }

    /// FNV-1a over UTF-8.
    private static func hash(_ key: String) -> UInt64 {
        key.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
