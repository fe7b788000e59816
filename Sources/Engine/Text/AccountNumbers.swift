/// Tells numbers of bank accounts from phone numbers, dates and quantities.
enum AccountNumbers {
    /// The first account number among folded characters, with its spaces. Linear.
    static func find(in text: [Character]) -> String? {
        var index = 0
        while index < text.count {
            if isStart(text, index), let end = iban(text, from: index) { return String(text[index..<end]).uppercased() }
            guard Numerals.isDigit(text[index]) else {
                index += 1
                continue
            }
            let groups = groups(text, from: index)
            let end = groups.last?.endIndex ?? index + 1
            if isAccount(groups, before: index > 0 ? text[index - 1] : " ") { return String(text[index..<end]) }
            index = end
        }
        return nil
    }

    private static func isStart(_ text: [Character], _ index: Int) -> Bool {
        guard text[index].isASCII, text[index].isLetter else { return false }
        return index == 0 || !(text[index - 1].isASCII && (text[index - 1].isLetter || text[index - 1].isNumber))
    }

    /// Groups of digits that one and the same separator holds together. A group of seven or more stands alone: it is a
    /// number of its own beside another (two phone numbers, say).
    private static func groups(_ text: [Character], from start: Int) -> [ArraySlice<Character>] {
        var groups = [text[start...].prefix { Numerals.isDigit($0) }]
        var separator: Character?
        while let last = groups.last, last.count < 7, last.endIndex + 1 < text.count {
            let mark = text[last.endIndex]
            guard mark == " " || mark == "-", separator == nil || separator == mark else { break }
            let next = text[(last.endIndex + 1)...].prefix { Numerals.isDigit($0) }
            guard !next.isEmpty, next.count < 7 else { break }
            separator = mark
            groups.append(next)
        }
        return groups
    }

    /// Dates (2020-01-24), phone numbers and rows of round quantities (1000 2000 3000) are no accounts; those are
    /// written in one piece or in groups of three digits and more, of which only the last may be shorter.
    private static func isAccount(_ groups: [ArraySlice<Character>], before: Character) -> Bool {
        guard let first = groups.first, !isPhone(first, groups.reduce(0) { $0 + $1.count }, before) else {
            return false
        }
        if first.count >= 12 { return true }
        var digits = 0, isRound = true
        for group in groups {
            digits += group.count
            isRound = isRound && group.last == "0"
            if digits >= 12 && !isRound { return true }
            if group.count < 3 { (digits, isRound) = (0, true) }
        }
        return false
    }

    private static func isPhone(_ first: ArraySlice<Character>, _ digits: Int, _ before: Character) -> Bool {
        if before == "+" || first.starts(with: "00") { return digits <= 15 }
        if first.elementsEqual("86") || first.starts(with: "861") { return digits <= 13 }
        return digits <= 12 && first.first == "0"
    }

    // MARK: IBAN

    /// The end of an international account number (ISO 13616: two letters, two check digits, 11 to 30 more) that begins
    /// here and whose check number is right; single spaces inside are allowed.
    private static func iban(_ text: [Character], from start: Int) -> Int? {
        guard start + 15 <= text.count, text[start + 1].isASCII, text[start + 1].isLetter else { return nil }
        guard Numerals.isDigit(text[start + 2]), Numerals.isDigit(text[start + 3]) else { return nil }
        var taken: [Character] = [], end = start
        while end < text.count, taken.count < 34 {
            let character = text[end]
            if character.isASCII, character.isLetter || character.isNumber {
                taken.append(character)
            } else if character != " " || end == start || text[end - 1] == " " {
                break
            }
            end += 1
            let isEnd = end == text.count || !(text[end].isASCII && (text[end].isLetter || text[end].isNumber))
            if isEnd, taken.count >= 15, character != " ", isValid(taken) { return end }
        }
        return nil
    }

    private static func isValid(_ iban: [Character]) -> Bool {
        let remainder = (iban[4...] + iban[..<4]).reduce(0) { sum, character in
            let value = Int(character.asciiValue ?? 0)
            return Numerals.isDigit(character) ? (sum * 10 + value - 48) % 97 : (sum * 100 + value - 87) % 97
        }
        return remainder == 1
    }
}
