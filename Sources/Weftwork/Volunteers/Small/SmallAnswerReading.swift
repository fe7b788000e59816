internal import Database
internal import Engine

/// Reads what was typed as an answer: bounded, cleaned, without money or ways to reach somebody – whoever types it is a stranger.
struct SmallAnswerReading {
    private(set) var problems: [FieldProblem] = []

    private static let mostLines = 40

    mutating func line(_ field: String, _ typed: String, _ bounds: ClosedRange<Int>) -> String {
        guard typed.count <= 4 * bounds.upperBound, !Clean.hasNUL(typed) else {
            problems.append(FieldProblem(field, SiteWords.tooLong))
            return ""
        }
        let line = Clean.line(typed)
        if line.count < bounds.lowerBound { problems.append(FieldProblem(field, SiteWords.missing)) }
        if line.count > bounds.upperBound { problems.append(FieldProblem(field, SiteWords.tooLong)) }
        keepsOut(line, field)
        return line
    }

    /// What would be published with it and must not be.
    private mutating func keepsOut(_ text: String, _ field: String) {
        if MoneyWords.find(in: text) != nil { problems.append(FieldProblem(field, SmallWords.noMoney)) }
        if OfferRules.namesContact(text) { problems.append(FieldProblem(field, SmallWords.noContact)) }
    }

    /// A number as it is printed, whoever answers there: it is for a call to find out.
    mutating func phone(_ typed: String) -> String {
        guard typed.count <= 60, let digits = Contacts.phone(typed) else {
            problems.append(FieldProblem("phone", SmallWords.badNumber))
            return ""
        }
        // An official number is nobody's own.
        if digits.count == 11, digits.hasPrefix("1") { problems.append(FieldProblem("phone", SmallWords.noMobile)) }
        return Clean.line(typed)
    }

    /// The page on which it stands: the second person looks there.
    mutating func address(_ typed: String) -> String {
        let line = typed.count <= 1200 ? Clean.line(typed) : ""
        let rest = line.hasPrefix("https://") ? line.dropFirst(8) : line.hasPrefix("http://") ? line.dropFirst(7) : ""
        let host = rest.prefix { !"/?#".contains($0) }
        let isAddress =
            host.contains(".") && !host.contains("@") && host.first != "." && line.count <= 300
            && line.allSatisfy { $0.isASCII && !$0.isWhitespace && !"<>\"'`\\".contains($0) }
        if !isAddress { problems.append(FieldProblem("source", SmallWords.badSource)) }
        return line
    }

    mutating func list(_ typed: String) -> [String] {
        guard typed.count <= 3000, !Clean.hasNUL(typed) else {
            problems.append(FieldProblem("lines", SiteWords.tooLong))
            return []
        }
        keepsOut(typed, "lines")
        let lines = PastedLines.parse(Clean.prose(typed)).filter { !$0.item.isEmpty }
        guard (2...SmallAnswerReading.mostLines).contains(lines.count) else {
            problems.append(FieldProblem("lines", SmallWords.badList(SmallAnswerReading.mostLines)))
            return []
        }
        return lines.map { line in
            let amount = line.quantity == .unknown ? "" : NeedWords.plain(line.quantity) + line.unit
            return [line.item, line.specification, amount].filter { !$0.isEmpty }.joined(separator: " ")
        }
    }

    mutating func translated(_ field: String, _ typed: String, from source: Language, of text: String) -> String {
        let line = line(field, typed, 2...240)
        guard problems.isEmpty else { return line }
        let isOther = SmallRules.language(of: line) != source && Clean.key(line) != Clean.key(text)
        if !isOther { problems.append(FieldProblem(field, SmallWords.otherLanguage(source.other))) }
        return line
    }

    /// What is asked for, in the same order; nothing of it may be left out or added.
    mutating func items(_ typed: String, _ subject: SmallSubject) -> [String] {
        guard typed.count <= 6000, !Clean.hasNUL(typed) else {
            problems.append(FieldProblem("items", SiteWords.tooLong))
            return []
        }
        let lines = typed.split(whereSeparator: \.isNewline).map { Clean.line(String($0)) }.filter { !$0.isEmpty }
        guard lines.count == subject.items.count else {
            problems.append(FieldProblem("items", SmallWords.asMany(subject.items.count)))
            return []
        }
        if lines.contains(where: { $0.count > 240 }) { problems.append(FieldProblem("items", SiteWords.tooLong)) }
        keepsOut(lines.joined(separator: "\n"), "items")
        return lines
    }

    mutating func verdict(_ typed: String) -> Bool? {
        switch typed {
        case "same": return true
        case "different": return false
        default:
            problems.append(FieldProblem("verdict", SiteWords.badChoice(["same", "different"], typed)))
            return nil
        }
    }
}
