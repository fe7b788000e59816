/// An area of a country that was read in, as its file says and with the number it is known by.
public struct ImportedArea: Sendable, Equatable {
    /// Its code in the catalogue, within the block of its country.
    public let number: Int
    /// What its source calls it, such as a p-code.
    public let code: String
    /// The area above, by number; none above the country.
    public let parent: Int?
    public let level: CatalogueArea.Level
    /// As paths have it.
    public let name: String
    /// In Chinese and in Latin letters; empty where the file doesn't say.
    public let chinese: String
    public let latin: String
    /// What else people call it.
    public let others: [String]
    public let center: GeoPoint?

    public init(
        number: Int, code: String, parent: Int?, level: CatalogueArea.Level, name: String, chinese: String = "",
        latin: String = "", others: [String] = [], center: GeoPoint? = nil
    ) {
        self.number = number
        self.code = code
        self.parent = parent
        self.level = level
        self.name = name
        self.chinese = chinese
        self.latin = latin
        self.others = others
        self.center = center
    }
}

/// Other countries beside China: each has a block of codes, found from the letters of its ISO code, so that it is the same on every
/// server.
public enum AreaCountry {
    /// How many codes a block has; the first is the country's own. China's codes are all below.
    public static let block = 1_000_000
    /// Above every code that there can be.
    public static let end = (letters(3) + letters(2) + 1) * block

    private static func letters(_ count: Int) -> Int { count == 2 ? 26 * 26 : 26 * 26 * 26 }

    /// The first code of a country's block; nothing for what is no ISO 3166-1 code of two or three letters.
    public static func base(of code: String) -> Int? {
        let letters = code.utf8.map { Int($0) - Int(UInt8(ascii: "A")) }
        guard (2...3).contains(letters.count), letters.allSatisfy({ (0..<26).contains($0) }) else { return nil }
        let place = letters.reduce(0) { $0 * 26 + $1 }
        return (1 + place + (letters.count == 3 ? AreaCountry.letters(2) : 0)) * block
    }
}

extension AreaCatalogue {
    /// The same with other countries beside what it has.
    /// - Parameter imported: areas of any countries, each above those in it somewhere in the list; what has nothing above is left out.
    public func adding(_ imported: [ImportedArea]) -> AreaCatalogue {
        guard !imported.isEmpty else { return self }
        let sorted = imported.sorted { $0.number < $1.number }
        let centers = AreaCenters(sorted)
        let parents = Set(sorted.compactMap(\.parent))
        var areas = areas, words = words
        for area in sorted {
            guard let (center, level) = centers.center(of: area) else { continue }
            let index = Int32(areas.count)
            areas.append(
                CatalogueArea(
                    code: area.number, name: area.name, chinese: area.shownInChinese, latin: area.shownInLatin,
                    level: area.level, center: center, centerLevel: level, parent: area.parent,
                    isLeaf: !parents.contains(area.number)))
            for (word, tier) in area.words {
                words.append(Word(hash: AreaCatalogue.hash(AreaText.key(word)), area: index, tier: tier))
            }
        }
        return AreaCatalogue(areas: areas, words: words)
    }
}

extension ImportedArea {
    fileprivate var shownInChinese: String { chinese.isEmpty ? name : chinese }

    fileprivate var shownInLatin: String { latin.isEmpty ? name : latin }

    /// What it is known by: its names in full, without their kind, and what else people say.
    fileprivate var words: [(String, AreaCatalogue.Word.Tier)] {
        let full = Set([name, chinese, latin].filter { !$0.isEmpty })
        var short = Set(others)
        for word in full.union(others) {
            if let said = AreaText.shortHan(word) { short.insert(said) }
            if !AreaText.isHan(word) {
                let named = AreaText.named(word.split(separator: " ").map(String.init)).joined(separator: " ")
                if !named.isEmpty { short.insert(named) }
            }
        }
        return full.sorted().map { ($0, .full) } + short.subtracting(full).sorted().map { ($0, .short) }
    }
}

/// Where areas have their middle: as the file says, else amid their parts, else as the area above.
private struct AreaCenters {
    private var centers: [Int: GeoPoint] = [:]
    private var areas: [Int: ImportedArea] = [:]

    init(_ list: [ImportedArea]) {
        areas = Dictionary(list.map { ($0.number, $0) }, uniquingKeysWith: { $1 })
        var parts: [Int: [GeoPoint]] = [:]
        // From small to large: what is above comes after all its parts.
        for area in list.sorted(by: { ($1.level, $0.number) < ($0.level, $1.number) }) {
            let middle = area.center ?? parts[area.number].flatMap { GeoBox($0)?.middle }
            guard let middle else { continue }
            centers[area.number] = middle
            if let parent = area.parent { parts[parent, default: []].append(middle) }
        }
    }

    /// - Returns: nothing where neither it nor any above has one, or where one above is missing.
    func center(of area: ImportedArea) -> (point: GeoPoint, level: CatalogueArea.Level)? {
        var found: (GeoPoint, CatalogueArea.Level)?
        var next: ImportedArea? = area
        while let one = next {
            if found == nil, let center = centers[one.number] { found = (center, one.level) }
            guard let parent = one.parent else { return one.level == .country ? found : nil }
            // A level above each time: this ends.
            next = areas[parent].flatMap { $0.level < one.level ? $0 : nil }
        }
        return nil
    }
}

extension GeoBox {
    var middle: GeoPoint { GeoPoint(latitude: (south + north) / 2, longitude: (west + east) / 2) }
}
