/// Numbers as people write them, read from the start of a text: `1,000`, `1.5万`, `两百`, `3 million`.
///
/// Works on folded characters (see `FoldedLine`). Every function takes time linear in what it reads.
enum Numerals {
    /// A number in thousandths and how many characters it took.
    struct Reading {
        var milli: Int64
        var length: Int
        /// Written in Chinese numerals, which also begin many ordinary words.
        var isSpelled = false
        /// Carried a 万, 千, million…, which in `1-2万` holds for both ends.
        var factor: Int64 = 1
    }

    /// The largest number read: 10^12, here in thousandths.
    static let largest: Int64 = 1_000_000_000_000_000

    /// The number at the start of the characters; `nil` when there is none or it is too large.
    static func leading(_ text: ArraySlice<Character>) -> Reading? {
        guard let first = text.first else { return nil }
        return isDigit(first) ? written(text) : spelled(text)
    }

    static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

    // MARK: Digits

    private static func written(_ text: ArraySlice<Character>) -> Reading? {
        var index = text.startIndex
        var whole: Int64 = 0
        for end in [grouped(text, by: ","), grouped(text, by: " ")] where end > index { index = end }
        if index == text.startIndex { index = text.firstIndex { !isDigit($0) } ?? text.endIndex }
        for character in text[..<index] where isDigit(character) {
            whole = whole * 10 + Int64(character.wholeNumberValue ?? 0)
            if whole > largest { return nil }
        }
        let (thousandths, length) = fraction(text[index...])
        index += length
        let factor = multiplier(text[index...])
        let sum = whole.multipliedReportingOverflow(by: 1000)
        let milli = (sum.partialValue &+ thousandths).multipliedReportingOverflow(by: factor.value)
        guard !sum.overflow, !milli.overflow, milli.partialValue <= largest else { return nil }
        return Reading(
            milli: milli.partialValue,
            length: index + factor.length - text.startIndex,
            factor: factor.value
        )
    }

    /// Where `1,000,000` or `1 000 000` ends; the start when the text is not grouped in threes like that.
    private static func grouped(_ text: ArraySlice<Character>, by separator: Character) -> Int {
        var index = text.firstIndex { !isDigit($0) } ?? text.endIndex
        guard index - text.startIndex <= 3 else { return text.startIndex }
        var groups = 0
        while index + 3 < text.endIndex, text[index] == separator, text[(index + 1)...(index + 3)].allSatisfy(isDigit) {
            if index + 4 < text.endIndex, isDigit(text[index + 4]) { break }
            index += 4
            groups += 1
        }
        return groups > 0 ? index : text.startIndex
    }

    /// Decimals to thousandths, the rest rounded half up.
    private static func fraction(_ text: ArraySlice<Character>) -> (thousandths: Int64, length: Int) {
        guard text.first == ".", let second = text.dropFirst().first, isDigit(second) else { return (0, 0) }
        let digits = text.dropFirst().prefix { isDigit($0) }
        let padded = digits.prefix(4).map { Int64($0.wholeNumberValue ?? 0) } + [0, 0, 0, 0]
        let value = padded[0] * 100 + padded[1] * 10 + padded[2] + (padded[3] >= 5 ? 1 : 0)
        return (value, digits.count + 1)
    }

    private static let factors: [Character: Int64] = ["十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000]
    private static let words: [(text: String, value: Int64)] = [
        ("thousand", 1000), ("million", 1_000_000), ("billion", 1_000_000_000),
    ]

    /// 万, 千万, million… after a number, with or without a space; 千 of 千克 and the like is a unit and not one.
    private static func multiplier(_ text: ArraySlice<Character>) -> (value: Int64, length: Int) {
        let start = text.first == " " ? text.startIndex + 1 : text.startIndex
        for word in words where text[start...].starts(with: word.text) {
            let end = start + word.text.count
            if end == text.endIndex || !text[end].isLetter { return (word.value, end - text.startIndex) }
        }
        var value: Int64 = 1, index = start
        while index < text.endIndex, let factor = factors[text[index]], !isUnitPrefix(text[index...]) {
            guard value <= 100_000_000 else { return (Int64.max, 0) }
            value *= factor
            index += 1
        }
        return index == start ? (1, 0) : (value, index - text.startIndex)
    }

    private static func isUnitPrefix(_ text: ArraySlice<Character>) -> Bool {
        guard let first = text.first, let second = text.dropFirst().first else { return false }
        return (first == "千" && "克米瓦升卡帕伏赫字".contains(second)) || (first == "百" && second == "分")
    }

    // MARK: Chinese numerals

    private static let digits: [Character: Int64] = [
        "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
        "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
    ]
    private static let scales: [Character: Int64] = [
        "十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000, "亿": 100_000_000,
    ]

    private static func spelled(_ text: ArraySlice<Character>) -> Reading? {
        var end = text.startIndex
        while end < text.endIndex, digits[text[end]] != nil || scales[text[end]] != nil, !isUnitPrefix(text[end...]) {
            end += 1
        }
        let run = text[text.startIndex..<end]
        guard let first = run.first, digits[first] != nil || first == "十" || first == "拾" else { return nil }
        guard run.count <= 24, let value = chinese(run), value <= largest / 1000 else { return nil }
        let last = run.last.flatMap { scales[$0] } ?? 1
        return Reading(milli: value * 1000, length: run.count, isSpelled: true, factor: last >= 100 ? last : 1)
    }

    /// The value of a whole Chinese numeral: `一千二百三十四`, `二〇二〇`, and the spoken short forms `一百二` = 120 and
    /// `两万五` = 25 000. `nil` when a scale stands where none can.
    static func chinese(_ run: ArraySlice<Character>) -> Int64? {
        if run.count > 1, run.allSatisfy({ digits[$0] != nil }) {
            return run.count > 12 ? nil : run.reduce(0) { $0 * 10 + (digits[$1] ?? 0) }
        }
        var sum = ChineseSum()
        for character in run {
            if let value = digits[character] {
                guard sum.add(digit: value) else { return nil }
            } else if let scale = scales[character] {
                guard sum.add(scale: scale) else { return nil }
            }
        }
        return sum.value
    }
}

/// A Chinese numeral being read: what stands before 亿, before 万, and below.
private struct ChineseSum {
    private var hundredMillions: Int64 = 0
    private var tenThousands: Int64 = 0
    private var section: Int64 = 0
    private var digit: Int64?
    private var lastScale: Int64 = 1

    /// A last digit without a scale counts tenths of the scale before it (一百二 = 120), unless 零 stands between.
    var value: Int64 {
        hundredMillions + tenThousands + section + (digit ?? 0) * (lastScale >= 100 ? lastScale / 10 : 1)
    }

    mutating func add(digit next: Int64) -> Bool {
        if let digit, digit != 0 { return false }
        if next == 0 { lastScale = 1 }
        digit = next
        return true
    }

    /// `false` when a scale stands where none can, or the sum grows past the largest number.
    mutating func add(scale: Int64) -> Bool {
        let below = tenThousands + section + (digit ?? 0)
        let scaled = scale == 100_000_000 ? hundredMillions + below : below
        guard scale < 10_000 || scaled <= Numerals.largest / scale else { return false }
        switch scale {
        case 100_000_000:
            hundredMillions = scaled * scale
            (tenThousands, section) = (0, 0)
        case 10_000:
            tenThousands = scaled * scale
            section = 0
        default:
            section += (digit ?? (scale == 10 ? 1 : 0)) * scale
        }
        (digit, lastScale) = (nil, scale)
        return hundredMillions + tenThousands + section > 0
    }
}
