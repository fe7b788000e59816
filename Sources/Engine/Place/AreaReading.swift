/// What people typed for a place, field by field; each may be empty, and each may hold more than its name says.
public struct AreaWords: Sendable, Equatable {
    public var country: String
    public var province: String
    public var city: String
    public var district: String

    public init(country: String = "", province: String = "", city: String = "", district: String = "") {
        self.country = country
        self.province = province
        self.city = city
        self.district = district
    }
}

/// What a catalogue makes of it.
public enum AreaReading: Sendable, Equatable {
    /// Nothing it knows: the path stays as it was typed.
    case unknown
    /// One area. `rest` is what was typed below it that the catalogue doesn't know (高新区).
    case one(CatalogueArea, rest: String)
    /// Several of one name, or several that contradict each other: somebody has to say which. By code; at most ``AreaCatalogue/mostChoices``.
    case several([CatalogueArea])
}

extension AreaCatalogue {
    /// More than these are no choice any more: the words mean nothing then.
    public static let mostChoices = 12

    /// A word that was typed, and what it may stand for.
    private struct Token {
        let found: [Int32]
        /// The field it stood in, as a level; nothing for a text without fields.
        let field: CatalogueArea.Level?
        let text: String
    }

    /// Reads a text without fields, whatever its order: `湖北省武汉市江汉区`, `Jianghan, Wuhan, Hubei`.
    public func read(_ text: String) -> AreaReading {
        let tokens = tokens(of: text, field: nil)
        let isHome = AreaText.parts(text).contains { AreaText.china.contains(AreaText.key($0)) }
        return choose((isHome ? atHome(tokens) : tokens).filter { !$0.found.isEmpty })
    }

    /// Reads what stands in the fields of a form or a table. A field's name is a hint, not a law.
    public func read(_ words: AreaWords) -> AreaReading {
        let country = AreaText.key(words.country)
        var tokens: [Token] = []
        let isHome = AreaText.china.contains(country)
        if !country.isEmpty && !isHome {
            guard let first = beginning(with: words) else { return .unknown }
            tokens += first
        }
        for (text, level) in [
            (words.province, CatalogueArea.Level.province), (words.city, .city), (words.district, .district),
        ] {
            tokens += self.tokens(of: text, field: level)
        }
        return choose(isHome ? atHome(tokens) : tokens)
    }

    /// What stands where the country should: a country that was read in, or a list that begins with the province. A country's name
    /// stands for no county that happens to sound like it, and alone for no province abroad either (Georgia).
    private func beginning(with words: AreaWords) -> [Token]? {
        let first = tokens(of: words.country, field: .country)
        func has(_ token: Token, _ test: (CatalogueArea) -> Bool) -> Bool {
            token.found.contains { test(areas[Int($0)]) }
        }
        let isAlone = words.province.isEmpty && words.city.isEmpty && words.district.isEmpty && first.count == 1
        let isLarge = first.contains { token in
            has(token) { $0.level == .country || ($0.level == .province && !($0.isImported && isAlone)) }
        }
        guard !first.isEmpty, isLarge || (AreaText.isHan(words.country) && first.allSatisfy { !$0.found.isEmpty })
        else { return nil }
        return first.map { token in
            let countries = token.found.filter { areas[Int($0)].level == .country }
            return Token(found: countries.isEmpty ? token.found : countries, field: nil, text: token.text)
        }
    }

    /// In China, since that was said.
    private func atHome(_ tokens: [Token]) -> [Token] {
        guard !countries.isEmpty else { return tokens }
        return tokens.map { token in
            Token(
                found: token.found.filter { !areas[Int($0)].isImported }, field: token.field, text: token.text)
        }
    }

    // MARK: Words

    /// The words of a text; what isn't known is a token that stands for nothing.
    private func tokens(of text: String, field: CatalogueArea.Level?) -> [Token] {
        let parts = AreaText.parts(text)
        // A name may hold what else stands between names.
        let named = parts.count > 1 && field != nil ? find(text) : []
        if !named.isEmpty { return [Token(found: named, field: field, text: text)] }
        return parts.prefix(6).flatMap { part -> [Token] in
            if AreaText.china.contains(AreaText.key(part)) { return [] }
            let whole = found(part)
            if !whole.isEmpty { return [Token(found: whole, field: field, text: part)] }
            let cut = AreaText.isHan(part) ? cutHan(part) : cutLatin(part)
            if !cut.isEmpty { return cut.map { Token(found: $0, field: nil, text: part) } }
            return [Token(found: [], field: field, text: part)]
        }
    }

    /// The areas of a word: by what it is called, else without its kind, else – 松滋县 – as the same name with another kind.
    private func found(_ word: String) -> [Int32] {
        let direct = find(word)
        if !direct.isEmpty { return direct }
        if !AreaText.isHan(word) {
            let named = AreaText.named(word.split(separator: " ").map(String.init)).joined(separator: " ")
            return ([named] + AreaText.withoutKind(named)).lazy.map { self.find($0) }.first { !$0.isEmpty } ?? []
        }
        guard let (stem, kind) = AreaText.stem(word) else { return [] }
        return find(stem).filter { index in
            let area = areas[Int(index)]
            if area.isImported { return true }
            // A city is no county of that name; a county may be a city or a district by now.
            return area.level != .province && (kind == "市" || area.level == .district || area.code % 100 != 0)
        }
    }

    /// 湖北省武汉市江汉区解放大道: the longest known beginning, then what lies in it, again and again; what follows is an address.
    private func cutHan(_ text: String) -> [[Int32]] {
        var rest = Array(AreaText.key(text).prefix(60)), cut: [[Int32]] = []
        if rest.starts(with: Array("中国")) { rest.removeFirst(2) }
        while let next = beginning(of: rest, within: cut.last) {
            cut.append(next.found)
            rest.removeFirst(next.length)
        }
        return cut
    }

    private func beginning(of rest: [Character], within last: [Int32]?) -> (found: [Int32], length: Int)? {
        guard rest.count >= 2 else { return nil }
        for length in stride(from: min(rest.count, 16), through: 2, by: -1) {
            let found = find(String(rest[..<length])).filter { last == nil || lies($0, within: last ?? []) }
            if !found.isEmpty { return (found, length) }
        }
        return nil
    }

    private func lies(_ index: Int32, within outer: [Int32]) -> Bool {
        let codes = Set(outer.map { areas[Int($0)].code }), area = areas[Int(index)]
        return line(of: area).dropLast().contains { codes.contains($0.code) }
    }

    /// `wuhan hubei`: known words side by side, each as long as can be. All must be known.
    private func cutLatin(_ text: String) -> [[Int32]] {
        let words = text.split(separator: " ").prefix(8).map(String.init)
        var start = 0, cut: [[Int32]] = []
        while start < words.count {
            let next = stride(from: words.count, to: start, by: -1).lazy.compactMap { end -> (Int, [Int32])? in
                let found = self.found(words[start..<end].joined(separator: " "))
                return found.isEmpty ? nil : (end, found)
            }.first
            if let next {
                cut.append(next.1)
                start = next.0
            } else if start > 0, AreaText.isKind(words[start]) {
                start += 1
            } else {
                return []
            }
        }
        return cut
    }

    // MARK: Choosing

    private func choose(_ tokens: [Token]) -> AreaReading {
        let known = tokens.filter { !$0.found.isEmpty }
        guard !known.isEmpty else { return .unknown }
        // What isn't known in a field above is no area of this catalogue; below it is a part that the catalogue doesn't have.
        let unknown = tokens.filter { $0.found.isEmpty }
        let isBelow = isAbroad(known)
        guard unknown.allSatisfy({ $0.field == .district || ($0.field == .city && isBelow) }) else { return .unknown }
        var found = fitting(known), rest = unknown.map(\.text)
        let above = known.filter { $0.field != .district || $0.found.contains { areas[Int($0)].level != .district } }
        if found.isEmpty, above.count < known.count, !above.isEmpty {
            // A district of that name lies elsewhere; here it is one that the catalogue doesn't have.
            found = fitting(above)
            rest = known.filter { one in !above.contains { $0.text == one.text } }.map(\.text) + rest
        }
        if found.isEmpty { return contradiction(known) }
        // Said alone, 吉林 is the province, and 海南 too.
        if known.count == 1, known[0].field == nil, !found.contains(where: \.isImported),
            let province = found.first(where: { $0.level == .province })
        {
            return .one(province, rest: "")
        }
        found = certain(found)
        if found.count == 1 { return .one(found[0], rest: rest.joined(separator: " ")) }
        return found.count > AreaCatalogue.mostChoices ? .unknown : .several(found)
    }

    /// One that holds all the others of its country is what is certain: 恩施州, of which 恩施市 is a part.
    private func certain(_ found: [CatalogueArea]) -> [CatalogueArea] {
        let countries = Dictionary(grouping: found) { $0.code / AreaCountry.block }
        return countries.sorted { $0.key < $1.key }.flatMap { _, own in
            own.first { whole in own.allSatisfy { holds(whole, $0) } }.map { [$0] } ?? own
        }
    }

    /// Elsewhere a catalogue often ends above what stands in the city's field.
    private func isAbroad(_ known: [Token]) -> Bool {
        known.contains { $0.field == .province || $0.found.contains { areas[Int($0)].level == .country } }
            && known.allSatisfy { $0.found.allSatisfy { areas[Int($0)].isImported } }
    }

    /// 宜昌市 in one field, 武汉市 in the next: nobody but who wrote it knows which.
    private func contradiction(_ tokens: [Token]) -> AreaReading {
        let hasCity = tokens.contains { $0.field == .city }
        let all = Set(tokens.flatMap { hinted($0, hasCity: hasCity) }).map { areas[Int($0)] }
        // Not the province that holds both.
        let smallest = all.filter { one in all.allSatisfy { $0.code == one.code || !holds(one, $0) } }
        guard smallest.count <= AreaCatalogue.mostChoices else { return .unknown }
        return .several(smallest.sorted { $0.code < $1.code })
    }

    /// The areas that all words can mean together, by code.
    private func fitting(_ tokens: [Token]) -> [CatalogueArea] {
        let hasCity = tokens.contains { $0.field == .city }
        for readings in [tokens.map({ hinted($0, hasCity: hasCity) }), tokens.map(\.found)] {
            var fit = Set<Int32>()
            for reading in readings { for index in reading where agrees(index, with: readings) { fit.insert(index) } }
            // Where none fits, a field's name misled: the same without the hints.
            if !fit.isEmpty { return fit.map { areas[Int($0)] }.sorted { $0.code < $1.code } }
        }
        return []
    }

    /// What a word stands for in its field: provinces in the province's, where it can be one. In the district's, with no city said,
    /// people write their city too.
    private func hinted(_ token: Token, hasCity: Bool) -> [Int32] {
        guard let field = token.field else { return token.found }
        let fitting = token.found.filter { index in
            let level = areas[Int(index)].level
            return field == .district && !hasCity ? level != .province : level == field
        }
        // Levels of two countries don't compare: in each it is a hint by itself.
        func country(_ index: Int32) -> Int { areas[Int(index)].code / AreaCountry.block }
        let sure = Set(fitting), hinted = Set(fitting.map(country))
        return token.found.filter { sure.contains($0) || !hinted.contains(country($0)) }
    }

    /// Every word names the area or one above it, and the area itself is the smallest of them.
    private func agrees(_ index: Int32, with readings: [[Int32]]) -> Bool {
        let line = Set(self.line(of: areas[Int(index)]).map(\.code))
        return readings.allSatisfy { reading in reading.contains { line.contains(areas[Int($0)].code) } }
    }
}
