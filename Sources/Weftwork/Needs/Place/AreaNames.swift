internal import Engine
internal import Synchronization

/// What China's areas are called for readers of English: paths are stored by the names of the catalogue, which are Chinese.
extension AreaPath {
    /// The same path as `language` has it; parts that the catalogue doesn't know stay as they are.
    func shown(in language: Language) -> AreaPath {
        guard language == .en, [country, province, city, district].contains(where: AreaNames.isHan) else { return self }
        return AreaNames.latin(self)
    }
}

enum AreaNames {
    private static let kept = Mutex<[[String]: AreaPath]>([:])
    /// There are some 3 300 areas; what people type besides is not remembered without end.
    private static let most = 5_000

    static func isHan(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    }

    static func latin(_ path: AreaPath) -> AreaPath {
        let key = [path.country, path.province, path.city, path.district]
        if let known = kept.withLock({ $0[key] }) { return known }
        let made = read(path)
        kept.withLock { kept in
            if kept.count >= most { kept.removeAll() }
            kept[key] = made
        }
        return made
    }

    private static func read(_ path: AreaPath) -> AreaPath {
        var latin = path
        if path.country == PlaceWords.china { latin.country = PlaceWords.chinaLatin }
        guard let catalogue = Places.ofChina,
            case .one(let area, _) = catalogue.read(
                AreaWords(country: path.country, province: path.province, city: path.city, district: path.district))
        else { return latin }
        for one in catalogue.line(of: area) {
            switch one.level {
            case .country: break
            case .province:
                // The city of a district of Beijing is Beijing.
                if path.city == path.province { latin.city = one.latin }
                if !path.province.isEmpty { latin.province = one.latin }
            case .city: if !path.city.isEmpty { latin.city = one.latin }
            case .district:
                if !path.district.isEmpty { latin.district = one.latin } else { latin.city = one.latin }
            }
        }
        return latin
    }
}
