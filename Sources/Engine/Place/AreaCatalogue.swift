/// An administrative area of a catalogue.
public struct CatalogueArea: Sendable, Equatable {
    public enum Level: Int, Sendable, Comparable, CaseIterable {
        case country = 0
        case province = 1
        case city = 2
        case district = 3

        public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// Of China six digits: two each for province, city, district. Of other countries a number that was given when they were read in.
    public let code: Int
    /// As paths have it.
    public let name: String
    /// In Chinese, as far as that is known.
    public let chinese: String
    /// In Latin letters, without the kind of area: `Jianghan`.
    public let latin: String
    public let level: Level
    /// The area's middle as its government's seat has it, in WGS-84; that of the area above where it isn't known.
    public let center: GeoPoint
    /// Of which level ``center`` is the middle.
    public let centerLevel: Level
    /// The area above, by code; none above a province of China and above another country.
    public let parent: Int?
    /// The catalogue has no parts of it. Known of other countries' areas alone.
    public let isLeaf: Bool

    /// Of another country, read in by the operator.
    public var isImported: Bool { code >= AreaCountry.block }

    /// The codes of all areas in it, itself too. Of areas within another country itself alone: ``AreaCatalogue/codes(in:)`` knows.
    public var codes: ClosedRange<Int> {
        switch level {
        case .country: code...(code + AreaCountry.block - 1)
        case _ where isImported: code...code
        case .province: code...(code + 9999)
        case .city: code % 100 == 0 ? code...(code + 99) : code...code
        case .district: code...code
        }
    }
}

/// A catalogue of areas in three levels, to look up what people type. Loaded once from bytes; some 1 MB for China. Other countries
/// can be added, each as a level above.
public struct AreaCatalogue: Sendable {
    let areas: [CatalogueArea]
    let words: [Word]
    /// The other countries in it, by code.
    public let countries: [CatalogueArea]

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
        self.init(areas: areas, words: words)
    }

    /// - Parameter areas: by code.
    init(areas: [CatalogueArea], words: [Word]) {
        self.areas = areas
        self.words = words.sorted { ($0.hash, $0.tier.rawValue, $0.area) < ($1.hash, $1.tier.rawValue, $1.area) }
        countries = areas.filter { $0.level == .country }
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
            code: code, name: cells[1], chinese: cells[1], latin: cells[4], level: level, center: center,
            centerLevel: centerLevel, parent: parent?.code, isLeaf: false)
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
        let province = line.first { $0.level == .province }?.name ?? ""
        let city = line.first { $0.level == .city }?.name
        let district = line.first { $0.level == .district }?.name ?? ""
        // The city of 朝阳区 in Beijing is Beijing.
        return (province, city ?? (AreaCatalogue.isCityProvince(area.code) ? province : ""), district)
    }

    /// The areas right below one – of China, where there is none, and the other countries –, by code.
    public func children(of code: Int?) -> [CatalogueArea] { areas.filter { $0.parent == code } }

    /// How many areas have codes in a range.
    public func count(in codes: Range<Int>) -> Int { areas.count { codes.contains($0.code) } }

    /// Whether an area lies in another, or is that.
    func holds(_ outer: CatalogueArea, _ inner: CatalogueArea) -> Bool {
        guard outer.isImported else { return outer.codes.contains(inner.code) }
        var next: CatalogueArea? = inner
        while let one = next, one.code != outer.code {
            next = one.level <= outer.level ? nil : one.parent.flatMap(area)
        }
        return next != nil
    }

    /// The codes of an area and of all that lies in it, as few runs as there are.
    public func codes(in area: CatalogueArea) -> [ClosedRange<Int>] {
        guard area.isImported, area.level != .country else { return [area.codes] }
        let country = area.code / AreaCountry.block * AreaCountry.block
        guard let first = index(of: country) else { return [area.codes] }
        var runs: [ClosedRange<Int>] = []
        var isRunning = false
        for one in areas[first...].prefix(while: { $0.code < country + AreaCountry.block }) {
            let isWithin = holds(area, one)
            if isWithin, isRunning, let run = runs.popLast() {
                runs.append(run.lowerBound...one.code)
            } else if isWithin {
                runs.append(one.code...one.code)
            }
            isRunning = isWithin
        }
        return runs
    }

    /// The areas that a word stands for at the best tier that knows it – in each country the best that knows it there –, by code.
    func find(_ word: String) -> [Int32] {
        let wanted = AreaCatalogue.hash(AreaText.key(word))
        var low = 0, high = words.count
        while low < high {
            let middle = (low + high) / 2
            if words[middle].hash < wanted { low = middle + 1 } else { high = middle }
        }
        var best: [Int: Word.Tier] = [:], found: [Int32] = []
        for word in words[low...].prefix(while: { $0.hash == wanted }) {
            let country = areas[Int(word.area)].code / AreaCountry.block
            guard best[country, default: word.tier] == word.tier else { continue }
            best[country] = word.tier
            found.append(word.area)
        }
        return found
    }

    /// FNV-1a over UTF-8.
    static func hash(_ key: String) -> UInt64 {
        key.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
