/// One thing asked for or offered, as read from a pasted list.
public struct PastedLine: Sendable, Equatable {
    /// What it is, in the words of the list; empty when only an amount was written.
    public var item: String
    /// How much; `.unknown` when the line gives no number.
    public var quantity: Quantity
    /// What it is counted in, or empty.
    public var unit: String
    /// What follows the amount: a standard, a model, a size.
    public var specification: String

    /// A line from its parts.
    public init(item: String, quantity: Quantity, unit: String = "", specification: String = "") {
        self.item = item
        self.quantity = quantity
        self.unit = unit
        self.specification = specification
    }
}

/// Turns a list pasted from a chat, a notice or a sheet into lines.
public enum PastedLines {
    /// The things of a text, one for each line; bullets and numbering are taken off, empty lines left out.
    ///
    /// A line is cut further, outside brackets, only when it clearly is a list:
    /// * at `;` `、` `|` or `,` when every piece has an amount of its own (`手套:10000;洗手液:2000`);
    /// * at `;` or `、` when no piece has an amount (`口罩、防护服`).
    ///
    /// Never at `|` or `,` without amounts: `医用防护口罩 | N95口罩` are two names of one thing in the real lists, and commas
    /// stand inside specifications. Nor where some pieces have an amount and others none: whose it is cannot be known.
    /// Linear in the text.
    public static func parse(_ text: String) -> [PastedLine] {
        text.split(whereSeparator: \.isNewline).flatMap { raw in
            let line = withoutBullet(raw)
            return line.isEmpty ? [] : pieces(of: line, at: separators)
        }
    }

    private static let separators: [Character] = [";", "、", "|", ","]

    private static func pieces(of line: String, at separators: [Character]) -> [PastedLine] {
        guard let separator = separators.first else { return [one(line)] }
        let rest = Array(separators.dropFirst())
        let parts = split(line, at: separator)
        guard parts.count > 1 else { return pieces(of: parts.first ?? line, at: rest) }
        let lines = parts.map { pieces(of: $0, at: rest) }
        let counted = lines.count { list in list.allSatisfy { $0.quantity != .unknown && !$0.item.isEmpty } }
        if counted == lines.count { return lines.flatMap { $0 } }
        let bare = lines.count { list in list.allSatisfy { $0.quantity == .unknown } }
        if bare == lines.count && (separator == ";" || separator == "、") { return lines.flatMap { $0 } }
        return [one(line)]
    }

    /// The non-empty pieces between separators that stand outside brackets.
    private static func split(_ line: String, at separator: Character) -> [String] {
        var depth = 0
        var parts: [String] = [""]
        for character in line {
            if "([【{".contains(character) {
                depth += 1
            } else if ")]】}".contains(character) {
                depth = max(0, depth - 1)
            }
            if character == separator && depth == 0 {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts.map(tidy).filter { !$0.isEmpty }
    }

    private static func one(_ line: String) -> PastedLine {
        let line = tidy(line)
        guard let found = Amount.find(in: line) else {
            if let (quantity, unit) = QuantityText.parse(line), quantity != .unknown, Units.isKnown(unit) {
                return PastedLine(item: "", quantity: quantity, unit: unit)
            }
            return PastedLine(item: line, quantity: .unknown)
        }
        let before = tidy(found.before), after = tidy(found.after)
        guard before.isEmpty else {
            return PastedLine(item: before, quantity: found.quantity, unit: found.unit, specification: after)
        }
        let linking = ["of ", "x ", "X "].first { after.hasPrefix($0) } ?? ""
        return PastedLine(item: String(after.dropFirst(linking.count)), quantity: found.quantity, unit: found.unit)
    }

    private static let edges: Set<Character> = [" ", ":", ",", ";", "、", "。", "|", "-", "–", "—", "*", "×"]

    private static func tidy(_ text: String) -> String {
        let start = text.drop { edges.contains($0) }
        return String(start.reversed().drop { edges.contains($0) || $0 == "." }.reversed())
    }

    // MARK: Bullets

    /// The line, cleaned, without `•`, `-`, `*`, `1.`, `2、`, `(3)`, `A1、`, `一、`, `①`; circled numbers go before the
    /// cleaning, which would make them plain digits.
    private static func withoutBullet(_ raw: Substring) -> String {
        let bare = raw.drop { character in
            character.isWhitespace || character.unicodeScalars.allSatisfy { $0.value >= 0x2460 && $0.value <= 0x249B }
        }
        let line = Array(Clean.line(String(bare)))
        var index = line.firstIndex { !"•·●○■□◆◇▪►▶★☆*-–—+# ".contains($0) } ?? line.count
        index += numbering(line[index...])
        return tidy(String(line[index...]))
    }

    private static func numbering(_ line: ArraySlice<Character>) -> Int {
        let start = line.first == "(" ? line.startIndex + 1 : line.startIndex
        var index = start
        if index < line.endIndex, line[index].isASCII, line[index].isLetter { index += 1 }
        let number = line[index...].prefix { Numerals.isDigit($0) }
        index += number.count
        if number.isEmpty {
            index = start
            while index < line.endIndex, "一二三四五六七八九十".contains(line[index]) { index += 1 }
        }
        guard index > start, index - start <= 3, index < line.endIndex else { return 0 }
        let mark = line[index], next = index + 1 < line.endIndex ? line[index + 1] : " "
        let closes = mark == "、" || mark == ")" || (mark == "." && !Numerals.isDigit(next))
        guard closes, !(start > line.startIndex && mark != ")") else { return 0 }
        return index + 1 - line.startIndex
    }
}
