/// How much of something. 87 % of the lines of real hospitals gave no number, so "not known" and "no limit" are values
/// like any other. Numbers are thousandths: 1.5 is 1 500.
public enum Quantity: Sendable, Equatable {
    /// An exact amount.
    case number(Int64)
    /// From the first to the second, which is larger.
    case range(Int64, Int64)
    /// Nobody said how much.
    case unknown
    /// As much as can be had.
    case unlimited
}

/// Reads quantities as people type them.
public enum QuantityText {
    /// The quantity and its unit (cleaned, possibly empty), or `nil` for text that is no quantity: words, negative
    /// numbers, lists, dates, and anything above 10^12.
    ///
    /// Reads `500只`, `1,000`, `1.5万个`, `2亿`, `100-200套`, `1-2万`, `十`, `两百`, `约500件`, `500+`, `3 million`;
    /// `不限`, `越多越好`, `no limit` are unlimited; empty, `若干`, `几百`, `?`, `/`, `unknown` are unknown. Chinese
    /// numerals count only before a known unit or alone, since `一次性…` and `十字镐` begin with one. Decimals beyond
    /// thousandths are rounded half up. Linear in the text, which may have 100 characters at most.
    public static func parse(_ raw: String) -> (quantity: Quantity, unit: String)? {
        guard raw.utf8.count <= 4000 else { return nil }
        let line = FoldedLine(raw)
        guard line.shown.count <= 100 else { return nil }
        let word = trimmed(line.key)
        if unknownWords.contains(word) { return (.unknown, "") }
        if unlimitedWords.contains(word) { return (.unlimited, "") }
        if isVague(line.folded) { return (.unknown, Units.trailing(word).map { String($0) } ?? "") }
        return numbers(line)
    }

    private static let unknownWords: Set<String> = [
        "", "若干", "不详", "未知", "不明", "不清楚", "不确定", "待定", "待确认", "一些", "适量", "大量", "很多", "许多", "少量",
        "unknown", "?", "??", "???", "/", "-", "--", "—", "——", "n/a", "na", "n.a", "tbd", "some", "several", "many",
        "a few", "few", "not known", "not sure",
    ]
    private static let unlimitedWords: Set<String> = [
        "不限", "不限量", "不限数量", "数量不限", "无上限", "没有上限", "不设上限", "上不封顶", "无限", "无限制", "越多越好", "多多益善",
        "no limit", "unlimited", "without limit", "no upper limit", "not limited", "as many as possible",
        "as much as possible", "the more the better", "any amount", "any number",
    ]

    private static func trimmed(_ key: String) -> String {
        String(key.drop { $0 == ":" || $0 == " " }.reversed().drop { ".。!;,、 ".contains($0) }.reversed())
    }

    /// 几百, 数千, 几十: an order of size, not a number.
    private static func isVague(_ folded: [Character]) -> Bool {
        guard folded.count >= 2, folded[0] == "几" || folded[0] == "数" else { return false }
        return "十百千万亿".contains(folded[1])
    }

    // MARK: Numbers

    private static let before = [
        "数量:", "数量", "大约", "约", "至少", "最少", "近", "共计", "共", "about ", "approx. ", "~", "≥", ">=", ":",
    ]

    private static func numbers(_ line: FoldedLine) -> (quantity: Quantity, unit: String)? {
        var start = 0
        for word in before where line.folded[start...].starts(with: word) {
            start += word.count
            while start < line.folded.count, line.folded[start] == " " { start += 1 }
        }
        guard let low = Numerals.leading(line.folded[start...]) else { return nil }
        var index = skipMore(line.folded, start + low.length)
        var high: Numerals.Reading?
        if let (reading, end) = upper(line, after: index) {
            high = reading
            index = skipMore(line.folded, end)
        }
        guard let unit = unit(line, from: index), !(low.isSpelled && !unit.isEmpty && !Units.isKnown(unit)) else {
            return nil
        }
        guard let high else { return (.number(low.milli), unit) }
        return range(low, high).map { ($0, unit) }
    }

    /// `500+`, `500多`, `500余` are at least 500, and 500 is what is counted on.
    private static func skipMore(_ folded: [Character], _ index: Int) -> Int {
        index < folded.count && "+多余".contains(folded[index]) ? index + 1 : index
    }

    private static func range(_ low: Numerals.Reading, _ high: Numerals.Reading) -> Quantity? {
        var first = low.milli
        if low.factor == 1 && high.factor > 1 {
            let scaled = first.multipliedReportingOverflow(by: high.factor)
            if !scaled.overflow && scaled.partialValue <= high.milli { first = scaled.partialValue }
        }
        if first == high.milli { return .number(first) }
        return first < high.milli ? .range(first, high.milli) : nil
    }

    /// The second number of `100-200`, `100 ~ 200`, `100只到200只`, `100 to 200`, and where it ends.
    private static func upper(_ line: FoldedLine, after index: Int) -> (Numerals.Reading, Int)? {
        let folded = line.folded
        var at = index
        if let unit = Units.leading(folded[at...]), folded[(at + unit.count)...].contains(where: Numerals.isDigit) {
            at += unit.count
        }
        while at < folded.count, folded[at] == " " { at += 1 }
        guard at < folded.count else { return nil }
        if folded[at...].starts(with: "to ") {
            at += 3
        } else if "-~–—至到".contains(folded[at]) {
            at += 1
        } else {
            return nil
        }
        while at < folded.count, folded[at] == " " { at += 1 }
        return Numerals.leading(folded[at...]).map { ($0, at + $0.length) }
    }

    // MARK: Units

    private static let after = ["左右", "以上", "以内", "上下", "不等"]

    /// What follows the number, if it can be a unit: short, begins with a letter, holds no digits outside brackets.
    private static func unit(_ line: FoldedLine, from index: Int) -> String? {
        var unit = trimmed(String(line.shown[index...]))
        for word in after where unit.hasSuffix(word) { unit.removeLast(word.count) }
        if unit.hasPrefix("("), unit.hasSuffix(")") { unit = String(unit.dropFirst().dropLast()) }
        unit = Clean.line(unit)
        guard let first = unit.first else { return "" }
        guard unit.count <= 24, first.isLetter || first == "%", unit.count(where: { $0 == " " }) <= 1 else {
            return nil
        }
        guard !unit.contains(where: { ",;:|、。?!".contains($0) }) else { return nil }
        var depth = 0
        for (character, next) in zip(unit, unit.dropFirst() + " ") {
            if character == "(" { depth += 1 } else if character == ")" { depth -= 1 }
            let isPower = (character == "m" || character == "M") && (next == "2" || next == "3")
            if depth == 0 && Numerals.isDigit(next) && !isPower { return nil }
        }
        return unit
    }
}
