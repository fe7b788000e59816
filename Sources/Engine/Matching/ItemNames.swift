/// Names of things as people type them, and which of the wanted ones an offered one serves: the same, or a kind of it – N95口罩
/// where 口罩 is wanted, surgical masks for a mask; never the other way round, and no pump for water.
public struct ItemNames: Sendable {
    /// Wanted names by number, as they were first typed.
    public private(set) var names: [String] = []
    private var numbers: [String: Int32] = [:]
    /// Forms of wanted names by the word or pair they end with; a name that says "this | that" has several.
    private var byHead: [String: [(form: Form, number: Int32)]] = [:]

    private struct Form {
        let words: Set<String>
        let head: String
        /// One Chinese character is part of too many words: 水 is no 消毒水.
        let isTooShort: Bool
    }

    public init() {}

    /// The number of a wanted name; equal names have one number.
    public mutating func number(of name: String) -> Int32 {
        let key = Clean.key(name)
        if let known = numbers[key] { return known }
        let number = Int32(names.count)
        names.append(name)
        numbers[key] = number
        for form in ItemNames.forms(name) { byHead[form.head, default: []].append((form, number)) }
        return number
    }

    /// The wanted names that an offered one serves, in rising order.
    public func served(by offered: String) -> [Int32] {
        var served: Set<Int32> = []
        for form in ItemNames.forms(offered) {
            for wanted in byHead[form.head] ?? [] where wanted.form.words.isSubset(of: form.words) {
                if !wanted.form.isTooShort || wanted.form.words == form.words { served.insert(wanted.number) }
            }
        }
        if let same = numbers[Clean.key(offered)] { served.insert(same) }
        return served.sorted()
    }

    /// `医用防护口罩 | N95口罩` is either.
    private static func forms(_ name: String) -> [Form] {
        let parts = name.split { "|｜/／;；".contains($0) }.map { Clean.line(String($0)) }.filter { !$0.isEmpty }
        return parts.count > 1 ? parts.map(form) : [form(name)]
    }

    /// Words and pairs of characters, and the one it ends with; what stands in brackets describes and is no end.
    private static func form(_ name: String) -> Form {
        let line = Clean.line(name)
        let bare = line.prefix { !"([（【".contains($0) }
        let words = SearchText.tokens(line).map(singular)
        let head = SearchText.tokens(bare.isEmpty ? line : String(bare)).last.map(singular) ?? Clean.key(name)
        let isTooShort = words.count <= 1 && (words.first?.unicodeScalars.first?.value ?? 0) > 0x2E7F
        return Form(words: Set(words), head: head, isTooShort: isTooShort)
    }

    /// An English plural as the one of it; anything else as it is.
    private static func singular(_ word: String) -> String {
        guard word.utf8.count > 3, word.utf8.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }), word.hasSuffix("s") else {
            return word
        }
        if ["ss", "us", "is"].contains(where: word.hasSuffix) { return word }
        for end in ["xes", "ches", "shes", "sses"] where word.hasSuffix(end) { return String(word.dropLast(2)) }
        if word.hasSuffix("ies") { return word.dropLast(3) + "y" }
        return String(word.dropLast())
    }
}
