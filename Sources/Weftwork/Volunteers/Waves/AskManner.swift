internal import Engine

/// Who is at home where a need comes from: speaks as people speak there, is spoken to as she would be. It breaks ties among those who
/// would be asked alike, and sends nobody away. Pure.
struct AskManner: Sendable {
    /// As written on the need: province, city, district.
    let places: [String]
    /// What the line says itself, where it names a dialect.
    let words: String
    /// The way she would be spoken to; nothing where she has not said.
    let channel: Volunteer.Channel?

    /// The best that ``fit(dialect:channel:)`` gives.
    static let most = 3

    init(_ need: Need, _ line: NeedLine, _ part: PrivatePart?) {
        self.init(
            places: [need.area.province, need.area.city, need.area.district],
            words: "\(line.item) \(line.specification)", channel: part.flatMap(AskManner.way))
    }

    init(places: [String], words: String = "", channel: Volunteer.Channel? = nil) {
        self.places = places.map(AskManner.short).filter { $0.count > 1 }
        self.words = Clean.key(words)
        self.channel = channel
    }

    /// How well somebody is at home there, 0 to ``most``: the dialect weighs more than the channel.
    func fit(dialect: String?, channel: Volunteer.Channel) -> Int {
        (dialect.map(speaks) ?? false ? 2 : 0) + (suits(channel) ? 1 : 0)
    }

    private func speaks(_ dialect: String) -> Bool {
        let key = Clean.key(dialect)
        guard !key.isEmpty else { return false }
        if places.contains(where: key.holds) { return true }
        return DialectWords.families.contains { family in
            let names = family.names.map { Clean.key($0) }
            guard names.contains(where: key.holds) else { return false }
            return names.contains(where: words.holds) || family.places.contains { places.contains(AskManner.short($0)) }
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
