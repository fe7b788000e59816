/// Finds the one amount in a line such as `N95口罩 500只 GB19083` and what stands around it.
struct Amount {
    var quantity: Quantity
    var unit: String
    var before: String
    var after: String

    /// The amount of a line. `x 300` goes before amounts with a known unit and `不限`, these before bare numbers, earlier
    /// ones before later; numbers behind the name of a standard (`GB 19083`), inside a word (`N95`) or as long as a
    /// phone number are none. Linear: a span of three words at most is tried at each place.
    static func find(in line: String) -> Amount? {
        let words = separated(line.split(separator: " ").map(String.init))
        var best: Span?
        for index in words.indices {
            guard let span = spanning(words, from: index), span.score > best?.score ?? 0 else { continue }
            best = span
        }
        if let best {
            let before = words[..<best.words.lowerBound], after = words[best.words.upperBound...]
            return Amount(best.quantity, best.unit, before: before, after: after)
        }
        for index in words.indices.reversed() {
            if let found = glued(words, at: index) { return found }
        }
        return words.first.flatMap { leading($0, then: words) }
    }

    /// A note in brackets behind the unit (`台(急用)`) goes to what stands after the amount.
    private init(_ quantity: Quantity, _ unit: String, before: ArraySlice<String>, after: ArraySlice<String>) {
        let bare = unit.prefix { $0 != "(" }
        let note = unit.dropFirst(bare.count).filter { $0 != "(" && $0 != ")" }
        self.quantity = quantity
        self.unit = String(bare)
        self.before = before.joined(separator: " ")
        self.after = ((note.isEmpty ? [] : [String(note)]) + after).joined(separator: " ")
    }

    // MARK: Amounts that are words of their own

    private struct Span {
        var score: Int
        var quantity: Quantity
        var unit: String
        var words: Range<Int>
    }

    private static func spanning(_ words: [String], from index: Int) -> Span? {
        if index > 0 && isStandard(words[index - 1]) { return nil }
        let first = index + (isTimes(words[index]) && index > 0 ? 1 : 0)
        for count in [3, 2, 1] where first + count <= words.count && count < words.count {
            let text = words[first..<first + count].joined(separator: " ")
            guard !isBrand(text), let (quantity, unit) = QuantityText.parse(withoutTimes(text)) else { continue }
            let isMarked = first > index || withoutTimes(text) != text
            let score = score(quantity, unit, text, isMarked: isMarked, isEnd: first + count == words.count)
            if score > 0 { return Span(score: score, quantity: quantity, unit: unit, words: index..<first + count) }
        }
        return nil
    }

    private static func score(_ quantity: Quantity, _ unit: String, _ text: String, isMarked: Bool, isEnd: Bool) -> Int
    {
        switch quantity {
        case .unlimited: return 4
        case .unknown: return text.contains { $0.isLetter } ? 4 : (isEnd ? 1 : 0)
        case .number(let most), .range(_, let most):
            let isKnown = Units.isKnown(unit) && !unit.contains(" ")
            guard unit.isEmpty || isKnown else { return 0 }
            if isMarked { return 5 }
            return isKnown ? 4 : (most >= phoneNumber ? 0 : (isEnd ? 2 : 1))
        }
    }

    /// A bare number of ten digits or more is somebody's phone, in thousandths.
    private static let phoneNumber: Int64 = 1_000_000_000_000

    private static let standards: Set<String> = [
        "gb", "gb/t", "yy", "yy/t", "en", "iso", "astm", "niosh", "un", "no", "no.", "type", "model", "size", "3m",
        "ffp",
        "class", "level", "型号", "规格", "标准", "编号", "尺码",
    ]

    /// `GB`, also at the end of a word without spaces (`符合中国GB`).
    private static func isStandard(_ word: String) -> Bool {
        let folded = FoldedLine(String(word.suffix(20))).key.filter { $0 != ":" }
        let tail = String(folded.reversed().prefix { $0.isASCII }.reversed())
        return standards.contains(folded) || standards.contains(tail)
    }

    /// 3M makes masks; nobody asks for three metres with a capital.
    private static func isBrand(_ text: String) -> Bool { text == "3M" }

    private static func isTimes(_ word: String) -> Bool { ["x", "X", "×", "*"].contains(word) }

    private static func withoutTimes(_ text: String) -> String {
        guard let first = text.first, "xX×*".contains(first), let second = text.dropFirst().first else { return text }
        return Numerals.isDigit(second) ? String(text.dropFirst()) : text
    }

    // MARK: Amounts inside a word

    /// Cuts `手套:10000` and `胶囊*500` (or `masks×300`) into two words where the second is an amount.
    private static func separated(_ words: [String]) -> [String] {
        words.flatMap { word -> [String] in
            guard let mark = word.lastIndex(where: { ":*×xX".contains($0) }), mark != word.startIndex else {
                return [word]
            }
            let tail = word[word.index(after: mark)...]
            let isLetter = word[mark] == "x" || word[mark] == "X"
            if isLetter, word[word.index(before: mark)].isASCII { return [word] }
            if tail.isEmpty { return word[mark] == ":" ? [String(word[..<mark])] : [word] }
            guard QuantityText.parse(String(tail)) != nil else { return [word] }
            return [String(word[..<mark]), word[mark] == ":" ? String(tail) : "x" + tail]
        }
    }

    /// `胶囊500盒`, `泡腾片100`, `口罩五百个`: the last number of a word that Han or a bracket stands before.
    private static func glued(_ words: [String], at index: Int) -> Amount? {
        let characters = Array(words[index])
        guard characters.count <= 200 else { return nil }
        let folded = FoldedLine(words[index]).folded
        guard folded.count == characters.count else { return nil }
        var start = folded.count - 1
        while start > 0 {
            defer { start -= 1 }
            let isDigit = Numerals.isDigit(folded[start]), isNumeral = Numerals.leading([folded[start]]) != nil
            guard isDigit || isNumeral, !isInside(folded, start), folded.count - start <= 40 else { continue }
            let text = String(characters[start...])
            guard !isBrand(text), let (quantity, unit) = QuantityText.parse(text) else { continue }
            guard unit.isEmpty ? isDigit && !isPhone(quantity) : Units.isKnown(unit) else { continue }
            return Amount(
                quantity,
                unit,
                before: words[..<index] + [String(characters[..<start])],
                after: words[(index + 1)...]
            )
        }
        return nil
    }

    private static func isPhone(_ quantity: Quantity) -> Bool {
        switch quantity {
        case .number(let most), .range(_, let most): most >= phoneNumber
        case .unknown, .unlimited: false
        }
    }

    /// Whether a number that begins here would be the tail of a longer one, of a model (`N95`) or of a name (`第3`).
    private static func isInside(_ folded: [Character], _ start: Int) -> Bool {
        let previous = folded[start - 1]
        if previous.isASCII { return previous != ")" }
        return Numerals.leading([previous]) != nil || "十百千万亿第型号款标版~–—至到约近".contains(previous)
    }

    /// `200盒口罩`: number, Chinese unit and thing in one word.
    private static func leading(_ word: String, then words: [String]) -> Amount? {
        let line = FoldedLine(word)
        guard let number = Numerals.leading(line.folded.prefix(40)), number.length < line.folded.count else {
            return nil
        }
        guard let unit = Units.leading(line.folded[number.length...]), Units.joins(unit) else { return nil }
        let end = number.length + unit.count
        guard end < line.shown.count, !number.isSpelled || number.milli > 1000 else { return nil }
        guard !line.shown[end].isASCII || line.shown[end].isLetter else { return nil }
        return Amount(
            .number(number.milli),
            String(line.shown[number.length..<end]),
            before: [],
            after: [String(line.shown[end...])] + words.dropFirst()
        )
    }
}
