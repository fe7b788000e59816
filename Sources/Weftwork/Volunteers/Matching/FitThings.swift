internal import Database
internal import Engine

/// Things, skills, units and trainings as the numbers that the engine compares: the same thing has one number whatever word it is
/// written with. Even numbers are things, odd ones skills.
struct FitThings: Sendable {
    /// A pair of hands: every volunteer has one.
    static let hands: Int32 = 1
    private static let driving = "driving"

    private var items = ItemNames()
    /// The first number of those that mean the same.
    private var first: [Int32: Int32] = [:]
    /// The names of an item of the network's catalogue, by its own names and by all words for it.
    private var proper: [String: [String]] = [:]
    private var anyWord: [String: [String]] = [:]
    /// What stands in the catalogue by one name with all its words: of those one thing may stand in for another.
    private var alike = ItemNames()
    private var alikeItems: [Int32: Int] = [:]
    /// The number of whatever is of an item of the catalogue, for lines that take a substitute.
    private var substitutes: [Int: Int32] = [:]
    /// By what is wanted: who has the thing itself has what may stand in for it, too.
    private var substituteOf: [Int32: Int32] = [:]
    private var skills: [String: Int32] = [:]
    private var skillKeys: [Int32: String] = [:]
    private var units = MatchUnits()
    private(set) var trainings: [ID: Int32] = [:]

    init(_ catalogue: Catalogue) {
        for (index, item) in catalogue.items.enumerated() {
            for word in [item.zh, item.en] + item.words where !word.isEmpty {
                let number = alike.number(of: word)
                if alikeItems[number] == nil { alikeItems[number] = index }
            }
            let names = [item.zh, item.en].filter { !$0.isEmpty }
            for name in names where proper[Clean.key(name)] == nil { proper[Clean.key(name)] = names }
            for word in names + item.words where anyWord[Clean.key(word)] == nil { anyWord[Clean.key(word)] = names }
        }
    }

    // MARK: Things

    /// The number of a thing that is wanted. Its own name in the other language is the same; a word for a kind of it is not: surgical
    /// masks are no N95.
    mutating func wanted(_ item: String) -> Int32 {
        let number = items.number(of: item)
        if let known = first[number] { return known * 2 }
        let all = [number] + (proper[Clean.key(item)] ?? []).map { items.number(of: $0) }
        let chosen = all.compactMap { first[$0] }.min() ?? number
        for one in all where first[one] == nil { first[one] = chosen }
        return chosen * 2
    }

    /// What an offered thing serves of all that is wanted; of the catalogue also what it is a kind of, and what it may stand in for.
    func held(_ item: String) -> [Int32] {
        let words = [item] + (anyWord[Clean.key(item)] ?? [])
        let things = Set(words.flatMap { items.served(by: $0) }.map { (first[$0] ?? $0) * 2 })
        guard !substitutes.isEmpty else { return things.sorted() }
        let alike = catalogued(item).compactMap { substitutes[$0] }
        return things.union(alike).union(things.compactMap { substituteOf[$0] }).sorted()
    }

    /// The number of what may stand in for a thing: whatever the catalogue has by the same name. Nothing where it does not know the
    /// thing, for nobody guesses what else would do. Asked for once all that is wanted has its number: the thing itself comes first.
    mutating func substitute(for item: String) -> Int32? {
        guard let known = catalogued(item).first else { return nil }
        let itself = wanted(item)
        let number = substitutes[known] ?? Int32(items.names.count + substitutes.count) * 2
        substitutes[known] = number
        substituteOf[itself] = number
        return number
    }

    /// The items of the catalogue that a name is one of: it is a word for it, or names a kind of it.
    private func catalogued(_ item: String) -> [Int] {
        Set(alike.served(by: item).compactMap { alikeItems[$0] }).sorted()
    }

    mutating func unit(_ text: String) -> Int32 { units.number(of: text) }

    mutating func training(_ module: ID) -> Int32 {
        if let known = trainings[module] { return known }
        trainings[module] = Int32(trainings.count)
        return Int32(trainings.count - 1)
    }

    // MARK: Skills

    /// What a line asks of somebody: skills of the catalogue that it names, a pair of hands, or – of people – its own words.
    mutating func skills(of line: NeedLine) -> [Int32] {
        var keys = FitThings.known(in: line.item)
        if keys.isEmpty { keys = FitThings.known(in: line.specification) }
        if !keys.isEmpty { return keys.map { number(ofSkill: $0) } }
        guard line.kind == .people else { return [] }
        if FitText(line.item).names(anyOf: FitThings.handWords) { return [FitThings.hands] }
        return [number(ofSkill: Skills.key(of: line.item))]
    }

    /// Whether a line is still open and asks something of people: as ``skills(of:)`` and the market have it.
    static func asksPeople(_ line: NeedLine, at now: Int64) -> Bool {
        guard !line.isClaimed, !line.work.isOver(at: now) else { return false }
        switch line.kind {
        case .people: return true
        case .service, .transport, .information: return !(known(in: line.item) + known(in: line.specification)).isEmpty
        default: return false
        }
    }

    /// Skills of the catalogue that a text names.
    static func known(in text: String) -> [String] {
        let text = FitText(text)
        return words.filter { text.names(anyOf: $0.words) }.map(\.key)
    }

    private static let words: [(key: String, words: [FitText])] = Skills.catalogue.map { known in
        // As short a word as "it" says nothing where it stands among others.
        let words = ([known.name(.zh), known.name(.en)] + known.also).filter { $0.utf8.count > 2 }
        return (known.key, words.map { FitText($0) })
    }
    private static let handWords = FitWords.hands.map { FitText($0) }

    /// What can be done from anywhere.
    private static let remote: Set<String> = [
        "calls", "verifying", "translating", "counselling", "computing", "writing", "law",
    ]

    func isRemote(_ skills: [Int32]) -> Bool {
        !skills.isEmpty && skills.allSatisfy { skillKeys[$0].map(FitThings.remote.contains) ?? false }
    }

    private mutating func number(ofSkill key: String) -> Int32 {
        if let known = skills[key] { return known }
        let number = Int32(skills.count + 1) * 2 + 1
        skills[key] = number
        skillKeys[number] = key
        return number
    }

    /// What somebody with these skills has of what is wanted.
    func held(skills keys: some Sequence<String>) -> [Int32] {
        [FitThings.hands] + keys.compactMap { skills[$0] }.sorted()
    }

    /// Whether somebody is to drive: then it counts what they have to drive.
    func asksDriving(_ wanted: [Int32]) -> Bool { wanted.contains { skillKeys[$0] == FitThings.driving } }

    /// The key of a skill, for its words; nothing for a pair of hands.
    func skill(_ number: Int32) -> String? { skillKeys[number] }
}

/// A text in which words are looked for: Chinese anywhere in it, others as whole words, in the plural as well.
struct FitText: Sendable {
    private let key: String
    private let words: Set<Substring>
    private let isLatin: Bool

    init(_ text: String) {
        key = Clean.key(text)
        isLatin = text.utf8.allSatisfy { $0 < 0x80 }
        words = Set(
            text.lowercased().split { !$0.isASCII || !$0.isLetter }.map { word in
                word.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") ? word.dropLast() : word
            })
    }

    func names(anyOf others: [FitText]) -> Bool {
        !key.isEmpty && others.contains { $0.isLatin ? $0.words.isSubset(of: words) : key.holds($0.key) }
    }
}
