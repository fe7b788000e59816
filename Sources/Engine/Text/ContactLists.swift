extension Contacts {
    /// The contacts of a field in which people put several: `张三:139…|李四:021-…`, one on each line, or set apart by
    /// `,` `、` `;` `/`. A name stands before or after its number, may have several numbers, and may be missing; a name
    /// with no number at all is kept with an empty phone. Linear in the text.
    public static func split(_ raw: String) -> [ContactText] {
        var contacts: [ContactText] = [], waiting = ""
        for piece in Clean.text(raw).split(whereSeparator: { "\n|;,、/".contains($0) }) {
            let (name, phones) = read(Array(piece))
            if phones.isEmpty {
                if !name.isEmpty {
                    if !waiting.isEmpty { contacts.append(ContactText(name: waiting, phone: "")) }
                    waiting = name
                }
                continue
            }
            if !name.isEmpty && !waiting.isEmpty { contacts.append(ContactText(name: waiting, phone: "")) }
            let owner = name.isEmpty ? waiting : name
            contacts += phones.map { ContactText(name: owner, phone: $0) }
            waiting = ""
        }
        if !waiting.isEmpty { contacts.append(ContactText(name: waiting, phone: "")) }
        return contacts
    }

    /// The numbers of one piece, and what is left when they are taken out.
    private static func read(_ piece: [Character]) -> (name: String, phones: [String]) {
        var name: [Character] = [], phones: [String] = [], index = 0
        while index < piece.count {
            let end = endOfNumber(piece, from: index)
            if end > index, let phone = phone(String(piece[index..<end])) {
                phones.append(phone)
                index = endOfExtension(piece, from: end)
                name.append(" ")
            } else {
                let next = max(end, index + 1)
                name += piece[index..<next]
                index = next
            }
        }
        return (label(name), phones)
    }

    /// Where a number that begins here ends; groups of digits belong together while they still can be one number:
    /// 11 digits, 12 with a leading 0, 15 with + or 00.
    private static func endOfNumber(_ piece: [Character], from start: Int) -> Int {
        guard let limit = limit(piece[start...]) else { return start }
        var end = start, total = 0, index = start
        while index < piece.count {
            var at = index
            while at < piece.count, at - index < 3, "+-–—() .".contains(piece[at]) { at += 1 }
            let group = piece[at...].prefix { Numerals.isDigit($0) }
            guard !group.isEmpty else { break }
            if total > 0 && (total + group.count > limit || (total >= 7 && group.count >= 5)) { break }
            total += group.count
            index = group.endIndex
            end = index
        }
        if end < piece.count, piece[end] == ")", piece[start..<end].contains("("), piece[start] == "(" { end += 1 }
        return end
    }

    private static func limit(_ text: ArraySlice<Character>) -> Int? {
        guard let first = text.first, Numerals.isDigit(first) || first == "+" || first == "(" else { return nil }
        if first == "+" || text.starts(with: "00") { return 15 }
        if first == "0" || text.starts(with: "(0") { return 12 }
        return text.starts(with: "86") ? 13 : 11
    }

    private static func endOfExtension(_ piece: [Character], from start: Int) -> Int {
        guard isExtension(piece[start...]) else { return start }
        let mark = piece[start...].drop { !Numerals.isDigit($0) }
        guard mark.startIndex - start <= 6 else { return start }
        return mark.drop { Numerals.isDigit($0) }.startIndex
    }

    /// Longer ones are cut: they are no names.
    private static let longestName = 200

    private static let labels = [
        "联系电话", "联系人", "联系方式", "手机号码", "手机号", "手机", "电话号码", "电话", "座机", "热线", "telephone", "phone", "mobile", "tel.",
        "tel", "contact",
    ]

    /// A name without labels and the marks around it.
    private static func label(_ characters: [Character]) -> String {
        var text = Clean.line(String(characters.prefix(longestName)))
        for label in labels {
            for mark in [":", ""] {
                if text.hasSuffix(label + mark), label.first?.isASCII == false {
                    text.removeLast(label.count + mark.count)
                }
                if text.lowercased().hasPrefix(label + mark), mark == ":" || text.count == label.count {
                    text.removeFirst(label.count + mark.count)
                }
            }
            text = tidied(text)
        }
        return text
    }

    private static let edges: Set<Character> = [" ", ":", "-", "–", "—", "。", ".", "+", "=", "*"]

    private static func tidied(_ text: String) -> String {
        let start = text.drop { edges.contains($0) }
        let bare = String(start.reversed().drop { edges.contains($0) }.reversed())
        return bare == "()" ? "" : bare
    }
}
