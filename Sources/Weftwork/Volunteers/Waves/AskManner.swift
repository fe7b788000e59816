internal import Engine

/// Who is at home where a need comes from: speaks as people speak there, is spoken to as she would be. It breaks ties among those who
/// would be asked alike, and sends nobody away. Pure.
struct AskManner: Sendable {
    /// Province, city, district, as written on the need and as the catalogue has them.
    let places: [String]
    /// The same in Latin letters: whoever says it in English is as much at home there.
    let latin: [String]
    /// What the line says itself, where it names a dialect.
    let words: String
    /// The same in Latin letters, word by word.
    private let runs: Set<String>
    /// The way she would be spoken to; nothing where she has not said.
    let channel: Volunteer.Channel?

    /// The best that ``fit(dialect:channel:)`` gives.
    static let most = 3

    init(_ need: Need, _ line: NeedLine, _ part: PrivatePart?, in catalogue: AreaCatalogue) {
        self.init(
            places: [need.area.province, need.area.city, need.area.district],
            areas: catalogue.area(need.areaCode).map { catalogue.line(of: $0) } ?? [],
            words: "\(line.item) \(line.specification)", channel: part.flatMap(AskManner.way))
    }

    /// - Parameter areas: the same places in the catalogue.
    init(
        places: [String], areas: [CatalogueArea] = [], words: String = "", channel: Volunteer.Channel? = nil
    ) {
        let areas = areas.filter { $0.level != .country }
        let names = places + areas.filter { !places.contains($0.chinese) }.map(\.chinese)
        self.places = names.map(AskManner.short).filter { $0.count > 1 }
        latin = areas.map { AreaText.key($0.latin) }.filter { $0.count > 2 }
        self.words = Clean.key(words)
        runs = DialectWords.runs(words)
        self.channel = channel
    }

    /// How well somebody is at home there, 0 to ``most``: the dialect weighs more than the channel.
    func fit(dialect: String?, channel: Volunteer.Channel) -> Int {
        (dialect.map(speaks) ?? false ? 2 : 0) + (suits(channel) ? 1 : 0)
    }

    private func speaks(_ dialect: String) -> Bool {
        let key = Clean.key(dialect), said = DialectWords.runs(dialect)
        guard !key.isEmpty else { return false }
        if places.contains(where: key.holds) { return true }
        if latin.contains(where: { name in DialectWords.latinEndings.contains { said.contains(name + $0) } }) {
            return true
        }
        return DialectWords.families.contains { family in
            guard family.isNamed(in: key, said) else { return false }
            return family.isNamed(in: words, runs) || family.places.contains { places.contains(AskManner.short($0)) }
        }
    }

    /// Whoever has said nothing may be spoken to in any way.
    private func suits(_ other: Volunteer.Channel) -> Bool {
        guard let channel else { return false }
        return other == channel || other == .any
    }

    /// A place without the word for what it is, as dialects are named after it.
    private static func short(_ place: String) -> String {
        let ending = DialectWords.endings.first { place.hasSuffix($0) && place.count > $0.count + 1 } ?? ""
        return Clean.key(String(place.dropLast(ending.count)))
    }

    /// As she has chosen; else the only way she has left.
    private static func way(_ part: PrivatePart) -> Volunteer.Channel? {
        switch part.reach?.channel ?? "" {
        case "email": return .mail
        case "sms": return .message
        case "wechat": return .wechat
        case "call": return .call
        default: break
        }
        guard let contact = part.contacts.first else { return nil }
        switch (contact.phone.isEmpty, contact.wechat.isEmpty, contact.email.isEmpty) {
        case (false, true, true): return .call
        case (true, false, true): return .wechat
        case (true, true, false): return .mail
        default: return nil
        }
    }
}
