internal import Engine

/// Areas of emergencies as people and programs write them, never wider than they were written. Pure.
enum EmergencyPlaces {
    enum Reading: Equatable {
        case none
        case one(AreaPath)
        /// May be several places: the words that were written.
        case several(String)
    }

    /// Reads the parts of an area from large to small, or one text that holds them all; by the names of the catalogue where it knows
    /// them.
    static func read(_ typed: [String], _ places: Places) -> Reading {
        let lines = typed.map(Clean.line).filter { !$0.isEmpty }
        guard let line = lines.first else { return .none }
        var words = lines.count == 1 ? self.words(of: line) : lines
        var isHome = false
        if let first = words.first, isChina(first) {
            isHome = true
            words.removeFirst()
        }
        guard !words.isEmpty else { return .one(AreaPath(country: PlaceWords.china)) }
        switch look(words, isHome: isHome, places) {
        case .one(let area, let rest): return .one(places.path(of: area, rest: String(rest.prefix(60))))
        case .several: return .several(lines.joined(separator: " "))
        case .unknown: return .one(asWritten(words, isHome: isHome))
        }
    }

    /// One word is read whatever it holds. Of several each is a part: what the catalogue doesn't know below those it knows is kept, for
    /// half of a city is not the city.
    private static func look(_ words: [String], isHome: Bool, _ places: Places) -> AreaReading {
        if words.count == 1 { return places.catalogue.read(words[0]) }
        // Elsewhere places may sound like ours.
        guard isHome || words.contains(where: isHan) || isKnown(words, places) else { return .unknown }
        return places.catalogue.read(AreaWords(district: words.joined(separator: ",")))
    }

    private static func isKnown(_ words: [String], _ places: Places) -> Bool {
        words.allSatisfy { places.catalogue.read($0) != .unknown }
    }

    private static func words(of line: String) -> [String] {
        line.split { "/›>,，、".contains($0) || (isHan(line) && $0 == " ") }.map { Clean.line(String($0)) }
            .filter { !$0.isEmpty }
    }

    private static func isChina(_ word: String) -> Bool {
        ["china", Clean.key(PlaceWords.china)].contains(Clean.key(word))
    }

    private static func isHan(_ text: String) -> Bool {
        text.unicodeScalars.contains(where: \.properties.isIdeographic)
    }

    // MARK: What the catalogue doesn't know

    /// Puts a word where the kind in its name belongs; false where it names none, or something stands there.
    private static func put(_ word: String, in path: inout AreaPath) -> Bool {
        func put(_ part: inout String) -> Bool {
            guard part.isEmpty else { return false }
            part = word
            return true
        }
        func ends(_ kinds: [String]) -> Bool { kinds.contains(where: word.hasSuffix) }
        if ends(PlaceWords.kindsOfProvince) { return put(&path.province) }
        if ends(PlaceWords.kindsOfCity) { return put(&path.city) }
        return ends(PlaceWords.kindsOfDistrict) && put(&path.district)
    }

    /// It stays as it was written, each part where the kind in its name belongs; else from large to small, beginning with a country.
    private static func asWritten(_ words: [String], isHome: Bool) -> AreaPath {
        let words = words.map { String($0.prefix(60)) }, country = isHome ? PlaceWords.china : ""
        var path = AreaPath(country: country)
        for word in words where !put(word, in: &path) {
            return AreaPath(parts: isHome ? [country] + words : words)
        }
        return path
    }
}
