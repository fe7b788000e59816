internal import Engine
internal import Foundation

/// A real hospital's need of the data that the bench reads.
struct DoublesSource: Decodable, Sendable {
    struct Supply: Decodable, Sendable {
        let item: String
        let qty: Int?
        let spec: String?
    }

    struct Contact: Decodable, Sendable {
        let tel: String
    }

    let id: Int
    let province: String
    let city: String
    let district: String
    let name: String
    let supplies: [Supply]
    let contacts: [Contact]

    static func read(_ path: String) throws -> [DoublesSource] {
        try JSONDecoder().decode([DoublesSource].self, from: try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// The first line of its name: a few hold two.
    var firstName: String { Clean.line(name.split(whereSeparator: \.isNewline).first.map(String.init) ?? name) }

    /// As it would be typed.
    var entry: NeedEntry { DoublesSource.entry(name: firstName, of: self) }

    /// The need of an institution called `name` with everything else of `source`.
    static func entry(name: String, of source: DoublesSource) -> NeedEntry {
        var entry = NeedEntry()
        let items = source.supplies.map { Clean.line($0.item) }.filter { !$0.isEmpty }
        let first = items.first.map { $0.split(whereSeparator: { "|/".contains($0) }).first.map(String.init) ?? $0 }
        entry.title = String(
            DemoWords.title(name, Clean.line(first ?? DemoWords.unlisted), more: max(0, items.count - 1)).prefix(150))
        entry.institution = String(name.prefix(100))
        entry.area = ["", source.province, source.city, source.district]
        let supplies = source.supplies.filter { !Clean.line($0.item).isEmpty }.prefix(60)
        entry.lines = supplies.map {
            NeedEntry.Line(
                item: String($0.item.prefix(180)), quantity: $0.qty.map { $0 > 1 ? String($0) : "" } ?? "",
                specification: String(($0.spec ?? "").prefix(300)))
        }
        if entry.lines.isEmpty { entry.lines = [NeedEntry.Line(item: DemoWords.unlisted)] }
        entry.phone = source.contacts.map(\.tel).first { Contacts.phone($0) != nil } ?? ""
        return entry
    }
}

/// The stored needs of the bench and which of them are one.
struct DoublesCorpus: Sendable {
    let sources: [DoublesSource]
    /// To which cluster each source belongs: the same institution in the same city is one, as the data's README names them.
    let clusters: [Int]

    init(_ sources: [DoublesSource]) {
        var known: [String: Int] = [:]
        self.sources = sources
        clusters = sources.indices.map { index in
            let name = Institution.key(sources[index].firstName) + " " + Clean.key(sources[index].city)
            if let first = known[name] { return first }
            known[name] = index
            return index
        }
    }

    /// How many stored needs are the one of a cluster.
    func size(of cluster: Int) -> Int { clusters.count { $0 == cluster } }

    /// An institution that is nowhere, with the list and the place of a real one: what a full store is made of.
    func filler(_ number: Int, _ random: inout SplitMix64) -> NeedEntry {
        let source = sources[number % sources.count]
        let syllables = DoublesWords.syllables
        let place = [0, 1].map { _ in syllables[Int.random(in: 0..<syllables.count, using: &random)] }
        let kind =
            DoublesWords.kinds.first { source.firstName.hasSuffix($0) }
            ?? DoublesWords.kinds[number % DoublesWords.kinds.count]
        // A number in the name keeps the houses apart: there are more needs than pairs of syllables. Every other one stands in
        // the town of a real one.
        let count = number / sources.count
        let town = source.district.isEmpty ? source.city : source.district
        let name =
            number % 2 == 0
            ? "\(town)\(String(place))\(count)\(kind)" : "\(String(place))\(count)\(DoublesWords.county)\(kind)"
        var entry = DoublesSource.entry(name: name, of: source)
        entry.phone = DoublesCorpus.phone(&random)
        entry.urgency = ["critical", "high", "normal", "normal", "low"][Int.random(in: 0..<5, using: &random)]
        return entry
    }

    /// A number that rings nowhere.
    static func phone(_ random: inout SplitMix64) -> String {
        "154" + String(Int.random(in: 10_000_000...99_999_999, using: &random))
    }
}
